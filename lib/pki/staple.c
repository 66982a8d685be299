/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* staple.c - OCSP responses as they are carried: whole, and not judged */

#include "pki/staple.h"

#include "base/errors.h"
#include "pki/der.h"
#include "pki/oid.h"
#include "pki/pem.h"

enum { SUCCESSFUL = 0 };

/* id-pkix-ocsp-basic */
static const struct bytes oid_basic = OID("\x2b\x06\x01\x05\x05\x07\x30\x01\x01");

/* RFC 6960, 4.2.1. */
int staple_check(struct bytes der)
{
    struct wire_reader reader = wire_reader(der);
    struct wire_reader response = der_enter(&reader, DER_SEQUENCE);
    struct bytes status = der_read(&response, DER_ENUMERATED);
    struct wire_reader wrapped = der_enter(&response, DER_CONTEXT_DEEP(0));
    struct wire_reader fields = der_enter(&wrapped, DER_SEQUENCE);
    struct bytes type = der_read_oid(&fields);
    der_read(&fields, DER_OCTET_STRING);
    TRY(der_end(&fields));
    TRY(der_end(&wrapped));
    TRY(der_end(&response));
    TRY(der_end(&reader));
    if (status.size != 1 || status.data[0] != SUCCESSFUL || !bytes_equal(type, oid_basic))
        return fail(GNUTLS_E_OCSP_RESPONSE_ERROR);
    return 0;
}

int staple_next(struct bytes *text, struct buffer *out)
{
    static const char *const labels[] = { "OCSP RESPONSE", NULL };
    size_t label;
    TRY(pem_next(text, labels, out, &label));
    return staple_check(buffer_bytes(out));
}

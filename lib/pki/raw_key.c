/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* raw_key.c - a bare public key that stands where a certificate would, RFC 7250
 *
 * It is a certificate that says nothing: no name, no issuer, no time. So whatever would trust it
 * for what it says finds nothing, and whoever only needs a key finds that.
 */

#include "base/errors.h"
#include "base/memory.h"
#include "pki/algorithm.h"
#include "pki/der.h"
#include "pki/internal.h"

static int fill_raw(struct gnutls_x509_crt_int *out, struct bytes spki, unsigned key_usage)
{
    TRY(buffer_set(&out->der, spki));
    TRY(public_key_read(buffer_bytes(&out->der), &out->key));
    out->key_result = 0;
    out->facts.spki = buffer_bytes(&out->der);
    out->facts.is_raw = true;
    out->facts.path_length = -1;
    out->facts.has_key_usage = key_usage != 0;
    out->facts.key_usage = key_usage;
    return 0;
}

int certificate_new_raw(struct bytes spki, unsigned key_usage, struct gnutls_x509_crt_int **out)
{
    struct gnutls_x509_crt_int *certificate = NULL;
    int result;

    TRY(certificate_new_empty(&certificate));
    result = fill_raw(certificate, spki, key_usage);
    if (result < 0) {
        certificate_free(certificate);
        return result;
    }
    *out = certificate;
    return 0;
}

bool certificate_is_raw(const struct gnutls_x509_crt_int *certificate)
{
    return certificate->facts.is_raw;
}

/* What a certificate has behind two headers is a version or a number, what a key has is an OID. */
bool der_is_raw_key(struct bytes der)
{
    struct wire_reader reader = wire_reader(der);
    struct wire_reader outer = der_enter(&reader, DER_SEQUENCE);
    struct wire_reader inner = der_enter(&outer, DER_SEQUENCE);

    return der_peek(&inner) == DER_OID;
}

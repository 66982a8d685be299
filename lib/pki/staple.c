/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* staple.c - OCSP responses as they are carried: whole, and not judged */

#include "pki/staple.h"

#include "base/errors.h"
#include "pki/ocsp.h"
#include "pki/pem.h"

int staple_check(struct bytes der)
{
    struct ocsp_facts facts = { .is_filled = false };
    TRY(ocsp_frame_read(der, &facts));
    bool tells = facts.status == GNUTLS_OCSP_RESP_SUCCESSFUL && facts.is_basic;
    return tells ? 0 : fail(GNUTLS_E_OCSP_RESPONSE_ERROR);
}

int staple_next(struct bytes *text, struct buffer *out)
{
    static const char *const labels[] = { "OCSP RESPONSE", NULL };
    size_t label;
    TRY(pem_next(text, labels, out, &label));
    return staple_check(buffer_bytes(out));
}

/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* oid_output.h - object identifiers into memory of the application */

#ifndef API_OID_OUTPUT_H
#define API_OID_OUTPUT_H

#include "api/output.h"
#include "pki/oid.h"

/* In dotted form, with a zero byte that is counted. GNUTLS_E_ASN1_VALUE_NOT_FOUND for none. */
static inline int output_counted_oid(struct bytes oid, void *out, size_t *size)
{
    SCOPED(buffer) struct buffer text = { 0 };
    if (oid.size == 0)
        return fail(GNUTLS_E_ASN1_VALUE_NOT_FOUND);
    TRY(oid_print(oid, &text));
    TRY(buffer_append(&text, bytes_of("", 1)));
    return output_bytes(buffer_bytes(&text), out, size);
}

#endif

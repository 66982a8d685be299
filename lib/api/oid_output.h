/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* oid_output.h - object identifiers into memory of the application */

#ifndef API_OID_OUTPUT_H
#define API_OID_OUTPUT_H

#include "api/output.h"
#include "pki/oid.h"

/* In dotted form, with a zero byte that is counted. GNUTLS_E_ASN1_VALUE_NOT_FOUND for none. */
static inline int oid_counted(struct bytes oid, struct buffer *out)
{
    if (oid.size == 0)
        return fail(GNUTLS_E_ASN1_VALUE_NOT_FOUND);
    TRY(oid_print(oid, out));
    return buffer_append(out, bytes_of("", 1));
}

static inline int output_counted_oid(struct bytes oid, void *out, size_t *size)
{
    SCOPED(buffer) struct buffer text = { 0 };
    TRY(oid_counted(oid, &text));
    return output_bytes(buffer_bytes(&text), out, size);
}

/* The same; without a place for it only its length is wanted. */
static inline int output_or_measure_oid(struct bytes oid, void *out, size_t *size)
{
    SCOPED(buffer) struct buffer text = { 0 };
    TRY(oid_counted(oid, &text));
    return output_or_measure(buffer_bytes(&text), out, size);
}

/* In dotted form, with a zero byte that is not counted; see output_text(). */
static inline int output_oid_text(struct bytes oid, void *out, size_t *size)
{
    SCOPED(buffer) struct buffer text = { 0 };
    TRY(oid_print(oid, &text));
    return output_text(buffer_bytes(&text), out, size);
}

#endif

/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* output.h - results into memory of the application */

#ifndef API_OUTPUT_H
#define API_OUTPUT_H

#include "base/buffer.h"
#include "base/errors.h"

/* Copies the bytes. GNUTLS_E_SHORT_MEMORY_BUFFER, and in `size` what is needed, when there is too
 * little room (or none: `out` NULL). */
static inline int output_bytes(struct bytes bytes, void *out, size_t *size)
{
    size_t room = *size;
    *size = bytes.size;
    if (room < bytes.size || (out == NULL && bytes.size > 0))
        return fail(GNUTLS_E_SHORT_MEMORY_BUFFER);
    if (bytes.size > 0)
        memcpy(out, bytes.data, bytes.size);
    return 0;
}

/* The same, but without a place for the bytes only their number is wanted, and that is no error. */
static inline int output_or_measure(struct bytes bytes, void *out, size_t *size)
{
    if (out != NULL)
        return output_bytes(bytes, out, size);
    *size = bytes.size;
    return 0;
}

/* The same as output_bytes() with a zero byte behind, which is counted only in what is needed. */
static inline int output_text(struct bytes text, void *out, size_t *size)
{
    size_t room = *size;
    if (out == NULL || room <= text.size) {
        *size = text.size + 1;
        return fail(GNUTLS_E_SHORT_MEMORY_BUFFER);
    }
    *size = text.size;
    if (text.size > 0)
        memcpy(out, text.data, text.size);
    ((char *)out)[text.size] = '\0';
    return 0;
}

#endif

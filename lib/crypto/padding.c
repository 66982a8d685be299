/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* padding.c - what fills the last block: RFC 5652, 6.3, known as PKCS#7's */

#include "crypto/padding.h"

#include "base/errors.h"
#include "crypto/mask.h"

#include <string.h>

int padding_add(struct buffer *buffer, size_t block)
{
    size_t count = block - buffer->size % block;
    uint8_t *end;

    TRY(buffer_extend(buffer, count, &end));
    memset(end, (int)count, count);
    return 0;
}

int padding_remove(struct buffer *buffer, size_t block)
{
    if (buffer->size == 0 || buffer->size % block != 0)
        return fail(GNUTLS_E_DECRYPTION_FAILED);

    const uint8_t *last = buffer->data + buffer->size - 1;
    size_t count = *last;
    size_t right = ~mask_equal(count, 0) & mask_less(count, block + 1);
    for (size_t i = 0; i < block; i++)
        right &= mask_equal(last[-(ptrdiff_t)i], count) | ~mask_less(i, count);
    if (mask_hide(right) == 0)
        return fail(GNUTLS_E_DECRYPTION_FAILED);
    buffer_cut(buffer, buffer->size - count);
    return 0;
}

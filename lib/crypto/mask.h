/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* mask.h - decisions without branches
 *
 * A mask is all ones for yes and zero for no. What is compared may be secret; both sides are below
 * half of SIZE_MAX.
 */

#ifndef CRYPTO_MASK_H
#define CRYPTO_MASK_H

#include <limits.h>
#include <stddef.h>

/* Keeps the compiler from seeing that only two values are possible, and from branching on them. What
 * is compared is hidden too: else a loop may count by its distance to a secret. */
static inline size_t mask_hide(size_t value)
{
    __asm__("" : "+r"(value));
    return value;
}

/* All ones when the highest bit is set. */
static inline size_t mask_of_high_bit(size_t value)
{
    return (size_t)0 - (mask_hide(value) >> (sizeof(size_t) * CHAR_BIT - 1));
}

static inline size_t mask_less(size_t a, size_t b)
{
    return mask_of_high_bit(mask_hide(a) - mask_hide(b));
}

static inline size_t mask_equal(size_t a, size_t b)
{
    size_t difference = mask_hide(a) ^ mask_hide(b);

    return mask_of_high_bit(~difference & (difference - 1));
}

static inline size_t mask_choose(size_t mask, size_t yes, size_t no)
{
    return no ^ (mask_hide(mask) & (yes ^ no));
}

#endif

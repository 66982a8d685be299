/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* check.c - Fletcher's two sums, over words of 32 bits, in 64 bits each
 *
 * What is to be found is accident, so the price of a hash would be paid for nothing. A CRC would
 * read its table at places that tell of the secret. In 64 bits the sums of any blob below 256 KiB
 * are exact: every change of one word moves the first, and no change of two leaves both as they
 * were.
 */

#include "session/check.h"

#include "base/memory.h"

enum { WORD_SIZE = 4 };

static uint32_t word_at(const uint8_t *at)
{
    return (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 | (uint32_t)at[2] << 8 | at[3];
}

static void put_sum(uint64_t sum, uint8_t *out)
{
    for (size_t i = 0; i < sizeof(sum); i++)
        out[i] = (uint8_t)(sum >> 8 * (sizeof(sum) - 1 - i));
}

struct session_check session_check(struct bytes all)
{
    uint64_t sum = 0, sum_of_sums = 0;
    size_t whole = all.size - all.size % WORD_SIZE;
    for (size_t at = 0; at < whole; at += WORD_SIZE) {
        sum += word_at(all.data + at);
        sum_of_sums += sum;
    }

    /* The last word is filled up with zeros; the length of all is in the frame. */
    uint8_t last[WORD_SIZE] = { 0 };
    for (size_t at = whole; at < all.size; at++)
        last[at - whole] = all.data[at];
    sum += word_at(last);
    sum_of_sums += sum;

    struct session_check check;
    put_sum(sum, check.bytes);
    put_sum(sum_of_sums, check.bytes + sizeof(sum));
    return check;
}

bool session_check_matches(struct bytes all, const uint8_t check[SESSION_CHECK_SIZE])
{
    struct session_check expected = session_check(all);
    return memory_equal(expected.bytes, check, SESSION_CHECK_SIZE);
}

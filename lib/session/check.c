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

enum { WORD_SIZE = 4, STEP_SIZE = 4 * WORD_SIZE };

struct sums {
    uint64_t words, sums;
};

static uint64_t word_at(const uint8_t *at)
{
    return (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 | (uint32_t)at[2] << 8 | at[3];
}

static inline void add_word(struct sums *to, uint64_t word)
{
    to->words += word;
    to->sums += to->words;
}

/* Four words at once: the same as one after the other, with less to wait for. */
static inline void add_step(struct sums *to, const uint8_t *at)
{
    uint64_t a = word_at(at), b = word_at(at + 4), c = word_at(at + 8), d = word_at(at + 12);

    to->sums += 4 * (to->words + a) + 3 * b + 2 * c + d;
    to->words += a + b + c + d;
}

static struct sums sums_of(struct bytes all)
{
    struct sums sums = { 0, 0 };
    uint8_t last[WORD_SIZE] = { 0 };
    size_t at = 0;

    for (; all.size - at >= STEP_SIZE; at += STEP_SIZE)
        add_step(&sums, all.data + at);
    for (; all.size - at >= WORD_SIZE; at += WORD_SIZE)
        add_word(&sums, word_at(all.data + at));

    /* The last word is filled up with zeros; the length of all is in the frame. */
    for (size_t i = 0; at < all.size; i++, at++)
        last[i] = all.data[at];
    add_word(&sums, word_at(last));
    return sums;
}

static void put_sum(uint64_t sum, uint8_t *out)
{
    for (size_t i = 0; i < sizeof(sum); i++)
        out[i] = (uint8_t)(sum >> 8 * (sizeof(sum) - 1 - i));
}

static uint64_t sum_at(const uint8_t *at)
{
    return word_at(at) << 32 | word_at(at + WORD_SIZE);
}

struct session_check session_check(struct bytes all)
{
    struct sums sums = sums_of(all);
    struct session_check check;

    put_sum(sums.words, check.bytes);
    put_sum(sums.sums, check.bytes + sizeof(sums.words));
    return check;
}

/* Without a branch on the sums: they tell of the secret. */
bool session_check_matches(struct bytes all, const uint8_t check[SESSION_CHECK_SIZE])
{
    struct sums sums = sums_of(all);
    uint64_t difference =
        (sums.words ^ sum_at(check)) | (sums.sums ^ sum_at(check + sizeof(sums.words)));

    memory_publish(&difference, sizeof(difference));
    return difference == 0;
}

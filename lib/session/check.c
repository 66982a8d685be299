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

enum { WORD_SIZE = 4, PAIR_SIZE = 2 * WORD_SIZE };

struct sums {
    uint64_t words, sums;
};

static uint64_t word_at(const uint8_t *at)
{
    return (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 | (uint32_t)at[2] << 8 | at[3];
}

static uint64_t pair_at(const uint8_t *at)
{
    return word_at(at) << 32 | word_at(at + WORD_SIZE);
}

static inline void add(struct sums *to, uint64_t number)
{
    to->words += number;
    to->sums += to->words;
}

/* Two words at once, for speed. Over pairs, taken as numbers of 64 bits, the sums are those over
 * the lower words plus 2^32 times those over the upper ones: no lower word need be split off.
 * After each of its two words a pair adds both sums of words; but the first time the lower one is
 * still that of the pair before, so what it came to in the end is missing once. */
static struct sums sums_of_pairs(const uint8_t *at, size_t count)
{
    struct sums pairs = { 0, 0 }, upper = { 0, 0 };

    for (size_t i = 0; i < count; i++, at += PAIR_SIZE) {
        uint64_t pair = pair_at(at);
        add(&pairs, pair);
        add(&upper, pair >> 32);
    }
    struct sums lower = { pairs.words - (upper.words << 32), pairs.sums - (upper.sums << 32) };
    return (struct sums){ upper.words + lower.words,
                          2 * upper.sums + 2 * lower.sums - lower.words };
}

static struct sums sums_of(struct bytes all)
{
    size_t at = all.size / PAIR_SIZE * PAIR_SIZE;
    struct sums sums = sums_of_pairs(all.data, all.size / PAIR_SIZE);
    uint8_t last[WORD_SIZE] = { 0 };

    if (all.size - at >= WORD_SIZE) {
        add(&sums, word_at(all.data + at));
        at += WORD_SIZE;
    }
    /* The last word is filled up with zeros; the length of all is in the frame. */
    for (size_t i = 0; at < all.size; i++, at++)
        last[i] = all.data[at];
    add(&sums, word_at(last));
    return sums;
}

static void put_sum(uint64_t sum, uint8_t *out)
{
    for (size_t i = 0; i < sizeof(sum); i++)
        out[i] = (uint8_t)(sum >> 8 * (sizeof(sum) - 1 - i));
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
        (sums.words ^ pair_at(check)) | (sums.sums ^ pair_at(check + sizeof(sums.words)));

    memory_publish(&difference, sizeof(difference));
    return difference == 0;
}

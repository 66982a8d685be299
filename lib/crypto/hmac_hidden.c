/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* hmac_hidden.c - HMAC over a message whose size nobody may learn
 *
 * A hash takes one compression more or less depending on the size of what it hashes, and that can
 * be measured over a network ("Lucky Thirteen", AlFardan and Paterson). So the end of the message,
 * with the hash's own padding, is laid out here block by block for the longest message that is
 * possible. All blocks are compressed, and the chaining value behind the block that is really the
 * last one is picked by a mask.
 */

#include "crypto/hmac_hidden.h"

#include "base/memory.h"
#include "crypto/internal.h"
#include "crypto/mask.h"

#include <assert.h>
#include <nettle/sha1.h>
#include <nettle/sha2.h>

/* Where a hash of this family (FIPS 180-4) has its chaining value, and how it ends a message. */
struct family {
    const struct hash *hash;
    size_t chain_offset;
    uint8_t word_size;
    uint8_t length_size;
    uint8_t block_shift;
};

/* clang-format off */
static const struct family families[] = {
    { &hash_sha1,   offsetof(struct sha1_ctx, state),   4, 8,  6 },
    { &hash_sha256, offsetof(struct sha256_ctx, state), 4, 8,  6 },
    { &hash_sha384, offsetof(struct sha512_ctx, state), 8, 16, 7 },
};
/* clang-format on */

static const struct family *family_of(const struct hash *hash)
{
    for (size_t i = 0; i < ARRAY_SIZE(families); i++)
        if (families[i].hash == hash)
            return &families[i];
    return NULL;
}

/* Head and message as one; behind the longest there is nothing to read. */
static uint8_t byte_at(const struct hidden_message *message, size_t at)
{
    if (at < message->head.size)
        return message->head.data[at];
    at -= message->head.size;
    return at < message->size_max ? message->data[at] : 0;
}

/* Block `number` of the padded message. The length stands at the end of the last, of which the
 * upper half of 16 bytes is always zero. */
static void lay_out_block(const struct family *family, const struct hidden_message *message,
                          size_t number, uint8_t *out)
{
    size_t block_size = family->hash->block_size;
    size_t end = message->head.size + message->size;
    size_t last = (end + family->length_size) >> family->block_shift;
    size_t is_last = mask_equal(number, last);
    uint64_t bits = ((uint64_t)block_size + end) * 8; /* the key's block counts */

    for (size_t i = 0; i < block_size; i++) {
        size_t at = (number << family->block_shift) + i;
        out[i] =
            (uint8_t)((byte_at(message, at) & mask_less(at, end)) | (0x80 & mask_equal(at, end)));
    }
    for (size_t i = 0; i < sizeof(bits); i++)
        out[block_size - 1 - i] |= (uint8_t)((bits >> (8 * i)) & is_last);
}

/* The chaining value as a digest, where the mask says so. */
static void take_chain(const struct family *family, const struct hash_state *state, size_t mask,
                       struct digest *out)
{
    const uint8_t *chain = state->inner + family->chain_offset;

    for (size_t i = 0; i < out->size; i += family->word_size) {
        uint32_t narrow = 0;
        uint64_t word = 0;

        if (family->word_size == sizeof(narrow)) {
            memcpy(&narrow, chain + i, sizeof(narrow));
            word = narrow;
        } else {
            memcpy(&word, chain + i, sizeof(word));
        }
        for (size_t j = 0; j < family->word_size; j++)
            out->bytes[i + family->word_size - 1 - j] |= (uint8_t)((word >> (8 * j)) & mask);
    }
}

/* Blocks that are message for certain are hashed as usual: gives their number. */
static size_t add_known_blocks(const struct family *family, const struct hidden_message *message,
                               struct hash_state *state)
{
    size_t count = (message->head.size + message->size_min) >> family->block_shift;

    if (count == 0)
        return 0;
    hash_add(state, message->head);
    hash_add(state, bytes_of(message->data, (count << family->block_shift) - message->head.size));
    return count;
}

void hmac_hidden(const struct hmac_key *key, const struct hidden_message *message,
                 struct digest *out)
{
    const struct hash *hash = key->inner.hash;
    const struct family *family = family_of(hash);
    SCOPED(hash) struct hash_state inner, outer;
    SCOPED(digest) struct digest digest = { .size = (uint8_t)hash->size };
    uint8_t block[HASH_BLOCK_MAX];

    assert(family != NULL && message->head.size < hash->block_size);
    size_t end_max = message->head.size + message->size_max;
    size_t last_max = (end_max + family->length_size) >> family->block_shift;
    size_t last = (message->head.size + message->size + family->length_size) >> family->block_shift;

    hmac_begin(key, &inner);
    for (size_t i = add_known_blocks(family, message, &inner); i <= last_max; i++) {
        lay_out_block(family, message, i, block);
        hash_add(&inner, bytes_of(block, hash->block_size));
        take_chain(family, &inner, mask_equal(i, last), &digest);
    }
    memory_wipe(block, sizeof(block));

    hash_copy(&key->outer, &outer);
    hash_add(&outer, digest_bytes(&digest));
    hash_end(&outer, out);
}

/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* hmac.c - keyed hash, RFC 2104, from two prepared states */

#include "crypto/hmac.h"

#include "base/memory.h"
#include "crypto/internal.h"

enum { INNER_PAD = 0x36, OUTER_PAD = 0x5c };

static void take_key(struct hash_state *state, const struct hash *hash, uint8_t *block)
{
    hash_init(state, hash);
    hash_add(state, bytes_of(block, hash->block_size));
}

static void change_pad(uint8_t *block, size_t size, uint8_t difference)
{
    for (size_t i = 0; i < size; i++)
        block[i] ^= difference;
}

void hmac_prepare(struct hmac_key *out, const struct hash *hash, struct bytes key)
{
    SCOPED(digest) struct digest short_key = { 0 };
    uint8_t block[HASH_BLOCK_MAX] = { 0 };

    if (key.size > hash->block_size) {
        struct hash_state state;
        hash_init(&state, hash);
        hash_add(&state, key);
        hash_end(&state, &short_key);
        key = digest_bytes(&short_key);
    }
    if (key.size > 0)
        memcpy(block, key.data, key.size);

    change_pad(block, hash->block_size, INNER_PAD);
    take_key(&out->inner, hash, block);
    change_pad(block, hash->block_size, INNER_PAD ^ OUTER_PAD);
    take_key(&out->outer, hash, block);
    memory_wipe(block, hash->block_size);
}

void hmac_key_wipe(struct hmac_key *key)
{
    hash_wipe(&key->inner);
    hash_wipe(&key->outer);
}

void hmac_begin(const struct hmac_key *key, struct hash_state *out)
{
    hash_copy(&key->inner, out);
}

void hmac_close(const struct hmac_key *key, struct hash_state *inner, struct digest *out)
{
    struct hash_state outer;

    hash_end(inner, out);
    hash_copy(&key->outer, &outer);
    hash_add(&outer, digest_bytes(out));
    hash_end(&outer, out);
}

void hmac_end(const struct hmac_key *key, const struct hash_state *state, struct digest *out)
{
    struct hash_state inner;

    hash_copy(state, &inner);
    hmac_close(key, &inner, out);
}

void hmac_once(const struct hmac_key *key, struct bytes message, struct digest *out)
{
    struct hash_state inner;

    hash_copy(&key->inner, &inner);
    hash_add(&inner, message);
    hmac_close(key, &inner, out);
}

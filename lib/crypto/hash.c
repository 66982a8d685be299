/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* hash.c - hashes: nettle's, behind one descriptor per algorithm */

#include "crypto/hash.h"

#include "base/memory.h"
#include "crypto/internal.h"

#include <assert.h>
#include <nettle/gosthash94.h>
#include <nettle/md5.h>
#include <nettle/nettle-meta.h>
#include <nettle/sha1.h>
#include <nettle/sha2.h>
#include <nettle/sha3.h>
#include <nettle/streebog.h>

/* The size of the state is a constant here, so that a copy moves no byte more than needed. */
#define DEFINE_HASH(noun, text, NAME, state, digest_octets, block_octets)                          \
    static_assert(sizeof(struct state) <= HASH_STATE_SIZE, text);                                  \
    static_assert((digest_octets) <= HASH_SIZE_MAX && (block_octets) <= HASH_BLOCK_MAX, text);     \
    static const struct hash_methods noun##_methods = { .nettle = &nettle_##noun };                \
    const struct hash hash_##noun = {                                                              \
        .name = text,                                                                              \
        .digest_id = GNUTLS_DIG_##NAME,                                                            \
        .mac_id = GNUTLS_MAC_##NAME,                                                               \
        .size = (digest_octets),                                                                   \
        .block_size = (block_octets),                                                              \
        .state_size = sizeof(struct state),                                                        \
        .methods = &noun##_methods,                                                                \
    }

/* clang-format off */
DEFINE_HASH(md5,      "MD5",      MD5,      md5_ctx,      MD5_DIGEST_SIZE,      MD5_BLOCK_SIZE);
DEFINE_HASH(sha1,     "SHA1",     SHA1,     sha1_ctx,     SHA1_DIGEST_SIZE,     SHA1_BLOCK_SIZE);
DEFINE_HASH(sha224,   "SHA224",   SHA224,   sha256_ctx,   SHA224_DIGEST_SIZE,   SHA224_BLOCK_SIZE);
DEFINE_HASH(sha256,   "SHA256",   SHA256,   sha256_ctx,   SHA256_DIGEST_SIZE,   SHA256_BLOCK_SIZE);
DEFINE_HASH(sha384,   "SHA384",   SHA384,   sha512_ctx,   SHA384_DIGEST_SIZE,   SHA384_BLOCK_SIZE);
DEFINE_HASH(sha512,   "SHA512",   SHA512,   sha512_ctx,   SHA512_DIGEST_SIZE,   SHA512_BLOCK_SIZE);
DEFINE_HASH(sha3_224, "SHA3-224", SHA3_224, sha3_224_ctx, SHA3_224_DIGEST_SIZE, SHA3_224_BLOCK_SIZE);
DEFINE_HASH(sha3_256, "SHA3-256", SHA3_256, sha3_256_ctx, SHA3_256_DIGEST_SIZE, SHA3_256_BLOCK_SIZE);
DEFINE_HASH(sha3_384, "SHA3-384", SHA3_384, sha3_384_ctx, SHA3_384_DIGEST_SIZE, SHA3_384_BLOCK_SIZE);
DEFINE_HASH(sha3_512, "SHA3-512", SHA3_512, sha3_512_ctx, SHA3_512_DIGEST_SIZE, SHA3_512_BLOCK_SIZE);
DEFINE_HASH(gosthash94cp, "GOSTR341194", GOSTR_94, gosthash94cp_ctx, GOSTHASH94CP_DIGEST_SIZE, GOSTHASH94CP_BLOCK_SIZE);
DEFINE_HASH(streebog256, "STREEBOG-256", STREEBOG_256, streebog256_ctx, STREEBOG256_DIGEST_SIZE, STREEBOG256_BLOCK_SIZE);
DEFINE_HASH(streebog512, "STREEBOG-512", STREEBOG_512, streebog512_ctx, STREEBOG512_DIGEST_SIZE, STREEBOG512_BLOCK_SIZE);
/* clang-format on */

static const struct hash *const all[] = {
    &hash_sha256,       &hash_sha384,      &hash_sha512,      &hash_sha224,   &hash_sha1,
    &hash_md5,          &hash_sha3_224,    &hash_sha3_256,    &hash_sha3_384, &hash_sha3_512,
    &hash_gosthash94cp, &hash_streebog256, &hash_streebog512,
};

const struct hash *hash_by_digest_id(gnutls_digest_algorithm_t id)
{
    for (size_t i = 0; i < ARRAY_SIZE(all); i++)
        if (all[i]->digest_id == id)
            return all[i];
    return NULL;
}

const struct hash *hash_by_mac_id(gnutls_mac_algorithm_t id)
{
    for (size_t i = 0; i < ARRAY_SIZE(all); i++)
        if (all[i]->mac_id == id)
            return all[i];
    return NULL;
}

const struct nettle_hash *hash_nettle(const struct hash *hash)
{
    return hash->methods->nettle;
}

void hash_init(struct hash_state *state, const struct hash *hash)
{
    state->hash = hash;
    hash->methods->nettle->init(state->inner);
}

void hash_add(struct hash_state *state, struct bytes bytes)
{
    if (bytes.size > 0)
        state->hash->methods->nettle->update(state->inner, bytes.size, bytes.data);
}

void hash_now(const struct hash_state *state, struct digest *out)
{
    struct hash_state copy;

    hash_copy(state, &copy);
    hash_end(&copy, out);
}

void hash_end(struct hash_state *state, struct digest *out)
{
    out->size = (uint8_t)state->hash->size;
    state->hash->methods->nettle->digest(state->inner, state->hash->size, out->bytes);
    hash_wipe(state);
}

void hash_copy(const struct hash_state *from, struct hash_state *to)
{
    to->hash = from->hash;
    memcpy(to->inner, from->inner, from->hash->state_size);
}

void hash_wipe(struct hash_state *state)
{
    if (state->hash)
        memory_wipe(state->inner, state->hash->state_size);
    state->hash = NULL;
}

void hash_once(const struct hash *hash, struct bytes bytes, struct digest *out)
{
    struct hash_state state;

    hash_init(&state, hash);
    hash_add(&state, bytes);
    hash_end(&state, out);
}

/* What the key schedule of TLS 1.3 asks for at every turn. */
static const uint8_t sha256_of_nothing[] = {
    0xe3, 0xb0, 0xc4, 0x42, 0x98, 0xfc, 0x1c, 0x14, 0x9a, 0xfb, 0xf4, 0xc8, 0x99, 0x6f, 0xb9, 0x24,
    0x27, 0xae, 0x41, 0xe4, 0x64, 0x9b, 0x93, 0x4c, 0xa4, 0x95, 0x99, 0x1b, 0x78, 0x52, 0xb8, 0x55,
};
static const uint8_t sha384_of_nothing[] = {
    0x38, 0xb0, 0x60, 0xa7, 0x51, 0xac, 0x96, 0x38, 0x4c, 0xd9, 0x32, 0x7e, 0xb1, 0xb1, 0xe3, 0x6a,
    0x21, 0xfd, 0xb7, 0x11, 0x14, 0xbe, 0x07, 0x43, 0x4c, 0x0c, 0xc7, 0xbf, 0x63, 0xf6, 0xe1, 0xda,
    0x27, 0x4e, 0xde, 0xbf, 0xe7, 0x6f, 0x65, 0xfb, 0xd5, 0x1a, 0xd2, 0xf1, 0x48, 0x98, 0xb9, 0x5b,
};

static void give(const uint8_t *bytes, size_t size, struct digest *out)
{
    out->size = (uint8_t)size;
    memcpy(out->bytes, bytes, size);
}

void hash_of_nothing(const struct hash *hash, struct digest *out)
{
    if (hash == &hash_sha256)
        give(sha256_of_nothing, sizeof(sha256_of_nothing), out);
    else if (hash == &hash_sha384)
        give(sha384_of_nothing, sizeof(sha384_of_nothing), out);
    else
        hash_once(hash, bytes_none(), out);
}

void digest_wipe(struct digest *digest)
{
    memory_wipe(digest, sizeof(*digest));
}

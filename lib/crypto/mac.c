/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* mac.c - message authentication codes for applications */

#include "crypto/mac.h"

#include "base/errors.h"
#include "base/memory.h"
#include "crypto/hmac.h"

#include <nettle/cmac.h>
#include <nettle/gcm.h>
#include <nettle/umac.h>
#include <string.h>

/* `state` has room for state_size bytes and is aligned for anything. Sizes are checked before. */
struct mac_methods {
    size_t state_size;
    void (*set_key)(const struct mac *, void *state, struct bytes key);
    void (*set_nonce)(void *state, struct bytes nonce);
    void (*add)(void *state, struct bytes);
    void (*end)(const struct mac *, void *state, uint8_t *out);
    uint8_t nonce_least; /* 0: it can do without */
    uint8_t piece;       /* what a piece before the last is a multiple of; 0: any */
};

struct mac_state {
    const struct mac *mac;
    bool has_nonce, ended; /* with a piece that was not whole blocks */
    _Alignas(16) uint8_t inner[];
};

struct hmac {
    struct hmac_key key;
    struct hash_state state;
};

static void hmac_set_key(const struct mac *mac, void *state, struct bytes key)
{
    struct hmac *hmac = state;

    hmac_prepare(&hmac->key, mac->hash, key);
    hmac_begin(&hmac->key, &hmac->state);
}

static void hmac_add(void *state, struct bytes bytes)
{
    hash_add(&((struct hmac *)state)->state, bytes);
}

static void hmac_finish(const struct mac *mac, void *state, uint8_t *out)
{
    struct hmac *hmac = state;
    struct digest digest;

    hmac_end(&hmac->key, &hmac->state, &digest);
    memcpy(out, digest.bytes, mac->size);
    digest_wipe(&digest);
    hmac_begin(&hmac->key, &hmac->state);
}

static const struct mac_methods hmac_methods = {
    .state_size = sizeof(struct hmac),
    .set_key = hmac_set_key,
    .add = hmac_add,
    .end = hmac_finish,
};

/* nettle's families differ in name and context alone. */
#define CMAC(size_in_bits)                                                                         \
    static void cmac_##size_in_bits##_set(const struct mac *mac, void *state, struct bytes key)    \
    {                                                                                              \
        cmac_aes##size_in_bits##_set_key(state, key.data);                                         \
    }                                                                                              \
    static void cmac_##size_in_bits##_add(void *state, struct bytes bytes)                         \
    {                                                                                              \
        cmac_aes##size_in_bits##_update(state, bytes.size, bytes.data);                            \
    }                                                                                              \
    static void cmac_##size_in_bits##_end(const struct mac *mac, void *state, uint8_t *out)        \
    {                                                                                              \
        cmac_aes##size_in_bits##_digest(state, mac->size, out);                                    \
    }                                                                                              \
    static const struct mac_methods cmac_##size_in_bits = {                                        \
        .state_size = sizeof(struct cmac_aes##size_in_bits##_ctx),                                 \
        .set_key = cmac_##size_in_bits##_set,                                                      \
        .add = cmac_##size_in_bits##_add,                                                          \
        .end = cmac_##size_in_bits##_end,                                                          \
    }

#define GMAC(size_in_bits)                                                                         \
    static void gmac_##size_in_bits##_set(const struct mac *mac, void *state, struct bytes key)    \
    {                                                                                              \
        gcm_aes##size_in_bits##_set_key(state, key.data);                                          \
    }                                                                                              \
    static void gmac_##size_in_bits##_nonce(void *state, struct bytes nonce)                       \
    {                                                                                              \
        gcm_aes##size_in_bits##_set_iv(state, nonce.size, nonce.data);                             \
    }                                                                                              \
    static void gmac_##size_in_bits##_add(void *state, struct bytes bytes)                         \
    {                                                                                              \
        gcm_aes##size_in_bits##_update(state, bytes.size, bytes.data);                             \
    }                                                                                              \
    static void gmac_##size_in_bits##_end(const struct mac *mac, void *state, uint8_t *out)        \
    {                                                                                              \
        gcm_aes##size_in_bits##_digest(state, mac->size, out);                                     \
    }                                                                                              \
    static const struct mac_methods gmac_##size_in_bits = {                                        \
        .state_size = sizeof(struct gcm_aes##size_in_bits##_ctx),                                  \
        .set_key = gmac_##size_in_bits##_set,                                                      \
        .set_nonce = gmac_##size_in_bits##_nonce,                                                  \
        .add = gmac_##size_in_bits##_add,                                                          \
        .end = gmac_##size_in_bits##_end,                                                          \
        .nonce_least = GCM_IV_SIZE,                                                                \
        .piece = GCM_BLOCK_SIZE,                                                                   \
    }

#define UMAC(size_in_bits)                                                                         \
    static void umac_##size_in_bits##_set(const struct mac *mac, void *state, struct bytes key)    \
    {                                                                                              \
        umac##size_in_bits##_set_key(state, key.data);                                             \
    }                                                                                              \
    static void umac_##size_in_bits##_nonce(void *state, struct bytes nonce)                       \
    {                                                                                              \
        umac##size_in_bits##_set_nonce(state, nonce.size, nonce.data);                             \
    }                                                                                              \
    static void umac_##size_in_bits##_add(void *state, struct bytes bytes)                         \
    {                                                                                              \
        umac##size_in_bits##_update(state, bytes.size, bytes.data);                                \
    }                                                                                              \
    static void umac_##size_in_bits##_end(const struct mac *mac, void *state, uint8_t *out)        \
    {                                                                                              \
        umac##size_in_bits##_digest(state, mac->size, out);                                        \
    }                                                                                              \
    static const struct mac_methods umac_##size_in_bits = {                                        \
        .state_size = sizeof(struct umac##size_in_bits##_ctx),                                     \
        .set_key = umac_##size_in_bits##_set,                                                      \
        .set_nonce = umac_##size_in_bits##_nonce,                                                  \
        .add = umac_##size_in_bits##_add,                                                          \
        .end = umac_##size_in_bits##_end,                                                          \
        .nonce_least = 1,                                                                          \
    }

CMAC(128);
CMAC(256);
GMAC(128);
GMAC(192);
GMAC(256);
UMAC(96);
UMAC(128);

/* clang-format off */
static const struct mac all[] = {
    /* id                       key size nonce methods        hash */
    { GNUTLS_MAC_MD5,            0, 16,   0,  &hmac_methods, &hash_md5 },
    { GNUTLS_MAC_SHA1,           0, 20,   0,  &hmac_methods, &hash_sha1 },
    { GNUTLS_MAC_SHA224,         0, 28,   0,  &hmac_methods, &hash_sha224 },
    { GNUTLS_MAC_SHA256,         0, 32,   0,  &hmac_methods, &hash_sha256 },
    { GNUTLS_MAC_SHA384,         0, 48,   0,  &hmac_methods, &hash_sha384 },
    { GNUTLS_MAC_SHA512,         0, 64,   0,  &hmac_methods, &hash_sha512 },
    { GNUTLS_MAC_GOSTR_94,       0, 32,   0,  &hmac_methods, &hash_gosthash94cp },
    { GNUTLS_MAC_STREEBOG_256,   0, 32,   0,  &hmac_methods, &hash_streebog256 },
    { GNUTLS_MAC_STREEBOG_512,   0, 64,   0,  &hmac_methods, &hash_streebog512 },
    { GNUTLS_MAC_AES_CMAC_128,  16, 16,   0,  &cmac_128,     NULL },
    { GNUTLS_MAC_AES_CMAC_256,  32, 16,   0,  &cmac_256,     NULL },
    { GNUTLS_MAC_AES_GMAC_128,  16, 16,  12,  &gmac_128,     NULL },
    { GNUTLS_MAC_AES_GMAC_192,  24, 16,  12,  &gmac_192,     NULL },
    { GNUTLS_MAC_AES_GMAC_256,  32, 16,  12,  &gmac_256,     NULL },
    { GNUTLS_MAC_UMAC_96,       16, 12,  16,  &umac_96,      NULL },
    { GNUTLS_MAC_UMAC_128,      16, 16,  16,  &umac_128,     NULL },
};
/* clang-format on */

const struct mac *mac_by_id(gnutls_mac_algorithm_t id)
{
    for (size_t i = 0; i < ARRAY_SIZE(all); i++)
        if (all[i].id == id)
            return &all[i];
    return NULL;
}

int mac_new(const struct mac *mac, struct bytes key, struct mac_state **out)
{
    if (mac->key_size != 0 && key.size != mac->key_size)
        return fail(GNUTLS_E_INVALID_REQUEST);
    struct mac_state *fresh = memory_get_zeroed(sizeof(*fresh) + mac->methods->state_size);
    if (!fresh)
        return fail(GNUTLS_E_MEMORY_ERROR);
    fresh->mac = mac;
    mac->methods->set_key(mac, fresh->inner, key);
    *out = fresh;
    return 0;
}

struct mac_state *mac_copy(const struct mac_state *state)
{
    return memory_copy(state, sizeof(*state) + state->mac->methods->state_size);
}

void mac_free(struct mac_state *state)
{
    if (state)
        memory_free_secret(state, sizeof(*state) + state->mac->methods->state_size);
}

int mac_set_nonce(struct mac_state *state, struct bytes nonce)
{
    const struct mac_methods *methods = state->mac->methods;

    if (!methods->set_nonce)
        return 0;
    state->has_nonce = nonce.size >= methods->nonce_least && nonce.size <= state->mac->nonce_size;
    if (!state->has_nonce)
        return fail(GNUTLS_E_INVALID_REQUEST);
    methods->set_nonce(state->inner, nonce);
    state->ended = false;
    return 0;
}

static bool is_ready(const struct mac_state *state)
{
    return !state->mac->methods->set_nonce || state->has_nonce;
}

int mac_add(struct mac_state *state, struct bytes bytes)
{
    uint8_t piece = state->mac->methods->piece;

    if (bytes.size == 0)
        return 0;
    if (!is_ready(state) || state->ended)
        return fail(GNUTLS_E_INVALID_REQUEST);
    state->ended = piece > 0 && bytes.size % piece != 0;
    state->mac->methods->add(state->inner, bytes);
    return 0;
}

void mac_end(struct mac_state *state, struct digest *out)
{
    out->size = state->mac->size;
    if (is_ready(state))
        state->mac->methods->end(state->mac, state->inner, out->bytes);
    else
        memset(out->bytes, 0, out->size);
    /* A nonce is for one message. */
    state->has_nonce = false;
    state->ended = false;
}

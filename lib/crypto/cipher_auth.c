/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* cipher_auth.c - ciphers that authenticate, piece by piece
 *
 * Whoever decrypts so holds bytes that nobody has authenticated yet, and must compare the tag before
 * using them. aead.h does that itself.
 */

#include "crypto/cipher_internal.h"

#include <nettle/aes.h>
#include <nettle/camellia.h>
#include <nettle/chacha-poly1305.h>
#include <nettle/gcm.h>
#include <nettle/nettle-meta.h>

struct gcm_state {
    union {
        struct aes256_ctx aes; /* the largest of AES */
        struct camellia256_ctx camellia;
    } block;
    struct gcm_key table;
    struct gcm_ctx ctx;
};

static void gcm_set(const struct cipher *cipher, void *state, const struct secret *key)
{
    struct gcm_state *gcm = state;

    cipher->block->set_encrypt_key(&gcm->block, key->bytes);
    gcm_set_key(&gcm->table, &gcm->block, cipher->block->encrypt);
}

static void gcm_begin(const struct cipher *cipher, void *state, const uint8_t *iv)
{
    struct gcm_state *gcm = state;

    gcm_set_iv(&gcm->ctx, &gcm->table, cipher->iv_size, iv);
}

static void gcm_add(const struct cipher *cipher, void *state, struct bytes associated)
{
    struct gcm_state *gcm = state;

    gcm_update(&gcm->ctx, &gcm->table, associated.size, associated.data);
}

static void encrypt_gcm(const struct cipher *cipher, void *state, struct bytes in, uint8_t *out)
{
    struct gcm_state *gcm = state;

    gcm_encrypt(&gcm->ctx, &gcm->table, &gcm->block, cipher->block->encrypt, in.size, out, in.data);
}

static void decrypt_gcm(const struct cipher *cipher, void *state, struct bytes in, uint8_t *out)
{
    struct gcm_state *gcm = state;

    gcm_decrypt(&gcm->ctx, &gcm->table, &gcm->block, cipher->block->encrypt, in.size, out, in.data);
}

static void gcm_tag(const struct cipher *cipher, void *state, uint8_t *out, size_t size)
{
    struct gcm_state *gcm = state;

    gcm_digest(&gcm->ctx, &gcm->table, &gcm->block, cipher->block->encrypt, size, out);
}

const struct cipher_methods cipher_gcm = {
    .state_size = sizeof(struct gcm_state),
    .piece = GCM_BLOCK_SIZE,
    .set_key = gcm_set,
    .set_iv = gcm_begin,
    .encrypt = encrypt_gcm,
    .decrypt = decrypt_gcm,
    .add = gcm_add,
    .tag = gcm_tag,
};

static void chacha_set(const struct cipher *cipher, void *state, const struct secret *key)
{
    chacha_poly1305_set_key(state, key->bytes);
}

static void chacha_begin(const struct cipher *cipher, void *state, const uint8_t *iv)
{
    chacha_poly1305_set_nonce(state, iv);
}

static void chacha_add(const struct cipher *cipher, void *state, struct bytes associated)
{
    chacha_poly1305_update(state, associated.size, associated.data);
}

static void encrypt_chacha(const struct cipher *cipher, void *state, struct bytes in, uint8_t *out)
{
    chacha_poly1305_encrypt(state, in.size, out, in.data);
}

static void decrypt_chacha(const struct cipher *cipher, void *state, struct bytes in, uint8_t *out)
{
    chacha_poly1305_decrypt(state, in.size, out, in.data);
}

static void chacha_tag(const struct cipher *cipher, void *state, uint8_t *out, size_t size)
{
    chacha_poly1305_digest(state, size, out);
}

const struct cipher_methods cipher_chacha20_poly1305 = {
    .state_size = sizeof(struct chacha_poly1305_ctx),
    .piece = CHACHA_POLY1305_BLOCK_SIZE,
    .set_key = chacha_set,
    .set_iv = chacha_begin,
    .encrypt = encrypt_chacha,
    .decrypt = decrypt_chacha,
    .add = chacha_add,
    .tag = chacha_tag,
};

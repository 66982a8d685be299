/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* aead_chacha.c - ChaCha20-Poly1305, RFC 8439, by nettle */

#include "base/memory.h"
#include "crypto/internal.h"

#include <nettle/chacha-poly1305.h>

enum { TAG_SIZE = CHACHA_POLY1305_DIGEST_SIZE };

static void begin(struct chacha_poly1305_ctx *ctx, const uint8_t *key, struct bytes nonce,
                  struct bytes associated)
{
    chacha_poly1305_set_key(ctx, key);
    chacha_poly1305_set_nonce(ctx, nonce.data);
    chacha_poly1305_update(ctx, associated.size, associated.data);
}

static void seal(const struct aead *aead, const uint8_t *key, struct bytes nonce,
                 struct bytes associated, struct bytes plain, uint8_t *out)
{
    struct chacha_poly1305_ctx ctx;

    begin(&ctx, key, nonce, associated);
    chacha_poly1305_encrypt(&ctx, plain.size, out, plain.data);
    chacha_poly1305_digest(&ctx, TAG_SIZE, out + plain.size);
    memory_wipe(&ctx, sizeof(ctx));
}

static bool open(const struct aead *aead, const uint8_t *key, struct bytes nonce,
                 struct bytes associated, struct bytes sealed, uint8_t *out)
{
    struct chacha_poly1305_ctx ctx;
    uint8_t tag[TAG_SIZE];
    size_t size = sealed.size - TAG_SIZE;

    begin(&ctx, key, nonce, associated);
    chacha_poly1305_decrypt(&ctx, size, out, sealed.data);
    chacha_poly1305_digest(&ctx, TAG_SIZE, tag);
    memory_wipe(&ctx, sizeof(ctx));
    return memory_equal(tag, sealed.data + size, TAG_SIZE);
}

static const struct aead_methods methods = {
    .seal = seal,
    .open = open,
    .nonce_least = 12,
    .nonce_most = 12,
    .tag_least = 16,
    .tag_step = 1,
};

/* RFC 8446, 5.5: the sequence number ends before a limit is reached. */
const struct aead aead_chacha20_poly1305 = {
    .name = "CHACHA20-POLY1305",
    .id = GNUTLS_CIPHER_CHACHA20_POLY1305,
    .key_size = CHACHA_POLY1305_KEY_SIZE,
    .nonce_size = CHACHA_POLY1305_NONCE_SIZE,
    .tag_size = TAG_SIZE,
    .methods = &methods,
};

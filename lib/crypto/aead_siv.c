/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* aead_siv.c - AES in SIV, RFC 5297: a nonce that is used twice only shows that messages are equal */

#include "base/memory.h"
#include "crypto/internal.h"

#include <nettle/siv-cmac.h>

enum { NONCE_SIZE = 16 };

static void seal_128(const struct aead *aead, const uint8_t *key, struct bytes nonce,
                     struct bytes associated, struct bytes plain, uint8_t *out)
{
    struct siv_cmac_aes128_ctx ctx;

    siv_cmac_aes128_set_key(&ctx, key);
    siv_cmac_aes128_encrypt_message(&ctx, nonce.size, nonce.data, associated.size, associated.data,
                                    plain.size + SIV_DIGEST_SIZE, out, plain.data);
    memory_wipe(&ctx, sizeof(ctx));
}

static bool open_128(const struct aead *aead, const uint8_t *key, struct bytes nonce,
                     struct bytes associated, struct bytes sealed, uint8_t *out)
{
    struct siv_cmac_aes128_ctx ctx;

    siv_cmac_aes128_set_key(&ctx, key);
    int right = siv_cmac_aes128_decrypt_message(&ctx, nonce.size, nonce.data, associated.size,
                                                associated.data, sealed.size - SIV_DIGEST_SIZE, out,
                                                sealed.data);
    memory_wipe(&ctx, sizeof(ctx));
    return right == 1;
}

static void seal_256(const struct aead *aead, const uint8_t *key, struct bytes nonce,
                     struct bytes associated, struct bytes plain, uint8_t *out)
{
    struct siv_cmac_aes256_ctx ctx;

    siv_cmac_aes256_set_key(&ctx, key);
    siv_cmac_aes256_encrypt_message(&ctx, nonce.size, nonce.data, associated.size, associated.data,
                                    plain.size + SIV_DIGEST_SIZE, out, plain.data);
    memory_wipe(&ctx, sizeof(ctx));
}

static bool open_256(const struct aead *aead, const uint8_t *key, struct bytes nonce,
                     struct bytes associated, struct bytes sealed, uint8_t *out)
{
    struct siv_cmac_aes256_ctx ctx;

    siv_cmac_aes256_set_key(&ctx, key);
    int right = siv_cmac_aes256_decrypt_message(&ctx, nonce.size, nonce.data, associated.size,
                                                associated.data, sealed.size - SIV_DIGEST_SIZE, out,
                                                sealed.data);
    memory_wipe(&ctx, sizeof(ctx));
    return right == 1;
}

static const struct aead_methods siv_128 = {
    .seal = seal_128,
    .open = open_128,
    .nonce_least = SIV_MIN_NONCE_SIZE,
    .nonce_most = UINT8_MAX,
    .tag_least = SIV_DIGEST_SIZE,
    .tag_step = 1,
    .tag_first = true,
};

static const struct aead_methods siv_256 = {
    .seal = seal_256,
    .open = open_256,
    .nonce_least = SIV_MIN_NONCE_SIZE,
    .nonce_most = UINT8_MAX,
    .tag_least = SIV_DIGEST_SIZE,
    .tag_step = 1,
    .tag_first = true,
};

/* clang-format off */
/*                                    name           id                         key nonce       tag           records methods  */
const struct aead aead_aes_128_siv = { "AES-128-SIV", GNUTLS_CIPHER_AES_128_SIV, 32, NONCE_SIZE, SIV_DIGEST_SIZE, 0, &siv_128 };
const struct aead aead_aes_256_siv = { "AES-256-SIV", GNUTLS_CIPHER_AES_256_SIV, 64, NONCE_SIZE, SIV_DIGEST_SIZE, 0, &siv_256 };
/* clang-format on */

/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* aead_chacha_sodium.c - ChaCha20-Poly1305, RFC 8439, by libsodium */

#include "crypto/internal.h"
#include "crypto/sodium.h"

static void seal(const struct aead *aead, const uint8_t *key, struct bytes nonce,
                 struct bytes associated, struct bytes plain, uint8_t *out)
{
    sodium_ready();
    crypto_aead_chacha20poly1305_ietf_encrypt(out, NULL, plain.data, plain.size, associated.data,
                                              associated.size, NULL, nonce.data, key);
}

static bool open(const struct aead *aead, const uint8_t *key, struct bytes nonce,
                 struct bytes associated, struct bytes sealed, uint8_t *out)
{
    sodium_ready();
    return crypto_aead_chacha20poly1305_ietf_decrypt(out, NULL, NULL, sealed.data, sealed.size,
                                                     associated.data, associated.size, nonce.data,
                                                     key) == 0;
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
    .key_size = crypto_aead_chacha20poly1305_ietf_KEYBYTES,
    .nonce_size = crypto_aead_chacha20poly1305_ietf_NPUBBYTES,
    .tag_size = crypto_aead_chacha20poly1305_ietf_ABYTES,
    .methods = &methods,
};

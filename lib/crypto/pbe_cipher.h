/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* pbe_cipher.h - ciphers that containers of keys are locked with, old ones too
 *
 * CBC, or a stream cipher, over the whole of a small message. Nothing here is for the network: what
 * was changed is not noticed, and padding is told apart from its lack.
 */

#ifndef CRYPTO_PBE_CIPHER_H
#define CRYPTO_PBE_CIPHER_H

#include "base/attributes.h"
#include "base/buffer.h"

enum { PBE_KEY_MAX = 32, PBE_BLOCK_MAX = 16 };

struct pbe_cipher {
    gnutls_cipher_algorithm_t id;
    uint16_t key_size;
    uint16_t block_size; /* 1: a stream cipher, without padding and IV */
    void (*run)(const uint8_t *key_bytes, bool encrypt, uint8_t *iv, size_t size, uint8_t *inout);
};

extern const struct pbe_cipher pbe_aes_128_cbc, pbe_aes_192_cbc, pbe_aes_256_cbc;
extern const struct pbe_cipher pbe_des_cbc, pbe_des3_cbc, pbe_rc2_40_cbc, pbe_rc4;
extern const struct pbe_cipher pbe_camellia_128_cbc, pbe_camellia_192_cbc, pbe_camellia_256_cbc;

/* Appends, with the padding of RFC 8018, 6.1.1, where there are blocks. */
int pbe_cipher_encrypt(const struct pbe_cipher *, const uint8_t *key_bytes, const uint8_t *iv,
                       struct bytes plain, struct buffer *out) MUST_USE;

/* Appends. GNUTLS_E_DECRYPTION_FAILED when the padding is not right, or the size. */
int pbe_cipher_decrypt(const struct pbe_cipher *, const uint8_t *key_bytes, const uint8_t *iv,
                       struct bytes encrypted, struct buffer *out) MUST_USE;

#endif

/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* cipher_internal.h - methods behind the descriptors of cipher.h */

#ifndef CRYPTO_CIPHER_INTERNAL_H
#define CRYPTO_CIPHER_INTERNAL_H

#include "crypto/cipher.h"

/* `state` has room for state_size bytes and is aligned for anything. Sizes are checked before. */
struct cipher_methods {
    size_t state_size;
    uint8_t piece; /* what a piece before the last is a multiple of; 0: any */
    bool steals; /* any size from one unit on: what a last block lacks it takes of the one before */
    void (*set_key)(const struct cipher *, void *state, const struct secret *key);
    void (*set_iv)(const struct cipher *, void *state, const uint8_t *iv);
    void (*encrypt)(const struct cipher *, void *state, struct bytes in, uint8_t *out);
    void (*decrypt)(const struct cipher *, void *state, struct bytes in, uint8_t *out);
    /* Ciphers that authenticate. */
    void (*add)(const struct cipher *, void *state, struct bytes associated);
    void (*tag)(const struct cipher *, void *state, uint8_t *out, size_t size);
};

extern const struct cipher_methods cipher_cbc, cipher_cfb8, cipher_xts_128, cipher_xts_256;
extern const struct cipher_methods cipher_arcfour, cipher_salsa20, cipher_salsa20_12;
extern const struct cipher_methods cipher_chacha20_64, cipher_chacha20_32;
extern const struct cipher_methods cipher_gcm, cipher_chacha20_poly1305;

/* DES in the shape of nettle's other block ciphers. */
extern const struct nettle_cipher block_des, block_3des;

#endif

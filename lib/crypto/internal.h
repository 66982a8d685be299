/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* internal.h - what the files of this room tell each other */

#ifndef CRYPTO_INTERNAL_H
#define CRYPTO_INTERNAL_H

#include "crypto/aead.h"
#include "crypto/hmac.h"
#include "crypto/kex.h"

struct nettle_cipher;
struct nettle_hash;

struct hash_methods {
    const struct nettle_hash *nettle;
};

/* Sizes of key, nonce and tag are checked before. */
struct aead_methods {
    void (*seal)(const struct aead *, const uint8_t *key, struct bytes nonce,
                 struct bytes associated, struct bytes plain, uint8_t *out);
    /* False when the tag is not right. `sealed` is never shorter than the tag. */
    bool (*open)(const struct aead *, const uint8_t *key, struct bytes nonce,
                 struct bytes associated, struct bytes sealed, uint8_t *out);
    const struct nettle_cipher *cipher; /* below the mode, where there is one */

    uint8_t nonce_least, nonce_most, tag_least, tag_step; /* what aead_with_sizes() gives */
    bool counts_message; /* CCM: nonce and length of the message have 15 bytes together */
    bool tag_first;      /* SIV */
};

struct kex_methods {
    /* Of a key that we make; others are accepted by `share` as it sees fit. */
    uint16_t private_size;
    int (*draw)(const struct kex *, uint8_t *private_bytes);
    /* GNUTLS_E_INVALID_REQUEST when the private key is out of range. */
    int (*share)(const struct kex_private *, uint8_t *out);
    /* `peer` has kex->share_size bytes, `out` room for kex->shared_size. */
    int (*derive)(const struct kex_private *, const uint8_t *peer, uint8_t *out);
};

/* Of a finite field whose prime has so many bytes. */
const struct kex_methods *ffdhe_methods(size_t prime_size);

/* The `draw` of families for which any bytes are a key. */
int kex_draw_bytes(const struct kex *, uint8_t *private_bytes) MUST_USE;

struct nettle_hash;
const struct nettle_hash *hash_nettle(const struct hash *);

/* As hmac_end(), and wipes the state that hmac_begin() gave. */
void hmac_close(const struct hmac_key *, struct hash_state *, struct digest *out);

/* True when all bytes are zero; takes the same time whatever they are. */
bool bytes_are_zero(const uint8_t *bytes, size_t size);

#endif

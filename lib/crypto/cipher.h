/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* cipher.h - ciphers as applications use them: a context that is fed piece by piece
 *
 * TLS does not come here: aead.h and cbc.h have what it needs. Old ciphers are there for the files
 * and protocols that still have them.
 */

#ifndef CRYPTO_CIPHER_H
#define CRYPTO_CIPHER_H

#include "base/attributes.h"
#include "base/secret.h"

enum { CIPHER_BLOCK_MAX = 16 };

/* One const object per algorithm. */
struct cipher {
    gnutls_cipher_algorithm_t id;
    uint8_t key_size, iv_size;
    uint8_t unit;     /* a message is a multiple of it, XTS: no shorter; 1: any size */
    uint8_t tag_size; /* 0: it does not authenticate */
    const struct cipher_methods *methods;
    const struct nettle_cipher *block; /* below the mode, where there is one */
};

/* NULL for what is not supported. */
const struct cipher *cipher_by_id(gnutls_cipher_algorithm_t);

/* A key in use. Encrypting and decrypting with a block cipher have an IV each, which moves on with
 * what is worked on; the other ciphers have one. */
struct cipher_state;

/* GNUTLS_E_INVALID_REQUEST for a key of another size. An empty `iv` leaves it to a later call. */
int cipher_new(const struct cipher *, const struct secret *key, struct bytes iv,
               struct cipher_state **out) MUST_USE;
void cipher_free(struct cipher_state *);
const struct cipher *cipher_of(const struct cipher_state *);

/* Begins a message. GNUTLS_E_INVALID_REQUEST for an IV of another size; then nothing more is
 * encrypted or decrypted until a right one comes. */
int cipher_set_iv(struct cipher_state *, struct bytes iv) MUST_USE;

/* Bytes that are authenticated only, before all others of the message. */
int cipher_add(struct cipher_state *, struct bytes associated) MUST_USE;

/* As many bytes as come in are written to `out`, which may be in.data. GNUTLS_E_INVALID_REQUEST when they
 * are no multiple of the unit, and where a piece follows one that was not whole blocks. */
int cipher_encrypt(struct cipher_state *, struct bytes in, uint8_t *out) MUST_USE;
int cipher_decrypt(struct cipher_state *, struct bytes in, uint8_t *out) MUST_USE;

/* The first `size` bytes of the tag, which ends the message. */
int cipher_tag(struct cipher_state *, uint8_t *out, size_t size) MUST_USE;

#endif

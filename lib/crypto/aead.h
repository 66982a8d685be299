/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* aead.h - authenticated encryption with associated data
 *
 * Contexts are not kept: an idle connection holds raw keys, and making a context costs little
 * beside a record.
 */

#ifndef CRYPTO_AEAD_H
#define CRYPTO_AEAD_H

#include "base/attributes.h"
#include "base/secret.h"

struct aead {
    const char *name;
    gnutls_cipher_algorithm_t id;
    uint8_t key_size, nonce_size, tag_size; /* as TLS has it, or aead_with_sizes() asked for it */
    uint64_t record_limit; /* records under one key, RFC 8446, 5.5; 0: none to care about */
    const struct aead_methods *methods;
};

extern const struct aead aead_aes_128_gcm, aead_aes_256_gcm, aead_chacha20_poly1305;
extern const struct aead aead_aes_128_ccm, aead_aes_128_ccm_8;
extern const struct aead aead_aes_256_ccm, aead_aes_256_ccm_8;

extern const struct aead aead_aes_192_gcm, aead_camellia_128_gcm, aead_camellia_256_gcm;
extern const struct aead aead_aes_128_siv, aead_aes_256_siv;

/* NULL for what is not supported. */
const struct aead *aead_by_id(gnutls_cipher_algorithm_t);

/* The same with a nonce and a tag of other sizes, for messages of a size; a tag of 0 is a whole one.
 * GNUTLS_E_INVALID_REQUEST for what the mode does not have. */
int aead_with_sizes(const struct aead *, size_t nonce, size_t tag, size_t message, struct aead *out)
    MUST_USE;

/* Does the tag come before what was encrypted? Then sealing and opening are not in place. */
bool aead_tag_is_first(const struct aead *);

/* Writes plain.size + tag_size bytes to `out`, which may be plain.data. */
void aead_seal(const struct aead *, const struct secret *key, struct bytes nonce,
               struct bytes associated, struct bytes plain, uint8_t *out);

/* Writes sealed.size - tag_size bytes to `out`, which may be sealed.data. On
 * GNUTLS_E_DECRYPTION_FAILED what `out` holds must not be used. */
int aead_open(const struct aead *, const struct secret *key, struct bytes nonce,
              struct bytes associated, struct bytes sealed, uint8_t *out) MUST_USE;

#endif

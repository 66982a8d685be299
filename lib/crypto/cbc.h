/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* cbc.h - AES in CBC with HMAC, for TLS 1.2
 *
 * Either way round: the MAC below the encryption (RFC 5246, 6.2.3.2) or over it (RFC 7366).
 */

#ifndef CRYPTO_CBC_H
#define CRYPTO_CBC_H

#include "base/attributes.h"
#include "base/secret.h"
#include "crypto/hash.h"

enum { CBC_BLOCK_SIZE = 16, CBC_HEAD_SIZE = 11 };

/* The keys of one direction, borrowed. */
struct cbc {
    const struct hash *hash;
    const struct secret *key; /* of AES-128 or AES-256, by its size */
    const struct secret *mac_key;
    bool encrypt_then_mac;
};

/* 0 for what is no cipher of this mode. */
size_t cbc_key_size(gnutls_cipher_algorithm_t);

/* How many bytes IV, content, padding and MAC have together. */
size_t cbc_sealed_size(const struct cbc *, size_t plain_size);

/* Writes cbc_sealed_size() bytes to `out`. `head` is what the MAC takes in before a length:
 * CBC_HEAD_SIZE bytes of sequence number, type and version. `iv` has CBC_BLOCK_SIZE bytes that
 * nobody could foresee. */
void cbc_seal(const struct cbc *, const uint8_t *head, const uint8_t *iv, struct bytes plain,
              uint8_t *out);

/* In place; `out` lies in `sealed`. GNUTLS_E_DECRYPTION_FAILED whatever is wrong, in the same time,
 * and then nothing of the content is left. */
int cbc_open(const struct cbc *, const uint8_t *head, uint8_t *sealed, size_t size,
             struct bytes *out) MUST_USE;

#endif

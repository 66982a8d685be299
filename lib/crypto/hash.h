/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* hash.h - hashes: descriptor, running state, snapshot */

#ifndef CRYPTO_HASH_H
#define CRYPTO_HASH_H

#include "base/attributes.h"
#include "base/bytes.h"

enum {
    HASH_SIZE_MAX = 64,
    HASH_BLOCK_MAX = 144,
    HASH_STATE_SIZE = 376, /* holds the largest state; asserted in hash.c */
};

/* One const object per algorithm; how it works is known in crypto/ only. */
struct hash {
    const char *name;
    gnutls_digest_algorithm_t digest_id;
    gnutls_mac_algorithm_t mac_id;
    uint16_t size, block_size, state_size;
    const struct hash_methods *methods;
};

extern const struct hash hash_md5, hash_sha1, hash_sha224, hash_sha256, hash_sha384, hash_sha512;
extern const struct hash hash_sha3_224, hash_sha3_256, hash_sha3_384, hash_sha3_512;
/* GOST R 34.11-94 with CryptoPro's parameters, RFC 4357, 11.2; and GOST R 34.11-2012, RFC 6986. */
extern const struct hash hash_gosthash94cp, hash_streebog256, hash_streebog512;
/* With 512 bits: found by no id, since the API's SHAKE256 gives as much as it is asked for. */
extern const struct hash hash_shake256;

/* NULL for what is not supported. */
const struct hash *hash_by_digest_id(gnutls_digest_algorithm_t);
const struct hash *hash_by_mac_id(gnutls_mac_algorithm_t); /* for HMAC with it */

struct digest {
    uint8_t size;
    uint8_t bytes[HASH_SIZE_MAX];
};

struct hash_state {
    const struct hash *hash;
    _Alignas(16) uint8_t inner[HASH_STATE_SIZE];
};

void hash_init(struct hash_state *, const struct hash *);
void hash_add(struct hash_state *, struct bytes);

/* The digest so far; the state goes on. */
void hash_now(const struct hash_state *, struct digest *out);

/* The digest; the state is wiped. */
void hash_end(struct hash_state *, struct digest *out);

void hash_copy(const struct hash_state *from, struct hash_state *to);
void hash_wipe(struct hash_state *);

void hash_once(const struct hash *, struct bytes, struct digest *out);

/* Of no bytes: known beforehand for the hashes of TLS 1.3. */
void hash_of_nothing(const struct hash *, struct digest *out);

/* For digests that are secrets: of keys, and of a keyed hash. */
void digest_wipe(struct digest *);

static inline struct bytes digest_bytes(const struct digest *digest)
{
    return (struct bytes){ digest->bytes, digest->size };
}

#endif

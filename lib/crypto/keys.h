/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* keys.h - raw key material for signatures: numbers and points, no containers
 *
 * pki/ reads keys from DER into these; sign.h uses them.
 */

#ifndef CRYPTO_KEYS_H
#define CRYPTO_KEYS_H

#include "base/buffer.h"
#include "crypto/hash.h"

enum key_kind {
    KEY_NONE,
    KEY_RSA,
    KEY_RSA_PSS, /* an RSA key that may sign with PSS only */
    KEY_EC,
    KEY_ED25519,
    KEY_ED448,
    KEY_DSA,
    KEY_DH,
    KEY_X25519, /* for key exchange alone, as KEY_X448 and KEY_DH */
    KEY_X448,
    /* GOST R 34.10: of 2001, and the two of 2012. A kind is bound to its hash. */
    KEY_GOST_01,
    KEY_GOST_12_256,
    KEY_GOST_12_512,
};

/* RSASSA-PSS-params of a key; hash NULL: not restricted. RFC 4055, 3.1. */
struct pss_params {
    const struct hash *hash;
    uint16_t salt_size;
};

struct public_key {
    enum key_kind kind;
    gnutls_ecc_curve_t curve;              /* EC, EdDSA, X25519, X448, GOST */
    struct buffer modulus, exponent;       /* RSA; big endian, no leading zeros */
    struct buffer point;                   /* EC, GOST: uncompressed point; EdDSA, X25519, X448:
                                        raw key; DSA, DH: the number y */
    struct buffer prime, order, generator; /* DSA, DH: the group; DH may lack the order */
    struct pss_params pss;
    gnutls_gost_paramset_t paramset; /* GOST: of the cipher that is to go with the key */
};

struct private_key {
    struct public_key public;
    /* RSA: d, p, q, d mod p-1, d mod q-1, 1/q mod p. All others: `d` alone. */
    struct buffer d, p, q, dp, dq, qinv;
    /* What its primes were made from, and with which hash; empty for most keys. */
    struct buffer seed;
    const struct hash *seed_hash;
};

/* Of GOST R 34.10: the hash that a kind signs with, NULL for other kinds; the kind that a hash
 * stands for, KEY_NONE for other hashes. */
const struct hash *gost_hash(enum key_kind);
enum key_kind gost_kind(gnutls_digest_algorithm_t);

/* The set of parameters that goes with such a kind if no other is named. */
gnutls_gost_paramset_t gost_paramset(enum key_kind);

void public_key_wipe(struct public_key *);
void private_key_wipe(struct private_key *);

int public_key_copy(const struct public_key *, struct public_key *out) MUST_USE;
int private_key_copy(const struct private_key *, struct private_key *out) MUST_USE;

bool public_key_equal(const struct public_key *, const struct public_key *);

/* Size in bits as the API counts it: of the modulus or prime, of the bytes of a coordinate (P-521:
 * 528, Ed448: 456). */
unsigned public_key_bits(const struct public_key *);

/* Refuses what can not be a key (even modulus, point off the curve, parts that do not belong
 * together): GNUTLS_E_ILLEGAL_PARAMETER. */
int public_key_check(const struct public_key *) MUST_USE;
int private_key_check(const struct private_key *) MUST_USE;

/* The same in two steps. That the halves of an EC or GOST key belong together takes as long to find out as
 * half a signature; nothing is given away by signing with ones that do not, only the signature is
 * wrong. So this may wait until the key is used. The second step is that alone, and nothing for
 * other keys: theirs are checked in the first. */
int private_key_check_parts(const struct private_key *) MUST_USE;
int private_key_check_halves(const struct private_key *) MUST_USE;

/* Fills in what is empty and can be computed: the public half from d; for RSA, from p, q and the
 * public exponent, all else. GNUTLS_E_ILLEGAL_PARAMETER when that does not give a key. A public half
 * that was computed needs no check. */
int private_key_complete(struct private_key *) MUST_USE;

/* `bits` for RSA and DSA, the curve for EC and GOST; EdDSA, X25519 and X448 need neither; DH is not made.
 * GNUTLS_E_INVALID_REQUEST for what can not be made. */
int private_key_generate(enum key_kind, unsigned bits, gnutls_ecc_curve_t, struct private_key *out)
    MUST_USE;

/* An RSA key whose primes come from a seed and are proved: FIPS 186-4, B.3.2, with SHA-384. The same
 * size and seed give the same key. GNUTLS_E_UNIMPLEMENTED_FEATURE for other kinds,
 * GNUTLS_E_INVALID_REQUEST for a size or a seed out of range, GNUTLS_E_PK_GENERATION_ERROR for a seed
 * that gives no key. */
int private_key_from_seed(enum key_kind, unsigned bits, struct bytes seed, struct private_key *out)
    MUST_USE;

/* A random seed, as long as the standard wants it for a key of that size. */
int private_key_seed_draw(unsigned bits, struct buffer *out) MUST_USE;

/* Does the seed give this key again? An empty one stands for that of the key.
 * GNUTLS_E_PRIVKEY_VERIFICATION_ERROR if not; GNUTLS_E_PK_NO_VALIDATION_PARAMS when there is none;
 * GNUTLS_E_UNIMPLEMENTED_FEATURE for keys other than RSA. */
int private_key_check_seed(const struct private_key *, struct bytes seed) MUST_USE;

#endif

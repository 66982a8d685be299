/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* keys_internal.h - what each family of keys gives to keys.c and sign.c */

#ifndef CRYPTO_KEYS_INTERNAL_H
#define CRYPTO_KEYS_INTERNAL_H

#include "crypto/curve.h"
#include "crypto/kex.h"
#include "crypto/keys.h"
#include "crypto/sign.h"

#include <nettle/rsa.h>

/* For SCOPED(rsa_public) struct rsa_public_key, and the like; init them first. */
void rsa_public_wipe(struct rsa_public_key *);
void rsa_private_wipe(struct rsa_private_key *);

/* Fills `out`, which is set up; checks only what nettle takes for granted. */
int rsa_public_load(const struct public_key *, struct rsa_public_key *out) MUST_USE;
int rsa_private_load(const struct private_key *, struct rsa_private_key *out) MUST_USE;

int rsa_public_check(const struct public_key *) MUST_USE;
int rsa_private_check(const struct private_key *) MUST_USE;
int rsa_private_complete(struct private_key *) MUST_USE;
int rsa_private_generate(unsigned bits, struct private_key *out) MUST_USE;

/* The curve of an EC or GOST key; NULL for one that its kind does not go with. */
const struct curve *key_curve(const struct public_key *);

/* Both kinds differ in their curves alone. */
int ec_public_check(const struct public_key *) MUST_USE;
int ec_private_check_parts(const struct private_key *) MUST_USE;
int ec_private_check_halves(const struct private_key *) MUST_USE;
int ec_private_complete(struct private_key *) MUST_USE;
int ec_private_generate(gnutls_ecc_curve_t, struct private_key *out) MUST_USE;

/* NULL when the kind is not GOST's, or the curve not of its size. */
const struct curve *gost_curve(const struct public_key *);

/* The two of EdDSA. NULL for other kinds. */
struct eddsa {
    enum key_kind kind;
    gnutls_ecc_curve_t curve;
    uint16_t key_size, signature_size;
    uint8_t last_byte_max; /* of a signature, whose scalar is below the group's order */
    void (*share)(uint8_t *public_bytes, const uint8_t *private_bytes);
    void (*sign)(const uint8_t *public_bytes, const uint8_t *private_bytes, size_t size,
                 const uint8_t *message, uint8_t *signature);
    int (*check)(const uint8_t *public_bytes, size_t size, const uint8_t *message,
                 const uint8_t *signature);
};
const struct eddsa *eddsa_of(enum key_kind);

int eddsa_public_check(const struct public_key *) MUST_USE;
int eddsa_private_check(const struct private_key *) MUST_USE;
int eddsa_private_complete(struct private_key *) MUST_USE;
int eddsa_private_generate(enum key_kind, struct private_key *out) MUST_USE;

/* The two of RFC 7748, as key exchanges. NULL for other kinds. */
const struct kex *montgomery_of(enum key_kind);

int montgomery_public_check(const struct public_key *) MUST_USE;
int montgomery_private_check(const struct private_key *) MUST_USE;
int montgomery_private_complete(struct private_key *) MUST_USE;
int montgomery_private_generate(enum key_kind, struct private_key *out) MUST_USE;

/* DSA and DH: powers modulo a prime. */
int field_public_check(const struct public_key *) MUST_USE;
int field_private_check(const struct private_key *) MUST_USE;
int field_private_complete(struct private_key *) MUST_USE;

/* The order has 160 bits for primes of up to 1024 bits, else 256: FIPS 186-4, 4.2. */
int dsa_private_generate(unsigned bits, struct private_key *out) MUST_USE;

/* Key, padding and digest fit together when these are called. */
int rsa_sign(const struct private_key *, struct sign_how, struct bytes digest, struct buffer *out)
    MUST_USE;
int rsa_verify(const struct public_key *, struct sign_how, struct bytes digest,
               struct bytes signature) MUST_USE;
int ecdsa_sign_der(const struct private_key *, struct bytes digest, struct buffer *out) MUST_USE;
int ecdsa_verify_der(const struct public_key *, struct bytes digest, struct bytes signature)
    MUST_USE;
int dsa_sign_der(const struct private_key *, struct bytes digest, struct buffer *out) MUST_USE;
int dsa_verify_der(const struct public_key *, struct bytes digest, struct bytes signature) MUST_USE;
int gost_sign(const struct private_key *, struct bytes digest, struct buffer *out) MUST_USE;
int gost_verify(const struct public_key *, struct bytes digest, struct bytes signature) MUST_USE;
int eddsa_sign(const struct private_key *, struct bytes message, struct buffer *out) MUST_USE;
int eddsa_verify(const struct public_key *, struct bytes message, struct bytes signature) MUST_USE;

#endif

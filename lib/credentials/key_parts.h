/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* key_parts.h - keys from numbers that the application has, and back into numbers
 *
 * Numbers are big endian; leading zeros do not matter. A view without bytes is a part that is not
 * given. Every key is completed and checked before it is put anywhere.
 */

#ifndef CREDENTIALS_KEY_PARTS_H
#define CREDENTIALS_KEY_PARTS_H

#include "crypto/keys.h"

/* A part that the API may leave out. */
static inline struct bytes bytes_of_part(const gnutls_datum_t *part)
{
    return part != NULL ? bytes_of_datum(part) : bytes_none();
}

/* GNUTLS_E_INVALID_REQUEST when a part is missing, GNUTLS_E_ILLEGAL_PARAMETER when the parts make no
 * key. */
int rsa_public_from(struct bytes modulus, struct bytes exponent, struct public_key *out) MUST_USE;

/* Modulus and private exponent may be missing; what else PKCS#1 has is computed. */
struct rsa_numbers {
    struct bytes modulus, exponent, d, p, q;
};
int rsa_private_from(const struct rsa_numbers *, struct private_key *out) MUST_USE;

/* For EdDSA, X25519 and X448 the key is in `x`, and there is no `y`. GNUTLS_E_INVALID_REQUEST for a
 * curve that is not known. */
int curve_public_from(gnutls_ecc_curve_t, struct bytes x, struct bytes y, struct public_key *out)
    MUST_USE;

/* The public half may be missing. */
struct curve_numbers {
    gnutls_ecc_curve_t curve;
    struct bytes x, y, d;
};
int curve_private_from(const struct curve_numbers *, struct private_key *out) MUST_USE;

/* DSA or DH; the latter may lack the order, and a private key its public half. */
struct field_numbers {
    enum key_kind kind;
    struct bytes prime, order, generator, y, x;
};
int field_public_from(const struct field_numbers *, struct public_key *out) MUST_USE;
int field_private_from(const struct field_numbers *, struct private_key *out) MUST_USE;

/* GOST R 34.10. Numbers are little endian here; the hash says which kind of key it is. Without a set
 * of parameters it is the one that goes with the kind. A private key may lack its public half.
 * GNUTLS_E_ECC_UNSUPPORTED_CURVE for a curve that is not known, or that the kind does not have. */
struct gost_numbers {
    gnutls_ecc_curve_t curve;
    gnutls_digest_algorithm_t digest;
    gnutls_gost_paramset_t paramset;
    struct bytes x, y, d;
};
int gost_public_from(const struct gost_numbers *, struct public_key *out) MUST_USE;
int gost_private_from(const struct gost_numbers *, struct private_key *out) MUST_USE;

/* Where a number goes: nowhere, for NULL. */
struct number_out {
    struct bytes number;
    gnutls_datum_t *out;
    bool is_string; /* bytes as they stand, and no number */
};

/* All, or none on lack of memory. In front of a number whose first bit is one stands a zero byte,
 * unless GNUTLS_EXPORT_FLAG_NO_LZ. */
int give_numbers(const struct number_out *, size_t count, unsigned flags) MUST_USE;

/* The numbers of a key. GNUTLS_E_INVALID_REQUEST for a key of another kind. */
int give_rsa(const struct public_key *, gnutls_datum_t *modulus, gnutls_datum_t *exponent,
             unsigned flags) MUST_USE;
int give_curve_point(const struct public_key *, gnutls_ecc_curve_t *, gnutls_datum_t *x,
                     gnutls_datum_t *y, unsigned flags) MUST_USE;
int give_field(const struct public_key *, gnutls_datum_t *prime, gnutls_datum_t *order,
               gnutls_datum_t *generator, gnutls_datum_t *y, unsigned flags) MUST_USE;

struct rsa_receivers {
    gnutls_datum_t *modulus, *exponent, *d, *p, *q, *qinv, *dp, *dq;
};
int give_rsa_private(const struct private_key *, const struct rsa_receivers *, unsigned flags)
    MUST_USE;

struct curve_receivers {
    gnutls_ecc_curve_t *curve;
    gnutls_datum_t *x, *y, *d;
};
int give_curve_private(const struct private_key *, const struct curve_receivers *, unsigned flags)
    MUST_USE;

/* Little endian, as short as they can be. A private key for ECDSA is given as well, without a hash. */
struct gost_receivers {
    gnutls_ecc_curve_t *curve;
    gnutls_digest_algorithm_t *digest;
    gnutls_gost_paramset_t *paramset;
    gnutls_datum_t *x, *y, *d;
};
int give_gost(const struct public_key *, const struct gost_receivers *) MUST_USE;
int give_gost_private(const struct private_key *, const struct gost_receivers *) MUST_USE;

struct field_receivers {
    gnutls_datum_t *prime, *order, *generator, *y, *x;
};
int give_field_private(const struct private_key *, const struct field_receivers *, unsigned flags)
    MUST_USE;

#endif

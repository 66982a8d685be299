/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* provable_prime.h - primes made from a seed, with a proof: FIPS 186-4, App. C.6 and C.10 */

#ifndef CRYPTO_PROVABLE_PRIME_H
#define CRYPTO_PROVABLE_PRIME_H

#include "crypto/bignum.h"
#include "crypto/hash.h"

/* A number as long as it was at first; each use of it moves it on. */
struct prime_seed {
    const struct hash *hash;
    struct buffer bytes;
};

/* A prime p of `bits` bits, more than the square root of two times the least of that size, with p - 1
 * prime to `exponent`. The same seed gives the same prime. GNUTLS_E_PK_GENERATION_ERROR for a seed
 * that gives none, which is next to impossible unless it is very short. */
int provable_prime(struct prime_seed *, unsigned bits, const mpz_t exponent, mpz_t out) MUST_USE;

#endif

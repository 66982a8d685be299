/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* provable_prime.c - primes made from a seed, with a proof: FIPS 186-4, App. C.6 and C.10
 *
 * Shawe and Taylor: a prime c0 of a little more than half the bits proves that c = 2 t c0 + 1 is one
 * (Pocklington). So it begins with a prime that is small enough to be tried, and each is the next
 * one's proof. The standard says this as a recursion; here it goes up a list of sizes.
 */

#include "crypto/provable_prime.h"

#include "base/errors.h"

enum {
    TRIED_BITS_MAX = 32, /* C.6, 2: what is shorter than 33 bits is tried */
    SIZES_MAX = 24,      /* halving steps down from any size that is ever asked for */
    /* gmp's test is exact below 2^64, and never calls a prime composite. */
    EXACT_ROUNDS = 25,
    FILTER_ROUNDS = 1,
};

/* What a prime has to be beside one: from `low` on, of `bits` bits, and with an exponent that is
 * NULL where it does not matter; how many candidates there may be. */
struct prime_wanted {
    unsigned bits, tries;
    mpz_srcptr low, exponent;
};

static void seed_step(struct prime_seed *seed)
{
    for (size_t i = seed->bytes.size; i > 0; i--)
        if (++seed->bytes.data[i - 1] != 0)
            return;
}

/* A number of `bits` bits or more: the first of as many digests as that takes is the lowest. */
static int draw(struct prime_seed *seed, unsigned bits, mpz_t out)
{
    size_t size = seed->hash->size, count = (bits + size * 8 - 1) / (size * 8);
    SCOPED(buffer) struct buffer digits = { 0 };
    SCOPED(digest) struct digest digest = { 0 };
    uint8_t *at;

    TRY(buffer_extend(&digits, count * size, &at));
    for (size_t i = count; i > 0; i--) {
        hash_once(seed->hash, buffer_bytes(&seed->bytes), &digest);
        memcpy(at + (i - 1) * size, digest.bytes, size);
        seed_step(seed);
    }
    number_read(out, buffer_bytes(&digits));
    return 0;
}

/* C.6, 3 to 13. */
static int small_prime(struct prime_seed *seed, unsigned bits, mpz_t out)
{
    SCOPED(number) mpz_t other;
    mpz_init(other);

    for (unsigned tries = 4 * bits + 1; tries > 0; tries--) {
        TRY(draw(seed, 1, out));
        TRY(draw(seed, 1, other));
        mpz_xor(out, out, other);
        mpz_fdiv_r_2exp(out, out, bits - 1);
        mpz_setbit(out, bits - 1);
        mpz_setbit(out, 0);
        if (mpz_probab_prime_p(out, EXACT_ROUNDS))
            return 0;
    }
    return fail(GNUTLS_E_PK_GENERATION_ERROR);
}

/* The least t with 2 t proof + 1 > number. */
static void first_multiple(mpz_t t, const mpz_t number, const mpz_t proof)
{
    mpz_cdiv_q(t, number, proof);
    mpz_cdiv_q_2exp(t, t, 1);
}

/* `base` proves it if there is z = base^2t, for which z^proof is 1 and no factor divides z - 1. */
static bool is_proved(const mpz_t candidate, const mpz_t base, const mpz_t t, const mpz_t proof)
{
    SCOPED(number) mpz_t z;
    SCOPED(number) mpz_t other;
    mpz_inits(z, other, NULL);

    mpz_mul_2exp(other, t, 1);
    mpz_powm(z, base, other, candidate);
    mpz_sub_ui(other, z, 1);
    mpz_gcd(other, other, candidate);
    if (mpz_cmp_ui(other, 1) != 0)
        return false;
    mpz_powm(z, z, proof, candidate);
    return mpz_cmp_ui(z, 1) == 0;
}

/* The seed moves on with every candidate, whether or not it is looked at closely: what is composite
 * at first sight has no proof. */
static int try_candidate(struct prime_seed *seed, const struct prime_wanted *wanted,
                         const mpz_t candidate, const mpz_t t, const mpz_t proof, bool *out_holds)
{
    SCOPED(number) mpz_t base;
    SCOPED(number) mpz_t other;
    mpz_inits(base, other, NULL);

    *out_holds = false;
    if (wanted->exponent != NULL) {
        mpz_sub_ui(other, candidate, 1);
        mpz_gcd(other, other, wanted->exponent);
        if (mpz_cmp_ui(other, 1) != 0)
            return 0;
    }
    TRY(draw(seed, wanted->bits, base));
    if (!mpz_probab_prime_p(candidate, FILTER_ROUNDS))
        return 0;
    mpz_sub_ui(other, candidate, 3);
    mpz_mod(base, base, other);
    mpz_add_ui(base, base, 2);
    *out_holds = is_proved(candidate, base, t, proof);
    return 0;
}

/* C.6, 16 to 34; C.10, 7 to 22, is the same where p - 1 and p + 1 need no known factors. */
static int next_prime(struct prime_seed *seed, const struct prime_wanted *wanted, mpz_t prime)
{
    SCOPED(number) mpz_t proof;
    SCOPED(number) mpz_t t;
    SCOPED(number) mpz_t x;
    mpz_init_set(proof, prime);
    mpz_inits(t, x, NULL);
    bool holds = false;

    mpz_setbit(x, wanted->bits);
    mpz_sub(t, x, wanted->low);
    TRY(draw(seed, wanted->bits, x));
    mpz_mod(x, x, t);
    mpz_add(x, x, wanted->low);
    first_multiple(t, x, proof);
    for (unsigned tries = wanted->tries; tries > 0 && !holds; tries--, mpz_add_ui(t, t, 1)) {
        mpz_mul(prime, t, proof);
        if (mpz_sizeinbase(prime, 2) + 1 > wanted->bits) {
            first_multiple(t, wanted->low, proof);
            mpz_mul(prime, t, proof);
        }
        mpz_mul_2exp(prime, prime, 1);
        mpz_add_ui(prime, prime, 1);
        TRY(try_candidate(seed, wanted, prime, t, proof, &holds));
    }
    return holds ? 0 : fail(GNUTLS_E_PK_GENERATION_ERROR);
}

/* C.6: a prime of `bits` bits. */
static int any_prime(struct prime_seed *seed, unsigned bits, mpz_t out)
{
    unsigned sizes[SIZES_MAX], count = 0;
    SCOPED(number) mpz_t low;
    mpz_init(low);

    for (; bits > TRIED_BITS_MAX && count < SIZES_MAX; bits = (bits + 1) / 2 + 1)
        sizes[count++] = bits;
    TRY(small_prime(seed, bits, out));
    while (count > 0) {
        bits = sizes[--count];
        mpz_set_ui(low, 0);
        mpz_setbit(low, bits - 1);
        const struct prime_wanted wanted = { .bits = bits, .tries = 4 * bits, .low = low };
        TRY(next_prime(seed, &wanted, out));
    }
    return 0;
}

int provable_prime(struct prime_seed *seed, unsigned bits, const mpz_t exponent, mpz_t out)
{
    SCOPED(number) mpz_t low;
    mpz_init(low);

    TRY(any_prime(seed, (bits + 1) / 2 + 1, out));
    /* The square root is not whole, so the next number is the least above it. */
    mpz_setbit(low, 2 * bits - 1);
    mpz_sqrt(low, low);
    mpz_add_ui(low, low, 1);
    const struct prime_wanted wanted = { bits, 5 * bits, low, exponent };
    return next_prime(seed, &wanted, out);
}

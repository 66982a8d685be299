/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* keys_provable.c - RSA keys from a seed: FIPS 186-4, App. B.3.2 */

#include "base/errors.h"
#include "base/memory.h"
#include "crypto/keys_internal.h"
#include "crypto/provable_prime.h"
#include "crypto/random.h"

enum {
    MODULUS_BITS_MIN = 512,
    MODULUS_BITS_MAX = 16384,
    SEED_SIZE_MAX = 256,
    EXPONENT = 65537,
    /* B.3.2.2, 7.3: the primes differ within so many bits. */
    DIFFERENCE_BITS = 100,
    TRIES_MAX = 8,
};

static void prime_seed_wipe(struct prime_seed *seed)
{
    buffer_wipe(&seed->bytes);
}

static bool are_apart(const mpz_t p, const mpz_t q, unsigned bits)
{
    SCOPED(number) mpz_t difference;
    mpz_init(difference);

    mpz_sub(difference, p, q);
    mpz_abs(difference, difference);
    return mpz_sizeinbase(difference, 2) > bits / 2 - DIFFERENCE_BITS;
}

static int make_primes(unsigned bits, struct prime_seed *seed, mpz_t p, mpz_t q)
{
    SCOPED(number) mpz_t exponent;
    mpz_init_set_ui(exponent, EXPONENT);

    TRY(provable_prime(seed, bits / 2, exponent, p));
    for (unsigned tries = TRIES_MAX; tries > 0; tries--) {
        TRY(provable_prime(seed, bits / 2, exponent, q));
        if (are_apart(p, q, bits))
            return 0;
    }
    return fail(GNUTLS_E_PK_GENERATION_ERROR);
}

/* B.3.1: d is the inverse of e modulo the least common multiple, and not small. */
static int store_primes(unsigned bits, const mpz_t p, const mpz_t q, struct private_key *out)
{
    SCOPED(number) mpz_t order;
    SCOPED(number) mpz_t other;
    SCOPED(number) mpz_t d;
    mpz_inits(order, other, d, NULL);

    mpz_sub_ui(order, p, 1);
    mpz_sub_ui(other, q, 1);
    mpz_lcm(order, order, other);
    mpz_set_ui(other, EXPONENT);
    if (!mpz_invert(d, other, order) || mpz_sizeinbase(d, 2) <= bits / 2)
        return fail(GNUTLS_E_PK_GENERATION_ERROR);
    TRY(number_store(other, &out->public.exponent));
    TRY(number_store(d, &out->d));
    TRY(number_store(p, &out->p));
    TRY(number_store(q, &out->q));
    return rsa_private_complete(out);
}

static int make(unsigned bits, struct bytes start, struct private_key *out)
{
    SCOPED(prime_seed) struct prime_seed seed = { .hash = &hash_sha384 };
    SCOPED(number) mpz_t p;
    SCOPED(number) mpz_t q;
    mpz_inits(p, q, NULL);

    TRY(buffer_set(&seed.bytes, start));
    TRY(make_primes(bits, &seed, p, q));
    TRY(store_primes(bits, p, q, out));
    out->seed_hash = seed.hash;
    return buffer_set(&out->seed, start);
}

int private_key_from_seed(enum key_kind kind, unsigned bits, struct bytes seed,
                          struct private_key *out)
{
    struct private_key fresh = { .public.kind = kind };

    if (kind != KEY_RSA && kind != KEY_RSA_PSS)
        return fail(GNUTLS_E_UNIMPLEMENTED_FEATURE);
    if (bits < MODULUS_BITS_MIN || bits > MODULUS_BITS_MAX || seed.size == 0 ||
        seed.size > SEED_SIZE_MAX)
        return fail(GNUTLS_E_INVALID_REQUEST);
    if (bits % 2 != 0)
        return fail(GNUTLS_E_PK_GENERATION_ERROR);
    int result = make(bits, seed, &fresh);
    if (result < 0) {
        private_key_wipe(&fresh);
        return result;
    }
    private_key_wipe(out);
    *out = fresh;
    return 0;
}

int private_key_seed_draw(unsigned bits, struct buffer *out)
{
    /* SP 800-57, part 1, table 2: the strength of a modulus, of which the seed has twice as many bits. */
    static const struct {
        unsigned bits_below, strength;
    } strengths[] = { { 3072, 112 }, { 7680, 128 }, { 15360, 192 }, { ~0u, 256 } };
    size_t i = 0;
    uint8_t *at;

    while (bits >= strengths[i].bits_below)
        i++;
    size_t size = strengths[i].strength * 2 / 8;
    buffer_clear(out);
    TRY(buffer_extend(out, size, &at));
    return random_fill(RANDOM_KEY, at, size);
}

int private_key_check_seed(const struct private_key *key, struct bytes seed)
{
    SCOPED(private_key) struct private_key again = { 0 };
    enum key_kind kind = key->public.kind;

    if (kind != KEY_RSA && kind != KEY_RSA_PSS)
        return fail(GNUTLS_E_UNIMPLEMENTED_FEATURE);
    if (seed.size == 0)
        seed = buffer_bytes(&key->seed);
    if (seed.size == 0)
        return fail(GNUTLS_E_PK_NO_VALIDATION_PARAMS);
    int result = private_key_from_seed(kind, public_key_bits(&key->public), seed, &again);
    /* A seed or a size that gives no key has not given this one. */
    if (result == GNUTLS_E_MEMORY_ERROR)
        return result;
    if (result < 0 ||
        !bytes_equal(buffer_bytes(&again.public.modulus), buffer_bytes(&key->public.modulus)) ||
        !bytes_equal(buffer_bytes(&again.public.exponent), buffer_bytes(&key->public.exponent)))
        return fail(GNUTLS_E_PRIVKEY_VERIFICATION_ERROR);
    return 0;
}

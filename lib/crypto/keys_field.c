/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* keys_field.c - keys of DSA and Diffie-Hellman: powers modulo a prime; check, complete
 *
 * That a prime is one is not known here: whoever made the group had to see to it. What is checked is
 * that the numbers are in range, and that calculations with them end in a fair time.
 */

#include "base/errors.h"
#include "crypto/bignum.h"
#include "crypto/keys_internal.h"

enum {
    PRIME_BITS_MIN = 512,
    PRIME_BITS_MAX = 8192,
    /* FIPS 186-4, 4.2, goes to 256; 512 is what a hash can fill. */
    ORDER_BITS_MIN = 128,
    ORDER_BITS_MAX = 512,
};

static bool sizes_are_fair(const struct public_key *key)
{
    unsigned bits = public_key_bits(key);

    if (bits < PRIME_BITS_MIN || bits > PRIME_BITS_MAX || key->prime.data[0] == 0 ||
        key->generator.size > key->prime.size || key->point.size > key->prime.size)
        return false;
    if (key->kind == KEY_DH)
        return key->order.size <= key->prime.size;
    return key->order.size >= ORDER_BITS_MIN / 8 && key->order.size <= ORDER_BITS_MAX / 8;
}

/* From 2 to prime - 2: else its powers are trivial. */
static bool is_within(const mpz_t number, const mpz_t prime)
{
    SCOPED(number) mpz_t below;
    mpz_init(below);

    mpz_sub_ui(below, prime, 1);
    return mpz_cmp_ui(number, 1) > 0 && mpz_cmp(number, below) < 0;
}

int field_public_check(const struct public_key *key)
{
    if (!sizes_are_fair(key))
        return fail(GNUTLS_E_ILLEGAL_PARAMETER);
    SCOPED(number) mpz_t prime;
    SCOPED(number) mpz_t order;
    SCOPED(number) mpz_t number;
    number_init(prime, buffer_bytes(&key->prime));
    number_init(order, buffer_bytes(&key->order));
    number_init(number, buffer_bytes(&key->generator));

    bool right = mpz_odd_p(prime) && is_within(number, prime);
    if (key->order.size > 0)
        right = right && mpz_odd_p(order) && mpz_cmp_ui(order, 1) > 0 && mpz_cmp(order, prime) < 0;
    number_read(number, buffer_bytes(&key->point));
    right = right && is_within(number, prime);
    return right ? 0 : fail(GNUTLS_E_ILLEGAL_PARAMETER);
}

/* y = g^x mod p, where 0 < x < the order, or the prime where the order is not known. */
static int compute_public(const struct private_key *key, struct buffer *out)
{
    const struct public_key *public = &key->public;
    const struct buffer *limit = public->order.size > 0 ? &public->order : &public->prime;

    if (!sizes_are_fair(public) || key->d.size > public->prime.size)
        return fail(GNUTLS_E_ILLEGAL_PARAMETER);
    SCOPED(number) mpz_t prime;
    SCOPED(number) mpz_t most;
    SCOPED(number) mpz_t number;
    SCOPED(number) mpz_t x;
    number_init(prime, buffer_bytes(&public->prime));
    number_init(most, buffer_bytes(limit));
    number_init(number, buffer_bytes(&public->generator));
    number_init(x, buffer_bytes(&key->d));

    if (mpz_even_p(prime) || mpz_sgn(x) <= 0 || mpz_cmp(x, most) >= 0)
        return fail(GNUTLS_E_ILLEGAL_PARAMETER);
    mpz_powm_sec(number, number, x, prime);
    return number_store(number, out);
}

int field_private_check(const struct private_key *key)
{
    SCOPED(buffer) struct buffer expected = { 0 };

    TRY(field_public_check(&key->public));
    TRY(compute_public(key, &expected));
    if (!bytes_equal(buffer_bytes(&expected), buffer_bytes(&key->public.point)))
        return fail(GNUTLS_E_ILLEGAL_PARAMETER);
    return 0;
}

int field_private_complete(struct private_key *key)
{
    if (key->public.point.size > 0)
        return 0;
    TRY(compute_public(key, &key->public.point));
    return field_public_check(&key->public);
}

/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* keys_rsa.c - RSA keys: load, check, complete, generate */

#include "base/errors.h"
#include "crypto/bignum.h"
#include "crypto/keys_internal.h"
#include "crypto/random_stream.h"

enum {
    MODULUS_BITS_MIN = 512, /* what may be used at all; what is safe is priority/'s matter */
    MODULUS_BITS_MAX = 16384,
    /* Larger exponents serve nobody but who wants verifying to take long. */
    EXPONENT_BITS_MAX = 256,
    USUAL_EXPONENT = 65537,
};

void rsa_public_wipe(struct rsa_public_key *key)
{
    rsa_public_key_clear(key);
}

void rsa_private_wipe(struct rsa_private_key *key)
{
    number_wipe(&key->d);
    number_wipe(&key->p);
    number_wipe(&key->q);
    number_wipe(&key->a);
    number_wipe(&key->b);
    number_wipe(&key->c);
}

int rsa_public_load(const struct public_key *key, struct rsa_public_key *out)
{
    number_read(out->n, buffer_bytes(&key->modulus));
    number_read(out->e, buffer_bytes(&key->exponent));
    if (!rsa_public_key_prepare(out) || mpz_even_p(out->n))
        return fail(GNUTLS_E_ILLEGAL_PARAMETER);
    return 0;
}

int rsa_private_load(const struct private_key *key, struct rsa_private_key *out)
{
    number_read(out->d, buffer_bytes(&key->d));
    number_read(out->p, buffer_bytes(&key->p));
    number_read(out->q, buffer_bytes(&key->q));
    number_read(out->a, buffer_bytes(&key->dp));
    number_read(out->b, buffer_bytes(&key->dq));
    number_read(out->c, buffer_bytes(&key->qinv));
    if (mpz_even_p(out->p) || mpz_even_p(out->q) || !rsa_private_key_prepare(out))
        return fail(GNUTLS_E_ILLEGAL_PARAMETER);
    return 0;
}

static bool has_leading_zero(const struct buffer *number)
{
    return number->size > 0 && number->data[0] == 0;
}

int rsa_public_check(const struct public_key *key)
{
    unsigned bits = public_key_bits(key);

    /* Sizes come first: nothing is computed with numbers that are too large. */
    if (bits < MODULUS_BITS_MIN || bits > MODULUS_BITS_MAX ||
        key->exponent.size > EXPONENT_BITS_MAX / 8 || key->exponent.size == 0 ||
        has_leading_zero(&key->modulus) || has_leading_zero(&key->exponent))
        return fail(GNUTLS_E_ILLEGAL_PARAMETER);

    SCOPED(rsa_public) struct rsa_public_key numbers;
    rsa_public_key_init(&numbers);
    TRY(rsa_public_load(key, &numbers));
    if (mpz_even_p(numbers.e) || mpz_cmp_ui(numbers.e, 1) <= 0)
        return fail(GNUTLS_E_ILLEGAL_PARAMETER);
    return 0;
}

/* `d_mod` is d mod (prime - 1), and inverts e there. */
static bool exponents_belong(const mpz_t d, const mpz_t d_mod, const mpz_t e, const mpz_t prime)
{
    SCOPED(number) mpz_t below;
    SCOPED(number) mpz_t left;
    mpz_inits(below, left, NULL);

    mpz_sub_ui(below, prime, 1);
    mpz_mod(left, d, below);
    if (mpz_cmp(left, d_mod) != 0)
        return false;
    mpz_mul(left, d_mod, e);
    mpz_mod(left, left, below);
    return mpz_cmp_ui(left, 1) == 0;
}

static bool primes_belong(const struct rsa_private_key *key, const mpz_t modulus)
{
    SCOPED(number) mpz_t product;
    mpz_init(product);

    if (mpz_cmp_ui(key->p, 1) <= 0 || mpz_cmp_ui(key->q, 1) <= 0)
        return false;
    mpz_mul(product, key->p, key->q);
    if (mpz_cmp(product, modulus) != 0)
        return false;
    mpz_mul(product, key->c, key->q);
    mpz_mod(product, product, key->p);
    return mpz_cmp_ui(product, 1) == 0 && mpz_cmp(key->c, key->p) < 0;
}

static bool part_is_too_long(const struct private_key *key)
{
    size_t most = key->public.modulus.size;

    return key->d.size > most || key->p.size > most || key->q.size > most || key->dp.size > most ||
           key->dq.size > most || key->qinv.size > most;
}

int rsa_private_check(const struct private_key *key)
{
    TRY(rsa_public_check(&key->public));
    if (part_is_too_long(key))
        return fail(GNUTLS_E_ILLEGAL_PARAMETER);

    SCOPED(rsa_public) struct rsa_public_key public;
    SCOPED(rsa_private) struct rsa_private_key numbers;
    rsa_public_key_init(&public);
    rsa_private_key_init(&numbers);
    TRY(rsa_public_load(&key->public, &public));
    TRY(rsa_private_load(key, &numbers));
    if (!primes_belong(&numbers, public.n) ||
        !exponents_belong(numbers.d, numbers.a, public.e, numbers.p) ||
        !exponents_belong(numbers.d, numbers.b, public.e, numbers.q))
        return fail(GNUTLS_E_ILLEGAL_PARAMETER);
    return 0;
}

/* d is the inverse of e modulo (p-1)(q-1). */
static int compute_d(struct rsa_private_key *key, const mpz_t e)
{
    SCOPED(number) mpz_t order;
    SCOPED(number) mpz_t below;
    mpz_inits(order, below, NULL);

    mpz_sub_ui(order, key->p, 1);
    mpz_sub_ui(below, key->q, 1);
    mpz_mul(order, order, below);
    if (mpz_cmp_ui(order, 1) <= 0 || !mpz_invert(key->d, e, order))
        return fail(GNUTLS_E_ILLEGAL_PARAMETER);
    return 0;
}

static int compute_crt(struct rsa_private_key *key)
{
    SCOPED(number) mpz_t below;
    mpz_init(below);

    if (mpz_cmp_ui(key->p, 1) <= 0 || mpz_cmp_ui(key->q, 1) <= 0 ||
        !mpz_invert(key->c, key->q, key->p))
        return fail(GNUTLS_E_ILLEGAL_PARAMETER);
    mpz_sub_ui(below, key->p, 1);
    mpz_mod(key->a, key->d, below);
    mpz_sub_ui(below, key->q, 1);
    mpz_mod(key->b, key->d, below);
    return 0;
}

static int store_missing(const mpz_t number, struct buffer *out)
{
    return out->size > 0 ? 0 : number_store(number, out);
}

static int complete_numbers(struct private_key *key, struct rsa_private_key *numbers)
{
    SCOPED(number) mpz_t n;
    SCOPED(number) mpz_t e;
    number_init(n, buffer_bytes(&key->public.modulus));
    number_init(e, buffer_bytes(&key->public.exponent));

    if (mpz_sgn(n) == 0)
        mpz_mul(n, numbers->p, numbers->q);
    if (mpz_sgn(numbers->d) == 0)
        TRY(compute_d(numbers, e));
    TRY(compute_crt(numbers));
    TRY(store_missing(n, &key->public.modulus));
    TRY(store_missing(numbers->d, &key->d));
    TRY(store_missing(numbers->a, &key->dp));
    TRY(store_missing(numbers->b, &key->dq));
    return store_missing(numbers->c, &key->qinv);
}

int rsa_private_complete(struct private_key *key)
{
    if (key->p.size == 0 || key->q.size == 0 || key->p.size > MODULUS_BITS_MAX / 8 ||
        key->q.size > MODULUS_BITS_MAX / 8 || key->d.size > MODULUS_BITS_MAX / 8)
        return fail(GNUTLS_E_ILLEGAL_PARAMETER);

    SCOPED(rsa_private) struct rsa_private_key numbers;
    rsa_private_key_init(&numbers);
    number_read(numbers.d, buffer_bytes(&key->d));
    number_read(numbers.p, buffer_bytes(&key->p));
    number_read(numbers.q, buffer_bytes(&key->q));
    return complete_numbers(key, &numbers);
}

static int store_key(const struct rsa_public_key *public, const struct rsa_private_key *private,
                     struct private_key *out)
{
    TRY(number_store(public->n, &out->public.modulus));
    TRY(number_store(public->e, &out->public.exponent));
    TRY(number_store(private->d, &out->d));
    TRY(number_store(private->p, &out->p));
    TRY(number_store(private->q, &out->q));
    TRY(number_store(private->a, &out->dp));
    TRY(number_store(private->b, &out->dq));
    return number_store(private->c, &out->qinv);
}

int rsa_private_generate(unsigned bits, struct private_key *out)
{
    SCOPED(random_stream) struct random_stream stream = { 0 };

    if (bits < MODULUS_BITS_MIN || bits > MODULUS_BITS_MAX)
        return fail(GNUTLS_E_INVALID_REQUEST);
    TRY(random_stream_init(&stream, RANDOM_KEY, bytes_none(), bytes_none()));

    SCOPED(rsa_public) struct rsa_public_key public;
    SCOPED(rsa_private) struct rsa_private_key private;
    rsa_public_key_init(&public);
    rsa_private_key_init(&private);
    mpz_set_ui(public.e, USUAL_EXPONENT);
    if (!rsa_generate_keypair(&public, &private, &stream, random_stream_fill, NULL, NULL, bits, 0))
        return fail(GNUTLS_E_PK_GENERATION_ERROR);
    return store_key(&public, &private, out);
}

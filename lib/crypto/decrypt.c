/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* decrypt.c - a secret of a known size, encrypted to an RSA key: RSAES-PKCS1-v1_5, RFC 8017, 7.2 */

#include "crypto/decrypt.h"

#include "base/errors.h"
#include "base/memory.h"
#include "crypto/bignum.h"
#include "crypto/keys_internal.h"
#include "crypto/random_stream.h"

#include <assert.h>

int key_encrypt_secret(const struct public_key *key, const struct secret *secret,
                       struct buffer *out)
{
    SCOPED(random_stream) struct random_stream stream = { 0 };
    SCOPED(rsa_public) struct rsa_public_key public;
    SCOPED(number) mpz_t number;
    uint8_t *at;

    rsa_public_key_init(&public);
    mpz_init(number);
    if (key->kind != KEY_RSA || rsa_public_check(key) < 0)
        return fail(GNUTLS_E_ENCRYPTION_FAILED);
    TRY(rsa_public_load(key, &public));
    TRY(random_stream_init(&stream, RANDOM_SECRET, secret_bytes(secret), bytes_none()));
    if (!rsa_encrypt(&public, &stream, random_stream_fill, secret->size, secret->bytes, number))
        return fail(GNUTLS_E_ENCRYPTION_FAILED);
    TRY(buffer_extend(out, public.size, &at));
    bool fits = number_write(number, at, public.size);
    assert(fits);
    return 0;
}

/* From here on a decision that depends on the exponents, or on what they give, is reported. The
 * primes stay out of it: gmp looks at them as it does at any modulus, always in the same way. */
static void poison_number(const mpz_t number)
{
    memory_poison(mpz_limbs_read(number), mpz_size(number) * sizeof(mp_limb_t));
}

static void poison_key(const struct rsa_private_key *key)
{
    poison_number(key->a);
    poison_number(key->b);
    poison_number(key->c);
}

int key_decrypt_secret(const struct private_key *key, struct bytes encrypted, struct secret *inout)
{
    SCOPED(random_stream) struct random_stream stream = { 0 };
    SCOPED(rsa_public) struct rsa_public_key public;
    SCOPED(rsa_private) struct rsa_private_key private;
    SCOPED(number) mpz_t number;

    rsa_public_key_init(&public);
    rsa_private_key_init(&private);
    mpz_init(number);
    if (key->public.kind != KEY_RSA)
        return fail(GNUTLS_E_INVALID_REQUEST);
    TRY(rsa_public_load(&key->public, &public));
    TRY(rsa_private_load(key, &private));
    TRY(random_stream_init(&stream, RANDOM_SECRET, buffer_bytes(&key->d), encrypted));
    /* What was sent is no secret, its size and its range neither. */
    number_read(number, encrypted);
    if (encrypted.size != public.size || mpz_cmp(number, public.n) >= 0)
        return 0;
    poison_key(&private);
    /* The verdict is thrown away: the bytes are there or they are not. */
    (void)rsa_sec_decrypt(&public, &private, &stream, random_stream_fill, inout->size, inout->bytes,
                          number);
    return 0;
}

/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* decrypt.c - what was encrypted to an RSA key: RSAES-PKCS1-v1_5, RFC 8017, 7.2 */

#include "crypto/decrypt.h"

#include "base/errors.h"
#include "base/memory.h"
#include "crypto/bignum.h"
#include "crypto/keys_internal.h"
#include "crypto/random_stream.h"

#include <assert.h>

int key_encrypt(const struct public_key *key, struct bytes plain, struct buffer *out)
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
    TRY(random_stream_init(&stream, RANDOM_SECRET, plain, bytes_none()));
    if (!rsa_encrypt(&public, &stream, random_stream_fill, plain.size, plain.data, number))
        return fail(GNUTLS_E_ENCRYPTION_FAILED);
    TRY(buffer_extend(out, public.size, &at));
    bool fits = number_write(number, at, public.size);
    assert(fits);
    return 0;
}

int key_encrypt_secret(const struct public_key *key, const struct secret *secret,
                       struct buffer *out)
{
    return key_encrypt(key, secret_bytes(secret), out);
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

/* All that a decryption needs, ready; What is too long or too large to have been encrypted to the
 * key is not possible. What was sent is no secret, its size and its range neither. */
struct decryption {
    struct random_stream stream;
    struct rsa_public_key public;
    struct rsa_private_key private;
    mpz_t number;
};

static void decryption_init(struct decryption *run)
{
    run->stream = (struct random_stream){ 0 };
    rsa_public_key_init(&run->public);
    rsa_private_key_init(&run->private);
    mpz_init(run->number);
}

static void decryption_wipe(struct decryption *run)
{
    random_stream_wipe(&run->stream);
    rsa_public_wipe(&run->public);
    rsa_private_wipe(&run->private);
    number_wipe(&run->number);
}

static int prepare(struct decryption *run, const struct private_key *key, struct bytes encrypted,
                   bool *out_possible)
{
    if (key->public.kind != KEY_RSA)
        return fail(GNUTLS_E_INVALID_REQUEST);
    TRY(rsa_public_load(&key->public, &run->public));
    TRY(rsa_private_load(key, &run->private));
    TRY(random_stream_init(&run->stream, RANDOM_SECRET, buffer_bytes(&key->d), encrypted));
    number_read(run->number, encrypted);
    *out_possible = encrypted.size == run->public.size && mpz_cmp(run->number, run->public.n) < 0;
    poison_key(&run->private);
    return 0;
}

static bool decrypt_known_size(struct decryption *run, uint8_t *inout, size_t size)
{
    return rsa_sec_decrypt(&run->public, &run->private, &run->stream, random_stream_fill, size,
                           inout, run->number) != 0;
}

int key_decrypt_secret(const struct private_key *key, struct bytes encrypted, struct secret *inout)
{
    SCOPED(decryption) struct decryption run;
    bool possible = false;

    decryption_init(&run);
    TRY(prepare(&run, key, encrypted, &possible));
    /* The verdict is thrown away: the bytes are there or they are not. */
    if (possible)
        (void)decrypt_known_size(&run, inout->bytes, inout->size);
    return 0;
}

int key_decrypt_size(const struct private_key *key, struct bytes encrypted, uint8_t *inout,
                     size_t size)
{
    SCOPED(decryption) struct decryption run;
    bool possible = false;

    decryption_init(&run);
    TRY(prepare(&run, key, encrypted, &possible));
    if (!possible || size > encrypted.size || !decrypt_known_size(&run, inout, size))
        return fail(GNUTLS_E_DECRYPTION_FAILED);
    return 0;
}

int key_decrypt(const struct private_key *key, struct bytes encrypted, struct buffer *out)
{
    SCOPED(decryption) struct decryption run;
    SCOPED(buffer) struct buffer plain = { 0 };
    bool possible = false;
    size_t size = encrypted.size;
    uint8_t *at;

    decryption_init(&run);
    TRY(prepare(&run, key, encrypted, &possible));
    if (!possible)
        return fail(GNUTLS_E_DECRYPTION_FAILED);
    TRY(buffer_extend(&plain, size, &at));
    if (!rsa_decrypt_tr(&run.public, &run.private, &run.stream, random_stream_fill, &size, at,
                        run.number))
        return fail(GNUTLS_E_DECRYPTION_FAILED);
    return buffer_append(out, bytes_of(at, size));
}

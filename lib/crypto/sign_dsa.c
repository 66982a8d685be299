/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* sign_dsa.c - DSA, FIPS 186-4, with Dss-Sig-Value in DER; and its keys made */

#include "base/errors.h"
#include "crypto/bignum.h"
#include "crypto/keys_internal.h"
#include "crypto/random_stream.h"
#include "crypto/sign_numbers.h"

/* For SCOPED(group) struct dsa_params; init it first. */
static void group_wipe(struct dsa_params *group)
{
    dsa_params_clear(group);
}

static void load_group(const struct public_key *key, struct dsa_params *out)
{
    number_read(out->p, buffer_bytes(&key->prime));
    number_read(out->q, buffer_bytes(&key->order));
    number_read(out->g, buffer_bytes(&key->generator));
}

int dsa_sign_der(const struct private_key *key, struct bytes digest, struct buffer *out)
{
    SCOPED(random_stream) struct random_stream stream = { 0 };
    SCOPED(group) struct dsa_params group;
    SCOPED(dsa_signature) struct dsa_signature signature;
    SCOPED(number) mpz_t x;
    dsa_params_init(&group);
    dsa_signature_init(&signature);
    number_init(x, buffer_bytes(&key->d));

    TRY(random_stream_init(&stream, RANDOM_SECRET, buffer_bytes(&key->d), digest));
    load_group(&key->public, &group);
    if (!dsa_sign(&group, x, &stream, random_stream_fill, digest.size, digest.data, &signature))
        return fail(GNUTLS_E_PK_SIGN_FAILED);
    return sign_numbers_write(&signature, out);
}

int dsa_verify_der(const struct public_key *key, struct bytes digest, struct bytes signature)
{
    SCOPED(group) struct dsa_params group;
    SCOPED(dsa_signature) struct dsa_signature numbers;
    SCOPED(number) mpz_t y;
    dsa_params_init(&group);
    dsa_signature_init(&numbers);
    number_init(y, buffer_bytes(&key->point));

    TRY(field_public_check(key));
    load_group(key, &group);
    if (!sign_numbers_read(signature, &numbers) ||
        !dsa_verify(&group, y, digest.size, digest.data, &numbers))
        return fail(GNUTLS_E_PK_SIG_VERIFY_FAILED);
    return 0;
}

static int store_key(const struct dsa_params *group, const mpz_t y, const mpz_t x,
                     struct private_key *out)
{
    TRY(number_store(group->p, &out->public.prime));
    TRY(number_store(group->q, &out->public.order));
    TRY(number_store(group->g, &out->public.generator));
    TRY(number_store(y, &out->public.point));
    return number_store(x, &out->d);
}

int dsa_private_generate(unsigned bits, struct private_key *out)
{
    enum { BITS_MIN = 512, BITS_MAX = 4096 };
    SCOPED(random_stream) struct random_stream stream = { 0 };
    SCOPED(group) struct dsa_params group;
    SCOPED(number) mpz_t y;
    SCOPED(number) mpz_t x;
    dsa_params_init(&group);
    mpz_inits(y, x, NULL);

    if (bits < BITS_MIN || bits > BITS_MAX)
        return fail(GNUTLS_E_INVALID_REQUEST);
    TRY(random_stream_init(&stream, RANDOM_KEY, bytes_none(), bytes_none()));
    if (!dsa_generate_params(&group, &stream, random_stream_fill, NULL, NULL, bits,
                             bits <= 1024 ? 160 : 256))
        return fail(GNUTLS_E_PK_GENERATION_ERROR);
    dsa_generate_keypair(&group, y, x, &stream, random_stream_fill);
    return store_key(&group, y, x, out);
}

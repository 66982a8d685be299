/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* sign_rsa.c - RSASSA-PKCS1-v1_5 and RSASSA-PSS, RFC 8017, 8
 *
 * The private power is nettle's blinded one, which also checks its result with the public key: a
 * fault in one half would otherwise give the primes away.
 */

#include "base/errors.h"
#include "base/memory.h"
#include "crypto/bignum.h"
#include "crypto/internal.h"
#include "crypto/keys_internal.h"
#include "crypto/random_stream.h"

#include <assert.h>
#include <nettle/pkcs1.h>
#include <nettle/pss.h>

enum { OID_MAX = 9, DIGEST_INFO_MAX = 10 + OID_MAX + HASH_SIZE_MAX };

#define OID_NIST_HASH 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02

static const struct {
    const struct hash *hash;
    uint8_t oid_size, oid[OID_MAX];
} hash_oids[] = {
    /* clang-format off */
    { &hash_md5,      8, { 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x02, 0x05 } },
    { &hash_sha1,     5, { 0x2b, 0x0e, 0x03, 0x02, 0x1a } },
    { &hash_sha256,   9, { OID_NIST_HASH, 1 } },
    { &hash_sha384,   9, { OID_NIST_HASH, 2 } },
    { &hash_sha512,   9, { OID_NIST_HASH, 3 } },
    { &hash_sha224,   9, { OID_NIST_HASH, 4 } },
    { &hash_sha3_224, 9, { OID_NIST_HASH, 7 } },
    { &hash_sha3_256, 9, { OID_NIST_HASH, 8 } },
    { &hash_sha3_384, 9, { OID_NIST_HASH, 9 } },
    { &hash_sha3_512, 9, { OID_NIST_HASH, 10 } },
    /* clang-format on */
};

enum { DER_SEQUENCE = 0x30, DER_OID = 0x06, DER_NULL = 0x05, DER_OCTET_STRING = 0x04 };

/* DigestInfo of RFC 8017, 9.2: SEQUENCE { SEQUENCE { oid, NULL }, OCTET STRING digest } */
static size_t write_digest_info(const struct hash *hash, struct bytes digest, uint8_t *out)
{
    size_t row = 0;
    while (hash_oids[row].hash != hash) {
        row++;
        assert(row < ARRAY_SIZE(hash_oids));
    }
    size_t oid_size = hash_oids[row].oid_size;
    uint8_t *at = out;

    *at++ = DER_SEQUENCE;
    *at++ = (uint8_t)(2 + 2 + oid_size + 2 + 2 + digest.size);
    *at++ = DER_SEQUENCE;
    *at++ = (uint8_t)(2 + oid_size + 2);
    *at++ = DER_OID;
    *at++ = (uint8_t)oid_size;
    memcpy(at, hash_oids[row].oid, oid_size);
    at += oid_size;
    *at++ = DER_NULL;
    *at++ = 0;
    *at++ = DER_OCTET_STRING;
    *at++ = (uint8_t)digest.size;
    memcpy(at, digest.data, digest.size);
    return (size_t)(at + digest.size - out);
}

static bool encode_pkcs1(mpz_t out, size_t modulus_size, const struct hash *hash,
                         struct bytes digest)
{
    uint8_t info[DIGEST_INFO_MAX];
    if (hash == NULL)
        return pkcs1_rsa_digest_encode(out, modulus_size, digest.size, digest.data) != 0;
    size_t info_size = write_digest_info(hash, digest, info);

    return pkcs1_rsa_digest_encode(out, modulus_size, info_size, info) != 0;
}

/* RFC 8017, 8.1: the encoded message is a bit shorter than the modulus. */
static size_t pss_bits(const struct rsa_public_key *key)
{
    return mpz_sizeinbase(key->n, 2) - 1;
}

static bool pss_has_room(const struct rsa_public_key *key, struct sign_how how)
{
    return (pss_bits(key) + 7) / 8 >= (size_t)how.hash->size + how.salt_size + 2;
}

static bool encode_pss(mpz_t out, const struct rsa_public_key *key, struct sign_how how,
                       struct bytes digest, struct random_stream *stream)
{
    uint8_t salt[UINT8_MAX];

    if (how.salt_size > sizeof(salt) || !pss_has_room(key, how))
        return false;
    random_stream_fill(stream, how.salt_size, salt);
    return pss_encode_mgf1(out, pss_bits(key), hash_nettle(how.hash), how.salt_size, salt,
                           digest.data) != 0;
}

static bool encode(mpz_t out, const struct rsa_public_key *key, struct sign_how how,
                   struct bytes digest, struct random_stream *stream)
{
    if (how.padding == SIGN_RSA_PSS)
        return encode_pss(out, key, how, digest, stream);
    return encode_pkcs1(out, key->size, how.hash, digest);
}

static int write_signature(const mpz_t signature, size_t size, struct buffer *out)
{
    uint8_t *at;

    TRY(buffer_extend(out, size, &at));
    bool fits = number_write(signature, at, size);
    assert(fits);
    return 0;
}

int rsa_sign(const struct private_key *key, struct sign_how how, struct bytes digest,
             struct buffer *out)
{
    SCOPED(random_stream) struct random_stream stream = { 0 };
    SCOPED(rsa_public) struct rsa_public_key public;
    SCOPED(rsa_private) struct rsa_private_key private;
    SCOPED(number) mpz_t number;
    rsa_public_key_init(&public);
    rsa_private_key_init(&private);
    mpz_init(number);

    TRY(rsa_public_load(&key->public, &public));
    TRY(rsa_private_load(key, &private));
    TRY(random_stream_init(&stream, RANDOM_SECRET, buffer_bytes(&key->d), digest));
    if (!encode(number, &public, how, digest, &stream))
        return fail(GNUTLS_E_PK_SIGN_FAILED);
    if (!rsa_compute_root_tr(&public, &private, &stream, random_stream_fill, number, number))
        return fail(GNUTLS_E_PK_SIGN_FAILED);
    return write_signature(number, public.size, out);
}

static bool message_is_right(const mpz_t message, const struct rsa_public_key *key,
                             struct sign_how how, struct bytes digest)
{
    if (how.padding == SIGN_RSA_PSS)
        return pss_has_room(key, how) &&
               pss_verify_mgf1(message, pss_bits(key), hash_nettle(how.hash), how.salt_size,
                               digest.data) != 0;

    /* Encoded anew and compared whole: there is nothing to parse, so nothing to parse wrongly. */
    SCOPED(number) mpz_t expected;
    mpz_init(expected);
    return encode_pkcs1(expected, key->size, how.hash, digest) && mpz_cmp(message, expected) == 0;
}

int rsa_verify(const struct public_key *key, struct sign_how how, struct bytes digest,
               struct bytes signature)
{
    TRY(rsa_public_check(key));

    SCOPED(rsa_public) struct rsa_public_key public;
    SCOPED(number) mpz_t number;
    rsa_public_key_init(&public);
    mpz_init(number);
    TRY(rsa_public_load(key, &public));
    if (signature.size != public.size)
        return fail(GNUTLS_E_PK_SIG_VERIFY_FAILED);
    number_read(number, signature);
    if (mpz_cmp(number, public.n) >= 0)
        return fail(GNUTLS_E_PK_SIG_VERIFY_FAILED);
    mpz_powm(number, number, public.e, public.n);
    if (!message_is_right(number, &public, how, digest))
        return fail(GNUTLS_E_PK_SIG_VERIFY_FAILED);
    return 0;
}

/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* signatures.c - signature schemes: RFC 8446, 4.2.3; RFC 8422; RFC 5246, 7.4.1.4.1
 *
 * A number of TLS has one row. The API has two ids for ECDSA with a hash: with the curve that
 * TLS 1.3 ties to it, which has the number here, and without, as certificates are signed.
 */

#include "algorithms/algorithms.h"

#define ANY  GNUTLS_ECC_CURVE_INVALID
#define P256 GNUTLS_ECC_CURVE_SECP256R1
#define P384 GNUTLS_ECC_CURVE_SECP384R1
#define P521 GNUTLS_ECC_CURVE_SECP521R1

/* clang-format off */
#define ROW(id, api, name, key, padding, hash, curve, tls13, secure) \
    { id, GNUTLS_SIGN_##api, name, KEY_##key, { SIGN_##padding, hash }, curve, tls13, secure },

/* May sign messages in TLS 1.2 and 1.3. */
#define BOTH(id, api, name, key, padding, hash, curve) \
    ROW(id, api, name, key, padding, &hash_##hash, curve, true, true)
#define EDDSA(id, api, name, key) \
    ROW(id, api, name, key, EDDSA, NULL, GNUTLS_ECC_CURVE_##key, true, true)
/* In TLS 1.3, for certificates alone. */
#define TLS12(id, api, name, key, padding, hash) \
    ROW(id, api, name, key, padding, &hash_##hash, ANY, false, true)
/* Only when asked for by name. */
#define WEAK(id, api, name, key, padding, hash) \
    ROW(id, api, name, key, padding, &hash_##hash, ANY, false, false)
/* Has no number in TLS. */
#define CERT(api, name, key, padding, hash) \
    ROW(0, api, name, key, padding, &hash_##hash, ANY, false, true)
#define WEAKCERT(api, name, key, padding, hash) \
    ROW(0, api, name, key, padding, &hash_##hash, ANY, false, false)

static const struct signature_scheme table[] = {
    BOTH(0x0403, ECDSA_SECP256R1_SHA256, "ECDSA-SECP256R1-SHA256", EC,      ECDSA,     sha256, P256)
    BOTH(0x0503, ECDSA_SECP384R1_SHA384, "ECDSA-SECP384R1-SHA384", EC,      ECDSA,     sha384, P384)
    BOTH(0x0603, ECDSA_SECP521R1_SHA512, "ECDSA-SECP521R1-SHA512", EC,      ECDSA,     sha512, P521)
    BOTH(0x0804, RSA_PSS_RSAE_SHA256,    "RSA-PSS-RSAE-SHA256",    RSA,     RSA_PSS,   sha256, ANY)
    BOTH(0x0805, RSA_PSS_RSAE_SHA384,    "RSA-PSS-RSAE-SHA384",    RSA,     RSA_PSS,   sha384, ANY)
    BOTH(0x0806, RSA_PSS_RSAE_SHA512,    "RSA-PSS-RSAE-SHA512",    RSA,     RSA_PSS,   sha512, ANY)
    EDDSA(0x0807, EDDSA_ED25519,          "EdDSA-Ed25519",          ED25519)
    EDDSA(0x0808, EDDSA_ED448,            "EdDSA-Ed448",            ED448)
    BOTH(0x0809, RSA_PSS_SHA256,         "RSA-PSS-SHA256",         RSA_PSS, RSA_PSS,   sha256, ANY)
    BOTH(0x080a, RSA_PSS_SHA384,         "RSA-PSS-SHA384",         RSA_PSS, RSA_PSS,   sha384, ANY)
    BOTH(0x080b, RSA_PSS_SHA512,         "RSA-PSS-SHA512",         RSA_PSS, RSA_PSS,   sha512, ANY)
    TLS12(0x0401, RSA_SHA256,             "RSA-SHA256",             RSA,     RSA_PKCS1, sha256)
    TLS12(0x0501, RSA_SHA384,             "RSA-SHA384",             RSA,     RSA_PKCS1, sha384)
    TLS12(0x0601, RSA_SHA512,             "RSA-SHA512",             RSA,     RSA_PKCS1, sha512)
    TLS12(0x0301, RSA_SHA224,             "RSA-SHA224",             RSA,     RSA_PKCS1, sha224)
    TLS12(0x0303, ECDSA_SHA224,           "ECDSA-SHA224",           EC,      ECDSA,     sha224)
    WEAK(0x0201,  RSA_SHA1,               "RSA-SHA1",               RSA,     RSA_PKCS1, sha1)
    WEAK(0x0203,  ECDSA_SHA1,             "ECDSA-SHA1",             EC,      ECDSA,     sha1)
    WEAK(0x0101,  RSA_MD5,                "RSA-MD5",                RSA,     RSA_PKCS1, md5)

    CERT(ECDSA_SHA256,           "ECDSA-SHA256",           EC,      ECDSA,     sha256)
    CERT(ECDSA_SHA384,           "ECDSA-SHA384",           EC,      ECDSA,     sha384)
    CERT(ECDSA_SHA512,           "ECDSA-SHA512",           EC,      ECDSA,     sha512)
    CERT(ECDSA_SHA3_224,         "ECDSA-SHA3-224",         EC,      ECDSA,     sha3_224)
    CERT(ECDSA_SHA3_256,         "ECDSA-SHA3-256",         EC,      ECDSA,     sha3_256)
    CERT(ECDSA_SHA3_384,         "ECDSA-SHA3-384",         EC,      ECDSA,     sha3_384)
    CERT(ECDSA_SHA3_512,         "ECDSA-SHA3-512",         EC,      ECDSA,     sha3_512)
    WEAKCERT(DSA_SHA1,           "DSA-SHA1",               DSA,     DSA,       sha1)
    CERT(DSA_SHA224,             "DSA-SHA224",             DSA,     DSA,       sha224)
    CERT(DSA_SHA256,             "DSA-SHA256",             DSA,     DSA,       sha256)
    CERT(DSA_SHA384,             "DSA-SHA384",             DSA,     DSA,       sha384)
    CERT(DSA_SHA512,             "DSA-SHA512",             DSA,     DSA,       sha512)
    CERT(RSA_SHA3_224,           "RSA-SHA3-224",           RSA,     RSA_PKCS1, sha3_224)
    CERT(RSA_SHA3_256,           "RSA-SHA3-256",           RSA,     RSA_PKCS1, sha3_256)
    CERT(RSA_SHA3_384,           "RSA-SHA3-384",           RSA,     RSA_PKCS1, sha3_384)
    CERT(RSA_SHA3_512,           "RSA-SHA3-512",           RSA,     RSA_PKCS1, sha3_512)
    CERT(GOST_512,               "GOSTR341012-512",        GOST_12_512, GOST,    streebog512)
    CERT(GOST_256,               "GOSTR341012-256",        GOST_12_256, GOST,    streebog256)
    WEAKCERT(GOST_94,            "GOSTR341001",            GOST_01, GOST,      gosthash94cp)
    ROW(0, RSA_RAW, "RSA-RAW", RSA, RSA_RAW, NULL, ANY, false, false)
};
/* clang-format on */

const struct signature_scheme *scheme_at(size_t index)
{
    return index < ARRAY_SIZE(table) ? &table[index] : NULL;
}

const struct signature_scheme *scheme_by_id(uint16_t id)
{
    for (size_t i = 0; i < ARRAY_SIZE(table) && id != 0; i++)
        if (table[i].id == id)
            return &table[i];
    return NULL;
}

const struct signature_scheme *scheme_by_api_id(gnutls_sign_algorithm_t id)
{
    for (size_t i = 0; i < ARRAY_SIZE(table); i++)
        if (table[i].api_id == id)
            return &table[i];
    return NULL;
}

/* RFC 8017, 9.1.1 and 9.2: the modulus must hold hash, salt and padding. The salt is as long as
 * the hash; the longest DigestInfo takes 19 bytes before the hash. */
static bool modulus_is_large_enough(const struct sign_how *how, const struct public_key *key)
{
    size_t size = key->modulus.size;
    if (how->padding == SIGN_RSA_RAW)
        return true;
    if (how->padding == SIGN_RSA_PKCS1)
        return size >= how->hash->size + 19U + 11U;
    bool top_bit_only = size > 0 && key->modulus.data[0] == 1;
    return size - top_bit_only >= 2U * how->hash->size + 2;
}

static bool pss_params_allow(const struct pss_params *params, const struct sign_how *how)
{
    return params->hash == NULL ||
           (params->hash == how->hash && params->salt_size <= how->hash->size);
}

static bool rsa_fits(const struct signature_scheme *scheme, const struct public_key *key,
                     const struct version *version)
{
    bool kind_fits = key->kind == scheme->key;
    /* Outside TLS an RSA-PSS signature may be made with any RSA key. */
    if (version == NULL && scheme->how.padding == SIGN_RSA_PSS)
        kind_fits = key->kind == KEY_RSA || key->kind == KEY_RSA_PSS;
    return kind_fits && modulus_is_large_enough(&scheme->how, key) &&
           (key->kind != KEY_RSA_PSS || pss_params_allow(&key->pss, &scheme->how));
}

bool scheme_fits_key(const struct signature_scheme *scheme, const struct public_key *key,
                     const struct version *version)
{
    bool tls13 = version != NULL && version->tls13_or_later;
    if (version != NULL && scheme->id == 0)
        return false;
    if (tls13 && !scheme->in_tls13_messages)
        return false;
    if (scheme->key == KEY_RSA || scheme->key == KEY_RSA_PSS)
        return rsa_fits(scheme, key, version);
    if (key->kind != scheme->key)
        return false;
    return !tls13 || scheme->curve == ANY || key->curve == scheme->curve;
}

gnutls_pk_algorithm_t key_pk_algorithm(const struct public_key *key)
{
    static const gnutls_pk_algorithm_t by_kind[] = {
        [KEY_NONE] = GNUTLS_PK_UNKNOWN,
        [KEY_RSA] = GNUTLS_PK_RSA,
        [KEY_RSA_PSS] = GNUTLS_PK_RSA_PSS,
        [KEY_EC] = GNUTLS_PK_ECDSA,
        [KEY_ED25519] = GNUTLS_PK_EDDSA_ED25519,
        [KEY_ED448] = GNUTLS_PK_EDDSA_ED448,
        [KEY_DSA] = GNUTLS_PK_DSA,
        [KEY_DH] = GNUTLS_PK_DH,
        [KEY_X25519] = GNUTLS_PK_ECDH_X25519,
        [KEY_X448] = GNUTLS_PK_ECDH_X448,
        [KEY_GOST_01] = GNUTLS_PK_GOST_01,
        [KEY_GOST_12_256] = GNUTLS_PK_GOST_12_256,
        [KEY_GOST_12_512] = GNUTLS_PK_GOST_12_512,
    };
    return by_kind[key->kind];
}

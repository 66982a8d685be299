/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* names_keys.c - ids, names, OIDs and sizes of keys, signatures, curves and groups */

#include "algorithms/names_rows.h"

/* clang-format off */
#define PK(api, text, dotted, works) \
    { .id = GNUTLS_PK_##api, .name = text, .oid = dotted, .supported = works },
#define CURVE(api, text, dotted, coordinate, key, works) \
    { .id = GNUTLS_ECC_CURVE_##api, .name = text, .oid = dotted, .size = coordinate, \
      .pk = GNUTLS_PK_##key, .supported = works },
#define GROUP(api, works) \
    { .id = GNUTLS_GROUP_##api, .name = #api, .supported = works },

#define SIGNATURE(api, text, dotted, key, hash, works, fit, fit_in_certs) \
    { .id = GNUTLS_SIGN_##api, .name = text, .oid = dotted, .pk = GNUTLS_PK_##key, \
      .digest = GNUTLS_DIG_##hash, .supported = works, .secure = fit, \
      .secure_in_certs = fit_in_certs },
#define SIGN(api, text, dotted, key, hash) \
    SIGNATURE(api, text, dotted, key, hash, true, true, true)
/* A second preimage of the hash is out of reach, a collision is not. */
#define WEAK(api, text, dotted, key, hash) \
    SIGNATURE(api, text, dotted, key, hash, true, true, false)
#define POOR(api, text, dotted, key, hash) \
    SIGNATURE(api, text, dotted, key, hash, true, false, false)
/* Not made and not verified here; how strong they are is told all the same. */
#define NAME(api, text, dotted, key, hash) \
    SIGNATURE(api, text, dotted, key, hash, false, true, true)
#define WEAK_NAME(api, text, dotted, key, hash) \
    SIGNATURE(api, text, dotted, key, hash, false, true, false)
#define POOR_NAME(api, text, dotted, key, hash) \
    SIGNATURE(api, text, dotted, key, hash, false, false, false)
#define GNUTLS_PK_ED25519 GNUTLS_PK_EDDSA_ED25519
#define GNUTLS_PK_ED448 GNUTLS_PK_EDDSA_ED448
#define PKCS1 "1.2.840.113549.1.1."
#define X962 "1.2.840.10045.4."
#define NIST "2.16.840.1.101.3.4.3."
#define GOST "1.2.643.7.1.1."

static const struct algorithm pks[] = {
    /* id              name                          OID                        supported */
    PK(RSA,            "RSA",                        "1.2.840.113549.1.1.1",    true)
    PK(RSA_PSS,        "RSA-PSS",                    "1.2.840.113549.1.1.10",   true)
    PK(DSA,            "DSA",                        "1.2.840.10040.4.1",       false)
    PK(GOST_12_512,    "GOST R 34.10-2012-512",      "1.2.643.7.1.1.1.2",       true)
    PK(GOST_12_256,    "GOST R 34.10-2012-256",      "1.2.643.7.1.1.1.1",       true)
    PK(GOST_01,        "GOST R 34.10-2001",          "1.2.643.2.2.19",          true)
    PK(ECDSA,          "EC/ECDSA",                   "1.2.840.10045.2.1",       true)
    PK(EDDSA_ED25519,  "EdDSA (Ed25519)",            "1.3.101.112",             true)
    PK(EDDSA_ED448,    "EdDSA (Ed448)",              "1.3.101.113",             true)
    PK(DH,             "DH",                         NULL,                      true)
    PK(ECDH_X25519,    "ECDH (X25519)",              "1.3.101.110",             true)
    PK(ECDH_X448,      "ECDH (X448)",                "1.3.101.111",             true)
};

static const struct algorithm signs[] = {
    /*   id                      name                      OID          key          digest */
    SIGN(RSA_SHA256,             "RSA-SHA256",             PKCS1 "11",  RSA,         SHA256)
    SIGN(RSA_SHA384,             "RSA-SHA384",             PKCS1 "12",  RSA,         SHA384)
    SIGN(RSA_SHA512,             "RSA-SHA512",             PKCS1 "13",  RSA,         SHA512)
    SIGN(RSA_PSS_SHA256,         "RSA-PSS-SHA256",         PKCS1 "10",  RSA_PSS,     SHA256)
    SIGN(RSA_PSS_RSAE_SHA256,    "RSA-PSS-RSAE-SHA256",    PKCS1 "10",  RSA_PSS,     SHA256)
    SIGN(RSA_PSS_SHA384,         "RSA-PSS-SHA384",         PKCS1 "10",  RSA_PSS,     SHA384)
    SIGN(RSA_PSS_RSAE_SHA384,    "RSA-PSS-RSAE-SHA384",    PKCS1 "10",  RSA_PSS,     SHA384)
    SIGN(RSA_PSS_SHA512,         "RSA-PSS-SHA512",         PKCS1 "10",  RSA_PSS,     SHA512)
    SIGN(RSA_PSS_RSAE_SHA512,    "RSA-PSS-RSAE-SHA512",    PKCS1 "10",  RSA_PSS,     SHA512)
    SIGN(EDDSA_ED25519,          "EdDSA-Ed25519",          "1.3.101.112", ED25519,     SHA512)
    SIGN(EDDSA_ED448,            "EdDSA-Ed448",            "1.3.101.113", ED448,       SHAKE_256)
    SIGN(ECDSA_SHA256,           "ECDSA-SHA256",           X962 "3.2",  ECDSA,       SHA256)
    SIGN(ECDSA_SHA384,           "ECDSA-SHA384",           X962 "3.3",  ECDSA,       SHA384)
    SIGN(ECDSA_SHA512,           "ECDSA-SHA512",           X962 "3.4",  ECDSA,       SHA512)
    SIGN(ECDSA_SECP256R1_SHA256, "ECDSA-SECP256R1-SHA256", NULL,        ECDSA,       SHA256)
    SIGN(ECDSA_SECP384R1_SHA384, "ECDSA-SECP384R1-SHA384", NULL,        ECDSA,       SHA384)
    SIGN(ECDSA_SECP521R1_SHA512, "ECDSA-SECP521R1-SHA512", NULL,        ECDSA,       SHA512)
    SIGN(ECDSA_SHA3_224,         "ECDSA-SHA3-224",         NIST "9",    ECDSA,       SHA3_224)
    SIGN(ECDSA_SHA3_256,         "ECDSA-SHA3-256",         NIST "10",   ECDSA,       SHA3_256)
    SIGN(ECDSA_SHA3_384,         "ECDSA-SHA3-384",         NIST "11",   ECDSA,       SHA3_384)
    SIGN(ECDSA_SHA3_512,         "ECDSA-SHA3-512",         NIST "12",   ECDSA,       SHA3_512)
    SIGN(RSA_SHA3_224,           "RSA-SHA3-224",           NIST "13",   RSA,         SHA3_224)
    SIGN(RSA_SHA3_256,           "RSA-SHA3-256",           NIST "14",   RSA,         SHA3_256)
    SIGN(RSA_SHA3_384,           "RSA-SHA3-384",           NIST "15",   RSA,         SHA3_384)
    SIGN(RSA_SHA3_512,           "RSA-SHA3-512",           NIST "16",   RSA,         SHA3_512)
    NAME(DSA_SHA3_224,           "DSA-SHA3-224",           NIST "5",    DSA,         SHA3_224)
    NAME(DSA_SHA3_256,           "DSA-SHA3-256",           NIST "6",    DSA,         SHA3_256)
    NAME(DSA_SHA3_384,           "DSA-SHA3-384",           NIST "7",    DSA,         SHA3_384)
    NAME(DSA_SHA3_512,           "DSA-SHA3-512",           NIST "8",    DSA,         SHA3_512)
    NAME(RSA_RAW,                "RSA-RAW",                NULL,        RSA,         UNKNOWN)
    WEAK(RSA_SHA1,               "RSA-SHA1",               PKCS1 "5",   RSA,         SHA1)
    SIGN(RSA_SHA224,             "RSA-SHA224",             PKCS1 "14",  RSA,         SHA224)
    WEAK_NAME(RSA_RMD160,         "RSA-RMD160",             "1.3.36.3.3.1.2", RSA,         RMD160)
    WEAK_NAME(DSA_SHA1,           "DSA-SHA1",               "1.2.840.10040.4.3", DSA,         SHA1)
    NAME(DSA_SHA224,             "DSA-SHA224",             NIST "1",    DSA,         SHA224)
    NAME(DSA_SHA256,             "DSA-SHA256",             NIST "2",    DSA,         SHA256)
    POOR(RSA_MD5,                "RSA-MD5",                PKCS1 "4",   RSA,         MD5)
    POOR_NAME(RSA_MD2,            "RSA-MD2",                PKCS1 "2",   RSA,         MD2)
    WEAK(ECDSA_SHA1,             "ECDSA-SHA1",             X962 "1",    ECDSA,       SHA1)
    SIGN(ECDSA_SHA224,           "ECDSA-SHA224",           X962 "3.1",  ECDSA,       SHA224)
    SIGN(GOST_512,               "GOSTR341012-512",        GOST "3.3",  GOST_12_512, STREEBOG_512)
    SIGN(GOST_256,               "GOSTR341012-256",        GOST "3.2",  GOST_12_256, STREEBOG_256)
    POOR(GOST_94,                "GOSTR341001",            "1.2.643.2.2.3", GOST_01,     GOSTR_94)
    NAME(DSA_SHA384,             "DSA-SHA384",             NIST "3",    DSA,         SHA384)
    NAME(DSA_SHA512,             "DSA-SHA512",             NIST "4",    DSA,         SHA512)
};

static const struct algorithm curves[] = {
    /*    id             name              OID                       size key         supported */
    CURVE(SECP192R1,    "SECP192R1",      "1.2.840.10045.3.1.1",    24, ECDSA,          true)
    CURVE(SECP224R1,    "SECP224R1",      "1.3.132.0.33",           28, ECDSA,          true)
    CURVE(SECP256R1,    "SECP256R1",      "1.2.840.10045.3.1.7",    32, ECDSA,          true)
    CURVE(SECP384R1,    "SECP384R1",      "1.3.132.0.34",           48, ECDSA,          true)
    CURVE(SECP521R1,    "SECP521R1",      "1.3.132.0.35",           66, ECDSA,          true)
    CURVE(X25519,       "X25519",         "1.3.101.110",            32, ECDH_X25519,    true)
    CURVE(ED25519,      "Ed25519",        "1.3.101.112",            32, EDDSA_ED25519,  true)
    CURVE(X448,         "X448",           "1.3.101.111",            56, ECDH_X448,      true)
    CURVE(ED448,        "Ed448",          "1.3.101.113",            57, EDDSA_ED448,    true)
    CURVE(GOST256CPA,   "CryptoPro-A",    "1.2.643.2.2.35.1",       32, UNKNOWN,        true)
    CURVE(GOST256CPXA,  "CryptoPro-XchA", "1.2.643.2.2.36.0",       32, UNKNOWN,        true)
    CURVE(GOST256B,     "TC26-256-B",     "1.2.643.7.1.2.1.1.2",    32, GOST_12_256,    true)
    CURVE(GOST512A,     "TC26-512-A",     "1.2.643.7.1.2.1.2.1",    64, GOST_12_512,    true)
    CURVE(GOST256CPB,   "CryptoPro-B",    "1.2.643.2.2.35.2",       32, UNKNOWN,        false)
    CURVE(GOST256CPC,   "CryptoPro-C",    "1.2.643.2.2.35.3",       32, UNKNOWN,        false)
    CURVE(GOST256CPXB,  "CryptoPro-XchB", "1.2.643.2.2.36.1",       32, UNKNOWN,        false)
    CURVE(GOST512B,     "TC26-512-B",     "1.2.643.7.1.2.1.2.2",    64, GOST_12_512,    false)
    CURVE(GOST512C,     "TC26-512-C",     "1.2.643.7.1.2.1.2.3",    64, GOST_12_512,    false)
    CURVE(GOST256A,     "TC26-256-A",     "1.2.643.7.1.2.1.1.1",    32, GOST_12_256,    false)
    CURVE(GOST256C,     "TC26-256-C",     "1.2.643.7.1.2.1.1.3",    32, GOST_12_256,    false)
    CURVE(GOST256D,     "TC26-256-D",     "1.2.643.7.1.2.1.1.4",    32, GOST_12_256,    false)
};

static const struct algorithm groups[] = {
    GROUP(SECP192R1,  false)
    GROUP(SECP224R1,  false)
    GROUP(SECP256R1,  true)
    GROUP(SECP384R1,  true)
    GROUP(SECP521R1,  true)
    GROUP(X25519,     true)
    GROUP(GC256B,     false)
    GROUP(GC512A,     false)
    GROUP(X448,       true)
    GROUP(FFDHE2048,  true)
    GROUP(FFDHE3072,  true)
    GROUP(FFDHE4096,  true)
    GROUP(FFDHE6144,  true)
    GROUP(FFDHE8192,  true)
    GROUP(GC512B,     false)
    GROUP(GC512C,     false)
    GROUP(GC256A,     false)
    GROUP(GC256C,     false)
    GROUP(GC256D,     false)
};

static const int pk_list[] = {
    GNUTLS_PK_RSA, GNUTLS_PK_RSA_PSS, GNUTLS_PK_GOST_12_512, GNUTLS_PK_GOST_12_256,
    GNUTLS_PK_GOST_01, GNUTLS_PK_ECDSA, GNUTLS_PK_EDDSA_ED25519, GNUTLS_PK_EDDSA_ED448,
    GNUTLS_PK_DH, GNUTLS_PK_ECDH_X25519, GNUTLS_PK_ECDH_X448, 0,
};
static const int sign_list[] = {
    GNUTLS_SIGN_RSA_SHA256, GNUTLS_SIGN_RSA_SHA384, GNUTLS_SIGN_RSA_SHA512,
    GNUTLS_SIGN_RSA_PSS_SHA256, GNUTLS_SIGN_RSA_PSS_RSAE_SHA256, GNUTLS_SIGN_RSA_PSS_SHA384,
    GNUTLS_SIGN_RSA_PSS_RSAE_SHA384, GNUTLS_SIGN_RSA_PSS_SHA512, GNUTLS_SIGN_RSA_PSS_RSAE_SHA512,
    GNUTLS_SIGN_EDDSA_ED25519, GNUTLS_SIGN_EDDSA_ED448, GNUTLS_SIGN_ECDSA_SHA256,
    GNUTLS_SIGN_ECDSA_SHA384, GNUTLS_SIGN_ECDSA_SHA512, GNUTLS_SIGN_ECDSA_SECP256R1_SHA256,
    GNUTLS_SIGN_ECDSA_SECP384R1_SHA384, GNUTLS_SIGN_ECDSA_SECP521R1_SHA512,
    GNUTLS_SIGN_ECDSA_SHA3_224, GNUTLS_SIGN_ECDSA_SHA3_256, GNUTLS_SIGN_ECDSA_SHA3_384,
    GNUTLS_SIGN_ECDSA_SHA3_512, GNUTLS_SIGN_RSA_SHA3_224, GNUTLS_SIGN_RSA_SHA3_256,
    GNUTLS_SIGN_RSA_SHA3_384, GNUTLS_SIGN_RSA_SHA3_512, GNUTLS_SIGN_RSA_SHA1,
    GNUTLS_SIGN_RSA_SHA224, GNUTLS_SIGN_RSA_MD5, GNUTLS_SIGN_ECDSA_SHA1, GNUTLS_SIGN_ECDSA_SHA224,
    GNUTLS_SIGN_GOST_512, GNUTLS_SIGN_GOST_256, GNUTLS_SIGN_GOST_94, 0,
};
static const int curve_list[] = {
    GNUTLS_ECC_CURVE_SECP192R1, GNUTLS_ECC_CURVE_SECP224R1, GNUTLS_ECC_CURVE_SECP256R1,
    GNUTLS_ECC_CURVE_SECP384R1, GNUTLS_ECC_CURVE_SECP521R1,
    GNUTLS_ECC_CURVE_X25519, GNUTLS_ECC_CURVE_ED25519, GNUTLS_ECC_CURVE_X448,
    GNUTLS_ECC_CURVE_ED448, GNUTLS_ECC_CURVE_GOST256CPA, GNUTLS_ECC_CURVE_GOST256CPXA,
    GNUTLS_ECC_CURVE_GOST256B, GNUTLS_ECC_CURVE_GOST512A, 0,
};
static const int group_list[] = {
    GNUTLS_GROUP_SECP256R1, GNUTLS_GROUP_SECP384R1, GNUTLS_GROUP_SECP521R1, GNUTLS_GROUP_X25519,
    GNUTLS_GROUP_X448, GNUTLS_GROUP_FFDHE2048, GNUTLS_GROUP_FFDHE3072, GNUTLS_GROUP_FFDHE4096,
    GNUTLS_GROUP_FFDHE6144, GNUTLS_GROUP_FFDHE8192, 0,
};
/* clang-format on */

const struct algorithm_rows pk_rows = ROWS(pks, pk_list);
const struct algorithm_rows sign_rows = ROWS(signs, sign_list);
const struct algorithm_rows curve_rows = ROWS(curves, curve_list);
const struct algorithm_rows group_rows = ROWS(groups, group_list);

/* Where there is more than one, the first stands for all: RSA-PSS as RSA-PSS keys make it, ECDSA
 * with no curve in its name. */
const struct algorithm *signature_by_parts(int pk, int digest)
{
    for (size_t i = 0; i < ARRAY_SIZE(signs); i++)
        if (signs[i].pk == pk && signs[i].digest == digest)
            return &signs[i];
    return NULL;
}

/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* names.c - ids, names, OIDs and sizes
 *
 * The order is that of the lists of the API: what is supported stands in the same order there.
 */

#include "algorithms/names.h"

#include "base/attributes.h"
#include "base/text.h"

#include <assert.h>

/* clang-format off */
#define CIPHER(api, text, key, block, iv, tag, works) \
    { .id = GNUTLS_CIPHER_##api, .name = text, .key_size = key, .size = block, .nonce_size = iv, \
      .tag_size = tag, .supported = works },
#define MAC(api, text, dotted, key, out, nonce, works) \
    { .id = GNUTLS_MAC_##api, .name = text, .oid = dotted, .key_size = key, .size = out, \
      .nonce_size = nonce, .supported = works },
#define DIGEST(api, text, dotted, out, works) \
    { .id = GNUTLS_DIG_##api, .name = text, .oid = dotted, .size = out, .supported = works },
#define KX(api, text, works) \
    { .id = GNUTLS_KX_##api, .name = text, .supported = works },
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

static const struct algorithm ciphers[] = {
    /*     id                   name                    key block IV tag  supported */
    CIPHER(AES_256_CBC,         "AES-256-CBC",          32, 16, 16, 0,  true)
    CIPHER(AES_192_CBC,         "AES-192-CBC",          24, 16, 16, 0,  true)
    CIPHER(AES_128_CBC,         "AES-128-CBC",          16, 16, 16, 0,  true)
    CIPHER(AES_128_GCM,         "AES-128-GCM",          16, 16, 12, 16, true)
    CIPHER(AES_192_GCM,         "AES-192-GCM",          24, 16, 12, 16, true)
    CIPHER(AES_256_GCM,         "AES-256-GCM",          32, 16, 12, 16, true)
    CIPHER(AES_128_CCM,         "AES-128-CCM",          16, 16, 12, 16, true)
    CIPHER(AES_256_CCM,         "AES-256-CCM",          32, 16, 12, 16, true)
    CIPHER(AES_128_CCM_8,       "AES-128-CCM-8",        16, 16, 12, 8,  true)
    CIPHER(AES_256_CCM_8,       "AES-256-CCM-8",        32, 16, 12, 8,  true)
    CIPHER(ARCFOUR_128,         "ARCFOUR-128",          16, 1,  0,  0,  true)
    CIPHER(ARCFOUR_40,          "ARCFOUR-40",           5,  1,  0,  0,  false)
    CIPHER(ESTREAM_SALSA20_256, "ESTREAM-SALSA20-256",  32, 64, 8,  0,  true)
    CIPHER(SALSA20_256,         "SALSA20-256",          32, 64, 8,  0,  true)
    CIPHER(CHACHA20_32,         "CHACHA20-32",          32, 64, 16, 0,  true)
    CIPHER(CHACHA20_64,         "CHACHA20-64",          32, 64, 16, 0,  true)
    CIPHER(CAMELLIA_256_CBC,    "CAMELLIA-256-CBC",     32, 16, 16, 0,  true)
    CIPHER(CAMELLIA_192_CBC,    "CAMELLIA-192-CBC",     24, 16, 16, 0,  true)
    CIPHER(CAMELLIA_128_CBC,    "CAMELLIA-128-CBC",     16, 16, 16, 0,  true)
    CIPHER(CHACHA20_POLY1305,   "CHACHA20-POLY1305",    32, 64, 12, 16, true)
    CIPHER(CAMELLIA_128_GCM,    "CAMELLIA-128-GCM",     16, 16, 12, 16, true)
    CIPHER(CAMELLIA_256_GCM,    "CAMELLIA-256-GCM",     32, 16, 12, 16, true)
    CIPHER(GOST28147_TC26Z_CFB, "GOST28147-TC26Z-CFB",  32, 8,  8,  0,  false)
    CIPHER(GOST28147_CPA_CFB,   "GOST28147-CPA-CFB",    32, 8,  8,  0,  false)
    CIPHER(GOST28147_CPB_CFB,   "GOST28147-CPB-CFB",    32, 8,  8,  0,  false)
    CIPHER(GOST28147_CPC_CFB,   "GOST28147-CPC-CFB",    32, 8,  8,  0,  false)
    CIPHER(GOST28147_CPD_CFB,   "GOST28147-CPD-CFB",    32, 8,  8,  0,  false)
    CIPHER(AES_128_CFB8,        "AES-128-CFB8",         16, 16, 16, 0,  true)
    CIPHER(AES_192_CFB8,        "AES-192-CFB8",         24, 16, 16, 0,  true)
    CIPHER(AES_256_CFB8,        "AES-256-CFB8",         32, 16, 16, 0,  true)
    CIPHER(AES_128_XTS,         "AES-128-XTS",          32, 16, 16, 0,  true)
    CIPHER(AES_256_XTS,         "AES-256-XTS",          64, 16, 16, 0,  true)
    CIPHER(AES_128_SIV,         "AES-128-SIV",          32, 16, 16, 16, true)
    CIPHER(AES_256_SIV,         "AES-256-SIV",          64, 16, 16, 16, true)
    CIPHER(GOST28147_TC26Z_CNT, "GOST28147-TC26Z-CNT",  32, 8,  8,  0,  false)
    CIPHER(MAGMA_CTR_ACPKM,     "MAGMA-CTR-ACPKM",      32, 8,  8,  0,  false)
    CIPHER(KUZNYECHIK_CTR_ACPKM, "KUZNYECHIK-CTR-ACPKM", 32, 16, 16, 0,  false)
    CIPHER(3DES_CBC,            "3DES-CBC",             24, 8,  8,  0,  true)
    CIPHER(DES_CBC,             "DES-CBC",              8,  8,  8,  0,  true)
    CIPHER(RC2_40_CBC,          "RC2-40",               5,  8,  8,  0,  true)
    CIPHER(NULL,                "NULL",                 0,  1,  0,  0,  false)
};

static const struct algorithm macs[] = {
    /*  id                   name                   OID                  key size nonce supported */
    MAC(SHA1,                "SHA1",                "1.2.840.113549.2.7",  20, 20, 0,  true)
    MAC(SHA256,              "SHA256",              "1.2.840.113549.2.9",  32, 32, 0,  true)
    MAC(SHA384,              "SHA384",              "1.2.840.113549.2.10", 48, 48, 0,  true)
    MAC(SHA512,              "SHA512",              "1.2.840.113549.2.11", 64, 64, 0,  true)
    MAC(SHA224,              "SHA224",              "1.2.840.113549.2.8",  28, 28, 0,  true)
    MAC(UMAC_96,             "UMAC-96",             NULL,                  16, 12, 8,  true)
    MAC(UMAC_128,            "UMAC-128",            NULL,                  16, 16, 8,  true)
    MAC(AEAD,                "AEAD",                NULL,                  0,  0,  0,  true)
    MAC(MD5,                 "MD5",                 NULL,                  16, 16, 0,  true)
    MAC(GOSTR_94,            "GOSTR341194",         NULL,                  32, 32, 0,  false)
    MAC(STREEBOG_256,        "STREEBOG-256",        "1.2.643.7.1.1.4.1",   32, 32, 0,  false)
    MAC(STREEBOG_512,        "STREEBOG-512",        "1.2.643.7.1.1.4.2",   64, 64, 0,  false)
    MAC(AES_CMAC_128,        "AES-CMAC-128",        NULL,                  16, 16, 0,  true)
    MAC(AES_CMAC_256,        "AES-CMAC-256",        NULL,                  32, 16, 0,  true)
    MAC(AES_GMAC_128,        "AES-GMAC-128",        NULL,                  16, 16, 12, true)
    MAC(AES_GMAC_192,        "AES-GMAC-192",        NULL,                  24, 16, 12, true)
    MAC(AES_GMAC_256,        "AES-GMAC-256",        NULL,                  32, 16, 12, true)
    MAC(GOST28147_TC26Z_IMIT, "GOST28147-TC26Z-IMIT", NULL,                  32, 4,  0,  false)
    MAC(MAGMA_OMAC,          "OMAC-MAGMA",          NULL,                  32, 8,  0,  false)
    MAC(KUZNYECHIK_OMAC,     "OMAC-KUZNYECHIK",     NULL,                  32, 16, 0,  false)
    MAC(NULL,                "MAC-NULL",            NULL,                  0,  0,  0,  false)
    MAC(RMD160,              "RIPEMD160",           NULL,                  20, 20, 0,  false)
    MAC(MD2,                 "MD2",                 NULL,                  0,  0,  0,  false)
    MAC(SHA3_224,            "SHA3-224",            NULL,                  28, 28, 0,  false)
    MAC(SHA3_256,            "SHA3-256",            NULL,                  32, 32, 0,  false)
    MAC(SHA3_384,            "SHA3-384",            NULL,                  48, 48, 0,  false)
    MAC(SHA3_512,            "SHA3-512",            NULL,                  64, 64, 0,  false)
    MAC(MD5_SHA1,            "MD5+SHA1",            NULL,                  36, 36, 0,  false)
    MAC(SHAKE_128,           "SHAKE-128",           NULL,                  0,  0,  0,  false)
    MAC(SHAKE_256,           "SHAKE-256",           NULL,                  0,  0,  0,  false)
};

static const struct algorithm digests[] = {
    /*     id            name            OID                        size supported */
    DIGEST(SHA1,         "SHA1",         "1.3.14.3.2.26",           20, true)
    DIGEST(SHA256,       "SHA256",       "2.16.840.1.101.3.4.2.1",  32, true)
    DIGEST(SHA384,       "SHA384",       "2.16.840.1.101.3.4.2.2",  48, true)
    DIGEST(SHA512,       "SHA512",       "2.16.840.1.101.3.4.2.3",  64, true)
    DIGEST(SHA224,       "SHA224",       "2.16.840.1.101.3.4.2.4",  28, true)
    DIGEST(MD5,          "MD5",          "1.2.840.113549.2.5",      16, true)
    DIGEST(GOSTR_94,     "GOSTR341194",  "1.2.643.2.2.9",           32, false)
    DIGEST(STREEBOG_256, "STREEBOG-256", "1.2.643.7.1.1.2.2",       32, false)
    DIGEST(STREEBOG_512, "STREEBOG-512", "1.2.643.7.1.1.2.3",       64, false)
    DIGEST(RMD160,       "RIPEMD160",    "1.3.36.3.2.1",            20, false)
    DIGEST(MD2,          "MD2",          "1.2.840.113549.2.2",      0,  false)
    DIGEST(SHA3_224,     "SHA3-224",     "2.16.840.1.101.3.4.2.7",  28, true)
    DIGEST(SHA3_256,     "SHA3-256",     "2.16.840.1.101.3.4.2.8",  32, true)
    DIGEST(SHA3_384,     "SHA3-384",     "2.16.840.1.101.3.4.2.9",  48, true)
    DIGEST(SHA3_512,     "SHA3-512",     "2.16.840.1.101.3.4.2.10", 64, true)
    DIGEST(SHAKE_128,    "SHAKE-128",    "2.16.840.1.101.3.4.2.11", 0,  false)
    DIGEST(SHAKE_256,    "SHAKE-256",    "2.16.840.1.101.3.4.2.12", 0,  false)
};

static const struct algorithm kxs[] = {
    /* id            name            supported */
    KX(ECDHE_RSA,    "ECDHE-RSA",    true)
    KX(ECDHE_ECDSA,  "ECDHE-ECDSA",  true)
    KX(RSA,          "RSA",          true)
    KX(DHE_RSA,      "DHE-RSA",      true)
    KX(DHE_DSS,      "DHE-DSS",      false)
    KX(PSK,          "PSK",          true)
    KX(RSA_PSK,      "RSA-PSK",      true)
    KX(DHE_PSK,      "DHE-PSK",      true)
    KX(ECDHE_PSK,    "ECDHE-PSK",    true)
    KX(SRP_DSS,      "SRP-DSS",      false)
    KX(SRP_RSA,      "SRP-RSA",      false)
    KX(SRP,          "SRP",          false)
    KX(ANON_DH,      "ANON-DH",      true)
    KX(ANON_ECDH,    "ANON-ECDH",    true)
    KX(VKO_GOST_12,  "VKO-GOST-12",  false)
    KX(RSA_EXPORT,   "RSA-EXPORT",   false)
};

static const struct algorithm pks[] = {
    /* id              name                          OID                        supported */
    PK(RSA,            "RSA",                        "1.2.840.113549.1.1.1",    true)
    PK(RSA_PSS,        "RSA-PSS",                    "1.2.840.113549.1.1.10",   true)
    PK(DSA,            "DSA",                        "1.2.840.10040.4.1",       false)
    PK(GOST_12_512,    "GOST R 34.10-2012-512",      "1.2.643.7.1.1.1.2",       false)
    PK(GOST_12_256,    "GOST R 34.10-2012-256",      "1.2.643.7.1.1.1.1",       false)
    PK(GOST_01,        "GOST R 34.10-2001",          "1.2.643.2.2.19",          false)
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
    NAME(GOST_512,               "GOSTR341012-512",        GOST "3.3",  GOST_12_512, STREEBOG_512)
    NAME(GOST_256,               "GOSTR341012-256",        GOST "3.2",  GOST_12_256, STREEBOG_256)
    POOR_NAME(GOST_94,            "GOSTR341001",            "1.2.643.2.2.3", GOST_01,     GOSTR_94)
    NAME(DSA_SHA384,             "DSA-SHA384",             NIST "3",    DSA,         SHA384)
    NAME(DSA_SHA512,             "DSA-SHA512",             NIST "4",    DSA,         SHA512)
};

static const struct algorithm curves[] = {
    /*    id             name              OID                       size key         supported */
    CURVE(SECP192R1,    "SECP192R1",      "1.2.840.10045.3.1.1",    24, ECDSA,          false)
    CURVE(SECP224R1,    "SECP224R1",      "1.3.132.0.33",           28, ECDSA,          false)
    CURVE(SECP256R1,    "SECP256R1",      "1.2.840.10045.3.1.7",    32, ECDSA,          true)
    CURVE(SECP384R1,    "SECP384R1",      "1.3.132.0.34",           48, ECDSA,          true)
    CURVE(SECP521R1,    "SECP521R1",      "1.3.132.0.35",           66, ECDSA,          true)
    CURVE(X25519,       "X25519",         "1.3.101.110",            32, ECDH_X25519,    true)
    CURVE(ED25519,      "Ed25519",        "1.3.101.112",            32, EDDSA_ED25519,  true)
    CURVE(X448,         "X448",           "1.3.101.111",            56, ECDH_X448,      true)
    CURVE(ED448,        "Ed448",          "1.3.101.113",            57, EDDSA_ED448,    true)
    CURVE(GOST256CPA,   "CryptoPro-A",    "1.2.643.2.2.35.1",       32, UNKNOWN,        false)
    CURVE(GOST256CPXA,  "CryptoPro-XchA", "1.2.643.2.2.36.0",       32, UNKNOWN,        false)
    CURVE(GOST256B,     "TC26-256-B",     "1.2.643.7.1.2.1.1.2",    32, GOST_12_256,    false)
    CURVE(GOST512A,     "TC26-512-A",     "1.2.643.7.1.2.1.2.1",    64, GOST_12_512,    false)
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

static const struct algorithm ctypes[] = {
    { .id = GNUTLS_CRT_X509, .name = "X.509", .supported = true },
    { .id = GNUTLS_CRT_X509, .name = "X509", .supported = true },
    { .id = GNUTLS_CRT_RAWPK, .name = "Raw Public Key", .supported = true },
    { .id = GNUTLS_CRT_RAWPK, .name = "RAWPK", .supported = true },
};

static const struct algorithm gost_paramsets[] = {
    { .id = GNUTLS_GOST_PARAMSET_TC26_Z, .name = "TC26-Z", .oid = "1.2.643.7.1.2.5.1.1" },
    { .id = GNUTLS_GOST_PARAMSET_CP_A, .name = "CryptoPro-A", .oid = "1.2.643.2.2.31.1" },
    { .id = GNUTLS_GOST_PARAMSET_CP_B, .name = "CryptoPro-B", .oid = "1.2.643.2.2.31.2" },
    { .id = GNUTLS_GOST_PARAMSET_CP_C, .name = "CryptoPro-C", .oid = "1.2.643.2.2.31.3" },
    { .id = GNUTLS_GOST_PARAMSET_CP_D, .name = "CryptoPro-D", .oid = "1.2.643.2.2.31.4" },
};

#define MESSAGE(api, text) { .id = GNUTLS_HANDSHAKE_##api, .name = text },

static const struct algorithm messages[] = {
    MESSAGE(HELLO_REQUEST,           "HELLO REQUEST")
    MESSAGE(CLIENT_HELLO,            "CLIENT HELLO")
    MESSAGE(SERVER_HELLO,            "SERVER HELLO")
    MESSAGE(HELLO_VERIFY_REQUEST,    "HELLO VERIFY REQUEST")
    MESSAGE(NEW_SESSION_TICKET,      "NEW SESSION TICKET")
    MESSAGE(END_OF_EARLY_DATA,       "END OF EARLY DATA")
    MESSAGE(ENCRYPTED_EXTENSIONS,    "ENCRYPTED EXTENSIONS")
    MESSAGE(CERTIFICATE_PKT,         "CERTIFICATE")
    MESSAGE(SERVER_KEY_EXCHANGE,     "SERVER KEY EXCHANGE")
    MESSAGE(CERTIFICATE_REQUEST,     "CERTIFICATE REQUEST")
    MESSAGE(SERVER_HELLO_DONE,       "SERVER HELLO DONE")
    MESSAGE(CERTIFICATE_VERIFY,      "CERTIFICATE VERIFY")
    MESSAGE(CLIENT_KEY_EXCHANGE,     "CLIENT KEY EXCHANGE")
    MESSAGE(FINISHED,                "FINISHED")
    MESSAGE(CERTIFICATE_STATUS,      "CERTIFICATE STATUS")
    MESSAGE(SUPPLEMENTAL,            "SUPPLEMENTAL")
    MESSAGE(KEY_UPDATE,              "KEY_UPDATE")
    MESSAGE(COMPRESSED_CERTIFICATE_PKT, "COMPRESSED CERTIFICATE")
    MESSAGE(CHANGE_CIPHER_SPEC,      "CHANGE CIPHER SPEC")
    MESSAGE(CLIENT_HELLO_V2,         "SSL2 CLIENT HELLO")
    MESSAGE(HELLO_RETRY_REQUEST,     "HELLO RETRY REQUEST")
};

static const struct algorithm compressions[] = {
    { .id = GNUTLS_COMP_NULL, .name = "NULL", .supported = true },
};

/* Other OIDs for the same: of OIW (RSA and DSA with SHA-1). */
static const struct algorithm old_oids[] = {
    { .id = GNUTLS_SIGN_RSA_SHA1, .oid = "1.3.14.3.2.29" },
    { .id = GNUTLS_SIGN_DSA_SHA1, .oid = "1.3.14.3.2.27" },
};

static const int cipher_list[] = {
    GNUTLS_CIPHER_AES_256_CBC, GNUTLS_CIPHER_AES_192_CBC, GNUTLS_CIPHER_AES_128_CBC,
    GNUTLS_CIPHER_AES_128_GCM, GNUTLS_CIPHER_AES_192_GCM, GNUTLS_CIPHER_AES_256_GCM,
    GNUTLS_CIPHER_AES_128_CCM, GNUTLS_CIPHER_AES_256_CCM, GNUTLS_CIPHER_AES_128_CCM_8,
    GNUTLS_CIPHER_AES_256_CCM_8, GNUTLS_CIPHER_ARCFOUR_128, GNUTLS_CIPHER_ESTREAM_SALSA20_256,
    GNUTLS_CIPHER_SALSA20_256, GNUTLS_CIPHER_CHACHA20_32, GNUTLS_CIPHER_CHACHA20_64,
    GNUTLS_CIPHER_CAMELLIA_256_CBC, GNUTLS_CIPHER_CAMELLIA_192_CBC,
    GNUTLS_CIPHER_CAMELLIA_128_CBC, GNUTLS_CIPHER_CHACHA20_POLY1305,
    GNUTLS_CIPHER_CAMELLIA_128_GCM, GNUTLS_CIPHER_CAMELLIA_256_GCM, GNUTLS_CIPHER_AES_128_CFB8,
    GNUTLS_CIPHER_AES_192_CFB8, GNUTLS_CIPHER_AES_256_CFB8, GNUTLS_CIPHER_AES_128_XTS,
    GNUTLS_CIPHER_AES_256_XTS, GNUTLS_CIPHER_AES_128_SIV, GNUTLS_CIPHER_AES_256_SIV,
    GNUTLS_CIPHER_3DES_CBC, GNUTLS_CIPHER_DES_CBC, GNUTLS_CIPHER_RC2_40_CBC, 0,
};
static const int mac_list[] = {
    GNUTLS_MAC_SHA1, GNUTLS_MAC_SHA256, GNUTLS_MAC_SHA384, GNUTLS_MAC_SHA512, GNUTLS_MAC_SHA224,
    GNUTLS_MAC_UMAC_96, GNUTLS_MAC_UMAC_128, GNUTLS_MAC_AEAD, GNUTLS_MAC_MD5,
    GNUTLS_MAC_AES_CMAC_128, GNUTLS_MAC_AES_CMAC_256, GNUTLS_MAC_AES_GMAC_128,
    GNUTLS_MAC_AES_GMAC_192, GNUTLS_MAC_AES_GMAC_256, 0,
};
static const int digest_list[] = {
    GNUTLS_DIG_SHA1, GNUTLS_DIG_SHA256, GNUTLS_DIG_SHA384, GNUTLS_DIG_SHA512, GNUTLS_DIG_SHA224,
    GNUTLS_DIG_MD5, GNUTLS_DIG_SHA3_224, GNUTLS_DIG_SHA3_256, GNUTLS_DIG_SHA3_384,
    GNUTLS_DIG_SHA3_512, 0,
};
static const int kx_list[] = {
    GNUTLS_KX_ECDHE_RSA, GNUTLS_KX_ECDHE_ECDSA, GNUTLS_KX_RSA, GNUTLS_KX_DHE_RSA, GNUTLS_KX_PSK,
    GNUTLS_KX_RSA_PSK, GNUTLS_KX_DHE_PSK, GNUTLS_KX_ECDHE_PSK, GNUTLS_KX_ANON_DH,
    GNUTLS_KX_ANON_ECDH, 0,
};
static const int pk_list[] = {
    GNUTLS_PK_RSA, GNUTLS_PK_RSA_PSS, GNUTLS_PK_ECDSA, GNUTLS_PK_EDDSA_ED25519,
    GNUTLS_PK_EDDSA_ED448, GNUTLS_PK_DH, GNUTLS_PK_ECDH_X25519, GNUTLS_PK_ECDH_X448, 0,
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
    0,
};
static const int curve_list[] = {
    GNUTLS_ECC_CURVE_SECP256R1, GNUTLS_ECC_CURVE_SECP384R1, GNUTLS_ECC_CURVE_SECP521R1,
    GNUTLS_ECC_CURVE_X25519, GNUTLS_ECC_CURVE_ED25519, GNUTLS_ECC_CURVE_X448,
    GNUTLS_ECC_CURVE_ED448, 0,
};
static const int group_list[] = {
    GNUTLS_GROUP_SECP256R1, GNUTLS_GROUP_SECP384R1, GNUTLS_GROUP_SECP521R1, GNUTLS_GROUP_X25519,
    GNUTLS_GROUP_X448, GNUTLS_GROUP_FFDHE2048, GNUTLS_GROUP_FFDHE3072, GNUTLS_GROUP_FFDHE4096,
    GNUTLS_GROUP_FFDHE6144, GNUTLS_GROUP_FFDHE8192, 0,
};
static const int ctype_list[] = { GNUTLS_CRT_X509, GNUTLS_CRT_RAWPK, 0 };
static const int compression_list[] = { GNUTLS_COMP_NULL, 0 };
static const int gost_paramset_list[] = { 0 };
static const int message_list[] = { 0 };

/* clang-format on */

#define KIND(rows, ids)                                                                            \
    {                                                                                              \
        rows, ARRAY_SIZE(rows), ids                                                                \
    }

static const struct {
    const struct algorithm *rows;
    size_t count;
    const int *ids;
} kinds[] = {
    [ALGORITHM_CIPHER] = KIND(ciphers, cipher_list),
    [ALGORITHM_MAC] = KIND(macs, mac_list),
    [ALGORITHM_DIGEST] = KIND(digests, digest_list),
    [ALGORITHM_KX] = KIND(kxs, kx_list),
    [ALGORITHM_PK] = KIND(pks, pk_list),
    [ALGORITHM_SIGN] = KIND(signs, sign_list),
    [ALGORITHM_CURVE] = KIND(curves, curve_list),
    [ALGORITHM_GROUP] = KIND(groups, group_list),
    [ALGORITHM_CTYPE] = KIND(ctypes, ctype_list),
    [ALGORITHM_COMPRESSION] = KIND(compressions, compression_list),
    [ALGORITHM_GOST_PARAMSET] = KIND(gost_paramsets, gost_paramset_list),
    [ALGORITHM_MESSAGE] = KIND(messages, message_list),
};
static_assert(ARRAY_SIZE(kinds) == ALGORITHM_KINDS, "each kind has its rows");

const struct algorithm *algorithm_by_id(enum algorithm_kind kind, int id)
{
    for (size_t i = 0; i < kinds[kind].count; i++)
        if (kinds[kind].rows[i].id == id)
            return &kinds[kind].rows[i];
    return NULL;
}

const struct algorithm *algorithm_by_name(enum algorithm_kind kind, const char *name)
{
    for (size_t i = 0; i < kinds[kind].count; i++)
        if (text_equal_ignoring_case(kinds[kind].rows[i].name, name))
            return &kinds[kind].rows[i];
    return NULL;
}

const struct algorithm *algorithm_by_oid(enum algorithm_kind kind, const char *oid)
{
    for (size_t i = 0; i < kinds[kind].count; i++)
        if (kinds[kind].rows[i].oid != NULL && strcmp(kinds[kind].rows[i].oid, oid) == 0)
            return &kinds[kind].rows[i];
    for (size_t i = 0; kind == ALGORITHM_SIGN && i < ARRAY_SIZE(old_oids); i++)
        if (strcmp(old_oids[i].oid, oid) == 0)
            return algorithm_by_id(kind, old_oids[i].id);
    return NULL;
}

const char *algorithm_name(enum algorithm_kind kind, int id)
{
    const struct algorithm *algorithm = algorithm_by_id(kind, id);
    return algorithm == NULL ? NULL : algorithm->name;
}

int algorithm_id(enum algorithm_kind kind, const char *name)
{
    const struct algorithm *algorithm = algorithm_by_name(kind, name);
    return algorithm == NULL ? 0 : algorithm->id;
}

/* Where there is more than one, the first stands for all: RSA-PSS as RSA-PSS keys make it, ECDSA
 * with no curve in its name. */
const struct algorithm *signature_by_parts(int pk, int digest)
{
    for (size_t i = 0; i < ARRAY_SIZE(signs); i++)
        if (signs[i].pk == pk && signs[i].digest == digest)
            return &signs[i];
    return NULL;
}

const int *algorithm_list(enum algorithm_kind kind)
{
    return kinds[kind].ids;
}

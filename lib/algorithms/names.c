/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* names.c - ids, names, OIDs and sizes; those about keys are in names_keys.c
 *
 * The order is that of the lists of the API: what is supported stands in the same order there.
 */

#include "algorithms/names_rows.h"

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
    MAC(GOSTR_94,            "GOSTR341194",         NULL,                  32, 32, 0,  true)
    MAC(STREEBOG_256,        "STREEBOG-256",        "1.2.643.7.1.1.4.1",   32, 32, 0,  true)
    MAC(STREEBOG_512,        "STREEBOG-512",        "1.2.643.7.1.1.4.2",   64, 64, 0,  true)
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
    DIGEST(GOSTR_94,     "GOSTR341194",  "1.2.643.2.2.9",           32, true)
    DIGEST(STREEBOG_256, "STREEBOG-256", "1.2.643.7.1.1.2.2",       32, true)
    DIGEST(STREEBOG_512, "STREEBOG-512", "1.2.643.7.1.1.2.3",       64, true)
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
    GNUTLS_MAC_GOSTR_94, GNUTLS_MAC_STREEBOG_256, GNUTLS_MAC_STREEBOG_512,
    GNUTLS_MAC_AES_CMAC_128, GNUTLS_MAC_AES_CMAC_256, GNUTLS_MAC_AES_GMAC_128,
    GNUTLS_MAC_AES_GMAC_192, GNUTLS_MAC_AES_GMAC_256, 0,
};
static const int digest_list[] = {
    GNUTLS_DIG_SHA1, GNUTLS_DIG_SHA256, GNUTLS_DIG_SHA384, GNUTLS_DIG_SHA512, GNUTLS_DIG_SHA224,
    GNUTLS_DIG_MD5, GNUTLS_DIG_GOSTR_94, GNUTLS_DIG_STREEBOG_256, GNUTLS_DIG_STREEBOG_512,
    GNUTLS_DIG_SHA3_224, GNUTLS_DIG_SHA3_256, GNUTLS_DIG_SHA3_384,
    GNUTLS_DIG_SHA3_512, 0,
};
static const int kx_list[] = {
    GNUTLS_KX_ECDHE_RSA, GNUTLS_KX_ECDHE_ECDSA, GNUTLS_KX_RSA, GNUTLS_KX_DHE_RSA, GNUTLS_KX_PSK,
    GNUTLS_KX_RSA_PSK, GNUTLS_KX_DHE_PSK, GNUTLS_KX_ECDHE_PSK, GNUTLS_KX_ANON_DH,
    GNUTLS_KX_ANON_ECDH, 0,
};
static const int ctype_list[] = { GNUTLS_CRT_X509, GNUTLS_CRT_RAWPK, 0 };
static const int compression_list[] = { GNUTLS_COMP_NULL, 0 };
static const int gost_paramset_list[] = { 0 };
static const int message_list[] = { 0 };

/* clang-format on */

#define KIND(rows, ids) &(const struct algorithm_rows)ROWS(rows, ids)

static const struct algorithm_rows *const kinds[] = {
    [ALGORITHM_CIPHER] = KIND(ciphers, cipher_list),
    [ALGORITHM_MAC] = KIND(macs, mac_list),
    [ALGORITHM_DIGEST] = KIND(digests, digest_list),
    [ALGORITHM_KX] = KIND(kxs, kx_list),
    [ALGORITHM_PK] = &pk_rows,
    [ALGORITHM_SIGN] = &sign_rows,
    [ALGORITHM_CURVE] = &curve_rows,
    [ALGORITHM_GROUP] = &group_rows,
    [ALGORITHM_CTYPE] = KIND(ctypes, ctype_list),
    [ALGORITHM_COMPRESSION] = KIND(compressions, compression_list),
    [ALGORITHM_GOST_PARAMSET] = KIND(gost_paramsets, gost_paramset_list),
    [ALGORITHM_MESSAGE] = KIND(messages, message_list),
};
static_assert(ARRAY_SIZE(kinds) == ALGORITHM_KINDS, "each kind has its rows");

const struct algorithm *algorithm_by_id(enum algorithm_kind kind, int id)
{
    for (size_t i = 0; i < kinds[kind]->count; i++)
        if (kinds[kind]->rows[i].id == id)
            return &kinds[kind]->rows[i];
    return NULL;
}

const struct algorithm *algorithm_by_name(enum algorithm_kind kind, const char *name)
{
    for (size_t i = 0; i < kinds[kind]->count; i++)
        if (text_equal_ignoring_case(kinds[kind]->rows[i].name, name))
            return &kinds[kind]->rows[i];
    return NULL;
}

const struct algorithm *algorithm_by_oid(enum algorithm_kind kind, const char *oid)
{
    for (size_t i = 0; i < kinds[kind]->count; i++)
        if (kinds[kind]->rows[i].oid != NULL && strcmp(kinds[kind]->rows[i].oid, oid) == 0)
            return &kinds[kind]->rows[i];
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

const int *algorithm_list(enum algorithm_kind kind)
{
    return kinds[kind]->ids;
}

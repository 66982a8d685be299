/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_algorithms.c - what can be asked about algorithms */

#include "suite.h"

#include <gnutls/crypto.h>

/* ---- names ---- */

struct name_row {
    const char *name;
    const char *(*get_name)(int number);
    int (*get_id)(const char *name);
    int number;
};

/* The API's functions differ in the type of the number only. */
#define ASK(kind, type)                                                                            \
    static const char *kind##_name(int number)                                                     \
    {                                                                                              \
        return gnutls_##kind##_get_name((type)number);                                             \
    }                                                                                              \
    static int kind##_id(const char *name)                                                         \
    {                                                                                              \
        return (int)gnutls_##kind##_get_id(name);                                                  \
    }
ASK(cipher, gnutls_cipher_algorithm_t)
ASK(mac, gnutls_mac_algorithm_t)
ASK(digest, gnutls_digest_algorithm_t)
ASK(kx, gnutls_kx_algorithm_t)
ASK(pk, gnutls_pk_algorithm_t)
ASK(sign, gnutls_sign_algorithm_t)
ASK(group, gnutls_group_t)
ASK(ecc_curve, gnutls_ecc_curve_t)
ASK(protocol, gnutls_protocol_t)

#define NAMED(kind, number, name) { name, kind##_name, kind##_id, number },
static const struct name_row name_rows[] = {
#include "algorithm_names.inc"
};

static void test_name(void **state)
{
    const struct name_row *row = *state;

    assert_string_equal(row->get_name(row->number), row->name);
    assert_int_equal(row->get_id(row->name), row->number);
}

static void test_names_of_nothing(void **state)
{
    assert_int_equal(gnutls_cipher_get_id("NO-SUCH"), GNUTLS_CIPHER_UNKNOWN);
    assert_int_equal(gnutls_mac_get_id("NO-SUCH"), GNUTLS_MAC_UNKNOWN);
    assert_int_equal(gnutls_digest_get_id("NO-SUCH"), GNUTLS_DIG_UNKNOWN);
    assert_int_equal(gnutls_kx_get_id("NO-SUCH"), GNUTLS_KX_UNKNOWN);
    assert_int_equal(gnutls_pk_get_id("NO-SUCH"), GNUTLS_PK_UNKNOWN);
    assert_int_equal(gnutls_sign_get_id("NO-SUCH"), GNUTLS_SIGN_UNKNOWN);
    assert_int_equal(gnutls_group_get_id("NO-SUCH"), GNUTLS_GROUP_INVALID);
    assert_int_equal(gnutls_ecc_curve_get_id("NO-SUCH"), GNUTLS_ECC_CURVE_INVALID);
    assert_int_equal(gnutls_protocol_get_id("NO-SUCH"), GNUTLS_VERSION_UNKNOWN);
    assert_null(gnutls_kx_get_name((gnutls_kx_algorithm_t)9999));
    assert_null(gnutls_group_get_name((gnutls_group_t)9999));
    assert_null(gnutls_protocol_get_name((gnutls_protocol_t)9999));
}

/* ---- sizes ---- */

struct cipher_row {
    const char *name;
    gnutls_cipher_algorithm_t cipher;
    size_t key, block, tag, iv;
};

static const struct cipher_row cipher_rows[] = {
    { "AES-128-GCM", GNUTLS_CIPHER_AES_128_GCM, 16, 16, 16, 12 },
    { "AES-256-GCM", GNUTLS_CIPHER_AES_256_GCM, 32, 16, 16, 12 },
    { "AES-128-CCM", GNUTLS_CIPHER_AES_128_CCM, 16, 16, 16, 12 },
    { "AES-128-CCM-8", GNUTLS_CIPHER_AES_128_CCM_8, 16, 16, 8, 12 },
    { "AES-256-CBC", GNUTLS_CIPHER_AES_256_CBC, 32, 16, 0, 16 },
    { "CHACHA20-POLY1305", GNUTLS_CIPHER_CHACHA20_POLY1305, 32, 64, 16, 12 },
};

static void test_cipher_sizes(void **state)
{
    const struct cipher_row *row = *state;

    assert_int_equal(gnutls_cipher_get_key_size(row->cipher), row->key);
    assert_int_equal(gnutls_cipher_get_block_size(row->cipher), row->block);
    assert_int_equal(gnutls_cipher_get_tag_size(row->cipher), row->tag);
    assert_int_equal(gnutls_cipher_get_iv_size(row->cipher), row->iv);
}

/* ---- suites of TLS 1.3 ---- */

struct suite_row {
    const char *name;
    unsigned char id[2];
    gnutls_cipher_algorithm_t cipher;
};

/* RFC 8446, B.4. */
static const struct suite_row suite_rows[] = {
    { "TLS_AES_128_GCM_SHA256", { 0x13, 0x01 }, GNUTLS_CIPHER_AES_128_GCM },
    { "TLS_AES_256_GCM_SHA384", { 0x13, 0x02 }, GNUTLS_CIPHER_AES_256_GCM },
    { "TLS_CHACHA20_POLY1305_SHA256", { 0x13, 0x03 }, GNUTLS_CIPHER_CHACHA20_POLY1305 },
    { "TLS_AES_128_CCM_SHA256", { 0x13, 0x04 }, GNUTLS_CIPHER_AES_128_CCM },
    { "TLS_AES_128_CCM_8_SHA256", { 0x13, 0x05 }, GNUTLS_CIPHER_AES_128_CCM_8 },
};

static void test_suite(void **state)
{
    const struct suite_row *row = *state;
    unsigned char id[2];
    gnutls_kx_algorithm_t kx;
    gnutls_cipher_algorithm_t cipher;
    gnutls_mac_algorithm_t mac;
    gnutls_protocol_t version;
    const char *name;

    for (size_t i = 0; (name = gnutls_cipher_suite_info(i, id, &kx, &cipher, &mac, &version)); i++)
        if (strcmp(name, row->name) == 0)
            break;

    assert_non_null(name);
    assert_memory_equal(id, row->id, 2);
    assert_int_equal(cipher, row->cipher);
    assert_int_equal(kx, 0);
    assert_int_equal(mac, GNUTLS_MAC_AEAD);
    assert_int_equal(version, GNUTLS_TLS1_3);
}

/* ---- strength ---- */

enum strength { NEVER, NOT_FOR_CERTS, ALWAYS };

struct strength_row {
    const char *name;
    gnutls_sign_algorithm_t sign;
    enum strength strength;
};

/* clang-format off */
static const struct strength_row strength_rows[] = {
    { "RSA-SHA1", GNUTLS_SIGN_RSA_SHA1, NOT_FOR_CERTS },
    { "DSA-SHA1", GNUTLS_SIGN_DSA_SHA1, NOT_FOR_CERTS },
    { "RSA-MD5", GNUTLS_SIGN_RSA_MD5, NEVER },
    { "RSA-MD2", GNUTLS_SIGN_RSA_MD2, NEVER },
    { "RSA-RMD160", GNUTLS_SIGN_RSA_RMD160, NOT_FOR_CERTS },
    { "RSA-SHA256", GNUTLS_SIGN_RSA_SHA256, ALWAYS },
    { "RSA-SHA384", GNUTLS_SIGN_RSA_SHA384, ALWAYS },
    { "RSA-SHA512", GNUTLS_SIGN_RSA_SHA512, ALWAYS },
    { "RSA-SHA224", GNUTLS_SIGN_RSA_SHA224, ALWAYS },
    { "DSA-SHA224", GNUTLS_SIGN_DSA_SHA224, ALWAYS },
    { "DSA-SHA256", GNUTLS_SIGN_DSA_SHA256, ALWAYS },
    { "ECDSA-SHA1", GNUTLS_SIGN_ECDSA_SHA1, NOT_FOR_CERTS },
    { "ECDSA-SHA224", GNUTLS_SIGN_ECDSA_SHA224, ALWAYS },
    { "ECDSA-SHA256", GNUTLS_SIGN_ECDSA_SHA256, ALWAYS },
    { "ECDSA-SHA384", GNUTLS_SIGN_ECDSA_SHA384, ALWAYS },
    { "ECDSA-SHA512", GNUTLS_SIGN_ECDSA_SHA512, ALWAYS },
    { "DSA-SHA384", GNUTLS_SIGN_DSA_SHA384, ALWAYS },
    { "DSA-SHA512", GNUTLS_SIGN_DSA_SHA512, ALWAYS },
    { "ECDSA-SHA3-224", GNUTLS_SIGN_ECDSA_SHA3_224, ALWAYS },
    { "ECDSA-SHA3-256", GNUTLS_SIGN_ECDSA_SHA3_256, ALWAYS },
    { "ECDSA-SHA3-384", GNUTLS_SIGN_ECDSA_SHA3_384, ALWAYS },
    { "ECDSA-SHA3-512", GNUTLS_SIGN_ECDSA_SHA3_512, ALWAYS },
    { "DSA-SHA3-224", GNUTLS_SIGN_DSA_SHA3_224, ALWAYS },
    { "DSA-SHA3-256", GNUTLS_SIGN_DSA_SHA3_256, ALWAYS },
    { "DSA-SHA3-384", GNUTLS_SIGN_DSA_SHA3_384, ALWAYS },
    { "DSA-SHA3-512", GNUTLS_SIGN_DSA_SHA3_512, ALWAYS },
    { "RSA-SHA3-224", GNUTLS_SIGN_RSA_SHA3_224, ALWAYS },
    { "RSA-SHA3-256", GNUTLS_SIGN_RSA_SHA3_256, ALWAYS },
    { "RSA-SHA3-384", GNUTLS_SIGN_RSA_SHA3_384, ALWAYS },
    { "RSA-SHA3-512", GNUTLS_SIGN_RSA_SHA3_512, ALWAYS },
    { "RSA-PSS-SHA256", GNUTLS_SIGN_RSA_PSS_SHA256, ALWAYS },
    { "RSA-PSS-SHA384", GNUTLS_SIGN_RSA_PSS_SHA384, ALWAYS },
    { "RSA-PSS-SHA512", GNUTLS_SIGN_RSA_PSS_SHA512, ALWAYS },
    { "EdDSA-Ed25519", GNUTLS_SIGN_EDDSA_ED25519, ALWAYS },
    { "RSA-RAW", GNUTLS_SIGN_RSA_RAW, ALWAYS },
    { "ECDSA-SECP256R1-SHA256", GNUTLS_SIGN_ECDSA_SECP256R1_SHA256, ALWAYS },
    { "ECDSA-SECP384R1-SHA384", GNUTLS_SIGN_ECDSA_SECP384R1_SHA384, ALWAYS },
    { "ECDSA-SECP521R1-SHA512", GNUTLS_SIGN_ECDSA_SECP521R1_SHA512, ALWAYS },
    { "RSA-PSS-RSAE-SHA256", GNUTLS_SIGN_RSA_PSS_RSAE_SHA256, ALWAYS },
    { "RSA-PSS-RSAE-SHA384", GNUTLS_SIGN_RSA_PSS_RSAE_SHA384, ALWAYS },
    { "RSA-PSS-RSAE-SHA512", GNUTLS_SIGN_RSA_PSS_RSAE_SHA512, ALWAYS },
    { "GOSTR341001", GNUTLS_SIGN_GOST_94, NEVER },
    { "GOSTR341012-256", GNUTLS_SIGN_GOST_256, ALWAYS },
    { "GOSTR341012-512", GNUTLS_SIGN_GOST_512, ALWAYS },
    { "EdDSA-Ed448", GNUTLS_SIGN_EDDSA_ED448, ALWAYS },
};
/* clang-format on */

static void test_signature_is_as_strong_as_its_hash(void **state)
{
    const struct strength_row *row = *state;

    assert_int_equal(gnutls_sign_is_secure(row->sign) != 0, row->strength != NEVER);
    assert_int_equal(gnutls_sign_is_secure2(row->sign, GNUTLS_SIGN_FLAG_SECURE_FOR_CERTS) != 0,
                     row->strength == ALWAYS);
}

/* ---- lists ---- */

static bool has(const unsigned *list, unsigned number)
{
    for (; *list != 0; list++)
        if (*list == number)
            return true;
    return false;
}

static void test_lists_end_with_zero_and_have_what_tls13_needs(void **state)
{
    assert_true(has((const unsigned *)gnutls_cipher_list(), GNUTLS_CIPHER_AES_128_GCM));
    assert_true(has((const unsigned *)gnutls_cipher_list(), GNUTLS_CIPHER_CHACHA20_POLY1305));
    assert_true(has((const unsigned *)gnutls_mac_list(), GNUTLS_MAC_AEAD));
    assert_true(has((const unsigned *)gnutls_group_list(), GNUTLS_GROUP_X25519));
    assert_true(has((const unsigned *)gnutls_group_list(), GNUTLS_GROUP_SECP256R1));
    assert_true(has((const unsigned *)gnutls_protocol_list(), GNUTLS_TLS1_3));
    assert_true(has((const unsigned *)gnutls_sign_list(), GNUTLS_SIGN_ECDSA_SECP256R1_SHA256));
    assert_true(has((const unsigned *)gnutls_pk_list(), GNUTLS_PK_RSA));
    assert_true(has((const unsigned *)gnutls_digest_list(), GNUTLS_DIG_SHA256));
    assert_true(has((const unsigned *)gnutls_ecc_curve_list(), GNUTLS_ECC_CURVE_X25519));
}

static void test_messages_have_names(void **state)
{
    for (unsigned type = 0; type < 255; type++) {
        const char *name =
            gnutls_handshake_description_get_name((gnutls_handshake_description_t)type);
        assert_non_null(name);
    }
    assert_string_equal(gnutls_handshake_description_get_name(GNUTLS_HANDSHAKE_NEW_SESSION_TICKET),
                        "NEW SESSION TICKET");
    assert_string_equal(gnutls_handshake_description_get_name(GNUTLS_HANDSHAKE_FINISHED),
                        "FINISHED");
}

int main(void)
{
    ADD_ROWS(name_rows, test_name);
    ADD(test_names_of_nothing);
    ADD_ROWS(cipher_rows, test_cipher_sizes);
    ADD_ROWS(suite_rows, test_suite);
    ADD_ROWS(strength_rows, test_signature_is_as_strong_as_its_hash);
    ADD(test_lists_end_with_zero_and_have_what_tls13_needs);
    ADD(test_messages_have_names);
    return suite_run("algorithms");
}

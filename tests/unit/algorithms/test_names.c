/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_names.c - names, OIDs and sizes as programs know them */

#include "unit/test.h"

#include "algorithms/names.h"
#include "base/attributes.h"

static void test_names_are_found_in_any_case_of_letters(void **state)
{
    static const struct {
        enum algorithm_kind kind;
        const char *name;
        int id;
    } known[] = {
        { ALGORITHM_CIPHER, "AES-128-GCM", GNUTLS_CIPHER_AES_128_GCM },
        { ALGORITHM_CIPHER, "chacha20-poly1305", GNUTLS_CIPHER_CHACHA20_POLY1305 },
        { ALGORITHM_MAC, "sha256", GNUTLS_MAC_SHA256 },
        { ALGORITHM_MAC, "AEAD", GNUTLS_MAC_AEAD },
        { ALGORITHM_DIGEST, "SHA384", GNUTLS_DIG_SHA384 },
        { ALGORITHM_KX, "ECDHE-RSA", GNUTLS_KX_ECDHE_RSA },
        { ALGORITHM_PK, "EC/ECDSA", GNUTLS_PK_EC },
        { ALGORITHM_SIGN, "RSA-PSS-RSAE-SHA256", GNUTLS_SIGN_RSA_PSS_RSAE_SHA256 },
        { ALGORITHM_SIGN, "EdDSA-Ed25519", GNUTLS_SIGN_EDDSA_ED25519 },
        { ALGORITHM_CURVE, "Ed448", GNUTLS_ECC_CURVE_ED448 },
        { ALGORITHM_GROUP, "FFDHE2048", GNUTLS_GROUP_FFDHE2048 },
        { ALGORITHM_CTYPE, "X.509", GNUTLS_CRT_X509 },
        { ALGORITHM_CTYPE, "x509", GNUTLS_CRT_X509 },
        { ALGORITHM_COMPRESSION, "NULL", GNUTLS_COMP_NULL },
    };

    for (size_t i = 0; i < ARRAY_SIZE(known); i++) {
        const struct algorithm *algorithm = algorithm_by_name(known[i].kind, known[i].name);
        assert_non_null(algorithm);
        assert_int_equal(algorithm->id, known[i].id);
        assert_int_equal(algorithm_id(known[i].kind, known[i].name), known[i].id);
        assert_true(algorithm->supported);
    }
}

static void test_what_is_no_longer_supported_keeps_its_name(void **state)
{
    static const struct {
        enum algorithm_kind kind;
        int id;
        const char *name;
    } old[] = {
        { ALGORITHM_CIPHER, GNUTLS_CIPHER_ARCFOUR_40, "ARCFOUR-40" },
        { ALGORITHM_CIPHER, GNUTLS_CIPHER_GOST28147_TC26Z_CFB, "GOST28147-TC26Z-CFB" },
        { ALGORITHM_KX, GNUTLS_KX_DHE_DSS, "DHE-DSS" },
        { ALGORITHM_SIGN, GNUTLS_SIGN_DSA_SHA256, "DSA-SHA256" },
        { ALGORITHM_GROUP, GNUTLS_GROUP_SECP192R1, "SECP192R1" },
    };

    for (size_t i = 0; i < ARRAY_SIZE(old); i++) {
        assert_string_equal(algorithm_name(old[i].kind, old[i].id), old[i].name);
        assert_int_equal(algorithm_id(old[i].kind, old[i].name), old[i].id);
        assert_false(algorithm_by_id(old[i].kind, old[i].id)->supported);
    }
}

static void test_what_nobody_ever_heard_of_is_not_found(void **state)
{
    for (int kind = 0; kind < ALGORITHM_KINDS; kind++) {
        assert_null(algorithm_by_name((enum algorithm_kind)kind, "ROT13"));
        assert_null(algorithm_by_id((enum algorithm_kind)kind, 9999));
        assert_null(algorithm_name((enum algorithm_kind)kind, 9999));
        assert_null(algorithm_by_oid((enum algorithm_kind)kind, "1.2.3.4"));
        assert_int_equal(algorithm_id((enum algorithm_kind)kind, "ROT13"), 0);
    }
}

static void test_lists_hold_just_what_is_supported(void **state)
{
    for (int kind = 0; kind < ALGORITHM_KINDS; kind++) {
        const int *list = algorithm_list((enum algorithm_kind)kind);
        size_t listed = 0, supported = 0;
        for (; list[listed] != 0; listed++)
            assert_true(algorithm_by_id((enum algorithm_kind)kind, list[listed])->supported);
        for (int id = 1; id < 300; id++) {
            const struct algorithm *algorithm = algorithm_by_id((enum algorithm_kind)kind, id);
            supported += algorithm != NULL && algorithm->supported;
        }
        assert_int_equal(listed, supported);
    }
}

static void test_oids_lead_to_algorithms_and_back(void **state)
{
    static const struct {
        enum algorithm_kind kind;
        int id;
        const char *oid;
    } known[] = {
        { ALGORITHM_DIGEST, GNUTLS_DIG_SHA1, "1.3.14.3.2.26" },
        { ALGORITHM_DIGEST, GNUTLS_DIG_SHA256, "2.16.840.1.101.3.4.2.1" },
        { ALGORITHM_MAC, GNUTLS_MAC_SHA256, "1.2.840.113549.2.9" },
        { ALGORITHM_PK, GNUTLS_PK_RSA, "1.2.840.113549.1.1.1" },
        { ALGORITHM_PK, GNUTLS_PK_EC, "1.2.840.10045.2.1" },
        { ALGORITHM_PK, GNUTLS_PK_EDDSA_ED25519, "1.3.101.112" },
        { ALGORITHM_SIGN, GNUTLS_SIGN_RSA_SHA256, "1.2.840.113549.1.1.11" },
        { ALGORITHM_SIGN, GNUTLS_SIGN_ECDSA_SHA384, "1.2.840.10045.4.3.3" },
        { ALGORITHM_SIGN, GNUTLS_SIGN_EDDSA_ED448, "1.3.101.113" },
        { ALGORITHM_SIGN, GNUTLS_SIGN_RSA_PSS_SHA256, "1.2.840.113549.1.1.10" },
        { ALGORITHM_CURVE, GNUTLS_ECC_CURVE_SECP256R1, "1.2.840.10045.3.1.7" },
        { ALGORITHM_CURVE, GNUTLS_ECC_CURVE_SECP521R1, "1.3.132.0.35" },
    };

    for (size_t i = 0; i < ARRAY_SIZE(known); i++) {
        assert_int_equal(algorithm_by_oid(known[i].kind, known[i].oid)->id, known[i].id);
        assert_string_equal(algorithm_by_id(known[i].kind, known[i].id)->oid, known[i].oid);
    }
    assert_int_equal(algorithm_by_oid(ALGORITHM_SIGN, "1.3.14.3.2.29")->id, GNUTLS_SIGN_RSA_SHA1);
}

static void test_sizes_are_those_of_the_algorithms(void **state)
{
    const struct algorithm *gcm = algorithm_by_id(ALGORITHM_CIPHER, GNUTLS_CIPHER_AES_256_GCM);
    const struct algorithm *cbc = algorithm_by_id(ALGORITHM_CIPHER, GNUTLS_CIPHER_AES_128_CBC);
    const struct algorithm *sha = algorithm_by_id(ALGORITHM_MAC, GNUTLS_MAC_SHA384);

    assert_int_equal(gcm->key_size, 32);
    assert_int_equal(gcm->nonce_size, 12);
    assert_int_equal(gcm->tag_size, 16);
    assert_int_equal(cbc->size, 16);
    assert_int_equal(cbc->tag_size, 0);
    assert_int_equal(sha->key_size, 48);
    assert_int_equal(sha->size, 48);
}

static void test_key_and_hash_lead_to_the_plainest_signature(void **state)
{
    static const struct {
        int pk, digest, sign;
    } known[] = {
        { GNUTLS_PK_RSA, GNUTLS_DIG_SHA256, GNUTLS_SIGN_RSA_SHA256 },
        { GNUTLS_PK_RSA_PSS, GNUTLS_DIG_SHA384, GNUTLS_SIGN_RSA_PSS_SHA384 },
        { GNUTLS_PK_EC, GNUTLS_DIG_SHA256, GNUTLS_SIGN_ECDSA_SHA256 },
        { GNUTLS_PK_EDDSA_ED25519, GNUTLS_DIG_SHA512, GNUTLS_SIGN_EDDSA_ED25519 },
    };

    for (size_t i = 0; i < ARRAY_SIZE(known); i++)
        assert_int_equal(signature_by_parts(known[i].pk, known[i].digest)->id, known[i].sign);
    assert_null(signature_by_parts(GNUTLS_PK_EC, GNUTLS_DIG_MD5));
}

static void test_weak_hashes_are_told_apart(void **state)
{
    const struct algorithm *sha1 = algorithm_by_id(ALGORITHM_SIGN, GNUTLS_SIGN_RSA_SHA1);
    const struct algorithm *md5 = algorithm_by_id(ALGORITHM_SIGN, GNUTLS_SIGN_RSA_MD5);
    const struct algorithm *sha256 = algorithm_by_id(ALGORITHM_SIGN, GNUTLS_SIGN_RSA_SHA256);

    assert_true(sha1->secure && !sha1->secure_in_certs);
    assert_true(!md5->secure && !md5->secure_in_certs);
    assert_true(sha256->secure && sha256->secure_in_certs);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_names_are_found_in_any_case_of_letters),
        cmocka_unit_test(test_what_is_no_longer_supported_keeps_its_name),
        cmocka_unit_test(test_what_nobody_ever_heard_of_is_not_found),
        cmocka_unit_test(test_lists_hold_just_what_is_supported),
        cmocka_unit_test(test_oids_lead_to_algorithms_and_back),
        cmocka_unit_test(test_sizes_are_those_of_the_algorithms),
        cmocka_unit_test(test_key_and_hash_lead_to_the_plainest_signature),
        cmocka_unit_test(test_weak_hashes_are_told_apart),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_suites.c - numbers and parts of suites as IANA and the API have them */

#include "unit/test.h"

#include "algorithms/algorithms.h"
#include "algorithms/names.h"

static void test_suites_have_the_numbers_and_names_of_the_registry(void **state)
{
    static const struct {
        uint16_t id;
        const char *rfc_name, *name;
    } known[] = {
        { 0x1301, "TLS_AES_128_GCM_SHA256", "TLS_AES_128_GCM_SHA256" },
        { 0x1302, "TLS_AES_256_GCM_SHA384", "TLS_AES_256_GCM_SHA384" },
        { 0x1303, "TLS_CHACHA20_POLY1305_SHA256", "TLS_CHACHA20_POLY1305_SHA256" },
        { 0x1304, "TLS_AES_128_CCM_SHA256", "TLS_AES_128_CCM_SHA256" },
        { 0x1305, "TLS_AES_128_CCM_8_SHA256", "TLS_AES_128_CCM_8_SHA256" },
        { 0xc02f, "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256", "TLS_ECDHE_RSA_AES_128_GCM_SHA256" },
        { 0xc02c, "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384", "TLS_ECDHE_ECDSA_AES_256_GCM_SHA384" },
        { 0x002f, "TLS_RSA_WITH_AES_128_CBC_SHA", "TLS_RSA_AES_128_CBC_SHA1" },
        { 0xcca8, "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256",
          "TLS_ECDHE_RSA_CHACHA20_POLY1305" },
        { 0xc09e, "TLS_DHE_RSA_WITH_AES_128_CCM", "TLS_DHE_RSA_AES_128_CCM" },
        { 0xc0aa, "TLS_PSK_DHE_WITH_AES_128_CCM_8", "TLS_DHE_PSK_AES_128_CCM_8" },
        { 0xc028, "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384", "TLS_ECDHE_RSA_AES_256_CBC_SHA384" },
        { 0x0034, "TLS_DH_anon_WITH_AES_128_CBC_SHA", "TLS_DH_ANON_AES_128_CBC_SHA1" },
    };

    for (size_t i = 0; i < ARRAY_SIZE(known); i++) {
        const struct cipher_suite *suite = suite_by_id(known[i].id);
        assert_non_null(suite);
        assert_string_equal(suite->rfc_name, known[i].rfc_name);
        assert_string_equal(suite->name, known[i].name);
    }
    assert_null(suite_by_id(0x0a0a));
    assert_null(suite_by_id(0x00ff));
}

static void test_parts_follow_from_the_name(void **state)
{
    static const struct {
        uint16_t id;
        gnutls_kx_algorithm_t kx;
        gnutls_cipher_algorithm_t cipher;
        gnutls_mac_algorithm_t mac;
        gnutls_digest_algorithm_t hash;
        gnutls_protocol_t min;
    } known[] = {
        { 0x1302, GNUTLS_KX_UNKNOWN, GNUTLS_CIPHER_AES_256_GCM, GNUTLS_MAC_AEAD, GNUTLS_DIG_SHA384,
          GNUTLS_TLS1_3 },
        { 0xc030, GNUTLS_KX_ECDHE_RSA, GNUTLS_CIPHER_AES_256_GCM, GNUTLS_MAC_AEAD,
          GNUTLS_DIG_SHA384, GNUTLS_TLS1_2 },
        { 0xc0ad, GNUTLS_KX_ECDHE_ECDSA, GNUTLS_CIPHER_AES_256_CCM, GNUTLS_MAC_AEAD,
          GNUTLS_DIG_SHA256, GNUTLS_TLS1_2 },
        { 0xc014, GNUTLS_KX_ECDHE_RSA, GNUTLS_CIPHER_AES_256_CBC, GNUTLS_MAC_SHA1,
          GNUTLS_DIG_SHA256, GNUTLS_TLS1_0 },
        { 0xc024, GNUTLS_KX_ECDHE_ECDSA, GNUTLS_CIPHER_AES_256_CBC, GNUTLS_MAC_SHA384,
          GNUTLS_DIG_SHA384, GNUTLS_TLS1_2 },
        { 0x00a8, GNUTLS_KX_PSK, GNUTLS_CIPHER_AES_128_GCM, GNUTLS_MAC_AEAD, GNUTLS_DIG_SHA256,
          GNUTLS_TLS1_2 },
    };

    for (size_t i = 0; i < ARRAY_SIZE(known); i++) {
        const struct cipher_suite *suite = suite_by_id(known[i].id);
        assert_non_null(suite);
        assert_int_equal(suite->kx, known[i].kx);
        assert_int_equal(suite->cipher, known[i].cipher);
        assert_int_equal(suite->mac, known[i].mac);
        assert_int_equal(suite->hash->digest_id, known[i].hash);
        assert_int_equal(suite->min_version, known[i].min);
        assert_ptr_equal(suite_by_parts(known[i].kx, known[i].cipher, known[i].mac), suite);
    }
}

static void test_every_suite_is_whole_and_there_once(void **state)
{
    size_t count = 0;

    for (const struct cipher_suite *suite; (suite = suite_at(count)) != NULL; count++) {
        assert_ptr_equal(suite_by_id(suite->id), suite);
        assert_int_equal(suite_index(suite), count);
        assert_ptr_equal(suite_by_parts(suite->kx, suite->cipher, suite->mac), suite);
        assert_true(algorithm_by_id(ALGORITHM_CIPHER, (int)suite->cipher)->supported);
        assert_true(algorithm_by_id(ALGORITHM_MAC, (int)suite->mac)->supported);
        assert_true(suite->kx == GNUTLS_KX_UNKNOWN ||
                    algorithm_by_id(ALGORITHM_KX, (int)suite->kx)->supported);
        if (suite->protection == PROTECT_AEAD)
            assert_int_equal(suite->aead->id, suite->cipher);
        else
            assert_null(suite->aead);
    }

    assert_int_equal(count, 86);
    assert_null(suite_at(count));
}

static void test_suites_fit_the_versions_of_their_range(void **state)
{
    const struct version *tls13 = version_by_id(GNUTLS_TLS1_3);
    const struct version *tls12 = version_by_id(GNUTLS_TLS1_2);
    const struct version *tls11 = version_by_id(GNUTLS_TLS1_1);
    const struct version *dtls12 = version_by_id(GNUTLS_DTLS1_2);

    assert_true(suite_fits_version(suite_by_id(0x1301), tls13));
    assert_false(suite_fits_version(suite_by_id(0x1301), tls12));
    assert_true(suite_fits_version(suite_by_id(0xc02f), tls12));
    assert_true(suite_fits_version(suite_by_id(0xc02f), dtls12));
    assert_false(suite_fits_version(suite_by_id(0xc02f), tls13));
    assert_false(suite_fits_version(suite_by_id(0xc02f), tls11));
    assert_true(suite_fits_version(suite_by_id(0xc013), tls11));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_suites_have_the_numbers_and_names_of_the_registry),
        cmocka_unit_test(test_parts_follow_from_the_name),
        cmocka_unit_test(test_every_suite_is_whole_and_there_once),
        cmocka_unit_test(test_suites_fit_the_versions_of_their_range),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_signatures.c - the numbers of RFC 8446, 4.2.3; which key makes which signature */

#include "unit/test.h"

#include "algorithms/algorithms.h"
#include "algorithms/names.h"

static const struct version *tls13, *tls12;

static int find_versions(void **state)
{
    tls13 = version_by_id(GNUTLS_TLS1_3);
    tls12 = version_by_id(GNUTLS_TLS1_2);
    return 0;
}

static void test_schemes_have_the_numbers_of_the_standard(void **state)
{
    static const struct {
        uint16_t id;
        const char *name;
        bool in_messages, secure;
    } known[] = {
        { 0x0401, "RSA-SHA256", false, true },
        { 0x0501, "RSA-SHA384", false, true },
        { 0x0601, "RSA-SHA512", false, true },
        { 0x0403, "ECDSA-SECP256R1-SHA256", true, true },
        { 0x0503, "ECDSA-SECP384R1-SHA384", true, true },
        { 0x0603, "ECDSA-SECP521R1-SHA512", true, true },
        { 0x0804, "RSA-PSS-RSAE-SHA256", true, true },
        { 0x0805, "RSA-PSS-RSAE-SHA384", true, true },
        { 0x0806, "RSA-PSS-RSAE-SHA512", true, true },
        { 0x0807, "EdDSA-Ed25519", true, true },
        { 0x0808, "EdDSA-Ed448", true, true },
        { 0x0809, "RSA-PSS-SHA256", true, true },
        { 0x080a, "RSA-PSS-SHA384", true, true },
        { 0x080b, "RSA-PSS-SHA512", true, true },
        { 0x0201, "RSA-SHA1", false, false },
        { 0x0203, "ECDSA-SHA1", false, false },
    };

    for (size_t i = 0; i < ARRAY_SIZE(known); i++) {
        const struct signature_scheme *scheme = scheme_by_id(known[i].id);
        assert_non_null(scheme);
        assert_string_equal(scheme->name, known[i].name);
        assert_int_equal(scheme->in_tls13_messages, known[i].in_messages);
        assert_int_equal(scheme->secure, known[i].secure);
    }
    assert_null(scheme_by_id(0));
    assert_null(scheme_by_id(0x0402));
}

static void test_schemes_and_the_names_of_the_api_agree(void **state)
{
    size_t count = 0, offered = 0, listed = 0;

    for (const struct signature_scheme *scheme; (scheme = scheme_at(count)) != NULL; count++) {
        const struct algorithm *named = algorithm_by_id(ALGORITHM_SIGN, (int)scheme->api_id);
        /* What is verified, or made over raw bytes, is not offered. */
        bool is_apart =
            strncmp(scheme->name, "DSA", 3) == 0 || strcmp(scheme->name, "RSA-RAW") == 0;
        assert_int_equal(named->supported, !is_apart);
        offered += !is_apart;
        assert_string_equal(named->name, scheme->name);
        if (scheme->how.hash != NULL)
            assert_int_equal(named->digest, scheme->how.hash->digest_id);
        assert_ptr_equal(scheme_by_api_id(scheme->api_id), scheme);
        assert_true(scheme->id == 0 || scheme_by_id(scheme->id) == scheme);
    }
    while (algorithm_list(ALGORITHM_SIGN)[listed] != 0)
        listed++;

    assert_int_equal(listed, offered);
}

static bool fits(uint16_t id, const struct public_key *key, const struct version *version)
{
    return scheme_fits_key(scheme_by_id(id), key, version);
}

static void test_a_curve_is_tied_to_its_hash_in_tls_1_3_only(void **state)
{
    const struct public_key p384 = { .kind = KEY_EC, .curve = GNUTLS_ECC_CURVE_SECP384R1 };

    assert_true(fits(0x0503, &p384, tls13));
    assert_false(fits(0x0403, &p384, tls13));
    assert_true(fits(0x0403, &p384, tls12));
    assert_true(scheme_fits_key(scheme_by_api_id(GNUTLS_SIGN_ECDSA_SHA256), &p384, NULL));
    assert_false(scheme_fits_key(scheme_by_api_id(GNUTLS_SIGN_ECDSA_SHA256), &p384, tls12));
}

static void test_kinds_of_keys_do_not_mix(void **state)
{
    const struct public_key ed25519 = { .kind = KEY_ED25519, .curve = GNUTLS_ECC_CURVE_ED25519 };
    const struct public_key p256 = { .kind = KEY_EC, .curve = GNUTLS_ECC_CURVE_SECP256R1 };

    assert_true(fits(0x0807, &ed25519, tls13));
    assert_true(fits(0x0807, &ed25519, tls12));
    assert_false(fits(0x0808, &ed25519, tls13));
    assert_false(fits(0x0403, &ed25519, tls13));
    assert_false(fits(0x0804, &p256, tls13));
}

static uint8_t modulus_bytes[256] = { 0x80 };

static struct public_key rsa_key(enum key_kind kind, size_t size)
{
    return (struct public_key){ .kind = kind, .modulus = { modulus_bytes, size, 0 } };
}

static void test_rsa_keys_make_pss_in_the_form_of_their_kind(void **state)
{
    struct public_key rsa = rsa_key(KEY_RSA, 256), pss = rsa_key(KEY_RSA_PSS, 256);

    assert_true(fits(0x0804, &rsa, tls13));
    assert_false(fits(0x0809, &rsa, tls13));
    assert_true(fits(0x0809, &rsa, NULL));
    assert_true(fits(0x0809, &pss, tls13));
    assert_false(fits(0x0804, &pss, tls12));
    assert_false(fits(0x0401, &pss, tls12));
    assert_true(fits(0x0401, &rsa, tls12));
    assert_false(fits(0x0401, &rsa, tls13));
}

static void test_an_rsa_pss_keys_own_parameters_count(void **state)
{
    struct public_key pss = rsa_key(KEY_RSA_PSS, 256);

    pss.pss = (struct pss_params){ &hash_sha384, 48 };
    assert_true(fits(0x080a, &pss, tls13));
    assert_false(fits(0x0809, &pss, tls13));
    pss.pss.salt_size = 49;

    assert_false(fits(0x080a, &pss, tls13));
}

static void test_a_modulus_too_small_for_its_hash_does_not_fit(void **state)
{
    struct public_key rsa1024 = rsa_key(KEY_RSA, 128), rsa512 = rsa_key(KEY_RSA, 64);

    assert_true(fits(0x0805, &rsa1024, tls13));
    assert_false(fits(0x0806, &rsa1024, tls13));
    assert_true(fits(0x0601, &rsa1024, tls12));
    assert_false(fits(0x0601, &rsa512, tls12));
    assert_true(fits(0x0401, &rsa512, tls12));
}

/* 1,025 bits: the byte that holds the top bit is not there for the padding (RFC 8017, 9.1.1). */
static void test_a_single_top_bit_adds_no_room_for_pss(void **state)
{
    uint8_t bytes[131] = { 1 };
    struct public_key key = rsa_key(KEY_RSA, 0);

    key.modulus = (struct buffer){ bytes, 130, 0 };
    assert_false(fits(0x0806, &key, tls13));
    key.modulus.size = 131;

    assert_true(fits(0x0806, &key, tls13));
}

static void test_kinds_have_the_ids_of_the_api(void **state)
{
    struct public_key key = { .kind = KEY_NONE };
    static const struct {
        enum key_kind kind;
        gnutls_pk_algorithm_t pk;
    } known[] = {
        { KEY_NONE, GNUTLS_PK_UNKNOWN },          { KEY_RSA, GNUTLS_PK_RSA },
        { KEY_RSA_PSS, GNUTLS_PK_RSA_PSS },       { KEY_EC, GNUTLS_PK_EC },
        { KEY_ED25519, GNUTLS_PK_EDDSA_ED25519 }, { KEY_ED448, GNUTLS_PK_EDDSA_ED448 },
    };

    for (size_t i = 0; i < ARRAY_SIZE(known); i++) {
        key.kind = known[i].kind;
        assert_int_equal(key_pk_algorithm(&key), known[i].pk);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_schemes_have_the_numbers_of_the_standard),
        cmocka_unit_test(test_schemes_and_the_names_of_the_api_agree),
        cmocka_unit_test(test_a_curve_is_tied_to_its_hash_in_tls_1_3_only),
        cmocka_unit_test(test_kinds_of_keys_do_not_mix),
        cmocka_unit_test(test_rsa_keys_make_pss_in_the_form_of_their_kind),
        cmocka_unit_test(test_an_rsa_pss_keys_own_parameters_count),
        cmocka_unit_test(test_a_modulus_too_small_for_its_hash_does_not_fit),
        cmocka_unit_test(test_a_single_top_bit_adds_no_room_for_pss),
        cmocka_unit_test(test_kinds_have_the_ids_of_the_api),
    };
    return cmocka_run_group_tests(tests, find_versions, NULL);
}

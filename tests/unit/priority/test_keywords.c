/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_keywords.c - what the keywords hold */

#include "unit/test.h"

#include "algorithms/names.h"
#include "priority/keywords.h"

static bool holds(const unsigned *list, unsigned id)
{
    for (; *list != 0; list++)
        if (*list == id)
            return true;
    return false;
}

static void test_keywords_are_found_in_any_case_of_letters(void **state)
{
    static const char *const names[] = { "NORMAL",    "PERFORMANCE", "PFS",       "SECURE128",
                                         "SECURE192", "SECURE256",   "SUITEB128", "SUITEB192",
                                         "LEGACY",    "normal",      "Secure128", "SECURE" };

    for (size_t i = 0; i < ARRAY_SIZE(names); i++)
        assert_non_null(keyword_find(names[i]));
    assert_null(keyword_find("NONE"));
    assert_null(keyword_find("SECURE1"));
    assert_null(keyword_find(""));
}

static void test_nothing_weak_is_in_a_keyword_but_legacy(void **state)
{
    for (size_t i = 0; keyword_name_at(i) != NULL; i++) {
        const struct keyword *keyword = keyword_find(keyword_name_at(i));
        bool legacy = strcmp(keyword->name, "LEGACY") == 0;
        assert_int_equal(holds(keyword->kx, GNUTLS_KX_RSA), legacy);
        assert_int_equal(holds(keyword->signs, GNUTLS_SIGN_RSA_SHA1), legacy);
        assert_false(holds(keyword->signs, GNUTLS_SIGN_RSA_MD5));
        assert_false(holds(keyword->ciphers, GNUTLS_CIPHER_3DES_CBC));
        assert_false(holds(keyword->kx, GNUTLS_KX_ANON_DH));
    }
}

static void test_all_that_keywords_name_is_supported(void **state)
{
    for (size_t i = 0; keyword_name_at(i) != NULL; i++) {
        const struct keyword *keyword = keyword_find(keyword_name_at(i));
        for (const unsigned *id = keyword->ciphers; *id != 0; id++)
            assert_true(algorithm_by_id(ALGORITHM_CIPHER, (int)*id)->supported);
        for (const unsigned *id = keyword->groups; *id != 0; id++)
            assert_non_null(group_by_api_id((gnutls_group_t)*id));
        for (const unsigned *id = keyword->signs; *id != 0; id++)
            assert_non_null(scheme_by_api_id((gnutls_sign_algorithm_t)*id));
    }
}

static void test_profiles_follow_the_keyword(void **state)
{
    assert_int_equal(keyword_find("NORMAL")->profile, GNUTLS_PROFILE_LOW);
    assert_int_equal(keyword_find("SECURE128")->profile, GNUTLS_PROFILE_LOW);
    assert_int_equal(keyword_find("SECURE192")->profile, GNUTLS_PROFILE_HIGH);
    assert_int_equal(keyword_find("SUITEB192")->profile, GNUTLS_PROFILE_SUITEB192);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_keywords_are_found_in_any_case_of_letters),
        cmocka_unit_test(test_nothing_weak_is_in_a_keyword_but_legacy),
        cmocka_unit_test(test_all_that_keywords_name_is_supported),
        cmocka_unit_test(test_profiles_follow_the_keyword),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

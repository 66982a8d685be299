/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_flags.c - the words after '%' */

#include "unit/test.h"

#include "priority/keywords.h"

#include <gnutls/x509.h>

static void test_every_word_that_programs_know_is_known(void **state)
{
    static const char *const words[] = {
        "NO_ETM",
        "FORCE_ETM",
        "NO_TICKETS",
        "NO_TICKETS_TLS12",
        "NEW_PADDING",
        "NO_EXTENSIONS",
        "COMPAT",
        "DISABLE_WILDCARDS",
        "SAFE_RENEGOTIATION",
        "UNSAFE_RENEGOTIATION",
        "PARTIAL_RENEGOTIATION",
        "DISABLE_SAFE_RENEGOTIATION",
        "SSL3_RECORD_VERSION",
        "LATEST_RECORD_VERSION",
        "NO_SESSION_HASH",
        "FORCE_SESSION_HASH",
        "STATELESS_COMPRESSION",
        "SERVER_PRECEDENCE",
        "FALLBACK_SCSV",
        "DISABLE_TLS13_COMPAT_MODE",
        "DEBUG_ALLOW_KEY_USAGE_VIOLATIONS",
        "DUMBFW",
        "ALLOW_SMALL_RECORDS",
        "VERIFY_ALLOW_BROKEN",
        "VERIFY_DISABLE_CRL_CHECKS",
        "VERIFY_ALLOW_X509_V1_CA_CRT",
        "VERIFY_ALLOW_SIGN_RSA_MD5",
        "VERIFY_ALLOW_SIGN_WITH_SHA1",
        "PROFILE_VERY_WEAK",
        "PROFILE_LOW",
        "PROFILE_LEGACY",
        "PROFILE_MEDIUM",
        "PROFILE_HIGH",
        "PROFILE_ULTRA",
        "PROFILE_FUTURE",
        "PROFILE_SUITEB128",
        "PROFILE_SUITEB192",
    };
    struct priority_flags flags = { 0 };

    for (size_t i = 0; i < ARRAY_SIZE(words); i++)
        if (!flag_apply(words[i], &flags))
            fail_msg("%s is not known", words[i]);
}

static void test_other_words_are_refused(void **state)
{
    static const char *const words[] = { "",        "FOO",          "compat",          "NO_ETM ",
                                         "PROFILE", "PROFILE_NONE", "PROFILE_INSECURE" };
    struct priority_flags flags = { 0 };
    const struct priority_flags none = { 0 };

    for (size_t i = 0; i < ARRAY_SIZE(words); i++)
        assert_false(flag_apply(words[i], &flags));

    assert_memory_equal(&flags, &none, sizeof(none));
}

static void test_a_word_sets_its_flag_and_no_other(void **state)
{
    struct priority_flags flags = { 0 }, expected = { .server_precedence = true };

    assert_true(flag_apply("SERVER_PRECEDENCE", &flags));

    assert_memory_equal(&flags, &expected, sizeof(expected));
}

static void test_some_words_bring_others_along(void **state)
{
    struct priority_flags flags = { 0 };

    flag_apply("COMPAT", &flags);
    flag_apply("DISABLE_WILDCARDS", &flags);
    flag_apply("VERIFY_ALLOW_SIGN_WITH_SHA1", &flags);

    assert_true(flags.dumbfw);
    assert_int_equal(flags.verify_flags,
                     GNUTLS_VERIFY_DO_NOT_ALLOW_WILDCARDS | GNUTLS_VERIFY_ALLOW_SIGN_WITH_SHA1);
}

static void test_the_last_profile_counts_beside_other_flags(void **state)
{
    struct priority_flags flags = { 0 };

    flag_apply("VERIFY_ALLOW_BROKEN", &flags);
    flag_apply("PROFILE_ULTRA", &flags);
    flag_apply("PROFILE_LOW", &flags);

    assert_int_equal(GNUTLS_VFLAGS_TO_PROFILE(flags.verify_flags), GNUTLS_PROFILE_LOW);
    assert_int_equal(flags.verify_flags & ~GNUTLS_VFLAGS_PROFILE_MASK, GNUTLS_VERIFY_ALLOW_BROKEN);
}

static void test_names_are_listed_to_the_last(void **state)
{
    struct priority_flags flags = { 0 };
    size_t count = 0;

    for (; flag_name_at(count) != NULL; count++)
        assert_true(flag_apply(flag_name_at(count), &flags));

    assert_true(count > 30);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_word_that_programs_know_is_known),
        cmocka_unit_test(test_other_words_are_refused),
        cmocka_unit_test(test_a_word_sets_its_flag_and_no_other),
        cmocka_unit_test(test_some_words_bring_others_along),
        cmocka_unit_test(test_the_last_profile_counts_beside_other_flags),
        cmocka_unit_test(test_names_are_listed_to_the_last),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

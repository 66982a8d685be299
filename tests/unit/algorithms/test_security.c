/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_security.c - sizes of keys and levels of security */

#include "unit/test.h"

#include "algorithms/security.h"
#include "base/attributes.h"

static void test_bits_reach_the_level_that_programs_expect(void **state)
{
    static const struct {
        gnutls_pk_algorithm_t pk;
        unsigned bits;
        gnutls_sec_param_t level;
    } known[] = {
        { GNUTLS_PK_RSA, 0, GNUTLS_SEC_PARAM_UNKNOWN },
        { GNUTLS_PK_RSA, 1, GNUTLS_SEC_PARAM_INSECURE },
        { GNUTLS_PK_RSA, 1023, GNUTLS_SEC_PARAM_WEAK },
        { GNUTLS_PK_RSA, 1024, GNUTLS_SEC_PARAM_LOW },
        { GNUTLS_PK_RSA, 2048, GNUTLS_SEC_PARAM_MEDIUM },
        { GNUTLS_PK_RSA, 3071, GNUTLS_SEC_PARAM_MEDIUM },
        { GNUTLS_PK_RSA, 3072, GNUTLS_SEC_PARAM_HIGH },
        { GNUTLS_PK_RSA, 16384, GNUTLS_SEC_PARAM_FUTURE },
        { GNUTLS_PK_DSA, 1776, GNUTLS_SEC_PARAM_LEGACY },
        { GNUTLS_PK_EC, 1, GNUTLS_SEC_PARAM_VERY_WEAK },
        { GNUTLS_PK_EC, 160, GNUTLS_SEC_PARAM_LOW },
        { GNUTLS_PK_EC, 256, GNUTLS_SEC_PARAM_HIGH },
        { GNUTLS_PK_EC, 384, GNUTLS_SEC_PARAM_ULTRA },
        { GNUTLS_PK_EC, 521, GNUTLS_SEC_PARAM_FUTURE },
        { GNUTLS_PK_EDDSA_ED25519, 256, GNUTLS_SEC_PARAM_HIGH },
    };

    for (size_t i = 0; i < ARRAY_SIZE(known); i++)
        assert_int_equal(security_level_of(known[i].pk, known[i].bits), known[i].level);
}

static void test_levels_ask_for_the_bits_that_programs_expect(void **state)
{
    const struct security_level *medium = security_level_find(GNUTLS_SEC_PARAM_MEDIUM);
    const struct security_level *legacy = security_level_find(GNUTLS_SEC_PARAM_LEGACY);

    assert_string_equal(medium->name, "Medium");
    assert_int_equal(medium->symmetric_bits, 112);
    assert_int_equal(security_level_bits(medium, GNUTLS_PK_RSA), 2048);
    assert_int_equal(security_level_bits(medium, GNUTLS_PK_EC), 224);
    assert_int_equal(security_level_bits(legacy, GNUTLS_PK_DSA), 2048);
    assert_int_equal(security_level_bits(legacy, GNUTLS_PK_RSA_PSS), 1776);
    assert_null(security_level_find(GNUTLS_SEC_PARAM_UNKNOWN));
}

static void test_profiles_demand_their_levels(void **state)
{
    assert_int_equal(security_level_of_profile(GNUTLS_PROFILE_LOW), GNUTLS_SEC_PARAM_LOW);
    assert_int_equal(security_level_of_profile(GNUTLS_PROFILE_HIGH), GNUTLS_SEC_PARAM_HIGH);
    assert_int_equal(security_level_of_profile(GNUTLS_PROFILE_SUITEB192), GNUTLS_SEC_PARAM_ULTRA);
    assert_int_equal(security_level_of_profile(GNUTLS_PROFILE_UNKNOWN), GNUTLS_SEC_PARAM_UNKNOWN);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_bits_reach_the_level_that_programs_expect),
        cmocka_unit_test(test_levels_ask_for_the_bits_that_programs_expect),
        cmocka_unit_test(test_profiles_demand_their_levels),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

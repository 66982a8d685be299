/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_groups.c - the numbers of RFC 8446, 4.2.7, and sizes of shares of 4.2.8 */

#include "unit/test.h"

#include "algorithms/algorithms.h"
#include "algorithms/names.h"

static void test_groups_have_the_numbers_and_shares_of_the_standard(void **state)
{
    static const struct {
        uint16_t id;
        const char *name;
        size_t share_size;
        gnutls_ecc_curve_t curve;
    } known[] = {
        { 0x0017, "SECP256R1", 65, GNUTLS_ECC_CURVE_SECP256R1 },
        { 0x0018, "SECP384R1", 97, GNUTLS_ECC_CURVE_SECP384R1 },
        { 0x0019, "SECP521R1", 133, GNUTLS_ECC_CURVE_SECP521R1 },
        { 0x001d, "X25519", 32, GNUTLS_ECC_CURVE_X25519 },
        { 0x001e, "X448", 56, GNUTLS_ECC_CURVE_X448 },
        { 0x0100, "FFDHE2048", 256, GNUTLS_ECC_CURVE_INVALID },
        { 0x0101, "FFDHE3072", 384, GNUTLS_ECC_CURVE_INVALID },
        { 0x0102, "FFDHE4096", 512, GNUTLS_ECC_CURVE_INVALID },
        { 0x0103, "FFDHE6144", 768, GNUTLS_ECC_CURVE_INVALID },
        { 0x0104, "FFDHE8192", 1024, GNUTLS_ECC_CURVE_INVALID },
    };

    for (size_t i = 0; i < ARRAY_SIZE(known); i++) {
        const struct group *group = group_by_id(known[i].id);
        assert_non_null(group);
        assert_string_equal(group->name, known[i].name);
        assert_int_equal(group->kex->share_size, known[i].share_size);
        assert_int_equal(group->curve, known[i].curve);
        assert_int_equal(group_is_finite_field(group), known[i].curve == GNUTLS_ECC_CURVE_INVALID);
        assert_ptr_equal(group_by_api_id(group->api_id), group);
    }
    assert_null(group_at(ARRAY_SIZE(known)));
    assert_null(group_by_id(0x0016));
    assert_null(group_by_api_id(GNUTLS_GROUP_SECP192R1));
}

static void test_groups_and_the_names_of_the_api_agree(void **state)
{
    size_t count = 0, listed = 0;

    for (const struct group *group; (group = group_at(count)) != NULL; count++) {
        const struct algorithm *named = algorithm_by_id(ALGORITHM_GROUP, (int)group->api_id);
        assert_true(named->supported);
        assert_string_equal(named->name, group->name);
    }
    while (algorithm_list(ALGORITHM_GROUP)[listed] != 0)
        listed++;

    assert_int_equal(listed, count);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_groups_have_the_numbers_and_shares_of_the_standard),
        cmocka_unit_test(test_groups_and_the_names_of_the_api_agree),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_late_library.c - what is loaded when it is needed, and what is not there */

#include "unit/test.h"

#include "base/late_library.h"

static int (*absolute)(int);
static int (*other)(int);

static const struct late_symbol there[] = { { "abs", &absolute } };
static const struct late_symbol missing[] = { { "abs", &absolute }, { "no_such_name", &other } };

static void test_names_are_found_in_what_is_loaded(void **state)
{
    assert_true(late_library_load("libc.so.6", there, ARRAY_SIZE(there)));

    assert_int_equal(absolute(-3), 3);
}

static void test_missing_name_is_a_missing_library(void **state)
{
    assert_false(late_library_load("libc.so.6", missing, ARRAY_SIZE(missing)));

    assert_null(other);
}

static void test_library_that_is_not_there_is_missing(void **state)
{
    assert_false(late_library_load("libnosuchthing.so.0", there, ARRAY_SIZE(there)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_names_are_found_in_what_is_loaded),
        cmocka_unit_test(test_missing_name_is_a_missing_library),
        cmocka_unit_test(test_library_that_is_not_there_is_missing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_library.c - the first use and the last */

#include "unit/test.h"

#include "base/library.h"

static void test_only_the_first_enters_anew(void **state)
{
    assert_true(library_enter());
    assert_false(library_enter());

    library_leave();
    assert_false(library_enter());
    library_leave();
    library_leave();

    assert_true(library_enter());
    library_leave();
}

static void test_leaving_too_often_has_no_effect(void **state)
{
    library_leave();
    library_leave();

    assert_true(library_enter());
    assert_false(library_enter());
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_only_the_first_enters_anew),
        cmocka_unit_test(test_leaving_too_often_has_no_effect),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

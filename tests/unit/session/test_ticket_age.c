/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_ticket_age.c - hidden and shown again, whatever the clocks do */

#include "unit/test.h"

#include "session/ticket_age.h"

/* RFC 8448, sections 3 and 4: the ticket's age_add, and the age in the hello, 6 ms later. */
static void test_the_age_of_the_rfc_trace_is_made(void **state)
{
    assert_int_equal(ticket_age_obfuscate(1000, 1006, 0xfad6aac5), 0xfad6aacb);
    assert_int_equal(ticket_age_reveal(0xfad6aacb, 0xfad6aac5), 6);
}

static void test_the_sum_wraps_around(void **state)
{
    assert_int_equal(ticket_age_obfuscate(0, 1, 0xffffffff), 0);
    assert_int_equal(ticket_age_reveal(0, 0xffffffff), 1);
    assert_int_equal(ticket_age_obfuscate(0, 604800000, 0xfffffff0), 604800000 - 16);
    assert_int_equal(ticket_age_reveal(604800000 - 16, 0xfffffff0), 604800000);
}

static void test_a_clock_that_went_back_counts_as_no_age(void **state)
{
    assert_int_equal(ticket_age_obfuscate(5000, 4000, 77), 77);
    assert_int_equal(ticket_age_obfuscate(INT64_MAX, INT64_MIN, 77), 77);
}

static void test_any_distance_of_clocks_is_computed(void **state)
{
    assert_int_equal(ticket_age_obfuscate(INT64_MIN, INT64_MAX, 0), 0xffffffff);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_age_of_the_rfc_trace_is_made),
        cmocka_unit_test(test_the_sum_wraps_around),
        cmocka_unit_test(test_a_clock_that_went_back_counts_as_no_age),
        cmocka_unit_test(test_any_distance_of_clocks_is_computed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

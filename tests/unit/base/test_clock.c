/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_clock.c - libc's clocks are read by their names; the application's time goes before */

#include "unit/test.h"

#include "base/clock.h"

/* Stands before libc's. */
int clock_gettime(clockid_t id, struct timespec *out)
{
    *out = id == CLOCK_REALTIME ? (struct timespec){ 1700000000, 123999999 }
                                : (struct timespec){ 5, 7000000 };
    return 0;
}

static time_t application_now(time_t *out)
{
    return 4000000000;
}

static void test_a_replaced_clock_gettime_is_obeyed(void **state)
{
    assert_int_equal(clock_wall_ms(clock_system()), 1700000000123);
    assert_int_equal(clock_steady_ms(clock_system()), 5007);
}

static void test_the_time_function_sets_the_wall_clock_only(void **state)
{
    clock_set_time_function(application_now);

    int64_t wall = clock_wall_ms(clock_system());
    int64_t steady = clock_steady_ms(clock_system());
    clock_set_time_function(NULL);

    assert_int_equal(wall, 4000000000000);
    assert_int_equal(steady, 5007);
    assert_int_equal(clock_wall_ms(clock_system()), 1700000000123);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_replaced_clock_gettime_is_obeyed),
        cmocka_unit_test(test_the_time_function_sets_the_wall_clock_only),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_retransmit.c - when a flight is sent again, RFC 6347, 4.2.4.1 */

#include "unit/test.h"

#include "handshake/dtls/retransmit.h"

static struct retransmit begun_at(int64_t now_ms)
{
    struct retransmit r;

    retransmit_init(&r);
    retransmit_begin(&r, now_ms);
    return r;
}

static void test_a_flight_is_due_after_a_second(void **state)
{
    struct retransmit r = begun_at(5000);

    assert_false(retransmit_is_due(&r, 5999));
    assert_int_equal(retransmit_left_ms(&r, 5999), 1);
    assert_true(retransmit_is_due(&r, 6000));
    assert_int_equal(retransmit_left_ms(&r, 6000), 0);
}

static void test_the_wait_is_doubled_up_to_a_minute(void **state)
{
    static const unsigned waits_ms[] = { 1000, 2000, 4000, 8000, 16000, 32000, 60000, 60000 };
    struct retransmit r = begun_at(0);
    int64_t now_ms = 0;

    for (size_t i = 0; i < sizeof(waits_ms) / sizeof(waits_ms[0]); i++) {
        assert_int_equal(retransmit_left_ms(&r, now_ms), waits_ms[i]);
        now_ms += waits_ms[i];
        assert_true(retransmit_is_due(&r, now_ms));
        retransmit_again(&r, now_ms);
    }
}

static void test_another_flight_waits_as_the_first(void **state)
{
    struct retransmit r = begun_at(0);

    retransmit_again(&r, 1000);
    retransmit_again(&r, 3000);
    retransmit_end(&r);
    retransmit_begin(&r, 4000);

    assert_int_equal(retransmit_left_ms(&r, 4000), 1000);
}

static void test_nothing_is_due_when_nothing_is_waited_for(void **state)
{
    struct retransmit r = begun_at(0);

    retransmit_end(&r);

    assert_false(retransmit_is_due(&r, 100000));
    assert_int_equal(retransmit_left_ms(&r, 100), 0);
}

static void test_copies_that_the_network_makes_are_not_answered(void **state)
{
    struct retransmit r = begun_at(0);

    assert_false(retransmit_is_wished(&r, 30));
    assert_true(retransmit_is_wished(&r, 250));
    retransmit_again(&r, 250);
    assert_false(retransmit_is_wished(&r, 300));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_flight_is_due_after_a_second),
        cmocka_unit_test(test_the_wait_is_doubled_up_to_a_minute),
        cmocka_unit_test(test_another_flight_waits_as_the_first),
        cmocka_unit_test(test_nothing_is_due_when_nothing_is_waited_for),
        cmocka_unit_test(test_copies_that_the_network_makes_are_not_answered),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

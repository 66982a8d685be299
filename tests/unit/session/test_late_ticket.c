/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_late_ticket.c - how long to wait */

#include "base/attributes.h"
#include "session/late_ticket.h"

#include "unit/test.h"

static struct round_trip trip_of(int64_t ms)
{
    struct round_trip trip = { 0 };
    round_trip_begin(&trip, 5000);
    round_trip_end(&trip, 5000 + ms);
    return trip;
}

static void test_the_wait_is_a_round_trip_and_some_slack(void **state)
{
    /* clang-format off */
    static const struct { int64_t trip_ms, waited_ms, left_ms; } cases[] = {
        /* trip  waited   left; 0: give up */
        {     0,      0,    60 },
        {     0,     59,     1 },
        {     0,     60,     0 },
        {     0,     61,     0 },
        {   100,      0,   160 },
        {   100,    159,     1 },
        {   100,    160,     0 },
        {   300,    100,   260 },
        {  1939,      0,  1999 },
        {  1940,      0,  2000 },
        {  1941,      0,  2000 },
        { 90000,      0,  2000 },
        { 90000,   1999,     1 },
        { 90000,   2000,     0 },
        { 90000, INT64_MAX,  0 },
        {   100,     -5,   160 }, /* a clock that went back does not make it longer */
        {   100, INT64_MIN, 160 },
        {   -10,      0,    60 },
        { INT64_MAX - 5000, 0, 2000 },
    };
    /* clang-format on */
    const struct ticket_store store = { 0 };
    for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
        struct round_trip trip = trip_of(cases[i].trip_ms);
        int64_t left_ms = 0;

        enum late_ticket answer = late_ticket_check(&store, &trip, cases[i].waited_ms, &left_ms);

        assert_int_equal(answer, cases[i].left_ms > 0 ? TICKET_KEEP_WAITING : TICKET_GIVE_UP);
        assert_int_equal(left_ms, cases[i].left_ms);
    }
}

static void test_an_unknown_round_trip_counts_as_none(void **state)
{
    const struct ticket_store store = { 0 };
    struct round_trip trip = { 0 };
    int64_t left_ms = 0;

    round_trip_end(&trip, 7000); /* an answer to nothing */
    assert_false(trip.known);
    assert_int_equal(late_ticket_check(&store, &trip, 0, &left_ms), TICKET_KEEP_WAITING);
    assert_int_equal(left_ms, 60);

    round_trip_begin(&trip, 0);
    assert_int_equal(late_ticket_check(&store, &trip, 20, &left_ms), TICKET_KEEP_WAITING);
    assert_int_equal(left_ms, 40);
}

static void test_a_flight_sent_in_pieces_counts_from_its_end(void **state)
{
    struct round_trip trip = { 0 };

    round_trip_begin(&trip, 0);
    round_trip_begin(&trip, 400);
    round_trip_end(&trip, 450);

    assert_true(trip.known);
    assert_int_equal(trip.estimate_ms, 50);
}

static void test_only_the_first_answer_counts(void **state)
{
    struct round_trip trip = trip_of(80);

    round_trip_end(&trip, 99999);
    round_trip_begin(&trip, 100000);
    round_trip_end(&trip, 100001);

    assert_int_equal(trip.estimate_ms, 80);
}

static void test_a_ticket_that_is_here_needs_no_wait(void **state)
{
    struct ticket_store store = { 0 };
    struct stored_ticket ticket = { .facts = { .lifetime_s = 10 } };
    struct round_trip trip = trip_of(80);
    int64_t left_ms = -1;
    ticket_store_put(&store, &ticket);

    assert_int_equal(late_ticket_check(&store, &trip, 0, &left_ms), TICKET_HERE);
    assert_int_equal(late_ticket_check(&store, &trip, 5000, &left_ms), TICKET_HERE);
    assert_int_equal(left_ms, -1);

    assert_true(ticket_store_take(&store, 0, &ticket));
    assert_int_equal(late_ticket_check(&store, &trip, 0, &left_ms), TICKET_GIVE_UP);
    ticket_store_wipe(&store);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_wait_is_a_round_trip_and_some_slack),
        cmocka_unit_test(test_an_unknown_round_trip_counts_as_none),
        cmocka_unit_test(test_a_flight_sent_in_pieces_counts_from_its_end),
        cmocka_unit_test(test_only_the_first_answer_counts),
        cmocka_unit_test(test_a_ticket_that_is_here_needs_no_wait),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

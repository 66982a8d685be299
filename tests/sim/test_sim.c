/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_sim.c - virtual time and links keep their promises */

#include "sim.h"

/* clang-format off */
#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>
/* clang-format on */

#include <string.h>
#include <sys/time.h>

static struct sim sim;
static struct sim_link wire;

static void begin(struct sim_options options)
{
    sim_init(&sim, &options);
    sim_link_open(&sim, &wire);
}

static int end(void **state)
{
    sim_end(&sim);
    return 0;
}

static void test_bytes_arrive_after_half_the_round_trip(void **state)
{
    char got[8] = "";
    begin((struct sim_options){ .rtt_ms = 80 });

    sim_link_push(&wire, "abc", 3);
    sim_pass(&sim, 39);
    assert_false(sim_link_is_readable(&wire));
    sim_pass(&sim, 1);

    assert_int_equal(sim_link_pull(&wire, got, sizeof got), 3);
    assert_string_equal(got, "abc");
}

static void test_bandwidth_delays_what_stands_behind(void **state)
{
    char bytes[100] = "";
    begin((struct sim_options){ .bytes_per_ms = 10 });

    sim_link_push(&wire, bytes, sizeof bytes);
    sim_link_push(&wire, bytes, sizeof bytes);

    assert_true(sim_advance(&sim, SIM_FOREVER));
    assert_int_equal(sim_now_ms(), 10);
    assert_true(sim_advance(&sim, SIM_FOREVER));
    assert_int_equal(sim_now_ms(), 20);
    assert_false(sim_advance(&sim, SIM_FOREVER));
}

static void test_nothing_overtakes_when_the_link_gets_faster(void **state)
{
    char got[8] = "";
    begin((struct sim_options){ .rtt_ms = 80 });

    sim_link_push(&wire, "a", 1);
    wire.latency_us = 0;
    sim_link_push(&wire, "b", 1);

    assert_false(sim_link_is_readable(&wire));
    sim_pass(&sim, 40);
    assert_int_equal(sim_link_pull(&wire, got, sizeof got), 2);
    assert_string_equal(got, "ab");
}

static void test_held_bytes_come_later(void **state)
{
    char got[8] = "";
    begin((struct sim_options){ .rtt_ms = 0 });

    sim_link_hold_after(&wire, 2, 50);
    sim_link_push(&wire, "abc", 3);

    assert_int_equal(sim_link_pull(&wire, got, sizeof got), 2);
    sim_pass(&sim, 50);
    assert_int_equal(sim_link_pull(&wire, got, sizeof got), 1);
}

static void test_the_end_is_read_after_the_bytes(void **state)
{
    char got[8];
    begin((struct sim_options){ .rtt_ms = 10 });

    sim_link_push(&wire, "a", 1);
    sim_link_close(&wire, 0);
    sim_pass(&sim, 5);

    assert_false(sim_link_at_end(&wire));
    assert_int_equal(sim_link_pull(&wire, got, sizeof got), 1);
    assert_true(sim_link_at_end(&wire));
}

static void note_time(void *context)
{
    *(int64_t *)context = sim_now_ms();
}

static void test_an_event_happens_at_its_time(void **state)
{
    int64_t at_ms = -1;
    begin((struct sim_options){ 0 });

    sim_after(&sim, 30, note_time, &at_ms);
    sim_pass(&sim, 100);

    assert_int_equal(at_ms, 30);
    assert_int_equal(sim_now_ms(), 100);
}

static void test_the_clocks_of_the_process_are_virtual(void **state)
{
    struct timespec wall, steady, steady_before;
    struct timeval day;
    begin((struct sim_options){ 0 });
    clock_gettime(CLOCK_MONOTONIC, &steady_before);

    sim_pass(&sim, 1500);
    sim_turn_wall_clock(-1000 * 1000);

    clock_gettime(CLOCK_REALTIME, &wall);
    clock_gettime(CLOCK_MONOTONIC, &steady);
    gettimeofday(&day, NULL);
    assert_int_equal(wall.tv_sec, SIM_EPOCH_S + 1 - 1000);
    assert_int_equal(wall.tv_nsec, 500 * 1000 * 1000);
    assert_int_equal(day.tv_usec, 500 * 1000);
    assert_int_equal(time(NULL), wall.tv_sec);
    assert_int_equal(steady.tv_sec - steady_before.tv_sec, 1);
}

static void test_a_seed_gives_one_sequence(void **state)
{
    begin((struct sim_options){ .seed = 7 });
    uint32_t first = sim_random(&sim), second = sim_random(&sim);

    begin((struct sim_options){ .seed = 7 });

    assert_int_equal(sim_random(&sim), first);
    assert_int_equal(sim_random(&sim), second);
    assert_int_not_equal(first, second);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(test_bytes_arrive_after_half_the_round_trip, end),
        cmocka_unit_test_teardown(test_bandwidth_delays_what_stands_behind, end),
        cmocka_unit_test_teardown(test_nothing_overtakes_when_the_link_gets_faster, end),
        cmocka_unit_test_teardown(test_held_bytes_come_later, end),
        cmocka_unit_test_teardown(test_the_end_is_read_after_the_bytes, end),
        cmocka_unit_test_teardown(test_an_event_happens_at_its_time, end),
        cmocka_unit_test_teardown(test_the_clocks_of_the_process_are_virtual, end),
        cmocka_unit_test_teardown(test_a_seed_gives_one_sequence, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

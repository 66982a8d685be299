/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_dtls_time.c - what is said again over datagrams, what is waited for, and when it is given up */

#include "dtls.h"

/* The peer of one who waits, when it shall not answer. */
static void deaf(struct sim_end *end)
{
}

static void test_a_hello_is_said_again_after_a_second_then_two(void **state)
{
    sim_init(&sim, &lossless);
    assert_code(pair_open(&pair, &sim, &(struct pair_options){ 0 }), 0);
    pair.server.done = true;

    assert_code(gnutls_handshake(pair.client.session), GNUTLS_E_AGAIN);
    assert_int_equal(gnutls_dtls_get_timeout(pair.client.session), 1000);
    assert_int_equal(pair.client.out.datagrams, 1);
    sim_pass(&sim, 990);
    assert_int_equal(gnutls_dtls_get_timeout(pair.client.session), 10);
    assert_code(gnutls_handshake(pair.client.session), GNUTLS_E_AGAIN);
    assert_int_equal(pair.client.out.datagrams, 1);
    sim_pass(&sim, 20);
    assert_code(gnutls_handshake(pair.client.session), GNUTLS_E_AGAIN);
    assert_int_equal(pair.client.out.datagrams, 2);
    assert_int_equal(gnutls_dtls_get_timeout(pair.client.session), 2000);
}

static void test_the_time_of_a_handshake_is_one_of_datagrams_too(void **state)
{
    int result;

    sim_init(&sim, &lossless);
    assert_code(pair_open(&pair, &sim, &(struct pair_options){ 0 }), 0);
    gnutls_handshake_set_timeout(pair.client.session, 4000);
    pair.server.work = deaf;

    do {
        result = gnutls_handshake(pair.client.session);
        sim_pass(&sim, 100);
    } while (result == GNUTLS_E_AGAIN && sim_now_ms() < 100000);

    assert_code(result, GNUTLS_E_TIMEDOUT);
    assert_in_range(sim_now_ms(), 4000, 4700);
}

static void test_a_handshake_is_given_up_at_its_time(void **state)
{
    int result;

    sim_init(&sim, &lossless);
    assert_code(pair_open(&pair, &sim, &(struct pair_options){ 0 }), 0);
    gnutls_dtls_set_timeouts(pair.client.session, 500, 4000);
    pair.server.work = deaf;

    do {
        result = gnutls_handshake(pair.client.session);
        sim_pass(&sim, 100);
    } while (result == GNUTLS_E_AGAIN && sim_now_ms() < 100000);

    assert_code(result, GNUTLS_E_TIMEDOUT);
    assert_in_range(sim_now_ms(), 4000, 4700);
}

static void test_who_blocks_waits_and_gives_up_at_its_time(void **state)
{
    sim_init(&sim, &lossless);
    assert_code(pair_open(&pair, &sim, &(struct pair_options){ .blocking = true }), 0);
    gnutls_dtls_set_timeouts(pair.client.session, 500, 4000);
    pair.server.work = deaf;

    assert_code(gnutls_handshake(pair.client.session), GNUTLS_E_TIMEDOUT);

    assert_in_range(sim_now_ms(), 3500, 7500);
    assert_in_range(pair.client.out.datagrams, 3, 5);
}

static void test_who_blocks_gets_through_a_bad_network(void **state)
{
    const struct sim_options bad = { .seed = 11,
                                     .rtt_ms = 40,
                                     .datagrams = { .on = true, .lost = 25, .doubled = 20 } };

    sim_init(&sim, &bad);
    assert_code(pair_open(&pair, &sim, &(struct pair_options){ .blocking = true }), 0);

    assert_code(INSIST(gnutls_handshake(pair.client.session)), 0);
}

static void test_a_read_ends_at_its_time(void **state)
{
    char got[16];

    sim_init(&sim, &lossless);
    assert_code(pair_open(&pair, &sim, &(struct pair_options){ .blocking = true }), 0);
    assert_code(gnutls_handshake(pair.client.session), 0);
    int64_t before_ms = sim_now_ms();
    gnutls_record_set_timeout(pair.client.session, 700);

    assert_code(gnutls_record_recv(pair.client.session, got, sizeof got), GNUTLS_E_TIMEDOUT);
    assert_int_equal(sim_now_ms() - before_ms, 700);
}

int main(void)
{
    ADD(test_a_hello_is_said_again_after_a_second_then_two);
    ADD(test_the_time_of_a_handshake_is_one_of_datagrams_too);
    ADD(test_a_handshake_is_given_up_at_its_time);
    ADD(test_who_blocks_waits_and_gives_up_at_its_time);
    ADD(test_who_blocks_gets_through_a_bad_network);
    ADD(test_a_read_ends_at_its_time);
    return suite_run("dtls_time");
}

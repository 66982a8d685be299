/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_strict_dtls.c - row L6: what may come over datagrams, in which order, or not at all
 *
 * RFC 6347, 4.2.4 and RFC 5764, 4.1. What a single record or fragment may be is in
 * unit/record/test_datagram.c and unit/handshake/test_fragments.c.
 */

#include "datagrams.h"

#include "base/errors.h"
#include "wire/reader.h"

#include <gnutls/dtls.h>

#include <errno.h>

static int read_at(const struct sim_end *end)
{
    char bytes[16];

    return (int)gnutls_record_recv(end->session, bytes, sizeof bytes);
}

/* Until the server has said its last word, which has not arrived yet. */
static void run_to_the_last_word(struct world *w)
{
    for (int i = 0; i < 10 && !w->pair.server.done; i++) {
        end_turn(&w->pair.client);
        sim_pass(&w->sim, 10);
        end_turn(&w->pair.server);
        if (!w->pair.server.done)
            sim_pass(&w->sim, 10);
    }
    assert_int_equal(w->pair.server.result, 0);
    assert_int_equal(w->pair.client.result, GNUTLS_E_AGAIN);
}

/* ---- a further handshake is asked for ---- */

/* Calls the server's gnutls_handshake(), and reads at a client that begins one when it is told. */
static void shake_again(struct world *w)
{
    int client = GNUTLS_E_REHANDSHAKE, server = GNUTLS_E_AGAIN;
    bool told = false;

    for (int i = 0; i < 400 && (client != 0 || server != 0); i++) {
        if (server == GNUTLS_E_AGAIN)
            server = gnutls_handshake(w->pair.server.session);
        sim_pass(&w->sim, 10);
        if (!w->pair.client.done)
            end_turn(&w->pair.client);
        else if (!told)
            told = read_at(&w->pair.client) == GNUTLS_E_REHANDSHAKE;
        else if (client != 0)
            client = gnutls_handshake(w->pair.client.session);
        else
            assert_int_equal(read_at(&w->pair.client), GNUTLS_E_AGAIN);
        sim_pass(&w->sim, 10);
    }
    assert_true(told);
    assert_int_equal(client, 0);
    assert_int_equal(server, 0);
}

static void test_l6_a_lost_hello_request_is_said_again(void **state)
{
    enum { LOST = 3 };
    struct world w;

    begin(&w, &(struct pair_options){ 0 });
    assert_int_equal(pair_handshake(&w.pair), 0);
    assert_int_equal(pair_ping(&w.pair), 0);
    assert_int_equal(gnutls_rehandshake(w.pair.server.session), 0);
    for (int i = 0; i < LOST; i++) {
        assert_true(sim_link_drop(&w.pair.server.out) > 0);
        assert_int_equal(gnutls_handshake(w.pair.server.session), GNUTLS_E_AGAIN);
        assert_int_equal(sim_link_drop(&w.pair.server.out), 0);
        assert_in_range(gnutls_dtls_get_timeout(w.pair.server.session), 1, 1000 << i);
        sim_pass(&w.sim, gnutls_dtls_get_timeout(w.pair.server.session));
        assert_int_equal(gnutls_handshake(w.pair.server.session), GNUTLS_E_AGAIN);
    }

    shake_again(&w);
    assert_int_equal(pair_ping(&w.pair), 0);
    finish(&w);
}

/* The client has not even done with the first handshake. */
static void test_l6_a_request_does_not_push_the_last_word_aside(void **state)
{
    struct world w;

    begin(&w, &(struct pair_options){ 0 });
    run_to_the_last_word(&w);
    assert_int_equal(gnutls_rehandshake(w.pair.server.session), 0);
    assert_true(sim_link_drop(&w.pair.server.out) > 0);

    shake_again(&w);
    assert_int_equal(w.pair.client.result, 0);
    assert_int_equal(pair_ping(&w.pair), 0);
    finish(&w);
}

/* A client may want none of it; what it said no to is not said again. */
static void refuse(int (*hear)(struct world *))
{
    struct world w;

    begin(&w, &(struct pair_options){ 0 });
    assert_int_equal(pair_handshake(&w.pair), 0);
    assert_int_equal(gnutls_rehandshake(w.pair.server.session), 0);
    sim_pass(&w.sim, 10);
    assert_int_equal(read_at(&w.pair.client), GNUTLS_E_REHANDSHAKE);
    assert_int_equal(
        gnutls_alert_send(w.pair.client.session, GNUTLS_AL_WARNING, GNUTLS_A_NO_RENEGOTIATION), 0);
    sim_pass(&w.sim, 10);
    assert_int_equal(hear(&w), GNUTLS_E_WARNING_ALERT_RECEIVED);

    assert_int_equal(gnutls_dtls_get_timeout(w.pair.server.session), 0);
    sim_pass(&w.sim, 5000);
    assert_int_equal(gnutls_handshake(w.pair.server.session), GNUTLS_E_AGAIN);
    assert_int_equal(read_at(&w.pair.server), GNUTLS_E_AGAIN);
    assert_false(sim_link_has_bytes(&w.pair.server.out));
    assert_int_equal(pair_ping(&w.pair), 0);
    finish(&w);
}

static int hear_in_handshake(struct world *w)
{
    return gnutls_handshake(w->pair.server.session);
}

static int hear_in_read(struct world *w)
{
    return read_at(&w->pair.server);
}

static void test_l6_a_request_that_was_refused_is_not_said_again(void **state)
{
    refuse(hear_in_handshake);
    refuse(hear_in_read);
}

/* ---- the last word ---- */

/* It gets lost; the client says its own again, and the server's way out is blocked just then. */
static void test_l6_a_last_flight_that_stalls_goes_on(void **state)
{
    struct world w;

    begin(&w, &(struct pair_options){ 0 });
    run_to_the_last_word(&w);
    assert_true(sim_link_drop(&w.pair.server.out) > 0);
    sim_pass(&w.sim, 1000);
    end_turn(&w.pair.client);
    sim_pass(&w.sim, 10);
    for (int i = 0; i < 3; i++) {
        w.pair.server.fault.push.error = EAGAIN;
        assert_int_equal(read_at(&w.pair.server), GNUTLS_E_AGAIN);
        assert_int_equal(sim_link_drop(&w.pair.server.out), 0);
    }
    assert_int_equal(read_at(&w.pair.server), GNUTLS_E_AGAIN);
    sim_pass(&w.sim, 10);
    end_turn(&w.pair.client);

    assert_int_equal(w.pair.client.result, 0);
    assert_int_equal(pair_ping(&w.pair), 0);
    finish(&w);
}

/* ---- data overtakes a Finished ---- */

enum { KEPT_MAX = 16, DATAGRAM_ROOM = 2048 };

/* Takes what is on its way from the server, datagram by datagram. */
static unsigned take_datagrams(struct world *w, uint8_t (*out)[DATAGRAM_ROOM], size_t *out_sizes)
{
    unsigned count = 0;

    sim_pass(&w->sim, 10);
    while (count < KEPT_MAX && sim_link_has_bytes(&w->pair.server.out)) {
        out_sizes[count] = sim_link_pull(&w->pair.server.out, out[count], DATAGRAM_ROOM);
        count++;
    }
    return count;
}

static void overtake(unsigned datagrams)
{
    static uint8_t last_word[KEPT_MAX][DATAGRAM_ROOM];
    static const uint8_t data[1000];
    size_t sizes[KEPT_MAX];
    unsigned count;
    struct world w;

    begin(&w, &(struct pair_options){ 0 });
    run_to_the_last_word(&w);
    count = take_datagrams(&w, last_word, sizes);
    assert_true(count > 0);
    for (unsigned i = 0; i < datagrams; i++) {
        assert_int_equal(gnutls_record_send(w.pair.server.session, data, sizeof data), 1000);
        sim_pass(&w.sim, 10);
        end_turn(&w.pair.client);
        assert_int_equal(w.pair.client.result, GNUTLS_E_AGAIN);
        assert_in_range(w.pair.client.session->in.datagrams->held.size, 1000, HELD_MAX);
    }
    for (unsigned i = 0; i < count; i++)
        sim_link_push(&w.pair.server.out, last_word[i], sizes[i]);
    sim_pass(&w.sim, 10);
    end_turn(&w.pair.client);

    assert_int_equal(w.pair.client.result, 0);
    assert_int_equal(w.pair.client.session->in.datagrams->held.size, 0);
    assert_true(end_read_all(&w.pair.client) <= HELD_MAX);
    assert_int_equal(pair_ping(&w.pair), 0);
    finish(&w);
}

/* Datagrams may get lost, so may these; but they cost a bounded room, and nothing else. */
static void test_l6_data_ahead_of_a_finished_is_dropped_or_kept_within_a_bound(void **state)
{
    overtake(1);
    overtake(100);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_l6_a_lost_hello_request_is_said_again),
        cmocka_unit_test(test_l6_a_request_does_not_push_the_last_word_aside),
        cmocka_unit_test(test_l6_a_request_that_was_refused_is_not_said_again),
        cmocka_unit_test(test_l6_a_last_flight_that_stalls_goes_on),
        cmocka_unit_test(test_l6_data_ahead_of_a_finished_is_dropped_or_kept_within_a_bound),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_stalled_records.c - sending and reading that stalls, and corks */

#include "texts.h"

#include <errno.h>

/* ---- stalls ---- */

static void test_a_stalled_record_goes_on_with_the_same_arguments(void **state)
{
    begin_connected_pair(&plain);
    pair.client.fault.push = (struct sim_fault){ 0, EAGAIN };

    assert_code(gnutls_record_send(pair.client.session, "data", 4), GNUTLS_E_AGAIN);
    assert_int_equal(gnutls_record_get_direction(pair.client.session), 1);
    assert_code(gnutls_record_send(pair.client.session, "data", 4), 4);

    assert_text(&pair.server, "data");
    assert_int_equal(end_read_all(&pair.server), 0);
}

static void test_a_stalled_record_goes_on_with_no_data(void **state)
{
    begin_connected_pair(&plain);
    pair.client.fault.push = (struct sim_fault){ 0, EINTR };

    assert_code(gnutls_record_send(pair.client.session, "data", 4), GNUTLS_E_INTERRUPTED);
    assert_code(gnutls_record_send(pair.client.session, NULL, 0), 4);

    assert_text(&pair.server, "data");
    assert_int_equal(end_read_all(&pair.server), 0);
}

static void test_a_stalled_record_can_be_discarded(void **state)
{
    begin_connected_pair(&plain);
    pair.client.fault.push = (struct sim_fault){ 0, EAGAIN };
    assert_code(gnutls_record_send(pair.client.session, "data", 4), GNUTLS_E_AGAIN);

    assert_true(gnutls_record_discard_queued(pair.client.session) > 0);

    assert_int_equal(gnutls_record_discard_queued(pair.client.session), 0);
    assert_int_equal(pair_settle(&pair), 0);
}

static void test_nothing_to_read_is_again(void **state)
{
    char byte;
    begin_connected_pair(&plain);

    assert_code(gnutls_record_recv(pair.client.session, &byte, 1), GNUTLS_E_AGAIN);
    assert_int_equal(gnutls_record_get_direction(pair.client.session), 0);
    pair.client.fault.pull = (struct sim_fault){ 0, EINTR };
    assert_code(gnutls_record_recv(pair.client.session, &byte, 1), GNUTLS_E_INTERRUPTED);
    assert_code(pair_ping(&pair), 0);
}

static void test_a_read_that_took_in_a_ticket_is_again(void **state)
{
    char byte;
    sim_init(&sim, &(struct sim_options){ 0 });
    connect_pair(&(struct pair_options){ .tickets = true });
    pair.client.blocking = true;

    assert_code(gnutls_record_recv(pair.client.session, &byte, 1), GNUTLS_E_AGAIN);
    assert_true(gnutls_session_get_flags(pair.client.session) & GNUTLS_SFLAGS_SESSION_TICKET);
}

/* ---- corking ---- */

static void test_a_cork_holds_until_it_is_drawn(void **state)
{
    begin_connected_pair(&plain);
    end_forget_asked(&pair.client);
    gnutls_record_cork(pair.client.session);
    send_text(&pair.client, "one");
    send_text(&pair.client, "two");
    assert_int_equal(pair.client.asked.pushes, 0);
    assert_int_equal(gnutls_record_check_corked(pair.client.session), 6);

    assert_code(gnutls_record_uncork(pair.client.session, GNUTLS_RECORD_WAIT), 6);

    assert_int_equal(gnutls_record_check_corked(pair.client.session), 0);
    assert_text(&pair.server, "onetwo");
}

static void test_drawing_no_cork_does_nothing(void **state)
{
    begin_connected_pair(&plain);
    end_forget_asked(&pair.client);

    assert_code(gnutls_record_uncork(pair.client.session, 0), 0);

    assert_int_equal(pair.client.asked.pushes, 0);
}

static void test_a_stalled_uncork_goes_on(void **state)
{
    begin_connected_pair(&plain);
    gnutls_record_cork(pair.client.session);
    send_text(&pair.client, "data");
    pair.client.fault.push = (struct sim_fault){ 0, EAGAIN };

    assert_code(gnutls_record_uncork(pair.client.session, 0), GNUTLS_E_AGAIN);
    assert_code(gnutls_record_uncork(pair.client.session, 0), 4);

    assert_text(&pair.server, "data");
    assert_int_equal(end_read_all(&pair.server), 0);
}

static void test_an_uncork_that_waits_absorbs_stalls(void **state)
{
    begin_connected_pair(&plain);
    gnutls_record_cork(pair.client.session);
    send_text(&pair.client, "data");
    pair.client.fault.push = (struct sim_fault){ 0, EAGAIN };

    assert_code(gnutls_record_uncork(pair.client.session, GNUTLS_RECORD_WAIT), 4);

    assert_text(&pair.server, "data");
}

int main(void)
{
    ADD(test_a_stalled_record_goes_on_with_the_same_arguments);
    ADD(test_a_stalled_record_goes_on_with_no_data);
    ADD(test_a_stalled_record_can_be_discarded);
    ADD(test_nothing_to_read_is_again);
    ADD(test_a_read_that_took_in_a_ticket_is_again);
    ADD(test_a_cork_holds_until_it_is_drawn);
    ADD(test_drawing_no_cork_does_nothing);
    ADD(test_a_stalled_uncork_goes_on);
    ADD(test_an_uncork_that_waits_absorbs_stalls);
    return suite_run("stalled_records");
}

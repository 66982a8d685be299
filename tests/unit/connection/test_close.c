/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_close.c - closing in order, and how the lack of it is told */

#include "unit/connection/open_pair.h"

static void test_closing_reads_as_the_end_and_leaves_the_other_way_open(void **state)
{
    pair_open();
    assert_int_equal(connection_close(pair.server, false), 0);

    assert_int_equal(client_reads(""), 0);
    assert_int_equal(client_reads(""), 0);
    assert_int_equal(client_sends("still"), 0);
    assert_int_equal(server_reads("still"), 0);
    pair_close();
}

static void test_both_ways_waits_for_the_peer_and_throws_data_away(void **state)
{
    pair_open();
    server_sends("late");
    assert_int_equal(connection_close(pair.client, true), GNUTLS_E_AGAIN);
    assert_int_equal(connection_close(pair.server, true), 0);

    assert_int_equal(connection_close(pair.client, true), 0);
    pair_close();
}

static void test_a_close_that_stalls_goes_once(void **state)
{
    pair_open();
    pair.to_server.stalls = true;
    pair.to_server.chunk = 5;
    while (connection_close(pair.client, false) == GNUTLS_E_AGAIN)
        ;
    pair.to_server.stalls = false;

    assert_int_equal(server_reads(""), 0);
    assert_int_equal(pair.to_server.bytes.size, pair.to_server.pulled);
    pair_close();
}

static void test_after_closing_nothing_is_sent(void **state)
{
    pair_open();
    assert_int_equal(connection_close(pair.client, false), 0);

    assert_int_equal(client_sends("x"), GNUTLS_E_INVALID_SESSION);
    assert_int_equal(connection_update_keys(pair.client, false), GNUTLS_E_INVALID_SESSION);
    assert_int_equal(connection_close(pair.client, false), 0);
    pair_close();
}

/* M8. */
static void test_a_missing_close_is_told(void **state)
{
    pair_open();
    pair.to_client.closed = true;

    assert_int_equal(connection_close(pair.client, true), GNUTLS_E_PREMATURE_TERMINATION);
    assert_int_equal(connection_close(pair.client, true), GNUTLS_E_INVALID_SESSION);
    pair_close();
}

static void test_after_a_fatal_alert_nothing_is_sent(void **state)
{
    pair_open();
    assert_int_equal(
        connection_send_alert(pair.client, GNUTLS_AL_FATAL, GNUTLS_A_HANDSHAKE_FAILURE), 0);
    assert_int_equal(connection_send_alert(pair.client, GNUTLS_AL_FATAL, GNUTLS_A_INTERNAL_ERROR),
                     0);

    assert_int_equal(alert_at_server(), GNUTLS_A_HANDSHAKE_FAILURE);
    assert_int_equal(pair.to_server.bytes.size, pair.to_server.pulled);
    assert_int_equal(client_sends("x"), GNUTLS_E_INVALID_SESSION);
    assert_int_equal(client_reads(""), GNUTLS_E_AGAIN);
    pair_close();
}

static void test_an_alert_that_stalls_goes_once(void **state)
{
    pair_open();
    pair.to_server.stalls = true;
    assert_int_equal(connection_send_alert_for(pair.client, GNUTLS_E_CERTIFICATE_ERROR),
                     GNUTLS_E_AGAIN);
    assert_int_equal(connection_send_alert_for(pair.client, GNUTLS_E_CERTIFICATE_ERROR), 0);
    pair.to_server.stalls = false;

    assert_int_equal(alert_at_server(), GNUTLS_A_BAD_CERTIFICATE);
    assert_int_equal(pair.to_server.bytes.size, pair.to_server.pulled);
    pair_close();
}

static int carry_nothing(gnutls_session_t session, gnutls_record_encryption_level_t level,
                         gnutls_handshake_description_t type, const void *data, size_t size)
{
    return 0;
}

/* RFC 9001: there may be no transport at all, and descriptor 0 is somebody else's. */
static void test_who_carries_messages_alone_gets_no_alerts_in_records(void **state)
{
    pair_open();
    pair.client->config.detached.message = carry_nothing;

    assert_int_equal(connection_send_alert_for(pair.client, GNUTLS_E_CERTIFICATE_ERROR), 0);
    assert_int_equal(connection_close(pair.client, true), 0);

    assert_int_equal(pair.to_server.pushes, 0);
    pair_close();
}

/* A hook that closes: the read that it was called from goes on. */
static int close_both_ways(gnutls_session_t session, unsigned type, unsigned when,
                           unsigned incoming, const gnutls_datum_t *message)
{
    static unsigned calls;

    assert_true(++calls == 1);
    assert_int_equal(connection_close(session, true), GNUTLS_E_AGAIN);
    return 0;
}

static void test_a_hook_does_not_wait_within_the_read_that_called_it(void **state)
{
    pair_open();
    pair.client->config.hook = (struct hook){ .function = close_both_ways,
                                              .type = NEW_SESSION_TICKET,
                                              .when = GNUTLS_HOOK_PRE };
    server_sends_ticket();

    assert_int_equal(client_reads(""), GNUTLS_E_AGAIN);

    assert_int_equal(pair.client->resumption.tickets.count, 1);
    assert_int_equal(connection_close(pair.server, false), 0);
    assert_int_equal(connection_close(pair.client, true), 0);
    pair_close();
}

static void test_errors_that_the_peer_knows_of_send_nothing(void **state)
{
    pair_open();
    assert_int_equal(connection_send_alert_for(pair.client, GNUTLS_E_FATAL_ALERT_RECEIVED), 0);
    assert_int_equal(connection_send_alert_for(pair.client, GNUTLS_E_PREMATURE_TERMINATION), 0);

    assert_int_equal(pair.to_server.bytes.size, 0);
    pair_close();
}

/* RFC 8446, 6.2. */
static void test_after_a_fatal_alert_there_is_no_close_notify(void **state)
{
    pair_open();
    assert_int_equal(
        connection_send_alert(pair.client, GNUTLS_AL_FATAL, GNUTLS_A_HANDSHAKE_FAILURE), 0);

    assert_int_equal(connection_close(pair.client, false), 0);

    assert_int_equal(alert_at_server(), GNUTLS_A_HANDSHAKE_FAILURE);
    assert_int_equal(pair.to_server.bytes.size, pair.to_server.pulled);
    pair_close();
}

static void test_a_fatal_alert_goes_behind_a_warning_that_stalled(void **state)
{
    pair_open();
    pair.to_server.stalls = true;
    assert_int_equal(connection_send_alert(pair.client, GNUTLS_AL_WARNING, GNUTLS_A_USER_CANCELED),
                     GNUTLS_E_AGAIN);
    pair.to_server.stalls = false;

    assert_int_equal(connection_send_alert_for(pair.client, GNUTLS_E_CERTIFICATE_ERROR), 0);

    assert_int_equal(server_reads(""), GNUTLS_E_WARNING_ALERT_RECEIVED);
    assert_int_equal(alert_at_server(), GNUTLS_A_BAD_CERTIFICATE);
    pair_close();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_closing_reads_as_the_end_and_leaves_the_other_way_open),
        cmocka_unit_test(test_both_ways_waits_for_the_peer_and_throws_data_away),
        cmocka_unit_test(test_a_close_that_stalls_goes_once),
        cmocka_unit_test(test_after_closing_nothing_is_sent),
        cmocka_unit_test(test_a_missing_close_is_told),
        cmocka_unit_test(test_after_a_fatal_alert_nothing_is_sent),
        cmocka_unit_test(test_an_alert_that_stalls_goes_once),
        cmocka_unit_test(test_who_carries_messages_alone_gets_no_alerts_in_records),
        cmocka_unit_test(test_a_hook_does_not_wait_within_the_read_that_called_it),
        cmocka_unit_test(test_errors_that_the_peer_knows_of_send_nothing),
        cmocka_unit_test(test_after_a_fatal_alert_there_is_no_close_notify),
        cmocka_unit_test(test_a_fatal_alert_goes_behind_a_warning_that_stalled),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

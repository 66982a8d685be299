/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_records.c - sending, receiving, closing */

#include "texts.h"

/* ---- arguments and states ---- */

static void test_before_the_handshake_nothing_is_sent_or_read(void **state)
{
    char byte = 'x';
    begin_pair(&plain);

    assert_code(gnutls_record_send(pair.client.session, &byte, 1),
                GNUTLS_E_UNAVAILABLE_DURING_HANDSHAKE);
    assert_code(gnutls_record_recv(pair.client.session, &byte, 1),
                GNUTLS_E_UNAVAILABLE_DURING_HANDSHAKE);
    assert_int_equal(pair.client.asked.pushes, 0);
}

static void test_no_bytes_and_no_buffer(void **state)
{
    char byte;
    begin_connected_pair(&plain);

    assert_code(gnutls_record_send(pair.client.session, NULL, 0), GNUTLS_E_INVALID_REQUEST);
    assert_code(gnutls_record_send(pair.client.session, "", 0), GNUTLS_E_INVALID_REQUEST);
    assert_code(gnutls_record_recv(pair.client.session, NULL, 4), GNUTLS_E_INVALID_REQUEST);
    assert_code(gnutls_record_recv(pair.client.session, &byte, 0), GNUTLS_E_INVALID_REQUEST);
    assert_code(pair_ping(&pair), 0);
}

/* ---- sizes ---- */

static void test_a_record_is_read_in_parts(void **state)
{
    char got[8];
    begin_connected_pair(&plain);
    send_text(&pair.client, "0123456789");

    assert_code(pair_receive(&pair.server, got, 4), 4);
    assert_memory_equal(got, "0123", 4);
    assert_int_equal(gnutls_record_check_pending(pair.server.session), 6);
    assert_code(gnutls_record_recv(pair.server.session, got, sizeof got), 6);
    assert_memory_equal(got, "456789", 6);
    assert_int_equal(gnutls_record_check_pending(pair.server.session), 0);
}

static void test_one_read_gives_at_most_one_record(void **state)
{
    begin_connected_pair(&plain);
    send_text(&pair.client, "one");
    send_text(&pair.client, "two");

    assert_text(&pair.server, "one");
    assert_text(&pair.server, "two");
}

static void test_what_is_too_long_is_sent_in_parts(void **state)
{
    static char bytes[40000], got[40000];
    begin_connected_pair(&plain);
    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] = (char)(i * 31);

    assert_code(gnutls_record_send(pair.client.session, bytes, sizeof bytes), 16384);
    assert_code(gnutls_record_send(pair.client.session, bytes + 16384, sizeof bytes - 16384),
                16384);
    assert_code(gnutls_record_send(pair.client.session, bytes + 32768, sizeof bytes - 32768),
                (long)sizeof bytes - 32768);

    for (size_t done = 0; done < sizeof got;) {
        ssize_t size = pair_receive(&pair.server, got + done, sizeof got - done);
        assert_true(size > 0 && size <= 16384);
        done += (size_t)size;
    }
    assert_memory_equal(bytes, got, sizeof bytes);
}

static void test_the_record_size_can_be_lowered(void **state)
{
    static char bytes[4000];
    begin_pair(&plain);
    assert_int_equal(gnutls_record_get_max_size(pair.client.session), 16384);
    assert_code(gnutls_record_set_max_size(pair.client.session, 511), GNUTLS_E_INVALID_REQUEST);
    assert_code(gnutls_record_set_max_size(pair.client.session, 16385), GNUTLS_E_INVALID_REQUEST);
    assert_code(gnutls_record_set_max_size(pair.client.session, 1024), 0);

    assert_code(pair_handshake(&pair), 0);

    assert_code(gnutls_record_send(pair.client.session, bytes, sizeof bytes), 1024);
    assert_int_equal(gnutls_record_get_max_size(pair.client.session), 1024);
}

static void test_a_limit_of_the_receiver_binds_the_sender(void **state)
{
    static char bytes[4000];
    begin_pair(&plain);
    assert_code(gnutls_record_set_max_recv_size(pair.client.session, 1000), 0);

    assert_code(pair_handshake(&pair), 0);

    assert_code(gnutls_record_send(pair.server.session, bytes, sizeof bytes), 1000);
    assert_code(gnutls_record_send(pair.client.session, bytes, sizeof bytes), sizeof bytes);
}

/* A client that could do TLS 1.3 counts a byte for it; in TLS 1.2 the record may be larger by that
 * one, and has to be read all the same. */
static void test_a_limit_binds_in_tls12_too(void **state)
{
    static const char *const priorities[] = { "NORMAL:-VERS-ALL:+VERS-TLS1.2",
                                              "NORMAL:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2" };
    static char bytes[4000];

    for (size_t i = 0; i < COUNT(priorities); i++) {
        if (i > 0 && library_under_test() == REFERENCE)
            return; /* it refuses the record */
        sim_init(&sim, &(struct sim_options){ 0 });
        assert_code(pair_open(&pair, &sim,
                              &(struct pair_options){ .client_priority = priorities[i],
                                                      .server_priority = priorities[0] }),
                    0);
        assert_code(gnutls_record_set_max_recv_size(pair.client.session, 1000), 0);
        assert_code(pair_handshake(&pair), 0);

        ssize_t sent = INSIST(gnutls_record_send(pair.server.session, bytes, sizeof bytes));
        assert_in_range(sent, 1000, 1000 + i);
        assert_int_equal(pair_receive(&pair.client, bytes, sizeof bytes), sent);
        pair_close(&pair);
        sim_end(&sim);
    }
}

static void test_overhead_is_known(void **state)
{
    begin_connected_pair(&plain);
    uint64_t before = pair.client.out.pushed;

    send_text(&pair.client, "0123456789");

    assert_int_equal(pair.client.out.pushed - before,
                     10 + gnutls_record_overhead_size(pair.client.session));
}

/* ---- closing ---- */

static void test_a_closed_direction_reads_as_end(void **state)
{
    char byte;
    begin_connected_pair(&plain);

    assert_code(gnutls_bye(pair.server.session, GNUTLS_SHUT_WR), 0);

    assert_int_equal(pair_receive(&pair.client, &byte, 1), 0);
    assert_int_equal(gnutls_record_recv(pair.client.session, &byte, 1), 0);
    send_text(&pair.client, "still");
    assert_text(&pair.server, "still");
}

static void test_bye_both_ways_waits_for_the_other(void **state)
{
    begin_connected_pair(&plain);
    assert_code(gnutls_bye(pair.client.session, GNUTLS_SHUT_RDWR), GNUTLS_E_AGAIN);
    sim_pass(&sim, 10);
    assert_code(gnutls_bye(pair.server.session, GNUTLS_SHUT_RDWR), 0);
    sim_pass(&sim, 10);

    assert_code(gnutls_bye(pair.client.session, GNUTLS_SHUT_RDWR), 0);
}

static void test_bye_may_be_said_again(void **state)
{
    begin_connected_pair(&plain);

    assert_code(gnutls_bye(pair.client.session, GNUTLS_SHUT_WR), 0);
    assert_code(gnutls_bye(pair.client.session, GNUTLS_SHUT_WR), 0);
    char byte;
    assert_int_equal(pair_receive(&pair.server, &byte, 1), 0);
    assert_int_equal(pair_receive(&pair.server, &byte, 1), 0);
}

static void test_after_bye_nothing_is_sent(void **state)
{
    begin_connected_pair(&plain);
    assert_code(gnutls_bye(pair.client.session, GNUTLS_SHUT_WR), 0);

    assert_code(gnutls_record_send(pair.client.session, "x", 1), GNUTLS_E_INVALID_SESSION);
}

static void test_an_end_without_notice_is_premature(void **state)
{
    char byte;
    begin_connected_pair(&plain);
    sim_link_close(&pair.server.out, 0);

    assert_code(pair_receive(&pair.client, &byte, 1), GNUTLS_E_PREMATURE_TERMINATION);
    assert_code(gnutls_record_recv(pair.client.session, &byte, 1), GNUTLS_E_INVALID_SESSION);
}

/* ---- alerts ---- */

/* RFC 8446, 6.1: user_canceled is the one that is no error by itself. */
static void test_user_canceled_is_a_warning(void **state)
{
    char byte;
    int expected = library_under_test() == REFERENCE ? GNUTLS_E_FATAL_ALERT_RECEIVED
                                                     : GNUTLS_E_WARNING_ALERT_RECEIVED;
    begin_connected_pair(&plain);
    assert_code(gnutls_alert_send(pair.server.session, GNUTLS_AL_WARNING, GNUTLS_A_USER_CANCELED),
                0);

    assert_code(pair_receive(&pair.client, &byte, 1), expected);

    assert_int_equal(gnutls_alert_get(pair.client.session), GNUTLS_A_USER_CANCELED);
}

static void test_a_fatal_alert_ends_it(void **state)
{
    char byte;
    begin_connected_pair(&plain);
    assert_code(gnutls_alert_send(pair.server.session, GNUTLS_AL_FATAL, GNUTLS_A_ACCESS_DENIED), 0);

    assert_code(pair_receive(&pair.client, &byte, 1), GNUTLS_E_FATAL_ALERT_RECEIVED);
    assert_int_equal(gnutls_alert_get(pair.client.session), GNUTLS_A_ACCESS_DENIED);
    assert_code(gnutls_record_recv(pair.client.session, &byte, 1), GNUTLS_E_INVALID_SESSION);
}

static void test_an_alert_stands_for_an_error(void **state)
{
    char byte;
    begin_connected_pair(&plain);
    assert_code(gnutls_alert_send_appropriate(pair.server.session, GNUTLS_E_DECRYPTION_FAILED), 0);

    assert_code(pair_receive(&pair.client, &byte, 1), GNUTLS_E_FATAL_ALERT_RECEIVED);
    assert_int_equal(gnutls_alert_get(pair.client.session), GNUTLS_A_BAD_RECORD_MAC);
}

int main(void)
{
    ADD(test_before_the_handshake_nothing_is_sent_or_read);
    ADD(test_no_bytes_and_no_buffer);
    ADD(test_a_record_is_read_in_parts);
    ADD(test_one_read_gives_at_most_one_record);
    ADD(test_what_is_too_long_is_sent_in_parts);
    ADD(test_the_record_size_can_be_lowered);
    ADD(test_a_limit_of_the_receiver_binds_the_sender);
    ADD(test_a_limit_binds_in_tls12_too);
    ADD(test_overhead_is_known);
    ADD(test_a_closed_direction_reads_as_end);
    ADD(test_bye_both_ways_waits_for_the_other);
    ADD(test_bye_may_be_said_again);
    ADD(test_after_bye_nothing_is_sent);
    ADD(test_an_end_without_notice_is_premature);
    ADD(test_user_canceled_is_a_warning);
    ADD(test_a_fatal_alert_ends_it);
    ADD(test_an_alert_stands_for_an_error);
    return suite_run("records");
}

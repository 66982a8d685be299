/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_receive.c - the way in: data, late messages, alerts, and what must be refused */

#include "unit/connection/open_pair.h"

static void test_a_record_is_read_in_parts_and_then_the_next(void **state)
{
    char got[8];
    size_t size;

    pair_open();
    server_sends("abcdef");
    server_sends("ghi");

    assert_int_equal(connection_receive(pair.client, got, 4, &size), 0);
    assert_bytes_equal(got, size, "abcd", 4);
    assert_int_equal(connection_pending(pair.client), 2);
    assert_int_equal(client_reads("ef"), 0);
    assert_int_equal(client_reads("ghi"), 0);
    assert_int_equal(client_reads(""), GNUTLS_E_AGAIN);
    pair_close();
}

static void test_data_comes_whole_over_any_chunk_and_stall(void **state)
{
    for (size_t chunk = 1; chunk < 40; chunk++) {
        int result;

        pair_open();
        server_sends("hello, client");
        pair.to_client.chunk = chunk;
        pair.to_client.stalls = true;
        while ((result = client_reads("hello, client")) == GNUTLS_E_AGAIN)
            ;
        assert_int_equal(result, 0);
        pair_close();
    }
}

/* Programs know it so, and on descriptors that block too. */
static void test_a_ticket_ends_a_read_with_again(void **state)
{
    pair_open();
    server_sends_ticket();
    server_sends("data");

    assert_int_equal(client_reads(""), GNUTLS_E_AGAIN);
    assert_true(pair.client->resumption.ticket_seen);
    assert_int_equal(client_reads("data"), 0);
    pair_close();
}

static void test_a_ticket_over_several_records_is_one(void **state)
{
    for (size_t cut = 1; cut < 30; cut++) {
        struct buffer message = { 0 };

        pair_open();
        make_ticket("a ticket", &message);
        server_says(CONTENT_HANDSHAKE, message.data, cut);
        server_says(CONTENT_HANDSHAKE, message.data + cut, message.size - cut);

        assert_int_equal(client_reads(""), GNUTLS_E_AGAIN);
        assert_false(pair.client->resumption.ticket_seen);
        assert_int_equal(client_reads(""), GNUTLS_E_AGAIN);
        assert_int_equal(pair.client->resumption.tickets.count, 1);
        buffer_wipe(&message);
        pair_close();
    }
}

static void test_the_newest_tickets_are_kept(void **state)
{
    pair_open();
    for (int i = 0; i < 10; i++)
        server_sends_ticket();
    for (int i = 0; i < 10; i++)
        assert_int_equal(client_reads(""), GNUTLS_E_AGAIN);

    assert_int_equal(pair.client->resumption.tickets.count, TICKET_STORE_MAX);
    pair_close();
}

/* ---- what must be refused ---- */

struct refusal {
    const char *what;
    uint8_t type;
    uint8_t content[16];
    size_t size;
    int code, alert;
};

/* clang-format off */
static const struct refusal refusals[] = {
    { "M4: a hello after the handshake",     CONTENT_HANDSHAKE, { CLIENT_HELLO, 0, 0, 0 }, 4, GNUTLS_E_UNEXPECTED_PACKET, GNUTLS_A_UNEXPECTED_MESSAGE },
    { "M4: Finished after the handshake",    CONTENT_HANDSHAKE, { FINISHED, 0, 0, 0 }, 4, GNUTLS_E_UNEXPECTED_PACKET, GNUTLS_A_UNEXPECTED_MESSAGE },
    { "M4: an unknown message",              CONTENT_HANDSHAKE, { 99, 0, 0, 0 }, 4, GNUTLS_E_UNEXPECTED_PACKET, GNUTLS_A_UNEXPECTED_MESSAGE },
    { "M4: HelloRequest",                    CONTENT_HANDSHAKE, { HELLO_REQUEST, 0, 0, 0 }, 4, GNUTLS_E_UNEXPECTED_PACKET, GNUTLS_A_UNEXPECTED_MESSAGE },
    { "M5: a KeyUpdate of value 2",          CONTENT_HANDSHAKE, { KEY_UPDATE, 0, 0, 1, 2 }, 5, GNUTLS_E_RECEIVED_ILLEGAL_PARAMETER, GNUTLS_A_ILLEGAL_PARAMETER },
    { "M4: a KeyUpdate cut",                 CONTENT_HANDSHAKE, { KEY_UPDATE, 0, 0, 0 }, 4, GNUTLS_E_UNEXPECTED_PACKET_LENGTH, GNUTLS_A_DECODE_ERROR },
    { "M4: a KeyUpdate extended",            CONTENT_HANDSHAKE, { KEY_UPDATE, 0, 0, 2, 0, 0 }, 6, GNUTLS_E_UNEXPECTED_PACKET_LENGTH, GNUTLS_A_DECODE_ERROR },
    { "R15: bytes behind a KeyUpdate",       CONTENT_HANDSHAKE, { KEY_UPDATE, 0, 0, 1, 0, 4 }, 6, GNUTLS_E_UNEXPECTED_PACKET, GNUTLS_A_UNEXPECTED_MESSAGE },
    { "M4: a ticket cut",                    CONTENT_HANDSHAKE, { NEW_SESSION_TICKET, 0, 0, 2, 0, 0 }, 6, GNUTLS_E_UNEXPECTED_PACKET_LENGTH, GNUTLS_A_DECODE_ERROR },
    { "M3: a message over the limit",        CONTENT_HANDSHAKE, { NEW_SESSION_TICKET, 0xff, 0xff, 0xff }, 4, GNUTLS_E_HANDSHAKE_TOO_LARGE, -1 },
    { "an alert of one byte",                CONTENT_ALERT,     { 1 }, 1, GNUTLS_E_UNEXPECTED_PACKET_LENGTH, GNUTLS_A_DECODE_ERROR },
    { "an alert of three bytes",             CONTENT_ALERT,     { 1, 0, 0 }, 3, GNUTLS_E_UNEXPECTED_PACKET_LENGTH, GNUTLS_A_DECODE_ERROR },
    { "M9: a warning that is none in 1.3",   CONTENT_ALERT,     { 1, GNUTLS_A_NO_RENEGOTIATION }, 2, GNUTLS_E_FATAL_ALERT_RECEIVED, -1 },
    { "a fatal alert",                       CONTENT_ALERT,     { 2, GNUTLS_A_INTERNAL_ERROR }, 2, GNUTLS_E_FATAL_ALERT_RECEIVED, -1 },
};
/* clang-format on */

static void test_what_may_not_come_is_refused_by_the_table(void **state)
{
    for (size_t i = 0; i < ARRAY_SIZE(refusals); i++) {
        const struct refusal *row = &refusals[i];

        pair_open();
        server_says(row->type, row->content, row->size);

        int result = client_reads("");
        if (result != row->code)
            fail_msg("%s: %d", row->what, result);
        if (row->alert >= 0 && alert_at_server() != row->alert)
            fail_msg("%s: alert %u", row->what, pair.server->alert.description);
        assert_int_equal(client_reads(""), GNUTLS_E_INVALID_SESSION);
        assert_int_equal(client_sends("x"), GNUTLS_E_INVALID_SESSION);
        pair_close();
    }
}

static void test_a_ticket_for_a_server_is_refused(void **state)
{
    struct buffer message = { 0 };

    pair_open();
    make_ticket("a ticket", &message);
    assert_int_equal(outbound_queue(&pair.client->out, &pair.client->keys.out, CONTENT_HANDSHAKE,
                                    buffer_bytes(&message)),
                     0);
    assert_int_equal(outbound_flush(&pair.client->out, &pair.client->transport), 0);

    assert_int_equal(server_reads(""), GNUTLS_E_UNEXPECTED_PACKET);
    buffer_wipe(&message);
    pair_close();
}

/* RFC 8446, 5.1. */
static void test_nothing_may_stand_between_the_parts_of_a_message(void **state)
{
    struct buffer message = { 0 };

    pair_open();
    make_ticket("a ticket", &message);
    server_says(CONTENT_HANDSHAKE, message.data, 10);
    server_sends("data");

    assert_int_equal(client_reads(""), GNUTLS_E_AGAIN);
    assert_int_equal(client_reads(""), GNUTLS_E_UNEXPECTED_PACKET);
    buffer_wipe(&message);
    pair_close();
}

/* M5. */
static void test_a_flood_of_messages_is_refused(void **state)
{
    static const uint8_t update[] = { KEY_UPDATE, 0, 0, 1, 0 };
    int result, count = 0;

    pair_open();
    do {
        server_says(CONTENT_HANDSHAKE, update, sizeof(update));
        epochs_update_out(&pair.server->keys);
        result = client_reads("");
        count++;
    } while (result == GNUTLS_E_AGAIN && count < 1000);

    assert_int_equal(result, GNUTLS_E_UNEXPECTED_PACKET);
    assert_int_equal(count, 65);
    pair_close();
}

static void test_as_many_messages_over_time_are_none(void **state)
{
    pair_open();
    for (int i = 0; i < 500; i++) {
        server_sends_ticket();
        assert_int_equal(client_reads(""), GNUTLS_E_AGAIN);
        pair.now_ms += 20;
    }
    pair_close();
}

/* M7. */
static void test_warnings_are_told_and_bounded(void **state)
{
    static const uint8_t canceled[] = { GNUTLS_AL_WARNING, GNUTLS_A_USER_CANCELED };
    int result, count = 0;

    pair_open();
    do {
        server_says(CONTENT_ALERT, canceled, sizeof(canceled));
        result = client_reads("");
        count++;
    } while (result == GNUTLS_E_WARNING_ALERT_RECEIVED && count < 100);

    assert_int_equal(result, GNUTLS_E_UNEXPECTED_PACKET);
    assert_int_equal(count, 5);
    pair_close();
}

/* M8. */
static void test_an_end_without_close_notify_is_premature(void **state)
{
    pair_open();
    server_sends("data");
    pair.to_client.closed = true;

    assert_int_equal(client_reads("data"), 0);
    assert_int_equal(client_reads(""), GNUTLS_E_PREMATURE_TERMINATION);
    assert_int_equal(client_reads(""), GNUTLS_E_INVALID_SESSION);
    pair_close();
}

static void test_a_broken_record_is_told_to_the_peer(void **state)
{
    pair_open();
    server_sends("data");
    pair.to_client.bytes.data[8] ^= 1;

    assert_int_equal(client_reads(""), GNUTLS_E_DECRYPTION_FAILED);
    assert_int_equal(alert_at_server(), GNUTLS_A_BAD_RECORD_MAC);
    pair_close();
}

/* ---- time limits ---- */

static void test_a_read_ends_when_its_time_is_up_and_loses_nothing(void **state)
{
    pair_open();
    pair.client->record_timeout_ms = 500;
    server_sends("data");
    size_t whole = pair.to_client.bytes.size;
    pair.to_client.bytes.size = 10;
    int64_t began_ms = pair.now_ms;

    assert_int_equal(client_reads(""), GNUTLS_E_TIMEDOUT);
    assert_int_equal(pair.now_ms - began_ms, 500);
    pair.to_client.bytes.size = whole;

    assert_int_equal(client_reads("data"), 0);
    pair_close();
}

/* ---- hooks ---- */

static int hook_answer;
static unsigned hook_calls;

static int hook(gnutls_session_t session, unsigned type, unsigned when, unsigned incoming,
                const gnutls_datum_t *message)
{
    hook_calls++;
    return hook_calls == 1 ? hook_answer : 0;
}

static void test_a_hook_that_refuses_ends_the_read_only(void **state)
{
    struct buffer two = { 0 };

    pair_open();
    hook_calls = 0;
    hook_answer = GNUTLS_E_USER_ERROR;
    pair.client->config.hook = (struct hook){ hook, NEW_SESSION_TICKET, GNUTLS_HOOK_PRE };
    make_ticket("refused", &two);
    make_ticket("taken", &two);
    server_says(CONTENT_HANDSHAKE, two.data, two.size);
    server_sends("data");

    assert_int_equal(client_reads(""), GNUTLS_E_USER_ERROR);
    assert_int_equal(pair.client->resumption.tickets.count, 0);
    assert_int_equal(client_reads(""), GNUTLS_E_AGAIN);
    assert_int_equal(pair.client->resumption.tickets.count, 1);
    assert_int_equal(client_reads("data"), 0);
    buffer_wipe(&two);
    pair_close();
}

/* ---- messages that the application carries ---- */

static int carry_nothing(gnutls_session_t session, gnutls_record_encryption_level_t level,
                         gnutls_handshake_description_t type, const void *data, size_t size)
{
    return 0;
}

static int bring_more(gnutls_session_t session, unsigned type, unsigned when, unsigned incoming,
                      const gnutls_datum_t *message)
{
    static unsigned calls;

    assert_true(++calls == 1);
    assert_int_equal(
        connection_bring(session, GNUTLS_ENCRYPTION_LEVEL_APPLICATION, bytes_of("x", 1)),
        GNUTLS_E_AGAIN);
    return 0;
}

static void test_a_hook_brings_nothing_behind_its_own_message(void **state)
{
    struct buffer message = { 0 };

    pair_open();
    pair.client->config.detached.message = carry_nothing;
    pair.client->detached.read = GNUTLS_ENCRYPTION_LEVEL_APPLICATION;
    pair.client->config.hook = (struct hook){ .function = bring_more,
                                              .type = NEW_SESSION_TICKET,
                                              .when = GNUTLS_HOOK_PRE };
    make_ticket("a ticket", &message);

    assert_int_equal(
        connection_bring(pair.client, GNUTLS_ENCRYPTION_LEVEL_APPLICATION, buffer_bytes(&message)),
        0);

    assert_int_equal(pair.client->resumption.tickets.count, 1);
    buffer_wipe(&message);
    pair_close();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_record_is_read_in_parts_and_then_the_next),
        cmocka_unit_test(test_data_comes_whole_over_any_chunk_and_stall),
        cmocka_unit_test(test_a_ticket_ends_a_read_with_again),
        cmocka_unit_test(test_a_ticket_over_several_records_is_one),
        cmocka_unit_test(test_the_newest_tickets_are_kept),
        cmocka_unit_test(test_what_may_not_come_is_refused_by_the_table),
        cmocka_unit_test(test_a_ticket_for_a_server_is_refused),
        cmocka_unit_test(test_nothing_may_stand_between_the_parts_of_a_message),
        cmocka_unit_test(test_a_flood_of_messages_is_refused),
        cmocka_unit_test(test_as_many_messages_over_time_are_none),
        cmocka_unit_test(test_warnings_are_told_and_bounded),
        cmocka_unit_test(test_an_end_without_close_notify_is_premature),
        cmocka_unit_test(test_a_broken_record_is_told_to_the_peer),
        cmocka_unit_test(test_a_read_ends_when_its_time_is_up_and_loses_nothing),
        cmocka_unit_test(test_a_hook_that_refuses_ends_the_read_only),
        cmocka_unit_test(test_a_hook_brings_nothing_behind_its_own_message),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

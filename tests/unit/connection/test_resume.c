/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_resume.c - a session in, a session out, and the wait for a ticket */

#include "unit/connection/open_pair.h"

#include "session/serialize.h"

enum given { DUMMY, TICKET };

static enum given give(void)
{
    struct buffer blob = { 0 };

    assert_int_equal(connection_give_session(pair.client, &blob), 0);
    enum given given = session_is_dummy(buffer_bytes(&blob)) ? DUMMY : TICKET;
    buffer_wipe(&blob);
    return given;
}

static int give_code(void)
{
    struct buffer blob = { 0 };
    int result = connection_give_session(pair.client, &blob);

    buffer_wipe(&blob);
    return result;
}

/* ---- what happens at the server ---- */

static void send_data(void)
{
    server_sends("data");
}

static void say_bye(void)
{
    assert_int_equal(connection_close(pair.server, false), 0);
}

static void end_of_stream(void)
{
    pair.to_client.closed = true;
}

static void send_alert(void)
{
    assert_int_equal(connection_send_alert(pair.server, GNUTLS_AL_FATAL, GNUTLS_A_INTERNAL_ERROR),
                     0);
}

static void update_keys(void)
{
    assert_int_equal(connection_update_keys(pair.server, false), 0);
}

static void send_data_and_ticket(void)
{
    server_sends("data");
    server_sends_ticket();
}

/* ---- the wait: what came, when, and what it took ---- */

struct row {
    const char *what;
    int64_t round_trip_ms;
    void (*act)(void);
    int64_t after_ms; /* 0: before the call */
    int code;
    enum given given;
    int64_t took_ms;
    const char *data; /* to be read afterwards */
};

/* clang-format off */
static const struct row rows[] = {
    { "nothing over 0 ms",              0,    NULL,                 0,   0, DUMMY,  60,   NULL },
    { "nothing over 100 ms",            100,  NULL,                 0,   0, DUMMY,  160,  NULL },
    { "nothing over 9 s: bounded",      9000, NULL,                 0,   0, DUMMY,  2000, NULL },
    { "a ticket is here",               100,  server_sends_ticket,  0,   0, TICKET, 0,    NULL },
    { "a ticket comes",                 100,  server_sends_ticket,  130, 0, TICKET, 130,  NULL },
    { "a ticket comes too late",        100,  server_sends_ticket,  170, 0, DUMMY,  160,  NULL },
    { "data alone",                     0,    send_data,            0,   0, DUMMY,  60,   "data" },
    { "data comes",                     0,    send_data,            20,  0, DUMMY,  60,   "data" },
    { "a ticket behind data",           0,    send_data_and_ticket, 20,  0, TICKET, 20,   "data" },
    { "a key update",                   0,    update_keys,          20,  0, DUMMY,  60,   NULL },
    { "close_notify is here",           0,    say_bye,              0,   0, DUMMY,  0,    NULL },
    { "close_notify comes",             100,  say_bye,              30,  0, DUMMY,  30,   NULL },
    { "the stream has ended",           100,  end_of_stream,        0,   GNUTLS_E_PREMATURE_TERMINATION, DUMMY, 0, NULL },
    { "the stream ends",                100,  end_of_stream,        30,  GNUTLS_E_PREMATURE_TERMINATION, DUMMY, 30, NULL },
    { "a fatal alert",                  100,  send_alert,           30,  GNUTLS_E_FATAL_ALERT_RECEIVED, DUMMY, 30, NULL },
};
/* clang-format on */

static void prepare(const struct row *row, size_t chunk)
{
    pair_open();
    pair.to_client.chunk = chunk;
    round_trip_begin(&pair.client->resumption.round_trip, 0);
    round_trip_end(&pair.client->resumption.round_trip, row->round_trip_ms);
    if (row->act == NULL)
        return;
    if (row->after_ms == 0)
        row->act();
    else
        pair_later(pair.now_ms + row->after_ms, row->act);
}

static void check_row(const struct row *row, size_t chunk)
{
    prepare(row, chunk);
    int64_t began_ms = pair.now_ms;

    int code = give_code();

    if (code != row->code)
        fail_msg("%s: %d", row->what, code);
    if (pair.now_ms - began_ms != row->took_ms)
        fail_msg("%s: took %d ms", row->what, (int)(pair.now_ms - began_ms));
    if (code < 0) {
        assert_int_equal(give_code(), GNUTLS_E_INVALID_SESSION);
    } else {
        if ((pair.client->resumption.tickets.count > 0 ? TICKET : DUMMY) != row->given)
            fail_msg("%s: the other kind", row->what);
        if (row->data != NULL) {
            assert_int_equal(connection_pending(pair.client), strlen(row->data));
            assert_int_equal(client_reads(row->data), 0);
        }
    }
    pair_close();
}

static void test_the_wait_goes_by_the_table(void **state)
{
    for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
        check_row(&rows[i], 0);
        check_row(&rows[i], 1);
        check_row(&rows[i], 7);
    }
}

static void test_half_a_ticket_when_the_time_is_up_is_not_lost(void **state)
{
    for (size_t half = 1; half < 52; half++) {
        pair_open();
        server_sends_ticket();
        size_t whole = pair.to_client.bytes.size;
        assert_true(whole >= 52);
        pair.to_client.bytes.size = half;
        assert_int_equal(give(), DUMMY);

        pair.to_client.bytes.size = whole;
        assert_int_equal(give(), TICKET);
        pair_close();
    }
}

static void test_a_callback_that_says_again_does_not_end_it(void **state)
{
    pair_open();
    pair.wait_error = EINTR;
    server_sends_ticket();

    assert_int_equal(give(), TICKET);
    pair_close();
}

static void test_callbacks_that_fail_are_told(void **state)
{
    pair_open();
    pair.wait_error = ECONNRESET;
    assert_int_equal(give_code(), GNUTLS_E_PREMATURE_TERMINATION);
    pair_close();

    pair_open();
    pair.wait_error = EBADF;
    assert_int_equal(give_code(), GNUTLS_E_PUSH_ERROR);
    assert_int_equal(give_code(), GNUTLS_E_INVALID_SESSION);
    pair_close();
}

static int always_ready(gnutls_transport_ptr_t ptr, unsigned ms)
{
    pair.waits++;
    return 1;
}

static void test_a_transport_that_is_ready_for_nothing_does_not_keep_us(void **state)
{
    pair_open();
    pair.client->transport.pull_timeout = always_ready;

    assert_int_equal(give(), DUMMY);

    assert_true(pair.waits < 10);
    pair_close();
}

static void test_with_a_ticket_nothing_is_asked(void **state)
{
    pair_open();
    server_sends_ticket();
    assert_int_equal(client_reads(""), GNUTLS_E_AGAIN);
    unsigned pulls = pair.to_client.pulls;

    assert_int_equal(give(), TICKET);

    assert_int_equal(pair.waits, 0);
    assert_int_equal(pair.to_client.pulls, pulls);
    pair_close();
}

static void test_who_cannot_wait_does_not(void **state)
{
    pair_open();
    pair.client->transport.timeout_replaced = false;
    assert_int_equal(give(), DUMMY);
    pair.client->transport.timeout_replaced = true;
    pair.client->transport.nonblock = true;
    assert_int_equal(give(), DUMMY);

    assert_int_equal(pair.waits, 0);
    assert_int_equal(pair.to_client.pulls, 0);
    pair_close();
}

static void test_a_descriptor_that_must_not_wait_is_looked_at(void **state)
{
    pair_open();
    pair.client->transport.nonblock = true;
    pair.client->transport.pull_replaced = false;
    pair.client->transport.timeout_replaced = false;
    int64_t began_ms = pair.now_ms;
    assert_int_equal(give(), DUMMY);
    server_sends("data");
    server_sends_ticket();

    assert_int_equal(give(), TICKET);

    assert_int_equal(pair.now_ms, began_ms);
    assert_int_equal(client_reads("data"), 0);
    pair_close();
}

static void test_a_server_is_not_waited_for(void **state)
{
    struct buffer blob = { 0 };

    pair_open();
    assert_int_equal(connection_give_session(pair.server, &blob), 0);

    assert_true(session_is_dummy(buffer_bytes(&blob)));
    assert_int_equal(pair.waits, 0);
    buffer_wipe(&blob);
    pair_close();
}

static void test_much_data_ends_the_wait_before_it_fills_memory(void **state)
{
    static uint8_t much[RECORD_PLAIN_MAX];

    pair_open();
    for (int i = 0; i < 20; i++)
        server_says(CONTENT_APPLICATION_DATA, much, sizeof(much));

    assert_int_equal(give(), DUMMY);

    assert_true(connection_pending(pair.client) <= INBOUND_KEEP_MAX);
    size_t all = 0, size;
    while (connection_receive(pair.client, much, sizeof(much), &size) == 0)
        all += size;
    assert_int_equal(all, 20 * sizeof(much));
    pair_close();
}

/* ---- hooks that ask back ---- */

static enum given given_in_hook[2];
static int asking_hook(gnutls_session_t session, unsigned type, unsigned when, unsigned incoming,
                       const gnutls_datum_t *message)
{
    given_in_hook[when] = give();
    return 0;
}

static void test_in_the_hook_after_a_ticket_it_can_be_had(void **state)
{
    pair_open();
    pair.client->config.hook = (struct hook){ asking_hook, NEW_SESSION_TICKET, GNUTLS_HOOK_BOTH };
    server_sends_ticket();

    assert_int_equal(client_reads(""), GNUTLS_E_AGAIN);

    assert_int_equal(given_in_hook[GNUTLS_HOOK_PRE], DUMMY);
    assert_int_equal(given_in_hook[GNUTLS_HOOK_POST], TICKET);
    assert_int_equal(pair.waits, 0);
    pair_close();
}

/* ---- by state ---- */

static void test_states_in_which_there_is_no_session(void **state)
{
    pair_open();
    connection_set_state(pair.client, CONNECTION_NEW);
    assert_int_equal(give(), DUMMY);
    connection_set_state(pair.client, CONNECTION_SHAKING);
    assert_true(give_code() < 0);
    connection_set_state(pair.client, CONNECTION_DEAD);
    assert_int_equal(give_code(), GNUTLS_E_INVALID_SESSION);
    priority_free(pair.client->config.priority);
    pair.client->config.priority = NULL;
    assert_int_equal(give_code(), GNUTLS_E_INVALID_REQUEST);
    pair_close();
}

/* ---- in ---- */

static void test_what_was_given_is_offered(void **state)
{
    struct buffer blob = { 0 };

    pair_open();
    server_sends_ticket();
    assert_int_equal(connection_give_session(pair.client, &blob), 0);
    connection_set_state(pair.client, CONNECTION_NEW);

    assert_int_equal(connection_offer_session(pair.client, buffer_bytes(&blob)), 0);

    const struct session_params *offered = connection_offered(pair.client);
    assert_non_null(offered);
    assert_bytes_equal(offered->ticket.ticket.data, offered->ticket.ticket.size, "a ticket", 8);
    assert_int_equal(offered->cipher_suite, 0x1301);
    buffer_wipe(&blob);
    pair_close();
}

static void test_what_is_no_session_is_refused_and_changes_nothing(void **state)
{
    struct buffer blob = { 0 };

    pair_open();
    server_sends_ticket();
    assert_int_equal(connection_give_session(pair.client, &blob), 0);
    connection_set_state(pair.client, CONNECTION_NEW);
    assert_int_equal(connection_offer_session(pair.client, buffer_bytes(&blob)), 0);
    const struct offered_session *offered = pair.client->resumption.offered;

    assert_int_equal(connection_offer_session(pair.client, bytes_none()), GNUTLS_E_INVALID_REQUEST);
    assert_int_equal(connection_offer_session(pair.client, bytes_of("xx", 0)),
                     GNUTLS_E_INVALID_REQUEST);
    assert_int_equal(connection_offer_session(pair.client, bytes_of("\0\0\0", 4)), 0);
    assert_int_equal(connection_offer_session(pair.client, bytes_of_text("something else")),
                     GNUTLS_E_DB_ERROR);
    assert_int_equal(connection_offer_session(pair.client, bytes_of(blob.data, blob.size - 1)),
                     GNUTLS_E_PARSING_ERROR);

    assert_ptr_equal(pair.client->resumption.offered, offered);
    connection_forget_session(pair.client);
    assert_null(pair.client->resumption.offered);
    buffer_wipe(&blob);
    pair_close();
}

static void test_a_server_takes_no_session(void **state)
{
    pair_open();
    connection_set_state(pair.server, CONNECTION_NEW);

    assert_int_equal(connection_offer_session(pair.server, bytes_of_text("anything")), 0);

    assert_null(pair.server->resumption.offered);
    pair_close();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_wait_goes_by_the_table),
        cmocka_unit_test(test_half_a_ticket_when_the_time_is_up_is_not_lost),
        cmocka_unit_test(test_a_callback_that_says_again_does_not_end_it),
        cmocka_unit_test(test_callbacks_that_fail_are_told),
        cmocka_unit_test(test_a_transport_that_is_ready_for_nothing_does_not_keep_us),
        cmocka_unit_test(test_with_a_ticket_nothing_is_asked),
        cmocka_unit_test(test_who_cannot_wait_does_not),
        cmocka_unit_test(test_a_descriptor_that_must_not_wait_is_looked_at),
        cmocka_unit_test(test_a_server_is_not_waited_for),
        cmocka_unit_test(test_much_data_ends_the_wait_before_it_fills_memory),
        cmocka_unit_test(test_in_the_hook_after_a_ticket_it_can_be_had),
        cmocka_unit_test(test_states_in_which_there_is_no_session),
        cmocka_unit_test(test_what_was_given_is_offered),
        cmocka_unit_test(test_what_is_no_session_is_refused_and_changes_nothing),
        cmocka_unit_test(test_a_server_takes_no_session),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

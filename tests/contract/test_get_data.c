/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_get_data.c - what a client is given to keep
 *
 * By state, the dummy, memory, sizes.
 */

#include "session_data.h"

static const struct pair_options plain = { .tickets = true };

/* ---- by state ---- */

static void test_null_is_an_invalid_request(void **state)
{
    begin_settled_pair(&plain);

    assert_code(gnutls_session_get_data2(pair.client.session, NULL), GNUTLS_E_INVALID_REQUEST);
}

static void test_without_priorities_is_an_invalid_request(void **state)
{
    gnutls_session_t session;
    gnutls_datum_t data = { NULL, 0 };
    assert_code(gnutls_init(&session, GNUTLS_CLIENT), 0);

    assert_code(gnutls_session_get_data2(session, &data), GNUTLS_E_INVALID_REQUEST);

    gnutls_deinit(session);
}

static void test_before_the_handshake_gives_the_dummy(void **state)
{
    begin_pair(&plain);

    assert_gives_dummy(&pair.client);
}

static void test_after_the_client_hello_is_an_error(void **state)
{
    gnutls_datum_t data = { NULL, 0 };
    begin_pair(&plain);
    assert_code(gnutls_handshake(pair.client.session), GNUTLS_E_AGAIN);

    assert_true(gnutls_session_get_data2(pair.client.session, &data) < 0);
}

static void test_with_half_a_server_flight_gives_no_session(void **state)
{
    gnutls_datum_t data = { NULL, 0 };
    begin_pair(&plain);
    sim_link_hold_after(&pair.server.out, 300, 1000);
    assert_code(gnutls_handshake(pair.client.session), GNUTLS_E_AGAIN);
    sim_pass(&sim, 10);
    end_turn(&pair.server);
    sim_pass(&sim, 10);
    assert_code(gnutls_handshake(pair.client.session), GNUTLS_E_AGAIN);

    int code = gnutls_session_get_data2(pair.client.session, &data);

    assert_true(code < 0 || is_dummy(&data));
    gnutls_free(data.data);
}

static void test_after_the_handshake_gives_a_ticket(void **state)
{
    begin_settled_pair(&plain);

    assert_gives_ticket(&pair.client);
}

static void test_after_bye_gives_the_last_ticket(void **state)
{
    begin_settled_pair(&plain);
    assert_code(pair_bye(&pair), 0);

    assert_gives_ticket(&pair.client);
}

static void test_after_a_fatal_alert_the_session_is_invalid(void **state)
{
    gnutls_datum_t data = { NULL, 0 };
    begin_settled_pair(&plain);
    gnutls_alert_send(pair.server.session, GNUTLS_AL_FATAL, GNUTLS_A_INTERNAL_ERROR);
    assert_code(pair_settle(&pair), GNUTLS_E_FATAL_ALERT_RECEIVED);

    assert_code(gnutls_session_get_data2(pair.client.session, &data), GNUTLS_E_INVALID_SESSION);
    gnutls_session_force_valid(pair.client.session);
    assert_code(gnutls_session_get_data2(pair.client.session, &data), GNUTLS_E_INVALID_SESSION);
}

static void test_after_a_broken_record_the_session_is_invalid(void **state)
{
    gnutls_datum_t data = { NULL, 0 };
    begin_settled_pair(&plain);
    sim_link_push(&pair.server.out, "\x17\x03\x03\x00\x20this is no sealed record at all!!", 38);
    assert_code(pair_settle(&pair), GNUTLS_E_DECRYPTION_FAILED);

    assert_code(gnutls_session_get_data2(pair.client.session, &data), GNUTLS_E_INVALID_SESSION);
}

static void test_a_server_gives_the_dummy(void **state)
{
    begin_settled_pair(&plain);
    end_forget_asked(&pair.server);

    assert_gives_dummy(&pair.server);
    if (library_under_test() == REPRISE)
        assert_int_equal(pair.server.asked.waits, 0);
}

static void test_without_a_ticket_key_gives_the_dummy(void **state)
{
    begin_settled_pair(&(struct pair_options){ .tickets = false });

    assert_gives_dummy(&pair.client);
}

static void test_a_resumed_session_gives_its_own_ticket(void **state)
{
    gnutls_datum_t first = { NULL, 0 }, second = { NULL, 0 };
    struct pair_options options = { .ticket_key = &pair_ticket_key };
    sim_init(&sim, &(struct sim_options){ 0 });
    assert_code(pair_first_session(&sim, &options, &first), 0);
    options.session_data = &first;

    connect_pair(&options);
    assert_int_equal(pair_settle(&pair), 0);

    assert_true(gnutls_session_is_resumed(pair.client.session));
    assert_code(gnutls_session_get_data2(pair.client.session, &second), 0);
    assert_false(is_dummy(&second));
    assert_false(first.size == second.size && memcmp(first.data, second.data, first.size) == 0);
    gnutls_free(first.data);
    gnutls_free(second.data);
}

static void test_a_resumed_session_without_a_ticket_gives_the_dummy(void **state)
{
    gnutls_datum_t first = { NULL, 0 };
    struct pair_options options = { .ticket_key = &pair_ticket_key };
    sim_init(&sim, &(struct sim_options){ 0 });
    assert_code(pair_first_session(&sim, &options, &first), 0);
    options.session_data = &first;
    options.server_flags = GNUTLS_NO_AUTO_SEND_TICKET;

    connect_pair(&options);

    assert_true(gnutls_session_is_resumed(pair.client.session));
    assert_gives_dummy(&pair.client);
    gnutls_free(first.data);
}

/* ---- memory and repeated calls ---- */

static void test_two_calls_give_equal_bytes_of_their_own(void **state)
{
    gnutls_datum_t first = { NULL, 0 }, second = { NULL, 0 };
    begin_settled_pair(&plain);

    assert_code(gnutls_session_get_data2(pair.client.session, &first), 0);
    assert_code(gnutls_session_get_data2(pair.client.session, &second), 0);

    assert_ptr_not_equal(first.data, second.data);
    assert_int_equal(first.size, second.size);
    assert_memory_equal(first.data, second.data, first.size);
    gnutls_free(first.data);
    gnutls_free(second.data);
}

static void test_a_new_ticket_gives_other_bytes(void **state)
{
    gnutls_datum_t first = { NULL, 0 }, second = { NULL, 0 };
    begin_settled_pair(&plain);

    assert_code(gnutls_session_get_data2(pair.client.session, &first), 0);
    assert_code(gnutls_session_ticket_send(pair.server.session, 1, 0), 0);
    assert_int_equal(pair_settle(&pair), 0);
    assert_code(gnutls_session_get_data2(pair.client.session, &second), 0);

    assert_false(first.size == second.size && memcmp(first.data, second.data, first.size) == 0);
    gnutls_free(first.data);
    gnutls_free(second.data);
}

static void test_data_outlives_the_session(void **state)
{
    gnutls_datum_t data = { NULL, 0 };
    struct pair_options options = { .ticket_key = &pair_ticket_key };
    sim_init(&sim, &(struct sim_options){ 0 });
    assert_code(pair_first_session(&sim, &options, &data), 0);
    options.session_data = &data;

    assert_code(pair_open(&pair, &sim, &options), 0);
    assert_code(pair.set_data_result, 0);
    memset(data.data, 0, data.size);
    gnutls_free(data.data);
    assert_code(pair_handshake(&pair), 0);

    assert_true(gnutls_session_is_resumed(pair.client.session));
}

/* ---- a buffer of one's own ---- */

enum { GUARD = 0xa5 };

struct size_row {
    const char *name;
    bool with_ticket, with_buffer;
    int size; /* relative to what is needed */
    int code;
    bool copied;
};

static const struct size_row size_rows[] = {
    { "no buffer, one byte too few", true, false, -1, GNUTLS_E_SHORT_MEMORY_BUFFER, false },
    { "no buffer, enough", true, false, 0, 0, false },
    { "a buffer one byte too short", true, true, -1, GNUTLS_E_SHORT_MEMORY_BUFFER, false },
    { "a buffer that fits", true, true, 0, 0, true },
    { "a buffer with room to spare", true, true, 100, 0, true },
    { "the dummy, no buffer, three bytes", false, false, -1, GNUTLS_E_SHORT_MEMORY_BUFFER, false },
    { "the dummy, a buffer of three bytes", false, true, -1, GNUTLS_E_SHORT_MEMORY_BUFFER, false },
    { "the dummy, a buffer of four bytes", false, true, 0, 0, true },
};

static void test_buffer(void **state)
{
    const struct size_row *row = *state;
    unsigned char buffer[4096];
    gnutls_datum_t data = { NULL, 0 };
    begin_settled_pair(&(struct pair_options){ .tickets = row->with_ticket });
    assert_code(gnutls_session_get_data2(pair.client.session, &data), 0);
    memset(buffer, GUARD, sizeof buffer);
    size_t size = (size_t)((int)data.size + row->size);

    int code =
        gnutls_session_get_data(pair.client.session, row->with_buffer ? buffer : NULL, &size);

    assert_code(code, row->code);
    assert_int_equal(size, data.size);
    size_t written = row->copied ? data.size : 0;
    if (row->copied)
        assert_memory_equal(buffer, data.data, data.size);
    for (size_t i = written; i < sizeof buffer; i++)
        assert_int_equal(buffer[i], GUARD);
    gnutls_free(data.data);
}

static void test_cve_2011_4128_every_size_too_small_writes_nothing(void **state)
{
    unsigned char buffer[4096];
    size_t needed = 0;
    begin_settled_pair(&plain);
    assert_code(gnutls_session_get_data(pair.client.session, NULL, &needed),
                GNUTLS_E_SHORT_MEMORY_BUFFER);
    memset(buffer, GUARD, sizeof buffer);

    for (size_t i = 0; i < needed; i++) {
        size_t size = i;
        assert_code(gnutls_session_get_data(pair.client.session, buffer, &size),
                    GNUTLS_E_SHORT_MEMORY_BUFFER);
        assert_int_equal(size, needed);
    }

    for (size_t i = 0; i < sizeof buffer; i++)
        assert_int_equal(buffer[i], GUARD);
}

int main(void)
{
    ADD(test_null_is_an_invalid_request);
    ADD(test_without_priorities_is_an_invalid_request);
    ADD(test_before_the_handshake_gives_the_dummy);
    ADD(test_after_the_client_hello_is_an_error);
    ADD(test_with_half_a_server_flight_gives_no_session);
    ADD(test_after_the_handshake_gives_a_ticket);
    ADD(test_after_bye_gives_the_last_ticket);
    ADD(test_after_a_fatal_alert_the_session_is_invalid);
    ADD(test_after_a_broken_record_the_session_is_invalid);
    ADD(test_a_server_gives_the_dummy);
    ADD(test_without_a_ticket_key_gives_the_dummy);
    ADD(test_a_resumed_session_gives_its_own_ticket);
    ADD(test_a_resumed_session_without_a_ticket_gives_the_dummy);
    ADD(test_two_calls_give_equal_bytes_of_their_own);
    ADD(test_a_new_ticket_gives_other_bytes);
    ADD(test_data_outlives_the_session);
    ADD_ROWS(size_rows, test_buffer);
    ADD(test_cve_2011_4128_every_size_too_small_writes_nothing);
    return suite_run("getting session data");
}

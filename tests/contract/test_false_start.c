/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_false_start.c - a client of TLS 1.2 that writes before the server's last word, RFC 7918 */

#include "suite.h"

#define P12 "NORMAL:-VERS-ALL:+VERS-TLS1.2"

static void open_early(const char *priority, const gnutls_datum_t *session_data)
{
    assert_int_equal(pair_open(&pair, &sim,
                               &(struct pair_options){
                                   .client_priority = priority,
                                   .server_priority = priority,
                                   .client_flags = GNUTLS_ENABLE_FALSE_START,
                                   .tickets = true,
                                   .ticket_key = &pair_ticket_key,
                                   .session_data = session_data,
                               }),
                     0);
}

enum { TURNS_MAX = 10000 };

/* Until the client's gnutls_handshake() is done. */
static void client_is_done(void)
{
    int result = GNUTLS_E_AGAIN;

    for (int turn = 0; turn < TURNS_MAX; turn++) {
        result = gnutls_handshake(pair.client.session);
        if (result == 0 || gnutls_error_is_fatal(result))
            break;
        end_turn(&pair.server);
        sim_pass(&sim, 1);
    }
    assert_code(result, 0);
}

static void server_is_done(void)
{
    for (int turn = 0; turn < TURNS_MAX && !pair.server.done; turn++) {
        end_turn(&pair.server);
        sim_pass(&sim, 1);
    }
    assert_code(pair.server.result, 0);
}

static unsigned flag(void)
{
    return gnutls_session_get_flags(pair.client.session) & GNUTLS_SFLAGS_FALSE_START;
}

static void test_client_writes_before_the_server_is_done(void **state)
{
    char data[16];

    open_early(P12, NULL);
    client_is_done();
    assert_false(pair.server.done);
    assert_true(flag());

    assert_code(pair_send(&pair.client, "early", 5), 0);
    server_is_done();
    assert_int_equal(pair_receive(&pair.server, data, sizeof(data)), 5);
    assert_memory_equal(data, "early", 5);

    assert_code(pair_send(&pair.server, "answer", 6), 0);
    assert_int_equal(pair_receive(&pair.client, data, sizeof(data)), 6);
    assert_memory_equal(data, "answer", 6);
    assert_true(flag());
    assert_code(pair_ping(&pair), 0);
}

static void test_session_is_given_when_data_has_come(void **state)
{
    gnutls_datum_t data = { NULL, 0 };
    char received[8];

    open_early(P12, NULL);
    client_is_done();
    assert_code(gnutls_session_get_data2(pair.client.session, &data),
                GNUTLS_E_UNAVAILABLE_DURING_HANDSHAKE);

    server_is_done();
    assert_code(pair_send(&pair.server, "data", 4), 0);
    assert_int_equal(pair_receive(&pair.client, received, sizeof(received)), 4);
    assert_code(gnutls_session_get_data2(pair.client.session, &data), 0);

    pair_close(&pair);
    open_early(P12, &data);
    assert_code(pair_handshake(&pair), 0);
    assert_true(gnutls_session_is_resumed(pair.client.session));
    assert_false(flag());
    gnutls_free(data.data);
}

static void test_handshake_is_not_called_again(void **state)
{
    open_early(P12, NULL);
    client_is_done();
    assert_code(gnutls_handshake(pair.client.session), GNUTLS_E_HANDSHAKE_DURING_FALSE_START);
}

/* What a program does between is no part of the handshake. */
static void test_limit_on_the_handshake_is_over_with_its_call(void **state)
{
    static const long expected[LIBRARIES] = EACH(GNUTLS_E_TIMEDOUT, 4);
    char received[8];

    open_early(P12, NULL);
    gnutls_handshake_set_timeout(pair.client.session, 2000);
    client_is_done();
    server_is_done();
    assert_code(pair_send(&pair.server, "data", 4), 0);
    sim_pass(&sim, 60 * 1000);
    assert_int_equal(pair_receive(&pair.client, received, sizeof(received)),
                     expected[library_under_test()]);
}

static void test_13_knows_no_false_start(void **state)
{
    open_early("NORMAL:-VERS-ALL:+VERS-TLS1.3", NULL);
    assert_code(pair_handshake(&pair), 0);
    assert_false(flag());
    assert_code(pair_ping(&pair), 0);
}

static void test_description_is_there_when_all_is_done(void **state)
{
    char *text, received[8];

    open_early(P12 ":-GROUP-ALL:+GROUP-SECP256R1:-CIPHER-ALL:+AES-256-GCM", NULL);
    client_is_done();
    assert_null(gnutls_session_get_desc(pair.client.session));

    server_is_done();
    assert_code(pair_send(&pair.server, "data", 4), 0);
    assert_int_equal(pair_receive(&pair.client, received, sizeof(received)), 4);
    text = gnutls_session_get_desc(pair.client.session);
    assert_string_equal(text, "(TLS1.2)-(ECDHE-SECP256R1)-(ECDSA-SHA256)-(AES-256-GCM)");
    assert_int_equal(gnutls_sign_algorithm_get(pair.client.session), GNUTLS_SIGN_ECDSA_SHA256);
    gnutls_free(text);
}

int main(void)
{
    ADD(test_client_writes_before_the_server_is_done);
    ADD(test_session_is_given_when_data_has_come);
    ADD(test_handshake_is_not_called_again);
    ADD(test_limit_on_the_handshake_is_over_with_its_call);
    ADD(test_13_knows_no_false_start);
    ADD(test_description_is_there_when_all_is_done);
    return suite_run("false_start");
}

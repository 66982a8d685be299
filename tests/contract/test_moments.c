/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_moments.c - what a session says in the middle of things
 *
 * Between two flights, after a failure, within the wait for a ticket, in a further handshake; and
 * what is told of a connection of TLS 1.2 beside its session data.
 */

#include "session_data.h"

#include <errno.h>

#define P12           "NORMAL:-VERS-ALL:+VERS-TLS1.2"
#define BOTH_VERSIONS "NORMAL:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2"
#define WITH_KEY      .client_priority = P12, .server_priority = P12, .ticket_key = &pair_ticket_key

static const struct pair_options plain = { .ticket_key = &pair_ticket_key };
static const struct pair_options plain12 = { WITH_KEY };

/* ---- between two flights ---- */

static void test_after_the_client_hello_of_tls12_there_is_no_session(void **state)
{
    begin_pair(&plain12);
    assert_code(gnutls_handshake(pair.client.session), GNUTLS_E_AGAIN);

    assert_true(give(&pair.client) < 0);
}

static void test_with_half_a_flight_of_tls12_there_is_no_session(void **state)
{
    begin_pair(&plain12);
    sim_link_hold_after(&pair.server.out, 200, 1000);
    assert_code(gnutls_handshake(pair.client.session), GNUTLS_E_AGAIN);
    sim_pass(&sim, 10);
    end_turn(&pair.server);
    sim_pass(&sim, 10);
    assert_code(gnutls_handshake(pair.client.session), GNUTLS_E_AGAIN);

    /* The original gives what it has so far, and nobody has proven anything yet. */
    if (library_under_test() == REPRISE)
        assert_true(give(&pair.client) < 0);
}

static void test_before_the_servers_finished_of_tls12_there_is_no_session(void **state)
{
    begin_pair(&plain12);
    assert_code(gnutls_handshake(pair.client.session), GNUTLS_E_AGAIN);
    sim_pass(&sim, 10);
    end_turn(&pair.server);
    sim_pass(&sim, 10);
    assert_code(gnutls_handshake(pair.client.session), GNUTLS_E_AGAIN);

    assert_true(give(&pair.client) < 0);
    assert_code(pair_handshake(&pair), 0);
    assert_code(give(&pair.client), 0);
}

/* In the format of the cache; it is not there to be offered to anybody. */
static void test_a_server_of_tls12_gives_data(void **state)
{
    gnutls_datum_t data;
    time_t now;

    begin_connected_pair(&plain12);
    now = sim_time(NULL);

    assert_code(gnutls_session_get_data2(pair.server.session, &data), 0);
    assert_in_range(gnutls_db_check_entry_time(&data), now - 1, now);
    assert_int_equal(gnutls_db_check_entry_expire_time(&data),
                     gnutls_db_check_entry_time(&data) + 21600);
    gnutls_free(data.data);
}

/* ---- after a failure ---- */

static void test_after_a_failed_send_the_session_is_invalid(void **state)
{
    begin_connected_pair(&plain);
    assert_int_equal(pair_settle(&pair), 0);
    pair.client.fault.push.error = ECONNRESET;
    assert_true(gnutls_record_send(pair.client.session, "data", 4) < 0);

    assert_code(give(&pair.client), GNUTLS_E_INVALID_SESSION);
    gnutls_session_force_valid(pair.client.session);
    assert_code(give(&pair.client), GNUTLS_E_INVALID_SESSION);
}

static void test_after_the_end_of_the_transport_the_session_is_invalid(void **state)
{
    begin_connected_pair(&plain);
    assert_int_equal(pair_settle(&pair), 0);
    sim_link_close(&pair.server.out, 0);
    assert_code(pair_settle(&pair), GNUTLS_E_PREMATURE_TERMINATION);

    assert_code(give(&pair.client), GNUTLS_E_INVALID_SESSION);
}

static void test_tickets_are_not_sent_without_priorities(void **state)
{
    gnutls_session_t session;

    if (library_under_test() == REFERENCE)
        skip(); /* it does not survive this */
    assert_code(gnutls_init(&session, GNUTLS_SERVER), 0);
    assert_code(gnutls_session_ticket_enable_server(session, &pair_ticket_key), 0);

    assert_code(gnutls_session_ticket_send(session, 1, 0), GNUTLS_E_INVALID_REQUEST);

    gnutls_deinit(session);
}

/* ---- within the wait ---- */

static int refuse(gnutls_session_t session, unsigned type, unsigned when, unsigned incoming,
                  const gnutls_datum_t *message)
{
    return GNUTLS_E_USER_ERROR;
}

static void test_a_hook_that_refuses_ends_the_wait_with_its_code(void **state)
{
    begin_connected_pair(&plain);
    gnutls_handshake_set_hook_function(pair.client.session, GNUTLS_HANDSHAKE_NEW_SESSION_TICKET,
                                       GNUTLS_HOOK_PRE, refuse);
    sim_pass(&sim, 10);

    assert_code(give(&pair.client), GNUTLS_E_USER_ERROR);
}

/* What asks for a certificate is kept until gnutls_reauth(). */
static void test_a_late_request_does_not_fail_the_wait(void **state)
{
    struct pair_options options = { .client_flags = GNUTLS_POST_HANDSHAKE_AUTH,
                                    .server_flags = GNUTLS_POST_HANDSHAKE_AUTH };

    begin_connected_pair(&options);
    gnutls_certificate_server_set_request(pair.server.session, GNUTLS_CERT_REQUEST);
    for (int i = 0; i < 2000; i++) /* the request goes out whole, however the transport stalls */
        assert_code(gnutls_reauth(pair.server.session, 0), GNUTLS_E_AGAIN);
    sim_pass(&sim, 10);

    assert_code(give(&pair.client), GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE);
    assert_code(INSIST(gnutls_reauth(pair.client.session, 0)), 0);
}

/* ---- flags ---- */

static void shake_again(struct sim_end *end, int *result)
{
    if (*result == GNUTLS_E_AGAIN)
        *result = gnutls_handshake(end->session);
}

/* The second handshake brings no ticket: the server has done with them. Clients before 3.8.0 wait
 * for one all the same, and fail. */
static void test_a_further_handshake_sets_the_flags_anew(void **state)
{
    int client = GNUTLS_E_AGAIN, server = GNUTLS_E_AGAIN;
    ssize_t told = GNUTLS_E_AGAIN;
    char byte;

    if (library_under_test() == REFERENCE && gnutls_check_version("3.8.0") == NULL)
        skip();
    begin_connected_pair(&plain12);
    assert_int_not_equal(flags_of(&pair.client) & GNUTLS_SFLAGS_SESSION_TICKET, 0);
    assert_code(gnutls_priority_set_direct(pair.server.session, P12 ":%NO_TICKETS", NULL), 0);
    for (int i = 0; i < 20000 && told == GNUTLS_E_AGAIN; i++) {
        assert_code(gnutls_handshake(pair.client.session), GNUTLS_E_AGAIN);
        sim_pass(&sim, 10);
        told = gnutls_record_recv(pair.server.session, &byte, 1);
    }
    assert_code(told, GNUTLS_E_REHANDSHAKE);
    for (int i = 0; i < 20000 && (client == GNUTLS_E_AGAIN || server == GNUTLS_E_AGAIN); i++) {
        shake_again(&pair.server, &server);
        shake_again(&pair.client, &client);
        sim_pass(&sim, 10);
    }

    assert_code(client, 0);
    assert_code(server, 0);
    assert_int_equal(flags_of(&pair.client) & GNUTLS_SFLAGS_SESSION_TICKET, 0);
    assert_int_not_equal(flags_of(&pair.client) & GNUTLS_SFLAGS_SAFE_RENEGOTIATION, 0);
}

/* Both versions are offered, so that the server has heard of what is of TLS 1.2 only. */
static void test_all_flags_of_a_full_handshake_of_tls13(void **state)
{
    begin_connected_pair(&(struct pair_options){ .client_priority = BOTH_VERSIONS,
                                                 .server_priority = BOTH_VERSIONS,
                                                 .ticket_key = &pair_ticket_key });
    assert_int_equal(pair_settle(&pair), 0);

    assert_int_equal(flags_of(&pair.client), 0x880);
    assert_int_equal(flags_of(&pair.server), 0x803);
}

/* ---- what is told of a connection, and again when it was resumed ---- */

struct told_row {
    const char *name;
    const char *priority;
    unsigned flag;
    bool first, resumed; /* the flag at both ends */
};

/* clang-format off */
static const struct told_row told_rows[] = {
    { "encrypt-then-MAC is told, and again when resumed", P12 ":-CIPHER-ALL:+AES-128-CBC", GNUTLS_SFLAGS_ETM, true, true },
    { "encrypt-then-MAC is turned off",                   P12 ":-CIPHER-ALL:+AES-128-CBC:%NO_ETM", GNUTLS_SFLAGS_ETM, false, false },
    { "AEAD knows no encrypt-then-MAC",                   P12 ":-CIPHER-ALL:+AES-128-GCM", GNUTLS_SFLAGS_ETM, false, false },
    { "extended master secret is told, and again",        P12, GNUTLS_SFLAGS_EXT_MASTER_SECRET, true, true },
    { "extended master secret is turned off",             P12 ":%NO_SESSION_HASH", GNUTLS_SFLAGS_EXT_MASTER_SECRET, false, false },
    { "a curve is no finite field",                       P12, GNUTLS_SFLAGS_RFC7919, false, false },
};
/* clang-format on */

static void assert_flag(const struct told_row *row, bool expected)
{
    assert_int_equal((flags_of(&pair.client) & row->flag) != 0, expected);
    assert_int_equal((flags_of(&pair.server) & row->flag) != 0, expected);
}

static void test_told(void **state)
{
    const struct told_row *row = *state;
    struct pair_options options = plain12;
    gnutls_datum_t data;

    options.client_priority = options.server_priority = row->priority;
    begin_connected_pair(&options);
    assert_flag(row, row->first);
    assert_code(gnutls_session_get_data2(pair.client.session, &data), 0);
    pair_close(&pair);
    options.session_data = &data;
    connect_pair(&options);
    gnutls_free(data.data);

    assert_true(gnutls_session_is_resumed(pair.client.session));
    assert_flag(row, row->resumed);
}

static void test_a_finite_field_is_told_in_tls12(void **state)
{
    struct pair_options options = { .client_priority = P12 ":-KX-ALL:+DHE-RSA",
                                    .server_priority = P12 ":-KX-ALL:+DHE-RSA",
                                    .server_identity = "server-rsa" };
    begin_connected_pair(&options);

    assert_int_not_equal(flags_of(&pair.client) & GNUTLS_SFLAGS_RFC7919, 0);
}

static void test_the_extended_master_secret_is_told(void **state)
{
    struct pair_options without = plain12;

    without.client_priority = P12 ":%NO_SESSION_HASH";
    begin_connected_pair(&plain12);
    assert_int_equal(gnutls_session_ext_master_secret_status(pair.client.session), 1);
    assert_int_equal(gnutls_session_ext_master_secret_status(pair.server.session), 1);
    pair_close(&pair);
    connect_pair(&without);

    assert_int_equal(gnutls_session_ext_master_secret_status(pair.client.session), 0);
    assert_int_equal(gnutls_session_ext_master_secret_status(pair.server.session), 0);
}

/* A server that has TLS 1.2 alone can not tell an id that means nothing from one that does. */
static void test_an_id_of_compatibility_mode(void **state)
{
    struct pair_options options = { .client_priority = BOTH_VERSIONS,
                                    .server_priority = P12,
                                    .ticket_key = &pair_ticket_key };

    begin_connected_pair(&options);

    assert_int_equal(gnutls_session_resumption_requested(pair.server.session), 1);
    assert_int_equal(gnutls_session_resumption_requested(pair.client.session), 0);
    assert_int_equal(gnutls_session_is_resumed(pair.server.session), 0);
}

/* ---- encrypt-then-MAC is demanded ---- */

#define CBC   "NORMAL:-VERS-ALL:+VERS-TLS1.2:-CIPHER-ALL:+AES-128-CBC"
#define MIXED "NORMAL:-VERS-ALL:+VERS-TLS1.2:-CIPHER-ALL:+AES-128-CBC:+AES-128-GCM"

static const struct etm_row {
    const char *name, *client, *server;
    int at_client, at_server;
    bool etm;
} etm_rows[] = {
    { "demanded by both", CBC ":%FORCE_ETM", CBC ":%FORCE_ETM", 0, 0, true },
    { "demanded by the client", CBC ":%FORCE_ETM", CBC, 0, 0, true },
    { "demanded by the server", CBC, CBC ":%FORCE_ETM", 0, 0, true },
    { "demanded of a client without", CBC ":%NO_ETM", CBC ":%FORCE_ETM",
      GNUTLS_E_FATAL_ALERT_RECEIVED, GNUTLS_E_NO_CIPHER_SUITES, false },
    { "demanded of a server without", CBC ":%FORCE_ETM", CBC ":%NO_ETM",
      GNUTLS_E_UNWANTED_ALGORITHM, GNUTLS_E_FATAL_ALERT_RECEIVED, false },
    { "another suite serves, client without", MIXED ":%NO_ETM", MIXED ":%FORCE_ETM", 0, 0, false },
    { "another suite serves, server without", MIXED ":%FORCE_ETM", MIXED ":%NO_ETM",
      GNUTLS_E_UNWANTED_ALGORITHM, GNUTLS_E_FATAL_ALERT_RECEIVED, false },
};

static void test_etm_is_demanded(void **state)
{
    const struct etm_row *row = *state;
    const struct pair_options o = { .client_priority = row->client,
                                    .server_priority = row->server };

    sim_init(&sim, &(struct sim_options){ .rtt_ms = 1 });
    assert_code(pair_open(&pair, &sim, &o), 0);
    pair_handshake(&pair);
    assert_code(pair.client.result, row->at_client);
    assert_code(pair.server.result, row->at_server);
    assert_int_equal((gnutls_session_get_flags(pair.client.session) & GNUTLS_SFLAGS_ETM) != 0,
                     row->etm);
}

int main(void)
{
    ADD(test_after_the_client_hello_of_tls12_there_is_no_session);
    ADD(test_with_half_a_flight_of_tls12_there_is_no_session);
    ADD(test_before_the_servers_finished_of_tls12_there_is_no_session);
    ADD(test_a_server_of_tls12_gives_data);
    ADD(test_after_a_failed_send_the_session_is_invalid);
    ADD(test_after_the_end_of_the_transport_the_session_is_invalid);
    ADD(test_tickets_are_not_sent_without_priorities);
    ADD(test_a_hook_that_refuses_ends_the_wait_with_its_code);
    ADD(test_a_late_request_does_not_fail_the_wait);
    ADD(test_a_further_handshake_sets_the_flags_anew);
    ADD(test_all_flags_of_a_full_handshake_of_tls13);
    ADD_ROWS(told_rows, test_told);
    ADD(test_a_finite_field_is_told_in_tls12);
    ADD(test_the_extended_master_secret_is_told);
    ADD(test_an_id_of_compatibility_mode);
    ADD_ROWS(etm_rows, test_etm_is_demanded);
    return suite_run("moments");
}

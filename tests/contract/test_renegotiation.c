/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_renegotiation.c - a further handshake within a connection of TLS 1.2 */

#include "suite.h"

#define P12 "NORMAL:-VERS-ALL:+VERS-TLS1.2"
#define P13 "NORMAL:-VERS-ALL:+VERS-TLS1.3"

static void connect_with(const char *client, const char *server)
{
    connect_pair(&(struct pair_options){ .client_priority = client, .server_priority = server });
}

/* One gnutls_record_recv() that has something to say. */
static long receive(struct sim_end *at)
{
    char data[64];

    return pair_receive(at, data, sizeof(data));
}

/* Both ends call gnutls_handshake() until both are done, the client first. */
static void negotiate(void)
{
    int client = GNUTLS_E_AGAIN, server = GNUTLS_E_AGAIN;

    for (int turn = 0; turn < 2000 && (client != 0 || server != 0); turn++) {
        if (client != 0)
            client = gnutls_handshake(pair.client.session);
        if (client < 0 && gnutls_error_is_fatal(client))
            break;
        if (server != 0)
            server = gnutls_handshake(pair.server.session);
        if (server < 0 && gnutls_error_is_fatal(server))
            break;
        sim_pass(&sim, 10);
    }
    assert_code(client, 0);
    assert_code(server, 0);
}

/* ---- who begins ---- */

static void test_client_begins_and_the_server_is_told(void **state)
{
    gnutls_datum_t before, after;
    uint8_t master[48];

    connect_with(P12, P12);
    gnutls_session_get_master_secret(pair.client.session, &before);
    memcpy(master, before.data, sizeof(master));

    assert_code(gnutls_handshake(pair.client.session), GNUTLS_E_AGAIN);
    assert_code(receive(&pair.server), GNUTLS_E_REHANDSHAKE);
    negotiate();

    gnutls_session_get_master_secret(pair.client.session, &after);
    assert_memory_not_equal(master, after.data, sizeof(master));
    assert_false(gnutls_session_is_resumed(pair.client.session));
    assert_code(pair_ping(&pair), 0);
}

static void test_server_asks_and_the_client_is_told(void **state)
{
    connect_with(P12, P12);

    assert_code(INSIST(gnutls_rehandshake(pair.server.session)), 0);
    assert_code(receive(&pair.client), GNUTLS_E_REHANDSHAKE);
    negotiate();

    assert_code(pair_ping(&pair), 0);
}

static void test_it_can_be_done_again_and_again(void **state)
{
    connect_with(P12, P12);
    for (int i = 0; i < 5; i++) {
        assert_code(gnutls_handshake(pair.client.session), GNUTLS_E_AGAIN);
        assert_code(receive(&pair.server), GNUTLS_E_REHANDSHAKE);
        negotiate();
        assert_code(pair_ping(&pair), 0);
    }
}

/* ---- who refuses ---- */

static void test_client_refuses_and_goes_on(void **state)
{
    connect_with(P12, P12);
    assert_code(INSIST(gnutls_rehandshake(pair.server.session)), 0);
    assert_code(receive(&pair.client), GNUTLS_E_REHANDSHAKE);

    assert_code(INSIST(gnutls_alert_send(pair.client.session, GNUTLS_AL_WARNING,
                                         GNUTLS_A_NO_RENEGOTIATION)),
                0);
    assert_code(receive(&pair.server), GNUTLS_E_WARNING_ALERT_RECEIVED);
    assert_int_equal(gnutls_alert_get(pair.server.session), GNUTLS_A_NO_RENEGOTIATION);
    assert_code(pair_ping(&pair), 0);
}

static void test_client_takes_no_notice(void **state)
{
    connect_with(P12, P12);
    assert_code(INSIST(gnutls_rehandshake(pair.server.session)), 0);
    assert_code(receive(&pair.client), GNUTLS_E_REHANDSHAKE);

    assert_code(pair_ping(&pair), 0);
}

static void test_server_may_refuse_with_a_warning(void **state)
{
    connect_with(P12, P12);
    assert_code(gnutls_handshake(pair.client.session), GNUTLS_E_AGAIN);
    assert_code(receive(&pair.server), GNUTLS_E_REHANDSHAKE);

    assert_code(INSIST(gnutls_alert_send(pair.server.session, GNUTLS_AL_WARNING,
                                         GNUTLS_A_NO_RENEGOTIATION)),
                0);
    sim_pass(&sim, 1000);
    assert_code(INSIST(gnutls_handshake(pair.client.session)), GNUTLS_E_WARNING_ALERT_RECEIVED);
    assert_int_equal(gnutls_alert_get(pair.client.session), GNUTLS_A_NO_RENEGOTIATION);
}

static void test_wrong_side_may_not_ask(void **state)
{
    connect_with(P12, P12);
    assert_code(gnutls_rehandshake(pair.client.session), GNUTLS_E_INVALID_REQUEST);
}

static void test_in_13_it_is_a_key_update(void **state)
{
    connect_with(P13, P13);
    assert_code(gnutls_rehandshake(pair.server.session), 0);
    assert_code(pair_ping(&pair), 0);
}

/* ---- data meanwhile ---- */

static void test_data_sent_before_the_hello_is_not_lost(void **state)
{
    char data[64];

    connect_with(P12, P12);
    assert_code(INSIST(gnutls_rehandshake(pair.server.session)), 0);
    assert_code(pair_send(&pair.client, "under way", 9), 0);
    assert_code(receive(&pair.client), GNUTLS_E_REHANDSHAKE);
    assert_code(gnutls_handshake(pair.client.session), GNUTLS_E_AGAIN);
    sim_pass(&sim, 1000);

    assert_code(INSIST(gnutls_handshake(pair.server.session)), GNUTLS_E_GOT_APPLICATION_DATA);
    assert_int_equal(gnutls_record_recv(pair.server.session, data, sizeof(data)), 9);
    assert_memory_equal(data, "under way", 9);
    negotiate();
    assert_code(pair_ping(&pair), 0);
}

static void test_data_of_the_server_meanwhile_is_not_lost(void **state)
{
    char data[64];

    connect_with(P12, P12);
    assert_code(gnutls_handshake(pair.client.session), GNUTLS_E_AGAIN);
    assert_code(pair_send(&pair.server, "one", 3), 0);
    assert_code(pair_send(&pair.server, "two", 3), 0);
    sim_pass(&sim, 1000);

    assert_code(INSIST(gnutls_handshake(pair.client.session)), GNUTLS_E_GOT_APPLICATION_DATA);
    assert_int_equal(gnutls_record_recv(pair.client.session, data, sizeof(data)), 3);
    assert_memory_equal(data, "one", 3);
    if (library_under_test() == REFERENCE)
        return; /* its handshake does not come to an end after that */
    assert_code(INSIST(gnutls_handshake(pair.client.session)), GNUTLS_E_GOT_APPLICATION_DATA);
    assert_int_equal(gnutls_record_recv(pair.client.session, data, sizeof(data)), 3);
    assert_memory_equal(data, "two", 3);
    assert_code(receive(&pair.server), GNUTLS_E_REHANDSHAKE);
    negotiate();
    assert_code(pair_ping(&pair), 0);
}

/* ---- what is agreed anew ---- */

static void test_client_shows_a_certificate_when_it_is_asked_later(void **state)
{
    unsigned count;

    connect_pair(&(struct pair_options){
        .client_priority = P12, .server_priority = P12, .client_identity = "client-p256" });
    assert_null(gnutls_certificate_get_peers(pair.server.session, &count));
    gnutls_certificate_server_set_request(pair.server.session, GNUTLS_CERT_REQUIRE);

    assert_code(INSIST(gnutls_rehandshake(pair.server.session)), 0);
    assert_code(receive(&pair.client), GNUTLS_E_REHANDSHAKE);
    negotiate();

    assert_non_null(gnutls_certificate_get_peers(pair.server.session, &count));
    assert_true(count > 0);
}

static void test_new_session_is_given_out(void **state)
{
    struct pair_options options = { .client_priority = P12,
                                    .server_priority = P12,
                                    .tickets = true,
                                    .ticket_key = &pair_ticket_key };
    gnutls_datum_t before, after;

    connect_pair(&options);
    assert_code(gnutls_session_get_data2(pair.client.session, &before), 0);
    assert_code(gnutls_handshake(pair.client.session), GNUTLS_E_AGAIN);
    assert_code(receive(&pair.server), GNUTLS_E_REHANDSHAKE);
    negotiate();
    assert_int_equal(gnutls_session_get_flags(pair.client.session) & GNUTLS_SFLAGS_SESSION_TICKET,
                     GNUTLS_SFLAGS_SESSION_TICKET);
    assert_code(gnutls_session_get_data2(pair.client.session, &after), 0);
    assert_true(before.size != after.size || memcmp(before.data, after.data, after.size) != 0);

    pair_close(&pair);
    options.session_data = &after;
    connect_pair(&options);
    assert_true(gnutls_session_is_resumed(pair.client.session));
    gnutls_free(before.data);
    gnutls_free(after.data);
}

/* ---- safety ---- */

struct status_row {
    const char *name, *client, *server;
    unsigned safe;
};

/* clang-format off */
static const struct status_row status_rows[] = {
    { "both know RFC 5746",  P12, P12, 1 },
    { "client does not",     P12 ":%DISABLE_SAFE_RENEGOTIATION", P12, 0 },
    { "server does not",     P12, P12 ":%DISABLE_SAFE_RENEGOTIATION", 0 },
};
/* clang-format on */

static void test_status_tells_whether_it_is_safe(void **state)
{
    const struct status_row *row = *state;

    connect_with(row->client, row->server);
    assert_int_equal(gnutls_safe_renegotiation_status(pair.client.session) != 0, row->safe);
    assert_int_equal(gnutls_safe_renegotiation_status(pair.server.session) != 0, row->safe);
}

int main(void)
{
    ADD(test_client_begins_and_the_server_is_told);
    ADD(test_server_asks_and_the_client_is_told);
    ADD(test_it_can_be_done_again_and_again);
    ADD(test_client_refuses_and_goes_on);
    ADD(test_client_takes_no_notice);
    ADD(test_server_may_refuse_with_a_warning);
    ADD(test_wrong_side_may_not_ask);
    ADD(test_in_13_it_is_a_key_update);
    ADD(test_data_sent_before_the_hello_is_not_lost);
    ADD(test_data_of_the_server_meanwhile_is_not_lost);
    ADD(test_client_shows_a_certificate_when_it_is_asked_later);
    ADD(test_new_session_is_given_out);
    ADD_ROWS(status_rows, test_status_tells_whether_it_is_safe);
    return suite_run("renegotiation");
}

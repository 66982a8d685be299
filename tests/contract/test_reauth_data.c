/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_reauth_data.c - data and tickets around an authentication behind the handshake */

#include "reauth.h"

/* ---- data in between ---- */

static void test_data_before_the_answer_is_read_first(void **state)
{
    char data[16];
    int client;

    open_pair("client-p256", LATER, LATER);
    assert_code(pair_send(&pair.client, "early", 5), 0);
    assert_code(ask(), GNUTLS_E_GOT_APPLICATION_DATA);
    assert_int_equal(gnutls_record_check_pending(pair.server.session), 5);
    assert_int_equal(gnutls_record_recv(pair.server.session, data, sizeof data), 5);
    assert_memory_equal(data, "early", 5);

    assert_code(authenticate(&client), 0);
    assert_int_equal(peers_at_server(), 2);
}

static void test_client_goes_on_until_it_answers(void **state)
{
    char data[16];

    open_pair("client-p256", LATER, LATER);
    assert_code(ask(), GNUTLS_E_AGAIN);
    assert_code(await_request(), GNUTLS_E_REAUTH_REQUEST);
    assert_code(await_request(), GNUTLS_E_AGAIN); /* it is told once */
    assert_code(pair_send(&pair.client, "wait", 4), 0);
    assert_code(pair_send(&pair.server, "please", 6), 0);
    assert_int_equal(pair_receive(&pair.client, data, sizeof data), 6);
    assert_code(ask(), GNUTLS_E_GOT_APPLICATION_DATA);
    assert_int_equal(gnutls_record_recv(pair.server.session, data, sizeof data), 4);

    assert_code(INSIST(gnutls_reauth(pair.client.session, 0)), 0);
    assert_code(ask(), 0);
    assert_int_equal(peers_at_server(), 2);
}

static void test_data_behind_the_answer_waits_for_its_turn(void **state)
{
    char data[16];

    open_pair("client-p256", LATER, LATER);
    assert_code(ask(), GNUTLS_E_AGAIN);
    assert_code(await_request(), GNUTLS_E_REAUTH_REQUEST);
    assert_code(INSIST(gnutls_reauth(pair.client.session, 0)), 0);
    assert_code(pair_send(&pair.client, "after", 5), 0);

    assert_code(ask(), 0);
    assert_int_equal(peers_at_server(), 2);
    assert_int_equal(pair_receive(&pair.server, data, sizeof data), 5);
}

/* ---- tickets ---- */

static unsigned peers_when_resumed(const gnutls_datum_t *data)
{
    pair_close(&pair);
    connect_pair(&(struct pair_options){ .client_identity = "client-p256",
                                         .client_flags = LATER,
                                         .server_flags = LATER,
                                         .tickets = true,
                                         .ticket_key = &pair_ticket_key,
                                         .session_data = data });
    assert_int_equal(gnutls_session_is_resumed(pair.server.session), 1);
    return peers_at_server();
}

static void test_ticket_sent_afterwards_knows_the_client(void **state)
{
    gnutls_datum_t before, after;

    open_pair("client-p256", LATER, LATER);
    assert_code(gnutls_session_get_data2(pair.client.session, &before), 0);
    assert_authenticated();
    assert_code(INSIST(gnutls_session_ticket_send(pair.server.session, 1, 0)), 0);
    assert_code(pair_settle(&pair), 0);
    assert_code(gnutls_session_get_data2(pair.client.session, &after), 0);

    assert_int_equal(peers_when_resumed(&before), 0);
    assert_int_equal(peers_when_resumed(&after), 2);
    gnutls_free(before.data);
    gnutls_free(after.data);
}

static void test_resumed_session_can_be_authenticated(void **state)
{
    gnutls_datum_t data;

    open_pair("client-p256", LATER, LATER);
    assert_code(gnutls_session_get_data2(pair.client.session, &data), 0);
    assert_int_equal(peers_when_resumed(&data), 0);
    gnutls_certificate_server_set_request(pair.server.session, GNUTLS_CERT_REQUIRE);
    pair_settle(&pair);

    assert_authenticated();
    assert_int_equal(peers_at_server(), 2);
    gnutls_free(data.data);
}

int main(void)
{
    ADD(test_data_before_the_answer_is_read_first);
    ADD(test_client_goes_on_until_it_answers);
    ADD(test_data_behind_the_answer_waits_for_its_turn);
    ADD(test_ticket_sent_afterwards_knows_the_client);
    ADD(test_resumed_session_can_be_authenticated);
    return suite_run("reauth_data");
}

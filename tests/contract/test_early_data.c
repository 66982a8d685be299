/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_early_data.c - data that goes with the hello: what its calls say, and what becomes of it */

#include "early_data.h"

/* ---- calls ---- */

static void test_the_limit_is_a_servers_to_set(void **state)
{
    struct pair_options o = options();
    gnutls_datum_t none = { NULL, 0 };

    begin();
    assert_code(pair_open(&pair, &sim, &o), 0);
    gnutls_session_t client = pair.client.session, server = pair.server.session;

    assert_int_equal(gnutls_record_get_max_early_data_size(server), 16384);
    assert_code(gnutls_record_set_max_early_data_size(server, 0), GNUTLS_E_INVALID_REQUEST);
    assert_code(gnutls_record_set_max_early_data_size(server, 1), 0);
    assert_code(gnutls_record_set_max_early_data_size(server, 0xffffffff), 0);
    assert_int_equal(gnutls_record_get_max_early_data_size(server), 0xffffffff);
    assert_code(gnutls_record_set_max_early_data_size(client, 100), GNUTLS_E_INVALID_REQUEST);
    end_test(&none);
}

/* Without a ticket: releases up to 3.8.8 say that there is no limit. */
static void test_a_client_knows_the_limit_of_its_ticket(void **state)
{
    struct pair_options o = options();
    gnutls_datum_t data;

    begin();
    memory.server_limit = 1000;
    data = first_session();
    assert_code(pair_open(&pair, &sim, &o), 0);
    assert_int_equal(gnutls_record_get_max_early_data_size(pair.client.session),
                     library_under_test() == REFERENCE ? 0xffffffff : 0);
    pair_close(&pair);
    o.session_data = &data;
    assert_code(pair_open(&pair, &sim, &o), 0);

    assert_int_equal(gnutls_record_get_max_early_data_size(pair.client.session), 1000);
    end_test(&data);
}

/* The original has no limit then, though nothing will be taken. */
static void test_a_ticket_tells_whether_early_data_is_allowed(void **state)
{
    bool reference = library_under_test() == REFERENCE;
    struct pair_options o = options();
    gnutls_datum_t data = { NULL, 0 };

    begin();
    o.server_flags = 0;
    assert_code(pair_first_session(&sim, &o, &data), 0);
    o.session_data = &data;
    assert_code(pair_open(&pair, &sim, &o), 0);

    assert_int_equal(gnutls_record_get_max_early_data_size(pair.client.session),
                     reference ? 0xffffffff : 0);
    assert_code(gnutls_record_send_early_data(pair.client.session, "a", 1),
                reference ? 0 : GNUTLS_E_RECORD_LIMIT_REACHED);
    assert_code(pair_handshake(&pair), 0);
    assert_false(is_taken(&pair.server));
    end_test(&data);
}

static void test_what_a_client_may_queue(void **state)
{
    static const char much[1001];
    struct pair_options o = options();
    gnutls_datum_t data;

    begin();
    memory.server_limit = 1000;
    data = first_session();
    o.session_data = &data;
    assert_code(pair_open(&pair, &sim, &o), 0);
    gnutls_session_t client = pair.client.session;

    assert_int_equal(gnutls_record_send_early_data(client, much, 0), 0);
    assert_code(gnutls_record_send_early_data(client, much, 1001), GNUTLS_E_RECORD_LIMIT_REACHED);
    assert_int_equal(gnutls_record_send_early_data(client, much, 600), 0);
    assert_int_equal(gnutls_record_send_early_data(client, much, 400), 0);
    assert_code(gnutls_record_send_early_data(client, much, 1), GNUTLS_E_RECORD_LIMIT_REACHED);
    assert_code(gnutls_record_send_early_data(pair.server.session, much, 1),
                GNUTLS_E_INVALID_REQUEST);
    end_test(&data);
}

static void test_it_is_read_in_parts_until_there_is_none(void **state)
{
    char got[8];
    gnutls_datum_t data;

    begin();
    data = first_session();
    open_with(options(), &data);
    assert_code(pair_handshake(&pair), 0);
    gnutls_session_t server = pair.server.session;

    assert_int_equal(gnutls_record_recv_early_data(server, got, 6), 6);
    assert_memory_equal(got, "early ", 6);
    assert_int_equal(gnutls_record_recv_early_data(server, got, sizeof got), 5);
    assert_memory_equal(got, "bird", 5);
    assert_code(gnutls_record_recv_early_data(server, got, sizeof got), NONE);
    assert_code(gnutls_record_recv_early_data(pair.client.session, got, sizeof got),
                GNUTLS_E_INVALID_REQUEST);
    end_test(&data);
}

static void test_its_cipher_is_told_only_while_it_is_in_flight(void **state)
{
    gnutls_datum_t data;

    begin();
    data = first_session();
    open_with(options(), &data);
    gnutls_session_t client = pair.client.session;

    assert_int_equal(gnutls_early_cipher_get(client), 0);
    assert_int_equal(gnutls_early_prf_hash_get(client), 0);
    assert_code(gnutls_handshake(client), GNUTLS_E_AGAIN);
    assert_int_equal(gnutls_early_cipher_get(client), GNUTLS_CIPHER_AES_256_GCM);
    assert_int_equal(gnutls_early_prf_hash_get(client), GNUTLS_DIG_SHA384);
    assert_code(pair_handshake(&pair), 0);
    assert_true(is_taken(&pair.client));
    end_test(&data);
}

/* ---- what becomes of it ---- */

static void test_without_a_session_nothing_is_sent(void **state)
{
    gnutls_datum_t none = { NULL, 0 };

    begin();
    open_with(options(), NULL);
    assert_code(pair_handshake(&pair), 0);

    assert_taken(false);
    assert_int_equal(pair_settle(&pair), 0);
    assert_code(pair_ping(&pair), 0);
    end_test(&none);
}

static void test_what_was_refused_is_not_sent_again(void **state)
{
    gnutls_datum_t data;

    begin();
    data = first_session();
    memory.answer = GNUTLS_E_DB_ENTRY_EXISTS;
    open_with(options(), &data);
    assert_code(pair_handshake(&pair), 0);

    assert_taken(false);
    assert_int_equal(pair_settle(&pair), 0);
    assert_code(pair_ping(&pair), 0);
    end_test(&data);
}

/* A server that lowered its limit after it had sealed the ticket. */
static void test_more_than_the_server_allows_now(void **state)
{
    static const char much[1000];
    gnutls_datum_t data;

    begin();
    data = first_session();
    memory.server_limit = 100;
    open_with(options(), &data);
    assert_int_equal(gnutls_record_send_early_data(pair.client.session, much, sizeof much), 0);

    pair_handshake(&pair);
    assert_code(pair.server.result, GNUTLS_E_UNEXPECTED_PACKET);
    end_test(&data);
}

/* For protocols with a record layer of their own; over TLS's the ends do not understand each
 * other. A release crashed on it. */
static void test_without_its_end_it_does_not_go_over_records(void **state)
{
    struct pair_options o = options();
    gnutls_datum_t data;

    begin();
    data = first_session();
    o.client_flags |= GNUTLS_NO_END_OF_EARLY_DATA;
    o.server_flags |= GNUTLS_NO_END_OF_EARLY_DATA;
    open_with(o, &data);

    assert_true(pair_handshake(&pair) < 0);
    assert_true(pair.server.result < 0);
    end_test(&data);
}

static void hold_key(struct sim_end *client, struct sim_end *server, void *context)
{
    static unsigned char bytes[16] = "sixteen bytes..";
    static gnutls_psk_client_credentials_t *credentials;
    const gnutls_datum_t key = { bytes, 16 };

    credentials = context;
    gnutls_psk_allocate_client_credentials(credentials);
    gnutls_psk_set_client_credentials(*credentials, "alice", &key, GNUTLS_PSK_KEY_RAW);
    gnutls_credentials_set(client->session, GNUTLS_CRD_PSK, *credentials);
    prepare(client, server, NULL);
}

/* The key is offered; early data under it is not. */
static void test_a_key_held_beforehand_brings_none(void **state)
{
    gnutls_psk_client_credentials_t credentials;
    gnutls_datum_t none = { NULL, 0 };
    struct pair_options o = options();

    begin();
    o.client_priority = TLS13 ":+ECDHE-PSK";
    o.prepare = hold_key;
    o.context = &credentials;
    open_with(o, NULL);
    assert_code(pair_handshake(&pair), 0);

    assert_taken(false);
    end_test(&none);
    gnutls_psk_free_client_credentials(credentials);
}

int main(void)
{
    ADD(test_the_limit_is_a_servers_to_set);
    ADD(test_a_client_knows_the_limit_of_its_ticket);
    ADD(test_a_ticket_tells_whether_early_data_is_allowed);
    ADD(test_what_a_client_may_queue);
    ADD(test_it_is_read_in_parts_until_there_is_none);
    ADD(test_its_cipher_is_told_only_while_it_is_in_flight);
    ADD(test_without_a_session_nothing_is_sent);
    ADD(test_what_was_refused_is_not_sent_again);
    ADD(test_more_than_the_server_allows_now);
    ADD(test_without_its_end_it_does_not_go_over_records);
    ADD(test_a_key_held_beforehand_brings_none);
    return suite_run("early data");
}

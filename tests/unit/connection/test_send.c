/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_send.c - the way out, over every stall */

#include "unit/connection/open_pair.h"

#include "base/memory.h"

#include <stdlib.h>

static void test_data_that_stalls_goes_once(void **state)
{
    for (size_t chunk = 1; chunk < 60; chunk++) {
        int result;

        pair_open();
        pair.to_server.chunk = chunk;
        pair.to_server.stalls = true;
        while ((result = client_sends("hello, server")) == GNUTLS_E_AGAIN)
            assert_true(outbound_waiting(&pair.client->out) > 0);
        assert_int_equal(result, 0);
        pair.to_server.stalls = false;
        pair.to_server.chunk = 0;

        assert_int_equal(server_reads("hello, server"), 0);
        assert_int_equal(server_reads(""), GNUTLS_E_AGAIN);
        pair_close();
    }
}

static void test_after_a_stall_the_arguments_do_not_count(void **state)
{
    size_t sent;

    pair_open();
    pair.to_server.stalls = true;
    assert_int_equal(client_sends("four"), GNUTLS_E_AGAIN);

    assert_int_equal(connection_send(pair.client, bytes_none(), 0, &sent), 0);

    assert_int_equal(sent, 4);
    pair.to_server.stalls = false;
    assert_int_equal(server_reads("four"), 0);
    pair_close();
}

static void test_no_data_is_an_invalid_request(void **state)
{
    size_t sent;

    pair_open();
    assert_int_equal(connection_send(pair.client, bytes_none(), 0, &sent),
                     GNUTLS_E_INVALID_REQUEST);
    assert_int_equal(connection_send(pair.client, bytes_of("", 0), 0, &sent),
                     GNUTLS_E_INVALID_REQUEST);
    assert_int_equal(pair.to_server.pushes, 0);
    pair_close();
}

static void test_one_call_sends_one_record(void **state)
{
    static const uint8_t much[40000];
    size_t sent;

    pair_open();
    pair.client->sending.user_limit = 1000;

    assert_int_equal(connection_send(pair.client, bytes_of(much, sizeof(much)), 0, &sent), 0);

    assert_int_equal(sent, 1000);
    pair_close();
}

static void test_corked_data_goes_out_together(void **state)
{
    size_t sent;

    pair_open();
    connection_cork(pair.client);
    assert_int_equal(client_sends("one"), 0);
    assert_int_equal(client_sends("two"), 0);
    assert_int_equal(pair.to_server.pushes, 0);

    assert_int_equal(connection_uncork(pair.client, false, &sent), 0);

    assert_int_equal(sent, 6);
    assert_int_equal(pair.to_server.pushes, 1);
    assert_int_equal(server_reads("onetwo"), 0);
    pair_close();
}

static void test_an_uncork_that_stalls_stays_corked_and_repeats_nothing(void **state)
{
    size_t sent;

    pair_open();
    connection_cork(pair.client);
    assert_int_equal(client_sends("one"), 0);
    pair.to_server.stalls = true;
    assert_int_equal(connection_uncork(pair.client, false, &sent), GNUTLS_E_AGAIN);
    assert_int_equal(pair.client->sending.corked.size, 3);
    assert_int_equal(client_sends("two"), 0);

    assert_int_equal(connection_uncork(pair.client, false, &sent), 0);

    assert_int_equal(sent, 6);
    pair.to_server.stalls = false;
    assert_int_equal(server_reads("one"), 0);
    assert_int_equal(server_reads("two"), 0);
    assert_int_equal(server_reads(""), GNUTLS_E_AGAIN);
    pair_close();
}

static void test_an_uncork_that_waits_goes_on_over_stalls(void **state)
{
    static uint8_t much[40000];
    size_t sent;

    pair_open();
    connection_cork(pair.client);
    assert_int_equal(connection_send(pair.client, bytes_of(much, sizeof(much)), 0, &sent), 0);
    assert_int_equal(sent, sizeof(much));
    pair.to_server.stalls = true;
    pair.to_server.chunk = 1000;

    assert_int_equal(connection_uncork(pair.client, true, &sent), 0);

    assert_int_equal(sent, sizeof(much));
    assert_false(pair.client->sending.is_corked);
    pair_close();
}

/* M5. */
static void test_many_key_updates_are_answered_by_one(void **state)
{
    static const uint8_t update[] = { KEY_UPDATE, 0, 0, 1, 1 };

    pair_open();
    for (int i = 0; i < 5; i++) {
        server_says(CONTENT_HANDSHAKE, update, sizeof(update));
        epochs_update_out(&pair.server->keys);
        assert_int_equal(client_reads(""), GNUTLS_E_AGAIN);
    }
    server_sends("under new keys");
    assert_int_equal(client_reads("under new keys"), 0);

    assert_int_equal(client_sends("answer"), 0);

    struct secret before = pair.server->keys.in_traffic;
    assert_int_equal(server_reads(""), GNUTLS_E_AGAIN);
    traffic_secret_update(&hash_sha256, &before);
    assert_true(secret_equal(&before, &pair.server->keys.in_traffic));
    assert_int_equal(server_reads("answer"), 0);
    pair_close();
}

static void test_worn_keys_are_changed_before_data(void **state)
{
    pair_open();
    pair.client->keys.out.sequence = aead_aes_128_gcm.record_limit;
    pair.server->keys.in.sequence = aead_aes_128_gcm.record_limit;

    assert_int_equal(client_sends("data"), 0);

    assert_int_equal(pair.client->keys.out.sequence, 1);
    assert_int_equal(server_reads(""), GNUTLS_E_AGAIN);
    assert_int_equal(server_reads("data"), 0);
    pair_close();
}

static void test_a_key_update_that_stalls_goes_once(void **state)
{
    pair_open();
    pair.to_server.stalls = true;
    assert_int_equal(connection_update_keys(pair.client, true), GNUTLS_E_AGAIN);
    assert_int_equal(connection_update_keys(pair.client, true), 0);
    pair.to_server.stalls = false;
    assert_int_equal(client_sends("data"), 0);

    assert_int_equal(server_reads(""), GNUTLS_E_AGAIN);
    assert_int_equal(server_reads("data"), 0);
    assert_true(pair.server->update_owed);
    pair_close();
}

static void test_data_that_did_not_go_is_taken_back(void **state)
{
    pair_open();
    pair.to_server.stalls = true;
    assert_int_equal(client_sends("not this"), GNUTLS_E_AGAIN);

    assert_true(connection_discard(pair.client) > 0);
    assert_int_equal(connection_discard(pair.client), 0);

    pair.to_server.stalls = false;
    assert_int_equal(client_sends("but this"), 0);
    assert_int_equal(server_reads("but this"), 0);
    pair_close();
}

static void test_data_that_went_in_part_cannot_be_taken_back(void **state)
{
    pair_open();
    pair.to_server.chunk = 3;
    assert_int_equal(client_sends("go"), 0);
    pair.to_server.stalls = true;
    assert_int_equal(client_sends("cut"), GNUTLS_E_AGAIN);
    assert_int_equal(client_sends("cut"), GNUTLS_E_AGAIN);

    assert_true(connection_discard(pair.client) > 0);

    assert_int_equal(client_sends("more"), GNUTLS_E_INVALID_SESSION);
    pair_close();
}

static void test_a_hidden_length_is_always_the_same(void **state)
{
    static const char text[100] = { 'x' };
    size_t sizes[3];

    for (size_t i = 0; i < 3; i++) {
        size_t sent;

        pair_open();
        pair.client->out.plain_limit = 64;
        assert_int_equal(
            connection_send_hidden(pair.client, bytes_of(text, 10 + 40 * i), 200, &sent), 0);
        assert_int_equal(sent, 10 + 40 * i);
        sizes[i] = pair.to_server.bytes.size;
        pair_close();
    }
    assert_int_equal(sizes[0], sizes[1]);
    assert_int_equal(sizes[0], sizes[2]);
}

static void test_a_hidden_length_over_stalls_arrives_once(void **state)
{
    size_t sent;
    int result;

    pair_open();
    pair.client->out.plain_limit = 4;
    pair.to_server.stalls = true;
    pair.to_server.chunk = 7;

    while ((result = connection_send_hidden(pair.client, bytes_of_text("abcdef"), 20, &sent)) ==
           GNUTLS_E_AGAIN)
        ;

    assert_int_equal(result, 0);
    assert_int_equal(sent, 6);
    pair.to_server.stalls = false;
    assert_int_equal(server_reads("abcd"), 0);
    assert_int_equal(server_reads("ef"), 0);
    assert_int_equal(server_reads(""), GNUTLS_E_AGAIN);
    pair_close();
}

static void test_before_the_handshake_nothing_is_sent(void **state)
{
    size_t sent;

    pair_open();
    connection_set_state(pair.client, CONNECTION_NEW);

    assert_int_equal(client_sends("data"), GNUTLS_E_UNAVAILABLE_DURING_HANDSHAKE);
    assert_int_equal(connection_update_keys(pair.client, false),
                     GNUTLS_E_UNAVAILABLE_DURING_HANDSHAKE);
    assert_int_equal(connection_send_hidden(pair.client, bytes_of_text("x"), 2, &sent),
                     GNUTLS_E_UNAVAILABLE_DURING_HANDSHAKE);
    assert_int_equal(pair.to_server.pushes, 0);
    pair_close();
}

static void test_tickets_are_a_servers_to_send(void **state)
{
    pair_open();

    assert_int_equal(connection_send_tickets(pair.client, 1), GNUTLS_E_INVALID_REQUEST);
    assert_int_equal(connection_send_tickets(pair.server, 0), GNUTLS_E_INVALID_REQUEST);
    assert_int_equal(connection_send_tickets(pair.server, 1), 0);
    assert_int_equal(pair.to_client.bytes.size, 0);
    connection_set_state(pair.server, CONNECTION_NEW);
    assert_int_equal(connection_send_tickets(pair.server, 1), GNUTLS_E_INVALID_REQUEST);
    pair_close();
}

/* A hello of which no version could be chosen. */
static void test_a_server_that_failed_at_the_hello_sends_no_tickets(void **state)
{
    pair_open();
    pair.server->agreed.version = NULL;
    connection_set_state(pair.server, CONNECTION_DEAD);

    assert_int_equal(connection_send_tickets(pair.server, 1), GNUTLS_E_INVALID_SESSION);
    pair_close();
}

static void test_data_that_stalled_is_not_corked_as_well(void **state)
{
    size_t sent;

    pair_open();
    pair.to_server.stalls = true;
    assert_int_equal(client_sends("once"), GNUTLS_E_AGAIN);
    connection_cork(pair.client);

    assert_int_equal(client_sends("once"), 0);

    pair.to_server.stalls = false;
    assert_int_equal(client_sends("more"), 0);
    assert_int_equal(connection_uncork(pair.client, false, &sent), 0);
    assert_int_equal(sent, 4);
    assert_int_equal(server_reads("once"), 0);
    assert_int_equal(server_reads("more"), 0);
    pair_close();
}

static void *no_memory(size_t size)
{
    return NULL;
}

static void let_memory_run_out(bool out)
{
    const struct memory_functions functions = { out ? no_memory : malloc, malloc, realloc, free };

    memory_set_functions(&functions);
}

static void test_an_answer_that_memory_does_not_allow_stays_owed(void **state)
{
    pair_open();
    pair.client->update_owed = true;
    let_memory_run_out(true);
    assert_int_equal(client_sends("data"), GNUTLS_E_MEMORY_ERROR);
    let_memory_run_out(false);

    assert_int_equal(client_sends("data"), 0);

    assert_int_equal(pair.client->last_out, KEY_UPDATE);
    assert_int_equal(server_reads(""), GNUTLS_E_AGAIN);
    assert_int_equal(server_reads("data"), 0);
    pair_close();
}

static ssize_t too_large_once(gnutls_transport_ptr_t ptr, const void *data, size_t size)
{
    pair.client->transport.push = link_push;
    errno = EMSGSIZE;
    return -1;
}

/* On a stream nothing is lost with a push that fails: what is queued has to go. */
static void test_a_stream_that_says_too_large_gets_the_data_once(void **state)
{
    pair_open();
    pair.client->transport.push = too_large_once;
    assert_int_equal(client_sends("once"), GNUTLS_E_LARGE_PACKET);

    assert_int_equal(client_sends("once"), 0);

    assert_int_equal(server_reads("once"), 0);
    assert_int_equal(server_reads(""), GNUTLS_E_AGAIN);
    pair_close();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_data_that_stalls_goes_once),
        cmocka_unit_test(test_after_a_stall_the_arguments_do_not_count),
        cmocka_unit_test(test_no_data_is_an_invalid_request),
        cmocka_unit_test(test_one_call_sends_one_record),
        cmocka_unit_test(test_corked_data_goes_out_together),
        cmocka_unit_test(test_an_uncork_that_stalls_stays_corked_and_repeats_nothing),
        cmocka_unit_test(test_an_uncork_that_waits_goes_on_over_stalls),
        cmocka_unit_test(test_many_key_updates_are_answered_by_one),
        cmocka_unit_test(test_worn_keys_are_changed_before_data),
        cmocka_unit_test(test_a_key_update_that_stalls_goes_once),
        cmocka_unit_test(test_data_that_did_not_go_is_taken_back),
        cmocka_unit_test(test_data_that_went_in_part_cannot_be_taken_back),
        cmocka_unit_test(test_a_hidden_length_is_always_the_same),
        cmocka_unit_test(test_a_hidden_length_over_stalls_arrives_once),
        cmocka_unit_test(test_before_the_handshake_nothing_is_sent),
        cmocka_unit_test(test_tickets_are_a_servers_to_send),
        cmocka_unit_test(test_a_server_that_failed_at_the_hello_sends_no_tickets),
        cmocka_unit_test(test_data_that_stalled_is_not_corked_as_well),
        cmocka_unit_test(test_an_answer_that_memory_does_not_allow_stays_owed),
        cmocka_unit_test(test_a_stream_that_says_too_large_gets_the_data_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

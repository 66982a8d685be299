/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_session12.c - what a program is told of a session of TLS 1.2, full and resumed */

#include "suite.h"

#define P12 "NORMAL:-VERS-ALL:+VERS-TLS1.2:-GROUP-ALL:+GROUP-SECP256R1:-CIPHER-ALL:+AES-256-GCM"

static const struct pair_options full = {
    .client_priority = P12,
    .server_priority = P12,
    .tickets = true,
    .ticket_key = &pair_ticket_key,
};

/* The data of a first session; a second one is there with it. */
static void resume_with(gnutls_datum_t *data)
{
    struct pair_options resumed = full;

    assert_int_equal(pair_first_session(&sim, &full, data), 0);
    resumed.session_data = data;
    connect_pair(&resumed);
    assert_true(gnutls_session_is_resumed(pair.client.session));
    assert_true(gnutls_session_is_resumed(pair.server.session));
}

static void test_flags_of_a_full_handshake(void **state)
{
    connect_pair(&full);
    assert_int_equal(gnutls_session_get_flags(pair.client.session), 0x883);
    assert_int_equal(gnutls_session_get_flags(pair.server.session), 0x803);
    assert_false(gnutls_session_resumption_requested(pair.client.session));
}

static void test_flags_of_a_resumed_one(void **state)
{
    gnutls_datum_t data;

    resume_with(&data);
    assert_int_equal(gnutls_session_get_flags(pair.client.session), 0x803);
    assert_int_equal(gnutls_session_get_flags(pair.server.session), 0x003);
    assert_false(gnutls_session_resumption_requested(pair.client.session));
    assert_true(gnutls_session_resumption_requested(pair.server.session));
    gnutls_free(data.data);
}

static void test_resumed_session_is_given_as_it_was_set(void **state)
{
    gnutls_datum_t data, again, third;

    resume_with(&data);
    assert_code(gnutls_session_get_data2(pair.client.session, &again), 0);
    assert_code(gnutls_session_get_data2(pair.client.session, &third), 0);
    assert_int_equal(again.size, data.size);
    assert_memory_equal(again.data, data.data, data.size);
    assert_int_equal(third.size, data.size);
    assert_memory_equal(third.data, data.data, data.size);
    gnutls_free(data.data);
    gnutls_free(again.data);
    gnutls_free(third.data);
}

static void test_resumed_session_shows_what_the_first_learned(void **state)
{
    gnutls_datum_t data;
    unsigned count;
    char *text;

    resume_with(&data);
    assert_non_null(gnutls_certificate_get_peers(pair.client.session, &count));
    assert_null(gnutls_certificate_get_ours(pair.server.session));
    assert_int_equal(gnutls_sign_algorithm_get(pair.client.session), 0);
    assert_int_equal(gnutls_group_get(pair.client.session), GNUTLS_GROUP_SECP256R1);
    assert_int_equal(gnutls_session_get_verify_cert_status(pair.client.session), (unsigned)-1);
    text = gnutls_session_get_desc(pair.client.session);
    assert_string_equal(text, "(TLS1.2)-(ECDHE-SECP256R1)-(AES-256-GCM)");
    gnutls_free(text);
    text = gnutls_session_get_desc(pair.server.session);
    assert_string_equal(text, "(TLS1.2)-(ECDHE-SECP256R1)-(AES-256-GCM)");
    gnutls_free(text);
    gnutls_free(data.data);
}

static void test_keys_of_a_resumed_session_are_new(void **state)
{
    gnutls_datum_t data, master;
    uint8_t first[48];
    char one[32], two[32];

    connect_pair(&full);
    gnutls_session_get_master_secret(pair.client.session, &master);
    memcpy(first, master.data, sizeof(first));
    assert_code(gnutls_prf_rfc5705(pair.client.session, 5, "label", 0, NULL, 32, one), 0);
    assert_code(gnutls_session_get_data2(pair.client.session, &data), 0);
    pair_close(&pair);

    struct pair_options resumed = full;
    resumed.session_data = &data;
    connect_pair(&resumed);
    gnutls_session_get_master_secret(pair.client.session, &master);
    assert_memory_equal(first, master.data, sizeof(first));
    assert_code(gnutls_prf_rfc5705(pair.client.session, 5, "label", 0, NULL, 32, two), 0);
    assert_memory_not_equal(one, two, sizeof(one));
    gnutls_free(data.data);
}

static void test_no_ticket_is_sent_and_no_key_changed_by_hand(void **state)
{
    connect_pair(&full);
    assert_code(gnutls_session_ticket_send(pair.server.session, 1, 0), GNUTLS_E_INVALID_REQUEST);
    assert_code(gnutls_session_key_update(pair.client.session, 0), GNUTLS_E_INVALID_REQUEST);
    assert_code(pair_ping(&pair), 0);
}

static void test_nothing_to_give_before_the_handshake(void **state)
{
    gnutls_datum_t data = { NULL, 0 };

    assert_int_equal(pair_open(&pair, &sim, &full), 0);
    assert_code(gnutls_session_get_data2(pair.client.session, &data), GNUTLS_E_INTERNAL_ERROR);
}

/* ---- the id of the hello ---- */

static struct {
    unsigned size;
    uint8_t bytes[32];
} seen;

static int see_hello(gnutls_session_t session, unsigned type, unsigned when, unsigned incoming,
                     const gnutls_datum_t *message)
{
    seen.size = message->data[34];
    memcpy(seen.bytes, message->data + 35, seen.size);
    return 0;
}

static void test_id_that_was_set_is_sent(void **state)
{
    uint8_t bytes[33] = "an id of nineteen b";
    gnutls_datum_t id = { bytes, 19 }, too_long = { bytes, 33 };

    memset(&seen, 0, sizeof(seen));
    assert_int_equal(pair_open(&pair, &sim, &full), 0);
    gnutls_handshake_set_hook_function(pair.server.session, GNUTLS_HANDSHAKE_CLIENT_HELLO,
                                       GNUTLS_HOOK_PRE, see_hello);
    assert_code(gnutls_session_set_id(pair.client.session, &too_long), GNUTLS_E_INVALID_REQUEST);
    assert_code(gnutls_session_set_id(pair.server.session, &id), GNUTLS_E_INVALID_REQUEST);
    assert_code(gnutls_session_set_id(pair.client.session, &id), 0);

    assert_code(pair_handshake(&pair), 0);
    assert_int_equal(seen.size, 19);
    assert_memory_equal(seen.bytes, bytes, 19);
    assert_false(gnutls_session_is_resumed(pair.client.session));
}

/* ---- the key log ---- */

static struct {
    unsigned count;
    char label[32];
    uint8_t secret[64];
    unsigned size;
} logged;

static int log_secret(gnutls_session_t session, const char *label, const gnutls_datum_t *secret)
{
    logged.count++;
    strncpy(logged.label, label, sizeof(logged.label) - 1);
    memcpy(logged.secret, secret->data, secret->size);
    logged.size = secret->size;
    return 0;
}

static void test_master_secret_is_logged(void **state)
{
    gnutls_datum_t master;

    memset(&logged, 0, sizeof(logged));
    assert_int_equal(pair_open(&pair, &sim, &full), 0);
    gnutls_session_set_keylog_function(pair.client.session, log_secret);
    assert_code(pair_handshake(&pair), 0);

    gnutls_session_get_master_secret(pair.client.session, &master);
    assert_int_equal(logged.count, 1);
    assert_string_equal(logged.label, "CLIENT_RANDOM");
    assert_int_equal(logged.size, master.size);
    assert_memory_equal(logged.secret, master.data, master.size);
}

int main(void)
{
    ADD(test_flags_of_a_full_handshake);
    ADD(test_flags_of_a_resumed_one);
    ADD(test_resumed_session_is_given_as_it_was_set);
    ADD(test_resumed_session_shows_what_the_first_learned);
    ADD(test_keys_of_a_resumed_session_are_new);
    ADD(test_no_ticket_is_sent_and_no_key_changed_by_hand);
    ADD(test_nothing_to_give_before_the_handshake);
    ADD(test_id_that_was_set_is_sent);
    ADD(test_master_secret_is_logged);
    return suite_run("session12");
}

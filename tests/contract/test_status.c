/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_status.c - what a session says of itself
 *
 * Holds the sections on session flags and on identifiers and status calls.
 */

#include "suite.h"

enum { ID_SIZE = 32 };

static const struct pair_options plain = { .ticket_key = &pair_ticket_key };

/* Connects a second time with the first session's data; `pair` is the second. */
static void begin_resumed(const struct pair_options *first)
{
    gnutls_datum_t data = { NULL, 0 };
    struct pair_options second = *first;
    sim_init(&sim, &(struct sim_options){ .rtt_ms = 20 });
    assert_code(pair_first_session(&sim, first, &data), 0);
    second.session_data = &data;
    connect_pair(&second);
    gnutls_free(data.data);
}

/* ---- flags ---- */

struct flag_row {
    const char *name;
    unsigned flag;
    bool resumed, read_tickets;
    gnutls_certificate_request_t request;
    bool client, server; /* who has it */
};

static const struct flag_row flag_rows[] = {
    { "session ticket, before it was read", GNUTLS_SFLAGS_SESSION_TICKET, .client = false },
    { "session ticket", GNUTLS_SFLAGS_SESSION_TICKET, .read_tickets = true, .client = true },
    { "session ticket, resumed", GNUTLS_SFLAGS_SESSION_TICKET, .resumed = true,
      .read_tickets = true, .client = true },
    { "the client asked for a staple", GNUTLS_SFLAGS_CLI_REQUESTED_OCSP, .client = true,
      .server = true },
    { "the server asked for a staple", GNUTLS_SFLAGS_SERV_REQUESTED_OCSP,
      .request = GNUTLS_CERT_REQUEST, .client = true, .server = true },
    { "the server asked for no certificate", GNUTLS_SFLAGS_SERV_REQUESTED_OCSP },
    { "false start", GNUTLS_SFLAGS_FALSE_START, .read_tickets = true },
    { "early start", GNUTLS_SFLAGS_EARLY_START, .read_tickets = true },
    { "early data", GNUTLS_SFLAGS_EARLY_DATA, .read_tickets = true },
    { "early data, resumed", GNUTLS_SFLAGS_EARLY_DATA, .resumed = true },
    { "encrypt-then-MAC", GNUTLS_SFLAGS_ETM, .read_tickets = true },
    { "RFC 7919", GNUTLS_SFLAGS_RFC7919, .read_tickets = true },
    { "heartbeat", GNUTLS_SFLAGS_HB_LOCAL_SEND, .read_tickets = true },
    { "the peer's heartbeat", GNUTLS_SFLAGS_HB_PEER_SEND, .read_tickets = true },
    { "post-handshake authentication, not asked for", GNUTLS_SFLAGS_POST_HANDSHAKE_AUTH },
};

static void test_flag(void **state)
{
    const struct flag_row *row = *state;
    struct pair_options options = plain;
    options.request = row->request;
    if (row->resumed)
        begin_resumed(&options);
    else
        begin_connected_pair(&options);
    if (row->read_tickets)
        assert_int_equal(pair_settle(&pair), 0);

    unsigned client = gnutls_session_get_flags(pair.client.session);
    unsigned server = gnutls_session_get_flags(pair.server.session);

    assert_int_equal((client & row->flag) != 0, row->client);
    assert_int_equal((server & row->flag) != 0, row->server);
}

static void test_flags_are_zero_before_the_handshake(void **state)
{
    begin_pair(&plain);

    assert_int_equal(gnutls_session_get_flags(pair.client.session), 0);
    assert_int_equal(gnutls_session_get_flags(pair.server.session), 0);
}

static void test_the_client_says_safe_renegotiation_of_tls12_only(void **state)
{
    begin_connected_pair(&plain);

    unsigned client = gnutls_session_get_flags(pair.client.session);

    assert_int_equal(client & GNUTLS_SFLAGS_SAFE_RENEGOTIATION, 0);
    assert_int_equal(client & GNUTLS_SFLAGS_EXT_MASTER_SECRET, 0);
}

static void test_post_handshake_authentication_is_told_to_the_server(void **state)
{
    struct pair_options options = plain;
    options.client_flags = options.server_flags = GNUTLS_POST_HANDSHAKE_AUTH;
    begin_connected_pair(&options);

    assert_int_equal(
        gnutls_session_get_flags(pair.client.session) & GNUTLS_SFLAGS_POST_HANDSHAKE_AUTH, 0);
    assert_int_not_equal(
        gnutls_session_get_flags(pair.server.session) & GNUTLS_SFLAGS_POST_HANDSHAKE_AUTH, 0);
}

/* ---- resumed, requested ---- */

static void test_a_full_handshake_is_not_resumed(void **state)
{
    begin_pair(&plain);
    assert_int_equal(gnutls_session_is_resumed(pair.client.session), 0);
    assert_int_equal(gnutls_session_is_resumed(pair.server.session), 0);

    assert_code(pair_handshake(&pair), 0);

    assert_int_equal(gnutls_session_is_resumed(pair.client.session), 0);
    assert_int_equal(gnutls_session_is_resumed(pair.server.session), 0);
    assert_int_equal(gnutls_session_resumption_requested(pair.client.session), 0);
    assert_int_equal(gnutls_session_resumption_requested(pair.server.session), 0);
}

static void test_a_resumption_is_known_to_both(void **state)
{
    begin_resumed(&plain);

    assert_int_not_equal(gnutls_session_is_resumed(pair.client.session), 0);
    assert_int_not_equal(gnutls_session_is_resumed(pair.server.session), 0);
    assert_int_equal(gnutls_session_resumption_requested(pair.client.session), 0);
    assert_int_not_equal(gnutls_session_resumption_requested(pair.server.session), 0);
}

static void test_a_ticket_of_another_key_is_no_request(void **state)
{
    static unsigned char bytes[64] = "the other key";
    const gnutls_datum_t other = { bytes, 64 };
    gnutls_datum_t data = { NULL, 0 };
    sim_init(&sim, &(struct sim_options){ 0 });
    assert_code(pair_first_session(&sim, &plain, &data), 0);

    connect_pair(&(struct pair_options){ .ticket_key = &other, .session_data = &data });

    assert_int_equal(gnutls_session_is_resumed(pair.server.session), 0);
    assert_int_equal(gnutls_session_resumption_requested(pair.server.session), 0);
    gnutls_free(data.data);
}

/* ---- ids ---- */

static void test_before_the_handshake_there_is_no_id(void **state)
{
    unsigned char id[ID_SIZE];
    size_t size = sizeof id;
    begin_pair(&plain);

    assert_code(gnutls_session_get_id(pair.client.session, id, &size), 0);

    assert_int_equal(size, 0);
}

static void test_an_id_has_32_bytes(void **state)
{
    unsigned char id[ID_SIZE + 1];
    gnutls_datum_t borrowed = { NULL, 0 };
    struct sim_end *ends[] = { &pair.client, &pair.server };
    begin_connected_pair(&plain);

    for (size_t i = 0; i < COUNT(ends); i++) {
        size_t size = 0;
        assert_code(gnutls_session_get_id(ends[i]->session, NULL, &size), 0);
        assert_int_equal(size, ID_SIZE);
        size = sizeof id;
        assert_code(gnutls_session_get_id(ends[i]->session, id, &size), 0);
        assert_int_equal(size, ID_SIZE);
        assert_code(gnutls_session_get_id2(ends[i]->session, &borrowed), 0);
        assert_int_equal(borrowed.size, ID_SIZE);
        assert_memory_equal(borrowed.data, id, ID_SIZE);
    }
}

static void test_a_buffer_too_short_for_the_id_stays_untouched(void **state)
{
    unsigned char id[ID_SIZE] = { 0 };
    static const unsigned char zeros[ID_SIZE];
    size_t size = ID_SIZE - 1;
    begin_connected_pair(&plain);

    assert_code(gnutls_session_get_id(pair.client.session, id, &size),
                GNUTLS_E_SHORT_MEMORY_BUFFER);

    assert_int_equal(size, ID_SIZE);
    assert_memory_equal(id, zeros, ID_SIZE);
}

static void test_the_server_keeps_its_id_over_a_chain_of_resumptions(void **state)
{
    unsigned char first[ID_SIZE], later[ID_SIZE];
    size_t size = ID_SIZE;
    gnutls_datum_t data = { NULL, 0 };
    struct pair_options options = plain;
    begin_connected_pair(&options);
    assert_code(gnutls_session_get_id(pair.server.session, first, &size), 0);

    for (int i = 0; i < 3; i++) {
        assert_int_equal(pair_settle(&pair), 0);
        assert_code(gnutls_session_get_data2(pair.client.session, &data), 0);
        pair_close(&pair);
        options.session_data = &data;
        connect_pair(&options);
        gnutls_free(data.data);
        assert_true(gnutls_session_is_resumed(pair.client.session));
    }

    size = ID_SIZE;
    assert_code(gnutls_session_get_id(pair.server.session, later, &size), 0);
    assert_memory_equal(first, later, ID_SIZE);
}

/* ---- descriptions ---- */

struct description_row {
    const char *name;
    const char *identity, *priority;
    bool resumed;
    const char *expected[LIBRARIES];
};

#define ONLY(group, cipher)                                                                        \
    "NORMAL:-VERS-ALL:+VERS-TLS1.3:-GROUP-ALL:+GROUP-" group ":-CIPHER-ALL:+" cipher

/* The reference that stands beside us may be of a release that leaves the
 * middle of a resumed session's description empty. */
static const struct description_row description_rows[] = {
    { "ECDSA on P-256", "server-p256", ONLY("SECP256R1", "AES-256-GCM"), false,
      BOTH("(TLS1.3)-(ECDHE-SECP256R1)-(ECDSA-SECP256R1-SHA256)-(AES-256-GCM)") },
    { "ECDSA on P-384", "server-p384", ONLY("SECP384R1", "AES-128-GCM"), false,
      BOTH("(TLS1.3)-(ECDHE-SECP384R1)-(ECDSA-SECP384R1-SHA384)-(AES-128-GCM)") },
    { "ECDSA on P-521", "server-p521", ONLY("SECP521R1", "CHACHA20-POLY1305"), false,
      BOTH("(TLS1.3)-(ECDHE-SECP521R1)-(ECDSA-SECP521R1-SHA512)-(CHACHA20-POLY1305)") },
    { "RSA", "server-rsa", ONLY("X25519", "AES-128-CCM"), false,
      BOTH("(TLS1.3)-(ECDHE-X25519)-(RSA-PSS-RSAE-SHA256)-(AES-128-CCM)") },
    { "RSA-PSS", "server-rsapss", ONLY("X448", "AES-256-GCM"), false,
      BOTH("(TLS1.3)-(ECDHE-X448)-(RSA-PSS-SHA256)-(AES-256-GCM)") },
    { "Ed25519", "server-ed25519", ONLY("X25519", "AES-256-GCM"), false,
      BOTH("(TLS1.3)-(ECDHE-X25519)-(EdDSA-Ed25519)-(AES-256-GCM)") },
    { "Ed448", "server-ed448", ONLY("X448", "AES-256-GCM"), false,
      BOTH("(TLS1.3)-(ECDHE-X448)-(EdDSA-Ed448)-(AES-256-GCM)") },
    { "a finite field", "server-p256", ONLY("FFDHE2048", "AES-256-GCM"), false,
      BOTH("(TLS1.3)-(DHE-FFDHE2048)-(ECDSA-SECP256R1-SHA256)-(AES-256-GCM)") },
    { "resumed", "server-p256", ONLY("SECP256R1", "AES-256-GCM"), true,
      EACH("(TLS1.3)--(AES-256-GCM)", "(TLS1.3)-(ECDHE-PSK-SECP256R1)-(AES-256-GCM)") },
    { "resumed over a finite field", "server-p256", ONLY("FFDHE3072", "AES-128-GCM"), true,
      EACH("(TLS1.3)--(AES-128-GCM)", "(TLS1.3)-(DHE-PSK-FFDHE3072)-(AES-128-GCM)") },
};

static void test_description(void **state)
{
    const struct description_row *row = *state;
    struct pair_options options = plain;
    options.server_identity = row->identity;
    options.client_priority = options.server_priority = row->priority;
    if (row->resumed)
        begin_resumed(&options);
    else
        begin_connected_pair(&options);

    char *client = gnutls_session_get_desc(pair.client.session);
    char *server = gnutls_session_get_desc(pair.server.session);

    assert_string_equal(client, row->expected[library_under_test()]);
    assert_string_equal(server, row->expected[library_under_test()]);
    gnutls_free(client);
    gnutls_free(server);
}

static void test_there_is_no_description_before_the_handshake(void **state)
{
    begin_pair(&plain);
    assert_null(gnutls_session_get_desc(pair.client.session));
    assert_code(gnutls_handshake(pair.client.session), GNUTLS_E_AGAIN);

    assert_null(gnutls_session_get_desc(pair.client.session));
    assert_null(gnutls_session_get_desc(pair.server.session));
}

static void test_a_handshake_that_failed_has_no_description(void **state)
{
    sim_init(&sim, &(struct sim_options){ .rtt_ms = 20 });
    assert_code(pair_open(&pair, &sim, &(struct pair_options){ .verify_name = "another.example" }),
                0);

    assert_code(pair_handshake(&pair), GNUTLS_E_CERTIFICATE_VERIFICATION_ERROR);

    assert_null(gnutls_session_get_desc(pair.client.session));
    assert_null(gnutls_session_get_desc(pair.server.session));
}

int main(void)
{
    ADD_ROWS(flag_rows, test_flag);
    ADD(test_flags_are_zero_before_the_handshake);
    ADD(test_the_client_says_safe_renegotiation_of_tls12_only);
    ADD(test_post_handshake_authentication_is_told_to_the_server);
    ADD(test_a_full_handshake_is_not_resumed);
    ADD(test_a_resumption_is_known_to_both);
    ADD(test_a_ticket_of_another_key_is_no_request);
    ADD(test_before_the_handshake_there_is_no_id);
    ADD(test_an_id_has_32_bytes);
    ADD(test_a_buffer_too_short_for_the_id_stays_untouched);
    ADD(test_the_server_keeps_its_id_over_a_chain_of_resumptions);
    ADD_ROWS(description_rows, test_description);
    ADD(test_there_is_no_description_before_the_handshake);
    ADD(test_a_handshake_that_failed_has_no_description);
    return suite_run("what a session says of itself");
}

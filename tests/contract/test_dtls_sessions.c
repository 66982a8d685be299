/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_dtls_sessions.c - sessions over datagrams; further handshakes; SRTP */

#include "dtls.h"

#define DTLS_PSK PAIR_DATAGRAM_PRIORITY ":-KX-ALL:+ECDHE-PSK:+PSK"

static void remember(gnutls_datum_t *data)
{
    assert_code(gnutls_session_get_data2(pair.client.session, data), 0);
    pair_close(&pair);
}

static void test_a_session_is_resumed_by_ticket(void **state)
{
    struct pair_options options = { .ticket_key = &pair_ticket_key };
    gnutls_datum_t data;

    connect_over(&lossless, &options);
    assert_int_not_equal(
        gnutls_session_get_flags(pair.client.session) & GNUTLS_SFLAGS_SESSION_TICKET, 0);
    remember(&data);
    options.session_data = &data;
    connect_pair(&options);
    gnutls_free(data.data);

    assert_true(gnutls_session_is_resumed(pair.client.session));
    assert_true(gnutls_session_is_resumed(pair.server.session));
    assert_code(pair_ping(&pair), 0);
}

/* What was agreed over datagrams is not taken up on a stream, nor the other way round. */
static void resume_elsewhere(bool first_on_datagrams)
{
    struct pair_options options = { .ticket_key = &pair_ticket_key,
                                    .client_priority =
                                        "NORMAL:-VERS-ALL:+VERS-TLS1.2:+VERS-DTLS1.2",
                                    .server_priority =
                                        "NORMAL:-VERS-ALL:+VERS-TLS1.2:+VERS-DTLS1.2" };
    struct sim_options network = lossless;
    gnutls_datum_t data;
    int result;

    network.datagrams.on = first_on_datagrams;
    connect_over(&network, &options);
    remember(&data);
    sim_end(&sim);
    network.datagrams.on = !first_on_datagrams;
    sim_init(&sim, &network);
    options.session_data = &data;
    result = pair_open(&pair, &sim, &options);
    if (result == 0)
        result = pair_handshake(&pair);
    gnutls_free(data.data);

    if (result == 0)
        assert_false(gnutls_session_is_resumed(pair.client.session));
    else
        assert_int_equal(library_under_test(), REFERENCE); /* it gives up instead */
}

static void test_a_session_of_datagrams_is_not_resumed_on_a_stream(void **state)
{
    resume_elsewhere(true);
}

static void test_a_session_of_a_stream_is_not_resumed_over_datagrams(void **state)
{
    resume_elsewhere(false);
}

/* As openconnect and ocserv do: the session comes from their own protocol. */
static void make_session(struct sim_end *client, struct sim_end *server, void *context)
{
    static unsigned char master[48] = "a secret that both have by means of their own..",
                         id[32] = "an id that both have besides...";
    const gnutls_datum_t secret = { master, 48 }, name = { id, 32 };

    assert_code(gnutls_session_set_premaster(client->session, GNUTLS_CLIENT, GNUTLS_DTLS1_2,
                                             GNUTLS_KX_RSA, GNUTLS_CIPHER_AES_128_GCM,
                                             GNUTLS_MAC_AEAD, GNUTLS_COMP_NULL, &secret, &name),
                0);
    assert_code(gnutls_session_set_premaster(server->session, GNUTLS_SERVER, GNUTLS_DTLS1_2,
                                             GNUTLS_KX_RSA, GNUTLS_CIPHER_AES_128_GCM,
                                             GNUTLS_MAC_AEAD, GNUTLS_COMP_NULL, &secret, &name),
                0);
}

#define OPENCONNECT                                                                                \
    "NONE:+VERS-DTLS1.2:+COMP-NULL:+AES-128-GCM:+AEAD:+RSA:+SIGN-ALL:%COMPAT:"                     \
    "%DISABLE_SAFE_RENEGOTIATION"

static void test_a_session_of_other_means_is_resumed(void **state)
{
    connect_over(&lossless, &(struct pair_options){ .client_priority = OPENCONNECT,
                                                    .server_priority = OPENCONNECT,
                                                    .client_flags = GNUTLS_NO_EXTENSIONS,
                                                    .server_flags = GNUTLS_NO_EXTENSIONS,
                                                    .server_identity = "server-rsa",
                                                    .server_name = "",
                                                    .prepare = make_session });

    assert_true(gnutls_session_is_resumed(pair.client.session));
    assert_true(gnutls_session_is_resumed(pair.server.session));
    assert_code(pair_ping(&pair), 0);
}

/* ---- keys held beforehand ---- */

static gnutls_psk_client_credentials_t psk_client;
static gnutls_psk_server_credentials_t psk_server;

static int give_key(gnutls_session_t session, const char *name, gnutls_datum_t *key)
{
    key->data = gnutls_malloc(16);
    key->size = 16;
    memset(key->data, 7, 16);
    return 0;
}

static void use_psk(struct sim_end *client, struct sim_end *server, void *context)
{
    static unsigned char bytes[16] = { 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7 };
    const gnutls_datum_t key = { bytes, 16 };

    gnutls_psk_allocate_client_credentials(&psk_client);
    gnutls_psk_set_client_credentials(psk_client, "psk", &key, GNUTLS_PSK_KEY_RAW);
    gnutls_credentials_set(client->session, GNUTLS_CRD_PSK, psk_client);
    gnutls_psk_allocate_server_credentials(&psk_server);
    gnutls_psk_set_server_credentials_function(psk_server, give_key);
    gnutls_credentials_set(server->session, GNUTLS_CRD_PSK, psk_server);
}

static void test_a_key_held_beforehand_serves(void **state)
{
    connect_over(&lossless, &(struct pair_options){ .client_priority = DTLS_PSK,
                                                    .server_priority = DTLS_PSK,
                                                    .prepare = use_psk });

    assert_int_equal(gnutls_auth_get_type(pair.client.session), GNUTLS_CRD_PSK);
    assert_code(pair_ping(&pair), 0);
    pair_close(&pair);
    gnutls_psk_free_client_credentials(psk_client);
    gnutls_psk_free_server_credentials(psk_server);
}

/* Later releases of openconnect and ocserv: the key is exported from the connection over TLS, and
 * the client says by a session id which one that was. */
enum { ID_SIZE = 32, KEY_SIZE = 32 };

static unsigned char exported[KEY_SIZE], seen_id[ID_SIZE];
static const unsigned char app_id[ID_SIZE] = "told by a header of the protocol";

static void export_key(gnutls_session_t session, unsigned char *out)
{
    static const char label[] = "EXPORTER-openconnect-psk";

    assert_code(gnutls_prf(session, sizeof label - 1, label, 0, 0, NULL, KEY_SIZE, (char *)out), 0);
}

static int give_exported(gnutls_session_t session, const char *name, gnutls_datum_t *key)
{
    assert_string_equal(name, "psk");
    key->data = gnutls_malloc(KEY_SIZE);
    key->size = KEY_SIZE;
    memcpy(key->data, exported, KEY_SIZE);
    return 0;
}

/* RFC 5246, 7.4.1.2: behind version and random. */
static int note_id(gnutls_session_t session, unsigned type, unsigned when, unsigned incoming,
                   const gnutls_datum_t *hello)
{
    assert_int_equal(hello->data[34], ID_SIZE);
    memcpy(seen_id, hello->data + 35, ID_SIZE);
    return 0;
}

static void use_exported(struct sim_end *client, struct sim_end *server, void *context)
{
    const gnutls_datum_t key = { context, KEY_SIZE },
                         id = { (unsigned char *)(uintptr_t)app_id, ID_SIZE };

    assert_code(gnutls_psk_allocate_client_credentials(&psk_client), 0);
    assert_code(gnutls_psk_set_client_credentials(psk_client, "psk", &key, GNUTLS_PSK_KEY_RAW), 0);
    assert_code(gnutls_credentials_set(client->session, GNUTLS_CRD_PSK, psk_client), 0);
    assert_code(gnutls_session_set_id(client->session, &id), 0);
    assert_code(gnutls_psk_allocate_server_credentials(&psk_server), 0);
    gnutls_psk_set_server_credentials_function(psk_server, give_exported);
    assert_code(gnutls_credentials_set(server->session, GNUTLS_CRD_PSK, psk_server), 0);
    gnutls_handshake_set_hook_function(server->session, GNUTLS_HANDSHAKE_CLIENT_HELLO,
                                       GNUTLS_HOOK_PRE, note_id);
}

static void test_a_key_of_another_connection_serves(void **state)
{
    static const char *const priorities[] = { "NORMAL:-VERS-ALL:+VERS-TLS1.2",
                                              "NORMAL:-VERS-ALL:+VERS-TLS1.3" };

    for (size_t i = 0; i < COUNT(priorities); i++) {
        unsigned char key[KEY_SIZE];

        connect_over(&(struct sim_options){ 0 },
                     &(struct pair_options){ .client_priority = priorities[i],
                                             .server_priority = priorities[i] });
        export_key(pair.client.session, key);
        export_key(pair.server.session, exported);
        pair_close(&pair);
        sim_end(&sim);
        memset(seen_id, 0, sizeof seen_id);
        connect_over(&lossless, &(struct pair_options){ .client_priority = DTLS_PSK,
                                                        .server_priority = DTLS_PSK,
                                                        .client_flags = GNUTLS_NONBLOCK,
                                                        .server_flags = GNUTLS_NONBLOCK,
                                                        .prepare = use_exported,
                                                        .context = key });

        assert_memory_equal(seen_id, app_id, ID_SIZE);
        assert_false(gnutls_session_is_resumed(pair.client.session));
        assert_string_equal(gnutls_psk_server_get_username(pair.server.session), "psk");
        assert_code(pair_ping(&pair), 0);
        pair_close(&pair);
        sim_end(&sim);
        gnutls_psk_free_client_credentials(psk_client);
        gnutls_psk_free_server_credentials(psk_server);
    }
}

/* ---- a further handshake ---- */

static void shake_again(struct sim_end *end, int *result)
{
    char byte;

    if (*result == 0)
        gnutls_record_recv(end->session, &byte, 1);
    else if (*result == GNUTLS_E_AGAIN)
        *result = gnutls_handshake(end->session);
}

/* Until the transport has let it through: what the end that reads is told. */
static int hear_request(struct sim_end *at)
{
    ssize_t told = GNUTLS_E_AGAIN;
    char byte;

    for (int i = 0; i < 20 && told == GNUTLS_E_AGAIN; i++)
        told = gnutls_record_recv(at->session, &byte, 1);
    return (int)told;
}

static void test_a_client_begins_a_further_handshake(void **state)
{
    int client = GNUTLS_E_AGAIN, server = GNUTLS_E_AGAIN;

    connect_plainly();
    for (int i = 0; i < 3; i++)
        assert_code(gnutls_handshake(pair.client.session), GNUTLS_E_AGAIN);
    sim_pass(&sim, 50);
    assert_code(hear_request(&pair.server), GNUTLS_E_REHANDSHAKE);
    for (int i = 0; i < 3000 && (client != 0 || server != 0); i++) {
        shake_again(&pair.client, &client);
        shake_again(&pair.server, &server);
        sim_pass(&sim, 10);
    }

    assert_code(client, 0);
    assert_code(server, 0);
    assert_code(pair_ping(&pair), 0);
}

/* The reference never gets its request out: gnutls_rehandshake() says GNUTLS_E_AGAIN for ever. */
static void test_a_server_asks_for_a_further_handshake(void **state)
{
    int client = GNUTLS_E_AGAIN, server = GNUTLS_E_AGAIN;

    if (library_under_test() == REFERENCE)
        skip();

    connect_plainly();
    assert_code(INSIST(gnutls_rehandshake(pair.server.session)), 0);
    sim_pass(&sim, 50);
    assert_code(hear_request(&pair.client), GNUTLS_E_REHANDSHAKE);
    client = gnutls_handshake(pair.client.session);
    sim_pass(&sim, 50);
    for (int i = 0; i < 3000 && (client != 0 || server != 0); i++) {
        shake_again(&pair.server, &server);
        shake_again(&pair.client, &client);
        sim_pass(&sim, 10);
    }

    assert_code(client, 0);
    assert_code(server, 0);
    assert_code(pair_ping(&pair), 0);
}

/* ---- SRTP ---- */

static void use_srtp(struct sim_end *client, struct sim_end *server, void *context)
{
    const gnutls_datum_t mki = { (unsigned char *)"mki", 3 };

    assert_code(
        gnutls_srtp_set_profile_direct(
            client->session, "SRTP_AES128_CM_HMAC_SHA1_80:SRTP_AES128_CM_HMAC_SHA1_32", NULL),
        0);
    assert_code(gnutls_srtp_set_mki(client->session, &mki), 0);
    assert_code(gnutls_srtp_set_profile(server->session, GNUTLS_SRTP_AES128_CM_HMAC_SHA1_32), 0);
    assert_code(gnutls_srtp_set_profile(server->session, GNUTLS_SRTP_AES128_CM_HMAC_SHA1_80), 0);
}

/* RFC 5764, 4.2: keys first, then salts; the client's before the server's. */
static void test_both_ends_have_the_same_keys_for_srtp(void **state)
{
    unsigned char ours[60], theirs[60];
    gnutls_srtp_profile_t profile;
    gnutls_datum_t key, salt, mki;

    connect_over(&lossless, &(struct pair_options){ .prepare = use_srtp });

    assert_code(gnutls_srtp_get_selected_profile(pair.client.session, &profile), 0);
    assert_int_equal(profile, GNUTLS_SRTP_AES128_CM_HMAC_SHA1_80);
    assert_int_equal(
        gnutls_srtp_get_keys(pair.client.session, ours, sizeof ours, NULL, NULL, &key, &salt), 60);
    assert_int_equal(
        gnutls_srtp_get_keys(pair.server.session, theirs, sizeof theirs, NULL, NULL, NULL, NULL),
        60);
    assert_memory_equal(ours, theirs, sizeof ours);
    assert_ptr_equal(key.data, ours + 16);
    assert_ptr_equal(salt.data, ours + 46);
    assert_code(gnutls_srtp_get_mki(pair.server.session, &mki), 0);
    assert_int_equal(mki.size, 3);
}

int main(void)
{
    ADD(test_a_session_is_resumed_by_ticket);
    ADD(test_a_session_of_datagrams_is_not_resumed_on_a_stream);
    ADD(test_a_session_of_a_stream_is_not_resumed_over_datagrams);
    ADD(test_a_session_of_other_means_is_resumed);
    ADD(test_a_key_held_beforehand_serves);
    ADD(test_a_key_of_another_connection_serves);
    ADD(test_a_client_begins_a_further_handshake);
    ADD(test_a_server_asks_for_a_further_handshake);
    ADD(test_both_ends_have_the_same_keys_for_srtp);
    return suite_run("dtls_sessions");
}

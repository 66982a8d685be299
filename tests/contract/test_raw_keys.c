/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_raw_keys.c - bare keys instead of certificates, RFC 7250, in TLS 1.3 and TLS 1.2 */

#include "suite.h"

#include <gnutls/abstract.h>

#include <stdio.h>

/* What priorities have besides the version. */
#define PLAIN   ""
#define RAW     ":-CTYPE-ALL:+CTYPE-RAWPK"
#define EITHER  ":+CTYPE-RAWPK"
#define SERVERS ":-CTYPE-ALL:+CTYPE-SRV-RAWPK:+CTYPE-CLI-X509"
#define CLIENTS ":-CTYPE-ALL:+CTYPE-CLI-RAWPK:+CTYPE-SRV-X509"
#define ON      GNUTLS_ENABLE_RAWPK
#define X509    GNUTLS_CRT_X509
#define BARE    GNUTLS_CRT_RAWPK
#define FAILED  GNUTLS_E_FATAL_ALERT_RECEIVED
#define NO_TYPE GNUTLS_E_UNSUPPORTED_CERTIFICATE_TYPE

enum has { HAS_NOTHING, HAS_KEY, HAS_CERTIFICATE };

static const char *const versions[] = { "TLS1.3", "TLS1.2" };
static const char *version; /* one of them */

static gnutls_certificate_credentials_t client_keys, server_keys;
static unsigned seen_size[2]; /* what the verify functions saw: by the server, by the client */
static int seen_code[2];

/* The public half of a key of tests/data. */
static void load_public(const char *name, gnutls_datum_t *out)
{
    gnutls_datum_t pem;
    gnutls_privkey_t key;
    gnutls_pubkey_t public;

    assert_code(pair_load(name, &pem), 0);
    assert_code(gnutls_privkey_init(&key), 0);
    assert_code(gnutls_pubkey_init(&public), 0);
    assert_code(gnutls_privkey_import_x509_raw(key, &pem, GNUTLS_X509_FMT_PEM, NULL, 0), 0);
    assert_code(gnutls_pubkey_import_privkey(public, key, 0, 0), 0);
    assert_code(gnutls_pubkey_export2(public, GNUTLS_X509_FMT_PEM, out), 0);
    gnutls_pubkey_deinit(public);
    gnutls_privkey_deinit(key);
    free(pem.data);
}

static int verify(gnutls_session_t session)
{
    bool client = session == pair.client.session;
    unsigned count = 0, status;
    const gnutls_datum_t *peers = gnutls_certificate_get_peers(session, &count);

    seen_size[client] = count > 0 ? peers[0].size : 0;
    seen_code[client] = gnutls_certificate_verify_peers2(session, &status);
    return 0;
}

static void fill(gnutls_certificate_credentials_t *out, enum has has, const char *role,
                 const char *key_name)
{
    char name[64];
    gnutls_datum_t public, key;

    assert_code(gnutls_certificate_allocate_credentials(out), 0);
    gnutls_certificate_set_verify_function(*out, verify);
    snprintf(name, sizeof name, "%s-%s-key.pem", role, key_name);
    if (has == HAS_KEY) {
        load_public(name, &public);
        assert_code(pair_load(name, &key), 0);
        assert_code(gnutls_certificate_set_rawpk_key_mem(*out, &public, &key, GNUTLS_X509_FMT_PEM,
                                                         NULL, 0, NULL, 0, 0),
                    0);
        gnutls_free(public.data);
        free(key.data);
    } else if (has == HAS_CERTIFICATE) {
        char chain[96], path[96];

        snprintf(chain, sizeof chain, "%s/%s-p256-chain.pem", TEST_DATA, role);
        snprintf(path, sizeof path, "%s/%s-p256-key.pem", TEST_DATA, role);
        assert_code(gnutls_certificate_set_x509_key_file(*out, chain, path, GNUTLS_X509_FMT_PEM),
                    0);
    }
}

struct row {
    const char *name, *client_priority, *server_priority;
    unsigned client_flags, server_flags;
    enum has client_has, server_has;
    const char *key; /* of both */
    gnutls_certificate_request_t request;
    int client, server;
    gnutls_certificate_type_t client_type, server_type;
};

static void arm(struct sim_end *client, struct sim_end *server, void *context)
{
    const struct row *row = context;

    fill(&client_keys, row->client_has, "client", row->key);
    fill(&server_keys, row->server_has, "server", row->key);
    gnutls_credentials_set(client->session, GNUTLS_CRD_CERTIFICATE, client_keys);
    gnutls_credentials_set(server->session, GNUTLS_CRD_CERTIFICATE, server_keys);
    gnutls_certificate_server_set_request(server->session, row->request);
    gnutls_session_set_verify_cert(client->session, NULL, 0);
    gnutls_session_set_verify_function(client->session, verify);
    memset(seen_size, 0, sizeof seen_size);
}

static struct pair_options options_of(const struct row *row)
{
    static char client[128], server[128];

    snprintf(client, sizeof client, "NORMAL:-VERS-ALL:+VERS-%s%s", version, row->client_priority);
    snprintf(server, sizeof server, "NORMAL:-VERS-ALL:+VERS-%s%s", version, row->server_priority);
    return (struct pair_options){ .client_priority = client,
                                  .server_priority = server,
                                  .client_flags = row->client_flags,
                                  .server_flags = row->server_flags,
                                  .tickets = true,
                                  .ticket_key = &pair_ticket_key,
                                  .prepare = arm,
                                  .context = (void *)(uintptr_t)row };
}

static void free_keys(void)
{
    pair_close(&pair);
    gnutls_certificate_free_credentials(client_keys);
    gnutls_certificate_free_credentials(server_keys);
}

static void assert_types(const struct row *row)
{
    gnutls_session_t client = pair.client.session, server = pair.server.session;

    assert_int_equal(gnutls_certificate_type_get2(client, GNUTLS_CTYPE_CLIENT), row->client_type);
    assert_int_equal(gnutls_certificate_type_get2(server, GNUTLS_CTYPE_CLIENT), row->client_type);
    assert_int_equal(gnutls_certificate_type_get2(client, GNUTLS_CTYPE_SERVER), row->server_type);
    assert_int_equal(gnutls_certificate_type_get2(server, GNUTLS_CTYPE_SERVER), row->server_type);
    assert_int_equal(gnutls_certificate_type_get2(client, GNUTLS_CTYPE_PEERS), row->server_type);
    assert_int_equal(gnutls_certificate_type_get2(server, GNUTLS_CTYPE_PEERS), row->client_type);
    assert_int_equal(gnutls_certificate_type_get(client), row->client_type);
    assert_int_equal(gnutls_certificate_type_get(server), row->server_type);
}

/* A bare key is all that there is, and nobody but the application can say whose it is. */
static void assert_seen(bool by_client, const gnutls_datum_t *theirs)
{
    assert_int_equal(seen_code[by_client], GNUTLS_E_INVALID_REQUEST);
    assert_int_equal(seen_size[by_client], theirs->size);
}

static void connect_and_look(const struct row *row)
{
    struct pair_options o = options_of(row);

    sim_init(&sim, &(struct sim_options){ 0 });
    assert_code(pair_open(&pair, &sim, &o), 0);
    pair_handshake(&pair);

    assert_code(pair.client.result, row->client);
    assert_code(pair.server.result, row->server);
    if (row->client == 0) {
        assert_types(row);
        assert_code(pair_ping(&pair), 0);
    }
    if (row->client == 0 && row->server_type == BARE)
        assert_seen(true, gnutls_certificate_get_ours(pair.server.session));
    if (row->client == 0 && row->client_type == BARE)
        assert_seen(false, gnutls_certificate_get_ours(pair.client.session));
    free_keys();
}

static void test_connections_of_tls13(void **state)
{
    version = "TLS1.3";
    connect_and_look(*state);
}

static void test_connections_of_tls12(void **state)
{
    version = "TLS1.2";
    connect_and_look(*state);
}

/* clang-format off */
static const struct row rows[] = {
    { "the server shows a key", SERVERS, SERVERS, ON, ON, HAS_NOTHING, HAS_KEY, "p256", 0, 0, 0, X509, BARE },
    { "both show keys", RAW, RAW, ON, ON, HAS_KEY, HAS_KEY, "p256", GNUTLS_CERT_REQUIRE, 0, 0, BARE, BARE },
    { "both show keys of RSA", RAW, RAW, ON, ON, HAS_KEY, HAS_KEY, "rsa", GNUTLS_CERT_REQUIRE, 0, 0, BARE, BARE },
    { "the client shows a key", CLIENTS, CLIENTS, ON, ON, HAS_KEY, HAS_CERTIFICATE, "p256", GNUTLS_CERT_REQUIRE, 0, 0, BARE, X509 },
    { "either would do, keys are there", EITHER, EITHER, ON, ON, HAS_KEY, HAS_KEY, "p256", GNUTLS_CERT_REQUIRE, 0, 0, BARE, BARE },
    { "either would do, certificates are there", EITHER, EITHER, ON, ON, HAS_CERTIFICATE, HAS_CERTIFICATE, "p256", GNUTLS_CERT_REQUIRE, 0, 0, X509, X509 },
    { "the client has no key", RAW, RAW, ON, ON, HAS_NOTHING, HAS_KEY, "p256", GNUTLS_CERT_REQUEST, 0, 0, X509, BARE },
    { "the server has a certificate only", RAW, PLAIN, ON, ON, HAS_KEY, HAS_CERTIFICATE, "p256", 0, FAILED, NO_TYPE, 0, 0 },
};

/* libgnutls has no such keys in TLS 1.2. */
static const struct row ed25519_rows[] = {
    { "both show keys of Ed25519", RAW, RAW, ON, ON, HAS_KEY, HAS_KEY, "ed25519", GNUTLS_CERT_REQUIRE, 0, 0, BARE, BARE },
};
/* clang-format on */

static void test_key_that_was_not_wanted_is_not_shown(void **state)
{
    const struct row row = { "", RAW, RAW, 0, 0, HAS_KEY, HAS_KEY, "p256", 0, 0, 0, 0, 0 };

    sim_init(&sim, &(struct sim_options){ 0 });
    for (size_t i = 0; i < COUNT(versions); i++) {
        struct pair_options o;

        version = versions[i];
        o = options_of(&row);
        assert_code(pair_open(&pair, &sim, &o), 0);
        pair_handshake(&pair);
        assert_code(pair.client.result, FAILED);
        free_keys();
    }
}

static void verify_by_names(struct sim_end *client, struct sim_end *server, void *context)
{
    arm(client, server, context);
    gnutls_session_set_verify_function(client->session, NULL);
    gnutls_session_set_verify_cert(client->session, "localhost", 0);
}

static void test_automatic_verification_knows_no_bare_key(void **state)
{
    const struct row row = { "", RAW, RAW, ON, ON, HAS_KEY, HAS_KEY, "p256", 0, 0, 0, 0, 0 };

    sim_init(&sim, &(struct sim_options){ 0 });
    for (size_t i = 0; i < COUNT(versions); i++) {
        struct pair_options o;

        version = versions[i];
        o = options_of(&row);
        o.prepare = verify_by_names;
        assert_code(pair_open(&pair, &sim, &o), 0);
        pair_handshake(&pair);
        assert_code(pair.client.result, GNUTLS_E_CERTIFICATE_ERROR);
        assert_code(pair.server.result, FAILED);
        free_keys();
    }
}

/* What the verify function of a resumed session would be asked about. */
static void assert_peers_are_known(gnutls_session_t session)
{
    gnutls_certificate_type_t type = gnutls_certificate_type_get2(session, GNUTLS_CTYPE_PEERS);
    unsigned count = 0, status;

    assert_non_null(gnutls_certificate_get_peers(session, &count));
    if (type == BARE) {
        assert_int_equal(count, 1);
        assert_code(gnutls_certificate_verify_peers2(session, &status), GNUTLS_E_INVALID_REQUEST);
    }
}

static void resume_and_look(const struct row *row)
{
    struct pair_options o = options_of(row);
    gnutls_datum_t data;

    sim_init(&sim, &(struct sim_options){ 0 });
    connect_pair(&o);
    pair_settle(&pair);
    assert_code(gnutls_session_get_data2(pair.client.session, &data), 0);
    free_keys();
    o.session_data = &data;
    connect_pair(&o);

    assert_int_equal(gnutls_session_is_resumed(pair.client.session), 1);
    assert_types(row);
    assert_peers_are_known(pair.client.session);
    assert_peers_are_known(pair.server.session);
    gnutls_free(data.data);
    free_keys();
}

static void test_sessions_of_tls13_know_what_was_shown(void **state)
{
    version = "TLS1.3";
    resume_and_look(*state);
}

static void test_sessions_of_tls12_know_what_was_shown(void **state)
{
    version = "TLS1.2";
    resume_and_look(*state);
}

/* clang-format off */
static const struct row sessions[] = {
    { "session in which both showed keys", RAW, RAW, ON, ON, HAS_KEY, HAS_KEY, "p256", GNUTLS_CERT_REQUIRE, 0, 0, BARE, BARE },
    { "session in which the server showed a key", SERVERS, SERVERS, ON, ON, HAS_CERTIFICATE, HAS_KEY, "p256", GNUTLS_CERT_REQUIRE, 0, 0, X509, BARE },
    { "session in which the client showed a key", CLIENTS, CLIENTS, ON, ON, HAS_KEY, HAS_CERTIFICATE, "p256", GNUTLS_CERT_REQUIRE, 0, 0, BARE, X509 },
};
/* clang-format on */

static void test_description_says_so(void **state)
{
    static const struct {
        const char *priority;
        enum has client, server;
        const char *begins;
    } cases[] = { { RAW, HAS_KEY, HAS_KEY, "(TLS1.3-Raw Public Key)-" },
                  { SERVERS, HAS_NOTHING, HAS_KEY, "(TLS1.3-X.509-Raw Public Key)-" },
                  { PLAIN, HAS_CERTIFICATE, HAS_CERTIFICATE, "(TLS1.3-X.509)-" } };

    version = "TLS1.3";
    sim_init(&sim, &(struct sim_options){ 0 });
    for (size_t i = 0; i < COUNT(cases); i++) {
        const struct row row = { "",
                                 cases[i].priority,
                                 cases[i].priority,
                                 ON,
                                 ON,
                                 cases[i].client,
                                 cases[i].server,
                                 "p256",
                                 cases[i].client != HAS_NOTHING ? GNUTLS_CERT_REQUIRE
                                                                : GNUTLS_CERT_IGNORE,
                                 0,
                                 0,
                                 0,
                                 0 };
        struct pair_options o = options_of(&row);
        char *description;

        connect_pair(&o);
        description = gnutls_session_get_desc(pair.client.session);
        assert_memory_equal(description, cases[i].begins, strlen(cases[i].begins));
        gnutls_free(description);
        free_keys();
    }
}

static void test_key_in_the_shape_of_a_certificate(void **state)
{
    gnutls_datum_t public;
    gnutls_pcert_st pcert;

    load_public("server-p256-key.pem", &public);
    assert_code(gnutls_pcert_import_rawpk_raw(&pcert, &public, GNUTLS_X509_FMT_PEM, 0, 0), 0);
    assert_int_equal(pcert.type, GNUTLS_CRT_RAWPK);
    assert_int_equal(pcert.cert.size, 91);
    assert_non_null(pcert.pubkey);
    gnutls_pcert_deinit(&pcert);
    assert_code(gnutls_pcert_import_rawpk_raw(&pcert, NULL, GNUTLS_X509_FMT_PEM, 0, 0),
                GNUTLS_E_INSUFFICIENT_CREDENTIALS);
    assert_code(gnutls_pcert_import_rawpk(&pcert, NULL, 0), GNUTLS_E_INSUFFICIENT_CREDENTIALS);
    gnutls_free(public.data);
}

static void test_pair_that_does_not_match_is_refused(void **state)
{
    gnutls_datum_t public, key;

    load_public("server-p256-key.pem", &public);
    assert_code(pair_load("client-p256-key.pem", &key), 0);
    assert_code(gnutls_certificate_allocate_credentials(&client_keys), 0);
    assert_code(gnutls_certificate_set_rawpk_key_mem(client_keys, &public, &key,
                                                     GNUTLS_X509_FMT_PEM, NULL, 0, NULL, 0, 0),
                GNUTLS_E_CERTIFICATE_KEY_MISMATCH);
    gnutls_certificate_free_credentials(client_keys);
    gnutls_free(public.data);
    free(key.data);
}

int main(void)
{
    ADD_ROWS(rows, test_connections_of_tls13);
    ADD_ROWS(rows, test_connections_of_tls12);
    ADD_ROWS(ed25519_rows, test_connections_of_tls13);
    if (library_under_test() == REPRISE)
        ADD_ROWS(ed25519_rows, test_connections_of_tls12);
    ADD_ROWS(sessions, test_sessions_of_tls13_know_what_was_shown);
    ADD_ROWS(sessions, test_sessions_of_tls12_know_what_was_shown);
    ADD(test_key_that_was_not_wanted_is_not_shown);
    ADD(test_automatic_verification_knows_no_bare_key);
    ADD(test_description_says_so);
    ADD(test_key_in_the_shape_of_a_certificate);
    ADD(test_pair_that_does_not_match_is_refused);
    return suite_run("raw_keys");
}

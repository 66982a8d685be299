/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_psk.c - TLS 1.3 from keys that both sides hold beforehand */

#include "suite.h"

#define P13     "NORMAL:-VERS-ALL:+VERS-TLS1.3"
#define EITHER  P13 ":+ECDHE-PSK"
#define ONLY    P13 ":-KX-ALL:+ECDHE-PSK:+DHE-PSK"
#define PSK_KE  P13 ":-KX-ALL:+PSK"
#define CURVE   ":-GROUP-ALL:+GROUP-SECP256R1"
#define CURVES  ":-GROUP-ALL:+GROUP-X25519:+GROUP-SECP256R1"
#define FIELD   ":-GROUP-ALL:+GROUP-FFDHE2048"
#define SHA384  ":-CIPHER-ALL:+AES-256-GCM"
#define KEY     "0123456789"
#define FAILED  GNUTLS_E_FATAL_ALERT_RECEIVED
#define REFUSED GNUTLS_E_INSUFFICIENT_CREDENTIALS
#define ILLEGAL GNUTLS_E_RECEIVED_ILLEGAL_PARAMETER
/* RFC 8446, 4.2.11 and 6.2: decrypt_error. */
#define WRONG   GNUTLS_E_ERROR_IN_FINISHED_PACKET

enum lookup { BY_FUNCTION, BY_FUNCTION2, BY_FILE };

/* Who has what. */
struct row {
    const char *name;
    const char *client_priority, *server_priority;
    const char *identity, *key; /* of the client; NULL: alice's */
    enum lookup lookup;
    bool client_function;
    bool client_has_certificates, server_has_certificates;
    bool server_has_no_keys;
    struct expected {
        int client, server;
        gnutls_kx_algorithm_t kx;
        gnutls_group_t group; /* GNUTLS_GROUP_INVALID: none */
    } expected[LIBRARIES];
};

static gnutls_psk_client_credentials_t client_keys;
static gnutls_psk_server_credentials_t server_keys;
static unsigned asked;

static int give(const char *text, gnutls_datum_t *out)
{
    out->size = (unsigned)strlen(text);
    out->data = gnutls_malloc(out->size + 1);
    memcpy(out->data, text, out->size + 1);
    return 0;
}

static int look_up(gnutls_session_t session, const char *name, gnutls_datum_t *key)
{
    asked++;
    assert_int_equal(gnutls_session_is_resumed(session), 0);
    return strcmp(name, "alice") == 0 ? give(KEY, key) : 0;
}

static int look_up2(gnutls_session_t session, const gnutls_datum_t *name, gnutls_datum_t *key)
{
    asked++;
    return name->size == 5 && memcmp(name->data, "alice", 5) == 0 ? give(KEY, key) : 0;
}

static int be_alice(gnutls_session_t session, gnutls_datum_t *name, gnutls_datum_t *key)
{
    assert_null(gnutls_psk_client_get_hint(session));
    give("alice", name);
    return give(KEY, key);
}

static void make_keys(const struct row *row)
{
    const char *text = row->key != NULL ? row->key : KEY;
    const gnutls_datum_t key = { (unsigned char *)text, (unsigned)strlen(text) };

    assert_code(gnutls_psk_allocate_client_credentials(&client_keys), 0);
    assert_code(gnutls_psk_allocate_server_credentials(&server_keys), 0);
    if (!row->client_function)
        assert_code(gnutls_psk_set_client_credentials(
                        client_keys, row->identity != NULL ? row->identity : "alice", &key,
                        row->lookup == BY_FILE ? GNUTLS_PSK_KEY_HEX : GNUTLS_PSK_KEY_RAW),
                    0);
    if (row->client_function)
        gnutls_psk_set_client_credentials_function2(client_keys, be_alice);
    if (row->lookup == BY_FUNCTION)
        gnutls_psk_set_server_credentials_function(server_keys, look_up);
    else if (row->lookup == BY_FUNCTION2)
        gnutls_psk_set_server_credentials_function2(server_keys, look_up2);
    else
        assert_code(gnutls_psk_set_server_credentials_file(server_keys, TEST_DATA "/passwords.psk"),
                    0);
    assert_code(gnutls_psk_set_server_credentials_hint(server_keys, "of no use here"), 0);
    asked = 0;
}

static void free_keys(void)
{
    gnutls_psk_free_client_credentials(client_keys);
    gnutls_psk_free_server_credentials(server_keys);
}

static void arm(struct sim_end *client, struct sim_end *server, void *context)
{
    const struct row *row = context;

    if (!row->client_has_certificates)
        gnutls_credentials_clear(client->session);
    if (!row->server_has_certificates)
        gnutls_credentials_clear(server->session);
    gnutls_credentials_set(client->session, GNUTLS_CRD_PSK, client_keys);
    if (!row->server_has_no_keys)
        gnutls_credentials_set(server->session, GNUTLS_CRD_PSK, server_keys);
}

static struct pair_options options_of(const struct row *row)
{
    return (struct pair_options){
        .client_priority = row->client_priority,
        .server_priority = row->server_priority,
        .tickets = true,
        .ticket_key = &pair_ticket_key,
        .prepare = arm,
        .context = (void *)(uintptr_t)row,
    };
}

/* What can be asked of a connection that rests on the key. */
static void assert_known(gnutls_session_t session, const struct expected *expected)
{
    assert_int_equal(gnutls_kx_get(session), expected->kx);
    assert_int_equal(gnutls_group_get(session), expected->group);
    assert_int_equal(gnutls_auth_get_type(session), GNUTLS_CRD_PSK);
    assert_int_equal(gnutls_auth_client_get_type(session), GNUTLS_CRD_PSK);
    assert_int_equal(gnutls_auth_server_get_type(session), GNUTLS_CRD_PSK);
    assert_null(gnutls_certificate_get_peers(session, &(unsigned){ 0 }));
    assert_null(gnutls_psk_client_get_hint(session));
}

static void assert_user(const char *expected)
{
    gnutls_datum_t name;

    assert_string_equal(gnutls_psk_server_get_username(pair.server.session), expected);
    assert_code(gnutls_psk_server_get_username2(pair.server.session, &name), 0);
    assert_int_equal(name.size, strlen(expected));
}

static void test_connections(void **state)
{
    const struct row *row = *state;
    const struct expected *expected = &row->expected[library_under_test()];
    struct pair_options o = options_of(row);
    bool by_key = expected->kx == GNUTLS_KX_PSK || expected->kx == GNUTLS_KX_ECDHE_PSK ||
                  expected->kx == GNUTLS_KX_DHE_PSK;

    sim_init(&sim, &(struct sim_options){ 0 });
    make_keys(row);
    assert_code(pair_open(&pair, &sim, &o), 0);
    pair_handshake(&pair);

    assert_code(pair.client.result, expected->client);
    assert_code(pair.server.result, expected->server);
    if (expected->client == 0 && by_key) {
        assert_known(pair.client.session, expected);
        assert_known(pair.server.session, expected);
        assert_user(row->identity != NULL ? row->identity : "alice");
    }
    if (expected->client == 0) {
        assert_int_equal(gnutls_session_is_resumed(pair.client.session), 0);
        assert_int_equal(gnutls_session_is_resumed(pair.server.session), 0);
        assert_int_equal(gnutls_kx_get(pair.client.session), expected->kx);
        assert_code(pair_ping(&pair), 0);
    }
    free_keys();
}

#define GOOD(kx, group)                                                                            \
    {                                                                                              \
        0, 0, GNUTLS_KX_##kx, GNUTLS_GROUP_##group                                                 \
    }
#define BAD(client, server)                                                                        \
    {                                                                                              \
        client, server, 0, 0                                                                       \
    }

/* clang-format off */
static const struct row rows[] = {
    { "key alone, over a curve", ONLY CURVE, ONLY CURVE, .expected = { GOOD(ECDHE_PSK, SECP256R1), GOOD(ECDHE_PSK, SECP256R1) } },
    { "key alone, over a finite field", ONLY FIELD, ONLY FIELD, .expected = { GOOD(DHE_PSK, FFDHE2048), GOOD(DHE_PSK, FFDHE2048) } },
    { "key alone, no exchange", PSK_KE, PSK_KE, .expected = { GOOD(PSK, INVALID), GOOD(PSK, INVALID) } },
    { "key alone, after a retry", ONLY CURVES, ONLY CURVE, .expected = { GOOD(ECDHE_PSK, SECP256R1), GOOD(ECDHE_PSK, SECP256R1) } },
    { "the key comes before certificates", EITHER CURVE, EITHER CURVE, .client_has_certificates = true, .server_has_certificates = true, .expected = { GOOD(ECDHE_PSK, SECP256R1), GOOD(ECDHE_PSK, SECP256R1) } },
    { "the key after a retry, certificates too", EITHER CURVES, EITHER CURVE, .client_has_certificates = true, .server_has_certificates = true, .expected = { GOOD(ECDHE_PSK, SECP256R1), GOOD(ECDHE_PSK, SECP256R1) } },
    { "client named by a function", ONLY CURVE, ONLY CURVE, .client_function = true, .expected = { GOOD(ECDHE_PSK, SECP256R1), GOOD(ECDHE_PSK, SECP256R1) } },
    { "looked up by a function for bytes", ONLY CURVE, ONLY CURVE, .lookup = BY_FUNCTION2, .expected = { GOOD(ECDHE_PSK, SECP256R1), GOOD(ECDHE_PSK, SECP256R1) } },
    { "looked up in a file", ONLY CURVE, ONLY CURVE, "bob", "00112233", .lookup = BY_FILE, .expected = { GOOD(ECDHE_PSK, SECP256R1), GOOD(ECDHE_PSK, SECP256R1) } },
    { "server names no exchange with keys", EITHER CURVE, P13 CURVE, .client_has_certificates = true, .server_has_certificates = true, .expected = { GOOD(ECDHE_PSK, SECP256R1), GOOD(ECDHE_PSK, SECP256R1) } },
    { "client names no exchange with keys", P13 CURVE, EITHER CURVE, .client_has_certificates = true, .server_has_certificates = true, .expected = { GOOD(ECDHE_RSA, SECP256R1), GOOD(ECDHE_RSA, SECP256R1) } },
    { "no mode in common, certificates", PSK_KE CURVE, ONLY CURVE, .client_has_certificates = true, .server_has_certificates = true, .expected = { GOOD(ECDHE_RSA, SECP256R1), GOOD(ECDHE_RSA, SECP256R1) } },
    { "no mode in common, no certificates", PSK_KE, ONLY, .expected = { BAD(FAILED, REFUSED), BAD(FAILED, REFUSED) } },
    { "client without certificates, server without keys", ONLY, EITHER, .server_has_certificates = true, .server_has_no_keys = true, .expected = { BAD(REFUSED, FAILED), BAD(REFUSED, FAILED) } },
    { "wrong key", ONLY, ONLY, .key = "abc", .expected = { BAD(FAILED, ILLEGAL), BAD(FAILED, WRONG) } },
    { "wrong key, certificates too", EITHER, EITHER, .key = "abc", .client_has_certificates = true, .server_has_certificates = true, .expected = { BAD(FAILED, ILLEGAL), BAD(FAILED, WRONG) } },
    { "unknown identity looks like a wrong key", ONLY, ONLY, .identity = "mallory", .expected = { BAD(FAILED, ILLEGAL), BAD(FAILED, WRONG) } },
    { "unknown identity in a file", ONLY, ONLY, "mallory", "61626364", .lookup = BY_FILE, .expected = { BAD(FAILED, ILLEGAL), BAD(FAILED, WRONG) } },
    { "unknown identity, certificates", EITHER CURVE, EITHER CURVE, .identity = "mallory", .client_has_certificates = true, .server_has_certificates = true, .expected = { BAD(FAILED, ILLEGAL), GOOD(ECDHE_RSA, SECP256R1) } },
    { "client has no suite of SHA-256", EITHER CURVE SHA384, EITHER CURVE, .client_has_certificates = true, .server_has_certificates = true, .expected = { BAD(FAILED, GNUTLS_E_NO_CIPHER_SUITES), GOOD(ECDHE_RSA, SECP256R1) } },
    { "server has no suite of SHA-256", EITHER CURVE, EITHER CURVE SHA384, .client_has_certificates = true, .server_has_certificates = true, .expected = { BAD(FAILED, GNUTLS_E_NO_CIPHER_SUITES), GOOD(ECDHE_RSA, SECP256R1) } },
};
/* clang-format on */

/* What a ticket of such a session says of it. */
static void test_session_from_a_key_is_resumed_with_its_user(void **state)
{
    const struct row row = { .client_priority = ONLY, .server_priority = ONLY };
    struct pair_options o = options_of(&row);
    gnutls_datum_t data;

    sim_init(&sim, &(struct sim_options){ 0 });
    make_keys(&row);
    assert_code(pair_first_session(&sim, &o, &data), 0);
    for (int turn = 0; turn < 2; turn++) {
        o.session_data = &data;
        asked = 0;
        connect_pair(&o);

        assert_int_equal(gnutls_session_is_resumed(pair.client.session), 1);
        assert_int_equal(gnutls_session_is_resumed(pair.server.session), 1);
        assert_int_equal(asked, 0);
        assert_user("alice");
        assert_int_equal(gnutls_auth_get_type(pair.client.session), GNUTLS_CRD_PSK);
        assert_int_equal(gnutls_auth_get_type(pair.server.session), GNUTLS_CRD_PSK);
        /* The chain goes on with the ticket of this connection. */
        pair_settle(&pair);
        gnutls_free(data.data);
        assert_code(gnutls_session_get_data2(pair.client.session, &data), 0);
        pair_close(&pair);
    }
    gnutls_free(data.data);
    free_keys();
}

/* The ticket comes first among the identities; when it is of no use, the key is behind it. */
static void test_key_serves_where_the_ticket_does_not(void **state)
{
    unsigned char other[64] = { 1, 2, 3 };
    const gnutls_datum_t other_key = { other, sizeof other };
    const struct row row = { .client_priority = ONLY, .server_priority = ONLY };
    struct pair_options o = options_of(&row);
    gnutls_datum_t data;

    sim_init(&sim, &(struct sim_options){ 0 });
    make_keys(&row);
    assert_code(pair_first_session(&sim, &o, &data), 0);
    o.session_data = &data;
    o.ticket_key = &other_key;
    connect_pair(&o);

    assert_int_equal(gnutls_session_is_resumed(pair.client.session), 0);
    assert_int_equal(gnutls_session_is_resumed(pair.server.session), 0);
    assert_user("alice");
    assert_code(pair_ping(&pair), 0);
    gnutls_free(data.data);
    free_keys();
}

static void test_description_names_the_key(void **state)
{
    /* The reference of Debian leaves the middle empty; API 3.8.3 does not. */
    static const struct {
        const char *priority, *expected[LIBRARIES];
    } cases[] = {
        { ONLY CURVE ":-CIPHER-ALL:+AES-128-GCM",
          EACH("(TLS1.3)--(AES-128-GCM)", "(TLS1.3)-(ECDHE-PSK-SECP256R1)-(AES-128-GCM)") },
        { ONLY FIELD ":-CIPHER-ALL:+AES-128-GCM",
          EACH("(TLS1.3)--(AES-128-GCM)", "(TLS1.3)-(DHE-PSK-FFDHE2048)-(AES-128-GCM)") },
        { PSK_KE ":-CIPHER-ALL:+AES-128-GCM",
          EACH("(TLS1.3)--(AES-128-GCM)", "(TLS1.3)-(PSK)-(AES-128-GCM)") },
    };

    sim_init(&sim, &(struct sim_options){ 0 });
    for (size_t i = 0; i < COUNT(cases); i++) {
        const struct row row = { .client_priority = cases[i].priority, .server_priority = ONLY };
        struct row same = row;
        struct pair_options o;
        char *description;

        same.server_priority = cases[i].priority;
        o = options_of(&same);
        make_keys(&same);
        connect_pair(&o);
        description = gnutls_session_get_desc(pair.server.session);
        assert_string_equal(description, cases[i].expected[library_under_test()]);
        gnutls_free(description);
        pair_close(&pair);
        free_keys();
    }
}

/* TLS 1.2 is there too: each end asks once for its version. */
static void test_version_is_agreed_with_keys_alone(void **state)
{
    static const struct {
        const char *client, *server;
        gnutls_protocol_t version;
    } cases[] = {
        { "NORMAL:-KX-ALL:+ECDHE-PSK", "NORMAL:-KX-ALL:+ECDHE-PSK", GNUTLS_TLS1_3 },
        { "NORMAL:-KX-ALL:+ECDHE-PSK:-VERS-TLS1.3", "NORMAL:-KX-ALL:+ECDHE-PSK", GNUTLS_TLS1_2 },
        { "NORMAL:-KX-ALL:+ECDHE-PSK", "NORMAL:-KX-ALL:+ECDHE-PSK:-VERS-TLS1.3", GNUTLS_TLS1_2 },
    };

    sim_init(&sim, &(struct sim_options){ 0 });
    for (size_t i = 0; i < COUNT(cases); i++) {
        const struct row row = { .client_priority = cases[i].client,
                                 .server_priority = cases[i].server,
                                 .client_function = i == 0 };
        struct pair_options o = options_of(&row);

        make_keys(&row);
        connect_pair(&o);
        assert_int_equal(gnutls_protocol_get_version(pair.client.session), cases[i].version);
        assert_user("alice");
        assert_code(pair_ping(&pair), 0);
        pair_close(&pair);
        free_keys();
    }
}

static int say_nothing(gnutls_session_t session, gnutls_datum_t *name, gnutls_datum_t *key)
{
    return GNUTLS_E_INSUFFICIENT_CREDENTIALS;
}

static void test_client_whose_function_fails_does_not_connect(void **state)
{
    const struct row row = { .client_priority = EITHER,
                             .server_priority = EITHER,
                             .client_function = true,
                             .client_has_certificates = true,
                             .server_has_certificates = true };
    struct pair_options o = options_of(&row);

    sim_init(&sim, &(struct sim_options){ 0 });
    make_keys(&row);
    gnutls_psk_set_client_credentials_function2(client_keys, say_nothing);
    assert_code(pair_open(&pair, &sim, &o), 0);
    pair_handshake(&pair);

    assert_code(pair.client.result, GNUTLS_E_INSUFFICIENT_CREDENTIALS);
    free_keys();
}

int main(void)
{
    ADD_ROWS(rows, test_connections);
    ADD(test_session_from_a_key_is_resumed_with_its_user);
    ADD(test_key_serves_where_the_ticket_does_not);
    ADD(test_description_names_the_key);
    ADD(test_version_is_agreed_with_keys_alone);
    ADD(test_client_whose_function_fails_does_not_connect);
    return suite_run("psk");
}

/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_resume.c - when a TLS 1.3 session is resumed, and how
 *
 * Holds the section on what is checked on resumption, and from the section on TLS 1.3 the key
 * exchange modes, the retry, the binder and the repeated use of tickets.
 */

#include "suite.h"

#define TLS13         "NORMAL:-VERS-ALL:+VERS-TLS1.3"
#define CIPHERS(list) TLS13 ":-CIPHER-ALL:" list
#define GROUPS(list)  TLS13 ":-GROUP-ALL:" list
#define WITH_KEY      .ticket_key = &pair_ticket_key

/* ---- what is checked ---- */

struct check_row {
    const char *name;
    struct pair_options first, second;
    bool resumes[LIBRARIES];
    int code[LIBRARIES]; /* of the second handshake */
    gnutls_cipher_algorithm_t cipher;
    gnutls_group_t group;
};

/* clang-format off */
static const struct check_row check_rows[] = {
    { "another cipher of the same hash",
      { WITH_KEY, .client_priority = CIPHERS("+AES-128-GCM") },
      { WITH_KEY, .client_priority = CIPHERS("+CHACHA20-POLY1305:+AES-128-GCM") },
      .resumes = BOTH(true), .cipher = GNUTLS_CIPHER_CHACHA20_POLY1305 },
    { "the ticket's hash goes before the order of ciphers",
      { WITH_KEY, .client_priority = CIPHERS("+AES-128-GCM") },
      { WITH_KEY, .client_priority = CIPHERS("+AES-256-GCM:+AES-128-GCM") },
      .resumes = BOTH(true), .cipher = GNUTLS_CIPHER_AES_128_GCM },
    { "no suite of the ticket's hash at the server",
      { WITH_KEY, .client_priority = CIPHERS("+AES-256-GCM") },
      { WITH_KEY, .server_priority = CIPHERS("+AES-128-GCM") },
      .code = EACH(GNUTLS_E_FATAL_ALERT_RECEIVED, 0) },
    { "with CCM",
      { WITH_KEY, .client_priority = CIPHERS("+AES-128-CCM") },
      { WITH_KEY, .client_priority = CIPHERS("+AES-128-CCM-8"),
        .server_priority = CIPHERS("+AES-128-CCM-8") },
      .resumes = BOTH(true), .cipher = GNUTLS_CIPHER_AES_128_CCM_8 },
    { "another group",
      { WITH_KEY, .client_priority = GROUPS("+GROUP-X25519") },
      { WITH_KEY, .client_priority = GROUPS("+GROUP-SECP384R1") },
      .resumes = BOTH(true), .group = GNUTLS_GROUP_SECP384R1 },
    { "a retry for the group",
      { WITH_KEY },
      { WITH_KEY, .client_priority = GROUPS("+GROUP-X25519:+GROUP-SECP256R1:+GROUP-SECP521R1"),
        .server_priority = GROUPS("+GROUP-SECP521R1") },
      .resumes = BOTH(true), .group = GNUTLS_GROUP_SECP521R1 },
    { "a retry in the first connection",
      { WITH_KEY, .server_priority = GROUPS("+GROUP-SECP521R1") },
      { WITH_KEY },
      .resumes = BOTH(true) },
    { "a finite field",
      { WITH_KEY, .client_priority = GROUPS("+GROUP-FFDHE2048") },
      { WITH_KEY, .client_priority = GROUPS("+GROUP-FFDHE2048") },
      .resumes = BOTH(true), .group = GNUTLS_GROUP_FFDHE2048 },
    { "the server's certificate has changed since",
      { WITH_KEY }, { WITH_KEY, .server_identity = "server-rsa" }, .resumes = BOTH(true) },
    { "the same server name",
      { WITH_KEY, .server_name = "example.test" }, { WITH_KEY, .server_name = "example.test" },
      .resumes = BOTH(true) },
    { "no server name in both",
      { WITH_KEY, .server_name = "" }, { WITH_KEY, .server_name = "" }, .resumes = BOTH(true) },
    { "another server name",
      { WITH_KEY, .server_name = "example.test" }, { WITH_KEY, .server_name = "other.test" },
      .resumes = EACH(true, false) },
    { "verified for the same name",
      { WITH_KEY, .verify_name = "example.test" }, { WITH_KEY, .verify_name = "example.test" },
      .resumes = BOTH(true) },
    { "verified for another of its names",
      { WITH_KEY, .verify_name = "localhost" }, { WITH_KEY, .verify_name = "example.test" },
      .resumes = EACH(true, false) },
    { "verified for a name that it does not have",
      { WITH_KEY, .verify_name = "localhost" }, { WITH_KEY, .verify_name = "other.test" },
      .resumes = EACH(true, false), .code = EACH(0, GNUTLS_E_CERTIFICATE_VERIFICATION_ERROR) },
    { "a server name where there was none",
      { WITH_KEY, .server_name = "" }, { WITH_KEY, .server_name = "example.test" },
      .resumes = EACH(true, false) },
    { "no server name where there was one",
      { WITH_KEY, .server_name = "example.test" }, { WITH_KEY, .server_name = "" },
      .resumes = EACH(true, false) },
    { "a client certificate is asked for as before",
      { WITH_KEY, .request = GNUTLS_CERT_REQUEST, .client_identity = "client-p256" },
      { WITH_KEY, .request = GNUTLS_CERT_REQUEST, .client_identity = "client-p256" },
      .resumes = BOTH(true) },
    { "a client certificate was given and is required",
      { WITH_KEY, .request = GNUTLS_CERT_REQUIRE, .client_identity = "client-p256" },
      { WITH_KEY, .request = GNUTLS_CERT_REQUIRE, .client_identity = "client-p256" },
      .resumes = BOTH(true) },
    { "a client certificate is required now, and was not there",
      { WITH_KEY }, { WITH_KEY, .request = GNUTLS_CERT_REQUIRE, .client_identity = "client-p256" },
      .resumes = EACH(true, false) },
    { "a client certificate is asked for now, and was not there",
      { WITH_KEY }, { WITH_KEY, .request = GNUTLS_CERT_REQUEST, .client_identity = "client-p256" },
      .resumes = BOTH(true) },
    { "the peer was verified, and is to be verified",
      { WITH_KEY, .verify_name = "localhost" }, { WITH_KEY, .verify_name = "localhost" },
      .resumes = BOTH(true) },
    { "the peer was verified, and need not be",
      { WITH_KEY, .verify_name = "localhost" }, { WITH_KEY }, .resumes = BOTH(true) },
    { "the peer was not verified, and is to be",
      { WITH_KEY }, { WITH_KEY, .verify_name = "localhost" }, .resumes = EACH(true, false) },
    { "the server's order counts",
      { WITH_KEY }, { WITH_KEY, .server_priority = TLS13 ":%SERVER_PRECEDENCE" },
      .resumes = BOTH(true) },

    { "the client takes psk_ke only, the server not",
      { WITH_KEY }, { WITH_KEY, .client_priority = TLS13 ":+PSK" }, .resumes = BOTH(false) },
    { "the server takes psk_ke only, the client both",
      { WITH_KEY }, { WITH_KEY, .server_priority = TLS13 ":+PSK" }, .resumes = BOTH(true) },
    { "with (EC)DHE-PSK on both sides",
      { WITH_KEY },
      { WITH_KEY, .client_priority = TLS13 ":+ECDHE-PSK", .server_priority = TLS13 ":+ECDHE-PSK" },
      .resumes = BOTH(true) },
    { "the client takes psk_dhe_ke only, the server psk_ke only",
      { WITH_KEY },
      { WITH_KEY, .client_priority = TLS13 ":+ECDHE-PSK", .server_priority = TLS13 ":+PSK" },
      .resumes = BOTH(false) },
};
/* clang-format on */

static void test_check(void **state)
{
    const struct check_row *row = *state;
    enum library library = library_under_test();
    gnutls_datum_t data = { NULL, 0 };
    struct pair_options second = row->second;
    sim_init(&sim, &(struct sim_options){ .rtt_ms = 20 });
    assert_code(pair_first_session(&sim, &row->first, &data), 0);
    second.session_data = &data;
    assert_code(pair_open(&pair, &sim, &second), 0);

    int code = pair_handshake(&pair);

    gnutls_free(data.data);
    assert_code(code, row->code[library]);
    if (code != 0)
        return;
    assert_int_equal(was_resumed(), row->resumes[library]);
    if (row->cipher != 0)
        assert_int_equal(gnutls_cipher_get(pair.client.session), row->cipher);
    if (row->group != 0)
        assert_int_equal(gnutls_group_get(pair.server.session), row->group);
    assert_code(pair_ping(&pair), 0);
}

static void test_a_required_certificate_that_never_comes_is_an_error(void **state)
{
    gnutls_datum_t data = { NULL, 0 };
    sim_init(&sim, &(struct sim_options){ 0 });
    assert_code(pair_first_session(&sim, &(struct pair_options){ WITH_KEY }, &data), 0);
    assert_code(pair_open(&pair, &sim,
                          &(struct pair_options){ WITH_KEY, .session_data = &data,
                                                  .request = GNUTLS_CERT_REQUIRE }),
                0);

    pair_handshake(&pair);

    assert_code(pair.server.result,
                library_under_test() == REFERENCE ? 0 : GNUTLS_E_CERTIFICATE_REQUIRED);
    gnutls_free(data.data);
}

/* ---- the modes ---- */

struct mode_row {
    const char *name;
    const char *client, *server; /* added to the priorities */
    bool with_exchange;          /* psk_dhe_ke, not psk_ke */
};

static const struct mode_row mode_rows[] = {
    { "neither names one", TLS13, TLS13, true },
    { "both take psk_ke", TLS13 ":+PSK", TLS13 ":+PSK", false },
    { "both take psk_dhe_ke", TLS13 ":+DHE-PSK:+ECDHE-PSK", TLS13 ":+DHE-PSK:+ECDHE-PSK", true },
    { "the client prefers psk_ke", TLS13 ":+PSK:+ECDHE-PSK", TLS13 ":+ECDHE-PSK:+PSK", false },
    { "the client prefers psk_dhe_ke", TLS13 ":+ECDHE-PSK:+PSK", TLS13 ":+PSK:+ECDHE-PSK", true },
    { "the server prefers psk_dhe_ke and insists", TLS13 ":+PSK:+ECDHE-PSK",
      TLS13 ":+ECDHE-PSK:+PSK:%SERVER_PRECEDENCE", true },
    { "the server prefers psk_ke and insists", TLS13 ":+ECDHE-PSK:+PSK",
      TLS13 ":+PSK:+ECDHE-PSK:%SERVER_PRECEDENCE", false },
};

static void test_mode(void **state)
{
    const struct mode_row *row = *state;
    gnutls_datum_t data = { NULL, 0 };
    struct pair_options options = { WITH_KEY };
    sim_init(&sim, &(struct sim_options){ .rtt_ms = 20 });
    assert_code(pair_first_session(&sim, &options, &data), 0);
    options.client_priority = row->client;
    options.server_priority = row->server;
    options.session_data = &data;

    connect_pair(&options);

    gnutls_free(data.data);
    assert_true(was_resumed());
    assert_int_equal(gnutls_group_get(pair.client.session) != 0, row->with_exchange);
    assert_int_equal(gnutls_group_get(pair.server.session) != 0, row->with_exchange);
    assert_code(pair_ping(&pair), 0);
    assert_int_equal(pair_settle(&pair), 0);
}

/* ---- tickets ---- */

enum { KEPT_MAX = 4 };

static struct {
    gnutls_datum_t data[KEPT_MAX];
    size_t count;
} kept;

static int keep(gnutls_session_t session, unsigned type, unsigned when, unsigned incoming,
                const gnutls_datum_t *message)
{
    if (kept.count < KEPT_MAX)
        assert_code(gnutls_session_get_data2(session, &kept.data[kept.count++]), 0);
    return 0;
}

static void keep_all(struct sim_end *client, struct sim_end *server, void *context)
{
    gnutls_handshake_set_hook_function(client->session, GNUTLS_HANDSHAKE_NEW_SESSION_TICKET,
                                       GNUTLS_HOOK_POST, keep);
}

static void test_every_ticket_of_a_connection_resumes(void **state)
{
    struct pair_options options = { WITH_KEY, .prepare = keep_all };
    memset(&kept, 0, sizeof kept);
    sim_init(&sim, &(struct sim_options){ 0 });
    connect_pair(&options);
    assert_code(INSIST(gnutls_session_ticket_send(pair.server.session, 1, 0)), 0);
    assert_int_equal(pair_settle(&pair), 0);
    assert_int_equal(kept.count, 3);
    options.prepare = NULL;

    for (size_t i = 0; i < kept.count; i++) {
        pair_close(&pair);
        options.session_data = &kept.data[i];
        connect_pair(&options);
        assert_true(was_resumed());
        gnutls_free(kept.data[i].data);
    }
}

static void test_a_ticket_before_and_after_a_key_update_resumes(void **state)
{
    gnutls_datum_t data = { NULL, 0 };
    struct pair_options options = { WITH_KEY };
    sim_init(&sim, &(struct sim_options){ 0 });
    connect_pair(&options);
    assert_code(INSIST(gnutls_session_key_update(pair.server.session, GNUTLS_KU_PEER)), 0);
    assert_int_equal(pair_settle(&pair), 0);
    assert_code(INSIST(gnutls_session_ticket_send(pair.server.session, 1, 0)), 0);
    assert_int_equal(pair_settle(&pair), 0);
    assert_code(gnutls_session_get_data2(pair.client.session, &data), 0);
    pair_close(&pair);
    options.session_data = &data;

    connect_pair(&options);

    assert_true(was_resumed());
    gnutls_free(data.data);
}

static void test_the_legacy_id_of_a_resuming_client(void **state)
{
    unsigned char first[32], second[32];
    size_t size = sizeof first;
    gnutls_datum_t data = { NULL, 0 };
    struct pair_options options = { WITH_KEY };
    sim_init(&sim, &(struct sim_options){ 0 });
    connect_pair(&options);
    assert_int_equal(pair_settle(&pair), 0);
    assert_code(gnutls_session_get_id(pair.client.session, first, &size), 0);
    assert_code(gnutls_session_get_data2(pair.client.session, &data), 0);
    pair_close(&pair);
    options.session_data = &data;

    connect_pair(&options);

    gnutls_free(data.data);
    assert_true(was_resumed());
    size = sizeof second;
    assert_code(gnutls_session_get_id(pair.client.session, second, &size), 0);
    bool repeated = memcmp(first, second, sizeof first) == 0;
    assert_int_equal(repeated, library_under_test() == REFERENCE);
}

/* ---- the binder ---- */

/* Changes the last byte of the first record, however it is cut. */
struct flip {
    size_t at, end;
};

static void flip_last_byte(void *context, uint8_t *data, size_t size)
{
    enum { HEADER = 5, LENGTH_HIGH = 3, LENGTH_LOW = 4 };
    struct flip *flip = context;
    for (size_t i = 0; i < size; i++, flip->at++) {
        if (flip->at == LENGTH_HIGH)
            flip->end = (size_t)data[i] << 8;
        if (flip->at == LENGTH_LOW)
            flip->end += HEADER + data[i] - 1u;
        if (flip->at > LENGTH_LOW && flip->at == flip->end)
            data[i] ^= 1;
    }
}

static void test_a_wrong_binder_is_fatal(void **state)
{
    struct flip flip = { 0, 0 };
    gnutls_datum_t data = { NULL, 0 };
    struct pair_options options = { WITH_KEY };
    sim_init(&sim, &(struct sim_options){ 0 });
    assert_code(pair_first_session(&sim, &options, &data), 0);
    options.session_data = &data;
    assert_code(pair_open(&pair, &sim, &options), 0);
    pair.client.out.edit = flip_last_byte;
    pair.client.out.edit_context = &flip;

    pair_handshake(&pair);

    gnutls_free(data.data);
    assert_true(pair.server.done);
    assert_true(pair.server.result < 0);
    assert_code(pair.client.result, GNUTLS_E_FATAL_ALERT_RECEIVED);
    assert_int_equal(gnutls_alert_get(pair.client.session), library_under_test() == REFERENCE
                                                                ? GNUTLS_A_ILLEGAL_PARAMETER
                                                                : GNUTLS_A_DECRYPT_ERROR);
}

/* ---- no network troubles it ---- */

struct network_row {
    const char *name;
    struct sim_options network;
    gnutls_certificate_request_t request;
    bool resumes[LIBRARIES];
};

/* With a certificate request the tickets go out at the very end of the server's handshake. */
static const struct network_row network_rows[] = {
    { "one byte at a time", { .chunk = 1 }, GNUTLS_CERT_IGNORE, BOTH(true) },
    { "one byte at a time with a stall before each",
      { .chunk = 1, .stall = SIM_STALL_EACH },
      GNUTLS_CERT_IGNORE,
      BOTH(true) },
    { "one byte at a time with a stall before each, and a client certificate",
      { .chunk = 1, .stall = SIM_STALL_EACH },
      GNUTLS_CERT_REQUEST,
      EACH(false, true) },
    { "seven bytes at a time, stalling now and then",
      { .seed = 5, .chunk = 7, .stall = SIM_STALL_RANDOM, .rtt_ms = 30 },
      GNUTLS_CERT_IGNORE,
      BOTH(true) },
    { "a slow line", { .bytes_per_ms = 2, .rtt_ms = 600 }, GNUTLS_CERT_REQUEST, BOTH(true) },
};

static void test_network(void **state)
{
    const struct network_row *row = *state;
    gnutls_datum_t data = { NULL, 0 };
    struct pair_options options = { WITH_KEY, .request = row->request,
                                    .client_identity = "client-p256" };
    sim_init(&sim, &row->network);
    assert_code(pair_first_session(&sim, &options, &data), 0);
    options.session_data = &data;

    connect_pair(&options);

    gnutls_free(data.data);
    assert_int_equal(was_resumed(), row->resumes[library_under_test()]);
    assert_code(pair_ping(&pair), 0);
    assert_code(pair_bye(&pair), 0);
}

int main(void)
{
    ADD_ROWS(check_rows, test_check);
    ADD(test_a_required_certificate_that_never_comes_is_an_error);
    ADD_ROWS(mode_rows, test_mode);
    ADD(test_every_ticket_of_a_connection_resumes);
    ADD(test_a_ticket_before_and_after_a_key_update_resumes);
    ADD(test_the_legacy_id_of_a_resuming_client);
    ADD(test_a_wrong_binder_is_fatal);
    ADD_ROWS(network_rows, test_network);
    return suite_run("when a session is resumed");
}

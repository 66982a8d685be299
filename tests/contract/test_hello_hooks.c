/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_hello_hooks.c - what an application is asked and told around a client's hello, and when
 *
 * Over a retry too, when there are two of them.
 */

#include "suite.h"

#include <stdio.h>

#define TLS12   "NORMAL:-VERS-ALL:+VERS-TLS1.2"
#define TLS13   "NORMAL:-VERS-ALL:+VERS-TLS1.3"
#define CURVES  ":-GROUP-ALL:+GROUP-X25519:+GROUP-SECP256R1:+GROUP-SECP521R1"
#define CURVE   ":-GROUP-ALL:+GROUP-SECP521R1"
#define DTLS12  "NORMAL:-VERS-ALL:+VERS-DTLS1.2"
#define INVALID GNUTLS_E_INVALID_REQUEST

/* ---- in which order ---- */

/* At the server: p, P the hook before and after a hello, f the function, r a retry, s a server's
 * hello. */
static char trace[32];
static unsigned stalls; /* how often the function says that it takes its time */

static void note(char what)
{
    size_t length = strlen(trace);

    if (length + 1 < sizeof trace)
        trace[length] = what;
}

static int hook(gnutls_session_t session, unsigned type, unsigned when, unsigned incoming,
                const gnutls_datum_t *message)
{
    if (type == GNUTLS_HANDSHAKE_CLIENT_HELLO) {
        assert_true(message->size > 40);
        assert_true(message->data[1] == 3 ||
                    message->data[1] == 0xfd); /* it begins with its version */
        note(when == GNUTLS_HOOK_PRE ? 'p' : 'P');
    }
    if (when == GNUTLS_HOOK_PRE && type == GNUTLS_HANDSHAKE_HELLO_RETRY_REQUEST)
        note('r');
    if (when == GNUTLS_HOOK_PRE && type == GNUTLS_HANDSHAKE_SERVER_HELLO)
        note('s');
    return 0;
}

static int after_hello(gnutls_session_t session)
{
    note('f');
    return stalls > 0 && stalls-- > 0 ? GNUTLS_E_AGAIN : 0;
}

static void watch_server(struct sim_end *client, struct sim_end *server, void *context)
{
    memset(trace, 0, sizeof trace);
    gnutls_handshake_set_post_client_hello_function(server->session, after_hello);
    gnutls_handshake_set_hook_function(server->session, GNUTLS_HANDSHAKE_ANY, GNUTLS_HOOK_BOTH,
                                       hook);
}

struct order_row {
    const char *name, *client_priority, *server_priority;
    bool datagrams, resumes;
    const char *trace;
};

static const struct order_row order_rows[] = {
    { "TLS 1.3", TLS13, TLS13, .trace = "pfPs" },
    { "TLS 1.3, resumed", TLS13, TLS13, .resumes = true, .trace = "pfPs" },
    { "TLS 1.3, a retry", TLS13 CURVES, TLS13 CURVE, .trace = "pfrpfPs" },
    { "TLS 1.2", TLS12, TLS12, .trace = "pfPs" },
    { "TLS 1.2, resumed", TLS12, TLS12, .resumes = true, .trace = "pfPs" },
    { "DTLS 1.2", DTLS12, DTLS12, .datagrams = true, .trace = "pfPs" },
};

static void test_order(void **state)
{
    const struct order_row *row = *state;
    struct pair_options o = { .client_priority = row->client_priority,
                              .server_priority = row->server_priority,
                              .ticket_key = &pair_ticket_key };
    gnutls_datum_t data = { NULL, 0 };

    stalls = 0;
    sim_init(&sim, &(struct sim_options){ .datagrams.on = row->datagrams });
    if (row->resumes) {
        assert_code(pair_first_session(&sim, &o, &data), 0);
        o.session_data = &data;
    }
    o.prepare = watch_server;
    connect_pair(&o);

    assert_int_equal(gnutls_session_is_resumed(pair.server.session), row->resumes);
    assert_string_equal(trace, row->trace);
    gnutls_free(data.data);
}

/* libgnutls does not survive the second. */
static void test_answer_takes_its_time_at_both_hellos(void **state)
{
    stalls = 2;
    sim_init(&sim, &(struct sim_options){ 0 });
    assert_code(pair_open(&pair, &sim,
                          &(struct pair_options){ .client_priority = TLS13 CURVES,
                                                  .server_priority = TLS13 CURVE,
                                                  .prepare = watch_server }),
                0);
    for (int i = 0; i <= 2; i++) /* each answer is one more call */
        pair_handshake(&pair);

    assert_code(pair.client.result, 0);
    assert_code(pair.server.result, 0);
    assert_string_equal(trace, "pfrpfPs");
}

/* ---- keys held beforehand ---- */

#define WITH_KEYS ":+ECDHE-PSK"

static gnutls_psk_client_credentials_t client_key;
static gnutls_psk_server_credentials_t server_key;
static unsigned asked;

static int give_key(gnutls_session_t session, const char *name, gnutls_datum_t *key)
{
    asked++;
    assert_string_equal(name, "alice");
    key->data = gnutls_malloc(10);
    memcpy(key->data, "0123456789", 10);
    key->size = 10;
    return 0;
}

static void use_keys(struct sim_end *client, struct sim_end *server, void *context)
{
    const gnutls_datum_t key = { (unsigned char *)(uintptr_t) "0123456789", 10 };

    asked = 0;
    assert_code(gnutls_psk_allocate_client_credentials(&client_key), 0);
    assert_code(gnutls_psk_allocate_server_credentials(&server_key), 0);
    assert_code(gnutls_psk_set_client_credentials(client_key, "alice", &key, GNUTLS_PSK_KEY_RAW),
                0);
    gnutls_psk_set_server_credentials_function(server_key, give_key);
    gnutls_credentials_set(client->session, GNUTLS_CRD_PSK, client_key);
    gnutls_credentials_set(server->session, GNUTLS_CRD_PSK, server_key);
}

static void end_with_keys(void)
{
    pair_close(&pair);
    gnutls_psk_free_client_credentials(client_key);
    gnutls_psk_free_server_credentials(server_key);
}

static void test_key_is_looked_up_once_over_a_retry(void **state)
{
    sim_init(&sim, &(struct sim_options){ 0 });
    connect_pair(&(struct pair_options){ .client_priority = TLS13 WITH_KEYS CURVES,
                                         .server_priority = TLS13 WITH_KEYS CURVE,
                                         .prepare = use_keys });

    assert_int_equal(gnutls_auth_get_type(pair.server.session), GNUTLS_CRD_PSK);
    assert_int_equal(asked, library_under_test() == REPRISE ? 1 : 2);
    assert_code(pair_ping(&pair), 0);
    end_with_keys();
}

/* The retry names a suite that the ticket does not fit: the second hello has the key alone, which
 * stood behind the ticket in the first one. */
static void test_key_that_moves_up_in_the_second_hello_is_found(void **state)
{
    struct pair_options o = { .client_priority = TLS13 WITH_KEYS CURVES,
                              .server_priority = TLS13 ":-CIPHER-ALL:+AES-256-GCM",
                              .tickets = true };
    gnutls_datum_t data;

    sim_init(&sim, &(struct sim_options){ 0 });
    assert_code(pair_first_session(&sim, &o, &data), 0);
    o.session_data = &data;
    o.server_priority = TLS13 WITH_KEYS CURVE ":-CIPHER-ALL:+AES-128-GCM";
    o.ticket_key = &pair_ticket_key; /* another than before */
    o.prepare = use_keys;
    connect_pair(&o);

    assert_int_equal(gnutls_session_is_resumed(pair.client.session), 0);
    assert_int_equal(gnutls_auth_get_type(pair.server.session), GNUTLS_CRD_PSK);
    assert_int_equal(asked, library_under_test() == REPRISE ? 1 : 2);
    gnutls_free(data.data);
    end_with_keys();
}

/* ---- keys of early data ---- */

enum { CLIENT_PRE, CLIENT_POST, SERVER_PRE, SERVER_POST, MOMENTS };

static struct {
    int code[MOMENTS];
    char key[MOMENTS][40];
} early;

static int export_early(gnutls_session_t session, unsigned type, unsigned when, unsigned incoming,
                        const gnutls_datum_t *message)
{
    int at = when == GNUTLS_HOOK_PRE ? 0 : 1;

    if (session == pair.server.session)
        at += SERVER_PRE;
    early.code[at] =
        gnutls_prf_early(session, 5, "label", 7, "context", sizeof early.key[at], early.key[at]);
    return 0;
}

static int remember(void *ptr, time_t expires, const gnutls_datum_t *key,
                    const gnutls_datum_t *data)
{
    return 0;
}

static void export_at_both(struct sim_end *client, struct sim_end *server, void *guard)
{
    if (guard != NULL)
        gnutls_anti_replay_enable(server->session, guard);
    memset(&early, 0, sizeof early);
    gnutls_handshake_set_hook_function(client->session, GNUTLS_HANDSHAKE_CLIENT_HELLO,
                                       GNUTLS_HOOK_BOTH, export_early);
    gnutls_handshake_set_hook_function(server->session, GNUTLS_HANDSHAKE_CLIENT_HELLO,
                                       GNUTLS_HOOK_BOTH, export_early);
}

/* One full, one that resumes it with early data. */
static void connect_early(gnutls_anti_replay_t guard)
{
    struct pair_options o = { .client_flags = GNUTLS_ENABLE_EARLY_DATA,
                              .server_flags = GNUTLS_ENABLE_EARLY_DATA,
                              .ticket_key = &pair_ticket_key };
    gnutls_datum_t data;

    sim_pass(&sim, 30 * 1000); /* the guard forgets what was before it */
    assert_code(pair_first_session(&sim, &o, &data), 0);
    o.session_data = &data;
    o.prepare = export_at_both;
    o.context = guard;
    connect_pair(&o);
    gnutls_free(data.data);
}

static void test_early_keys_are_there_with_the_hello(void **state)
{
    gnutls_anti_replay_t guard;

    sim_init(&sim, &(struct sim_options){ 0 });
    assert_code(gnutls_anti_replay_init(&guard), 0);
    gnutls_anti_replay_set_add_function(guard, remember);
    connect_early(guard);

    assert_true(gnutls_session_get_flags(pair.server.session) & GNUTLS_SFLAGS_EARLY_DATA);
    assert_code(early.code[CLIENT_PRE], 0);
    assert_code(early.code[CLIENT_POST], 0);
    assert_code(early.code[SERVER_PRE], INVALID);
    assert_code(early.code[SERVER_POST], 0);
    assert_memory_equal(early.key[CLIENT_PRE], early.key[CLIENT_POST], sizeof early.key[0]);
    assert_memory_equal(early.key[CLIENT_PRE], early.key[SERVER_POST], sizeof early.key[0]);
    pair_close(&pair);
    gnutls_anti_replay_deinit(guard);
}

static void test_server_that_refuses_early_data_has_no_keys_of_them(void **state)
{
    sim_init(&sim, &(struct sim_options){ 0 });
    connect_early(NULL);

    assert_code(early.code[CLIENT_POST], 0);
    assert_code(early.code[SERVER_POST], library_under_test() == REPRISE ? INVALID : 0);
}

static void test_full_handshake_has_no_early_keys(void **state)
{
    sim_init(&sim, &(struct sim_options){ 0 });
    connect_pair(&(struct pair_options){ .client_flags = GNUTLS_ENABLE_EARLY_DATA,
                                         .server_flags = GNUTLS_ENABLE_EARLY_DATA,
                                         .prepare = export_at_both });

    for (int i = 0; i < MOMENTS; i++)
        assert_code(early.code[i], INVALID);
}

/* ---- what it may settle there ---- */

static const struct settled_row {
    const char *name, *priority;
    gnutls_group_t group;
    gnutls_sign_algorithm_t sign; /* 0: whichever */
} settled_rows[] = {
    { "another group in TLS 1.3", PAIR_PRIORITY ":-GROUP-ALL:+GROUP-SECP384R1",
      GNUTLS_GROUP_SECP384R1, 0 },
    { "another group in TLS 1.2", "NORMAL:-VERS-ALL:+VERS-TLS1.2:-GROUP-ALL:+GROUP-SECP384R1",
      GNUTLS_GROUP_SECP384R1, 0 },
    { "another scheme in TLS 1.3", PAIR_PRIORITY ":-SIGN-ALL:+SIGN-RSA-PSS-RSAE-SHA512",
      GNUTLS_GROUP_SECP256R1, GNUTLS_SIGN_RSA_PSS_RSAE_SHA512 },
    { "another scheme in TLS 1.2", "NORMAL:-VERS-ALL:+VERS-TLS1.2:-SIGN-ALL:+SIGN-RSA-SHA512",
      GNUTLS_GROUP_SECP256R1, GNUTLS_SIGN_RSA_SHA512 },
};

static const char *settled_priority;

static int settle_priority(gnutls_session_t session)
{
    return gnutls_priority_set_direct(session, settled_priority, NULL);
}

static void settle_on_hello(struct sim_end *client, struct sim_end *server, void *context)
{
    gnutls_handshake_set_post_client_hello_function(server->session, settle_priority);
}

static void test_priorities_set_at_the_hello_are_obeyed(void **state)
{
    const struct settled_row *row = *state;
    bool tls12 = strstr(row->name, "1.2") != NULL;
    const char *words = tls12 ? "NORMAL:-VERS-ALL:+VERS-TLS1.2:-GROUP-X25519:-GROUP-X448"
                              : PAIR_PRIORITY ":-GROUP-X25519:-GROUP-X448";
    settled_priority = row->priority;
    sim_init(&sim, &(struct sim_options){ .rtt_ms = 20 });
    assert_code(pair_open(&pair, &sim,
                          &(struct pair_options){ .client_priority = words,
                                                  .server_priority = words,
                                                  .server_identity = "server-rsa",
                                                  .prepare = settle_on_hello }),
                0);

    int code = pair_handshake(&pair);

    assert_code(code, 0);
    assert_int_equal(gnutls_group_get(pair.server.session), row->group);
    if (row->sign != 0)
        assert_int_equal(gnutls_sign_algorithm_get(pair.server.session), row->sign);
    pair_close(&pair);
}

int main(void)
{
    ADD_ROWS(order_rows, test_order);
    if (library_under_test() == REPRISE)
        ADD(test_answer_takes_its_time_at_both_hellos);
    ADD(test_key_is_looked_up_once_over_a_retry);
    ADD(test_key_that_moves_up_in_the_second_hello_is_found);
    ADD(test_early_keys_are_there_with_the_hello);
    ADD(test_server_that_refuses_early_data_has_no_keys_of_them);
    ADD(test_full_handshake_has_no_early_keys);
    ADD_ROWS(settled_rows, test_priorities_set_at_the_hello_are_obeyed);
    return suite_run("hello_hooks");
}

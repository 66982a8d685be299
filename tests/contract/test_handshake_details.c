/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_handshake_details.c - randoms, record numbers, extensions as they come */

#include "suite.h"

#define TLS12 "NORMAL:-VERS-ALL:+VERS-TLS1.2"
#define TLS13 "NORMAL:-VERS-ALL:+VERS-TLS1.3"

enum end { CLIENT, SERVER, ENDS };

/* ---- randoms ---- */

static unsigned char randoms[ENDS][32] = { "a client's random of thirty-two ",
                                           "a server's random of thirty-two " };

static void set_randoms(struct sim_end *client, struct sim_end *server, void *context)
{
    const gnutls_datum_t short_one = { randoms[CLIENT], 31 };

    assert_code(
        gnutls_handshake_set_random(client->session, &(gnutls_datum_t){ randoms[CLIENT], 32 }), 0);
    assert_code(
        gnutls_handshake_set_random(server->session, &(gnutls_datum_t){ randoms[SERVER], 32 }), 0);
    assert_code(gnutls_handshake_set_random(client->session, &short_one), GNUTLS_E_INVALID_REQUEST);
    gnutls_handshake_set_private_extensions(client->session, 1);
}

struct random_row {
    const char *name, *priority;
};

static const struct random_row random_rows[] = { { "randoms of TLS 1.3", TLS13 },
                                                 { "randoms of TLS 1.2", TLS12 } };

static void test_randoms(void **state)
{
    const struct random_row *row = *state;
    gnutls_datum_t client, server;

    sim_init(&sim, &(struct sim_options){ 0 });
    connect_pair(&(struct pair_options){ .client_priority = row->priority,
                                         .server_priority = row->priority,
                                         .prepare = set_randoms });

    gnutls_session_get_random(pair.client.session, &client, &server);
    assert_memory_equal(client.data, randoms[CLIENT], 32);
    assert_memory_equal(server.data, randoms[SERVER], 32);
}

/* ---- the number of the next record ---- */

static void test_record_numbers_can_be_moved(void **state)
{
    static const char *const priorities[] = { TLS13, TLS12 ":-CIPHER-ALL:+AES-128-GCM",
                                              TLS12 ":-CIPHER-ALL:+CHACHA20-POLY1305" };
    const unsigned char moved[8] = { 0, 0, 0, 0, 0, 0, 1, 0 };

    for (size_t i = 0; i < COUNT(priorities); i++) {
        unsigned char number[8];

        sim_init(&sim, &(struct sim_options){ 0 });
        connect_pair(&(struct pair_options){ .client_priority = priorities[i],
                                             .server_priority = priorities[i] });
        assert_code(gnutls_record_set_state(pair.client.session, 0, moved), 0);
        assert_code(gnutls_record_set_state(pair.server.session, 1, moved), 0);

        assert_code(pair_ping(&pair), 0);

        assert_code(gnutls_record_get_state(pair.client.session, 0, NULL, NULL, NULL, number), 0);
        assert_int_equal(number[6], 1);
        assert_true(number[7] > 0);
        pair_close(&pair);
        sim_end(&sim);
    }
}

/* ---- extensions as they come ---- */

struct parsed {
    unsigned count, names, protocols, versions;
    int code;
};

static int count_extension(void *context, unsigned type, const unsigned char *data, unsigned size)
{
    struct parsed *parsed = context;

    parsed->count++;
    parsed->names += type == 0;
    parsed->protocols += type == 16;
    parsed->versions += type == 43;
    return 0;
}

static int parse_hello(gnutls_session_t session, unsigned type, unsigned when, unsigned incoming,
                       const gnutls_datum_t *message)
{
    struct parsed *parsed = gnutls_session_get_ptr(session);

    parsed->code = gnutls_ext_raw_parse(parsed, count_extension, message,
                                        GNUTLS_EXT_RAW_FLAG_TLS_CLIENT_HELLO);
    return parsed->code;
}

static void parse_at_server(struct sim_end *client, struct sim_end *server, void *context)
{
    gnutls_datum_t protocol = { (unsigned char *)"h2", 2 };

    assert_code(gnutls_alpn_set_protocols(client->session, &protocol, 1, 0), 0);
    gnutls_session_set_ptr(server->session, context);
    gnutls_handshake_set_hook_function(server->session, GNUTLS_HANDSHAKE_CLIENT_HELLO,
                                       GNUTLS_HOOK_PRE, parse_hello);
}

/* As a web server does that chooses by name before anything is acted upon. */
static void test_a_server_looks_at_extensions_in_the_hook(void **state)
{
    struct parsed parsed = { .code = -1 };

    sim_init(&sim, &(struct sim_options){ 0 });
    connect_pair(&(struct pair_options){ .prepare = parse_at_server, .context = &parsed });

    assert_code(parsed.code, 0);
    assert_int_equal(parsed.names, 1);
    assert_int_equal(parsed.protocols, 1);
    assert_int_equal(parsed.versions, 1);
    assert_true(parsed.count > 5);
}

int main(void)
{
    ADD_ROWS(random_rows, test_randoms);
    ADD(test_record_numbers_can_be_moved);
    ADD(test_a_server_looks_at_extensions_in_the_hook);
    return suite_run("handshake_details");
}

/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_custom_extensions.c - one extension of the application: its messages, kinds and codes */

#include "traced_extensions.h"

static const struct row rows[] = {
    { "flags of none", TLS13, 0, GNUTLS_EXT_TLS, .client_trace = "s1@2 r1(srv)@16",
      .server_trace = "r1(cli)@2 s1@16" },
    { "flags of none, TLS 1.2", TLS12, 0, GNUTLS_EXT_TLS, .client_trace = "s1@2 r1(srv)@4",
      .server_trace = "r1(cli)@2 s1@4" },
    { "flags of no transport", TLS13, ALL & ~GNUTLS_EXT_FLAG_TLS, GNUTLS_EXT_TLS,
      .client_trace = "s1@2 r1(srv)@16", .server_trace = "r1(cli)@2 s1@16" },
    { "flags of no message", TLS13, GNUTLS_EXT_FLAG_TLS, GNUTLS_EXT_TLS,
      .client_trace = "s1@2 r1(srv)@16", .server_trace = "r1(cli)@2 s1@16" },
    { "in encrypted extensions", TLS13, HELLOS | GNUTLS_EXT_FLAG_EE, GNUTLS_EXT_TLS,
      .client_trace = "s1@2 r1(srv)@16", .server_trace = "r1(cli)@2 s1@16" },
    { "in encrypted extensions, TLS 1.2", TLS12, HELLOS | GNUTLS_EXT_FLAG_EE, GNUTLS_EXT_TLS,
      .client_trace = "s1@2", .server_trace = "r1(cli)@2" },
    { "in the server's hello", TLS13, HELLOS | GNUTLS_EXT_FLAG_TLS13_SERVER_HELLO, GNUTLS_EXT_TLS,
      .client_trace = "s1@2 r1(srv)@8", .server_trace = "r1(cli)@2 s1@8" },
    { "in the server's hello of TLS 1.2", TLS12, HELLOS | GNUTLS_EXT_FLAG_TLS12_SERVER_HELLO,
      GNUTLS_EXT_TLS, .client_trace = "s1@2 r1(srv)@4", .server_trace = "r1(cli)@2 s1@4" },
    { "in the client's hello only", TLS13, HELLOS, GNUTLS_EXT_TLS, .client_trace = "s1@2",
      .server_trace = "r1(cli)@2" },
    { "not in the client's hello", TLS13, GNUTLS_EXT_FLAG_TLS | GNUTLS_EXT_FLAG_EE, GNUTLS_EXT_TLS,
      .client_trace = "", .server_trace = "" },
    { "unasked for", TLS13,
      GNUTLS_EXT_FLAG_TLS | GNUTLS_EXT_FLAG_EE | GNUTLS_EXT_FLAG_IGNORE_CLIENT_REQUEST,
      GNUTLS_EXT_TLS, .client_trace = "r1(srv)@16", .server_trace = "s1@16" },
    { "over datagrams", TLS13,
      GNUTLS_EXT_FLAG_DTLS | GNUTLS_EXT_FLAG_CLIENT_HELLO | GNUTLS_EXT_FLAG_EE, GNUTLS_EXT_TLS,
      .client_trace = "", .server_trace = "" },
    { "the client's alone", TLS13, ALL, GNUTLS_EXT_TLS, .not_at_server = true,
      .client_trace = "s1@2", .server_trace = "" },
    { "the server's alone", TLS13, ALL, GNUTLS_EXT_TLS, .not_at_client = true, .client_trace = "",
      .server_trace = "" },
    /* RFC 8446, 4.2. */
    { "the server's alone, unasked for", TLS13, ALL | GNUTLS_EXT_FLAG_IGNORE_CLIENT_REQUEST,
      GNUTLS_EXT_TLS, .not_at_client = true,
      .client_code = EACH(0, GNUTLS_E_RECEIVED_ILLEGAL_EXTENSION),
      .server_code = EACH(0, GNUTLS_E_FATAL_ALERT_RECEIVED), .client_trace = "",
      .server_trace = "s1@16" },
    { "the client sends nothing", TLS13, ALL, GNUTLS_EXT_TLS, .client = SEND_NOTHING,
      .client_trace = "s1@2", .server_trace = "" },
    { "the client sends it empty", TLS13, ALL, GNUTLS_EXT_TLS, .client = SEND_EMPTY,
      .client_trace = "s1@2 r1(srv)@16", .server_trace = "r1()@2 s1@16" },
    { "the client sends nothing, and is answered", TLS13,
      ALL | GNUTLS_EXT_FLAG_IGNORE_CLIENT_REQUEST, GNUTLS_EXT_TLS, .client = SEND_NOTHING,
      .client_trace = "s1@2 r1(srv)@16", .server_trace = "s1@16" },
    { "the server sends nothing", TLS13, ALL, GNUTLS_EXT_TLS, .server = SEND_NOTHING,
      .client_trace = "s1@2", .server_trace = "r1(cli)@2 s1@16" },
    { "the server sends it empty", TLS13, ALL, GNUTLS_EXT_TLS, .server = SEND_EMPTY,
      .client_trace = "s1@2 r1()@16", .server_trace = "r1(cli)@2 s1@16" },
    { "the server sends it empty, TLS 1.2", TLS12, ALL, GNUTLS_EXT_TLS, .server = SEND_EMPTY,
      .client_trace = "s1@2 r1()@4", .server_trace = "r1(cli)@2 s1@4" },
    { "a positive result", TLS13, ALL, GNUTLS_EXT_TLS, .server_sends = 5, .client_receives = 7,
      .client_trace = "s1@2 r1(srv)@16", .server_trace = "r1(cli)@2 s1@16" },
    { "the client refuses to send", TLS13, ALL, GNUTLS_EXT_TLS,
      .client_sends = GNUTLS_E_INVALID_REQUEST, .client_code = BOTH(GNUTLS_E_INVALID_REQUEST),
      .client_trace = "s1@2", .server_trace = "" },
    { "the client refuses what came", TLS13, ALL, GNUTLS_EXT_TLS,
      .client_receives = GNUTLS_E_RECEIVED_ILLEGAL_PARAMETER,
      .client_code = BOTH(GNUTLS_E_RECEIVED_ILLEGAL_PARAMETER), .client_trace = "s1@2 r1(srv)@16",
      .server_trace = "r1(cli)@2 s1@16" },
    { "the server refuses what came", TLS13, ALL, GNUTLS_EXT_TLS,
      .server_receives = GNUTLS_E_RECEIVED_ILLEGAL_PARAMETER,
      .server_code = BOTH(GNUTLS_E_RECEIVED_ILLEGAL_PARAMETER), .client_trace = "s1@2",
      .server_trace = "r1(cli)@2" },
    { "GNUTLS_EXT_ANY", TLS13, ALL, GNUTLS_EXT_ANY, .client_trace = "s1@2", .server_trace = "" },
    { "GNUTLS_EXT_NONE", TLS13, ALL, GNUTLS_EXT_NONE, .client_trace = "s1@2", .server_trace = "" },
    { "GNUTLS_EXT_APPLICATION", TLS13, ALL, GNUTLS_EXT_APPLICATION,
      .client_trace = "s1@2 r1(srv)@16", .server_trace = "r1(cli)@2 s1@16" },
    { "GNUTLS_EXT_MANDATORY", TLS12, ALL, GNUTLS_EXT_MANDATORY, .client_trace = "s1@2 r1(srv)@4",
      .server_trace = "r1(cli)@2 s1@4" },
    { "GNUTLS_EXT_VERSION_NEG", TLS13, ALL, GNUTLS_EXT_VERSION_NEG,
      .client_trace = "s1@2 r1(srv)@16", .server_trace = "r1(cli)@2 s1@16" },
};

static void test_extension(void **state)
{
    const struct row *row = *state;
    int client_code = row->client_code[library_under_test()];
    int server_code = row->server_code[library_under_test()];
    struct pair_options options = { .client_priority = row->priority,
                                    .server_priority = row->priority,
                                    .prepare = register_as_the_row_says,
                                    .context = (void *)(uintptr_t)row };

    sim_init(&sim, &(struct sim_options){ 0 });
    assert_code(pair_open(&pair, &sim, &options), 0);
    pair_handshake(&pair);

    assert_string_equal(ends[CLIENT].trace, row->client_trace);
    assert_string_equal(ends[SERVER].trace, row->server_trace);
    if (client_code == 0 && server_code == 0)
        assert_code(pair_ping(&pair), 0);
    if (client_code != 0)
        assert_code(pair.client.result, client_code);
    if (server_code != 0)
        assert_code(pair.server.result, server_code);
}

/* It is a vector of at most 2^16 - 1 bytes. */
static void test_content_over_its_length_is_an_error(void **state)
{
    static const struct row row = { .flags = ALL,
                                    .order = GNUTLS_EXT_TLS,
                                    .client = SEND_TOO_MUCH };

    if (library_under_test() == REFERENCE)
        return;
    sim_init(&sim, &(struct sim_options){ 0 });
    assert_code(pair_open(&pair, &sim,
                          &(struct pair_options){ .prepare = register_as_the_row_says,
                                                  .context = (void *)(uintptr_t)&row }),
                0);

    assert_true(gnutls_handshake(pair.client.session) < 0);
}

static void test_a_function_that_stalls_ends_the_handshake(void **state)
{
    static const struct row stalling[] = {
        { .flags = ALL, .order = GNUTLS_EXT_TLS, .server_receives = GNUTLS_E_AGAIN },
        { .flags = ALL, .order = GNUTLS_EXT_MANDATORY, .server_receives = GNUTLS_E_INTERRUPTED },
        { .flags = ALL, .order = GNUTLS_EXT_TLS, .server_sends = GNUTLS_E_AGAIN },
    };

    if (library_under_test() == REFERENCE)
        return;
    for (size_t i = 0; i < COUNT(stalling); i++) {
        sim_init(&sim, &(struct sim_options){ 0 });
        assert_code(pair_open(&pair, &sim,
                              &(struct pair_options){ .prepare = register_as_the_row_says,
                                                      .context = (void *)(uintptr_t)&stalling[i] }),
                    0);
        pair_handshake(&pair);
        assert_code(pair.server.result, GNUTLS_E_USER_ERROR);
        pair_close(&pair);
        sim_end(&sim);
    }
}

/* ---- one that stands in for the library's own ---- */

static void replace_at_both(struct sim_end *client, struct sim_end *server, void *context)
{
    const unsigned flags = ALL | GNUTLS_EXT_FLAG_OVERRIDE_INTERNAL;

    memset(ends, 0, sizeof ends);
    assert_code(gnutls_session_ext_register(client->session, "limit", 28, GNUTLS_EXT_TLS, receive1,
                                            send1, NULL, NULL, NULL, flags),
                0);
    assert_code(gnutls_session_ext_register(server->session, "limit", 28, GNUTLS_EXT_TLS, receive1,
                                            send1, NULL, NULL, NULL, flags),
                0);
}

static void test_the_application_replaces_record_size_limit(void **state)
{
    if (library_under_test() == REFERENCE)
        return; /* its own is written too */
    sim_init(&sim, &(struct sim_options){ 0 });
    connect_pair(&(struct pair_options){ .prepare = replace_at_both });

    assert_string_equal(ends[CLIENT].trace, "s1@2 r1(srv)@16");
    assert_string_equal(ends[SERVER].trace, "r1(cli)@2 s1@16");
    assert_code(pair_ping(&pair), 0);
}

int main(void)
{
    ADD_ROWS(rows, test_extension);
    ADD(test_content_over_its_length_is_an_error);
    ADD(test_a_function_that_stalls_ends_the_handshake);
    ADD(test_the_application_replaces_record_size_limit);
    return suite_run("custom_extensions");
}

/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_several_extensions.c - several extensions of the application; resumption; for all connections */

#include "traced_extensions.h"

#define MANY_GROUPS                                                                                \
    TLS13 ":-GROUP-ALL:+GROUP-X25519:+GROUP-SECP256R1:+GROUP-SECP384R1:+GROUP-SECP521R1"
#define LAST_GROUP TLS13 ":-GROUP-ALL:+GROUP-SECP521R1"

FUNCTIONS(4)

/* `hello` in a trace is the call after the hello. */
static int after_hello(gnutls_session_t session)
{
    trace(session, "hello");
    return 0;
}

/* ---- several ---- */

static void register_four(gnutls_session_t session)
{
    const unsigned flags = ALL | GNUTLS_EXT_FLAG_HRR;

    assert_code(gnutls_session_ext_register(session, "one", TYPE, GNUTLS_EXT_APPLICATION, receive1,
                                            send1, NULL, NULL, NULL, flags),
                0);
    assert_code(gnutls_session_ext_register(session, "two", TYPE + 2, GNUTLS_EXT_TLS, receive2,
                                            send2, NULL, NULL, NULL, flags),
                0);
    assert_code(gnutls_session_ext_register(session, "three", TYPE + 3, GNUTLS_EXT_MANDATORY,
                                            receive3, send3, NULL, NULL, NULL, flags),
                0);
    assert_code(gnutls_session_ext_register(session, "four", TYPE + 4, GNUTLS_EXT_VERSION_NEG,
                                            receive4, send4, NULL, NULL, NULL, flags),
                0);
}

static void register_at_both(struct sim_end *client, struct sim_end *server, void *context)
{
    memset(ends, 0, sizeof ends);
    register_four(client->session);
    register_four(server->session);
    gnutls_handshake_set_post_client_hello_function(server->session, after_hello);
}

static void connect_with_four(const char *client_priority, const char *server_priority)
{
    sim_init(&sim, &(struct sim_options){ 0 });
    connect_pair(&(struct pair_options){ .client_priority = client_priority,
                                         .server_priority = server_priority,
                                         .prepare = register_at_both });
}

static void test_the_kind_decides_the_order(void **state)
{
    connect_with_four(TLS13, TLS13);

    assert_string_equal(ends[CLIENT].trace, "s1@2 s2@2 s3@2 s4@2 "
                                            "r1(srv)@16 r2(srv)@16 r3(srv)@16 r4(srv)@16");
    assert_string_equal(ends[SERVER].trace, "r4(cli)@2 r3(cli)@2 r1(cli)@2 hello r2(cli)@2 "
                                            "s1@16 s2@16 s3@16 s4@16");
}

static void test_the_kind_decides_the_order_in_tls12(void **state)
{
    connect_with_four(TLS12, TLS12);

    assert_string_equal(ends[SERVER].trace, "r4(cli)@2 r3(cli)@2 r1(cli)@2 hello r2(cli)@2 "
                                            "s1@4 s2@4 s3@4 s4@4");
    if (library_under_test() == REPRISE) /* the reference numbers one message otherwise */
        assert_string_equal(ends[CLIENT].trace, "s1@2 s2@2 s3@2 s4@2 "
                                                "r4(srv)@4 r3(srv)@4 r1(srv)@4 r2(srv)@4");
}

static void test_a_retry_has_extensions_too(void **state)
{
    static const char retry[] = "s1@32 s2@32 s3@32 s4@32";

    connect_with_four(MANY_GROUPS, LAST_GROUP);

    assert_non_null(strstr(ends[SERVER].trace, retry));
    assert_non_null(strstr(ends[CLIENT].trace, "r1(srv)@32"));
    /* Both hellos are read. */
    const char *second = strstr(ends[SERVER].trace, retry) + strlen(retry);
    assert_non_null(strstr(second, "r4(cli)@2 r3(cli)@2 r1(cli)@2"));
    assert_non_null(strstr(second, "r2(cli)@2"));
}

/* ---- resumption ---- */

struct resumed_row {
    const char *name, *priority;
    gnutls_ext_parse_type_t order;
    const char *client_trace, *server_trace;
};

static const struct resumed_row resumed_rows[] = {
    { "taken up in TLS 1.3", TLS13, GNUTLS_EXT_TLS, "s1@2 r1(srv)@16", "r1(cli)@2 s1@16" },
    { "taken up in TLS 1.3, mandatory", TLS13, GNUTLS_EXT_MANDATORY, "s1@2 r1(srv)@16",
      "r1(cli)@2 s1@16" },
    { "taken up in TLS 1.2", TLS12, GNUTLS_EXT_TLS, "s1@2", "r1(cli)@2" },
    { "taken up in TLS 1.2, of the application", TLS12, GNUTLS_EXT_APPLICATION, "s1@2",
      "r1(cli)@2" },
    { "taken up in TLS 1.2, mandatory", TLS12, GNUTLS_EXT_MANDATORY, "s1@2 r1(srv)@4",
      "r1(cli)@2 s1@4" },
};

static void test_resumed(void **state)
{
    const struct resumed_row *row = *state;
    const struct row one = { .flags = 0, .order = row->order };
    struct pair_options options = { .client_priority = row->priority,
                                    .server_priority = row->priority,
                                    .ticket_key = &pair_ticket_key,
                                    .prepare = register_as_the_row_says,
                                    .context = (void *)(uintptr_t)&one };
    gnutls_datum_t data = { NULL, 0 };

    sim_init(&sim, &(struct sim_options){ 0 });
    assert_code(pair_first_session(&sim, &options, &data), 0);
    options.session_data = &data;
    connect_pair(&options);

    assert_int_equal(gnutls_session_is_resumed(pair.client.session), 1);
    assert_string_equal(ends[CLIENT].trace, row->client_trace);
    assert_string_equal(ends[SERVER].trace, row->server_trace);
    gnutls_free(data.data);
}

/* ---- for all connections; last, since they stay ---- */

static void forget(struct sim_end *client, struct sim_end *server, void *context)
{
    memset(ends, 0, sizeof ends);
}

static void test_one_for_all_connections(void **state)
{
    assert_code(
        gnutls_ext_register("for all", 0xfe00, GNUTLS_EXT_TLS, receive2, send2, NULL, NULL, NULL),
        0);
    assert_code(
        gnutls_ext_register("for all", 0xfe00, GNUTLS_EXT_TLS, receive2, send2, NULL, NULL, NULL),
        GNUTLS_E_ALREADY_REGISTERED);
    assert_code(gnutls_ext_register("a name", 0, GNUTLS_EXT_TLS, receive2, send2, NULL, NULL, NULL),
                GNUTLS_E_ALREADY_REGISTERED);
    assert_string_equal(gnutls_ext_get_name(0xfe00), "for all");

    sim_init(&sim, &(struct sim_options){ 0 });
    connect_pair(&(struct pair_options){ .prepare = forget });

    assert_string_equal(ends[CLIENT].trace, "s2@2 r2(srv)@16");
    assert_string_equal(ends[SERVER].trace, "r2(cli)@2 s2@16");
}

int main(void)
{
    ADD(test_the_kind_decides_the_order);
    ADD(test_the_kind_decides_the_order_in_tls12);
    ADD(test_a_retry_has_extensions_too);
    ADD_ROWS(resumed_rows, test_resumed);
    ADD(test_one_for_all_connections);
    return suite_run("several_extensions");
}

/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_custom_extensions.c - extensions that the application registers
 *
 * Each call of the application's functions is written to the end's trace, a line of words: `s1@2`
 * is that extension 1 was asked for its content in message 2 (a flag of gnutls_ext_flags_t),
 * `r1(srv)@16` that it was given "srv" in message 16, `hello` the call after the hello.
 */

#include "suite.h"

#include <stdio.h>

#define TLS12 "NORMAL:-VERS-ALL:+VERS-TLS1.2"
#define TLS13 "NORMAL:-VERS-ALL:+VERS-TLS1.3"
#define MANY_GROUPS                                                                                \
    TLS13 ":-GROUP-ALL:+GROUP-X25519:+GROUP-SECP256R1:+GROUP-SECP384R1:+GROUP-SECP521R1"
#define LAST_GROUP TLS13 ":-GROUP-ALL:+GROUP-SECP521R1"

enum {
    TYPE = 0xff00,
    HELLOS = GNUTLS_EXT_FLAG_TLS | GNUTLS_EXT_FLAG_CLIENT_HELLO,
    ALL = HELLOS | GNUTLS_EXT_FLAG_EE | GNUTLS_EXT_FLAG_TLS12_SERVER_HELLO,
    TRACE = 512,
};

enum end { CLIENT, SERVER, ENDS };

/* What a function that is asked for content does. */
enum sending { SEND, SEND_NOTHING, SEND_EMPTY, SEND_TOO_MUCH };

static struct {
    char trace[TRACE];
    enum sending sending;
    int send_result, receive_result;
} ends[ENDS];

static enum end end_of(gnutls_session_t session)
{
    return session == pair.server.session ? SERVER : CLIENT;
}

__attribute__((format(printf, 2, 3))) static void trace(gnutls_session_t session,
                                                        const char *format, ...)
{
    char *at = ends[end_of(session)].trace;
    size_t used = strlen(at);
    va_list arguments;

    if (used > 0)
        at[used++] = ' ';
    va_start(arguments, format);
    assert_true((size_t)vsnprintf(at + used, TRACE - used, format, arguments) < TRACE - used);
    va_end(arguments);
}

static int receive(gnutls_session_t session, int number, const unsigned char *data, size_t size)
{
    trace(session, "r%d(%.*s)@%u", number, (int)size, (const char *)data,
          gnutls_ext_get_current_msg(session));
    return ends[end_of(session)].receive_result;
}

static int append_much(gnutls_buffer_t out)
{
    static const unsigned char piece[1 << 12];

    for (int i = 0; i < 17; i++)
        assert_code(gnutls_buffer_append_data(out, piece, sizeof piece), 0);
    return 0;
}

static int send(gnutls_session_t session, int number, gnutls_buffer_t out)
{
    enum end end = end_of(session);

    trace(session, "s%d@%u", number, gnutls_ext_get_current_msg(session));
    if (ends[end].sending == SEND_EMPTY)
        return GNUTLS_E_INT_RET_0;
    if (ends[end].sending == SEND_TOO_MUCH)
        return append_much(out);
    if (ends[end].sending == SEND)
        assert_code(gnutls_buffer_append_data(out, end == SERVER ? "srv" : "cli", 3), 0);
    return ends[end].send_result;
}

#define FUNCTIONS(number)                                                                          \
    static int receive##number(gnutls_session_t session, const unsigned char *data, size_t size)   \
    {                                                                                              \
        return receive(session, number, data, size);                                               \
    }                                                                                              \
    static int send##number(gnutls_session_t session, gnutls_buffer_t out)                         \
    {                                                                                              \
        return send(session, number, out);                                                         \
    }

FUNCTIONS(1)
FUNCTIONS(2)
FUNCTIONS(3)
FUNCTIONS(4)

static int after_hello(gnutls_session_t session)
{
    trace(session, "hello");
    return 0;
}

/* ---- one extension ---- */

struct row {
    const char *name;
    const char *priority;
    unsigned flags;
    gnutls_ext_parse_type_t order;
    bool not_at_client, not_at_server;
    enum sending client, server;
    int client_sends, server_sends, client_receives, server_receives; /* what functions return */
    int client_code[LIBRARIES], server_code[LIBRARIES];
    const char *client_trace, *server_trace;
};

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

static void register_one(gnutls_session_t session, const struct row *row)
{
    assert_code(gnutls_session_ext_register(session, "one", TYPE, row->order, receive1, send1, NULL,
                                            NULL, NULL, row->flags),
                0);
}

static void register_row(struct sim_end *client, struct sim_end *server, void *context)
{
    const struct row *row = context;

    memset(ends, 0, sizeof ends);
    ends[CLIENT].sending = row->client;
    ends[CLIENT].send_result = row->client_sends;
    ends[CLIENT].receive_result = row->client_receives;
    ends[SERVER].sending = row->server;
    ends[SERVER].send_result = row->server_sends;
    ends[SERVER].receive_result = row->server_receives;
    if (!row->not_at_client)
        register_one(client->session, row);
    if (!row->not_at_server)
        register_one(server->session, row);
}

static void test_extension(void **state)
{
    const struct row *row = *state;
    int client_code = row->client_code[library_under_test()];
    int server_code = row->server_code[library_under_test()];
    struct pair_options options = { .client_priority = row->priority,
                                    .server_priority = row->priority,
                                    .prepare = register_row,
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
                          &(struct pair_options){ .prepare = register_row,
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
                              &(struct pair_options){ .prepare = register_row,
                                                      .context = (void *)(uintptr_t)&stalling[i] }),
                    0);
        pair_handshake(&pair);
        assert_code(pair.server.result, GNUTLS_E_USER_ERROR);
        pair_close(&pair);
        sim_end(&sim);
    }
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
                                    .prepare = register_row,
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

/* ---- registering ---- */

struct register_row {
    const char *name;
    int type;
    unsigned flags;
    int code[LIBRARIES];
};

static const struct register_row register_rows[] = {
    { "a new type", 0x7777, 0, BOTH(0) },
    { "server_name", 0, 0, BOTH(GNUTLS_E_ALREADY_REGISTERED) },
    { "server_name, replaced", 0, GNUTLS_EXT_FLAG_OVERRIDE_INTERNAL,
      BOTH(GNUTLS_E_ALREADY_REGISTERED) },
    { "ALPN, replaced", 16, GNUTLS_EXT_FLAG_OVERRIDE_INTERNAL, BOTH(GNUTLS_E_ALREADY_REGISTERED) },
    { "key_share, replaced", 51, GNUTLS_EXT_FLAG_OVERRIDE_INTERNAL,
      BOTH(GNUTLS_E_ALREADY_REGISTERED) },
    { "pre_shared_key, replaced", 41, GNUTLS_EXT_FLAG_OVERRIDE_INTERNAL,
      EACH(0, GNUTLS_E_ALREADY_REGISTERED) },
    { "supported_versions, replaced", 43, GNUTLS_EXT_FLAG_OVERRIDE_INTERNAL,
      BOTH(GNUTLS_E_ALREADY_REGISTERED) },
    { "max_fragment_length", 1, 0, BOTH(GNUTLS_E_ALREADY_REGISTERED) },
    { "max_fragment_length, replaced", 1, GNUTLS_EXT_FLAG_OVERRIDE_INTERNAL, BOTH(0) },
    { "record_size_limit, replaced", 28, GNUTLS_EXT_FLAG_OVERRIDE_INTERNAL, BOTH(0) },
    { "more than a type", 0x10000, 0, EACH(0, GNUTLS_E_INVALID_REQUEST) },
};

static void open_session(gnutls_session_t *session)
{
    assert_code(gnutls_init(session, GNUTLS_CLIENT), 0);
    assert_code(gnutls_set_default_priority(*session), 0);
}

static void test_register(void **state)
{
    const struct register_row *row = *state;
    gnutls_session_t session;

    open_session(&session);
    assert_code(gnutls_session_ext_register(session, "name", row->type, GNUTLS_EXT_TLS, receive1,
                                            send1, NULL, NULL, NULL, row->flags),
                row->code[library_under_test()]);
    if (row->code[REPRISE] == 0)
        assert_code(gnutls_session_ext_register(session, "name", row->type, GNUTLS_EXT_TLS,
                                                receive1, send1, NULL, NULL, NULL, row->flags),
                    GNUTLS_E_ALREADY_REGISTERED);
    gnutls_deinit(session);
}

static void test_there_is_an_end_to_registering(void **state)
{
    gnutls_session_t session;
    int code = 0, count = 0;

    open_session(&session);
    while (code == 0 && count < 1000)
        code = gnutls_session_ext_register(session, NULL, 0x8000 + count++, GNUTLS_EXT_TLS,
                                           receive1, send1, NULL, NULL, NULL, 0);

    assert_code(code, GNUTLS_E_MEMORY_ERROR);
    assert_true(count > 16);
    gnutls_deinit(session);
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

/* ---- data ---- */

static char released[32];

static void release(gnutls_ext_priv_data_t data)
{
    strncat(released, data, sizeof released - strlen(released) - 1);
}

static void test_data_is_kept_and_released(void **state)
{
    static char a[] = "a", b[] = "b", c[] = "c";
    gnutls_session_t session;
    gnutls_ext_priv_data_t data = NULL;

    released[0] = 0;
    open_session(&session);
    assert_code(gnutls_session_ext_register(session, "one", TYPE, GNUTLS_EXT_TLS, receive1, send1,
                                            release, NULL, NULL, 0),
                0);
    assert_code(gnutls_ext_get_data(session, TYPE, &data), GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE);

    gnutls_ext_set_data(session, TYPE, a);
    assert_code(gnutls_ext_get_data(session, TYPE, &data), 0);
    assert_string_equal(data, "a");
    gnutls_ext_set_data(session, TYPE, b);
    assert_string_equal(released, "a");
    gnutls_ext_set_data(session, TYPE, NULL);
    assert_string_equal(released, "ab");
    gnutls_ext_set_data(session, TYPE, c);
    gnutls_deinit(session);

    assert_string_equal(released, "abc");
}

static void test_data_needs_an_extension(void **state)
{
    gnutls_session_t session;
    gnutls_ext_priv_data_t data = NULL;

    open_session(&session);
    gnutls_ext_set_data(session, 0x7777, &session);

    assert_code(gnutls_ext_get_data(session, 0x7777, &data), GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE);
    gnutls_deinit(session);
}

/* ---- names ---- */

static void test_names(void **state)
{
    gnutls_session_t session;

    open_session(&session);
    assert_code(gnutls_session_ext_register(session, "mine", TYPE, GNUTLS_EXT_TLS, receive1, send1,
                                            NULL, NULL, NULL, 0),
                0);

    assert_int_equal(gnutls_ext_get_current_msg(session), 0);
    assert_string_equal(gnutls_ext_get_name(0), "Server Name Indication");
    assert_string_equal(gnutls_ext_get_name(41), "Pre Shared Key");
    assert_string_equal(gnutls_ext_get_name(0xff01), "Safe Renegotiation");
    assert_null(gnutls_ext_get_name(TYPE));
    assert_string_equal(gnutls_ext_get_name2(session, TYPE, GNUTLS_EXT_ANY), "mine");
    assert_string_equal(gnutls_ext_get_name2(session, TYPE, GNUTLS_EXT_TLS), "mine");
    assert_null(gnutls_ext_get_name2(session, TYPE, GNUTLS_EXT_APPLICATION));
    assert_string_equal(gnutls_ext_get_name2(session, 16, GNUTLS_EXT_MANDATORY), "ALPN");
    assert_null(gnutls_ext_get_name2(session, 16, GNUTLS_EXT_TLS));
    gnutls_deinit(session);
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
    ADD_ROWS(rows, test_extension);
    ADD(test_content_over_its_length_is_an_error);
    ADD(test_a_function_that_stalls_ends_the_handshake);
    ADD(test_the_kind_decides_the_order);
    ADD(test_the_kind_decides_the_order_in_tls12);
    ADD(test_a_retry_has_extensions_too);
    ADD_ROWS(resumed_rows, test_resumed);
    ADD_ROWS(register_rows, test_register);
    ADD(test_there_is_an_end_to_registering);
    ADD(test_the_application_replaces_record_size_limit);
    ADD(test_data_is_kept_and_released);
    ADD(test_data_needs_an_extension);
    ADD(test_names);
    ADD(test_one_for_all_connections);
    return suite_run("custom_extensions");
}

/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_handshake.c - what an application sees of a handshake, and may do in it
 *
 * Hooks on every message write an end's trace: `o1` is a message of type 1 going out, `i1` one
 * coming in. Each is called before and after.
 */

#include "suite.h"

#include <stdio.h>

#define TLS12 "NORMAL:-VERS-ALL:+VERS-TLS1.2"
#define TLS13 "NORMAL:-VERS-ALL:+VERS-TLS1.3"
#define MANY_GROUPS                                                                                \
    TLS13 ":-GROUP-ALL:+GROUP-X25519:+GROUP-SECP256R1:+GROUP-SECP384R1:+GROUP-SECP521R1"
#define LAST_GROUP TLS13 ":-GROUP-ALL:+GROUP-SECP521R1"

enum { TRACE = 512, BODIES = 32, BODY_ROOM = 4096 };
enum end { CLIENT, SERVER, ENDS };

struct body {
    unsigned type;
    size_t size;
    unsigned char bytes[BODY_ROOM];
};

static struct {
    char trace[ENDS][TRACE];
    unsigned when[ENDS];
    struct body sent[BODIES]; /* by both */
    unsigned sent_count, compared;
} seen;

static enum end end_of(gnutls_session_t session)
{
    return session == pair.server.session ? SERVER : CLIENT;
}

static void note(enum end end, unsigned type, unsigned incoming)
{
    char *at = seen.trace[end];
    size_t used = strlen(at);

    assert_true((size_t)snprintf(at + used, TRACE - used, "%s%s%u", used > 0 ? " " : "",
                                 incoming ? "i" : "o", type) < TRACE - used);
}

/* Whoever receives sees what was sent: in order per type. */
static void compare(const struct body *body)
{
    for (unsigned i = 0; i < seen.sent_count; i++) {
        struct body *sent = &seen.sent[i];

        if (sent->type != body->type)
            continue;
        assert_int_equal(sent->size, body->size);
        assert_memory_equal(sent->bytes, body->bytes, body->size);
        sent->type = (unsigned)-1; /* taken */
        seen.compared++;
        return;
    }
    fail_msg("message %u came, and was not sent", body->type);
}

static void keep(unsigned type, unsigned incoming, const gnutls_datum_t *message)
{
    static struct body body;

    assert_true(message->size <= BODY_ROOM && seen.sent_count < BODIES);
    body = (struct body){ .type = type, .size = message->size };
    if (message->size > 0)
        memcpy(body.bytes, message->data, message->size);
    if (incoming)
        compare(&body);
    else
        seen.sent[seen.sent_count++] = body;
}

static int hook(gnutls_session_t session, unsigned type, unsigned when, unsigned incoming,
                const gnutls_datum_t *message)
{
    enum end end = end_of(session);

    /* It is not called after a hello that is answered with a retry. */
    if (type == GNUTLS_HANDSHAKE_HELLO_RETRY_REQUEST && when == GNUTLS_HOOK_PRE)
        seen.when[end] = 0;
    assert_int_equal(when, seen.when[end] == 0 ? GNUTLS_HOOK_PRE : GNUTLS_HOOK_POST);
    seen.when[end] = !seen.when[end];
    if (when == GNUTLS_HOOK_PRE) {
        note(end, type, incoming);
        keep(type, incoming, message);
    }
    return 0;
}

static void watch(struct sim_end *client, struct sim_end *server, void *context)
{
    memset(&seen, 0, sizeof seen);
    gnutls_handshake_set_hook_function(client->session, GNUTLS_HANDSHAKE_ANY, GNUTLS_HOOK_BOTH,
                                       hook);
    gnutls_handshake_set_hook_function(server->session, GNUTLS_HANDSHAKE_ANY, GNUTLS_HOOK_BOTH,
                                       hook);
}

/* ---- every message, on both sides ---- */

struct messages_row {
    const char *name;
    const char *client_priority, *server_priority;
    gnutls_certificate_request_t request;
    bool resume;
    const char *client, *server;
};

static const struct messages_row messages[] = {
    { "TLS 1.3", TLS13, TLS13, .client = "o1 i2 i8 i11 i15 i20 o20 i4 i4",
      .server = "i1 o2 o8 o11 o15 o20 o4 o4 i20" },
    { "TLS 1.3, client certificate", TLS13, TLS13, GNUTLS_CERT_REQUIRE,
      .client = "o1 i2 i8 i13 i11 i15 i20 o11 o15 o20 i4 i4",
      .server = "i1 o2 o8 o13 o11 o15 o20 i11 i15 i20 o4 o4" },
    { "TLS 1.3, retry", MANY_GROUPS, LAST_GROUP,
      .client = "o1 i1025 o1 i2 i8 i11 i15 i20 o20 i4 i4",
      .server = "i1 o1025 i1 o2 o8 o11 o15 o20 o4 o4 i20" },
    { "TLS 1.2", TLS12, TLS12, .client = "o1 i2 i11 i12 i14 o16 o20 i4 i20",
      .server = "i1 o2 o11 o12 o14 i16 i20 o4 o20" },
    { "TLS 1.2, client certificate", TLS12, TLS12, GNUTLS_CERT_REQUIRE,
      .client = "o1 i2 i11 i12 i13 i14 o11 o16 o15 o20 i4 i20",
      .server = "i1 o2 o11 o12 o13 o14 i11 i16 i15 i20 o4 o20" },
    { "TLS 1.2, resumed", TLS12, TLS12, .resume = true, .client = "o1 i2 i20 o20",
      .server = "i1 o2 o20 i20" },
};

static void test_messages(void **state)
{
    const struct messages_row *row = *state;
    gnutls_datum_t data = { NULL, 0 };
    struct pair_options options = { .client_priority = row->client_priority,
                                    .server_priority = row->server_priority,
                                    .request = row->request,
                                    .client_identity = "client-p256",
                                    .ticket_key = &pair_ticket_key };

    sim_init(&sim, &(struct sim_options){ 0 });
    if (row->resume) {
        assert_code(pair_first_session(&sim, &options, &data), 0);
        options.session_data = &data;
    }
    options.prepare = watch;
    connect_pair(&options);
    pair_settle(&pair);

    assert_string_equal(seen.trace[CLIENT], row->client);
    assert_string_equal(seen.trace[SERVER], row->server);
    assert_int_equal(seen.compared, seen.sent_count);
    gnutls_free(data.data);
}

/* ---- a hook that refuses ---- */

struct refuse_row {
    const char *name, *priority;
    unsigned type, when;
};

static const struct refuse_row refusals[] = {
    { "refused before the hello", TLS13, GNUTLS_HANDSHAKE_CLIENT_HELLO, GNUTLS_HOOK_PRE },
    { "refused after the hello", TLS13, GNUTLS_HANDSHAKE_CLIENT_HELLO, GNUTLS_HOOK_POST },
    { "refused before Finished", TLS13, GNUTLS_HANDSHAKE_FINISHED, GNUTLS_HOOK_PRE },
    { "refused after the key exchange", TLS12, GNUTLS_HANDSHAKE_CLIENT_KEY_EXCHANGE,
      GNUTLS_HOOK_POST },
};

static int refusing_hook(gnutls_session_t session, unsigned type, unsigned when, unsigned incoming,
                         const gnutls_datum_t *message)
{
    const struct refuse_row *row = gnutls_session_get_ptr(session);

    return incoming && type == row->type && when == row->when ? GNUTLS_E_UNWANTED_ALGORITHM : 0;
}

static void refuse_at_server(struct sim_end *client, struct sim_end *server, void *context)
{
    gnutls_session_set_ptr(server->session, context);
    gnutls_handshake_set_hook_function(server->session, GNUTLS_HANDSHAKE_ANY, GNUTLS_HOOK_BOTH,
                                       refusing_hook);
}

static void test_refusal(void **state)
{
    const struct refuse_row *row = *state;

    sim_init(&sim, &(struct sim_options){ 0 });
    assert_code(pair_open(&pair, &sim,
                          &(struct pair_options){ .client_priority = row->priority,
                                                  .server_priority = row->priority,
                                                  .prepare = refuse_at_server,
                                                  .context = (void *)(uintptr_t)row }),
                0);
    pair_handshake(&pair);

    assert_code(pair.server.result, GNUTLS_E_UNWANTED_ALGORITHM);
}

/* ---- after the hello ---- */

static struct {
    int answers[4];
    unsigned calls, last_in;
} hello;

static int after_hello(gnutls_session_t session)
{
    hello.last_in = gnutls_handshake_get_last_in(session);
    return hello.calls < COUNT(hello.answers) ? hello.answers[hello.calls++] : 0;
}

static void ask_server(struct sim_end *client, struct sim_end *server, void *context)
{
    gnutls_handshake_set_post_client_hello_function(server->session, after_hello);
}

struct hello_row {
    const char *name, *priority;
    int answer, code; /* what gnutls_handshake() returns then */
    bool goes_on;
};

static const struct hello_row hello_rows[] = {
    { "the answer takes its time", TLS13, GNUTLS_E_AGAIN, GNUTLS_E_INTERRUPTED, true },
    { "the answer takes its time, TLS 1.2", TLS12, GNUTLS_E_AGAIN, GNUTLS_E_INTERRUPTED, true },
    { "the answer is interrupted", TLS13, GNUTLS_E_INTERRUPTED, GNUTLS_E_INTERRUPTED, true },
    { "the answer is positive", TLS13, 5, GNUTLS_E_AGAIN, true },
    { "the answer is no", TLS13, GNUTLS_E_UNRECOGNIZED_NAME, GNUTLS_E_UNRECOGNIZED_NAME, false },
    { "the answer is an unknown number", TLS12, -1, -1, false },
};

/* Called once: it answers by letting the handshake go on. */
static void test_hello(void **state)
{
    const struct hello_row *row = *state;

    memset(&hello, 0, sizeof hello);
    hello.answers[0] = row->answer;
    hello.answers[1] = GNUTLS_E_INTERNAL_ERROR; /* must not be asked for */
    sim_init(&sim, &(struct sim_options){ 0 });
    assert_code(pair_open(&pair, &sim,
                          &(struct pair_options){ .client_priority = row->priority,
                                                  .server_priority = row->priority,
                                                  .prepare = ask_server }),
                0);
    for (int i = 0; i < 10000 && hello.calls == 0; i++) {
        end_turn(&pair.client);
        end_turn(&pair.server);
    }

    assert_code(pair.server.result, row->code);
    assert_int_equal(hello.last_in, GNUTLS_HANDSHAKE_CLIENT_HELLO);
    if (row->goes_on) {
        assert_code(pair_handshake(&pair), 0);
        assert_int_equal(hello.calls, 1);
        assert_code(pair_ping(&pair), 0);
    }
}

/* ---- the last message ---- */

static void test_the_last_messages_are_known_after_a_failure(void **state)
{
    memset(&hello, 0, sizeof hello);
    hello.answers[0] = GNUTLS_E_UNRECOGNIZED_NAME;
    sim_init(&sim, &(struct sim_options){ 0 });
    assert_code(pair_open(&pair, &sim, &(struct pair_options){ .prepare = ask_server }), 0);
    pair_handshake(&pair);

    assert_int_equal(gnutls_handshake_get_last_in(pair.server.session),
                     GNUTLS_HANDSHAKE_CLIENT_HELLO);
    assert_int_equal(gnutls_handshake_get_last_out(pair.server.session), (unsigned)-1);
    assert_int_equal(gnutls_handshake_get_last_out(pair.client.session),
                     GNUTLS_HANDSHAKE_CLIENT_HELLO);
    assert_int_equal(gnutls_handshake_get_last_in(pair.client.session), (unsigned)-1);
}

static void test_the_last_messages_are_forgotten_after_success(void **state)
{
    sim_init(&sim, &(struct sim_options){ 0 });
    connect_pair(&(struct pair_options){ 0 });

    assert_int_equal(gnutls_handshake_get_last_in(pair.client.session), (unsigned)-1);
    assert_int_equal(gnutls_handshake_get_last_out(pair.client.session), (unsigned)-1);
}

/* ---- a hook that knows no measure ---- */

static unsigned nested_calls;

static int call_again(gnutls_session_t session, unsigned type, unsigned when, unsigned incoming,
                      const gnutls_datum_t *message)
{
    if (nested_calls++ > 100)
        return GNUTLS_E_INTERNAL_ERROR;
    assert_code(gnutls_handshake(session), GNUTLS_E_AGAIN);
    return 0;
}

static void hook_calls_again(struct sim_end *client, struct sim_end *server, void *context)
{
    gnutls_handshake_set_hook_function(server->session, GNUTLS_HANDSHAKE_ANY, GNUTLS_HOOK_PRE,
                                       call_again);
}

/* What the reference makes of it is no contract. */
static void test_a_handshake_within_itself_does_nothing(void **state)
{
    if (library_under_test() == REFERENCE)
        skip();
    nested_calls = 0;
    sim_init(&sim, &(struct sim_options){ .rtt_ms = 20 });

    connect_pair(&(struct pair_options){ .prepare = hook_calls_again });

    assert_in_range(nested_calls, 1, 100);
    assert_code(pair_ping(&pair), 0);
}

int main(void)
{
    ADD_ROWS(messages, test_messages);
    ADD_ROWS(refusals, test_refusal);
    ADD_ROWS(hello_rows, test_hello);
    ADD(test_the_last_messages_are_known_after_a_failure);
    ADD(test_the_last_messages_are_forgotten_after_success);
    ADD(test_a_handshake_within_itself_does_nothing);
    return suite_run("handshake");
}

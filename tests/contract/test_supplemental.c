/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_supplemental.c - supplemental data of the application, RFC 4680, in TLS 1.2 */

#include "suite.h"

#include <stdio.h>

#define P12     "NORMAL:-VERS-ALL:+VERS-TLS1.2"
#define FAILED  GNUTLS_E_FATAL_ALERT_RECEIVED
#define ILLEGAL GNUTLS_E_RECEIVED_ILLEGAL_PARAMETER
#define LENGTH  GNUTLS_E_UNEXPECTED_PACKET_LENGTH
#define UNASKED GNUTLS_E_UNEXPECTED_HANDSHAKE_PACKET

enum { SERVER, CLIENT, ENDS };

#define KIND(number) ((gnutls_supplemental_data_format_type_t)(number))
#define FIRST        KIND(1000)
#define SECOND       KIND(2000)

/* What happened at one end, in order: M a message of supplemental data came or went, r and s the
 * functions of the first kind, R and S those of the second, c a Certificate, f a Finished. */
static struct {
    char course[32];
    char got[64];
    int send_result, receive_result;
    bool gives_nothing;
} ends[ENDS];

static int end_of(gnutls_session_t session)
{
    return session == pair.client.session ? CLIENT : SERVER;
}

static void note(gnutls_session_t session, char what)
{
    char *course = ends[end_of(session)].course;
    size_t length = strlen(course);

    if (length + 1 < sizeof ends[0].course)
        course[length] = what;
}

static int receive(gnutls_session_t session, char kind, const unsigned char *data, size_t size)
{
    char *got = ends[end_of(session)].got;

    note(session, kind);
    snprintf(got + strlen(got), sizeof ends[0].got - strlen(got), "%.*s,", (int)size, data);
    return ends[end_of(session)].receive_result;
}

static int send(gnutls_session_t session, char kind, gnutls_buffer_t out)
{
    const char *text = end_of(session) == CLIENT ? "of the client" : "of the server";

    note(session, kind);
    if (!ends[end_of(session)].gives_nothing)
        assert_code(gnutls_buffer_append_data(out, text, strlen(text)), 0);
    return ends[end_of(session)].send_result;
}

static int receive_first(gnutls_session_t session, const unsigned char *data, size_t size)
{
    return receive(session, 'r', data, size);
}

static int receive_second(gnutls_session_t session, const unsigned char *data, size_t size)
{
    return receive(session, 'R', data, size);
}

static int send_first(gnutls_session_t session, gnutls_buffer_t out)
{
    return send(session, 's', out);
}

static int send_second(gnutls_session_t session, gnutls_buffer_t out)
{
    return send(session, 'S', out);
}

static int watch(gnutls_session_t session, unsigned type, unsigned when, unsigned incoming,
                 const gnutls_datum_t *message)
{
    if (type == GNUTLS_HANDSHAKE_SUPPLEMENTAL)
        note(session, 'M');
    if (type == GNUTLS_HANDSHAKE_CERTIFICATE_PKT)
        note(session, 'c');
    if (type == GNUTLS_HANDSHAKE_FINISHED)
        note(session, 'f');
    return 0;
}

struct row {
    const char *name;
    unsigned kinds[ENDS];
    bool sends[ENDS], expects[ENDS];
    bool gives_nothing;                /* the server's function */
    int server_sends, client_receives; /* what these functions return */
    int client[LIBRARIES], server[LIBRARIES];
    const char *courses[ENDS]; /* NULL: not looked at */
};

static void set_up(struct sim_end *end, int who, const struct row *row)
{
    gnutls_handshake_set_hook_function(end->session, GNUTLS_HANDSHAKE_ANY, GNUTLS_HOOK_POST, watch);
    if (row->kinds[who] > 0)
        assert_code(gnutls_session_supplemental_register(end->session, "first", FIRST,
                                                         receive_first, send_first, 0),
                    0);
    if (row->kinds[who] > 1)
        assert_code(gnutls_session_supplemental_register(end->session, "second", SECOND,
                                                         receive_second, send_second, 0),
                    0);
    gnutls_supplemental_send(end->session, row->sends[who]);
    gnutls_supplemental_recv(end->session, row->expects[who]);
}

static void arm(struct sim_end *client, struct sim_end *server, void *context)
{
    const struct row *row = context;

    memset(ends, 0, sizeof ends);
    ends[SERVER].gives_nothing = row->gives_nothing;
    ends[SERVER].send_result = row->server_sends;
    ends[CLIENT].receive_result = row->client_receives;
    set_up(server, SERVER, row);
    set_up(client, CLIENT, row);
}

/* A server of libgnutls that misses a certificate says so whatever the client's alert was. */
static struct pair_options options_of(const struct row *row)
{
    bool does_well = row->client[REFERENCE] == 0;

    return (struct pair_options){ .client_priority = P12,
                                  .server_priority = P12,
                                  .tickets = true,
                                  .ticket_key = &pair_ticket_key,
                                  .request = does_well ? GNUTLS_CERT_REQUIRE : GNUTLS_CERT_IGNORE,
                                  .client_identity = "client-p256",
                                  .prepare = arm,
                                  .context = (void *)(uintptr_t)row };
}

static void assert_courses(const struct row *row)
{
    for (int i = 0; i < ENDS; i++) {
        if (row->courses[i] != NULL)
            assert_string_equal(ends[i].course, row->courses[i]);
    }
}

static void test_handshake(void **state)
{
    const struct row *row = *state;
    struct pair_options o = options_of(row);

    sim_init(&sim, &(struct sim_options){ 0 });
    assert_code(pair_open(&pair, &sim, &o), 0);
    pair_handshake(&pair);

    assert_code(pair.client.result, row->client[library_under_test()]);
    assert_code(pair.server.result, row->server[library_under_test()]);
    assert_courses(row);
    if (pair.client.result == 0)
        assert_code(pair_ping(&pair), 0);
}

/* clang-format off */
#define NOBODY { false, false }
#define SERVER_ALONE { true, false }
#define CLIENT_ALONE { false, true }
#define EVERYBODY { true, true }

static const struct row rows[] = {
    /*                                   kinds     who sends     who expects */
    { "both send",                       { 1, 1 }, EVERYBODY,    EVERYBODY,    false, 0, 0, BOTH(0), BOTH(0),
      { "sMcMrcff", "MrcsMcff" } },
    { "both send two kinds",             { 2, 2 }, EVERYBODY,    EVERYBODY,    false, 0, 0, BOTH(0), BOTH(0),
      { "sSMcMrRcff", "MrRcsSMcff" } },
    { "the server sends",                { 1, 1 }, SERVER_ALONE, CLIENT_ALONE, false, 0, 0, BOTH(0), BOTH(0),
      { "sMccff", "Mrccff" } },
    { "the client sends",                { 1, 1 }, CLIENT_ALONE, SERVER_ALONE, false, 0, 0, BOTH(0), BOTH(0),
      { "cMrcff", "csMcff" } },
    { "nobody is told to",               { 1, 1 }, NOBODY,       NOBODY,       false, 0, 0, BOTH(0), BOTH(0),
      { "ccff", "ccff" } },
    { "a client that does not expect",   { 1, 1 }, SERVER_ALONE, NOBODY,       false, 0, 0, BOTH(UNASKED), BOTH(FAILED), { NULL } },
    { "a server that does not expect",   { 1, 1 }, CLIENT_ALONE, NOBODY,       false, 0, 0, BOTH(FAILED), BOTH(UNASKED), { NULL } },
    { "a client that waits in vain",     { 1, 1 }, NOBODY,       CLIENT_ALONE, false, 0, 0, EACH(LENGTH, UNASKED), BOTH(FAILED), { NULL } },
    { "a server that waits in vain",     { 1, 1 }, NOBODY,       SERVER_ALONE, false, 0, 0, BOTH(FAILED), EACH(LENGTH, UNASKED), { NULL } },
    { "a kind that the client lacks",    { 2, 1 }, SERVER_ALONE, CLIENT_ALONE, false, 0, 0, BOTH(ILLEGAL), BOTH(FAILED), { NULL } },
    { "a kind that the server lacks",    { 1, 2 }, CLIENT_ALONE, SERVER_ALONE, false, 0, 0, BOTH(FAILED), BOTH(ILLEGAL), { NULL } },
    { "no kind at all",                  { 0, 0 }, SERVER_ALONE, CLIENT_ALONE, false, 0, 0, BOTH(LENGTH), BOTH(FAILED), { NULL } },
    { "nothing is given",                { 1, 1 }, SERVER_ALONE, CLIENT_ALONE, true,  0, 0, BOTH(LENGTH), BOTH(FAILED), { NULL } },
    { "the one who sends fails",         { 1, 1 }, SERVER_ALONE, CLIENT_ALONE, false, GNUTLS_E_INTERNAL_ERROR, 0,
      BOTH(FAILED), BOTH(GNUTLS_E_INTERNAL_ERROR), { NULL } },
    { "the one who receives refuses",    { 1, 1 }, SERVER_ALONE, CLIENT_ALONE, false, 0, GNUTLS_E_INVALID_REQUEST,
      BOTH(GNUTLS_E_INVALID_REQUEST), BOTH(FAILED), { NULL } },
    { "numbers above zero mean nothing", { 1, 1 }, SERVER_ALONE, CLIENT_ALONE, false, 7, 7, BOTH(0), BOTH(0), { NULL } },
};
/* clang-format on */

static void test_content_arrives_at_the_other_end(void **state)
{
    struct pair_options o = options_of(&rows[1]);

    sim_init(&sim, &(struct sim_options){ 0 });
    connect_pair(&o);

    assert_string_equal(ends[CLIENT].got, "of the server,of the server,");
    assert_string_equal(ends[SERVER].got, "of the client,of the client,");
}

/* In a resumed session the server waits for the client's, before it says its Finished. */
static void test_resumed_session_has_them_too(void **state)
{
    struct pair_options o = options_of(&rows[0]);
    gnutls_datum_t data;

    sim_init(&sim, &(struct sim_options){ 0 });
    connect_pair(&o);
    assert_code(gnutls_session_get_data2(pair.client.session, &data), 0);
    pair_close(&pair);
    o.session_data = &data;
    connect_pair(&o);

    assert_int_equal(gnutls_session_is_resumed(pair.client.session), 1);
    assert_string_equal(ends[SERVER].course, "sMMrff");
    assert_string_equal(ends[CLIENT].course, "MrsMff");
    gnutls_free(data.data);
}

static void register_at_one(struct sim_end *client, struct sim_end *server, void *context)
{
    struct sim_end *end = *(const bool *)context ? client : server;

    assert_code(gnutls_session_supplemental_register(end->session, NULL, FIRST, receive_first,
                                                     send_first, 0),
                0);
}

static void test_connection_with_a_kind_does_not_speak_tls13(void **state)
{
    static const bool at_client[] = { true, false };

    for (size_t i = 0; i < COUNT(at_client); i++) {
        struct pair_options o = { .client_priority = "NORMAL",
                                  .server_priority = "NORMAL",
                                  .prepare = register_at_one,
                                  .context = (void *)(uintptr_t)&at_client[i] };

        sim_init(&sim, &(struct sim_options){ 0 });
        connect_pair(&o);
        assert_int_equal(gnutls_protocol_get_version(pair.client.session), GNUTLS_TLS1_2);
        pair_close(&pair);
        sim_end(&sim);
    }
}

static int register_for_one(gnutls_session_t session, unsigned type)
{
    return gnutls_session_supplemental_register(session, "x", KIND(type), receive_first, send_first,
                                                0);
}

static int register_for_all(const char *name, unsigned type)
{
    return gnutls_supplemental_register(name, KIND(type), receive_first, send_first);
}

/* The last, since what is registered stays. */
static void test_kinds_are_registered_once(void **state)
{
    enum library own = library_under_test();
    gnutls_session_t session;

    assert_null(gnutls_supplemental_get_name(KIND(3000)));
    assert_code(register_for_all("for all", 3000), 0);
    assert_code(register_for_all("again", 3000), GNUTLS_E_ALREADY_REGISTERED);
    assert_string_equal(gnutls_supplemental_get_name(KIND(3000)), "for all");
    assert_code(gnutls_init(&session, GNUTLS_CLIENT), 0);
    assert_code(register_for_one(session, 3000), GNUTLS_E_ALREADY_REGISTERED);
    assert_code(register_for_one(session, 3001), 0);
    assert_code(register_for_one(session, 3001), own == REPRISE ? GNUTLS_E_ALREADY_REGISTERED : 0);
    assert_code(register_for_one(session, 65536), own == REPRISE ? GNUTLS_E_INVALID_REQUEST : 0);
    gnutls_deinit(session);
}

int main(void)
{
    ADD_ROWS(rows, test_handshake);
    ADD(test_content_arrives_at_the_other_end);
    ADD(test_resumed_session_has_them_too);
    ADD(test_connection_with_a_kind_does_not_speak_tls13);
    ADD(test_kinds_are_registered_once);
    return suite_run("supplemental");
}

/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_hooks.c - the application looks on at handshake messages
 *
 * Holds the section on handshake hooks.
 */

#include "suite.h"

#include <stdio.h>

struct note {
    unsigned type, when, incoming;
    size_t size;
    unsigned char body[2048];
    bool has_ticket_flag;
};

enum { NOTES_MAX = 64 };

static struct {
    struct note notes[NOTES_MAX];
    size_t count;
    int answer_pre, answer_post;
    gnutls_datum_t data; /* what get_data2 gave in the hook */
    bool ask_for_data;
} seen;

static void forget(void)
{
    gnutls_free(seen.data.data);
    memset(&seen, 0, sizeof seen);
}

static int hook(gnutls_session_t session, unsigned type, unsigned when, unsigned incoming,
                const gnutls_datum_t *message)
{
    assert_true(seen.count < NOTES_MAX);
    struct note *note = &seen.notes[seen.count++];
    *note = (struct note){ .type = type, .when = when, .incoming = incoming };
    note->size = message->size;
    memcpy(note->body, message->data,
           message->size < sizeof note->body ? message->size : sizeof note->body);
    note->has_ticket_flag = gnutls_session_get_flags(session) & GNUTLS_SFLAGS_SESSION_TICKET;
    if (seen.ask_for_data && when == GNUTLS_HOOK_POST) {
        gnutls_free(seen.data.data);
        assert_code(gnutls_session_get_data2(session, &seen.data), 0);
    }
    return when == GNUTLS_HOOK_PRE ? seen.answer_pre : seen.answer_post;
}

struct hook_on {
    bool client;
    unsigned type;
    int when;
};

static void set_hook(struct sim_end *client, struct sim_end *server, void *context)
{
    const struct hook_on *on = context;
    gnutls_handshake_set_hook_function(on->client ? client->session : server->session, on->type,
                                       on->when, hook);
}

static void begin(const struct hook_on *on)
{
    forget();
    sim_init(&sim, &(struct sim_options){ .rtt_ms = 20 });
    struct pair_options options = { .ticket_key = &pair_ticket_key,
                                    .prepare = set_hook,
                                    .context = (void *)(uintptr_t)on };
    connect_pair(&options);
}

static const struct hook_on client_tickets = { true, GNUTLS_HANDSHAKE_NEW_SESSION_TICKET,
                                               GNUTLS_HOOK_BOTH };
static const struct hook_on server_tickets = { false, GNUTLS_HANDSHAKE_NEW_SESSION_TICKET,
                                               GNUTLS_HOOK_BOTH };

/* ---- tickets ---- */

static void test_the_client_sees_tickets_when_it_reads_them(void **state)
{
    begin(&client_tickets);
    assert_int_equal(seen.count, 0);

    assert_int_equal(pair_settle(&pair), 0);

    assert_int_equal(seen.count, 4);
    for (size_t i = 0; i < 4; i++) {
        assert_int_equal(seen.notes[i].type, GNUTLS_HANDSHAKE_NEW_SESSION_TICKET);
        assert_int_equal(seen.notes[i].when, i % 2 == 0 ? GNUTLS_HOOK_PRE : GNUTLS_HOOK_POST);
        assert_int_equal(seen.notes[i].incoming, 1);
        assert_int_equal(seen.notes[i].has_ticket_flag, i > 0);
    }
    forget();
}

static void test_get_data2_shows_tickets_to_the_hook(void **state)
{
    gnutls_datum_t data = { NULL, 0 };
    begin(&client_tickets);

    assert_code(gnutls_session_get_data2(pair.client.session, &data), 0);

    assert_true(seen.count >= 2);
    gnutls_free(data.data);
    forget();
}

static void test_the_server_sees_tickets_before_they_are_written(void **state)
{
    begin(&server_tickets);

    assert_int_equal(seen.count, 4);
    for (size_t i = 0; i < 4; i++) {
        assert_int_equal(seen.notes[i].when, i % 2 == 0 ? GNUTLS_HOOK_PRE : GNUTLS_HOOK_POST);
        assert_int_equal(seen.notes[i].incoming, 0);
        assert_false(seen.notes[i].has_ticket_flag);
    }
    forget();
}

/* RFC 8446, 4.6.1, from the body that hooks are given. */
static void test_the_body_is_a_new_session_ticket(void **state)
{
    begin(&client_tickets);
    assert_int_equal(pair_settle(&pair), 0);

    const struct note *note = &seen.notes[0];
    size_t nonce_size = note->body[8];
    size_t ticket_at = 9 + nonce_size;
    size_t ticket_size = (size_t)note->body[ticket_at] << 8 | note->body[ticket_at + 1];
    size_t extensions_at = ticket_at + 2 + ticket_size;

    assert_int_equal(u32_at(note->body), gnutls_db_get_default_cache_expiration());
    assert_true(ticket_size > 0);
    assert_int_equal(extensions_at + 2, note->size);
    assert_int_equal(note->body[extensions_at] << 8 | note->body[extensions_at + 1], 0);
    forget();
}

static void test_both_sides_see_the_same_bytes(void **state)
{
    static struct note sent[4];
    begin(&server_tickets);
    memcpy(sent, seen.notes, sizeof sent);
    gnutls_handshake_set_hook_function(pair.client.session, GNUTLS_HANDSHAKE_NEW_SESSION_TICKET,
                                       GNUTLS_HOOK_BOTH, hook);

    forget();
    assert_int_equal(pair_settle(&pair), 0);

    assert_int_equal(seen.count, 4);
    /* After the client has read the message, a reference shows what it left of it. */
    size_t step = library_under_test() == REFERENCE ? 2 : 1;
    for (size_t i = 0; i < 4; i += step) {
        assert_int_equal(seen.notes[i].size, sent[i].size);
        assert_memory_equal(seen.notes[i].body, sent[i].body, sent[i].size);
    }
    assert_memory_not_equal(seen.notes[0].body, seen.notes[2].body, seen.notes[0].size);
    forget();
}

static void test_in_the_post_hook_the_new_ticket_can_be_had(void **state)
{
    gnutls_datum_t data = { NULL, 0 };
    begin(&client_tickets);
    seen.ask_for_data = true;

    assert_int_equal(pair_settle(&pair), 0);

    assert_code(gnutls_session_get_data2(pair.client.session, &data), 0);
    assert_int_equal(data.size, seen.data.size);
    assert_memory_equal(data.data, seen.data.data, data.size);
    gnutls_free(data.data);
    forget();
}

struct when_row {
    const char *name;
    int when;
    size_t calls;
};

static const struct when_row when_rows[] = {
    { "before only", GNUTLS_HOOK_PRE, 2 },
    { "after only", GNUTLS_HOOK_POST, 2 },
    { "both", GNUTLS_HOOK_BOTH, 4 },
};

static void test_when(void **state)
{
    const struct when_row *row = *state;
    begin(&(struct hook_on){ true, GNUTLS_HANDSHAKE_NEW_SESSION_TICKET, row->when });

    assert_int_equal(pair_settle(&pair), 0);

    assert_int_equal(seen.count, row->calls);
    for (size_t i = 0; row->when != GNUTLS_HOOK_BOTH && i < seen.count; i++)
        assert_int_equal(seen.notes[i].when, row->when);
    forget();
}

struct refusal_row {
    const char *name;
    int pre, post;
    bool keeps_ticket;
};

static const struct refusal_row refusal_rows[] = {
    { "refused before it is taken", GNUTLS_E_USER_ERROR, 0, false },
    { "refused after it was taken", 0, GNUTLS_E_USER_ERROR, true },
};

static void test_refusal(void **state)
{
    const struct refusal_row *row = *state;
    begin(&client_tickets);
    seen.answer_pre = row->pre;
    seen.answer_post = row->post;

    assert_code(pair_settle(&pair), GNUTLS_E_USER_ERROR);

    unsigned flags = gnutls_session_get_flags(pair.client.session);
    assert_int_equal((flags & GNUTLS_SFLAGS_SESSION_TICKET) != 0, row->keeps_ticket);
    forget();
}

static void test_a_refusal_on_the_server_is_returned(void **state)
{
    /* Not every reference survives this. */
    if (library_under_test() == REFERENCE)
        skip();
    forget();
    sim_init(&sim, &(struct sim_options){ 0 });
    connect_pair(&(struct pair_options){ .ticket_key = &pair_ticket_key,
                                         .server_flags = GNUTLS_NO_AUTO_SEND_TICKET });
    gnutls_handshake_set_hook_function(pair.server.session, GNUTLS_HANDSHAKE_NEW_SESSION_TICKET,
                                       GNUTLS_HOOK_PRE, hook);
    seen.answer_pre = GNUTLS_E_USER_ERROR;

    assert_code(gnutls_session_ticket_send(pair.server.session, 1, 0), GNUTLS_E_USER_ERROR);

    forget();
}

/* ---- other messages ---- */

enum { CH = 1, SH = 2, NST = 4, EE = 8, CERT = 11, CR = 13, CV = 15, FIN = 20 };

struct order_row {
    const char *name;
    bool client;
    gnutls_certificate_request_t request;
    bool resumed;
    const char *expected[LIBRARIES]; /* number, direction: > sent, < received; POST only */
};

static const struct order_row order_rows[] = {
    { "the client's messages", true, GNUTLS_CERT_IGNORE, false,
      BOTH("1> 2< 8< 11< 15< 20< 20> 4< 4< ") },
    { "the server's messages: tickets go before the client's Finished has come", false,
      GNUTLS_CERT_IGNORE, false, BOTH("1< 2> 8> 11> 15> 20> 4> 4> 20< ") },
    { "the client's messages with a certificate request", true, GNUTLS_CERT_REQUEST, false,
      BOTH("1> 2< 8< 13< 11< 15< 20< 11> 15> 20> 4< 4< ") },
    { "the server's messages with a certificate request: tickets go last", false,
      GNUTLS_CERT_REQUEST, false, BOTH("1< 2> 8> 13> 11> 15> 20> 11< 15< 20< 4> 4> ") },
    { "the client's messages when it resumes", true, GNUTLS_CERT_IGNORE, true,
      EACH("1> 2< 8< 20< 20> 4< 4< ", "1> 2< 8< 20< 20> 4< ") },
    { "the server's messages when it resumes: tickets go last", false, GNUTLS_CERT_IGNORE, true,
      EACH("1< 2> 8> 20> 20< 4> 4> ", "1< 2> 8> 20> 20< 4> ") },
};

static void write_order(char *out, size_t size)
{
    size_t at = 0;
    out[0] = '\0';
    for (size_t i = 0; i < seen.count && at + 8 < size; i++)
        at += (size_t)snprintf(out + at, size - at, "%u%c ", seen.notes[i].type,
                               seen.notes[i].incoming ? '<' : '>');
}

static void test_order(void **state)
{
    const struct order_row *row = *state;
    char order[256];
    gnutls_datum_t data = { NULL, 0 };
    struct hook_on on = { row->client, GNUTLS_HANDSHAKE_ANY, GNUTLS_HOOK_POST };
    struct pair_options options = { .ticket_key = &pair_ticket_key,
                                    .request = row->request,
                                    .client_identity = "client-p256" };
    forget();
    sim_init(&sim, &(struct sim_options){ .rtt_ms = 20 });
    if (row->resumed) {
        assert_code(pair_first_session(&sim, &options, &data), 0);
        options.session_data = &data;
    }
    options.prepare = set_hook;
    options.context = &on;
    connect_pair(&options);
    gnutls_free(data.data);
    assert_int_equal(pair_settle(&pair), 0);

    write_order(order, sizeof order);

    assert_string_equal(order, row->expected[library_under_test()]);
    forget();
}

static void test_the_last_hook_counts(void **state)
{
    begin(&client_tickets);
    gnutls_handshake_set_hook_function(pair.client.session, GNUTLS_HANDSHAKE_KEY_UPDATE,
                                       GNUTLS_HOOK_BOTH, hook);

    assert_int_equal(pair_settle(&pair), 0);

    assert_int_equal(seen.count, 0);
    forget();
}

int main(void)
{
    ADD(test_the_client_sees_tickets_when_it_reads_them);
    ADD(test_get_data2_shows_tickets_to_the_hook);
    ADD(test_the_server_sees_tickets_before_they_are_written);
    ADD(test_the_body_is_a_new_session_ticket);
    ADD(test_both_sides_see_the_same_bytes);
    ADD(test_in_the_post_hook_the_new_ticket_can_be_had);
    ADD_ROWS(when_rows, test_when);
    ADD_ROWS(refusal_rows, test_refusal);
    ADD(test_a_refusal_on_the_server_is_returned);
    ADD_ROWS(order_rows, test_order);
    ADD(test_the_last_hook_counts);
    return suite_run("handshake hooks");
}

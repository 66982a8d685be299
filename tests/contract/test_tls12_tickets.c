/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_tls12_tickets.c - tickets of TLS 1.2, as hooks see them */

#include "tls12.h"

static struct {
    unsigned count, when[8], incoming[8];
    unsigned char body[8][4096];
    unsigned size[8];
    bool shaking[8];
    int refuse_when; /* -1: never */
} seen;

static int note(gnutls_session_t session, unsigned type, unsigned when, unsigned incoming,
                const gnutls_datum_t *body)
{
    unsigned i = seen.count++;

    assert_true(i < COUNT(seen.when) && body->size <= sizeof seen.body[0]);
    seen.when[i] = when;
    seen.incoming[i] = incoming;
    seen.size[i] = body->size;
    memcpy(seen.body[i], body->data, body->size);
    seen.shaking[i] = !pair.client.done;
    return (int)when == seen.refuse_when ? GNUTLS_E_USER_ERROR : 0;
}

static void watch_client(struct sim_end *client, struct sim_end *server, void *context)
{
    gnutls_handshake_set_hook_function(client->session, GNUTLS_HANDSHAKE_NEW_SESSION_TICKET,
                                       GNUTLS_HOOK_BOTH, note);
}

static void watch_server(struct sim_end *client, struct sim_end *server, void *context)
{
    gnutls_handshake_set_hook_function(server->session, GNUTLS_HANDSHAKE_NEW_SESSION_TICKET,
                                       GNUTLS_HOOK_BOTH, note);
}

static void forget_seen(void)
{
    memset(&seen, 0, sizeof seen);
    seen.refuse_when = -1;
}

static void assert_one_ticket(unsigned incoming)
{
    assert_int_equal(seen.count, 2);
    assert_int_equal(seen.when[0], GNUTLS_HOOK_PRE);
    assert_int_equal(seen.when[1], GNUTLS_HOOK_POST);
    for (int i = 0; i < 2; i++) {
        assert_int_equal(seen.incoming[i], incoming);
        assert_true(seen.shaking[i]);
    }
    /* Lifetime, size, ticket: RFC 5077, 3.3. */
    assert_true(seen.size[0] > 6);
    assert_int_equal(seen.body[0][4] << 8 | seen.body[0][5], seen.size[0] - 6);
    assert_int_equal(seen.body[0][0] << 24 | seen.body[0][1] << 16 | seen.body[0][2] << 8 |
                         seen.body[0][3],
                     21600);
}

static void test_client_is_shown_its_ticket_within_the_handshake(void **state)
{
    struct pair_options options = by_ticket;
    options.prepare = watch_client;
    forget_seen();
    begin();
    connect_pair(&options);

    assert_one_ticket(1);
    assert_true(gnutls_session_get_flags(pair.client.session) & GNUTLS_SFLAGS_SESSION_TICKET);
}

static void test_server_is_shown_its_ticket_within_the_handshake(void **state)
{
    struct pair_options options = by_ticket;
    options.prepare = watch_server;
    forget_seen();
    begin();
    connect_pair(&options);

    assert_one_ticket(0);
    assert_false(gnutls_session_get_flags(pair.server.session) & GNUTLS_SFLAGS_SESSION_TICKET);
}

static void test_resumption_brings_no_ticket(void **state)
{
    struct pair_options options = by_ticket;
    gnutls_datum_t data = first_session(&options);
    options.prepare = watch_client;
    forget_seen();

    resume(data, options, true);

    assert_int_equal(seen.count, 0);
}

static void test_refused_ticket_brings_a_new_one(void **state)
{
    static unsigned char other[64] = "another";
    const gnutls_datum_t other_key = { other, 64 };
    struct pair_options options = by_ticket;
    gnutls_datum_t data = first_session(&options);
    for (unsigned i = 8; i < sizeof other; i++)
        other[i] = (unsigned char)i;
    options.prepare = watch_client;
    options.ticket_key = &other_key;
    forget_seen();

    resume(data, options, false);

    assert_one_ticket(1);
}

static void test_hook_that_refuses_ends_the_handshake(void **state)
{
    struct pair_options options = by_ticket;
    options.prepare = watch_client;
    forget_seen();
    seen.refuse_when = GNUTLS_HOOK_PRE;
    begin();
    assert_code(pair_open(&pair, &sim, &options), 0);

    assert_code(pair_handshake(&pair), GNUTLS_E_USER_ERROR);

    assert_int_equal(gnutls_session_get_flags(pair.client.session) & GNUTLS_SFLAGS_SESSION_TICKET,
                     0);
}

struct none_row {
    const char *name;
    struct pair_options options;
};

static const struct none_row none_rows[] = {
    { "no ticket without a key", { .client_priority = P12, .server_priority = P12 } },
    { "no ticket to a client with the flag for all",
      { WITH_KEY, .client_flags = GNUTLS_NO_TICKETS } },
    { "no ticket to a client with the flag for 1.2",
      { WITH_KEY, .client_flags = GNUTLS_NO_TICKETS_TLS12 } },
    { "no ticket from a server with the flag for 1.2",
      { WITH_KEY, .server_flags = GNUTLS_NO_TICKETS_TLS12 } },
    { "no ticket to a client with the priority",
      { .client_priority = P12 ":%NO_TICKETS",
        .server_priority = P12,
        .ticket_key = &pair_ticket_key } },
    { "no ticket to a client with the priority for 1.2",
      { .client_priority = P12 ":%NO_TICKETS_TLS12",
        .server_priority = P12,
        .ticket_key = &pair_ticket_key } },
    { "no ticket to a client of the level PFS",
      { .client_priority = "PFS:-VERS-ALL:+VERS-TLS1.2",
        .server_priority = P12,
        .ticket_key = &pair_ticket_key } },
};

/* And what the client keeps leads to a full handshake. */
static void test_none(void **state)
{
    const struct none_row *row = *state;
    struct pair_options options = row->options;
    options.prepare = watch_client;
    forget_seen();
    gnutls_datum_t data = first_session(&options);
    assert_int_equal(seen.count, 0);

    resume(data, options, false);
}

int main(void)
{
    ADD(test_client_is_shown_its_ticket_within_the_handshake);
    ADD(test_server_is_shown_its_ticket_within_the_handshake);
    ADD(test_resumption_brings_no_ticket);
    ADD(test_refused_ticket_brings_a_new_one);
    ADD(test_hook_that_refuses_ends_the_handshake);
    ADD_ROWS(none_rows, test_none);
    return suite_run("tls12_tickets");
}

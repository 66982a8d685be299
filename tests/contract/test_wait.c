/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_wait.c - the wait for a late ticket, in simulated time
 *
 * Holds the section on the wait: a client that asks for its session before a
 * ticket has come lets a round trip go by, and loses nothing by it.
 */

#include "suite.h"

#include <errno.h>

enum kind { NOTHING, DUMMY, TICKET };
enum afterwards { INTACT, CLOSED, DEAD, BROKEN };
enum drive { BLOCKING, EVENT_LOOP };
enum { NOT_ASKED = -1, ANY = -2 };

/* What the server does, and when: at once and it has arrived before the call,
 * or so many milliseconds into the call. */
struct deed {
    void (*act)(struct sim_end *server);
    enum { NEVER, BEFORE, DURING } when;
    int after_ms;
};

struct wait_row {
    const char *name;
    int rtt_ms;
    enum drive drive;
    size_t chunk;
    struct deed server;
    struct sim_fault wait_fault, pull_fault;
    unsigned flags;
    enum end_transport transport;
    const char *server_priority;
    int code[LIBRARIES];
    enum kind kind[LIBRARIES];
    int first_ask_ms[LIBRARIES]; /* what the first wait was asked for */
    int waited_ms[LIBRARIES];    /* virtual time that the call took */
    enum afterwards after[LIBRARIES];
};

/* ---- what servers do ---- */

#define DEED(name, ...)                                                                            \
    static void name(struct sim_end *server)                                                       \
    {                                                                                              \
        __VA_ARGS__;                                                                               \
    }

/* clang-format off */
DEED(send_ticket,              assert_code(gnutls_session_ticket_send(server->session, 1, 0), 0))
DEED(send_two_tickets,         assert_code(gnutls_session_ticket_send(server->session, 2, 0), 0))
DEED(send_twenty_tickets,      assert_code(gnutls_session_ticket_send(server->session, 20, 0), 0))
DEED(send_data,                assert_code(gnutls_record_send(server->session, "data", 4), 4))
DEED(send_data_then_ticket,    send_data(server); send_ticket(server))
DEED(send_ticket_then_data,    send_ticket(server); send_data(server))
/* The time is up in the middle of the record. */
DEED(send_half_a_ticket,       sim_link_hold_after(&server->out, 40, 5000); send_ticket(server))
DEED(send_half_a_header,       sim_link_hold_after(&server->out, 3, 5000); send_ticket(server))
/* The second half comes while the client waits. */
DEED(send_ticket_in_two_halves,sim_link_hold_after(&server->out, 40, 30); send_ticket(server))
DEED(say_bye,                  assert_code(gnutls_bye(server->session, GNUTLS_SHUT_WR), 0))
DEED(send_data_and_bye,        send_data(server); say_bye(server))
DEED(send_fatal_alert,         assert_code(gnutls_alert_send(server->session, GNUTLS_AL_FATAL,
                                                             GNUTLS_A_INTERNAL_ERROR), 0))
DEED(end_of_file,              sim_link_close(&server->out, 0))
DEED(update_key,               assert_code(gnutls_session_key_update(server->session, 0), 0))
DEED(update_key_then_ticket,   update_key(server); send_ticket(server))
/* clang-format on */

/* ---- the table ---- */

#define RETRY "NORMAL:-VERS-ALL:+VERS-TLS1.3:-GROUP-ALL:+GROUP-SECP384R1"

/* clang-format off */
static const struct wait_row rows[] = {
#define SILENCE .code = BOTH(0), .kind = BOTH(DUMMY), .after = BOTH(INTACT)
#define ASKS(reference, reprise) \
    .first_ask_ms = EACH(reference, reprise), .waited_ms = EACH(reference, reprise)
    { "no ticket over 0 ms",    .rtt_ms = 0,    SILENCE, ASKS(60, 60) },
    { "no ticket over 20 ms",   .rtt_ms = 20,   SILENCE, ASKS(70, 80) },
    { "no ticket over 100 ms",  .rtt_ms = 100,  SILENCE, ASKS(110, 160) },
    { "no ticket over 300 ms",  .rtt_ms = 300,  SILENCE, ASKS(210, 360) },
    { "no ticket over 1500 ms", .rtt_ms = 1500, SILENCE, ASKS(810, 1560) },
    { "no ticket over 4000 ms: the wait is bounded",
                                .rtt_ms = 4000, SILENCE, ASKS(2060, 2000) },
    { "no ticket, event loop over 0 ms",    .rtt_ms = 0,    .drive = EVENT_LOOP, SILENCE, ASKS(60, 60) },
    { "no ticket, event loop over 20 ms",   .rtt_ms = 20,   .drive = EVENT_LOOP, SILENCE, ASKS(60, 80) },
    { "no ticket, event loop over 100 ms",  .rtt_ms = 100,  .drive = EVENT_LOOP, SILENCE, ASKS(60, 160) },
    { "no ticket, event loop over 300 ms",  .rtt_ms = 300,  .drive = EVENT_LOOP, SILENCE, ASKS(60, 360) },
    { "no ticket, event loop over 1500 ms", .rtt_ms = 1500, .drive = EVENT_LOOP, SILENCE, ASKS(60, 1560) },
    { "no ticket after a retry: one round trip counts",
      .rtt_ms = 100, .server_priority = RETRY, SILENCE, ASKS(110, 160) },
    { "no ticket, one byte per pull", .rtt_ms = 100, .chunk = 1, SILENCE, ASKS(110, 160) },

#define HERE .code = BOTH(0), .kind = BOTH(TICKET), .after = BOTH(INTACT), .first_ask_ms = BOTH(ANY)
#define COMES_BEFORE(deed) .server = { deed, BEFORE }
#define COMES_AFTER(deed, ms) .server = { deed, DURING, ms }
    { "a ticket is here over 0 ms",    .rtt_ms = 0,    HERE, COMES_BEFORE(send_ticket) },
    { "a ticket is here over 20 ms",   .rtt_ms = 20,   HERE, COMES_BEFORE(send_ticket) },
    { "a ticket is here over 1500 ms", .rtt_ms = 1500, HERE, COMES_BEFORE(send_ticket) },
    { "a ticket is here, one byte per pull", .chunk = 1, HERE, COMES_BEFORE(send_ticket) },
    { "a ticket is here, event loop", .drive = EVENT_LOOP, .rtt_ms = 100, HERE, COMES_BEFORE(send_ticket) },
    { "two tickets are here",    HERE, COMES_BEFORE(send_two_tickets) },
    { "twenty tickets are here", HERE, COMES_BEFORE(send_twenty_tickets) },
    { "twenty tickets are here, one byte per pull", .chunk = 1, HERE, COMES_BEFORE(send_twenty_tickets) },
    { "a ticket, then data",     HERE, COMES_BEFORE(send_ticket_then_data) },

    { "a ticket comes 25 ms into the wait over 0 ms",
      .rtt_ms = 0, HERE, COMES_AFTER(send_ticket, 25), .waited_ms = BOTH(25) },
    { "a ticket comes 45 ms into the wait over 20 ms",
      .rtt_ms = 20, HERE, COMES_AFTER(send_ticket, 35), .waited_ms = BOTH(45) },
    { "a ticket comes after 100 ms over 100 ms: time for the client's Finished",
      .rtt_ms = 100, HERE, COMES_AFTER(send_ticket, 50), .waited_ms = BOTH(100) },
    { "a ticket comes after a round trip over 300 ms",
      .rtt_ms = 300, COMES_AFTER(send_ticket, 150), .code = BOTH(0), .kind = EACH(DUMMY, TICKET),
      .first_ask_ms = EACH(210, 360), .waited_ms = EACH(210, 300), .after = BOTH(INTACT) },
    { "a ticket comes during the wait, one byte per pull",
      .chunk = 1, HERE, COMES_AFTER(send_ticket, 25), .waited_ms = BOTH(25) },
    { "a ticket comes in two halves during the wait",
      HERE, COMES_AFTER(send_ticket_in_two_halves, 10), .waited_ms = BOTH(40) },

    { "a ticket comes after the wait",
      SILENCE, ASKS(60, 60), COMES_AFTER(send_ticket, 80) },
    { "half a ticket when the time is up", .code = BOTH(0), .kind = BOTH(DUMMY),
      COMES_BEFORE(send_half_a_ticket), ASKS(60, 60), .after = EACH(BROKEN, INTACT) },
    { "half a header when the time is up", .code = BOTH(0), .kind = BOTH(DUMMY),
      COMES_BEFORE(send_half_a_header), ASKS(60, 60), .after = EACH(BROKEN, INTACT) },
    { "half a ticket when the time is up, one byte per pull", .chunk = 1, .code = BOTH(0), .kind = BOTH(DUMMY),
      COMES_BEFORE(send_half_a_ticket), ASKS(60, 60), .after = EACH(BROKEN, INTACT) },

    { "data alone",
      COMES_BEFORE(send_data), .code = BOTH(0), .kind = BOTH(DUMMY),
      .first_ask_ms = BOTH(60), .waited_ms = EACH(0, 60), .after = BOTH(INTACT) },
    { "a ticket behind data",
      COMES_BEFORE(send_data_then_ticket), .code = BOTH(0), .kind = EACH(DUMMY, TICKET),
      .first_ask_ms = BOTH(ANY), .waited_ms = BOTH(0), .after = BOTH(INTACT) },
    { "a ticket behind data, one byte per pull", .chunk = 1,
      COMES_BEFORE(send_data_then_ticket), .code = BOTH(0), .kind = EACH(DUMMY, TICKET),
      .first_ask_ms = BOTH(ANY), .waited_ms = BOTH(0), .after = BOTH(INTACT) },
    { "a ticket behind data during the wait",
      COMES_AFTER(send_data_then_ticket, 30), .code = BOTH(0), .kind = EACH(DUMMY, TICKET),
      .first_ask_ms = BOTH(60), .waited_ms = BOTH(30), .after = BOTH(INTACT) },
    { "a key update alone",
      COMES_BEFORE(update_key), .code = BOTH(0), .kind = BOTH(DUMMY),
      .first_ask_ms = BOTH(60), .waited_ms = EACH(0, 60), .after = BOTH(INTACT) },
    { "a ticket behind a key update",
      COMES_BEFORE(update_key_then_ticket), .code = BOTH(0), .kind = EACH(DUMMY, TICKET),
      .first_ask_ms = BOTH(ANY), .waited_ms = BOTH(0), .after = BOTH(INTACT) },

    { "close_notify is here",
      COMES_BEFORE(say_bye), .code = EACH(GNUTLS_E_SESSION_EOF, 0), .kind = EACH(NOTHING, DUMMY),
      .first_ask_ms = BOTH(ANY), .waited_ms = BOTH(0), .after = BOTH(CLOSED) },
    { "close_notify during the wait",
      COMES_AFTER(say_bye, 30), .code = EACH(GNUTLS_E_SESSION_EOF, 0), .kind = EACH(NOTHING, DUMMY),
      .first_ask_ms = BOTH(60), .waited_ms = BOTH(30), .after = BOTH(CLOSED) },
    { "data and close_notify",
      COMES_BEFORE(send_data_and_bye), .code = BOTH(0), .kind = BOTH(DUMMY),
      .first_ask_ms = BOTH(ANY), .waited_ms = BOTH(0), .after = BOTH(CLOSED) },
    { "end of file is here",
      COMES_BEFORE(end_of_file), .code = BOTH(GNUTLS_E_PREMATURE_TERMINATION), .kind = BOTH(NOTHING),
      .first_ask_ms = BOTH(ANY), .waited_ms = BOTH(0), .after = BOTH(DEAD) },
    { "end of file during the wait",
      COMES_AFTER(end_of_file, 30), .code = BOTH(GNUTLS_E_PREMATURE_TERMINATION), .kind = BOTH(NOTHING),
      .first_ask_ms = BOTH(60), .waited_ms = BOTH(30), .after = BOTH(DEAD) },
    { "a fatal alert",
      COMES_BEFORE(send_fatal_alert), .code = BOTH(GNUTLS_E_FATAL_ALERT_RECEIVED), .kind = BOTH(NOTHING),
      .first_ask_ms = BOTH(ANY), .waited_ms = BOTH(0), .after = BOTH(DEAD) },

    { "the callback is interrupted", .wait_fault = { 0, EINTR },
      SILENCE, .first_ask_ms = BOTH(60), .waited_ms = EACH(0, 60) },
    { "the callback says EAGAIN", .wait_fault = { 0, EAGAIN },
      SILENCE, .first_ask_ms = BOTH(60), .waited_ms = EACH(0, 60) },
    { "the callback says ECONNRESET", .wait_fault = { 0, ECONNRESET },
      .code = BOTH(GNUTLS_E_PREMATURE_TERMINATION), .kind = BOTH(NOTHING),
      .first_ask_ms = BOTH(60), .after = BOTH(DEAD) },
    { "the callback fails otherwise", .wait_fault = { 0, EBADF },
      .code = BOTH(GNUTLS_E_PUSH_ERROR), .kind = BOTH(NOTHING),
      .first_ask_ms = BOTH(60), .after = BOTH(DEAD) },
    { "the pull says EAGAIN before a ticket", .pull_fault = { 0, EAGAIN }, COMES_BEFORE(send_ticket),
      .code = BOTH(0), .kind = EACH(DUMMY, TICKET),
      .first_ask_ms = BOTH(60), .waited_ms = BOTH(0), .after = BOTH(INTACT) },
    { "the pull is interrupted before a ticket", .pull_fault = { 0, EINTR }, COMES_BEFORE(send_ticket),
      .code = BOTH(0), .kind = EACH(DUMMY, TICKET),
      .first_ask_ms = BOTH(60), .waited_ms = BOTH(0), .after = BOTH(INTACT) },
    { "the pull says ECONNRESET", .pull_fault = { 0, ECONNRESET }, COMES_BEFORE(send_ticket),
      .code = BOTH(GNUTLS_E_PULL_ERROR), .kind = BOTH(NOTHING),
      .first_ask_ms = BOTH(60), .waited_ms = BOTH(0), .after = BOTH(DEAD) },

#define UNASKED .first_ask_ms = BOTH(NOT_ASKED), .waited_ms = BOTH(0), .code = BOTH(0), .after = BOTH(INTACT)
    { "no ticket, with GNUTLS_NONBLOCK", .flags = GNUTLS_NONBLOCK, .drive = EVENT_LOOP, .rtt_ms = 100,
      UNASKED, .kind = BOTH(DUMMY) },
    { "a ticket is here, with GNUTLS_NONBLOCK", .flags = GNUTLS_NONBLOCK, .drive = EVENT_LOOP,
      COMES_BEFORE(send_ticket), UNASKED, .kind = BOTH(DUMMY) },
    { "no ticket, without a timeout function", .transport = END_WITHOUT_TIMEOUT, .rtt_ms = 100,
      UNASKED, .kind = BOTH(DUMMY) },
    { "a ticket is here, without a timeout function", .transport = END_WITHOUT_TIMEOUT,
      .drive = EVENT_LOOP, COMES_BEFORE(send_ticket), UNASKED, .kind = BOTH(DUMMY) },
    { "a ticket is here, written with vectors", .transport = END_WITH_VECTORS,
      HERE, COMES_BEFORE(send_ticket) },
};
/* clang-format on */

/* ---- acting ---- */

static void act_during(void *context)
{
    const struct wait_row *row = context;
    end_turn(&pair.server);
    row->server.act(&pair.server);
}

static void connect_for(const struct wait_row *row)
{
    sim_init(&sim, &(struct sim_options){ .rtt_ms = row->rtt_ms, .chunk = row->chunk });
    struct pair_options options = {
        .tickets = true,
        .server_flags = GNUTLS_NO_AUTO_SEND_TICKET,
        .server_priority = row->server_priority,
        .client_flags = row->flags,
        .client_transport = row->transport,
        .blocking = row->drive == BLOCKING,
    };
    assert_code(pair_open(&pair, &sim, &options), 0);
    if (row->drive == BLOCKING) {
        assert_code(gnutls_handshake(pair.client.session), 0);
        pair.client.done = true;
        pair.client.blocking = false;
        return;
    }
    /* An event loop does not know more than its own end: the server may still
     * have to read the client's Finished. */
    while (!pair.client.done) {
        end_turn(&pair.client);
        end_turn(&pair.server);
        if (!pair.client.done && !sim_link_is_readable(&pair.server.out))
            sim_advance(&sim, SIM_FOREVER);
    }
    assert_code(pair.client.result, 0);
}

static void prepare_server(const struct wait_row *row)
{
    if (row->server.when == DURING)
        sim_after(&sim, row->server.after_ms, act_during, (void *)(uintptr_t)row);
    if (row->server.when != BEFORE)
        return;
    while (!pair.server.done) {
        sim_pass(&sim, row->rtt_ms);
        end_turn(&pair.server);
    }
    row->server.act(&pair.server);
    sim_pass(&sim, row->rtt_ms);
}

/* ---- asserting ---- */

static enum kind kind_of(const gnutls_datum_t *data)
{
    if (data->data == NULL)
        return NOTHING;
    return is_dummy(data) ? DUMMY : TICKET;
}

static bool has_ticket_flag(void)
{
    return gnutls_session_get_flags(pair.client.session) & GNUTLS_SFLAGS_SESSION_TICKET;
}

/* All that the server sent is still read, and the connection serves on. */
static void assert_nothing_lost(const struct wait_row *row)
{
    void (*act)(struct sim_end *) = row->server.act;
    bool sends_data = act == send_data || act == send_data_then_ticket ||
                      act == send_ticket_then_data || act == send_data_and_bye;
    bool sends_ticket = act != NULL && act != send_data && act != update_key;

    sim_pass(&sim, 10000);
    end_turn(&pair.server);
    assert_int_equal(pair_settle(&pair), sends_data ? 4 : 0);
    assert_code(pair_ping(&pair), 0);
    assert_int_equal(has_ticket_flag(), sends_ticket);
}

static void assert_closed(const struct wait_row *row)
{
    char bytes[8];
    if (row->server.act == send_data_and_bye)
        assert_int_equal(pair_receive(&pair.client, bytes, sizeof bytes), 4);
    assert_int_equal(pair_receive(&pair.client, bytes, sizeof bytes), 0);
}

static void assert_dead(void)
{
    char byte;
    gnutls_datum_t data = { NULL, 0 };
    assert_code(gnutls_session_get_data2(pair.client.session, &data), GNUTLS_E_INVALID_SESSION);
    assert_true(pair_receive(&pair.client, &byte, 1) < 0);
}

static void assert_afterwards(const struct wait_row *row, enum afterwards after)
{
    switch (after) {
    case INTACT:
        assert_nothing_lost(row);
        break;
    case CLOSED:
        assert_closed(row);
        break;
    case DEAD:
        assert_dead();
        break;
    case BROKEN:
        sim_pass(&sim, 10000);
        assert_true(pair_settle(&pair) < 0 || !has_ticket_flag() || pair_ping(&pair) != 0);
        break;
    }
}

static void test_wait(void **state)
{
    const struct wait_row *row = *state;
    enum library library = library_under_test();
    gnutls_datum_t data = { NULL, 0 };
    connect_for(row);
    prepare_server(row);
    pair.client.fault.wait = row->wait_fault;
    pair.client.fault.pull = row->pull_fault;
    end_forget_asked(&pair.client);
    int64_t begin_ms = sim_now_ms();

    int code = gnutls_session_get_data2(pair.client.session, &data);

    int64_t took_ms = sim_now_ms() - begin_ms;
    enum kind kind = code == 0 ? kind_of(&data) : NOTHING;
    gnutls_free(data.data);
    assert_code(code, row->code[library]);
    assert_int_equal(kind, row->kind[library]);
    if (kind == TICKET)
        assert_true(has_ticket_flag());
    if (row->first_ask_ms[library] == NOT_ASKED)
        assert_int_equal(pair.client.asked.waits, 0);
    else if (row->first_ask_ms[library] != ANY)
        assert_int_equal(pair.client.asked.wait_ms[0], row->first_ask_ms[library]);
    if (row->waited_ms[library] != ANY)
        assert_int_equal(took_ms, row->waited_ms[library]);
    assert_afterwards(row, row->after[library]);
}

int main(void)
{
    ADD_ROWS(rows, test_wait);
    return suite_run("the wait for a late ticket");
}

/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_taken_early_data.c - when early data is taken, and what the guard is told */

#include "early_data.h"

enum guard { KEPT, NO_GUARD, NEW_GUARD, WITHOUT_FUNCTION };

struct taken_row {
    const char *name;
    bool taken[LIBRARIES];
    enum guard guard;
    unsigned client_flags, server_flags; /* turned over */
    int answer;
    int64_t hello_late_ms; /* how long the hello is under way */
    int64_t turn_ms;       /* how far the clock is turned meanwhile */
    const char *server_priority;
    bool not_on_reference;
};

/* clang-format off */
static const struct taken_row taken_rows[] = {
    { "taken",                                  BOTH(true) },
    { "taken where sending alone asks for it",  BOTH(true), .client_flags = GNUTLS_ENABLE_EARLY_DATA },
    { "the server does not allow it",           BOTH(false), .server_flags = GNUTLS_ENABLE_EARLY_DATA },
    { "the server has no guard",                BOTH(false), .guard = NO_GUARD },
    { "the guard remembers nothing",            BOTH(false), .guard = WITHOUT_FUNCTION },
    { "the ticket is older than the guard",     BOTH(false), .guard = NEW_GUARD },
    { "the add function refuses",               BOTH(false), .answer = -1 },
    { "the add function has seen it",           BOTH(false), .answer = GNUTLS_E_DB_ENTRY_EXISTS },
    { "the client claims a little less than its age", BOTH(true), .hello_late_ms = 9000 },
    { "the client claims less than its age",    BOTH(false), .hello_late_ms = 11000 },
    { "the client claims more than its age",    EACH(false, true), .turn_ms = -500 },
    { "the client claims far more than its age", BOTH(false), .turn_ms = -3000 },
    { "after a retry",                          BOTH(false), .server_priority = TLS13 ":-GROUP-ALL:+GROUP-SECP384R1", .not_on_reference = true },
};
/* clang-format on */

static void change_guard(enum guard guard)
{
    if (guard == KEPT)
        return;
    drop_guard();
    if (guard != NO_GUARD)
        make_guard(guard == WITHOUT_FUNCTION ? NULL : add);
    if (guard == WITHOUT_FUNCTION)
        sim_pass(&sim, GUARDED_S * 1000);
}

static void test_taken(void **state)
{
    const struct taken_row *row = *state;
    struct pair_options o = options();
    gnutls_datum_t data;

    if (row->not_on_reference && library_under_test() == REFERENCE)
        skip(); /* both ends wait for ever */
    begin();
    data = first_session();
    sim_pass(&sim, 60000);
    change_guard(row->guard);
    memory.answer = row->answer;
    o.client_flags ^= row->client_flags;
    o.server_flags ^= row->server_flags;
    if (row->server_priority != NULL)
        o.server_priority = row->server_priority;
    open_with(o, &data);
    assert_code(gnutls_handshake(pair.client.session), GNUTLS_E_AGAIN);
    sim_pass(&sim, row->hello_late_ms);
    sim_turn_wall_clock(row->turn_ms);
    assert_code(pair_handshake(&pair), 0);

    assert_true(gnutls_session_is_resumed(pair.client.session));
    assert_true(gnutls_session_is_resumed(pair.server.session));
    assert_taken(row->taken[library_under_test()]);
    assert_code(pair_ping(&pair), 0);
    end_test(&data);
}

/* The flag of a client asks for it. */
static void test_it_may_be_taken_though_there_is_none(void **state)
{
    struct pair_options o = options();
    gnutls_datum_t data;
    char byte;

    begin();
    data = first_session();
    o.session_data = &data;
    connect_pair(&o);

    assert_true(is_taken(&pair.client));
    assert_true(is_taken(&pair.server));
    assert_code(gnutls_record_recv_early_data(pair.server.session, &byte, 1), NONE);
    assert_code(pair_ping(&pair), 0);
    end_test(&data);
}

/* Two sessions of one moment; the first is taken up when the window is over. */
static void test_an_older_ticket_after_the_window(void **state)
{
    gnutls_datum_t first, second;

    begin();
    first = first_session();
    second = first_session();
    sim_pass(&sim, 60000);
    open_with(options(), &first);
    assert_code(pair_handshake(&pair), 0);
    assert_taken(true);
    pair_close(&pair);
    sim_pass(&sim, 1000);
    open_with(options(), &second);
    assert_code(pair_handshake(&pair), 0);

    assert_taken(library_under_test() == REPRISE);
    gnutls_free(first.data);
    end_test(&second);
}

static void test_the_add_function_is_given_key_and_time(void **state)
{
    enum { WINDOW_S = 20 };
    gnutls_datum_t data;
    time_t now;

    begin();
    gnutls_anti_replay_set_window(memory.guard, WINDOW_S * 1000);
    data = first_session();
    open_with(options(), &data);
    assert_code(pair_handshake(&pair), 0);
    now = sim_time(NULL);

    assert_taken(true);
    assert_int_equal(memory.added, 1);
    assert_ptr_equal(memory.ptr, &memory);
    assert_int_equal(memory.key_size, 12 + 48); /* and the binder, under SHA-384 */
    assert_true(memory.expires >= now + WINDOW_S - 1);
    assert_in_range(gnutls_db_check_entry_time(&memory.data), now - 1, now);
    assert_true(gnutls_db_check_entry_expire_time(&memory.data) >= now + WINDOW_S - 1);
    end_test(&data);
}

/* One for many sessions: what it saw in one it refuses in another. */
static void test_a_guard_is_made_and_kept_by_the_application(void **state)
{
    gnutls_datum_t data;

    begin();
    data = first_session();
    for (int i = 0; i < 3; i++) {
        memory.answer = i == 0 ? 0 : GNUTLS_E_DB_ENTRY_EXISTS;
        open_with(options(), &data);
        assert_code(pair_handshake(&pair), 0);
        assert_taken(i == 0);
        pair_close(&pair);
    }
    /* The original's window has rolled over, and older tickets with it. */
    assert_int_equal(memory.added, library_under_test() == REFERENCE ? 1 : 3);
    end_test(&data);
}

int main(void)
{
    ADD_ROWS(taken_rows, test_taken);
    ADD(test_it_may_be_taken_though_there_is_none);
    ADD(test_an_older_ticket_after_the_window);
    ADD(test_the_add_function_is_given_key_and_time);
    ADD(test_a_guard_is_made_and_kept_by_the_application);
    return suite_run("early data");
}

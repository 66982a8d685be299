/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_early_data.c - data that goes with the hello: what its calls say, and when it is taken */

#include "suite.h"

#define TLS13 "NORMAL:-VERS-ALL:+VERS-TLS1.3"
#define NONE  GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE

enum { GUARDED_S = 30 }; /* how long a guard has been there before the first session */

static const char request[] = "early bird";

/* ---- the guard, and who remembers for it ---- */

static struct {
    gnutls_anti_replay_t guard;
    int answer; /* of the add function */
    unsigned added;
    void *ptr;
    time_t expires;
    unsigned key_size;
    unsigned char entry[64];
    gnutls_datum_t data;
    unsigned server_limit; /* 0: the default */
} memory;

static int add(void *ptr, time_t expires, const gnutls_datum_t *key, const gnutls_datum_t *data)
{
    memory.added++;
    memory.ptr = ptr;
    memory.expires = expires;
    memory.key_size = key->size;
    assert_true(data->size <= sizeof memory.entry);
    memcpy(memory.entry, data->data, data->size);
    memory.data = (gnutls_datum_t){ memory.entry, data->size };
    return memory.answer;
}

static void make_guard(gnutls_db_add_func function)
{
    assert_code(gnutls_anti_replay_init(&memory.guard), 0);
    gnutls_anti_replay_set_ptr(memory.guard, &memory);
    if (function != NULL)
        gnutls_anti_replay_set_add_function(memory.guard, function);
}

static void drop_guard(void)
{
    gnutls_anti_replay_deinit(memory.guard);
    memory.guard = NULL;
}

static void prepare(struct sim_end *client, struct sim_end *server, void *context)
{
    if (memory.guard != NULL) {
        gnutls_anti_replay_enable(client->session, memory.guard); /* without effect */
        gnutls_anti_replay_enable(server->session, memory.guard);
    }
    if (memory.server_limit != 0)
        assert_code(gnutls_record_set_max_early_data_size(server->session, memory.server_limit), 0);
}

static struct pair_options options(void)
{
    return (struct pair_options){ .client_flags = GNUTLS_ENABLE_EARLY_DATA,
                                  .server_flags = GNUTLS_ENABLE_EARLY_DATA,
                                  .client_priority = TLS13,
                                  .server_priority = TLS13,
                                  .ticket_key = &pair_ticket_key,
                                  .prepare = prepare };
}

static void begin(void)
{
    memset(&memory, 0, sizeof memory);
    sim_init(&sim, &(struct sim_options){ .rtt_ms = 20 });
    make_guard(add);
    sim_pass(&sim, GUARDED_S * 1000);
}

static gnutls_datum_t first_session(void)
{
    struct pair_options o = options();
    gnutls_datum_t data = { NULL, 0 };

    assert_code(pair_first_session(&sim, &o, &data), 0);
    return data;
}

static bool is_taken(const struct sim_end *end)
{
    return (gnutls_session_get_flags(end->session) & GNUTLS_SFLAGS_EARLY_DATA) != 0;
}

/* The client has the session, and has queued its request. */
static void open_with(struct pair_options o, const gnutls_datum_t *data)
{
    o.session_data = data;
    assert_code(pair_open(&pair, &sim, &o), 0);
    assert_code(gnutls_record_send_early_data(pair.client.session, request, sizeof request), 0);
}

static void assert_taken(bool expected)
{
    char got[32] = "";
    ssize_t size = gnutls_record_recv_early_data(pair.server.session, got, sizeof got);

    assert_int_equal(is_taken(&pair.client), expected);
    assert_int_equal(is_taken(&pair.server), expected);
    assert_int_equal(size, expected ? (ssize_t)sizeof request : NONE);
    if (expected)
        assert_string_equal(got, request);
}

static void end_test(gnutls_datum_t *data)
{
    pair_close(&pair);
    gnutls_free(data->data);
    if (memory.guard != NULL)
        drop_guard();
}

/* ---- calls ---- */

static void test_the_limit_is_a_servers_to_set(void **state)
{
    struct pair_options o = options();
    gnutls_datum_t none = { NULL, 0 };

    begin();
    assert_code(pair_open(&pair, &sim, &o), 0);
    gnutls_session_t client = pair.client.session, server = pair.server.session;

    assert_int_equal(gnutls_record_get_max_early_data_size(server), 16384);
    assert_code(gnutls_record_set_max_early_data_size(server, 0), GNUTLS_E_INVALID_REQUEST);
    assert_code(gnutls_record_set_max_early_data_size(server, 1), 0);
    assert_code(gnutls_record_set_max_early_data_size(server, 0xffffffff), 0);
    assert_int_equal(gnutls_record_get_max_early_data_size(server), 0xffffffff);
    assert_code(gnutls_record_set_max_early_data_size(client, 100), GNUTLS_E_INVALID_REQUEST);
    end_test(&none);
}

/* Without a ticket: releases up to 3.8.8 say that there is no limit. */
static void test_a_client_knows_the_limit_of_its_ticket(void **state)
{
    struct pair_options o = options();
    gnutls_datum_t data;

    begin();
    memory.server_limit = 1000;
    data = first_session();
    assert_code(pair_open(&pair, &sim, &o), 0);
    assert_int_equal(gnutls_record_get_max_early_data_size(pair.client.session),
                     library_under_test() == REFERENCE ? 0xffffffff : 0);
    pair_close(&pair);
    o.session_data = &data;
    assert_code(pair_open(&pair, &sim, &o), 0);

    assert_int_equal(gnutls_record_get_max_early_data_size(pair.client.session), 1000);
    end_test(&data);
}

/* The original has no limit then, though nothing will be taken. */
static void test_a_ticket_tells_whether_early_data_is_allowed(void **state)
{
    bool reference = library_under_test() == REFERENCE;
    struct pair_options o = options();
    gnutls_datum_t data = { NULL, 0 };

    begin();
    o.server_flags = 0;
    assert_code(pair_first_session(&sim, &o, &data), 0);
    o.session_data = &data;
    assert_code(pair_open(&pair, &sim, &o), 0);

    assert_int_equal(gnutls_record_get_max_early_data_size(pair.client.session),
                     reference ? 0xffffffff : 0);
    assert_code(gnutls_record_send_early_data(pair.client.session, "a", 1),
                reference ? 0 : GNUTLS_E_RECORD_LIMIT_REACHED);
    assert_code(pair_handshake(&pair), 0);
    assert_false(is_taken(&pair.server));
    end_test(&data);
}

static void test_what_a_client_may_queue(void **state)
{
    static const char much[1001];
    struct pair_options o = options();
    gnutls_datum_t data;

    begin();
    memory.server_limit = 1000;
    data = first_session();
    o.session_data = &data;
    assert_code(pair_open(&pair, &sim, &o), 0);
    gnutls_session_t client = pair.client.session;

    assert_int_equal(gnutls_record_send_early_data(client, much, 0), 0);
    assert_code(gnutls_record_send_early_data(client, much, 1001), GNUTLS_E_RECORD_LIMIT_REACHED);
    assert_int_equal(gnutls_record_send_early_data(client, much, 600), 0);
    assert_int_equal(gnutls_record_send_early_data(client, much, 400), 0);
    assert_code(gnutls_record_send_early_data(client, much, 1), GNUTLS_E_RECORD_LIMIT_REACHED);
    assert_code(gnutls_record_send_early_data(pair.server.session, much, 1),
                GNUTLS_E_INVALID_REQUEST);
    end_test(&data);
}

static void test_it_is_read_in_parts_until_there_is_none(void **state)
{
    char got[8];
    gnutls_datum_t data;

    begin();
    data = first_session();
    open_with(options(), &data);
    assert_code(pair_handshake(&pair), 0);
    gnutls_session_t server = pair.server.session;

    assert_int_equal(gnutls_record_recv_early_data(server, got, 6), 6);
    assert_memory_equal(got, "early ", 6);
    assert_int_equal(gnutls_record_recv_early_data(server, got, sizeof got), 5);
    assert_memory_equal(got, "bird", 5);
    assert_code(gnutls_record_recv_early_data(server, got, sizeof got), NONE);
    assert_code(gnutls_record_recv_early_data(pair.client.session, got, sizeof got),
                GNUTLS_E_INVALID_REQUEST);
    end_test(&data);
}

static void test_its_cipher_is_told_only_while_it_is_in_flight(void **state)
{
    gnutls_datum_t data;

    begin();
    data = first_session();
    open_with(options(), &data);
    gnutls_session_t client = pair.client.session;

    assert_int_equal(gnutls_early_cipher_get(client), 0);
    assert_int_equal(gnutls_early_prf_hash_get(client), 0);
    assert_code(gnutls_handshake(client), GNUTLS_E_AGAIN);
    assert_int_equal(gnutls_early_cipher_get(client), GNUTLS_CIPHER_AES_256_GCM);
    assert_int_equal(gnutls_early_prf_hash_get(client), GNUTLS_DIG_SHA384);
    assert_code(pair_handshake(&pair), 0);
    assert_true(is_taken(&pair.client));
    end_test(&data);
}

/* ---- what becomes of it ---- */

static void test_without_a_session_nothing_is_sent(void **state)
{
    gnutls_datum_t none = { NULL, 0 };

    begin();
    open_with(options(), NULL);
    assert_code(pair_handshake(&pair), 0);

    assert_taken(false);
    assert_int_equal(pair_settle(&pair), 0);
    assert_code(pair_ping(&pair), 0);
    end_test(&none);
}

static void test_what_was_refused_is_not_sent_again(void **state)
{
    gnutls_datum_t data;

    begin();
    data = first_session();
    memory.answer = GNUTLS_E_DB_ENTRY_EXISTS;
    open_with(options(), &data);
    assert_code(pair_handshake(&pair), 0);

    assert_taken(false);
    assert_int_equal(pair_settle(&pair), 0);
    assert_code(pair_ping(&pair), 0);
    end_test(&data);
}

/* A server that lowered its limit after it had sealed the ticket. */
static void test_more_than_the_server_allows_now(void **state)
{
    static const char much[1000];
    gnutls_datum_t data;

    begin();
    data = first_session();
    memory.server_limit = 100;
    open_with(options(), &data);
    assert_int_equal(gnutls_record_send_early_data(pair.client.session, much, sizeof much), 0);

    pair_handshake(&pair);
    assert_code(pair.server.result, GNUTLS_E_UNEXPECTED_PACKET);
    end_test(&data);
}

/* For protocols with a record layer of their own; over TLS's the ends do not understand each
 * other. A release crashed on it. */
static void test_without_its_end_it_does_not_go_over_records(void **state)
{
    struct pair_options o = options();
    gnutls_datum_t data;

    begin();
    data = first_session();
    o.client_flags |= GNUTLS_NO_END_OF_EARLY_DATA;
    o.server_flags |= GNUTLS_NO_END_OF_EARLY_DATA;
    open_with(o, &data);

    assert_true(pair_handshake(&pair) < 0);
    assert_true(pair.server.result < 0);
    end_test(&data);
}

static void hold_key(struct sim_end *client, struct sim_end *server, void *context)
{
    static unsigned char bytes[16] = "sixteen bytes..";
    static gnutls_psk_client_credentials_t *credentials;
    const gnutls_datum_t key = { bytes, 16 };

    credentials = context;
    gnutls_psk_allocate_client_credentials(credentials);
    gnutls_psk_set_client_credentials(*credentials, "alice", &key, GNUTLS_PSK_KEY_RAW);
    gnutls_credentials_set(client->session, GNUTLS_CRD_PSK, *credentials);
    prepare(client, server, NULL);
}

/* The key is offered; early data under it is not. */
static void test_a_key_held_beforehand_brings_none(void **state)
{
    gnutls_psk_client_credentials_t credentials;
    gnutls_datum_t none = { NULL, 0 };
    struct pair_options o = options();

    begin();
    o.client_priority = TLS13 ":+ECDHE-PSK";
    o.prepare = hold_key;
    o.context = &credentials;
    open_with(o, NULL);
    assert_code(pair_handshake(&pair), 0);

    assert_taken(false);
    end_test(&none);
    gnutls_psk_free_client_credentials(credentials);
}

/* ---- when it is taken ---- */

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
    ADD(test_the_limit_is_a_servers_to_set);
    ADD(test_a_client_knows_the_limit_of_its_ticket);
    ADD(test_a_ticket_tells_whether_early_data_is_allowed);
    ADD(test_what_a_client_may_queue);
    ADD(test_it_is_read_in_parts_until_there_is_none);
    ADD(test_its_cipher_is_told_only_while_it_is_in_flight);
    ADD(test_without_a_session_nothing_is_sent);
    ADD(test_what_was_refused_is_not_sent_again);
    ADD(test_more_than_the_server_allows_now);
    ADD(test_without_its_end_it_does_not_go_over_records);
    ADD(test_a_key_held_beforehand_brings_none);
    ADD_ROWS(taken_rows, test_taken);
    ADD(test_it_may_be_taken_though_there_is_none);
    ADD(test_an_older_ticket_after_the_window);
    ADD(test_the_add_function_is_given_key_and_time);
    ADD(test_a_guard_is_made_and_kept_by_the_application);
    return suite_run("early data");
}

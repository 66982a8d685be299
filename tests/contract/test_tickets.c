/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_tickets.c - how servers issue tickets: how many, under which key, and when they are told to */

#include "tickets.h"

#include <errno.h>

/* ---- how many ---- */

struct count_row {
    const char *name;
    struct pair_options options;
    bool resumed;
    unsigned tickets[LIBRARIES];
};

static const struct count_row count_rows[] = {
    { "two after a full handshake", { WITH_KEY }, false, BOTH(2) },
    { "two with a client certificate",
      { WITH_KEY, .request = GNUTLS_CERT_REQUIRE, .client_identity = "client-rsa" },
      false,
      BOTH(2) },
    { "after a resumption", { WITH_KEY }, true, EACH(2, 1) },
    { "none without a key", { 0 }, false, BOTH(0) },
    { "none when the server wants to send them itself",
      { WITH_KEY, .server_flags = GNUTLS_NO_AUTO_SEND_TICKET },
      false,
      BOTH(0) },
    { "enabling clears the flag", { WITH_KEY, .server_flags = GNUTLS_NO_TICKETS }, false, BOTH(2) },
    { "enabling clears the priority",
      { WITH_KEY, .server_priority = PAIR_PRIORITY ":%NO_TICKETS" },
      false,
      BOTH(2) },
    { "to a client that wants none",
      { WITH_KEY, .client_flags = GNUTLS_NO_TICKETS },
      false,
      EACH(2, 0) },
    { "none where no mode is in common",
      { WITH_KEY, .client_priority = PAIR_PRIORITY ":+PSK" },
      false,
      BOTH(0) },
};

static void test_count(void **state)
{
    const struct count_row *row = *state;
    struct pair_options options = row->options;
    gnutls_datum_t data = { NULL, 0 };
    begin();
    if (row->resumed)
        assert_code(pair_first_session(&sim, &options, &data), 0);
    options.session_data = row->resumed ? &data : NULL;
    options.prepare = watch;
    connect_pair(&options);
    gnutls_free(data.data);

    assert_int_equal(pair_settle(&pair), 0);

    assert_int_equal(gnutls_session_is_resumed(pair.client.session) != 0, row->resumed);
    assert_int_equal(got.count, row->tickets[library_under_test()]);
}

static void disable_tickets_later(struct sim_end *client, struct sim_end *server, void *context)
{
    watch(client, server, context);
    gnutls_priority_set_direct(server->session, PAIR_PRIORITY ":%NO_TICKETS", NULL);
}

static void test_priorities_set_after_the_key_turn_tickets_off(void **state)
{
    begin();
    connect_pair(&(struct pair_options){ WITH_KEY, .prepare = disable_tickets_later });

    assert_int_equal(pair_settle(&pair), 0);

    assert_int_equal(got.count, 0);
}

static void test_each_ticket_has_its_own_nonce_and_age_add(void **state)
{
    begin();
    connect_pair(&(struct pair_options){ WITH_KEY, .prepare = watch });

    assert_int_equal(pair_settle(&pair), 0);

    assert_int_equal(got.count, 2);
    assert_true(got.nonce_size[0] > 0 && got.nonce_size[0] <= 8);
    assert_memory_not_equal(got.nonce[0], got.nonce[1], got.nonce_size[0]);
    assert_int_not_equal(got.age_add[0], got.age_add[1]);
}

/* ---- keys ---- */

struct key_row {
    const char *name;
    bool no_session, no_key, no_data;
    unsigned size;
    int code[LIBRARIES];
    bool constant;
};

static const struct key_row key_rows[] = {
    { "64 bytes", .size = 64, .code = BOTH(0) },
    { "63 bytes", .size = 63, .code = BOTH(GNUTLS_E_INVALID_REQUEST) },
    { "65 bytes", .size = 65, .code = BOTH(GNUTLS_E_INVALID_REQUEST) },
    { "32 bytes", .size = 32, .code = BOTH(GNUTLS_E_INVALID_REQUEST) },
    { "no bytes", .size = 0, .code = BOTH(GNUTLS_E_INVALID_REQUEST) },
    { "no data", .no_data = true, .size = 64, .code = BOTH(GNUTLS_E_INVALID_REQUEST) },
    { "no key", .no_key = true, .code = BOTH(GNUTLS_E_INVALID_REQUEST) },
    { "no session", .no_session = true, .size = 64, .code = BOTH(GNUTLS_E_INVALID_REQUEST) },
    { "64 times the same byte", .constant = true, .size = 64,
      .code = EACH(0, GNUTLS_E_INVALID_REQUEST) },
};

static void test_key(void **state)
{
    const struct key_row *row = *state;
    unsigned char bytes[128];
    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] = row->constant ? 0 : (unsigned char)(i * 7 + 1);
    gnutls_datum_t key = { row->no_data ? NULL : bytes, row->size };
    begin();
    assert_code(pair_open(&pair, &sim, &(struct pair_options){ 0 }), 0);

    int code = gnutls_session_ticket_enable_server(row->no_session ? NULL : pair.server.session,
                                                   row->no_key ? NULL : &key);

    assert_code(code, row->code[library_under_test()]);
}

static void test_a_generated_key_has_64_bytes_of_its_own(void **state)
{
    gnutls_datum_t first = { NULL, 0 }, second = { NULL, 0 };

    assert_code(gnutls_session_ticket_key_generate(&first), 0);
    assert_code(gnutls_session_ticket_key_generate(&second), 0);

    assert_int_equal(first.size, 64);
    assert_int_equal(second.size, 64);
    assert_memory_not_equal(first.data, second.data, 64);
    gnutls_free(first.data);
    gnutls_free(second.data);
}

static void test_a_key_set_again_before_the_handshake_replaces_the_first(void **state)
{
    gnutls_datum_t data = { NULL, 0 }, other = { NULL, 0 };
    begin();
    assert_code(pair_first_session(&sim, &(struct pair_options){ WITH_KEY }, &data), 0);
    assert_code(gnutls_session_ticket_key_generate(&other), 0);
    assert_code(pair_open(&pair, &sim,
                          &(struct pair_options){ .ticket_key = &other, .session_data = &data }),
                0);

    assert_code(gnutls_session_ticket_enable_server(pair.server.session, &pair_ticket_key), 0);

    assert_code(pair_handshake(&pair), 0);
    assert_true(gnutls_session_is_resumed(pair.server.session));
    gnutls_free(data.data);
    gnutls_free(other.data);
}

static void test_enabling_a_client_clears_its_flag(void **state)
{
    gnutls_datum_t data = { NULL, 0 };
    begin();
    assert_code(pair_first_session(&sim, &(struct pair_options){ WITH_KEY }, &data), 0);
    assert_code(pair_open(&pair, &sim,
                          &(struct pair_options){ WITH_KEY, .session_data = &data,
                                                  .client_flags = GNUTLS_NO_TICKETS }),
                0);

    assert_code(gnutls_session_ticket_enable_client(NULL), GNUTLS_E_INVALID_REQUEST);
    assert_code(gnutls_session_ticket_enable_client(pair.client.session), 0);

    assert_code(pair_handshake(&pair), 0);
    assert_true(gnutls_session_is_resumed(pair.client.session));
    gnutls_free(data.data);
}

/* ---- gnutls_session_ticket_send ---- */

struct send_row {
    const char *name;
    bool by_client, without_key;
    unsigned number, flags;
    int code;
    unsigned tickets;
};

static const struct send_row send_rows[] = {
    { "one", .number = 1, .code = 0, .tickets = 1 },
    { "three", .number = 3, .code = 0, .tickets = 3 },
    { "flags are ignored", .number = 1, .flags = 0xffff, .code = 0, .tickets = 1 },
    { "none", .number = 0, .code = GNUTLS_E_INVALID_REQUEST },
    { "by a client", .by_client = true, .number = 1, .code = GNUTLS_E_INVALID_REQUEST },
    { "without a key", .without_key = true, .number = 1, .code = 0 },
};

static void test_send(void **state)
{
    const struct send_row *row = *state;
    begin();
    connect_pair(&(struct pair_options){ .ticket_key = row->without_key ? NULL : &pair_ticket_key,
                                         .server_flags = GNUTLS_NO_AUTO_SEND_TICKET,
                                         .prepare = watch });
    struct sim_end *sender = row->by_client ? &pair.client : &pair.server;

    int code = gnutls_session_ticket_send(sender->session, row->number, row->flags);

    assert_code(code, row->code);
    assert_int_equal(pair_settle(&pair), 0);
    assert_int_equal(got.count, row->tickets);
    assert_code(pair_ping(&pair), 0);
}

static void test_send_goes_on_after_a_stall(void **state)
{
    begin();
    connect_pair(&(struct pair_options){ WITH_KEY, .server_flags = GNUTLS_NO_AUTO_SEND_TICKET,
                                         .prepare = watch });
    pair.server.fault.push = (struct sim_fault){ 0, EAGAIN };

    assert_code(gnutls_session_ticket_send(pair.server.session, 1, 0), GNUTLS_E_AGAIN);
    assert_code(gnutls_session_ticket_send(pair.server.session, 1, 0), 0);

    assert_int_equal(pair_settle(&pair), 0);
    assert_int_equal(got.count, 1);
    assert_code(pair_ping(&pair), 0);
}

static void test_send_before_the_handshake_is_an_invalid_request(void **state)
{
    /* Not every reference survives this. */
    if (library_under_test() == REFERENCE)
        skip();
    begin();
    assert_code(pair_open(&pair, &sim, &(struct pair_options){ WITH_KEY }), 0);

    assert_code(gnutls_session_ticket_send(pair.server.session, 1, 0), GNUTLS_E_INVALID_REQUEST);
}

int main(void)
{
    ADD_ROWS(count_rows, test_count);
    ADD(test_priorities_set_after_the_key_turn_tickets_off);
    ADD(test_each_ticket_has_its_own_nonce_and_age_add);
    ADD_ROWS(key_rows, test_key);
    ADD(test_a_generated_key_has_64_bytes_of_its_own);
    ADD(test_a_key_set_again_before_the_handshake_replaces_the_first);
    ADD(test_enabling_a_client_clears_its_flag);
    ADD_ROWS(send_rows, test_send);
    ADD(test_send_goes_on_after_a_stall);
    ADD(test_send_before_the_handshake_is_an_invalid_request);
    return suite_run("the server's tickets");
}

/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_set_data.c - what a client may give to be resumed
 *
 * Holds the section on setting session data: results by input, and what comes of it in the
 * handshake that follows.
 */

#include "suite.h"

static const struct pair_options plain = { .ticket_key = &pair_ticket_key };
static gnutls_datum_t blob;

static void make_blob(void)
{
    sim_init(&sim, &(struct sim_options){ .rtt_ms = 20 });
    assert_code(pair_first_session(&sim, &plain, &blob), 0);
}

static void free_blob(void)
{
    gnutls_free(blob.data);
    blob = (gnutls_datum_t){ NULL, 0 };
}

/* ---- inputs ---- */

struct input_row {
    const char *name;
    size_t (*fill)(unsigned char *out); /* returns the size */
    int code[LIBRARIES];
    bool resumes;
};

static size_t copy_blob(unsigned char *out)
{
    memcpy(out, blob.data, blob.size);
    return blob.size;
}

static size_t fill_nothing(unsigned char *out)
{
    return 0;
}

static size_t fill_dummy(unsigned char *out)
{
    memset(out, 0, 4);
    return 4;
}

static size_t fill_three_zeros(unsigned char *out)
{
    memset(out, 0, 3);
    return 3;
}

static size_t fill_five_zeros(unsigned char *out)
{
    memset(out, 0, 5);
    return 5;
}

static size_t fill_garbage(unsigned char *out)
{
    for (size_t i = 0; i < 1000; i++)
        out[i] = (unsigned char)(i * 37 + 11);
    return 1000;
}

static size_t fill_other_mark(unsigned char *out)
{
    size_t size = copy_blob(out);
    out[0] ^= 0x40;
    return size;
}

static size_t fill_with_a_tail(unsigned char *out)
{
    size_t size = copy_blob(out);
    memset(out + size, 0x5a, 100);
    return size + 100;
}

static const struct input_row input_rows[] = {
    { "what get_data gave", copy_blob, BOTH(0), true },
    { "size zero", fill_nothing, BOTH(GNUTLS_E_INVALID_REQUEST), false },
    { "the dummy", fill_dummy, BOTH(0), false },
    { "three zero bytes", fill_three_zeros, BOTH(GNUTLS_E_PARSING_ERROR), false },
    { "five zero bytes", fill_five_zeros, BOTH(GNUTLS_E_DB_ERROR), false },
    { "garbage", fill_garbage, BOTH(GNUTLS_E_DB_ERROR), false },
    { "another library's mark", fill_other_mark, BOTH(GNUTLS_E_DB_ERROR), false },
    { "with bytes behind it", fill_with_a_tail, BOTH(0), true },
};

static void test_input(void **state)
{
    const struct input_row *row = *state;
    unsigned char bytes[8192];
    make_blob();
    size_t size = row->fill(bytes);
    assert_code(pair_open(&pair, &sim, &plain), 0);

    int code = gnutls_session_set_data(pair.client.session, bytes, size);
    memset(bytes, 0xff, sizeof bytes);

    assert_code(code, row->code[library_under_test()]);
    assert_code(pair_handshake(&pair), 0);
    assert_int_equal(was_resumed(), row->resumes);
    assert_code(pair_ping(&pair), 0);
    free_blob();
}

static void test_null_is_an_invalid_request(void **state)
{
    make_blob();
    assert_code(pair_open(&pair, &sim, &plain), 0);

    assert_code(gnutls_session_set_data(pair.client.session, NULL, 100), GNUTLS_E_INVALID_REQUEST);

    free_blob();
}

static void test_every_truncation_is_refused(void **state)
{
    make_blob();

    for (size_t size = 1; size < blob.size; size++) {
        gnutls_session_t session;
        assert_code(gnutls_init(&session, GNUTLS_CLIENT), 0);
        assert_code(gnutls_session_set_data(session, blob.data, size), GNUTLS_E_PARSING_ERROR);
        /* Not every reference can release a session after this. */
        if (library_under_test() == REPRISE)
            gnutls_deinit(session);
    }
    free_blob();
}

static void test_after_a_truncated_one_the_handshake_is_full(void **state)
{
    make_blob();
    assert_code(pair_open(&pair, &sim, &plain), 0);
    assert_code(gnutls_session_set_data(pair.client.session, blob.data, 20),
                GNUTLS_E_PARSING_ERROR);

    assert_code(pair_handshake(&pair), 0);

    assert_false(was_resumed());
    free_blob();
}

static void test_every_changed_byte_is_refused(void **state)
{
    if (library_under_test() == REFERENCE)
        skip();
    make_blob();
    assert_code(pair_open(&pair, &sim, &plain), 0);

    for (size_t i = 0; i < blob.size; i++) {
        blob.data[i] ^= 0x01;
        assert_true(gnutls_session_set_data(pair.client.session, blob.data, blob.size) < 0);
        blob.data[i] ^= 0x01;
    }

    assert_code(pair_handshake(&pair), 0);
    assert_false(was_resumed());
    free_blob();
}

static void test_data_of_another_library_is_refused(void **state)
{
    gnutls_datum_t foreign;
    if (library_under_test() == REFERENCE)
        skip();
    sim_init(&sim, &(struct sim_options){ 0 });
    assert_code(pair_load("foreign-session.bin", &foreign), 0);
    struct pair_options options = plain;
    options.session_data = &foreign;
    assert_code(pair_open(&pair, &sim, &options), 0);

    assert_code(pair.set_data_result, GNUTLS_E_DB_ERROR);

    assert_code(pair_handshake(&pair), 0);
    assert_false(was_resumed());
    free(foreign.data);
}

static void test_a_server_takes_it_without_effect(void **state)
{
    make_blob();
    assert_code(pair_open(&pair, &sim, &plain), 0);

    assert_code(gnutls_session_set_data(pair.server.session, blob.data, blob.size), 0);

    assert_code(pair_handshake(&pair), 0);
    assert_false(was_resumed());
    free_blob();
}

static void test_the_dummy_does_not_clear_what_was_set(void **state)
{
    make_blob();
    assert_code(pair_open(&pair, &sim, &plain), 0);

    assert_code(gnutls_session_set_data(pair.client.session, blob.data, blob.size), 0);
    assert_code(gnutls_session_set_data(pair.client.session, "\0\0\0", 4), 0);

    assert_code(pair_handshake(&pair), 0);
    assert_true(was_resumed());
    free_blob();
}

static void test_it_may_be_set_several_times(void **state)
{
    gnutls_datum_t first;
    make_blob();
    first = blob;
    assert_code(pair_first_session(&sim, &plain, &blob), 0);
    assert_code(pair_open(&pair, &sim, &plain), 0);

    assert_code(gnutls_session_set_data(pair.client.session, first.data, first.size), 0);
    assert_code(gnutls_session_set_data(pair.client.session, blob.data, blob.size), 0);
    assert_code(gnutls_session_set_data(pair.client.session, blob.data, blob.size), 0);

    assert_code(pair_handshake(&pair), 0);
    assert_true(was_resumed());
    gnutls_free(first.data);
    free_blob();
}

static void test_it_may_be_set_before_the_priorities(void **state)
{
    make_blob();
    assert_code(pair_open(&pair, &sim, &plain), 0);
    gnutls_deinit(pair.client.session);
    assert_code(gnutls_init(&pair.client.session, GNUTLS_CLIENT), 0);

    assert_code(gnutls_session_set_data(pair.client.session, blob.data, blob.size), 0);

    assert_code(gnutls_priority_set_direct(pair.client.session, PAIR_PRIORITY, NULL), 0);
    gnutls_credentials_set(pair.client.session, GNUTLS_CRD_CERTIFICATE, pair.client_credentials);
    gnutls_server_name_set(pair.client.session, GNUTLS_NAME_DNS, "localhost", 9);
    end_use(&pair.client, END_WITH_TIMEOUT);
    assert_code(pair_handshake(&pair), 0);
    assert_true(was_resumed());
    free_blob();
}

static void test_on_an_established_session_nothing_changes(void **state)
{
    make_blob();
    connect_pair(&plain);

    assert_code(gnutls_session_set_data(pair.client.session, blob.data, blob.size), 0);

    assert_false(was_resumed());
    assert_code(pair_ping(&pair), 0);
    free_blob();
}

static void test_one_blob_serves_many_connections(void **state)
{
    make_blob();
    struct pair_options options = plain;
    options.session_data = &blob;

    for (int i = 0; i < 5; i++) {
        pair_close(&pair);
        connect_pair(&options);
        assert_true(was_resumed());
        assert_code(pair_ping(&pair), 0);
    }
    free_blob();
}

/* ---- what comes of it ---- */

struct outcome_row {
    const char *name;
    int64_t pass_s; /* between the connections */
    int64_t turn_s; /* the wall clock, without time going by */
    unsigned client_flags;
    const char *client_priority, *server_priority, *server_name;
    bool other_key, no_key;
    bool resumes;
    int code[LIBRARIES]; /* of the handshake */
};

static unsigned char other_key_bytes[64] =
    "another key of sixty-four bytes, of no use to the first server.";
static const gnutls_datum_t other_key = { other_key_bytes, 64 };

static const struct outcome_row outcome_rows[] = {
    { "at once", .resumes = true },
    { "after an hour", .pass_s = 3600, .resumes = true },
    { "a minute before the end of its life", .pass_s = 21540, .resumes = true },
    { "a minute after the end of its life", .pass_s = 21660 },
    { "after a year", .pass_s = 365 * 86400 },
    { "the clock stands before its arrival", .turn_s = -3600 },
    { "the server has another key", .other_key = true },
    { "the server has no key", .no_key = true },
    { "the client wants no tickets", .client_flags = GNUTLS_NO_TICKETS },
    { "the client's priorities want no tickets", .client_priority = PAIR_PRIORITY ":%NO_TICKETS" },
    { "the server's order counts", .server_priority = PAIR_PRIORITY ":%SERVER_PRECEDENCE",
      .resumes = true },
    { "without compatibility mode", .client_priority = PAIR_PRIORITY ":%DISABLE_TLS13_COMPAT_MODE",
      .resumes = true },
    { "no suite that both know has its hash",
      .client_priority = "NORMAL:-VERS-ALL:+VERS-TLS1.3:-AES-256-GCM",
      .code = EACH(GNUTLS_E_FATAL_ALERT_RECEIVED, 0) },
    { "after a retry",
      .server_priority = "NORMAL:-VERS-ALL:+VERS-TLS1.3:-GROUP-ALL:+GROUP-SECP521R1",
      .resumes = true },
};

static void test_outcome(void **state)
{
    const struct outcome_row *row = *state;
    make_blob();
    sim_pass(&sim, row->pass_s * 1000);
    sim_turn_wall_clock(row->turn_s * 1000);
    struct pair_options options = {
        .session_data = &blob,
        .ticket_key = row->no_key      ? NULL
                      : row->other_key ? &other_key
                                       : &pair_ticket_key,
        .client_flags = row->client_flags,
        .client_priority = row->client_priority,
        .server_priority = row->server_priority,
        .server_name = row->server_name,
    };

    int code = row->code[library_under_test()];
    assert_code(pair_open(&pair, &sim, &options), 0);

    assert_code(pair_handshake(&pair), code);

    free_blob();
    assert_code(pair.set_data_result, 0);
    if (code != 0)
        return;
    assert_int_equal(was_resumed(), row->resumes);
    assert_code(pair_ping(&pair), 0);
}

/* ---- gnutls_session_set_id ---- */

struct id_row {
    const char *name;
    bool on_server;
    unsigned size;
    int code;
};

static const struct id_row id_rows[] = {
    { "an id of 32 bytes", false, 32, 0 },
    { "an id of one byte", false, 1, 0 },
    { "an id of 33 bytes", false, 33, GNUTLS_E_INVALID_REQUEST },
    { "an id for a server", true, 32, GNUTLS_E_INVALID_REQUEST },
};

static void test_set_id(void **state)
{
    const struct id_row *row = *state;
    unsigned char bytes[64] = "an id, zero-padded";
    gnutls_datum_t id = { bytes, row->size };
    make_blob();
    assert_code(pair_open(&pair, &sim, &plain), 0);
    struct sim_end *end = row->on_server ? &pair.server : &pair.client;

    assert_code(gnutls_session_set_id(end->session, &id), row->code);

    assert_code(pair_handshake(&pair), 0);
    assert_false(was_resumed());
    free_blob();
}

int main(void)
{
    ADD_ROWS(input_rows, test_input);
    ADD(test_null_is_an_invalid_request);
    ADD(test_every_truncation_is_refused);
    ADD(test_after_a_truncated_one_the_handshake_is_full);
    ADD(test_every_changed_byte_is_refused);
    ADD(test_data_of_another_library_is_refused);
    ADD(test_a_server_takes_it_without_effect);
    ADD(test_the_dummy_does_not_clear_what_was_set);
    ADD(test_it_may_be_set_several_times);
    ADD(test_it_may_be_set_before_the_priorities);
    ADD(test_on_an_established_session_nothing_changes);
    ADD(test_one_blob_serves_many_connections);
    ADD_ROWS(outcome_rows, test_outcome);
    ADD_ROWS(id_rows, test_set_id);
    return suite_run("setting session data");
}

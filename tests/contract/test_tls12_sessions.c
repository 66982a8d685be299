/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_tls12_sessions.c - session data, flags and verdicts in TLS 1.2 */

#include "tls12.h"

static bool datum_equals(const gnutls_datum_t *a, const gnutls_datum_t *b)
{
    return a->size == b->size && memcmp(a->data, b->data, a->size) == 0;
}

/* ---- session data out and in ---- */

static void test_data_before_the_handshake_is_an_error(void **state)
{
    gnutls_datum_t data = { NULL, 0 };
    begin();
    assert_code(pair_open(&pair, &sim, &by_ticket), 0);

    assert_true(gnutls_session_get_data2(pair.client.session, &data) < 0);
}

static void test_data_is_there_at_once_and_stays_the_same(void **state)
{
    gnutls_datum_t one, two;
    begin();
    connect_pair(&by_ticket);
    end_forget_asked(&pair.client);

    assert_code(gnutls_session_get_data2(pair.client.session, &one), 0);
    assert_code(gnutls_session_get_data2(pair.client.session, &two), 0);

    assert_true(one.size > 4);
    assert_true(datum_equals(&one, &two));
    assert_int_equal(pair.client.asked.waits, 0);
    assert_int_equal(pair.client.asked.pulls, 0);
    gnutls_free(one.data);
    gnutls_free(two.data);
}

static void test_data_fits_the_buffer_or_says_its_size(void **state)
{
    unsigned char room[4096];
    size_t size = 10;
    begin();
    connect_pair(&by_ticket);

    assert_code(gnutls_session_get_data(pair.client.session, room, &size),
                GNUTLS_E_SHORT_MEMORY_BUFFER);
    size_t needed = size;
    assert_code(gnutls_session_get_data(pair.client.session, room, &size), 0);
    assert_int_equal(size, needed);
}

static void test_data_of_a_resumed_session_is_what_was_given(void **state)
{
    gnutls_datum_t data = first_session(&by_ticket), again;
    struct pair_options options = by_ticket;
    options.session_data = &data;
    connect_pair(&options);

    assert_code(gnutls_session_get_data2(pair.client.session, &again), 0);

    assert_true(datum_equals(&data, &again));
    gnutls_free(again.data);
    gnutls_free(data.data);
}

static void test_data_is_there_after_bye(void **state)
{
    gnutls_datum_t data;
    begin();
    connect_pair(&by_ticket);
    assert_code(pair_bye(&pair), 0);

    assert_code(gnutls_session_get_data2(pair.client.session, &data), 0);
    gnutls_free(data.data);
}

static void test_session_that_died_gives_no_data(void **state)
{
    gnutls_datum_t data;
    char byte;
    begin();
    connect_pair(&by_ticket);
    assert_code(
        INSIST(gnutls_alert_send(pair.server.session, GNUTLS_AL_FATAL, GNUTLS_A_INTERNAL_ERROR)),
        0);
    assert_code(pair_receive(&pair.client, &byte, 1), GNUTLS_E_FATAL_ALERT_RECEIVED);

    assert_code(gnutls_session_get_data2(pair.client.session, &data), GNUTLS_E_INVALID_SESSION);
}

static void test_chain_of_resumptions(void **state)
{
    gnutls_datum_t data = first_session(&by_ticket);

    for (int hop = 0; hop < 3; hop++) {
        struct pair_options options = by_ticket;
        gnutls_datum_t next;
        options.session_data = &data;
        connect_pair(&options);
        assert_true(gnutls_session_is_resumed(pair.server.session));
        assert_code(gnutls_session_get_data2(pair.client.session, &next), 0);
        pair_close(&pair);
        memset(&pair, 0, sizeof pair);
        gnutls_free(data.data);
        data = next;
    }
    gnutls_free(data.data);
}

/* ---- flags ---- */

struct flags_row {
    const char *name;
    bool resumed;
    unsigned client, server;
};

static const struct flags_row flags_rows[] = {
    { "flags of a full handshake", false, 0x883, 0x803 },
    { "flags of a resumed one", true, 0x803, 0x003 },
};

static void test_flags(void **state)
{
    const struct flags_row *row = *state;
    gnutls_datum_t data = first_session(&by_ticket);
    struct pair_options options = by_ticket;

    if (row->resumed)
        options.session_data = &data;
    connect_pair(&options);
    gnutls_free(data.data);

    assert_int_equal(gnutls_session_get_flags(pair.client.session), row->client);
    assert_int_equal(gnutls_session_get_flags(pair.server.session), row->server);
}

/* ---- verdicts ---- */

struct verdict_row {
    const char *name;
    struct pair_options first, second;
    int64_t pass_ms;
    bool resumed[LIBRARIES];
};

#define CHANGED(client, server)                                                                    \
    {                                                                                              \
        .client_priority = client, .server_priority = server, .ticket_key = &pair_ticket_key       \
    }

static const struct verdict_row verdict_rows[] = {
    { "the same again", { WITH_KEY }, { WITH_KEY }, 0, BOTH(true) },
    { "another name", { WITH_KEY }, { WITH_KEY, .server_name = "example.test" }, 0, BOTH(false) },
    { "no name any more", { WITH_KEY }, { WITH_KEY, .server_name = "" }, 0, BOTH(false) },
    { "a name where none was", { WITH_KEY, .server_name = "" }, { WITH_KEY }, 0, BOTH(false) },
    { "no name either time",
      { WITH_KEY, .server_name = "" },
      { WITH_KEY, .server_name = "" },
      0,
      BOTH(true) },
    { "extended master secret gone",
      { WITH_KEY },
      CHANGED(P12 ":%NO_SESSION_HASH", P12),
      0,
      BOTH(false) },
    { "extended master secret new",
      CHANGED(P12 ":%NO_SESSION_HASH", P12),
      { WITH_KEY },
      0,
      BOTH(false) },
    { "never an extended master secret", CHANGED(P12 ":%NO_SESSION_HASH", P12),
      CHANGED(P12 ":%NO_SESSION_HASH", P12), 0, BOTH(true) },
    { "suite no longer offered", CHANGED(P12 ":-CIPHER-ALL:+AES-256-GCM", P12),
      CHANGED(P12 ":-CIPHER-ALL:+AES-128-GCM", P12), 0, EACH(true, false) },
    { "suite no longer allowed", CHANGED(P12 ":-CIPHER-ALL:+AES-256-GCM", P12),
      CHANGED(P12, P12 ":-CIPHER-ALL:+AES-128-GCM"), 0, EACH(true, false) },
    { "client certificate now required",
      { WITH_KEY },
      { WITH_KEY, .request = GNUTLS_CERT_REQUIRE, .client_identity = "client-rsa" },
      0,
      EACH(true, false) },
    { "client certificate shown the first time",
      { WITH_KEY, .request = GNUTLS_CERT_REQUIRE, .client_identity = "client-rsa" },
      { WITH_KEY, .request = GNUTLS_CERT_REQUIRE, .client_identity = "client-rsa" },
      0,
      BOTH(true) },
    { "just before its end", { WITH_KEY }, { WITH_KEY }, 21599000, BOTH(true) },
    { "just after its end", { WITH_KEY }, { WITH_KEY }, 21602000, BOTH(false) },
    { "a session of 1.3", CHANGED(PAIR_PRIORITY, PAIR_PRIORITY), { WITH_KEY }, 0, BOTH(false) },
    { "a session of 1.3 for a server that lost it", CHANGED("NORMAL", PAIR_PRIORITY),
      CHANGED("NORMAL", P12), 0, BOTH(false) },
};

static void test_verdict(void **state)
{
    const struct verdict_row *row = *state;
    gnutls_datum_t data = first_session(&row->first);

    sim_pass(&sim, row->pass_ms);

    resume(data, row->second, row->resumed[library_under_test()]);

    /* RFC 5077, 3.3: whoever was refused gets a new one. */
    if (row->second.ticket_key != NULL && !gnutls_session_is_resumed(pair.client.session))
        assert_int_not_equal(
            gnutls_session_get_flags(pair.client.session) & GNUTLS_SFLAGS_SESSION_TICKET, 0);
}

/* The original takes the ticket for one of this handshake, and shows no certificate. */
static void test_ticket_where_tls13_is_chosen(void **state)
{
    struct pair_options options = CHANGED("NORMAL", "NORMAL");
    gnutls_datum_t data = first_session(&by_ticket);
    options.session_data = &data;
    assert_code(pair_open(&pair, &sim, &options), 0);
    int result = pair_handshake(&pair);
    gnutls_free(data.data);

    assert_code(result, library_under_test() == REPRISE ? 0 : GNUTLS_E_UNEXPECTED_HANDSHAKE_PACKET);
    if (library_under_test() == REPRISE)
        assert_int_equal(gnutls_session_is_resumed(pair.server.session), 0);
}

static void test_fallback_is_refused_though_there_is_a_session(void **state)
{
    struct pair_options options = CHANGED(P12 ":%FALLBACK_SCSV", "NORMAL");
    gnutls_datum_t data = first_session(&by_ticket);
    options.session_data = &data;
    assert_code(pair_open(&pair, &sim, &options), 0);
    pair_handshake(&pair);
    gnutls_free(data.data);

    assert_code(pair.server.result, GNUTLS_E_INAPPROPRIATE_FALLBACK);
}

/* ---- what a resumed session knows ---- */

static void test_resumed_session_knows_the_first_one(void **state)
{
    struct pair_options options = { WITH_KEY, .request = GNUTLS_CERT_REQUIRE,
                                    .client_identity = "client-rsa" };
    unsigned count = 0, status = 1;
    gnutls_datum_t data = first_session(&options);

    resume(data, options, true);

    for (int i = 0; i < 2; i++) {
        gnutls_session_t session = i == 0 ? pair.client.session : pair.server.session;
        assert_non_null(gnutls_certificate_get_peers(session, &count));
        assert_int_equal(count, 2);
        assert_null(gnutls_certificate_get_ours(session));
        assert_code(gnutls_certificate_verify_peers2(session, &status), 0);
        assert_int_equal(status, 0);
        assert_int_equal(gnutls_session_get_verify_cert_status(session), (unsigned)-1);
        assert_int_equal(gnutls_auth_get_type(session), GNUTLS_CRD_CERTIFICATE);
        assert_int_equal(gnutls_sign_algorithm_get(session), 0);
        assert_int_not_equal(gnutls_group_get(session), 0);
        assert_int_equal(gnutls_kx_get(session), GNUTLS_KX_ECDHE_ECDSA);
        assert_int_equal(gnutls_session_ext_master_secret_status(session), 1);
    }
    assert_int_equal(gnutls_certificate_client_get_request_status(pair.client.session), 0);
}

static void test_client_draws_a_new_id_for_each_ticket(void **state)
{
    unsigned char one[64], two[64];
    size_t one_size = sizeof one, two_size = sizeof two;
    gnutls_datum_t data = first_session(&by_ticket);
    struct pair_options options = by_ticket;
    options.session_data = &data;
    connect_pair(&options);
    assert_code(gnutls_session_get_id(pair.client.session, one, &one_size), 0);
    assert_int_equal(gnutls_session_resumption_requested(pair.server.session), 1);
    pair_close(&pair);
    memset(&pair, 0, sizeof pair);
    connect_pair(&options);
    assert_code(gnutls_session_get_id(pair.client.session, two, &two_size), 0);
    gnutls_free(data.data);

    assert_int_equal(one_size, 32);
    assert_int_equal(two_size, 32);
    /* Ours never repeats one; the original keeps that of the stored session. */
    assert_int_equal(memcmp(one, two, 32) == 0, library_under_test() == REFERENCE);
}

int main(void)
{
    ADD(test_data_before_the_handshake_is_an_error);
    ADD(test_data_is_there_at_once_and_stays_the_same);
    ADD(test_data_fits_the_buffer_or_says_its_size);
    ADD(test_data_of_a_resumed_session_is_what_was_given);
    ADD(test_data_is_there_after_bye);
    ADD(test_session_that_died_gives_no_data);
    ADD(test_chain_of_resumptions);
    ADD_ROWS(flags_rows, test_flags);
    ADD_ROWS(verdict_rows, test_verdict);
    ADD(test_ticket_where_tls13_is_chosen);
    ADD(test_fallback_is_refused_though_there_is_a_session);
    ADD(test_resumed_session_knows_the_first_one);
    ADD(test_client_draws_a_new_id_for_each_ticket);
    return suite_run("tls12_sessions");
}

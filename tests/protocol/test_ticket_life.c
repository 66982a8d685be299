/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_ticket_life.c - how many tickets a client gets, and what it is told of them
 *
 * RFC 9149.
 */

#include "cache.h"
#include "strict.h"

#include <gnutls/reprise.h>

#include "unit/test.h"

enum { NOT_ASKED = -1, SILENT = -1 };

/* How many tickets: what the client asks for, what the server gives at most. */
struct numbers {
    const char *name, *client, *server;
    int asked_new, asked_resumption, most_new, most_resumption;
    unsigned server_flags;
    int foretold[2], came[2]; /* after a full handshake, after a resumption */
};

/* clang-format off */
static const struct numbers numbers[] = {
    { "nobody asks",                  P13,      P13,      NOT_ASKED, 0, NOT_ASKED, 0, 0, { SILENT, SILENT }, { 2, 1 } },
    { "four and three",               P13,      P13,      4, 3,         NOT_ASKED, 0, 0, { 4, 3 }, { 4, 3 } },
    { "one each",                     P13,      P13,      1, 1,         NOT_ASKED, 0, 0, { 1, 1 }, { 1, 1 } },
    { "more than the server gives",   P13,      P13,      9, 32,        NOT_ASKED, 0, 0, { 4, 4 }, { 4, 4 } },
    { "the server gives more",        P13,      P13,      9, 6,         32, 7,        0, { 9, 6 }, { 9, 6 } },
    { "the server gives less",        P13,      P13,      4, 4,         3, 2,         0, { 3, 2 }, { 3, 2 } },
    { "a bound is nothing to who does not ask", P13, P13, NOT_ASKED, 0, 9, 9,         0, { SILENT, SILENT }, { 2, 1 } },
    { "none after a resumption",      P13,      P13,      2, 0,         NOT_ASKED, 0, 0, { 2, 0 }, { 2, 0 } },
    { "the program sends them",       P13,      P13,      3, 3,         NOT_ASKED, 0, GNUTLS_NO_AUTO_SEND_TICKET, { SILENT, SILENT }, { 0, 0 } },
    { "a retry",                      P13,      P13 ":-GROUP-ALL:+GROUP-SECP384R1", 3, 2, NOT_ASKED, 0, 0, { 3, 2 }, { 3, 2 } },
    { "asked for with both versions", "NORMAL", "NORMAL", 3, 2,         NOT_ASKED, 0, 0, { 3, 2 }, { 3, 2 } },
    { "TLS 1.2 has no such thing",    "NORMAL", P12,      3, 2,         NOT_ASKED, 0, 0, { SILENT, SILENT }, { 0, 0 } },
};
/* clang-format on */

static void set_numbers(struct sim_end *client, struct sim_end *server, void *context)
{
    const struct numbers *n = context;

    if (n->asked_new != NOT_ASKED)
        assert_int_equal(reprise_session_set_ticket_request(client->session, (unsigned)n->asked_new,
                                                            (unsigned)n->asked_resumption),
                         0);
    if (n->most_new != NOT_ASKED)
        assert_int_equal(reprise_session_set_ticket_request(server->session, (unsigned)n->most_new,
                                                            (unsigned)n->most_resumption),
                         0);
}

static int foretold(gnutls_session_t session)
{
    unsigned count = 99;
    int result = reprise_session_get_expected_tickets(session, &count);

    assert_true(result == 0 || (result == GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE && count == 99));
    return result == 0 ? (int)count : SILENT;
}

static void connect_and_count(struct sim *sim, const struct numbers *n, int turn,
                              gnutls_datum_t *data)
{
    struct pair_options o = {
        .client_priority = n->client,
        .server_priority = n->server,
        .server_flags = n->server_flags,
        .ticket_key = &pair_ticket_key,
        .session_data = turn == 0 ? NULL : data,
        .prepare = set_numbers,
        .context = (void *)(uintptr_t)n,
    };
    struct pair pair;
    int came;

    assert_int_equal(pair_open(&pair, sim, &o), 0);
    assert_int_equal(pair_handshake(&pair), 0);
    assert_int_equal(pair_settle(&pair), 0);
    came = (int)pair.client.session->resumption.tickets.received;
    if (foretold(pair.client.session) != n->foretold[turn] || came != n->came[turn])
        fail_msg("%s, turn %d: %d tickets, %d foretold", n->name, turn, came,
                 foretold(pair.client.session));
    assert_int_equal(foretold(pair.server.session), SILENT);
    if (turn == 0)
        assert_int_equal(gnutls_session_get_data2(pair.client.session, data), 0);
    else if (n->came[0] > 0)
        assert_true(gnutls_session_is_resumed(pair.client.session));
    assert_int_equal(pair_ping(&pair), 0);
    pair_close(&pair);
}

static void test_a_client_gets_as_many_tickets_as_it_asks_for_and_is_granted(void **state)
{
    for (size_t network = 0; network < strict_network_count; network++) {
        for (size_t i = 0; i < ARRAY_SIZE(numbers); i++) {
            gnutls_datum_t data = { NULL, 0 };
            struct sim sim;

            sim_init(&sim, &strict_networks[network]);
            connect_and_count(&sim, &numbers[i], 0, &data);
            connect_and_count(&sim, &numbers[i], 1, &data);
            gnutls_free(data.data);
            sim_end(&sim);
        }
    }
}

/* RFC 9149, 3, and RFC 8446, 4.2. */
static void test_answers_that_break_a_rule_are_refused(void **state)
{
    static const struct rule rules[] = {
        { "9149 an answer nobody asked for", SCENE_FULL, SERVER, ENCRYPTED_EXTENSIONS, 0,
          append_extension, EXT_TICKET_REQUEST, "02", GNUTLS_A_UNSUPPORTED_EXTENSION },
        { "9149 in a server hello", SCENE_FULL, SERVER, SERVER_HELLO, 0, append_extension,
          EXT_TICKET_REQUEST, "02", GNUTLS_A_ILLEGAL_PARAMETER },
        { "9149 in a retry", SCENE_RETRY, SERVER, SERVER_HELLO, 0, append_extension,
          EXT_TICKET_REQUEST, "02", GNUTLS_A_ILLEGAL_PARAMETER },
        { "9149 a request of one byte", SCENE_FULL, CLIENT, CLIENT_HELLO, 0, append_extension,
          EXT_TICKET_REQUEST, "02", GNUTLS_A_DECODE_ERROR },
        { "9149 a request of three bytes", SCENE_FULL, CLIENT, CLIENT_HELLO, 0, append_extension,
          EXT_TICKET_REQUEST, "020202", GNUTLS_A_DECODE_ERROR },
        { "9149 in the second hello only", SCENE_RETRY, CLIENT, CLIENT_HELLO, 1, append_extension,
          EXT_TICKET_REQUEST, "0202", GNUTLS_A_ILLEGAL_PARAMETER },
    };

    ASSERT_RULES(rules);
}

static void ask_for_tickets(gnutls_session_t client)
{
    assert_int_equal(reprise_session_set_ticket_request(client, 2, 1), 0);
}

/* The answer is changed after the server has asked itself. */
static void assert_answer(message_change *change, const char *bytes, size_t size, int error)
{
    struct strict_run run;

    strict_begin(&run, SCENE_FULL, &strict_networks[0]);
    ask_for_tickets(run.pair.client.session);
    evil = (struct evil){
        .who = run.pair.server.session,
        .message = ENCRYPTED_EXTENSIONS,
        .change = change,
        .type = EXT_TICKET_REQUEST,
        .bytes = bytes_of(bytes, size),
    };
    assert_int_equal(strict_handshake(&run, CLIENT), error);
    assert_true(evil.did);
    strict_end(&run);
}

static void test_answers_of_another_size_or_twice_are_refused(void **state)
{
    assert_answer(replace_extension, "", 0, GNUTLS_E_UNEXPECTED_PACKET_LENGTH);
    assert_answer(replace_extension, "\2\2", 2, GNUTLS_E_UNEXPECTED_PACKET_LENGTH);
    assert_answer(repeat_extension, "", 0, GNUTLS_E_RECEIVED_ILLEGAL_PARAMETER);
    assert_answer(remove_extension, "", 0, 0);
}

static void test_counts_are_bounded_and_settled_before_the_handshake(void **state)
{
    const struct pair_options o = { .tickets = true };
    struct pair pair;
    struct sim sim;

    sim_init(&sim, &strict_networks[0]);
    assert_int_equal(pair_open(&pair, &sim, &o), 0);
    gnutls_session_t client = pair.client.session;
    assert_int_equal(reprise_session_set_ticket_request(client, REPRISE_TICKETS_MAX + 1, 1),
                     GNUTLS_E_INVALID_REQUEST);
    assert_int_equal(reprise_session_set_ticket_request(client, 1, 256), GNUTLS_E_INVALID_REQUEST);
    assert_int_equal(reprise_session_set_ticket_request(NULL, 1, 1), GNUTLS_E_INVALID_REQUEST);
    assert_int_equal(reprise_session_set_ticket_request(client, REPRISE_TICKETS_MAX, 0), 0);
    assert_int_equal(pair_handshake(&pair), 0);
    assert_int_equal(reprise_session_set_ticket_request(client, 1, 1), GNUTLS_E_INVALID_REQUEST);
    pair_close(&pair);
    sim_end(&sim);
}

/* ---- looking ---- */

static void test_the_data_of_a_connection_is_described(void **state)
{
    const struct pair_options o = { .ticket_key = &pair_ticket_key, .verify_name = "localhost" };
    struct {
        reprise_session_data_info_st info;
        char later[16];
    } longer;
    reprise_session_data_info_st info = { .size = sizeof info };
    gnutls_datum_t data;
    struct sim sim;

    sim_init(&sim, &strict_networks[0]);
    assert_int_equal(pair_first_session(&sim, &o, &data), 0);
    assert_int_equal(reprise_session_data_info(&data, &info), 0);
    assert_int_equal(info.size, sizeof info);
    assert_int_equal(info.kind, REPRISE_SESSION_CLIENT_TLS13);
    assert_int_equal(info.server_name.size, 9);
    assert_memory_equal(info.server_name.data, "localhost", 9);
    assert_true(info.peer_verified);
    assert_int_equal(info.verified_name.size, 9);
    assert_int_equal(info.expires_ms - info.received_ms, 21600 * 1000);

    /* A program that was built with a later header. */
    memset(&longer, 0x5a, sizeof longer);
    longer.info.size = sizeof longer;
    assert_int_equal(reprise_session_data_info(&data, &longer.info), 0);
    assert_int_equal(longer.info.size, sizeof longer);
    assert_int_equal(longer.later[0], 0);
    assert_int_equal(longer.later[15], 0);

    info.size = 8;
    assert_int_equal(reprise_session_data_info(&data, &info), GNUTLS_E_INVALID_REQUEST);
    info.size = sizeof info;
    data.data[30] ^= 1;
    assert_int_equal(reprise_session_data_info(&data, &info), GNUTLS_E_PARSING_ERROR);
    data.data[0] ^= 1;
    assert_int_equal(reprise_session_data_info(&data, &info), GNUTLS_E_DB_ERROR);
    assert_int_equal(reprise_session_data_info(&(gnutls_datum_t){ NULL, 0 }, &info),
                     GNUTLS_E_INVALID_REQUEST);
    gnutls_free(data.data);
    sim_end(&sim);
}

/* ---- the verdict ---- */

struct verdicts {
    const char *name, *first, *client, *server;
    int64_t pass_s;
    bool key_lost, by_id;
    reprise_verdict_t on_client, on_server;
};

/* clang-format off */
static const struct verdicts verdicts[] = {
    { "resumed",             P13, P13,      P13,      0,     false, false, REPRISE_VERDICT_RESUMED,       REPRISE_VERDICT_RESUMED },
    { "resumed, 1.2",        P12, P12,      P12,      0,     false, false, REPRISE_VERDICT_RESUMED,       REPRISE_VERDICT_RESUMED },
    { "by id",               P12, P12,      P12,      0,     false, true,  REPRISE_VERDICT_RESUMED,       REPRISE_VERDICT_RESUMED },
    { "expired",             P13, P13,      P13,      21601, false, false, REPRISE_VERDICT_EXPIRED,       REPRISE_VERDICT_NO_SESSION },
    { "key lost",            P13, P13,      P13,      0,     true,  false, REPRISE_VERDICT_PEER_DECLINED, REPRISE_VERDICT_NO_SESSION },
    { "key lost, 1.2",       P12, P12,      P12,      0,     true,  false, REPRISE_VERDICT_PEER_DECLINED, REPRISE_VERDICT_NO_SESSION },
    { "1.2 where 1.3 wins",  P12, "NORMAL", "NORMAL", 0,     false, false, REPRISE_VERDICT_PEER_DECLINED, REPRISE_VERDICT_NO_SESSION },
    { "1.3 where 1.2 wins",  P13, "NORMAL", P12,      0,     false, false, REPRISE_VERDICT_PEER_DECLINED, REPRISE_VERDICT_NO_SESSION },
    { "1.3 no more",         P13, P12,      P12,      0,     false, false, REPRISE_VERDICT_OTHER_VERSION, REPRISE_VERDICT_NO_SESSION },
    { "no suite on the server", P13, P13,   P13 ":-AES-256-GCM", 0, false, false, REPRISE_VERDICT_PEER_DECLINED, REPRISE_VERDICT_OTHER_SUITE },
    { "no suite on the client", P13, P13 ":-AES-256-GCM", P13, 0, false, false, REPRISE_VERDICT_OTHER_SUITE, REPRISE_VERDICT_NO_SESSION },
    { "a retry",             P13, P13,      P13 ":-GROUP-ALL:+GROUP-SECP384R1", 0, false, false, REPRISE_VERDICT_RESUMED, REPRISE_VERDICT_RESUMED },
};
/* clang-format on */

static void assert_verdicts(const struct verdicts *row, const struct sim_options *network)
{
    static const gnutls_datum_t other_key = {
        (unsigned char *)"sixty-four bytes that no server has had before, as after a loss.", 64
    };
    struct cache cache = { 0 };
    struct pair_options o = {
        .client_priority = row->first,
        .server_priority = row->first,
        .ticket_key = row->by_id ? NULL : &pair_ticket_key,
        .prepare = row->by_id ? cache_use : NULL,
        .context = &cache,
    };
    gnutls_datum_t data;
    struct pair pair;
    struct sim sim;
    reprise_verdict_t on_client, on_server;

    sim_init(&sim, network);
    assert_int_equal(pair_first_session(&sim, &o, &data), 0);
    sim_pass(&sim, row->pass_s * 1000);
    o.client_priority = row->client;
    o.server_priority = row->server;
    o.session_data = &data;
    if (row->key_lost)
        o.ticket_key = &other_key;
    assert_int_equal(pair_open(&pair, &sim, &o), 0);
    assert_int_equal(reprise_session_resumption_verdict(pair.client.session),
                     REPRISE_VERDICT_UNKNOWN);
    assert_int_equal(pair_handshake(&pair), 0);
    on_client = reprise_session_resumption_verdict(pair.client.session);
    on_server = reprise_session_resumption_verdict(pair.server.session);
    if (on_client != row->on_client || on_server != row->on_server)
        fail_msg("%s: \"%s\" on the client, \"%s\" on the server", row->name,
                 reprise_session_resumption_verdict_name(on_client),
                 reprise_session_resumption_verdict_name(on_server));
    assert_int_equal(!!gnutls_session_is_resumed(pair.client.session),
                     on_client == REPRISE_VERDICT_RESUMED);
    pair_close(&pair);
    gnutls_free(data.data);
    cache_wipe(&cache);
    sim_end(&sim);
}

static void test_each_side_names_its_verdict(void **state)
{
    for (size_t network = 0; network < strict_network_count; network++) {
        for (size_t i = 0; i < ARRAY_SIZE(verdicts); i++)
            assert_verdicts(&verdicts[i], &strict_networks[network]);
    }
    assert_string_equal(reprise_session_resumption_verdict_name(REPRISE_VERDICT_EXPIRED),
                        "expired");
    assert_string_equal(reprise_session_resumption_verdict_name(REPRISE_VERDICT_UNKNOWN),
                        "unknown");
    assert_string_equal(reprise_session_resumption_verdict_name((reprise_verdict_t)1000),
                        "unknown");
    assert_int_equal(reprise_session_resumption_verdict(NULL), REPRISE_VERDICT_UNKNOWN);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_client_gets_as_many_tickets_as_it_asks_for_and_is_granted),
        cmocka_unit_test(test_answers_that_break_a_rule_are_refused),
        cmocka_unit_test(test_answers_of_another_size_or_twice_are_refused),
        cmocka_unit_test(test_counts_are_bounded_and_settled_before_the_handshake),
        cmocka_unit_test(test_the_data_of_a_connection_is_described),
        cmocka_unit_test(test_each_side_names_its_verdict),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

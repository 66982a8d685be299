/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_strict_tls12_hello.c - hellos and resumption of TLS 1.2
 *
 * Rows E1 to E5, L2, R6 to R9: RFC 5246, 7.4.1; RFC 5077; RFC 5746; RFC 7627; RFC 8446, 4.1.3 and D.
 */

#include "strict.h"

#include "base/errors.h"
#include "base/text.h"

#include "unit/test.h"

#include <stdio.h>

#define UNSUPPORTED GNUTLS_A_UNSUPPORTED_EXTENSION
#define FAILURE     GNUTLS_A_HANDSHAKE_FAILURE
#define VERSION     GNUTLS_A_PROTOCOL_VERSION

#define BY_CLIENT CLIENT, CLIENT_HELLO, 0
#define BY_SERVER SERVER, SERVER_HELLO, 0

/* ---- versions ---- */

/* As a client that does not know the list of versions: its number alone. */
static void set_version_alone(struct buffer *m, const struct evil *e)
{
    struct evil list = { .type = EXT_SUPPORTED_VERSIONS };

    remove_extension(m, &list);
    overwrite_body(m, &(struct evil){ .bytes = e->bytes });
}

/* RFC 5246, 7.4.1.2: nothing behind the methods of compression. */
static void remove_all_extensions(struct buffer *m, const struct evil *e)
{
    size_t at = HANDSHAKE_HEADER_SIZE + 2 + HELLO_RANDOM_SIZE;

    at += 1u + m->data[at];
    if (m->data[0] == CLIENT_HELLO) {
        at += 2u + ((size_t)m->data[at] << 8 | m->data[at + 1]);
        at += 1u + m->data[at];
    } else {
        at += 3;
    }
    buffer_cut(m, at);
}

static void test_versions_of_hellos(void **state)
{
    /* clang-format off */
    static const struct rule rules[] = {
        { "version 2.0 alone",     SCENE12_FULL, BY_CLIENT, set_version_alone, 0, "0200", VERSION },
        { "version 3.0 alone",     SCENE12_FULL, BY_CLIENT, set_version_alone, 0, "0300", VERSION },
        { "version 3.1 alone",     SCENE12_FULL, BY_CLIENT, set_version_alone, 0, "0301", VERSION },
        { "version 3.2 alone",     SCENE12_FULL, BY_CLIENT, set_version_alone, 0, "0302", VERSION },
        { "version 3.3 alone",     SCENE12_FULL, BY_CLIENT, set_version_alone, 0, "0303", MUST_SUCCEED },
        { "version 3.4 alone",     SCENE12_FULL, BY_CLIENT, set_version_alone, 0, "0304", MUST_SUCCEED },
        { "version 3.5 alone",     SCENE12_FULL, BY_CLIENT, set_version_alone, 0, "0305", MUST_SUCCEED },
        { "version 3.255 alone",   SCENE12_FULL, BY_CLIENT, set_version_alone, 0, "03ff", MUST_SUCCEED },
        { "version 4.0 alone",     SCENE12_FULL, BY_CLIENT, set_version_alone, 0, "0400", MUST_SUCCEED },
        { "version 255.255 alone", SCENE12_FULL, BY_CLIENT, set_version_alone, 0, "ffff", MUST_SUCCEED },
        { "version 3.3 alone, resumed", SCENE12_RESUMED, BY_CLIENT, set_version_alone, 0, "0303", MUST_SUCCEED },
        { "version 3.1 alone, resumed", SCENE12_RESUMED, BY_CLIENT, set_version_alone, 0, "0301", VERSION },
        { "the list counts, not 3.0", SCENE12_FULL, BY_CLIENT, overwrite_body, 0, "0300", MUST_SUCCEED },
        { "list of 1.2",           SCENE12_FULL, BY_CLIENT, replace_extension, EXT_SUPPORTED_VERSIONS, "020303", MUST_SUCCEED },
        { "list with unknown ones", SCENE12_FULL, BY_CLIENT, replace_extension, EXT_SUPPORTED_VERSIONS, "087a7a7f1703050303", MUST_SUCCEED },
        { "list of 1.3 for one who has it not", SCENE12_FULL, BY_CLIENT, replace_extension, EXT_SUPPORTED_VERSIONS, "020304", VERSION },
        { "list of 1.0 and 1.1",   SCENE12_FULL, BY_CLIENT, replace_extension, EXT_SUPPORTED_VERSIONS, "0403020301", VERSION },
        { "list of datagram versions", SCENE12_FULL, BY_CLIENT, replace_extension, EXT_SUPPORTED_VERSIONS, "04fefdfefc", VERSION },
        { "list empty",            SCENE12_FULL, BY_CLIENT, replace_extension, EXT_SUPPORTED_VERSIONS, "00", DECODE },
        { "list of an odd size",   SCENE12_FULL, BY_CLIENT, replace_extension, EXT_SUPPORTED_VERSIONS, "03030303", DECODE },
        { "list with a byte over", SCENE12_FULL, BY_CLIENT, replace_extension, EXT_SUPPORTED_VERSIONS, "02030300", DECODE },
        { "server answers 3.0",    SCENE12_FULL, BY_SERVER, overwrite_body, 0, "0300", VERSION },
        { "server answers 3.1",    SCENE12_FULL, BY_SERVER, overwrite_body, 0, "0301", VERSION },
        { "server answers 3.2",    SCENE12_FULL, BY_SERVER, overwrite_body, 0, "0302", VERSION },
        { "server answers 3.4 in the old place", SCENE12_FULL, BY_SERVER, overwrite_body, 0, "0304", VERSION },
        { "server answers 3.4 there, and 1.3 was offered", SCENE12_LOWERED, BY_SERVER, overwrite_body, 0, "0304", VERSION },
        { "server answers of the future", SCENE12_FULL, BY_SERVER, overwrite_body, 0, "0305", VERSION },
        { "server answers of datagrams", SCENE12_FULL, BY_SERVER, overwrite_body, 0, "fefd", VERSION },
        { "R6 another version, resumed", SCENE12_RESUMED, BY_SERVER, overwrite_body, 0, "0302", VERSION },
        { "R6 another version, by id", SCENE12_BY_ID, BY_SERVER, overwrite_body, 0, "0301", VERSION },
        { "server chooses 1.2 in the list", SCENE12_LOWERED, BY_SERVER, append_extension, EXT_SUPPORTED_VERSIONS, "0303", ILLEGAL },
        { "E1 no extensions at all, but curves need schemes", SCENE12_FULL, BY_CLIENT, remove_all_extensions, 0, NULL, FAILURE },
        { "server's hello without extensions", SCENE12_BY_ID, BY_SERVER, remove_all_extensions, 0, NULL, FAILURE },
    };
    /* clang-format on */

    ASSERT_RULES(rules);
}

/* ---- downgrade, RFC 8446, 4.1.3 ---- */

enum { RANDOM_TAIL_AT = 2 + HELLO_RANDOM_SIZE - 8 };

static void test_e5_downgrade_is_noticed(void **state)
{
    /* clang-format off */
    static const struct rule rules[] = {
        { "E5 to 1.2",          SCENE12_LOWERED, BY_SERVER, overwrite_body, RANDOM_TAIL_AT, "444f574e47524401", ILLEGAL },
        { "E5 to 1.1",          SCENE12_LOWERED, BY_SERVER, overwrite_body, RANDOM_TAIL_AT, "444f574e47524400", ILLEGAL },
        { "E5 to 1.2, resumed", SCENE12_LOWERED_RESUMED, BY_SERVER, overwrite_body, RANDOM_TAIL_AT, "444f574e47524401", ILLEGAL },
        { "E5 to 1.1, resumed", SCENE12_LOWERED_RESUMED, BY_SERVER, overwrite_body, RANDOM_TAIL_AT, "444f574e47524400", ILLEGAL },
    };
    /* clang-format on */

    ASSERT_RULES(rules);
}

static void assert_mark(const char *client, const char *server, const gnutls_datum_t *session,
                        bool expected)
{
    static const uint8_t mark[] = { 'D', 'O', 'W', 'N', 'G', 'R', 'D', 1 };
    struct pair_options o = { .client_priority = client,
                              .server_priority = server,
                              .ticket_key = &pair_ticket_key,
                              .session_data = session };
    gnutls_datum_t theirs, ours;
    struct pair pair;
    struct sim sim;

    sim_init(&sim, &strict_networks[0]);
    assert_int_equal(pair_open(&pair, &sim, &o), 0);
    assert_int_equal(pair_handshake(&pair), 0);
    assert_int_equal(!!gnutls_session_is_resumed(pair.client.session), session != NULL);
    gnutls_session_get_random(pair.client.session, &theirs, &ours);
    assert_int_equal(!memcmp(ours.data + HELLO_RANDOM_SIZE - sizeof mark, mark, sizeof mark),
                     expected);
    pair_close(&pair);
    sim_end(&sim);
}

static void test_e5_server_that_can_do_better_says_so(void **state)
{
    struct pair_options first = { .client_priority = P12,
                                  .server_priority = P12,
                                  .ticket_key = &pair_ticket_key };
    gnutls_datum_t data;
    struct sim sim;

    sim_init(&sim, &strict_networks[0]);
    assert_int_equal(pair_first_session(&sim, &first, &data), 0);
    sim_end(&sim);
    assert_mark(P12, "NORMAL", NULL, true);
    assert_mark(P12, "NORMAL", &data, true);
    assert_mark(P12, P12, NULL, false);
    assert_mark("NORMAL", P12, NULL, false);
    assert_mark("NORMAL", "NORMAL", NULL, false);
    gnutls_free(data.data);
}

/* ---- what is resumed is what was ---- */

static void announce_ticket(struct buffer *m, const struct evil *e)
{
    append_extension(m, &(struct evil){ .type = EXT_SESSION_TICKET });
}

static void test_r_what_is_resumed_is_what_was(void **state)
{
    /* clang-format off */
    static const struct rule rules[] = {
        { "R7 another suite by ticket",   SCENE12_RESUMED, BY_SERVER, replace_suites, 0, "c02b", ILLEGAL },
        { "R7 another suite by id",       SCENE12_BY_ID,   BY_SERVER, replace_suites, 0, "cca9", ILLEGAL },
        { "R7 suite not offered, by id",  SCENE12_BY_ID,   BY_SERVER, replace_suites, 0, "c007", ILLEGAL },
        { "R8 secret no longer extended", SCENE12_RESUMED, BY_SERVER, remove_extension, EXT_EXTENDED_MASTER_SECRET, NULL, FAILURE },
        { "R8 the same by id",            SCENE12_BY_ID,   BY_SERVER, remove_extension, EXT_EXTENDED_MASTER_SECRET, NULL, FAILURE },
        { "the server's id is cut off",   SCENE12_RESUMED, BY_SERVER, replace_session_id, 0, "", UNEXPECTED },
        { "the server's id is another",   SCENE12_BY_ID,   BY_SERVER, replace_session_id, 0, "0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f20", UNEXPECTED },
        { "R9 a ticket is announced and does not come", SCENE12_RESUMED, BY_SERVER, announce_ticket, 0, NULL, UNEXPECTED },
        { "a ticket comes unannounced",   SCENE12_FULL,    BY_SERVER, remove_extension, EXT_SESSION_TICKET, NULL, UNEXPECTED },
        { "a ticket announced with bytes", SCENE12_FULL,   BY_SERVER, replace_extension, EXT_SESSION_TICKET, "aa", DECODE },
        { "ticket of a byte",             SCENE12_FULL,    BY_CLIENT, replace_extension, EXT_SESSION_TICKET, "aa", MUST_SUCCEED },
        { "ticket of garbage",            SCENE12_FULL,    BY_CLIENT, replace_extension, EXT_SESSION_TICKET, "000102030405060708090a0b0c0d0e0f000102030405060708090a0b0c0d0e0f000102030405060708090a0b0c0d0e0f000102030405060708090a0b0c0d0e0f", MUST_SUCCEED },
        { "ticket of a byte given",       SCENE12_FULL, SERVER, NEW_SESSION_TICKET, 0, replace_body, 0, "ffffffff0001aa", MUST_SUCCEED },
        { "ticket shorter than it says",  SCENE12_FULL, SERVER, NEW_SESSION_TICKET, 0, replace_body, 0, "0000000000ffaa", DECODE },
        { "ticket longer than it says",   SCENE12_FULL, SERVER, NEW_SESSION_TICKET, 0, replace_body, 0, "000000000001aaaa", DECODE },
        { "ticket without its size",      SCENE12_FULL, SERVER, NEW_SESSION_TICKET, 0, replace_body, 0, "00000000", DECODE },
        { "ticket message of nothing",    SCENE12_FULL, SERVER, NEW_SESSION_TICKET, 0, replace_body, 0, "", DECODE },
    };
    /* clang-format on */

    ASSERT_RULES(rules);
}

static void assert_id_of(unsigned size, enum role who, int alert)
{
    char name[60], hex[2 * 255 + 1];
    struct rule rule = { name, SCENE12_FULL,       who, who == CLIENT ? CLIENT_HELLO : SERVER_HELLO,
                         0,    replace_session_id, 0,   hex,
                         alert };

    snprintf(name, sizeof name, "session id of %u bytes by the %s", size,
             who == CLIENT ? "client" : "server");
    memset(hex, 'a', sizeof hex - 1);
    hex[2 * size] = '\0';
    assert_rule(&rule);
}

static void test_session_ids_of_every_size(void **state)
{
    for (unsigned size = 0; size <= 255; size++) {
        int alert = size <= SESSION_ID_MAX ? MUST_SUCCEED : DECODE;

        assert_id_of(size, CLIENT, alert);
        assert_id_of(size, SERVER, alert);
    }
}

/* ---- suites and extensions ---- */

static void test_e_hellos_are_read_with_care(void **state)
{
    /* clang-format off */
    static const struct rule rules[] = {
        { "E3 suite not offered",         SCENE12_FULL, BY_SERVER, replace_suites, 0, "c007", ILLEGAL },
        { "E3 suite of no encryption",    SCENE12_FULL, BY_SERVER, replace_suites, 0, "0000", ILLEGAL },
        { "E3 suite of 1.3",              SCENE12_LOWERED, BY_SERVER, replace_suites, 0, "1301", ILLEGAL },
        { "E3 a signal as a suite",       SCENE12_FULL, BY_SERVER, replace_suites, 0, "00ff", ILLEGAL },
        { "E3 suites of 1.3 alone",       SCENE12_FULL, BY_CLIENT, replace_suites, 0, "13011302", FAILURE },
        { "E3 suite for another key",     SCENE12_FULL, BY_CLIENT, replace_suites, 0, "c02f", FAILURE },
        { "E3 no suites",                 SCENE12_FULL, BY_CLIENT, replace_suites, 0, "", DECODE },
        { "E3 half a suite",              SCENE12_FULL, BY_CLIENT, replace_suites, 0, "c02cc0", DECODE },
        { "signals among the suites",     SCENE12_FULL, BY_CLIENT, replace_suites, 0, "00ffc02c00ff", MUST_SUCCEED },
        { "fallback that is none",        SCENE12_FULL, BY_CLIENT, replace_suites, 0, "c02c5600", MUST_SUCCEED },
        { "E4 compression",               SCENE12_FULL, BY_SERVER, replace_compression, 0, "01", ILLEGAL },
        { "E4 no compression methods",    SCENE12_FULL, BY_CLIENT, replace_compression, 0, "", DECODE },
        { "E4 not the null method",       SCENE12_FULL, BY_CLIENT, replace_compression, 0, "01", ILLEGAL },
        { "E4 several methods",           SCENE12_FULL, BY_CLIENT, replace_compression, 0, "0100ff", MUST_SUCCEED },
        { "E1 extension nobody knows",    SCENE12_FULL, BY_SERVER, append_extension, 0x1234, "", UNSUPPORTED },
        { "E1 extension nobody asked for", SCENE12_FULL, BY_SERVER, append_extension, EXT_ENCRYPT_THEN_MAC, "", ILLEGAL },
        { "E1 extension twice",           SCENE12_FULL, BY_SERVER, repeat_extension, EXT_EXTENDED_MASTER_SECRET, NULL, ILLEGAL },
        { "E1 extension twice by the client", SCENE12_FULL, BY_CLIENT, repeat_extension, EXT_EXTENDED_MASTER_SECRET, NULL, ILLEGAL },
        { "E1 key share in 1.2",          SCENE12_LOWERED, BY_SERVER, append_extension, EXT_KEY_SHARE, "001700", ILLEGAL },
        { "E1 pre_shared_key in 1.2",     SCENE12_LOWERED, BY_SERVER, append_extension, EXT_PRE_SHARED_KEY, "0000", ILLEGAL },
        { "E1 curves in the answer",      SCENE12_FULL, BY_SERVER, append_extension, EXT_SUPPORTED_GROUPS, "00020017", ILLEGAL },
        { "E1 schemes in the answer",     SCENE12_FULL, BY_SERVER, append_extension, EXT_SIGNATURE_ALGORITHMS, "00020403", ILLEGAL },
        { "E2 extended secret with bytes", SCENE12_FULL, BY_SERVER, replace_extension, EXT_EXTENDED_MASTER_SECRET, "00", DECODE },
        { "E2 extended secret with bytes by the client", SCENE12_FULL, BY_CLIENT, replace_extension, EXT_EXTENDED_MASTER_SECRET, "00", DECODE },
        { "E2 MAC outside with bytes",    SCENE12_CBC, BY_CLIENT, replace_extension, EXT_ENCRYPT_THEN_MAC, "00", DECODE },
        { "E2 no forms of points",        SCENE12_FULL, BY_CLIENT, replace_extension, EXT_EC_POINT_FORMATS, "00", DECODE },
        { "E2 compressed points alone",   SCENE12_FULL, BY_CLIENT, replace_extension, EXT_EC_POINT_FORMATS, "020102", ILLEGAL },
        { "E2 compressed points alone, server", SCENE12_FULL, BY_SERVER, append_extension, EXT_EC_POINT_FORMATS, "0101", ILLEGAL },
        { "E2 forms of points by the server", SCENE12_FULL, BY_SERVER, append_extension, EXT_EC_POINT_FORMATS, "0100", MUST_SUCCEED },
        { "E6 no common scheme",          SCENE12_FULL, BY_CLIENT, replace_extension, EXT_SIGNATURE_ALGORITHMS, "00020202", FAILURE },
        { "E6 schemes of RSA alone",      SCENE12_FULL, BY_CLIENT, replace_extension, EXT_SIGNATURE_ALGORITHMS, "00040401" "0804", FAILURE },
        { "E6 no schemes",                SCENE12_FULL, BY_CLIENT, replace_extension, EXT_SIGNATURE_ALGORITHMS, "0000", DECODE },
        { "E6 no common curve",           SCENE12_FULL, BY_CLIENT, replace_extension, EXT_SUPPORTED_GROUPS, "00020001", FAILURE },
        { "E6 finite fields alone",       SCENE12_FULL, BY_CLIENT, replace_extension, EXT_SUPPORTED_GROUPS, "00020100", FAILURE },
        { "E6 no curves",                 SCENE12_FULL, BY_CLIENT, replace_extension, EXT_SUPPORTED_GROUPS, "0000", DECODE },
        { "L2 renegotiation of nothing, client", SCENE12_FULL, BY_CLIENT, replace_extension, EXT_RENEGOTIATION_INFO, "0c000102030405060708090a0b", FAILURE },
        { "L2 renegotiation of nothing, server", SCENE12_FULL, BY_SERVER, replace_extension, EXT_RENEGOTIATION_INFO, "18000102030405060708090a0b000102030405060708090a0b", FAILURE },
        { "L2 renegotiation of nothing, resumed", SCENE12_RESUMED, BY_SERVER, replace_extension, EXT_RENEGOTIATION_INFO, "0100", FAILURE },
        { "L2 renegotiation info cut",    SCENE12_FULL, BY_CLIENT, replace_extension, EXT_RENEGOTIATION_INFO, "01", DECODE },
        { "L2 renegotiation info empty",  SCENE12_FULL, BY_SERVER, replace_extension, EXT_RENEGOTIATION_INFO, "", DECODE },
        { "L2 client without it",         SCENE12_FULL, BY_CLIENT, remove_extension, EXT_RENEGOTIATION_INFO, NULL, MUST_SUCCEED },
        { "L2 server without it",         SCENE12_FULL, BY_SERVER, remove_extension, EXT_RENEGOTIATION_INFO, NULL, MUST_SUCCEED },
    };
    /* clang-format on */

    ASSERT_RULES(rules);
}

/* RFC 5746, 3.6: who only sends the signal gets the extension all the same. */
static void signal_alone(struct buffer *m, const struct evil *e)
{
    static const uint8_t suites[] = { 0xc0, 0x2c, 0, 0xff };

    remove_extension(m, &(struct evil){ .type = EXT_RENEGOTIATION_INFO });
    replace_suites(m, &(struct evil){ .bytes = bytes_of(suites, sizeof suites) });
}

static void test_l2_signal_of_safe_renegotiation_is_answered(void **state)
{
    struct strict_run run;

    strict_begin(&run, SCENE12_FULL, &strict_networks[0]);
    evil = (struct evil){ .who = run.pair.client.session,
                          .message = CLIENT_HELLO,
                          .change = signal_alone };
    assert_int_equal(strict_handshake(&run, SERVER), 0);

    assert_true(evil.did);
    assert_true(gnutls_safe_renegotiation_status(run.pair.server.session));
    assert_true(gnutls_safe_renegotiation_status(run.pair.client.session));
    strict_end(&run);
}

/* ---- tickets that are renewed, RFC 5077, 3.3 ---- */

static void renew_ticket(struct buffer *m, const struct evil *e)
{
    announce_ticket(m, e);
    e->who->handshake->tls12.ticket_announced = true;
}

static void test_r9_renewed_ticket_replaces_the_old_one(void **state)
{
    for (size_t i = 0; i < strict_network_count; i++) {
        gnutls_datum_t renewed;
        struct strict_run run;

        strict_begin(&run, SCENE12_RESUMED, &strict_networks[i]);
        evil = (struct evil){ .who = run.pair.server.session,
                              .message = SERVER_HELLO,
                              .change = renew_ticket };
        assert_int_equal(strict_handshake(&run, CLIENT), 0);
        assert_true(gnutls_session_is_resumed(run.pair.client.session));
        assert_true(gnutls_session_get_flags(run.pair.client.session) &
                    GNUTLS_SFLAGS_SESSION_TICKET);
        assert_int_equal(gnutls_session_get_data2(run.pair.client.session, &renewed), 0);

        assert_false(bytes_equal(bytes_of_datum(&renewed), bytes_of_datum(&run.data)));
        gnutls_free(renewed.data);
        strict_end(&run);
    }
}

/* The largest ticket that a message can carry does not fit into a hello. */
static void largest_ticket(struct buffer *m, const struct evil *e)
{
    enum { SIZE = 65535 };
    uint8_t *room;

    buffer_cut(m, HANDSHAKE_HEADER_SIZE);
    assert_int_equal(buffer_extend(m, 6 + SIZE, &room), 0);
    memset(room, 0xff, 6 + SIZE);
}

static void test_ticket_too_large_to_give_back_costs_a_full_handshake(void **state)
{
    struct pair_options o = { .client_priority = P12,
                              .server_priority = P12,
                              .ticket_key = &pair_ticket_key };
    struct strict_run run;
    struct pair pair;

    strict_begin(&run, SCENE12_FULL, &strict_networks[0]);
    evil = (struct evil){ .who = run.pair.server.session,
                          .message = NEW_SESSION_TICKET,
                          .change = largest_ticket };
    assert_int_equal(strict_handshake(&run, CLIENT), 0);
    assert_true(evil.did);
    assert_int_equal(gnutls_session_get_data2(run.pair.client.session, &run.data), 0);

    o.session_data = &run.data;
    assert_int_equal(pair_open(&pair, &run.sim, &o), 0);
    assert_int_equal(pair_handshake(&pair), 0);
    assert_false(gnutls_session_is_resumed(pair.client.session));
    pair_close(&pair);
    strict_end(&run);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_versions_of_hellos),
        cmocka_unit_test(test_e5_downgrade_is_noticed),
        cmocka_unit_test(test_e5_server_that_can_do_better_says_so),
        cmocka_unit_test(test_r_what_is_resumed_is_what_was),
        cmocka_unit_test(test_session_ids_of_every_size),
        cmocka_unit_test(test_e_hellos_are_read_with_care),
        cmocka_unit_test(test_l2_signal_of_safe_renegotiation_is_answered),
        cmocka_unit_test(test_r9_renewed_ticket_replaces_the_old_one),
        cmocka_unit_test(test_ticket_too_large_to_give_back_costs_a_full_handshake),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

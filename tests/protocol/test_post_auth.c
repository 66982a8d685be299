/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_post_auth.c - authentication after the handshake that breaks a rule
 *
 * RFC 8446, 4.3.2, 4.4 and 4.6.2. CVE-2019-3836: malformed messages after the handshake.
 */

#include "strict.h"

#include "base/errors.h"
#include "base/text.h"

#include "unit/test.h"

#define LATER GNUTLS_POST_HANDSHAKE_AUTH

enum { TURNS_MAX = 5000 };

struct meeting {
    struct sim sim;
    struct pair pair;
};

static void meet(struct meeting *m, unsigned client_flags, const struct sim_options *network)
{
    const struct pair_options o = { .client_identity = "client-p256",
                                    .client_flags = client_flags,
                                    .server_flags = LATER };

    evil = (struct evil){ 0 };
    sim_init(&m->sim, network);
    assert_int_equal(pair_open(&m->pair, &m->sim, &o), 0);
    assert_int_equal(pair_handshake(&m->pair), 0);
    gnutls_certificate_server_set_request(m->pair.server.session, GNUTLS_CERT_REQUIRE);
}

static void part(struct meeting *m)
{
    evil = (struct evil){ 0 };
    pair_close(&m->pair);
    sim_end(&m->sim);
}

static int ask(struct meeting *m)
{
    int result = GNUTLS_E_AGAIN;

    for (int i = 0; i < TURNS_MAX && error_is_stall(result); i++)
        result = gnutls_reauth(m->pair.server.session, 0);
    return result;
}

static int read_at(struct sim_end *end)
{
    char byte;
    ssize_t got = GNUTLS_E_AGAIN;

    for (int i = 0; i < TURNS_MAX && error_is_stall((int)got); i++)
        got = gnutls_record_recv(end->session, &byte, 1);
    return (int)got;
}

static int answer(struct meeting *m)
{
    int result = GNUTLS_E_AGAIN;

    for (int i = 0; i < TURNS_MAX && error_is_stall(result); i++)
        result = gnutls_reauth(m->pair.client.session, 0);
    return result;
}

/* What the victim says in the whole exchange. */
static int exchange(struct meeting *m, enum role victim)
{
    int result = ask(m);

    if (!error_is_stall(result))
        return result;
    result = read_at(&m->pair.client);
    if (result == GNUTLS_E_REAUTH_REQUEST)
        result = answer(m);
    return victim == CLIENT || result < 0 ? result : ask(m);
}

static void assert_alert(const char *name, int result, int alert)
{
    if (alert == MUST_SUCCEED && result < 0)
        fail_msg("%s: refused with %s", name, gnutls_strerror_name(result));
    if (alert != MUST_SUCCEED && (result >= 0 || error_alert(result) != alert))
        fail_msg("%s: %s, alert %d instead of %d", name,
                 result < 0 ? gnutls_strerror_name(result) : "taken",
                 result < 0 ? error_alert(result) : 0, alert);
}

/* ---- messages changed on their way ---- */

/* clang-format off */
static const struct rule rules[] = {
    { "request cut",                  0, SERVER, CERTIFICATE_REQUEST, 0, cut_last_byte, 0, NULL, DECODE },
    { "request extended",             0, SERVER, CERTIFICATE_REQUEST, 0, add_a_byte, 0, NULL, DECODE },
    { "request of nothing",           0, SERVER, CERTIFICATE_REQUEST, 0, replace_body, 0, "", DECODE },
    { "request names no scheme",      0, SERVER, CERTIFICATE_REQUEST, 0, replace_body, 0, "01aa0000", GNUTLS_A_MISSING_EXTENSION },
    { "request of an empty list",     0, SERVER, CERTIFICATE_REQUEST, 0, replace_body, 0, "01aa0006000d00020000", DECODE },
    { "request says it twice",        0, SERVER, CERTIFICATE_REQUEST, 0, replace_body, 0, "01aa0010000d000400020403000d000400020403", ILLEGAL },
    { "request with a key share",     0, SERVER, CERTIFICATE_REQUEST, 0, replace_body, 0, "01aa000c000d00040002040300330000", ILLEGAL },
    { "request with what is unknown", 0, SERVER, CERTIFICATE_REQUEST, 0, replace_body, 0, "01aa000c000d0004000204031a2a0000", MUST_SUCCEED },
    { "request without a name",       0, SERVER, CERTIFICATE_REQUEST, 0, replace_body, 0, "000008000d000400020403", MUST_SUCCEED },
    { "answer to another request",    0, CLIENT, CERTIFICATE, 0, overwrite_body, 1, "00000000", ILLEGAL },
    { "answer to no request",         0, CLIENT, CERTIFICATE, 0, replace_body, 0, "00000000", ILLEGAL },
    { "certificate cut",              0, CLIENT, CERTIFICATE, 0, cut_last_byte, 0, NULL, DECODE },
    { "certificate extended",         0, CLIENT, CERTIFICATE, 0, add_a_byte, 0, NULL, DECODE },
    { "signature wrong",              0, CLIENT, CERTIFICATE_VERIFY, 0, flip_last_byte, 0, NULL, DECRYPT },
    { "signature of another scheme",  0, CLIENT, CERTIFICATE_VERIFY, 0, overwrite_body, 0, "0804", ILLEGAL },
    { "signature cut",                0, CLIENT, CERTIFICATE_VERIFY, 0, cut_last_byte, 0, NULL, DECODE },
    { "Finished wrong",               0, CLIENT, FINISHED, 0, flip_last_byte, 0, NULL, DECRYPT },
    { "Finished cut",                 0, CLIENT, FINISHED, 0, cut_last_byte, 0, NULL, DECODE },
};
/* clang-format on */

static void run_rule(const struct rule *rule, const struct sim_options *network)
{
    SCOPED(buffer) struct buffer bytes = { 0 };
    enum role victim = rule->who == CLIENT ? SERVER : CLIENT;
    struct meeting m;
    int result;

    meet(&m, LATER, network);
    assert_int_equal(hex_decode(bytes_of_text(rule->hex ? rule->hex : ""), &bytes), 0);
    evil = (struct evil){
        .who = (rule->who == CLIENT ? &m.pair.client : &m.pair.server)->session,
        .message = rule->message,
        .change = rule->change,
        .type = rule->type,
        .bytes = buffer_bytes(&bytes),
    };
    result = exchange(&m, victim);

    assert_true(evil.did);
    assert_alert(rule->name, result, rule->alert);
    part(&m);
}

static void test_cve_2019_3836_late_messages_are_checked(void **state)
{
    for (size_t n = 0; n < strict_network_count; n++) {
        for (size_t i = 0; i < ARRAY_SIZE(rules); i++)
            run_rule(&rules[i], &strict_networks[n]);
    }
}

/* ---- what comes in between ---- */

/* The answer with another record behind its Certificate. */
static int interrupted(struct outbound *out, struct record_keys *keys, uint8_t type,
                       struct bytes content, const struct evil *e)
{
    size_t first = HANDSHAKE_HEADER_SIZE + ((size_t)content.data[2] << 8 | content.data[3]);

    evil.did = true;
    TRY(evil_queue(out, keys, type, bytes_of(content.data, first)));
    TRY(evil_queue(out, keys, (uint8_t)e->type, e->bytes));
    return evil_queue(out, keys, type, bytes_from(content, first));
}

static void test_nothing_stands_between_the_parts_of_an_answer(void **state)
{
    static const struct {
        const char *name;
        uint8_t type;
        const char *hex;
    } rows[] = {
        { "data", CONTENT_APPLICATION_DATA, "61" },
        { "a key update", CONTENT_HANDSHAKE, "1800000100" },
        { "another certificate", CONTENT_HANDSHAKE, "0b00000400000000" },
        { "a hello", CONTENT_HANDSHAKE, "01000000" },
    };

    for (size_t n = 0; n < strict_network_count; n++) {
        for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
            SCOPED(buffer) struct buffer bytes = { 0 };
            struct meeting m;

            meet(&m, LATER, &strict_networks[n]);
            assert_int_equal(hex_decode(bytes_of_text(rows[i].hex), &bytes), 0);
            evil = (struct evil){ .who = m.pair.client.session,
                                  .content = interrupted,
                                  .type = rows[i].type,
                                  .bytes = buffer_bytes(&bytes) };
            assert_alert(rows[i].name, exchange(&m, SERVER), UNEXPECTED);
            assert_true(evil.did);
            part(&m);
        }
    }
}

/* ---- what nobody asked for ---- */

static void say(struct sim_end *from, const char *hex)
{
    SCOPED(buffer) struct buffer bytes = { 0 };
    gnutls_session_t s = from->session;
    int result;

    assert_int_equal(hex_decode(bytes_of_text(hex), &bytes), 0);
    assert_int_equal(evil_queue(&s->out, &s->keys.out, CONTENT_HANDSHAKE, buffer_bytes(&bytes)), 0);
    do
        result = outbound_flush(&s->out, &s->transport);
    while (error_is_stall(result));
    assert_int_equal(result, 0);
}

#define REQUEST "0d00000c01aa0008000d000400020403"

static const struct unasked {
    const char *name;
    enum role who;
    unsigned client_flags;
    bool after_request;
    const char *hex;
} unasked[] = {
    { "request to a client that does not know it", SERVER, 0, false, REQUEST },
    { "request to a server", CLIENT, LATER, false, REQUEST },
    { "certificate to a client", SERVER, LATER, false, "0b00000400000000" },
    { "certificate without a request", CLIENT, LATER, false, "0b00000400000000" },
    { "proof without a request", CLIENT, LATER, false, "0f00000404030000" },
    { "Finished without a request", CLIENT, LATER, false, "14000000" },
    { "proof before the certificate", CLIENT, LATER, true, "0f00000404030000" },
    { "Finished before the certificate", CLIENT, LATER, true, "14000000" },
};

static void test_what_nobody_asked_for_is_unexpected(void **state)
{
    for (size_t n = 0; n < strict_network_count; n++) {
        for (size_t i = 0; i < ARRAY_SIZE(unasked); i++) {
            const struct unasked *row = &unasked[i];
            struct meeting m;
            int result;

            meet(&m, row->client_flags, &strict_networks[n]);
            if (row->after_request)
                assert_int_equal(ask(&m), GNUTLS_E_AGAIN);
            say(row->who == CLIENT ? &m.pair.client : &m.pair.server, row->hex);
            if (row->after_request)
                result = ask(&m);
            else
                result = read_at(row->who == CLIENT ? &m.pair.server : &m.pair.client);
            assert_alert(row->name, result, UNEXPECTED);
            part(&m);
        }
    }
}

/* ---- several requests ---- */

static void test_requests_are_answered_one_by_one(void **state)
{
    for (size_t n = 0; n < strict_network_count; n++) {
        struct meeting m;

        meet(&m, LATER, &strict_networks[n]);
        say(&m.pair.server, REQUEST);
        say(&m.pair.server, REQUEST);
        assert_int_equal(read_at(&m.pair.client), GNUTLS_E_REAUTH_REQUEST);
        assert_int_equal(answer(&m), 0);
        assert_int_equal(read_at(&m.pair.client), GNUTLS_E_REAUTH_REQUEST);
        assert_int_equal(answer(&m), 0);
        assert_int_equal(answer(&m), GNUTLS_E_INVALID_REQUEST);
        part(&m);
    }
}

/* The answer has gone with another call: under keys that are no more. */
static void test_an_answer_that_stalled_outlives_its_keys(void **state)
{
    const struct sim_options stalling = { .stall = SIM_STALL_EACH };
    struct meeting m;
    gnutls_session_t client;
    int result;

    meet(&m, LATER, &stalling);
    client = m.pair.client.session;
    say(&m.pair.server, REQUEST);
    assert_int_equal(read_at(&m.pair.client), GNUTLS_E_REAUTH_REQUEST);
    assert_int_equal(gnutls_reauth(client, 0), GNUTLS_E_AGAIN);
    do
        result = gnutls_session_key_update(client, 0);
    while (result == GNUTLS_E_AGAIN);
    assert_int_equal(result, 0);

    assert_int_equal(answer(&m), 0);

    part(&m);
}

static void test_requests_that_nobody_answers_are_bounded(void **state)
{
    struct meeting m;
    int result = 0;

    meet(&m, LATER, &(struct sim_options){ 0 });
    gnutls_handshake_set_max_packet_length(m.pair.client.session, 100);
    for (int i = 0; i < 10; i++)
        say(&m.pair.server, REQUEST);
    do
        result = read_at(&m.pair.client);
    while (result == GNUTLS_E_REAUTH_REQUEST);
    assert_int_equal(result, GNUTLS_E_HANDSHAKE_TOO_LARGE);
    part(&m);
}

/* ---- who does not go on ---- */

static void test_server_waits_no_longer_than_it_was_told(void **state)
{
    struct meeting m;
    int64_t began_ms;

    meet(&m, LATER, &(struct sim_options){ 0 });
    gnutls_handshake_set_timeout(m.pair.server.session, 1000);
    began_ms = sim_now_ms();
    assert_int_equal(ask(&m), GNUTLS_E_TIMEDOUT);
    assert_int_equal(sim_now_ms() - began_ms, 1000);
    part(&m);
}

static void test_client_that_leaves_is_not_authenticated(void **state)
{
    struct meeting m;

    meet(&m, LATER, &(struct sim_options){ 0 });
    assert_int_equal(ask(&m), GNUTLS_E_AGAIN);
    assert_int_equal(gnutls_bye(m.pair.client.session, GNUTLS_SHUT_WR), 0);
    assert_int_equal(ask(&m), GNUTLS_E_PREMATURE_TERMINATION);
    part(&m);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cve_2019_3836_late_messages_are_checked),
        cmocka_unit_test(test_nothing_stands_between_the_parts_of_an_answer),
        cmocka_unit_test(test_what_nobody_asked_for_is_unexpected),
        cmocka_unit_test(test_requests_are_answered_one_by_one),
        cmocka_unit_test(test_an_answer_that_stalled_outlives_its_keys),
        cmocka_unit_test(test_requests_that_nobody_answers_are_bounded),
        cmocka_unit_test(test_server_waits_no_longer_than_it_was_told),
        cmocka_unit_test(test_client_that_leaves_is_not_authenticated),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_renegotiation.c - a further handshake of TLS 1.2 whose rules are broken */

#include "renegotiation.h"

#include "base/text.h"

#define ZEROS  "000000000000000000000000"
#define EMS    EXT_EXTENDED_MASTER_SECRET
#define RENEGO EXT_RENEGOTIATION_INFO

/* ---- hellos ---- */

struct hello_rule {
    const char *name;
    enum role who;
    unsigned message;
    message_change *change;
    uint16_t type;
    const char *hex;
    int result; /* of the other end */
};

/* clang-format off */
static const struct hello_rule hello_rules[] = {
    { "L2 client says nothing of what was", CLIENT, CLIENT_HELLO, remove_extension, RENEGO, "", GNUTLS_E_SAFE_RENEGOTIATION_FAILED },
    { "L2 client speaks as if nothing was", CLIENT, CLIENT_HELLO, replace_extension, RENEGO, "00", GNUTLS_E_SAFE_RENEGOTIATION_FAILED },
    { "L2 client speaks of something else", CLIENT, CLIENT_HELLO, replace_extension, RENEGO, "0c" ZEROS, GNUTLS_E_SAFE_RENEGOTIATION_FAILED },
    { "L2 client says too much",           CLIENT, CLIENT_HELLO, replace_extension, RENEGO, "18" ZEROS ZEROS, GNUTLS_E_SAFE_RENEGOTIATION_FAILED },
    { "L2 client sends the signal of a first hello", CLIENT, CLIENT_HELLO, replace_suites, 0, "c02cc02bc030c02f00ff", GNUTLS_E_SAFE_RENEGOTIATION_FAILED },
    { "L2 client drops the extended secret", CLIENT, CLIENT_HELLO, remove_extension, EMS, "", GNUTLS_E_INSUFFICIENT_SECURITY },
    { "L2 server says nothing of what was", SERVER, SERVER_HELLO, remove_extension, RENEGO, "", GNUTLS_E_SAFE_RENEGOTIATION_FAILED },
    { "L2 server speaks as if nothing was", SERVER, SERVER_HELLO, replace_extension, RENEGO, "00", GNUTLS_E_SAFE_RENEGOTIATION_FAILED },
    { "L2 server speaks of something else", SERVER, SERVER_HELLO, replace_extension, RENEGO, "18" ZEROS ZEROS, GNUTLS_E_SAFE_RENEGOTIATION_FAILED },
    { "L2 server drops the extended secret", SERVER, SERVER_HELLO, remove_extension, EMS, "", GNUTLS_E_INSUFFICIENT_SECURITY },
    { "R10 client offers another version", CLIENT, CLIENT_HELLO, replace_extension, EXT_SUPPORTED_VERSIONS, "020304", GNUTLS_E_UNSUPPORTED_VERSION_PACKET },
    { "client's Finished is another",      CLIENT, FINISHED, flip_last_byte, 0, "", GNUTLS_E_ERROR_IN_FINISHED_PACKET },
    { "server's Finished is another",      SERVER, FINISHED, flip_last_byte, 0, "", GNUTLS_E_ERROR_IN_FINISHED_PACKET },
};
/* clang-format on */

static void break_rule(const struct hello_rule *rule, const struct sim_options *network)
{
    SCOPED(buffer) struct buffer bytes = { 0 };
    struct strict_run run;
    struct outcome outcome;
    int result;

    begin(&run, network);
    assert_int_equal(hex_decode(bytes_of_text(rule->hex), &bytes), 0);
    evil = (struct evil){ .who = strict_end_of(&run, rule->who)->session,
                          .message = rule->message,
                          .change = rule->change,
                          .type = rule->type,
                          .bytes = buffer_bytes(&bytes) };
    outcome = renegotiate(&run);

    result = rule->who == CLIENT ? outcome.server : outcome.client;
    if (!evil.did)
        fail_msg("%s: nothing was done", rule->name);
    if (result != rule->result)
        fail_msg("%s: %s", rule->name, gnutls_strerror_name(result));
    strict_end(&run);
}

static void test_broken_rules_are_noticed(void **state)
{
    for (size_t n = 0; n < strict_network_count; n++) {
        for (size_t i = 0; i < ARRAY_SIZE(hello_rules); i++)
            break_rule(&hello_rules[i], &strict_networks[n]);
    }
}

/* ---- sessions ---- */

static size_t offered_id_size, offered_ticket_size;

/* Looks, and changes nothing. */
static void look_at_offer(struct buffer *m, const struct evil *e)
{
    size_t at;

    offered_id_size = m->data[HANDSHAKE_HEADER_SIZE + 2 + HELLO_RANDOM_SIZE];
    if (!message_extension(m, EXT_SESSION_TICKET, &at, &offered_ticket_size))
        offered_ticket_size = 0;
}

/* Not even the one that this connection resumed. */
static void test_r10_no_session_is_offered_in_a_renegotiation(void **state)
{
    static const enum scene scenes[] = { SCENE12_RESUMED, SCENE12_BY_ID };

    for (size_t i = 0; i < ARRAY_SIZE(scenes); i++) {
        struct strict_run run;
        struct outcome outcome;

        strict_begin(&run, scenes[i], &strict_networks[0]);
        assert_int_equal(pair_handshake(&run.pair), 0);
        assert_true(gnutls_session_is_resumed(run.pair.client.session));
        offered_id_size = offered_ticket_size = 1;
        evil = (struct evil){ .who = run.pair.client.session,
                              .message = CLIENT_HELLO,
                              .change = look_at_offer };
        outcome = renegotiate(&run);

        assert_true(evil.did);
        assert_int_equal(outcome.client, 0);
        assert_int_equal(outcome.server, 0);
        assert_int_equal(offered_id_size, 0);
        assert_int_equal(offered_ticket_size, 0);
        assert_false(gnutls_session_is_resumed(run.pair.client.session));
        assert_false(gnutls_session_is_resumed(run.pair.server.session));
        strict_end(&run);
    }
}

/* ---- what comes between ---- */

/* Before the first content of this type, so many records. */
static int before(struct outbound *out, struct record_keys *keys, uint8_t type,
                  struct bytes content, const struct evil *e)
{
    if (type == e->message) {
        evil.did = true;
        for (size_t i = 0; i < e->pass; i++)
            TRY(evil_queue(out, keys, (uint8_t)e->type, e->bytes));
    }
    return evil_queue(out, keys, type, content);
}

/* Between the change of keys and the Finished behind it, under the new keys. */
static int behind_change(struct outbound *out, struct record_keys *keys, uint8_t type,
                         struct bytes content, const struct evil *e)
{
    static bool changed;

    if (type == CCS) {
        changed = true;
    } else if (changed) {
        changed = false;
        evil.did = true;
        TRY(evil_queue(out, keys, (uint8_t)e->type, e->bytes));
    }
    return evil_queue(out, keys, type, content);
}

struct between_rule {
    const char *name;
    enum role who;
    content_change *how;
    unsigned at, count; /* content type before which it comes, and how often */
    uint16_t type;
    const char *hex;
    int result;
    size_t data;
};

/* clang-format off */
static const struct between_rule between_rules[] = {
    { "L3 data before the client's hello",     CLIENT, before, CONTENT_HANDSHAKE, 3, CONTENT_APPLICATION_DATA, "616263", 0, 9 },
    { "L3 data before the server's flight",    SERVER, before, CONTENT_HANDSHAKE, 3, CONTENT_APPLICATION_DATA, "616263", 0, 9 },
    { "L3 data before the change of keys",     CLIENT, before, CCS, 1, CONTENT_APPLICATION_DATA, "616263", 0, 3 },
    { "L3 data before the server's change",    SERVER, before, CCS, 1, CONTENT_APPLICATION_DATA, "616263", 0, 3 },
    { "L3 data before the client's Finished",  CLIENT, behind_change, 0, 1, CONTENT_APPLICATION_DATA, "616263", GNUTLS_E_UNEXPECTED_PACKET, 0 },
    { "L3 data before the server's Finished",  SERVER, behind_change, 0, 1, CONTENT_APPLICATION_DATA, "616263", GNUTLS_E_UNEXPECTED_PACKET, 0 },
    { "keys change twice",                     CLIENT, before, CCS, 1, CCS, "01", GNUTLS_E_DECRYPTION_FAILED, 0 },
    { "keys change too early",                 SERVER, before, CONTENT_HANDSHAKE, 1, CCS, "01", GNUTLS_E_UNEXPECTED_PACKET, 0 },
    { "a request while we are at it",          SERVER, before, CONTENT_HANDSHAKE, 1, CONTENT_HANDSHAKE, "00000000", 0, 0 },
    { "too many requests while we are at it",  SERVER, before, CONTENT_HANDSHAKE, 9, CONTENT_HANDSHAKE, "00000000", GNUTLS_E_UNEXPECTED_PACKET, 0 },
    { "a request that says something",         SERVER, before, CONTENT_HANDSHAKE, 1, CONTENT_HANDSHAKE, "0000000100", GNUTLS_E_UNEXPECTED_HANDSHAKE_PACKET, 0 },
    { "M9 a warning",                          SERVER, before, CONTENT_HANDSHAKE, 1, CONTENT_ALERT, "0170", 0, 0 },
    { "M9 too many warnings",                  SERVER, before, CONTENT_HANDSHAKE, 9, CONTENT_ALERT, "0170", GNUTLS_E_UNEXPECTED_PACKET, 0 },
};
/* clang-format on */

static void put_between(const struct between_rule *rule, const struct sim_options *network)
{
    SCOPED(buffer) struct buffer bytes = { 0 };
    struct strict_run run;
    struct outcome outcome;
    int result;

    begin(&run, network);
    assert_int_equal(hex_decode(bytes_of_text(rule->hex), &bytes), 0);
    evil = (struct evil){ .who = strict_end_of(&run, rule->who)->session,
                          .content = rule->how,
                          .message = rule->at,
                          .pass = rule->count,
                          .type = rule->type,
                          .bytes = buffer_bytes(&bytes) };
    outcome = renegotiate(&run);

    result = rule->who == CLIENT ? outcome.server : outcome.client;
    if (!evil.did)
        fail_msg("%s: nothing was done", rule->name);
    if (result != rule->result)
        fail_msg("%s: %s", rule->name, gnutls_strerror_name(result));
    assert_int_equal(outcome.data, rule->data);
    if (result == 0)
        assert_int_equal(pair_ping(&run.pair), 0);
    strict_end(&run);
}

static void test_what_comes_between_is_kept_or_refused(void **state)
{
    for (size_t n = 0; n < strict_network_count; n++) {
        for (size_t i = 0; i < ARRAY_SIZE(between_rules); i++)
            put_between(&between_rules[i], &strict_networks[n]);
    }
}

/* ---- a peer that cannot do it safely ---- */

static void test_peer_without_the_extension_is_refused(void **state)
{
    struct pair_options o = { .client_priority = P12,
                              .server_priority = P12 ":%DISABLE_SAFE_RENEGOTIATION" };
    struct pair pair;
    struct sim sim;

    sim_init(&sim, &strict_networks[0]);
    assert_int_equal(pair_open(&pair, &sim, &o), 0);
    assert_int_equal(pair_handshake(&pair), 0);

    assert_int_equal(gnutls_handshake(pair.client.session), GNUTLS_E_UNSAFE_RENEGOTIATION_DENIED);
    assert_int_equal(gnutls_rehandshake(pair.server.session), GNUTLS_E_UNSAFE_RENEGOTIATION_DENIED);
    pair_close(&pair);
    sim_end(&sim);
}

/* RFC 5246, 6.2.1: messages may share a record, be it the last that the client reads in a handshake. */
static void ask_within_the_record(const struct sim_options *network, enum scene scene,
                                  unsigned contents)
{
    static const uint8_t request[HANDSHAKE_HEADER_SIZE] = { HELLO_REQUEST };
    struct strict_run run;
    char byte;
    ssize_t got = GNUTLS_E_AGAIN;

    strict_begin(&run, scene, network);
    evil = (struct evil){ .who = run.pair.server.session,
                          .content_pass = contents,
                          .content = with_a_tail,
                          .bytes = bytes_of(request, sizeof request) };
    assert_int_equal(pair_handshake(&run.pair), 0);
    assert_true(evil.did);
    for (int i = 0; i < TURNS_MAX && error_is_stall((int)got); i++)
        got = gnutls_record_recv(run.pair.client.session, &byte, 1);
    assert_int_equal(got, GNUTLS_E_REHANDSHAKE);
    assert_int_equal(pair_ping(&run.pair), 0);
    strict_end(&run);
}

static void test_a_request_in_the_record_of_the_finished_is_told(void **state)
{
    for (size_t n = 0; n < strict_network_count; n++) {
        ask_within_the_record(&strict_networks[n], SCENE12_FULL, 3);
        ask_within_the_record(&strict_networks[n], SCENE12_RESUMED, 2);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_broken_rules_are_noticed),
        cmocka_unit_test(test_r10_no_session_is_offered_in_a_renegotiation),
        cmocka_unit_test(test_what_comes_between_is_kept_or_refused),
        cmocka_unit_test(test_peer_without_the_extension_is_refused),
        cmocka_unit_test(test_a_request_in_the_record_of_the_finished_is_told),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_strict_resumption.c - resumptions and retries that break a rule
 *
 * Rows R1 to R5 and H1, H2: RFC 8446, 4.1.2, 4.1.4, 4.2.8 to 4.2.11.
 */

#include "strict.h"

#include "base/errors.h"

#include "unit/test.h"

#define MISSING GNUTLS_A_MISSING_EXTENSION

/* A hello with binders passes the seam twice: before they are made, and after. */
#define RESUMING(who, message, pass) SCENE_RESUMED, who, message, pass
#define PSK_KE_ONLY(who, message)    SCENE_PSK_KE, who, message, 0
#define RETRYING(who, message, pass) SCENE_RETRY, who, message, pass

enum { BEFORE_BINDERS = 0, AFTER_BINDERS = 1, BINDER_SIZE = 48 };

static void psk_body(struct buffer *m, size_t *at, size_t *size)
{
    assert_true(message_extension(m, EXT_PRE_SHARED_KEY, at, size));
}

/* One more binder than identities. */
static void second_binder(struct buffer *m, const struct evil *e)
{
    SCOPED(buffer) struct buffer body = { 0 };
    size_t at, size, binders_at;

    psk_body(m, &at, &size);
    assert_int_equal(buffer_append(&body, bytes_of(m->data + at, size)), 0);
    binders_at = size - 1 - BINDER_SIZE - 2;
    body.data[binders_at] = 0;
    body.data[binders_at + 1] = 2 * (1 + BINDER_SIZE);
    assert_int_equal(
        buffer_append(&body, bytes_of(m->data + at + size - 1 - BINDER_SIZE, 1 + BINDER_SIZE)), 0);
    replace_extension(m,
                      &(struct evil){ .type = EXT_PRE_SHARED_KEY, .bytes = buffer_bytes(&body) });
}

/* One more share in the hello. */
static void append_share(struct buffer *m, const struct evil *e)
{
    SCOPED(buffer) struct buffer body = { 0 };
    size_t at, size;

    assert_true(message_extension(m, EXT_KEY_SHARE, &at, &size));
    assert_int_equal(buffer_append(&body, bytes_of(m->data + at, size)), 0);
    assert_int_equal(buffer_append(&body, e->bytes), 0);
    body.data[1] = (uint8_t)(body.size - 2);
    replace_extension(m, &(struct evil){ .type = EXT_KEY_SHARE, .bytes = buffer_bytes(&body) });
}

/* The binder cut to `e->type` bytes. */
static void short_binder(struct buffer *m, const struct evil *e)
{
    SCOPED(buffer) struct buffer body = { 0 };
    uint8_t left = (uint8_t)e->type;
    size_t at, size, binders_at;

    psk_body(m, &at, &size);
    binders_at = size - 1 - BINDER_SIZE - 2;
    assert_int_equal(buffer_append(&body, bytes_of(m->data + at, binders_at + 3 + left)), 0);
    body.data[binders_at] = 0;
    body.data[binders_at + 1] = (uint8_t)(1 + left);
    body.data[binders_at + 2] = left;
    replace_extension(m,
                      &(struct evil){ .type = EXT_PRE_SHARED_KEY, .bytes = buffer_bytes(&body) });
}

static void byte_behind_binders(struct buffer *m, const struct evil *e)
{
    SCOPED(buffer) struct buffer body = { 0 };
    size_t at, size;

    psk_body(m, &at, &size);
    assert_int_equal(buffer_append(&body, bytes_of(m->data + at, size)), 0);
    assert_int_equal(buffer_append(&body, bytes_of("", 1)), 0);
    replace_extension(m,
                      &(struct evil){ .type = EXT_PRE_SHARED_KEY, .bytes = buffer_bytes(&body) });
}

static void flip_ticket(struct buffer *m, const struct evil *e)
{
    size_t at, size;

    psk_body(m, &at, &size);
    m->data[at + 20] ^= 1;
}

/* clang-format off */
static const struct rule r1_r3[] = {
    { "R1 binder wrong",                RESUMING(CLIENT, CLIENT_HELLO, AFTER_BINDERS), flip_last_byte, 0, NULL, DECRYPT },
    { "R1 hello changed under the binder", RESUMING(CLIENT, CLIENT_HELLO, AFTER_BINDERS), prepend_extension, 0x1a2a, "00", DECRYPT },
    { "R1 more binders than identities", RESUMING(CLIENT, CLIENT_HELLO, AFTER_BINDERS), second_binder, 0, NULL, ILLEGAL },
    { "R1 binder of 31 bytes",          RESUMING(CLIENT, CLIENT_HELLO, AFTER_BINDERS), short_binder, 31, NULL, DECODE },
    { "R1 binder of another hash",      RESUMING(CLIENT, CLIENT_HELLO, AFTER_BINDERS), short_binder, 32, NULL, DECRYPT },
    { "R1 bytes left over",             RESUMING(CLIENT, CLIENT_HELLO, AFTER_BINDERS), byte_behind_binders, 0, NULL, DECODE },
    { "R1 not the last extension",      RESUMING(CLIENT, CLIENT_HELLO, AFTER_BINDERS), append_extension, 0x1a2a, "", ILLEGAL },
    { "R1 unknown ticket is passed over", RESUMING(CLIENT, CLIENT_HELLO, BEFORE_BINDERS), flip_ticket, 0, NULL, MUST_SUCCEED },
    { "R1 no identities",               RESUMING(CLIENT, CLIENT_HELLO, AFTER_BINDERS), replace_extension, EXT_PRE_SHARED_KEY, "00000000", DECODE },
    { "R2 identity out of range",       RESUMING(SERVER, SERVER_HELLO, 0), replace_extension, EXT_PRE_SHARED_KEY, "0001", ILLEGAL },
    { "R2 identity of one byte",        RESUMING(SERVER, SERVER_HELLO, 0), replace_extension, EXT_PRE_SHARED_KEY, "00", DECODE },
    { "R2 identity of no bytes",        RESUMING(SERVER, SERVER_HELLO, 0), replace_extension, EXT_PRE_SHARED_KEY, "", DECODE },
    { "R2 suite of another hash",       RESUMING(SERVER, SERVER_HELLO, 0), replace_suites, 0, "1301", ILLEGAL },
    { "R2 share in psk_ke",             PSK_KE_ONLY(SERVER, SERVER_HELLO), append_extension, EXT_KEY_SHARE, "001d00200900000000000000000000000000000000000000000000000000000000000000", ILLEGAL },
    { "R2 PSK chosen, none offered",    SCENE_FULL, SERVER, SERVER_HELLO, 0, append_extension, EXT_PRE_SHARED_KEY, "0000", GNUTLS_A_UNSUPPORTED_EXTENSION },
    { "R3 PSK without modes",           RESUMING(CLIENT, CLIENT_HELLO, BEFORE_BINDERS), remove_extension, EXT_PSK_KEY_EXCHANGE_MODES, NULL, MISSING },
    { "R3 unknown modes: full handshake", RESUMING(CLIENT, CLIENT_HELLO, BEFORE_BINDERS), replace_extension, EXT_PSK_KEY_EXCHANGE_MODES, "0109", MUST_SUCCEED },
};

static const struct rule r5[] = {
    { "R5 second hello without PSK",    SCENE_RETRY_RESUMED, CLIENT, CLIENT_HELLO, 3, remove_extension, EXT_PRE_SHARED_KEY, NULL, MUST_SUCCEED },
    { "R5 binder over a wrong transcript", SCENE_RETRY_RESUMED, CLIENT, CLIENT_HELLO, 3, flip_last_byte, 0, NULL, DECRYPT },
};

static const struct rule h1[] = {
    { "H1 changes nothing",             RETRYING(SERVER, SERVER_HELLO, 0), remove_extension, EXT_KEY_SHARE, NULL, ILLEGAL },
    { "H1 group unknown",               RETRYING(SERVER, SERVER_HELLO, 0), replace_extension, EXT_KEY_SHARE, "fafa", ILLEGAL },
    { "H1 group already shared",        RETRYING(SERVER, SERVER_HELLO, 0), replace_extension, EXT_KEY_SHARE, "001d", ILLEGAL },
    { "H1 group of three bytes",        RETRYING(SERVER, SERVER_HELLO, 0), replace_extension, EXT_KEY_SHARE, "001700", DECODE },
    { "H1 suite not offered",           RETRYING(SERVER, SERVER_HELLO, 0), replace_suites, 0, "1305", ILLEGAL },
    { "H1 another suite in the hello",  RETRYING(SERVER, SERVER_HELLO, 1), replace_suites, 0, "1301", ILLEGAL },
    { "H1 another group in the hello",  RETRYING(SERVER, SERVER_HELLO, 1), replace_extension, EXT_KEY_SHARE, "001d00200900000000000000000000000000000000000000000000000000000000000000", ILLEGAL },
    { "H1 no version",                  RETRYING(SERVER, SERVER_HELLO, 0), remove_extension, EXT_SUPPORTED_VERSIONS, NULL, MISSING },
    { "H1 another version in the hello", RETRYING(SERVER, SERVER_HELLO, 1), replace_extension, EXT_SUPPORTED_VERSIONS, "0303", ILLEGAL },
    { "H1 no version in the hello",     RETRYING(SERVER, SERVER_HELLO, 1), remove_extension, EXT_SUPPORTED_VERSIONS, NULL, MISSING },
    { "H1 empty cookie",                RETRYING(SERVER, SERVER_HELLO, 0), append_extension, EXT_COOKIE, "0000", DECODE },
    { "H1 extension not for a retry",   RETRYING(SERVER, SERVER_HELLO, 0), append_extension, EXT_SERVER_NAME, "", ILLEGAL },
    { "H1 unknown extension",           RETRYING(SERVER, SERVER_HELLO, 0), append_extension, 0x1a2a, "", GNUTLS_A_UNSUPPORTED_EXTENSION },
    { "H1 another session id",          RETRYING(SERVER, SERVER_HELLO, 0), replace_session_id, 0, "0011", ILLEGAL },
};

static const struct rule h2[] = {
    { "H2 suites changed",              RETRYING(CLIENT, CLIENT_HELLO, 1), replace_suites, 0, "13021301", ILLEGAL },
    { "H2 session id changed",          RETRYING(CLIENT, CLIENT_HELLO, 1), replace_session_id, 0, "0011", ILLEGAL },
    { "H2 versions changed",            RETRYING(CLIENT, CLIENT_HELLO, 1), replace_extension, EXT_SUPPORTED_VERSIONS, "0403047f1c", ILLEGAL },
    { "H2 extension added",             RETRYING(CLIENT, CLIENT_HELLO, 1), prepend_extension, 0x1a2a, "00", ILLEGAL },
    { "H2 extension taken off",         RETRYING(CLIENT, CLIENT_HELLO, 1), remove_extension, EXT_SERVER_NAME, NULL, ILLEGAL },
    { "H2 padding may come",            RETRYING(CLIENT, CLIENT_HELLO, 1), prepend_extension, EXT_PADDING, "0000", MUST_SUCCEED },
    { "H2 cookie that nobody gave",     RETRYING(CLIENT, CLIENT_HELLO, 1), prepend_extension, EXT_COOKIE, "000141", ILLEGAL },
    { "H2 early data again",            RETRYING(CLIENT, CLIENT_HELLO, 1), prepend_extension, EXT_EARLY_DATA, "", ILLEGAL },
    { "H2 share of the wrong group",    RETRYING(CLIENT, CLIENT_HELLO, 1), replace_extension, EXT_KEY_SHARE, "0024001d00200900000000000000000000000000000000000000000000000000000000000000", ILLEGAL },
    { "H2 no share",                    RETRYING(CLIENT, CLIENT_HELLO, 1), replace_extension, EXT_KEY_SHARE, "0000", ILLEGAL },
    { "H2 shares of two groups",        RETRYING(CLIENT, CLIENT_HELLO, 1), append_share, 0, "fafa000100", ILLEGAL },
    { "H2 a share twice",               RETRYING(CLIENT, CLIENT_HELLO, 0), replace_extension, EXT_KEY_SHARE, "000a001d0001aa001d0001aa", ILLEGAL },
};
/* clang-format on */

static void test_r1_to_r3_offers_are_checked(void **state)
{
    ASSERT_RULES(r1_r3);
}

static void test_r5_second_hello_is_judged_anew(void **state)
{
    ASSERT_RULES(r5);
}

static void test_h1_retry_is_checked(void **state)
{
    ASSERT_RULES(h1);
}

static void test_h2_second_hello_changes_only_what_it_may(void **state)
{
    ASSERT_RULES(h2);
}

/* The client drops a session whose hash is not that of the retry's suite. */
static void test_r5_incompatible_session_is_withdrawn(void **state)
{
    struct pair_options first = { .tickets = true, .ticket_key = &pair_ticket_key };
    struct pair_options second = first;
    gnutls_datum_t data;
    struct pair pair;
    struct sim sim;

    first.server_priority = PAIR_PRIORITY ":-CIPHER-ALL:+AES-256-GCM";
    second.server_priority = PAIR_PRIORITY ":-CIPHER-ALL:+AES-128-GCM:-GROUP-ALL:+GROUP-SECP256R1";
    sim_init(&sim, &strict_networks[0]);
    assert_int_equal(pair_first_session(&sim, &first, &data), 0);
    second.session_data = &data;
    assert_int_equal(pair_open(&pair, &sim, &second), 0);

    assert_int_equal(pair_handshake(&pair), 0);
    assert_false(gnutls_session_is_resumed(pair.client.session));
    assert_false(gnutls_session_is_resumed(pair.server.session));
    assert_int_equal(pair_ping(&pair), 0);
    pair_close(&pair);
    gnutls_free(data.data);
    sim_end(&sim);
}

/* A second retry has no place: unexpected_message. */
static void second_retry(struct buffer *m, const struct evil *e)
{
    static const uint8_t retry_random[HELLO_RANDOM_SIZE] = {
        0xcf, 0x21, 0xad, 0x74, 0xe5, 0x9a, 0x61, 0x11, 0xbe, 0x1d, 0x8c,
        0x02, 0x1e, 0x65, 0xb8, 0x91, 0xc2, 0xa2, 0x11, 0x16, 0x7a, 0xbb,
        0x8c, 0x5e, 0x07, 0x9e, 0x09, 0xe2, 0xc8, 0xa8, 0x33, 0x9c,
    };

    memcpy(m->data + HANDSHAKE_HEADER_SIZE + 2, retry_random, sizeof retry_random);
}

static void test_h1_second_retry_is_unexpected(void **state)
{
    static const struct rule rules[] = {
        { "H1 comes twice", RETRYING(SERVER, SERVER_HELLO, 1), second_retry, 0, NULL,
          GNUTLS_A_UNEXPECTED_MESSAGE },
    };

    ASSERT_RULES(rules);
}

static void cookie_instead_of_group(struct buffer *m, const struct evil *e)
{
    remove_extension(m, &(struct evil){ .type = EXT_KEY_SHARE });
    append_extension(m, e);
}

/* The client goes on with its share and the cookie. Our server, which gave none, says so. */
static void test_h1_retry_for_a_cookie_alone_is_followed(void **state)
{
    static const uint8_t cookie[] = { 0, 4, 1, 2, 3, 4 };
    struct strict_run run;

    strict_begin(&run, SCENE_RETRY, &strict_networks[0]);
    evil = (struct evil){ .who = run.pair.server.session,
                          .message = SERVER_HELLO,
                          .change = cookie_instead_of_group,
                          .type = EXT_COOKIE,
                          .bytes = bytes_of(cookie, sizeof cookie) };
    pair_handshake(&run.pair);

    assert_true(evil.did);
    assert_int_equal(run.pair.client.result, GNUTLS_E_FATAL_ALERT_RECEIVED);
    assert_int_equal(run.pair.server.result, GNUTLS_E_RECEIVED_ILLEGAL_PARAMETER);
    strict_end(&run);
}

static int one_byte_a_record(struct outbound *out, struct record_keys *keys, uint8_t type,
                             struct bytes content, const struct evil *e)
{
    size_t step = type == CONTENT_HANDSHAKE ? 1 : content.size;

    for (size_t i = 0; i < content.size; i += step)
        TRY(evil_queue(out, keys, type, bytes_of(content.data + i, step)));
    return 0;
}

static void test_h1_retry_may_be_spread_over_records(void **state)
{
    for (size_t n = 0; n < strict_network_count; n++) {
        for (int role = CLIENT; role <= SERVER; role++) {
            struct strict_run run;

            strict_begin(&run, SCENE_RETRY_RESUMED, &strict_networks[n]);
            evil = (struct evil){ .who = strict_end_of(&run, (enum role)role)->session,
                                  .content = one_byte_a_record };
            assert_int_equal(pair_handshake(&run.pair), 0);
            assert_true(gnutls_session_is_resumed(run.pair.client.session));
            strict_end(&run);
        }
    }
}

/* ---- early data that the server does not take ---- */

static unsigned early_records;

/* The hello asks for early data; `early_records` of it follow, under keys nobody knows. */
static int with_early_data(struct outbound *out, struct record_keys *keys, uint8_t type,
                           struct bytes content, const struct evil *e)
{
    struct secret unknown = { .size = 32, .bytes = { 42 } };
    struct record_keys early;

    TRY(evil_queue(out, keys, type, content));
    if (evil.did)
        return 0;
    evil.did = true;
    record_keys_tls13(&early, suite_by_id(0x1301), &unknown);
    for (unsigned i = 0; i < early_records; i++)
        TRY(evil_queue(out, &early, CONTENT_APPLICATION_DATA, e->bytes));
    return 0;
}

static void ask_for_early_data(struct buffer *m, const struct evil *e)
{
    evil.did = false; /* the content's turn comes next */
    evil.change = NULL;
    prepend_extension(m, &(struct evil){ .type = EXT_EARLY_DATA });
}

static int early_data_result(enum scene scene, unsigned records, const struct sim_options *network)
{
    static const uint8_t data[1000];
    struct strict_run run;
    int result;

    strict_begin(&run, scene, network);
    evil = (struct evil){ .who = run.pair.client.session,
                          .message = CLIENT_HELLO,
                          .change = ask_for_early_data,
                          .content = with_early_data,
                          .bytes = bytes_of(data, sizeof data) };
    early_records = records;
    result = strict_handshake(&run, SERVER);
    strict_end(&run);
    return result;
}

static void test_r12_early_data_is_passed_over_within_its_limit(void **state)
{
    for (size_t n = 0; n < strict_network_count; n++) {
        assert_int_equal(early_data_result(SCENE_RESUMED, 5, &strict_networks[n]), 0);
        assert_int_equal(early_data_result(SCENE_FULL, 16, &strict_networks[n]), 0);
        assert_int_equal(early_data_result(SCENE_FULL, 17, &strict_networks[n]),
                         GNUTLS_E_DECRYPTION_FAILED);
        /* After a retry it is told by the type of its records. */
        assert_int_equal(early_data_result(SCENE_RETRY, 16, &strict_networks[n]), 0);
        assert_int_equal(early_data_result(SCENE_RETRY, 17, &strict_networks[n]),
                         GNUTLS_E_UNEXPECTED_PACKET);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_r1_to_r3_offers_are_checked),
        cmocka_unit_test(test_r5_second_hello_is_judged_anew),
        cmocka_unit_test(test_r5_incompatible_session_is_withdrawn),
        cmocka_unit_test(test_h1_retry_is_checked),
        cmocka_unit_test(test_h1_second_retry_is_unexpected),
        cmocka_unit_test(test_h1_retry_for_a_cookie_alone_is_followed),
        cmocka_unit_test(test_h1_retry_may_be_spread_over_records),
        cmocka_unit_test(test_r12_early_data_is_passed_over_within_its_limit),
        cmocka_unit_test(test_h2_second_hello_changes_only_what_it_may),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_strict_tls12_records.c - records of TLS 1.2 that break a rule
 *
 * Rows M1, M2, M7 and M9: RFC 5246, 6.2 and 7.1. A ChangeCipherSpec that comes early would let an
 * attacker in between have both ends work with keys that it knows.
 */

#include "strict.h"

#include "base/errors.h"
#include "base/text.h"

#include "unit/test.h"

#define UNEXPECTED GNUTLS_A_UNEXPECTED_MESSAGE
#define BAD_MAC    GNUTLS_A_BAD_RECORD_MAC
#define OVERFLOW   GNUTLS_A_RECORD_OVERFLOW
#define DECODE     GNUTLS_A_DECODE_ERROR

#define CCS CONTENT_CHANGE_CIPHER_SPEC

/* ---- ways to send something else ---- */

static int behind_another(struct outbound *out, struct record_keys *keys, uint8_t type,
                          struct bytes content, const struct evil *e)
{
    evil.did = true;
    for (unsigned i = 0; i < e->pass + 1; i++)
        TRY(evil_queue(out, keys, (uint8_t)e->type, e->bytes));
    return evil_queue(out, keys, type, content);
}

static int instead(struct outbound *out, struct record_keys *keys, uint8_t type,
                   struct bytes content, const struct evil *e)
{
    evil.did = true;
    return evil_queue(out, keys, (uint8_t)e->type, e->bytes);
}

/* In the clear, whatever keys are on. */
static int behind_clear(struct outbound *out, struct record_keys *keys, uint8_t type,
                        struct bytes content, const struct evil *e)
{
    struct record_keys none;

    record_keys_none(&none);
    evil.did = true;
    TRY(evil_queue(out, &none, (uint8_t)e->type, e->bytes));
    return evil_queue(out, keys, type, content);
}

/* The ChangeCipherSpec stays away; the Finished comes in the clear. */
static int without_change(struct outbound *out, struct record_keys *keys, uint8_t type,
                          struct bytes content, const struct evil *e)
{
    struct record_keys none;

    record_keys_none(&none);
    if (type == CCS)
        return 0;
    evil.did = true;
    return evil_queue(out, &none, type, content);
}

/* The first message alone, then what shall come between, then the others. */
static int behind_first_message(struct outbound *out, struct record_keys *keys, uint8_t type,
                                struct bytes content, const struct evil *e)
{
    size_t size = HANDSHAKE_HEADER_SIZE + ((size_t)content.data[2] << 8 | content.data[3]);

    evil.did = true;
    TRY(evil_queue(out, keys, type, bytes_of(content.data, size)));
    TRY(evil_queue(out, keys, (uint8_t)e->type, e->bytes));
    return evil_queue(out, keys, type, bytes_from(content, size));
}

static int within_message(struct outbound *out, struct record_keys *keys, uint8_t type,
                          struct bytes content, const struct evil *e)
{
    evil.did = true;
    TRY(evil_queue(out, keys, type, bytes_of(content.data, 1)));
    TRY(evil_queue(out, keys, (uint8_t)e->type, e->bytes));
    return evil_queue(out, keys, type, bytes_from(content, 1));
}

static int with_a_tail(struct outbound *out, struct record_keys *keys, uint8_t type,
                       struct bytes content, const struct evil *e)
{
    SCOPED(buffer) struct buffer all = { 0 };

    evil.did = true;
    TRY(buffer_append(&all, content));
    TRY(buffer_append(&all, e->bytes));
    return evil_queue(out, keys, type, buffer_bytes(&all));
}

static int in_single_bytes(struct outbound *out, struct record_keys *keys, uint8_t type,
                           struct bytes content, const struct evil *e)
{
    for (size_t i = 0; i < content.size; i++)
        TRY(evil_queue(out, keys, type, bytes_of(content.data + i, 1)));
    return 0;
}

/* ---- within the handshake ---- */

struct content_rule {
    const char *name;
    enum scene scene;
    enum role who;
    unsigned content_pass; /* contents queued before */
    content_change *content;
    uint16_t type;
    unsigned more; /* times beyond the first */
    const char *hex;
    int alert;
};

/* Contents of a full handshake: of the client its hello, its key exchange, the ChangeCipherSpec,
 * its Finished; of the server its hello to the end of that flight, the ticket, the
 * ChangeCipherSpec, its Finished. Of a resumed one: the hello, the ChangeCipherSpec, Finished. */
/* clang-format off */
static const struct content_rule content_rules[] = {
    { "M2 change before the server's hello",    SCENE12_FULL, SERVER, 0, behind_another, CCS, 0, "01", UNEXPECTED },
    { "M2 change behind the server's hello",    SCENE12_FULL, SERVER, 0, behind_first_message, CCS, 0, "01", UNEXPECTED },
    { "M2 change for the server's ticket",      SCENE12_FULL, SERVER, 1, behind_another, CCS, 0, "01", UNEXPECTED },
    { "M2 change within the server's messages", SCENE12_FULL, SERVER, 0, within_message, CCS, 0, "01", UNEXPECTED },
    { "M2 change before the client's hello",    SCENE12_FULL, CLIENT, 0, behind_another, CCS, 0, "01", UNEXPECTED },
    { "M2 change behind the client's hello",    SCENE12_FULL, CLIENT, 1, behind_another, CCS, 0, "01", UNEXPECTED },
    { "M2 change behind the client's certificate", SCENE12_CLIENT_CERTIFICATE, CLIENT, 1, behind_first_message, CCS, 0, "01", UNEXPECTED },
    { "M2 change within the client's messages", SCENE12_FULL, CLIENT, 1, within_message, CCS, 0, "01", UNEXPECTED },
    { "M2 change for the client's key exchange", SCENE12_FULL, CLIENT, 1, instead, CCS, 0, "01", UNEXPECTED },
    { "M2 no change by the client",             SCENE12_FULL, CLIENT, 2, without_change, 0, 0, "", UNEXPECTED },
    { "M2 no change by the server",             SCENE12_FULL, SERVER, 2, without_change, 0, 0, "", UNEXPECTED },
    { "M2 no change by the client, resumed",    SCENE12_RESUMED, CLIENT, 1, without_change, 0, 0, "", UNEXPECTED },
    { "M2 no change by the server, resumed",    SCENE12_RESUMED, SERVER, 1, without_change, 0, 0, "", UNEXPECTED },
    { "M2 no change by the client, by id",      SCENE12_BY_ID, CLIENT, 1, without_change, 0, 0, "", UNEXPECTED },
    { "M2 no change by the server, by id",      SCENE12_BY_ID, SERVER, 1, without_change, 0, 0, "", UNEXPECTED },
    { "M2 change twice by the client",          SCENE12_FULL, CLIENT, 2, behind_another, CCS, 0, "01", BAD_MAC },
    { "M2 change twice by the server",          SCENE12_FULL, SERVER, 2, behind_another, CCS, 0, "01", BAD_MAC },
    { "M2 second change sealed, client",        SCENE12_FULL, CLIENT, 3, behind_another, CCS, 0, "01", UNEXPECTED },
    { "M2 second change sealed, server",        SCENE12_FULL, SERVER, 3, behind_another, CCS, 0, "01", UNEXPECTED },
    { "M2 change twice by the client, resumed", SCENE12_RESUMED, CLIENT, 1, behind_another, CCS, 0, "01", BAD_MAC },
    { "M2 change twice by the server, resumed", SCENE12_RESUMED, SERVER, 1, behind_another, CCS, 0, "01", BAD_MAC },
    { "M2 second change sealed, resumed",       SCENE12_RESUMED, SERVER, 2, behind_another, CCS, 0, "01", UNEXPECTED },
    { "M2 second change under CBC",             SCENE12_CBC, CLIENT, 3, behind_another, CCS, 0, "01", UNEXPECTED },
    { "M2 change of value 2",                   SCENE12_FULL, CLIENT, 2, instead, CCS, 0, "02", UNEXPECTED },
    { "M2 change of value 0",                   SCENE12_FULL, SERVER, 2, instead, CCS, 0, "00", UNEXPECTED },
    { "M2 change of two bytes",                 SCENE12_FULL, CLIENT, 2, instead, CCS, 0, "0101", UNEXPECTED },
    { "M2 change early by the server, resumed", SCENE12_RESUMED, SERVER, 0, behind_another, CCS, 0, "01", UNEXPECTED },
    { "M2 change early by the client, resumed", SCENE12_RESUMED, CLIENT, 0, behind_another, CCS, 0, "01", UNEXPECTED },
    { "M1 bytes before the client's change",    SCENE12_FULL, CLIENT, 1, with_a_tail, 0, 0, "14", UNEXPECTED },
    { "M1 a Finished before the client's change", SCENE12_FULL, CLIENT, 1, with_a_tail, 0, 0, "1400000c000000000000000000000000", UNEXPECTED },
    { "M1 bytes before the server's change",    SCENE12_FULL, SERVER, 1, with_a_tail, 0, 0, "1400", UNEXPECTED },
    { "M1 bytes before the server's change, resumed", SCENE12_RESUMED, SERVER, 0, with_a_tail, 0, 0, "14", UNEXPECTED },
    { "M1 the client's Finished in the clear behind its change", SCENE12_FULL, CLIENT, 3, behind_clear, CONTENT_HANDSHAKE, 0, "1400000c000000000000000000000000", BAD_MAC },
    { "M1 the server's Finished in the clear behind its change", SCENE12_RESUMED, SERVER, 2, behind_clear, CONTENT_HANDSHAKE, 0, "1400000c000000000000000000000000", BAD_MAC },
    { "M1 data in the clear, client",           SCENE12_FULL, CLIENT, 1, behind_another, CONTENT_APPLICATION_DATA, 0, "aa", UNEXPECTED },
    { "M1 data in the clear, server",           SCENE12_FULL, SERVER, 0, behind_first_message, CONTENT_APPLICATION_DATA, 0, "aa", UNEXPECTED },
    { "M1 data before the client's Finished",   SCENE12_FULL, CLIENT, 3, behind_another, CONTENT_APPLICATION_DATA, 0, "aa", UNEXPECTED },
    { "M1 data before the server's Finished",   SCENE12_RESUMED, SERVER, 2, behind_another, CONTENT_APPLICATION_DATA, 0, "aa", UNEXPECTED },
    { "M1 no heartbeat",                        SCENE12_FULL, CLIENT, 1, behind_another, CONTENT_HEARTBEAT, 0, "01000000", UNEXPECTED },
    { "M1 alert of one byte",                   SCENE12_FULL, CLIENT, 1, behind_another, CONTENT_ALERT, 0, "01", DECODE },
    { "M1 alert within a message",              SCENE12_FULL, CLIENT, 1, within_message, CONTENT_ALERT, 0, "0170", UNEXPECTED },
    { "M9 close_notify in the handshake",       SCENE12_FULL, CLIENT, 1, behind_another, CONTENT_ALERT, 0, "0100", NO_ALERT },
    { "M9 fatal alert in the handshake",        SCENE12_FULL, SERVER, 0, behind_first_message, CONTENT_ALERT, 0, "0228", NO_ALERT },
    { "M9 user_canceled is borne",              SCENE12_FULL, SERVER, 0, behind_first_message, CONTENT_ALERT, 0, "015a", MUST_SUCCEED },
    { "M9 a warning is borne, client",          SCENE12_FULL, CLIENT, 1, behind_another, CONTENT_ALERT, 0, "0170", MUST_SUCCEED },
    { "M9 a warning is borne, server",          SCENE12_FULL, SERVER, 0, behind_first_message, CONTENT_ALERT, 0, "0170", MUST_SUCCEED },
    { "M9 a warning under keys",                SCENE12_RESUMED, SERVER, 2, behind_another, CONTENT_ALERT, 0, "0170", MUST_SUCCEED },
    { "M7 a flood of warnings",                 SCENE12_FULL, CLIENT, 1, behind_another, CONTENT_ALERT, 200, "0170", UNEXPECTED },
    { "M7 a flood of user_canceled",            SCENE12_FULL, CLIENT, 1, behind_another, CONTENT_ALERT, 200, "015a", UNEXPECTED },
    { "M1 server's messages in single bytes",   SCENE12_FULL, SERVER, 0, in_single_bytes, 0, 0, "", MUST_SUCCEED },
    { "M1 client's messages in single bytes",   SCENE12_CLIENT_CERTIFICATE, CLIENT, 0, in_single_bytes, 0, 0, "", MUST_SUCCEED },
    { "M1 single bytes, resumed",               SCENE12_RESUMED, SERVER, 0, in_single_bytes, 0, 0, "", MUST_SUCCEED },
    { "M1 single bytes under CBC",              SCENE12_CBC, SERVER, 0, in_single_bytes, 0, 0, "", MUST_SUCCEED },
};
/* clang-format on */

/* The application goes on after a warning. */
static int handshake_over_warnings(struct strict_run *run, enum role victim)
{
    int result;

    do
        result = strict_handshake(run, victim);
    while (result == GNUTLS_E_WARNING_ALERT_RECEIVED);
    return result;
}

static void judge(const char *name, enum role who, int result, int alert)
{
    if (alert == MUST_SUCCEED) {
        if (result < 0)
            fail_msg("%s: refused with %s", name, gnutls_strerror_name(result));
    } else if (result >= 0 || error_alert(result) != alert) {
        fail_msg("%s (by %s): %s, alert %d instead of %d", name,
                 who == CLIENT ? "client" : "server",
                 result < 0 ? gnutls_strerror_name(result) : "taken",
                 result < 0 ? error_alert(result) : 0, alert);
    }
}

static void assert_content_rule(const struct content_rule *rule, const struct sim_options *network)
{
    SCOPED(buffer) struct buffer bytes = { 0 };
    struct strict_run run;
    int result;

    assert_int_equal(hex_decode(bytes_of_text(rule->hex), &bytes), 0);
    strict_begin(&run, rule->scene, network);
    evil = (struct evil){
        .who = strict_end_of(&run, rule->who)->session,
        .content = rule->content,
        .content_pass = rule->content_pass,
        .pass = rule->more,
        .type = rule->type,
        .bytes = buffer_bytes(&bytes),
    };
    result = handshake_over_warnings(&run, rule->who == CLIENT ? SERVER : CLIENT);

    if (!evil.did && rule->content != in_single_bytes)
        fail_msg("%s: the rule was not broken", rule->name);
    judge(rule->name, rule->who, result, rule->alert);
    strict_end(&run);
}

static void test_m_content_of_the_handshake_is_checked(void **state)
{
    for (size_t n = 0; n < strict_network_count; n++) {
        for (size_t i = 0; i < ARRAY_SIZE(content_rules); i++)
            assert_content_rule(&content_rules[i], &strict_networks[n]);
    }
}

/* ---- on an open connection ---- */

enum { IN_THE_CLEAR = 256 };

struct record_rule {
    const char *name;
    enum scene scene;
    unsigned type; /* sealed content of this type; IN_THE_CLEAR: bytes go out as they are */
    const char *hex;
    unsigned times;
    int alert;
};

/* clang-format off */
static const struct record_rule record_rules[] = {
    { "M1 record over its limit",         SCENE12_FULL, IN_THE_CLEAR, "1703034801", 1, OVERFLOW },
    { "M1 record over its limit, CBC",    SCENE12_CBC,  IN_THE_CLEAR, "1703034801", 1, OVERFLOW },
    { "M1 forged record",                 SCENE12_FULL, IN_THE_CLEAR, "170303001900112233445566778899aabbccddeeff00112233aabbccddee", 1, BAD_MAC },
    { "M1 record shorter than a tag",     SCENE12_FULL, IN_THE_CLEAR, "1703030004aabbccdd", 1, BAD_MAC },
    { "M1 record of a nonce alone",       SCENE12_FULL, IN_THE_CLEAR, "17030300080000000000000001", 1, BAD_MAC },
    { "M1 record shorter than a MAC, CBC", SCENE12_CBC, IN_THE_CLEAR, "170303001000112233445566778899aabbccddeeff", 1, BAD_MAC },
    { "M1 record of half a block, CBC",   SCENE12_CBC,  IN_THE_CLEAR, "17030300080011223344556677", 1, BAD_MAC },
    { "M1 alert in the clear",            SCENE12_FULL, IN_THE_CLEAR, "15030300020228", 1, BAD_MAC },
    { "M1 handshake in the clear",        SCENE12_FULL, IN_THE_CLEAR, "160303000400000000", 1, BAD_MAC },
    { "M1 alert in the clear, CBC",       SCENE12_CBC,  IN_THE_CLEAR, "15030300020100", 1, BAD_MAC },
    { "M1 empty record",                  SCENE12_FULL, IN_THE_CLEAR, "1703030000", 1, UNEXPECTED },
    { "M1 unknown type",                  SCENE12_FULL, IN_THE_CLEAR, "6303030001aa", 1, UNEXPECTED },
    { "M1 other protocol",                SCENE12_FULL, IN_THE_CLEAR, "1704030001aa", 1, GNUTLS_A_PROTOCOL_VERSION },
    { "M1 empty handshake content",       SCENE12_FULL, CONTENT_HANDSHAKE, "", 1, UNEXPECTED },
    { "M1 empty alert content",           SCENE12_FULL, CONTENT_ALERT, "", 1, UNEXPECTED },
    { "M1 empty alert content, CBC",      SCENE12_CBC,  CONTENT_ALERT, "", 1, UNEXPECTED },
    { "M1 alert of one byte",             SCENE12_FULL, CONTENT_ALERT, "02", 1, DECODE },
    { "M1 alert of three bytes",          SCENE12_FULL, CONTENT_ALERT, "022828", 1, DECODE },
    { "M2 ChangeCipherSpec in the clear", SCENE12_FULL, IN_THE_CLEAR, "140303000101", 1, BAD_MAC },
    { "M2 ChangeCipherSpec sealed",       SCENE12_FULL, CONTENT_CHANGE_CIPHER_SPEC, "01", 1, UNEXPECTED },
    { "M4 Finished afterwards",           SCENE12_FULL, CONTENT_HANDSHAKE, "14000000", 1, UNEXPECTED },
    { "M4 server hello afterwards",       SCENE12_FULL, CONTENT_HANDSHAKE, "02000000", 1, UNEXPECTED },
    { "M4 ticket afterwards",             SCENE12_FULL, CONTENT_HANDSHAKE, "04000007000000000001aa", 1, UNEXPECTED },
    { "M4 KeyUpdate afterwards",          SCENE12_FULL, CONTENT_HANDSHAKE, "1800000100", 1, UNEXPECTED },
    { "M4 unknown message afterwards",    SCENE12_FULL, CONTENT_HANDSHAKE, "63000000", 1, UNEXPECTED },
    { "M7 a few empty data records",      SCENE12_FULL, CONTENT_APPLICATION_DATA, "", 8, MUST_SUCCEED },
    { "M7 a few empty data records, CBC", SCENE12_CBC,  CONTENT_APPLICATION_DATA, "", 8, MUST_SUCCEED },
    { "M7 a flood of empty data records", SCENE12_FULL, CONTENT_APPLICATION_DATA, "", 100, UNEXPECTED },
    { "M9 fatal alert",                   SCENE12_FULL, CONTENT_ALERT, "0228", 1, NO_ALERT },
    { "M9 a warning is borne",            SCENE12_FULL, CONTENT_ALERT, "0170", 1, MUST_SUCCEED },
    { "M9 user_canceled is borne",        SCENE12_FULL, CONTENT_ALERT, "015a", 1, MUST_SUCCEED },
    { "M7 a flood of user_canceled",      SCENE12_FULL, CONTENT_ALERT, "015a", 100, UNEXPECTED },
    { "M7 a flood of warnings",           SCENE12_FULL, CONTENT_ALERT, "0170", 200, UNEXPECTED },
};
/* clang-format on */

static void put(struct sim_end *end, unsigned type, struct bytes content)
{
    struct record_keys *keys = &end->session->keys.out;
    SCOPED(buffer) struct buffer record = { 0 };

    if (type == IN_THE_CLEAR) {
        sim_link_push(&end->out, content.data, content.size);
        return;
    }
    assert_int_equal(keys->protection->seal(keys, (uint8_t)type, content, 0, &record), 0);
    sim_link_push(&end->out, record.data, record.size);
}

static int read_over_warnings(struct sim_end *victim)
{
    ssize_t got;
    char byte;

    do
        got = pair_receive(victim, &byte, 1);
    while (got == GNUTLS_E_WARNING_ALERT_RECEIVED);
    return got == GNUTLS_E_AGAIN ? 0 : (int)got;
}

static void assert_record_rule(const struct record_rule *rule, enum role who,
                               const struct sim_options *network)
{
    SCOPED(buffer) struct buffer content = { 0 };
    struct strict_run run;
    int result;

    assert_int_equal(hex_decode(bytes_of_text(rule->hex), &content), 0);
    strict_begin(&run, rule->scene, network);
    assert_int_equal(pair_handshake(&run.pair), 0);
    pair_settle(&run.pair);
    for (unsigned i = 0; i < rule->times; i++)
        put(strict_end_of(&run, who), rule->type, buffer_bytes(&content));
    result = read_over_warnings(strict_end_of(&run, who == CLIENT ? SERVER : CLIENT));

    judge(rule->name, who, result, rule->alert);
    strict_end(&run);
}

static void test_m_records_are_checked_by_both_sides(void **state)
{
    for (size_t n = 0; n < strict_network_count; n++) {
        for (size_t i = 0; i < ARRAY_SIZE(record_rules); i++) {
            assert_record_rule(&record_rules[i], CLIENT, &strict_networks[n]);
            assert_record_rule(&record_rules[i], SERVER, &strict_networks[n]);
        }
    }
}

/* RFC 5246, 7.4.1.1: who is at a handshake already need not be asked for one. */
static void test_hello_request_within_a_handshake_is_passed_over(void **state)
{
    static const uint8_t request[HANDSHAKE_HEADER_SIZE] = { HELLO_REQUEST };

    for (size_t n = 0; n < strict_network_count; n++) {
        struct strict_run run;

        strict_begin(&run, SCENE12_FULL, &strict_networks[n]);
        evil = (struct evil){ .who = run.pair.server.session,
                              .content = behind_first_message,
                              .type = CONTENT_HANDSHAKE,
                              .bytes = bytes_of(request, sizeof request) };
        assert_int_equal(strict_handshake(&run, CLIENT), 0);
        assert_true(evil.did);
        assert_int_equal(pair_ping(&run.pair), 0);
        strict_end(&run);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_m_content_of_the_handshake_is_checked),
        cmocka_unit_test(test_m_records_are_checked_by_both_sides),
        cmocka_unit_test(test_hello_request_within_a_handshake_is_passed_over),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_strict_records.c - records that break a rule
 *
 * Rows M1, M2, M5, M7 to M9 and R15: RFC 8446, 4.6.3, 5, 6 and D.4.
 */

#include "strict.h"

#include "base/errors.h"
#include "base/text.h"

#include "unit/test.h"

#define UNEXPECTED GNUTLS_A_UNEXPECTED_MESSAGE
#define BAD_MAC    GNUTLS_A_BAD_RECORD_MAC
#define OVERFLOW   GNUTLS_A_RECORD_OVERFLOW

enum { NO_RECORD_TYPE = 256, TURNS_MAX = 1000 };

/* What is sent on an open connection, or instead of the first flight. */
struct record_rule {
    const char *name;
    bool open;     /* after the handshake; else as the first bytes there are */
    unsigned type; /* sealed content of this type; NO_RECORD_TYPE: bytes go out as they are */
    const char *hex;
    unsigned times;
    int alert;
};

/* clang-format off */
static const struct record_rule record_rules[] = {
    { "M1 first record over 2^14",        false, NO_RECORD_TYPE, "1603014001", 1, OVERFLOW },
    { "M1 empty first handshake record",  false, NO_RECORD_TYPE, "1603010000", 1, UNEXPECTED },
    { "M1 empty first alert",             false, NO_RECORD_TYPE, "1503010000", 1, UNEXPECTED },
    { "M1 data before the hello",         false, NO_RECORD_TYPE, "1703030001aa", 1, UNEXPECTED },
    { "M1 unknown type first",            false, NO_RECORD_TYPE, "6303030001aa", 1, UNEXPECTED },
    { "M1 no TLS at all",                 false, NO_RECORD_TYPE, "474554202f20485454502f312e31", 1, UNEXPECTED },
    { "M1 sealed record over its limit",  true,  NO_RECORD_TYPE, "1703034101", 1, OVERFLOW },
    { "M1 handshake in the clear",        true,  NO_RECORD_TYPE, "160303000418000001", 1, UNEXPECTED },
    { "M1 alert in the clear",            true,  NO_RECORD_TYPE, "15030300020228", 1, UNEXPECTED },
    { "M1 forged record",                 true,  NO_RECORD_TYPE, "170303001400112233445566778899aabbccddeeff00112233", 1, BAD_MAC },
    { "M1 record shorter than a tag",     true,  NO_RECORD_TYPE, "1703030004aabbccdd", 1, BAD_MAC },
    { "M1 empty handshake content",       true,  CONTENT_HANDSHAKE, "", 1, UNEXPECTED },
    { "M1 empty alert content",           true,  CONTENT_ALERT, "", 1, UNEXPECTED },
    { "M1 zeros only",                    true,  0, "", 1, UNEXPECTED },
    { "M1 unknown inner type",            true,  99, "aa", 1, UNEXPECTED },
    { "M1 inner ChangeCipherSpec",        true,  CONTENT_CHANGE_CIPHER_SPEC, "01", 1, UNEXPECTED },
    { "M2 ChangeCipherSpec before all",   false, NO_RECORD_TYPE, "140303000101", 1, UNEXPECTED },
    { "M2 ChangeCipherSpec afterwards",   true,  NO_RECORD_TYPE, "140303000101", 1, UNEXPECTED },
    { "M5 KeyUpdate of 2",                true,  CONTENT_HANDSHAKE, "1800000102", 1, GNUTLS_A_ILLEGAL_PARAMETER },
    { "M5 KeyUpdate of no byte",          true,  CONTENT_HANDSHAKE, "18000000", 1, GNUTLS_A_DECODE_ERROR },
    { "M5 KeyUpdate of two bytes",        true,  CONTENT_HANDSHAKE, "180000020000", 1, GNUTLS_A_DECODE_ERROR },
    { "M7 a few empty data records",      true,  CONTENT_APPLICATION_DATA, "", 8, MUST_SUCCEED },
    { "M7 a flood of empty data records", true,  CONTENT_APPLICATION_DATA, "", 100, UNEXPECTED },
    { "M4 Finished afterwards",           true,  CONTENT_HANDSHAKE, "14000000", 1, UNEXPECTED },
    { "M4 server hello afterwards",       true,  CONTENT_HANDSHAKE, "02000000", 1, UNEXPECTED },
    { "M4 client hello afterwards",       true,  CONTENT_HANDSHAKE, "01000000", 1, UNEXPECTED },
    { "M4 unknown message afterwards",    true,  CONTENT_HANDSHAKE, "63000000", 1, UNEXPECTED },
    { "M3 message over the limit",        true,  CONTENT_HANDSHAKE, "18ffffff", 1, GNUTLS_A_DECODE_ERROR },
    { "R15 bytes behind a KeyUpdate",     true,  CONTENT_HANDSHAKE, "180000010018", 1, UNEXPECTED },
    { "M9 unknown alert is fatal",        true,  CONTENT_ALERT, "01fa", 1, NO_ALERT },
    { "M9 warning no_renegotiation",      true,  CONTENT_ALERT, "0164", 1, NO_ALERT },
    { "M9 user_canceled is borne",        true,  CONTENT_ALERT, "015a", 1, MUST_SUCCEED },
    { "M7 a flood of user_canceled",      true,  CONTENT_ALERT, "015a", 100, UNEXPECTED },
    { "M1 alert of one byte",             true,  CONTENT_ALERT, "02", 1, GNUTLS_A_DECODE_ERROR },
    { "M1 alert of three bytes",          true,  CONTENT_ALERT, "022828", 1, GNUTLS_A_DECODE_ERROR },
};
/* clang-format on */

static void put(struct sim_end *end, unsigned type, struct bytes content)
{
    struct record_keys *keys = &end->session->keys.out;
    SCOPED(buffer) struct buffer record = { 0 };

    if (type == NO_RECORD_TYPE) {
        sim_link_push(&end->out, content.data, content.size);
        return;
    }
    assert_int_equal(keys->protection->seal(keys, (uint8_t)type, content, 0, &record), 0);
    sim_link_push(&end->out, record.data, record.size);
}

static int victim_result(struct strict_run *run, struct sim_end *victim, bool open)
{
    char byte;
    ssize_t got;

    if (!open) {
        for (int turns = 0; turns < TURNS_MAX; turns++) {
            end_turn(victim);
            if (victim->result != GNUTLS_E_AGAIN)
                break;
            sim_advance(&run->sim, SIM_FOREVER);
        }
        return victim->result;
    }
    /* The application is told of a warning, and may go on. */
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
    struct sim_end *villain, *victim;
    int result;

    assert_int_equal(hex_decode(bytes_of_text(rule->hex), &content), 0);
    strict_begin(&run, SCENE_FULL, network);
    villain = strict_end_of(&run, who);
    victim = strict_end_of(&run, who == CLIENT ? SERVER : CLIENT);
    if (rule->open) {
        assert_int_equal(pair_handshake(&run.pair), 0);
        pair_settle(&run.pair);
    }
    for (unsigned i = 0; i < rule->times; i++)
        put(villain, rule->type, buffer_bytes(&content));
    result = victim_result(&run, victim, rule->open);

    if (rule->alert == MUST_SUCCEED) {
        if (result < 0)
            fail_msg("%s: refused with %s", rule->name, gnutls_strerror_name(result));
    } else if (result >= 0 || error_alert(result) != rule->alert) {
        fail_msg("%s (by %s): %s, alert %d instead of %d", rule->name,
                 who == CLIENT ? "client" : "server",
                 result < 0 ? gnutls_strerror_name(result) : "taken",
                 result < 0 ? error_alert(result) : 0, rule->alert);
    }
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

/* ---- within the handshake ---- */

/* The content as it is, and bytes of one more message in the same record. */
static int with_a_tail(struct outbound *out, struct record_keys *keys, uint8_t type,
                       struct bytes content, const struct evil *e)
{
    SCOPED(buffer) struct buffer all = { 0 };

    evil.did = true;
    TRY(buffer_append(&all, content));
    TRY(buffer_append(&all, e->bytes));
    return evil_queue(out, keys, type, buffer_bytes(&all));
}

/* Something else first. */
static int behind_another(struct outbound *out, struct record_keys *keys, uint8_t type,
                          struct bytes content, const struct evil *e)
{
    evil.did = true;
    for (unsigned i = 0; i < e->pass + 1; i++)
        TRY(evil_queue(out, keys, (uint8_t)e->type, e->bytes));
    return evil_queue(out, keys, type, content);
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

/* One byte of content per record. */
static int in_single_bytes(struct outbound *out, struct record_keys *keys, uint8_t type,
                           struct bytes content, const struct evil *e)
{
    for (size_t i = 0; i < content.size; i++)
        TRY(evil_queue(out, keys, type, bytes_of(content.data + i, 1)));
    if (type == CONTENT_HANDSHAKE && content.data[0] == FINISHED)
        evil.did = true;
    return 0;
}

/* The first byte, then data, then the rest. */
static int with_data_between(struct outbound *out, struct record_keys *keys, uint8_t type,
                             struct bytes content, const struct evil *e)
{
    evil.did = true;
    TRY(evil_queue(out, keys, type, bytes_of(content.data, 1)));
    TRY(evil_queue(out, keys, (uint8_t)e->type, e->bytes));
    return evil_queue(out, keys, type, bytes_from(content, 1));
}

struct content_rule {
    const char *name;
    enum role who;
    unsigned content_pass; /* records queued before; the dummy is one */
    content_change *content;
    uint16_t type;
    unsigned more; /* times beyond the first */
    const char *hex;
    int alert;
};

/* The server queues: hello, dummy, EE to Finished, tickets. The client: hello, dummy, Finished. */
/* clang-format off */
static const struct content_rule content_rules[] = {
    { "R15 bytes behind the client hello",     CLIENT, 0, with_a_tail, 0, 0, "0b000000", UNEXPECTED },
    { "R15 bytes behind the server hello",     SERVER, 0, with_a_tail, 0, 0, "080000020000", UNEXPECTED },
    { "R15 bytes behind the server's Finished", SERVER, 2, with_a_tail, 0, 0, "04", UNEXPECTED },
    { "R15 bytes behind the client's Finished", CLIENT, 2, with_a_tail, 0, 0, "18", UNEXPECTED },
    { "M2 two dummies by the server",          SERVER, 2, behind_clear, CONTENT_CHANGE_CIPHER_SPEC, 0, "01", UNEXPECTED },
    { "M2 two dummies by the client",          CLIENT, 2, behind_clear, CONTENT_CHANGE_CIPHER_SPEC, 0, "01", UNEXPECTED },
    { "M2 dummy of value 2",                   SERVER, 1, behind_clear, CONTENT_CHANGE_CIPHER_SPEC, 0, "02", UNEXPECTED },
    { "M2 dummy of two bytes",                 SERVER, 1, behind_clear, CONTENT_CHANGE_CIPHER_SPEC, 0, "0101", UNEXPECTED },
    { "M2 dummy before the server's hello",    SERVER, 0, behind_clear, CONTENT_CHANGE_CIPHER_SPEC, 0, "01", UNEXPECTED },
    { "M1 data between parts of a message",    SERVER, 2, with_data_between, CONTENT_APPLICATION_DATA, 0, "aa", UNEXPECTED },
    { "M1 alert between parts of a message",   SERVER, 2, with_data_between, CONTENT_ALERT, 0, "015a", UNEXPECTED },
    { "M1 data in the handshake, server",      SERVER, 2, behind_another, CONTENT_APPLICATION_DATA, 0, "aa", UNEXPECTED },
    { "M1 data in the handshake, client",      CLIENT, 2, behind_another, CONTENT_APPLICATION_DATA, 0, "aa", UNEXPECTED },
    { "M1 in the clear under keys, server",    SERVER, 2, behind_clear, CONTENT_HANDSHAKE, 0, "080000020000", UNEXPECTED },
    { "M1 in the clear under keys, client",    CLIENT, 2, behind_clear, CONTENT_HANDSHAKE, 0, "14000000", UNEXPECTED },
    { "M9 user_canceled first",                SERVER, 0, behind_another, CONTENT_ALERT, 0, "015a", MUST_SUCCEED },
    { "M9 user_canceled in the middle",        SERVER, 2, behind_another, CONTENT_ALERT, 0, "015a", MUST_SUCCEED },
    { "M9 user_canceled by the client",        CLIENT, 2, behind_another, CONTENT_ALERT, 0, "015a", MUST_SUCCEED },
    { "M7 a flood of user_canceled",           SERVER, 2, behind_another, CONTENT_ALERT, 60, "015a", UNEXPECTED },
    { "M9 no_renegotiation in the middle",     SERVER, 2, behind_another, CONTENT_ALERT, 0, "0164", NO_ALERT },
    { "M9 no_renegotiation by the client",     CLIENT, 2, behind_another, CONTENT_ALERT, 0, "0164", NO_ALERT },
    { "M9 close_notify in the middle",         SERVER, 2, behind_another, CONTENT_ALERT, 0, "0100", NO_ALERT },
    { "M1 server's messages in single bytes",  SERVER, 0, in_single_bytes, 0, 0, "", MUST_SUCCEED },
    { "M1 client's messages in single bytes",  CLIENT, 0, in_single_bytes, 0, 0, "", MUST_SUCCEED },
};
/* clang-format on */

static void assert_content_rule(const struct content_rule *rule, const struct sim_options *network)
{
    SCOPED(buffer) struct buffer bytes = { 0 };
    struct strict_run run;
    int result;

    assert_int_equal(hex_decode(bytes_of_text(rule->hex), &bytes), 0);
    strict_begin(&run, SCENE_FULL, network);
    evil = (struct evil){
        .who = strict_end_of(&run, rule->who)->session,
        .content = rule->content,
        .content_pass = rule->content_pass,
        .pass = rule->more,
        .type = rule->type,
        .bytes = buffer_bytes(&bytes),
    };
    result = strict_handshake(&run, rule->who == CLIENT ? SERVER : CLIENT);

    if (!evil.did && rule->content != in_single_bytes)
        fail_msg("%s: the rule was not broken", rule->name);
    if (rule->alert == MUST_SUCCEED) {
        if (result < 0)
            fail_msg("%s: refused with %s", rule->name, gnutls_strerror_name(result));
    } else if (result >= 0 || error_alert(result) != rule->alert) {
        fail_msg("%s: %s, alert %d instead of %d", rule->name,
                 result < 0 ? gnutls_strerror_name(result) : "taken",
                 result < 0 ? error_alert(result) : 0, rule->alert);
    }
    strict_end(&run);
}

static void test_m_content_of_the_handshake_is_checked(void **state)
{
    for (size_t n = 0; n < strict_network_count; n++) {
        for (size_t i = 0; i < ARRAY_SIZE(content_rules); i++)
            assert_content_rule(&content_rules[i], &strict_networks[n]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_m_records_are_checked_by_both_sides),
        cmocka_unit_test(test_m_content_of_the_handshake_is_checked),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

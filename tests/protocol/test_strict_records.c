/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_strict_records.c - records that break a rule
 *
 * Rows M1, M2, M5, M7 to M9 and R15: RFC 8446, 4.6.3, 5, 6 and D.4.
 */

#include "strict.h"

#include "base/errors.h"
#include "base/text.h"

#include "unit/test.h"

/* clang-format off */
static const struct record_rule record_rules[] = {
    { "M1 first record over 2^14",        SCENE_FULL, FIRST_OF_ALL,    IN_THE_CLEAR, "1603014001", 1, OVERFLOW },
    { "M1 empty first handshake record",  SCENE_FULL, FIRST_OF_ALL,    IN_THE_CLEAR, "1603010000", 1, UNEXPECTED },
    { "M1 empty first alert",             SCENE_FULL, FIRST_OF_ALL,    IN_THE_CLEAR, "1503010000", 1, UNEXPECTED },
    { "M1 data before the hello",         SCENE_FULL, FIRST_OF_ALL,    IN_THE_CLEAR, "1703030001aa", 1, UNEXPECTED },
    { "M1 unknown type first",            SCENE_FULL, FIRST_OF_ALL,    IN_THE_CLEAR, "6303030001aa", 1, UNEXPECTED },
    { "M1 no TLS at all",                 SCENE_FULL, FIRST_OF_ALL,    IN_THE_CLEAR, "474554202f20485454502f312e31", 1, UNEXPECTED },
    { "M1 sealed record over its limit",  SCENE_FULL, AFTER_HANDSHAKE, IN_THE_CLEAR, "1703034101", 1, OVERFLOW },
    { "M1 handshake in the clear",        SCENE_FULL, AFTER_HANDSHAKE, IN_THE_CLEAR, "160303000418000001", 1, UNEXPECTED },
    { "M1 alert in the clear",            SCENE_FULL, AFTER_HANDSHAKE, IN_THE_CLEAR, "15030300020228", 1, UNEXPECTED },
    { "M1 forged record",                 SCENE_FULL, AFTER_HANDSHAKE, IN_THE_CLEAR, "170303001400112233445566778899aabbccddeeff00112233", 1, BAD_MAC },
    { "M1 record shorter than a tag",     SCENE_FULL, AFTER_HANDSHAKE, IN_THE_CLEAR, "1703030004aabbccdd", 1, BAD_MAC },
    { "M1 empty handshake content",       SCENE_FULL, AFTER_HANDSHAKE, CONTENT_HANDSHAKE, "", 1, UNEXPECTED },
    { "M1 empty alert content",           SCENE_FULL, AFTER_HANDSHAKE, CONTENT_ALERT, "", 1, UNEXPECTED },
    { "M1 zeros only",                    SCENE_FULL, AFTER_HANDSHAKE, 0, "", 1, UNEXPECTED },
    { "M1 unknown inner type",            SCENE_FULL, AFTER_HANDSHAKE, 99, "aa", 1, UNEXPECTED },
    { "M1 inner ChangeCipherSpec",        SCENE_FULL, AFTER_HANDSHAKE, CONTENT_CHANGE_CIPHER_SPEC, "01", 1, UNEXPECTED },
    { "M2 ChangeCipherSpec before all",   SCENE_FULL, FIRST_OF_ALL,    IN_THE_CLEAR, "140303000101", 1, UNEXPECTED },
    { "M2 ChangeCipherSpec afterwards",   SCENE_FULL, AFTER_HANDSHAKE, IN_THE_CLEAR, "140303000101", 1, UNEXPECTED },
    { "M5 KeyUpdate of 2",                SCENE_FULL, AFTER_HANDSHAKE, CONTENT_HANDSHAKE, "1800000102", 1, GNUTLS_A_ILLEGAL_PARAMETER },
    { "M5 KeyUpdate of no byte",          SCENE_FULL, AFTER_HANDSHAKE, CONTENT_HANDSHAKE, "18000000", 1, GNUTLS_A_DECODE_ERROR },
    { "M5 KeyUpdate of two bytes",        SCENE_FULL, AFTER_HANDSHAKE, CONTENT_HANDSHAKE, "180000020000", 1, GNUTLS_A_DECODE_ERROR },
    { "M7 a few empty data records",      SCENE_FULL, AFTER_HANDSHAKE, CONTENT_APPLICATION_DATA, "", 8, MUST_SUCCEED },
    { "M7 a flood of empty data records", SCENE_FULL, AFTER_HANDSHAKE, CONTENT_APPLICATION_DATA, "", 100, UNEXPECTED },
    { "M4 Finished afterwards",           SCENE_FULL, AFTER_HANDSHAKE, CONTENT_HANDSHAKE, "14000000", 1, UNEXPECTED },
    { "M4 server hello afterwards",       SCENE_FULL, AFTER_HANDSHAKE, CONTENT_HANDSHAKE, "02000000", 1, UNEXPECTED },
    { "M4 client hello afterwards",       SCENE_FULL, AFTER_HANDSHAKE, CONTENT_HANDSHAKE, "01000000", 1, UNEXPECTED },
    { "M4 unknown message afterwards",    SCENE_FULL, AFTER_HANDSHAKE, CONTENT_HANDSHAKE, "63000000", 1, UNEXPECTED },
    { "M3 message over the limit",        SCENE_FULL, AFTER_HANDSHAKE, CONTENT_HANDSHAKE, "18ffffff", 1, GNUTLS_A_DECODE_ERROR },
    { "R15 bytes behind a KeyUpdate",     SCENE_FULL, AFTER_HANDSHAKE, CONTENT_HANDSHAKE, "180000010018", 1, UNEXPECTED },
    { "M9 unknown alert is fatal",        SCENE_FULL, AFTER_HANDSHAKE, CONTENT_ALERT, "01fa", 1, NO_ALERT },
    { "M9 warning no_renegotiation",      SCENE_FULL, AFTER_HANDSHAKE, CONTENT_ALERT, "0164", 1, NO_ALERT },
    { "M9 user_canceled is borne",        SCENE_FULL, AFTER_HANDSHAKE, CONTENT_ALERT, "015a", 1, MUST_SUCCEED },
    { "M7 a flood of user_canceled",      SCENE_FULL, AFTER_HANDSHAKE, CONTENT_ALERT, "015a", 100, UNEXPECTED },
    { "M1 alert of one byte",             SCENE_FULL, AFTER_HANDSHAKE, CONTENT_ALERT, "02", 1, GNUTLS_A_DECODE_ERROR },
    { "M1 alert of three bytes",          SCENE_FULL, AFTER_HANDSHAKE, CONTENT_ALERT, "022828", 1, GNUTLS_A_DECODE_ERROR },
};
/* clang-format on */

static void test_m_records_are_checked_by_both_sides(void **state)
{
    assert_record_rules(record_rules, ARRAY_SIZE(record_rules));
}

/* ---- within the handshake ---- */

/* The server queues: hello, dummy, EE to Finished, tickets. The client: hello, dummy, Finished. */
/* clang-format off */
static const struct content_rule content_rules[] = {
    { "R15 bytes behind the client hello",     SCENE_FULL, CLIENT, 0, with_a_tail, 0, 0, "0b000000", UNEXPECTED },
    { "R15 bytes behind the server hello",     SCENE_FULL, SERVER, 0, with_a_tail, 0, 0, "080000020000", UNEXPECTED },
    { "R15 bytes behind the server's Finished", SCENE_FULL, SERVER, 2, with_a_tail, 0, 0, "04", UNEXPECTED },
    { "R15 bytes behind the client's Finished", SCENE_FULL, CLIENT, 2, with_a_tail, 0, 0, "18", UNEXPECTED },
    { "M2 two dummies by the server",          SCENE_FULL, SERVER, 2, behind_clear, CONTENT_CHANGE_CIPHER_SPEC, 0, "01", UNEXPECTED },
    { "M2 two dummies by the client",          SCENE_FULL, CLIENT, 2, behind_clear, CONTENT_CHANGE_CIPHER_SPEC, 0, "01", UNEXPECTED },
    { "M2 dummy of value 2",                   SCENE_FULL, SERVER, 1, behind_clear, CONTENT_CHANGE_CIPHER_SPEC, 0, "02", UNEXPECTED },
    { "M2 dummy of two bytes",                 SCENE_FULL, SERVER, 1, behind_clear, CONTENT_CHANGE_CIPHER_SPEC, 0, "0101", UNEXPECTED },
    { "M2 dummy before the server's hello",    SCENE_FULL, SERVER, 0, behind_clear, CONTENT_CHANGE_CIPHER_SPEC, 0, "01", UNEXPECTED },
    { "M1 data between parts of a message",    SCENE_FULL, SERVER, 2, within_message, CONTENT_APPLICATION_DATA, 0, "aa", UNEXPECTED },
    { "M1 alert between parts of a message",   SCENE_FULL, SERVER, 2, within_message, CONTENT_ALERT, 0, "015a", UNEXPECTED },
    { "M1 data in the handshake, server",      SCENE_FULL, SERVER, 2, behind_another, CONTENT_APPLICATION_DATA, 0, "aa", UNEXPECTED },
    { "M1 data in the handshake, client",      SCENE_FULL, CLIENT, 2, behind_another, CONTENT_APPLICATION_DATA, 0, "aa", UNEXPECTED },
    { "M1 in the clear under keys, server",    SCENE_FULL, SERVER, 2, behind_clear, CONTENT_HANDSHAKE, 0, "080000020000", UNEXPECTED },
    { "M1 in the clear under keys, client",    SCENE_FULL, CLIENT, 2, behind_clear, CONTENT_HANDSHAKE, 0, "14000000", UNEXPECTED },
    { "M9 user_canceled first",                SCENE_FULL, SERVER, 0, behind_another, CONTENT_ALERT, 0, "015a", MUST_SUCCEED },
    { "M9 user_canceled in the middle",        SCENE_FULL, SERVER, 2, behind_another, CONTENT_ALERT, 0, "015a", MUST_SUCCEED },
    { "M9 user_canceled by the client",        SCENE_FULL, CLIENT, 2, behind_another, CONTENT_ALERT, 0, "015a", MUST_SUCCEED },
    { "M7 a flood of user_canceled",           SCENE_FULL, SERVER, 2, behind_another, CONTENT_ALERT, 60, "015a", UNEXPECTED },
    { "M9 no_renegotiation in the middle",     SCENE_FULL, SERVER, 2, behind_another, CONTENT_ALERT, 0, "0164", NO_ALERT },
    { "M9 no_renegotiation by the client",     SCENE_FULL, CLIENT, 2, behind_another, CONTENT_ALERT, 0, "0164", NO_ALERT },
    { "M9 close_notify in the middle",         SCENE_FULL, SERVER, 2, behind_another, CONTENT_ALERT, 0, "0100", NO_ALERT },
    { "M1 server's messages in single bytes",  SCENE_FULL, SERVER, 0, in_single_bytes, 0, 0, "", MUST_SUCCEED },
    { "M1 client's messages in single bytes",  SCENE_FULL, CLIENT, 0, in_single_bytes, 0, 0, "", MUST_SUCCEED },
};
/* clang-format on */

static void test_m_content_of_the_handshake_is_checked(void **state)
{
    assert_content_rules(content_rules, ARRAY_SIZE(content_rules));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_m_records_are_checked_by_both_sides),
        cmocka_unit_test(test_m_content_of_the_handshake_is_checked),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

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

/* ---- within the handshake ---- */

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

/* Contents of a full handshake: of the client its hello, its key exchange, the ChangeCipherSpec,
 * its Finished; of the server its hello to the end of that flight, the ticket, the
 * ChangeCipherSpec, its Finished. Of a resumed one: the hello, the ChangeCipherSpec, Finished. */
/* clang-format off */
static const struct content_rule content_rules[] = {
    { "M2 change before the server's hello",    SCENE12_FULL, SERVER, 0, behind_another, CCS, 0, "01", UNEXPECTED },
    { "M2 change behind the server's hello",    SCENE12_FULL, SERVER, 0, behind_message, CCS, 0, "01", UNEXPECTED },
    { "M2 change for the server's ticket",      SCENE12_FULL, SERVER, 1, behind_another, CCS, 0, "01", UNEXPECTED },
    { "M2 change within the server's messages", SCENE12_FULL, SERVER, 0, within_message, CCS, 0, "01", UNEXPECTED },
    { "M2 change before the client's hello",    SCENE12_FULL, CLIENT, 0, behind_another, CCS, 0, "01", UNEXPECTED },
    { "M2 change behind the client's hello",    SCENE12_FULL, CLIENT, 1, behind_another, CCS, 0, "01", UNEXPECTED },
    { "M2 change behind the client's certificate", SCENE12_CLIENT_CERTIFICATE, CLIENT, 1, behind_message, CCS, 0, "01", UNEXPECTED },
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
    { "M1 data in the clear, server",           SCENE12_FULL, SERVER, 0, behind_message, CONTENT_APPLICATION_DATA, 0, "aa", UNEXPECTED },
    { "M1 data before the client's Finished",   SCENE12_FULL, CLIENT, 3, behind_another, CONTENT_APPLICATION_DATA, 0, "aa", UNEXPECTED },
    { "M1 data before the server's Finished",   SCENE12_RESUMED, SERVER, 2, behind_another, CONTENT_APPLICATION_DATA, 0, "aa", UNEXPECTED },
    { "M1 no heartbeat",                        SCENE12_FULL, CLIENT, 1, behind_another, CONTENT_HEARTBEAT, 0, "01000000", UNEXPECTED },
    { "M1 alert of one byte",                   SCENE12_FULL, CLIENT, 1, behind_another, CONTENT_ALERT, 0, "01", DECODE },
    { "M1 alert within a message",              SCENE12_FULL, CLIENT, 1, within_message, CONTENT_ALERT, 0, "0170", UNEXPECTED },
    { "M9 close_notify in the handshake",       SCENE12_FULL, CLIENT, 1, behind_another, CONTENT_ALERT, 0, "0100", NO_ALERT },
    { "M9 fatal alert in the handshake",        SCENE12_FULL, SERVER, 0, behind_message, CONTENT_ALERT, 0, "0228", NO_ALERT },
    { "M9 user_canceled is borne",              SCENE12_FULL, SERVER, 0, behind_message, CONTENT_ALERT, 0, "015a", MUST_SUCCEED },
    { "M9 a warning is borne, client",          SCENE12_FULL, CLIENT, 1, behind_another, CONTENT_ALERT, 0, "0170", MUST_SUCCEED },
    { "M9 a warning is borne, server",          SCENE12_FULL, SERVER, 0, behind_message, CONTENT_ALERT, 0, "0170", MUST_SUCCEED },
    { "M9 a warning under keys",                SCENE12_RESUMED, SERVER, 2, behind_another, CONTENT_ALERT, 0, "0170", MUST_SUCCEED },
    { "M7 a flood of warnings",                 SCENE12_FULL, CLIENT, 1, behind_another, CONTENT_ALERT, 200, "0170", UNEXPECTED },
    { "M7 a flood of user_canceled",            SCENE12_FULL, CLIENT, 1, behind_another, CONTENT_ALERT, 200, "015a", UNEXPECTED },
    { "M1 server's messages in single bytes",   SCENE12_FULL, SERVER, 0, in_single_bytes, 0, 0, "", MUST_SUCCEED },
    { "M1 client's messages in single bytes",   SCENE12_CLIENT_CERTIFICATE, CLIENT, 0, in_single_bytes, 0, 0, "", MUST_SUCCEED },
    { "M1 single bytes, resumed",               SCENE12_RESUMED, SERVER, 0, in_single_bytes, 0, 0, "", MUST_SUCCEED },
    { "M1 single bytes under CBC",              SCENE12_CBC, SERVER, 0, in_single_bytes, 0, 0, "", MUST_SUCCEED },
};
/* clang-format on */

static void test_m_content_of_the_handshake_is_checked(void **state)
{
    assert_content_rules(content_rules, ARRAY_SIZE(content_rules));
}

/* ---- on an open connection ---- */

/* clang-format off */
static const struct record_rule record_rules[] = {
    { "M1 record over its limit",         SCENE12_FULL, AFTER_HANDSHAKE, IN_THE_CLEAR, "1703034801", 1, OVERFLOW },
    { "M1 record over its limit, CBC",    SCENE12_CBC,  AFTER_HANDSHAKE, IN_THE_CLEAR, "1703034801", 1, OVERFLOW },
    { "M1 forged record",                 SCENE12_FULL, AFTER_HANDSHAKE, IN_THE_CLEAR, "170303001900112233445566778899aabbccddeeff00112233aabbccddee", 1, BAD_MAC },
    { "M1 record shorter than a tag",     SCENE12_FULL, AFTER_HANDSHAKE, IN_THE_CLEAR, "1703030004aabbccdd", 1, BAD_MAC },
    { "M1 record of a nonce alone",       SCENE12_FULL, AFTER_HANDSHAKE, IN_THE_CLEAR, "17030300080000000000000001", 1, BAD_MAC },
    { "M1 record shorter than a MAC, CBC", SCENE12_CBC, AFTER_HANDSHAKE, IN_THE_CLEAR, "170303001000112233445566778899aabbccddeeff", 1, BAD_MAC },
    { "M1 record of half a block, CBC",   SCENE12_CBC,  AFTER_HANDSHAKE, IN_THE_CLEAR, "17030300080011223344556677", 1, BAD_MAC },
    { "M1 alert in the clear",            SCENE12_FULL, AFTER_HANDSHAKE, IN_THE_CLEAR, "15030300020228", 1, BAD_MAC },
    { "M1 handshake in the clear",        SCENE12_FULL, AFTER_HANDSHAKE, IN_THE_CLEAR, "160303000400000000", 1, BAD_MAC },
    { "M1 alert in the clear, CBC",       SCENE12_CBC,  AFTER_HANDSHAKE, IN_THE_CLEAR, "15030300020100", 1, BAD_MAC },
    { "M1 empty record",                  SCENE12_FULL, AFTER_HANDSHAKE, IN_THE_CLEAR, "1703030000", 1, UNEXPECTED },
    { "M1 unknown type",                  SCENE12_FULL, AFTER_HANDSHAKE, IN_THE_CLEAR, "6303030001aa", 1, UNEXPECTED },
    { "M1 other protocol",                SCENE12_FULL, AFTER_HANDSHAKE, IN_THE_CLEAR, "1704030001aa", 1, GNUTLS_A_PROTOCOL_VERSION },
    { "M1 empty handshake content",       SCENE12_FULL, AFTER_HANDSHAKE, CONTENT_HANDSHAKE, "", 1, UNEXPECTED },
    { "M1 empty alert content",           SCENE12_FULL, AFTER_HANDSHAKE, CONTENT_ALERT, "", 1, UNEXPECTED },
    { "M1 empty alert content, CBC",      SCENE12_CBC,  AFTER_HANDSHAKE, CONTENT_ALERT, "", 1, UNEXPECTED },
    { "M1 alert of one byte",             SCENE12_FULL, AFTER_HANDSHAKE, CONTENT_ALERT, "02", 1, DECODE },
    { "M1 alert of three bytes",          SCENE12_FULL, AFTER_HANDSHAKE, CONTENT_ALERT, "022828", 1, DECODE },
    { "M2 ChangeCipherSpec in the clear", SCENE12_FULL, AFTER_HANDSHAKE, IN_THE_CLEAR, "140303000101", 1, BAD_MAC },
    { "M2 ChangeCipherSpec sealed",       SCENE12_FULL, AFTER_HANDSHAKE, CONTENT_CHANGE_CIPHER_SPEC, "01", 1, UNEXPECTED },
    { "M4 Finished afterwards",           SCENE12_FULL, AFTER_HANDSHAKE, CONTENT_HANDSHAKE, "14000000", 1, UNEXPECTED },
    { "M4 server hello afterwards",       SCENE12_FULL, AFTER_HANDSHAKE, CONTENT_HANDSHAKE, "02000000", 1, UNEXPECTED },
    { "M4 ticket afterwards",             SCENE12_FULL, AFTER_HANDSHAKE, CONTENT_HANDSHAKE, "04000007000000000001aa", 1, UNEXPECTED },
    { "M4 KeyUpdate afterwards",          SCENE12_FULL, AFTER_HANDSHAKE, CONTENT_HANDSHAKE, "1800000100", 1, UNEXPECTED },
    { "M4 unknown message afterwards",    SCENE12_FULL, AFTER_HANDSHAKE, CONTENT_HANDSHAKE, "63000000", 1, UNEXPECTED },
    { "M7 a few empty data records",      SCENE12_FULL, AFTER_HANDSHAKE, CONTENT_APPLICATION_DATA, "", 8, MUST_SUCCEED },
    { "M7 a few empty data records, CBC", SCENE12_CBC,  AFTER_HANDSHAKE, CONTENT_APPLICATION_DATA, "", 8, MUST_SUCCEED },
    { "M7 a flood of empty data records", SCENE12_FULL, AFTER_HANDSHAKE, CONTENT_APPLICATION_DATA, "", 100, UNEXPECTED },
    { "M9 fatal alert",                   SCENE12_FULL, AFTER_HANDSHAKE, CONTENT_ALERT, "0228", 1, NO_ALERT },
    { "M9 a warning is borne",            SCENE12_FULL, AFTER_HANDSHAKE, CONTENT_ALERT, "0170", 1, MUST_SUCCEED },
    { "M9 user_canceled is borne",        SCENE12_FULL, AFTER_HANDSHAKE, CONTENT_ALERT, "015a", 1, MUST_SUCCEED },
    { "M7 a flood of user_canceled",      SCENE12_FULL, AFTER_HANDSHAKE, CONTENT_ALERT, "015a", 100, UNEXPECTED },
    { "M7 a flood of warnings",           SCENE12_FULL, AFTER_HANDSHAKE, CONTENT_ALERT, "0170", 200, UNEXPECTED },
};
/* clang-format on */

static void test_m_records_are_checked_by_both_sides(void **state)
{
    assert_record_rules(record_rules, ARRAY_SIZE(record_rules));
}

/* ---- a further handshake is asked for at every step of the first one ---- */

/* RFC 5246, 7.4.1.1: who is at a handshake already need not be asked for one. A client that begins
 * another is not at the same one as we are. */
#define REQUEST "00000000"
#define HELLO   "01000000"
/* clang-format off */
static const struct content_rule requests[] = {
    { "request before the server's hello",        SCENE12_FULL, SERVER, 0, behind_another, CONTENT_HANDSHAKE, 0, REQUEST, MUST_SUCCEED },
    { "request behind the server's hello",        SCENE12_CLIENT_CERTIFICATE, SERVER, 0, behind_message, CONTENT_HANDSHAKE, 0, REQUEST, MUST_SUCCEED },
    { "request behind the server's certificate",  SCENE12_CLIENT_CERTIFICATE, SERVER, 0, behind_message, CONTENT_HANDSHAKE, 1, REQUEST, MUST_SUCCEED },
    { "request behind the server's key exchange", SCENE12_CLIENT_CERTIFICATE, SERVER, 0, behind_message, CONTENT_HANDSHAKE, 2, REQUEST, MUST_SUCCEED },
    { "request behind the certificate request",   SCENE12_CLIENT_CERTIFICATE, SERVER, 0, behind_message, CONTENT_HANDSHAKE, 3, REQUEST, MUST_SUCCEED },
    { "request within a message",                 SCENE12_FULL, SERVER, 0, within_message, CONTENT_HANDSHAKE, 0, REQUEST, DECODE },
    { "request before the ticket",                SCENE12_FULL, SERVER, 1, behind_another, CONTENT_HANDSHAKE, 0, REQUEST, MUST_SUCCEED },
    { "request before the server's change",       SCENE12_FULL, SERVER, 2, behind_another, CONTENT_HANDSHAKE, 0, REQUEST, MUST_SUCCEED },
    { "request before the server's Finished",     SCENE12_FULL, SERVER, 3, behind_another, CONTENT_HANDSHAKE, 0, REQUEST, MUST_SUCCEED },
    { "request before the change, resumed",       SCENE12_RESUMED, SERVER, 1, behind_another, CONTENT_HANDSHAKE, 0, REQUEST, MUST_SUCCEED },
    { "request before the Finished, resumed",     SCENE12_RESUMED, SERVER, 2, behind_another, CONTENT_HANDSHAKE, 0, REQUEST, MUST_SUCCEED },
    { "request before the change, by id",         SCENE12_BY_ID, SERVER, 1, behind_another, CONTENT_HANDSHAKE, 0, REQUEST, MUST_SUCCEED },
    { "a flood of requests",                      SCENE12_FULL, SERVER, 0, behind_another, CONTENT_HANDSHAKE, 200, REQUEST, UNEXPECTED },
    { "request that says something",              SCENE12_FULL, SERVER, 1, behind_another, CONTENT_HANDSHAKE, 0, "0000000100", UNEXPECTED },
    { "request by the client, first",             SCENE12_FULL, CLIENT, 0, behind_another, CONTENT_HANDSHAKE, 0, REQUEST, UNEXPECTED },
    { "request by the client, later",             SCENE12_FULL, CLIENT, 1, behind_another, CONTENT_HANDSHAKE, 0, REQUEST, UNEXPECTED },
    { "hello once more, before the key exchange", SCENE12_FULL, CLIENT, 1, behind_another, CONTENT_HANDSHAKE, 0, HELLO, UNEXPECTED },
    { "hello once more, behind the certificate",  SCENE12_CLIENT_CERTIFICATE, CLIENT, 1, behind_message, CONTENT_HANDSHAKE, 0, HELLO, UNEXPECTED },
    { "hello once more, behind the key exchange", SCENE12_CLIENT_CERTIFICATE, CLIENT, 1, behind_message, CONTENT_HANDSHAKE, 1, HELLO, UNEXPECTED },
    { "hello once more, before the change",       SCENE12_FULL, CLIENT, 2, behind_another, CONTENT_HANDSHAKE, 0, HELLO, UNEXPECTED },
    { "hello once more, before the Finished",     SCENE12_FULL, CLIENT, 3, behind_another, CONTENT_HANDSHAKE, 0, HELLO, UNEXPECTED },
    { "hello once more, resumed, before the change", SCENE12_RESUMED, CLIENT, 1, behind_another, CONTENT_HANDSHAKE, 0, HELLO, UNEXPECTED },
    { "hello once more, resumed, before the Finished", SCENE12_RESUMED, CLIENT, 2, behind_another, CONTENT_HANDSHAKE, 0, HELLO, UNEXPECTED },
    { "hello by the server",                      SCENE12_FULL, SERVER, 1, behind_another, CONTENT_HANDSHAKE, 0, HELLO, UNEXPECTED },
};
/* clang-format on */

static void test_another_handshake_asked_for_at_each_step_is_passed_over_or_refused(void **state)
{
    assert_content_rules(requests, ARRAY_SIZE(requests));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_m_content_of_the_handshake_is_checked),
        cmocka_unit_test(test_m_records_are_checked_by_both_sides),
        cmocka_unit_test(test_another_handshake_asked_for_at_each_step_is_passed_over_or_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

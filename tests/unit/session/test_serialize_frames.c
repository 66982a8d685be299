/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_serialize_frames.c - blobs whose check is right and whose content is made by hand */

#include "unit/session/blobs.h"

/* ---- whole, but not to be understood ---- */

#define SECRET_1_TO_48                                                                             \
    "\x03\x30"                                                                                     \
    "123456789012345678901234567890123456789012345678"
#define SECRET_1_TO_32                                                                             \
    "\x03\x20"                                                                                     \
    "12345678901234567890123456789012"
#define SERVER12                                                                                   \
    "\x01\x02\x03\x03"                                                                             \
    "\x02\x02\xc0\x2b" SECRET_1_TO_48
#define SERVER13                                                                                   \
    "\x01\x02\x03\x04"                                                                             \
    "\x02\x02\x13\x01" SECRET_1_TO_32
#define CLIENT13_TICKET                                                                            \
    "\x10\x01t"                                                                                    \
    "\x11\x00"                                                                                     \
    "\x12\x01\x0a"                                                                                 \
    "\x13\x01\x01"

/* clang-format off */
static const struct frame_case {
    const char *what; uint8_t format, kind; const char *fields; size_t size; int code;
} frame_cases[] = {
#define FRAME(what, format, kind, fields, code) \
    { what, format, kind, fields, sizeof(fields) - 1, code }
    FRAME("the least of a server 1.2",   1, 4, SERVER12,                                   0),
    FRAME("the least of a server 1.3",   1, 2, SERVER13 "\x11\x00",                        0),
    FRAME("the least of a client 1.2",   1, 3, SERVER12,                                   0),
    FRAME("the least of a client 1.3",   1, 1, SERVER13 CLIENT13_TICKET,                   0),
    FRAME("a later format",              2, 4, SERVER12,            GNUTLS_E_INVALID_REQUEST),
    FRAME("format 0",                    0, 4, SERVER12,            GNUTLS_E_INVALID_REQUEST),
    FRAME("kind 0",                      1, 0, SERVER12,            GNUTLS_E_INVALID_REQUEST),
    FRAME("kind 5",                      1, 5, SERVER12,            GNUTLS_E_INVALID_REQUEST),
    FRAME("kind 255",                    1, 255, SERVER12,          GNUTLS_E_INVALID_REQUEST),
    FRAME("no field",                    1, 4, "",                  GNUTLS_E_INVALID_REQUEST),
    FRAME("no secret",                   1, 4, "\x01\x02\x03\x03" "\x02\x02\xc0\x2b",
                                                                    GNUTLS_E_INVALID_REQUEST),
    FRAME("no version",                  1, 4, "\x02\x02\xc0\x2b" SECRET_1_TO_48,
                                                                    GNUTLS_E_INVALID_REQUEST),
    FRAME("no suite",                    1, 4, "\x01\x02\x03\x03" SECRET_1_TO_48,
                                                                    GNUTLS_E_INVALID_REQUEST),
    FRAME("no age_add",                  1, 2, SERVER13,            GNUTLS_E_INVALID_REQUEST),
    FRAME("no ticket",                   1, 1, SERVER13 "\x11\x00" "\x12\x01\x0a" "\x13\x01\x01",
                                                                    GNUTLS_E_INVALID_REQUEST),
    FRAME("an empty ticket",             1, 1, SERVER13 "\x10\x00\x11\x00" "\x12\x01\x0a" "\x13\x01\x01",
                                                                    GNUTLS_E_INVALID_REQUEST),
    FRAME("a ticket of no lifetime",     1, 1, SERVER13 "\x10\x01t" "\x11\x00" "\x12\x00" "\x13\x01\x01",
                                                                    GNUTLS_E_INVALID_REQUEST),
    FRAME("an empty secret",             1, 4, "\x01\x02\x03\x03" "\x02\x02\xc0\x2b" "\x03\x00",
                                                                    GNUTLS_E_INVALID_REQUEST),
    FRAME("an unknown vital tag",        1, 4, SERVER12 "\x0e\x01x", GNUTLS_E_INVALID_REQUEST),
    FRAME("a verified name on a server", 1, 4, SERVER12 "\x0d\x01x", GNUTLS_E_INVALID_REQUEST),
    FRAME("the last vital tag",          1, 4, SERVER12 "\x1f\x01x", GNUTLS_E_INVALID_REQUEST),
    FRAME("tag 0",                       1, 4, "\x00\x01x" SERVER12, GNUTLS_E_INVALID_REQUEST),
    FRAME("an unknown optional tag",     1, 4, SERVER12 "\x25\x01x",                       0),
    FRAME("the last optional tag",       1, 4, SERVER12 "\xff\x03xyz",                     0),
    FRAME("an empty unknown optional",   1, 4, SERVER12 "\xfe\x00",                        0),
    FRAME("a ticket on a server",        1, 4, SERVER12 "\x10\x01t", GNUTLS_E_INVALID_REQUEST),
    FRAME("an id on a client 1.3",       1, 1, SERVER13 "\x04\x01i" CLIENT13_TICKET,
                                                                    GNUTLS_E_INVALID_REQUEST),
    FRAME("master secret flag in 1.3",   1, 2, SERVER13 "\x05\x01\x01\x11\x00",
                                                                    GNUTLS_E_INVALID_REQUEST),
    FRAME("early data in 1.2",           1, 4, SERVER12 "\x24\x01\x01",                    0),
    FRAME("an empty vital field",        1, 4, SERVER12 "\x0a\x00", GNUTLS_E_INVALID_REQUEST),
    FRAME("an empty optional field",     1, 4, SERVER12 "\x21\x00",                        0),
    FRAME("an optional out of range",    1, 4, SERVER12 "\x23\x02\xff\xff",                0),
    FRAME("an id of 33 bytes",           1, 4, SERVER12 "\x04\x21" "123456789012345678901234567890123",
                                                                    GNUTLS_E_INVALID_REQUEST),
    FRAME("authentication 4",            1, 4, SERVER12 "\x07\x01\x04", GNUTLS_E_INVALID_REQUEST),
    FRAME("a flag of 2",                 1, 4, SERVER12 "\x05\x01\x02", GNUTLS_E_INVALID_REQUEST),
    FRAME("half a certificate",          1, 4, SERVER12 "\x0b\x04\x00\x00\x02" "c",
                                                                    GNUTLS_E_INVALID_REQUEST),
    FRAME("an unknown version",          1, 4, "\x01\x02\x03\x09" "\x02\x02\xc0\x2b" SECRET_1_TO_48,
                                                                    GNUTLS_E_INVALID_REQUEST),
    FRAME("a version not spoken",        1, 4, "\x01\x02\x03\x01" "\x02\x02\xc0\x2b" SECRET_1_TO_48,
                                                                    GNUTLS_E_INVALID_REQUEST),
    FRAME("an unknown suite",            1, 4, "\x01\x02\x03\x03" "\x02\x02\xfa\xfa" SECRET_1_TO_48,
                                                                    GNUTLS_E_INVALID_REQUEST),
    FRAME("a suite of the other version", 1, 4, "\x01\x02\x03\x03" "\x02\x02\x13\x01" SECRET_1_TO_48,
                                                                    GNUTLS_E_INVALID_REQUEST),
    FRAME("kind 1.3 with version 1.2",   1, 2, "\x01\x02\x03\x03" "\x02\x02\xc0\x2b" SECRET_1_TO_48
                                         "\x11\x00",                GNUTLS_E_INVALID_REQUEST),
    FRAME("kind 1.2 with version 1.3",   1, 4, SERVER13,            GNUTLS_E_INVALID_REQUEST),
    FRAME("master secret of 32 bytes",   1, 4, "\x01\x02\x03\x03" "\x02\x02\xc0\x2b" SECRET_1_TO_32,
                                                                    GNUTLS_E_INVALID_REQUEST),
    FRAME("PSK of another hash's size",  1, 2, "\x01\x02\x03\x04" "\x02\x02\x13\x02" SECRET_1_TO_32
                                         "\x11\x00",                GNUTLS_E_INVALID_REQUEST),
    FRAME("PSK of another hash's size",  1, 2, "\x01\x02\x03\x04" "\x02\x02\x13\x01" SECRET_1_TO_48
                                         "\x11\x00",                GNUTLS_E_INVALID_REQUEST),
    FRAME("a tag twice",                 1, 4, SERVER12 "\x25\x01x\x25\x01x", GNUTLS_E_PARSING_ERROR),
    FRAME("a tag out of order",          1, 4, SERVER12 "\x26\x01x\x25\x01x", GNUTLS_E_PARSING_ERROR),
    FRAME("a tag and no length",         1, 4, SERVER12 "\x25",        GNUTLS_E_PARSING_ERROR),
    FRAME("a value cut",                 1, 4, SERVER12 "\x25\x02x",   GNUTLS_E_PARSING_ERROR),
    FRAME("a two-byte length cut",       1, 4, SERVER12 "\x25\xfe\x01", GNUTLS_E_PARSING_ERROR),
    FRAME("a two-byte length too long",  1, 4, SERVER12 "\x25\xfe\x00\x01x", GNUTLS_E_PARSING_ERROR),
    FRAME("a three-byte length too long", 1, 4, SERVER12 "\x25\xff\x00\x00\x01x", GNUTLS_E_PARSING_ERROR),
    FRAME("a length beyond the end",     1, 4, SERVER12 "\x25\xff\xff\xff\xff" "x", GNUTLS_E_PARSING_ERROR),
};
/* clang-format on */

static void test_whole_blobs_are_taken_or_refused_by_what_they_say(void **state)
{
    SCOPED(buffer) struct buffer blob = { 0 };
    for (size_t i = 0; i < ARRAY_SIZE(frame_cases); i++) {
        const struct frame_case *frame = &frame_cases[i];
        frame_blob(frame->format, frame->kind, bytes_of(frame->fields, frame->size), &blob);

        int code = unpack_code(buffer_bytes(&blob));

        if (code != frame->code)
            fail_msg("%s: %d instead of %d", frame->what, code, frame->code);
    }
}

static void test_times_out_of_range_are_refused(void **state)
{
    /* clang-format off */
    static const struct { const char *times; int code; } cases[] = {
        /* established_ms                     lifetime_s */
        { "\x00\x00\x00\x00\x00\x00\x00\x00" "\x00\x00\x00\x00", 0 },
        { "\x00\x00\xe6\x77\xd2\x1f\xdb\xff" "\x00\x09\x3a\x80", 0 },
        { "\x00\x00\xe6\x77\xd2\x1f\xdc\x00" "\x00\x00\x00\x01", GNUTLS_E_INVALID_REQUEST },
        { "\x7f\xff\xff\xff\xff\xff\xff\xff" "\x00\x00\x00\x01", GNUTLS_E_INVALID_REQUEST },
        { "\xff\xff\xff\xff\xff\xff\xff\xff" "\x00\x00\x00\x01", GNUTLS_E_INVALID_REQUEST },
        { "\x00\x00\x00\x00\x00\x00\x00\x00" "\x00\x09\x3a\x81", GNUTLS_E_INVALID_REQUEST },
        { "\x00\x00\x00\x00\x00\x00\x00\x00" "\xff\xff\xff\xff", GNUTLS_E_INVALID_REQUEST },
    };
    /* clang-format on */
    SCOPED(buffer) struct buffer blob = { 0 };
    for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
        pack_sample(SESSION_CLIENT12, &blob);
        memcpy(blob.data + 4, cases[i].times, 12);
        renew_check(&blob);
        assert_int_equal(unpack_code(buffer_bytes(&blob)), cases[i].code);
    }
}

/* With the check made right again: what an attacker with the key could write. Some
 * changes give another good session; none may crash, and what is taken must pack again. */
static void test_any_other_byte_behind_a_right_check_is_survived(void **state)
{
    SCOPED(session_params) struct session_params back = { 0 };
    SCOPED(buffer) struct buffer blob = { 0 }, again = { 0 };
    for (size_t i = 0; i < ARRAY_SIZE(every_kind); i++) {
        for (size_t at = 4;; at++) {
            pack_sample(every_kind[i], &blob);
            if (at == blob.size - BLOB_CHECK_SIZE)
                break;
            uint8_t original = blob.data[at];
            for (int change = 1; change < 256; change += 3) {
                blob.data[at] = original ^ (uint8_t)change;
                renew_check(&blob);
                if (session_unpack(buffer_bytes(&blob), &back) < 0)
                    continue;
                buffer_clear(&again);
                assert_int_equal(session_pack(&back, &again), 0);
            }
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_whole_blobs_are_taken_or_refused_by_what_they_say),
        cmocka_unit_test(test_times_out_of_range_are_refused),
        cmocka_unit_test(test_any_other_byte_behind_a_right_check_is_survived),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

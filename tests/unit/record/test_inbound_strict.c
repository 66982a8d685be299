/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_inbound_strict.c - records that must be refused, and those that must not */

#include "unit/record/reader.h"
#include "unit/record/rfc8448_records.h"
#include "unit/record/suite.h"

enum keys { CLEAR, CLEAR_13, SEALED };

static void open_reader(struct reader *r, enum keys keys)
{
    begin_reader(r);
    r->in.expect_tls13 = keys != CLEAR;
    record_keys_none(&r->keys);
    if (keys == SEALED)
        keys_of_hex(client_application_secret, &r->keys);
    keys_of_hex(client_application_secret, &r->peer);
}

static void put(struct reader *r, uint8_t type, const char *text, size_t padding)
{
    assert_int_equal(
        protect_tls13.seal(&r->peer, type, bytes_of_text(text), padding, &r->link.bytes), 0);
}

struct row {
    const char *what;
    enum keys keys;
    const char *hex;
    int result;
};

/* A whole row is `hex`; a result of GNUTLS_E_AGAIN says that it was borne and passed over. */
/* clang-format off */
static const struct row rows[] = {
    { "a hello in the clear, version 1.0",         CLEAR,    "160301000401000000", 0 },
    { "a hello in the clear, version 1.2",         CLEAR,    "160303000401000000", 0 },
    { "a hello in the clear, version 3.0",         CLEAR,    "160300000401000000", 0 },
    { "a hello in the clear, version 3.255",       CLEAR,    "1603ff000401000000", 0 },
    { "another major version",                     CLEAR,    "160201000401000000", GNUTLS_E_UNSUPPORTED_VERSION_PACKET },
    { "an alert before keys",                      CLEAR,    "15030300020228",     0 },
    { "an alert before keys, 1.3 chosen",          CLEAR_13, "15030300020228",     0 },
    { "another protocol (HTTP)",                   CLEAR,    "485454502f312e31",   GNUTLS_E_UNEXPECTED_PACKET },
    { "another protocol (SSH)",                    CLEAR,    "5353482d322e3020",   GNUTLS_E_UNEXPECTED_PACKET },
    { "a hello of SSL 2",                          CLEAR,    "802e010002000015",   GNUTLS_E_UNEXPECTED_PACKET },
    { "type 0",                                    CLEAR,    "000303000100",       GNUTLS_E_UNEXPECTED_PACKET },
    { "heartbeat",                                 CLEAR,    "180303000100",       GNUTLS_E_UNEXPECTED_PACKET },
    { "application data before keys",              CLEAR,    "170303000100",       GNUTLS_E_UNEXPECTED_PACKET },
    { "M1: an empty handshake fragment",           CLEAR,    "1603030000",         GNUTLS_E_UNEXPECTED_PACKET },
    { "M1: an empty alert fragment",               CLEAR,    "1503030000",         GNUTLS_E_UNEXPECTED_PACKET },
    { "M1: an empty ChangeCipherSpec",             CLEAR,    "1403030000",         GNUTLS_E_UNEXPECTED_PACKET },
    { "M1: an empty sealed record",                SEALED,   "1703030000",         GNUTLS_E_UNEXPECTED_PACKET },
    { "M1: handshake in the clear under keys",     SEALED,   "160303000401000000", GNUTLS_E_UNEXPECTED_PACKET },
    { "M1: an alert in the clear under keys",      SEALED,   "15030300020228",     GNUTLS_E_UNEXPECTED_PACKET },
    { "a record of less than a tag",               SEALED,   "170303000100",       GNUTLS_E_DECRYPTION_FAILED },
    { "M2: ChangeCipherSpec that is not allowed",  SEALED,   "140303000101",       GNUTLS_E_UNEXPECTED_PACKET },
    { "M2: the same before keys",                  CLEAR_13, "140303000101",       GNUTLS_E_UNEXPECTED_PACKET },
    { "M1: one byte over 2^14",                    CLEAR,    "1603034001",         GNUTLS_E_RECORD_OVERFLOW },
    { "M1: 2^14 is not over (and not here yet)",   CLEAR,    "1603034000",         GNUTLS_E_AGAIN },
    { "M1: one byte over 2^14 + 256",              SEALED,   "1703034101",         GNUTLS_E_RECORD_OVERFLOW },
    { "M1: 2^14 + 256 is not over",                SEALED,   "1703034100",         GNUTLS_E_AGAIN },
};
/* clang-format on */

static void test_headers_and_types_are_judged_by_the_table(void **state)
{
    for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
        struct reader r;

        open_reader(&r, rows[i].keys);
        link_put_hex(&r.link, rows[i].hex);

        int result = next(&r);
        if (result != rows[i].result)
            fail_msg("%s: %d", rows[i].what, result);
        close_reader(&r);
    }
}

static void test_a_header_is_refused_before_its_fragment_is_pulled(void **state)
{
    struct reader r;

    open_reader(&r, CLEAR);
    link_put_hex(&r.link, "160303ffff000000");

    assert_int_equal(next(&r), GNUTLS_E_RECORD_OVERFLOW);
    assert_int_equal(r.link.pulled, RECORD_HEADER_SIZE);
    close_reader(&r);
}

/* M2. */
static void test_one_change_cipher_spec_is_passed_over(void **state)
{
    struct reader r;

    open_reader(&r, SEALED);
    r.in.allow_ccs = true;
    link_put_hex(&r.link, "140303000101");
    put(&r, CONTENT_HANDSHAKE, "message", 0);
    link_put_hex(&r.link, "140303000101");

    assert_int_equal(next(&r), 0);
    assert_bytes_equal(r.record.data, r.record.size, "message", 7);
    assert_int_equal(next(&r), GNUTLS_E_UNEXPECTED_PACKET);
    close_reader(&r);
}

/* M2. */
static void test_a_change_cipher_spec_of_other_content_is_refused(void **state)
{
    static const char *const hex[] = { "140303000100", "140303000102", "14030300020101",
                                       "14030300020100", "1403030000" };

    for (size_t i = 0; i < ARRAY_SIZE(hex); i++) {
        struct reader r;

        open_reader(&r, SEALED);
        r.in.allow_ccs = true;
        link_put_hex(&r.link, hex[i]);

        assert_int_equal(next(&r), GNUTLS_E_UNEXPECTED_PACKET);
        close_reader(&r);
    }
}

static void test_before_the_version_is_known_change_cipher_spec_is_given(void **state)
{
    struct reader r;

    open_reader(&r, CLEAR);
    link_put_hex(&r.link, "140303000101");

    assert_int_equal(next(&r), 0);
    assert_int_equal(r.record.type, CONTENT_CHANGE_CIPHER_SPEC);
    close_reader(&r);
}

static void test_inner_types_other_than_content_are_refused(void **state)
{
    static const uint8_t types[] = { 1, CONTENT_CHANGE_CIPHER_SPEC, CONTENT_HEARTBEAT, 25, 255 };

    for (size_t i = 0; i < ARRAY_SIZE(types); i++) {
        struct reader r;

        open_reader(&r, SEALED);
        r.in.allow_ccs = true;
        put(&r, types[i], "\1", 0);

        assert_int_equal(next(&r), GNUTLS_E_UNEXPECTED_PACKET);
        close_reader(&r);
    }
}

/* M1, RFC 8446, 5.4. */
static void test_empty_content_is_for_application_data_alone(void **state)
{
    static const uint8_t types[] = { CONTENT_HANDSHAKE, CONTENT_ALERT };

    for (size_t i = 0; i < ARRAY_SIZE(types); i++) {
        for (size_t padding = 0; padding < 3; padding++) {
            struct reader r;

            open_reader(&r, SEALED);
            put(&r, types[i], "", padding);

            assert_int_equal(next(&r), GNUTLS_E_UNEXPECTED_PACKET);
            close_reader(&r);
        }
    }
}

/* M7. */
static void test_empty_records_are_borne_but_not_for_ever(void **state)
{
    struct reader r;

    open_reader(&r, SEALED);
    for (int i = 0; i < 32; i++)
        put(&r, CONTENT_APPLICATION_DATA, "", 0);
    put(&r, CONTENT_APPLICATION_DATA, "data", 0);
    for (int i = 0; i < 33; i++)
        put(&r, CONTENT_APPLICATION_DATA, "", 1);

    assert_int_equal(next(&r), 0);
    assert_bytes_equal(r.record.data, r.record.size, "data", 4);
    assert_int_equal(next(&r), GNUTLS_E_UNEXPECTED_PACKET);
    close_reader(&r);
}

static int seal_of_size(struct reader *r, size_t size, size_t padding)
{
    struct buffer content = { 0 };
    uint8_t *at;

    assert_int_equal(buffer_extend(&content, size, &at), 0);
    memset(at, 'x', size);
    int result = protect_tls13.seal(&r->peer, CONTENT_APPLICATION_DATA, buffer_bytes(&content),
                                    padding, &r->link.bytes);
    buffer_wipe(&content);
    return result;
}

/* RFC 8449, 4: the limit counts content, type and padding. */
static void test_the_agreed_limit_counts_content_and_padding(void **state)
{
    static const struct {
        size_t content, padding;
        int result;
    } cases[] = {
        { 100, 0, 0 },
        { 60, 40, 0 },
        { 101, 0, GNUTLS_E_RECORD_OVERFLOW },
        { 100, 1, GNUTLS_E_RECORD_OVERFLOW },
        { 1, 100, GNUTLS_E_RECORD_OVERFLOW },
    };

    for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
        struct reader r;

        open_reader(&r, SEALED);
        r.in.plain_limit = 100;
        assert_int_equal(seal_of_size(&r, cases[i].content, cases[i].padding), 0);

        assert_int_equal(next(&r), cases[i].result);
        close_reader(&r);
    }
}

/* M1. Our own sealing would not make it: the content is one byte too long for its record. */
static void test_content_over_two_to_the_fourteen_is_overflow(void **state)
{
    struct reader r;
    uint8_t header[RECORD_HEADER_SIZE] = { 0x17, 3, 3, 0x40, 0x12 };
    uint8_t *body;

    open_reader(&r, SEALED);
    assert_int_equal(buffer_append(&r.link.bytes, bytes_of(header, sizeof(header))), 0);
    assert_int_equal(buffer_extend(&r.link.bytes, 0x4012, &body), 0);
    memset(body, CONTENT_APPLICATION_DATA, 0x4002);
    aead_seal(&aead_aes_128_gcm, &r.peer.key, bytes_of(r.peer.iv, 12),
              bytes_of(header, sizeof(header)), bytes_of(body, 0x4002), body);

    assert_int_equal(next(&r), GNUTLS_E_RECORD_OVERFLOW);
    close_reader(&r);
}

static void test_a_full_record_is_read(void **state)
{
    struct reader r;

    open_reader(&r, SEALED);
    assert_int_equal(seal_of_size(&r, RECORD_PLAIN_MAX, 0), 0);

    assert_int_equal(next(&r), 0);
    assert_int_equal(r.record.size, RECORD_PLAIN_MAX);
    close_reader(&r);
}

static void test_a_changed_record_has_a_bad_mac(void **state)
{
    struct reader r;

    open_reader(&r, SEALED);
    put(&r, CONTENT_APPLICATION_DATA, "data", 0);
    r.link.bytes.data[7] ^= 1;

    assert_int_equal(next(&r), GNUTLS_E_DECRYPTION_FAILED);
    close_reader(&r);
}

/* ---- R12: rejected early data ---- */

static void put_foreign(struct reader *r, size_t size)
{
    struct record_keys early;
    struct buffer content = { 0 };
    uint8_t *at;

    keys_of_hex(server_handshake_secret, &early);
    assert_int_equal(buffer_extend(&content, size, &at), 0);
    if (size > 0)
        memset(at, 'e', size);
    assert_int_equal(protect_tls13.seal(&early, CONTENT_APPLICATION_DATA, buffer_bytes(&content), 0,
                                        &r->link.bytes),
                     0);
    buffer_wipe(&content);
}

static void test_early_data_that_does_not_open_is_passed_over(void **state)
{
    struct reader r;

    open_reader(&r, SEALED);
    r.in.skip_left = 100;
    put_foreign(&r, 60);
    put_foreign(&r, 40);
    put(&r, CONTENT_HANDSHAKE, "finished", 0);
    put_foreign(&r, 1);

    assert_int_equal(next(&r), 0);
    assert_bytes_equal(r.record.data, r.record.size, "finished", 8);
    /* The first record that opens ends the patience. */
    assert_int_equal(next(&r), GNUTLS_E_DECRYPTION_FAILED);
    close_reader(&r);
}

static void test_early_data_over_the_limit_has_a_bad_mac(void **state)
{
    struct reader r;

    open_reader(&r, SEALED);
    r.in.skip_left = 100;
    put_foreign(&r, 60);
    put_foreign(&r, 41);

    assert_int_equal(next(&r), GNUTLS_E_DECRYPTION_FAILED);
    close_reader(&r);
}

static void test_after_a_retry_early_data_is_passed_over_by_its_type(void **state)
{
    struct reader r;

    open_reader(&r, CLEAR_13);
    r.in.skip_left = 100;
    put_foreign(&r, 60);
    put_foreign(&r, 40);
    link_put_hex(&r.link, "160303000401000000");

    assert_int_equal(next(&r), 0);
    assert_int_equal(r.record.type, CONTENT_HANDSHAKE);
    close_reader(&r);
}

static void test_after_a_retry_early_data_over_the_limit_is_unexpected(void **state)
{
    struct reader r;

    open_reader(&r, CLEAR_13);
    r.in.skip_left = 100;
    put_foreign(&r, 60);
    put_foreign(&r, 41);

    assert_int_equal(next(&r), GNUTLS_E_UNEXPECTED_PACKET);
    close_reader(&r);
}

static void test_early_data_in_empty_records_does_not_go_on_for_ever(void **state)
{
    struct reader r;

    open_reader(&r, SEALED);
    r.in.skip_left = 10;
    for (int i = 0; i < 11; i++)
        put_foreign(&r, 0);

    assert_int_equal(next(&r), GNUTLS_E_DECRYPTION_FAILED);
    close_reader(&r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_headers_and_types_are_judged_by_the_table),
        cmocka_unit_test(test_a_header_is_refused_before_its_fragment_is_pulled),
        cmocka_unit_test(test_one_change_cipher_spec_is_passed_over),
        cmocka_unit_test(test_a_change_cipher_spec_of_other_content_is_refused),
        cmocka_unit_test(test_before_the_version_is_known_change_cipher_spec_is_given),
        cmocka_unit_test(test_inner_types_other_than_content_are_refused),
        cmocka_unit_test(test_empty_content_is_for_application_data_alone),
        cmocka_unit_test(test_empty_records_are_borne_but_not_for_ever),
        cmocka_unit_test(test_the_agreed_limit_counts_content_and_padding),
        cmocka_unit_test(test_content_over_two_to_the_fourteen_is_overflow),
        cmocka_unit_test(test_a_full_record_is_read),
        cmocka_unit_test(test_a_changed_record_has_a_bad_mac),
        cmocka_unit_test(test_early_data_that_does_not_open_is_passed_over),
        cmocka_unit_test(test_early_data_over_the_limit_has_a_bad_mac),
        cmocka_unit_test(test_after_a_retry_early_data_is_passed_over_by_its_type),
        cmocka_unit_test(test_after_a_retry_early_data_over_the_limit_is_unexpected),
        cmocka_unit_test(test_early_data_in_empty_records_does_not_go_on_for_ever),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

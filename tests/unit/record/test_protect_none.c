/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_protect_none.c - records in the clear, against RFC 8448 */

#include "unit/record/rfc8448_records.h"
#include "unit/record/suite.h"

#include "wire/tls.h"

static void check_sealed(const char *plain_hex, uint16_t version, const char *record_hex)
{
    struct record_keys keys;
    struct buffer plain = { 0 }, whole = { 0 };

    record_keys_none(&keys);
    keys.wire_version = version;
    assert_int_equal(hex_decode(bytes_of_text(plain_hex), &plain), 0);

    assert_int_equal(protect_none.seal(&keys, CONTENT_HANDSHAKE, buffer_bytes(&plain), 0, &whole),
                     0);

    assert_hex(buffer_bytes(&whole), record_hex);
    assert_int_equal(whole.size - plain.size, protect_none.overhead(&keys, plain.size));
    buffer_wipe(&plain);
    buffer_wipe(&whole);
}

static void test_hellos_are_framed_as_in_rfc_8448(void **state)
{
    check_sealed(client_hello_plain, WIRE_TLS10, client_hello_record);
    check_sealed(server_hello_plain, WIRE_TLS12, server_hello_record);
}

static void test_the_version_is_1_2_unless_set(void **state)
{
    struct record_keys keys;

    record_keys_none(&keys);

    assert_int_equal(keys.wire_version, WIRE_TLS12);
    assert_false(record_keys_are_on(&keys));
}

static void test_opening_changes_nothing(void **state)
{
    struct record_keys keys;
    uint8_t data[] = { 1, 2, 3 };
    struct record record = { CONTENT_HANDSHAKE, WIRE_TLS12, data, sizeof(data), 0 };

    record_keys_none(&keys);

    assert_int_equal(protect_none.open(&keys, &record), 0);
    assert_int_equal(record.type, CONTENT_HANDSHAKE);
    assert_bytes_equal(record.data, record.size, "\1\2\3", 3);
}

static void test_more_than_a_record_holds_is_refused(void **state)
{
    static const uint8_t zeros[RECORD_PLAIN_MAX + 1];
    struct record_keys keys;
    struct buffer whole = { 0 };

    record_keys_none(&keys);

    assert_int_equal(
        protect_none.seal(&keys, CONTENT_HANDSHAKE, bytes_of(zeros, sizeof(zeros)), 0, &whole),
        GNUTLS_E_LARGE_PACKET);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_hellos_are_framed_as_in_rfc_8448),
        cmocka_unit_test(test_the_version_is_1_2_unless_set),
        cmocka_unit_test(test_opening_changes_nothing),
        cmocka_unit_test(test_more_than_a_record_holds_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

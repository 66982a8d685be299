/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_protect_tls13.c - records under an AEAD, against RFC 8448 */

#include "unit/hex.h"
#include "unit/record/rfc8448_records.h"
#include "unit/record/suite.h"

#include "wire/tls.h"

struct vector {
    const char *secret;
    uint64_t sequence;
    uint8_t type;
    const char *plain, *record;
};

/* clang-format off */
static const struct vector vectors[] = {
    { server_handshake_secret,   0, CONTENT_HANDSHAKE,        server_flight_plain,   server_flight_record },
    { client_handshake_secret,   0, CONTENT_HANDSHAKE,        client_finished_plain, client_finished_record },
    { server_application_secret, 0, CONTENT_HANDSHAKE,        ticket_plain,          ticket_record },
    { client_application_secret, 0, CONTENT_APPLICATION_DATA, client_data_plain,     client_data_record },
    { server_application_secret, 1, CONTENT_APPLICATION_DATA, server_data_plain,     server_data_record },
    { client_application_secret, 1, CONTENT_ALERT,            client_alert_plain,    client_alert_record },
    { server_application_secret, 2, CONTENT_ALERT,            server_alert_plain,    server_alert_record },
};
/* clang-format on */

static void test_records_are_sealed_as_in_rfc_8448(void **state)
{
    for (size_t i = 0; i < ARRAY_SIZE(vectors); i++) {
        struct record_keys keys;
        struct buffer plain = { 0 }, out = { 0 };

        keys_of_hex(vectors[i].secret, &keys);
        keys.sequence = vectors[i].sequence;
        unhex(vectors[i].plain, &plain);

        assert_int_equal(protect_tls13.seal(&keys, vectors[i].type, buffer_bytes(&plain), 0, &out),
                         0);

        assert_hex(buffer_bytes(&out), vectors[i].record);
        assert_int_equal(keys.sequence, vectors[i].sequence + 1);
        assert_int_equal(out.size - plain.size, protect_tls13.overhead(&keys, plain.size));
        buffer_wipe(&plain);
        buffer_wipe(&out);
    }
}

static void test_records_are_opened_as_in_rfc_8448(void **state)
{
    for (size_t i = 0; i < ARRAY_SIZE(vectors); i++) {
        struct record_keys keys;
        struct buffer whole = { 0 };

        keys_of_hex(vectors[i].secret, &keys);
        keys.sequence = vectors[i].sequence;
        unhex(vectors[i].record, &whole);
        struct record record = record_of(&whole);

        assert_int_equal(protect_tls13.open(&keys, &record), 0);

        assert_int_equal(record.type, vectors[i].type);
        assert_hex(bytes_of(record.data, record.size), vectors[i].plain);
        assert_int_equal(record.inner_size, record.size + 1);
        buffer_wipe(&whole);
    }
}

static void test_a_change_of_any_byte_is_noticed(void **state)
{
    struct buffer whole = { 0 };

    unhex(client_alert_record, &whole);
    for (size_t i = 0; i < whole.size; i++) {
        struct buffer changed = { 0 };
        struct record_keys keys;

        keys_of_hex(client_application_secret, &keys);
        keys.sequence = 1;
        assert_int_equal(buffer_append(&changed, buffer_bytes(&whole)), 0);
        changed.data[i] ^= 0x40;
        struct record record = record_of(&changed);
        /* The length stands in the record's place, not in its header, once it is cut out. */
        int expected = i == 3 || i == 4 ? 0 : GNUTLS_E_DECRYPTION_FAILED;

        assert_int_equal(protect_tls13.open(&keys, &record), expected);

        assert_int_equal(keys.sequence, expected == 0 ? 2 : 1);
        buffer_wipe(&changed);
    }
    buffer_wipe(&whole);
}

static void test_another_sequence_number_does_not_open(void **state)
{
    struct buffer whole = { 0 };
    struct record_keys keys;

    unhex(client_alert_record, &whole);
    keys_of_hex(client_application_secret, &keys);
    struct record record = record_of(&whole);

    assert_int_equal(protect_tls13.open(&keys, &record), GNUTLS_E_DECRYPTION_FAILED);
    buffer_wipe(&whole);
}

static void test_less_than_a_tag_does_not_open(void **state)
{
    uint8_t data[16] = { 0 };

    for (size_t size = 0; size <= sizeof(data); size++) {
        struct record_keys keys;
        struct record record = { CONTENT_APPLICATION_DATA, WIRE_TLS12, data, size, 0 };

        keys_of_hex(client_application_secret, &keys);
        assert_int_equal(protect_tls13.open(&keys, &record), GNUTLS_E_DECRYPTION_FAILED);
    }
}

/* RFC 8446, 5.4: no byte that is not zero, so no type. */
static void test_nothing_that_was_sealed_has_no_type(void **state)
{
    const uint8_t header[] = { CONTENT_APPLICATION_DATA, 3, 3, 0, 16 };
    uint8_t sealed[16];
    struct record_keys keys;

    keys_of_hex(client_application_secret, &keys);
    aead_seal(keys.suite->aead, &keys.key, bytes_of(keys.iv, 12), bytes_of(header, sizeof header),
              bytes_none(), sealed);
    struct record record = { CONTENT_APPLICATION_DATA, WIRE_TLS12, sealed, sizeof sealed, 0 };

    assert_int_equal(protect_tls13.open(&keys, &record), GNUTLS_E_UNEXPECTED_PACKET);
}

static void test_padding_hides_the_length_and_is_taken_off(void **state)
{
    struct record_keys out_keys, in_keys;
    struct buffer whole = { 0 };

    keys_of_hex(client_application_secret, &out_keys);
    keys_of_hex(client_application_secret, &in_keys);
    assert_int_equal(
        protect_tls13.seal(&out_keys, CONTENT_APPLICATION_DATA, bytes_of_text("a"), 99, &whole), 0);
    struct record record = record_of(&whole);

    assert_int_equal(protect_tls13.open(&in_keys, &record), 0);

    assert_int_equal(whole.size, RECORD_HEADER_SIZE + 1 + 1 + 99 + 16);
    assert_int_equal(record.type, CONTENT_APPLICATION_DATA);
    assert_bytes_equal(record.data, record.size, "a", 1);
    assert_int_equal(record.inner_size, 101);
    buffer_wipe(&whole);
}

/* RFC 8446, 5.4. */
static void test_a_record_of_padding_only_is_unexpected(void **state)
{
    struct record_keys out_keys, in_keys;
    struct buffer whole = { 0 };

    keys_of_hex(client_application_secret, &out_keys);
    keys_of_hex(client_application_secret, &in_keys);
    assert_int_equal(protect_tls13.seal(&out_keys, 0, bytes_of("\0\0", 2), 5, &whole), 0);
    struct record record = record_of(&whole);

    assert_int_equal(protect_tls13.open(&in_keys, &record), GNUTLS_E_UNEXPECTED_PACKET);
    buffer_wipe(&whole);
}

static void test_the_sequence_never_wraps(void **state)
{
    struct record_keys keys;
    struct buffer whole = { 0 };
    uint8_t data[40] = { 0 };
    struct record record = { CONTENT_APPLICATION_DATA, WIRE_TLS12, data, sizeof(data), 0 };

    keys_of_hex(client_application_secret, &keys);
    keys.sequence = UINT64_MAX;

    assert_int_equal(
        protect_tls13.seal(&keys, CONTENT_APPLICATION_DATA, bytes_of_text("x"), 0, &whole),
        GNUTLS_E_RECORD_LIMIT_REACHED);
    assert_int_equal(protect_tls13.open(&keys, &record), GNUTLS_E_RECORD_LIMIT_REACHED);
    assert_int_equal(whole.size, 0);
}

static void test_more_than_a_record_holds_is_refused(void **state)
{
    static const uint8_t zeros[RECORD_PLAIN_MAX + 1];
    struct record_keys keys;
    struct buffer whole = { 0 };

    keys_of_hex(client_application_secret, &keys);

    assert_int_equal(protect_tls13.seal(&keys, CONTENT_APPLICATION_DATA,
                                        bytes_of(zeros, sizeof(zeros)), 0, &whole),
                     GNUTLS_E_LARGE_PACKET);
    assert_int_equal(protect_tls13.seal(&keys, CONTENT_APPLICATION_DATA, bytes_of(zeros, 2),
                                        RECORD_PLAIN_MAX - 1, &whole),
                     GNUTLS_E_LARGE_PACKET);
    assert_int_equal(whole.size, 0);
    assert_int_equal(protect_tls13.seal(&keys, CONTENT_APPLICATION_DATA,
                                        bytes_of(zeros, RECORD_PLAIN_MAX), 0, &whole),
                     0);
    buffer_wipe(&whole);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_records_are_sealed_as_in_rfc_8448),
        cmocka_unit_test(test_records_are_opened_as_in_rfc_8448),
        cmocka_unit_test(test_a_change_of_any_byte_is_noticed),
        cmocka_unit_test(test_another_sequence_number_does_not_open),
        cmocka_unit_test(test_less_than_a_tag_does_not_open),
        cmocka_unit_test(test_nothing_that_was_sealed_has_no_type),
        cmocka_unit_test(test_padding_hides_the_length_and_is_taken_off),
        cmocka_unit_test(test_a_record_of_padding_only_is_unexpected),
        cmocka_unit_test(test_the_sequence_never_wraps),
        cmocka_unit_test(test_more_than_a_record_holds_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

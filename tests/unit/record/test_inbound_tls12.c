/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_inbound_tls12.c - reading records of TLS 1.2: outer types, limits, what must be refused */

#include "unit/record/reader.h"
#include "unit/record/tls12.h"

#include "record/epoch.h"
#include "record/outbound.h"

enum { EMPTY_MAX = 32 };

static const uint8_t zeros[RECORD_PLAIN_MAX + 1];

static void open_reader(struct reader *r, const struct kind12 *kind)
{
    begin_reader(r);
    r->in.allow_ccs = true; /* as it is from the first hello on */
    keys_of_kind(kind, SERVER_WRITES, &r->keys);
    keys_of_kind(kind, SERVER_WRITES, &r->peer);
}

static void put(struct reader *r, uint8_t type, struct bytes content)
{
    assert_int_equal(r->peer.protection->seal(&r->peer, type, content, 0, &r->link.bytes), 0);
}

static void test_each_type_is_opened_under_each_kind(void **state)
{
    static const uint8_t types[] = { CONTENT_ALERT, CONTENT_HANDSHAKE, CONTENT_APPLICATION_DATA };

    for (size_t i = 0; i < ARRAY_SIZE(kinds12); i++) {
        struct reader r;
        open_reader(&r, &kinds12[i]);
        for (size_t j = 0; j < ARRAY_SIZE(types); j++)
            put(&r, types[j], bytes_of_text("content"));

        for (size_t j = 0; j < ARRAY_SIZE(types); j++) {
            assert_int_equal(next(&r), 0);
            assert_int_equal(r.record.type, types[j]);
            assert_bytes_equal(r.record.data, r.record.size, "content", 7);
        }
        close_reader(&r);
    }
}

static void test_records_survive_stalls_before_each_byte(void **state)
{
    for (size_t i = 0; i < ARRAY_SIZE(kinds12); i++) {
        struct reader r;
        int result;
        open_reader(&r, &kinds12[i]);
        put(&r, CONTENT_APPLICATION_DATA, bytes_of_text("slow"));
        r.link.chunk = 1;
        r.link.stalls = true;

        do
            result = next(&r);
        while (result == GNUTLS_E_AGAIN);

        assert_int_equal(result, 0);
        assert_bytes_equal(r.record.data, r.record.size, "slow", 4);
        close_reader(&r);
    }
}

static void test_the_largest_content_passes_and_the_limit_counts_it(void **state)
{
    for (size_t i = 0; i < ARRAY_SIZE(kinds12); i++) {
        struct reader r;
        open_reader(&r, &kinds12[i]);
        put(&r, CONTENT_APPLICATION_DATA, bytes_of(zeros, RECORD_PLAIN_MAX));
        put(&r, CONTENT_APPLICATION_DATA, bytes_of(zeros, 512));
        put(&r, CONTENT_APPLICATION_DATA, bytes_of(zeros, 513));

        assert_int_equal(next(&r), 0);
        assert_int_equal(r.record.size, RECORD_PLAIN_MAX);
        r.in.plain_limit = 512;
        assert_int_equal(next(&r), 0);
        assert_int_equal(next(&r), GNUTLS_E_RECORD_OVERFLOW);
        close_reader(&r);
    }
}

/* M1; RFC 5246, 6.2.3: the limit is on the header, before anything is pulled. */
static void test_a_header_over_the_limit_is_refused_at_once(void **state)
{
    static const struct {
        const char *hex;
        int result;
    } rows[] = {
        { "1703034800", GNUTLS_E_AGAIN },
        { "1703034801", GNUTLS_E_RECORD_OVERFLOW },
        { "1603034801", GNUTLS_E_RECORD_OVERFLOW },
        { "170303ffff", GNUTLS_E_RECORD_OVERFLOW },
        { "1703030000", GNUTLS_E_UNEXPECTED_PACKET },
        { "1803030010", GNUTLS_E_UNEXPECTED_PACKET },
        { "1702030010", GNUTLS_E_UNSUPPORTED_VERSION_PACKET },
    };

    for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
        struct reader r;
        open_reader(&r, &kinds12[0]);
        link_put_hex(&r.link, rows[i].hex);

        assert_int_equal(next(&r), rows[i].result);
        close_reader(&r);
    }
}

/* M7. */
static void test_empty_data_is_passed_over_and_bounded_in_a_row(void **state)
{
    for (size_t i = 0; i < ARRAY_SIZE(kinds12); i++) {
        struct reader r;
        open_reader(&r, &kinds12[i]);
        for (int j = 0; j < EMPTY_MAX; j++)
            put(&r, CONTENT_APPLICATION_DATA, bytes_none());
        put(&r, CONTENT_APPLICATION_DATA, bytes_of_text("x"));
        for (int j = 0; j <= EMPTY_MAX; j++)
            put(&r, CONTENT_APPLICATION_DATA, bytes_none());

        assert_int_equal(next(&r), 0);
        assert_int_equal(r.record.size, 1);
        assert_int_equal(next(&r), GNUTLS_E_UNEXPECTED_PACKET);
        close_reader(&r);
    }
}

/* M1; RFC 5246, 6.2.1. */
static void test_empty_handshake_and_alert_fragments_are_refused(void **state)
{
    static const uint8_t types[] = { CONTENT_HANDSHAKE, CONTENT_ALERT, CONTENT_CHANGE_CIPHER_SPEC };

    for (size_t i = 0; i < ARRAY_SIZE(types); i++) {
        struct reader r;
        open_reader(&r, &kinds12[0]);
        put(&r, types[i], bytes_none());

        assert_int_equal(next(&r), GNUTLS_E_UNEXPECTED_PACKET);
        close_reader(&r);
    }
}

/* M2. */
static void test_a_sealed_change_cipher_spec_is_given(void **state)
{
    struct reader r;
    open_reader(&r, &kinds12[0]);
    put(&r, CONTENT_CHANGE_CIPHER_SPEC, bytes_of("\1", 1));

    assert_int_equal(next(&r), 0);

    assert_int_equal(r.record.type, CONTENT_CHANGE_CIPHER_SPEC);
    assert_int_equal(r.record.size, 1);
    assert_true(r.in.allow_ccs);
    close_reader(&r);
}

static void test_a_sealed_change_cipher_spec_of_other_content_is_refused(void **state)
{
    static const struct bytes contents[] = { { (const uint8_t *)"\2", 1 },
                                             { (const uint8_t *)"\1\1", 2 } };

    for (size_t i = 0; i < ARRAY_SIZE(contents); i++) {
        struct reader r;
        open_reader(&r, &kinds12[0]);
        put(&r, CONTENT_CHANGE_CIPHER_SPEC, contents[i]);

        assert_int_equal(next(&r), GNUTLS_E_UNEXPECTED_PACKET);
        close_reader(&r);
    }
}

static void test_change_cipher_spec_in_the_clear_under_keys_is_a_bad_mac(void **state)
{
    for (size_t i = 0; i < ARRAY_SIZE(kinds12); i++) {
        struct reader r;
        open_reader(&r, &kinds12[i]);
        link_put_hex(&r.link, "140303000101");

        assert_int_equal(next(&r), GNUTLS_E_DECRYPTION_FAILED);
        close_reader(&r);
    }
}

static void test_change_cipher_spec_before_keys_is_one_byte_of_one(void **state)
{
    static const struct {
        const char *hex;
        int result;
    } rows[] = {
        { "140303000101", 0 },
        { "140303000100", GNUTLS_E_UNEXPECTED_PACKET },
        { "14030300020101", GNUTLS_E_UNEXPECTED_PACKET },
    };

    for (size_t i = 0; i < 2 * ARRAY_SIZE(rows); i++) {
        struct reader r;
        open_reader(&r, &kinds12[0]);
        record_keys_none(&r.keys);
        r.in.allow_ccs = i % 2 == 0;
        link_put_hex(&r.link, rows[i / 2].hex);

        assert_int_equal(next(&r), rows[i / 2].result);
        close_reader(&r);
    }
}

static void test_handshake_in_the_clear_under_keys_is_a_bad_mac(void **state)
{
    for (size_t i = 0; i < ARRAY_SIZE(kinds12); i++) {
        struct reader r;
        open_reader(&r, &kinds12[i]);
        link_put_hex(&r.link, "16030300101400000c000000000000000000000000");

        assert_int_equal(next(&r), GNUTLS_E_DECRYPTION_FAILED);
        close_reader(&r);
    }
}

/* Full records and the last need more or less around them, by how they fill their blocks. */
static void test_a_long_content_is_cut_and_queued_in_the_room_made_for_it(void **state)
{
    for (size_t i = 0; i < ARRAY_SIZE(kinds12); i++)
        for (size_t size = 4 * 512; size <= 5 * 512; size += 33) {
            struct outbound out;
            struct reader r;
            size_t read = 0;
            open_reader(&r, &kinds12[i]);
            outbound_init(&out);
            out.plain_limit = r.in.plain_limit = 512;

            assert_int_equal(
                outbound_queue(&out, &r.peer, CONTENT_HANDSHAKE, bytes_of(zeros, size)), 0);
            assert_int_equal(outbound_flush(&out, &r.transport), 0);

            while (read < size) {
                assert_int_equal(next(&r), 0);
                read += r.record.size;
            }
            assert_int_equal(read, size);
            outbound_wipe(&out);
            close_reader(&r);
        }
}

static void test_keys_of_tls12_never_ask_for_an_update(void **state)
{
    for (size_t i = 0; i < ARRAY_SIZE(kinds12); i++) {
        struct epochs epochs;
        epochs_init(&epochs);
        keys_of_kind(&kinds12[i], CLIENT_WRITES, &epochs.out);
        epochs.out.sequence = UINT64_MAX - 1;

        assert_false(epochs_out_worn(&epochs));
        epochs_wipe(&epochs);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_each_type_is_opened_under_each_kind),
        cmocka_unit_test(test_records_survive_stalls_before_each_byte),
        cmocka_unit_test(test_the_largest_content_passes_and_the_limit_counts_it),
        cmocka_unit_test(test_a_header_over_the_limit_is_refused_at_once),
        cmocka_unit_test(test_empty_data_is_passed_over_and_bounded_in_a_row),
        cmocka_unit_test(test_empty_handshake_and_alert_fragments_are_refused),
        cmocka_unit_test(test_a_sealed_change_cipher_spec_is_given),
        cmocka_unit_test(test_a_sealed_change_cipher_spec_of_other_content_is_refused),
        cmocka_unit_test(test_change_cipher_spec_in_the_clear_under_keys_is_a_bad_mac),
        cmocka_unit_test(test_change_cipher_spec_before_keys_is_one_byte_of_one),
        cmocka_unit_test(test_handshake_in_the_clear_under_keys_is_a_bad_mac),
        cmocka_unit_test(test_a_long_content_is_cut_and_queued_in_the_room_made_for_it),
        cmocka_unit_test(test_keys_of_tls12_never_ask_for_an_update),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_outbound.c - from content to the transport */

#include "unit/record/link.h"
#include "unit/record/rfc8448_records.h"
#include "unit/record/suite.h"

#include "record/outbound.h"
#include "wire/tls.h"

static void queue_hex(struct outbound *out, struct record_keys *keys, uint8_t type, const char *hex)
{
    struct buffer content = { 0 };

    assert_int_equal(hex_decode(bytes_of_text(hex), &content), 0);
    assert_int_equal(outbound_queue(out, keys, type, buffer_bytes(&content)), 0);
    buffer_wipe(&content);
}

/* What follows is the server of RFC 8448: three records under changing keys. */
static void queue_server(struct outbound *out)
{
    struct record_keys keys;

    record_keys_none(&keys);
    queue_hex(out, &keys, CONTENT_HANDSHAKE, server_hello_plain);
    keys_of_hex(server_handshake_secret, &keys);
    queue_hex(out, &keys, CONTENT_HANDSHAKE, server_flight_plain);
    keys_of_hex(server_application_secret, &keys);
    queue_hex(out, &keys, CONTENT_HANDSHAKE, ticket_plain);
}

static void expect_server(const struct link *link)
{
    struct buffer expected = { 0 };

    assert_int_equal(hex_decode(bytes_of_text(server_hello_record), &expected), 0);
    assert_int_equal(hex_decode(bytes_of_text(server_flight_record), &expected), 0);
    assert_int_equal(hex_decode(bytes_of_text(ticket_record), &expected), 0);
    assert_bytes_equal(link->bytes.data, link->bytes.size, expected.data, expected.size);
    buffer_wipe(&expected);
}

static void test_a_flight_under_changing_keys_is_one_push(void **state)
{
    struct outbound out;
    struct link link;
    struct transport transport;

    outbound_init(&out);
    link_open(&link, &transport);
    queue_server(&out);

    assert_int_equal(outbound_flush(&out, &transport), 0);

    expect_server(&link);
    assert_int_equal(link.pushes, 1);
    assert_int_equal(outbound_waiting(&out), 0);
    outbound_wipe(&out);
    link_close(&link);
}

static void test_chunks_and_stalls_change_nothing_of_what_is_sent(void **state)
{
    static const size_t chunks[] = { 1, 2, 3, 5, 6, 7, 100, 1000 };

    for (size_t i = 0; i < ARRAY_SIZE(chunks); i++) {
        struct outbound out;
        struct link link;
        struct transport transport;
        int result;

        outbound_init(&out);
        link_open(&link, &transport);
        link.chunk = chunks[i];
        link.stalls = true;
        queue_server(&out);

        size_t left = outbound_waiting(&out);
        while ((result = outbound_flush(&out, &transport)) == GNUTLS_E_AGAIN) {
            assert_true(outbound_waiting(&out) <= left);
            left = outbound_waiting(&out);
        }

        assert_int_equal(result, 0);
        expect_server(&link);
        outbound_wipe(&out);
        link_close(&link);
    }
}

static void test_content_is_cut_to_what_the_peer_takes(void **state)
{
    struct outbound out;
    struct record_keys keys;
    uint8_t content[250];

    outbound_init(&out);
    out.plain_limit = 100;
    record_keys_none(&keys);
    memset(content, 'x', sizeof(content));

    assert_int_equal(
        outbound_queue(&out, &keys, CONTENT_HANDSHAKE, bytes_of(content, sizeof(content))), 0);

    assert_int_equal(outbound_waiting(&out), 3 * RECORD_HEADER_SIZE + 250);
    assert_hex(bytes_of(out.queue.data, 5), "1603030064");
    assert_hex(bytes_of(out.queue.data + 105, 5), "1603030064");
    assert_hex(bytes_of(out.queue.data + 210, 5), "1603030032");
    outbound_wipe(&out);
}

static void test_empty_content_is_for_application_data_alone(void **state)
{
    struct outbound out;
    struct record_keys keys;

    outbound_init(&out);
    keys_of_hex(client_application_secret, &keys);

    assert_int_equal(outbound_queue(&out, &keys, CONTENT_HANDSHAKE, bytes_none()),
                     GNUTLS_E_INVALID_REQUEST);
    assert_int_equal(outbound_waiting(&out), 0);
    assert_int_equal(outbound_queue(&out, &keys, CONTENT_APPLICATION_DATA, bytes_none()), 0);
    assert_int_equal(outbound_waiting(&out), RECORD_HEADER_SIZE + 1 + 16);
    outbound_wipe(&out);
}

static void test_padding_counts_towards_the_limit(void **state)
{
    struct outbound out;
    struct record_keys keys;

    outbound_init(&out);
    out.plain_limit = 64;
    keys_of_hex(client_application_secret, &keys);

    assert_int_equal(
        outbound_queue_padded(&out, &keys, CONTENT_APPLICATION_DATA, bytes_of_text("1234"), 61),
        GNUTLS_E_LARGE_PACKET);
    assert_int_equal(
        outbound_queue_padded(&out, &keys, CONTENT_APPLICATION_DATA, bytes_of_text("1234"), 60), 0);
    assert_int_equal(outbound_waiting(&out), RECORD_HEADER_SIZE + 64 + 1 + 16);
    outbound_wipe(&out);
}

static void test_nothing_is_queued_by_half_when_sequences_run_out(void **state)
{
    struct outbound out;
    struct record_keys keys;

    outbound_init(&out);
    out.plain_limit = 64;
    keys_of_hex(client_application_secret, &keys);
    keys.sequence = UINT64_MAX - 1;
    uint8_t content[65] = { 0 };

    assert_int_equal(
        outbound_queue(&out, &keys, CONTENT_APPLICATION_DATA, bytes_of(content, sizeof(content))),
        GNUTLS_E_RECORD_LIMIT_REACHED);
    assert_int_equal(outbound_waiting(&out), 0);
    assert_int_equal(keys.sequence, UINT64_MAX - 1);
    outbound_wipe(&out);
}

static void test_discarding_forgets_what_was_not_sent(void **state)
{
    struct outbound out;
    struct link link;
    struct transport transport;

    outbound_init(&out);
    link_open(&link, &transport);
    link.chunk = 10;
    link.stalls = true;
    queue_server(&out);
    assert_int_equal(outbound_flush(&out, &transport), GNUTLS_E_AGAIN);

    outbound_discard(&out);

    assert_int_equal(outbound_waiting(&out), 0);
    assert_int_equal(outbound_flush(&out, &transport), 0);
    assert_int_equal(link.bytes.size, 0);
    outbound_wipe(&out);
    link_close(&link);
}

static void test_a_large_queue_is_given_back(void **state)
{
    static const uint8_t content[8000];
    struct outbound out;
    struct record_keys keys;
    struct link link;
    struct transport transport;

    outbound_init(&out);
    link_open(&link, &transport);
    record_keys_none(&keys);
    assert_int_equal(
        outbound_queue(&out, &keys, CONTENT_HANDSHAKE, bytes_of(content, sizeof(content))), 0);

    assert_int_equal(outbound_flush(&out, &transport), 0);

    assert_int_equal(out.queue.room, 0);
    link_close(&link);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_flight_under_changing_keys_is_one_push),
        cmocka_unit_test(test_chunks_and_stalls_change_nothing_of_what_is_sent),
        cmocka_unit_test(test_content_is_cut_to_what_the_peer_takes),
        cmocka_unit_test(test_empty_content_is_for_application_data_alone),
        cmocka_unit_test(test_padding_counts_towards_the_limit),
        cmocka_unit_test(test_nothing_is_queued_by_half_when_sequences_run_out),
        cmocka_unit_test(test_discarding_forgets_what_was_not_sent),
        cmocka_unit_test(test_a_large_queue_is_given_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

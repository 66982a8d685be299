/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_kept_flight.c - a flight is cut, packed, and sent again */

#include "unit/test.h"

#include "base/memory.h"
#include "handshake/dtls/fragments.h"
#include "handshake/dtls/kept_flight.h"
#include "wire/reader.h"
#include "wire/tls.h"
#include "wire/writer.h"

#include <errno.h>

enum { DATAGRAMS_MAX = 64 };

/* What left, datagram by datagram. */
struct net {
    struct buffer datagrams[DATAGRAMS_MAX];
    size_t count;
    size_t most; /* larger ones are refused */
    bool stalls; /* each push says EAGAIN once before it works */
    bool stalled;
};

static struct net net;
static struct kept_flight flight;
static struct outbound out;
static struct record_keys now, before;
static struct transport transport;

static ssize_t push(gnutls_transport_ptr_t ptr, const void *data, size_t size)
{
    net.stalled = net.stalls && !net.stalled;
    if (net.stalled) {
        errno = EAGAIN;
        return -1;
    }
    if (net.most > 0 && size > net.most) {
        errno = EMSGSIZE;
        return -1;
    }
    assert_true(net.count < DATAGRAMS_MAX);
    assert_int_equal(buffer_append(&net.datagrams[net.count++], bytes_of(data, size)), 0);
    return (ssize_t)size;
}

static int set_up(void **state)
{
    net = (struct net){ 0 };
    flight = (struct kept_flight){ 0 };
    outbound_init(&out);
    out.datagram = true;
    record_keys_none_datagram(&now);
    record_keys_none_datagram(&before);
    transport = (struct transport){ .push = push };
    return 0;
}

static void forget_datagrams(void)
{
    for (size_t i = 0; i < net.count; i++)
        buffer_wipe(&net.datagrams[i]);
    net.count = 0;
}

static int clean_up(void **state)
{
    forget_datagrams();
    kept_flight_wipe(&flight);
    outbound_wipe(&out);
    return 0;
}

static void add_message(uint16_t sequence, size_t size)
{
    struct buffer message = { 0 };
    struct wire_writer w = wire_writer(&message);

    wire_write_u8(&w, CERTIFICATE);
    wire_write_u24(&w, (uint32_t)size);
    wire_write_u16(&w, sequence);
    wire_write_u24(&w, 0);
    wire_write_u24(&w, (uint32_t)size);
    for (size_t i = 0; i < size; i++)
        wire_write_u8(&w, (uint8_t)(sequence + i));
    assert_int_equal(wire_write_end(&w), 0);
    assert_int_equal(
        kept_flight_add(&flight, CONTENT_HANDSHAKE, before.epoch, buffer_bytes(&message)), 0);
    buffer_wipe(&message);
}

static int send_flight(size_t mtu)
{
    const struct flight_keys keys = { &now, &before };

    return kept_flight_send(&flight, &out, &keys, &transport, mtu);
}

/* Puts together what left, and counts the records; each has a number of its own. */
static size_t take_all(struct fragments *fragments)
{
    size_t records = 0;

    for (size_t i = 0; i < net.count; i++) {
        struct wire_reader r = wire_reader(buffer_bytes(&net.datagrams[i]));

        while (wire_more(&r)) {
            uint8_t type = wire_read_u8(&r);
            struct bytes content;

            wire_read_u16(&r);
            assert_int_equal(wire_read_u64(&r), records++);
            content = wire_read_vec16(&r);
            if (type == CONTENT_HANDSHAKE)
                assert_int_equal(fragments_take(fragments, content, 100000), 0);
        }
        assert_int_equal(wire_read_end(&r), 0);
    }
    return records;
}

static void assert_messages_come(const size_t *sizes, size_t count)
{
    struct fragments fragments = { 0 };

    take_all(&fragments);
    for (size_t i = 0; i < count; i++) {
        struct bytes whole = fragments_peek(&fragments);

        assert_int_equal(whole.size, FRAGMENT_HEADER_SIZE + sizes[i]);
        for (size_t k = 0; k < sizes[i]; k++)
            assert_int_equal(whole.data[FRAGMENT_HEADER_SIZE + k], (uint8_t)(i + k));
        fragments_done(&fragments);
    }
    fragments_wipe(&fragments);
}

static void test_a_flight_leaves_in_as_few_datagrams_as_it_fits_into(void **state)
{
    static const size_t sizes[] = { 90, 1800, 300, 0, 33 };
    static const size_t mtus[] = { 150, 256, 500, 576, 1200, 1400, 4000 };

    for (size_t i = 0; i < ARRAY_SIZE(mtus); i++) {
        set_up(NULL);
        for (uint16_t k = 0; k < ARRAY_SIZE(sizes); k++)
            add_message(k, sizes[k]);

        assert_int_equal(send_flight(mtus[i]), 0);

        for (size_t k = 0; k < net.count; k++)
            assert_true(net.datagrams[k].size <= mtus[i]);
        /* None but the last has room for one byte more, and the header it would need. */
        for (size_t k = 0; k + 1 < net.count; k++)
            assert_true(mtus[i] - net.datagrams[k].size <= FRAGMENT_HEADER_SIZE);
        assert_messages_come(sizes, ARRAY_SIZE(sizes));
        clean_up(NULL);
    }
}

static void test_a_flight_that_is_sent_again_has_new_record_numbers(void **state)
{
    struct fragments fragments = { 0 };

    add_message(0, 700);
    assert_int_equal(send_flight(256), 0);
    assert_true(kept_flight_is_sent(&flight));
    kept_flight_send_again(&flight);
    assert_int_equal(send_flight(256), 0);

    assert_int_equal(take_all(&fragments), before.sequence + now.sequence);
    fragments_wipe(&fragments);
}

static void test_after_a_stall_nothing_goes_twice(void **state)
{
    static const size_t sizes[] = { 700 };

    int result, calls = 0;

    add_message(0, 700);
    net.stalls = true;
    do
        result = send_flight(256);
    while (result == GNUTLS_E_AGAIN && ++calls < 100);

    assert_int_equal(result, 0);
    assert_int_equal(net.count, 4);
    assert_messages_come(sizes, 1);
}

/* RFC 6347, 4.1.1.1. */
static void test_a_narrower_path_gets_smaller_fragments(void **state)
{
    struct fragments fragments = { 0 };
    struct buffer first = { 0 };

    add_message(0, 700);
    net.most = 300;
    assert_int_equal(send_flight(600), GNUTLS_E_LARGE_PACKET);
    assert_int_equal(net.count, 0);

    assert_int_equal(send_flight(300), 0);

    assert_true(net.count >= 3);
    for (size_t i = 0; i < net.count; i++) {
        struct bytes content = bytes_from(buffer_bytes(&net.datagrams[i]), DATAGRAM_HEADER_SIZE);

        assert_int_equal(fragments_take(&fragments, content, 10000), 0);
    }
    assert_int_equal(fragments_peek(&fragments).size, FRAGMENT_HEADER_SIZE + 700);
    fragments_wipe(&fragments);
    buffer_wipe(&first);
}

static void test_records_of_two_epochs_share_a_datagram(void **state)
{
    static const uint8_t one = 1;

    now.epoch = 1;
    now.sequence = sequence_of_epoch(1);
    add_message(0, 20);
    assert_int_equal(kept_flight_add(&flight, CONTENT_CHANGE_CIPHER_SPEC, 0, bytes_of(&one, 1)), 0);
    assert_int_equal(
        kept_flight_add(&flight, CONTENT_HANDSHAKE, 1, bytes_of("\x14\0\0\1\0\1\0\0\0\0\0\1x", 13)),
        0);

    assert_int_equal(send_flight(1200), 0);

    assert_int_equal(net.count, 1);
    assert_int_equal(before.sequence, 2);
    assert_int_equal(now.sequence, sequence_of_epoch(1) + 1);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, clean_up)
    const struct CMUnitTest tests[] = {
        TEST(test_a_flight_leaves_in_as_few_datagrams_as_it_fits_into),
        TEST(test_a_flight_that_is_sent_again_has_new_record_numbers),
        TEST(test_after_a_stall_nothing_goes_twice),
        TEST(test_a_narrower_path_gets_smaller_fragments),
        TEST(test_records_of_two_epochs_share_a_datagram),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

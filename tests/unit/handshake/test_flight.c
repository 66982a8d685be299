/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_flight.c - messages are framed in place and sealed together */

#include "handshake/flight.h"
#include "wire/tls.h"

#include "unit/test.h"

static void test_message_gets_its_length_when_closed(void **state)
{
    const uint8_t expected[] = { 8, 0, 0, 2, 0xab, 0xcd };
    struct flight f = { 0 };
    struct wire_writer w = flight_open(&f, ENCRYPTED_EXTENSIONS);
    struct bytes whole;

    wire_write_u16(&w, 0xabcd);
    assert_int_equal(wire_write_end(&w), 0);
    whole = flight_close(&f);

    assert_int_equal(whole.size, sizeof expected);
    assert_memory_equal(whole.data, expected, sizeof expected);
    flight_wipe(&f);
}

static void test_abandoned_message_leaves_the_others(void **state)
{
    struct flight f = { 0 };
    struct wire_writer w = flight_open(&f, FINISHED);

    assert_int_equal(wire_write_end(&w), 0);
    flight_close(&f);
    w = flight_open(&f, KEY_UPDATE);
    wire_write_u8(&w, 1);
    flight_abandon(&f);

    assert_int_equal(f.plain.size, HANDSHAKE_HEADER_SIZE);
    flight_wipe(&f);
}

static void test_several_messages_are_sealed_into_one_record(void **state)
{
    const uint8_t expected[] = { 22, 3, 3, 0, 8, 8, 0, 0, 0, 20, 0, 0, 0 };
    struct flight f = { 0 };
    struct outbound out;
    struct record_keys keys;

    outbound_init(&out);
    record_keys_none(&keys);
    flight_open(&f, ENCRYPTED_EXTENSIONS);
    flight_close(&f);
    flight_open(&f, FINISHED);
    flight_close(&f);

    assert_int_equal(flight_seal(&f, &out, &keys), 0);
    assert_int_equal(out.queue.size, sizeof expected);
    assert_memory_equal(out.queue.data, expected, sizeof expected);
    assert_int_equal(flight_seal(&f, &out, &keys), 0);
    assert_int_equal(out.queue.size, sizeof expected);
    outbound_wipe(&out);
    flight_wipe(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_message_gets_its_length_when_closed),
        cmocka_unit_test(test_abandoned_message_leaves_the_others),
        cmocka_unit_test(test_several_messages_are_sealed_into_one_record),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

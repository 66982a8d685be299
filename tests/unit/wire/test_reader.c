/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_reader.c - reading shrinks, failing is for good */

#include "unit/test.h"

#include "base/attributes.h"
#include "wire/reader.h"

static void test_numbers_are_read_in_network_order(void **state)
{
    static const uint8_t bytes[] = {
        1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18
    };
    struct wire_reader reader = wire_reader(bytes_of(bytes, sizeof(bytes)));

    assert_int_equal(wire_read_u8(&reader), 0x01);
    assert_int_equal(wire_read_u16(&reader), 0x0203);
    assert_int_equal(wire_read_u24(&reader), 0x040506);
    assert_int_equal(wire_read_u32(&reader), 0x0708090a);
    assert_true(wire_more(&reader));
    assert_int_equal(wire_left(&reader), 8);
    assert_int_equal(wire_read_u64(&reader), 0x0b0c0d0e0f101112);

    assert_false(wire_more(&reader));
    assert_int_equal(wire_read_end(&reader), 0);
}

static void test_vectors_are_views_of_what_they_say(void **state)
{
    static const uint8_t bytes[] = { 1, 'a', 0, 2, 'b', 'c', 0, 0, 3, 'd', 'e', 'f', 0 };
    struct wire_reader reader = wire_reader(bytes_of(bytes, sizeof(bytes)));

    struct bytes one = wire_read_vec8(&reader);
    struct bytes two = wire_read_vec16(&reader);
    struct bytes three = wire_read_vec24(&reader);
    struct bytes none = wire_read_vec8(&reader);

    assert_int_equal(wire_read_end(&reader), 0);
    assert_bytes_equal(one.data, one.size, "a", 1);
    assert_bytes_equal(two.data, two.size, "bc", 2);
    assert_bytes_equal(three.data, three.size, "def", 3);
    assert_ptr_equal(three.data, bytes + 9);
    assert_int_equal(none.size, 0);
}

static void test_every_read_beyond_the_end_fails_for_good(void **state)
{
    for (size_t size = 0; size < 3; size++) {
        struct wire_reader reader = wire_reader(bytes_of("\1\2\3", size));

        assert_int_equal(wire_read_u24(&reader), 0);
        assert_true(reader.failed);
        assert_false(wire_more(&reader));
        assert_int_equal(wire_left(&reader), 0);
        assert_int_equal(wire_read_u8(&reader), 0);
        assert_int_equal(wire_read_rest(&reader).size, 0);
        assert_int_equal(wire_read_end(&reader), GNUTLS_E_UNEXPECTED_PACKET_LENGTH);
    }
}

static void test_a_vector_longer_than_the_rest_fails(void **state)
{
    static const struct {
        const char *bytes;
        size_t size, width;
    } cases[] = { { "\2a", 2, 1 },
                  { "\0\2a", 3, 2 },
                  { "\0\0\2a", 4, 3 },
                  { "\0", 1, 2 },
                  { "\377\377\377\377", 4, 3 } };

    for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
        struct wire_reader reader = wire_reader(bytes_of(cases[i].bytes, cases[i].size));
        struct bytes view = cases[i].width == 1   ? wire_read_vec8(&reader)
                            : cases[i].width == 2 ? wire_read_vec16(&reader)
                                                  : wire_read_vec24(&reader);
        assert_int_equal(view.size, 0);
        assert_int_equal(wire_read_end(&reader), GNUTLS_E_UNEXPECTED_PACKET_LENGTH);
    }
}

static void test_bytes_left_over_are_an_error(void **state)
{
    struct wire_reader reader = wire_reader(bytes_of("\1\2", 2));

    wire_read_u8(&reader);

    assert_int_equal(wire_read_end(&reader), GNUTLS_E_UNEXPECTED_PACKET_LENGTH);
    struct bytes rest = wire_read_rest(&reader);
    assert_bytes_equal(rest.data, rest.size, "\2", 1);
    assert_int_equal(wire_read_end(&reader), 0);
}

static void test_an_empty_view_without_address_is_read_to_its_end(void **state)
{
    struct wire_reader reader = wire_reader(bytes_none());

    assert_int_equal(wire_read_end(&reader), 0);
    assert_int_equal(wire_read_rest(&reader).size, 0);
    assert_int_equal(wire_read_end(&reader), 0);
    assert_int_equal(wire_read_bytes(&reader, 1).size, 0);
    assert_int_equal(wire_read_end(&reader), GNUTLS_E_UNEXPECTED_PACKET_LENGTH);
}

static void test_a_reader_may_be_told_to_fail(void **state)
{
    struct wire_reader reader = wire_reader(bytes_of("\1\2", 2));

    wire_read_fail(&reader);

    assert_false(wire_more(&reader));
    assert_int_equal(wire_read_end(&reader), GNUTLS_E_UNEXPECTED_PACKET_LENGTH);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_numbers_are_read_in_network_order),
        cmocka_unit_test(test_vectors_are_views_of_what_they_say),
        cmocka_unit_test(test_every_read_beyond_the_end_fails_for_good),
        cmocka_unit_test(test_a_vector_longer_than_the_rest_fails),
        cmocka_unit_test(test_bytes_left_over_are_an_error),
        cmocka_unit_test(test_an_empty_view_without_address_is_read_to_its_end),
        cmocka_unit_test(test_a_reader_may_be_told_to_fail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

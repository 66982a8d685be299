/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_writer.c - numbers, vectors and nested lengths */

#include "unit/test.h"

#include "base/memory.h"
#include "wire/writer.h"

static void test_numbers_are_written_in_network_order(void **state)
{
    struct buffer out = { 0 };
    struct wire_writer writer = wire_writer(&out);

    wire_write_u8(&writer, 0x01);
    wire_write_u16(&writer, 0x0203);
    wire_write_u24(&writer, 0x040506);
    wire_write_u32(&writer, 0x0708090a);
    wire_write_u64(&writer, 0x0b0c0d0e0f101112);
    wire_write_zeros(&writer, 2);
    wire_write_bytes(&writer, bytes_of_text("x"));

    assert_int_equal(wire_write_end(&writer), 0);
    assert_bytes_equal(out.data, out.size, "\1\2\3\4\5\6\7\10\11\12\13\14\15\16\17\20\21\22\0\0x",
                       21);
    buffer_wipe(&out);
}

static void test_vectors_carry_their_length_first(void **state)
{
    struct buffer out = { 0 };
    struct wire_writer writer = wire_writer(&out);

    wire_write_vec8(&writer, bytes_of_text("a"));
    wire_write_vec16(&writer, bytes_of_text("bc"));
    wire_write_vec24(&writer, bytes_none());

    assert_int_equal(wire_write_end(&writer), 0);
    assert_bytes_equal(out.data, out.size, "\1a\0\2bc\0\0\0", 9);
    buffer_wipe(&out);
}

static void test_open_lengths_nest_behind_what_was_there(void **state)
{
    struct buffer out = { 0 };
    assert_int_equal(buffer_append(&out, bytes_of_text("##")), 0);
    struct wire_writer writer = wire_writer(&out);

    struct wire_mark outer = wire_open_vec24(&writer);
    struct wire_mark middle = wire_open_vec16(&writer);
    wire_write_u8(&writer, 7);
    struct wire_mark inner = wire_open_vec8(&writer);
    wire_close(&writer, inner);
    wire_close(&writer, middle);
    wire_write_u8(&writer, 9);
    wire_close(&writer, outer);

    assert_int_equal(wire_write_end(&writer), 0);
    assert_bytes_equal(out.data, out.size, "##\0\0\5\0\2\7\0\11", 10);
    buffer_wipe(&out);
}

static void test_a_length_may_be_the_largest_and_no_larger(void **state)
{
    uint8_t many[256] = { 0 };

    for (size_t size = 255; size <= 256; size++) {
        int expected = size == 255 ? 0 : GNUTLS_E_INTERNAL_ERROR;
        struct buffer out = { 0 };

        struct wire_writer writer = wire_writer(&out);
        wire_write_vec8(&writer, bytes_of(many, size));
        assert_int_equal(wire_write_end(&writer), expected);

        struct wire_writer nesting = wire_writer(&out);
        struct wire_mark mark = wire_open_vec8(&nesting);
        wire_write_bytes(&nesting, bytes_of(many, size));
        wire_close(&nesting, mark);
        assert_int_equal(wire_write_end(&nesting), expected);
        buffer_wipe(&out);
    }
}

static void test_a_number_too_large_for_three_bytes_fails(void **state)
{
    struct buffer out = { 0 };
    struct wire_writer writer = wire_writer(&out);

    wire_write_u24(&writer, 0x1000000);

    assert_int_equal(wire_write_end(&writer), GNUTLS_E_INTERNAL_ERROR);
    buffer_wipe(&out);
}

static void test_after_a_failure_nothing_is_written_and_the_first_error_stays(void **state)
{
    struct buffer out = { 0 };
    struct wire_writer writer = wire_writer(&out);
    struct wire_mark mark = wire_open_vec16(&writer);

    wire_write_fail(&writer, GNUTLS_E_RANDOM_FAILED);
    wire_write_fail(&writer, GNUTLS_E_MEMORY_ERROR);
    wire_write_u32(&writer, 1);
    wire_write_vec8(&writer, bytes_of_text("text"));
    wire_close(&writer, mark);

    assert_int_equal(wire_write_end(&writer), GNUTLS_E_RANDOM_FAILED);
    assert_bytes_equal(out.data, out.size, "\0\0", 2);
    buffer_wipe(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_numbers_are_written_in_network_order),
        cmocka_unit_test(test_vectors_carry_their_length_first),
        cmocka_unit_test(test_open_lengths_nest_behind_what_was_there),
        cmocka_unit_test(test_a_length_may_be_the_largest_and_no_larger),
        cmocka_unit_test(test_a_number_too_large_for_three_bytes_fails),
        cmocka_unit_test(test_after_a_failure_nothing_is_written_and_the_first_error_stays),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

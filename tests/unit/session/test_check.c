/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_check.c - the two sums, by hand, and what they must tell apart */

#include "session/check.h"

#include "unit/session/samples.h"

static void test_the_sums_are_those_made_by_hand(void **state)
{
    /* clang-format off */
    static const struct { const char *text; uint64_t sum, sum_of_sums; } cases[] = {
        { "",         0x00000000,  0x00000000 },
        { "a",        0x61000000,  0x61000000 },
        { "abcd",     0x61626364,  0xc2c4c6c8 },
        { "abcde",    0xc6626364,  0x127c4c6c8 },
        { "\xff\xff\xff\xff\xff\xff\xff\xff", 0x1fffffffe, 0x4fffffffb },
    };
    /* clang-format on */
    for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
        SCOPED(buffer) struct buffer expected = { 0 };
        struct wire_writer writer = wire_writer(&expected);
        wire_write_u64(&writer, cases[i].sum);
        wire_write_u64(&writer, cases[i].sum_of_sums);

        struct session_check check = session_check(bytes_of_text(cases[i].text));

        assert_bytes_equal(check.bytes, sizeof(check.bytes), expected.data, expected.size);
    }
}

/* An erased block, two words in the other order, a shift: the classic blind spots of sums. */
static void test_what_a_plain_sum_would_miss_is_found(void **state)
{
    /* clang-format off */
    static const char *const others[] = {
        "\xff\xff\xff\xff" "abcdefgh", "\0\0\0\0" "efghabcd", "abcd\0\0\0\0efgh",
        "\0\0\0\0" "abcdefgi", "\0\0\0\1" "abccefgh",
    };
    /* clang-format on */
    struct bytes whole = bytes_of("\0\0\0\0abcdefgh", 12);
    struct session_check check = session_check(whole);

    for (size_t i = 0; i < ARRAY_SIZE(others); i++)
        assert_false(session_check_matches(bytes_of(others[i], 12), check.bytes));
    assert_true(session_check_matches(whole, check.bytes));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_sums_are_those_made_by_hand),
        cmocka_unit_test(test_what_a_plain_sum_would_miss_is_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_fields.c - the table keeps its own rules, and values go both ways */

#include "session/fields.h"

#include "unit/session/samples.h"

static void test_tags_rise(void **state)
{
    for (size_t i = 0; i < SESSION_FIELD_COUNT; i++) {
        assert_true(session_fields[i].tag > (i > 0 ? session_fields[i - 1].tag : 0));
    }
}

static void test_what_a_kind_requires_is_possible_and_vital(void **state)
{
    for (size_t i = 0; i < SESSION_FIELD_COUNT; i++) {
        const struct session_field *field = &session_fields[i];
        for (size_t k = 0; k < ARRAY_SIZE(every_kind); k++) {
            if (!session_field_is_required(field, every_kind[k]))
                continue;
            assert_true(session_field_is_possible(field, every_kind[k]));
            assert_true(session_field_tag_is_vital(field->tag));
        }
        assert_true(field->possible != 0);
    }
}

static void test_all_values_together_fit_into_the_frame(void **state)
{
    uint64_t sum = 0;
    for (size_t i = 0; i < SESSION_FIELD_COUNT; i++)
        sum += 4 + (session_fields[i].form == FIELD_NUMBER ? 8 : session_fields[i].max);

    assert_true(sum < 1 << 24);
}

static void test_numbers_take_as_few_bytes_as_they_need(void **state)
{
    /* clang-format off */
    static const struct { uint8_t tag; uint64_t number; const char *bytes; size_t size; } cases[] = {
        { 0x11, 0,             "",                         0 },
        { 0x11, 1,             "\x01",                     1 },
        { 0x11, 0xff,          "\xff",                     1 },
        { 0x11, 0x100,         "\x01\x00",                 2 },
        { 0x11, 0xfad6aac5,    "\xfa\xd6\xaa\xc5",         4 },
        { 0x13, 1700000000456, "\x01\x8b\xcf\xe5\x69\xc8", 6 },
        { 0x01, 0x0304,        "\x03\x04",                 2 },
        { 0x05, 1,             "\x01",                     1 },
    };
    /* clang-format on */
    for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
        struct session_params params = { 0 }, back = { 0 };
        const struct session_field *field = field_with(cases[i].tag);
        struct bytes bytes = bytes_of(cases[i].bytes, cases[i].size);
        uint8_t scratch[8];

        assert_true(session_field_accepts(field, bytes));
        assert_int_equal(session_field_set(field, bytes, &params), 0);
        struct bytes value = session_field_value(field, &params, scratch);
        assert_bytes_equal(value.data, value.size, bytes.data, bytes.size);
        assert_int_equal(session_field_copy(field, &params, &back), 0);
        assert_true(session_params_equal(&params, &back));
    }

    struct session_params params = { 0 };
    params.ticket.received_ms = 1700000000456;
    uint8_t scratch[8];
    assert_int_equal(session_field_value(field_with(0x13), &params, scratch).size, 6);
}

static void test_numbers_of_other_form_or_range_are_not_accepted(void **state)
{
    /* clang-format off */
    static const struct { uint8_t tag; const char *bytes; size_t size; bool accepted; } cases[] = {
        { 0x11, "\x00",                                 1, false }, /* zero is empty */
        { 0x11, "\x00\x01",                             2, false }, /* leading zero */
        { 0x11, "\xff\xff\xff\xff",                     4, true  },
        { 0x11, "\x01\x00\x00\x00\x00",                 5, false },
        { 0x11, "\x01\x00\x00\x00\x00\x00\x00\x00\x01", 9, false }, /* over 64 bits */
        { 0x01, "\xff\xff",                             2, true  },
        { 0x01, "\x01\x00\x00",                         3, false },
        { 0x05, "\x02",                                 1, false }, /* truth is 0 or 1 */
        { 0x06, "\xff",                                 1, false },
        { 0x07, "\x03",                                 1, true  },
        { 0x07, "\x04",                                 1, false },
        { 0x08, "\x04",                                 1, false },
        { 0x09, "\x01",                                 1, true  },
        { 0x09, "\x02",                                 1, true  },
        { 0x09, "\x03",                                 1, false },
        { 0x12, "\x09\x3a\x80",                         3, true  }, /* 604800 */
        { 0x12, "\x09\x3a\x81",                         3, false },
        { 0x13, "\xe6\x77\xd2\x1f\xdb\xff",             6, true  }, /* the year 9999 */
        { 0x13, "\xe6\x77\xd2\x1f\xdc\x00",             6, false },
        { 0x13, "\xff\xff\xff\xff\xff\xff\xff\xff",     8, false }, /* -1 */
        { 0x23, "\x40\x01",                             2, true  },
        { 0x23, "\x40\x02",                             2, false },
    };
    /* clang-format on */
    for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
        bool accepted = session_field_accepts(field_with(cases[i].tag),
                                              bytes_of(cases[i].bytes, cases[i].size));
        assert_int_equal(accepted, cases[i].accepted);
    }
}

static void test_bytes_longer_than_their_place_are_not_accepted(void **state)
{
    static const struct {
        uint8_t tag;
        size_t max;
    } cases[] = { { 0x03, 64 },    { 0x04, 32 },  { 0x0a, 65535 },   { 0x0c, 65535 },
                  { 0x10, 65535 }, { 0x21, 255 }, { 0x22, 0x100000 } };
    for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
        const struct session_field *field = field_with(cases[i].tag);
        assert_true(session_field_accepts(field, bytes_of("", cases[i].max)));
        assert_false(session_field_accepts(field, bytes_of("", cases[i].max + 1)));
    }
}

static void test_a_chain_is_whole_certificates_none_of_them_empty(void **state)
{
    /* clang-format off */
    static const struct { const char *bytes; size_t size; bool accepted; } cases[] = {
        { "",                           0, true  },
        { "\0\0\1a",                    4, true  },
        { "\0\0\1a\0\0\2bc",            9, true  },
        { "\0\0\1",                     3, false },
        { "\0\0",                       2, false },
        { "\0\0\1a\0",                  5, false },
        { "\0\0\1a\0\0\2b",             8, false },
        { "\0\0\1a\0\0\2bcd",          10, false },
        { "\0\0\0",                     3, false },
        { "\0\0\1a\0\0\0",              7, false },
        { "\xff\xff\xff" "a",           4, false },
    };
    /* clang-format on */
    for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
        bool accepted =
            session_field_accepts(field_with(0x0b), bytes_of(cases[i].bytes, cases[i].size));
        assert_int_equal(accepted, cases[i].accepted);
    }
}

static void test_only_long_fields_have_a_buffer(void **state)
{
    struct session_params params = { 0 };

    assert_null(session_field_buffer(field_with(0x01), &params));
    assert_null(session_field_buffer(field_with(0x03), &params));
    assert_ptr_equal(session_field_buffer(field_with(0x0b), &params), &params.peer_chain);
    assert_ptr_equal(session_field_buffer(field_with(0x10), &params), &params.ticket.ticket);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_tags_rise),
        cmocka_unit_test(test_what_a_kind_requires_is_possible_and_vital),
        cmocka_unit_test(test_all_values_together_fit_into_the_frame),
        cmocka_unit_test(test_numbers_take_as_few_bytes_as_they_need),
        cmocka_unit_test(test_numbers_of_other_form_or_range_are_not_accepted),
        cmocka_unit_test(test_bytes_longer_than_their_place_are_not_accepted),
        cmocka_unit_test(test_a_chain_is_whole_certificates_none_of_them_empty),
        cmocka_unit_test(test_only_long_fields_have_a_buffer),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

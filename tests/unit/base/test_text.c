/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_text.c - bounded text, hex, base64 (vectors of RFC 4648, 10) */

#include "unit/test.h"

#include "base/text.h"

static void assert_holds(const struct buffer *buffer, const char *text)
{
    assert_bytes_equal(buffer->data, buffer->size, text, strlen(text));
}

static void test_text_is_cut_where_its_memory_ends(void **state)
{
    char memory[8];
    struct text text = text_in(memory, sizeof(memory));

    text_add(&text, "%d", 123);
    assert_string_equal(memory, "123");
    text_add(&text, "%s", "456789");
    assert_string_equal(memory, "1234567");
    assert_true(text.cut);
    text_add(&text, "more");

    assert_string_equal(memory, "1234567");
    assert_int_equal(text.used, 7);
}

static void test_text_that_just_fits_is_not_cut(void **state)
{
    char memory[4];
    struct text text = text_in(memory, sizeof(memory));

    text_add(&text, "abc");

    assert_string_equal(memory, "abc");
    assert_false(text.cut);
}

static void test_text_without_memory_is_cut_at_once(void **state)
{
    struct text text = text_in(NULL, 0);

    text_add(&text, "abc");

    assert_true(text.cut);
}

static void test_printing_appends_without_the_zero_byte(void **state)
{
    struct buffer buffer = { 0 };

    assert_int_equal(buffer_print(&buffer, "%03d", 7), 0);
    assert_int_equal(buffer_print(&buffer, "%s", ""), 0);
    assert_int_equal(buffer_print(&buffer, "-%s", "x"), 0);

    assert_holds(&buffer, "007-x");
    buffer_wipe(&buffer);
}

static void test_hex_is_lower_case_with_separators_between(void **state)
{
    struct buffer buffer = { 0 };

    assert_int_equal(hex_encode(bytes_of("\x00\x9a\xff", 3), ":", &buffer), 0);
    assert_holds(&buffer, "00:9a:ff");
    buffer_clear(&buffer);
    assert_int_equal(hex_encode(bytes_of("\x01\xef", 2), NULL, &buffer), 0);

    assert_holds(&buffer, "01ef");
    buffer_wipe(&buffer);
}

static void test_hex_is_read_in_either_case_with_colons_and_space(void **state)
{
    struct buffer buffer = { 0 };

    assert_int_equal(hex_decode(bytes_of_text("00:aB\nCd 9F"), &buffer), 0);

    assert_bytes_equal(buffer.data, buffer.size, "\x00\xab\xcd\x9f", 4);
    buffer_wipe(&buffer);
    assert_int_equal(hex_decode(bytes_none(), &buffer), 0);
    assert_int_equal(buffer.size, 0);
    buffer_wipe(&buffer);
}

static void test_wrong_hex_is_refused_and_appends_nothing(void **state)
{
    static const char *const wrong[] = {
        "0", "abc", "0g", "0/", "0:;", "@a", "0G", "`0", "\xff\xff"
    };
    struct buffer buffer = { 0 };
    assert_int_equal(buffer_append(&buffer, bytes_of_text("old")), 0);

    for (size_t i = 0; i < ARRAY_SIZE(wrong); i++)
        assert_int_equal(hex_decode(bytes_of_text(wrong[i]), &buffer), GNUTLS_E_PARSING_ERROR);

    assert_holds(&buffer, "old");
    buffer_wipe(&buffer);
}

static const struct {
    const char *plain, *encoded;
} rfc4648[] = {
    { "", "" },
    { "f", "Zg==" },
    { "fo", "Zm8=" },
    { "foo", "Zm9v" },
    { "foob", "Zm9vYg==" },
    { "fooba", "Zm9vYmE=" },
    { "foobar", "Zm9vYmFy" },
};

static void test_base64_agrees_with_the_standard_both_ways(void **state)
{
    for (size_t i = 0; i < ARRAY_SIZE(rfc4648); i++) {
        struct buffer encoded = { 0 }, plain = { 0 };
        assert_int_equal(base64_encode(bytes_of_text(rfc4648[i].plain), 0, &encoded), 0);
        assert_holds(&encoded, rfc4648[i].encoded);
        assert_int_equal(base64_decode(buffer_bytes(&encoded), &plain), 0);
        assert_holds(&plain, rfc4648[i].plain);
        buffer_wipe(&encoded);
        buffer_wipe(&plain);
    }
}

static void test_base64_knows_all_its_characters(void **state)
{
    static const char all[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    struct buffer plain = { 0 }, encoded = { 0 };

    assert_int_equal(base64_decode(bytes_of_text(all), &plain), 0);
    assert_int_equal(plain.size, 48);
    assert_memory_equal(plain.data, "\x00\x10\x83\x10\x51\x87", 6);
    assert_memory_equal(plain.data + 45, "\xf3\xdf\xbf", 3);
    assert_int_equal(base64_encode(buffer_bytes(&plain), 0, &encoded), 0);

    assert_holds(&encoded, all);
    buffer_wipe(&plain);
    buffer_wipe(&encoded);
}

static void test_base64_lines_break_between_and_not_at_the_end(void **state)
{
    struct buffer buffer = { 0 };

    assert_int_equal(base64_encode(bytes_of_text("foobarfoob"), 8, &buffer), 0);
    assert_holds(&buffer, "Zm9vYmFy\nZm9vYg==");
    buffer_clear(&buffer);
    assert_int_equal(base64_encode(bytes_of_text("foobarfoobar"), 8, &buffer), 0);

    assert_holds(&buffer, "Zm9vYmFy\nZm9vYmFy");
    buffer_wipe(&buffer);
}

static void test_base64_passes_over_white_space(void **state)
{
    struct buffer buffer = { 0 };

    assert_int_equal(base64_decode(bytes_of_text(" Zm9v\r\n\tYg =\n=\n"), &buffer), 0);

    assert_holds(&buffer, "foob");
    buffer_wipe(&buffer);
}

static void test_wrong_base64_is_refused_and_appends_nothing(void **state)
{
    static const char *const wrong[] = {
        "Z",        "Zg",   "Zg=",  "Zm9vY", "Zm9v=", "Zm9v====", "Zg===", "=Zg=",
        "Zg==Zg==", "Zh==", "Zm9=", "Zm9-",  "Zm9_",  "Zm9v\x80", "Z.m9v", "====",
        "Zm9[",     "Zm9@", "Zm9`", "Zm9{",  "Zm9:",  "Zm9,",
    };
    struct buffer buffer = { 0 };
    assert_int_equal(buffer_append(&buffer, bytes_of_text("old")), 0);

    for (size_t i = 0; i < ARRAY_SIZE(wrong); i++)
        if (base64_decode(bytes_of_text(wrong[i]), &buffer) != GNUTLS_E_BASE64_DECODING_ERROR)
            fail_msg("%s was taken", wrong[i]);

    assert_holds(&buffer, "old");
    buffer_wipe(&buffer);
}

static void test_texts_are_compared_ignoring_case(void **state)
{
    assert_true(text_equal_ignoring_case("Normal", "NORMAL"));
    assert_false(text_equal_ignoring_case("NORMAL", "NORMA"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_text_is_cut_where_its_memory_ends),
        cmocka_unit_test(test_text_that_just_fits_is_not_cut),
        cmocka_unit_test(test_text_without_memory_is_cut_at_once),
        cmocka_unit_test(test_printing_appends_without_the_zero_byte),
        cmocka_unit_test(test_hex_is_lower_case_with_separators_between),
        cmocka_unit_test(test_hex_is_read_in_either_case_with_colons_and_space),
        cmocka_unit_test(test_wrong_hex_is_refused_and_appends_nothing),
        cmocka_unit_test(test_base64_agrees_with_the_standard_both_ways),
        cmocka_unit_test(test_base64_knows_all_its_characters),
        cmocka_unit_test(test_base64_lines_break_between_and_not_at_the_end),
        cmocka_unit_test(test_base64_passes_over_white_space),
        cmocka_unit_test(test_wrong_base64_is_refused_and_appends_nothing),
        cmocka_unit_test(test_texts_are_compared_ignoring_case),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

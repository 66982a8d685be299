/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_buffer.c - growing, moving and giving away */

#include "unit/test.h"

#include "base/buffer.h"
#include "base/memory.h"

#include <stdlib.h>

static void assert_holds(const struct buffer *buffer, const char *text)
{
    assert_bytes_equal(buffer->data, buffer->size, text, strlen(text));
}

/* An allocator that remembers whether a freed block held anything but zeros. */
static size_t watched_size;
static bool unwiped_was_freed;
static bool memory_is_out;

static void *watched_get(size_t size)
{
    if (memory_is_out)
        return NULL;
    size_t *block = malloc(sizeof(size_t) + size);
    *block = size;
    return block + 1;
}

static void *watched_resize(void *old, size_t size)
{
    fail_msg("buffers must not use realloc");
    return NULL;
}

static void watched_free(void *memory)
{
    size_t *block = (size_t *)memory - 1;
    watched_size += *block;
    for (size_t i = 0; i < *block; i++)
        if (((uint8_t *)memory)[i] != 0)
            unwiped_was_freed = true;
    free(block);
}

static int watch_allocator(void **state)
{
    static const struct memory_functions watched = { watched_get, watched_get, watched_resize,
                                                     watched_free };
    watched_size = 0;
    unwiped_was_freed = memory_is_out = false;
    memory_set_functions(&watched);
    return 0;
}

static int restore_allocator(void **state)
{
    static const struct memory_functions usual = { malloc, malloc, realloc, free };
    memory_set_functions(&usual);
    return 0;
}

static void test_bytes_are_appended_in_order(void **state)
{
    struct buffer buffer = { 0 };

    assert_int_equal(buffer_append(&buffer, bytes_of_text("to be ")), 0);
    assert_int_equal(buffer_append(&buffer, bytes_none()), 0);
    assert_int_equal(buffer_append(&buffer, bytes_of_text("continued")), 0);

    assert_holds(&buffer, "to be continued");
    buffer_wipe(&buffer);
    assert_null(buffer.data);
}

static void test_growth_and_release_wipe_every_block(void **state)
{
    uint8_t secret[300];
    memset(secret, 0xa5, sizeof(secret));
    struct buffer buffer = { 0 };

    for (int i = 0; i < 20; i++)
        assert_int_equal(buffer_append(&buffer, bytes_of(secret, sizeof(secret))), 0);
    buffer_cut(&buffer, 1);
    buffer_wipe(&buffer);

    assert_true(watched_size >= 20 * sizeof(secret));
    assert_false(unwiped_was_freed);
}

static void test_lack_of_memory_changes_nothing(void **state)
{
    struct buffer buffer = { 0 };
    assert_int_equal(buffer_append(&buffer, bytes_of_text("kept")), 0);

    memory_is_out = true;
    int result = buffer_reserve(&buffer, 10000);
    memory_is_out = false;

    assert_int_equal(result, GNUTLS_E_MEMORY_ERROR);
    assert_holds(&buffer, "kept");
    buffer_wipe(&buffer);
}

static void test_sizes_that_overflow_are_lack_of_memory(void **state)
{
    struct buffer buffer = { 0 };
    assert_int_equal(buffer_append(&buffer, bytes_of_text("x")), 0);

    assert_int_equal(buffer_reserve(&buffer, SIZE_MAX), GNUTLS_E_MEMORY_ERROR);
    assert_int_equal(buffer_reserve(&buffer, SIZE_MAX / 2), GNUTLS_E_MEMORY_ERROR);
    buffer_wipe(&buffer);
}

static void test_extending_gives_where_new_bytes_begin(void **state)
{
    struct buffer buffer = { 0 };
    uint8_t *at = NULL;
    assert_int_equal(buffer_append(&buffer, bytes_of_text("ab")), 0);

    assert_int_equal(buffer_extend(&buffer, 2, &at), 0);
    memcpy(at, "cd", 2);

    assert_holds(&buffer, "abcd");
    buffer_wipe(&buffer);
}

static void test_extending_by_nothing_changes_nothing(void **state)
{
    struct buffer buffer = { 0 };
    uint8_t *at = NULL;

    assert_int_equal(buffer_extend(&buffer, 0, &at), 0);

    assert_int_equal(buffer.size, 0);
    buffer_wipe(&buffer);
}

static void test_setting_replaces_also_by_a_part_of_itself(void **state)
{
    struct buffer buffer = { 0 };
    assert_int_equal(buffer_set(&buffer, bytes_of_text("resumption")), 0);

    assert_int_equal(buffer_set(&buffer, bytes_of(buffer.data + 2, 3)), 0);
    assert_holds(&buffer, "sum");
    const uint8_t *memory = buffer.data;
    assert_int_equal(buffer_set(&buffer, bytes_none()), 0);

    assert_int_equal(buffer.size, 0);
    assert_ptr_equal(buffer.data, memory);
    buffer_wipe(&buffer);
}

static void test_dropping_the_front_moves_the_rest_up(void **state)
{
    struct buffer buffer = { 0 };
    assert_int_equal(buffer_set(&buffer, bytes_of_text("header,body")), 0);

    buffer_drop_front(&buffer, 7);
    assert_holds(&buffer, "body");
    buffer_drop_front(&buffer, 5);

    assert_int_equal(buffer.size, 0);
    buffer_wipe(&buffer);
}

static void test_cutting_never_lengthens(void **state)
{
    struct buffer buffer = { 0 };
    assert_int_equal(buffer_set(&buffer, bytes_of_text("abc")), 0);

    buffer_cut(&buffer, 10);
    assert_holds(&buffer, "abc");
    buffer_cut(&buffer, 1);

    assert_holds(&buffer, "a");
    buffer_clear(&buffer);
    assert_int_equal(buffer.size, 0);
    buffer_wipe(&buffer);
}

static void test_moving_empties_the_giver_and_wipes_the_taker(void **state)
{
    struct buffer from = { 0 }, to = { 0 };
    assert_int_equal(buffer_set(&from, bytes_of_text("new")), 0);
    assert_int_equal(buffer_set(&to, bytes_of_text("old")), 0);

    buffer_move(&from, &to);
    buffer_move(&to, &to);

    assert_holds(&to, "new");
    assert_null(from.data);
    assert_false(unwiped_was_freed);
    buffer_wipe(&to);
}

static void test_bytes_are_appended_the_other_way_round(void **state)
{
    struct buffer buffer = { 0 };

    assert_int_equal(buffer_append_reversed(&buffer, bytes_none()), 0);
    assert_int_equal(buffer_append_reversed(&buffer, bytes_of_text("abc")), 0);
    assert_int_equal(buffer_append_reversed(&buffer, bytes_of_text("de")), 0);

    assert_bytes_equal(buffer.data, buffer.size, "cbaed", 5);
    buffer_wipe(&buffer);
}

static void test_numbers_are_padded_to_a_width(void **state)
{
    struct buffer buffer = { 0 };

    assert_int_equal(buffer_append_padded(&buffer, bytes_of("\1\2", 2), 4), 0);
    assert_int_equal(buffer_append_padded(&buffer, bytes_of("\0\0\3", 3), 2), 0);
    assert_int_equal(buffer_append_padded(&buffer, bytes_none(), 1), 0);
    assert_int_equal(buffer_append_padded(&buffer, bytes_none(), 0), 0);
    assert_bytes_equal(buffer.data, buffer.size, "\0\0\1\2\0\3\0", 7);
    assert_int_equal(buffer_append_padded(&buffer, bytes_of("\1\0", 2), 1),
                     GNUTLS_E_ILLEGAL_PARAMETER);
    assert_int_equal(buffer.size, 7);
    buffer_wipe(&buffer);
}

static void test_what_is_given_belongs_to_the_application(void **state)
{
    struct buffer buffer = { 0 };
    gnutls_datum_t datum = { 0 };
    assert_int_equal(buffer_set(&buffer, bytes_of_text("blob")), 0);

    assert_int_equal(buffer_give(&buffer, &datum), 0);

    assert_bytes_equal(datum.data, datum.size, "blob", 4);
    assert_null(buffer.data);
    memory_free(datum.data);
}

static void test_an_empty_buffer_gives_an_empty_datum(void **state)
{
    struct buffer buffer = { 0 };
    gnutls_datum_t datum = { (void *)"x", 1 };
    assert_int_equal(buffer_reserve(&buffer, 10), 0);

    assert_int_equal(buffer_give(&buffer, &datum), 0);

    assert_null(datum.data);
    assert_int_equal(datum.size, 0);
}

static void test_a_given_copy_ends_in_a_zero_byte(void **state)
{
    gnutls_datum_t datum = { 0 };

    assert_int_equal(bytes_give(bytes_of("h2", 2), &datum), 0);

    assert_int_equal(datum.size, 2);
    assert_string_equal((char *)datum.data, "h2");
    memory_free(datum.data);
}

#define WATCHED(test) cmocka_unit_test_setup_teardown(test, watch_allocator, restore_allocator)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_bytes_are_appended_in_order),
        WATCHED(test_growth_and_release_wipe_every_block),
        WATCHED(test_lack_of_memory_changes_nothing),
        cmocka_unit_test(test_sizes_that_overflow_are_lack_of_memory),
        cmocka_unit_test(test_extending_gives_where_new_bytes_begin),
        cmocka_unit_test(test_extending_by_nothing_changes_nothing),
        cmocka_unit_test(test_setting_replaces_also_by_a_part_of_itself),
        cmocka_unit_test(test_dropping_the_front_moves_the_rest_up),
        cmocka_unit_test(test_cutting_never_lengthens),
        WATCHED(test_moving_empties_the_giver_and_wipes_the_taker),
        cmocka_unit_test(test_bytes_are_appended_the_other_way_round),
        cmocka_unit_test(test_numbers_are_padded_to_a_width),
        cmocka_unit_test(test_what_is_given_belongs_to_the_application),
        cmocka_unit_test(test_an_empty_buffer_gives_an_empty_datum),
        cmocka_unit_test(test_a_given_copy_ends_in_a_zero_byte),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

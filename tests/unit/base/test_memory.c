/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_memory.c - the application's allocator, overflow, wiping, equality */

#include "unit/test.h"

#include "base/memory.h"

#include <gnutls/gnutls.h>
#include <stdlib.h>

static unsigned gets, resizes, frees;

static void *count_get(size_t size)
{
    gets++;
    void *memory = malloc(size);
    memset(memory, 0xee, size);
    return memory;
}

static void *count_resize(void *old, size_t size)
{
    resizes++;
    return realloc(old, size);
}

static void count_free(void *memory)
{
    frees++;
    free(memory);
}

static int count_calls(void **state)
{
    static const struct memory_functions counting = { count_get, count_get, count_resize,
                                                      count_free };
    gets = resizes = frees = 0;
    memory_set_functions(&counting);
    return 0;
}

static int restore(void **state)
{
    static const struct memory_functions usual = { malloc, malloc, realloc, free };
    memory_set_functions(&usual);
    return 0;
}

static void test_all_memory_comes_through_the_set_functions(void **state)
{
    uint8_t *memory = memory_get(3);
    memory = memory_resize(memory, 30);
    memory_free(memory);
    char *text = memory_copy_text("copy");
    assert_string_equal(text, "copy");
    memory_free_secret(text, 5);

    assert_int_equal(gets, 2);
    assert_int_equal(resizes, 1);
    assert_int_equal(frees, 2);
}

static void test_zeroed_memory_is_zeroed_whatever_the_functions(void **state)
{
    const uint8_t zeros[40] = { 0 };

    uint8_t *array = memory_get_array(10, 4);
    uint8_t *block = memory_get_zeroed(40);
    uint8_t *public = gnutls_calloc(10, 4);

    assert_memory_equal(array, zeros, 40);
    assert_memory_equal(block, zeros, 40);
    assert_memory_equal(public, zeros, 40);
    assert_int_equal(gets, 3);
    memory_free(array);
    memory_free(block);
    memory_free(public);
}

static void test_the_api_variables_serve_programs(void **state)
{
    char *text = gnutls_strdup("text");

    assert_string_equal(text, "text");
    assert_int_equal(gets, 1);
    gnutls_free(text);
    assert_int_equal(frees, 1);
}

static void test_size_zero_gives_memory_that_may_be_freed(void **state)
{
    void *memory = memory_get(0), *copy = memory_copy(NULL, 0), *array = memory_get_array(0, 8);

    assert_non_null(memory);
    assert_non_null(copy);
    assert_non_null(array);
    memory_free(memory);
    memory_free(copy);
    memory_free(array);
    memory_free(NULL);
    memory_free_secret(NULL, 10);
}

static void test_overflowing_arrays_are_refused(void **state)
{
    assert_null(memory_get_array(SIZE_MAX / 2, 3));
    assert_null(memory_resize_array(NULL, SIZE_MAX, 2));
}

static void test_a_resized_array_keeps_its_bytes(void **state)
{
    uint16_t *array = memory_get_array(2, sizeof(*array));
    array[1] = 0x1234;

    array = memory_resize_array(array, 1000, sizeof(*array));

    assert_int_equal(array[1], 0x1234);
    memory_free(array);
}

static void test_wiping_zeroes_just_what_is_asked(void **state)
{
    uint8_t bytes[4] = { 1, 2, 3, 4 };

    memory_wipe(bytes + 1, 2);
    memory_wipe(NULL, 0);

    assert_memory_equal(bytes, "\1\0\0\4", 4);
}

static void test_any_one_bit_makes_bytes_differ(void **state)
{
    uint8_t a[9] = { 0 }, b[9] = { 0 };

    assert_true(memory_equal(a, b, sizeof(a)));
    for (int i = 0; i < 72; i++) {
        b[i / 8] = (uint8_t)(1 << i % 8);
        assert_false(memory_equal(a, b, sizeof(a)));
        b[i / 8] = 0;
    }
    memset(b, 0xff, sizeof(b));
    assert_false(memory_equal(a, b, sizeof(a)));
    assert_true(memory_equal(a, b, 0));
}

#define COUNTED(test) cmocka_unit_test_setup_teardown(test, count_calls, restore)

int main(void)
{
    const struct CMUnitTest tests[] = {
        COUNTED(test_all_memory_comes_through_the_set_functions),
        COUNTED(test_zeroed_memory_is_zeroed_whatever_the_functions),
        COUNTED(test_the_api_variables_serve_programs),
        cmocka_unit_test(test_size_zero_gives_memory_that_may_be_freed),
        cmocka_unit_test(test_overflowing_arrays_are_refused),
        cmocka_unit_test(test_a_resized_array_keeps_its_bytes),
        cmocka_unit_test(test_wiping_zeroes_just_what_is_asked),
        cmocka_unit_test(test_any_one_bit_makes_bytes_differ),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test.h - cmocka with the headers that it wants before it; to be included first */

#ifndef UNIT_TEST_H
#define UNIT_TEST_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

/* base/errors.h has a fail() of its own; a test fails with fail_msg(). */
#undef fail
#undef fail_msg
#define fail_msg(...)                                                                              \
    do {                                                                                           \
        print_error("ERROR: " __VA_ARGS__);                                                        \
        print_error("\n");                                                                         \
        _fail(__FILE__, __LINE__);                                                                 \
    } while (0)

/* Sizes first, so that a wrong one is not read past. */
#define assert_bytes_equal(is, is_size, should, should_size)                                       \
    do {                                                                                           \
        assert_int_equal((is_size), (should_size));                                                \
        if ((should_size) > 0)                                                                     \
            assert_memory_equal((is), (should), (should_size));                                    \
    } while (0)

#endif

/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* vectors.h - expected values as text, next to the test that needs them */

#ifndef TESTS_UNIT_CRYPTO_VECTORS_H
#define TESTS_UNIT_CRYPTO_VECTORS_H

#include "base/bytes.h"
#include "base/secret.h"

#include <ctype.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

struct hex_room {
    uint8_t bytes[1200];
};

static inline struct bytes hex_into(struct hex_room *room, const char *text)
{
    size_t size = 0;

    for (; *text; text++) {
        if (isspace((unsigned char)*text))
            continue;
        char pair[3] = { text[0], text[1], 0 };
        assert_true(isxdigit((unsigned char)pair[0]) && isxdigit((unsigned char)pair[1]));
        assert_true(size < sizeof(room->bytes));
        room->bytes[size++] = (uint8_t)strtoul(pair, NULL, 16);
        text++;
    }
    return bytes_of(room->bytes, size);
}

/* The bytes of a text like "00 ff a0"; they live as long as the block around it. */
#define HEX(text) hex_into(&(struct hex_room){ { 0 } }, text)

static inline struct secret secret_of(struct bytes bytes)
{
    struct secret secret = { 0 };
    secret_set(&secret, bytes);
    return secret;
}

#define assert_bytes(actual, expected)                                                             \
    do {                                                                                           \
        struct bytes actual_ = (actual), expected_ = (expected);                                   \
        assert_int_equal(actual_.size, expected_.size);                                            \
        if (expected_.size > 0)                                                                    \
            assert_memory_equal(actual_.data, expected_.data, expected_.size);                     \
    } while (0)

#endif

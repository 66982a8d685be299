/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* suite.h - suites and secrets for the tests of this room */

#ifndef TESTS_RECORD_SUITE_H
#define TESTS_RECORD_SUITE_H

#include "unit/test.h"

#include "base/text.h"
#include "record/protect.h"

static const struct cipher_suite aes_128_gcm_suite = {
    .id = 0x1301,
    .aead = &aead_aes_128_gcm,
    .hash = &hash_sha256,
};

static inline void secret_of_hex(const char *hex, struct secret *out)
{
    struct buffer bytes = { 0 };

    assert_int_equal(hex_decode(bytes_of_text(hex), &bytes), 0);
    secret_set(out, buffer_bytes(&bytes));
    buffer_wipe(&bytes);
}

static inline void keys_of_hex(const char *traffic_secret, struct record_keys *out)
{
    struct secret secret;

    secret_of_hex(traffic_secret, &secret);
    record_keys_tls13(out, &aes_128_gcm_suite, &secret);
}

static inline void assert_hex(struct bytes bytes, const char *hex)
{
    struct buffer expected = { 0 };

    assert_int_equal(hex_decode(bytes_of_text(hex), &expected), 0);
    assert_bytes_equal(bytes.data, bytes.size, expected.data, expected.size);
    buffer_wipe(&expected);
}

/* A sealed record whose header stands before it. */
static inline struct record record_of(struct buffer *whole)
{
    return (struct record){
        .type = whole->data[0],
        .wire_version = (uint16_t)(whole->data[1] << 8 | whole->data[2]),
        .data = whole->data + RECORD_HEADER_SIZE,
        .size = whole->size - RECORD_HEADER_SIZE,
    };
}

#endif

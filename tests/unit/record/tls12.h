/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* tls12.h - keys of TLS 1.2 for the tests of this room */

#ifndef TESTS_RECORD_TLS12_H
#define TESTS_RECORD_TLS12_H

#include "unit/record/suite.h"

#include "crypto/prf12.h"
#include "wire/tls.h"

/* One of each kind of record. */
struct kind12 {
    uint16_t suite;
    bool encrypt_then_mac;
};

static const struct kind12 kinds12[] = {
    { 0xc013, false }, { 0xc013, true },  { 0xc027, false }, { 0xc028, true },
    { 0xc02f, false }, { 0xc0ac, false }, { 0xc0af, false }, { 0xcca8, false },
};

/* Of bytes that count up. */
static inline void keys_of_kind(const struct kind12 *kind, enum key_block_side side,
                                struct record_keys *out)
{
    const struct cipher_suite *suite = suite_by_id(kind->suite);
    uint8_t bytes[KEY_BLOCK_MAX];

    for (size_t i = 0; i < sizeof(bytes); i++)
        bytes[i] = (uint8_t)(i + 1);
    record_keys_tls12(out,
                      &(struct key_block){ .suite = suite,
                                           .encrypt_then_mac = kind->encrypt_then_mac,
                                           .bytes = bytes_of(bytes, key_block_size(suite)) },
                      side);
}

#endif

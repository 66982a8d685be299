/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* extension_der.h - DER of extensions, as digits and as text */
#ifndef TESTS_CONTRACT_EXTENSION_DER_H
#define TESTS_CONTRACT_EXTENSION_DER_H

#include "suite.h"

#include <gnutls/x509-ext.h>
#include <gnutls/x509.h>

enum { ROOM = 512 };

static inline void assert_hex(gnutls_datum_t *data, const char *expected)
{
    assert_string_equal(hex_of(data->data, data->size), expected);
    gnutls_free(data->data);
}

static inline void assert_text(const gnutls_datum_t *data, const char *expected)
{
    assert_int_equal(data->size, strlen(expected));
    assert_memory_equal(data->data, expected, data->size);
}

#define BYTES(literal)                                                                             \
    {                                                                                              \
        (unsigned char *)(literal), sizeof(literal) - 1                                            \
    }

#endif

/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* gost.h - bytes as text, and what the suites of GOST say often */
#ifndef TESTS_CONTRACT_GOST_H
#define TESTS_CONTRACT_GOST_H

#include "keys.h"

#include <gnutls/crypto.h>

#define ILLEGAL     GNUTLS_E_ILLEGAL_PARAMETER
#define UNSUPPORTED GNUTLS_E_ECC_UNSUPPORTED_CURVE

static inline void assert_hex(const void *bytes, size_t size, const char *expected)
{
    assert_string_equal(hex_of(bytes, size), expected);
}

/* To be released with gnutls_free(). */
static inline gnutls_datum_t unhex(const char *text)
{
    gnutls_datum_t hex = { (unsigned char *)text, (unsigned)strlen(text) }, bytes = { 0 };

    assert_code(gnutls_hex_decode2(&hex, &bytes), 0);
    return bytes;
}

#endif

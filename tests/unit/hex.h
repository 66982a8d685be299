/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* hex.h - bytes from hex digits, for the tests of every room */

#ifndef TESTS_UNIT_HEX_H
#define TESTS_UNIT_HEX_H

#include "unit/test.h"

#include "base/text.h"

/* `out` holds these bytes and no others. */
static inline void unhex(const char *text, struct buffer *out)
{
    buffer_clear(out);
    assert_int_equal(hex_decode(bytes_of_text(text), out), 0);
}

#endif

/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* check.h - the check at the end of a blob: found by accident, not by attack */

#ifndef SESSION_CHECK_H
#define SESSION_CHECK_H

#include "base/bytes.h"

enum { SESSION_CHECK_SIZE = 16 };

struct session_check {
    uint8_t bytes[SESSION_CHECK_SIZE];
};

/* Of all bytes before it. Constant time in the bytes: they hold a secret. */
struct session_check session_check(struct bytes);

bool session_check_matches(struct bytes, const uint8_t check[SESSION_CHECK_SIZE]);

#endif

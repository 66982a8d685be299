/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* secret.h - up to 64 secret bytes, inline, wiped */

#ifndef BASE_SECRET_H
#define BASE_SECRET_H

#include "base/bytes.h"

enum { SECRET_MAX = 64 };

struct secret {
    uint8_t size;
    uint8_t bytes[SECRET_MAX];
};

/* `bytes` must not be longer than SECRET_MAX: whoever reads from outside checks before. */
void secret_set(struct secret *, struct bytes);
void secret_wipe(struct secret *);

/* Constant time in the bytes; sizes are no secret. */
bool secret_equal(const struct secret *, const struct secret *);

static inline struct bytes secret_bytes(const struct secret *secret)
{
    return (struct bytes){ secret->bytes, secret->size };
}

#endif

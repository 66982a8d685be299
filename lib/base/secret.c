/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* secret.c - up to 64 secret bytes, inline, wiped */

#include "base/secret.h"

#include "base/memory.h"

#include <assert.h>

void secret_set(struct secret *secret, struct bytes bytes)
{
    assert(bytes.size <= SECRET_MAX);
    if (bytes.size > 0)
        memmove(secret->bytes, bytes.data, bytes.size);
    memory_wipe(secret->bytes + bytes.size, SECRET_MAX - bytes.size);
    secret->size = (uint8_t)bytes.size;
}

void secret_wipe(struct secret *secret)
{
    memory_wipe(secret, sizeof(*secret));
}

bool secret_equal(const struct secret *a, const struct secret *b)
{
    return a->size == b->size && memory_equal(a->bytes, b->bytes, a->size);
}

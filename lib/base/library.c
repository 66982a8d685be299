/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* library.c - how many times the library was initialized */

#include "base/library.h"

#include <stdatomic.h>

static atomic_uint count;

bool library_enter(void)
{
    return atomic_fetch_add(&count, 1) == 0;
}

void library_leave(void)
{
    unsigned seen = atomic_load(&count);
    while (seen > 0 && !atomic_compare_exchange_weak(&count, &seen, seen - 1))
        continue;
}

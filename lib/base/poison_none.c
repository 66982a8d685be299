/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* poison_none.c - secrets are bytes like others: the usual build */

#include "base/memory.h"

void memory_poison(const void *memory, size_t size)
{
}

void memory_publish(const void *memory, size_t size)
{
}

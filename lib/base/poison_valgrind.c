/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* poison_valgrind.c - secrets are undefined bytes for valgrind, which reports decisions on them */

#include "base/memory.h"

#include <valgrind/memcheck.h>

void memory_poison(const void *memory, size_t size)
{
    (void)VALGRIND_MAKE_MEM_UNDEFINED(memory, size);
}

void memory_publish(const void *memory, size_t size)
{
    (void)VALGRIND_MAKE_MEM_DEFINED(memory, size);
}

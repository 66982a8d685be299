/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* memory.c - stands before malloc and counts, for the side that is at work
 *
 * The library, nettle and gmp all allocate through these functions, since the
 * executable's symbols come first. Bytes are those the allocator really gave.
 */

#include "bench.h"

#include <errno.h>
#include <malloc.h>
#include <stdlib.h>

extern void *__libc_malloc(size_t size);
extern void *__libc_calloc(size_t count, size_t size);
extern void *__libc_realloc(void *old, size_t size);
extern void *__libc_memalign(size_t alignment, size_t size);
extern void __libc_free(void *block);

struct account accounts[SIDES];
enum side side_at_work = NOBODY;

static void *enter(void *block)
{
    struct account *account = &accounts[side_at_work];

    if (block != NULL) {
        account->allocations++;
        account->live_bytes += (long)malloc_usable_size(block);
    }
    return block;
}

static void leave(void *block)
{
    if (block != NULL)
        accounts[side_at_work].live_bytes -= (long)malloc_usable_size(block);
}

void *malloc(size_t size)
{
    return enter(__libc_malloc(size));
}

void *calloc(size_t count, size_t size)
{
    return enter(__libc_calloc(count, size));
}

void *realloc(void *old, size_t size)
{
    leave(old);
    return enter(__libc_realloc(old, size));
}

void *memalign(size_t alignment, size_t size)
{
    return enter(__libc_memalign(alignment, size));
}

void *aligned_alloc(size_t alignment, size_t size)
{
    return enter(__libc_memalign(alignment, size));
}

int posix_memalign(void **out, size_t alignment, size_t size)
{
    *out = enter(__libc_memalign(alignment, size));
    return *out != NULL ? 0 : ENOMEM;
}

void free(void *block)
{
    leave(block);
    __libc_free(block);
}

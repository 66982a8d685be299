/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* memory.c - the application's allocator; careful comparing and wiping
 *
 * The variables gnutls_malloc and its kin are in base/memory.c.
 */

#include "base/memory.h"

#include <gnutls/compat.h>
#include <gnutls/gnutls.h>
#include <string.h>

/**
 * gnutls_global_set_mem_functions:
 * @alloc_func: takes the place of malloc()
 * @secure_alloc_func: no longer of use; may be %NULL
 * @is_secure_func: no longer of use; may be %NULL
 * @realloc_func: takes the place of realloc()
 * @free_func: takes the place of free()
 *
 * Sets the functions that all memory of the library comes from, also what is given to the
 * application. To be called before anything else of the library, and not while other threads use
 * it. Without all three functions it has no effect.
 *
 * Deprecated: there is seldom a reason to.
 **/
API void gnutls_global_set_mem_functions(gnutls_alloc_function alloc_func,
                                         gnutls_alloc_function secure_alloc_func,
                                         gnutls_is_secure_function is_secure_func,
                                         gnutls_realloc_function realloc_func,
                                         gnutls_free_function free_func)
{
    if (alloc_func == NULL || realloc_func == NULL || free_func == NULL)
        return;
    memory_set_functions(&(struct memory_functions){
        .get = alloc_func,
        .get_secure = secure_alloc_func == NULL ? alloc_func : secure_alloc_func,
        .resize = realloc_func,
        .free = free_func,
    });
}

/**
 * gnutls_memcmp:
 * @s1: one block of bytes
 * @s2: the other
 * @n: how many bytes
 *
 * Compares two blocks in a time that does not depend on what is in them.
 *
 * Returns: 0 if they are equal, else another number, which tells no order.
 *
 * Since: 3.4.0
 **/
API int gnutls_memcmp(const void *s1, const void *s2, size_t n)
{
    return memory_equal(s1, s2, n) ? 0 : 1;
}

/**
 * gnutls_memset:
 * @data: the block to fill
 * @c: the byte to fill it with
 * @size: how many bytes
 *
 * Fills a block like memset(), even where a compiler finds that nobody reads it afterwards: to wipe
 * secrets.
 *
 * Since: 3.4.0
 **/
API void gnutls_memset(void *data, int c, size_t size)
{
    memory_wipe(data, size);
    if (c == 0 || size == 0)
        return;
    memset(data, c, size);
    __asm__ volatile("" : : "r"(data) : "memory");
}

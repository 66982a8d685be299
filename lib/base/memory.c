/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* memory.c - allocation, wiping, constant-time equality
 *
 * The API's allocator variables live here, since all memory passes through them. A program may
 * copy them, so they are read at every call and never cached.
 */

#include "base/memory.h"

#include <gnutls/gnutls.h>
#include <stdlib.h>
#include <string.h>

API gnutls_alloc_function gnutls_malloc = malloc;
API gnutls_alloc_function gnutls_secure_malloc = malloc;
API gnutls_realloc_function gnutls_realloc = realloc;
API gnutls_calloc_function gnutls_calloc = calloc;
API char *(*gnutls_strdup)(const char *) = memory_copy_text;

/* The header's macro of this name also clears its argument; the variable itself is meant here. */
#undef gnutls_free
API gnutls_free_function gnutls_free = free;

static void *zeroed_by_application(size_t count, size_t size)
{
    return memory_get_array(count, size);
}

void memory_set_functions(const struct memory_functions *functions)
{
    gnutls_malloc = functions->get;
    gnutls_secure_malloc = functions->get_secure;
    gnutls_realloc = functions->resize;
    gnutls_free = functions->free;
    gnutls_calloc = functions->get == malloc ? calloc : zeroed_by_application;
}

void *memory_get(size_t size)
{
    return gnutls_malloc(size > 0 ? size : 1);
}

void *memory_get_zeroed(size_t size)
{
    return memory_get_array(1, size);
}

void *memory_get_array(size_t count, size_t size)
{
    size_t all;
    if (__builtin_mul_overflow(count, size, &all))
        return NULL;
    if (gnutls_malloc == malloc)
        return calloc(1, all > 0 ? all : 1);
    void *memory = memory_get(all);
    if (memory != NULL)
        memset(memory, 0, all);
    return memory;
}

void *memory_resize(void *old, size_t size)
{
    return gnutls_realloc(old, size > 0 ? size : 1);
}

void *memory_resize_array(void *old, size_t count, size_t size)
{
    size_t all;
    if (__builtin_mul_overflow(count, size, &all))
        return NULL;
    return memory_resize(old, all);
}

void *memory_copy(const void *data, size_t size)
{
    void *copy = memory_get(size);
    if (copy != NULL && size > 0)
        memcpy(copy, data, size);
    return copy;
}

char *memory_copy_text(const char *text)
{
    return memory_copy(text, strlen(text) + 1);
}

void memory_free(void *memory)
{
    if (memory != NULL)
        gnutls_free(memory);
}

void memory_free_secret(void *memory, size_t size)
{
    if (memory == NULL)
        return;
    memory_wipe(memory, size);
    gnutls_free(memory);
}

/* Looks at all bytes, eight at a time. The compiler may not know what has been found so far, lest
 * it leave the loop. */
bool memory_equal(const void *a, const void *b, size_t size)
{
    const uint8_t *left = a, *right = b;
    uint64_t difference = 0, eight_left, eight_right;
    size_t i = 0;

    for (; size - i >= sizeof(eight_left); i += sizeof(eight_left)) {
        memcpy(&eight_left, left + i, sizeof(eight_left));
        memcpy(&eight_right, right + i, sizeof(eight_right));
        difference |= eight_left ^ eight_right;
        __asm__ volatile("" : "+r"(difference));
    }
    for (; i < size; i++) {
        difference |= (uint64_t)(left[i] ^ right[i]);
        __asm__ volatile("" : "+r"(difference));
    }
    /* The highest bit of d | -d is set unless d is 0: without a branch. */
    bool equal = ((difference | (0 - difference)) >> 63) ^ 1;
    memory_publish(&equal, sizeof(equal)); /* the answer is no secret */
    return equal;
}

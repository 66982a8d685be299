/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* memory.h - allocation, wiping, constant-time equality
 *
 * All memory of the library comes through here, and thus through the functions that the
 * application may have set with gnutls_global_set_mem_functions().
 */

#ifndef BASE_MEMORY_H
#define BASE_MEMORY_H

#include "base/attributes.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* What gnutls_global_set_mem_functions() sets. Not while other threads use the library. */
struct memory_functions {
    void *(*get)(size_t size);
    void *(*get_secure)(size_t size);
    void *(*resize)(void *old, size_t size);
    void (*free)(void *);
};
void memory_set_functions(const struct memory_functions *);

/* NULL when there is no memory. Size 0 gives a pointer that may be freed. */
void *memory_get(size_t size) MUST_USE;
void *memory_get_zeroed(size_t size) MUST_USE;

/* count * size, checked for overflow; zeroed. */
void *memory_get_array(size_t count, size_t size) MUST_USE;

/* Like realloc(); not for secrets, since the old bytes are not wiped. */
void *memory_resize(void *old, size_t size) MUST_USE;
void *memory_resize_array(void *old, size_t count, size_t size) MUST_USE;

/* A copy of `size` bytes. */
void *memory_copy(const void *data, size_t size) MUST_USE;
char *memory_copy_text(const char *text) MUST_USE;

void memory_free(void *);

/* Wipes `size` bytes, then frees. */
void memory_free_secret(void *, size_t size);

/* Zeroes so that the compiler may not leave it out: the empty instruction may look at all memory.
 * Inline, since most of what is wiped is small and its size is known where it is done. */
static inline void memory_wipe(void *memory, size_t size)
{
    if (size > 0)
        memset(memory, 0, size);
    __asm__ volatile("" : : "r"(memory) : "memory");
}

/* Takes the same time whatever the bytes are. */
bool memory_equal(const void *a, const void *b, size_t size);

/* For valgrind: with -Dpoison_secrets=true, branches and indices on these bytes are reported.
 * memory_publish() says that the bytes are no secret any more. */
void memory_poison(const void *, size_t size);
void memory_publish(const void *, size_t size);

#endif

/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* bytes.h - a borrowed view of bytes
 *
 * It owns nothing and must not outlive what it points into.
 */

#ifndef BASE_BYTES_H
#define BASE_BYTES_H

#include <gnutls/gnutls.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct bytes {
    const uint8_t *data;
    size_t size;
};

static inline struct bytes bytes_of(const void *data, size_t size)
{
    return (struct bytes){ data, size };
}

static inline struct bytes bytes_of_text(const char *text)
{
    return (struct bytes){ (const uint8_t *)text, strlen(text) };
}

static inline struct bytes bytes_of_datum(const gnutls_datum_t *datum)
{
    return (struct bytes){ datum->data, datum->size };
}

/* For the application: it lives as long as what the view shows, and is not to be changed. */
static inline gnutls_datum_t datum_of(struct bytes bytes)
{
    return (gnutls_datum_t){ (unsigned char *)bytes.data, (unsigned)bytes.size };
}

static inline struct bytes bytes_none(void)
{
    return (struct bytes){ NULL, 0 };
}

/* For public data only; secrets are compared with memory_equal(). */
static inline bool bytes_equal(struct bytes a, struct bytes b)
{
    return a.size == b.size && (a.size == 0 || memcmp(a.data, b.data, a.size) == 0);
}

/* The part from `offset` on; empty when there is none. */
static inline struct bytes bytes_from(struct bytes all, size_t offset)
{
    if (offset >= all.size)
        return bytes_none();
    return (struct bytes){ all.data + offset, all.size - offset };
}

#endif

/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* buffer.h - growing bytes, wiped on growth and release
 *
 * { 0 } is a valid empty buffer and owns nothing.
 */

#ifndef BASE_BUFFER_H
#define BASE_BUFFER_H

#include "base/attributes.h"
#include "base/bytes.h"

struct buffer {
    uint8_t *data;
    size_t size;
    size_t room; /* allocated */
};

/* A new block, for more than fits into the old one. */
int buffer_grow(struct buffer *, size_t extra) MUST_USE;

/* Makes room for `extra` more bytes; GNUTLS_E_MEMORY_ERROR and nothing changed if there is none. */
MUST_USE static inline int buffer_reserve(struct buffer *buffer, size_t extra)
{
    bool fits = extra <= buffer->room && buffer->size <= buffer->room - extra;
    return fits ? 0 : buffer_grow(buffer, extra);
}

int buffer_append(struct buffer *, struct bytes) MUST_USE;

/* The same with the last byte first: numbers the other way round. */
int buffer_append_reversed(struct buffer *, struct bytes) MUST_USE;

/* Appends a number in big endian, with as many zeros in front as it takes to fill `width` bytes.
 * GNUTLS_E_ILLEGAL_PARAMETER for one that is larger. */
int buffer_append_padded(struct buffer *, struct bytes number, size_t width) MUST_USE;

/* Appends `size` bytes of unset content and gives where they begin. */
MUST_USE static inline int buffer_extend(struct buffer *buffer, size_t size, uint8_t **out)
{
    int result = buffer_reserve(buffer, size);
    *out = NULL;
    if (result < 0)
        return result;
    /* Where nothing was ever held, nothing has no address: arithmetic on NULL is not defined. */
    if (buffer->data != NULL)
        *out = buffer->data + buffer->size;
    buffer->size += size;
    return 0;
}

/* Replaces the content. An empty view empties and keeps the memory. */
int buffer_set(struct buffer *, struct bytes) MUST_USE;

/* Takes `count` bytes from the front; the rest moves up. */
void buffer_drop_front(struct buffer *, size_t count);

/* Forgets the bytes and keeps the memory. */
void buffer_clear(struct buffer *);

/* Cuts to at most `size` bytes. */
void buffer_cut(struct buffer *, size_t size);

/* Gives the content away: `out` takes over what `from` had; what `out` had is wiped. */
void buffer_move(struct buffer *from, struct buffer *out);

/* Gives the content as a datum that the application frees with gnutls_free(). The buffer is
 * empty afterwards. GNUTLS_E_MEMORY_ERROR on lack of memory. */
int buffer_give(struct buffer *, gnutls_datum_t *out) MUST_USE;

/* Puts a zero byte behind the content, which does not count. */
int buffer_end_text(struct buffer *) MUST_USE;

/* The content as text, with a zero byte behind it that does not count. NULL when it is empty, has
 * a zero byte inside, or on lack of memory. */
const char *buffer_text(struct buffer *);

/* Wipes and frees. Most buffers of a connection never held anything, and are asked no more. */
void buffer_release(struct buffer *);
static inline void buffer_wipe(struct buffer *buffer)
{
    if (buffer->data != NULL)
        buffer_release(buffer);
    buffer->size = 0;
}

static inline struct bytes buffer_bytes(const struct buffer *buffer)
{
    return (struct bytes){ buffer->data, buffer->size };
}

/* A copy for the application, in memory of its own (with a zero byte behind it, not counted). */
int bytes_give(struct bytes, gnutls_datum_t *out) MUST_USE;

#endif

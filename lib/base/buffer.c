/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* buffer.c - growing bytes, wiped on growth and release
 *
 * realloc() could leave an unwiped copy behind, so growth is a new block. All of a block is wiped
 * when it is released, whatever its buffer held last.
 */

#include "base/buffer.h"

#include "base/errors.h"
#include "base/memory.h"

#include <limits.h>

enum { SMALLEST_ROOM = 64 };

static size_t room_for(size_t needed, size_t room)
{
    size_t grown = room + room / 2;
    if (grown < SMALLEST_ROOM)
        grown = SMALLEST_ROOM;
    return grown < needed ? needed : grown;
}

int buffer_grow(struct buffer *buffer, size_t extra)
{
    size_t needed;
    if (__builtin_add_overflow(buffer->size, extra, &needed) || needed > SIZE_MAX / 2)
        return fail(GNUTLS_E_MEMORY_ERROR);

    size_t room = room_for(needed, buffer->room);
    uint8_t *data = memory_get(room);
    if (data == NULL)
        return fail(GNUTLS_E_MEMORY_ERROR);
    if (buffer->size > 0)
        memcpy(data, buffer->data, buffer->size);
    memory_free_secret(buffer->data, buffer->room);
    buffer->data = data;
    buffer->room = room;
    return 0;
}

int buffer_append(struct buffer *buffer, struct bytes bytes)
{
    TRY(buffer_reserve(buffer, bytes.size));
    if (bytes.size > 0)
        memcpy(buffer->data + buffer->size, bytes.data, bytes.size);
    buffer->size += bytes.size;
    return 0;
}

int buffer_append_reversed(struct buffer *buffer, struct bytes bytes)
{
    TRY(buffer_reserve(buffer, bytes.size));
    for (size_t left = bytes.size; left > 0; left--)
        buffer->data[buffer->size++] = bytes.data[left - 1];
    return 0;
}

int buffer_append_padded(struct buffer *buffer, struct bytes number, size_t width)
{
    uint8_t *at;
    while (number.size > width && number.data[0] == 0)
        number = bytes_from(number, 1);
    if (number.size > width)
        return fail(GNUTLS_E_ILLEGAL_PARAMETER);
    TRY(buffer_extend(buffer, width, &at));
    if (width > number.size)
        memset(at, 0, width - number.size);
    if (number.size > 0)
        memcpy(at + width - number.size, number.data, number.size);
    return 0;
}

int buffer_set(struct buffer *buffer, struct bytes bytes)
{
    size_t missing = bytes.size > buffer->size ? bytes.size - buffer->size : 0;
    TRY(buffer_reserve(buffer, missing));
    if (bytes.size > 0)
        memmove(buffer->data, bytes.data, bytes.size);
    buffer->size = bytes.size;
    return 0;
}

void buffer_drop_front(struct buffer *buffer, size_t count)
{
    if (count >= buffer->size) {
        buffer->size = 0;
        return;
    }
    buffer->size -= count;
    memmove(buffer->data, buffer->data + count, buffer->size);
}

void buffer_clear(struct buffer *buffer)
{
    buffer->size = 0;
}

void buffer_cut(struct buffer *buffer, size_t size)
{
    if (buffer->size > size)
        buffer->size = size;
}

void buffer_move(struct buffer *from, struct buffer *out)
{
    if (from == out)
        return;
    buffer_wipe(out);
    *out = *from;
    *from = (struct buffer){ 0 };
}

int buffer_give(struct buffer *buffer, gnutls_datum_t *out)
{
    if (buffer->size > UINT_MAX)
        return fail(GNUTLS_E_MEMORY_ERROR);
    if (buffer->size == 0)
        buffer_wipe(buffer);
    *out = (gnutls_datum_t){ buffer->data, (unsigned)buffer->size };
    *buffer = (struct buffer){ 0 };
    return 0;
}

int buffer_end_text(struct buffer *buffer)
{
    TRY(buffer_reserve(buffer, 1));
    buffer->data[buffer->size] = 0;
    return 0;
}

const char *buffer_text(struct buffer *buffer)
{
    if (buffer->size == 0 || memchr(buffer->data, 0, buffer->size) != NULL ||
        buffer_end_text(buffer) < 0)
        return NULL;
    return (const char *)buffer->data;
}

void buffer_release(struct buffer *buffer)
{
    memory_free_secret(buffer->data, buffer->room);
    *buffer = (struct buffer){ 0 };
}

int bytes_give(struct bytes bytes, gnutls_datum_t *out)
{
    if (bytes.size >= UINT_MAX)
        return fail(GNUTLS_E_MEMORY_ERROR);
    uint8_t *copy = memory_get(bytes.size + 1);
    if (copy == NULL)
        return fail(GNUTLS_E_MEMORY_ERROR);
    if (bytes.size > 0)
        memcpy(copy, bytes.data, bytes.size);
    copy[bytes.size] = 0;
    *out = (gnutls_datum_t){ copy, (unsigned)bytes.size };
    return 0;
}

/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* writer.c - sticky writer into a buffer, with nested lengths */

#include "wire/writer.h"

#include "base/errors.h"

#include <assert.h>

void wire_write_fail(struct wire_writer *writer, int error)
{
    if (writer->error == 0)
        writer->error = error;
}

static void put_number(uint8_t *at, size_t width, uint64_t number)
{
    for (size_t i = 0; i < width; i++)
        at[i] = (uint8_t)(number >> 8 * (width - 1 - i));
}

static void write_number(struct wire_writer *writer, size_t width, uint64_t number)
{
    uint8_t *at = wire_write_room(writer, width);
    if (at != NULL)
        put_number(at, width, number);
}

void wire_write_u16(struct wire_writer *writer, uint16_t number)
{
    write_number(writer, 2, number);
}

void wire_write_u24(struct wire_writer *writer, uint32_t number)
{
    if (number > 0xffffff)
        wire_write_fail(writer, fail(GNUTLS_E_INTERNAL_ERROR));
    write_number(writer, 3, number);
}

void wire_write_u32(struct wire_writer *writer, uint32_t number)
{
    write_number(writer, 4, number);
}

void wire_write_u64(struct wire_writer *writer, uint64_t number)
{
    write_number(writer, 8, number);
}

void wire_write_zeros(struct wire_writer *writer, size_t count)
{
    uint8_t *at = wire_write_room(writer, count);
    if (at != NULL && count > 0)
        memset(at, 0, count);
}

static void write_vec(struct wire_writer *writer, size_t width, struct bytes bytes)
{
    if (bytes.size >> 8 * width != 0)
        wire_write_fail(writer, fail(GNUTLS_E_INTERNAL_ERROR));
    write_number(writer, width, bytes.size);
    wire_write_bytes(writer, bytes);
}

void wire_write_vec8(struct wire_writer *writer, struct bytes bytes)
{
    write_vec(writer, 1, bytes);
}

void wire_write_vec16(struct wire_writer *writer, struct bytes bytes)
{
    write_vec(writer, 2, bytes);
}

void wire_write_vec24(struct wire_writer *writer, struct bytes bytes)
{
    write_vec(writer, 3, bytes);
}

static struct wire_mark open_vec(struct wire_writer *writer, uint8_t width)
{
    struct wire_mark mark = { writer->out->size, width };
    writer->open++;
    write_number(writer, width, 0);
    return mark;
}

struct wire_mark wire_open_vec8(struct wire_writer *writer)
{
    return open_vec(writer, 1);
}

struct wire_mark wire_open_vec16(struct wire_writer *writer)
{
    return open_vec(writer, 2);
}

struct wire_mark wire_open_vec24(struct wire_writer *writer)
{
    return open_vec(writer, 3);
}

void wire_close(struct wire_writer *writer, struct wire_mark mark)
{
    assert(writer->open > 0);
    writer->open--;
    if (writer->error != 0)
        return;
    size_t size = writer->out->size - mark.at - mark.width;
    if (size >> 8 * mark.width != 0) {
        wire_write_fail(writer, fail(GNUTLS_E_INTERNAL_ERROR));
        return;
    }
    put_number(writer->out->data + mark.at, mark.width, size);
}

int wire_write_end(const struct wire_writer *writer)
{
    assert(writer->open == 0);
    return writer->error;
}

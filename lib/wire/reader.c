/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* reader.c - sticky reader over a view */

#include "wire/reader.h"

#include "base/errors.h"

struct wire_reader wire_reader(struct bytes bytes)
{
    /* An empty view may have no address; arithmetic on NULL is not defined. */
    static const uint8_t nothing[1];
    if (bytes.size == 0)
        return (struct wire_reader){ nothing, nothing, false };
    return (struct wire_reader){ bytes.data, bytes.data + bytes.size, false };
}

void wire_read_fail(struct wire_reader *reader)
{
    reader->at = reader->end;
    reader->failed = true;
}

bool wire_more(const struct wire_reader *reader)
{
    return reader->at < reader->end;
}

size_t wire_left(const struct wire_reader *reader)
{
    return (size_t)(reader->end - reader->at);
}

struct bytes wire_read_bytes(struct wire_reader *reader, size_t size)
{
    if (size > wire_left(reader)) {
        wire_read_fail(reader);
        return bytes_none();
    }
    struct bytes bytes = bytes_of(reader->at, size);
    reader->at += size;
    return bytes;
}

struct bytes wire_read_rest(struct wire_reader *reader)
{
    return wire_read_bytes(reader, wire_left(reader));
}

static uint64_t read_number(struct wire_reader *reader, size_t width)
{
    struct bytes bytes = wire_read_bytes(reader, width);
    uint64_t number = 0;
    for (size_t i = 0; i < bytes.size; i++)
        number = number << 8 | bytes.data[i];
    return number;
}

uint8_t wire_read_u8(struct wire_reader *reader)
{
    return (uint8_t)read_number(reader, 1);
}

uint16_t wire_read_u16(struct wire_reader *reader)
{
    return (uint16_t)read_number(reader, 2);
}

uint32_t wire_read_u24(struct wire_reader *reader)
{
    return (uint32_t)read_number(reader, 3);
}

uint32_t wire_read_u32(struct wire_reader *reader)
{
    return (uint32_t)read_number(reader, 4);
}

uint64_t wire_read_u64(struct wire_reader *reader)
{
    return read_number(reader, 8);
}

struct bytes wire_read_vec8(struct wire_reader *reader)
{
    return wire_read_bytes(reader, wire_read_u8(reader));
}

struct bytes wire_read_vec16(struct wire_reader *reader)
{
    return wire_read_bytes(reader, wire_read_u16(reader));
}

struct bytes wire_read_vec24(struct wire_reader *reader)
{
    return wire_read_bytes(reader, wire_read_u24(reader));
}

int wire_read_end(const struct wire_reader *reader)
{
    if (reader->failed || wire_more(reader))
        return fail(GNUTLS_E_UNEXPECTED_PACKET_LENGTH);
    return 0;
}

/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* reader.c - sticky reader over a view */

#include "wire/reader.h"

#include "base/errors.h"

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

/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* reader.h - sticky reader over a view
 *
 * A reader only shrinks. After the first failure it is empty and every read gives zero or
 * nothing, so loops end and one check at the end is enough.
 */

#ifndef WIRE_READER_H
#define WIRE_READER_H

#include "base/attributes.h"
#include "base/bytes.h"

struct wire_reader {
    const uint8_t *at, *end;
    bool failed;
};

static inline struct wire_reader wire_reader(struct bytes bytes)
{
    /* An empty view may have no address; arithmetic on NULL is not defined. */
    static const uint8_t nothing[1];
    if (bytes.size == 0)
        return (struct wire_reader){ nothing, nothing, false };
    return (struct wire_reader){ bytes.data, bytes.data + bytes.size, false };
}

/* Marks as failed, for a value that its reader cannot take. */
static inline void wire_read_fail(struct wire_reader *reader)
{
    reader->at = reader->end;
    reader->failed = true;
}

/* Neither failed nor empty: for loops. */
static inline bool wire_more(const struct wire_reader *reader)
{
    return reader->at < reader->end;
}

static inline size_t wire_left(const struct wire_reader *reader)
{
    return (size_t)(reader->end - reader->at);
}

static inline struct bytes wire_read_bytes(struct wire_reader *reader, size_t size)
{
    if (size > wire_left(reader)) {
        wire_read_fail(reader);
        return bytes_none();
    }
    struct bytes bytes = bytes_of(reader->at, size);
    reader->at += size;
    return bytes;
}

static inline uint8_t wire_read_u8(struct wire_reader *reader)
{
    struct bytes byte = wire_read_bytes(reader, 1);
    return byte.size == 0 ? 0 : byte.data[0];
}

uint16_t wire_read_u16(struct wire_reader *);
uint32_t wire_read_u24(struct wire_reader *);
uint32_t wire_read_u32(struct wire_reader *);
uint64_t wire_read_u64(struct wire_reader *);

struct bytes wire_read_rest(struct wire_reader *);

/* A view of `length` bytes whose length comes first, in 1, 2 or 3 bytes. */
struct bytes wire_read_vec8(struct wire_reader *);
struct bytes wire_read_vec16(struct wire_reader *);
struct bytes wire_read_vec24(struct wire_reader *);

/* 0 only if nothing failed and nothing is left; else GNUTLS_E_UNEXPECTED_PACKET_LENGTH, whose
 * alert is decode_error. */
int wire_read_end(const struct wire_reader *) MUST_USE;

#endif

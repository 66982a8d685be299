/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* writer.h - sticky writer into a buffer, with nested lengths
 *
 * After the first failure every write does nothing; wire_write_end() tells. Handlers are lent a
 * writer inside an open message; only its owner calls wire_write_end().
 */

#ifndef WIRE_WRITER_H
#define WIRE_WRITER_H

#include "base/buffer.h"

struct wire_writer {
    struct buffer *out;
    int error;
    unsigned open; /* marks not yet closed */
};

/* Where a length will stand, once it is known. */
struct wire_mark {
    size_t at;
    uint8_t width;
};

static inline struct wire_writer wire_writer(struct buffer *out)
{
    return (struct wire_writer){ .out = out };
}

/* Where `size` new bytes are to be set; NULL if the writer has failed. */
static inline uint8_t *wire_write_room(struct wire_writer *writer, size_t size)
{
    uint8_t *at = NULL;
    if (writer->error == 0)
        writer->error = buffer_extend(writer->out, size, &at);
    return writer->error == 0 ? at : NULL;
}

static inline void wire_write_u8(struct wire_writer *writer, uint8_t number)
{
    uint8_t *at = wire_write_room(writer, 1);
    if (at != NULL)
        *at = number;
}

static inline void wire_write_bytes(struct wire_writer *writer, struct bytes bytes)
{
    uint8_t *at = wire_write_room(writer, bytes.size);
    if (at != NULL && bytes.size > 0)
        memcpy(at, bytes.data, bytes.size);
}

void wire_write_u16(struct wire_writer *, uint16_t);
void wire_write_u24(struct wire_writer *, uint32_t);
void wire_write_u32(struct wire_writer *, uint32_t);
void wire_write_u64(struct wire_writer *, uint64_t);
void wire_write_zeros(struct wire_writer *, size_t count);

/* Length first. Too long for the width is GNUTLS_E_INTERNAL_ERROR. */
void wire_write_vec8(struct wire_writer *, struct bytes);
void wire_write_vec16(struct wire_writer *, struct bytes);
void wire_write_vec24(struct wire_writer *, struct bytes);

struct wire_mark wire_open_vec8(struct wire_writer *);
struct wire_mark wire_open_vec16(struct wire_writer *);
struct wire_mark wire_open_vec24(struct wire_writer *);
void wire_close(struct wire_writer *, struct wire_mark);

/* Marks as failed with this code. */
void wire_write_fail(struct wire_writer *, int error);

/* 0 or the first error; asserts that all marks are closed. */
int wire_write_end(const struct wire_writer *) MUST_USE;

#endif

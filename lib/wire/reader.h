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

struct wire_reader wire_reader(struct bytes);

uint8_t wire_read_u8(struct wire_reader *);
uint16_t wire_read_u16(struct wire_reader *);
uint32_t wire_read_u24(struct wire_reader *);
uint32_t wire_read_u32(struct wire_reader *);
uint64_t wire_read_u64(struct wire_reader *);

struct bytes wire_read_bytes(struct wire_reader *, size_t size);
struct bytes wire_read_rest(struct wire_reader *);

/* A view of `length` bytes whose length comes first, in 1, 2 or 3 bytes. */
struct bytes wire_read_vec8(struct wire_reader *);
struct bytes wire_read_vec16(struct wire_reader *);
struct bytes wire_read_vec24(struct wire_reader *);

/* Neither failed nor empty: for loops. */
bool wire_more(const struct wire_reader *);
size_t wire_left(const struct wire_reader *);

/* Marks as failed, for a value that its reader cannot take. */
void wire_read_fail(struct wire_reader *);

/* 0 only if nothing failed and nothing is left; else GNUTLS_E_UNEXPECTED_PACKET_LENGTH, whose
 * alert is decode_error. */
int wire_read_end(const struct wire_reader *) MUST_USE;

#endif

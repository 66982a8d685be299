/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* ber.c - BER made DER: one pass with a stack, headers put in when what they head is there */

#include "pki/ber.h"

#include "base/errors.h"
#include "pki/der.h"

enum {
    DEPTH_MAX = 32,
    SIZE_MAX_BER = 16 * 1024 * 1024 - 1,
    CONSTRUCTED = 0x20,
    NUMBER_MASK = 0x1f,
    DER_OCTET_PIECES = DER_OCTET_STRING | CONSTRUCTED,
    LENGTH_OPEN = 0x80,
};

/* An element whose content is being written. */
struct level {
    uint8_t tag;
    bool open;          /* ends with two zero bytes */
    bool pieces;        /* of a string: they lose their headers */
    bool is_piece;      /* within another such */
    const uint8_t *end; /* of what encloses it */
    size_t start;       /* in the output */
};

struct normaliser {
    struct wire_reader in;
    struct buffer *out;
    struct level levels[DEPTH_MAX];
    size_t depth;
};

static struct level *top_of(struct normaliser *self)
{
    return self->depth > 0 ? &self->levels[self->depth - 1] : NULL;
}

/* False for an open length. */
static bool read_length(struct wire_reader *in, size_t *out)
{
    uint8_t first = wire_read_u8(in);
    *out = first;
    if (first < LENGTH_OPEN)
        return true;
    if (first == LENGTH_OPEN)
        return false;
    struct bytes bytes = wire_read_bytes(in, first & 0x7f);
    *out = 0;
    for (size_t i = 0; i < bytes.size; i++) {
        if (*out > SIZE_MAX_BER >> 8)
            wire_read_fail(in);
        *out = *out << 8 | bytes.data[i];
    }
    return true;
}

static int write_primitive(struct normaliser *self, uint8_t tag, size_t size)
{
    const struct level *top = top_of(self);
    struct bytes content = wire_read_bytes(&self->in, size);
    bool is_piece = top != NULL && top->pieces;
    if (self->in.failed || (is_piece && tag != DER_OCTET_STRING))
        return fail(GNUTLS_E_ASN1_DER_ERROR);
    return is_piece ? buffer_append(self->out, content) : der_write(self->out, tag, content);
}

static int enter(struct normaliser *self, uint8_t tag, bool definite, size_t size)
{
    const struct level *top = top_of(self);
    bool is_piece = top != NULL && top->pieces;
    const uint8_t *end = self->in.end;
    if (self->in.failed || self->depth == DEPTH_MAX || (is_piece && tag != DER_OCTET_PIECES) ||
        (definite && size > wire_left(&self->in)))
        return fail(GNUTLS_E_ASN1_DER_ERROR);
    self->levels[self->depth++] = (struct level){
        .tag = tag,
        .open = !definite,
        .pieces = tag == DER_OCTET_PIECES,
        .is_piece = is_piece,
        .end = end,
        .start = self->out->size,
    };
    /* Nothing inside may read beyond it. */
    if (definite)
        self->in.end = self->in.at + size;
    return 0;
}

/* Puts the header in front of the content that is there now. */
static int leave(struct normaliser *self)
{
    const struct level level = self->levels[--self->depth];
    self->in.end = level.end;
    if (level.is_piece)
        return 0;
    SCOPED(buffer) struct buffer header = { 0 };
    size_t size = self->out->size - level.start;
    uint8_t *at;
    TRY(der_write_header(&header, level.pieces ? DER_OCTET_STRING : level.tag, size));
    TRY(buffer_extend(self->out, header.size, &at));
    memmove(self->out->data + level.start + header.size, self->out->data + level.start, size);
    memcpy(self->out->data + level.start, header.data, header.size);
    return 0;
}

/* Does the innermost element end here? Takes the mark that ends it. */
static bool at_end(struct normaliser *self)
{
    const struct level *top = top_of(self);
    if (!top->open)
        return !wire_more(&self->in);
    if (wire_left(&self->in) < 2 || self->in.at[0] != 0 || self->in.at[1] != 0)
        return false;
    self->in.at += 2;
    return true;
}

static int take_element(struct normaliser *self)
{
    size_t size;
    uint8_t tag = wire_read_u8(&self->in);
    bool definite = read_length(&self->in, &size);
    if (tag == 0 || (tag & NUMBER_MASK) == NUMBER_MASK)
        return fail(GNUTLS_E_ASN1_DER_ERROR);
    if ((tag & CONSTRUCTED) != 0)
        return enter(self, tag, definite, size);
    return definite ? write_primitive(self, tag, size) : fail(GNUTLS_E_ASN1_DER_ERROR);
}

int ber_normalise(struct bytes ber, struct buffer *out)
{
    struct normaliser self = { .in = wire_reader(ber), .out = out };
    if (ber.size > SIZE_MAX_BER)
        return fail(GNUTLS_E_ASN1_DER_ERROR);
    do {
        TRY(take_element(&self));
        while (self.depth > 0 && at_end(&self))
            TRY(leave(&self));
    } while (self.depth > 0);
    return der_end(&self.in);
}

struct bytes ber_read_string(struct wire_reader *reader, unsigned n, struct buffer *room)
{
    if (der_peek(reader) == DER_CONTEXT(n))
        return der_read(reader, (uint8_t)DER_CONTEXT(n));
    struct wire_reader pieces = der_enter(reader, (uint8_t)DER_CONTEXT_DEEP(n));
    buffer_clear(room);
    while (wire_more(&pieces))
        if (buffer_append(room, der_read(&pieces, DER_OCTET_STRING)) < 0)
            wire_read_fail(&pieces);
    if (pieces.failed)
        wire_read_fail(reader);
    return pieces.failed ? bytes_none() : buffer_bytes(room);
}

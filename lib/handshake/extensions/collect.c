/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* collect.c - reads a block of extensions */

#include "base/errors.h"
#include "handshake/extensions/extension.h"

enum { NOT_KNOWN = -1, TYPE_COUNT = 65536 };

struct collected {
    struct bytes bodies[EXTENSIONS_MAX]; /* by row of the table */
    uint32_t present;                    /* bits of rows */
    uint16_t last;                       /* type of the last one */
    uint8_t *unknown;                    /* a bit per type, made when the first unknown one comes */
};

static int row_of(uint16_t type)
{
    for (size_t i = 0; i < extension_count; i++) {
        if (extension_table[i]->type == type)
            return (int)i;
    }
    return NOT_KNOWN;
}

/* Messages that answer what the other side asked for. */
static bool is_answer(enum place place)
{
    return place & (IN_SERVER_HELLO | IN_HELLO_RETRY | IN_ENCRYPTED_EXTENSIONS | IN_SERVER_HELLO12);
}

/* Those that may come though nobody asked: the cookie of a retry. */
static bool was_asked_for(const struct handshake *hs, enum place place, int row)
{
    if (place == IN_HELLO_RETRY && extension_table[row]->type == EXT_COOKIE)
        return true;
    /* RFC 5746, 3.4: a cipher suite value may have asked for it. */
    if (place == IN_SERVER_HELLO12 && extension_table[row]->type == EXT_RENEGOTIATION_INFO)
        return true;
    return hs->offered.extensions & 1u << row;
}

/* An extension that we do not know is borne where it is an offer, and where the application asked
 * for it, but not twice. A bit per type keeps the cost linear in what the peer sends. */
static int note_unknown(const struct handshake *hs, struct collected *c, enum place place,
                        uint16_t type, uint8_t *seen)
{
    if (place == IN_CERTIFICATE)
        return fail(GNUTLS_E_RECEIVED_ILLEGAL_EXTENSION);
    if (is_answer(place))
        TRY(custom_check_answer(hs, place, type));
    if (!c->unknown) {
        memset(seen, 0, TYPE_COUNT / 8);
        c->unknown = seen;
    }
    if (c->unknown[type / 8] & 1 << type % 8)
        return fail(GNUTLS_E_RECEIVED_ILLEGAL_PARAMETER);
    c->unknown[type / 8] |= (uint8_t)(1 << type % 8);
    return 0;
}

static int note(struct handshake *hs, struct collected *c, enum place place, int row,
                struct bytes body)
{
    if (c->present & 1u << row)
        return fail(GNUTLS_E_RECEIVED_ILLEGAL_PARAMETER);
    if (!(extension_table[row]->may_be_in & place))
        return fail(GNUTLS_E_RECEIVED_ILLEGAL_PARAMETER);
    if (is_answer(place) && !was_asked_for(hs, place, row))
        return fail(GNUTLS_E_RECEIVED_ILLEGAL_EXTENSION);
    c->present |= 1u << row;
    c->bodies[row] = body;
    return 0;
}

static int collect(struct handshake *hs, enum place place, struct bytes block,
                   struct collected *out)
{
    struct wire_reader r = wire_reader(block);
    uint8_t seen[TYPE_COUNT / 8];

    while (wire_more(&r)) {
        uint16_t type = wire_read_u16(&r);
        struct bytes body = wire_read_vec16(&r);
        int row = row_of(type);

        if (r.failed)
            break;
        if (row == NOT_KNOWN || custom_replaces(hs, type))
            TRY(note_unknown(hs, out, place, type, seen));
        else
            TRY(note(hs, out, place, row, body));
        out->last = type;
    }
    out->unknown = NULL;
    return wire_read_end(&r);
}

int extensions_read(struct handshake *hs, enum place place, struct bytes block)
{
    struct collected c = { 0 };

    TRY(collect(hs, place, block, &c));
    TRY(custom_read_before(hs, place, block));
    for (size_t i = 0; i < extension_count; i++) {
        const struct extension *row = extension_table[i];
        struct wire_reader r = wire_reader(c.bodies[i]);

        if (!(row->may_be_in & place))
            continue;
        if (c.present & 1u << i) {
            /* RFC 8446, 4.2.11: binders cover all before them. */
            if (row->type == EXT_PRE_SHARED_KEY && place == IN_CLIENT_HELLO &&
                c.last != EXT_PRE_SHARED_KEY)
                return fail(GNUTLS_E_RECEIVED_ILLEGAL_PARAMETER);
            TRY(row->read(hs, place, &r));
            TRY(wire_read_end(&r));
        } else if (row->absent) {
            TRY(row->absent(hs, place));
        }
    }
    return custom_read_behind(hs, place, block);
}

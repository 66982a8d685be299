/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* emit.c - writes a block of extensions */

#include "base/errors.h"
#include "handshake/extensions/extension.h"

int extensions_write(struct handshake *hs, enum place place, struct wire_writer *w)
{
    struct wire_mark block = wire_open_vec16(w);

    for (size_t i = 0; i < extension_count; i++) {
        const struct extension *row = extension_table[i];
        struct wire_mark body;

        /* RFC 8446, 4.2.11: nothing stands behind it. */
        if (row->type == EXT_PRE_SHARED_KEY)
            TRY(custom_write(hs, place, w));
        if (!(row->may_be_in & place) || !row->wanted || !row->wanted(hs, place))
            continue;
        if (custom_replaces(hs, row->type))
            continue;
        if (place == IN_CLIENT_HELLO)
            hs->offered.extensions |= 1u << i;
        wire_write_u16(w, row->type);
        body = wire_open_vec16(w);
        TRY(row->write(hs, place, w));
        wire_close(w, body);
    }
    wire_close(w, block);
    return 0;
}

/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* emit.c - writes a block of extensions */

#include "base/errors.h"
#include "crypto/random.h"
#include "handshake/extensions/extension.h"

int extensions_draw_order(struct handshake *hs)
{
    uint8_t *order = hs->offered.order;
    uint16_t lots[EXTENSIONS_MAX];

    for (size_t i = 0; i < extension_count; i++)
        order[i] = (uint8_t)i;
    if (hs->config->priority->flags.no_shuffle_extensions)
        return 0;
    TRY(random_fill(RANDOM_NONCE, lots, sizeof lots));
    for (size_t i = extension_count - 2; i > 0; i--) {
        size_t other = lots[i] % (i + 1);
        uint8_t kept = order[i];

        order[i] = order[other];
        order[other] = kept;
    }
    return 0;
}

int extensions_write(struct handshake *hs, enum place place, struct wire_writer *w)
{
    struct wire_mark block = wire_open_vec16(w);

    for (size_t i = 0; i < extension_count; i++) {
        size_t number = place == IN_CLIENT_HELLO ? hs->offered.order[i] : i;
        const struct extension *row = extension_table[number];
        struct wire_mark body;

        /* RFC 8446, 4.2.11: nothing stands behind it. */
        if (row->type == EXT_PRE_SHARED_KEY)
            TRY(custom_write(hs, place, w));
        if (!(row->may_be_in & place) || !row->wanted || !row->wanted(hs, place))
            continue;
        if (custom_replaces(hs, row->type))
            continue;
        if (place == IN_CLIENT_HELLO)
            hs->offered.extensions |= 1u << number;
        wire_write_u16(w, row->type);
        body = wire_open_vec16(w);
        TRY(row->write(hs, place, w));
        wire_close(w, body);
    }
    wire_close(w, block);
    return 0;
}

/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* flight.c - outgoing messages: built in place, sealed together, written at once */

#include "handshake/flight.h"

#include "base/errors.h"
#include "wire/tls.h"

#include <assert.h>

struct wire_writer flight_open(struct flight *f, uint8_t type)
{
    struct wire_writer w = wire_writer(&f->plain);

    assert(!f->message_is_open);
    f->message_at = f->plain.size;
    f->message_is_open = true;
    wire_write_u8(&w, type);
    wire_write_u24(&w, 0);
    if (f->datagram) {
        wire_write_u16(&w, f->next);
        wire_write_u24(&w, 0);
        wire_write_u24(&w, 0);
    }
    return w;
}

void flight_set_length(struct flight *f)
{
    uint8_t *header = f->plain.data + f->message_at;
    size_t body = f->plain.size - f->message_at - flight_header_size(f);

    for (int i = 0; i < 3; i++)
        header[1 + i] = (uint8_t)(body >> (16 - 8 * i));
    if (f->datagram)
        memcpy(header + 9, header + 1, 3);
}

struct bytes flight_message(const struct flight *f)
{
    return bytes_of(f->plain.data + f->message_at, f->plain.size - f->message_at);
}

struct bytes flight_close(struct flight *f)
{
    flight_set_length(f);
    f->message_is_open = false;
    f->next++;
    return flight_message(f);
}

void flight_abandon(struct flight *f)
{
    if (!f->message_is_open)
        return;
    buffer_cut(&f->plain, f->message_at);
    f->message_is_open = false;
}

int flight_seal(struct flight *f, struct outbound *out, struct record_keys *keys)
{
    assert(!f->message_is_open);
    if (f->plain.size == 0)
        return 0;
    TRY(outbound_queue(out, keys, CONTENT_HANDSHAKE, buffer_bytes(&f->plain)));
    buffer_clear(&f->plain);
    return 0;
}

void flight_wipe(struct flight *f)
{
    buffer_wipe(&f->plain);
    *f = (struct flight){ 0 };
}

/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* kept_flight.c - what was sent last: kept, cut into fragments, packed into datagrams */

#include "handshake/dtls/kept_flight.h"

#include "base/errors.h"
#include "wire/reader.h"
#include "wire/tls.h"
#include "wire/writer.h"

/* Below it a datagram would be all headers. */
enum { MTU_MIN = 128 };

struct entry {
    uint8_t type;
    uint16_t epoch;
    struct bytes content;
    size_t next; /* where the entry behind it begins */
};

int kept_flight_add(struct kept_flight *flight, uint8_t type, uint16_t epoch, struct bytes content)
{
    size_t begin = flight->entries.size;
    struct wire_writer w = wire_writer(&flight->entries);
    int result;

    wire_write_u8(&w, type);
    wire_write_u16(&w, epoch);
    wire_write_vec24(&w, content);
    result = wire_write_end(&w);
    if (result < 0)
        buffer_cut(&flight->entries, begin);
    return result;
}

bool kept_flight_is_sent(const struct kept_flight *flight)
{
    return flight->place.entry >= flight->entries.size;
}

void kept_flight_send_again(struct kept_flight *flight)
{
    flight->place = (struct flight_place){ 0 };
}

void kept_flight_set_sent(struct kept_flight *flight)
{
    flight->place = (struct flight_place){ .entry = flight->entries.size };
}

static struct entry entry_at(const struct kept_flight *flight, size_t at)
{
    struct bytes from = bytes_from(buffer_bytes(&flight->entries), at);
    struct wire_reader r = wire_reader(from);
    struct entry entry;

    entry.type = wire_read_u8(&r);
    entry.epoch = wire_read_u16(&r);
    entry.content = wire_read_vec24(&r);
    entry.next = at + (size_t)(r.at - from.data);
    return entry;
}

/* ---- one record ---- */

static size_t body_size(struct bytes message)
{
    return (size_t)message.data[1] << 16 | (size_t)message.data[2] << 8 | message.data[3];
}

/* RFC 6347, 4.2.3: the header of the message, and which part of its body this is. */
static int add_fragment(struct buffer *out, struct bytes message, size_t offset, size_t size)
{
    struct wire_writer w = wire_writer(out);

    wire_write_bytes(&w, bytes_of(message.data, 6));
    wire_write_u24(&w, (uint32_t)offset);
    wire_write_vec24(&w, bytes_of(message.data + FRAGMENT_HEADER_SIZE + offset, size));
    return wire_write_end(&w);
}

/* As many messages of the entry, and as much of the last, as there is room for. */
static int fill_content(struct flight_place *place, const struct entry *entry, size_t room,
                        struct buffer *out)
{
    while (place->message < entry->content.size && room - out->size >= FRAGMENT_HEADER_SIZE) {
        struct bytes message = bytes_from(entry->content, place->message);
        size_t left = body_size(message) - place->fragment;
        size_t size = room - out->size - FRAGMENT_HEADER_SIZE;

        if (size == 0 && left > 0)
            return 0;
        if (size > left)
            size = left;
        TRY(add_fragment(out, message, place->fragment, size));
        place->fragment += size;
        if (size == left) {
            place->message += FRAGMENT_HEADER_SIZE + body_size(message);
            place->fragment = 0;
        }
    }
    return 0;
}

static int fill_record(struct flight_place *place, const struct entry *entry, size_t room,
                       struct buffer *out)
{
    if (entry->type == CONTENT_HANDSHAKE)
        return fill_content(place, entry, room, out);
    if (entry->content.size > room)
        return 0;
    place->message = entry->content.size;
    return buffer_append(out, entry->content);
}

/* ---- one datagram ---- */

static struct record_keys *keys_of(const struct flight_keys *keys, uint16_t epoch)
{
    return keys->now->epoch == epoch ? keys->now : keys->before;
}

static int fill_datagram(struct kept_flight *flight, struct outbound *out,
                         const struct flight_keys *keys, size_t mtu)
{
    struct flight_place *place = &flight->place;

    while (!kept_flight_is_sent(flight)) {
        SCOPED(buffer) struct buffer content = { 0 };
        struct entry entry = entry_at(flight, place->entry);
        struct record_keys *under = keys_of(keys, entry.epoch);
        size_t room = record_content_room(under, mtu - outbound_waiting(out));

        if (room > out->plain_limit)
            room = out->plain_limit;
        TRY(fill_record(place, &entry, room, &content));
        if (content.size == 0)
            break;
        TRY(outbound_queue(out, under, entry.type, buffer_bytes(&content)));
        if (place->message == entry.content.size)
            *place = (struct flight_place){ .entry = entry.next };
    }
    outbound_go_together(out);
    return 0;
}

int kept_flight_send(struct kept_flight *flight, struct outbound *out,
                     const struct flight_keys *keys, struct transport *transport, size_t mtu)
{
    if (mtu < MTU_MIN)
        mtu = MTU_MIN;
    TRY(outbound_flush(out, transport));
    while (!kept_flight_is_sent(flight)) {
        struct flight_place before = flight->place;
        int result;

        TRY(fill_datagram(flight, out, keys, mtu));
        result = outbound_flush(out, transport);
        if (result == GNUTLS_E_LARGE_PACKET)
            flight->place = before;
        TRY(result);
    }
    return 0;
}

void kept_flight_wipe(struct kept_flight *flight)
{
    buffer_wipe(&flight->entries);
    *flight = (struct kept_flight){ 0 };
}

/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* datagram.c - datagrams to records to content */

#include "record/datagram.h"

#include "base/errors.h"
#include "base/log.h"
#include "wire/reader.h"

#include <assert.h>

/* Room for the largest record there is: what does not fit into it is cut off by the system. */
enum { DATAGRAM_MAX = DATAGRAM_HEADER_SIZE + RECORD_PLAIN_MAX + RECORD_TLS12_EXPANSION_MAX };

/* ---- the window ---- */

bool replay_window_is_new(const struct replay_window *window, uint64_t number)
{
    uint64_t behind;

    if (number >= window->next)
        return true;
    behind = window->next - 1 - number;
    return behind < REPLAY_WINDOW_SIZE && (window->seen >> behind & 1) == 0;
}

void replay_window_mark(struct replay_window *window, uint64_t number)
{
    uint64_t ahead;

    if (number < window->next) {
        window->seen |= UINT64_C(1) << (window->next - 1 - number);
        return;
    }
    ahead = number + 1 - window->next;
    window->seen = ahead < REPLAY_WINDOW_SIZE ? window->seen << ahead | 1 : 1;
    window->next = number + 1;
}

/* ---- pulling ---- */

static size_t here(const struct inbound *in)
{
    return in->raw.size - in->used;
}

/* Nothing came: from a socket that is a datagram of no bytes, from an application's function the
 * end. */
static int take_nothing(struct inbound *in, struct transport *transport)
{
    if (transport->pull_replaced)
        return fail(GNUTLS_E_PREMATURE_TERMINATION);
    transport->at_end = false;
    in->datagrams->discarded++;
    return 0;
}

static int pull_datagram(struct inbound *in, struct transport *transport)
{
    size_t got;

    buffer_clear(&in->raw);
    in->used = 0;
    TRY(buffer_reserve(&in->raw, DATAGRAM_MAX));
    TRY(transport_pull(transport, in->raw.data, DATAGRAM_MAX, &got));
    if (got == 0)
        return take_nothing(in, transport);
    in->raw.size = got;
    return 0;
}

/* ---- one record ---- */

struct header {
    uint8_t type;
    uint16_t version, epoch;
    uint64_t number; /* with the epoch in front */
    size_t size;
};

static bool read_header(struct bytes from, struct header *out)
{
    struct wire_reader r = wire_reader(from);

    out->type = wire_read_u8(&r);
    out->version = wire_read_u16(&r);
    out->number = wire_read_u64(&r);
    out->epoch = (uint16_t)(out->number >> DATAGRAM_NUMBER_BITS);
    out->size = wire_read_u16(&r);
    return !r.failed && out->size <= wire_left(&r);
}

/* RFC 6347, 4.2.1: in hellos the version may be that of DTLS 1.0. */
static bool may_come(const struct header *header, const struct record_keys *keys)
{
    size_t most = RECORD_PLAIN_MAX;

    if (record_keys_are_on(keys))
        most += RECORD_TLS12_EXPANSION_MAX;
    if (header->version != WIRE_DTLS12 && header->version != WIRE_DTLS10)
        return false;
    if (header->type == CONTENT_APPLICATION_DATA && !record_keys_are_on(keys))
        return false;
    return header->type >= CONTENT_CHANGE_CIPHER_SPEC && header->type <= CONTENT_APPLICATION_DATA &&
           header->size > 0 && header->size <= most;
}

/* RFC 6347, 4.1: what comes too early is kept, within a bound. */
static int hold(struct datagrams *datagrams, struct bytes whole)
{
    if (!datagrams->hold || whole.size > HELD_MAX - datagrams->held.size) {
        datagrams->discarded++;
        return 0;
    }
    return buffer_append(&datagrams->held, whole);
}

static bool is_of_use(const struct inbound *in, const struct record_keys *keys,
                      const struct record *record)
{
    if (record->size == 0 || inbound_check_content(in, keys, record) < 0)
        return false;
    return record->type != CONTENT_CHANGE_CIPHER_SPEC || inbound_check_ccs(record) == 0;
}

/* Only what is genuine moves the window (RFC 6347, 4.1.2.6). */
static bool open_record(struct inbound *in, struct record_keys *keys, const struct header *header,
                        struct record *record)
{
    uint64_t number = header->number & (sequence_of_epoch(1) - 1);

    if (!may_come(header, keys))
        return false;
    if (!replay_window_is_new(&in->datagrams->window, number)) {
        in->datagrams->repeated++;
        return false;
    }
    keys->sequence = header->number;
    if (keys->protection->open(keys, record) < 0)
        return false;
    replay_window_mark(&in->datagrams->window, number);
    return is_of_use(in, keys, record);
}

/* The record at the front; `*out_good` when it is given out. */
static int take_front(struct inbound *in, struct record_keys *keys, struct record *out,
                      bool *out_good)
{
    struct bytes front = bytes_from(buffer_bytes(&in->raw), in->used);
    struct header header;

    *out_good = false;
    if (!read_header(front, &header)) {
        in->used = in->raw.size;
        in->datagrams->discarded++;
        return 0;
    }
    *out = (struct record){
        .type = header.type,
        .wire_version = header.version,
        .data = in->raw.data + in->used + DATAGRAM_HEADER_SIZE,
        .size = header.size,
    };
    in->used += DATAGRAM_HEADER_SIZE + header.size;
    if (header.epoch == keys->epoch + 1)
        return hold(in->datagrams, bytes_of(front.data, DATAGRAM_HEADER_SIZE + header.size));
    *out_good = header.epoch == keys->epoch && open_record(in, keys, &header, out);
    if (!*out_good)
        in->datagrams->discarded++;
    return 0;
}

int datagrams_next(struct inbound *in, struct transport *transport, struct record_keys *keys,
                   struct record *out)
{
    bool good;

    do {
        while (here(in) == 0)
            TRY(pull_datagram(in, transport));
        TRY(take_front(in, keys, out, &good));
    } while (!good);
    log_write(LOG_RECORDS, "record read: type %u, %zu bytes", out->type, out->size);
    return 0;
}

/* ---- life ---- */

int datagrams_new_epoch(struct inbound *in)
{
    struct datagrams *datagrams = in->datagrams;

    datagrams->window = (struct replay_window){ 0 };
    TRY(buffer_append(&in->raw, buffer_bytes(&datagrams->held)));
    buffer_wipe(&datagrams->held);
    return 0;
}

void datagrams_hold_no_more(struct datagrams *datagrams)
{
    datagrams->hold = false;
    buffer_wipe(&datagrams->held);
}

void datagrams_wipe(struct datagrams *datagrams)
{
    buffer_wipe(&datagrams->held);
}

/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* flight.h - outgoing messages: built in place, sealed together, written at once */

#ifndef HANDSHAKE_FLIGHT_H
#define HANDSHAKE_FLIGHT_H

#include "handshake/message.h"
#include "record/outbound.h"
#include "wire/writer.h"

struct flight {
    struct buffer plain; /* messages not yet sealed */
    size_t message_at;   /* where the open message begins */
    bool message_is_open;
    bool datagram; /* messages have numbers, and the headers of fragments that are whole */
    uint16_t next; /* the number of the next message */
};

static inline size_t flight_header_size(const struct flight *flight)
{
    return flight->datagram ? FRAGMENT_HEADER_SIZE : HANDSHAKE_HEADER_SIZE;
}

/* Begins a message; its body is written by the caller. */
struct wire_writer flight_open(struct flight *, uint8_t type);

/* Fills in the length of the open message: for those who hash it before it is closed. */
void flight_set_length(struct flight *);

/* The open message so far, with its header. */
struct bytes flight_message(const struct flight *);

/* Closes the message and gives it whole; lent until the next change of the flight. */
struct bytes flight_close(struct flight *);

/* Drops the open message. */
void flight_abandon(struct flight *);

/* Seals what is plain into the queue: before keys change, before other content, at the end. */
int flight_seal(struct flight *, struct outbound *, struct record_keys *) MUST_USE;

void flight_wipe(struct flight *);

#endif

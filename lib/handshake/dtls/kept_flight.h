/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* kept_flight.h - what was sent last, for as long as the peer may lack it, RFC 6347, 4.2.4
 *
 * Messages are kept as they were hashed and cut into fragments when they leave, since the path
 * may have become narrower.
 */

#ifndef HANDSHAKE_DTLS_KEPT_FLIGHT_H
#define HANDSHAKE_DTLS_KEPT_FLIGHT_H

#include "record/outbound.h"

/* Where the next datagram begins. */
struct flight_place {
    size_t entry;    /* in `entries` */
    size_t message;  /* in the entry */
    size_t fragment; /* in the message's body */
};

struct kept_flight {
    struct buffer entries;     /* each: type of content, epoch, size, content */
    struct flight_place place; /* what is before it has been sent */
};

/* Whole messages with their headers, or the one byte of a ChangeCipherSpec. */
int kept_flight_add(struct kept_flight *, uint8_t type, uint16_t epoch, struct bytes) MUST_USE;

bool kept_flight_is_sent(const struct kept_flight *);
void kept_flight_send_again(struct kept_flight *);
/* All of it has left in another way. */
void kept_flight_set_sent(struct kept_flight *);

/* The keys of a flight: those in force, and those of the epoch before. */
struct flight_keys {
    struct record_keys *now, *before;
};

/* Sends all that is not sent yet, in as few datagrams as its size allows. After a stall the same
 * call goes on; after GNUTLS_E_LARGE_PACKET with the datagram that was too large for the path. */
int kept_flight_send(struct kept_flight *, struct outbound *, const struct flight_keys *,
                     struct transport *, size_t mtu) MUST_USE;

void kept_flight_wipe(struct kept_flight *);

#endif

/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* outbound.h - content to records to queue to transport
 *
 * Content is sealed when it is queued, so that flushing again after a stall only pushes bytes,
 * and a change of keys between two messages of one flight is exact.
 */

#ifndef RECORD_OUTBOUND_H
#define RECORD_OUTBOUND_H

#include "record/protect.h"
#include "record/transport.h"

struct outbound {
    struct buffer queue; /* sealed records */
    size_t sent;         /* bytes at the front of queue that are gone */
    size_t plain_limit;  /* largest content the peer takes */
    bool datagram;       /* each record leaves by itself, but for those that go together */
    size_t together;     /* bytes at the front of what waits that leave as one datagram */
};

/* Cuts into records of at most plain_limit, seals and queues them: all of them or, on error, none.
 * Empty content is one record where the type allows it. */
int outbound_queue(struct outbound *, struct record_keys *, uint8_t type, struct bytes) MUST_USE;

/* One record with padding behind the content. */
int outbound_queue_padded(struct outbound *, struct record_keys *, uint8_t type, struct bytes,
                          size_t padding) MUST_USE;

/* Pushes all that is queued; on GNUTLS_E_AGAIN or GNUTLS_E_INTERRUPTED the rest stays. */
int outbound_flush(struct outbound *, struct transport *) MUST_USE;

/* Datagrams: all records that wait now leave as one. */
void outbound_go_together(struct outbound *);

size_t outbound_waiting(const struct outbound *); /* bytes not yet pushed */
void outbound_discard(struct outbound *);

void outbound_init(struct outbound *);
void outbound_wipe(struct outbound *);

#endif

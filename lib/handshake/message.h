/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* message.h - frames of incoming messages: reassembly, limits, the end of a key's reign */

#ifndef HANDSHAKE_MESSAGE_H
#define HANDSHAKE_MESSAGE_H

#include "base/buffer.h"
#include "record/alert.h"
#include "record/epoch.h"
#include "record/inbound.h"

struct message {
    unsigned type;
    struct bytes whole; /* with its header */
    struct bytes body;
};

/* Takes handshake content in and lends messages out. Content of one record is not copied while
 * the messages are whole. */
struct fragments;

struct message_queue {
    struct fragments *fragments; /* of datagrams; borrowed; NULL on a stream */
    struct bytes rest;           /* of the record under way; lent by inbound */
    struct buffer gathered;      /* a message that is spread over records */
    struct message current;      /* the one being handled */
    bool has_current;
};

/* One record's handshake content. */
int message_feed(struct message_queue *, struct bytes content, size_t max_size) MUST_USE;

/* True when a whole message is there; it stays current until message_done(). */
int message_peek(struct message_queue *, size_t max_size, bool *out_there) MUST_USE;
void message_done(struct message_queue *);

/* True when no byte of a message is left over: keys may change (RFC 8446, 5.1). Of datagrams what
 * is left over counts for nothing. */
bool message_queue_is_empty(const struct message_queue *);
void message_queue_wipe(struct message_queue *);

#endif

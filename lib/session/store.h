/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* store.h - a client's tickets: newest first, bounded, each taken at most once
 *
 * What is common to the tickets of one connection is in the connection's params; a ticket here
 * is its own facts and its PSK.
 */

#ifndef SESSION_STORE_H
#define SESSION_STORE_H

#include "session/params.h"

enum { TICKET_STORE_MAX = 4 };

struct stored_ticket {
    struct ticket_facts facts;
    struct secret psk;
};

struct ticket_store {
    struct stored_ticket tickets[TICKET_STORE_MAX]; /* newest first */
    uint8_t count;
    uint32_t received; /* in all, also those dropped since */
};

/* Moves the ticket in; the oldest goes when the store is full. */
void ticket_store_put(struct ticket_store *, struct stored_ticket *owned);

/* The newest, still in the store; NULL when empty. */
const struct stored_ticket *ticket_store_newest(const struct ticket_store *);

/* Takes the newest that has not expired; expired ones are dropped. False when there is none. */
bool ticket_store_take(struct ticket_store *, int64_t now_ms, struct stored_ticket *out);

void stored_ticket_wipe(struct stored_ticket *);
void ticket_store_wipe(struct ticket_store *);

#endif

/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* store.c - a client's tickets: newest first, bounded, each taken at most once
 *
 * A ticket that is used twice lets an observer see that two connections belong together
 * (RFC 8446, C.4).
 */

#include "session/store.h"

#include "base/memory.h"

void stored_ticket_wipe(struct stored_ticket *ticket)
{
    buffer_wipe(&ticket->facts.ticket);
    memory_wipe(ticket, sizeof(*ticket));
}

static void stored_ticket_move(struct stored_ticket *from, struct stored_ticket *out)
{
    *out = *from;
    memory_wipe(from, sizeof(*from));
}

void ticket_store_put(struct ticket_store *store, struct stored_ticket *owned)
{
    if (store->count == TICKET_STORE_MAX)
        stored_ticket_wipe(&store->tickets[--store->count]);

    for (size_t i = store->count; i > 0; i--)
        stored_ticket_move(&store->tickets[i - 1], &store->tickets[i]);
    stored_ticket_move(owned, &store->tickets[0]);
    store->count++;
    if (store->received < UINT32_MAX)
        store->received++;
}

const struct stored_ticket *ticket_store_newest(const struct ticket_store *store)
{
    return store->count > 0 ? &store->tickets[0] : NULL;
}

/* Takes the ticket at `index` out; the older ones close up. */
static void take_at(struct ticket_store *store, size_t index, struct stored_ticket *out)
{
    stored_ticket_move(&store->tickets[index], out);
    store->count--;
    for (size_t i = index; i < store->count; i++)
        stored_ticket_move(&store->tickets[i + 1], &store->tickets[i]);
}

static void drop_expired(struct ticket_store *store, int64_t now_ms)
{
    for (size_t i = store->count; i > 0; i--) {
        if (!ticket_is_expired(&store->tickets[i - 1].facts, now_ms))
            continue;
        SCOPED(stored_ticket) struct stored_ticket expired = { 0 };
        take_at(store, i - 1, &expired);
    }
}

bool ticket_store_take(struct ticket_store *store, int64_t now_ms, struct stored_ticket *out)
{
    drop_expired(store, now_ms);
    if (store->count == 0)
        return false;

    stored_ticket_wipe(out);
    take_at(store, 0, out);
    return true;
}

void ticket_store_wipe(struct ticket_store *store)
{
    for (size_t i = 0; i < TICKET_STORE_MAX; i++)
        stored_ticket_wipe(&store->tickets[i]);
    memory_wipe(store, sizeof(*store));
}

/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* late_ticket.c - how long a client waits for a ticket that has not come
 *
 * In TLS 1.3 tickets travel after the handshake. A client that asks for its session at once
 * would get nothing. One round trip plus the time a server needs to make a ticket is a fair
 * wait; longer would be felt by a user.
 */

#include "session/late_ticket.h"

enum {
    SERVER_SLACK_MS = 60, /* what a busy server may need to make a ticket */
    LONGEST_WAIT_MS = 2000,
};

void round_trip_begin(struct round_trip *trip, int64_t steady_ms)
{
    if (trip->known)
        return;
    trip->begun = true;
    trip->flight_sent_ms = steady_ms;
}

void round_trip_end(struct round_trip *trip, int64_t steady_ms)
{
    if (!trip->begun || trip->known)
        return;
    trip->known = true;
    trip->estimate_ms = steady_ms > trip->flight_sent_ms ? steady_ms - trip->flight_sent_ms : 0;
}

static int64_t longest_wait_ms(const struct round_trip *trip)
{
    int64_t estimate_ms = trip->known ? trip->estimate_ms : 0;
    if (estimate_ms > LONGEST_WAIT_MS - SERVER_SLACK_MS)
        return LONGEST_WAIT_MS;
    return estimate_ms + SERVER_SLACK_MS;
}

enum late_ticket late_ticket_check(const struct ticket_store *store, const struct round_trip *trip,
                                   int64_t waited_ms, int64_t *out_left_ms)
{
    if (ticket_store_newest(store) != NULL)
        return TICKET_HERE;
    if (store->received > 0)
        return TICKET_GIVE_UP;

    int64_t longest_ms = longest_wait_ms(trip);
    if (waited_ms >= longest_ms)
        return TICKET_GIVE_UP;
    *out_left_ms = waited_ms > 0 ? longest_ms - waited_ms : longest_ms;
    return TICKET_KEEP_WAITING;
}

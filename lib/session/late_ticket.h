/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* late_ticket.h - how long a client waits for a ticket that has not come */

#ifndef SESSION_LATE_TICKET_H
#define SESSION_LATE_TICKET_H

#include "session/store.h"

/* Measured with the steady clock between the end of our flight and the first byte of the
 * answer, whatever the number of calls it took. */
struct round_trip {
    bool begun, known;
    int64_t flight_sent_ms;
    int64_t estimate_ms;
};

void round_trip_begin(struct round_trip *, int64_t steady_ms); /* the last before an answer */
void round_trip_end(struct round_trip *, int64_t steady_ms);   /* the first answer counts */

enum late_ticket { TICKET_HERE, TICKET_KEEP_WAITING, TICKET_GIVE_UP };

/* Round trip + 60 ms, at most 2 s in all. A ticket that came and was taken since is not waited
 * for again. `out_left_ms` is set with TICKET_KEEP_WAITING: how long to wait at most, over 0. */
enum late_ticket late_ticket_check(const struct ticket_store *, const struct round_trip *,
                                   int64_t waited_ms, int64_t *out_left_ms);

#endif

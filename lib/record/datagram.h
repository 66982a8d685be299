/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* datagram.h - datagrams to records to content, RFC 6347, 4.1
 *
 * What is wrong with a datagram is no error: whoever knows an address can send one. It is
 * dropped, counted, and the next one is waited for.
 */

#ifndef RECORD_DATAGRAM_H
#define RECORD_DATAGRAM_H

#include "record/inbound.h"

/* Which records of an epoch have come, RFC 6347, 4.1.2.6. */
struct replay_window {
    uint64_t next; /* one more than the highest number that has come; 0: none has */
    uint64_t seen; /* bit i: the number `next - 1 - i` has come */
};

enum { REPLAY_WINDOW_SIZE = 64 };

/* Has it not come yet, as far as the window remembers? Numbers behind the window count as come. */
bool replay_window_is_new(const struct replay_window *, uint64_t number);
void replay_window_mark(struct replay_window *, uint64_t number);

/* Of records that come before their keys are known: a flight's end, and not more. */
enum { HELD_MAX = 4096 };

struct datagrams {
    struct replay_window window; /* of the epoch that is read now */
    struct buffer held;          /* whole records of the epoch to come */
    bool hold;                   /* a handshake runs: there will be one */
    unsigned discarded;          /* records, and pieces that are none */
    unsigned repeated;           /* among them: records that were here before */
};

/* As inbound_next(), for datagrams: what is wrong is dropped. An empty record is too. */
int datagrams_next(struct inbound *, struct transport *, struct record_keys *, struct record *out)
    MUST_USE;

/* The keys of the next epoch are in force: its records come next, those held first. */
int datagrams_new_epoch(struct inbound *) MUST_USE;

/* No handshake runs: what was held for it goes. */
void datagrams_hold_no_more(struct datagrams *);

void datagrams_wipe(struct datagrams *);

#endif

/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* retransmit.h - when a flight is sent again, RFC 6347, 4.2.4.1
 *
 * Pure: the time is told.
 */

#ifndef HANDSHAKE_DTLS_RETRANSMIT_H
#define HANDSHAKE_DTLS_RETRANSMIT_H

#include <stdbool.h>
#include <stdint.h>

struct retransmit {
    unsigned first_ms, total_ms; /* as the application set them; total 0: no limit */
    bool running;
    int64_t sent_ms;  /* steady clock: when the flight last left */
    unsigned wait_ms; /* until it leaves again */
};

enum { RETRANSMIT_FIRST_MS = 1000, RETRANSMIT_TOTAL_MS = 60000 };

void retransmit_init(struct retransmit *);

/* A flight has left for the first time. */
void retransmit_begin(struct retransmit *, int64_t now_ms);

/* It has left again: the next time it is longer until then. */
void retransmit_again(struct retransmit *, int64_t now_ms);

/* Nothing is waited for any more. */
void retransmit_end(struct retransmit *);

bool retransmit_is_due(const struct retransmit *, int64_t now_ms);

/* How long until then; 0 when it is due or nothing is waited for. */
unsigned retransmit_left_ms(const struct retransmit *, int64_t now_ms);

/* The peer has sent something again: does it get our flight once more? Not for each of many
 * copies that the network makes. */
bool retransmit_is_wished(const struct retransmit *, int64_t now_ms);

#endif

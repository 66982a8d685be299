/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* retransmit.c - when a flight is sent again */

#include "handshake/dtls/retransmit.h"

/* RFC 6347, 4.2.4.1. */
enum { WAIT_MAX_MS = 60000 };

/* How much of the first wait must be over before the peer's repetition counts. */
enum { REPETITION_PART = 4 };

void retransmit_init(struct retransmit *r)
{
    *r = (struct retransmit){ .first_ms = RETRANSMIT_FIRST_MS, .total_ms = RETRANSMIT_TOTAL_MS };
}

void retransmit_begin(struct retransmit *r, int64_t now_ms)
{
    r->running = true;
    r->sent_ms = now_ms;
    r->wait_ms = r->first_ms;
}

void retransmit_again(struct retransmit *r, int64_t now_ms)
{
    r->sent_ms = now_ms;
    r->wait_ms = r->wait_ms < WAIT_MAX_MS / 2 ? 2 * r->wait_ms : WAIT_MAX_MS;
}

void retransmit_end(struct retransmit *r)
{
    r->running = false;
}

bool retransmit_is_due(const struct retransmit *r, int64_t now_ms)
{
    return r->running && now_ms - r->sent_ms >= r->wait_ms;
}

unsigned retransmit_left_ms(const struct retransmit *r, int64_t now_ms)
{
    int64_t left_ms = r->sent_ms + r->wait_ms - now_ms;

    return r->running && left_ms > 0 ? (unsigned)left_ms : 0;
}

bool retransmit_is_wished(const struct retransmit *r, int64_t now_ms)
{
    return now_ms - r->sent_ms >= r->first_ms / REPETITION_PART;
}

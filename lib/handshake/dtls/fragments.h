/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* fragments.h - handshake messages out of fragments, in order, RFC 6347, 4.2.2 and 4.2.3
 *
 * Whoever knows an address can send fragments: what contradicts what came before, or lies outside
 * of it, is dropped, and what is kept is bounded in number and size.
 */

#ifndef HANDSHAKE_DTLS_FRAGMENTS_H
#define HANDSHAKE_DTLS_FRAGMENTS_H

#include "base/buffer.h"

enum {
    FRAGMENTS_AHEAD = 8,           /* messages that may be under way at once */
    FRAGMENT_RANGES_MAX = 16,      /* pieces of one message with gaps between them */
    FRAGMENTS_AHEAD_SIZE = 0x8000, /* bytes kept of messages that are not next */
};

struct fragment_range {
    uint32_t begin, end;
};

/* A message of which something has come. */
struct partial_message {
    bool begun;
    uint8_t type;
    uint16_t sequence;
    uint32_t size;
    struct buffer whole; /* with its header, as if it were one fragment; as far as bytes came */
    struct fragment_range ranges[FRAGMENT_RANGES_MAX]; /* sorted, apart from each other */
    size_t range_count;
};

struct fragments {
    uint16_t next; /* the number of the message that is waited for */
    struct partial_message messages[FRAGMENTS_AHEAD];
    bool idle;     /* no handshake runs: only what begins one counts */
    bool repeated; /* something came again: the peer may lack our flight */
    unsigned dropped;
};

/* Takes the fragments of a record. GNUTLS_E_HANDSHAKE_TOO_LARGE when the message that is waited
 * for is larger than `max_size`. */
int fragments_take(struct fragments *, struct bytes content, size_t max_size) MUST_USE;

/* The message that is next, with its header; empty while something of it lacks. */
struct bytes fragments_peek(const struct fragments *);
void fragments_done(struct fragments *);

/* Drops what is under way: it came under keys that are gone. */
void fragments_drop(struct fragments *);

/* Another handshake: its messages are counted from 0 (RFC 6347, 4.2.2). */
void fragments_restart(struct fragments *);

void fragments_wipe(struct fragments *);

#endif

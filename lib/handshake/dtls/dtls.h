/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* dtls.h - what a connection over datagrams remembers between its messages
 *
 * It outlives the handshake: who said the last word may be asked to say it again.
 */

#ifndef HANDSHAKE_DTLS_DTLS_H
#define HANDSHAKE_DTLS_DTLS_H

#include "handshake/dtls/fragments.h"
#include "handshake/dtls/kept_flight.h"
#include "handshake/dtls/retransmit.h"
#include "record/epoch.h"

struct dtls {
    struct fragments fragments;
    struct kept_flight flight;
    bool answered; /* something came for the flight: what is written next begins another */
    bool blocked;  /* a datagram of it waits for the way out */
    bool asking;   /* server: for a further handshake; nothing has come of it yet */
    struct kept_flight request; /* the HelloRequest, while asking */
    struct retransmit timer;
    struct record_keys out_before; /* of the epoch before the one in force: for the flight */
    uint16_t send_next;            /* the number of our next message */
    size_t mtu;                    /* of a datagram's content */

    /* Client: what a HelloVerifyRequest asked for, RFC 6347, 4.2.1. */
    struct buffer cookie;
    bool verifying;
    uint8_t cookies;
};

/* What the room lends of a connection. */
struct dtls_io {
    struct outbound *out;
    struct epochs *keys;
    struct transport *transport;
};

enum { DTLS_MTU = 1200, DTLS_MTU_MAX = 16384 };

void dtls_init(struct dtls *);
void dtls_wipe(struct dtls *);

/* A handshake begins: its messages are counted from 0, but where cookies have been changed
 * already. */
void dtls_begin(struct dtls *);

/* A handshake is over. What was sent last is kept if it was the last word. A server that asked for
 * it and has heard nothing asks on when the next one begins. */
void dtls_end(struct dtls *);

/* A HelloRequest has gone, under the keys of this epoch: it is said again like a flight. */
int dtls_ask(struct dtls *, uint16_t epoch, int64_t now_ms) MUST_USE;
/* The client is at it, or wants none of it. */
void dtls_ask_no_more(struct dtls *);

/* Data came under the new keys: the peer has our last word. */
void dtls_peer_has_all(struct dtls *);

/* Sends what has not left yet. */
int dtls_send(struct dtls *, const struct dtls_io *, int64_t now_ms) MUST_USE;

/* Sends the flight again when it is time. */
int dtls_send_if_due(struct dtls *, const struct dtls_io *, int64_t now_ms) MUST_USE;

/* Sends it again when the peer has shown that it lacks it, and that was not just now. */
int dtls_send_if_wished(struct dtls *, const struct dtls_io *, int64_t now_ms) MUST_USE;

#endif

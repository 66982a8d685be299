/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* quic.h - two ends of a handshake without any transport, as QUIC holds them
 *
 * What an end says is kept per encryption level until the test hands it to the other one. All
 * calls of the library are written to the end's trace, a line of words: `I>1` is a message of type 1
 * said at the initial level, `H=rw` are secrets of the handshake level for reading and writing,
 * `A=r` one for reading, `done` how gnutls_handshake() ended. Alerts are apart. RFC 9001, 4.
 */
#ifndef TESTS_CONTRACT_QUIC_H
#define TESTS_CONTRACT_QUIC_H

#include "suite.h"

enum { QUIC_LEVELS = 4, QUIC_ROOM = 16384, QUIC_TRACE = 2048 };

struct quic_flow {
    unsigned char bytes[QUIC_ROOM];
    size_t size, taken;
};

struct quic_end {
    gnutls_session_t session;
    struct quic_flow out[QUIC_LEVELS];
    unsigned char secrets[QUIC_LEVELS][2][64]; /* read, write */
    size_t secret_size;
    char trace[QUIC_TRACE];
    unsigned alerts, alert, alert_level; /* how many; the last one */
    char params[64];                     /* transport parameters of the peer */
    const char *own_params;
    int result;       /* of the last gnutls_handshake() */
    int write_result; /* of the last gnutls_handshake_write() that failed */
    bool done;
    int refuse_secret, refuse_message; /* what the functions return */
};

struct quic_options {
    const char *client_priority, *server_priority;
    unsigned client_flags, server_flags; /* besides those of QUIC */
    const char *client_identity;
    gnutls_certificate_request_t request;
    const gnutls_datum_t *session_data;
    gnutls_anti_replay_t anti_replay;
    bool early_data; /* on both sides */
    size_t chunk;    /* bytes of one gnutls_handshake_write(); 0: all that is there */
    void (*prepare)(struct quic_end *client, struct quic_end *server);
};

extern struct quic_end quic_client, quic_server;
extern gnutls_anti_replay_t quic_anti_replay;
extern gnutls_datum_t quic_session_data; /* of a test; quic_end() frees it */

/* Time, and a guard against replay; without a function of the test's it knows nothing. */
void quic_begin(gnutls_db_add_func add);
void quic_end(void);
/* Begins, opens, and completes the handshake, or fails the test. */
void quic_connect(const struct quic_options *options);

void quic_open(const struct quic_options *options);
void quic_close(void);

/* Hands over what is there, level by level, until nobody says anything any more. */
void quic_run(size_t chunk);
/* Hands bytes over, and goes on with the handshake unless it is done. */
int quic_feed(struct quic_end *to, unsigned level, const void *data, size_t size);
void quic_turn(struct quic_end *end);

#endif

/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* duo.h - connections over a pair of sockets, and threads that make them
 *
 * Threads report a code and never assert: cmocka knows the main thread only.
 */
#ifndef TESTS_THREADS_DUO_H
#define TESTS_THREADS_DUO_H

#include "unit/test.h"

#include "pair.h"

#include <pthread.h>

enum { THREADS = 4, ROUNDS = 6 };

/* What all sessions of a test have in common. */
struct shared {
    gnutls_certificate_credentials_t client, server;
    gnutls_priority_t priorities;
    gnutls_datum_t session;     /* that clients offer; empty: none */
    gnutls_anti_replay_t guard; /* of early data; NULL: there is none */
    unsigned server_flags;
};

struct duo {
    gnutls_session_t client, server;
    int fds[2];
};

int duo_open(struct duo *duo, const struct shared *shared);
void duo_close(struct duo *duo);
/* Both ends in this thread, turn by turn. */
int duo_handshake(struct duo *duo);

/* Of a test; `*state` is a struct shared. */
int setup(void **state);
int teardown(void **state);

struct worker {
    pthread_t thread;
    const struct shared *shared;
    unsigned resumed; /* rounds that took the session up */
    unsigned early;   /* and the early data */
    int result;
};

/* A thread's work: as many connections as there are rounds. `context` is a struct worker. */
void *connect_often(void *context);
void connect_in_threads(const struct shared *shared, unsigned expected_resumed);
/* Puts a session into `shared`. */
void make_session(struct shared *shared);

#endif

/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* end.h - one end of a simulated connection, as a program would hold it
 *
 * An end is a gnutls session whose transport functions are the simulation's
 * links. The two ends live in one thread, so waiting means letting the other
 * one work: a wait advances virtual time, and whenever something has arrived
 * for the peer, the peer's `work` is called.
 *
 * An end is driven in one of two ways:
 *
 * - like an event loop (the default): pull says EAGAIN when nothing has come;
 *   end_turn() makes a step of the handshake, pair_handshake() makes all.
 * - like a program on a blocking socket (`blocking`): pull lets time go by and
 *   the peer work until something has come; one call does all.
 *
 * `asked` counts what the library asked of the transport, so that a test can
 * say what a call may cost. `fault` makes a transport function fail once.
 */
#ifndef TESTS_SIM_END_H
#define TESTS_SIM_END_H

#include "sim.h"

#include <gnutls/gnutls.h>

/* For `error` of a fault of a pull: the end of the stream, there and then. */
enum { SIM_EOF = -1 };

enum { SIM_WAITS_KEPT = 64 };

/* A transport function fails with errno `error` (0: no fault) after `after`
 * calls that did well. */
struct sim_fault {
    unsigned after;
    int error;
};

struct sim_asked {
    unsigned pushes, pulls, waits;
    unsigned wait_ms[SIM_WAITS_KEPT]; /* what the first waits asked for */
    int64_t waited_us;                /* what all waits took */
};

struct sim_end {
    struct sim *sim;
    struct sim_end *peer;
    gnutls_session_t session;
    struct sim_link out; /* what this end pushes; the peer pulls it */
    bool blocking;
    struct {
        struct sim_fault push, pull, wait;
    } fault;
    struct sim_asked asked;
    /* Called when the peer waits and something is here; end_turn() by default. */
    void (*work)(struct sim_end *end);
    void *context;    /* of the test */
    bool done;        /* the handshake has ended, well or not */
    int result;       /* the last result of gnutls_handshake() */
    bool keep_alerts; /* do not send an alert when the handshake fails */
    bool stalled;     /* the stall of this byte has been */
    bool started;     /* gnutls_handshake() has been called */
};

/* Which transport functions a session gets. */
enum end_transport {
    END_WITH_TIMEOUT,    /* push, pull and pull timeout */
    END_WITHOUT_TIMEOUT, /* push and pull: nobody can wait */
    END_WITH_VECTORS,    /* as the first, writing with vec_push */
};

void end_open(struct sim_end *end, struct sim *sim, struct sim_end *peer);
/* Gives `end->session` the simulation's transport. */
void end_use(struct sim_end *end, enum end_transport transport);
void end_close(struct sim_end *end);

/* The transport functions, for tests that wrap them; the pointer is the end. */
ssize_t end_push(gnutls_transport_ptr_t end, const void *data, size_t size);
ssize_t end_vec_push(gnutls_transport_ptr_t end, const giovec_t *parts, int count);
ssize_t end_pull(gnutls_transport_ptr_t end, void *data, size_t size);
int end_wait(gnutls_transport_ptr_t end, unsigned ms);

/* When it wants to be called again though nothing has come: a datagram may have got lost. */
int64_t end_due_us(const struct sim_end *end);

/* One step of the handshake unless it is done; sends the alert of a failure. */
void end_turn(struct sim_end *end);
/* Starts to count anew. */
void end_forget_asked(struct sim_end *end);

#endif

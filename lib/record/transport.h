/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* transport.h - push, pull, wait: the application's functions or descriptors */

#ifndef RECORD_TRANSPORT_H
#define RECORD_TRANSPORT_H

#include "base/attributes.h"
#include "base/bytes.h"

/* Room for any address. */
enum { ADDRESS_MAX = 128 };

struct transport {
    gnutls_push_func push;
    gnutls_vec_push_func vec_push;
    gnutls_pull_func pull;
    gnutls_pull_timeout_func pull_timeout;
    gnutls_errno_func last_error; /* NULL: errno */
    gnutls_transport_ptr_t push_ptr, pull_ptr;
    int set_error;                        /* by gnutls_transport_set_errno(); 0: none */
    bool nonblock;                        /* GNUTLS_NONBLOCK: never waits */
    bool pull_replaced, timeout_replaced; /* by the application */
    bool at_end;                          /* the peer's end has been seen */

    /* Where the first push shall connect to, and carry the data along (RFC 7413); size 0: it is
     * connected. The address has the type that the descriptor's kind of socket wants. */
    uint8_t connect_to[ADDRESS_MAX];
    uint8_t connect_to_size;

    /* Where set, asked before each pull, so that a time limit holds over any number of pulls;
     * its error is the pull's. Who sets it knows the clock. */
    int (*before_pull)(void *ctx);
    void *before_pull_ctx;
};

/* The built-in functions: send, recv and poll on descriptors. Of the flags of gnutls_init(),
 * GNUTLS_NONBLOCK and GNUTLS_NO_SIGNAL count here. */
void transport_init(struct transport *, unsigned init_flags);

/* The descriptor is connected by the first push. GNUTLS_E_INVALID_REQUEST for an address that is too
 * large for one. */
int transport_connect_later(struct transport *, int descriptor, struct bytes address) MUST_USE;

/* How many bytes were taken. GNUTLS_E_AGAIN, GNUTLS_E_INTERRUPTED, GNUTLS_E_PREMATURE_TERMINATION
 * (reset), GNUTLS_E_LARGE_PACKET, GNUTLS_E_PUSH_ERROR. */
int transport_push(struct transport *, struct bytes, size_t *out_sent) MUST_USE;

/* How many bytes came; 0 is the end of the stream. GNUTLS_E_AGAIN, GNUTLS_E_INTERRUPTED,
 * GNUTLS_E_LARGE_PACKET, GNUTLS_E_PULL_ERROR (for a reset too: programs know it so). */
int transport_pull(struct transport *, void *out, size_t size, size_t *out_size) MUST_USE;

/* Can this transport wait? Not with GNUTLS_NONBLOCK, and not when only the pull function was
 * replaced: the built-in wait knows nothing of the application's transport. */
bool transport_can_wait(const struct transport *);

/* 0 when something can be read; GNUTLS_E_TIMEDOUT; or an error as from transport_push(). */
int transport_wait(struct transport *, unsigned ms) MUST_USE;

/* The built-in functions; `ptr` is a descriptor. The first is gnutls_system_recv_timeout(). */
int socket_wait(gnutls_transport_ptr_t ptr, unsigned ms);
ssize_t socket_push(gnutls_transport_ptr_t ptr, const void *data, size_t size);
ssize_t socket_push_quietly(gnutls_transport_ptr_t ptr, const void *data, size_t size);
ssize_t socket_pull(gnutls_transport_ptr_t ptr, void *data, size_t size);

/* Connects, with the data in the first packet where both systems can; as a push otherwise. EAGAIN
 * while it connects, and data that did not go then goes with the next push. */
ssize_t socket_push_connecting(gnutls_transport_ptr_t ptr, struct bytes address, struct bytes data);

#endif

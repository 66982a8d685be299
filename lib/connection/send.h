/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* send.h - what the ways out share */
#ifndef CONNECTION_SEND_H
#define CONNECTION_SEND_H

#include "connection/calls.h"

/* May this thread write? The lock is held when it is so. */
int send_begin(struct gnutls_session_int *) MUST_USE;

/* Gives the lock back; the connection is dead after a result that says so. Returns the result. */
int send_end(struct gnutls_session_int *, int result) MUST_USE;

/* Pushes what is queued. */
int send_flush(struct gnutls_session_int *) MUST_USE;

/* The lock is held. What follows is sealed with new keys. */
int send_queue_key_update(struct gnutls_session_int *, bool ask_peer) MUST_USE;

#endif

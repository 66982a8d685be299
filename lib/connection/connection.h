/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* connection.h - one TLS connection: composition, nothing else */

#ifndef CONNECTION_CONNECTION_H
#define CONNECTION_CONNECTION_H

#include "base/lock.h"
#include "handshake/handshake.h"

struct resumption_state {
    struct session_params *offered; /* client: given by the application; NULL: none */
    struct buffer offered_blob;     /* as given, for TLS 1.2 */
    struct ticket_store tickets;    /* client: received */
    struct round_trip round_trip;
    bool ticket_seen;   /* client: GNUTLS_SFLAGS_SESSION_TICKET */
    bool not_resumable; /* a fatal alert or a broken record came */
};

/* Application data on its way out. */
struct sending {
    size_t pending_size; /* of the data that was queued and could not be pushed whole */
    bool pending;
    struct buffer corked;
    bool is_corked;
    size_t user_limit; /* gnutls_record_set_max_size(); 0: none */
};

enum connection_state {
    CONNECTION_NEW,
    CONNECTION_SHAKING,
    CONNECTION_OPEN,
    CONNECTION_DEAD, /* a fatal error: nothing goes in or out any more */
};

struct gnutls_session_int {
    unsigned init_flags; /* as given to gnutls_init() */
    enum connection_state state;
    struct config config;
    struct transport transport;
    struct inbound in;
    struct outbound out;
    struct epochs keys;
    struct alert alert;
    const struct clock *clock;

    struct handshake *handshake; /* exists only while one runs */
    struct agreed agreed;
    struct resumption_state resumption;
    struct sending sending;

    struct message_queue late_messages; /* after the handshake */
    bool close_sent, close_received;
    bool update_owed;       /* a KeyUpdate asks for ours; the next writer sends it */
    uint16_t updates_seen;  /* KeyUpdates without application data between: bounded */
    struct lock write_lock; /* a reader that must answer and a writer share the way out */

    unsigned handshake_timeout_ms; /* 0: none */
    int64_t handshake_began_ms;    /* steady clock */
    unsigned record_timeout_ms;    /* 0: none */
    void *user_ptr;
    const void *credentials[8]; /* by gnutls_credentials_type_t, for gnutls_credentials_get() */
    unsigned last_in, last_out; /* handshake message types */
    bool false_start;
    bool invalid; /* marked not valid; gnutls_session_force_valid() clears it */
};

#endif

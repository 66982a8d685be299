/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* connection.h - one TLS connection: composition, nothing else
 *
 * One thread may read while another writes. What each uses is apart: the reader has `in`,
 * `keys.in`, the late messages and the tickets; the writer has `out`, `keys.out` and `sending`,
 * all under `write_lock`, since a reader that fails must tell the peer. What both look at is
 * marked, and read and written atomically.
 */

#ifndef CONNECTION_CONNECTION_H
#define CONNECTION_CONNECTION_H

#include "base/lock.h"
#include "handshake/handshake.h"

/* A session that the application gave, and the bytes that its long facts are views of. */
struct offered_session {
    struct session_params params; /* lent */
    struct buffer bytes;
};

struct resumption_state {
    struct offered_session *offered; /* client: NULL: none */
    struct ticket_store tickets;     /* client: received */
    struct round_trip round_trip;
    bool ticket_seen; /* client: GNUTLS_SFLAGS_SESSION_TICKET */
    bool taken;       /* client: the session of TLS 1.2, see connection_take_session() */
};

/* What else than data was queued by a call that stalled: the same call goes on with it. */
enum control {
    CONTROL_NONE,
    CONTROL_ALERT,
    CONTROL_KEY_UPDATE,
    CONTROL_REQUEST,
    CONTROL_TICKETS,
    CONTROL_REAUTH,
};

/* The way out. */
struct sending {
    enum control control;
    size_t pending_size; /* of the data that was queued and could not be pushed whole */
    bool pending;
    size_t record_size; /* sealed, of the data queued last */
    struct buffer corked;
    size_t corked_sealed; /* of corked: queued already, not pushed whole */
    bool is_corked;
    size_t hidden_sent, hidden_padding; /* of a call that hides a length and stalled */
    size_t user_limit;                  /* gnutls_record_set_max_size(); 0: none */
    bool fatal_sent;                    /* a fatal alert has gone: nothing follows it */
    bool close_sent;
    bool composing; /* messages, and the application's functions look on */
};

/* The way in. */
struct receiving {
    bool busy;           /* inside a read: a hook may call again */
    int to_tell;         /* who reads: a hook refused, the peer asks for a handshake; 0: nothing */
    bool close_received; /* close_notify */
    uint8_t warnings;    /* alerts that were passed over, in a row */
    uint64_t sequence;   /* of the record whose data was given last */
    int64_t flood_since_ms;
    unsigned flood_count;    /* late messages in the present second, without data between */
    unsigned discarded_told; /* datagrams: of those discarded the audit log knows so many */
};

/* Server: how much of a client's answer has come. */
enum answer {
    ANSWER_NOT_AWAITED,
    ANSWER_AWAITED,
    ANSWER_HAS_CERTIFICATE,
    ANSWER_HAS_PROOF,
    ANSWER_HERE,
};

/* A client shows after the handshake who it is. */
struct reauth {
    struct handshake *exchange;   /* under way; NULL: none */
    struct buffer requests;       /* client: whole messages that wait for an answer */
    bool to_tell;                 /* client: the application has not been told of them */
    struct buffer message;        /* client: the request under way; server: the answer */
    enum answer answer;           /* server */
    struct secret answered_under; /* server: of the record with its Finished */
    bool is_judged;               /* server: the application may be at it */
};

enum connection_state {
    CONNECTION_NEW,
    CONNECTION_SHAKING,
    CONNECTION_EARLY, /* data may go out; the handshake is completed by who reads */
    CONNECTION_OPEN,
    CONNECTION_DEAD, /* a fatal error: nothing goes in or out any more */
};

/* A limit on the time that reading may take, over any number of pulls. */
struct time_limit {
    int64_t began_ms; /* steady clock */
    unsigned ms;
};

struct gnutls_session_int {
    unsigned init_flags;         /* as given to gnutls_init() */
    enum connection_state state; /* both look */
    struct config config;
    struct transport transport;
    struct inbound in;
    struct outbound out;
    struct epochs keys;
    struct detached detached; /* of QUIC: instead of the three above */
    struct alert alert;       /* the last that came */
    const struct clock *clock;

    struct dtls *dtls;           /* NULL on a stream */
    struct handshake *handshake; /* exists only while one runs */
    bool at_work;                /* inside it: a hook may call again */
    bool completed;              /* one has come to its end */
    struct agreed agreed;
    struct agreed *aside; /* NULL unless a further handshake runs: see renegotiate.c */
    bool aside_stands;    /* what was agreed before is there, since the handshake is at work */
    struct buffer hello;  /* server: of a client that asks for a further handshake */
    struct resumption_state resumption;
    struct sending sending;
    struct receiving receiving;

    struct message_queue late_messages; /* after the handshake */
    struct reauth reauth;
    bool false_start;       /* the handshake was left before its end */
    bool update_owed;       /* both look: a KeyUpdate asks for ours; the writer sends it */
    struct lock write_lock; /* recursive: a hook on what is sent may send */

    unsigned handshake_timeout_ms; /* 0: none */
    int64_t handshake_began_ms;    /* steady clock */
    unsigned record_timeout_ms;    /* 0: none */
    struct time_limit limit;       /* in force while transport.before_pull is set */
    void *user_ptr;
    const void *credentials[8]; /* by gnutls_credentials_type_t, for gnutls_credentials_get() */
    unsigned last_in, last_out; /* handshake message types */
};

/* What the application gave; NULL: nothing. */
static inline const struct session_params *
connection_offered(const struct gnutls_session_int *session)
{
    return session->resumption.offered != NULL ? &session->resumption.offered->params : NULL;
}

static inline enum connection_state connection_state(const struct gnutls_session_int *session)
{
    return __atomic_load_n(&session->state, __ATOMIC_ACQUIRE);
}

static inline void connection_set_state(struct gnutls_session_int *session,
                                        enum connection_state state)
{
    __atomic_store_n(&session->state, state, __ATOMIC_RELEASE);
}

#endif

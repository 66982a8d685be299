/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* params.h - all that outlives a connection
 *
 * Filled by the handshake, written into blobs and tickets, and read back from them.
 */

#ifndef SESSION_PARAMS_H
#define SESSION_PARAMS_H

#include "base/buffer.h"
#include "base/secret.h"

/* Who keeps it, for which protocol. Part of the format: values are never reused. */
enum session_kind {
    SESSION_CLIENT13 = 1,
    SESSION_SERVER13 = 2,
    SESSION_CLIENT12 = 3,
    SESSION_SERVER12 = 4,
};

/* How the peer was known in the full handshake. */
enum auth_kind {
    AUTH_NONE = 0,
    AUTH_CERTIFICATE = 1,
    AUTH_PSK = 2,
    AUTH_ANONYMOUS = 3,
};

/* Was the peer's certificate verified by this side, when there was one, and for which name? */
enum peer_verified {
    PEER_NOT_VERIFIED = 0,
    PEER_VERIFIED = 1,                /* for `verified_name`; for no name in particular if empty */
    PEER_VERIFIED_AS_SERVER_NAME = 2, /* for `server_name` */
};

/* On a client as received; on a server what was said in the message, without the ticket's own
 * bytes and lifetime. */
struct ticket_facts {
    struct buffer ticket;
    uint32_t age_add;
    uint32_t lifetime_s;
    uint32_t max_early_data; /* 0: none allowed */
    int64_t received_ms;     /* wall clock; on a server when it was issued */
};

struct session_params {
    enum session_kind kind;
    uint16_t version; /* as on the wire */
    uint16_t cipher_suite;
    uint16_t group;         /* 0 with psk_ke */
    bool datagram;          /* follows from the version */
    int64_t established_ms; /* of the first full handshake; lifetime counts from here */
    uint32_t lifetime_s;
    struct secret secret; /* TLS 1.2: master secret; TLS 1.3: the ticket's PSK */
    bool extended_master_secret, encrypt_then_mac;
    struct {
        uint8_t size, bytes[32];
    } id;
    enum auth_kind client_auth, server_auth;
    bool client_raw, server_raw; /* shows a bare key instead of a certificate, RFC 7250 */
    enum peer_verified peer_verified;
    struct buffer server_name, alpn;
    struct buffer verified_name; /* of a client, where it is not the server name */
    struct buffer peer_chain;    /* certificates, each behind a 24-bit length */
    struct buffer peer_ocsp;     /* staple of the first certificate */
    struct buffer psk_identity;
    uint16_t record_size_limit;
    struct ticket_facts ticket;
};

enum {
    SESSION_CLOCK_LEAD_MS = 60 * 1000, /* how far two clocks may differ */
};

static inline bool session_kind_is_client(enum session_kind kind)
{
    return kind == SESSION_CLIENT13 || kind == SESSION_CLIENT12;
}

static inline bool session_kind_is_tls13(enum session_kind kind)
{
    return kind == SESSION_CLIENT13 || kind == SESSION_SERVER13;
}

/* `out` is only touched on success. */
int session_params_copy(const struct session_params *, struct session_params *out) MUST_USE;

/* Gives all away; `out`'s old content is wiped. */
void session_params_move(struct session_params *from, struct session_params *out);
void session_params_wipe(struct session_params *);

/* Of params whose long facts are views of what somebody else keeps. */
void session_lent_wipe(struct session_params *);

/* All that is remembered in a blob; constant time in the secrets. */
bool session_params_equal(const struct session_params *, const struct session_params *);

/* The peer has been verified, by a client for this name. Without one, an earlier name stands. */
int session_params_set_verified(struct session_params *, struct bytes name) MUST_USE;

/* Empty when the peer was not verified, or for no name in particular. */
struct bytes session_params_verified_name(const struct session_params *);

/* Times come from the application's clock and from outside: no difference of them overflows. */
int64_t session_age_ms(int64_t since_ms, int64_t now_ms);

/* Past its lifetime by its own clock. Exactly the lifetime is not yet past it. */
bool ticket_is_expired(const struct ticket_facts *, int64_t now_ms);

/* established_ms + lifetime_s, and whether that has passed or has not begun. For a client of
 * TLS 1.3 the ticket decides, from its arrival: how long the server keeps the session itself it
 * was not told. More than a minute of lead counts as from the future. */
bool session_is_expired(const struct session_params *, int64_t now_ms);
bool session_is_from_future(const struct session_params *, int64_t now_ms);

/* Whole seconds of life left, 0 when none. */
uint32_t session_lifetime_left_s(const struct session_params *, int64_t now_ms);

#endif

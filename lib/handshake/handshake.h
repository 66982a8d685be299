/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* handshake.h - everything that dies with the handshake, grouped by who learns it
 *
 * A fact is a bool or an enum with a name. What the application may ask for later is written to
 * struct agreed, which belongs to the connection.
 */

#ifndef HANDSHAKE_HANDSHAKE_H
#define HANDSHAKE_HANDSHAKE_H

#include "handshake/flight.h"
#include "handshake/script.h"
#include "handshake/tls13/key_schedule.h"
#include "handshake/transcript.h"
#include "session/late_ticket.h"
#include "session/params.h"
#include "session/verdict.h"

/* What both sides settled; constant after the handshake. */
struct agreed {
    const struct version *version;
    const struct cipher_suite *suite;
    const struct group *group;                                    /* NULL with psk_ke */
    const struct signature_scheme *server_scheme, *client_scheme; /* NULL: did not sign */
    bool resumed;
    bool resumption_requested; /* server: a ticket came that could be read */
    bool psk_mode_dhe;
    enum verdict verdict; /* why the session was resumed or not */

    /* All that outlives the connection has its home here: names, chains, identities, times. */
    struct session_params params;
    gnutls_datum_t *peer_list; /* of the chain, for gnutls_certificate_get_peers() */
    unsigned peer_count;
    gnutls_datum_t ours;    /* our own certificate; empty: none was sent */
    unsigned verify_status; /* (unsigned)-1: no check was made */

    uint8_t client_random[HELLO_RANDOM_SIZE], server_random[HELLO_RANDOM_SIZE];
    struct secret exporter, resumption_master;
    uint8_t ticket_nonce; /* server: of the next ticket */

    uint16_t send_limit, receive_limit; /* content of a record; 2^14 unless agreed otherwise */
    bool safe_renegotiation, extended_master_secret, encrypt_then_mac;
    bool client_wants_ocsp, server_wants_ocsp;
    bool client_takes_post_auth;
    bool tickets_of_use; /* server: the peer offered a PSK mode that we take */
};

void agreed_wipe(struct agreed *);

/* The client hello as the server reads it: views into the message, checked but not yet used. */
struct client_hello {
    uint16_t legacy_version;
    struct bytes random, session_id, suites;
    bool has_psk;
};

enum { GROUPS_MAX = PRIORITY_GROUPS_MAX, SCHEMES_MAX = PRIORITY_SCHEMES_MAX };

/* Who learns it: both, from the client's hello. */
struct offered {
    struct client_hello hello;
    struct buffer session_id; /* the legacy one, for the echo */
    bool share_sent;          /* client: a private key is ready */
    struct kex_private share;
    const struct group *share_group;
    bool renegotiation_info, fallback_scsv;
    const struct version *versions[PRIORITY_VERSIONS_MAX];
    size_t version_count;
    bool versions_extension;
    bool psk_ke, psk_dhe_ke; /* psk_key_exchange_modes */
    bool psk_modes_extension, groups_extension, shares_extension, schemes_extension;
    bool psk_extension;
    bool early_data;
    bool ocsp;
    bool alpn;
    bool record_size_limit, max_fragment_length;
    bool post_handshake_auth;
    uint32_t extensions; /* client: rows of the extension table that were sent */
};

/* Who learns it: the server, of the client; or each of the other's certificate. */
struct peer {
    const struct group *groups[GROUPS_MAX]; /* those that we know, in the peer's order */
    size_t group_count;
    const struct signature_scheme *schemes[SCHEMES_MAX];
    size_t scheme_count;
    struct buffer share; /* of the group chosen; empty: not sent */
    const struct group *share_group;
    uint64_t shares_seen;                    /* server: rows of the group table with a share */
    struct gnutls_x509_crt_int *certificate; /* the first of the chain */
    struct buffer authorities;               /* from CertificateRequest or the hello */
    struct buffer request_context;
    bool certificate_requested, certificate_empty;
    uint16_t record_size_limit;
    struct buffer alpn; /* server: the client's list */
};

/* Who learns it: both, in the server's answer. */
struct chosen {
    const struct identity *identity;       /* ours, lent by the credentials or by `retrieved` */
    struct identity retrieved;             /* what the application's function gave */
    const struct signature_scheme *scheme; /* that we sign with */
    struct buffer signature;
    bool client_certificate; /* server: will be asked for */
    struct kex_private share;
    uint8_t share_bytes[1024];
    struct buffer own_share;
};

struct retry {
    bool requested;
    const struct group *group;
    struct buffer cookie;
    struct digest first_hello; /* server: of what may not change */
    const struct cipher_suite *suite;
};

/* Who learns it: the side that resumes. */
struct resumption {
    const struct session_params *session; /* client: to be offered; server: NULL */
    struct session_params accepted;       /* server: from the ticket */
    bool offered;                         /* client: stands in the hello */
    bool accepted_psk;
    uint16_t selected;
    struct secret psk;
    const struct hash *hash;          /* of the PSK */
    size_t binders_size;              /* bytes at the end of the hello */
    struct bytes identities, binders; /* server: views into the hello */
};

struct secrets13 {
    struct key_schedule schedule;
    struct secret client_handshake, server_handshake, client_traffic, server_traffic;
    bool psk_in_schedule;
};

/* What the handshake may use of the connection: lent. */
struct handshake_io {
    struct inbound *in;
    struct outbound *out;
    struct epochs *keys;
    struct transport *transport;
    struct alert *alert; /* the last that came */
    const struct clock *clock;
    struct round_trip *round_trip;
};

enum hook_phase { PHASE_ROW, PHASE_BEFORE_HOOK, PHASE_AFTER_HOOK };

struct handshake {
    enum role role;
    gnutls_session_t session; /* for the application's functions only */
    const struct config *config;
    struct agreed *agreed;
    struct handshake_io io;
    int64_t now_ms; /* wall clock at the beginning of this call */

    const struct step *next;
    enum hook_phase phase;
    struct message_queue messages;
    struct flight flight;
    struct transcript transcript;
    bool hello_written, ccs_sent;
    unsigned last_in, last_out; /* message types, for the application */
    bool saw_end_of_hello;

    struct offered offered;
    struct peer peer;
    struct chosen chosen;
    struct retry retry;
    struct resumption resumption;
    struct secrets13 secrets;
};

/* What a fresh handshake is given. */
struct handshake_start {
    gnutls_session_t session;
    const struct config *config;
    struct agreed *agreed;
    struct handshake_io io;
    const struct session_params *resume; /* client: may be offered; NULL: none */
};

int handshake_new(const struct handshake_start *, struct handshake **out) MUST_USE;
void handshake_free(struct handshake *);

/* Plays the script to its end. After GNUTLS_E_AGAIN or GNUTLS_E_INTERRUPTED, and after errors
 * that are not fatal, the same call goes on where it stopped. */
int handshake_run(struct handshake *, int64_t now_ms) MUST_USE;

/* ---- what the connection needs after the handshake ---- */

/* A NewSessionTicket came: parses, derives the PSK, gives what the store keeps. An empty
 * `out->facts.ticket` means that it is not to be kept. */
int new_session_ticket_take(const struct agreed *, struct bytes body, int64_t now_ms,
                            struct stored_ticket *out) MUST_USE;

/* Server: one NewSessionTicket message, whole, appended. Appends nothing when there is nothing
 * to give (tickets off, no life left). */
int new_session_ticket_make(struct agreed *, const struct config *, int64_t now_ms,
                            struct buffer *out) MUST_USE;

/* ---- hooks.c ---- */

/* Calls the application's hook if it is set for this message and moment. */
int hook_call(const struct config *, gnutls_session_t, unsigned type, int when, bool incoming,
              struct bytes body) MUST_USE;
void keylog_write(const struct config *, gnutls_session_t, const char *name,
                  const uint8_t *client_random, const struct secret *);

/* ---- verify.c ---- */

/* The peer's chain against the trust list of our credentials. */
struct peer_question {
    const char *hostname, *purpose;
    unsigned flags;
};
int peer_verify(const struct agreed *, const struct config *, const struct peer_question *,
                int64_t now_ms, unsigned *out_status) MUST_USE;

#endif

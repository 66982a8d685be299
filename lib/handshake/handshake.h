/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* handshake.h - everything that dies with the handshake, grouped by who learns it
 *
 * A fact is a bool or an enum with a name. What the application may ask for later is written to
 * struct agreed, which belongs to the connection.
 */

#ifndef HANDSHAKE_HANDSHAKE_H
#define HANDSHAKE_HANDSHAKE_H

#include "crypto/prf12.h"
#include "handshake/dtls/dtls.h"
#include "handshake/flight.h"
#include "handshake/script.h"
#include "handshake/tls13/key_schedule.h"
#include "handshake/transcript.h"
#include "session/binder.h"
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
    bool from_psk; /* TLS 1.3: the keys rest on a PSK, of a ticket or another: no certificates */
    bool resumption_requested; /* server: a ticket came that could be read */
    bool psk_mode_dhe;
    enum verdict verdict; /* why the session was resumed or not */

    /* All that outlives the connection has its home here: names, chains, identities, times. */
    struct session_params params;
    /* The OCSP responses about certificates above the first: a place, and behind its length the
     * response. */
    struct buffer issuer_staples;
    bool staple_checked;       /* one said that the peer's certificate is good */
    gnutls_datum_t *peer_list; /* see agreed_peers() */
    unsigned peer_count;
    gnutls_datum_t ours;    /* our own certificate; empty: none was sent */
    unsigned verify_status; /* (unsigned)-1: no check was made */

    /* TLS 1.2, over a finite field. */
    struct buffer dh_prime, dh_generator, dh_peer_share;
    unsigned dh_secret_bits;
    struct buffer psk_hint; /* client */

    uint16_t srtp_profile; /* 0: none */
    struct buffer srtp_mki;

    uint8_t client_random[HELLO_RANDOM_SIZE], server_random[HELLO_RANDOM_SIZE];
    struct secret exporter, resumption_master;
    uint32_t ticket_nonce;         /* server: of the next ticket */
    bool tickets_foretold;         /* client: the server said how many it will send */
    uint8_t tickets_expected;      /* namely */
    struct hash_state *transcript; /* of the whole handshake, for RFC 8446, 4.6.2; NULL: not kept */

    bool early_data;             /* it was accepted */
    struct buffer early_data_in; /* server: what came, until the application takes it */
    size_t early_data_taken;

    uint16_t send_limit, receive_limit; /* content of a record; 2^14 unless agreed otherwise */
    uint8_t client_verify_data[12], server_verify_data[12]; /* TLS 1.2 */
    bool safe_renegotiation;
    bool client_wants_ocsp, server_wants_ocsp;
    bool client_takes_post_auth;
    bool certificate_requested; /* client: the server asked for a certificate */
    bool tickets_of_use;        /* server: the peer offered a PSK mode that we take */
};

void agreed_wipe(struct agreed *);

/* The peer's chain as the API shows it, views into `params`; made when it is first asked for,
 * since few ask. NULL and 0 when the peer showed none. */
const gnutls_datum_t *agreed_peers(struct agreed *, unsigned *out_count);

/* The first of our chain, of which the application may ask. */
int agreed_remember_ours(struct agreed *, struct bytes der) MUST_USE;

/* What was sent is kept as bits of a 32-bit word. */
enum { EXTENSIONS_MAX = 32 };

enum { GROUPS_MAX = PRIORITY_GROUPS_MAX, SCHEMES_MAX = PRIORITY_SCHEMES_MAX, SHARE_MAX = 1024 };

struct psk_modes {
    uint8_t list[2], count; /* enum psk_mode, in order of preference */
};

/* RFC 7250: as on the wire, in order of preference; none: X.509. */
struct certificate_types {
    uint8_t list[2], count;
};

/* Who learns it: the server, from the client's hello. Views lie in the transcript until the next
 * message. On the client, what was written there. */
struct offered {
    uint16_t legacy_version;
    struct bytes suites, shares, groups, schemes;
    uint8_t session_id[SESSION_ID_MAX], session_id_size; /* to be echoed */
    const struct version *versions[PRIORITY_VERSIONS_MAX];
    size_t version_count;
    struct psk_modes psk_modes;
    struct certificate_types client_types, server_types;
    bool versions_extension, psk_modes_extension, groups_extension, shares_extension,
        schemes_extension, psk_extension;
    bool fallback;      /* RFC 7507 */
    bool finite_fields; /* RFC 7919, 4: the client named at least one of them */
    bool early_data, record_size_limit, max_fragment_length;
    uint16_t limit;      /* of record_size_limit, as the peer said it */
    bool ticket_request; /* RFC 9149, with the numbers */
    uint8_t tickets_after_full, tickets_after_resumption;
    struct bytes hello;            /* server: without its header, for the application */
    uint32_t extensions;           /* client: rows of the extension table that were sent */
    uint8_t order[EXTENSIONS_MAX]; /* client: the rows, in the order of this hello */
};

/* Who learns it: each, of the other. */
struct peer {
    const struct group *groups[GROUPS_MAX]; /* that we take too, in the peer's order */
    size_t group_count;
    const struct signature_scheme *schemes[SCHEMES_MAX]; /* likewise */
    size_t scheme_count;
    struct gnutls_x509_crt_int *certificate; /* the first of the chain; NULL: none came */
    struct buffer authorities; /* that the peer names: each DER name behind its length */
};

/* Our half of the key exchange. */
struct own_share {
    const struct group *group; /* NULL: none */
    struct kex_private key;
};

/* What both say in the key exchange: public, and read only behind what was written. */
struct shares {
    uint8_t own[SHARE_MAX], peer[SHARE_MAX];
};

/* Who we are in this connection. */
struct chosen {
    const struct identity *identity; /* lent by the credentials, or `retrieved`; NULL: nobody */
    struct identity retrieved;       /* what the application's function gave */
    struct buffer staple;            /* the OCSP response that another function gave */
    bool asked;                      /* the choice has been made */
    const struct signature_scheme *scheme; /* that we sign with */
    struct buffer signature;
    bool client_certificate; /* server: will be asked for */
};

struct retry {
    bool requested;
    const struct group *group;        /* NULL: the retry was for a cookie alone */
    const struct cipher_suite *suite; /* named in the retry */
    struct buffer cookie;
    struct digest first_hello; /* server: of all that may not change in the second */
};

/* A PSK as it stands in a hello. */
struct early_psk {
    enum psk_origin origin;
    const struct hash *hash;    /* NULL: there is none */
    struct secret early_secret; /* HKDF-Extract(0, PSK) */
};

/* Taking a session up again; and TLS 1.3 from a key that both hold by other means. */
struct resumption {
    const struct session_params *session; /* client: stands in the hello; NULL: not offered */
    struct session_params accepted;       /* server: from the ticket */
    struct early_psk ticket, external;    /* client: offered, in this order; server: taken */
    struct buffer external_identity;      /* server: the last that was looked up */
    bool looked_up;
    const struct early_psk *psk;      /* that both use; NULL: none */
    bool offered;                     /* client: the hello just sent had identities */
    bool unknown;                     /* server: the hello had an identity of nobody */
    uint16_t tried;                   /* server: how many identities came to nothing */
    uint16_t selected;                /* index of the identity */
    size_t binders_size;              /* bytes at the end of the hello */
    struct bytes identities, binders; /* server: views into the hello */
    struct bytes binder;              /* server: of the identity taken up */
    uint32_t claimed_age_ms;          /* server: of its ticket */
};

/* RFC 8446, 2.3: data that does not wait for the server. */
struct early {
    bool offered; /* client: the hello just sent asked for it */
    bool reading; /* server: until EndOfEarlyData has come */
    size_t received;
    struct secret traffic, exporter;
};

/* TLS 1.2: what the key exchange and the messages behind it need. */
struct key_exchange;
struct facts12 {
    const struct key_exchange *kx;
    struct buffer premaster;
    struct buffer params;    /* of the ServerKeyExchange: what is signed */
    struct buffer signature; /* over them */
    const struct kex *dh;    /* the finite field; may be `dh_own` */
    struct kex_dh dh_own;    /* when it is none of RFC 7919 */
    struct buffer psk;
    struct buffer supplemental; /* entries to be sent, or that came */
    struct buffer encrypted;    /* server: the premaster secret, as it came */
    struct prf12_key master; /* the master secret, ready to be expanded: keys, then two Finished */
    struct record_keys client_keys, server_keys;
    bool ticket_announced;        /* a NewSessionTicket will come */
    bool takes_tickets;           /* server: the client has the extension */
    struct bytes ticket;          /* server: view of the ticket in the hello */
    bool ems, etm, renegotiation; /* extensions that the peer sent */
    bool status;                  /* a staple was announced */
};

struct secrets13 {
    struct key_schedule schedule;
    struct secret client_handshake, server_handshake, client_traffic, server_traffic;
};

/* What the handshake may use of the connection: lent. */
struct handshake_io {
    struct inbound *in;
    struct outbound *out;
    struct epochs *keys;
    struct transport *transport;
    struct alert *alert; /* the last that came */
    struct detached *detached;
    /* On a client, for measuring the round trip: this room asks no clock. */
    void (*flight_left)(gnutls_session_t);
    int64_t (*steady_ms)(gnutls_session_t); /* for datagrams that got lost */
    struct dtls *dtls;                      /* NULL on a stream */
    void (*answer_came)(gnutls_session_t);
};

/* What the handshake before this one left, RFC 5746, 3.1. */
struct before {
    const struct version *version; /* NULL: this is the first */
    bool extended_master_secret, encrypt_then_mac;
    uint8_t client_verify_data[12], server_verify_data[12];
};

/* May data go before the other's Finished has come? A client's in TLS 1.2 (RFC 7918), a server's in
 * TLS 1.3 (RFC 8446, 2). */
enum false_start {
    FALSE_START_NOT,
    FALSE_START_WANTED, /* by the application */
    FALSE_START_DUE,    /* our flight goes, then the caller is told */
    FALSE_START_MADE,   /* the way out is not ours any more */
};

enum hook_phase { PHASE_ROW, PHASE_BEFORE_HOOK, PHASE_AFTER_HOOK };

struct handshake {
    enum role role;
    gnutls_session_t session; /* for the application's functions only */
    const struct config *config;
    struct agreed *agreed;
    struct handshake_io io;
    int64_t now_ms; /* wall clock at the beginning of this call */

    struct dtls *dtls; /* NULL on a stream */
    int64_t began_ms;  /* steady clock; datagrams only */

    const struct step *next;
    enum hook_phase phase;
    struct message_queue messages;
    struct flight flight;
    struct transcript transcript;
    struct before before;
    enum false_start false_start;
    bool late; /* after the handshake proper: all that is to be read is here, nothing is pushed */
    struct buffer request_context; /* of a late CertificateRequest */
    bool heard;                    /* a message of the peer has come */
    bool cipher_change_here;       /* TLS 1.2: a ChangeCipherSpec waits for its row */
    bool peer_writes_anew;         /* and has been at it */
    bool ccs_sent;                 /* the dummy of RFC 8446, D.4 */
    bool application_asked;        /* server: about the hello, and the answer takes its time */
    unsigned last_in, last_out;    /* message types, for the application */
    size_t certificate_position;   /* whose extensions are being written or read */
    int tickets_sent;              /* server, in this handshake */
    bool ticket_came;              /* client: TLS 1.2, in this handshake */
    uint8_t passed;                /* alerts and requests that meant nothing: bounded */

    struct offered offered;
    struct custom_course custom;
    struct peer peer;
    struct own_share own_share;
    struct chosen chosen;
    struct retry retry;
    struct resumption resumption;
    struct early early;
    struct secrets13 secrets;
    struct facts12 tls12;
    struct shares shares; /* the last: neither zeroed nor wiped */
};

/* What a fresh handshake is given. */
struct handshake_start {
    gnutls_session_t session;
    const struct config *config;
    struct agreed *agreed;
    struct handshake_io io;
    const struct session_params *resume; /* client: may be offered; NULL: none */
    bool may_start_early;                /* GNUTLS_ENABLE_FALSE_START, GNUTLS_ENABLE_EARLY_START */
    const struct agreed *before;         /* of the handshake before this one; NULL: none */
    struct bytes hello; /* server: of the client, when it is here already; stays while it runs */
};

/* Has the peer said nothing yet, so that it can be as if there had been no handshake? */
bool handshake_is_unheard(const struct handshake *);

/* RFC 8446, 7.5: the exporter of early data, which a client has as soon as its hello is written.
 * GNUTLS_E_INVALID_REQUEST: there is none. */
int early_exporter(const struct handshake *, struct secret *out) MUST_USE;

int handshake_new(const struct handshake_start *, struct handshake **out) MUST_USE;
struct handshake *handshake_blank(void) MUST_USE; /* with nothing in it; NULL on lack of memory */
void handshake_free(struct handshake *);

/* Not an error, and not the end: data may go out, and the same call goes on later. */
enum { HANDSHAKE_DATA_MAY_GO = 1 };

/* Plays the script to its end: 0; or HANDSHAKE_DATA_MAY_GO, once. After GNUTLS_E_AGAIN or
 * GNUTLS_E_INTERRUPTED, and after errors that are not fatal, the same call goes on where it
 * stopped. */
int handshake_run(struct handshake *, int64_t now_ms) MUST_USE;

/* ---- what the connection needs after the handshake ---- */

/* A NewSessionTicket came: parses, derives the PSK, gives what the store keeps. An empty
 * `out->facts.ticket` means that it is not to be kept. */
int new_session_ticket_take(const struct agreed *, struct bytes body, int64_t now_ms,
                            struct stored_ticket *out) MUST_USE;

/* Server: one NewSessionTicket message, whole, appended, with the application's hooks called.
 * Appends nothing when there is nothing to give (tickets off, no life left). */
int new_session_ticket_write(struct agreed *, const struct config *, gnutls_session_t,
                             int64_t now_ms, struct buffer *out) MUST_USE;

/* ---- a client shows later who it is, RFC 8446, 4.6.2 ---- */

/* The server's request, and on a client, where `hello` is the request as it came, the answer too.
 * handshake_run() then only writes; what it wrote is for post_auth_queue().
 * GNUTLS_E_INVALID_REQUEST: the two did not agree on it. */
int post_auth_new(const struct handshake_start *, struct handshake **out) MUST_USE;
int post_auth_queue(struct handshake *) MUST_USE;

/* Server: the answer is here, as many messages as were sent, and stays while handshake_run() goes
 * on. `traffic`: the secret that it was read under. */
void post_auth_answered(struct handshake *, struct bytes answer, const struct secret *traffic);

/* ---- hooks.c ---- */

/* Calls the application's hook if it is set for this message and moment. */
int hook_call(const struct config *, gnutls_session_t, unsigned type, int when, bool incoming,
              struct bytes body) MUST_USE;

/* Are messages carried by the application? */
bool is_detached(const struct config *);

/* Hands whole messages over, at this level, and takes them out of the buffer one by one. */
int say_messages(const struct config *, gnutls_session_t, gnutls_record_encryption_level_t,
                 struct buffer *messages) MUST_USE;
int say_alert(const struct config *, gnutls_session_t, gnutls_record_encryption_level_t,
              unsigned severity, unsigned description) MUST_USE;

void keylog_write(const struct config *, gnutls_session_t, const char *name, const struct secret *);

/* ---- verify.c ---- */

/* The peer's chain against the trust list of our credentials. */
struct peer_question {
    const char *hostname, *email, *purpose; /* NULL: not asked */
    unsigned flags;
};
int peer_verify(struct agreed *, const struct config *, const struct peer_question *,
                int64_t now_ms, unsigned *out_status) MUST_USE;

/* The OCSP response that came with this certificate of the peer's chain; empty: none. */
struct bytes peer_staple(const struct agreed *, unsigned position);

/* Has the peer shown a bare key? */
bool peer_is_raw(const struct agreed *, const struct config *);

/* Remembers that the peer was found good, for a later session as well. Only a client asks for the
 * name of its peer again. */
int peer_set_verified(struct agreed *, const struct config *, const char *hostname) MUST_USE;

#endif

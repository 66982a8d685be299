/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* reprise.h - what Reprise adds to the API, under names that the API will not take
 *
 * A program that must also build with other libraries asks the preprocessor:
 * __has_include(<gnutls/reprise.h>).
 */

#ifndef GNUTLS_REPRISE_H
#define GNUTLS_REPRISE_H

#include <gnutls/gnutls.h>

#include <stdint.h>

/* The release of this library; GNUTLS_VERSION is the level of the API it provides. */
#define REPRISE_VERSION       "0.1.0"
#define REPRISE_VERSION_MAJOR 0
#define REPRISE_VERSION_MINOR 1
#define REPRISE_VERSION_PATCH 0

#ifdef __cplusplus
extern "C" {
#endif

/* A guard against replayed early data whose record is in memory that processes share. */
int reprise_anti_replay_shared_init(gnutls_anti_replay_t *anti_replay, const char *path,
                                    size_t max_entries, unsigned int flags);

/* ---- a client's sessions ---- */

/* Who keeps a session, for which protocol. */
typedef enum {
    REPRISE_SESSION_NONE = 0, /* the dummy: no ticket had come */
    REPRISE_SESSION_CLIENT_TLS13 = 1,
    REPRISE_SESSION_SERVER_TLS13 = 2,
    REPRISE_SESSION_CLIENT_TLS12 = 3,
    REPRISE_SESSION_SERVER_TLS12 = 4,
} reprise_session_kind_t;

/* What a stored session says of itself. New members are added at the end. */
typedef struct {
    size_t size; /* of this struct, set by who calls */
    reprise_session_kind_t kind;
    gnutls_protocol_t version;
    unsigned int cipher_suite;     /* as on the wire: two bytes, big endian */
    const char *cipher_suite_name; /* static */

    /* Views of the data, without a zero byte behind them; empty: none. */
    gnutls_datum_t server_name;
    gnutls_datum_t alpn;
    gnutls_datum_t verified_name; /* for which the peer's certificate was verified */
    unsigned int peer_verified;   /* non-zero: it was; with no name: for none in particular */

    /* Milliseconds, of the wall clock since 1970. */
    int64_t established_ms; /* the full handshake that it goes back to */
    int64_t received_ms;    /* when its ticket came; without a ticket: as above */
    int64_t expires_ms;     /* the last moment at which it may be offered */
    int64_t age_ms;         /* since received_ms, now; negative if the clock was set back */
    unsigned int expired;   /* non-zero: too old to be offered */

    uint32_t max_early_data_size; /* 0: none may be sent */
    uint32_t ticket_size;         /* 0: the session is known by its id */
} reprise_session_data_info_st;

/* What a session's data says of itself. */
int reprise_session_data_info(const gnutls_datum_t *data, reprise_session_data_info_st *info);

/* A session that was not given before: each ticket once. */
int reprise_session_take_data(gnutls_session_t session, gnutls_datum_t *data);

/* ---- tickets, how many: RFC 9149 ---- */

#define REPRISE_TICKETS_MAX 32 /* in one go */

int reprise_session_set_ticket_request(gnutls_session_t session, unsigned int new_count,
                                       unsigned int resumption_count);
int reprise_session_get_expected_tickets(gnutls_session_t session, unsigned int *count);

/* ---- why a session was resumed or not ---- */

typedef enum {
    REPRISE_VERDICT_UNKNOWN = -1, /* no handshake has been completed */
    REPRISE_VERDICT_RESUMED = 0,
    REPRISE_VERDICT_NO_SESSION = 1, /* client: none was set; server: none that it can read */
    REPRISE_VERDICT_EXPIRED = 2,
    REPRISE_VERDICT_FROM_FUTURE = 3, /* the clock was set back */
    REPRISE_VERDICT_OTHER_VERSION = 4,
    REPRISE_VERDICT_OTHER_SUITE = 5,
    REPRISE_VERDICT_OTHER_NAME = 6, /* of the server */
    REPRISE_VERDICT_OTHER_EMS = 7,  /* extended master secret: then but not now, or the reverse */
    REPRISE_VERDICT_NOT_ALLOWED = 8,
    REPRISE_VERDICT_NOT_AUTHENTICATED = 9,
    REPRISE_VERDICT_VERIFIED_AS_OTHER = 10,
    REPRISE_VERDICT_NO_COMMON_PSK_MODE = 11,
    REPRISE_VERDICT_OTHER_KIND = 12,
    REPRISE_VERDICT_AGE_MISMATCH = 13,  /* server: older than tickets become, says the client */
    REPRISE_VERDICT_PEER_DECLINED = 14, /* client: offered, and the server made a full handshake */
} reprise_verdict_t;

reprise_verdict_t reprise_session_resumption_verdict(gnutls_session_t session);
const char *reprise_session_resumption_verdict_name(reprise_verdict_t verdict);

#ifdef __cplusplus
}
#endif

#endif

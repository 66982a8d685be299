/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* config.h - what the application asked for
 *
 * Owned and filled by the connection, only read by the handshake.
 */

#ifndef HANDSHAKE_CONFIG_H
#define HANDSHAKE_CONFIG_H

#include "base/buffer.h"
#include "base/clock.h"
#include "credentials/anonymous.h"
#include "credentials/certificate.h"
#include "credentials/psk.h"
#include "handshake/detached.h"
#include "handshake/extensions/custom.h"
#include "handshake/supplemental.h"
#include "priority/resolve.h"
#include "session/anti_replay.h"
#include "session/cache.h"
#include "session/stek.h"
#include "wire/tls.h"

#include <gnutls/x509.h>

enum role { CLIENT, SERVER };

enum certificate_demand {
    CERTIFICATE_NOT_ASKED,
    CERTIFICATE_REQUESTED,
    CERTIFICATE_REQUIRED,
};

/* gnutls_session_set_verify_cert() and its kin. */
struct verify_demand {
    bool automatic;       /* check the chain against the trust list during the handshake */
    const char *hostname; /* NULL: any; borrowed from the application */
    const char *purpose;
    unsigned flags;
    gnutls_certificate_verify_function *function; /* of the session; NULL: of the credentials */
};

struct hook {
    gnutls_handshake_hook_func function;
    unsigned type; /* GNUTLS_HANDSHAKE_ANY: every message */
    int when;      /* GNUTLS_HOOK_PRE, _POST, _BOTH */
};

struct config {
    enum role role;
    bool datagram;                                         /* DTLS */
    struct gnutls_priority_st *priority;                   /* NULL until the application chose */
    struct gnutls_certificate_credentials_st *certificate; /* borrowed; NULL: none */
    /* Likewise; those of our role. */
    struct gnutls_psk_client_credentials_st *psk_client;
    struct gnutls_psk_server_credentials_st *psk_server;
    struct gnutls_anon_client_credentials_st *anonymous_client;
    struct gnutls_anon_server_credentials_st *anonymous_server;
    unsigned dh_prime_bits_min; /* client; 0: as the priorities say */

    struct buffer server_name; /* client: to be sent */
    struct buffer alpn;        /* as in the extension: each name behind an 8-bit length */
    bool alpn_mandatory, alpn_server_precedence;
    enum certificate_demand client_certificate; /* server */
    struct verify_demand verify;
    bool hide_authorities;         /* server: do not name them in a CertificateRequest */
    bool force_client_certificate; /* client: GNUTLS_FORCE_CLIENT_CERT */
    bool ocsp_wanted;              /* client: ask for a staple */
    gnutls_verify_output_function *verify_output; /* is told how a chain was judged */

    /* RFC 9149. Client: that it asks for, where it was set; server: that it gives at most. */
    struct ticket_request {
        bool is_set;
        uint8_t after_full, after_resumption;
    } ticket_request;
    bool tickets; /* off by GNUTLS_NO_TICKETS and %NO_TICKETS */
    bool tickets_tls12;
    bool auto_send_tickets; /* server */
    bool tickets_enabled;   /* server: gnutls_session_ticket_enable_server() */
    struct stek_master stek;
    uint32_t lifetime_s;                       /* of sessions and tickets */
    struct session_cache cache;                /* server, TLS 1.2 */
    struct gnutls_anti_replay_st *anti_replay; /* borrowed; server */
    bool post_handshake_auth;
    bool raw_keys; /* GNUTLS_ENABLE_RAWPK */
    bool no_default_extensions;
    bool early_data;              /* may be offered or taken */
    bool no_end_of_early_data;    /* the application's protocol marks the end itself */
    struct buffer early_data_out; /* client: to go with the hello */
    uint32_t max_early_data;      /* server: that a client may send */

    struct buffer srtp_profiles; /* as in the extension: 16-bit numbers, best first */
    struct buffer srtp_mki;

    uint16_t record_size_limit;   /* content we take, RFC 8449; 0: 2^14 */
    uint16_t max_fragment_length; /* client: asked for, RFC 6066; 0: not */
    uint32_t max_message_size;    /* gnutls_handshake_set_max_packet_length() */

    /* Client: what a tool that tries servers says in place of the truth; 0: the truth. */
    struct said_versions {
        uint16_t hello, premaster;
    } said;

    bool has_hello_random; /* gnutls_handshake_set_random() */
    uint8_t hello_random[HELLO_RANDOM_SIZE];
    struct hook hook;
    struct detached_functions detached;
    struct custom_extensions custom;                      /* of the application */
    struct supplemental supplemental;                     /* likewise */
    gnutls_handshake_simple_hook_func after_client_hello; /* server */
    gnutls_keylog_func keylog;
};

#endif

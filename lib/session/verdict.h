/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* verdict.h - may this session be resumed, here and now, with this offer? Pure. */

#ifndef SESSION_VERDICT_H
#define SESSION_VERDICT_H

#include "session/params.h"

/* Numbered as in gnutls/reprise.h: new ones go to the end. */
enum verdict {
    RESUME,
    FULL_NO_SESSION,
    FULL_EXPIRED,
    FULL_FROM_FUTURE,
    FULL_OTHER_VERSION,
    FULL_OTHER_SUITE,
    FULL_OTHER_NAME,
    FULL_OTHER_EMS,
    FULL_NOT_ALLOWED,
    FULL_NOT_AUTHENTICATED,
    FULL_VERIFIED_AS_OTHER,
    FULL_NO_COMMON_PSK_MODE,
    FULL_OTHER_KIND,
    FULL_AGE_MISMATCH,
    FULL_PEER_DECLINED, /* it was offered, and the server made a full handshake */
    VERDICT_COUNT
};

/* A server's question: the hello's facts and our present demands. */
struct resumption_offer {
    uint16_t version; /* chosen for this connection */
    bool datagram;
    const uint16_t *suites; /* that both sides allow now; in TLS 1.3 one of the same hash will do */
    size_t suite_count;
    struct bytes server_name; /* empty when none was sent */
    bool extended_master_secret;
    bool client_certificate_required;
    bool client_must_be_verified; /* if it has shown a certificate */
    bool psk_mode_in_common;
    bool tickets_allowed;    /* or ids, when the session comes from the cache */
    uint32_t claimed_age_ms; /* TLS 1.3: after taking off age_add */
};

enum verdict session_verdict(const struct session_params *, const struct resumption_offer *,
                             int64_t now_ms);

/* A client's question: shall this session be offered at all? */
struct client_demands {
    bool datagram;
    uint16_t min_version, max_version; /* on the wire */
    const uint16_t *suites;            /* that will be offered */
    size_t suite_count;
    struct bytes server_name;
    bool peer_must_be_verified; /* a verification function or name is set */
    struct bytes verified_name; /* for which it must have been; empty: for any */
    bool tickets_allowed;
    bool without_master_extension;  /* TLS 1.2: extended_master_secret will not be offered, */
    bool master_extension_demanded; /* or nothing is taken up without it */
};

enum verdict session_offer_verdict(const struct session_params *, const struct client_demands *,
                                   int64_t now_ms);

/* "expired", "other name", ...: for the log and for gnutls-resume. */
const char *verdict_name(enum verdict);

#endif

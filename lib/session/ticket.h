/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* ticket.h - what a ticket says; from message to params and back */

#ifndef SESSION_TICKET_H
#define SESSION_TICKET_H

#include "crypto/hash.h"
#include "session/params.h"
#include "session/stek.h"

/* The message of RFC 8446, 4.6.1, parsed; views into the message. */
struct new_session_ticket {
    uint32_t lifetime_s;
    uint32_t age_add;
    struct bytes nonce;
    struct bytes ticket;
    uint32_t max_early_data; /* 0: no early_data extension */
};

/* HKDF-Expand-Label(resumption_master_secret, "resumption", nonce, Hash.length). */
void ticket_psk(const struct hash *, const struct secret *resumption_master, struct bytes nonce,
                struct secret *out);

/* Client: takes what the message says. A lifetime over seven days is cut (RFC 8446, 4.6.1).
 * GNUTLS_E_SUCCESS with `out->ticket` empty: not to be kept (lifetime 0, empty ticket). */
int ticket_receive(const struct new_session_ticket *, int64_t now_ms, struct ticket_facts *out)
    MUST_USE;

/* Server: seals `params` (with secret, age_add, lifetime set by the caller) into ticket bytes,
 * appended. A state too big for a hello loses the staple, then the end of the peer's chain; if
 * that is not enough, GNUTLS_E_LARGE_PACKET: send no ticket. */
int ticket_issue(const struct stek_master *, const struct session_params *, int64_t now_ms,
                 struct buffer *out) MUST_USE;

/* Server: the other way. Any ticket that is not ours, not whole, not of a key in force gives
 * GNUTLS_E_DECRYPTION_FAILED; that is never an error of the handshake. (Lack of memory is one.) */
int ticket_accept(const struct stek_master *, struct bytes ticket, int64_t now_ms,
                  struct session_params *out) MUST_USE;

/* Both with keys from stek_at(), for who keeps them over several tickets. */
int ticket_issue_under(const struct stek *, const struct session_params *, struct buffer *out)
    MUST_USE;
int ticket_accept_under(const struct stek_pair *, struct bytes ticket, struct session_params *out)
    MUST_USE;

#endif

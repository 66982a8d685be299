/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* detached.h - a handshake whose messages no record carries: QUIC, RFC 9001, 4
 *
 * The application carries messages itself, under keys made from the secrets it is told. Each
 * message belongs to an encryption level. What the application brings waits here until the
 * handshake, or what comes after it, takes it.
 */

#ifndef HANDSHAKE_DETACHED_H
#define HANDSHAKE_DETACHED_H

#include "base/attributes.h"
#include "base/buffer.h"

#include <gnutls/gnutls.h>

/* The application's; `message` decides whether a handshake is detached. */
struct detached_functions {
    gnutls_handshake_read_func message; /* is told what we say */
    gnutls_handshake_secret_func secret;
    gnutls_alert_read_func alert;
};

struct detached {
    gnutls_record_encryption_level_t read, write; /* in force */
    struct buffer brought;                        /* at the level that is read */
    struct buffer lent;                           /* being read */
};

/* RFC 9001, 4.1.3: bytes of another level than the one that is read are an error,
 * GNUTLS_E_DECRYPTION_FAILED. GNUTLS_E_HANDSHAKE_TOO_LARGE over `max_size` in all. */
int detached_bring(struct detached *, gnutls_record_encryption_level_t, struct bytes,
                   size_t max_size) MUST_USE;

/* All that was brought, lent until the next call; empty: nothing has come. */
struct bytes detached_take(struct detached *);

void detached_wipe(struct detached *);

#endif

/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* cookie.h - cookies for clients that have not shown their address yet, RFC 6347, 4.2.1
 *
 * A cookie is a MAC over what tells one client from another: the server remembers nothing but
 * its key.
 */

#ifndef HANDSHAKE_DTLS_COOKIE_H
#define HANDSHAKE_DTLS_COOKIE_H

#include "base/attributes.h"
#include "base/bytes.h"
#include "wire/tls.h"

enum {
    COOKIE_SIZE = 16,
    COOKIE_REQUEST_SIZE = DATAGRAM_HEADER_SIZE + FRAGMENT_HEADER_SIZE + 2 + 1 + COOKIE_SIZE,
};

/* What a server looks at before it takes anything in. */
struct cookie_hello {
    uint64_t record_number;
    uint16_t message_number;
    struct bytes cookie; /* a view; empty: none */
};

/* GNUTLS_E_UNEXPECTED_PACKET_LENGTH for what is cut off; GNUTLS_E_BAD_COOKIE for what is no whole
 * hello in the clear. */
int cookie_hello_read(struct bytes datagram, struct cookie_hello *out) MUST_USE;

/* GNUTLS_E_BAD_COOKIE unless it was made with this key for this client. */
int cookie_check(struct bytes key, struct bytes client, struct bytes cookie) MUST_USE;

/* A HelloVerifyRequest with these numbers. */
void cookie_request_make(struct bytes key, struct bytes client, uint64_t record_number,
                         uint16_t message_number, uint8_t out[COOKIE_REQUEST_SIZE]);

#endif

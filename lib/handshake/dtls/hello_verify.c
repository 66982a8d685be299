/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* hello_verify.c - the beginning of a handshake over datagrams, RFC 6347, 4.2.1
 *
 * A server that does not trust the client's address asks it to say its hello again, with a cookie
 * that was sent to that address. It remembers nothing of the first hello, and neither hello nor
 * request are hashed. The server's side is cookie.c: it comes before there is a handshake.
 */

#include "handshake/dtls/internal.h"

/* A server may change its secret while we are at it; one that always asks again is mocking us. */
enum { COOKIES_MAX = 4 };

/* RFC 6347, 4.2.1: as long as nobody knows what the server speaks, records say DTLS 1.0. */
int prepare_hello(struct handshake *hs)
{
    if (!hs->before.version)
        hs->io.keys->out.wire_version = WIRE_DTLS10;
    return prepare_client_hello(hs);
}

int read_hello_verify(struct handshake *hs, struct wire_reader *r)
{
    struct dtls *d = hs->dtls;
    uint16_t version = wire_read_u16(r);
    struct bytes cookie = wire_read_vec8(r);

    TRY(wire_read_end(r));
    if (version != WIRE_DTLS10 && version != WIRE_DTLS12)
        return fail(GNUTLS_E_UNSUPPORTED_VERSION_PACKET);
    if (cookie.size == 0)
        return fail(GNUTLS_E_UNEXPECTED_PACKET_LENGTH);
    if (++d->cookies > COOKIES_MAX)
        return fail(GNUTLS_E_UNEXPECTED_PACKET);
    d->verifying = true;
    return buffer_set(&d->cookie, cookie);
}

/* RFC 6347, 4.2.1: the same hello but for the cookie, and 4.2.6: hashed as if it were the first. */
int begin_anew(struct handshake *hs)
{
    hs->dtls->verifying = false;
    transcript_wipe(&hs->transcript);
    hs->next = dtls_hello_script + 1;
    return 0;
}

/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* cookie.c - RFC 8446, 4.2.2
 *
 * A client gives back what a retry gave it. As a server we keep the state ourselves and send
 * none.
 */

#include "base/errors.h"
#include "handshake/extensions/extension.h"

static bool wanted(const struct handshake *hs, enum place place)
{
    return place == IN_CLIENT_HELLO && hs->retry.cookie.size > 0;
}

static int write(struct handshake *hs, enum place place, struct wire_writer *w)
{
    wire_write_vec16(w, buffer_bytes(&hs->retry.cookie));
    return 0;
}

static int read(struct handshake *hs, enum place place, struct wire_reader *r)
{
    struct bytes cookie = wire_read_vec16(r);

    TRY(wire_read_end(r));
    if (cookie.size == 0)
        return fail(GNUTLS_E_UNEXPECTED_PACKET_LENGTH);
    if (place == IN_CLIENT_HELLO)
        return fail(GNUTLS_E_RECEIVED_ILLEGAL_PARAMETER);
    return buffer_set(&hs->retry.cookie, cookie);
}

const struct extension extension_cookie = {
    EXT_COOKIE, "cookie", IN_CLIENT_HELLO | IN_HELLO_RETRY, wanted, write, read, NULL,
};

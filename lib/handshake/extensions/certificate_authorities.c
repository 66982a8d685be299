/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* certificate_authorities.c - RFC 8446, 4.2.4 */

#include "base/errors.h"
#include "handshake/extensions/extension.h"

static bool wanted(const struct handshake *hs, enum place place)
{
    return place == IN_CERTIFICATE_REQUEST && hs->config->certificate &&
           !hs->config->hide_authorities &&
           credentials_authorities(hs->config->certificate).size > 0;
}

static int write(struct handshake *hs, enum place place, struct wire_writer *w)
{
    wire_write_vec16(w, credentials_authorities(hs->config->certificate));
    return 0;
}

static int read(struct handshake *hs, enum place place, struct wire_reader *r)
{
    struct bytes names = wire_read_vec16(r);
    struct wire_reader list = wire_reader(names);

    TRY(wire_read_end(r));
    if (names.size == 0)
        return fail(GNUTLS_E_UNEXPECTED_PACKET_LENGTH);
    while (wire_more(&list)) {
        if (wire_read_vec16(&list).size == 0)
            return fail(GNUTLS_E_UNEXPECTED_PACKET_LENGTH);
    }
    TRY(wire_read_end(&list));
    return buffer_set(&hs->peer.authorities, names);
}

const struct extension extension_certificate_authorities = {
    EXT_CERTIFICATE_AUTHORITIES,
    "certificate_authorities",
    IN_CLIENT_HELLO | IN_CERTIFICATE_REQUEST,
    wanted,
    write,
    read,
    NULL,
};

/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* certificate_authorities.c - RFC 8446, 4.2.4 */

#include "base/errors.h"
#include "handshake/extensions/extension.h"
#include "handshake/internal.h"

struct bytes authorities_to_name(const struct config *config)
{
    if (!config->certificate || config->hide_authorities)
        return bytes_none();
    return credentials_authorities(config->certificate);
}

static bool wanted(const struct handshake *hs, enum place place)
{
    return place == IN_CERTIFICATE_REQUEST && authorities_to_name(hs->config).size > 0;
}

static int write(struct handshake *hs, enum place place, struct wire_writer *w)
{
    wire_write_vec16(w, authorities_to_name(hs->config));
    return 0;
}

int peer_authorities_read(struct handshake *hs, struct bytes names)
{
    struct wire_reader list = wire_reader(names);

    while (wire_more(&list)) {
        if (wire_read_vec16(&list).size == 0)
            return fail(GNUTLS_E_UNEXPECTED_PACKET_LENGTH);
    }
    TRY(wire_read_end(&list));
    return buffer_set(&hs->peer.authorities, names);
}

static int read(struct handshake *hs, enum place place, struct wire_reader *r)
{
    struct bytes names = wire_read_vec16(r);

    TRY(wire_read_end(r));
    if (names.size == 0)
        return fail(GNUTLS_E_UNEXPECTED_PACKET_LENGTH);
    return peer_authorities_read(hs, names);
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

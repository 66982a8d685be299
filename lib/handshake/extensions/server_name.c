/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* server_name.c - RFC 6066, 3 */

#include "base/errors.h"
#include "handshake/extensions/extension.h"

enum { NAME_TYPE_HOST = 0, NAME_MAX_SIZE = 255 };

static bool wanted(const struct handshake *hs, enum place place)
{
    if (place == IN_CLIENT_HELLO)
        return hs->config->server_name.size > 0;
    /* An acknowledgement: the name was taken into account. */
    return hs->agreed->params.server_name.size > 0 && !hs->agreed->resumed;
}

static int write(struct handshake *hs, enum place place, struct wire_writer *w)
{
    struct wire_mark list;

    if (place != IN_CLIENT_HELLO)
        return 0;
    /* The session is for this name only, so it remembers it. */
    TRY(buffer_set(&hs->agreed->params.server_name, buffer_bytes(&hs->config->server_name)));
    list = wire_open_vec16(w);
    wire_write_u8(w, NAME_TYPE_HOST);
    wire_write_vec16(w, buffer_bytes(&hs->config->server_name));
    wire_close(w, list);
    return 0;
}

/* One name of the only type there is; more of it, and names that no host can have, are refused. */
static int read_hello(struct handshake *hs, struct wire_reader *r)
{
    struct wire_reader list = wire_reader(wire_read_vec16(r));
    struct bytes host = bytes_none();

    TRY(wire_read_end(r));
    if (!wire_more(&list))
        return fail(GNUTLS_E_UNEXPECTED_PACKET_LENGTH);
    while (wire_more(&list)) {
        uint8_t type = wire_read_u8(&list);
        struct bytes name = wire_read_vec16(&list);

        if (type != NAME_TYPE_HOST)
            continue;
        if (host.size > 0)
            return fail(GNUTLS_E_RECEIVED_ILLEGAL_PARAMETER);
        if (name.size == 0)
            return fail(GNUTLS_E_UNEXPECTED_PACKET_LENGTH);
        if (name.size > NAME_MAX_SIZE || memchr(name.data, 0, name.size))
            return fail(GNUTLS_E_RECEIVED_ILLEGAL_PARAMETER);
        host = name;
    }
    TRY(wire_read_end(&list));
    return buffer_set(&hs->agreed->params.server_name, host);
}

static int read(struct handshake *hs, enum place place, struct wire_reader *r)
{
    /* A server's answer is empty; the caller checks that nothing is left. */
    return place == IN_CLIENT_HELLO ? read_hello(hs, r) : 0;
}

const struct extension extension_server_name = {
    EXT_SERVER_NAME,
    "server_name",
    IN_CLIENT_HELLO | IN_ENCRYPTED_EXTENSIONS | IN_SERVER_HELLO12,
    wanted,
    write,
    read,
    NULL,
};

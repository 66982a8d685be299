/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* alpn.c - application-layer protocol negotiation, RFC 7301 */

#include "base/errors.h"
#include "handshake/extensions/extension.h"

static bool wanted(const struct handshake *hs, enum place place)
{
    if (place == IN_CLIENT_HELLO)
        return hs->config->alpn.size > 0;
    return hs->agreed->params.alpn.size > 0;
}

static int write(struct handshake *hs, enum place place, struct wire_writer *w)
{
    struct wire_mark list;

    if (place == IN_CLIENT_HELLO) {
        wire_write_vec16(w, buffer_bytes(&hs->config->alpn));
        return 0;
    }
    list = wire_open_vec16(w);
    wire_write_vec8(w, buffer_bytes(&hs->agreed->params.alpn));
    wire_close(w, list);
    return 0;
}

static bool list_has(struct bytes list, struct bytes name)
{
    struct wire_reader r = wire_reader(list);

    while (wire_more(&r)) {
        if (bytes_equal(wire_read_vec8(&r), name))
            return true;
    }
    return false;
}

/* The first name of `preferred` that `other` has too. */
static struct bytes first_common(struct bytes preferred, struct bytes other)
{
    struct wire_reader r = wire_reader(preferred);

    while (wire_more(&r)) {
        struct bytes name = wire_read_vec8(&r);

        if (name.size > 0 && list_has(other, name))
            return name;
    }
    return bytes_none();
}

static int check_list(struct bytes list)
{
    struct wire_reader r = wire_reader(list);

    if (list.size == 0)
        return fail(GNUTLS_E_UNEXPECTED_PACKET_LENGTH);
    while (wire_more(&r)) {
        if (wire_read_vec8(&r).size == 0)
            return fail(GNUTLS_E_UNEXPECTED_PACKET_LENGTH);
    }
    return wire_read_end(&r);
}

static int read_hello(struct handshake *hs, struct wire_reader *r)
{
    struct bytes theirs = wire_read_vec16(r), ours = buffer_bytes(&hs->config->alpn), name;

    TRY(wire_read_end(r));
    TRY(check_list(theirs));
    if (ours.size == 0)
        return 0;
    name = hs->config->alpn_server_precedence ? first_common(ours, theirs)
                                              : first_common(theirs, ours);
    if (name.size == 0 && hs->config->alpn_mandatory)
        return fail(GNUTLS_E_NO_APPLICATION_PROTOCOL);
    return buffer_set(&hs->agreed->params.alpn, name);
}

/* RFC 7301, 3.1: exactly one name, of those offered. */
static int read_answer(struct handshake *hs, struct wire_reader *r)
{
    struct wire_reader list = wire_reader(wire_read_vec16(r));
    struct bytes name = wire_read_vec8(&list);

    TRY(wire_read_end(r));
    if (!list.failed && wire_left(&list) > 0)
        return fail(GNUTLS_E_RECEIVED_ILLEGAL_PARAMETER);
    TRY(wire_read_end(&list));
    if (name.size == 0 || !list_has(buffer_bytes(&hs->config->alpn), name))
        return fail(GNUTLS_E_RECEIVED_ILLEGAL_PARAMETER);
    return buffer_set(&hs->agreed->params.alpn, name);
}

static int read(struct handshake *hs, enum place place, struct wire_reader *r)
{
    return place == IN_CLIENT_HELLO ? read_hello(hs, r) : read_answer(hs, r);
}

static int absent(struct handshake *hs, enum place place)
{
    if (place != IN_CLIENT_HELLO && hs->config->alpn_mandatory && hs->config->alpn.size > 0)
        return fail(GNUTLS_E_NO_APPLICATION_PROTOCOL);
    return 0;
}

const struct extension extension_alpn = {
    EXT_ALPN,
    "application_layer_protocol_negotiation",
    IN_CLIENT_HELLO | IN_ENCRYPTED_EXTENSIONS | IN_SERVER_HELLO12,
    wanted,
    write,
    read,
    absent,
};

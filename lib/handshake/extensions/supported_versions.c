/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* supported_versions.c - RFC 8446, 4.2.1 */

#include "base/errors.h"
#include "handshake/extensions/extension.h"
#include "handshake/internal.h"

/* Of versions over datagrams there is one. */
static bool wanted(const struct handshake *hs, enum place place)
{
    return !hs->dtls;
}

static int write(struct handshake *hs, enum place place, struct wire_writer *w)
{
    const struct gnutls_priority_st *p = hs->config->priority;
    struct wire_mark list;

    if (place != IN_CLIENT_HELLO) {
        wire_write_u16(w, hs->agreed->version->wire);
        return 0;
    }
    list = wire_open_vec8(w);
    for (size_t i = 0; i < p->version_count; i++) {
        if (version_is_open(hs, p->versions[i]))
            wire_write_u16(w, p->versions[i]->wire);
    }
    wire_close(w, list);
    return 0;
}

static int read_hello(struct handshake *hs, struct wire_reader *r)
{
    struct offered *o = &hs->offered;
    struct wire_reader list = wire_reader(wire_read_vec8(r));

    TRY(wire_read_end(r));
    if (!wire_more(&list))
        return fail(GNUTLS_E_UNEXPECTED_PACKET_LENGTH);
    o->versions_extension = true;
    o->version_count = 0;
    while (wire_more(&list)) {
        const struct version *v = version_by_wire(wire_read_u16(&list));

        if (v && v->datagram == hs->config->datagram && o->version_count < ARRAY_SIZE(o->versions))
            o->versions[o->version_count++] = v;
    }
    return wire_read_end(&list);
}

/* The server's choice; only TLS 1.3 and later are chosen here. */
static int read_choice(struct handshake *hs, struct wire_reader *r)
{
    const struct version *v = version_by_wire(wire_read_u16(r));

    TRY(wire_read_end(r));
    if (!v || !v->tls13_or_later || !version_is_open(hs, v))
        return fail(GNUTLS_E_RECEIVED_ILLEGAL_PARAMETER);
    if (hs->agreed->version && hs->agreed->version != v)
        return fail(GNUTLS_E_RECEIVED_ILLEGAL_PARAMETER);
    hs->agreed->version = v;
    return 0;
}

static int read(struct handshake *hs, enum place place, struct wire_reader *r)
{
    return place == IN_CLIENT_HELLO ? read_hello(hs, r) : read_choice(hs, r);
}

/* A retry without it is none. A server hello without it is read as one of TLS 1.2. */
static int absent(struct handshake *hs, enum place place)
{
    return place == IN_CLIENT_HELLO ? 0 : fail(GNUTLS_E_MISSING_EXTENSION);
}

const struct extension extension_supported_versions = {
    EXT_SUPPORTED_VERSIONS,
    "supported_versions",
    IN_CLIENT_HELLO | IN_SERVER_HELLO | IN_HELLO_RETRY,
    wanted,
    write,
    read,
    absent,
};

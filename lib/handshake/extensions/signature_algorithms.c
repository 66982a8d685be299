/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* signature_algorithms.c - RFC 8446, 4.2.3 */

#include "base/errors.h"
#include "handshake/extensions/extension.h"
#include "handshake/internal.h"

static bool wanted(const struct handshake *hs, enum place place)
{
    return true;
}

void schemes_write(const struct handshake *hs, struct wire_writer *w)
{
    const struct gnutls_priority_st *p = hs->config->priority;
    struct wire_mark list = wire_open_vec16(w);

    for (size_t i = 0; i < p->scheme_count; i++) {
        if (p->schemes[i]->id)
            wire_write_u16(w, p->schemes[i]->id);
    }
    wire_close(w, list);
}

static int write(struct handshake *hs, enum place place, struct wire_writer *w)
{
    schemes_write(hs, w);
    return 0;
}

/* Those that we take too, in the peer's order. */
int peer_schemes_read(struct handshake *hs, struct bytes schemes)
{
    struct wire_reader list = wire_reader(schemes);
    struct peer *peer = &hs->peer;

    if (!wire_more(&list))
        return fail(GNUTLS_E_UNEXPECTED_PACKET_LENGTH);
    peer->scheme_count = 0;
    while (wire_more(&list)) {
        const struct signature_scheme *s = scheme_by_id(wire_read_u16(&list));

        if (s && priority_has_scheme(hs->config->priority, s) &&
            peer->scheme_count < ARRAY_SIZE(peer->schemes))
            peer->schemes[peer->scheme_count++] = s;
    }
    return wire_read_end(&list);
}

static int read(struct handshake *hs, enum place place, struct wire_reader *r)
{
    struct bytes schemes = wire_read_vec16(r);

    TRY(wire_read_end(r));
    hs->offered.schemes_extension = true;
    hs->offered.schemes = schemes;
    return peer_schemes_read(hs, schemes);
}

static int absent(struct handshake *hs, enum place place)
{
    /* RFC 8446, 4.3.2: a request must name them. */
    if (place == IN_CERTIFICATE_REQUEST)
        return fail(GNUTLS_E_MISSING_EXTENSION);
    return 0;
}

const struct extension extension_signature_algorithms = {
    EXT_SIGNATURE_ALGORITHMS,
    "signature_algorithms",
    IN_CLIENT_HELLO | IN_CERTIFICATE_REQUEST,
    wanted,
    write,
    read,
    absent,
};

/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* certificate.c - RFC 5246, 7.4.2 and 7.4.6; the staple: RFC 6066, 8 */

#include "handshake/tls12/internal.h"

int write_certificate12(struct handshake *hs, struct wire_writer *w)
{
    const struct identity *identity = hs->chosen.identity;
    struct wire_mark list = wire_open_vec24(w);

    /* RFC 7250, 3: a bare key stands in no list. */
    if (identity && certificate_is_raw(identity->chain[0])) {
        wire_write_bytes(w, certificate_der(identity->chain[0]));
        wire_close(w, list);
        return 0;
    }
    for (size_t i = 0; identity && i < identity->count; i++)
        wire_write_vec24(w, certificate_der(identity->chain[i]));
    wire_close(w, list);
    return 0;
}

static int read_chain(struct handshake *hs, struct bytes chain)
{
    struct wire_reader list = wire_reader(chain);

    TRY(buffer_reserve(&hs->agreed->params.peer_chain, chain.size));
    for (size_t i = 0; wire_more(&list); i++) {
        struct bytes der = wire_read_vec24(&list);

        if (list.failed)
            break;
        TRY(peer_chain_add(hs, i, der));
    }
    return wire_read_end(&list);
}

/* In the list of a chain, or alone. */
static int read_shown(struct handshake *hs, struct bytes shown)
{
    if (peer_is_raw(hs->agreed, hs->config))
        return peer_chain_add(hs, 0, shown);
    return read_chain(hs, shown);
}

int read_certificate12(struct handshake *hs, struct wire_reader *r)
{
    struct bytes shown = wire_read_vec24(r);

    TRY(wire_read_end(r));
    if (hs->role == CLIENT && !may_show(hs, SERVER, hs->agreed->params.server_raw))
        return fail(GNUTLS_E_UNSUPPORTED_CERTIFICATE_TYPE);
    if (shown.size == 0)
        return take_no_certificate(hs);
    TRY(read_shown(hs, shown));
    if (hs->role == SERVER)
        hs->agreed->params.client_auth = AUTH_CERTIFICATE;
    return 0;
}

int write_certificate_status(struct handshake *hs, struct wire_writer *w)
{
    staple_write(w, staple_of(hs, 0));
    return 0;
}

int read_certificate_status(struct handshake *hs, struct wire_reader *r)
{
    struct bytes response;

    TRY(staple_read(r, &response));
    return buffer_set(&hs->agreed->params.peer_ocsp, response);
}

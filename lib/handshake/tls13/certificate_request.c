/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* certificate_request.c - RFC 8446, 4.3.2 */

#include "handshake/extensions/extension.h"
#include "handshake/internal.h"

int write_certificate_request(struct handshake *hs, struct wire_writer *w)
{
    wire_write_vec8(w, buffer_bytes(&hs->request_context)); /* empty within the handshake */
    return extensions_write(hs, IN_CERTIFICATE_REQUEST, w);
}

int read_certificate_request(struct handshake *hs, struct wire_reader *r)
{
    struct bytes context = wire_read_vec8(r);
    struct bytes block = wire_read_vec16(r);

    TRY(wire_read_end(r));
    /* RFC 8446, 4.3.2. */
    if (!hs->late && context.size > 0)
        return fail(GNUTLS_E_RECEIVED_ILLEGAL_PARAMETER);
    TRY(buffer_set(&hs->request_context, context));
    TRY(extensions_read(hs, IN_CERTIFICATE_REQUEST, block));
    hs->agreed->certificate_requested = true;
    return 0;
}

/* A client that has nothing fitting shows nothing; the server decides what that means. */
int choose_client_identity(struct handshake *hs)
{
    struct identity_question question = {
        .schemes = hs->peer.schemes,
        .scheme_count = hs->peer.scheme_count,
        .version = hs->agreed->version,
        .raw = hs->agreed->params.client_raw,
        .authorities = hs->config->force_client_certificate || hs->agreed->params.client_raw
                           ? bytes_none()
                           : buffer_bytes(&hs->peer.authorities),
    };

    if (!hs->config->certificate)
        return 0;
    TRY(identity_ask(hs, &question));
    if (hs->chosen.identity)
        hs->agreed->params.client_auth = AUTH_CERTIFICATE;
    return 0;
}

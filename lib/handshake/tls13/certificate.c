/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* certificate.c - RFC 8446, 4.4.2 */

#include "handshake/extensions/extension.h"
#include "handshake/internal.h"

int write_certificate(struct handshake *hs, struct wire_writer *w)
{
    const struct identity *identity = hs->chosen.identity;
    struct wire_mark list;

    wire_write_vec8(w, buffer_bytes(&hs->request_context)); /* empty within the handshake */
    list = wire_open_vec24(w);
    for (size_t i = 0; identity && i < identity->count; i++) {
        hs->certificate_position = i;
        wire_write_vec24(w, certificate_der(identity->chain[i]));
        TRY(extensions_write(hs, IN_CERTIFICATE, w));
    }
    wire_close(w, list);
    return 0;
}

/* Each entry: a certificate and what is said about it. */
static int read_entries(struct handshake *hs, struct bytes entries)
{
    struct wire_reader list = wire_reader(entries);

    TRY(buffer_reserve(&hs->agreed->params.peer_chain, entries.size));
    for (size_t i = 0; wire_more(&list); i++) {
        struct bytes der = wire_read_vec24(&list);
        struct bytes extensions = wire_read_vec16(&list);

        if (list.failed)
            break;
        TRY(peer_chain_add(hs, i, der));
        hs->certificate_position = i;
        TRY(extensions_read(hs, IN_CERTIFICATE, extensions));
    }
    return wire_read_end(&list);
}

/* RFC 8446, 4.4.2.4; RFC 5246, 7.4.6: a server must show one; a client that shows none may be
 * let in. */
int take_no_certificate(struct handshake *hs)
{
    if (hs->role == CLIENT)
        return fail(GNUTLS_E_NO_CERTIFICATE_FOUND);
    if (hs->config->client_certificate == CERTIFICATE_REQUIRED)
        return fail(GNUTLS_E_CERTIFICATE_REQUIRED);
    return 0;
}

/* Who holds nothing but a key knows nobody by a certificate. */
static bool knows_certificates(const struct config *config)
{
    return config->certificate || !config->psk_client;
}

int read_certificate(struct handshake *hs, struct wire_reader *r)
{
    struct bytes context = wire_read_vec8(r);
    struct bytes entries = wire_read_vec24(r);

    TRY(wire_read_end(r));
    if (!bytes_equal(context, buffer_bytes(&hs->request_context)))
        return fail(GNUTLS_E_RECEIVED_ILLEGAL_PARAMETER);
    if (!knows_certificates(hs->config))
        return fail(GNUTLS_E_INSUFFICIENT_CREDENTIALS);
    if (hs->role == CLIENT && !may_show(hs, SERVER, hs->agreed->params.server_raw))
        return fail(GNUTLS_E_UNSUPPORTED_CERTIFICATE_TYPE);
    if (entries.size == 0)
        return take_no_certificate(hs);
    if (hs->late)
        forget_peer(hs->agreed);
    TRY(read_entries(hs, entries));
    if (hs->role == CLIENT)
        hs->agreed->params.server_auth = AUTH_CERTIFICATE;
    else
        hs->agreed->params.client_auth = AUTH_CERTIFICATE;
    return 0;
}

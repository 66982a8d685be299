/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* peers.c - the peer's chain and our own certificate as the application is shown them */

#include "base/memory.h"
#include "handshake/internal.h"

enum { CHAIN_MAX = 32 };

bool peer_is_raw(const struct agreed *a, const struct config *config)
{
    return config->role == CLIENT ? a->params.server_raw : a->params.client_raw;
}

/* RFC 7250, 4.3: a bare key stands alone. */
static int read_first(struct handshake *hs, struct bytes der)
{
    if (peer_is_raw(hs->agreed, hs->config))
        return certificate_new_raw(der, 0, &hs->peer.certificate);
    return certificate_new(der, &hs->peer.certificate);
}

int peer_chain_add(struct handshake *hs, size_t position, struct bytes der)
{
    struct wire_writer w = wire_writer(&hs->agreed->params.peer_chain);

    if (der.size == 0)
        return fail(GNUTLS_E_UNEXPECTED_PACKET_LENGTH);
    if (position == CHAIN_MAX || (position > 0 && peer_is_raw(hs->agreed, hs->config)))
        return fail(GNUTLS_E_CERTIFICATE_ERROR);
    if (position == 0)
        TRY(read_first(hs, der));
    wire_write_vec24(&w, der);
    return wire_write_end(&w);
}

static unsigned count_chain(struct bytes chain)
{
    struct wire_reader r = wire_reader(chain);
    unsigned count = 0;

    while (wire_more(&r)) {
        wire_read_vec24(&r);
        count++;
    }
    return count;
}

static void list_peers(struct agreed *a)
{
    struct wire_reader r = wire_reader(buffer_bytes(&a->params.peer_chain));
    unsigned count = count_chain(buffer_bytes(&a->params.peer_chain));

    a->peer_list = memory_get_array(count, sizeof(*a->peer_list));
    if (!a->peer_list)
        return;
    a->peer_count = count;
    for (unsigned i = 0; i < count; i++) {
        struct bytes der = wire_read_vec24(&r);

        /* The API's type has no const; nobody writes there. */
        a->peer_list[i] =
            (gnutls_datum_t){ (unsigned char *)(uintptr_t)der.data, (unsigned)der.size };
    }
}

const gnutls_datum_t *agreed_peers(struct agreed *a, unsigned *out_count)
{
    if (!a->peer_list && a->params.peer_chain.size > 0)
        list_peers(a);
    *out_count = a->peer_count;
    return a->peer_list;
}

int agreed_remember_ours(struct agreed *a, struct bytes der)
{
    gnutls_free(a->ours.data);
    a->ours = (gnutls_datum_t){ NULL, 0 };
    return bytes_give(der, &a->ours);
}

/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* finished.c - RFC 8446, 4.4.4 */

#include "base/memory.h"
#include "handshake/internal.h"

static void mac_of(const struct handshake *hs, enum role sender, struct digest *out)
{
    const struct secret *traffic =
        sender == CLIENT ? &hs->secrets.client_handshake : &hs->secrets.server_handshake;
    struct digest at;

    transcript_now(&hs->transcript, &at);
    finished_mac(hs->agreed->suite->hash, traffic, &at, out);
}

int write_finished(struct handshake *hs, struct wire_writer *w)
{
    struct digest mac;

    mac_of(hs, hs->role, &mac);
    wire_write_bytes(w, digest_bytes(&mac));
    return 0;
}

int read_finished(struct handshake *hs, struct wire_reader *r)
{
    struct digest expected;
    struct bytes received = wire_read_rest(r);

    mac_of(hs, hs->role == CLIENT ? SERVER : CLIENT, &expected);
    if (received.size != expected.size)
        return fail(GNUTLS_E_UNEXPECTED_PACKET_LENGTH);
    if (!memory_equal(received.data, expected.bytes, expected.size))
        return fail(GNUTLS_E_ERROR_IN_FINISHED_PACKET);
    return 0;
}

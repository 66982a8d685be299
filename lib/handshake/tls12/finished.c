/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* finished.c - RFC 5246, 7.4.9 */

#include "base/memory.h"
#include "handshake/tls12/internal.h"

/* Both are remembered: a renegotiation begins with them (RFC 5746, 3.1). */
static uint8_t *place_of(struct handshake *hs, enum role sender)
{
    return sender == CLIENT ? hs->agreed->client_verify_data : hs->agreed->server_verify_data;
}

int write_finished12(struct handshake *hs, struct wire_writer *w)
{
    uint8_t *data = place_of(hs, hs->role);

    verify_data_make(hs, hs->role, data);
    wire_write_bytes(w, bytes_of(data, VERIFY_DATA_SIZE));
    return 0;
}

int read_finished12(struct handshake *hs, struct wire_reader *r)
{
    enum role sender = hs->role == CLIENT ? SERVER : CLIENT;
    struct bytes received = wire_read_rest(r);
    uint8_t *expected = place_of(hs, sender);

    if (received.size != VERIFY_DATA_SIZE)
        return fail(GNUTLS_E_UNEXPECTED_PACKET_LENGTH);
    verify_data_make(hs, sender, expected);
    if (!memory_equal(received.data, expected, VERIFY_DATA_SIZE))
        return fail(GNUTLS_E_ERROR_IN_FINISHED_PACKET);
    return 0;
}

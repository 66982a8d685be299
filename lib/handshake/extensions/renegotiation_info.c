/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* renegotiation_info.c - RFC 5746: this handshake knows of the one before it */

#include "base/errors.h"
#include "base/memory.h"
#include "handshake/extensions/extension.h"
#include "handshake/internal.h"

enum { FINISHED_SIZE = sizeof(((struct before *)NULL)->client_verify_data) };

static bool wanted(const struct handshake *hs, enum place place)
{
    if (hs->config->priority->flags.disable_safe_renegotiation)
        return false;
    return place == IN_CLIENT_HELLO ? offers_tls12(hs) : hs->agreed->safe_renegotiation;
}

/* RFC 5746, 3.2: the client's Finished of the handshake before, in an answer the server's behind
 * it. Nothing came before a first handshake. */
static struct bytes connection_of(const struct handshake *hs, enum place place,
                                  uint8_t room[2 * FINISHED_SIZE])
{
    const struct before *b = &hs->before;

    if (!b->version)
        return bytes_none();
    memcpy(room, b->client_verify_data, FINISHED_SIZE);
    memcpy(room + FINISHED_SIZE, b->server_verify_data, FINISHED_SIZE);
    return bytes_of(room, place == IN_CLIENT_HELLO ? FINISHED_SIZE : 2 * FINISHED_SIZE);
}

static int write(struct handshake *hs, enum place place, struct wire_writer *w)
{
    uint8_t room[2 * FINISHED_SIZE];

    wire_write_vec8(w, connection_of(hs, place, room));
    return 0;
}

static int read(struct handshake *hs, enum place place, struct wire_reader *r)
{
    uint8_t room[2 * FINISHED_SIZE];
    struct bytes expected = connection_of(hs, place, room);
    struct bytes received = wire_read_vec8(r);

    TRY(wire_read_end(r));
    /* RFC 5746, 3.4 to 3.7. */
    if (received.size != expected.size ||
        !memory_equal(received.data, expected.data, expected.size))
        return fail(GNUTLS_E_SAFE_RENEGOTIATION_FAILED);
    hs->tls12.renegotiation = true;
    return 0;
}

const struct extension extension_renegotiation_info = {
    EXT_RENEGOTIATION_INFO,
    "renegotiation_info",
    IN_CLIENT_HELLO | IN_SERVER_HELLO12,
    wanted,
    write,
    read,
    NULL,
};

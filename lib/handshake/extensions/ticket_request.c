/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* ticket_request.c - how many tickets a client wants, and will get: RFC 9149
 *
 * That the second hello of a retry says the same is checked with all else that may not change.
 */

#include "handshake/extensions/extension.h"
#include "handshake/internal.h"

static bool wanted(const struct handshake *hs, enum place place)
{
    const struct version *highest;

    if (place == IN_ENCRYPTED_EXTENSIONS)
        return hs->offered.ticket_request && tickets_will_be_sent(hs);
    highest = highest_version(hs->config);
    return hs->config->ticket_request.is_set && hs->config->tickets && highest &&
           highest->tls13_or_later;
}

static int write(struct handshake *hs, enum place place, struct wire_writer *w)
{
    if (place == IN_ENCRYPTED_EXTENSIONS) {
        wire_write_u8(w, tickets_due(hs));
        return 0;
    }
    wire_write_u8(w, hs->config->ticket_request.after_full);
    wire_write_u8(w, hs->config->ticket_request.after_resumption);
    return 0;
}

static int read(struct handshake *hs, enum place place, struct wire_reader *r)
{
    if (place == IN_ENCRYPTED_EXTENSIONS) {
        hs->agreed->tickets_expected = wire_read_u8(r);
        hs->agreed->tickets_foretold = true;
        return wire_read_end(r);
    }
    hs->offered.tickets_after_full = wire_read_u8(r);
    hs->offered.tickets_after_resumption = wire_read_u8(r);
    hs->offered.ticket_request = true;
    return wire_read_end(r);
}

const struct extension extension_ticket_request = {
    EXT_TICKET_REQUEST,
    "ticket_request",
    IN_CLIENT_HELLO | IN_ENCRYPTED_EXTENSIONS,
    wanted,
    write,
    read,
    NULL,
};

/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* session_ticket.c - RFC 5077, 3.2: "I take tickets", and the one I have
 *
 * It has no effect on TLS 1.3, whose tickets travel in pre_shared_key.
 */

#include "handshake/extensions/extension.h"

static bool wanted(const struct handshake *hs, enum place place)
{
    if (place == IN_SERVER_HELLO12)
        return hs->tls12.ticket_announced;
    return hs->config->tickets && hs->config->tickets_tls12;
}

static int write(struct handshake *hs, enum place place, struct wire_writer *w)
{
    const struct session_params *session = hs->resumption.session;

    if (place == IN_CLIENT_HELLO && session && session->kind == SESSION_CLIENT12)
        wire_write_bytes(w, buffer_bytes(&session->ticket.ticket));
    return 0;
}

static int read(struct handshake *hs, enum place place, struct wire_reader *r)
{
    if (place == IN_SERVER_HELLO12) {
        hs->tls12.ticket_announced = true;
        return 0;
    }
    hs->tls12.takes_tickets = true;
    hs->tls12.ticket = wire_read_rest(r);
    return 0;
}

const struct extension extension_session_ticket = {
    EXT_SESSION_TICKET,
    "session_ticket",
    IN_CLIENT_HELLO | IN_SERVER_HELLO12,
    wanted,
    write,
    read,
    NULL,
};

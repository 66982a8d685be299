/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* session_ticket.c - RFC 5077, 3.2: "I take tickets", for servers that choose TLS 1.2
 *
 * It has no effect on TLS 1.3, whose tickets travel in pre_shared_key.
 */

#include "handshake/extensions/extension.h"

static bool wanted(const struct handshake *hs, enum place place)
{
    return hs->config->tickets && hs->config->tickets_tls12;
}

static int write(struct handshake *hs, enum place place, struct wire_writer *w)
{
    return 0;
}

static int read(struct handshake *hs, enum place place, struct wire_reader *r)
{
    wire_read_rest(r);
    return 0;
}

const struct extension extension_session_ticket = {
    EXT_SESSION_TICKET, "session_ticket", IN_CLIENT_HELLO, wanted, write, read, NULL,
};

/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* renegotiation_info.c - RFC 5746: this handshake knows of the one before it */

#include "base/errors.h"
#include "handshake/extensions/extension.h"
#include "handshake/internal.h"

static bool wanted(const struct handshake *hs, enum place place)
{
    if (hs->config->priority->flags.disable_safe_renegotiation)
        return false;
    return place == IN_CLIENT_HELLO ? offers_tls12(hs) : hs->agreed->safe_renegotiation;
}

/* Nothing came before a first handshake. */
static int write(struct handshake *hs, enum place place, struct wire_writer *w)
{
    wire_write_vec8(w, bytes_none());
    return 0;
}

static int read(struct handshake *hs, enum place place, struct wire_reader *r)
{
    struct bytes before = wire_read_vec8(r);

    TRY(wire_read_end(r));
    /* RFC 5746, 3.4 and 3.6. */
    if (before.size > 0)
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

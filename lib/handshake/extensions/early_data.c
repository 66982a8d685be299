/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* early_data.c - RFC 8446, 4.2.10: may data come before the handshake is done? */

#include "base/errors.h"
#include "handshake/extensions/extension.h"
#include "handshake/internal.h"

static bool wanted(const struct handshake *hs, enum place place)
{
    return place == IN_CLIENT_HELLO ? early_data_may_be_offered(hs) : hs->agreed->early_data;
}

static int write(struct handshake *hs, enum place place, struct wire_writer *w)
{
    if (place == IN_CLIENT_HELLO)
        hs->early.offered = true;
    return 0;
}

/* The data went out under the session's suite, for the session's protocol. */
static int check_acceptance(const struct handshake *hs)
{
    const struct session_params *session = hs->resumption.session;

    if (!hs->early.offered || !hs->agreed->resumed ||
        session->cipher_suite != hs->agreed->suite->id ||
        !bytes_equal(buffer_bytes(&session->alpn), buffer_bytes(&hs->agreed->params.alpn)))
        return fail(GNUTLS_E_RECEIVED_ILLEGAL_PARAMETER);
    return 0;
}

static int read(struct handshake *hs, enum place place, struct wire_reader *r)
{
    TRY(wire_read_end(r));
    if (place == IN_CLIENT_HELLO) {
        hs->offered.early_data = true;
        return 0;
    }
    TRY(check_acceptance(hs));
    hs->agreed->early_data = true;
    return 0;
}

const struct extension extension_early_data = {
    EXT_EARLY_DATA, "early_data", IN_CLIENT_HELLO | IN_ENCRYPTED_EXTENSIONS, wanted, write,
    read,           NULL,
};

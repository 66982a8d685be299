/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* post_handshake_auth.c - RFC 8446, 4.2.6 */

#include "handshake/extensions/extension.h"

static bool wanted(const struct handshake *hs, enum place place)
{
    return hs->config->post_handshake_auth;
}

static int write(struct handshake *hs, enum place place, struct wire_writer *w)
{
    return 0;
}

static int read(struct handshake *hs, enum place place, struct wire_reader *r)
{
    hs->agreed->client_takes_post_auth = hs->config->post_handshake_auth;
    return 0;
}

const struct extension extension_post_handshake_auth = {
    EXT_POST_HANDSHAKE_AUTH, "post_handshake_auth", IN_CLIENT_HELLO, wanted, write, read, NULL,
};

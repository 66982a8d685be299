/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* early_data.c - RFC 8446, 4.2.10: a server that takes none must know that some is coming */

#include "handshake/extensions/extension.h"

static int read(struct handshake *hs, enum place place, struct wire_reader *r)
{
    hs->offered.early_data = true;
    return 0;
}

const struct extension extension_early_data = {
    EXT_EARLY_DATA, "early_data", IN_CLIENT_HELLO, NULL, NULL, read, NULL,
};

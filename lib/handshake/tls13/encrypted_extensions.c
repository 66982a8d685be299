/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* encrypted_extensions.c - RFC 8446, 4.3.1 */

#include "handshake/extensions/extension.h"
#include "handshake/internal.h"

int write_encrypted_extensions(struct handshake *hs, struct wire_writer *w)
{
    return extensions_write(hs, IN_ENCRYPTED_EXTENSIONS, w);
}

int read_encrypted_extensions(struct handshake *hs, struct wire_reader *r)
{
    struct bytes block = wire_read_vec16(r);

    TRY(wire_read_end(r));
    return extensions_read(hs, IN_ENCRYPTED_EXTENSIONS, block);
}

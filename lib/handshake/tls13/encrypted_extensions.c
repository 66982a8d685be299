/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* encrypted_extensions.c - RFC 8446, 4.3.1 */

#include "handshake/extensions/extension.h"
#include "handshake/internal.h"

int write_encrypted_extensions(struct handshake *hs, struct wire_writer *w)
{
    TRY(extensions_write(hs, IN_ENCRYPTED_EXTENSIONS, w));
    record_limits_apply(hs);
    return 0;
}

int read_encrypted_extensions(struct handshake *hs, struct wire_reader *r)
{
    struct bytes block = wire_read_vec16(r);

    TRY(wire_read_end(r));
    TRY(extensions_read(hs, IN_ENCRYPTED_EXTENSIONS, block));
    record_limits_apply(hs);
    return 0;
}

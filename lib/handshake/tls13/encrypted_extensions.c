/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* encrypted_extensions.c - RFC 8446, 4.3.1 */

#include "handshake/extensions/extension.h"
#include "handshake/internal.h"

/* RFC 8449, 4: from here on, all records that are protected keep to the limits. */
static void apply_record_limits(struct handshake *hs)
{
    hs->io.out->plain_limit = hs->agreed->send_limit;
    hs->io.in->plain_limit = hs->agreed->receive_limit;
}

int write_encrypted_extensions(struct handshake *hs, struct wire_writer *w)
{
    TRY(extensions_write(hs, IN_ENCRYPTED_EXTENSIONS, w));
    apply_record_limits(hs);
    return 0;
}

int read_encrypted_extensions(struct handshake *hs, struct wire_reader *r)
{
    struct bytes block = wire_read_vec16(r);

    TRY(wire_read_end(r));
    TRY(extensions_read(hs, IN_ENCRYPTED_EXTENSIONS, block));
    apply_record_limits(hs);
    return 0;
}

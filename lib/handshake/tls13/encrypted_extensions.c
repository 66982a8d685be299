/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* encrypted_extensions.c - RFC 8446, 4.3.1 */

#include "handshake/extensions/extension.h"
#include "handshake/internal.h"

/* What the client said in case it would be TLS 1.2. TLS 1.3 has both by its nature, and says nothing
 * of them; applications that ask for them are told yes. */
static void note_signals(struct handshake *hs)
{
    const struct priority_flags *flags = &hs->config->priority->flags;

    hs->agreed->safe_renegotiation = hs->tls12.renegotiation && !flags->disable_safe_renegotiation;
    hs->agreed->params.extended_master_secret = hs->tls12.ems && !flags->no_session_hash;
}

int write_encrypted_extensions(struct handshake *hs, struct wire_writer *w)
{
    note_signals(hs);
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

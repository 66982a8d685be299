/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* renegotiation.c - a handshake within a connection, RFC 5746
 *
 * What the peer said of the handshake before this one is judged where its extension is read; that
 * it said anything at all, here.
 */

#include "handshake/tls12/internal.h"

int check_renegotiation(const struct handshake *hs)
{
    const struct before *b = &hs->before;

    if (!b->version)
        return 0;
    /* RFC 5746, 3.5 and 3.7. */
    if (!hs->tls12.renegotiation)
        return fail(GNUTLS_E_SAFE_RENEGOTIATION_FAILED);
    /* RFC 7627, 5.4: what was bound to its handshake is not exchanged for what is not. */
    if (b->extended_master_secret && !hs->tls12.ems)
        return fail(GNUTLS_E_INSUFFICIENT_SECURITY);
    return 0;
}

/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* channel_binding.c - what ties an authentication above to this connection */

#include "base/errors.h"
#include "connection/calls.h"

/**
 * gnutls_session_channel_binding:
 * @session: the connection
 * @cbtype: %GNUTLS_CB_TLS_EXPORTER, %GNUTLS_CB_TLS_SERVER_END_POINT or
 *   %GNUTLS_CB_TLS_UNIQUE
 * @cb: receives the bytes; free them with gnutls_free()
 *
 * Gives bytes that both ends of this connection know and that a third who
 * carries an authentication from one connection to another does not share.
 *
 * %GNUTLS_CB_TLS_EXPORTER differs with each connection (RFC 9266).
 * %GNUTLS_CB_TLS_SERVER_END_POINT is a digest of the server's certificate
 * (RFC 5929). %GNUTLS_CB_TLS_UNIQUE is the first Finished message of the newest
 * handshake of TLS 1.2, and does not exist in TLS 1.3.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_CHANNEL_BINDING_NOT_AVAILABLE before
 *   the handshake is complete, or when this connection has none of that kind.
 *
 * Since: 2.12.0
 **/
API int gnutls_session_channel_binding(gnutls_session_t session, gnutls_channel_binding_t cbtype,
                                       gnutls_datum_t *cb)
{
    struct digest digest = { 0 };

    TRY(connection_bind(session, cbtype, &digest));
    return bytes_give(digest_bytes(&digest), cb);
}

/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* alpn.c - which protocol is spoken inside, RFC 7301 */

#include "base/errors.h"
#include "connection/calls.h"
#include "wire/writer.h"

/* The list as it stands in the extension, and whole or not at all. */
static int make_list(const gnutls_datum_t *protocols, unsigned count, struct buffer *out)
{
    struct wire_writer writer = wire_writer(out);

    for (unsigned i = 0; i < count; i++) {
        if (protocols[i].size == 0 || protocols[i].size > UINT8_MAX)
            return fail(GNUTLS_E_INVALID_REQUEST);
        wire_write_vec8(&writer, bytes_of_datum(&protocols[i]));
    }
    if (out->size > UINT16_MAX - 2)
        return fail(GNUTLS_E_INVALID_REQUEST);
    return wire_write_end(&writer);
}

/**
 * gnutls_alpn_set_protocols:
 * @session: the connection
 * @protocols: names such as "h2", best first
 * @protocols_size: how many there are
 * @flags: of #gnutls_alpn_flags_t
 *
 * Sets the protocols that may be spoken inside the connection.
 *
 * A client offers them. A server chooses the first of the client's list that
 * it has too, or with %GNUTLS_ALPN_SERVER_PRECEDENCE the first of its own.
 * Where none is in common the connection has no protocol; with
 * %GNUTLS_ALPN_MANDATORY it fails with %GNUTLS_E_NO_APPLICATION_PROTOCOL, on a
 * client where the server chose none, on a server where the client offered
 * others. The names are copied; a second call replaces them.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_INVALID_REQUEST for a name that is
 *   empty or longer than 255 bytes; or another negative error code.
 *
 * Since: 3.2.0
 **/
API int gnutls_alpn_set_protocols(gnutls_session_t session, const gnutls_datum_t *protocols,
                                  unsigned int protocols_size, unsigned int flags)
{
    SCOPED(buffer) struct buffer list = { 0 };

    TRY(make_list(protocols, protocols_size, &list));
    buffer_move(&list, &session->config.alpn);
    session->config.alpn_mandatory = (flags & GNUTLS_ALPN_MANDATORY) != 0;
    session->config.alpn_server_precedence = (flags & GNUTLS_ALPN_SERVER_PRECEDENCE) != 0;
    return 0;
}

/**
 * gnutls_alpn_get_selected_protocol:
 * @session: the connection
 * @protocol: receives the name; it lives as long as the session
 *
 * Tells which protocol was agreed.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE when
 *   there is none.
 *
 * Since: 3.2.0
 **/
API int gnutls_alpn_get_selected_protocol(gnutls_session_t session, gnutls_datum_t *protocol)
{
    const struct buffer *alpn = &session->agreed.params.alpn;

    if (alpn->size == 0)
        return fail(GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE);
    *protocol = (gnutls_datum_t){ alpn->data, (unsigned)alpn->size };
    return 0;
}

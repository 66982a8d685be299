/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* supplemental.c - supplemental data of the application, RFC 4680 */

#include "base/errors.h"
#include "connection/calls.h"

static int read_kind(const char *name, gnutls_supplemental_data_format_type_t type,
                     struct supplemental_kind *out)
{
    if ((int)type < 0 || (int)type > UINT16_MAX)
        return fail(GNUTLS_E_INVALID_REQUEST);
    out->name = name;
    out->type = (uint16_t)type;
    return 0;
}

/**
 * gnutls_session_supplemental_register:
 * @session: the connection
 * @name: of the kind of data; copied; may be NULL
 * @type: its number on the wire
 * @supp_recv_func: is given what the peer sent; NULL: it is of no interest
 * @supp_send_func: writes with gnutls_buffer_append_data(); NULL: this side
 *   never sends it
 * @flags: 0
 *
 * Adds a kind of supplemental data (RFC 4680) to a connection.
 *
 * They go in a message of their own in front of the certificates, and with
 * every handshake, a resumed one too: the server's behind its hello, then the
 * client's. TLS 1.3 has no such message; a connection with a kind of them does
 * not speak it. Who sends and who expects them is said with
 * gnutls_supplemental_send() and gnutls_supplemental_recv(); nothing of it is
 * negotiated, so the two sides have to agree on it by other means.
 *
 * @supp_send_func returns 0, and what it appended is sent; with nothing
 * appended the kind is left out. A negative result of either function ends the
 * handshake with it. They cannot stall: a code that is not fatal becomes
 * %GNUTLS_E_USER_ERROR.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_ALREADY_REGISTERED;
 *   %GNUTLS_E_INVALID_REQUEST for what is no number of 16 bits; or
 *   %GNUTLS_E_MEMORY_ERROR, also when there are too many.
 *
 * Since: 3.5.5
 **/
API int gnutls_session_supplemental_register(gnutls_session_t session, const char *name,
                                             gnutls_supplemental_data_format_type_t type,
                                             gnutls_supp_recv_func supp_recv_func,
                                             gnutls_supp_send_func supp_send_func,
                                             unsigned int flags)
{
    struct supplemental_kind kind = { .receive = supp_recv_func, .send = supp_send_func };

    TRY(read_kind(name, type, &kind));
    return supplemental_register(&session->config.supplemental, &kind);
}

/**
 * gnutls_supplemental_register:
 * @name: of the kind of data; copied; may be NULL
 * @type: its number on the wire
 * @supp_recv_func: is given what the peer sent
 * @supp_send_func: writes what is to be sent
 *
 * Adds a kind of supplemental data to all connections that are made from now
 * on, which then do not speak TLS 1.3: see
 * gnutls_session_supplemental_register(), which is to be preferred. It stays
 * until the program ends.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_ALREADY_REGISTERED;
 *   %GNUTLS_E_INVALID_REQUEST for what is no number of 16 bits; or
 *   %GNUTLS_E_MEMORY_ERROR, also when there are too many.
 *
 * Since: 3.4.0
 **/
API int gnutls_supplemental_register(const char *name, gnutls_supplemental_data_format_type_t type,
                                     gnutls_supp_recv_func supp_recv_func,
                                     gnutls_supp_send_func supp_send_func)
{
    struct supplemental_kind kind = { .receive = supp_recv_func, .send = supp_send_func };

    TRY(read_kind(name, type, &kind));
    return supplemental_register_for_all(&kind);
}

/**
 * gnutls_supplemental_recv:
 * @session: the connection
 * @do_recv_supplemental: whether the peer will send supplemental data
 *
 * Says that supplemental data are expected in the next handshakes of TLS 1.2.
 * The handshake fails when none come, with
 * %GNUTLS_E_UNEXPECTED_HANDSHAKE_PACKET; when there is nothing in them, with
 * %GNUTLS_E_UNEXPECTED_PACKET_LENGTH; and when they are of a kind that was not
 * registered, or of the same twice, with
 * %GNUTLS_E_RECEIVED_ILLEGAL_PARAMETER.
 *
 * Since: 3.4.0
 **/
API void gnutls_supplemental_recv(gnutls_session_t session, unsigned int do_recv_supplemental)
{
    session->config.supplemental.expects = do_recv_supplemental != 0;
}

/**
 * gnutls_supplemental_send:
 * @session: the connection
 * @do_send_supplemental: whether to send supplemental data
 *
 * Says that supplemental data are to be sent in the next handshakes of TLS
 * 1.2: what the functions of all kinds that were registered give.
 *
 * Since: 3.4.0
 **/
API void gnutls_supplemental_send(gnutls_session_t session, unsigned int do_send_supplemental)
{
    session->config.supplemental.sends = do_send_supplemental != 0;
}

/**
 * gnutls_supplemental_get_name:
 * @type: a kind of supplemental data, RFC 4680
 *
 * Names a kind of supplemental data that was registered for all connections.
 *
 * Returns: the name; %NULL for another kind, or one without a name.
 **/
API const char *gnutls_supplemental_get_name(gnutls_supplemental_data_format_type_t type)
{
    return supplemental_name_for_all((unsigned)type);
}

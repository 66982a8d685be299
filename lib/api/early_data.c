/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* early_data.c - data that goes before the handshake is done (0-RTT) */

#include "base/errors.h"
#include "connection/calls.h"

/**
 * gnutls_record_send_early_data:
 * @session: the connection, of a client
 * @data: what to send
 * @data_size: its size in bytes
 *
 * Queues data that goes with the first flight of a resumed TLS 1.3 handshake,
 * before the server has answered. It may be called several times, after
 * gnutls_session_set_data() and before gnutls_handshake(). Should the server
 * turn out to speak TLS 1.2 only, the handshake fails with
 * %GNUTLS_E_UNSUPPORTED_VERSION_PACKET, and may be tried again without.
 *
 * Such data can be replayed by whoever saw it: send only what does no harm
 * when it arrives twice. The server may refuse it, and nothing is sent again
 * by itself: when %GNUTLS_SFLAGS_EARLY_DATA is not among the flags after the
 * handshake, send it with gnutls_record_send(). Without a session to resume
 * it is not sent. See RFC 8446, 2.3 and 8.
 *
 * Returns: 0 on success. %GNUTLS_E_RECORD_LIMIT_REACHED for more than
 *   gnutls_record_get_max_early_data_size() in all, or than 16384 bytes while no
 *   session is set; %GNUTLS_E_INVALID_REQUEST on a server or after the handshake
 *   has begun; %GNUTLS_E_MEMORY_ERROR.
 *
 * Since: 3.6.5
 **/
API ssize_t gnutls_record_send_early_data(gnutls_session_t session, const void *data,
                                          size_t data_size)
{
    return connection_queue_early_data(session, bytes_of(data, data_size));
}

/**
 * gnutls_record_recv_early_data:
 * @session: the connection, of a server
 * @data: where to put it
 * @data_size: the room there
 *
 * Takes early data that the client sent, in the order in which it came: in a
 * handshake hook or after the handshake.
 *
 * Returns: the number of bytes. %GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE when
 *   none is left or none was accepted, and %GNUTLS_E_INVALID_REQUEST on a
 *   client.
 *
 * Since: 3.6.5
 **/
API ssize_t gnutls_record_recv_early_data(gnutls_session_t session, void *data, size_t data_size)
{
    size_t size;

    TRY(connection_take_early_data(session, data, data_size, &size));
    return (ssize_t)size;
}

/**
 * gnutls_record_get_max_early_data_size:
 * @session: the connection
 *
 * Tells how much early data may be sent: on a server what its tickets allow,
 * on a client what the ticket allows that came last or was set.
 *
 * Returns: the number of bytes; 0 on a client that has no ticket.
 *
 * Since: 3.6.5
 **/
API size_t gnutls_record_get_max_early_data_size(gnutls_session_t session)
{
    return connection_early_data_limit(session);
}

/**
 * gnutls_record_set_max_early_data_size:
 * @session: the connection, of a server
 * @size: from 1 to 2^32-1
 *
 * Sets how much early data a ticket allows. It is 16384 bytes at first.
 *
 * Returns: %GNUTLS_E_SUCCESS, or %GNUTLS_E_INVALID_REQUEST on a client or for
 *   another size.
 *
 * Since: 3.6.4
 **/
API int gnutls_record_set_max_early_data_size(gnutls_session_t session, size_t size)
{
    if (session->config.role != SERVER || size == 0 || size > UINT32_MAX)
        return fail(GNUTLS_E_INVALID_REQUEST);
    session->config.max_early_data = (uint32_t)size;
    return 0;
}

/**
 * gnutls_early_cipher_get:
 * @session: the connection
 *
 * Tells under which cipher early data is on its way.
 *
 * Returns: the cipher; %GNUTLS_CIPHER_UNKNOWN when there is no early data, or
 *   after the handshake.
 *
 * Since: 3.7.2
 **/
API gnutls_cipher_algorithm_t gnutls_early_cipher_get(gnutls_session_t session)
{
    const struct cipher_suite *suite = connection_early_suite(session);

    return suite != NULL ? suite->cipher : GNUTLS_CIPHER_UNKNOWN;
}

/**
 * gnutls_early_prf_hash_get:
 * @session: the connection
 *
 * Tells which hash the keys of early data are made with.
 *
 * Returns: the hash; %GNUTLS_DIG_UNKNOWN when there is no early data, or
 *   after the handshake.
 *
 * Since: 3.7.2
 **/
API gnutls_digest_algorithm_t gnutls_early_prf_hash_get(const gnutls_session_t session)
{
    const struct cipher_suite *suite = connection_early_suite(session);

    return suite != NULL ? suite->hash->digest_id : GNUTLS_DIG_UNKNOWN;
}

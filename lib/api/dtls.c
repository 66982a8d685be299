/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* dtls.c - TLS over datagrams: time, size, cookies */

#include <gnutls/dtls.h>

#include "base/errors.h"
#include "connection/calls.h"
#include "handshake/dtls/cookie.h"
#include "record/datagram.h"

/**
 * gnutls_dtls_set_timeouts:
 * @session: a connection made with %GNUTLS_DATAGRAM
 * @retrans_timeout: milliseconds after which a flight that is not answered is sent again
 * @total_timeout: milliseconds after which a handshake is given up; 0: never
 *
 * Sets how long a handshake waits for datagrams that may have got lost.
 *
 * Each time that a flight was in vain the wait for its answer is doubled, up
 * to a minute. When the handshake is given up gnutls_handshake() says
 * %GNUTLS_E_TIMEDOUT. Without this function a flight is sent again after one
 * second, and a handshake takes a minute at most.
 *
 * Since: 3.0
 **/
API void gnutls_dtls_set_timeouts(gnutls_session_t session, unsigned int retrans_timeout,
                                  unsigned int total_timeout)
{
    if (session->dtls == NULL)
        return;
    session->dtls->timer.first_ms = retrans_timeout;
    session->dtls->timer.total_ms = total_timeout;
}

/**
 * gnutls_dtls_get_timeout:
 * @session: the connection
 *
 * Tells a program that does not block when to call gnutls_handshake() again
 * though nothing has come: a flight is to be sent again then.
 *
 * Returns: milliseconds; 0 when it is time now, or nothing is waited for.
 *
 * Since: 3.0
 **/
API unsigned int gnutls_dtls_get_timeout(gnutls_session_t session)
{
    return datagram_timeout_ms(session);
}

/**
 * gnutls_dtls_set_mtu:
 * @session: a connection made with %GNUTLS_DATAGRAM
 * @mtu: how many bytes a datagram may have, without the headers of IP and UDP
 *
 * Sets the size of datagrams. The handshake is cut to fit into them; of data
 * gnutls_record_send() takes as much as gnutls_dtls_get_data_mtu() tells. The
 * default is 1200 bytes, the most 16384.
 *
 * Since: 3.0
 **/
API void gnutls_dtls_set_mtu(gnutls_session_t session, unsigned int mtu)
{
    if (session->dtls != NULL)
        session->dtls->mtu = mtu < DTLS_MTU_MAX ? mtu : DTLS_MTU_MAX;
}

/**
 * gnutls_dtls_get_mtu:
 * @session: the connection
 *
 * Tells the size of datagrams.
 *
 * Returns: bytes, as gnutls_dtls_set_mtu() counts them; 0 on a stream.
 *
 * Since: 3.0
 **/
API unsigned int gnutls_dtls_get_mtu(gnutls_session_t session)
{
    return session->dtls != NULL ? (unsigned)session->dtls->mtu : 0;
}

/**
 * gnutls_dtls_set_data_mtu:
 * @session: a connection made with %GNUTLS_DATAGRAM, after the handshake
 * @mtu: how many bytes of data a datagram shall carry
 *
 * Sets the size of datagrams by what is in them.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_INVALID_SESSION on a stream, before
 *   the suite is agreed on, and for more than a record can have.
 *
 * Since: 3.1
 **/
API int gnutls_dtls_set_data_mtu(gnutls_session_t session, unsigned int mtu)
{
    return datagram_set_data_mtu(session, mtu);
}

/**
 * gnutls_dtls_get_data_mtu:
 * @session: the connection
 *
 * Tells how many bytes of data fit into a datagram. gnutls_record_send() of
 * more says %GNUTLS_E_LARGE_PACKET.
 *
 * Returns: bytes; 0 on a stream.
 *
 * Since: 3.0
 **/
API unsigned int gnutls_dtls_get_data_mtu(gnutls_session_t session)
{
    return (unsigned)datagram_data_mtu(session);
}

/**
 * gnutls_est_record_overhead_size:
 * @version: a version of the protocol
 * @cipher: a cipher
 * @mac: its MAC; %GNUTLS_MAC_AEAD where it needs none
 * @comp: ignored; there is no compression
 * @flags: ignored
 *
 * Estimates, before there is a connection, how many bytes a record has more
 * than its data. It is the most there can be: some ciphers fill up to blocks.
 *
 * Returns: bytes; 0 for what there is not, or not together.
 *
 * Since: 3.2.2
 **/
API size_t gnutls_est_record_overhead_size(gnutls_protocol_t version,
                                           gnutls_cipher_algorithm_t cipher,
                                           gnutls_mac_algorithm_t mac,
                                           gnutls_compression_method_t comp, unsigned int flags)
{
    const struct version *known = version_by_id(version);
    const struct cipher_suite *suite = suite_by_cipher(cipher, mac);

    (void)comp;
    (void)flags;
    return known != NULL && suite != NULL ? record_overhead_most(suite, known) : 0;
}

/**
 * gnutls_record_get_discarded:
 * @session: the connection
 *
 * Tells how many records were dropped because they were damaged, forged, come
 * twice or too late: of datagrams that is no error.
 *
 * Returns: how many; 0 on a stream.
 *
 * Since: 3.0
 **/
API unsigned int gnutls_record_get_discarded(gnutls_session_t session)
{
    return session->in.datagrams != NULL ? session->in.datagrams->discarded : 0;
}

/**
 * gnutls_dtls_cookie_send:
 * @key: a key of gnutls_key_generate(), of %GNUTLS_COOKIE_KEY_SIZE bytes
 * @client_data: what tells one client from another: its address
 * @client_data_size: its size
 * @prestate: zero; its numbers stand in what is sent
 * @ptr: is given to @push_func
 * @push_func: sends a datagram to the client
 *
 * Asks a client whose hello came without a cookie, or with a wrong one, to say
 * it again with one. Nothing is remembered of it: a server that serves only who
 * has got its cookie cannot be made to flood somebody else, RFC 6347, 4.2.1.
 *
 * Returns: how many bytes were sent, or a negative error code:
 *   %GNUTLS_E_INVALID_REQUEST without a key, or what the errno of @push_func means.
 *
 * Since: 3.0
 **/
API int gnutls_dtls_cookie_send(gnutls_datum_t *key, void *client_data, size_t client_data_size,
                                gnutls_dtls_prestate_st *prestate, gnutls_transport_ptr_t ptr,
                                gnutls_push_func push_func)
{
    struct transport transport = { .push = push_func, .push_ptr = ptr };
    uint8_t request[COOKIE_REQUEST_SIZE];
    size_t sent;

    if (key == NULL || key->data == NULL || key->size == 0)
        return fail(GNUTLS_E_INVALID_REQUEST);
    cookie_request_make(bytes_of_datum(key), bytes_of(client_data, client_data_size),
                        prestate->record_seq, (uint16_t)prestate->hsk_write_seq, request);
    TRY(transport_push(&transport, bytes_of(request, sizeof(request)), &sent));
    return (int)sent;
}

/**
 * gnutls_dtls_cookie_verify:
 * @key: as for gnutls_dtls_cookie_send()
 * @client_data: what tells one client from another: its address
 * @client_data_size: its size
 * @_msg: a datagram that came
 * @msg_size: its size
 * @prestate: receives where a connection with this client begins, when the
 *   cookie is good, for gnutls_dtls_prestate_set()
 *
 * Looks for a cookie in a client's hello, and whether it was made for this client.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_BAD_COOKIE for a cookie that is none
 *   of ours, and for a hello without; or another negative error code for what
 *   is no hello.
 *
 * Since: 3.0
 **/
API int gnutls_dtls_cookie_verify(gnutls_datum_t *key, void *client_data, size_t client_data_size,
                                  void *_msg, size_t msg_size, gnutls_dtls_prestate_st *prestate)
{
    struct cookie_hello hello;

    if (key == NULL || key->data == NULL || key->size == 0)
        return fail(GNUTLS_E_INVALID_REQUEST);
    TRY(cookie_hello_read(bytes_of(_msg, msg_size), &hello));
    TRY(cookie_check(bytes_of_datum(key), bytes_of(client_data, client_data_size), hello.cookie));
    prestate->record_seq = (unsigned)hello.record_number;
    prestate->hsk_read_seq = hello.message_number;
    prestate->hsk_write_seq = 0;
    return 0;
}

/**
 * gnutls_dtls_prestate_set:
 * @session: a server's connection, before the handshake
 * @prestate: of gnutls_dtls_cookie_verify(), when the cookie was good
 *
 * Lets a connection begin where the exchange of the cookie ended.
 *
 * Since: 3.0
 **/
API void gnutls_dtls_prestate_set(gnutls_session_t session, gnutls_dtls_prestate_st *prestate)
{
    if (session->dtls != NULL && prestate != NULL)
        datagram_begin_at(session, prestate);
}

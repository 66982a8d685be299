/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* transport.c - how bytes travel: descriptors or the application's functions */

#include "connection/calls.h"

#include <gnutls/socket.h>

/**
 * gnutls_transport_set_ptr:
 * @session: the connection
 * @ptr: is given to the functions that push and pull
 *
 * Sets what the transport functions get as their first argument.
 *
 * The built-in functions take it for a descriptor of a socket; see
 * gnutls_transport_set_int2() for a way without a cast.
 **/
API void gnutls_transport_set_ptr(gnutls_session_t session, gnutls_transport_ptr_t ptr)
{
    session->transport.pull_ptr = ptr;
    session->transport.push_ptr = ptr;
}

/**
 * gnutls_transport_set_ptr2:
 * @session: the connection
 * @recv_ptr: is given to the functions that pull and wait
 * @send_ptr: is given to the function that pushes
 *
 * Sets the first arguments of the transport functions, one for each way.
 **/
API void gnutls_transport_set_ptr2(gnutls_session_t session, gnutls_transport_ptr_t recv_ptr,
                                   gnutls_transport_ptr_t send_ptr)
{
    session->transport.pull_ptr = recv_ptr;
    session->transport.push_ptr = send_ptr;
}

/**
 * gnutls_transport_get_ptr:
 * @session: the connection
 *
 * Gives what was set for reading.
 *
 * Returns: the first argument of the pull function.
 **/
API gnutls_transport_ptr_t gnutls_transport_get_ptr(gnutls_session_t session)
{
    return session->transport.pull_ptr;
}

/**
 * gnutls_transport_get_ptr2:
 * @session: the connection
 * @recv_ptr: receives the first argument of the pull function
 * @send_ptr: receives the first argument of the push function
 *
 * Gives what was set for both ways.
 **/
API void gnutls_transport_get_ptr2(gnutls_session_t session, gnutls_transport_ptr_t *recv_ptr,
                                   gnutls_transport_ptr_t *send_ptr)
{
    *recv_ptr = session->transport.pull_ptr;
    *send_ptr = session->transport.push_ptr;
}

/**
 * gnutls_transport_set_int2:
 * @session: the connection
 * @r: descriptor of a socket to read from
 * @s: descriptor of a socket to write to
 *
 * Sets the descriptors of the built-in transport functions. They may be the
 * same one. The descriptors stay the application's, which closes them.
 *
 * Since: 3.1.9
 **/
API void gnutls_transport_set_int2(gnutls_session_t session, int r, int s)
{
    session->transport.pull_ptr = (gnutls_transport_ptr_t)(intptr_t)r;
    session->transport.push_ptr = (gnutls_transport_ptr_t)(intptr_t)s;
}

/**
 * gnutls_transport_get_int:
 * @session: the connection
 *
 * Gives the descriptor to read from.
 *
 * Returns: what was set with gnutls_transport_set_int2() and its kin.
 *
 * Since: 3.1.9
 **/
API int gnutls_transport_get_int(gnutls_session_t session)
{
    return (int)(intptr_t)session->transport.pull_ptr;
}

/**
 * gnutls_transport_get_int2:
 * @session: the connection
 * @r: receives the descriptor to read from
 * @s: receives the descriptor to write to
 *
 * Gives both descriptors.
 *
 * Since: 3.1.9
 **/
API void gnutls_transport_get_int2(gnutls_session_t session, int *r, int *s)
{
    *r = (int)(intptr_t)session->transport.pull_ptr;
    *s = (int)(intptr_t)session->transport.push_ptr;
}

/**
 * gnutls_transport_set_push_function:
 * @session: the connection
 * @push_func: sends bytes, like send()
 *
 * Sets the function that writes to the transport.
 *
 * It returns how many bytes it took, or -1 with errno set; on EAGAIN and
 * EINTR the call that wrote is to be repeated. Programs whose errno is not
 * the library's use gnutls_transport_set_errno().
 **/
API void gnutls_transport_set_push_function(gnutls_session_t session, gnutls_push_func push_func)
{
    session->transport.push = push_func;
    session->transport.vec_push = NULL;
}

/**
 * gnutls_transport_set_vec_push_function:
 * @session: the connection
 * @vec_func: sends several pieces, like writev()
 *
 * Sets a function that writes to the transport, in place of the one of
 * gnutls_transport_set_push_function().
 *
 * Since: 2.12.0
 **/
API void gnutls_transport_set_vec_push_function(gnutls_session_t session,
                                                gnutls_vec_push_func vec_func)
{
    session->transport.vec_push = vec_func;
}

/**
 * gnutls_transport_set_pull_function:
 * @session: the connection
 * @pull_func: receives bytes, like recv()
 *
 * Sets the function that reads from the transport.
 *
 * It returns how many bytes came, 0 at the end of the stream, or -1 with
 * errno set. Who replaces it should replace the function that waits too, see
 * gnutls_transport_set_pull_timeout_function(): without it nothing waits,
 * neither for a time limit nor for a late ticket.
 **/
API void gnutls_transport_set_pull_function(gnutls_session_t session, gnutls_pull_func pull_func)
{
    session->transport.pull = pull_func;
    session->transport.pull_replaced = true;
}

/**
 * gnutls_transport_set_pull_timeout_function:
 * @session: the connection
 * @func: waits until something can be pulled, or the time is up
 *
 * Sets the function that waits for the transport.
 *
 * It is given milliseconds, or %GNUTLS_INDEFINITE_TIMEOUT, and returns a
 * positive number when the pull function would not wait, 0 when the time is
 * up, and -1 with errno set on failure. It serves gnutls_handshake_set_timeout(),
 * gnutls_record_set_timeout() and the wait of gnutls_session_get_data2().
 *
 * Since: 3.0
 **/
API void gnutls_transport_set_pull_timeout_function(gnutls_session_t session,
                                                    gnutls_pull_timeout_func func)
{
    session->transport.pull_timeout = func;
    session->transport.timeout_replaced = true;
}

/**
 * gnutls_transport_set_errno_function:
 * @session: the connection
 * @errno_func: tells why a transport function failed
 *
 * Sets a function that is asked in place of errno.
 *
 * Since: 2.12.0
 **/
API void gnutls_transport_set_errno_function(gnutls_session_t session, gnutls_errno_func errno_func)
{
    session->transport.last_error = errno_func;
}

/**
 * gnutls_transport_set_errno:
 * @session: the connection
 * @err: why the transport function that runs now fails
 *
 * Tells the reason of a failure in place of errno.
 *
 * For transport functions that cannot set the errno that the library reads.
 * EAGAIN, EINTR and EMSGSIZE have a meaning; any other value is a failure for
 * good. It counts for the call that is under way only.
 **/
API void gnutls_transport_set_errno(gnutls_session_t session, int err)
{
    session->transport.set_error = err;
}

/**
 * gnutls_system_recv_timeout:
 * @ptr: descriptor of a socket
 * @ms: how long to wait at most, or %GNUTLS_INDEFINITE_TIMEOUT
 *
 * Waits until a socket can be read. It is the function that waits unless
 * another is set; signals do not shorten the wait.
 *
 * Returns: a positive number when there is something to read, 0 when the time
 *   is up, -1 on failure.
 *
 * Since: 3.4.0
 **/
API int gnutls_system_recv_timeout(gnutls_transport_ptr_t ptr, unsigned int ms)
{
    return socket_wait(ptr, ms);
}

/**
 * gnutls_transport_is_ktls_enabled:
 * @session: the connection
 *
 * Tells whether the system's kernel seals the records of this connection.
 * This library always does so itself.
 *
 * Returns: 0
 *
 * Since: 3.7.3
 **/
API gnutls_transport_ktls_enable_flags_t gnutls_transport_is_ktls_enabled(gnutls_session_t session)
{
    (void)session;
    return (gnutls_transport_ktls_enable_flags_t)0;
}

/**
 * gnutls_transport_set_fastopen:
 * @session: the connection, of a client
 * @fd: a socket that is not connected
 * @connect_addr: whom to connect to
 * @connect_addrlen: the size of the address in bytes
 * @flags: 0
 *
 * Lets the handshake connect the socket, so that the hello travels in the first packet where both
 * systems allow it (TCP Fast Open, RFC 7413) and a round trip is spared. Where they do not, the
 * socket is connected first. The descriptor is closed by the application, as ever.
 *
 * An address that is too large is passed over; gnutls_handshake() then finds no connection.
 *
 * Since: 3.5.3
 **/
API void gnutls_transport_set_fastopen(gnutls_session_t session, int fd,
                                       struct sockaddr *connect_addr, socklen_t connect_addrlen,
                                       unsigned flags)
{
    if (transport_connect_later(&session->transport, fd, bytes_of(connect_addr, connect_addrlen)) <
        0)
        return;
}

/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* transport_socket.c - the built-in transport: send, recv and poll on a descriptor
 *
 * The one file with sockets.
 */

#include "record/transport.h"

#include "base/clock.h"

#include <errno.h>
#include <limits.h>
#include <poll.h>
#include <sys/socket.h>

static int descriptor(gnutls_transport_ptr_t ptr)
{
    return (int)(intptr_t)ptr;
}

ssize_t socket_push(gnutls_transport_ptr_t ptr, const void *data, size_t size)
{
    return send(descriptor(ptr), data, size, 0);
}

ssize_t socket_push_quietly(gnutls_transport_ptr_t ptr, const void *data, size_t size)
{
    return send(descriptor(ptr), data, size, MSG_NOSIGNAL);
}

ssize_t socket_push_connecting(gnutls_transport_ptr_t ptr, struct bytes address, struct bytes data)
{
    const struct sockaddr *to = (const struct sockaddr *)(const void *)address.data;
    socklen_t to_size = (socklen_t)address.size;
    ssize_t sent =
        sendto(descriptor(ptr), data.data, data.size, MSG_FASTOPEN | MSG_NOSIGNAL, to, to_size);

    if (sent < 0 && (errno == EOPNOTSUPP || errno == ENOPROTOOPT || errno == EINVAL)) {
        if (connect(descriptor(ptr), to, to_size) == 0)
            return socket_push_quietly(ptr, data.data, data.size);
    }
    if (sent < 0 && errno == EINPROGRESS)
        errno = EAGAIN;
    return sent;
}

ssize_t socket_pull(gnutls_transport_ptr_t ptr, void *data, size_t size)
{
    return recv(descriptor(ptr), data, size, 0);
}

/* The unsigned wait of the API in the terms of poll(): -1 is for ever. */
static int poll_ms(int64_t ms)
{
    if (ms < 0)
        return 0;
    return ms > INT_MAX ? INT_MAX : (int)ms;
}

/* A signal does not shorten the wait. The clock is read here, and not above, since only the
 * loop around poll() knows how often it was interrupted. */
int socket_wait(gnutls_transport_ptr_t ptr, unsigned ms)
{
    struct pollfd watched = { .fd = descriptor(ptr), .events = POLLIN };
    const struct clock *clock = clock_system();
    bool forever = ms == GNUTLS_INDEFINITE_TIMEOUT;
    int64_t end_ms = clock_steady_ms(clock) + ms;
    int64_t left_ms = ms;
    int result;

    do {
        result = poll(&watched, 1, forever ? -1 : poll_ms(left_ms));
        left_ms = end_ms - clock_steady_ms(clock);
    } while (result < 0 && errno == EINTR);
    return result;
}

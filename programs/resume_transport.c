/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* resume_transport.c - a TCP connection with counters and one deadline */

#include "resume.h"

#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdarg.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

double now_ms(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

/* Waits for the descriptor until the deadline: 1 ready, 0 too late, -1 error. */
static int wait_until(int fd, short events, double deadline_ms)
{
    for (;;) {
        double left = deadline_ms - now_ms();
        if (left <= 0)
            return 0;
        struct pollfd p = { .fd = fd, .events = events };
        int ready = poll(&p, 1, left > 1e9 ? 1000000000 : (int)left + 1);
        if (ready > 0 || (ready < 0 && errno != EINTR))
            return ready;
    }
}

/* Connects one address; returns an errno, 0 for success. */
static int connect_address(int fd, const struct addrinfo *address, double deadline_ms)
{
    int error = 0;
    socklen_t size = sizeof error;

    if (connect(fd, address->ai_addr, address->ai_addrlen) == 0)
        return 0;
    if (errno != EINPROGRESS)
        return errno;
    int ready = wait_until(fd, POLLOUT, deadline_ms);
    if (ready <= 0)
        return ready == 0 ? ETIMEDOUT : errno;
    if (getsockopt(fd, SOL_SOCKET, SO_ERROR, &error, &size) != 0)
        return errno;
    return error;
}

static void note_address(struct connection *report, const struct addrinfo *address)
{
    char host[48];

    if (getnameinfo(address->ai_addr, address->ai_addrlen, host, sizeof host, NULL, 0,
                    NI_NUMERICHOST) == 0)
        snprintf(report->address, sizeof report->address, "%s", host);
}

bool transport_connect(struct transport *out, const char *host, const char *port,
                       double deadline_ms, struct connection *report)
{
    struct addrinfo hints = { .ai_socktype = SOCK_STREAM, .ai_flags = AI_ADDRCONFIG };
    struct addrinfo *list = NULL;
    int last = EADDRNOTAVAIL;

    if (is_address(host))
        hints.ai_flags = AI_NUMERICHOST;
    int code = getaddrinfo(host, port, &hints, &list);
    if (code != 0) {
        snprintf(report->problem, sizeof report->problem, "cannot find %s: %s", host,
                 code == EAI_SYSTEM ? strerror(errno) : gai_strerror(code));
        return false;
    }

    *out = (struct transport){ .fd = -1, .deadline_ms = deadline_ms };
    for (struct addrinfo *a = list; a != NULL && out->fd < 0; a = a->ai_next) {
        int fd =
            socket(a->ai_family, a->ai_socktype | SOCK_NONBLOCK | SOCK_CLOEXEC, a->ai_protocol);
        if (fd < 0)
            continue;
        last = connect_address(fd, a, deadline_ms);
        if (last == 0) {
            int on = 1;
            setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
            note_address(report, a);
            out->fd = fd;
        } else {
            close(fd);
        }
    }
    freeaddrinfo(list);
    if (out->fd < 0)
        snprintf(report->problem, sizeof report->problem, "cannot connect to %s port %s: %s", host,
                 port, strerror(last));
    return out->fd >= 0;
}

void transport_close(struct transport *transport)
{
    if (transport->fd >= 0)
        close(transport->fd);
    transport->fd = -1;
}

/* The loop of both directions: try, wait, try again, until the deadline. */
static ssize_t transfer(struct transport *transport, short events, void *in, const void *out,
                        size_t size)
{
    for (;;) {
        ssize_t n = events == POLLIN ? recv(transport->fd, in, size, 0)
                                     : send(transport->fd, out, size, MSG_NOSIGNAL);
        if (n >= 0 || (errno != EAGAIN && errno != EINTR))
            return n;
        int ready = wait_until(transport->fd, events, transport->deadline_ms);
        if (ready == 0) {
            transport->timed_out = true;
            errno = EAGAIN;
        }
        if (ready <= 0)
            return -1;
    }
}

ssize_t transport_push(gnutls_transport_ptr_t ptr, const void *data, size_t size)
{
    struct transport *transport = ptr;
    ssize_t n = transfer(transport, POLLOUT, NULL, data, size);

    if (n > 0)
        transport->sent += (size_t)n;
    return n;
}

ssize_t transport_pull(gnutls_transport_ptr_t ptr, void *data, size_t size)
{
    struct transport *transport = ptr;
    ssize_t n = transfer(transport, POLLIN, data, NULL, size);

    if (n > 0)
        transport->received += (size_t)n;
    return n;
}

int transport_wait(gnutls_transport_ptr_t ptr, unsigned int ms)
{
    struct transport *transport = ptr;
    double until = ms == GNUTLS_INDEFINITE_TIMEOUT ? transport->deadline_ms : now_ms() + ms;

    if (until > transport->deadline_ms)
        until = transport->deadline_ms;
    return wait_until(transport->fd, POLLIN, until);
}

void transport_attach(struct transport *transport, gnutls_session_t session)
{
    gnutls_transport_set_ptr(session, transport);
    gnutls_transport_set_push_function(session, transport_push);
    gnutls_transport_set_pull_function(session, transport_pull);
    gnutls_transport_set_pull_timeout_function(session, transport_wait);
}

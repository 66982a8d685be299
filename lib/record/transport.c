/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* transport.c - push, pull, wait: calls the functions and understands their errors */

#include "record/transport.h"

#include "base/errors.h"

#include <errno.h>
#include <string.h>
#include <sys/uio.h>

void transport_init(struct transport *transport, unsigned init_flags)
{
    bool quiet = (init_flags & GNUTLS_NO_SIGNAL) != 0;

    *transport = (struct transport){
        .push = quiet ? socket_push_quietly : socket_push,
        .pull = socket_pull,
        .pull_timeout = socket_wait,
        .nonblock = (init_flags & GNUTLS_NONBLOCK) != 0,
    };
}

/* A reader and a writer may call at once: nothing is written here unless the application has
 * set an error of its own. */
static void forget_error(struct transport *transport)
{
    if (transport->set_error != 0)
        transport->set_error = 0;
}

static int last_error(struct transport *transport, gnutls_transport_ptr_t ptr)
{
    int own = transport->set_error;

    if (own != 0) {
        transport->set_error = 0;
        return own;
    }
    if (transport->last_error != NULL)
        return transport->last_error(ptr);
    return errno;
}

static int code_of(int error, int otherwise)
{
    if (error == EAGAIN || error == EWOULDBLOCK)
        return GNUTLS_E_AGAIN;
    if (error == EINTR)
        return GNUTLS_E_INTERRUPTED;
    if (error == EMSGSIZE)
        return GNUTLS_E_LARGE_PACKET;
    if (error == ECONNRESET && otherwise == GNUTLS_E_PUSH_ERROR)
        return GNUTLS_E_PREMATURE_TERMINATION;
    return fail(otherwise);
}

int transport_connect_later(struct transport *transport, int descriptor, struct bytes address)
{
    if (address.size == 0 || address.size > ADDRESS_MAX)
        return fail(GNUTLS_E_INVALID_REQUEST);
    memcpy(transport->connect_to, address.data, address.size);
    transport->connect_to_size = (uint8_t)address.size;
    transport->push_ptr = transport->pull_ptr = (gnutls_transport_ptr_t)(intptr_t)descriptor;
    return 0;
}

static ssize_t push_some(struct transport *transport, struct bytes data)
{
    if (transport->connect_to_size > 0) {
        struct bytes address = { transport->connect_to, transport->connect_to_size };

        transport->connect_to_size = 0;
        return socket_push_connecting(transport->push_ptr, address, data);
    }
    giovec_t part = { .iov_base = (void *)(uintptr_t)data.data, .iov_len = data.size };

    if (transport->vec_push != NULL)
        return transport->vec_push(transport->push_ptr, &part, 1);
    return transport->push(transport->push_ptr, data.data, data.size);
}

int transport_push(struct transport *transport, struct bytes data, size_t *out_sent)
{
    ssize_t sent;

    *out_sent = 0;
    forget_error(transport);
    sent = push_some(transport, data);
    if (sent < 0)
        return code_of(last_error(transport, transport->push_ptr), GNUTLS_E_PUSH_ERROR);
    if ((size_t)sent > data.size)
        return fail(GNUTLS_E_PUSH_ERROR);
    if (sent == 0 && data.size > 0)
        return GNUTLS_E_AGAIN; /* nothing went wrong and nothing went: not now, then */

    *out_sent = (size_t)sent;
    return 0;
}

int transport_pull(struct transport *transport, void *out, size_t size, size_t *out_size)
{
    ssize_t got;

    *out_size = 0;
    if (transport->before_pull != NULL)
        TRY(transport->before_pull(transport->before_pull_ctx));

    forget_error(transport);
    got = transport->pull(transport->pull_ptr, out, size);
    if (got < 0)
        return code_of(last_error(transport, transport->pull_ptr), GNUTLS_E_PULL_ERROR);
    if ((size_t)got > size)
        return fail(GNUTLS_E_PULL_ERROR);
    if (got == 0)
        transport->at_end = true;

    *out_size = (size_t)got;
    return 0;
}

bool transport_can_wait(const struct transport *transport)
{
    if (transport->nonblock || transport->pull_timeout == NULL)
        return false;
    return transport->timeout_replaced || !transport->pull_replaced;
}

int transport_wait(struct transport *transport, unsigned ms)
{
    int result;

    forget_error(transport);
    result = transport->pull_timeout(transport->pull_ptr, ms);
    if (result > 0)
        return 0;
    if (result == 0)
        return GNUTLS_E_TIMEDOUT;
    return code_of(last_error(transport, transport->pull_ptr), GNUTLS_E_PUSH_ERROR);
}

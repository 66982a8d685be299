/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* end.c - transport functions over simulated links */

#include "end.h"

#include <gnutls/dtls.h>

#include <errno.h>
#include <string.h>

void end_open(struct sim_end *end, struct sim *sim, struct sim_end *peer)
{
    *end = (struct sim_end){ .sim = sim, .peer = peer, .work = end_turn };
    sim_link_open(sim, &end->out);
}

void end_use(struct sim_end *end, enum end_transport transport)
{
    gnutls_transport_set_ptr(end->session, end);
    gnutls_transport_set_pull_function(end->session, end_pull);
    if (transport == END_WITH_VECTORS)
        gnutls_transport_set_vec_push_function(end->session, end_vec_push);
    else
        gnutls_transport_set_push_function(end->session, end_push);
    if (transport != END_WITHOUT_TIMEOUT)
        gnutls_transport_set_pull_timeout_function(end->session, end_wait);
}

void end_close(struct sim_end *end)
{
    if (end->session != NULL)
        gnutls_deinit(end->session);
    end->session = NULL;
    sim_link_free(&end->out);
}

void end_forget_asked(struct sim_end *end)
{
    end->asked = (struct sim_asked){ 0 };
}

static bool fault_strikes(struct sim_fault *fault, int *out_error)
{
    if (fault->error == 0)
        return false;
    if (fault->after > 0) {
        fault->after--;
        return false;
    }
    *out_error = fault->error;
    fault->error = 0;
    return true;
}

/* Who blocks does not stall. */
static bool must_stall(struct sim_end *end)
{
    if (end->blocking)
        return false;
    switch (end->sim->options.stall) {
    case SIM_STALL_EACH:
        end->stalled = !end->stalled;
        break;
    case SIM_STALL_RANDOM:
        end->stalled = sim_random(end->sim) & 1;
        break;
    case SIM_STALL_NEVER:
        return false;
    }
    if (end->stalled)
        end->sim->activity++;
    return end->stalled;
}

static size_t at_once(const struct sim_end *end, size_t size)
{
    size_t chunk = end->sim->options.datagrams.on ? 0 : end->sim->options.chunk;
    return chunk > 0 && size > chunk ? chunk : size;
}

static ssize_t fail_with(int error)
{
    errno = error;
    return -1;
}

ssize_t end_push(gnutls_transport_ptr_t pointer, const void *data, size_t size)
{
    struct sim_end *end = pointer;
    int error;
    end->asked.pushes++;
    if (fault_strikes(&end->fault.push, &error))
        return fail_with(error);
    if (end->out.closed)
        return fail_with(EPIPE);
    if (must_stall(end))
        return fail_with(EAGAIN);
    if (end->sim->options.datagrams.most > 0 && size > end->sim->options.datagrams.most)
        return fail_with(EMSGSIZE);

    size = at_once(end, size);
    sim_link_push(&end->out, data, size);
    return (ssize_t)size;
}

static ssize_t push_as_one(struct sim_end *end, const giovec_t *parts, int count)
{
    static uint8_t whole[1 << 16];
    size_t size = 0;
    for (int i = 0; i < count; i++) {
        memcpy(whole + size, parts[i].iov_base, parts[i].iov_len);
        size += parts[i].iov_len;
    }
    return end_push(end, whole, size);
}

ssize_t end_vec_push(gnutls_transport_ptr_t pointer, const giovec_t *parts, int count)
{
    struct sim_end *end = pointer;
    ssize_t sum = 0;
    if (end->sim->options.datagrams.on)
        return push_as_one(end, parts, count);
    for (int i = 0; i < count; i++) {
        if (parts[i].iov_len == 0)
            continue;
        ssize_t size = end_push(pointer, parts[i].iov_base, parts[i].iov_len);
        if (size < 0)
            return sum > 0 ? sum : size;
        sum += size;
        if ((size_t)size < parts[i].iov_len)
            break;
    }
    return sum;
}

/* Lets the peer take what has come for it. It works inside our wait, so it
 * cannot wait itself: its own pulls say EAGAIN. */
static void let_peer_work(struct sim_end *end)
{
    if (end->sim->in_wait || end->peer == NULL || end->peer->work == NULL)
        return;
    end->sim->in_wait = true;
    unsigned before;
    do {
        before = end->sim->activity;
        end->peer->work(end->peer);
    } while (end->sim->activity != before);
    end->sim->in_wait = false;
}

int64_t end_due_us(const struct sim_end *end)
{
    enum { SOON_MS = 1 };
    unsigned ms;
    if (!end->sim->options.datagrams.on || !end->started || end->done || end->session == NULL)
        return SIM_FOREVER;
    ms = gnutls_dtls_get_timeout(end->session);
    return sim_now_us() + (int64_t)(ms > 0 ? ms : SOON_MS) * 1000;
}

/* To the limit of the wait, or to the moment when the peer has to do something. */
static bool advance(struct sim_end *end, int64_t limit_us)
{
    int64_t due_us = end->peer != NULL ? end_due_us(end->peer) : SIM_FOREVER;
    if (due_us >= limit_us)
        return sim_advance(end->sim, limit_us);
    sim_advance(end->sim, due_us);
    return true;
}

static bool wait_until(struct sim_end *end, int64_t limit_us)
{
    const struct sim_link *in = &end->peer->out;
    for (;;) {
        if (sim_link_is_readable(in))
            return true;
        let_peer_work(end);
        if (sim_link_is_readable(in))
            return true;
        if (end->sim->in_wait || !advance(end, limit_us))
            return false;
    }
}

ssize_t end_pull(gnutls_transport_ptr_t pointer, void *data, size_t size)
{
    struct sim_end *end = pointer;
    struct sim_link *in = &end->peer->out;
    int error;
    end->asked.pulls++;
    if (fault_strikes(&end->fault.pull, &error))
        return error == SIM_EOF ? 0 : fail_with(error);
    if (end->blocking)
        wait_until(end, SIM_FOREVER);
    if (sim_link_at_end(in))
        return in->close_error == 0 ? 0 : fail_with(in->close_error);
    if (!sim_link_has_bytes(in))
        return fail_with(EAGAIN);
    if (must_stall(end))
        return fail_with(EAGAIN);
    return (ssize_t)sim_link_pull(in, data, at_once(end, size));
}

int end_wait(gnutls_transport_ptr_t pointer, unsigned ms)
{
    struct sim_end *end = pointer;
    int error;
    if (end->asked.waits < SIM_WAITS_KEPT)
        end->asked.wait_ms[end->asked.waits] = ms;
    end->asked.waits++;
    if (fault_strikes(&end->fault.wait, &error))
        return (int)fail_with(error);

    int64_t begin_us = sim_now_us();
    int64_t limit_us = SIM_FOREVER;
    if (ms != GNUTLS_INDEFINITE_TIMEOUT)
        limit_us = begin_us + (int64_t)ms * 1000;
    bool readable = wait_until(end, limit_us);
    end->asked.waited_us += sim_now_us() - begin_us;
    return readable ? 1 : 0;
}

/* As a program does that wants the peer to know. */
static void tell_failure(struct sim_end *end)
{
    int result;
    do
        result = gnutls_alert_send_appropriate(end->session, end->result);
    while (result == GNUTLS_E_AGAIN || result == GNUTLS_E_INTERRUPTED);
}

/* Over datagrams who is done may be asked for its last words again. */
static void linger(struct sim_end *end)
{
    char byte;
    if (end->sim->options.datagrams.on && end->result == 0 && !end->peer->done)
        gnutls_record_recv(end->session, &byte, sizeof byte);
}

void end_turn(struct sim_end *end)
{
    if (end->done) {
        linger(end);
        return;
    }
    end->started = true;
    end->result = gnutls_handshake(end->session);
    if (end->result < 0 && !gnutls_error_is_fatal(end->result))
        return;
    end->done = true;
    if (end->result < 0 && !end->keep_alerts)
        tell_failure(end);
}

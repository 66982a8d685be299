/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* send.c - the way out: data, and corked data
 *
 * What is queued is sealed. A call that stalls leaves its mark in `sending`, and the call after
 * it only pushes: the same bytes never go twice. All under the write lock.
 */

#include "connection/send.h"

#include "base/errors.h"

int send_begin(struct gnutls_session_int *session)
{
    switch (connection_state(session)) {
    case CONNECTION_EARLY:
    case CONNECTION_OPEN:
        break;
    case CONNECTION_DEAD:
        return fail(GNUTLS_E_INVALID_SESSION);
    default:
        return fail(GNUTLS_E_UNAVAILABLE_DURING_HANDSHAKE);
    }
    lock_take(&session->write_lock);
    if (session->sending.close_sent || session->sending.fatal_sent) {
        lock_give(&session->write_lock);
        return fail(GNUTLS_E_INVALID_SESSION);
    }
    return 0;
}

/* A transport or a key that failed will not do better. */
int send_end(struct gnutls_session_int *session, int result)
{
    lock_give(&session->write_lock);
    if (result == GNUTLS_E_PUSH_ERROR || result == GNUTLS_E_PREMATURE_TERMINATION ||
        result == GNUTLS_E_RECORD_LIMIT_REACHED)
        connection_set_state(session, CONNECTION_DEAD);
    return result;
}

int send_flush(struct gnutls_session_int *session)
{
    if (outbound_waiting(&session->out) == 0)
        return 0;
    return outbound_flush(&session->out, &session->transport);
}

/* ---- keys ---- */

int send_queue_key_update(struct gnutls_session_int *session, bool ask_peer)
{
    const uint8_t message[] = { KEY_UPDATE, 0, 0, 1, ask_peer };

    TRY(outbound_queue(&session->out, &session->keys.out, CONTENT_HANDSHAKE,
                       bytes_of(message, sizeof(message))));
    epochs_update_out(&session->keys);
    session->last_out = KEY_UPDATE;
    return 0;
}

/* Before data goes out: the answer to a KeyUpdate, or fresh keys for worn ones. However many
 * updates asked for it, one answer does (RFC 8446, 4.6.3). */
static int update_if_due(struct gnutls_session_int *session)
{
    bool automatic = (session->init_flags & GNUTLS_NO_AUTO_REKEY) == 0;
    bool owed = __atomic_exchange_n(&session->update_owed, false, __ATOMIC_ACQ_REL);
    int result = 0;

    if (owed || (automatic && epochs_out_worn(&session->keys)))
        result = send_queue_key_update(session, false);
    if (owed && result < 0) /* lack of memory: the call may be made again */
        __atomic_store_n(&session->update_owed, true, __ATOMIC_RELEASE);
    return result;
}

/* ---- data ---- */

size_t connection_record_limit(const struct gnutls_session_int *session)
{
    size_t limit = session->out.plain_limit;
    size_t own = session->sending.user_limit;

    return own > 0 && own < limit ? own : limit;
}

size_t connection_send_limit(const struct gnutls_session_int *session)
{
    size_t limit = connection_record_limit(session);
    size_t mtu = session->dtls != NULL ? datagram_data_mtu(session) : limit;

    return mtu < limit ? mtu : limit;
}

static struct bytes first_part(const struct gnutls_session_int *session, struct bytes data)
{
    size_t limit = connection_send_limit(session);

    return bytes_of(data.data, data.size < limit ? data.size : limit);
}

static int queue_data(struct gnutls_session_int *session, struct bytes data, size_t padding)
{
    size_t room = connection_send_limit(session) - data.size;
    size_t waiting;

    if (!session->sending.composing) /* what is composed is finished under the present key */
        TRY(update_if_due(session));
    waiting = outbound_waiting(&session->out);
    TRY(outbound_queue_padded(&session->out, &session->keys.out, CONTENT_APPLICATION_DATA, data,
                              padding < room ? padding : room));
    session->sending.record_size = outbound_waiting(&session->out) - waiting;
    return 0;
}

static int push_data(struct gnutls_session_int *session, size_t *out_sent)
{
    int result = send_flush(session);

    /* The datagram is gone: another may fit. On a stream what is queued has to go. */
    if (result == GNUTLS_E_LARGE_PACKET && session->dtls != NULL)
        session->sending.pending = false;
    TRY(result);
    *out_sent = session->sending.pending_size;
    session->sending.pending = false;
    return 0;
}

static int send_data(struct gnutls_session_int *session, struct bytes data, size_t padding,
                     size_t *out_sent)
{
    struct sending *sending = &session->sending;

    if (sending->pending)
        return push_data(session, out_sent);
    if (data.data == NULL || (data.size == 0 && padding == 0))
        return fail(GNUTLS_E_INVALID_REQUEST);

    if (session->dtls != NULL && data.size > connection_send_limit(session))
        return fail(GNUTLS_E_LARGE_PACKET);
    data = first_part(session, data);
    TRY(queue_data(session, data, padding));
    sending->pending = true;
    sending->pending_size = data.size;
    return push_data(session, out_sent);
}

/* RFC 6347, 4.1.1: what is corked leaves in one datagram. */
static int cork_data(struct gnutls_session_int *session, struct bytes data, size_t *out_sent)
{
    if (session->dtls != NULL &&
        data.size + session->sending.corked.size > connection_send_limit(session))
        return fail(GNUTLS_E_LARGE_PACKET);
    TRY(buffer_append(&session->sending.corked, data));
    *out_sent = data.size;
    return 0;
}

int connection_send(struct gnutls_session_int *session, struct bytes data, size_t padding,
                    size_t *out_sent)
{
    *out_sent = 0;
    TRY(send_begin(session));
    /* What stalled before goes on first: it is sealed already. */
    if (session->sending.is_corked && !session->sending.pending)
        return send_end(session, cork_data(session, data, out_sent));
    return send_end(session, send_data(session, data, padding, out_sent));
}

/* One record of a call that hides a length: as much content as fits, then padding. What was
 * done counts from the moment when it is queued, so that a stall repeats nothing. */
static int send_hidden_part(struct gnutls_session_int *session, struct bytes data, size_t high)
{
    struct sending *sending = &session->sending;
    struct bytes part = first_part(session, bytes_from(data, sending->hidden_sent));
    size_t room = connection_send_limit(session) - part.size;
    size_t padding = high - data.size - sending->hidden_padding;
    size_t sent;

    if (sending->pending)
        return push_data(session, &sent);
    if (padding > room)
        padding = room;
    TRY(queue_data(session, part, padding));
    sending->pending = true;
    sending->pending_size = part.size;
    sending->hidden_sent += part.size;
    sending->hidden_padding += padding;
    return push_data(session, &sent);
}

static int send_hidden(struct gnutls_session_int *session, struct bytes data, size_t high,
                       size_t *out_sent)
{
    struct sending *sending = &session->sending;

    do
        TRY(send_hidden_part(session, data, high));
    while (sending->pending || sending->hidden_sent + sending->hidden_padding < high);
    sending->hidden_sent = 0;
    sending->hidden_padding = 0;
    *out_sent = data.size;
    return 0;
}

int connection_send_hidden(struct gnutls_session_int *session, struct bytes data, size_t high,
                           size_t *out_sent)
{
    *out_sent = 0;
    if (data.size > high)
        return fail(GNUTLS_E_INVALID_REQUEST);
    TRY(send_begin(session));
    return send_end(session, send_hidden(session, data, high, out_sent));
}

/* A record of which no byte has gone is taken back with its number. One that has gone in part
 * cannot be taken back: the peer could not read what follows. */
static void take_back(struct gnutls_session_int *session, size_t waiting)
{
    const struct sending *sending = &session->sending;

    if (sending->pending && session->out.sent == 0 && waiting == sending->record_size)
        session->keys.out.sequence--;
    else
        connection_set_state(session, CONNECTION_DEAD);
}

/* A datagram's number may be missing. */
static size_t discard(struct gnutls_session_int *session)
{
    size_t waiting = outbound_waiting(&session->out);
    struct sending *sending = &session->sending;

    if (waiting == 0)
        return 0;
    if (session->dtls == NULL)
        take_back(session, waiting);
    outbound_discard(&session->out);
    sending->pending = false;
    return waiting;
}

size_t connection_discard(struct gnutls_session_int *session)
{
    lock_take(&session->write_lock);
    size_t discarded = discard(session);
    lock_give(&session->write_lock);
    return discarded;
}

/* ---- cork ---- */

void connection_cork(struct gnutls_session_int *session)
{
    lock_take(&session->write_lock);
    session->sending.is_corked = true;
    lock_give(&session->write_lock);
}

static int seal_corked(struct gnutls_session_int *session)
{
    struct sending *sending = &session->sending;

    while (sending->corked_sealed < sending->corked.size) {
        struct bytes rest = bytes_from(buffer_bytes(&sending->corked), sending->corked_sealed);
        struct bytes part = first_part(session, rest);

        TRY(queue_data(session, part, 0));
        sending->corked_sealed += part.size;
    }
    return 0;
}

static int uncork(struct gnutls_session_int *session, bool wait, size_t *out_sent)
{
    struct sending *sending = &session->sending;
    int result;

    TRY(seal_corked(session));
    do
        result = send_flush(session);
    while (wait && error_is_stall(result));
    TRY(result);

    *out_sent = sending->corked.size;
    buffer_wipe(&sending->corked);
    sending->corked_sealed = 0;
    sending->is_corked = false;
    return 0;
}

int connection_uncork(struct gnutls_session_int *session, bool wait, size_t *out_sent)
{
    *out_sent = 0;
    if (!session->sending.is_corked)
        return 0;
    TRY(send_begin(session));
    return send_end(session, uncork(session, wait, out_sent));
}

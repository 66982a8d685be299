/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* close.c - closing, so that both sides know that nothing was cut off */

#include "base/errors.h"
#include "connection/calls.h"

/* What a stalled call left goes first. RFC 8446, 6.2: behind a fatal alert nothing is said. */
static int send_close(struct gnutls_session_int *session)
{
    static const uint8_t close_notify[] = { GNUTLS_AL_WARNING, GNUTLS_A_CLOSE_NOTIFY };
    struct sending *sending = &session->sending;

    if (!sending->close_sent && !sending->fatal_sent) {
        TRY(outbound_queue(&session->out, &session->keys.out, CONTENT_ALERT,
                           bytes_of(close_notify, sizeof(close_notify))));
        sending->close_sent = true;
    }
    return outbound_flush(&session->out, &session->transport);
}

static int send_close_locked(struct gnutls_session_int *session)
{
    int result;

    if (alerts_are_carried(session))
        return connection_send_alert(session, GNUTLS_AL_WARNING, GNUTLS_A_CLOSE_NOTIFY);

    lock_take(&session->write_lock);
    result = send_close(session);
    lock_give(&session->write_lock);
    return result;
}

/* A close_notify that got lost is not said again: nobody waits for ever for one. */
static unsigned wait_limit_ms(const struct gnutls_session_int *session)
{
    if (session->record_timeout_ms == 0 && session->dtls != NULL)
        return session->dtls->timer.total_ms;
    return session->record_timeout_ms;
}

/* Data that still comes is not wanted any more, nor is a further handshake. */
static int wait_for_close(struct gnutls_session_int *session)
{
    int result = 0;

    limit_begin(session, wait_limit_ms(session));
    while (result == 0 && !session->receiving.close_received) {
        enum arrival arrival;
        struct bytes data;

        result = connection_read(session, &arrival, &data);
        if (result == GNUTLS_E_REHANDSHAKE)
            result = 0;
    }
    limit_end(session);
    return result;
}

int connection_close(struct gnutls_session_int *session, bool wait_for_peer)
{
    switch (connection_state(session)) {
    case CONNECTION_NEW:
        return 0;
    case CONNECTION_DEAD:
        return fail(GNUTLS_E_INVALID_SESSION);
    default:
        break;
    }
    TRY(send_close_locked(session));
    if (!wait_for_peer || is_detached(&session->config))
        return 0;
    if (session->receiving.busy) /* a hook, called from within a read */
        return GNUTLS_E_AGAIN;
    TRY(connection_complete(session));
    if (connection_state(session) != CONNECTION_OPEN)
        return fail(GNUTLS_E_UNAVAILABLE_DURING_HANDSHAKE);
    return wait_for_close(session);
}

/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* detached.c - messages that the application carries itself: QUIC, RFC 9001, 4 */

#include "base/errors.h"
#include "connection/calls.h"

/* What a hook refused before was told; what was behind it comes first. */
static int read_late(struct gnutls_session_int *session)
{
    TRY(post_handshake_go_on(session));
    if (session->receiving.to_tell < 0)
        return 0;
    return post_handshake_take(session, detached_take(&session->detached));
}

/* Tickets, RFC 9001, 4.1.3. */
static int take_late(struct gnutls_session_int *session)
{
    int result;

    session->receiving.busy = true;
    result = read_late(session);
    session->receiving.busy = false;
    return result;
}

/* A hook refused a message, or it is not whole yet. */
static int tell(struct gnutls_session_int *session)
{
    int result = session->receiving.to_tell;

    session->receiving.to_tell = 0;
    if (result == 0 && !message_queue_is_empty(&session->late_messages))
        return GNUTLS_E_AGAIN;
    return result;
}

static int bring(struct gnutls_session_int *session, gnutls_record_encryption_level_t level,
                 struct bytes data)
{
    /* A message of the largest size, with what came before and behind it. */
    size_t max_size = (size_t)session->config.max_message_size + RECORD_PLAIN_MAX;

    TRY(detached_bring(&session->detached, level, data, max_size));
    return connection_state(session) == CONNECTION_OPEN ? take_late(session) : 0;
}

int connection_bring(struct gnutls_session_int *session, gnutls_record_encryption_level_t level,
                     struct bytes data)
{
    int result;

    if (data.size == 0)
        return 0;
    if (!is_detached(&session->config))
        return fail(GNUTLS_E_INVALID_REQUEST);
    if (connection_state(session) == CONNECTION_DEAD)
        return fail(GNUTLS_E_INVALID_SESSION);
    if (session->receiving.busy) /* a hook, called for a message that is not done with */
        return GNUTLS_E_AGAIN;

    result = bring(session, level, data);
    if (result < 0)
        return connection_fail(session, result);
    return tell(session);
}

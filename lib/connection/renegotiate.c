/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* renegotiate.c - a further handshake within a connection of TLS 1.2, RFC 5746
 *
 * What it agrees on is built aside. Only while the handshake is at work is it what the
 * application's functions see, since they judge the peer that is being met; between its calls, and
 * for good when it comes to nothing, the connection is what it was.
 */

#include "base/errors.h"
#include "base/memory.h"
#include "connection/calls.h"

void renegotiation_swap(struct gnutls_session_int *session)
{
    struct agreed agreed;

    if (session->aside == NULL)
        return;
    agreed = session->agreed;
    session->agreed = *session->aside;
    *session->aside = agreed;
    memory_wipe(&agreed, sizeof(agreed));
    session->aside_stands = !session->aside_stands;
}

static void free_aside(struct gnutls_session_int *session)
{
    if (session->aside == NULL)
        return;
    agreed_wipe(session->aside);
    memory_free(session->aside);
    session->aside = NULL;
    session->aside_stands = false;
}

void renegotiation_forget(struct gnutls_session_int *session)
{
    free_aside(session);
    buffer_wipe(&session->hello);
}

const struct agreed *renegotiation_standing(const struct gnutls_session_int *session)
{
    if (session->aside_stands)
        return session->aside;
    if (session->aside != NULL || connection_state(session) == CONNECTION_OPEN)
        return &session->agreed;
    return NULL;
}

/* ---- its beginning ---- */

/* Behind a request there is nothing but the same again: the keys of what follows are not ours to
 * choose then. */
static int drop_requests(struct gnutls_session_int *session)
{
    struct message_queue *queue = &session->late_messages;
    size_t max_size = session->config.max_message_size;
    bool there;

    TRY(message_peek(queue, max_size, &there));
    while (there && session->config.role == CLIENT && queue->current.type == HELLO_REQUEST) {
        message_done(queue);
        TRY(message_peek(queue, max_size, &there));
    }
    return message_queue_is_empty(queue) ? 0 : fail(GNUTLS_E_UNEXPECTED_PACKET);
}

/* RFC 5746, 4.2 and 4.4: a peer that cannot tell one handshake from another is refused, and the
 * connection goes on. */
static int refuse_unsafe(struct gnutls_session_int *session)
{
    buffer_wipe(&session->hello);
    TRY(connection_send_alert(session, GNUTLS_AL_WARNING, GNUTLS_A_NO_RENEGOTIATION));
    return fail(GNUTLS_E_UNSAFE_RENEGOTIATION_DENIED);
}

int renegotiation_begin(struct gnutls_session_int *session)
{
    int result;

    if (!session->agreed.safe_renegotiation)
        return refuse_unsafe(session);
    result = drop_requests(session);
    if (result < 0)
        return connection_fail(session, result);
    session->aside = memory_get_zeroed(sizeof(*session->aside));
    return session->aside != NULL ? 0 : fail(GNUTLS_E_MEMORY_ERROR);
}

/* ---- its end ---- */

/* Who was known by a certificate does not become another within a connection, unless the
 * application knows how to deal with it. */
static int check_same_peer(struct gnutls_session_int *session)
{
    unsigned before_count, now_count;
    const gnutls_datum_t *before = agreed_peers(session->aside, &before_count);
    const gnutls_datum_t *now = agreed_peers(&session->agreed, &now_count);

    if ((session->init_flags & GNUTLS_ALLOW_ID_CHANGE) != 0 || before == NULL || now == NULL)
        return 0;
    if (!bytes_equal(bytes_of_datum(&before[0]), bytes_of_datum(&now[0])))
        return fail(GNUTLS_E_SESSION_USER_ID_CHANGED);
    return 0;
}

int renegotiation_end(struct gnutls_session_int *session)
{
    if (session->aside == NULL)
        return 0;
    TRY(check_same_peer(session));
    session->resumption.ticket_seen = session->handshake->ticket_came;
    return 0;
}

/* A server may ask and wait; a client may have been refused (RFC 5246, 7.2.2). As long as the peer
 * has said nothing of it, there is no handshake. */
bool renegotiation_is_off(const struct gnutls_session_int *session, int result)
{
    bool refused = result == GNUTLS_E_WARNING_ALERT_RECEIVED &&
                   session->alert.description == GNUTLS_A_NO_RENEGOTIATION;

    return session->aside != NULL && handshake_is_unheard(session->handshake) &&
           (refused || session->config.role == SERVER);
}

/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* send_messages.c - messages after the handshake on their way out: new keys, requests, tickets */

#include "connection/send.h"

#include "base/errors.h"

/* The application's functions are called while messages are composed, and the lock is held. What
 * they send as data goes in front of the messages; other messages would go between them. */
static int begin_messages(struct gnutls_session_int *session)
{
    TRY(send_begin(session));
    if (session->sending.composing)
        return send_end(session, fail(GNUTLS_E_UNAVAILABLE_DURING_HANDSHAKE));
    return 0;
}

/* ---- keys ---- */

static int update_keys(struct gnutls_session_int *session, bool ask_peer)
{
    if (session->sending.control != CONTROL_KEY_UPDATE) {
        TRY(send_queue_key_update(session, ask_peer));
        session->sending.control = CONTROL_KEY_UPDATE;
    }
    TRY(send_flush(session));
    session->sending.control = CONTROL_NONE;
    return 0;
}

int connection_update_keys(struct gnutls_session_int *session, bool ask_peer)
{
    TRY(begin_messages(session));
    return send_end(session, update_keys(session, ask_peer));
}

/* ---- a further handshake ---- */

static int send_request(struct gnutls_session_int *session)
{
    static const uint8_t message[FRAGMENT_HEADER_SIZE] = { HELLO_REQUEST };
    size_t size = session->dtls != NULL ? FRAGMENT_HEADER_SIZE : HANDSHAKE_HEADER_SIZE;

    if (session->sending.control != CONTROL_REQUEST) {
        TRY(outbound_queue(&session->out, &session->keys.out, CONTENT_HANDSHAKE,
                           bytes_of(message, size)));
        session->last_out = HELLO_REQUEST;
        session->sending.control = CONTROL_REQUEST;
    }
    TRY(send_flush(session));
    session->sending.control = CONTROL_NONE;
    if (session->dtls != NULL)
        return dtls_ask(session->dtls, session->keys.out.epoch, clock_steady_ms(session->clock));
    return 0;
}

int connection_request_handshake(struct gnutls_session_int *session)
{
    if (session->config.role != SERVER)
        return fail(GNUTLS_E_INVALID_REQUEST);
    TRY(begin_messages(session));
    if (session->agreed.version->tls13_or_later)
        return send_end(session, update_keys(session, true));
    if (!session->agreed.safe_renegotiation)
        return send_end(session, fail(GNUTLS_E_UNSAFE_RENEGOTIATION_DENIED));
    return send_end(session, send_request(session));
}

/* ---- tickets ---- */

static int compose_tickets(struct gnutls_session_int *session, unsigned count, struct buffer *out)
{
    int result = 0;

    session->sending.composing = true;
    for (unsigned i = 0; i < count && result == 0; i++)
        result = new_session_ticket_write(&session->agreed, &session->config, session,
                                          clock_wall_ms(session->clock), out);
    session->sending.composing = false;
    return result;
}

static int queue_tickets(struct gnutls_session_int *session, unsigned count)
{
    SCOPED(buffer) struct buffer messages = { 0 };

    TRY(compose_tickets(session, count, &messages));
    if (messages.size == 0)
        return 0;
    session->last_out = NEW_SESSION_TICKET;
    if (is_detached(&session->config))
        return say_messages(&session->config, session, session->detached.write, &messages);
    return outbound_queue(&session->out, &session->keys.out, CONTENT_HANDSHAKE,
                          buffer_bytes(&messages));
}

static int send_tickets(struct gnutls_session_int *session, unsigned count)
{
    if (session->sending.control != CONTROL_TICKETS) {
        TRY(queue_tickets(session, count));
        session->sending.control = CONTROL_TICKETS;
    }
    TRY(send_flush(session));
    session->sending.control = CONTROL_NONE;
    return 0;
}

int connection_send_tickets(struct gnutls_session_int *session, unsigned count)
{
    if (session->config.role != SERVER || count == 0 || connection_state(session) < CONNECTION_OPEN)
        return fail(GNUTLS_E_INVALID_REQUEST);
    TRY(begin_messages(session));
    if (!session->agreed.version->tls13_or_later)
        return send_end(session, fail(GNUTLS_E_INVALID_REQUEST));
    return send_end(session, send_tickets(session, count));
}

/* ---- after the handshake ---- */

static int compose_exchange(struct gnutls_session_int *session, struct handshake *exchange)
{
    int result;

    session->sending.composing = true;
    result = handshake_run(exchange, clock_wall_ms(session->clock));
    session->sending.composing = false;
    return result;
}

/* Under the lock from the first message on: what is finished under a key goes under that key. */
static int send_exchange(struct gnutls_session_int *session, struct handshake *exchange)
{
    if (session->sending.control != CONTROL_REAUTH) {
        TRY(compose_exchange(session, exchange));
        TRY(post_auth_queue(exchange));
        session->sending.control = CONTROL_REAUTH;
    }
    TRY(send_flush(session));
    session->sending.control = CONTROL_NONE;
    return 0;
}

int connection_send_exchange(struct gnutls_session_int *session, struct handshake *exchange)
{
    TRY(begin_messages(session));
    return send_end(session, send_exchange(session, exchange));
}

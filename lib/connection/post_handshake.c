/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* post_handshake.c - messages that come after the handshake, RFC 8446, 4.6 */

#include "base/errors.h"
#include "connection/calls.h"

/* Late messages in one second with no data between. Each costs us more than its sender. */
enum { MESSAGES_PER_SECOND_MAX = 64 };

static int check_flood(struct gnutls_session_int *session)
{
    struct receiving *receiving = &session->receiving;
    int64_t now_ms = clock_steady_ms(session->clock);

    if (receiving->flood_count == 0 || now_ms - receiving->flood_since_ms >= 1000) {
        receiving->flood_since_ms = now_ms;
        receiving->flood_count = 0;
    }
    if (receiving->flood_count >= MESSAGES_PER_SECOND_MAX)
        return fail(GNUTLS_E_UNEXPECTED_PACKET);
    receiving->flood_count++;
    return 0;
}

static int keep_ticket(struct gnutls_session_int *session, struct bytes body)
{
    SCOPED(stored_ticket) struct stored_ticket ticket = { 0 };

    TRY(new_session_ticket_take(&session->agreed, body, clock_wall_ms(session->clock), &ticket));
    if (ticket.facts.ticket.size > 0)
        ticket_store_put(&session->resumption.tickets, &ticket);
    session->resumption.ticket_seen = true;
    return 0;
}

/* What the application's hook refuses is told to who reads; the connection lives on. */
static void ask_hook(struct gnutls_session_int *session, int when, struct bytes body)
{
    session->receiving.to_tell =
        hook_call(&session->config, session, NEW_SESSION_TICKET, when, true, body);
}

static int take_ticket(struct gnutls_session_int *session, struct bytes body)
{
    if (session->config.role != CLIENT)
        return fail(GNUTLS_E_UNEXPECTED_PACKET);

    ask_hook(session, GNUTLS_HOOK_PRE, body);
    if (session->receiving.to_tell < 0)
        return 0;
    TRY(keep_ticket(session, body));
    ask_hook(session, GNUTLS_HOOK_POST, body);
    return 0;
}

static int take_key_update(struct gnutls_session_int *session, struct bytes body)
{
    enum { UPDATE_REQUESTED = 1 };

    if (body.size != 1)
        return fail(GNUTLS_E_UNEXPECTED_PACKET_LENGTH);
    if (body.data[0] > UPDATE_REQUESTED)
        return fail(GNUTLS_E_RECEIVED_ILLEGAL_PARAMETER);

    epochs_update_in(&session->keys);
    if (body.data[0] == UPDATE_REQUESTED)
        __atomic_store_n(&session->update_owed, true, __ATOMIC_RELEASE);
    return 0;
}

/* RFC 5246, 7.4.1.1 and 7.4.1.2: the application is told, and starts a further handshake, or
 * refuses with an alert, or reads on. */
static int take_request(struct gnutls_session_int *session, const struct message *message)
{
    unsigned expected = session->config.role == CLIENT ? HELLO_REQUEST : CLIENT_HELLO;

    if (message->type != expected)
        return fail(GNUTLS_E_UNEXPECTED_PACKET);
    if (session->config.role == CLIENT && message->body.size > 0)
        return fail(GNUTLS_E_UNEXPECTED_PACKET_LENGTH);
    if (session->config.role == SERVER)
        TRY(buffer_set(&session->hello, message->whole));
    session->receiving.to_tell = GNUTLS_E_REHANDSHAKE;
    return 0;
}

static int take_message(struct gnutls_session_int *session, const struct message *message)
{
    TRY(check_flood(session));
    session->last_in = message->type;
    if (reauth_is_amid_answer(session) && message->type == KEY_UPDATE)
        return fail(GNUTLS_E_UNEXPECTED_PACKET);
    if (!session->agreed.version->tls13_or_later)
        return take_request(session, message);
    /* RFC 9001, 4.4 and 6: QUIC has key updates of its own, and nobody is asked who they are. */
    if (is_detached(&session->config) && message->type != NEW_SESSION_TICKET)
        return fail(GNUTLS_E_UNEXPECTED_PACKET);
    switch (message->type) {
    case NEW_SESSION_TICKET:
        return take_ticket(session, message->body);
    case KEY_UPDATE:
        return take_key_update(session, message->body);
    case CERTIFICATE_REQUEST:
        return reauth_take_request(session, message);
    case CERTIFICATE:
    case CERTIFICATE_VERIFY:
    case FINISHED:
        return reauth_take_answer(session, message);
    default:
        return fail(GNUTLS_E_UNEXPECTED_PACKET);
    }
}

static int take_current(struct gnutls_session_int *session)
{
    struct message_queue *queue = &session->late_messages;
    bool keys_change = queue->current.type == KEY_UPDATE;
    int result = take_message(session, &queue->current);

    message_done(queue);
    TRY(result);
    /* RFC 8446, 5.1: what is behind it in its record is under a key that is gone. */
    if (keys_change && !message_queue_is_empty(queue))
        return fail(GNUTLS_E_UNEXPECTED_PACKET);
    return 0;
}

int post_handshake_go_on(struct gnutls_session_int *session)
{
    struct message_queue *queue = &session->late_messages;
    size_t max_size = session->config.max_message_size;
    bool there;

    TRY(message_peek(queue, max_size, &there));
    while (there && session->receiving.to_tell == 0) {
        TRY(take_current(session));
        TRY(message_peek(queue, max_size, &there));
    }
    return 0;
}

int post_handshake_take(struct gnutls_session_int *session, struct bytes content)
{
    TRY(message_feed(&session->late_messages, content, session->config.max_message_size));
    return post_handshake_go_on(session);
}

/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* reauth.c - a client shows after the handshake who it is, RFC 8446, 4.6.2
 *
 * The messages come in between data, whoever reads. A request waits until the client's application
 * answers it; an answer waits, once it has come whole, until the server's asks for it. Nothing of
 * the application's is called before.
 */

#include "base/errors.h"
#include "connection/calls.h"

static void end_exchange(struct reauth *reauth)
{
    handshake_free(reauth->exchange);
    reauth->exchange = NULL;
    buffer_wipe(&reauth->message);
    secret_wipe(&reauth->answered_under);
    reauth->answer = ANSWER_NOT_AWAITED;
}

void reauth_wipe(struct reauth *reauth)
{
    end_exchange(reauth);
    buffer_wipe(&reauth->requests);
}

/* ---- what comes ---- */

/* RFC 8446, 4.6.2: several may come before the first is answered. */
int reauth_take_request(struct gnutls_session_int *session, const struct message *message)
{
    struct reauth *reauth = &session->reauth;

    if (session->config.role != CLIENT || session->agreed.transcript == NULL ||
        is_detached(&session->config))
        return fail(GNUTLS_E_UNEXPECTED_PACKET);
    if (message->whole.size > session->config.max_message_size - reauth->requests.size)
        return fail(GNUTLS_E_HANDSHAKE_TOO_LARGE);
    TRY(buffer_append(&reauth->requests, message->whole));
    reauth->to_tell = true;
    return 0;
}

/* RFC 8446, 4.6.2: all of an answer comes in a row. */
static bool is_next(const struct reauth *reauth, unsigned type)
{
    switch (reauth->answer) {
    case ANSWER_AWAITED:
        return type == CERTIFICATE;
    case ANSWER_HAS_CERTIFICATE:
        return type == CERTIFICATE_VERIFY || type == FINISHED;
    case ANSWER_HAS_PROOF:
        return type == FINISHED;
    default:
        return false;
    }
}

bool reauth_is_amid_answer(const struct gnutls_session_int *session)
{
    enum answer answer = session->reauth.answer;

    return answer == ANSWER_HAS_CERTIFICATE || answer == ANSWER_HAS_PROOF;
}

int reauth_take_answer(struct gnutls_session_int *session, const struct message *message)
{
    struct reauth *reauth = &session->reauth;

    if (!is_next(reauth, message->type))
        return fail(GNUTLS_E_UNEXPECTED_PACKET);
    TRY(buffer_append(&reauth->message, message->whole));
    if (message->type == FINISHED)
        reauth->answered_under = session->keys.in_traffic;
    reauth->answer = message->type == CERTIFICATE          ? ANSWER_HAS_CERTIFICATE
                     : message->type == CERTIFICATE_VERIFY ? ANSWER_HAS_PROOF
                                                           : ANSWER_HERE;
    return 0;
}

/* ---- both sides ---- */

static int begin_exchange(struct gnutls_session_int *session)
{
    const struct handshake_start start = {
        .session = session,
        .config = &session->config,
        .agreed = &session->agreed,
        .io = {
            .in = &session->in,
            .out = &session->out,
            .keys = &session->keys,
            .transport = &session->transport,
            .alert = &session->alert,
        },
        .hello = buffer_bytes(&session->reauth.message),
    };

    session->handshake_began_ms = clock_steady_ms(session->clock);
    return post_auth_new(&start, &session->reauth.exchange);
}

/* ---- client ---- */

/* The oldest request leaves the others. */
static int take_first_request(struct reauth *reauth)
{
    struct wire_reader r = wire_reader(buffer_bytes(&reauth->requests));
    struct bytes body;

    wire_read_u8(&r);
    body = wire_read_vec24(&r);
    TRY(buffer_set(&reauth->message,
                   bytes_of(reauth->requests.data, HANDSHAKE_HEADER_SIZE + body.size)));
    buffer_drop_front(&reauth->requests, reauth->message.size);
    return 0;
}

static int answer_request(struct gnutls_session_int *session)
{
    struct reauth *reauth = &session->reauth;

    if (reauth->exchange == NULL) {
        if (reauth->requests.size == 0)
            return fail(GNUTLS_E_INVALID_REQUEST);
        TRY(take_first_request(reauth));
        TRY(begin_exchange(session));
    }
    TRY(connection_send_exchange(session, reauth->exchange));
    end_exchange(reauth);
    reauth->to_tell = reauth->requests.size > 0;
    return 0;
}

/* ---- server ---- */

static int send_request(struct gnutls_session_int *session)
{
    struct reauth *reauth = &session->reauth;

    if (!session->agreed.client_takes_post_auth ||
        session->config.client_certificate == CERTIFICATE_NOT_ASKED)
        return fail(GNUTLS_E_INVALID_REQUEST);
    if (session->config.certificate == NULL)
        return fail(GNUTLS_E_INSUFFICIENT_CREDENTIALS);
    if (reauth->exchange == NULL)
        TRY(begin_exchange(session));
    TRY(connection_send_exchange(session, reauth->exchange));
    reauth->answer = ANSWER_AWAITED;
    return 0;
}

/* Data that comes before the answer was not sent by whom it will show: the application takes it
 * first. */
static int read_on(struct gnutls_session_int *session)
{
    enum arrival arrival;
    struct bytes data;

    if (connection_pending(session) > 0)
        return GNUTLS_E_GOT_APPLICATION_DATA;
    TRY(connection_read(session, &arrival, &data));
    if (arrival == ARRIVED_WARNING)
        return GNUTLS_E_WARNING_ALERT_RECEIVED;
    if (arrival == ARRIVED_CLOSE)
        return connection_fail(session, fail(GNUTLS_E_PREMATURE_TERMINATION));
    if (arrival == ARRIVED_DATA)
        inbound_leave_application(&session->in, data);
    return 0;
}

static int await_answer(struct gnutls_session_int *session)
{
    int result = 0;

    limit_begin_at(session, session->handshake_began_ms, session->handshake_timeout_ms);
    while (result == 0 && session->reauth.answer != ANSWER_HERE)
        result = read_on(session);
    limit_end(session);
    return result;
}

static int judge_answer(struct gnutls_session_int *session)
{
    struct reauth *reauth = &session->reauth;

    if (!reauth->is_judged) {
        post_auth_answered(reauth->exchange, buffer_bytes(&reauth->message),
                           &reauth->answered_under);
        reauth->is_judged = true;
    }
    TRY(handshake_run(reauth->exchange, clock_wall_ms(session->clock)));
    end_exchange(reauth);
    return 0;
}

static int ask_client(struct gnutls_session_int *session)
{
    struct reauth *reauth = &session->reauth;

    if (reauth->answer == ANSWER_NOT_AWAITED) {
        TRY(send_request(session));
        reauth->is_judged = false;
    }
    TRY(await_answer(session));
    return judge_answer(session);
}

/* ---- the call ---- */

/* The exchange goes on when it is called again, or the call had no place here. */
static bool may_go_on(int error)
{
    const struct error_facts *facts = error_find(error);

    return error == GNUTLS_E_TIMEDOUT || error == GNUTLS_E_INVALID_REQUEST ||
           error == GNUTLS_E_INSUFFICIENT_CREDENTIALS || error == GNUTLS_E_GOT_APPLICATION_DATA ||
           (facts != NULL && !facts->fatal);
}

int connection_reauthenticate(struct gnutls_session_int *session)
{
    int result;

    switch (connection_state(session)) {
    case CONNECTION_DEAD:
        return fail(GNUTLS_E_INVALID_SESSION);
    case CONNECTION_OPEN:
        break;
    default:
        return fail(session->config.role == CLIENT ? GNUTLS_E_UNAVAILABLE_DURING_HANDSHAKE
                                                   : GNUTLS_E_INVALID_REQUEST);
    }
    /* RFC 9001, 4.4: where another protocol carries the messages there is none of it. */
    if (!session->agreed.version->tls13_or_later || is_detached(&session->config))
        return fail(GNUTLS_E_INVALID_REQUEST);
    if (session->receiving.busy)
        return GNUTLS_E_AGAIN;
    result = session->config.role == CLIENT ? answer_request(session) : ask_client(session);
    if (session->reauth.exchange != NULL)
        session->last_out = session->reauth.exchange->last_out;
    if (result < 0 && !may_go_on(result) && connection_state(session) != CONNECTION_DEAD)
        connection_fail(session, result);
    return result;
}

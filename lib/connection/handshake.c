/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* handshake.c - starts, continues and finishes a handshake */

#include "base/errors.h"
#include "connection/calls.h"

/* The round trip is what the wait for a late ticket goes by. */
static void measure_begin(gnutls_session_t session)
{
    round_trip_begin(&session->resumption.round_trip, clock_steady_ms(session->clock));
}

static void measure_end(gnutls_session_t session)
{
    round_trip_end(&session->resumption.round_trip, clock_steady_ms(session->clock));
}

static int64_t steady_ms(gnutls_session_t session)
{
    return clock_steady_ms(session->clock);
}

static bool may_start_early(const struct gnutls_session_int *session)
{
    unsigned flag =
        session->config.role == CLIENT ? GNUTLS_ENABLE_FALSE_START : GNUTLS_ENABLE_EARLY_START;

    return (session->init_flags & flag) != 0 && session->dtls == NULL &&
           !is_detached(&session->config);
}

/* `before`: what the handshake before this one agreed on; NULL: this is the first. */
static int start(struct gnutls_session_int *session, const struct agreed *before)
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
            .detached = &session->detached,
            .flight_left = measure_begin,
            .answer_came = measure_end,
            .steady_ms = steady_ms,
            .dtls = session->dtls,
        },
        .resume = before == NULL ? connection_offered(session) : NULL,
        .may_start_early = before == NULL && may_start_early(session),
        .before = before,
        .hello = buffer_bytes(&session->hello),
    };

    if (session->config.priority == NULL)
        return fail(GNUTLS_E_NO_PRIORITIES_WERE_SET);
    TRY(handshake_new(&start, &session->handshake));
    session->handshake_began_ms = clock_steady_ms(session->clock);
    connection_set_state(session, CONNECTION_SHAKING);
    return 0;
}

static int start_further(struct gnutls_session_int *session)
{
    int result;

    TRY(renegotiation_begin(session));
    renegotiation_swap(session);
    result = start(session, session->aside);
    renegotiation_swap(session);
    if (result < 0)
        renegotiation_forget(session);
    return result;
}

/* A stall, and also what the application may mend or go on after: the handshake waits. */
static bool may_go_on(int error)
{
    const struct error_facts *facts = error_find(error);

    return error == GNUTLS_E_TIMEDOUT || error == GNUTLS_E_GOT_APPLICATION_DATA ||
           (facts != NULL && !facts->fatal);
}

static int go_on(struct gnutls_session_int *session)
{
    int result;

    renegotiation_swap(session);
    /* The rest after a false start is part of a read: what the program did before is its own. */
    if (connection_state(session) == CONNECTION_EARLY)
        limit_begin(session, session->record_timeout_ms);
    else if (session->dtls != NULL)
        datagram_limit_begin(session);
    else
        limit_begin_at(session, session->handshake_began_ms, session->handshake_timeout_ms);
    session->at_work = true;
    result = handshake_run(session->handshake, clock_wall_ms(session->clock));
    session->at_work = false;
    limit_end(session);
    datagram_tell_discarded(session);

    session->last_in = session->handshake->last_in;
    session->last_out = session->handshake->last_out;
    session->resumption.ticket_seen |= session->handshake->ticket_came;
    if (result == HANDSHAKE_DATA_MAY_GO)
        return result;
    if (result == 0)
        return renegotiation_end(session);
    if (may_go_on(result))
        renegotiation_swap(session);
    return result;
}

/* The handshake is over: what served it alone is wiped and given back. */
static void clear_away(struct gnutls_session_int *session)
{
    handshake_free(session->handshake);
    session->handshake = NULL;
    renegotiation_forget(session);
}

/* RFC 5246, 6.2.1: what stands behind the last Finished in its record is for who reads next. It lies
 * where the record was opened. In TLS 1.3 there is none: the keys have changed. */
static void keep_rest(struct gnutls_session_int *session)
{
    const struct message_queue *messages = &session->handshake->messages;

    if (messages->rest.size > 0)
        session->late_messages.rest = messages->rest;
}

static void finish(struct gnutls_session_int *session)
{
    keep_rest(session);
    clear_away(session);
    session->last_in = session->last_out = GNUTLS_HANDSHAKE_ANY; /* of interest after a failure */
    session->completed = true;
    connection_drop_unused_offer(session);
    if (session->late_messages.rest.size == 0)
        inbound_idle(&session->in);
    connection_set_state(session, CONNECTION_OPEN);
}

static int play(struct gnutls_session_int *session)
{
    int result;

    if (session->at_work)
        return GNUTLS_E_AGAIN;
    result = go_on(session);
    if (result == HANDSHAKE_DATA_MAY_GO) {
        session->false_start = true;
        connection_set_state(session, CONNECTION_EARLY);
        return 0;
    }
    if (result == GNUTLS_E_WARNING_ALERT_RECEIVED)
        datagram_take_warning(session);
    if (result == 0 || (may_go_on(result) && renegotiation_is_off(session, result)))
        finish(session);
    else if (!may_go_on(result)) {
        connection_fail(session, result);
        clear_away(session);
    }
    return result;
}

int connection_complete(struct gnutls_session_int *session)
{
    return connection_state(session) == CONNECTION_EARLY ? play(session) : 0;
}

int connection_handshake(struct gnutls_session_int *session)
{
    switch (connection_state(session)) {
    case CONNECTION_DEAD:
        return fail(GNUTLS_E_INVALID_SESSION);
    case CONNECTION_OPEN:
        if (is_detached(&session->config))
            return 0; /* RFC 9001, 6: it has key updates of its own */
        if (session->agreed.version->tls13_or_later)
            return connection_update_keys(session, true);
        TRY(start_further(session));
        break;
    case CONNECTION_NEW:
        TRY(start(session, NULL));
        break;
    case CONNECTION_EARLY:
        return fail(GNUTLS_E_HANDSHAKE_DURING_FALSE_START);
    case CONNECTION_SHAKING:
        break;
    }
    return play(session);
}

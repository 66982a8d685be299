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

static int start(struct gnutls_session_int *session)
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
            .flight_left = measure_begin,
            .answer_came = measure_end,
        },
        .resume = session->resumption.offered,
    };

    if (session->config.priority == NULL)
        return fail(GNUTLS_E_NO_PRIORITIES_WERE_SET);
    TRY(handshake_new(&start, &session->handshake));
    session->in.look_ahead = true;
    session->handshake_began_ms = clock_steady_ms(session->clock);
    connection_set_state(session, CONNECTION_SHAKING);
    return 0;
}

static int go_on(struct gnutls_session_int *session)
{
    int result;

    limit_begin_at(session, session->handshake_began_ms, session->handshake_timeout_ms);
    result = handshake_run(session->handshake, clock_wall_ms(session->clock));
    limit_end(session);

    session->last_in = session->handshake->last_in;
    session->last_out = session->handshake->last_out;
    session->resumption.ticket_seen |= session->handshake->ticket_came;
    return result;
}

/* The handshake is over: what served it alone is wiped and given back. */
static void clear_away(struct gnutls_session_int *session)
{
    handshake_free(session->handshake);
    session->handshake = NULL;
    session->in.look_ahead = false;
    session->in.allow_ccs = false;
}

static void finish(struct gnutls_session_int *session)
{
    clear_away(session);
    connection_drop_unused_offer(session);
    inbound_idle(&session->in);
    connection_set_state(session, CONNECTION_OPEN);
}

/* A stall, and also what the application may mend or go on after: the handshake waits. */
static bool may_go_on(int error)
{
    const struct error_facts *facts = error_find(error);

    return error == GNUTLS_E_TIMEDOUT || (facts != NULL && !facts->fatal);
}

int connection_handshake(struct gnutls_session_int *session)
{
    int result;

    switch (connection_state(session)) {
    case CONNECTION_DEAD:
        return fail(GNUTLS_E_INVALID_SESSION);
    case CONNECTION_OPEN:
        return connection_update_keys(session, true);
    case CONNECTION_NEW:
        TRY(start(session));
        break;
    case CONNECTION_SHAKING:
        break;
    }

    result = go_on(session);
    if (result == 0)
        finish(session);
    else if (!may_go_on(result)) {
        connection_fail(session, result);
        clear_away(session);
    }
    return result;
}

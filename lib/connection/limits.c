/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* limits.c - time limits on reading
 *
 * The time that is left is computed before each pull, so that a peer that sends a byte now and
 * then does not hold us longer than the application allowed.
 */

#include "base/errors.h"
#include "connection/calls.h"

static int wait_within_limit(void *ctx)
{
    struct gnutls_session_int *session = ctx;
    int64_t spent_ms = clock_steady_ms(session->clock) - session->limit.began_ms;
    int64_t left_ms = session->limit.ms - spent_ms;

    if (left_ms <= 0)
        return fail(GNUTLS_E_TIMEDOUT);
    if (!transport_can_wait(&session->transport))
        return 0;
    return transport_wait(&session->transport, (unsigned)left_ms);
}

void limit_begin_at(struct gnutls_session_int *session, int64_t began_ms, unsigned ms)
{
    if (ms == 0)
        return;
    session->limit = (struct time_limit){ began_ms, ms };
    session->transport.before_pull = wait_within_limit;
    session->transport.before_pull_ctx = session;
}

/* The clock is asked only where there is a limit: most reads have none. */
void limit_begin(struct gnutls_session_int *session, unsigned ms)
{
    if (ms > 0)
        limit_begin_at(session, clock_steady_ms(session->clock), ms);
}

void limit_end(struct gnutls_session_int *session)
{
    session->transport.before_pull = NULL;
}

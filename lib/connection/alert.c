/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* alert.c - alerts in and out */

#include "base/errors.h"
#include "base/log.h"
#include "connection/calls.h"

/* Warnings that are passed over in a row: they cost the peer next to nothing. */
enum { WARNINGS_MAX = 4 };

/* ---- out; the write lock is held ---- */

static int queue_alert(struct gnutls_session_int *session, unsigned level, unsigned description)
{
    uint8_t content[] = { (uint8_t)level, (uint8_t)description };

    log_write(LOG_RECORDS, "alert sent: level %u, %u", level, description);
    TRY(outbound_queue(&session->out, &session->keys.out, CONTENT_ALERT,
                       bytes_of(content, sizeof(content))));
    if (level == GNUTLS_AL_FATAL)
        session->sending.fatal_sent = true;
    return 0;
}

/* A call that stalled goes on; but what is fatal does not take another's warning for its own. */
static int send_alert(struct gnutls_session_int *session, unsigned level, unsigned description)
{
    struct sending *sending = &session->sending;
    bool goes_on =
        sending->control == CONTROL_ALERT && (level != GNUTLS_AL_FATAL || sending->fatal_sent);

    if (!goes_on) {
        if (sending->fatal_sent)
            return 0;
        TRY(queue_alert(session, level, description));
        sending->control = CONTROL_ALERT;
    }
    TRY(outbound_flush(&session->out, &session->transport));
    sending->control = CONTROL_NONE;
    return 0;
}

bool alerts_are_carried(const struct gnutls_session_int *session)
{
    return session->config.detached.alert != NULL || is_detached(&session->config);
}

static int carry_alert(struct gnutls_session_int *session, unsigned level, unsigned description)
{
    if (session->sending.fatal_sent)
        return 0;
    log_write(LOG_RECORDS, "alert given away: level %u, %u", level, description);
    session->sending.fatal_sent = level == GNUTLS_AL_FATAL;
    if (session->config.detached.alert == NULL)
        return 0;
    return say_alert(&session->config, session, session->detached.write, level, description);
}

/* RFC 5246, 7.2.2: what a fatal alert ended is not taken up again. Before the first handshake is
 * over the session may be that of another; amid a further one it is that of the one before. */
static void forget_session(const struct gnutls_session_int *session)
{
    const struct agreed *agreed = renegotiation_standing(session);

    if (session->config.role == SERVER && agreed != NULL && !agreed->version->tls13_or_later)
        session_cache_remove(&session->config.cache,
                             bytes_of(agreed->params.id.bytes, agreed->params.id.size));
}

int connection_send_alert(struct gnutls_session_int *session, unsigned level, unsigned description)
{
    bool fatal_before;
    int result;

    if (alerts_are_carried(session))
        return carry_alert(session, level, description);

    lock_take(&session->write_lock);
    fatal_before = session->sending.fatal_sent;
    result = send_alert(session, level, description);
    lock_give(&session->write_lock);
    if (level == GNUTLS_AL_FATAL && !fatal_before)
        forget_session(session);
    return result;
}

/* RFC 5246, 7.4.6: TLS 1.2 has no alert of its own for a certificate that stays away. */
static int alert_in_version(const struct version *version, int alert)
{
    if (alert == GNUTLS_A_CERTIFICATE_REQUIRED && version && !version->tls13_or_later)
        return GNUTLS_A_HANDSHAKE_FAILURE;
    return alert;
}

int connection_send_alert_for(struct gnutls_session_int *session, int error)
{
    int alert = alert_in_version(session->agreed.version, error_alert(error));

    if (alert == NO_ALERT)
        return 0;
    return connection_send_alert(session, GNUTLS_AL_FATAL, (unsigned)alert);
}

int connection_fail(struct gnutls_session_int *session, int error)
{
    int result = connection_send_alert_for(session, error);

    if (error == GNUTLS_E_FATAL_ALERT_RECEIVED)
        forget_session(session);
    if (result < 0)
        log_write(LOG_RECORDS, "the alert did not go out at once");
    connection_set_state(session, CONNECTION_DEAD);
    return error;
}

/* ---- in ---- */

/* RFC 8446, 6: close_notify and user_canceled are about closing; in TLS 1.3 whatever else comes is
 * fatal, whatever its level says. Before it a warning is one: the application may go on. */
static bool may_be_passed_over(const struct gnutls_session_int *session)
{
    if (session->alert.description == GNUTLS_A_USER_CANCELED)
        return true;
    return session->alert.level == GNUTLS_AL_WARNING && !session->agreed.version->tls13_or_later;
}

int connection_take_alert(struct gnutls_session_int *session, struct bytes content,
                          enum arrival *out)
{
    if (!alert_parse(content, &session->alert))
        return fail(GNUTLS_E_UNEXPECTED_PACKET_LENGTH);
    log_write(LOG_RECORDS, "alert received: level %u, %u", session->alert.level,
              session->alert.description);

    if (session->alert.description == GNUTLS_A_CLOSE_NOTIFY) {
        session->receiving.close_received = true;
        *out = ARRIVED_CLOSE;
        return 0;
    }
    if (!may_be_passed_over(session))
        return fail(GNUTLS_E_FATAL_ALERT_RECEIVED);
    if (session->receiving.warnings >= WARNINGS_MAX)
        return fail(GNUTLS_E_UNEXPECTED_PACKET);
    session->receiving.warnings++;
    datagram_take_warning(session);
    *out = ARRIVED_WARNING;
    return 0;
}

/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* alert.c - alerts: what the peer said, and what it is told */

#include "base/errors.h"
#include "connection/calls.h"

/**
 * gnutls_alert_get:
 * @session: the connection
 *
 * Gives the alert that came last.
 *
 * It is of interest after %GNUTLS_E_WARNING_ALERT_RECEIVED and
 * %GNUTLS_E_FATAL_ALERT_RECEIVED; see gnutls_alert_get_name() for its text.
 *
 * Returns: the alert's number; 0 also when none has come.
 **/
API gnutls_alert_description_t gnutls_alert_get(gnutls_session_t session)
{
    return (gnutls_alert_description_t)session->alert.description;
}

/**
 * gnutls_alert_send:
 * @session: the connection
 * @level: %GNUTLS_AL_WARNING or %GNUTLS_AL_FATAL
 * @desc: the alert
 *
 * Sends an alert.
 *
 * A fatal alert ends the connection: nothing can be sent after it. When a
 * handshake fails the library has sent the alert that is due, and another one
 * is not sent.
 *
 * Returns: %GNUTLS_E_SUCCESS, or a negative error code; after
 *   %GNUTLS_E_AGAIN and %GNUTLS_E_INTERRUPTED the call is to be repeated.
 **/
API int gnutls_alert_send(gnutls_session_t session, gnutls_alert_level_t level,
                          gnutls_alert_description_t desc)
{
    return connection_send_alert(session, level, desc);
}

/**
 * gnutls_alert_send_appropriate:
 * @session: the connection
 * @err: an error code that a function of this library returned
 *
 * Sends the alert that tells the peer of an error.
 *
 * Nothing is sent for errors that the peer knows of, or cannot be told, and
 * when a fatal alert was sent before.
 *
 * Returns: %GNUTLS_E_SUCCESS, %GNUTLS_E_INVALID_REQUEST when @err is no
 *   error, or another negative error code; after %GNUTLS_E_AGAIN and
 *   %GNUTLS_E_INTERRUPTED the call is to be repeated.
 **/
API int gnutls_alert_send_appropriate(gnutls_session_t session, int err)
{
    if (err >= 0)
        return fail(GNUTLS_E_INVALID_REQUEST);
    return connection_send_alert_for(session, err);
}

/**
 * gnutls_alert_set_read_function:
 * @session: the connection
 * @func: is called; NULL: alerts go in records, as ever
 *
 * Gives alerts to the application instead of putting them into records: it
 * tells the peer in its own way, as QUIC does (RFC 9001, 4.8).
 *
 * The function is told the encryption level, the alert's level and its
 * number. When a handshake fails it is called before gnutls_handshake()
 * returns; nothing is told behind a fatal alert. A negative result is
 * returned by gnutls_alert_send() and its kin.
 *
 * Since: 3.7.0
 **/
API void gnutls_alert_set_read_function(gnutls_session_t session, gnutls_alert_read_func func)
{
    session->config.detached.alert = func;
}

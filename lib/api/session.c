/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* session.c - making, arming and releasing a connection */

#include "base/errors.h"
#include "connection/calls.h"

/**
 * gnutls_init:
 * @session: receives the connection
 * @flags: %GNUTLS_CLIENT or %GNUTLS_SERVER, and others of #gnutls_init_flags_t
 *
 * Makes a connection, to be released with gnutls_deinit().
 *
 * It needs priorities, credentials and a transport before gnutls_handshake().
 *
 * Returns: %GNUTLS_E_SUCCESS, or %GNUTLS_E_MEMORY_ERROR.
 **/
API int gnutls_init(gnutls_session_t *session, unsigned int flags)
{
    return connection_new(flags, session);
}

/**
 * gnutls_deinit:
 * @session: the connection; may be NULL
 *
 * Releases a connection and wipes its secrets. Nothing is sent: see
 * gnutls_bye().
 **/
API void gnutls_deinit(gnutls_session_t session)
{
    connection_free(session);
}

/**
 * gnutls_session_set_ptr:
 * @session: the connection
 * @ptr: anything
 *
 * Keeps a pointer of the application, for its callbacks.
 **/
API void gnutls_session_set_ptr(gnutls_session_t session, void *ptr)
{
    session->user_ptr = ptr;
}

/**
 * gnutls_session_get_ptr:
 * @session: the connection
 *
 * Gives the pointer that gnutls_session_set_ptr() kept.
 *
 * Returns: the pointer; NULL when none was set.
 **/
API void *gnutls_session_get_ptr(gnutls_session_t session)
{
    return session->user_ptr;
}

static bool type_is_known(const struct gnutls_session_int *session, gnutls_credentials_type_t type)
{
    return type > 0 && (size_t)type < ARRAY_SIZE(session->credentials);
}

/**
 * gnutls_credentials_set:
 * @session: the connection
 * @type: what they are, such as %GNUTLS_CRD_CERTIFICATE
 * @cred: credentials of that type
 *
 * Gives a connection its credentials.
 *
 * They stay the application's, must live as long as the session, and may be
 * shared by any number of sessions. One set of each type counts: the last.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_INVALID_REQUEST for an unknown type.
 **/
API int gnutls_credentials_set(gnutls_session_t session, gnutls_credentials_type_t type, void *cred)
{
    if (!type_is_known(session, type))
        return fail(GNUTLS_E_INVALID_REQUEST);
    session->credentials[type] = cred;
    connection_use_credentials(session, type, cred);
    return 0;
}

/**
 * gnutls_credentials_get:
 * @session: the connection
 * @type: what they are
 * @cred: receives the credentials; NULL: not asked for
 *
 * Gives the credentials that were set.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_INVALID_REQUEST when none of this
 *   type were.
 *
 * Since: 3.3.2
 **/
API int gnutls_credentials_get(gnutls_session_t session, gnutls_credentials_type_t type,
                               void **cred)
{
    if (!type_is_known(session, type) || session->credentials[type] == NULL)
        return fail(GNUTLS_E_INVALID_REQUEST);
    if (cred != NULL)
        *cred = (void *)(uintptr_t)session->credentials[type];
    return 0;
}

/**
 * gnutls_credentials_clear:
 * @session: the connection
 *
 * Takes all credentials back from a connection. They are not released.
 **/
API void gnutls_credentials_clear(gnutls_session_t session)
{
    memset(session->credentials, 0, sizeof(session->credentials));
    for (int type = GNUTLS_CRD_CERTIFICATE; type <= GNUTLS_CRD_PSK; type++)
        connection_use_credentials(session, (gnutls_credentials_type_t)type, NULL);
}

/**
 * gnutls_session_key_update:
 * @session: the connection
 * @flags: 0 or %GNUTLS_KU_PEER
 *
 * Takes fresh keys for what is sent, in TLS 1.3. With %GNUTLS_KU_PEER the peer
 * is asked to do the same.
 *
 * The library does this by itself before a key has protected too much.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_INVALID_REQUEST before TLS 1.3; after
 *   %GNUTLS_E_AGAIN and %GNUTLS_E_INTERRUPTED the call is to be repeated.
 *
 * Since: 3.6.3
 **/
API int gnutls_session_key_update(gnutls_session_t session, unsigned flags)
{
    const struct version *version = session->agreed.version;

    if (version == NULL || !version->tls13_or_later)
        return fail(GNUTLS_E_INVALID_REQUEST);
    return connection_update_keys(session, (flags & GNUTLS_KU_PEER) != 0);
}

/**
 * gnutls_session_set_keylog_function:
 * @session: the connection
 * @func: is given each secret and its label; NULL: nobody is
 *
 * Lets a program see the secrets of a connection, for debugging. It replaces
 * the file that the environment variable SSLKEYLOGFILE names.
 *
 * Since: 3.6.13
 **/
API void gnutls_session_set_keylog_function(gnutls_session_t session, gnutls_keylog_func func)
{
    session->config.keylog = func;
}

/**
 * gnutls_session_get_keylog_function:
 * @session: the connection
 *
 * Gives the function that is shown the secrets.
 *
 * Returns: the function; NULL when there is none.
 *
 * Since: 3.6.13
 **/
API gnutls_keylog_func gnutls_session_get_keylog_function(const gnutls_session_t session)
{
    return session->config.keylog;
}

/**
 * gnutls_session_enable_compatibility_mode:
 * @session: the connection
 *
 * Does nothing: there is nothing in this library that could be made more
 * lenient without harm. The function is there for programs that call it.
 **/
API void gnutls_session_enable_compatibility_mode(gnutls_session_t session)
{
    (void)session;
}

/**
 * gnutls_rehandshake:
 * @session: the connection
 *
 * Asks a client of TLS 1.2 for a new handshake, for a client certificate say.
 * TLS 1.3 knows no such thing: there the function exchanges fresh keys, like
 * gnutls_session_key_update() with %GNUTLS_KU_PEER.
 *
 * To be followed by gnutls_handshake(), which waits for the client. Data that
 * the client has sent before makes it return %GNUTLS_E_GOT_APPLICATION_DATA: read
 * it with gnutls_record_recv(), and call it again. A client may refuse, with the
 * alert %GNUTLS_A_NO_RENEGOTIATION, or take no notice at all (over datagrams the
 * request is repeated at times, as it may have got lost); then
 * %GNUTLS_E_WARNING_ALERT_RECEIVED is returned, or nothing comes, and the
 * connection goes on as it was.
 *
 * Returns: %GNUTLS_E_SUCCESS when the request was sent;
 *   %GNUTLS_E_UNSAFE_RENEGOTIATION_DENIED when the client does not know RFC
 *   5746; %GNUTLS_E_INVALID_REQUEST on a client; or another negative error
 *   code. After %GNUTLS_E_AGAIN and %GNUTLS_E_INTERRUPTED it is to be called
 *   again.
 **/
API int gnutls_rehandshake(gnutls_session_t session)
{
    return connection_request_handshake(session);
}

/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* handshake.c - agreeing on keys */

#include "base/errors.h"
#include "connection/calls.h"

enum { DEFAULT_TIMEOUT_MS = 40 * 1000 };

/**
 * gnutls_handshake:
 * @session: the connection
 *
 * Performs the handshake.
 *
 * When the transport would wait, the function returns %GNUTLS_E_AGAIN or
 * %GNUTLS_E_INTERRUPTED and is to be called again, with the same session,
 * when the transport is ready; gnutls_record_get_direction() tells for what.
 * Codes that gnutls_error_is_fatal() does not call fatal mean the same. After
 * a fatal error the alert that is due has been sent, and the session is of
 * no more use.
 *
 * On an open connection of TLS 1.3 the function exchanges fresh keys, like
 * gnutls_session_key_update() with %GNUTLS_KU_PEER. On one of TLS 1.2 it makes
 * a further handshake: when the peer asks for one gnutls_record_recv() returns
 * %GNUTLS_E_REHANDSHAKE. To refuse, send the warning
 * %GNUTLS_A_NO_RENEGOTIATION, or read on. It takes no session up, and it keeps the
 * version. %GNUTLS_E_GOT_APPLICATION_DATA means that data came meanwhile: it may be
 * read at once. A peer that does not know RFC 5746 is refused with
 * %GNUTLS_E_UNSAFE_RENEGOTIATION_DENIED; one that shows another certificate than
 * before with %GNUTLS_E_SESSION_USER_ID_CHANGED, unless the session has
 * %GNUTLS_ALLOW_ID_CHANGE.
 *
 * A client with %GNUTLS_ENABLE_FALSE_START is done as soon as its own last message
 * is sent, where TLS 1.2 and the cipher suite allow it: it may send, and what is
 * left of the handshake is taken in by gnutls_record_recv(), whose result is
 * then that of the handshake. A server with %GNUTLS_ENABLE_EARLY_START does
 * likewise in TLS 1.3, unless it asks for a certificate or the client came with
 * a key.
 *
 * Returns: %GNUTLS_E_SUCCESS, or a negative error code.
 **/
API int gnutls_handshake(gnutls_session_t session)
{
    return connection_handshake(session);
}

/**
 * gnutls_handshake_set_timeout:
 * @session: the connection
 * @ms: how long a handshake may take; %GNUTLS_DEFAULT_HANDSHAKE_TIMEOUT or
 *   %GNUTLS_INDEFINITE_TIMEOUT
 *
 * Limits the time of the whole handshake, from its first call on.
 *
 * When it is over gnutls_handshake() returns %GNUTLS_E_TIMEDOUT. A transport
 * that blocks is only interrupted in time when it can wait, see
 * gnutls_transport_set_pull_timeout_function(). There is no limit unless one
 * is set; the default one is 40 seconds. Over datagrams it is the total of
 * gnutls_dtls_set_timeouts().
 *
 * Since: 3.1.0
 **/
API void gnutls_handshake_set_timeout(gnutls_session_t session, unsigned int ms)
{
    if (ms == GNUTLS_DEFAULT_HANDSHAKE_TIMEOUT)
        ms = DEFAULT_TIMEOUT_MS;
    if (ms == GNUTLS_INDEFINITE_TIMEOUT)
        ms = 0;
    session->handshake_timeout_ms = ms;
    if (session->dtls != NULL)
        session->dtls->timer.total_ms = ms;
}

/**
 * gnutls_reauth:
 * @session: the connection
 * @flags: should be zero
 *
 * Authenticates the client after the handshake, in TLS 1.3.
 *
 * A server calls it to ask for a certificate, after
 * gnutls_certificate_server_set_request() has said whether one is required.
 * The call ends when the answer has come and was found good: the verify
 * function is called as it is in a handshake, and
 * gnutls_certificate_get_peers() then gives the new chain. Data that the
 * client sent before its answer is not lost: the call returns
 * %GNUTLS_E_GOT_APPLICATION_DATA, the application reads it with
 * gnutls_record_recv(), and calls again.
 *
 * A client calls it when gnutls_record_recv() has returned
 * %GNUTLS_E_REAUTH_REQUEST. It shows a certificate of its credentials, or
 * none.
 *
 * Both must have %GNUTLS_POST_HANDSHAKE_AUTH in their gnutls_init(); a server
 * learns whether its client has from gnutls_session_get_flags().
 *
 * Functions of the application that are called for it on a client must not
 * send data themselves.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_AGAIN or %GNUTLS_E_INTERRUPTED, after
 *   which it is called again; %GNUTLS_E_INVALID_REQUEST where there is nothing
 *   to answer, no request is set, or the peer does not know it;
 *   %GNUTLS_E_CERTIFICATE_REQUIRED when the client shows none; or another
 *   error, after which the connection is of no use.
 *
 * Since: 3.6.3
 **/
API int gnutls_reauth(gnutls_session_t session, unsigned int flags)
{
    return connection_reauthenticate(session);
}

/**
 * gnutls_handshake_set_max_packet_length:
 * @session: the connection
 * @max: bytes; 0 sets the largest that the protocol knows
 *
 * Limits the size of a handshake message that is taken from the peer.
 *
 * A larger one fails with %GNUTLS_E_HANDSHAKE_TOO_LARGE before it is read.
 * The default is 128 kilobytes, which is ample for chains of certificates.
 **/
API void gnutls_handshake_set_max_packet_length(gnutls_session_t session, size_t max)
{
    enum { MESSAGE_MAX = 0xffffff };

    session->config.max_message_size = max == 0 || max > MESSAGE_MAX ? MESSAGE_MAX : (uint32_t)max;
}

/**
 * gnutls_handshake_get_last_in:
 * @session: the connection
 *
 * Tells which handshake message came last: of interest after an error, and in
 * the application's functions.
 *
 * Returns: the type of the message; (unsigned)-1 when none has come, or the
 *   handshake is complete.
 **/
API gnutls_handshake_description_t gnutls_handshake_get_last_in(gnutls_session_t session)
{
    const struct handshake *hs = session->handshake;

    return (gnutls_handshake_description_t)(hs != NULL ? hs->last_in : session->last_in);
}

/**
 * gnutls_handshake_get_last_out:
 * @session: the connection
 *
 * Tells which handshake message was sent last: of interest after an error, and
 * in the application's functions.
 *
 * Returns: the type of the message; (unsigned)-1 when none was sent, or the
 *   handshake is complete.
 **/
API gnutls_handshake_description_t gnutls_handshake_get_last_out(gnutls_session_t session)
{
    const struct handshake *hs = session->handshake;

    return (gnutls_handshake_description_t)(hs != NULL ? hs->last_out : session->last_out);
}

/**
 * gnutls_handshake_set_hook_function:
 * @session: the connection
 * @htype: a handshake message, or %GNUTLS_HANDSHAKE_ANY
 * @when: %GNUTLS_HOOK_PRE, %GNUTLS_HOOK_POST or %GNUTLS_HOOK_BOTH
 * @func: is called; NULL: nothing is
 *
 * Lets the application look on at handshake messages.
 *
 * The function is told the message's type, whether it is called before or
 * after the message is processed, whether it came in, and its body without
 * the header. A negative result ends what is under way, and is returned by
 * it. There is one hook in a session.
 *
 * A server calls it after the client's hello when all has been chosen that the
 * hello decides: what shall have a say in that belongs before it, or into the
 * function of gnutls_handshake_set_post_client_hello_function(). Answered with
 * a retry, a hello has no hook after it.
 *
 * In TLS 1.3 tickets (%GNUTLS_HANDSHAKE_NEW_SESSION_TICKET) come after the
 * handshake, and the hook is called when one is read: from
 * gnutls_record_recv(), gnutls_session_get_data2() and the like. Called after
 * it, gnutls_session_get_data2() gives the new ticket.
 *
 * Since: 3.1.9
 **/
API void gnutls_handshake_set_hook_function(gnutls_session_t session, unsigned int htype, int when,
                                            gnutls_handshake_hook_func func)
{
    session->config.hook = (struct hook){ .function = func, .type = htype, .when = when };
}

/**
 * gnutls_handshake_set_post_client_hello_function:
 * @session: the connection
 * @func: is called; NULL: nothing is
 *
 * Calls a function on a server when the client's hello has been read.
 *
 * By then gnutls_server_name_get() tells which name the client wants, and the
 * function may still set credentials, priorities (the version alone is chosen
 * already) and the rest. It returns 0
 * or a negative error code. With %GNUTLS_E_AGAIN and %GNUTLS_E_INTERRUPTED it
 * asks for time: gnutls_handshake() returns %GNUTLS_E_INTERRUPTED, and when it is
 * called again it goes on, without calling the function once more. Over a retry
 * of TLS 1.3 it is called for both hellos.
 **/
API void gnutls_handshake_set_post_client_hello_function(gnutls_session_t session,
                                                         gnutls_handshake_simple_hook_func func)
{
    session->config.after_client_hello = func;
}

/**
 * gnutls_handshake_set_random:
 * @session: the connection
 * @random: 32 bytes
 *
 * Sets the random of the hello: for tests, and for protocols that put
 * something into it. Whoever can foresee it may break the handshake.
 *
 * A server that agrees on less than TLS 1.3 marks the end of it (RFC 8446,
 * 4.1.3), where it could have done more.
 *
 * Returns: %GNUTLS_E_SUCCESS, or %GNUTLS_E_INVALID_REQUEST for another size.
 *
 * Since: 3.1.9
 **/
API int gnutls_handshake_set_random(gnutls_session_t session, const gnutls_datum_t *random)
{
    struct config *config = &session->config;

    if (random->size != sizeof config->hello_random)
        return fail(GNUTLS_E_INVALID_REQUEST);
    memcpy(config->hello_random, random->data, sizeof config->hello_random);
    config->has_hello_random = true;
    return 0;
}

/**
 * gnutls_handshake_set_private_extensions:
 * @session: the connection
 * @allow: is not looked at
 *
 * Does nothing: there are no private cipher suites.
 **/
API void gnutls_handshake_set_private_extensions(gnutls_session_t session, int allow)
{
}

/**
 * gnutls_handshake_set_secret_function:
 * @session: the connection
 * @func: is called; NULL: nothing is
 *
 * Tells the application the traffic secrets of TLS 1.3 as they are made: for
 * protocols that protect their own packets, as QUIC does.
 *
 * The function is told the encryption level, the secret for reading and the
 * one for writing, and their size. Either may be NULL: when the server's
 * flight is told, or early data delays one direction, the other follows in a
 * call of its own. A client is told both secrets of application data when its
 * handshake is complete. A negative result ends the handshake with it. It
 * cannot stall: a code that is not fatal becomes %GNUTLS_E_USER_ERROR.
 *
 * Since: 3.7.0
 **/
API void gnutls_handshake_set_secret_function(gnutls_session_t session,
                                              gnutls_handshake_secret_func func)
{
    session->config.detached.secret = func;
}

/**
 * gnutls_handshake_set_read_function:
 * @session: the connection
 * @func: is called; NULL: messages go in records, as ever
 *
 * Gives handshake messages to the application instead of putting them into
 * records: it carries them itself, as QUIC does in CRYPTO frames (RFC 9001, 4).
 *
 * The function is told the encryption level that the message belongs to, its
 * type, and the message with its header. A retry has the type
 * %GNUTLS_HANDSHAKE_HELLO_RETRY_REQUEST. A negative result ends the handshake
 * with it. What the peer says is brought with gnutls_handshake_write(). No
 * transport is used then; only TLS 1.3 is agreed on, and there is neither a
 * ChangeCipherSpec nor a key update.
 *
 * Since: 3.7.0
 **/
API void gnutls_handshake_set_read_function(gnutls_session_t session,
                                            gnutls_handshake_read_func func)
{
    session->config.detached.message = func;
}

/**
 * gnutls_handshake_write:
 * @session: the connection
 * @level: the encryption level at which the bytes came
 * @data: handshake messages of the peer, or parts of them
 * @data_size: in bytes
 *
 * Brings what the peer said, where the application carries messages itself:
 * see gnutls_handshake_set_read_function().
 *
 * gnutls_handshake() takes it in. After the handshake the function does so
 * itself: a new ticket is kept, and hooks are called. Bytes of another level
 * than the one that is being read are an error (RFC 9001, 4.1.3).
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_AGAIN, after the handshake, when a
 *   message is not whole yet; %GNUTLS_E_INVALID_REQUEST when no read function
 *   was set; %GNUTLS_E_INVALID_SESSION when the connection has failed before;
 *   %GNUTLS_E_DECRYPTION_FAILED for a wrong level; %GNUTLS_E_HANDSHAKE_TOO_LARGE;
 *   or what a hook returned.
 *
 * Since: 3.7.0
 **/
API int gnutls_handshake_write(gnutls_session_t session, gnutls_record_encryption_level_t level,
                               const void *data, size_t data_size)
{
    if (data == NULL && data_size > 0)
        return fail(GNUTLS_E_INVALID_REQUEST);
    return connection_bring(session, level, bytes_of(data, data_size));
}

/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* resumption.c - taking a session up again */

#include "base/errors.h"
#include "connection/calls.h"
#include "session/serialize.h"

/**
 * gnutls_session_get_data2:
 * @session: the connection
 * @data: receives the session; free it with gnutls_free()
 *
 * Gives what a client must keep in order to resume this session later.
 *
 * In TLS 1.3 this is the newest ticket. Tickets travel after the handshake,
 * so if none has come yet the function waits for it: for about one round trip,
 * never more than two seconds. Application data that comes first is kept for
 * gnutls_record_recv(). When no ticket comes, the function gives four zero
 * bytes, which gnutls_session_set_data() takes without effect. A transport that
 * cannot wait is not waited for: with %GNUTLS_NONBLOCK, where a descriptor is
 * only looked at, and where the pull function was replaced but the one that
 * waits was not. To learn
 * of tickets without waiting, see gnutls_session_get_flags() and
 * gnutls_handshake_set_hook_function().
 *
 * The data is a secret. It can be set any number of times; a fresh ticket for
 * each connection keeps observers from linking them.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_INVALID_SESSION when the connection has
 *   failed; %GNUTLS_E_UNAVAILABLE_DURING_HANDSHAKE; %GNUTLS_E_INVALID_REQUEST
 *   without priorities; or what the wait ended with: an error of
 *   gnutls_record_recv().
 **/
API int gnutls_session_get_data2(gnutls_session_t session, gnutls_datum_t *data)
{
    SCOPED(buffer) struct buffer blob = { 0 };

    if (data == NULL)
        return fail(GNUTLS_E_INVALID_REQUEST);
    TRY(connection_give_session(session, &blob));
    return buffer_give(&blob, data);
}

/**
 * gnutls_session_get_data:
 * @session: the connection
 * @session_data: receives the session; NULL: only its size is asked for
 * @session_data_size: room in @session_data; receives the size
 *
 * Does what gnutls_session_get_data2() does, into memory of the caller. It may
 * wait like that one.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_SHORT_MEMORY_BUFFER and in
 *   @session_data_size what is needed; or another negative error code.
 **/
API int gnutls_session_get_data(gnutls_session_t session, void *session_data,
                                size_t *session_data_size)
{
    SCOPED(buffer) struct buffer blob = { 0 };
    size_t room = *session_data_size;

    TRY(connection_give_session(session, &blob));
    *session_data_size = blob.size;
    if (room < blob.size)
        return fail(GNUTLS_E_SHORT_MEMORY_BUFFER);
    if (session_data != NULL)
        memcpy(session_data, blob.data, blob.size);
    return 0;
}

/**
 * gnutls_session_set_data:
 * @session: the connection
 * @session_data: what gnutls_session_get_data2() gave
 * @session_data_size: its size
 *
 * Lets a client resume a session. To be called before the handshake.
 *
 * The bytes are copied. Of several calls the last that succeeds counts. What
 * is past its time, does not fit the priorities, or is of another server name is
 * not offered, and the server may refuse it too: then the handshake is a full
 * one. gnutls_session_is_resumed() tells afterwards.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_INVALID_REQUEST for no data, and for
 *   data that is whole but not understood, as of a later release;
 *   %GNUTLS_E_DB_ERROR for data that is not this library's;
 *   %GNUTLS_E_PARSING_ERROR for data that is damaged; %GNUTLS_E_MEMORY_ERROR.
 *   After an error what was set before still counts.
 **/
API int gnutls_session_set_data(gnutls_session_t session, const void *session_data,
                                size_t session_data_size)
{
    return connection_offer_session(session, bytes_of(session_data, session_data_size));
}

/**
 * gnutls_session_is_resumed:
 * @session: the connection
 *
 * Tells whether this connection took up an earlier session.
 *
 * Returns: non-zero when it did.
 **/
API int gnutls_session_is_resumed(gnutls_session_t session)
{
    return session->agreed.resumed;
}

/**
 * gnutls_session_resumption_requested:
 * @session: the connection
 *
 * Tells a server whether the client asked to resume: in TLS 1.3 whether it
 * showed a ticket that this server can read, in TLS 1.2 whether it sent a
 * session id, as clients do that could also speak TLS 1.3.
 *
 * Returns: non-zero when it did; 0 on a client.
 *
 * Since: 2.12.24
 **/
API int gnutls_session_resumption_requested(gnutls_session_t session)
{
    return session->config.role == SERVER && session->agreed.resumption_requested;
}

/**
 * gnutls_session_get_flags:
 * @session: the connection
 *
 * Tells what was negotiated, in bits of #gnutls_session_flags_t.
 *
 * %GNUTLS_SFLAGS_SESSION_TICKET is there once a ticket has come.
 *
 * Returns: the flags; 0 before the handshake.
 *
 * Since: 3.5.0
 **/
API unsigned gnutls_session_get_flags(gnutls_session_t session)
{
    return connection_flags(session);
}

/**
 * gnutls_session_get_id:
 * @session: the connection
 * @session_id: receives the id; NULL: only its size is asked for
 * @session_id_size: room in @session_id; receives the size
 *
 * Gives the id of the session, of at most %GNUTLS_MAX_SESSION_ID_SIZE bytes.
 *
 * On a server it stays the same over all connections that resume the session.
 *
 * Returns: %GNUTLS_E_SUCCESS, with size 0 before the handshake;
 *   %GNUTLS_E_SHORT_MEMORY_BUFFER and the size.
 **/
API int gnutls_session_get_id(gnutls_session_t session, void *session_id, size_t *session_id_size)
{
    const struct session_params *params = &session->agreed.params;
    size_t room = *session_id_size;

    *session_id_size = params->id.size;
    if (session_id == NULL)
        return 0;
    if (room < params->id.size)
        return fail(GNUTLS_E_SHORT_MEMORY_BUFFER);
    memcpy(session_id, params->id.bytes, params->id.size);
    return 0;
}

/**
 * gnutls_session_get_id2:
 * @session: the connection
 * @session_id: receives the id, which lives as long as the session
 *
 * Gives the id of the session, see gnutls_session_get_id(). It is not to be
 * changed.
 *
 * Returns: %GNUTLS_E_SUCCESS
 *
 * Since: 3.1.4
 **/
API int gnutls_session_get_id2(gnutls_session_t session, gnutls_datum_t *session_id)
{
    struct session_params *params = &session->agreed.params;

    *session_id = (gnutls_datum_t){ params->id.bytes, params->id.size };
    return 0;
}

/**
 * gnutls_session_set_id:
 * @session: the connection
 * @sid: an id of at most %GNUTLS_MAX_SESSION_ID_SIZE bytes
 *
 * Sets the session id of a client's hello, and takes back what
 * gnutls_session_set_data() set.
 *
 * It is for protocols that resume by means of their own. In TLS 1.3 the id
 * says nothing, and each hello has a fresh one.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_INVALID_REQUEST on a server and for a
 *   longer id.
 *
 * Since: 3.2.1
 **/
API int gnutls_session_set_id(gnutls_session_t session, const gnutls_datum_t *sid)
{
    struct session_params *params = &session->agreed.params;

    if (session->config.role != CLIENT || sid->size > GNUTLS_MAX_SESSION_ID_SIZE)
        return fail(GNUTLS_E_INVALID_REQUEST);
    connection_forget_session(session);
    if (sid->size > 0)
        memcpy(params->id.bytes, sid->data, sid->size);
    params->id.size = (uint8_t)sid->size;
    return 0;
}

/**
 * gnutls_session_force_valid:
 * @session: the connection
 *
 * Does nothing that helps: a connection that failed cannot be used again,
 * and its session cannot be resumed. The function is there for programs that
 * call it.
 **/
API void gnutls_session_force_valid(gnutls_session_t session)
{
    (void)session;
}

/**
 * gnutls_db_check_entry:
 * @session: the connection
 * @session_entry: an entry of a cache
 *
 * Is there for programs that call it; see gnutls_db_check_entry_expire_time().
 *
 * Returns: 0
 **/
API int gnutls_db_check_entry(gnutls_session_t session, gnutls_datum_t session_entry)
{
    (void)session;
    (void)session_entry;
    return 0;
}

/**
 * gnutls_db_check_entry_time:
 * @entry: a session's data, or an entry of a cache or of a guard against replay
 *
 * Tells when it was made.
 *
 * Returns: seconds since 1970; 0 for data that is not this library's.
 **/
API time_t gnutls_db_check_entry_time(gnutls_datum_t *entry)
{
    int64_t made_s = session_blob_established_s(bytes_of_datum(entry));

    return (time_t)(made_s != 0 ? made_s : replay_entry_made_s(bytes_of_datum(entry)));
}

/**
 * gnutls_db_check_entry_expire_time:
 * @entry: a session's data, or an entry of a cache or of a guard against replay
 *
 * Tells until when a session can be resumed, or an entry must be kept.
 *
 * Returns: seconds since 1970; 0 for data that is not this library's.
 *
 * Since: 3.6.5
 **/
API time_t gnutls_db_check_entry_expire_time(gnutls_datum_t *entry)
{
    int64_t expires_s = session_blob_expires_s(bytes_of_datum(entry));

    return (time_t)(expires_s != 0 ? expires_s : replay_entry_expires_s(bytes_of_datum(entry)));
}

/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* db.c - a server's session cache, kept by the application */

#include "connection/calls.h"

/**
 * gnutls_db_set_store_function:
 * @session: the connection, of a server
 * @store_func: is given a session and its key, and returns 0 when it was kept
 *
 * Sets who keeps sessions of TLS 1.2 for clients that resume by session ID.
 * It is called at the end of a full handshake in which no ticket was sent.
 * What it answers does not change the handshake.
 *
 * The cache is used only if a retrieve function is set too. TLS 1.3 does not
 * use it. See RFC 5246, F.1.4.
 **/
API void gnutls_db_set_store_function(gnutls_session_t session, gnutls_db_store_func store_func)
{
    session->config.cache.store = store_func;
}

/**
 * gnutls_db_set_retrieve_function:
 * @session: the connection, of a server
 * @retr_func: is given a key; returns what was kept under it in memory of
 *   gnutls_malloc(), which the library frees, or no data
 *
 * Sets who finds sessions that clients of TLS 1.2 want to resume. Whatever
 * goes wrong in it costs a full handshake and no more.
 **/
API void gnutls_db_set_retrieve_function(gnutls_session_t session, gnutls_db_retr_func retr_func)
{
    session->config.cache.retrieve = retr_func;
}

/**
 * gnutls_db_set_remove_function:
 * @session: the connection, of a server
 * @rem_func: forgets what is kept under a key
 *
 * Sets who forgets sessions: those given to gnutls_db_remove_session(), and
 * those of connections of TLS 1.2 that a fatal alert ended (RFC 5246, 7.2.2).
 **/
API void gnutls_db_set_remove_function(gnutls_session_t session, gnutls_db_remove_func rem_func)
{
    session->config.cache.remove = rem_func;
}

/**
 * gnutls_db_set_ptr:
 * @session: the connection
 * @ptr: for the application's functions
 *
 * Sets the pointer that the store, retrieve and remove functions are given.
 **/
API void gnutls_db_set_ptr(gnutls_session_t session, void *ptr)
{
    session->config.cache.ptr = ptr;
}

/**
 * gnutls_db_get_ptr:
 * @session: the connection
 *
 * Gives the pointer that gnutls_db_set_ptr() has set.
 *
 * Returns: the pointer; NULL when none was set.
 **/
API void *gnutls_db_get_ptr(gnutls_session_t session)
{
    return session->config.cache.ptr;
}

/**
 * gnutls_db_remove_session:
 * @session: the connection, of a server
 *
 * Has the application forget this session, so that nobody resumes it. It
 * does nothing where no remove function is set or the session has no ID.
 **/
API void gnutls_db_remove_session(gnutls_session_t session)
{
    const struct session_params *params = &session->agreed.params;

    session_cache_remove(&session->config.cache, bytes_of(params->id.bytes, params->id.size));
}

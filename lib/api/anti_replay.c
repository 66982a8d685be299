/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* anti_replay.c - a server's guard against replayed early data */

#include "session/anti_replay.h"

#include "base/errors.h"
#include "connection/calls.h"

/**
 * gnutls_anti_replay_init:
 * @anti_replay: receives the guard; release it with gnutls_anti_replay_deinit()
 *
 * Makes a guard against replayed early data, whose record begins now.
 *
 * One guard serves any number of sessions and threads. It takes early data
 * only with a store: set one by gnutls_anti_replay_set_add_function(). The
 * window is 10000 milliseconds. Tickets that were issued before the record
 * began keep their early data, but for hellos sent before or just when it
 * did: somebody else may have taken them.
 *
 * If the clock goes back, early data is refused until it has caught up.
 *
 * Returns: %GNUTLS_E_SUCCESS, or a negative error code.
 *
 * Since: 3.6.5
 **/
API int gnutls_anti_replay_init(gnutls_anti_replay_t *anti_replay)
{
    if (anti_replay == NULL)
        return fail(GNUTLS_E_INVALID_REQUEST);
    *anti_replay = NULL;
    return anti_replay_new(clock_wall_ms(clock_system()), anti_replay);
}

/**
 * gnutls_anti_replay_deinit:
 * @anti_replay: the guard, or %NULL
 *
 * Releases a guard. No session may be using it any more.
 *
 * Since: 3.6.5
 **/
API void gnutls_anti_replay_deinit(gnutls_anti_replay_t anti_replay)
{
    anti_replay_free(anti_replay);
}

/**
 * gnutls_anti_replay_set_window:
 * @anti_replay: the guard
 * @window: milliseconds
 *
 * Sets how late early data may come, and so how long it is remembered.
 *
 * A hello says how old its ticket is. If the ticket is older than that by
 * more than the window, its early data is refused. Servers that share a
 * store should have the same window. A window that is made longer while the
 * guard is in use begins the record anew.
 *
 * Since: 3.6.5
 **/
API void gnutls_anti_replay_set_window(gnutls_anti_replay_t anti_replay, unsigned int window)
{
    anti_replay_set_window(anti_replay, window, clock_wall_ms(clock_system()));
}

/**
 * gnutls_anti_replay_set_ptr:
 * @anti_replay: the guard
 * @ptr: for the add function
 *
 * Sets the pointer that the add function is given.
 *
 * Since: 3.6.5
 **/
API void gnutls_anti_replay_set_ptr(gnutls_anti_replay_t anti_replay, void *ptr)
{
    anti_replay_set_ptr(anti_replay, ptr);
}

/**
 * gnutls_anti_replay_set_add_function:
 * @anti_replay: the guard
 * @add_func: stores a key that is not there yet
 *
 * Sets the store that remembers whose early data was taken.
 *
 * The function is given a key, an entry, and the time in seconds until when
 * the entry must be kept. If the key is not there, it stores both and returns
 * 0; if it is, %GNUTLS_E_DB_ENTRY_EXISTS. Looking and storing must be one
 * act. With any negative answer early data is refused, and the session is
 * resumed without it. gnutls_db_check_entry_expire_time() reads an entry.
 *
 * The key is the moment at which the hello expected to arrive (8 bytes of
 * seconds, 4 of nanoseconds, big endian), then its binder.
 *
 * The function is called within gnutls_handshake(), and by several threads at
 * once if sessions of several threads share the guard.
 *
 * Since: 3.6.5
 **/
API void gnutls_anti_replay_set_add_function(gnutls_anti_replay_t anti_replay,
                                             gnutls_db_add_func add_func)
{
    anti_replay_set_add_function(anti_replay, add_func);
}

/**
 * gnutls_anti_replay_enable:
 * @session: the connection, of a server
 * @anti_replay: the guard, which must outlive the session; %NULL: none
 *
 * Sets the guard of a session. Without one no early data is accepted. It has
 * no effect on clients.
 *
 * Since: 3.6.5
 **/
API void gnutls_anti_replay_enable(gnutls_session_t session, gnutls_anti_replay_t anti_replay)
{
    session->config.anti_replay = anti_replay;
}

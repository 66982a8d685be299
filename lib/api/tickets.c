/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* tickets.c - a server's tickets: their key, their life, and when they are sent */

#include "base/errors.h"
#include "base/memory.h"
#include "connection/calls.h"
#include "crypto/random.h"

enum { DEFAULT_EXPIRATION_S = 6 * 3600 };

/**
 * gnutls_session_ticket_key_generate:
 * @key: receives the key; wipe it and free it with gnutls_free()
 *
 * Makes a key for tickets: 64 random bytes.
 *
 * It is a master from which the keys of each period are derived, so it may
 * live for long. Servers that share it resume each other's sessions.
 *
 * Returns: %GNUTLS_E_SUCCESS, or a negative error code.
 *
 * Since: 2.10.0
 **/
API int gnutls_session_ticket_key_generate(gnutls_datum_t *key)
{
    uint8_t *bytes = memory_get(STEK_MASTER_SIZE);
    int result;

    if (bytes == NULL)
        return fail(GNUTLS_E_MEMORY_ERROR);
    result = random_fill(RANDOM_KEY, bytes, STEK_MASTER_SIZE);
    if (result < 0) {
        memory_free_secret(bytes, STEK_MASTER_SIZE);
        return result;
    }
    *key = (gnutls_datum_t){ bytes, STEK_MASTER_SIZE };
    return 0;
}

/**
 * gnutls_session_ticket_enable_server:
 * @session: the connection
 * @key: 64 bytes, as from gnutls_session_ticket_key_generate()
 *
 * Lets a server issue tickets and resume from them.
 *
 * Before the handshake a second call replaces the key. The key is copied.
 * %GNUTLS_NO_TICKETS and %NO_TICKETS in priorities set before are overruled.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_INVALID_REQUEST without a key, for
 *   one of another size or one that is no key (all bytes the same), and once
 *   the present key is in use.
 *
 * Since: 2.10.0
 **/
API int gnutls_session_ticket_enable_server(gnutls_session_t session, const gnutls_datum_t *key)
{
    struct config *config;

    if (session == NULL || key == NULL || key->data == NULL)
        return fail(GNUTLS_E_INVALID_REQUEST);
    config = &session->config;
    if (config->tickets_enabled && connection_state(session) != CONNECTION_NEW)
        return fail(GNUTLS_E_INVALID_REQUEST);

    TRY(stek_master_set(&config->stek, bytes_of_datum(key)));
    config->stek.lifetime_s = config->lifetime_s;
    config->tickets_enabled = true;
    config->tickets = true;
    return 0;
}

/**
 * gnutls_session_ticket_enable_client:
 * @session: the connection
 *
 * Lets a client ask for tickets. It does so from the beginning; this takes
 * back %GNUTLS_NO_TICKETS and %NO_TICKETS.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_INVALID_REQUEST without a session.
 *
 * Since: 2.10.0
 **/
API int gnutls_session_ticket_enable_client(gnutls_session_t session)
{
    if (session == NULL)
        return fail(GNUTLS_E_INVALID_REQUEST);
    session->config.tickets = true;
    return 0;
}

/**
 * gnutls_session_ticket_send:
 * @session: the connection
 * @nr: how many
 * @flags: 0
 *
 * Sends tickets to a client, besides those that it is sent after the
 * handshake. See %GNUTLS_NO_AUTO_SEND_TICKET for sending these only.
 *
 * Nothing is sent when tickets are not enabled, or the session has no life
 * left.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_INVALID_REQUEST on a client, before
 *   the handshake, before TLS 1.3, and for @nr 0; after %GNUTLS_E_AGAIN and
 *   %GNUTLS_E_INTERRUPTED the call is to be repeated.
 *
 * Since: 3.6.3
 **/
API int gnutls_session_ticket_send(gnutls_session_t session, unsigned nr, unsigned flags)
{
    (void)flags;
    return connection_send_tickets(session, nr);
}

/**
 * gnutls_db_set_cache_expiration:
 * @session: the connection
 * @seconds: from the first full handshake on; at most a week
 *
 * Sets how long a server's sessions can be resumed, by ticket or from a
 * cache. Servers that share a key share this too. With 0 or less there are
 * no tickets.
 **/
API void gnutls_db_set_cache_expiration(gnutls_session_t session, int seconds)
{
    uint32_t lifetime_s = seconds > 0 ? (uint32_t)seconds : 0;

    if (lifetime_s > TICKET_LIFETIME_MAX_S)
        lifetime_s = TICKET_LIFETIME_MAX_S;
    session->config.lifetime_s = lifetime_s;
    session->config.stek.lifetime_s = lifetime_s;
}

/**
 * gnutls_db_get_default_cache_expiration:
 *
 * Gives the time for which sessions can be resumed unless another is set.
 *
 * Returns: seconds: six hours.
 **/
API unsigned gnutls_db_get_default_cache_expiration(void)
{
    return DEFAULT_EXPIRATION_S;
}

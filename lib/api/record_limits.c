/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* record_limits.c - sizes, times and states of records */

#include "base/errors.h"
#include "connection/calls.h"

enum { RECORD_SIZE_MIN = 512, RECORD_SIZE_SMALL_MIN = 64 };

/**
 * gnutls_record_set_timeout:
 * @session: the connection
 * @ms: how long a call that receives may take; 0: no limit
 *
 * Limits the time that gnutls_record_recv() and its kin wait; they return
 * %GNUTLS_E_TIMEDOUT then, lose nothing, and may be called again.
 *
 * It needs a transport that can wait, see
 * gnutls_transport_set_pull_timeout_function().
 *
 * Since: 3.1.7
 **/
API void gnutls_record_set_timeout(gnutls_session_t session, unsigned int ms)
{
    session->record_timeout_ms = ms == GNUTLS_INDEFINITE_TIMEOUT ? 0 : ms;
}

/**
 * gnutls_record_get_max_size:
 * @session: the connection
 *
 * Tells how much data one record can carry that is sent.
 *
 * Returns: bytes
 **/
API size_t gnutls_record_get_max_size(gnutls_session_t session)
{
    return connection_record_limit(session);
}

static bool size_is_allowed(const struct config *config, size_t size)
{
    bool small = config->priority != NULL && config->priority->flags.allow_small_records;

    return size >= (small ? RECORD_SIZE_SMALL_MIN : RECORD_SIZE_MIN) && size <= RECORD_PLAIN_MAX;
}

/**
 * gnutls_record_set_max_size:
 * @session: the connection
 * @size: bytes, from 512 to 16384; with %ALLOW_SMALL_RECORDS from 64
 *
 * Limits how much data one record carries that is sent. A client that calls it
 * before the handshake also asks its server not to send more.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_INVALID_REQUEST for another size.
 **/
API ssize_t gnutls_record_set_max_size(gnutls_session_t session, size_t size)
{
    if (!size_is_allowed(&session->config, size))
        return fail(GNUTLS_E_INVALID_REQUEST);
    session->sending.user_limit = size;
    if (connection_state(session) == CONNECTION_NEW && session->config.role == CLIENT)
        session->config.max_fragment_length = (uint16_t)size;
    return 0;
}

/**
 * gnutls_record_set_max_recv_size:
 * @session: the connection
 * @size: bytes, from 512 to 16384; with %ALLOW_SMALL_RECORDS from 64
 *
 * Limits how much data one record carries that is received: the peer is asked
 * to keep to it, in the handshake.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_INVALID_REQUEST for another size.
 *
 * Since: 3.6.8
 **/
API ssize_t gnutls_record_set_max_recv_size(gnutls_session_t session, size_t size)
{
    if (!size_is_allowed(&session->config, size))
        return fail(GNUTLS_E_INVALID_REQUEST);
    session->config.record_size_limit = (uint16_t)size;
    return 0;
}

/**
 * gnutls_record_overhead_size:
 * @session: the connection
 *
 * Tells how many bytes a record has more than its data.
 *
 * Returns: bytes
 *
 * Since: 3.2.2
 **/
API size_t gnutls_record_overhead_size(gnutls_session_t session)
{
    const struct record_keys *keys = &session->keys.out;

    return keys->protection->overhead(keys, 0);
}

/**
 * gnutls_record_discard_queued:
 * @session: the connection
 *
 * Takes back data that gnutls_record_send() could not send at once.
 *
 * Of a record that has gone in part nothing can be taken back: the connection
 * is of no more use then.
 *
 * Returns: how many bytes were thrown away, as they would have been sent.
 *
 * Since: 3.4.0
 **/
API size_t gnutls_record_discard_queued(gnutls_session_t session)
{
    return connection_discard(session);
}

/**
 * gnutls_record_get_direction:
 * @session: the connection
 *
 * Tells what a call that returned %GNUTLS_E_AGAIN or %GNUTLS_E_INTERRUPTED
 * waits for.
 *
 * Returns: 0 for reading, 1 for writing.
 **/
API int gnutls_record_get_direction(gnutls_session_t session)
{
    return outbound_waiting(&session->out) > 0;
}

/**
 * gnutls_record_get_state:
 * @session: the connection
 * @read: non-zero for the way in, 0 for the way out
 * @mac_key: receives the MAC's key, empty with an AEAD; NULL: not asked for
 * @IV: receives the IV; NULL: not asked for
 * @cipher_key: receives the cipher's key; NULL: not asked for
 * @seq_number: receives eight bytes: the number of the next record; NULL: not asked for
 *
 * Gives the keys in force, for an implementation of the record layer
 * elsewhere. They live until the next change of keys, and are secrets.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_INVALID_REQUEST when there are none.
 *
 * Since: 3.4.0
 **/
API int gnutls_record_get_state(gnutls_session_t session, unsigned read, gnutls_datum_t *mac_key,
                                gnutls_datum_t *IV, gnutls_datum_t *cipher_key,
                                unsigned char *seq_number)
{
    struct record_keys *keys = read ? &session->keys.in : &session->keys.out;

    if (!record_keys_are_on(keys))
        return fail(GNUTLS_E_INVALID_REQUEST);
    if (mac_key != NULL)
        *mac_key = (gnutls_datum_t){ keys->mac_key.bytes, keys->mac_key.size };
    if (IV != NULL)
        *IV = (gnutls_datum_t){ keys->iv, keys->iv_size };
    if (cipher_key != NULL)
        *cipher_key = (gnutls_datum_t){ keys->key.bytes, keys->key.size };
    if (seq_number != NULL)
        sequence_write(keys->sequence, seq_number);
    return 0;
}

/**
 * gnutls_record_set_state:
 * @session: the connection
 * @read: non-zero for the way in, 0 for the way out
 * @seq_number: eight bytes: the number of the next record
 *
 * Sets the number of the next record: after an implementation of the record
 * layer elsewhere has sent or received some. A number that was used before
 * under the same keys gives them away.
 *
 * Returns: %GNUTLS_E_SUCCESS.
 *
 * Since: 3.4.0
 **/
API int gnutls_record_set_state(gnutls_session_t session, unsigned read,
                                const unsigned char *seq_number)
{
    struct record_keys *keys = read ? &session->keys.in : &session->keys.out;

    keys->sequence = sequence_read(seq_number);
    return 0;
}

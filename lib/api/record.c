/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* record.c - sending and receiving data, and closing */

#include "base/errors.h"
#include "connection/calls.h"

enum { RECORD_SIZE_MIN = 512, RECORD_SIZE_SMALL_MIN = 64 };

/* A count or an error, as the API gives them. */
static ssize_t counted(int result, size_t count)
{
    return result < 0 ? result : (ssize_t)count;
}

/**
 * gnutls_record_send:
 * @session: the connection
 * @data: what to send
 * @data_size: how much
 *
 * Sends data, at most as much as fits into one record.
 *
 * After %GNUTLS_E_AGAIN or %GNUTLS_E_INTERRUPTED the call is to be repeated
 * when the transport is ready, with the same arguments or with NULL and 0:
 * the data was taken, and goes out then.
 *
 * Returns: how many bytes were sent, or a negative error code.
 **/
API ssize_t gnutls_record_send(gnutls_session_t session, const void *data, size_t data_size)
{
    size_t sent;
    int result = connection_send(session, bytes_of(data, data_size), 0, &sent);

    return counted(result, sent);
}

/**
 * gnutls_record_send2:
 * @session: the connection
 * @data: what to send
 * @data_size: how much
 * @pad: how many bytes of padding to hide behind it
 * @flags: 0
 *
 * Does what gnutls_record_send() does, and hides the length of the data. There
 * is no more padding than fits into the record.
 *
 * Returns: how many bytes of data were sent, or a negative error code.
 *
 * Since: 3.6.3
 **/
API ssize_t gnutls_record_send2(gnutls_session_t session, const void *data, size_t data_size,
                                size_t pad, unsigned flags)
{
    size_t sent;
    int result = connection_send(session, bytes_of(data, data_size), pad, &sent);

    (void)flags;
    return counted(result, sent);
}

/**
 * gnutls_record_send_range:
 * @session: the connection
 * @data: what to send
 * @data_size: how much; within @range
 * @range: between which sizes nobody shall be able to tell
 *
 * Sends all of the data, padded to the upper end of the range. After
 * %GNUTLS_E_AGAIN and %GNUTLS_E_INTERRUPTED the call is to be repeated with the same
 * arguments.
 *
 * Returns: how many bytes of data were sent; %GNUTLS_E_INVALID_REQUEST when
 *   the size is not within the range; or another negative error code.
 **/
API ssize_t gnutls_record_send_range(gnutls_session_t session, const void *data, size_t data_size,
                                     const gnutls_range_st *range)
{
    size_t sent;
    int result;

    if (data_size < range->low || data_size > range->high)
        return fail(GNUTLS_E_INVALID_REQUEST);
    result = connection_send_hidden(session, bytes_of(data, data_size), range->high, &sent);
    return counted(result, sent);
}

/**
 * gnutls_range_split:
 * @session: the connection
 * @orig: a range of sizes
 * @small_range: receives the part that fits into the next record
 * @rem_range: receives what remains
 *
 * Splits a range of sizes in two, the first of which a record can hold.
 *
 * Returns: %GNUTLS_E_SUCCESS, or a negative error code.
 **/
API int gnutls_range_split(gnutls_session_t session, const gnutls_range_st *orig,
                           gnutls_range_st *small_range, gnutls_range_st *rem_range)
{
    size_t limit = connection_send_limit(session);
    size_t low = orig->low < limit ? orig->low : limit;
    size_t high = orig->high < limit ? orig->high : limit;

    if (orig->low > orig->high)
        return fail(GNUTLS_E_INVALID_REQUEST);
    *small_range = (gnutls_range_st){ low, high };
    *rem_range = (gnutls_range_st){ orig->low - low, orig->high - high };
    return 0;
}

/**
 * gnutls_record_can_use_length_hiding:
 * @session: the connection
 *
 * Tells whether records of this connection can be padded.
 *
 * Returns: non-zero when they can: in TLS 1.3.
 **/
API unsigned gnutls_record_can_use_length_hiding(gnutls_session_t session)
{
    const struct version *version = session->agreed.version;

    return version != NULL && version->tls13_or_later;
}

/**
 * gnutls_record_disable_padding:
 * @session: the connection
 *
 * Does nothing: there is no padding unless it is asked for. The function is
 * there for programs that call it.
 **/
API void gnutls_record_disable_padding(gnutls_session_t session)
{
    (void)session;
}

/**
 * gnutls_record_recv:
 * @session: the connection
 * @data: receives the data
 * @data_size: room in @data
 *
 * Receives data, at most one record's.
 *
 * On %GNUTLS_E_AGAIN and %GNUTLS_E_INTERRUPTED the call is to be repeated,
 * when the transport is ready. %GNUTLS_E_AGAIN is also returned when something else
 * than data was taken in, such as a ticket, and that on a transport that
 * blocks too.
 *
 * Returns: how many bytes came; 0 when the peer has closed the connection in
 *   order; %GNUTLS_E_PREMATURE_TERMINATION when it ended otherwise, so that data
 *   may be missing; or another negative error code.
 **/
API ssize_t gnutls_record_recv(gnutls_session_t session, void *data, size_t data_size)
{
    size_t size;
    int result;

    if (data == NULL || data_size == 0)
        return fail(GNUTLS_E_INVALID_REQUEST);
    result = connection_receive(session, data, data_size, &size);
    return counted(result, size);
}

/**
 * gnutls_record_recv_seq:
 * @session: the connection
 * @data: receives the data
 * @data_size: room in @data
 * @seq: receives eight bytes; NULL: not asked for
 *
 * Does what gnutls_record_recv() does, and tells the sequence number of the
 * record.
 *
 * Returns: as gnutls_record_recv().
 *
 * Since: 3.0
 **/
API ssize_t gnutls_record_recv_seq(gnutls_session_t session, void *data, size_t data_size,
                                   unsigned char *seq)
{
    ssize_t result = gnutls_record_recv(session, data, data_size);

    if (result > 0 && seq != NULL)
        sequence_write(session->receiving.sequence, seq);
    return result;
}

/**
 * gnutls_record_recv_packet:
 * @session: the connection
 * @packet: receives the record; release it with gnutls_packet_deinit()
 *
 * Receives one record's data, for gnutls_packet_get().
 *
 * Returns: as gnutls_record_recv(); with 0 there is no packet.
 *
 * Since: 3.3.5
 **/
API ssize_t gnutls_record_recv_packet(gnutls_session_t session, gnutls_packet_t *packet)
{
    int result = connection_receive_packet(session, packet);

    return counted(result, *packet != NULL ? (*packet)->data.size : 0);
}

/**
 * gnutls_packet_get:
 * @packet: from gnutls_record_recv_packet(); may be NULL
 * @data: receives the data, which lives as long as the packet; NULL: not asked for
 * @sequence: receives eight bytes; NULL: not asked for
 *
 * Gives what a packet holds.
 *
 * Since: 3.3.5
 **/
API void gnutls_packet_get(gnutls_packet_t packet, gnutls_datum_t *data, unsigned char *sequence)
{
    static const struct mbuffer_st none;
    const struct mbuffer_st *from = packet != NULL ? packet : &none;

    if (data != NULL)
        *data = (gnutls_datum_t){ from->data.data, (unsigned)from->data.size };
    if (sequence != NULL)
        memcpy(sequence, from->sequence, sizeof(from->sequence));
}

/**
 * gnutls_packet_deinit:
 * @packet: from gnutls_record_recv_packet(); may be NULL
 *
 * Releases a packet.
 *
 * Since: 3.3.5
 **/
API void gnutls_packet_deinit(gnutls_packet_t packet)
{
    packet_free(packet);
}

/**
 * gnutls_record_check_pending:
 * @session: the connection
 *
 * Tells how much data is in the library's hands already.
 *
 * A program that polls its descriptor asks this first: for these bytes the
 * descriptor will not become readable.
 *
 * Returns: how many bytes the next gnutls_record_recv() can give at once.
 **/
API size_t gnutls_record_check_pending(gnutls_session_t session)
{
    return connection_pending(session);
}

/**
 * gnutls_record_cork:
 * @session: the connection
 *
 * Keeps back what gnutls_record_send() is given, until gnutls_record_uncork():
 * many small pieces go out together.
 *
 * Since: 3.1.9
 **/
API void gnutls_record_cork(gnutls_session_t session)
{
    connection_cork(session);
}

/**
 * gnutls_record_check_corked:
 * @session: the connection
 *
 * Tells how much data gnutls_record_uncork() would send.
 *
 * Returns: bytes
 *
 * Since: 3.2.8
 **/
API size_t gnutls_record_check_corked(gnutls_session_t session)
{
    return session->sending.corked.size;
}

/**
 * gnutls_record_uncork:
 * @session: the connection
 * @flags: 0 or %GNUTLS_RECORD_WAIT
 *
 * Sends what was kept back since gnutls_record_cork().
 *
 * With %GNUTLS_RECORD_WAIT the function goes on until everything is sent. Else
 * it may return %GNUTLS_E_AGAIN or %GNUTLS_E_INTERRUPTED, and is to be called
 * again; the connection stays corked so long.
 *
 * Returns: how many bytes were sent, or a negative error code.
 *
 * Since: 3.1.9
 **/
API int gnutls_record_uncork(gnutls_session_t session, unsigned int flags)
{
    size_t sent;
    int result = connection_uncork(session, (flags & GNUTLS_RECORD_WAIT) != 0, &sent);

    return (int)counted(result, sent);
}

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

/**
 * gnutls_bye:
 * @session: the connection
 * @how: %GNUTLS_SHUT_RDWR or %GNUTLS_SHUT_WR
 *
 * Closes the connection, so that both sides know that nothing was cut off.
 *
 * With %GNUTLS_SHUT_WR the peer is told, and can still be read from. With
 * %GNUTLS_SHUT_RDWR the function also waits for the peer to say the same; data
 * that comes before is thrown away. The transport stays open. After
 * %GNUTLS_E_AGAIN and %GNUTLS_E_INTERRUPTED the call is to be repeated.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_PREMATURE_TERMINATION when the peer
 *   ended the connection without a word; or another negative error code.
 **/
API int gnutls_bye(gnutls_session_t session, gnutls_close_request_t how)
{
    return connection_close(session, how == GNUTLS_SHUT_RDWR);
}

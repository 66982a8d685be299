/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* record.c - sending and receiving data, and closing */

#include "base/errors.h"
#include "connection/calls.h"

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

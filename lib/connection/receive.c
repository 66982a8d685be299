/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* receive.c - the way in: data, and what comes between it */

#include "base/errors.h"
#include "base/memory.h"
#include "connection/calls.h"

/* A record buffer is given back after a record of less than a part of it. */
enum { BULK_PART = 4 };

static int check_state(const struct gnutls_session_int *session)
{
    switch (connection_state(session)) {
    case CONNECTION_OPEN:
        return 0;
    case CONNECTION_DEAD:
        return fail(GNUTLS_E_INVALID_SESSION);
    default:
        return fail(GNUTLS_E_UNAVAILABLE_DURING_HANDSHAKE);
    }
}

/* ---- one record ---- */

static int take_data(struct gnutls_session_int *session, const struct record *record,
                     struct bytes *out_data)
{
    session->receiving.sequence = session->keys.in.sequence - 1;
    session->receiving.flood_count = 0;
    session->receiving.warnings = 0;
    if (session->dtls != NULL)
        dtls_peer_has_all(session->dtls);
    *out_data = bytes_of(record->data, record->size);
    return 0;
}

static int take_record(struct gnutls_session_int *session, const struct record *record,
                       enum arrival *out, struct bytes *out_data)
{
    struct bytes content = bytes_of(record->data, record->size);

    if (record->type == CONTENT_HANDSHAKE) {
        *out = ARRIVED_MESSAGE;
        return session->dtls != NULL ? datagram_take_late(session, content)
                                     : post_handshake_take(session, content);
    }
    /* RFC 8446, 5.1: nothing stands between the parts of a message. */
    if (!message_queue_is_empty(&session->late_messages))
        return fail(GNUTLS_E_UNEXPECTED_PACKET);
    if (record->type == CONTENT_ALERT)
        return connection_take_alert(session, content, out);
    if (record->type != CONTENT_APPLICATION_DATA || reauth_is_amid_answer(session))
        return fail(GNUTLS_E_UNEXPECTED_PACKET);
    *out = ARRIVED_DATA;
    return take_data(session, record, out_data);
}

static int read_record(struct gnutls_session_int *session, enum arrival *out,
                       struct bytes *out_data)
{
    struct record record;

    buffer_wipe(&session->hello); /* of no interest to an application that reads on */
    /* What a hook refused before was told; what was behind it comes now. */
    if (session->late_messages.rest.size > 0) {
        *out = ARRIVED_MESSAGE;
        return post_handshake_go_on(session);
    }
    if (session->dtls != NULL)
        TRY(datagram_answer_again(session));
    TRY(inbound_next(&session->in, &session->transport, &session->keys.in, &record));
    return take_record(session, &record, out, out_data);
}

/* Nothing was lost: the same call goes on. */
static bool is_pause(int result)
{
    return error_is_stall(result) || result == GNUTLS_E_TIMEDOUT;
}

int connection_read(struct gnutls_session_int *session, enum arrival *out, struct bytes *out_data)
{
    int result;

    session->receiving.busy = true;
    result = read_record(session, out, out_data);
    session->receiving.busy = false;
    datagram_tell_discarded(session);

    if (result < 0 && !is_pause(result))
        return connection_fail(session, result);
    if (result < 0)
        inbound_idle(&session->in);
    else if (session->receiving.to_tell < 0) {
        result = session->receiving.to_tell;
        session->receiving.to_tell = 0;
    }
    return result;
}

/* ---- data for the application ---- */

/* RFC 8446, 4.6.2: the server wants to know who we are. Told once, to who reads data. */
static int tell_of_request(struct gnutls_session_int *session)
{
    bool to_tell = session->reauth.to_tell;

    session->reauth.to_tell = false;
    return to_tell ? GNUTLS_E_REAUTH_REQUEST : 0;
}

/* Data, or the end of it with `*out` empty. A message or warning ends the call with
 * GNUTLS_E_AGAIN, on a blocking transport too: the caller polls, and reads again. */
static int read_data(struct gnutls_session_int *session, struct bytes *out)
{
    enum arrival arrival;
    int result;

    *out = bytes_none();
    if (session->receiving.busy)
        return GNUTLS_E_AGAIN;
    TRY(connection_complete(session));
    TRY(check_state(session));
    if (session->receiving.close_received)
        return 0;
    TRY(tell_of_request(session));

    limit_begin(session, session->record_timeout_ms);
    result = connection_read(session, &arrival, out);
    limit_end(session);
    TRY(result);
    switch (arrival) {
    case ARRIVED_MESSAGE:
        TRY(tell_of_request(session));
        return GNUTLS_E_AGAIN;
    case ARRIVED_WARNING:
        return GNUTLS_E_WARNING_ALERT_RECEIVED;
    default:
        return 0;
    }
}

/* A busy reader keeps its buffer, an idle one holds none. */
static void give_back(struct gnutls_session_int *session, size_t record_size)
{
    if (record_size * BULK_PART < session->in.raw.room ||
        record_size < RECORD_PLAIN_MAX / BULK_PART)
        inbound_idle(&session->in);
}

size_t connection_pending(const struct gnutls_session_int *session)
{
    return inbound_application_size(&session->in);
}

int connection_receive(struct gnutls_session_int *session, void *out, size_t size, size_t *out_size)
{
    struct bytes data;

    *out_size = inbound_take_application(&session->in, out, size);
    if (*out_size > 0)
        return 0;

    TRY(read_data(session, &data));
    if (data.size == 0)
        return 0;
    inbound_leave_application(&session->in, data);
    *out_size = inbound_take_application(&session->in, out, size);
    give_back(session, data.size);
    return 0;
}

void packet_free(struct mbuffer_st *packet)
{
    if (packet == NULL)
        return;
    buffer_wipe(&packet->data);
    memory_free(packet);
}

/* What is read waits in `in` until there is memory for it: a call that fails loses nothing. */
static int fill_packet(struct gnutls_session_int *session, struct mbuffer_st *packet)
{
    size_t size = connection_pending(session);
    uint8_t *at;

    if (size == 0) {
        struct bytes data;

        TRY(read_data(session, &data));
        inbound_leave_application(&session->in, data);
        size = data.size;
    }
    TRY(buffer_extend(&packet->data, size, &at));
    if (size > 0)
        inbound_take_application(&session->in, at, size);
    give_back(session, size);
    return 0;
}

int connection_receive_packet(struct gnutls_session_int *session, struct mbuffer_st **out)
{
    struct mbuffer_st *packet = memory_get_zeroed(sizeof(*packet));
    int result;

    *out = NULL;
    if (packet == NULL)
        return fail(GNUTLS_E_MEMORY_ERROR);
    result = fill_packet(session, packet);
    if (result < 0 || packet->data.size == 0) {
        packet_free(packet);
        return result;
    }
    sequence_write(session->receiving.sequence, packet->sequence);
    *out = packet;
    return 0;
}

/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* run.c - the driver: plays a script, does all I/O, can stop and go on at any row
 *
 * A stall can happen in three places only: pushing a flight, waiting for a message, an action.
 * In each, hs->next has not moved. A row with a message has a hook before and one after it; the
 * phase is remembered, so that a hook that stalls does not make the message come twice.
 */

#include "base/log.h"
#include "handshake/dtls/internal.h"

/* Alerts and requests that are passed over in one handshake; more of them is a flood. */
enum { PASSED_MAX = 4 };

/* RFC 8446, 6: with TLS 1.3, all alerts but closure and user_canceled are fatal whatever their
 * level says. An older peer may warn, and nobody knows how old it is before it has answered. */
static bool is_warning(const struct handshake *hs)
{
    const struct version *v = hs->agreed->version;

    return hs->io.alert->level == GNUTLS_AL_WARNING && (!v || !v->tls13_or_later);
}

int handshake_take_alert(struct handshake *hs, struct bytes content)
{
    if (!alert_parse(content, hs->io.alert))
        return fail(GNUTLS_E_UNEXPECTED_PACKET_LENGTH);

    log_write(LOG_HANDSHAKE, "alert %u of level %u came", hs->io.alert->description,
              hs->io.alert->level);
    if (hs->io.alert->description == GNUTLS_A_CLOSE_NOTIFY)
        return fail(GNUTLS_E_PREMATURE_TERMINATION);
    if (!is_warning(hs) && hs->io.alert->description != GNUTLS_A_USER_CANCELED)
        return fail(GNUTLS_E_FATAL_ALERT_RECEIVED);
    if (++hs->passed > PASSED_MAX)
        return fail(GNUTLS_E_UNEXPECTED_PACKET);
    return hs->io.alert->description == GNUTLS_A_USER_CANCELED
               ? 0
               : fail(GNUTLS_E_WARNING_ALERT_RECEIVED);
}

static size_t message_limit(const struct handshake *hs)
{
    return hs->config->max_message_size;
}

/* RFC 5246, 6.2.1: a connection that is open goes on meanwhile; 7.4.9: but nothing stands between
 * a change of keys and its Finished. The application is told, and may read before it goes on. */
static int take_data(struct handshake *hs, struct bytes content)
{
    if (!hs->before.version || hs->peer_writes_anew)
        return fail(GNUTLS_E_UNEXPECTED_PACKET);
    TRY(inbound_keep_application(hs->io.in, content));
    return GNUTLS_E_GOT_APPLICATION_DATA;
}

static int take_record(struct handshake *hs, const struct record *record)
{
    struct bytes content = bytes_of(record->data, record->size);

    if (record->type == CONTENT_HANDSHAKE)
        return message_feed(&hs->messages, content, message_limit(hs));
    if (record->type == CONTENT_APPLICATION_DATA && !hs->early.reading)
        return take_data(hs, content);
    /* RFC 8446, 5.1: nothing stands between the parts of a message. */
    if (!message_queue_is_empty(&hs->messages))
        return fail(GNUTLS_E_UNEXPECTED_PACKET);
    if (record->type == CONTENT_ALERT)
        return handshake_take_alert(hs, content);
    if (record->type == CONTENT_APPLICATION_DATA)
        return take_early_data(hs, content);
    if (record->type == CONTENT_CHANGE_CIPHER_SPEC && hs->agreed->version &&
        !hs->agreed->version->tls13_or_later) {
        hs->cipher_change_here = true;
        return 0;
    }
    return fail(GNUTLS_E_UNEXPECTED_PACKET);
}

int seal_flight(struct handshake *hs)
{
    if (is_detached(hs->config))
        return say_messages(hs->config, hs->session, hs->io.detached->write, &hs->flight.plain);
    if (hs->flight.plain.size == 0)
        return 0;
    TRY(flight_seal(&hs->flight, hs->io.out, &hs->io.keys->out));
    if (hs->io.keys->out.wire_version == WIRE_TLS10) /* no more than the first hello */
        hs->io.keys->out.wire_version = WIRE_TLS12;
    return 0;
}

int handshake_flush(struct handshake *hs)
{
    bool pushed;

    if (hs->false_start == FALSE_START_MADE || hs->late)
        return 0; /* nothing is left to say, or who writes now is another */
    if (hs->dtls)
        return dtls_flush(hs);
    pushed = hs->flight.plain.size > 0 || outbound_waiting(hs->io.out) > 0;

    TRY(seal_flight(hs));
    if (outbound_waiting(hs->io.out) > 0)
        TRY(outbound_flush(hs->io.out, hs->io.transport));
    if (pushed && hs->role == CLIENT)
        hs->io.flight_left(hs->session);
    return 0;
}

/* There are requests up to TLS 1.2. */
static bool knows_requests(const struct handshake *hs)
{
    const struct version *v = hs->agreed->version ? hs->agreed->version : hs->before.version;

    if (!v)
        v = highest_version(hs->config);
    return hs->role == CLIENT && v && !v->tls13_or_later;
}

/* RFC 5246, 7.4.1.1: a client that is at it already passes the request over. */
static int pass_requests_over(struct handshake *hs, bool *there)
{
    const struct message *message = &hs->messages.current;

    while (*there && message->type == HELLO_REQUEST && message->body.size == 0 &&
           knows_requests(hs)) {
        if (++hs->passed > PASSED_MAX)
            return fail(GNUTLS_E_UNEXPECTED_PACKET);
        message_done(&hs->messages);
        TRY(message_peek(&hs->messages, message_limit(hs), there));
    }
    return 0;
}

/* One more record of data could not be kept: the application reads first. */
static bool data_is_due(const struct handshake *hs)
{
    return hs->before.version &&
           inbound_application_size(hs->io.in) > INBOUND_KEEP_MAX - RECORD_PLAIN_MAX;
}

static int take_content(struct handshake *hs)
{
    struct record record;

    if (is_detached(hs->config)) {
        struct bytes brought = detached_take(hs->io.detached);

        return brought.size > 0 ? message_feed(&hs->messages, brought, message_limit(hs))
                                : GNUTLS_E_AGAIN;
    }
    if (data_is_due(hs))
        return GNUTLS_E_GOT_APPLICATION_DATA;
    TRY(inbound_next(hs->io.in, hs->io.transport, &hs->io.keys->in, &record));
    if (hs->role == CLIENT)
        hs->io.answer_came(hs->session);
    return take_record(hs, &record);
}

/* Until a whole message is there, or a ChangeCipherSpec. What was written goes first: the peer
 * may wait for it. */
static int wait_for_peer(struct handshake *hs)
{
    bool there;

    if (hs->dtls)
        return dtls_wait(hs, hs->next->kind == STEP_CIPHER);
    TRY(handshake_flush(hs));
    for (;;) {
        TRY(message_peek(&hs->messages, message_limit(hs), &there));
        TRY(pass_requests_over(hs, &there));
        if (there || hs->cipher_change_here)
            return 0;
        if (hs->late)
            return fail(GNUTLS_E_UNEXPECTED_HANDSHAKE_PACKET);
        TRY(take_content(hs));
    }
}

static bool row_takes(const struct step *row, const struct handshake *hs)
{
    const struct message *message = &hs->messages.current;

    /* Datagrams may overtake each other: a message that was sent before it may come behind it. */
    if (hs->cipher_change_here && !hs->dtls)
        return false;
    if (row->message == HELLO_RETRY_REQUEST || row->message == SERVER_HELLO)
        return message->type == SERVER_HELLO &&
               hello_is_retry(message->body) == (row->message == HELLO_RETRY_REQUEST);
    return message->type == row->message;
}

/* A client hello is read from the transcript, where it lies until the next message: binders and
 * the choices that follow still need its bytes. */
static int read_message(struct handshake *hs, const struct step *row)
{
    struct message *m = &hs->messages.current;
    bool hello = row->message == CLIENT_HELLO;
    struct wire_reader r;
    struct bytes body;

    if (hello) {
        TRY(transcript_add_hello(&hs->transcript, m->whole));
        r = wire_reader(bytes_from(buffer_bytes(&hs->transcript.pending),
                                   hs->transcript.pending.size - m->body.size));
    } else {
        r = wire_reader(m->body);
    }
    body = bytes_of(r.at, m->body.size);
    TRY(row->read(hs, &r));
    TRY(wire_read_end(&r));
    if (hello)
        hs->offered.hello = body;
    return hello ? 0 : transcript_add(&hs->transcript, m->whole);
}

static int receive_row(struct handshake *hs, const struct step *row)
{
    if (hs->phase == PHASE_ROW) {
        TRY(wait_for_peer(hs));
        if (!row_takes(row, hs))
            return row->kind == STEP_MAYBE ? 0 : fail(GNUTLS_E_UNEXPECTED_HANDSHAKE_PACKET);
        log_write(LOG_HANDSHAKE, "received %s", row->name);
        hs->heard = true;
        if (hs->dtls)
            hs->dtls->answered = true;
        hs->phase = PHASE_BEFORE_HOOK;
    }
    if (hs->phase == PHASE_BEFORE_HOOK) {
        TRY(hook_call(hs->config, hs->session, row->message, GNUTLS_HOOK_PRE, true,
                      hs->messages.current.body));
        TRY(read_message(hs, row));
        hs->last_in = row->message;
        hs->phase = PHASE_AFTER_HOOK;
    }
    /* The hook after a hello is called when it has been acted upon: tell_of_hello(). */
    if (row->message != CLIENT_HELLO)
        TRY(hook_call(hs->config, hs->session, row->message, GNUTLS_HOOK_POST, true,
                      hs->messages.current.body));
    message_done(&hs->messages);
    hs->phase = PHASE_ROW;
    return 0;
}

static int write_message(struct handshake *hs, const struct step *row)
{
    uint8_t type = row->message == HELLO_RETRY_REQUEST ? SERVER_HELLO : (uint8_t)row->message;
    struct wire_writer w = flight_open(&hs->flight, type);
    int result = row->write(hs, &w);

    if (result == 0)
        result = wire_write_end(&w);
    if (result < 0) {
        flight_abandon(&hs->flight);
        return result;
    }
    flight_set_length(&hs->flight);
    log_write(LOG_HANDSHAKE, "sending %s", row->name);
    return 0;
}

static int send_row(struct handshake *hs, const struct step *row)
{
    struct bytes whole;

    if (hs->phase == PHASE_ROW) {
        TRY(write_message(hs, row));
        hs->phase = PHASE_BEFORE_HOOK;
    }
    whole = flight_message(&hs->flight);
    if (hs->phase == PHASE_BEFORE_HOOK) {
        TRY(hook_call(hs->config, hs->session, row->message, GNUTLS_HOOK_PRE, false,
                      bytes_from(whole, flight_header_size(&hs->flight))));
        TRY(transcript_add(&hs->transcript, whole));
        flight_close(&hs->flight);
        hs->last_out = row->message;
        hs->phase = PHASE_AFTER_HOOK;
    }
    TRY(hook_call(hs->config, hs->session, row->message, GNUTLS_HOOK_POST, false,
                  bytes_from(whole, flight_header_size(&hs->flight))));
    hs->phase = PHASE_ROW;
    return 0;
}

static int send_cipher_change(struct handshake *hs)
{
    static const uint8_t one = 1;

    if (hs->dtls) {
        TRY(dtls_seal(hs));
        return dtls_seal_ccs(hs);
    }
    TRY(seal_flight(hs));
    return outbound_queue(hs->io.out, &hs->io.keys->out, CONTENT_CHANGE_CIPHER_SPEC,
                          bytes_of(&one, 1));
}

/* RFC 5246, 7.1: not a message, and not in the transcript. */
static int run_cipher_row(struct handshake *hs, const struct step *row)
{
    if (row->from == hs->role) {
        TRY(send_cipher_change(hs));
    } else {
        TRY(wait_for_peer(hs));
        if (!hs->cipher_change_here)
            return fail(GNUTLS_E_UNEXPECTED_HANDSHAKE_PACKET);
        hs->cipher_change_here = false;
        hs->peer_writes_anew = true;
    }
    return hs->role == CLIENT ? row->client(hs) : row->server(hs);
}

static int run_row(struct handshake *hs, const struct step *row)
{
    if (row->kind == STEP_CIPHER)
        return run_cipher_row(hs, row);
    /* Asked once: what the row does may change the answer. */
    if (hs->phase == PHASE_ROW && !row->when(hs))
        return 0;
    if (row->kind == STEP_ACTION) {
        int (*work)(struct handshake *) = hs->role == CLIENT ? row->client : row->server;

        return work ? work(hs) : 0;
    }
    return row->from == hs->role ? send_row(hs, row) : receive_row(hs, row);
}

int make_false_start(struct handshake *hs)
{
    hs->false_start = FALSE_START_DUE;
    return 0;
}

static int start_early(struct handshake *hs)
{
    TRY(handshake_flush(hs));
    hs->false_start = FALSE_START_MADE;
    return HANDSHAKE_DATA_MAY_GO;
}

int handshake_run(struct handshake *hs, int64_t now_ms)
{
    hs->now_ms = now_ms;
    if (hs->false_start == FALSE_START_DUE)
        return start_early(hs);
    while (hs->next->kind != STEP_END) {
        const struct step *row = hs->next;

        TRY(run_row(hs, row));
        if (hs->next == row) /* unless the row chose another script */
            hs->next = row + 1;
        if (hs->false_start == FALSE_START_DUE)
            return start_early(hs);
    }
    return handshake_flush(hs);
}

int write_nothing(struct handshake *hs, struct wire_writer *w)
{
    return 0;
}

int read_nothing(struct handshake *hs, struct wire_reader *r)
{
    return wire_read_end(r);
}

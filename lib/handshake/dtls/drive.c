/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* drive.c - what the driver does otherwise when messages travel in datagrams
 *
 * Messages may get lost, come twice and overtake each other. Each has a number, so that the rows
 * of a script get them in order all the same; what was sent stays here until it is answered.
 */

#include "base/log.h"
#include "handshake/dtls/internal.h"
#include "record/datagram.h"

static struct dtls_io io_of(const struct handshake *hs)
{
    return (struct dtls_io){ hs->io.out, hs->io.keys, hs->io.transport };
}

/* ---- out ---- */

/* The answer to a flight takes its place. */
static void begin_flight(struct dtls *d)
{
    if (!d->answered)
        return;
    kept_flight_wipe(&d->flight);
    retransmit_end(&d->timer);
    dtls_ask_no_more(d);
    d->answered = false;
}

int dtls_seal(struct handshake *hs)
{
    struct buffer *plain = &hs->flight.plain;

    if (plain->size == 0)
        return 0;
    begin_flight(hs->dtls);
    TRY(kept_flight_add(&hs->dtls->flight, CONTENT_HANDSHAKE, hs->io.keys->out.epoch,
                        buffer_bytes(plain)));
    buffer_clear(plain);
    return 0;
}

int dtls_seal_ccs(struct handshake *hs)
{
    static const uint8_t one = 1;

    begin_flight(hs->dtls);
    return kept_flight_add(&hs->dtls->flight, CONTENT_CHANGE_CIPHER_SPEC, hs->io.keys->out.epoch,
                           bytes_of(&one, 1));
}

int dtls_flush(struct handshake *hs)
{
    struct dtls_io io = io_of(hs);
    bool fresh;

    TRY(dtls_seal(hs));
    fresh = !kept_flight_is_sent(&hs->dtls->flight);
    TRY(dtls_send(hs->dtls, &io, hs->io.steady_ms(hs->session)));
    if (fresh && hs->role == CLIENT)
        hs->io.flight_left(hs->session);
    return 0;
}

/* ---- in ---- */

/* Alerts in the clear may be anybody's, as may be the hellos: what they say is believed, since a
 * peer that cannot go on has no other way to tell. */
static int take_record(struct handshake *hs, const struct record *record)
{
    struct bytes content = bytes_of(record->data, record->size);

    switch (record->type) {
    case CONTENT_HANDSHAKE:
        return message_feed(&hs->messages, content, hs->config->max_message_size);
    case CONTENT_ALERT:
        return handshake_take_alert(hs, content);
    case CONTENT_CHANGE_CIPHER_SPEC:
        hs->cipher_change_here = true;
        return 0;
    default: /* data of a connection that is open; without its Finished it is nobody's */
        if (!hs->before.version || hs->peer_writes_anew)
            return 0;
        TRY(inbound_keep_application(hs->io.in, content));
        return GNUTLS_E_GOT_APPLICATION_DATA;
    }
}

/* Nothing came in time, or nothing is here. */
static int pass_time(struct handshake *hs, int reason)
{
    struct dtls *d = hs->dtls;
    struct dtls_io io = io_of(hs);
    int64_t now_ms = hs->io.steady_ms(hs->session);

    if (d->timer.total_ms > 0 && now_ms - hs->began_ms >= d->timer.total_ms)
        return fail(GNUTLS_E_TIMEDOUT);
    TRY(dtls_send_if_due(d, &io, now_ms));
    return reason == GNUTLS_E_TIMEDOUT ? 0 : reason;
}

static int read_one(struct handshake *hs)
{
    struct dtls_io io = io_of(hs);
    struct record record;
    int result = inbound_next(hs->io.in, hs->io.transport, &hs->io.keys->in, &record);

    if (result == GNUTLS_E_AGAIN || result == GNUTLS_E_TIMEDOUT)
        return pass_time(hs, result);
    TRY(result);
    if (hs->role == CLIENT)
        hs->io.answer_came(hs->session);
    TRY(take_record(hs, &record));
    return dtls_send_if_wished(hs->dtls, &io, hs->io.steady_ms(hs->session));
}

int dtls_wait(struct handshake *hs, bool for_cipher_change)
{
    size_t max_size = hs->config->max_message_size;
    bool there;

    TRY(dtls_flush(hs));
    for (;;) {
        TRY(message_peek(&hs->messages, max_size, &there));
        if (for_cipher_change ? hs->cipher_change_here : there)
            return 0;
        TRY(read_one(hs));
    }
}

/* ---- keys ---- */

void dtls_write_anew(struct handshake *hs)
{
    hs->dtls->out_before = hs->io.keys->out;
}

int dtls_read_anew(struct handshake *hs)
{
    fragments_drop(&hs->dtls->fragments);
    return datagrams_new_epoch(hs->io.in);
}

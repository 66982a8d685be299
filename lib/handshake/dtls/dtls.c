/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* dtls.c - sends flights, and sends them again */

#include "handshake/dtls/dtls.h"

#include "base/errors.h"
#include "base/log.h"
#include "wire/tls.h"

void dtls_init(struct dtls *d)
{
    *d = (struct dtls){ .mtu = DTLS_MTU, .fragments.idle = true };
    retransmit_init(&d->timer);
}

void dtls_wipe(struct dtls *d)
{
    fragments_wipe(&d->fragments);
    kept_flight_wipe(&d->flight);
    kept_flight_wipe(&d->request);
    record_keys_wipe(&d->out_before);
    buffer_wipe(&d->cookie);
}

void dtls_begin(struct dtls *d)
{
    if (!d->asking) /* a client that lacks our last word takes no notice of the request */
        kept_flight_wipe(&d->flight);
    d->fragments.idle = false;
    d->fragments.repeated = false;
    d->answered = false;
    d->verifying = false;
    d->cookies = 0;
}

void dtls_end(struct dtls *d)
{
    if (!d->asking || d->answered) {
        retransmit_end(&d->timer);
        dtls_ask_no_more(d);
    }
    if (d->answered) {
        kept_flight_wipe(&d->flight);
        record_keys_wipe(&d->out_before);
    }
    d->send_next = 0;
    fragments_restart(&d->fragments);
    d->fragments.idle = true;
    buffer_wipe(&d->cookie);
}

void dtls_peer_has_all(struct dtls *d)
{
    if (d->flight.entries.size == 0)
        return;
    kept_flight_wipe(&d->flight);
    record_keys_wipe(&d->out_before);
}

/* RFC 6347, 4.2.4: a request is a flight as others are. */
int dtls_ask(struct dtls *d, uint16_t epoch, int64_t now_ms)
{
    static const uint8_t request[FRAGMENT_HEADER_SIZE] = { HELLO_REQUEST };

    kept_flight_wipe(&d->request);
    TRY(kept_flight_add(&d->request, CONTENT_HANDSHAKE, epoch, bytes_of(request, sizeof request)));
    kept_flight_set_sent(&d->request);
    d->asking = true;
    d->answered = false;
    retransmit_begin(&d->timer, now_ms);
    return 0;
}

void dtls_ask_no_more(struct dtls *d)
{
    if (!d->asking)
        return;
    retransmit_end(&d->timer);
    d->asking = false;
    kept_flight_wipe(&d->request);
}

static int send_rest(struct dtls *d, const struct dtls_io *io)
{
    const struct flight_keys keys = { .now = &io->keys->out, .before = &d->out_before };
    int result = kept_flight_send(&d->flight, io->out, &keys, io->transport, d->mtu);

    if (result == 0)
        result = kept_flight_send(&d->request, io->out, &keys, io->transport, d->mtu);
    d->blocked = error_is_stall(result);
    return result;
}

static bool is_waiting(const struct dtls *d)
{
    return (d->flight.entries.size > 0 || d->asking) && !d->answered;
}

int dtls_send(struct dtls *d, const struct dtls_io *io, int64_t now_ms)
{
    TRY(send_rest(d, io));
    if (is_waiting(d) && !d->timer.running)
        retransmit_begin(&d->timer, now_ms);
    return 0;
}

static int send_again(struct dtls *d, const struct dtls_io *io, int64_t now_ms)
{
    if (d->flight.entries.size == 0 && !d->asking)
        return 0;
    log_write(LOG_HANDSHAKE, "sending the last flight again");
    retransmit_again(&d->timer, now_ms);
    kept_flight_send_again(&d->flight);
    kept_flight_send_again(&d->request);
    return send_rest(d, io);
}

int dtls_send_if_due(struct dtls *d, const struct dtls_io *io, int64_t now_ms)
{
    return retransmit_is_due(&d->timer, now_ms) ? send_again(d, io, now_ms) : 0;
}

int dtls_send_if_wished(struct dtls *d, const struct dtls_io *io, int64_t now_ms)
{
    bool wished = d->fragments.repeated && retransmit_is_wished(&d->timer, now_ms);

    d->fragments.repeated = false;
    if (d->blocked || !kept_flight_is_sent(&d->flight))
        return send_rest(d, io);
    return wished ? send_again(d, io, now_ms) : 0;
}

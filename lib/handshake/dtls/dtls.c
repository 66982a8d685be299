/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* dtls.c - sends flights, and sends them again */

#include "handshake/dtls/dtls.h"

#include "base/errors.h"
#include "base/log.h"

void dtls_init(struct dtls *d)
{
    *d = (struct dtls){ .mtu = DTLS_MTU, .fragments.idle = true };
    retransmit_init(&d->timer);
}

void dtls_wipe(struct dtls *d)
{
    fragments_wipe(&d->fragments);
    kept_flight_wipe(&d->flight);
    record_keys_wipe(&d->out_before);
    buffer_wipe(&d->cookie);
}

void dtls_begin(struct dtls *d)
{
    kept_flight_wipe(&d->flight);
    d->fragments.idle = false;
    d->fragments.repeated = false;
    d->answered = false;
    d->verifying = false;
    d->cookies = 0;
}

void dtls_end(struct dtls *d)
{
    retransmit_end(&d->timer);
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

static int send_rest(struct dtls *d, const struct dtls_io *io)
{
    const struct flight_keys keys = { .now = &io->keys->out, .before = &d->out_before };

    return kept_flight_send(&d->flight, io->out, &keys, io->transport, d->mtu);
}

int dtls_send(struct dtls *d, const struct dtls_io *io, int64_t now_ms)
{
    TRY(send_rest(d, io));
    if (d->flight.entries.size > 0 && !d->answered && !d->timer.running)
        retransmit_begin(&d->timer, now_ms);
    return 0;
}

static int send_again(struct dtls *d, const struct dtls_io *io, int64_t now_ms)
{
    if (d->flight.entries.size == 0)
        return 0;
    log_write(LOG_HANDSHAKE, "sending the last flight again");
    retransmit_again(&d->timer, now_ms);
    kept_flight_send_again(&d->flight);
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
    if (!kept_flight_is_sent(&d->flight)) /* the way out was blocked the last time */
        return send_rest(d, io);
    return wished ? send_again(d, io, now_ms) : 0;
}

/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* datagrams.c - what a connection over datagrams does otherwise: time, size, late messages */

#include "base/errors.h"
#include "base/log.h"
#include "base/memory.h"
#include "connection/calls.h"
#include "record/datagram.h"

int datagrams_use(struct gnutls_session_int *session)
{
    session->dtls = memory_get_zeroed(sizeof(*session->dtls));
    if (session->dtls == NULL)
        return fail(GNUTLS_E_MEMORY_ERROR);
    dtls_init(session->dtls);
    record_keys_none_datagram(&session->keys.in);
    record_keys_none_datagram(&session->keys.out);
    session->out.datagram = true;
    return inbound_use_datagrams(&session->in);
}

void datagrams_free(struct gnutls_session_int *session)
{
    if (session->dtls == NULL)
        return;
    dtls_wipe(session->dtls);
    memory_free(session->dtls);
    session->dtls = NULL;
}

/* The request for the cookie was the message before our first (RFC 6347, 4.2.2). */
void datagram_begin_at(struct gnutls_session_int *session, const gnutls_dtls_prestate_st *at)
{
    if (session->config.role != SERVER || connection_state(session) != CONNECTION_NEW)
        return;
    session->dtls->fragments.next = (uint16_t)at->hsk_read_seq;
    session->dtls->send_next = (uint16_t)(at->hsk_write_seq + 1);
    session->keys.out.sequence = at->record_seq;
}

/* ---- time ---- */

static int wait_for_datagram(void *ctx)
{
    struct gnutls_session_int *session = ctx;
    const struct retransmit *timer = &session->dtls->timer;
    int64_t now_ms = clock_steady_ms(session->clock);
    int64_t left_ms = retransmit_left_ms(timer, now_ms);
    int64_t total_left_ms = session->handshake_began_ms + timer->total_ms - now_ms;

    if (!transport_can_wait(&session->transport))
        return 0;
    if (!timer->running)
        left_ms = timer->total_ms > 0 ? total_left_ms : GNUTLS_INDEFINITE_TIMEOUT;
    else if (timer->total_ms > 0 && total_left_ms < left_ms)
        left_ms = total_left_ms;
    return transport_wait(&session->transport, left_ms > 0 ? (unsigned)left_ms : 0);
}

void datagram_limit_begin(struct gnutls_session_int *session)
{
    session->transport.before_pull = wait_for_datagram;
    session->transport.before_pull_ctx = session;
}

unsigned datagram_timeout_ms(const struct gnutls_session_int *session)
{
    if (session->dtls == NULL)
        return 0;
    return retransmit_left_ms(&session->dtls->timer, clock_steady_ms(session->clock));
}

/* ---- size ---- */

size_t datagram_data_mtu(const struct gnutls_session_int *session)
{
    if (session->dtls == NULL)
        return 0;
    return record_content_room(&session->keys.out, session->dtls->mtu);
}

int datagram_set_data_mtu(struct gnutls_session_int *session, size_t size)
{
    const struct record_keys *keys = &session->keys.out;

    if (session->dtls == NULL || !record_keys_are_on(keys) || size > RECORD_PLAIN_MAX)
        return fail(GNUTLS_E_INVALID_SESSION);
    session->dtls->mtu = size + keys->protection->overhead(keys, size);
    return 0;
}

/* ---- after the handshake ---- */

/* Who reads may not wait for the way out: if it is blocked now, the rest goes with a later call. */
int datagram_answer_again(struct gnutls_session_int *session)
{
    const struct dtls_io io = { &session->out, &session->keys, &session->transport };
    const struct dtls *d = session->dtls;
    int result;

    if (!d->fragments.repeated && !d->blocked && kept_flight_is_sent(&d->flight))
        return 0;
    lock_take(&session->write_lock);
    result = dtls_send_if_wished(session->dtls, &io, clock_steady_ms(session->clock));
    lock_give(&session->write_lock);
    return error_is_stall(result) || result == GNUTLS_E_LARGE_PACKET ? 0 : result;
}

void datagram_take_warning(struct gnutls_session_int *session)
{
    if (session->dtls == NULL || session->alert.description != GNUTLS_A_NO_RENEGOTIATION)
        return;
    lock_take(&session->write_lock); /* the writer may ask again just now */
    dtls_ask_no_more(session->dtls);
    lock_give(&session->write_lock);
}

/* The network may well bring a record twice. */
void datagram_tell_discarded(struct gnutls_session_int *session)
{
    const struct datagrams *datagrams = session->in.datagrams;
    unsigned told = session->receiving.discarded_told, now = told;

    if (datagrams != NULL)
        now = datagrams->discarded - datagrams->repeated;
    session->receiving.discarded_told = now;
    if (now != told)
        log_audit(session, "discarded %u records: forged, damaged, or of another time", now - told);
}

/* RFC 5246, 7.4.1.1 and 7.4.1.2. The hello stays where it is until the handshake reads it. */
static int take_request(struct gnutls_session_int *session, struct bytes whole)
{
    struct fragments *fragments = &session->dtls->fragments;
    unsigned expected = session->config.role == CLIENT ? HELLO_REQUEST : CLIENT_HELLO;
    bool right = whole.data[0] == expected &&
                 (expected == CLIENT_HELLO || whole.size == FRAGMENT_HEADER_SIZE);

    session->last_in = whole.data[0];
    if (!right)
        return fail(GNUTLS_E_UNEXPECTED_PACKET);
    if (session->config.role == CLIENT)
        fragments_restart(fragments);
    session->receiving.to_tell = GNUTLS_E_REHANDSHAKE;
    return 0;
}

int datagram_take_late(struct gnutls_session_int *session, struct bytes content)
{
    struct fragments *fragments = &session->dtls->fragments;
    struct bytes whole;

    TRY(fragments_take(fragments, content, session->config.max_message_size));
    TRY(datagram_answer_again(session));
    whole = fragments_peek(fragments);
    return whole.size > 0 ? take_request(session, whole) : 0;
}

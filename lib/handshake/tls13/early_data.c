/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* early_data.c - 0-RTT: data that does not wait for the server, RFC 8446, 2.3 and 4.2.10
 *
 * It is as secret as the session it rests on, and it can be replayed. So a server takes it only
 * when the session is the very one that was offered first, nothing about the connection has
 * changed, and a guard says that it was not here before.
 */

#include "base/log.h"
#include "handshake/internal.h"

/* ---- client ---- */

/* RFC 8446, 4.2.10: with the protocol of the session, or none. */
static bool protocol_is_offered(const struct config *config, const struct session_params *session)
{
    struct wire_reader r = wire_reader(buffer_bytes(&config->alpn));

    if (session->alpn.size == 0)
        return config->alpn.size == 0;
    while (wire_more(&r)) {
        if (bytes_equal(wire_read_vec8(&r), buffer_bytes(&session->alpn)))
            return true;
    }
    return false;
}

bool early_data_may_be_offered(const struct handshake *hs)
{
    const struct session_params *session = hs->resumption.session;
    const struct config *config = hs->config;

    return config->early_data && session && session->kind == SESSION_CLIENT13 &&
           !hs->retry.requested && session->ticket.max_early_data > 0 &&
           config->early_data_out.size <= session->ticket.max_early_data &&
           protocol_is_offered(config, session);
}

/* The transcript stands at the hello. */
static int derive_early_secrets(struct handshake *hs)
{
    struct secrets13 *s = &hs->secrets;
    struct digest hello;

    key_schedule_resume(&s->schedule, hs->resumption.ticket.hash,
                        &hs->resumption.ticket.early_secret);
    transcript_with(&hs->transcript, hs->resumption.ticket.hash, bytes_none(), &hello);
    TRY(derive_secret(hs, LABEL_CLIENT_EARLY_TRAFFIC, &hello, &hs->early.traffic));
    return derive_secret(hs, LABEL_EARLY_EXPORTER, &hello, &hs->early.exporter);
}

int early_exporter(const struct handshake *hs, struct secret *out)
{
    SCOPED(key_schedule) struct key_schedule schedule = { 0 };
    const struct early_psk *psk = &hs->resumption.ticket;
    bool written = hs->next->message == CLIENT_HELLO && hs->phase != PHASE_ROW;
    struct bytes open = bytes_none();
    struct digest hello;

    if (hs->early.exporter.size > 0) {
        *out = hs->early.exporter;
        return 0;
    }
    if (hs->role != CLIENT || !hs->early.offered || !written)
        return fail(GNUTLS_E_INVALID_REQUEST);
    if (hs->phase == PHASE_BEFORE_HOOK) /* not yet part of the transcript */
        open = flight_message(&hs->flight);
    key_schedule_resume(&schedule, psk->hash, &psk->early_secret);
    transcript_with(&hs->transcript, psk->hash, open, &hello);
    return key_schedule_derive(&schedule, LABEL_EARLY_EXPORTER, &hello, out);
}

/* Behind the hello, and behind the dummy for middleboxes (RFC 8446, D.4). */
int send_early_data(struct handshake *hs)
{
    const struct cipher_suite *suite = suite_by_id(hs->resumption.session->cipher_suite);

    TRY(derive_early_secrets(hs));
    if (!hs->config->priority->flags.disable_tls13_compat_mode)
        TRY(send_dummy_ccs(hs));
    TRY(seal_flight(hs));
    TRY(tell_secrets(hs, GNUTLS_ENCRYPTION_LEVEL_EARLY, NULL, &hs->early.traffic));
    epochs_write_with(hs->io.keys, suite, &hs->early.traffic);
    if (hs->config->early_data_out.size == 0 || is_detached(hs->config))
        return 0;
    return outbound_queue(hs->io.out, &hs->io.keys->out, CONTENT_APPLICATION_DATA,
                          buffer_bytes(&hs->config->early_data_out));
}

/* Early data has ended, or is refused: what follows goes under the handshake's keys. */
int leave_early_data(struct handshake *hs)
{
    const struct secret *secret = &hs->secrets.client_handshake;

    TRY(tell_secrets(hs, GNUTLS_ENCRYPTION_LEVEL_HANDSHAKE, NULL, secret));
    return write_keys(hs, GNUTLS_ENCRYPTION_LEVEL_HANDSHAKE, secret);
}

/* ---- server ---- */

/* Is all as it was when the ticket was given? */
static bool session_allows(const struct handshake *hs)
{
    const struct session_params *session = &hs->resumption.accepted;

    return hs->agreed->resumed && hs->resumption.selected == 0 &&
           session->ticket.max_early_data > 0 && session->cipher_suite == hs->agreed->suite->id &&
           bytes_equal(buffer_bytes(&session->alpn), buffer_bytes(&hs->agreed->params.alpn));
}

static bool is_fresh(const struct handshake *hs)
{
    const struct replay_question question = {
        .issued_ms = hs->resumption.accepted.ticket.received_ms,
        .claimed_age_ms = hs->resumption.claimed_age_ms,
        .binder = hs->resumption.binder,
    };
    enum replay_verdict verdict;

    verdict = anti_replay_check(hs->config->anti_replay, &question, hs->now_ms);
    if (verdict != REPLAY_FRESH)
        log_write(LOG_NEGOTIATION, "early data not taken: %s", replay_verdict_name(verdict));
    return verdict == REPLAY_FRESH;
}

/* Refused early data costs a round trip; the session is resumed all the same. */
int decide_early_data(struct handshake *hs)
{
    if (!hs->offered.early_data || !hs->config->early_data || hs->retry.requested ||
        !session_allows(hs) || !is_fresh(hs))
        return 0;
    hs->agreed->early_data = true;
    hs->io.in->skip_left = 0;
    TRY(derive_early_secrets(hs));
    return tell_secrets(hs, GNUTLS_ENCRYPTION_LEVEL_EARLY, &hs->early.traffic, NULL);
}

int take_early_data(struct handshake *hs, struct bytes content)
{
    if (content.size > hs->config->max_early_data - hs->early.received)
        return fail(GNUTLS_E_UNEXPECTED_PACKET);
    hs->early.received += content.size;
    return buffer_append(&hs->agreed->early_data_in, content);
}

int end_early_data(struct handshake *hs)
{
    const struct secret *secret = &hs->secrets.client_handshake;

    hs->early.reading = false;
    TRY(seal_flight(hs));
    TRY(tell_secrets(hs, GNUTLS_ENCRYPTION_LEVEL_HANDSHAKE, secret, NULL));
    return read_keys(hs, GNUTLS_ENCRYPTION_LEVEL_HANDSHAKE, secret);
}

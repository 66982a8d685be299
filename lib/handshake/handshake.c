/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* handshake.c - begins and ends a handshake's life */

#include "handshake/handshake.h"

#include "base/errors.h"
#include "base/memory.h"
#include "record/datagram.h"

static void remember(const struct agreed *last, struct before *out)
{
    out->version = last->version;
    out->extended_master_secret = last->params.extended_master_secret;
    out->encrypt_then_mac = last->params.encrypt_then_mac;
    memcpy(out->client_verify_data, last->client_verify_data, sizeof out->client_verify_data);
    memcpy(out->server_verify_data, last->server_verify_data, sizeof out->server_verify_data);
}

bool handshake_is_unheard(const struct handshake *hs)
{
    return !hs->heard && message_queue_is_empty(&hs->messages);
}

static void use_datagrams(struct handshake *hs)
{
    hs->dtls = hs->io.dtls;
    hs->began_ms = hs->io.steady_ms(hs->session);
    hs->next = dtls_hello_script;
    hs->messages.fragments = &hs->dtls->fragments;
    hs->flight.datagram = true;
    hs->flight.next = hs->dtls->send_next;
    hs->io.in->datagrams->hold = true;
    dtls_begin(hs->dtls);
}

enum { ZEROED_SIZE = offsetof(struct handshake, shares) };

struct handshake *handshake_blank(void)
{
    struct handshake *hs = memory_get(sizeof *hs);

    if (hs)
        memset(hs, 0, ZEROED_SIZE);
    return hs;
}

int handshake_new(const struct handshake_start *start, struct handshake **out)
{
    struct handshake *hs = handshake_blank();

    if (!hs)
        return fail(GNUTLS_E_MEMORY_ERROR);
    hs->role = start->config->role;
    hs->session = start->session;
    hs->config = start->config;
    hs->agreed = start->agreed;
    hs->io = start->io;
    hs->resumption.session = start->resume;
    hs->next = hello_script;
    hs->last_in = hs->last_out = GNUTLS_HANDSHAKE_ANY;
    hs->messages.rest = start->hello;
    if (start->io.dtls)
        use_datagrams(hs);
    if (start->may_start_early)
        hs->false_start = FALSE_START_WANTED;
    if (start->before)
        remember(start->before, &hs->before);

    hs->agreed->verify_status = (unsigned)-1;
    hs->agreed->send_limit = hs->agreed->receive_limit = RECORD_PLAIN_MAX;
    hs->io.in->allow_ccs = true;
    hs->io.in->look_ahead = true;
    *out = hs;
    return 0;
}

void handshake_free(struct handshake *hs)
{
    if (!hs)
        return;
    hs->io.in->look_ahead = false;
    hs->io.in->allow_ccs = false;
    if (hs->dtls) {
        datagrams_hold_no_more(hs->io.in->datagrams);
        dtls_end(hs->dtls);
    }
    message_queue_wipe(&hs->messages);
    flight_wipe(&hs->flight);
    transcript_wipe(&hs->transcript);
    key_schedule_wipe(&hs->secrets.schedule);
    kex_private_wipe(&hs->own_share.key);
    certificate_free(hs->peer.certificate);
    buffer_wipe(&hs->peer.authorities);
    identity_wipe(&hs->chosen.retrieved);
    buffer_wipe(&hs->chosen.staple);
    buffer_wipe(&hs->chosen.signature);
    buffer_wipe(&hs->retry.cookie);
    buffer_wipe(&hs->request_context);
    session_params_wipe(&hs->resumption.accepted);
    buffer_wipe(&hs->resumption.external_identity);
    buffer_wipe(&hs->tls12.premaster);
    buffer_wipe(&hs->tls12.params);
    buffer_wipe(&hs->tls12.supplemental);
    buffer_wipe(&hs->tls12.signature);
    kex_dh_wipe(&hs->tls12.dh_own);
    buffer_wipe(&hs->tls12.psk);
    buffer_wipe(&hs->tls12.encrypted);
    memory_free_secret(hs, ZEROED_SIZE);
}

void agreed_wipe(struct agreed *a)
{
    session_params_wipe(&a->params);
    buffer_wipe(&a->issuer_staples);
    buffer_wipe(&a->dh_prime);
    buffer_wipe(&a->dh_generator);
    buffer_wipe(&a->dh_peer_share);
    buffer_wipe(&a->psk_hint);
    buffer_wipe(&a->srtp_mki);
    buffer_wipe(&a->early_data_in);
    memory_free_secret(a->transcript, sizeof *a->transcript);
    memory_free(a->peer_list);
    gnutls_free(a->ours.data);
    memory_wipe(a, sizeof *a);
}

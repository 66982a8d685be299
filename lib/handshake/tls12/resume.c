/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* resume.c - sessions of TLS 1.2: by ticket (RFC 5077) and by id (RFC 5246, F.1.4) */

#include "base/log.h"
#include "handshake/tls12/internal.h"
#include "session/cache.h"
#include "session/ticket.h"

static enum verdict judge(const struct handshake *hs, const struct session_params *session,
                          bool by_ticket)
{
    uint16_t suites[PRIORITY_SUITES_MAX];
    struct resumption_offer offer = {
        .version = hs->agreed->version->wire,
        .datagram = hs->agreed->version->datagram,
        .suites = suites,
        .suite_count = common_suites(hs, suites, ARRAY_SIZE(suites)),
        .server_name = buffer_bytes(&hs->agreed->params.server_name),
        .extended_master_secret = hs->tls12.ems && !hs->config->priority->flags.no_session_hash,
        .client_certificate_required = hs->config->client_certificate == CERTIFICATE_REQUIRED,
        .client_must_be_verified = peer_must_be_verified(hs->config),
        .tickets_allowed = !by_ticket || (hs->config->tickets && hs->config->tickets_tls12 &&
                                          hs->config->tickets_enabled),
    };

    return session_verdict(session, &offer, hs->now_ms);
}

static void consider(struct handshake *hs, struct session_params *session, bool by_ticket)
{
    struct agreed *a = hs->agreed;

    a->verdict = judge(hs, session, by_ticket);
    if (a->verdict != RESUME) {
        log_write(LOG_NEGOTIATION, "session not resumed: %s", verdict_name(a->verdict));
        return;
    }
    session_params_move(session, &hs->resumption.accepted);
    a->resumed = true;
}

static bool suite_is_common(const struct handshake *hs, uint16_t id)
{
    uint16_t suites[PRIORITY_SUITES_MAX];
    size_t count = common_suites(hs, suites, ARRAY_SIZE(suites));

    for (size_t i = 0; i < count; i++) {
        if (suites[i] == id)
            return true;
    }
    return false;
}

/* A session that the application has made by other means, and vouches for: what a handshake
 * would have fixed, a name or the extended master secret, it does not have. */
static int take_made_session(struct handshake *hs, struct bytes id)
{
    const struct session_params *made = hs->resumption.session;

    if (!made || made->version != hs->agreed->version->wire ||
        !bytes_equal(id, bytes_of(made->id.bytes, made->id.size)) ||
        !suite_is_common(hs, made->cipher_suite))
        return 0;
    TRY(session_params_copy(made, &hs->resumption.accepted));
    hs->tls12.ems = false;
    hs->agreed->resumed = true;
    hs->agreed->verdict = RESUME;
    return 0;
}

/* A ticket wins over an id. Whatever is wrong with either means a full handshake. */
int decide_resumption12(struct handshake *hs)
{
    SCOPED(session_params) struct session_params session = { 0 };
    struct bytes id = bytes_of(hs->offered.session_id, hs->offered.session_id_size);
    struct agreed *a = hs->agreed;

    a->resumed = false;
    a->verdict = FULL_NO_SESSION;
    a->resumption_requested = id.size > 0;
    if (hs->before.version) /* a further handshake is to agree on something new */
        return 0;
    TRY(take_made_session(hs, id));
    if (a->resumed)
        return 0;
    if (hs->tls12.ticket.size > 0 && hs->config->tickets_enabled &&
        ticket_accept(&hs->config->stek, hs->tls12.ticket, hs->now_ms, &session) == 0) {
        consider(hs, &session, true);
        return 0;
    }
    if (id.size > 0 && session_cache_fetch(&hs->config->cache, id, &session) == 0)
        consider(hs, &session, false);
    return 0;
}

/* All that the session was is again; the keys are new. */
int take_up_session12(struct handshake *hs)
{
    const struct session_params *session =
        hs->role == CLIENT ? hs->resumption.session : &hs->resumption.accepted;
    struct session_params *p = &hs->agreed->params;

    TRY(adopt_session(hs, session));
    p->secret = session->secret;
    p->group = session->group;
    hs->agreed->group = group_by_id(session->group);
    if (hs->role == SERVER)
        hs->agreed->client_wants_ocsp = false; /* no certificate, no staple */
    if (hs->role == CLIENT) {
        TRY(buffer_set(&p->ticket.ticket, buffer_bytes(&session->ticket.ticket)));
        p->ticket.lifetime_s = session->ticket.lifetime_s;
        p->ticket.received_ms = session->ticket.received_ms;
    }
    record_limits_apply(hs);
    keylog_write(hs->config, hs->session, "CLIENT_RANDOM", &p->secret);
    return derive_record_keys(hs);
}

/* Server: not when a ticket was given. A cache that fails costs nothing now. */
int store_session12(struct handshake *hs)
{
    struct session_params params;

    if (hs->tls12.ticket_announced)
        return 0;
    params = hs->agreed->params; /* borrowed */
    params.kind = SESSION_SERVER12;
    session_cache_store(&hs->config->cache, &params);
    secret_wipe(&params.secret);
    return 0;
}

/* ---- NewSessionTicket, RFC 5077, 3.3 ---- */

int write_new_session_ticket12(struct handshake *hs, struct wire_writer *w)
{
    struct session_params params;
    struct wire_mark ticket;
    int result;

    wire_write_u32(w, session_lifetime_left_s(&hs->agreed->params, hs->now_ms));
    ticket = wire_open_vec16(w);
    TRY(w->error);
    params = hs->agreed->params; /* borrowed */
    params.kind = SESSION_SERVER12;
    result = ticket_issue(&hs->config->stek, &params, hs->now_ms, w->out);
    secret_wipe(&params.secret);
    /* It was announced, so it must come; an empty one says that there is none. */
    if (result < 0 && result != GNUTLS_E_LARGE_PACKET)
        return result;
    wire_close(w, ticket);
    return 0;
}

int read_new_session_ticket12(struct handshake *hs, struct wire_reader *r)
{
    struct ticket_facts *facts = &hs->agreed->params.ticket;
    uint32_t lifetime_s = wire_read_u32(r);
    struct bytes ticket = wire_read_vec16(r);

    TRY(wire_read_end(r));
    if (ticket.size == 0)
        return 0;
    if (lifetime_s == 0 || lifetime_s > TICKET_LIFETIME_MAX_S)
        lifetime_s = TICKET_LIFETIME_MAX_S; /* a hint; 0: the server does not say */
    facts->lifetime_s = lifetime_s;
    facts->received_ms = hs->now_ms;
    hs->ticket_came = true;
    return buffer_set(&facts->ticket, ticket);
}

/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* resume.c - takes a session in, gives a session out, waits for the late ticket */

#include "base/errors.h"
#include "base/memory.h"
#include "connection/calls.h"
#include "session/serialize.h"

/* ---- in ---- */

void connection_free_offer(struct offered_session *offer)
{
    if (offer == NULL)
        return;
    session_lent_wipe(&offer->params);
    buffer_wipe(&offer->bytes);
    memory_free(offer);
}

/* With params that are yet to be set. `bytes` are what their long facts will be views of. */
static int new_offer(struct bytes bytes, struct offered_session **out)
{
    struct offered_session *offer = memory_get(sizeof(*offer));
    int result;

    if (offer == NULL)
        return fail(GNUTLS_E_MEMORY_ERROR);
    offer->bytes = (struct buffer){ 0 };
    result = buffer_set(&offer->bytes, bytes);
    if (result < 0) {
        connection_free_offer(offer);
        return result;
    }
    *out = offer;
    return 0;
}

/* A handshake under way has borrowed the offer, and a session that was resumed is given out
 * again as it was: what comes then is for nothing. */
static bool may_replace_offer(const struct gnutls_session_int *session)
{
    return connection_state(session) == CONNECTION_NEW;
}

void connection_forget_session(struct gnutls_session_int *session)
{
    if (!may_replace_offer(session))
        return;
    connection_free_offer(session->resumption.offered);
    session->resumption.offered = NULL;
}

static void replace_offer(struct gnutls_session_int *session, struct offered_session *owned)
{
    if (!may_replace_offer(session)) {
        connection_free_offer(owned);
        return;
    }
    connection_free_offer(session->resumption.offered);
    session->resumption.offered = owned;
}

int connection_offer_session(struct gnutls_session_int *session, struct bytes blob)
{
    struct offered_session *offer = NULL;
    int result;

    if (blob.data == NULL || blob.size == 0)
        return fail(GNUTLS_E_INVALID_REQUEST);
    if (session->config.role != CLIENT || session_is_dummy(blob))
        return 0;

    TRY(new_offer(blob, &offer));
    result = session_unpack_lent(buffer_bytes(&offer->bytes), &offer->params);
    if (result < 0)
        connection_free_offer(offer);
    else
        replace_offer(session, offer);
    return result;
}

/* The secret that both know by other means stands for what a certificate would have shown. */
static void fill_made(const struct gnutls_session_int *session, const struct made_session *made,
                      struct session_params *out)
{
    memset(out, 0, sizeof(*out));
    out->kind = session->config.role == CLIENT ? SESSION_CLIENT12 : SESSION_SERVER12;
    out->version = made->version->wire;
    out->datagram = made->version->datagram;
    out->cipher_suite = made->suite->id;
    out->established_ms = clock_wall_ms(session->clock);
    out->lifetime_s = session->config.lifetime_s;
    out->server_auth = AUTH_PSK;
    secret_set(&out->secret, made->master);
    out->id.size = (uint8_t)made->id.size;
    memcpy(out->id.bytes, made->id.data, made->id.size);
}

int connection_offer_made(struct gnutls_session_int *session, const struct made_session *made)
{
    enum { MASTER_SIZE = 48 };
    struct offered_session *offer = NULL;

    if (made->version == NULL || made->suite == NULL || made->version->tls13_or_later ||
        !made->version->spoken || made->version->datagram != session->config.datagram)
        return fail(GNUTLS_E_INVALID_REQUEST);
    if (made->master.size != MASTER_SIZE || made->id.size == 0 ||
        made->id.size > sizeof(offer->params.id.bytes))
        return fail(GNUTLS_E_INVALID_REQUEST);

    TRY(new_offer(buffer_bytes(&session->config.server_name), &offer));
    fill_made(session, made, &offer->params);
    offer->params.server_name = offer->bytes; /* lent */
    replace_offer(session, offer);
    return 0;
}

/* A session that was not taken up is of no more use. */
void connection_drop_unused_offer(struct gnutls_session_int *session)
{
    if (session->agreed.resumed && !session->agreed.version->tls13_or_later)
        return;
    connection_free_offer(session->resumption.offered);
    session->resumption.offered = NULL;
}

/* ---- the wait ---- */

/* Pulls that bring nothing although the transport was ready: a broken callback could keep us. */
enum { FUTILE_MAX = 3 };

/* Before each pull of the wait. A callback may keep us longer than it was asked to: what it
 * brought is read all the same, as long as no byte of it has to be waited for. */
static int wait_for_ticket(void *ctx)
{
    struct gnutls_session_int *session = ctx;
    const struct resumption_state *resumption = &session->resumption;
    int64_t waited_ms = clock_steady_ms(session->clock) - session->limit.began_ms;
    int64_t left_ms = 0;

    if (session->transport.nonblock)
        return transport_wait(&session->transport, 0);
    if (late_ticket_check(&resumption->tickets, &resumption->round_trip, waited_ms, &left_ms) !=
        TICKET_KEEP_WAITING) {
        if (!inbound_is_partial(&session->in))
            return GNUTLS_E_TIMEDOUT;
        left_ms = 0;
    }
    return transport_wait(&session->transport, (unsigned)left_ms);
}

/* RFC 9149: the server said so, or we did. */
static bool none_will_come(const struct gnutls_session_int *session)
{
    const struct ticket_request *request = &session->config.ticket_request;
    const struct agreed *agreed = &session->agreed;
    unsigned asked = agreed->resumed ? request->after_resumption : request->after_full;

    if (agreed->tickets_foretold)
        return agreed->tickets_expected == 0;
    return request->is_set && asked == 0;
}

static bool may_still_come(const struct gnutls_session_int *session)
{
    return session->resumption.tickets.received == 0 && !session->resumption.ticket_seen &&
           !none_will_come(session) && !session->receiving.close_received &&
           inbound_application_size(&session->in) <= INBOUND_KEEP_MAX - RECORD_PLAIN_MAX;
}

/* One record. A pause ends the wait only when it brought nothing several times over. */
static int await_record(struct gnutls_session_int *session, unsigned *futile)
{
    size_t had = session->in.raw.size;
    enum arrival arrival;
    struct bytes data;
    int result = connection_read(session, &arrival, &data);

    if (error_is_stall(result)) {
        *futile = session->in.raw.size > had ? 0 : *futile + 1;
        return *futile < FUTILE_MAX ? 0 : GNUTLS_E_TIMEDOUT;
    }
    TRY(result);
    *futile = 0;
    if (arrival == ARRIVED_DATA)
        inbound_leave_application(&session->in, data);
    return 0;
}

/* Reads on for as long as a late ticket is worth it. Data that comes first is kept, and no byte
 * that was pulled is lost when the time is up. */
static int await_ticket(struct gnutls_session_int *session)
{
    unsigned futile = 0;
    int result = 0;

    session->limit.began_ms = clock_steady_ms(session->clock);
    session->transport.before_pull = wait_for_ticket;
    session->transport.before_pull_ctx = session;
    while (result == 0 && may_still_come(session))
        result = await_record(session, &futile);
    limit_end(session);
    return result == GNUTLS_E_TIMEDOUT ? 0 : result;
}

/* A descriptor of a program that must not wait can still be looked at: a ticket may be there. */
static bool can_look(const struct transport *transport)
{
    return transport->nonblock && !transport->pull_replaced && !transport->timeout_replaced;
}

/* A server is sent no ticket; a hook is inside a read already. */
static bool can_await(const struct gnutls_session_int *session)
{
    return session->config.role == CLIENT && connection_state(session) == CONNECTION_OPEN &&
           session->agreed.version->tls13_or_later && !session->receiving.busy &&
           !is_detached(&session->config) &&
           (transport_can_wait(&session->transport) || can_look(&session->transport));
}

/* ---- out ---- */

/* The connection's facts as they are: TLS 1.2 learns all of them in its handshake. A session that
 * was resumed is given as it came, unless its ticket was renewed (RFC 5077, 3.3). */
static int pack12(const struct gnutls_session_int *session, struct buffer *out)
{
    struct session_params params = session->agreed.params;
    int result;

    if (session->agreed.resumed && connection_offered(session) != NULL &&
        !session->resumption.ticket_seen)
        return session_pack(connection_offered(session), out);
    params.kind = session->config.role == CLIENT ? SESSION_CLIENT12 : SESSION_SERVER12;
    result = session_pack(&params, out);
    memory_wipe(&params, sizeof(params));
    return result;
}

/* The connection's facts with the ticket's. Nothing is copied: what is packed is lent. */
static int pack13(const struct gnutls_session_int *session, const struct stored_ticket *ticket,
                  struct buffer *out)
{
    struct session_params params = session->agreed.params;
    int result;

    params.kind = SESSION_CLIENT13;
    params.ticket = ticket->facts;
    params.secret = ticket->psk;
    result = session_pack(&params, out);
    memory_wipe(&params, sizeof(params));
    return result;
}

/* There will be a ticket to wait for, if the server so chooses. */
static bool may_become_tls13(const struct gnutls_session_int *session)
{
    const struct version *highest =
        priority_highest(session->config.priority, session->config.datagram);

    return highest != NULL && highest->tls13_or_later;
}

static int check_can_give(const struct gnutls_session_int *session)
{
    if (session->config.priority == NULL)
        return fail(GNUTLS_E_INVALID_REQUEST);
    switch (connection_state(session)) {
    case CONNECTION_DEAD:
        return fail(GNUTLS_E_INVALID_SESSION);
    case CONNECTION_EARLY: /* nobody has shown yet that the secret is the server's too */
        if (session->config.role == SERVER)
            return 0; /* it is given the dummy, now as later */
        return fail(GNUTLS_E_UNAVAILABLE_DURING_HANDSHAKE);
    case CONNECTION_SHAKING:
        return fail(GNUTLS_E_UNAVAILABLE_DURING_HANDSHAKE);
    default:
        return 0;
    }
}

static bool is_of_tls12(const struct gnutls_session_int *session)
{
    return connection_state(session) == CONNECTION_OPEN && !session->agreed.version->tls13_or_later;
}

int connection_give_session(struct gnutls_session_int *session, struct buffer *out)
{
    const struct stored_ticket *ticket;

    TRY(check_can_give(session));
    if (is_of_tls12(session))
        return pack12(session, out);
    if (connection_state(session) == CONNECTION_NEW && !may_become_tls13(session))
        return fail(GNUTLS_E_INTERNAL_ERROR);
    if (can_await(session))
        TRY(await_ticket(session));
    ticket = ticket_store_newest(&session->resumption.tickets);
    if (ticket == NULL)
        return buffer_append(out, bytes_of(session_dummy, sizeof(session_dummy)));
    return pack13(session, ticket, out);
}

/* A session of TLS 1.2 can be offered any number of times, so there is one to take. */
static int take12(struct gnutls_session_int *session, struct buffer *out)
{
    const struct session_params *params = &session->agreed.params;

    if (session->resumption.taken || (params->ticket.ticket.size == 0 && params->id.size == 0))
        return GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE;
    TRY(pack12(session, out));
    session->resumption.taken = true;
    return 0;
}

/* A ticket that could not be packed is as good as taken: it would not be packed the next time. */
int connection_take_session(struct gnutls_session_int *session, struct buffer *out)
{
    SCOPED(stored_ticket) struct stored_ticket ticket = { 0 };

    TRY(check_can_give(session));
    if (session->config.role != CLIENT || connection_state(session) == CONNECTION_NEW)
        return fail(GNUTLS_E_INVALID_REQUEST);
    if (is_of_tls12(session))
        return take12(session, out);
    if (can_await(session))
        TRY(await_ticket(session));
    if (!ticket_store_take(&session->resumption.tickets, clock_wall_ms(session->clock), &ticket))
        return GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE;
    return pack13(session, &ticket, out);
}

enum verdict connection_verdict(const struct gnutls_session_int *session, bool *out_known)
{
    enum connection_state state = connection_state(session);

    *out_known = state == CONNECTION_OPEN || state == CONNECTION_EARLY;
    return session->agreed.verdict;
}

/* ---- flags ---- */

/* RFC 7919: TLS 1.3 has these groups among its own. */
static bool has_negotiated_field(const struct agreed *agreed)
{
    return agreed->group != NULL && !agreed->version->tls13_or_later &&
           group_is_finite_field(agreed->group);
}

unsigned connection_flags(const struct gnutls_session_int *session)
{
    const struct agreed *agreed = &session->agreed;
    const struct {
        bool set;
        unsigned flag;
    } flags[] = {
        { agreed->safe_renegotiation, GNUTLS_SFLAGS_SAFE_RENEGOTIATION },
        { agreed->params.extended_master_secret, GNUTLS_SFLAGS_EXT_MASTER_SECRET },
        { agreed->params.encrypt_then_mac, GNUTLS_SFLAGS_ETM },
        { session->false_start && session->config.role == CLIENT, GNUTLS_SFLAGS_FALSE_START },
        { session->false_start && session->config.role == SERVER, GNUTLS_SFLAGS_EARLY_START },
        { has_negotiated_field(agreed), GNUTLS_SFLAGS_RFC7919 },
        { session->resumption.ticket_seen, GNUTLS_SFLAGS_SESSION_TICKET },
        { agreed->early_data, GNUTLS_SFLAGS_EARLY_DATA },
        { agreed->client_takes_post_auth, GNUTLS_SFLAGS_POST_HANDSHAKE_AUTH },
        { agreed->client_wants_ocsp, GNUTLS_SFLAGS_CLI_REQUESTED_OCSP },
        { agreed->server_wants_ocsp, GNUTLS_SFLAGS_SERV_REQUESTED_OCSP },
    };
    unsigned all = 0;

    for (size_t i = 0; i < ARRAY_SIZE(flags); i++)
        if (flags[i].set)
            all |= flags[i].flag;
    return all;
}

/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* new_session_ticket.c - sends and receives tickets, RFC 8446, 4.6.1 */

#include "crypto/random.h"
#include "handshake/internal.h"
#include "session/ticket.h"

/* ---- server ---- */

enum { NONCE_SIZE = 4 };

static int write_body(const struct session_params *params, struct bytes nonce,
                      const struct config *config, int64_t now_ms, struct wire_writer *w)
{
    struct wire_mark ticket, extensions;

    wire_write_u32(w, params->ticket.lifetime_s);
    wire_write_u32(w, params->ticket.age_add);
    wire_write_vec8(w, nonce);
    ticket = wire_open_vec16(w);
    TRY(w->error);
    TRY(ticket_issue(&config->stek, params, now_ms, w->out));
    wire_close(w, ticket);
    extensions = wire_open_vec16(w);
    if (params->ticket.max_early_data > 0) {
        wire_write_u16(w, EXT_EARLY_DATA);
        wire_write_u16(w, 4);
        wire_write_u32(w, params->ticket.max_early_data);
    }
    wire_close(w, extensions);
    return 0;
}

/* What the ticket seals is this connection's facts, with a PSK of its own. They are borrowed,
 * not copied: a ticket costs no allocation for them. */
static int make(struct agreed *a, const struct config *config, int64_t now_ms, uint32_t lifetime_s,
                struct buffer *out)
{
    uint32_t number = a->ticket_nonce++;
    uint8_t nonce[NONCE_SIZE] = { (uint8_t)(number >> 24), (uint8_t)(number >> 16),
                                  (uint8_t)(number >> 8), (uint8_t)number };
    struct session_params params = a->params;
    struct wire_writer w = wire_writer(out);
    struct wire_mark body;
    int result;

    params.kind = SESSION_SERVER13;
    params.ticket.lifetime_s = lifetime_s;
    params.ticket.received_ms = now_ms;
    params.ticket.max_early_data = config->early_data ? config->max_early_data : 0;
    TRY(random_fill(RANDOM_NONCE, &params.ticket.age_add, sizeof params.ticket.age_add));
    ticket_psk(a->suite->hash, &a->resumption_master, bytes_of(nonce, sizeof nonce),
               &params.secret);

    wire_write_u8(&w, NEW_SESSION_TICKET);
    body = wire_open_vec24(&w);
    result = write_body(&params, bytes_of(nonce, sizeof nonce), config, now_ms, &w);
    secret_wipe(&params.secret);
    TRY(result);
    wire_close(&w, body);
    return wire_write_end(&w);
}

int new_session_ticket_write(struct agreed *a, const struct config *config,
                             gnutls_session_t session, int64_t now_ms, struct buffer *out)
{
    uint32_t lifetime_s = session_lifetime_left_s(&a->params, now_ms);
    size_t begin = out->size;
    struct bytes body;
    int result;

    if (!config->tickets || !config->tickets_enabled || lifetime_s == 0)
        return 0;
    result = make(a, config, now_ms, lifetime_s, out);
    body = bytes_from(buffer_bytes(out), begin + HANDSHAKE_HEADER_SIZE);
    if (result == 0)
        result = hook_call(config, session, NEW_SESSION_TICKET, GNUTLS_HOOK_PRE, false, body);
    if (result == 0)
        result = hook_call(config, session, NEW_SESSION_TICKET, GNUTLS_HOOK_POST, false, body);
    if (result < 0)
        buffer_cut(out, begin);
    /* A client whose chain fills a ticket gets none. */
    return result == GNUTLS_E_LARGE_PACKET ? 0 : result;
}

static uint8_t smaller(uint8_t a, uint8_t b)
{
    return a < b ? a : b;
}

/* Two after a full handshake, one after a resumption: a client that uses each once has always
 * one more. A client that says how many it wants gets them, within what we give at most. */
uint8_t tickets_due(const struct handshake *hs)
{
    const struct ticket_request *most = &hs->config->ticket_request;
    const struct offered *o = &hs->offered;

    if (!o->ticket_request)
        return hs->agreed->resumed ? 1 : 2;
    return hs->agreed->resumed ? smaller(o->tickets_after_resumption, most->after_resumption)
                               : smaller(o->tickets_after_full, most->after_full);
}

/* Unasked, and there is something to give. */
bool tickets_will_be_sent(const struct handshake *hs)
{
    const struct config *config = hs->config;

    return config->auto_send_tickets && hs->agreed->tickets_of_use && config->tickets &&
           config->tickets_enabled && session_lifetime_left_s(&hs->agreed->params, hs->now_ms) > 0;
}

int send_tickets(struct handshake *hs)
{
    int count = tickets_due(hs);

    for (; hs->tickets_sent < count; hs->tickets_sent++) {
        TRY(new_session_ticket_write(hs->agreed, hs->config, hs->session, hs->now_ms,
                                     &hs->flight.plain));
        hs->last_out = NEW_SESSION_TICKET;
    }
    return 0;
}

/* ---- client ---- */

static int parse_extensions(struct bytes block, uint32_t *out_max_early_data)
{
    struct wire_reader r = wire_reader(block);
    bool seen = false;

    while (wire_more(&r)) {
        uint16_t type = wire_read_u16(&r);
        struct wire_reader body = wire_reader(wire_read_vec16(&r));

        if (r.failed || type != EXT_EARLY_DATA)
            continue;
        if (seen)
            return fail(GNUTLS_E_RECEIVED_ILLEGAL_PARAMETER);
        seen = true;
        *out_max_early_data = wire_read_u32(&body);
        TRY(wire_read_end(&body));
    }
    return wire_read_end(&r);
}

static int parse(struct bytes message, struct new_session_ticket *out)
{
    struct wire_reader r = wire_reader(message);
    struct bytes extensions;

    out->lifetime_s = wire_read_u32(&r);
    out->age_add = wire_read_u32(&r);
    out->nonce = wire_read_vec8(&r);
    out->ticket = wire_read_vec16(&r);
    extensions = wire_read_vec16(&r);
    TRY(wire_read_end(&r));
    return parse_extensions(extensions, &out->max_early_data);
}

int new_session_ticket_take(const struct agreed *a, struct bytes body, int64_t now_ms,
                            struct stored_ticket *out)
{
    struct new_session_ticket message = { 0 };

    TRY(parse(body, &message));
    TRY(ticket_receive(&message, now_ms, &out->facts));
    if (out->facts.ticket.size > 0)
        ticket_psk(a->suite->hash, &a->resumption_master, message.nonce, &out->psk);
    return 0;
}

/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* params.c - all that outlives a connection: copy, move, wipe, compare, age
 *
 * What is remembered is known by the field table alone; a new fact needs no line here.
 */

#include "session/params.h"

#include "base/errors.h"
#include "base/memory.h"
#include "session/fields.h"

enum { MS_PER_S = 1000 };

void session_params_wipe(struct session_params *params)
{
    for (size_t i = 0; i < SESSION_FIELD_COUNT; i++) {
        struct buffer *buffer = session_field_buffer(&session_fields[i], params);
        if (buffer != NULL)
            buffer_wipe(buffer);
    }
    memory_wipe(params, sizeof(*params));
}

void session_lent_wipe(struct session_params *lent)
{
    memory_wipe(lent, sizeof(*lent));
}

void session_params_move(struct session_params *from, struct session_params *out)
{
    if (from == out)
        return;
    session_params_wipe(out);
    *out = *from;
    memory_wipe(from, sizeof(*from));
}

int session_params_copy(const struct session_params *params, struct session_params *out)
{
    SCOPED(session_params) struct session_params fresh = { 0 };
    if (params == out)
        return 0;

    fresh.kind = params->kind;
    fresh.datagram = params->datagram;
    fresh.established_ms = params->established_ms;
    fresh.lifetime_s = params->lifetime_s;
    for (size_t i = 0; i < SESSION_FIELD_COUNT; i++)
        TRY(session_field_copy(&session_fields[i], params, &fresh));
    session_params_move(&fresh, out);
    return 0;
}

bool session_params_equal(const struct session_params *a, const struct session_params *b)
{
    if (a->kind != b->kind || a->datagram != b->datagram ||
        a->established_ms != b->established_ms || a->lifetime_s != b->lifetime_s)
        return false;

    for (size_t i = 0; i < SESSION_FIELD_COUNT; i++) {
        if (!session_field_equal(&session_fields[i], a, b))
            return false;
    }
    return true;
}

int session_params_set_verified(struct session_params *params, struct bytes name)
{
    bool known = params->peer_verified != PEER_NOT_VERIFIED;
    if (name.size == 0) {
        params->peer_verified = known ? params->peer_verified : PEER_VERIFIED;
        return 0;
    }

    bool is_server_name = bytes_equal(name, buffer_bytes(&params->server_name));
    TRY(buffer_set(&params->verified_name, is_server_name ? bytes_none() : name));
    params->peer_verified = is_server_name ? PEER_VERIFIED_AS_SERVER_NAME : PEER_VERIFIED;
    return 0;
}

struct bytes session_params_verified_name(const struct session_params *params)
{
    switch (params->peer_verified) {
    case PEER_VERIFIED:
        return buffer_bytes(&params->verified_name);
    case PEER_VERIFIED_AS_SERVER_NAME:
        return buffer_bytes(&params->server_name);
    default:
        return bytes_none();
    }
}

int64_t session_age_ms(int64_t since_ms, int64_t now_ms)
{
    int64_t age;
    if (__builtin_sub_overflow(now_ms, since_ms, &age))
        return now_ms > since_ms ? INT64_MAX : INT64_MIN;
    return age;
}

bool ticket_is_expired(const struct ticket_facts *ticket, int64_t now_ms)
{
    return session_age_ms(ticket->received_ms, now_ms) > (int64_t)ticket->lifetime_s * MS_PER_S;
}

bool session_is_expired(const struct session_params *params, int64_t now_ms)
{
    if (params->kind == SESSION_CLIENT13)
        return ticket_is_expired(&params->ticket, now_ms);
    return session_age_ms(params->established_ms, now_ms) > (int64_t)params->lifetime_s * MS_PER_S;
}

bool session_is_from_future(const struct session_params *params, int64_t now_ms)
{
    if (params->kind == SESSION_CLIENT13 &&
        session_age_ms(params->ticket.received_ms, now_ms) < -SESSION_CLOCK_LEAD_MS)
        return true;
    return session_age_ms(params->established_ms, now_ms) < -SESSION_CLOCK_LEAD_MS;
}

uint32_t session_lifetime_left_s(const struct session_params *params, int64_t now_ms)
{
    bool by_ticket = params->kind == SESSION_CLIENT13;
    int64_t since_ms = by_ticket ? params->ticket.received_ms : params->established_ms;
    uint32_t lifetime_s = by_ticket ? params->ticket.lifetime_s : params->lifetime_s;

    int64_t age = session_age_ms(since_ms, now_ms);
    if (age <= 0)
        return lifetime_s;
    int64_t left_ms = (int64_t)lifetime_s * MS_PER_S - age;
    return left_ms <= 0 ? 0 : (uint32_t)(left_ms / MS_PER_S);
}

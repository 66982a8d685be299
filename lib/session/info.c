/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* info.c - what a blob says of itself, for people and programs; no secret */

#include "session/info.h"

#include "algorithms/algorithms.h"
#include "base/errors.h"
#include "session/serialize.h"

#include <assert.h>

enum { MS_PER_S = 1000 };

static_assert((int)REPRISE_SESSION_CLIENT_TLS13 == (int)SESSION_CLIENT13 &&
                  (int)REPRISE_SESSION_SERVER_TLS13 == (int)SESSION_SERVER13 &&
                  (int)REPRISE_SESSION_CLIENT_TLS12 == (int)SESSION_CLIENT12 &&
                  (int)REPRISE_SESSION_SERVER_TLS12 == (int)SESSION_SERVER12,
              "a kind has one number");

/* All lengths in a blob are below 2^24. */
static gnutls_datum_t view(struct bytes bytes)
{
    return (gnutls_datum_t){ (unsigned char *)(uintptr_t)bytes.data, (unsigned)bytes.size };
}

static void tell_times(const struct session_params *params, int64_t now_ms,
                       reprise_session_data_info_st *out)
{
    bool by_ticket = params->kind == SESSION_CLIENT13;
    bool has_ticket = by_ticket || params->ticket.ticket.size > 0;

    out->established_ms = params->established_ms;
    out->received_ms = has_ticket ? params->ticket.received_ms : params->established_ms;
    out->expires_ms = by_ticket ? out->received_ms + (int64_t)params->ticket.lifetime_s * MS_PER_S
                                : out->established_ms + (int64_t)params->lifetime_s * MS_PER_S;
    out->age_ms = session_age_ms(out->received_ms, now_ms);
    out->expired = session_is_expired(params, now_ms);
}

static void tell(const struct session_params *params, int64_t now_ms,
                 reprise_session_data_info_st *out)
{
    const struct cipher_suite *suite = suite_by_id(params->cipher_suite);

    out->kind = (reprise_session_kind_t)params->kind;
    out->version = version_by_wire(params->version)->id;
    out->cipher_suite = params->cipher_suite;
    out->cipher_suite_name = suite->name;
    out->server_name = view(buffer_bytes(&params->server_name));
    out->alpn = view(buffer_bytes(&params->alpn));
    out->verified_name = view(session_params_verified_name(params));
    out->peer_verified = params->peer_verified != PEER_NOT_VERIFIED;
    out->max_early_data_size = params->ticket.max_early_data;
    out->ticket_size = (uint32_t)params->ticket.ticket.size;
    tell_times(params, now_ms, out);
}

int session_info(struct bytes blob, int64_t now_ms, reprise_session_data_info_st *out)
{
    SCOPED(session_lent) struct session_params lent = { 0 };

    if (!session_is_dummy(blob))
        TRY(session_unpack_lent(blob, &lent));
    *out = (reprise_session_data_info_st){ .size = sizeof(*out) };
    if (lent.kind != 0)
        tell(&lent, now_ms, out);
    return 0;
}

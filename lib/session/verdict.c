/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* verdict.c - may this session be resumed, here and now, with this offer? Pure.
 *
 * A session carries what was once allowed into a connection where nobody asks again: no
 * certificate is shown, no verification runs. So each fact that made it allowed is compared with
 * the present one. Each refusal means a full handshake, never an error.
 */

#include "session/verdict.h"

#include "algorithms/algorithms.h"
#include "wire/tls.h"

#include <assert.h>
#include <gnutls/reprise.h>

enum { MS_PER_S = 1000 };

static enum verdict time_verdict(const struct session_params *params, int64_t now_ms)
{
    if (session_is_from_future(params, now_ms))
        return FULL_FROM_FUTURE;
    if (session_is_expired(params, now_ms))
        return FULL_EXPIRED;
    return RESUME;
}

/* TLS 1.3 binds a PSK to a hash (RFC 8446, 4.2.11), TLS 1.2 a session to its suite (RFC 5246,
 * 7.4.1.2). */
static bool suite_is_among(const struct session_params *params, const uint16_t *suites,
                           size_t count)
{
    const struct cipher_suite *mine = suite_by_id(params->cipher_suite);
    for (size_t i = 0; i < count; i++) {
        if (suites[i] == params->cipher_suite)
            return true;
        if (!session_kind_is_tls13(params->kind))
            continue;
        const struct cipher_suite *other = suite_by_id(suites[i]);
        if (mine != NULL && other != NULL && other->min_version == mine->min_version &&
            other->hash == mine->hash)
            return true;
    }
    return false;
}

static bool name_is(const struct session_params *params, struct bytes name)
{
    return bytes_equal(buffer_bytes(&params->server_name), name);
}

/* ---- the server's question ---- */

static bool has_certificate(const struct session_params *params)
{
    return params->client_auth == AUTH_CERTIFICATE && params->peer_chain.size > 0;
}

/* Nobody looks at the certificate again: where it would be verified now, it must have been then. */
static bool client_is_authenticated(const struct session_params *params,
                                    const struct resumption_offer *offer)
{
    if (!has_certificate(params))
        return !offer->client_certificate_required;
    return !offer->client_must_be_verified || params->peer_verified != PEER_NOT_VERIFIED;
}

static enum verdict tls13_verdict(const struct session_params *params,
                                  const struct resumption_offer *offer)
{
    if (!offer->psk_mode_in_common)
        return FULL_NO_COMMON_PSK_MODE;
    if (offer->claimed_age_ms > (int64_t)params->lifetime_s * MS_PER_S)
        return FULL_AGE_MISMATCH;
    return RESUME;
}

/* RFC 7627, 5.3: equal, either way. */
static enum verdict tls12_verdict(const struct session_params *params,
                                  const struct resumption_offer *offer)
{
    return params->extended_master_secret == offer->extended_master_secret ? RESUME
                                                                           : FULL_OTHER_EMS;
}

enum verdict session_verdict(const struct session_params *params,
                             const struct resumption_offer *offer, int64_t now_ms)
{
    if (params == NULL)
        return FULL_NO_SESSION;
    if (!offer->tickets_allowed)
        return FULL_NOT_ALLOWED;
    if (session_kind_is_client(params->kind) || params->datagram != offer->datagram)
        return FULL_OTHER_KIND;
    if (params->version != offer->version)
        return FULL_OTHER_VERSION;

    enum verdict verdict = time_verdict(params, now_ms);
    if (verdict != RESUME)
        return verdict;
    if (!suite_is_among(params, offer->suites, offer->suite_count))
        return FULL_OTHER_SUITE;
    if (!name_is(params, offer->server_name))
        return FULL_OTHER_NAME;
    if (!client_is_authenticated(params, offer))
        return FULL_NOT_AUTHENTICATED;
    return session_kind_is_tls13(params->kind) ? tls13_verdict(params, offer)
                                               : tls12_verdict(params, offer);
}

/* ---- the client's question ---- */

/* The numbers of DTLS count down. */
static bool version_is_within(const struct session_params *params,
                              const struct client_demands *demands)
{
    if (params->datagram)
        return params->version <= demands->min_version && params->version >= demands->max_version;
    return params->version >= demands->min_version && params->version <= demands->max_version;
}

/* A message can bring a ticket that no hello has room for beside all else. */
enum { TICKET_OFFERED_MAX = 60 * 1024 };

static bool has_something_to_offer(const struct session_params *params)
{
    if (params->ticket.ticket.size > TICKET_OFFERED_MAX)
        return false;
    return params->ticket.ticket.size > 0 ||
           (params->kind == SESSION_CLIENT12 && params->id.size > 0);
}

/* A PSK that both hold by other means needs no certificate, then as now. */
static bool peer_is_trusted(const struct session_params *params)
{
    return params->peer_verified != PEER_NOT_VERIFIED || params->server_auth == AUTH_PSK;
}

/* Nobody looks at a name again when a session is resumed: what was found good for one says nothing
 * of another. A PSK stands for its holder under any name. */
static bool peer_is_known_as(const struct session_params *params, struct bytes name)
{
    return name.size == 0 || params->server_auth == AUTH_PSK ||
           bytes_equal(session_params_verified_name(params), name);
}

/* RFC 7627, 5.3: a session that has the extended master secret is offered with its extension only;
 * a server that sees it without has to break the handshake off. */
static bool master_secret_fits(const struct session_params *params,
                               const struct client_demands *demands)
{
    if (params->kind != SESSION_CLIENT12)
        return true;
    return params->extended_master_secret ? !demands->without_master_extension
                                          : !demands->master_extension_demanded;
}

enum verdict session_offer_verdict(const struct session_params *params,
                                   const struct client_demands *demands, int64_t now_ms)
{
    if (params == NULL)
        return FULL_NO_SESSION;
    if (!session_kind_is_client(params->kind) || params->datagram != demands->datagram)
        return FULL_OTHER_KIND;
    if (!has_something_to_offer(params))
        return FULL_NO_SESSION;
    if (!demands->tickets_allowed && params->ticket.ticket.size > 0)
        return FULL_NOT_ALLOWED;
    if (!version_is_within(params, demands))
        return FULL_OTHER_VERSION;

    enum verdict verdict = time_verdict(params, now_ms);
    if (verdict != RESUME)
        return verdict;
    if (!suite_is_among(params, demands->suites, demands->suite_count))
        return FULL_OTHER_SUITE;
    if (!name_is(params, demands->server_name))
        return FULL_OTHER_NAME;
    if (demands->peer_must_be_verified && !peer_is_trusted(params))
        return FULL_NOT_AUTHENTICATED;
    if (!peer_is_known_as(params, demands->verified_name))
        return FULL_VERIFIED_AS_OTHER;
    return master_secret_fits(params, demands) ? RESUME : FULL_OTHER_EMS;
}

/* ---- for people ---- */

static const char *const names[] = {
    [RESUME] = "resumed",
    [FULL_NO_SESSION] = "no session",
    [FULL_EXPIRED] = "expired",
    [FULL_FROM_FUTURE] = "from the future",
    [FULL_OTHER_VERSION] = "other version",
    [FULL_OTHER_SUITE] = "other cipher suite",
    [FULL_OTHER_NAME] = "other name",
    [FULL_OTHER_EMS] = "other extended master secret",
    [FULL_NOT_ALLOWED] = "not allowed",
    [FULL_NOT_AUTHENTICATED] = "not authenticated",
    [FULL_VERIFIED_AS_OTHER] = "verified as another",
    [FULL_NO_COMMON_PSK_MODE] = "no common PSK mode",
    [FULL_OTHER_KIND] = "other kind of session",
    [FULL_AGE_MISMATCH] = "claimed age over the lifetime",
    [FULL_PEER_DECLINED] = "the server did not take it",
};
static_assert(sizeof(names) / sizeof(names[0]) == VERDICT_COUNT, "each verdict has a name");

/* Public numbers are ours. */
static_assert((int)RESUME == REPRISE_VERDICT_RESUMED &&
                  (int)FULL_NO_SESSION == REPRISE_VERDICT_NO_SESSION &&
                  (int)FULL_EXPIRED == REPRISE_VERDICT_EXPIRED &&
                  (int)FULL_FROM_FUTURE == REPRISE_VERDICT_FROM_FUTURE &&
                  (int)FULL_OTHER_VERSION == REPRISE_VERDICT_OTHER_VERSION &&
                  (int)FULL_OTHER_SUITE == REPRISE_VERDICT_OTHER_SUITE &&
                  (int)FULL_OTHER_NAME == REPRISE_VERDICT_OTHER_NAME &&
                  (int)FULL_OTHER_EMS == REPRISE_VERDICT_OTHER_EMS &&
                  (int)FULL_NOT_ALLOWED == REPRISE_VERDICT_NOT_ALLOWED &&
                  (int)FULL_NOT_AUTHENTICATED == REPRISE_VERDICT_NOT_AUTHENTICATED &&
                  (int)FULL_VERIFIED_AS_OTHER == REPRISE_VERDICT_VERIFIED_AS_OTHER &&
                  (int)FULL_NO_COMMON_PSK_MODE == REPRISE_VERDICT_NO_COMMON_PSK_MODE &&
                  (int)FULL_OTHER_KIND == REPRISE_VERDICT_OTHER_KIND &&
                  (int)FULL_AGE_MISMATCH == REPRISE_VERDICT_AGE_MISMATCH &&
                  (int)FULL_PEER_DECLINED == REPRISE_VERDICT_PEER_DECLINED &&
                  VERDICT_COUNT == REPRISE_VERDICT_PEER_DECLINED + 1,
              "a verdict has one number");

const char *verdict_name(enum verdict verdict)
{
    if ((unsigned)verdict >= VERDICT_COUNT)
        return "unknown";
    return names[verdict];
}

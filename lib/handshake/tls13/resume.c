/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* resume.c - offers a session, and takes one up again (RFC 8446, 2.2 and 4.2.11)
 *
 * What may be resumed is decided in session/; here the facts are brought to it, and its verdict
 * is carried out.
 */

#include "base/log.h"
#include "handshake/internal.h"
#include "session/ticket.h"
#include "session/ticket_age.h"

/* How many identities of a hello are tried: each costs a decryption. */
enum { IDENTITIES_TRIED_MAX = 8 };

/* ---- client ---- */

static size_t suites_offered(const struct handshake *hs, uint16_t *out, size_t room)
{
    const struct gnutls_priority_st *p = hs->config->priority;
    size_t count = 0;

    for (size_t i = 0; i < p->suite_count && count < room; i++)
        out[count++] = p->suites[i]->id;
    return count;
}

bool peer_must_be_verified(const struct config *config)
{
    const struct verify_demand *v = &config->verify;

    return v->automatic || v->function ||
           (config->certificate && credentials_functions(config->certificate)->verify);
}

/* The name that our own verification would ask for. What a function would ask is not known. */
static struct bytes name_to_verify(const struct verify_demand *v)
{
    bool named = v->automatic && !v->function && v->hostname;

    return named ? bytes_of_text(v->hostname) : bytes_none();
}

/* Shall the session that the application gave stand in the hello? */
int offer_session(struct handshake *hs)
{
    const struct gnutls_priority_st *p = hs->config->priority;
    const struct session_params *session = hs->resumption.session;
    uint16_t suites[PRIORITY_SUITES_MAX];
    struct psk_modes modes;
    struct client_demands demands = {
        .min_version = priority_lowest(p, hs->config->datagram)->wire,
        .max_version = priority_highest(p, hs->config->datagram)->wire,
        .datagram = hs->config->datagram,
        .suites = suites,
        .server_name = buffer_bytes(&hs->config->server_name),
        .peer_must_be_verified = peer_must_be_verified(hs->config),
        .verified_name = name_to_verify(&hs->config->verify),
        .without_master_extension = p->flags.no_session_hash,
        .master_extension_demanded = p->flags.force_session_hash,
    };
    enum verdict verdict = FULL_NO_SESSION;

    if (session) {
        psk_modes_of(hs->config, &modes);
        demands.tickets_allowed = hs->config->tickets && modes.count > 0;
        demands.suite_count = suites_offered(hs, suites, ARRAY_SIZE(suites));
        verdict = session_offer_verdict(session, &demands, hs->now_ms);
    }
    hs->agreed->verdict = verdict;
    if (verdict != RESUME) {
        if (session)
            log_write(LOG_NEGOTIATION, "session not offered: %s", verdict_name(verdict));
        hs->resumption.session = NULL;
        return 0;
    }
    if (session->kind != SESSION_CLIENT13)
        return 0;
    early_psk_set(&hs->resumption.ticket, PSK_FROM_TICKET, suite_by_id(session->cipher_suite)->hash,
                  secret_bytes(&session->secret));
    return 0;
}

/* RFC 8446, 4.1.2: a retry names the suite; a session of another hash can not be resumed. */
void withdraw_session_unless(struct handshake *hs, const struct hash *hash)
{
    if (!hs->resumption.session || hs->resumption.session->kind != SESSION_CLIENT13 ||
        hs->resumption.ticket.hash == hash)
        return;
    hs->agreed->verdict = FULL_OTHER_SUITE;
    hs->resumption.session = NULL;
    hs->resumption.ticket.hash = NULL;
}

/* ---- server ---- */

/* As it stands in the hello. */
struct hello_identity {
    struct bytes name;
    uint32_t obfuscated_age;
    struct bytes binder;
};

static enum verdict judge(const struct handshake *hs, const struct session_params *session,
                          uint32_t claimed_age_ms)
{
    uint16_t suites[PRIORITY_SUITES_MAX];
    struct resumption_offer offer = {
        .version = hs->agreed->version->wire,
        .suites = suites,
        .suite_count = common_suites(hs, suites, ARRAY_SIZE(suites)),
        .server_name = buffer_bytes(&hs->agreed->params.server_name),
        .client_certificate_required = hs->config->client_certificate == CERTIFICATE_REQUIRED,
        .client_must_be_verified = peer_must_be_verified(hs->config),
        .psk_mode_in_common = hs->agreed->tickets_of_use,
        .tickets_allowed = hs->config->tickets && hs->config->tickets_enabled,
        .claimed_age_ms = claimed_age_ms,
    };

    if (hs->retry.suite && suite_by_id(session->cipher_suite) &&
        suite_by_id(session->cipher_suite)->hash != hs->retry.suite->hash)
        return FULL_OTHER_SUITE;
    return session_verdict(session, &offer, hs->now_ms);
}

/* A ticket of ours. `*out_taken` when its session is resumed. */
static int try_session(struct handshake *hs, const struct hello_identity *identity,
                       struct session_params *session, bool *out_taken)
{
    struct resumption *res = &hs->resumption;
    uint32_t age_ms = ticket_age_reveal(identity->obfuscated_age, session->ticket.age_add);
    enum verdict verdict = judge(hs, session, age_ms);

    hs->agreed->resumption_requested = true;
    hs->agreed->verdict = verdict;
    if (verdict != RESUME) {
        log_write(LOG_NEGOTIATION, "session not resumed: %s", verdict_name(verdict));
        return 0;
    }
    early_psk_set(&res->ticket, PSK_FROM_TICKET, suite_by_id(session->cipher_suite)->hash,
                  secret_bytes(&session->secret));
    TRY(check_binder(hs, &res->ticket, identity->binder));
    res->binder = identity->binder;
    res->claimed_age_ms = age_ms;
    session_params_move(session, &res->accepted);
    hs->agreed->resumed = true;
    res->psk = &res->ticket;
    *out_taken = true;
    return 0;
}

static bool is_ticket(const struct handshake *hs, struct bytes name, struct session_params *out)
{
    return hs->config->tickets_enabled &&
           ticket_accept(&hs->config->stek, name, hs->now_ms, out) == 0;
}

/* One identity. What is no ticket may be the name of a key; such a name has no age. */
static int try_identity(struct handshake *hs, const struct hello_identity *identity,
                        bool *out_taken)
{
    SCOPED(session_params) struct session_params session = { 0 };

    if (is_ticket(hs, identity->name, &session))
        return try_session(hs, identity, &session, out_taken);
    if (identity->obfuscated_age != 0 || !external_psk_is_armed(hs->config) ||
        !hs->agreed->tickets_of_use)
        return 0;
    TRY(try_external_psk(hs, identity->name, identity->binder, out_taken));
    if (*out_taken)
        hs->resumption.psk = &hs->resumption.external;
    return 0;
}

/* The first identity that may be taken up. Looking a key up may stall: those that came to nothing
 * are not tried twice. */
static int choose_identity_of_hello(struct handshake *hs)
{
    struct resumption *res = &hs->resumption;
    struct wire_reader identities = wire_reader(res->identities);
    struct wire_reader binders = wire_reader(res->binders);
    bool taken = false;

    for (uint16_t i = 0; wire_more(&identities) && i < IDENTITIES_TRIED_MAX; i++) {
        struct hello_identity identity = {
            .name = wire_read_vec16(&identities),
            .obfuscated_age = wire_read_u32(&identities),
            .binder = wire_read_vec8(&binders),
        };

        if (i < res->tried)
            continue;
        TRY(try_identity(hs, &identity, &taken));
        if (taken) {
            res->selected = i;
            hs->agreed->from_psk = true;
            return 0;
        }
        res->tried = i + 1;
    }
    return 0;
}

int decide_resumption(struct handshake *hs)
{
    struct agreed *a = hs->agreed;

    if (hs->resumption.tried == 0)
        a->verdict = FULL_NO_SESSION;
    a->resumed = false;
    a->from_psk = false;
    hs->resumption.psk = NULL;
    /* RFC 8446, 4.2.10: early data that is not taken is passed over, up to what a ticket may
     * allow. */
    hs->io.in->skip_left = hs->offered.early_data ? hs->config->max_early_data : 0;
    a->tickets_of_use = psk_modes_choose(hs, &a->psk_mode_dhe);
    return hs->offered.psk_extension ? choose_identity_of_hello(hs) : 0;
}

/* What the first handshake learned of the peer is known again. */
int adopt_session(struct handshake *hs, const struct session_params *session)
{
    struct session_params *p = &hs->agreed->params;

    p->established_ms = session->established_ms;
    p->lifetime_s = session->lifetime_s;
    p->client_auth = session->client_auth;
    p->server_auth = session->server_auth;
    p->peer_verified = session->peer_verified;
    if (hs->role == SERVER)
        p->id = session->id;
    p->client_raw = session->client_raw;
    p->server_raw = session->server_raw;
    TRY(buffer_set(&p->verified_name, buffer_bytes(&session->verified_name)));
    TRY(buffer_set(&p->peer_chain, buffer_bytes(&session->peer_chain)));
    TRY(buffer_set(&p->peer_ocsp, buffer_bytes(&session->peer_ocsp)));
    return buffer_set(&p->psk_identity, buffer_bytes(&session->psk_identity));
}

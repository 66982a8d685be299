/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* resume.c - offers a session, and takes one up again (RFC 8446, 2.2 and 4.2.11)
 *
 * What may be resumed is decided in session/; here the facts are brought to it, and its verdict
 * is carried out.
 */

#include "base/log.h"
#include "handshake/internal.h"
#include "session/binder.h"
#include "session/ticket.h"
#include "session/ticket_age.h"

/* How many identities of a hello are tried: each costs a decryption. */
enum { IDENTITIES_TRIED_MAX = 8 };

static void early_secret(const struct hash *hash, const struct secret *psk, struct secret *out)
{
    static const uint8_t zeros[HASH_SIZE_MAX];

    hkdf_extract(hash, bytes_of(zeros, hash->size), secret_bytes(psk), out);
}

/* ---- client ---- */

static size_t suites_offered(const struct handshake *hs, uint16_t *out, size_t room)
{
    const struct gnutls_priority_st *p = hs->config->priority;
    size_t count = 0;

    for (size_t i = 0; i < p->suite_count && count < room; i++)
        out[count++] = p->suites[i]->id;
    return count;
}

static bool peer_must_be_verified(const struct config *config)
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
        .min_version = priority_lowest(p, false)->wire,
        .max_version = priority_highest(p, false)->wire,
        .suites = suites,
        .server_name = buffer_bytes(&hs->config->server_name),
        .peer_must_be_verified = peer_must_be_verified(hs->config),
        .verified_name = name_to_verify(&hs->config->verify),
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
    hs->resumption.hash = suite_by_id(session->cipher_suite)->hash;
    early_secret(hs->resumption.hash, &session->secret, &hs->resumption.early_secret);
    return 0;
}

/* RFC 8446, 4.1.2: a retry names the suite; a session of another hash can not be resumed. */
void withdraw_session_unless(struct handshake *hs, const struct hash *hash)
{
    if (!hs->resumption.session || hs->resumption.session->kind != SESSION_CLIENT13 ||
        hs->resumption.hash == hash)
        return;
    hs->agreed->verdict = FULL_OTHER_SUITE;
    hs->resumption.session = NULL;
}

/* The open hello is complete but for its binder. */
int fill_binders(struct handshake *hs)
{
    struct resumption *res = &hs->resumption;
    struct bytes hello;
    struct digest digest, binder;

    flight_set_length(&hs->flight);
    hello = flight_message(&hs->flight);
    hello.size -= res->binders_size;
    transcript_with(&hs->transcript, res->hash, hello, &digest);
    binder_make(res->hash, &res->early_secret, PSK_FROM_TICKET, &digest, &binder);
    memcpy(hs->flight.plain.data + hs->flight.plain.size - binder.size, binder.bytes, binder.size);
    return 0;
}

/* ---- server ---- */

static enum verdict judge(const struct handshake *hs, const struct session_params *session,
                          uint32_t claimed_age_ms, bool mode_in_common)
{
    uint16_t suites[PRIORITY_SUITES_MAX];
    struct resumption_offer offer = {
        .version = hs->agreed->version->wire,
        .suites = suites,
        .suite_count = common_suites(hs, suites, ARRAY_SIZE(suites)),
        .server_name = buffer_bytes(&hs->agreed->params.server_name),
        .client_certificate_required = hs->config->client_certificate == CERTIFICATE_REQUIRED,
        .psk_mode_in_common = mode_in_common,
        .tickets_allowed = hs->config->tickets && hs->config->tickets_enabled,
        .claimed_age_ms = claimed_age_ms,
    };

    if (hs->retry.suite && suite_by_id(session->cipher_suite) &&
        suite_by_id(session->cipher_suite)->hash != hs->retry.suite->hash)
        return FULL_OTHER_SUITE;
    return session_verdict(session, &offer, hs->now_ms);
}

static int check_binder(const struct handshake *hs, struct bytes received)
{
    const struct resumption *res = &hs->resumption;
    struct digest digest, expected;

    TRY(transcript_cut(&hs->transcript, res->hash, res->binders_size, &digest));
    binder_make(res->hash, &res->early_secret, PSK_FROM_TICKET, &digest, &expected);
    /* RFC 8446, 4.2.11: no falling back to a full handshake: decrypt_error. */
    return binder_matches(&expected, received) ? 0 : fail(GNUTLS_E_ERROR_IN_FINISHED_PACKET);
}

/* One identity. `*out_taken` when it is resumed. */
static int try_identity(struct handshake *hs, struct bytes ticket, uint32_t obfuscated_age,
                        struct bytes binder, bool mode_in_common, bool *out_taken)
{
    struct resumption *res = &hs->resumption;
    SCOPED(session_params) struct session_params session = { 0 };
    enum verdict verdict;

    if (ticket_accept(&hs->config->stek, ticket, hs->now_ms, &session) < 0)
        return 0;
    hs->agreed->resumption_requested = true;
    verdict = judge(hs, &session, ticket_age_reveal(obfuscated_age, session.ticket.age_add),
                    mode_in_common);
    hs->agreed->verdict = verdict;
    if (verdict != RESUME) {
        log_write(LOG_NEGOTIATION, "session not resumed: %s", verdict_name(verdict));
        return 0;
    }
    res->hash = suite_by_id(session.cipher_suite)->hash;
    early_secret(res->hash, &session.secret, &res->early_secret);
    TRY(check_binder(hs, binder));
    res->binder = binder;
    res->claimed_age_ms = ticket_age_reveal(obfuscated_age, session.ticket.age_add);
    session_params_move(&session, &res->accepted);
    *out_taken = true;
    return 0;
}

/* The first identity that may be resumed. */
int decide_resumption(struct handshake *hs)
{
    struct wire_reader identities = wire_reader(hs->resumption.identities);
    struct wire_reader binders = wire_reader(hs->resumption.binders);
    struct agreed *a = hs->agreed;
    bool taken = false;

    a->resumed = false;
    a->verdict = FULL_NO_SESSION;
    /* RFC 8446, 4.2.10: early data that is not taken is passed over, up to what a ticket may
     * allow. */
    hs->io.in->skip_left = hs->offered.early_data ? hs->config->max_early_data : 0;
    a->tickets_of_use = psk_modes_choose(hs, &a->psk_mode_dhe);
    if (!hs->offered.psk_extension || !hs->config->tickets_enabled)
        return 0;
    for (uint16_t i = 0; wire_more(&identities) && i < IDENTITIES_TRIED_MAX; i++) {
        struct bytes ticket = wire_read_vec16(&identities);
        uint32_t age = wire_read_u32(&identities);
        struct bytes binder = wire_read_vec8(&binders);

        TRY(try_identity(hs, ticket, age, binder, a->tickets_of_use, &taken));
        if (taken) {
            hs->resumption.selected = i;
            a->resumed = true;
            return 0;
        }
    }
    return 0;
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
    TRY(buffer_set(&p->verified_name, buffer_bytes(&session->verified_name)));
    TRY(buffer_set(&p->peer_chain, buffer_bytes(&session->peer_chain)));
    TRY(buffer_set(&p->peer_ocsp, buffer_bytes(&session->peer_ocsp)));
    return buffer_set(&p->psk_identity, buffer_bytes(&session->psk_identity));
}

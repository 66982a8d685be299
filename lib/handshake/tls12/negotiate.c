/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* negotiate.c - the server's choice of suite in TLS 1.2: one that key, group and client allow */

#include "handshake/tls12/internal.h"

/* RFC 8422, 4: a client that names no groups takes any curve. Of finite fields one is negotiated
 * only if it was named (RFC 7919, 4). */
static const struct group *common_group(const struct handshake *hs, bool finite_field)
{
    const struct gnutls_priority_st *p = hs->config->priority;
    bool theirs = hs->offered.groups_extension && !p->flags.server_precedence;
    const struct group *const *order = theirs ? hs->peer.groups : p->groups;
    size_t count = theirs ? hs->peer.group_count : p->group_count;

    for (size_t i = 0; i < count; i++) {
        if (group_is_finite_field(order[i]) != finite_field)
            continue;
        if (peer_takes_group(hs, order[i]) || (!hs->offered.groups_extension && !finite_field))
            return order[i];
    }
    return NULL;
}

static const struct dh_source *dh_source_of(const struct handshake *hs,
                                            const struct key_exchange *kx)
{
    if (kx->auth == AUTH_PSK)
        return &hs->config->psk_server->dh;
    if (kx->auth == AUTH_ANONYMOUS)
        return &hs->config->anonymous_server->dh;
    return credentials_dh(hs->config->certificate);
}

/* The first finite field of ours, for a client that does not know that they can be named. */
static const struct kex *usual_field(const struct handshake *hs)
{
    const struct gnutls_priority_st *p = hs->config->priority;

    for (size_t i = 0; i < p->group_count; i++) {
        if (group_is_finite_field(p->groups[i]))
            return p->groups[i]->kex;
    }
    return NULL;
}

/* RFC 7919, 4: a client that named finite fields gets one of them or none at all. */
static int choose_field(struct handshake *hs, const struct key_exchange *kx)
{
    const struct group *group = common_group(hs, true);
    struct facts12 *f = &hs->tls12;

    f->dh = group ? group->kex : NULL;
    if (group || hs->offered.finite_fields)
        return 0;
    TRY(dh_source_ask(dh_source_of(hs, kx), hs->session, &f->dh_own, &f->dh));
    if (!f->dh)
        f->dh = usual_field(hs);
    return 0;
}

/* Those of the client's schemes whose keys can sign for this method. */
static size_t fitting_schemes(const struct handshake *hs, const struct key_exchange *kx,
                              const struct signature_scheme **out)
{
    size_t count = 0;

    for (size_t i = 0; i < hs->peer.scheme_count; i++) {
        struct public_key key = { .kind = hs->peer.schemes[i]->key };

        if (key_exchange_takes_key(kx, &key))
            out[count++] = hs->peer.schemes[i];
    }
    return count;
}

/* The application is asked once, whatever method comes of it. */
static int ask_who_we_are(struct handshake *hs, const char *server_name)
{
    struct identity_question question = {
        .server_name = server_name,
        .schemes = hs->peer.schemes,
        .scheme_count = hs->peer.scheme_count,
        .version = hs->agreed->version,
    };

    return hs->chosen.asked ? 0 : identity_ask_by_type(hs, &question);
}

/* `*out_found`: there is somebody to show for this method. */
static int find_identity(struct handshake *hs, const struct key_exchange *kx, bool *out_found)
{
    const struct signature_scheme *schemes[SCHEMES_MAX];
    char host[SERVER_NAME_ROOM];
    struct identity_question question = {
        .server_name = server_name_text(hs, host),
        .schemes = schemes,
        .scheme_count = fitting_schemes(hs, kx, schemes),
        .version = hs->agreed->version,
        .decrypts = kx->decrypts,
    };
    struct chosen *c = &hs->chosen;

    *out_found = false;
    if (kx->decrypts) { /* RFC 5246, 7.4.1.4.1, is about signatures only */
        schemes[0] = scheme_by_api_id(GNUTLS_SIGN_RSA_SHA256);
        question.scheme_count = 1;
    }
    if (!hs->config->certificate || question.scheme_count == 0)
        return 0;
    if (credentials_ask_application(hs->config->certificate)) {
        TRY(ask_who_we_are(hs, question.server_name));
        c->scheme = c->identity ? identity_scheme(c->identity, &question) : NULL;
        *out_found = c->scheme != NULL;
        return 0;
    }
    TRY(identity_ask_by_type(hs, &question));
    *out_found = c->identity && c->scheme;
    return 0;
}

static int is_possible(struct handshake *hs, const struct key_exchange *kx, bool *out)
{
    *out = false;
    if (!key_exchange_is_armed(hs->config, kx))
        return 0;
    if (kx->needs_curve && !common_group(hs, false))
        return 0;
    if (kx->shows_certificate) {
        TRY(find_identity(hs, kx, out));
        if (!*out)
            return 0;
    }
    if (kx->needs_finite_field)
        TRY(choose_field(hs, kx));
    *out = !kx->needs_finite_field || hs->tls12.dh;
    return 0;
}

/* RFC 7250, 4.2: a bare key is agreed on where there is somebody to show one. */
static int settle_types(struct handshake *hs, const struct key_exchange *kx)
{
    struct session_params *p = &hs->agreed->params;

    if (!kx->shows_certificate) {
        p->client_raw = false;
        p->server_raw = false;
        return 0;
    }
    return !asks_client_here(hs->config) || choose_client_type(hs)
               ? 0
               : fail(GNUTLS_E_UNSUPPORTED_CERTIFICATE_TYPE);
}

static int use_suite(struct handshake *hs, const struct cipher_suite *suite)
{
    const struct priority_flags *flags = &hs->config->priority->flags;
    struct agreed *a = hs->agreed;
    const struct key_exchange *kx = key_exchange_find(suite->kx);

    hs->tls12.kx = kx;
    a->suite = suite;
    a->params.cipher_suite = suite->id;
    a->params.extended_master_secret = hs->tls12.ems && !flags->no_session_hash;
    a->params.encrypt_then_mac =
        hs->tls12.etm && !flags->no_etm && suite->protection == PROTECT_CBC;
    a->safe_renegotiation = hs->tls12.renegotiation && !flags->disable_safe_renegotiation;
    if (!a->resumed && (kx->needs_curve || kx->needs_finite_field)) {
        a->group = common_group(hs, kx->needs_finite_field);
        a->params.group = a->group ? a->group->id : 0;
    }
    hs->tls12.ticket_announced = hs->tls12.takes_tickets && !a->resumed && hs->config->tickets &&
                                 hs->config->tickets_tls12 && hs->config->tickets_enabled &&
                                 hs->config->lifetime_s > 0;
    hs->tls12.status =
        !a->resumed && kx->shows_certificate && a->client_wants_ocsp && staple_of(hs, 0).size > 0;
    if (!a->resumed) {
        TRY(settle_types(hs, kx));
        TRY(transcript_keep(&hs->transcript));
    }
    return transcript_choose_hash(&hs->transcript, suite->hash);
}

static int check_demands(const struct handshake *hs)
{
    const struct priority_flags *flags = &hs->config->priority->flags;

    if (flags->force_session_hash && !hs->tls12.ems)
        return fail(GNUTLS_E_INSUFFICIENT_SECURITY);
    if (flags->safe_renegotiation && !hs->tls12.renegotiation)
        return fail(GNUTLS_E_SAFE_RENEGOTIATION_FAILED);
    return check_renegotiation(hs);
}

int choose_suite12(struct handshake *hs)
{
    uint16_t common[PRIORITY_SUITES_MAX];
    size_t count = common_suites(hs, common, ARRAY_SIZE(common));

    TRY(check_demands(hs));
    if (hs->agreed->resumed)
        return use_suite(hs, suite_by_id(hs->resumption.accepted.cipher_suite));
    if (asks_client_here(hs->config)) /* so that the application knows when it is asked */
        choose_client_type(hs);
    for (size_t i = 0; i < count; i++) {
        const struct cipher_suite *suite = suite_by_id(common[i]);
        bool possible;

        TRY(is_possible(hs, key_exchange_find(suite->kx), &possible));
        if (possible)
            return use_suite(hs, suite);
    }
    return fail(takes_our_types(hs) ? GNUTLS_E_NO_CIPHER_SUITES
                                    : GNUTLS_E_UNSUPPORTED_CERTIFICATE_TYPE);
}

/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* negotiate.c - the server's choices: version, suite, group, identity */

#include "crypto/random.h"
#include "handshake/internal.h"

int own_share_make(struct handshake *hs, const struct group *group)
{
    kex_private_wipe(&hs->own_share.key);
    TRY(kex_generate(group->kex, &hs->own_share.key, hs->shares.own));
    hs->own_share.group = group;
    return 0;
}

/* Anonymity serves TLS 1.2 only, and a key held beforehand only in a mode that is enabled: without
 * certificates TLS 1.3 is not to be agreed then. */
static bool version_is_armed(const struct config *config, const struct version *version)
{
    bool others = config->psk_client || config->psk_server || config->anonymous_client ||
                  config->anonymous_server;

    if (!version->tls13_or_later)
        return true;
    return config->supplemental.count == 0 &&
           (config->certificate || external_psk_is_armed(config) || !others);
}

bool version_is_open(const struct handshake *hs, const struct version *version)
{
    /* RFC 9001, 4.2. */
    if (version && is_detached(hs->config) && !version->tls13_or_later)
        return false;
    if (hs->before.version && hs->before.version != version)
        return false;
    return version && version->spoken && version->datagram == hs->config->datagram &&
           priority_has_version(hs->config->priority, version) &&
           version_is_armed(hs->config, version);
}

const struct version *highest_version(const struct config *config)
{
    const struct gnutls_priority_st *p = config->priority;
    const struct version *best = NULL;

    for (size_t i = 0; i < p->version_count; i++) {
        const struct version *v = p->versions[i];

        if (v->datagram == config->datagram && version_is_armed(config, v) &&
            (!best || v->wire > best->wire))
            best = v;
    }
    return best;
}

/* RFC 8446, 4.2.1: a client without the list speaks TLS 1.2 at most. The numbers of DTLS fall
 * (RFC 6347, 4.1). */
static const struct version *best_below(const struct handshake *hs, uint16_t legacy)
{
    const struct version *v = version_by_wire(hs->dtls ? WIRE_DTLS12 : WIRE_TLS12);
    bool high_enough = hs->dtls ? legacy <= v->wire : legacy >= v->wire;

    return high_enough && version_is_open(hs, v) ? v : NULL;
}

/* RFC 8446, 4.2.1: the list alone counts when there is one. RFC 7507: a client that comes down
 * from a version that we have says so, and is told. */
int choose_version(struct handshake *hs)
{
    const struct version *best = NULL;

    for (size_t i = 0; i < hs->offered.version_count; i++) {
        const struct version *v = hs->offered.versions[i];

        if (version_is_open(hs, v) && (!best || v->wire > best->wire))
            best = v;
    }
    if (!hs->offered.versions_extension)
        best = best_below(hs, hs->offered.legacy_version);
    if (!best)
        return fail(GNUTLS_E_UNSUPPORTED_VERSION_PACKET);
    if (hs->offered.fallback && best != highest_version(hs->config))
        return fail(GNUTLS_E_INAPPROPRIATE_FALLBACK);
    if (hs->agreed->version && hs->agreed->version != best)
        return fail(GNUTLS_E_RECEIVED_ILLEGAL_PARAMETER);
    hs->agreed->version = best;
    hs->agreed->params.version = best->wire;
    hs->agreed->params.datagram = best->datagram;
    if (!best->tls13_or_later)
        hs->next = tls12_answer_script;
    return 0;
}

static bool suite_is_offered(const struct handshake *hs, uint16_t id)
{
    struct wire_reader r = wire_reader(hs->offered.suites);

    while (wire_more(&r)) {
        if (wire_read_u16(&r) == id)
            return true;
    }
    return false;
}

bool mac_must_stand_outside(const struct handshake *hs)
{
    return hs->config->priority->flags.force_etm || hs->before.encrypt_then_mac;
}

static bool mac_may_stand(const struct handshake *hs, const struct cipher_suite *suite)
{
    return suite->protection != PROTECT_CBC || !mac_must_stand_outside(hs) ||
           (hs->tls12.etm && !hs->config->priority->flags.no_etm);
}

static bool suite_is_ours(const struct handshake *hs, const struct cipher_suite *suite)
{
    return suite && suite_fits_version(suite, hs->agreed->version) &&
           priority_has_suite(hs->config->priority, suite) && mac_may_stand(hs, suite);
}

static size_t common_in_our_order(const struct handshake *hs, uint16_t *out, size_t room)
{
    const struct gnutls_priority_st *p = hs->config->priority;
    size_t count = 0;

    for (size_t i = 0; i < p->suite_count && count < room; i++) {
        if (suite_is_ours(hs, p->suites[i]) && suite_is_offered(hs, p->suites[i]->id))
            out[count++] = p->suites[i]->id;
    }
    return count;
}

static bool already_there(const uint16_t *list, size_t count, uint16_t id)
{
    for (size_t i = 0; i < count; i++) {
        if (list[i] == id)
            return true;
    }
    return false;
}

size_t common_suites(const struct handshake *hs, uint16_t *out, size_t room)
{
    struct wire_reader r = wire_reader(hs->offered.suites);
    size_t count = 0;

    if (hs->config->priority->flags.server_precedence)
        return common_in_our_order(hs, out, room);
    while (wire_more(&r) && count < room) {
        uint16_t id = wire_read_u16(&r);

        if (suite_is_ours(hs, suite_by_id(id)) && !already_there(out, count, id))
            out[count++] = id;
    }
    return count;
}

/* A PSK's hash decides among the suites in common; a retry has named its own. */
int choose_suite(struct handshake *hs)
{
    uint16_t common[PRIORITY_SUITES_MAX];
    size_t count = common_suites(hs, common, ARRAY_SIZE(common));
    const struct cipher_suite *suite = NULL;

    for (size_t i = 0; i < count && !suite; i++) {
        const struct cipher_suite *s = suite_by_id(common[i]);

        if (hs->retry.suite && hs->retry.suite != s)
            continue;
        if (!hs->agreed->from_psk || s->hash == hs->resumption.psk->hash)
            suite = s;
    }
    if (!suite)
        return fail(hs->retry.suite ? GNUTLS_E_RECEIVED_ILLEGAL_PARAMETER
                                    : GNUTLS_E_NO_CIPHER_SUITES);
    hs->agreed->suite = suite;
    hs->agreed->params.cipher_suite = suite->id;
    return transcript_choose_hash(&hs->transcript, suite->hash);
}

bool peer_takes_group(const struct handshake *hs, const struct group *group)
{
    for (size_t i = 0; i < hs->peer.group_count; i++) {
        if (hs->peer.groups[i] == group)
            return true;
    }
    return false;
}

/* Of the groups in common, one whose share is here spares a round trip; else the share is empty. */
static const struct group *preferred_group(const struct handshake *hs, struct bytes *out_share)
{
    const struct gnutls_priority_st *p = hs->config->priority;
    bool ours = p->flags.server_precedence;
    const struct group *const *order = ours ? p->groups : hs->peer.groups;
    size_t count = ours ? p->group_count : hs->peer.group_count;
    const struct group *fallback = NULL;

    for (size_t i = 0; i < count; i++) {
        bool common = !ours || peer_takes_group(hs, order[i]);

        if (!common)
            continue;
        if (key_share_find(hs, order[i], out_share))
            return order[i];
        if (!fallback)
            fallback = order[i];
    }
    *out_share = bytes_none();
    return fallback;
}

/* RFC 8446, 4.1.4: asks for a share of this group, once. */
static int ask_for_share(struct handshake *hs, const struct group *group)
{
    struct bytes hello = buffer_bytes(&hs->transcript.pending);

    if (hs->retry.requested)
        return fail(GNUTLS_E_RECEIVED_ILLEGAL_PARAMETER);
    hs->retry.requested = true;
    hs->retry.group = group;
    hs->retry.suite = hs->agreed->suite;
    return hello_invariants(bytes_from(hello, HANDSHAKE_HEADER_SIZE), &hs->retry.first_hello);
}

int choose_group(struct handshake *hs)
{
    const struct group *group;
    struct bytes share;

    if (hs->agreed->from_psk && !hs->agreed->psk_mode_dhe)
        return 0;
    /* RFC 8446, 9.2. */
    if (!hs->offered.groups_extension || !hs->offered.shares_extension)
        return fail(GNUTLS_E_MISSING_EXTENSION);
    group = preferred_group(hs, &share);
    if (!group)
        return fail(GNUTLS_E_NO_COMMON_KEY_SHARE);
    if (share.size == 0)
        return ask_for_share(hs, group);
    if (hs->retry.group && hs->retry.group != group)
        return fail(GNUTLS_E_RECEIVED_ILLEGAL_PARAMETER);
    if (share.size != group->kex->share_size)
        return fail(GNUTLS_E_RECEIVED_ILLEGAL_PARAMETER);
    memcpy(hs->shares.peer, share.data, share.size);
    hs->agreed->group = group;
    hs->agreed->params.group = group->id;
    return own_share_make(hs, group);
}

const char *server_name_text(const struct handshake *hs, char room[SERVER_NAME_ROOM])
{
    const struct buffer *name = &hs->agreed->params.server_name;

    if (name->size == 0 || name->size >= SERVER_NAME_ROOM)
        return NULL;
    memcpy(room, name->data, name->size);
    room[name->size] = 0;
    return room;
}

/* Who we are for this client: the application is asked first, where it wants to be. */
int choose_identity(struct handshake *hs)
{
    struct gnutls_certificate_credentials_st *credentials = hs->config->certificate;
    char host[SERVER_NAME_ROOM];
    struct identity_question question = {
        .server_name = server_name_text(hs, host),
        .schemes = hs->peer.schemes,
        .scheme_count = hs->peer.scheme_count,
        .version = hs->agreed->version,
        .authorities = buffer_bytes(&hs->peer.authorities),
        .authorities_only_wished = true,
    };

    if (hs->agreed->from_psk || hs->chosen.asked)
        return 0;
    /* RFC 8446, 6.2: that nobody knows an identity looks like a wrong key. */
    if (!credentials)
        return fail(hs->resumption.unknown ? GNUTLS_E_ERROR_IN_FINISHED_PACKET
                                           : GNUTLS_E_INSUFFICIENT_CREDENTIALS);
    /* RFC 8446, 4.2.3. */
    if (!hs->offered.schemes_extension)
        return fail(GNUTLS_E_MISSING_EXTENSION);
    if ((asks_client_here(hs->config) || hs->agreed->client_takes_post_auth) &&
        !choose_client_type(hs) && asks_client_here(hs->config))
        return fail(GNUTLS_E_UNSUPPORTED_CERTIFICATE_TYPE);
    TRY(identity_ask_by_type(hs, &question));
    if (!hs->chosen.identity)
        return fail(takes_our_types(hs) ? GNUTLS_E_INSUFFICIENT_CREDENTIALS
                                        : GNUTLS_E_UNSUPPORTED_CERTIFICATE_TYPE);
    hs->agreed->params.server_auth = AUTH_CERTIFICATE;
    return 0;
}

/* Of the peer who wants one; ours stands for itself. */
static int ask_staple(struct handshake *hs)
{
    const struct identity *identity = hs->chosen.identity;
    bool wanted =
        hs->role == SERVER ? hs->agreed->client_wants_ocsp : hs->agreed->server_wants_ocsp;

    /* RFC 7250, 4.3: nobody vouches for a bare key. */
    if (!wanted || certificate_is_raw(identity->chain[0]) ||
        identity_staple(identity, 0, hs->now_ms / 1000).size > 0)
        return 0;
    return credentials_ask_staple(hs->config->certificate, hs->session, identity,
                                  &hs->chosen.staple);
}

/* What the application gave is of the type that was agreed on. */
static int use_retrieved(struct handshake *hs, const struct identity_question *question)
{
    struct chosen *c = &hs->chosen;

    c->identity = NULL;
    c->scheme = NULL;
    if (c->retrieved.count == 0)
        return 0;
    if (certificate_is_raw(c->retrieved.chain[0]) != question->raw)
        return fail(hs->role == SERVER ? GNUTLS_E_NO_CIPHER_SUITES : GNUTLS_E_INVALID_REQUEST);
    c->identity = &c->retrieved;
    c->scheme = identity_scheme(c->identity, question);
    /* In TLS 1.2 a key may also decrypt: the server's choice of a suite decides. */
    if (!c->scheme && (hs->role == CLIENT || question->version->tls13_or_later))
        return fail(GNUTLS_E_UNSUPPORTED_SIGNATURE_ALGORITHM);
    return 0;
}

int identity_ask(struct handshake *hs, const struct identity_question *question)
{
    struct chosen *c = &hs->chosen;
    bool asked;
    int result;

    result = credentials_ask(hs->config->certificate, hs->session, question, &c->retrieved, &asked);
    /* The alert of a refusal, user_canceled, would leave the client waiting for more. */
    if (result == GNUTLS_E_USER_ERROR && hs->role == SERVER)
        return fail(GNUTLS_E_NO_CIPHER_SUITES);
    TRY(result);
    if (asked) {
        TRY(use_retrieved(hs, question));
    } else {
        TRY(credentials_choose(hs->config->certificate, question, &c->identity, &c->scheme));
    }
    if (c->identity)
        TRY(ask_staple(hs));
    c->asked = true;
    if (!c->identity)
        return 0;
    return agreed_remember_ours(hs->agreed, certificate_der(c->identity->chain[0]));
}

/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* client_hello.c - the first message, RFC 8446, 4.1.2 */

#include "crypto/random.h"
#include "handshake/extensions/extension.h"
#include "handshake/internal.h"
#include "handshake/tls12/key_exchange.h"

enum { COMPRESSION_NULL = 0 };

/* RFC 8446, D.4: a fresh one for each connection; a repeated one would link them for an observer.
 * RFC 5077, 3.4: with a ticket, it shows whether the server takes the session up. An application
 * that resumes by means of its own may have set one. */
static int make_session_id(struct handshake *hs)
{
    const struct gnutls_priority_st *p = hs->config->priority;
    const struct session_params *session = hs->resumption.session;
    struct offered *o = &hs->offered;

    if (hs->before.version)
        return 0; /* no session is taken up in a further handshake */
    if (session && session->kind == SESSION_CLIENT12 && session->ticket.ticket.size == 0) {
        o->session_id_size = session->id.size;
        memcpy(o->session_id, session->id.bytes, session->id.size);
    } else if (!session && hs->agreed->params.id.size > 0 && offers_tls12(hs)) {
        o->session_id_size = hs->agreed->params.id.size;
        memcpy(o->session_id, hs->agreed->params.id.bytes, o->session_id_size);
    } else if ((session && session->kind == SESSION_CLIENT12) ||
               (!p->flags.disable_tls13_compat_mode &&
                priority_highest(p, hs->config->datagram)->tls13_or_later)) {
        o->session_id_size = SESSION_ID_MAX;
        TRY(random_fill(RANDOM_NONCE, o->session_id, o->session_id_size));
    }
    memcpy(hs->agreed->params.id.bytes, o->session_id, o->session_id_size);
    hs->agreed->params.id.size = o->session_id_size;
    return 0;
}

int make_hello_random(const struct config *config, uint8_t out[HELLO_RANDOM_SIZE])
{
    if (!config->has_hello_random)
        return random_fill(RANDOM_NONCE, out, HELLO_RANDOM_SIZE);
    memcpy(out, config->hello_random, HELLO_RANDOM_SIZE);
    return 0;
}

/* Randoms, the session id, the key share; and whether a session is offered. */
int prepare_client_hello(struct handshake *hs)
{
    const struct gnutls_priority_st *p = hs->config->priority;
    const struct group *group;

    if (!highest_version(hs->config))
        return fail(GNUTLS_E_NO_PRIORITIES_WERE_SET);
    TRY(make_hello_random(hs->config, hs->agreed->client_random));
    TRY(extensions_draw_order(hs));
    TRY(offer_session(hs));
    TRY(make_session_id(hs));
    /* Shares cost much, and TLS 1.2 knows none. */
    if (hs->before.version || !highest_version(hs->config)->tls13_or_later)
        return 0;
    /* RFC 8446, 5.1: the first record may look older, since some that pass it on expect no more. */
    if (!hs->dtls && !p->flags.latest_record_version)
        hs->io.keys->out.wire_version = WIRE_TLS10;
    group = p->group_count > 0 ? p->groups[0] : NULL;
    if (hs->resumption.session) {
        const struct group *last = group_by_id(hs->resumption.session->group);

        if (last && priority_has_group(p, last))
            group = last;
    }
    return group ? own_share_make(hs, group) : 0;
}

bool offers_tls12(const struct handshake *hs)
{
    const struct version *lowest = priority_lowest(hs->config->priority, hs->config->datagram);

    return lowest && lowest->spoken && !lowest->tls13_or_later;
}

static bool suite_is_of_use(const struct handshake *hs, const struct cipher_suite *suite)
{
    const struct gnutls_priority_st *p = hs->config->priority;

    for (size_t i = 0; i < p->version_count; i++) {
        const struct version *v = p->versions[i];

        if (version_is_open(hs, v) && suite_fits_version(suite, v))
            return v->tls13_or_later ||
                   key_exchange_is_armed(hs->config, key_exchange_find(suite->kx));
    }
    return false;
}

static int write_suites(const struct handshake *hs, struct wire_writer *w)
{
    const struct gnutls_priority_st *p = hs->config->priority;
    struct wire_mark list = wire_open_vec16(w);
    size_t count = 0;

    for (size_t i = 0; i < p->suite_count; i++) {
        if (suite_is_of_use(hs, p->suites[i])) {
            wire_write_u16(w, p->suites[i]->id);
            count++;
        }
    }
    if (p->flags.fallback_scsv)
        wire_write_u16(w, SCSV_FALLBACK);
    wire_close(w, list);
    return count > 0 ? 0 : fail(GNUTLS_E_NO_CIPHER_SUITES);
}

/* RFC 8446, 4.1.2: the same whatever is offered. */
static uint16_t legacy_version(const struct handshake *hs)
{
    if (hs->config->said.hello != 0)
        return hs->config->said.hello;
    return hs->dtls ? WIRE_DTLS12 : WIRE_TLS12;
}

int write_client_hello(struct handshake *hs, struct wire_writer *w)
{
    const struct offered *o = &hs->offered;

    wire_write_u16(w, legacy_version(hs));
    wire_write_bytes(w, bytes_of(hs->agreed->client_random, HELLO_RANDOM_SIZE));
    wire_write_vec8(w, bytes_of(o->session_id, o->session_id_size));
    if (hs->dtls)
        wire_write_vec8(w, buffer_bytes(&hs->dtls->cookie));
    TRY(write_suites(hs, w));
    wire_write_u8(w, 1);
    wire_write_u8(w, COMPRESSION_NULL);

    hs->offered.extensions = 0;
    hs->resumption.offered = false;
    TRY(extensions_write(hs, IN_CLIENT_HELLO, w));
    if (w->error)
        return w->error;
    return hs->resumption.offered ? fill_binders(hs) : 0;
}

/* RFC 8446, 4.1.2: what a retry may change is changed, all else stays. */
int prepare_second_hello(struct handshake *hs)
{
    hs->io.in->expect_tls13 = true; /* only TLS 1.3 knows a retry */
    if (!hs->config->priority->flags.disable_tls13_compat_mode)
        TRY(send_dummy_ccs(hs));
    /* RFC 8446, 4.2.10: a retry refuses early data; the second hello goes in the clear. */
    if (hs->early.offered)
        record_keys_none(&hs->io.keys->out);
    hs->early.offered = false;
    withdraw_psks_unless(hs, hs->retry.suite->hash);
    if (hs->retry.group)
        TRY(own_share_make(hs, hs->retry.group));
    return 0;
}

struct hello_fields {
    struct bytes random, session_id, suites, compressions, extensions;
    uint16_t version;
};

static int parse(struct wire_reader *r, bool datagram, struct hello_fields *out)
{
    out->version = wire_read_u16(r);
    out->random = wire_read_bytes(r, HELLO_RANDOM_SIZE);
    out->session_id = wire_read_vec8(r);
    if (datagram)
        wire_read_vec8(r); /* the cookie has been looked at, RFC 6347, 4.2.1 */
    out->suites = wire_read_vec16(r);
    out->compressions = wire_read_vec8(r);
    /* RFC 5246, 7.4.1.2: extensions may be missing altogether. */
    if (wire_more(r))
        out->extensions = wire_read_vec16(r);
    TRY(wire_read_end(r));
    if (out->session_id.size > SESSION_ID_MAX || out->suites.size < 2 ||
        out->suites.size % 2 != 0 || out->compressions.size == 0)
        return fail(GNUTLS_E_UNEXPECTED_PACKET_LENGTH);
    return 0;
}

static bool may_change(uint16_t type)
{
    return type == EXT_KEY_SHARE || type == EXT_EARLY_DATA || type == EXT_COOKIE ||
           type == EXT_PRE_SHARED_KEY || type == EXT_PADDING;
}

int hello_invariants(struct bytes body, struct digest *out)
{
    struct wire_reader r = wire_reader(body), list;
    struct hello_fields fields = { 0 };
    struct hash_state state;

    TRY(parse(&r, false, &fields));
    hash_init(&state, &hash_sha256);
    hash_add(&state, bytes_of(body.data, (size_t)(fields.compressions.data - body.data) +
                                             fields.compressions.size));
    list = wire_reader(fields.extensions);
    while (wire_more(&list)) {
        const uint8_t *begin = list.at;
        uint16_t type = wire_read_u16(&list);

        wire_read_vec16(&list);
        if (!list.failed && !may_change(type))
            hash_add(&state, bytes_of(begin, (size_t)(list.at - begin)));
    }
    TRY(wire_read_end(&list));
    hash_now(&state, out);
    return 0;
}

static int check_second(struct handshake *hs, struct bytes body)
{
    struct digest second;

    TRY(hello_invariants(body, &second));
    if (!bytes_equal(digest_bytes(&second), digest_bytes(&hs->retry.first_hello)))
        return fail(GNUTLS_E_RECEIVED_ILLEGAL_PARAMETER);
    if (hs->offered.early_data)
        return fail(GNUTLS_E_RECEIVED_ILLEGAL_PARAMETER);
    return 0;
}

/* RFC 8446, 4.1.2: with TLS 1.3 there is the null method and no other. */
static int check_compressions(const struct handshake *hs, struct bytes methods)
{
    bool tls13 = false;

    for (size_t i = 0; i < hs->offered.version_count; i++)
        tls13 |= hs->offered.versions[i]->tls13_or_later;
    if (tls13 && methods.size != 1)
        return fail(GNUTLS_E_RECEIVED_ILLEGAL_PARAMETER);
    if (!memchr(methods.data, COMPRESSION_NULL, methods.size))
        return fail(GNUTLS_E_RECEIVED_ILLEGAL_PARAMETER);
    return 0;
}

/* Suite numbers that are none: RFC 5746, 3.3, and 3.7 for a further handshake; RFC 7507, 2. */
static int note_signals(struct handshake *hs)
{
    struct wire_reader r = wire_reader(hs->offered.suites);

    while (wire_more(&r)) {
        uint16_t id = wire_read_u16(&r);

        if (id == SCSV_RENEGOTIATION && hs->before.version)
            return fail(GNUTLS_E_SAFE_RENEGOTIATION_FAILED);
        if (id == SCSV_RENEGOTIATION)
            hs->tls12.renegotiation = true;
        if (id == SCSV_FALLBACK)
            hs->offered.fallback = true;
    }
    return 0;
}

int read_client_hello(struct handshake *hs, struct wire_reader *r)
{
    struct bytes body = bytes_of(r->at, wire_left(r));
    struct hello_fields fields = { 0 };
    struct offered *o = &hs->offered;

    TRY(parse(r, hs->dtls != NULL, &fields));
    *o = (struct offered){ .legacy_version = fields.version, .suites = fields.suites };
    memcpy(o->session_id, fields.session_id.data, fields.session_id.size);
    o->session_id_size = (uint8_t)fields.session_id.size;
    memcpy(hs->agreed->client_random, fields.random.data, HELLO_RANDOM_SIZE);

    TRY(note_signals(hs));
    TRY(extensions_read(hs, IN_CLIENT_HELLO, fields.extensions));
    TRY(check_compressions(hs, fields.compressions));
    return hs->retry.requested ? check_second(hs, body) : 0;
}

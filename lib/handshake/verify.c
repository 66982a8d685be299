/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* verify.c - is the peer who it says? The trust list's answer, or the application's. */

#include "handshake/internal.h"

enum { CHAIN_MAX = 32 };

struct parsed_chain {
    struct gnutls_x509_crt_int *list[CHAIN_MAX];
    size_t count;
};

static void parsed_chain_wipe(struct parsed_chain *chain)
{
    for (size_t i = 0; i < chain->count; i++)
        certificate_free(chain->list[i]);
    chain->count = 0;
}

static int parse_chain(struct bytes stored, struct parsed_chain *out)
{
    struct wire_reader r = wire_reader(stored);

    while (wire_more(&r) && out->count < CHAIN_MAX) {
        struct bytes der = wire_read_vec24(&r);

        TRY(certificate_new(der, &out->list[out->count]));
        out->count++;
    }
    return wire_read_end(&r);
}

struct bytes peer_staple(const struct agreed *a, unsigned position)
{
    struct wire_reader r = wire_reader(buffer_bytes(&a->issuer_staples));

    if (position == 0)
        return buffer_bytes(&a->params.peer_ocsp);
    while (wire_more(&r)) {
        unsigned at = wire_read_u8(&r);
        struct bytes response = wire_read_vec24(&r);

        if (at == position)
            return response;
    }
    return bytes_none();
}

int peer_verify(struct agreed *a, const struct config *config, const struct peer_question *question,
                int64_t now_ms, unsigned *out_status)
{
    SCOPED(parsed_chain) struct parsed_chain chain = { .count = 0 };
    struct bytes staples[CHAIN_MAX];
    struct chain_staples told = { .list = staples, .wanted = config->ocsp_wanted };
    struct chain_question q = {
        .staples = &told,
        .output = config->verify_output,
        .hostname = question->hostname,
        .email = question->email,
        .purpose = question->purpose,
        .now_s = now_ms / 1000,
    };

    if (!config->certificate)
        return fail(GNUTLS_E_INSUFFICIENT_CREDENTIALS);
    if (a->params.peer_chain.size == 0)
        return fail(GNUTLS_E_NO_CERTIFICATE_FOUND);
    /* Who holds a bare key is for the application to know. */
    if (peer_is_raw(a, config))
        return fail(GNUTLS_E_INVALID_REQUEST);
    TRY(parse_chain(buffer_bytes(&a->params.peer_chain), &chain));
    for (; told.count < chain.count; told.count++)
        staples[told.count] = peer_staple(a, (unsigned)told.count);
    q.chain = chain.list;
    q.count = chain.count;
    q.max_depth = credentials_max_depth(config->certificate);
    q.flags = question->flags | credentials_verify_flags(config->certificate) |
              config->priority->flags.verify_flags;
    TRY(trust_check(credentials_trust(config->certificate), &q, out_status));
    a->staple_checked = told.is_good;
    return 0;
}

int peer_set_verified(struct agreed *a, const struct config *config, const char *hostname)
{
    bool named = config->role == CLIENT && hostname;

    return session_params_set_verified(&a->params, named ? bytes_of_text(hostname) : bytes_none());
}

static int verify_automatically(struct handshake *hs)
{
    const struct verify_demand *v = &hs->config->verify;
    struct peer_question question = {
        .hostname = v->hostname,
        .purpose = v->purpose,
        .flags = v->flags,
    };

    if (peer_is_raw(hs->agreed, hs->config))
        return fail(GNUTLS_E_CERTIFICATE_ERROR);
    TRY(peer_verify(hs->agreed, hs->config, &question, hs->now_ms, &hs->agreed->verify_status));
    if (hs->agreed->verify_status != 0)
        return fail(GNUTLS_E_CERTIFICATE_VERIFICATION_ERROR);
    return peer_set_verified(hs->agreed, hs->config, v->hostname);
}

/* The session's own demand comes before the credentials' function. */
static int ask(struct handshake *hs, bool *out_asked)
{
    gnutls_certificate_verify_function *function = hs->config->verify.function;
    int result;

    *out_asked = true;
    if (!function && hs->config->verify.automatic)
        return verify_automatically(hs);
    if (!function && hs->config->certificate)
        function = credentials_functions(hs->config->certificate)->verify;
    if (!function) {
        *out_asked = false;
        return 0;
    }
    result = function(hs->session);
    if (result == 0 || error_is_stall(result))
        return result;
    /* Programs return -1 or a positive number as well as codes. */
    return fail(result < -1 ? result : GNUTLS_E_CERTIFICATE_ERROR);
}

int verify_peer(struct handshake *hs)
{
    bool asked;

    if (!hs->peer.certificate)
        return 0;
    TRY(ask(hs, &asked));
    /* A function may have said for which name, through gnutls_certificate_verify_peers(). */
    return asked ? peer_set_verified(hs->agreed, hs->config, NULL) : 0;
}

/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* external_psk.c - TLS 1.3 from a key that both sides hold beforehand, RFC 8446, 2.2
 *
 * It stands in the hello behind a ticket, as an identity of no age. Who holds the key is known by
 * it: nobody shows a certificate.
 */

#include "base/log.h"
#include "credentials/psk_import.h"
#include "handshake/internal.h"

bool external_psk_is_armed(const struct config *config)
{
    struct psk_modes modes;

    if (config->role == CLIENT)
        return config->psk_client != NULL && psk_exchange_is_named(config);
    psk_modes_of(config, &modes);
    return config->psk_server != NULL && modes.count > 0;
}

/* The key as TLS 1.3 uses it. RFC 8446, 4.2.11: SHA-256 unless it came with another hash. False:
 * it was made for another protocol. */
static bool derive(const struct psk *psk, struct early_psk *out)
{
    struct imported_identity identity;
    SCOPED(secret) struct secret key = { 0 };

    if (!psk->imported) {
        early_psk_set(out, PSK_EXTERNAL, &hash_sha256, buffer_bytes(&psk->key));
        return true;
    }
    if (imported_identity_read(buffer_bytes(&psk->identity), &identity) < 0 ||
        identity.protocol != WIRE_TLS13)
        return false;
    psk_import(buffer_bytes(&psk->identity), identity.hash, buffer_bytes(&psk->key), &key);
    early_psk_set(out, PSK_IMPORTED, identity.hash, secret_bytes(&key));
    return true;
}

/* ---- client ---- */

/* RFC 8446, 4.2.11: a PSK goes with the suites of its hash. */
static bool offers_suite_of(const struct config *config, const struct hash *hash)
{
    const struct gnutls_priority_st *p = config->priority;

    for (size_t i = 0; i < p->suite_count; i++) {
        if (p->suites[i]->hash == hash &&
            suite_fits_version(p->suites[i], version_by_wire(WIRE_TLS13)))
            return true;
    }
    return false;
}

/* Before the hello, since it cannot wait: the application may have to look the key up. */
int ask_for_external_psk(struct handshake *hs)
{
    struct resumption *res = &hs->resumption;
    SCOPED(psk) struct psk psk = { 0 };

    TRY(psk_client_ask(hs->config->psk_client, hs->session, &psk));
    if (!derive(&psk, &res->external) || !offers_suite_of(hs->config, res->external.hash)) {
        log_write(LOG_NEGOTIATION, "key not offered: no suite or version that it fits");
        res->external.hash = NULL;
        return 0;
    }
    buffer_move(&psk.identity, &res->external_identity);
    return 0;
}

/* ---- server ---- */

static bool suite_in_common(const struct handshake *hs, const struct hash *hash)
{
    uint16_t common[PRIORITY_SUITES_MAX];
    size_t count = common_suites(hs, common, ARRAY_SIZE(common));

    if (hs->retry.suite != NULL)
        return hs->retry.suite->hash == hash;
    for (size_t i = 0; i < count; i++) {
        if (suite_by_id(common[i])->hash == hash)
            return true;
    }
    return false;
}

/* The second hello of a retry names the same identity again: its key has been looked up. */
static int look_up(struct handshake *hs, struct bytes identity)
{
    struct resumption *res = &hs->resumption;
    SCOPED(psk) struct psk psk = { 0 };

    if (res->looked_up && bytes_equal(identity, buffer_bytes(&res->external_identity)))
        return 0;
    TRY(psk_server_ask(hs->config->psk_server, hs->session, identity, &psk));
    if (psk.key.size == 0 || !derive(&psk, &res->external))
        res->external.hash = NULL;
    buffer_move(&psk.identity, &res->external_identity);
    res->looked_up = true;
    return 0;
}

int try_external_psk(struct handshake *hs, struct bytes identity, struct bytes binder,
                     bool *out_taken)
{
    struct resumption *res = &hs->resumption;

    TRY(look_up(hs, identity));
    if (!res->external.hash) {
        log_write(LOG_NEGOTIATION, "nobody knows this identity");
        res->unknown = true;
        return 0;
    }
    if (!suite_in_common(hs, res->external.hash))
        return 0;
    TRY(check_binder(hs, &res->external, binder));
    *out_taken = true;
    return 0;
}

/* ---- both ---- */

int adopt_external_psk(struct handshake *hs)
{
    struct session_params *p = &hs->agreed->params;

    p->client_auth = AUTH_PSK;
    p->server_auth = AUTH_PSK;
    buffer_move(&hs->resumption.external_identity, &p->psk_identity);
    return 0;
}

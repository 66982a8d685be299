/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* exchanges.h - what each key exchange of TLS 1.2 wants at both ends */
#ifndef TESTS_PROTOCOL_EXCHANGES_H
#define TESTS_PROTOCOL_EXCHANGES_H

#include "strict.h"

#include "unit/test.h"

#define KX(name) P12 ":-KX-ALL:+" name
#define CURVES   ":-GROUP-ALL:+GROUP-SECP256R1"

static const gnutls_datum_t good_key = { (unsigned char *)"\x9e\x32\xcf\x77\x86\x32\x1a\x82", 8 };

/* All credentials that the exchanges want, and what the callbacks saw. */
struct armour {
    const char *identity;
    const gnutls_datum_t *key;
    gnutls_psk_client_credentials_function *function; /* instead of both */
    const char *hint;
    unsigned prime_bits_min;
    bool no_certificates;
    gnutls_dh_params_t params;
    gnutls_psk_client_credentials_t psk_client;
    gnutls_psk_server_credentials_t psk_server;
    gnutls_anon_client_credentials_t anon_client;
    gnutls_anon_server_credentials_t anon_server;
    unsigned asked;
};

static inline int server_key(gnutls_session_t session, const char *name, gnutls_datum_t *key)
{
    if (strcmp(name, "alice") != 0)
        return -1;
    return bytes_give(bytes_of_datum(&good_key), key);
}

static inline void put_on(struct armour *s)
{
    assert_int_equal(gnutls_psk_allocate_client_credentials(&s->psk_client), 0);
    assert_int_equal(gnutls_psk_allocate_server_credentials(&s->psk_server), 0);
    assert_int_equal(gnutls_anon_allocate_client_credentials(&s->anon_client), 0);
    assert_int_equal(gnutls_anon_allocate_server_credentials(&s->anon_server), 0);
    gnutls_psk_set_client_credentials_function(s->psk_client, s->function);
    if (!s->function)
        assert_int_equal(
            gnutls_psk_set_client_credentials(s->psk_client, s->identity ? s->identity : "alice",
                                              s->key ? s->key : &good_key, GNUTLS_PSK_KEY_RAW),
            0);
    gnutls_psk_set_server_credentials_function(s->psk_server, server_key);
    if (s->hint)
        assert_int_equal(gnutls_psk_set_server_credentials_hint(s->psk_server, s->hint), 0);
    gnutls_psk_set_server_dh_params(s->psk_server, s->params);
    gnutls_anon_set_server_dh_params(s->anon_server, s->params);
}

static inline void take_off(struct armour *s)
{
    gnutls_psk_free_client_credentials(s->psk_client);
    gnutls_psk_free_server_credentials(s->psk_server);
    gnutls_anon_free_client_credentials(s->anon_client);
    gnutls_anon_free_server_credentials(s->anon_server);
    gnutls_dh_params_deinit(s->params);
}

static inline void arm(struct sim_end *client, struct sim_end *server, void *context)
{
    struct armour *s = context;
    void *certificates;

    if (s->no_certificates) {
        gnutls_credentials_clear(client->session);
        gnutls_credentials_clear(server->session);
    } else if (s->params) {
        gnutls_credentials_get(server->session, GNUTLS_CRD_CERTIFICATE, &certificates);
        gnutls_certificate_set_dh_params(certificates, s->params);
    }
    gnutls_credentials_set(client->session, GNUTLS_CRD_PSK, s->psk_client);
    gnutls_credentials_set(server->session, GNUTLS_CRD_PSK, s->psk_server);
    gnutls_credentials_set(client->session, GNUTLS_CRD_ANON, s->anon_client);
    gnutls_credentials_set(server->session, GNUTLS_CRD_ANON, s->anon_server);
    gnutls_dh_set_prime_bits(client->session, s->prime_bits_min);
    gnutls_session_set_ptr(server->session, s);
}

struct attempt {
    const char *client, *server, *identity;
    int client_result, server_result;
};

static inline void open_attempt(const struct attempt *t, struct armour *armour, struct sim *sim,
                                struct pair *pair)
{
    struct pair_options o = { .client_priority = t->client,
                              .server_priority = t->server ? t->server : t->client,
                              .server_identity = t->identity,
                              .prepare = arm,
                              .context = armour };

    sim_init(sim, &strict_networks[0]);
    assert_int_equal(pair_open(pair, sim, &o), 0);
    pair_handshake(pair);
    if (pair->client.result != t->client_result || pair->server.result != t->server_result)
        fail_msg("%s: client %s, server %s", t->client, gnutls_strerror_name(pair->client.result),
                 gnutls_strerror_name(pair->server.result));
}

static inline void close_attempt(struct sim *sim, struct pair *pair)
{
    pair_close(pair);
    sim_end(sim);
}

static inline void run_attempt(const struct attempt *t, struct armour *armour)
{
    struct sim sim;
    struct pair pair;

    open_attempt(t, armour, &sim, &pair);
    close_attempt(&sim, &pair);
}

#endif

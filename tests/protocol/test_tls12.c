/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_tls12.c - TLS 1.2 between two ends of our own, full and resumed by ticket and by id */

#include "cache.h"
#include "strict.h"

#include "unit/test.h"

struct row {
    const char *name, *client, *server, *identity, *client_identity;
    gnutls_protocol_t version;
    bool by_id;
};

/* clang-format off */
static const struct row rows[] = {
    { "ECDSA",              P12, P12, "server-p256", NULL, GNUTLS_TLS1_2, false },
    { "ECDSA P-384",        P12, P12, "server-p384", NULL, GNUTLS_TLS1_2, false },
    { "RSA",                P12, P12, "server-rsa", NULL, GNUTLS_TLS1_2, false },
    { "RSA-PSS key",        P12, P12, "server-rsapss", NULL, GNUTLS_TLS1_2, false },
    { "Ed25519",            P12, P12, "server-ed25519", NULL, GNUTLS_TLS1_2, false },
    { "both know better",   "NORMAL", "NORMAL", NULL, NULL, GNUTLS_TLS1_3, false },
    { "server knows less",  "NORMAL", P12, NULL, NULL, GNUTLS_TLS1_2, false },
    { "client knows less",  P12, "NORMAL", NULL, NULL, GNUTLS_TLS1_2, false },
    { "by id",              P12, P12, NULL, NULL, GNUTLS_TLS1_2, true },
    { "by id, both kinds of key", P12, P12, "server-rsa", NULL, GNUTLS_TLS1_2, true },
    { "by id, client knows better", "NORMAL", P12, NULL, NULL, GNUTLS_TLS1_2, true },
    { "client's RSA",       P12, P12, NULL, "client-rsa", GNUTLS_TLS1_2, false },
    { "client's P-256",     P12, P12, "server-rsa", "client-p256", GNUTLS_TLS1_2, false },
    { "client's Ed25519",   P12, P12, NULL, "client-ed25519", GNUTLS_TLS1_2, true },
    { "AES-128-GCM",        P12 ":-CIPHER-ALL:+AES-128-GCM", P12, NULL, NULL, GNUTLS_TLS1_2, false },
    { "ChaCha20-Poly1305",  P12 ":-CIPHER-ALL:+CHACHA20-POLY1305", P12, NULL, NULL, GNUTLS_TLS1_2, false },
    { "AES-CCM",            P12 ":-CIPHER-ALL:+AES-128-CCM", P12, NULL, NULL, GNUTLS_TLS1_2, false },
    { "CBC, MAC outside",   P12 ":-CIPHER-ALL:+AES-128-CBC:+AES-256-CBC", P12, NULL, NULL, GNUTLS_TLS1_2, false },
    { "CBC, MAC inside",    P12 ":-CIPHER-ALL:+AES-128-CBC:%NO_ETM", P12, "server-rsa", NULL, GNUTLS_TLS1_2, false },
    { "no extended secret", P12 ":%NO_SESSION_HASH", P12, NULL, NULL, GNUTLS_TLS1_2, false },
    { "other curve",        P12 ":-GROUP-ALL:+GROUP-SECP521R1", P12, NULL, NULL, GNUTLS_TLS1_2, false },
};
/* clang-format on */

static struct pair_options options_of(const struct row *row, struct cache *cache)
{
    return (struct pair_options){
        .client_priority = row->client,
        .server_priority = row->server,
        .server_identity = row->identity,
        .client_identity = row->client_identity,
        .request = row->client_identity ? GNUTLS_CERT_REQUIRE : GNUTLS_CERT_IGNORE,
        .tickets = !row->by_id,
        .ticket_key = row->by_id ? NULL : &pair_ticket_key,
        .prepare = row->by_id ? cache_use : NULL,
        .context = cache,
    };
}

static void connect_twice(const struct row *row, const struct sim_options *network)
{
    struct cache cache = { 0 };
    struct pair_options o = options_of(row, &cache);
    gnutls_datum_t data = { NULL, 0 };
    struct sim sim;

    sim_init(&sim, network);
    for (int turn = 0; turn < 2; turn++) {
        struct pair pair;
        int result;

        o.session_data = turn == 0 ? NULL : &data;
        assert_int_equal(pair_open(&pair, &sim, &o), 0);
        result = pair_handshake(&pair);
        if (result < 0)
            fail_msg("%s, turn %d: %s", row->name, turn, gnutls_strerror_name(result));
        if (gnutls_session_is_resumed(pair.client.session) != turn ||
            gnutls_session_is_resumed(pair.server.session) != turn)
            fail_msg("%s, turn %d: resumed %d and %d", row->name, turn,
                     gnutls_session_is_resumed(pair.client.session),
                     gnutls_session_is_resumed(pair.server.session));
        assert_int_equal(gnutls_protocol_get_version(pair.client.session), row->version);
        assert_int_equal(pair_ping(&pair), 0);
        pair_settle(&pair);
        if (turn == 0)
            assert_int_equal(gnutls_session_get_data2(pair.client.session, &data), 0);
        assert_int_equal(pair_bye(&pair), 0);
        pair_close(&pair);
    }
    assert_int_equal(cache.stored, row->by_id ? 1 : 0);
    gnutls_free(data.data);
    cache_wipe(&cache);
    sim_end(&sim);
}

static void test_connections_are_made_and_resumed(void **state)
{
    for (size_t n = 0; n < strict_network_count; n++) {
        for (size_t i = 0; i < ARRAY_SIZE(rows); i++)
            connect_twice(&rows[i], &strict_networks[n]);
    }
}

/* RFC 5246, 6.1: from zero, under each new keys. Who counts from elsewhere understands itself, and
 * nobody else does. */
static void test_records_are_counted_from_zero(void **state)
{
    const struct pair_options o = { .client_priority = P12, .server_priority = P12 };
    struct pair pair;
    struct sim sim;

    sim_init(&sim, &strict_networks[0]);
    assert_int_equal(pair_open(&pair, &sim, &o), 0);
    assert_int_equal(pair_handshake(&pair), 0);
    assert_int_equal(pair.client.session->keys.out.sequence, 1);
    assert_int_equal(pair.client.session->keys.in.sequence, 1);
    assert_int_equal(pair.server.session->keys.out.sequence, 1);
    assert_int_equal(pair.server.session->keys.in.sequence, 1);
    pair_close(&pair);
    sim_end(&sim);
}

/* A second connection under other circumstances, from a session of `first`. */
struct change {
    const char *name;
    struct pair_options first, second;
    int64_t pass_ms;
};

static void assert_full_handshake(const struct change *change)
{
    gnutls_datum_t data;
    struct pair pair;
    struct sim sim;
    struct pair_options second = change->second;
    int result;

    sim_init(&sim, &strict_networks[0]);
    assert_int_equal(pair_first_session(&sim, &change->first, &data), 0);
    sim_pass(&sim, change->pass_ms);
    second.session_data = &data;
    assert_int_equal(pair_open(&pair, &sim, &second), 0);
    result = pair_handshake(&pair);
    if (result < 0)
        fail_msg("%s: %s", change->name, gnutls_strerror_name(result));
    if (gnutls_session_is_resumed(pair.client.session) ||
        gnutls_session_is_resumed(pair.server.session))
        fail_msg("%s: resumed", change->name);
    assert_int_equal(pair_ping(&pair), 0);
    pair_close(&pair);
    gnutls_free(data.data);
    sim_end(&sim);
}

#define WITH(...)                                                                                  \
    {                                                                                              \
        .tickets = true, .ticket_key = &pair_ticket_key, __VA_ARGS__                               \
    }
#define BOTH(priority) .client_priority = priority, .server_priority = priority

static void test_what_has_changed_means_a_full_handshake(void **state)
{
    const struct change changes[] = {
        { "ticket of 1.2 where 1.3 is chosen", WITH(BOTH(P12)), WITH(BOTH("NORMAL")), 0 },
        { "ticket of 1.3 where 1.2 is chosen", WITH(BOTH(P13)), WITH(BOTH(P12)), 0 },
        { "suite no longer offered", WITH(BOTH(P12)),
          WITH(.client_priority = P12 ":-AES-256-GCM", .server_priority = P12), 0 },
        { "suite no longer allowed", WITH(BOTH(P12)),
          WITH(.client_priority = P12, .server_priority = P12 ":-AES-256-GCM"), 0 },
        { "extended secret gone", WITH(BOTH(P12)),
          WITH(.client_priority = P12 ":%NO_SESSION_HASH", .server_priority = P12), 0 },
        { "extended secret new", WITH(BOTH(P12 ":%NO_SESSION_HASH")), WITH(BOTH(P12)), 0 },
        { "another name", WITH(BOTH(P12)), WITH(BOTH(P12), .server_name = "example.test"), 0 },
        { "client certificate now required", WITH(BOTH(P12)),
          WITH(BOTH(P12), .request = GNUTLS_CERT_REQUIRE, .client_identity = "client-p256"), 0 },
        { "expired", WITH(BOTH(P12), .ticket_lifetime_s = 100),
          WITH(BOTH(P12), .ticket_lifetime_s = 100), 101000 },
    };

    for (size_t i = 0; i < ARRAY_SIZE(changes); i++)
        assert_full_handshake(&changes[i]);
}

static void test_without_a_lifetime_there_is_no_ticket(void **state)
{
    const struct pair_options o = { BOTH(P12), .ticket_key = &pair_ticket_key,
                                    .ticket_lifetime_s = -1 };
    struct pair pair;
    struct sim sim;

    sim_init(&sim, &(struct sim_options){ 0 });
    assert_int_equal(pair_open(&pair, &sim, &o), 0);

    assert_int_equal(pair_handshake(&pair), 0);

    assert_false(gnutls_session_get_flags(pair.client.session) & GNUTLS_SFLAGS_SESSION_TICKET);
    pair_close(&pair);
    sim_end(&sim);
}

static void test_cache_that_fails_costs_a_full_handshake(void **state)
{
    const struct row row = { "by id", P12, P12, NULL, NULL, GNUTLS_TLS1_2, true };
    struct cache cache = { 0 };
    struct pair_options o = options_of(&row, &cache);
    gnutls_datum_t data;
    struct pair pair;
    struct sim sim;

    sim_init(&sim, &strict_networks[0]);
    assert_int_equal(pair_first_session(&sim, &o, &data), 0);
    cache.fails = true;
    o.session_data = &data;
    assert_int_equal(pair_open(&pair, &sim, &o), 0);

    assert_int_equal(pair_handshake(&pair), 0);
    assert_false(gnutls_session_is_resumed(pair.server.session));
    assert_int_equal(cache.asked, 1);
    gnutls_db_remove_session(pair.server.session);
    assert_int_equal(cache.removed, 1);
    pair_close(&pair);
    gnutls_free(data.data);
    cache_wipe(&cache);
    sim_end(&sim);
}

/* RFC 7627, 5.2 and 5.3, for who wants it that strict. */
static void test_who_forces_the_session_hash_refuses_others(void **state)
{
    static const struct {
        const char *client, *server;
        int client_result, server_result;
    } demands[] = {
        { P12 ":%FORCE_SESSION_HASH", P12 ":%FORCE_SESSION_HASH", 0, 0 },
        { P12 ":%FORCE_SESSION_HASH", P12, 0, 0 },
        { P12, P12 ":%FORCE_SESSION_HASH", 0, 0 },
        { P12 ":%FORCE_SESSION_HASH", P12 ":%NO_SESSION_HASH", GNUTLS_E_INSUFFICIENT_SECURITY,
          GNUTLS_E_FATAL_ALERT_RECEIVED },
        { P12 ":%NO_SESSION_HASH", P12 ":%FORCE_SESSION_HASH", GNUTLS_E_FATAL_ALERT_RECEIVED,
          GNUTLS_E_INSUFFICIENT_SECURITY },
    };

    for (size_t i = 0; i < ARRAY_SIZE(demands); i++) {
        struct pair_options o = { .client_priority = demands[i].client,
                                  .server_priority = demands[i].server };
        struct pair pair;
        struct sim sim;

        sim_init(&sim, &strict_networks[0]);
        assert_int_equal(pair_open(&pair, &sim, &o), 0);
        pair_handshake(&pair);
        assert_int_equal(pair.client.result, demands[i].client_result);
        assert_int_equal(pair.server.result, demands[i].server_result);
        pair_close(&pair);
        sim_end(&sim);
    }
}

/* A session from before the demand is not taken up under it. */
static void test_session_without_the_hash_is_not_resumed_by_force(void **state)
{
    struct pair_options o = { BOTH(P12 ":%NO_SESSION_HASH"), .ticket_key = &pair_ticket_key };
    gnutls_datum_t data;
    struct pair pair;
    struct sim sim;

    sim_init(&sim, &strict_networks[0]);
    assert_int_equal(pair_first_session(&sim, &o, &data), 0);
    o.server_priority = P12 ":%FORCE_SESSION_HASH";
    o.session_data = &data;
    assert_int_equal(pair_open(&pair, &sim, &o), 0);
    pair_handshake(&pair);

    assert_int_equal(pair.server.result, GNUTLS_E_INSUFFICIENT_SECURITY);
    pair_close(&pair);
    gnutls_free(data.data);
    sim_end(&sim);
}

static void test_fallback_that_was_not_needed_is_refused(void **state)
{
    struct pair_options o = { .client_priority = P12 ":%FALLBACK_SCSV",
                              .server_priority = "NORMAL" };
    struct pair pair;
    struct sim sim;

    sim_init(&sim, &strict_networks[0]);
    assert_int_equal(pair_open(&pair, &sim, &o), 0);
    pair_handshake(&pair);

    assert_int_equal(pair.server.result, GNUTLS_E_INAPPROPRIATE_FALLBACK);
    pair_close(&pair);
    sim_end(&sim);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_connections_are_made_and_resumed),
        cmocka_unit_test(test_records_are_counted_from_zero),
        cmocka_unit_test(test_what_has_changed_means_a_full_handshake),
        cmocka_unit_test(test_without_a_lifetime_there_is_no_ticket),
        cmocka_unit_test(test_cache_that_fails_costs_a_full_handshake),
        cmocka_unit_test(test_who_forces_the_session_hash_refuses_others),
        cmocka_unit_test(test_session_without_the_hash_is_not_resumed_by_force),
        cmocka_unit_test(test_fallback_that_was_not_needed_is_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

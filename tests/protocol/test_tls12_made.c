/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_tls12_made.c - sessions of TLS 1.2 that no handshake made */

#include "cache.h"
#include "strict.h"

#include "unit/test.h"

#define BOTH(priority) .client_priority = priority, .server_priority = priority

/* The secret and the id alone, as a protocol would carry them that resumes by means of its own. */
static void test_session_that_no_handshake_made_is_resumed(void **state)
{
    struct cache cache = { 0 };
    struct pair_options o = { BOTH(P12 ":%NO_SESSION_HASH"), .prepare = cache_use,
                              .context = &cache };
    uint8_t secret[48], id[32];
    gnutls_datum_t master, master_kept = { secret, 48 }, id_kept = { id, 32 };
    size_t id_size = sizeof(id);
    struct pair pair;
    struct sim sim;

    sim_init(&sim, &strict_networks[0]);
    assert_int_equal(pair_open(&pair, &sim, &o), 0);
    assert_int_equal(pair_handshake(&pair), 0);
    gnutls_session_get_master_secret(pair.server.session, &master);
    memcpy(secret, master.data, sizeof(secret));
    assert_int_equal(gnutls_session_get_id(pair.server.session, id, &id_size), 0);
    pair_close(&pair);

    assert_int_equal(pair_open(&pair, &sim, &o), 0);
    assert_int_equal(gnutls_session_set_premaster(pair.client.session, GNUTLS_CLIENT, GNUTLS_TLS1_2,
                                                  GNUTLS_KX_ECDHE_ECDSA, GNUTLS_CIPHER_AES_256_GCM,
                                                  GNUTLS_MAC_AEAD, GNUTLS_COMP_NULL, &master_kept,
                                                  &id_kept),
                     0);
    assert_int_equal(pair_handshake(&pair), 0);
    assert_true(gnutls_session_is_resumed(pair.client.session));
    assert_true(gnutls_session_is_resumed(pair.server.session));
    assert_int_equal(pair_ping(&pair), 0);
    pair_close(&pair);
    cache_wipe(&cache);
    sim_end(&sim);
}

/* Neither side has ever made a handshake for it. */
static void test_session_that_both_sides_make_is_resumed(void **state)
{
    struct pair_options o = { BOTH(P12) };
    uint8_t secret[48] = { 7 }, id[32] = { 9 };
    gnutls_datum_t master = { secret, sizeof secret }, name = { id, sizeof id };

    for (size_t n = 0; n < strict_network_count; n++) {
        struct pair pair;
        struct sim sim;

        sim_init(&sim, &strict_networks[n]);
        assert_int_equal(pair_open(&pair, &sim, &o), 0);
        for (int side = 0; side < 2; side++) {
            struct sim_end *end = side ? &pair.client : &pair.server;
            unsigned entity = side ? GNUTLS_CLIENT : GNUTLS_SERVER;

            assert_int_equal(
                gnutls_session_set_premaster(end->session, entity, GNUTLS_TLS1_2,
                                             GNUTLS_KX_ECDHE_RSA, GNUTLS_CIPHER_AES_128_GCM,
                                             GNUTLS_MAC_AEAD, GNUTLS_COMP_NULL, &master, &name),
                0);
        }
        assert_int_equal(pair_handshake(&pair), 0);
        assert_true(gnutls_session_is_resumed(pair.client.session));
        assert_true(gnutls_session_is_resumed(pair.server.session));
        assert_int_equal(pair_ping(&pair), 0);
        pair_close(&pair);
        sim_end(&sim);
    }
}

struct made_row {
    const char *name;
    gnutls_protocol_t version;
    gnutls_kx_algorithm_t kx;
    unsigned entity, master_size, id_size;
    int result;
};

static void test_session_that_cannot_be_is_not_made(void **state)
{
    static const struct made_row made[] = {
        { "good", GNUTLS_TLS1_2, GNUTLS_KX_ECDHE_RSA, GNUTLS_CLIENT, 48, 32, 0 },
        { "short secret", GNUTLS_TLS1_2, GNUTLS_KX_ECDHE_RSA, GNUTLS_CLIENT, 47, 32,
          GNUTLS_E_INVALID_REQUEST },
        { "long secret", GNUTLS_TLS1_2, GNUTLS_KX_ECDHE_RSA, GNUTLS_CLIENT, 49, 32,
          GNUTLS_E_INVALID_REQUEST },
        { "no id", GNUTLS_TLS1_2, GNUTLS_KX_ECDHE_RSA, GNUTLS_CLIENT, 48, 0,
          GNUTLS_E_INVALID_REQUEST },
        { "long id", GNUTLS_TLS1_2, GNUTLS_KX_ECDHE_RSA, GNUTLS_CLIENT, 48, 33,
          GNUTLS_E_INVALID_REQUEST },
        { "version 1.3", GNUTLS_TLS1_3, GNUTLS_KX_ECDHE_RSA, GNUTLS_CLIENT, 48, 32,
          GNUTLS_E_INVALID_REQUEST },
        { "version 1.0", GNUTLS_TLS1_0, GNUTLS_KX_ECDHE_RSA, GNUTLS_CLIENT, 48, 32,
          GNUTLS_E_INVALID_REQUEST },
        { "no such suite", GNUTLS_TLS1_2, GNUTLS_KX_SRP, GNUTLS_CLIENT, 48, 32,
          GNUTLS_E_INVALID_REQUEST },
        { "for the other side", GNUTLS_TLS1_2, GNUTLS_KX_ECDHE_RSA, GNUTLS_SERVER, 48, 32,
          GNUTLS_E_INVALID_REQUEST },
    };
    uint8_t bytes[64] = { 1 };
    gnutls_session_t session;

    assert_int_equal(gnutls_init(&session, GNUTLS_CLIENT), 0);
    for (size_t i = 0; i < ARRAY_SIZE(made); i++) {
        const struct made_row *row = &made[i];
        gnutls_datum_t master = { bytes, row->master_size }, id = { bytes, row->id_size };
        int result = gnutls_session_set_premaster(session, row->entity, row->version, row->kx,
                                                  GNUTLS_CIPHER_AES_128_GCM, GNUTLS_MAC_AEAD,
                                                  GNUTLS_COMP_NULL, &master, &id);

        if (result != row->result)
            fail_msg("%s: %s", row->name, gnutls_strerror_name(result));
    }
    gnutls_deinit(session);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_session_that_no_handshake_made_is_resumed),
        cmocka_unit_test(test_session_that_both_sides_make_is_resumed),
        cmocka_unit_test(test_session_that_cannot_be_is_not_made),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

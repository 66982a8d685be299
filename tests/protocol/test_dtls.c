/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_dtls.c - handshakes over a network that loses, doubles and delays datagrams */

#include "cache.h"
#include "pair.h"

#include "base/memory.h"

#include "unit/test.h"

#include <gnutls/dtls.h>

#include <stdlib.h>

/* How many networks of each sort a kind of handshake meets. */
enum { SEEDS = 15, THOROUGH_SEEDS = 100 };

enum kind { FULL, WITH_CLIENT, BY_TICKET, BY_ID };

static const struct sim_options networks[] = {
    { .rtt_ms = 40, .datagrams = { .on = true } },
    { .rtt_ms = 40, .datagrams = { .on = true, .lost = 20 } },
    { .rtt_ms = 40, .datagrams = { .on = true, .doubled = 40 } },
    { .rtt_ms = 300, .datagrams = { .on = true, .late = 60 } },
    { .rtt_ms = 100, .datagrams = { .on = true, .lost = 30, .doubled = 20, .late = 40 } },
    { .rtt_ms = 10,
      .stall = SIM_STALL_RANDOM,
      .datagrams = { .on = true, .lost = 15, .doubled = 15, .late = 30 } },
};

static const unsigned mtus[] = { 1200, 500, 256, 150 };

struct world {
    struct sim sim;
    struct pair pair;
    struct cache cache;
    unsigned mtu;
};

static void prepare(struct sim_end *client, struct sim_end *server, void *context)
{
    struct world *world = context;

    cache_use(client, server, &world->cache);
    gnutls_dtls_set_mtu(client->session, world->mtu);
    gnutls_dtls_set_mtu(server->session, world->mtu);
    gnutls_dtls_set_timeouts(client->session, 1000, 600000);
    gnutls_dtls_set_timeouts(server->session, 1000, 600000);
}

static void shake(struct world *world, enum kind kind, const gnutls_datum_t *data)
{
    struct pair_options options = {
        .tickets = kind != BY_ID,
        .ticket_key = kind != BY_ID ? &pair_ticket_key : NULL,
        .session_data = data,
        .prepare = prepare,
        .context = world,
    };

    if (kind == WITH_CLIENT) {
        options.client_identity = "client-rsa";
        options.server_identity = "server-rsa";
        options.request = GNUTLS_CERT_REQUIRE;
    }
    assert_int_equal(pair_open(&world->pair, &world->sim, &options), 0);
    assert_int_equal(pair_handshake(&world->pair), 0);
}

/* Datagrams of data may get lost: sends until one has come. */
static void carry(struct world *world, struct sim_end *from, struct sim_end *to)
{
    char got[16];

    for (int i = 0; i < 200; i++) {
        assert_int_equal(pair_send(from, "data", 4), 0);
        if (pair_receive(to, got, sizeof got) == 4)
            return;
    }
    fail_msg("no datagram has come");
}

static void check_agreement(struct world *world, bool resumed)
{
    assert_int_equal(gnutls_session_is_resumed(world->pair.client.session), resumed);
    assert_int_equal(gnutls_session_is_resumed(world->pair.server.session), resumed);
    assert_int_equal(gnutls_protocol_get_version(world->pair.client.session), GNUTLS_DTLS1_2);
    assert_int_equal(gnutls_protocol_get_version(world->pair.server.session), GNUTLS_DTLS1_2);
    carry(world, &world->pair.client, &world->pair.server);
    carry(world, &world->pair.server, &world->pair.client);
}

static void run(enum kind kind, unsigned seed, const struct sim_options *network)
{
    struct world world = { .mtu = mtus[seed % ARRAY_SIZE(mtus)] };
    struct sim_options options = *network;
    gnutls_datum_t data = { NULL, 0 };

    options.seed = seed;
    sim_init(&world.sim, &options);
    shake(&world, kind, NULL);
    check_agreement(&world, false);
    if (kind == BY_TICKET || kind == BY_ID) {
        assert_int_equal(gnutls_session_get_data2(world.pair.client.session, &data), 0);
        pair_close(&world.pair);
        shake(&world, kind, &data);
        check_agreement(&world, true);
    }
    pair_close(&world.pair);
    gnutls_free(data.data);
    cache_wipe(&world.cache);
    sim_end(&world.sim);
}

static void run_all(enum kind kind)
{
    unsigned seeds = getenv("THOROUGH") != NULL ? THOROUGH_SEEDS : SEEDS;

    for (unsigned seed = 0; seed < seeds; seed++)
        for (size_t i = 0; i < ARRAY_SIZE(networks); i++)
            run(kind, seed, &networks[i]);
}

static void test_full_handshakes_complete(void **state)
{
    run_all(FULL);
}

static void test_handshakes_with_a_client_certificate_complete(void **state)
{
    run_all(WITH_CLIENT);
}

static void test_sessions_are_resumed_by_ticket(void **state)
{
    run_all(BY_TICKET);
}

static void test_sessions_are_resumed_by_id(void **state)
{
    run_all(BY_ID);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_full_handshakes_complete),
        cmocka_unit_test(test_handshakes_with_a_client_certificate_complete),
        cmocka_unit_test(test_sessions_are_resumed_by_ticket),
        cmocka_unit_test(test_sessions_are_resumed_by_id),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

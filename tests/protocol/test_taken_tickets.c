/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_taken_tickets.c - tickets that a client takes: each once, none past its time
 *
 * RFC 8446, C.4.
 */

#include "cache.h"
#include "strict.h"

#include <gnutls/reprise.h>

#include "unit/test.h"

static bool same(const gnutls_datum_t *a, const gnutls_datum_t *b)
{
    return a->size == b->size && memcmp(a->data, b->data, a->size) == 0;
}

static void assert_resumes(struct sim *sim, const gnutls_datum_t *data)
{
    const struct pair_options o = { .ticket_key = &pair_ticket_key, .session_data = data };
    struct pair pair;

    assert_int_equal(pair_open(&pair, sim, &o), 0);
    assert_int_equal(pair_handshake(&pair), 0);
    assert_true(gnutls_session_is_resumed(pair.client.session));
    pair_close(&pair);
}

static void send_a_ticket(gnutls_session_t server)
{
    int result;

    do {
        result = gnutls_session_ticket_send(server, 1, 0);
    } while (result == GNUTLS_E_AGAIN);
    assert_int_equal(result, 0);
}

enum { MANY = 300, NONCE_AT = 4 + 4 + 1 };

static struct nonces {
    uint8_t list[MANY][4];
    size_t count;
} nonces;

static int note_nonce(gnutls_session_t session, unsigned type, unsigned when, unsigned incoming,
                      const gnutls_datum_t *body)
{
    uint8_t *nonce = nonces.list[nonces.count++];

    assert_int_equal(body->data[NONCE_AT - 1], sizeof(nonces.list[0]));
    memcpy(nonce, body->data + NONCE_AT, sizeof(nonces.list[0]));
    for (size_t i = 0; i + 1 < nonces.count; i++)
        assert_memory_not_equal(nonces.list[i], nonce, sizeof(nonces.list[0]));
    return 0;
}

/* RFC 8446, 4.6.1: two tickets of one nonce would have one key. */
static void test_no_two_tickets_of_a_connection_have_one_nonce(void **state)
{
    const struct pair_options o = { .ticket_key = &pair_ticket_key };
    struct sim sim;
    struct pair pair;

    sim_init(&sim, &(struct sim_options){ 0 });
    assert_int_equal(pair_open(&pair, &sim, &o), 0);
    nonces.count = 0;
    gnutls_handshake_set_hook_function(pair.server.session, GNUTLS_HANDSHAKE_NEW_SESSION_TICKET,
                                       GNUTLS_HOOK_POST, note_nonce);
    assert_int_equal(pair_handshake(&pair), 0);
    while (nonces.count < MANY)
        send_a_ticket(pair.server.session);
    pair_close(&pair);
    sim_end(&sim);
}

static void take_each(struct sim *sim)
{
    const struct pair_options o = { .ticket_key = &pair_ticket_key };
    gnutls_datum_t newest, taken[2], none = { NULL, 0 };
    struct pair pair;

    assert_int_equal(pair_open(&pair, sim, &o), 0);
    assert_int_equal(pair_handshake(&pair), 0);
    assert_int_equal(pair_settle(&pair), 0);
    gnutls_session_t client = pair.client.session;
    assert_int_equal(gnutls_session_get_data2(client, &newest), 0);

    assert_int_equal(reprise_session_take_data(client, &taken[0]), 0);
    assert_int_equal(reprise_session_take_data(client, &taken[1]), 0);
    assert_int_equal(reprise_session_take_data(client, &none),
                     GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE);
    assert_null(none.data);
    assert_true(same(&newest, &taken[0]));
    assert_false(same(&taken[0], &taken[1]));

    /* What was taken is not given again; one that comes later is. */
    gnutls_free(newest.data);
    assert_int_equal(gnutls_session_get_data2(client, &newest), 0);
    assert_int_equal(newest.size, 4);
    send_a_ticket(pair.server.session);
    assert_int_equal(pair_settle(&pair), 0);
    assert_int_equal(reprise_session_take_data(client, &none), 0);
    pair_close(&pair);

    assert_resumes(sim, &taken[0]);
    assert_resumes(sim, &taken[1]);
    assert_resumes(sim, &none);
    gnutls_free(newest.data);
    gnutls_free(taken[0].data);
    gnutls_free(taken[1].data);
    gnutls_free(none.data);
}

static void test_each_ticket_is_taken_once_the_newest_first(void **state)
{
    for (size_t network = 0; network < strict_network_count; network++) {
        struct sim sim;

        sim_init(&sim, &strict_networks[network]);
        take_each(&sim);
        sim_end(&sim);
    }
}

static void test_a_ticket_that_has_not_come_is_waited_for_and_one_that_will_not_is_not(void **state)
{
    static const struct {
        unsigned asked;
        bool came;
    } cases[] = { { 1, true }, { 0, false } };

    for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
        const struct pair_options o = { .ticket_key = &pair_ticket_key,
                                        .blocking = true,
                                        .request = GNUTLS_CERT_REQUEST };
        gnutls_datum_t data = { NULL, 0 };
        struct pair pair;
        struct sim sim;
        int64_t before_ms;
        int result;

        sim_init(&sim, &(struct sim_options){ .rtt_ms = 80 });
        assert_int_equal(pair_open(&pair, &sim, &o), 0);
        assert_int_equal(reprise_session_set_ticket_request(pair.client.session, cases[i].asked, 0),
                         0);
        assert_int_equal(pair_handshake(&pair), 0);
        before_ms = sim_now_ms();
        result = reprise_session_take_data(pair.client.session, &data);
        assert_int_equal(result, cases[i].came ? 0 : GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE);
        if (!cases[i].came)
            assert_int_equal(sim_now_ms(), before_ms);
        gnutls_free(data.data);
        pair_close(&pair);
        sim_end(&sim);
    }
}

static void test_tickets_past_their_time_are_not_given(void **state)
{
    const struct pair_options o = { .ticket_key = &pair_ticket_key, .ticket_lifetime_s = 100 };
    gnutls_datum_t data = { NULL, 0 };
    struct pair pair;
    struct sim sim;

    sim_init(&sim, &strict_networks[0]);
    assert_int_equal(pair_open(&pair, &sim, &o), 0);
    assert_int_equal(pair_handshake(&pair), 0);
    assert_int_equal(pair_settle(&pair), 0);
    sim_pass(&sim, 101 * 1000);
    assert_int_equal(reprise_session_take_data(pair.client.session, &data),
                     GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE);
    pair_close(&pair);
    sim_end(&sim);
}

static void test_taking_is_for_clients_behind_their_handshake(void **state)
{
    const struct pair_options o = { .ticket_key = &pair_ticket_key };
    gnutls_datum_t data = { NULL, 0 };
    struct pair pair;
    struct sim sim;

    sim_init(&sim, &strict_networks[0]);
    assert_int_equal(pair_open(&pair, &sim, &o), 0);
    gnutls_session_t client = pair.client.session, server = pair.server.session;
    assert_int_equal(reprise_session_take_data(client, &data), GNUTLS_E_INVALID_REQUEST);
    end_turn(&pair.client);
    assert_int_equal(reprise_session_take_data(client, &data),
                     GNUTLS_E_UNAVAILABLE_DURING_HANDSHAKE);
    assert_int_equal(pair_handshake(&pair), 0);
    assert_int_equal(reprise_session_take_data(server, &data), GNUTLS_E_INVALID_REQUEST);
    assert_int_equal(reprise_session_take_data(client, NULL), GNUTLS_E_INVALID_REQUEST);
    assert_int_equal(reprise_session_take_data(NULL, &data), GNUTLS_E_INVALID_REQUEST);
    pair_close(&pair);
    sim_end(&sim);
}

static void test_a_session_of_tls12_is_taken_once(void **state)
{
    const struct pair_options o = { .client_priority = P12,
                                    .server_priority = P12,
                                    .ticket_key = &pair_ticket_key };
    gnutls_datum_t data = { NULL, 0 }, again = { NULL, 0 };
    struct pair pair;
    struct sim sim;

    sim_init(&sim, &strict_networks[0]);
    assert_int_equal(pair_open(&pair, &sim, &o), 0);
    assert_int_equal(pair_handshake(&pair), 0);
    assert_int_equal(reprise_session_take_data(pair.client.session, &data), 0);
    assert_int_equal(reprise_session_take_data(pair.client.session, &again),
                     GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE);
    pair_close(&pair);
    gnutls_free(data.data);
    sim_end(&sim);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_no_two_tickets_of_a_connection_have_one_nonce),
        cmocka_unit_test(test_each_ticket_is_taken_once_the_newest_first),
        cmocka_unit_test(
            test_a_ticket_that_has_not_come_is_waited_for_and_one_that_will_not_is_not),
        cmocka_unit_test(test_tickets_past_their_time_are_not_given),
        cmocka_unit_test(test_taking_is_for_clients_behind_their_handshake),
        cmocka_unit_test(test_a_session_of_tls12_is_taken_once),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

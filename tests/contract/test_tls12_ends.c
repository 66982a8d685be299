/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_tls12_ends.c - what becomes of a stored session of TLS 1.2 when its connection ends */

#include "suite.h"

#include "cache.h"

#define P12 "NORMAL:-VERS-ALL:+VERS-TLS1.2"

static struct cache cache;

static const struct pair_options by_id = {
    .client_priority = P12, .server_priority = P12, .prepare = cache_use, .context = &cache
};

static void begin(void)
{
    cache = (struct cache){ .stored = 0 };
    sim_init(&sim, &(struct sim_options){ .rtt_ms = 20 });
}

static void end_in_order(void)
{
    assert_code(pair_bye(&pair), 0);
}

static void client_leaves(void)
{
    char byte;

    sim_link_close(&pair.client.out, 0);
    assert_code(pair_receive(&pair.server, &byte, 1), GNUTLS_E_PREMATURE_TERMINATION);
}

static void client_says_fatal(void)
{
    char byte;

    INSIST(gnutls_alert_send(pair.client.session, GNUTLS_AL_FATAL, GNUTLS_A_INTERNAL_ERROR));
    assert_code(pair_receive(&pair.server, &byte, 1), GNUTLS_E_FATAL_ALERT_RECEIVED);
}

static void server_says_fatal(void)
{
    INSIST(gnutls_alert_send(pair.server.session, GNUTLS_AL_FATAL, GNUTLS_A_INTERNAL_ERROR));
}

static void a_record_is_forged(void)
{
    char byte;

    sim_link_push(&pair.client.out, "\x17\x03\x03\x00\x20this is no sealed record at all!!", 38);
    assert_code(pair_receive(&pair.server, &byte, 1), GNUTLS_E_DECRYPTION_FAILED);
}

/* RFC 5246, 7.2.1 and 7.2.2: a fatal alert ends the session with the connection, being left alone
 * does not. The original never says so. */
static void test_a_session_that_died_is_removed(void **state)
{
    static const struct {
        void (*end)(void);
        unsigned removed;
    } ends[] = { { end_in_order, 0 },
                 { client_leaves, 0 },
                 { client_says_fatal, 1 },
                 { server_says_fatal, 1 },
                 { a_record_is_forged, 1 } };

    for (size_t i = 0; i < COUNT(ends); i++) {
        begin();
        connect_pair(&by_id);
        assert_int_equal(cache.stored, 1);
        ends[i].end();
        pair_close(&pair);
        assert_int_equal(cache.removed, library_under_test() == REPRISE ? ends[i].removed : 0);
        cache_wipe(&cache);
        sim_end(&sim);
    }
}

/* Who fails to prove that the session is his does not make others lose it. */
static void test_a_handshake_that_fails_removes_nothing(void **state)
{
    struct pair_options options = by_id;
    gnutls_datum_t data;

    begin();
    assert_code(pair_first_session(&sim, &options, &data), 0);
    options.session_data = &data;
    assert_code(pair_open(&pair, &sim, &options), 0);
    for (int i = 0; i < 10000 && cache.asked == 0; i++) {
        end_turn(&pair.client);
        end_turn(&pair.server);
        sim_pass(&sim, 1);
    }
    assert_int_equal(cache.asked, 1);
    sim_link_push(&pair.client.out, "\x17\x03\x03\x00\x01x", 6);
    for (int i = 0; i < 10000 && !pair.server.done; i++) {
        sim_pass(&sim, 1);
        end_turn(&pair.server);
    }
    assert_true(pair.server.result < 0 && pair.server.result != GNUTLS_E_AGAIN);
    pair_close(&pair);

    assert_int_equal(cache.removed, 0);
    cache_wipe(&cache);
    gnutls_free(data.data);
}

int main(void)
{
    ADD(test_a_session_that_died_is_removed);
    ADD(test_a_handshake_that_fails_removes_nothing);
    return suite_run("tls12_ends");
}

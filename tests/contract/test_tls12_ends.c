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

/* ---- amid a further handshake ---- */

static void begin_a_further_handshake(void)
{
    ssize_t got = GNUTLS_E_AGAIN;
    char byte;

    for (int i = 0; i < 20000 && got == GNUTLS_E_AGAIN; i++) {
        assert_code(gnutls_handshake(pair.client.session), GNUTLS_E_AGAIN);
        sim_pass(&sim, 1);
        got = gnutls_record_recv(pair.server.session, &byte, 1);
    }
    assert_code(got, GNUTLS_E_REHANDSHAKE);
}

/* Until the client is to be heard. */
static void answer_the_hello(void)
{
    for (int i = 0; i < 20000; i++) {
        assert_code(gnutls_handshake(pair.server.session), GNUTLS_E_AGAIN);
        sim_pass(&sim, 1);
    }
}

static int hear(void)
{
    int result = GNUTLS_E_AGAIN;

    for (int i = 0; i < 20000 && result == GNUTLS_E_AGAIN; i++) {
        sim_pass(&sim, 1);
        result = gnutls_handshake(pair.server.session);
    }
    return result;
}

static void client_gives_up(void)
{
    answer_the_hello();
    INSIST(gnutls_alert_send(pair.client.session, GNUTLS_AL_FATAL, GNUTLS_A_INTERNAL_ERROR));
    assert_code(hear(), GNUTLS_E_FATAL_ALERT_RECEIVED);
}

static void server_gives_up(void)
{
    answer_the_hello();
    INSIST(gnutls_alert_send(pair.server.session, GNUTLS_AL_FATAL, GNUTLS_A_INTERNAL_ERROR));
}

static int give_up(gnutls_session_t session, unsigned type, unsigned when, unsigned incoming,
                   const gnutls_datum_t *message)
{
    return INSIST(gnutls_alert_send(session, GNUTLS_AL_FATAL, GNUTLS_A_INTERNAL_ERROR));
}

static void a_hook_gives_up(void)
{
    gnutls_handshake_set_hook_function(pair.server.session, GNUTLS_HANDSHAKE_SERVER_HELLO,
                                       GNUTLS_HOOK_POST, give_up);
    (void)gnutls_handshake(pair.server.session);
}

static void a_record_is_forged_amid(void)
{
    answer_the_hello();
    sim_link_push(&pair.client.out, "\x16\x03\x03\x00\x20this is no sealed record at all!!", 38);
    assert_code(hear(), GNUTLS_E_DECRYPTION_FAILED);
}

static void client_leaves_amid(void)
{
    answer_the_hello();
    sim_link_close(&pair.client.out, 0);
    assert_code(hear(), GNUTLS_E_PREMATURE_TERMINATION);
}

static void client_says_no(void)
{
    INSIST(gnutls_alert_send(pair.client.session, GNUTLS_AL_WARNING, GNUTLS_A_NO_RENEGOTIATION));
    INSIST(gnutls_alert_send(pair.server.session, GNUTLS_AL_WARNING, GNUTLS_A_NO_RENEGOTIATION));
}

/* What stood before the handshake is what has died. */
static void test_a_session_that_died_amid_a_handshake_is_removed(void **state)
{
    static const struct {
        void (*end)(void);
        bool removed;
    } ends[] = { { client_gives_up, true },     { server_gives_up, true },
                 { a_hook_gives_up, true },     { a_record_is_forged_amid, true },
                 { client_leaves_amid, false }, { client_says_no, false } };

    for (size_t i = 0; i < COUNT(ends); i++) {
        bool removed = ends[i].removed && library_under_test() == REPRISE;

        begin();
        connect_pair(&by_id);
        begin_a_further_handshake();
        ends[i].end();
        pair_close(&pair);
        assert_int_equal(cache.stored, 1);
        assert_int_equal(cache.removed, removed);
        assert_int_equal(cache.data.size == 0, removed);
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
    ADD(test_a_session_that_died_amid_a_handshake_is_removed);
    ADD(test_a_handshake_that_fails_removes_nothing);
    return suite_run("tls12_ends");
}

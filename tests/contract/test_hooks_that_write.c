/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_hooks_that_write.c - a hook on a message that uses its own session */

#include "suite.h"

#define LATER      GNUTLS_POST_HANDSHAKE_AUTH
#define NOT_CALLED 1000

static struct {
    int (*act)(gnutls_session_t);
    int first, last; /* what it gave */
    unsigned calls;
} hooked;

static int say_x(gnutls_session_t session)
{
    return (int)INSIST(gnutls_record_send(session, "x", 1));
}

static int read_byte(gnutls_session_t session)
{
    char byte;

    return (int)gnutls_record_recv(session, &byte, 1);
}

static int warn(gnutls_session_t session)
{
    return INSIST(gnutls_alert_send(session, GNUTLS_AL_WARNING, GNUTLS_A_USER_CANCELED));
}

static int send_ticket(gnutls_session_t session)
{
    return INSIST(gnutls_session_ticket_send(session, 1, 0));
}

static int authenticate_again(gnutls_session_t session)
{
    return gnutls_reauth(session, 0);
}

static int hook(gnutls_session_t session, unsigned type, unsigned when, unsigned incoming,
                const gnutls_datum_t *message)
{
    hooked.last = hooked.act(session);
    if (hooked.calls++ == 0)
        hooked.first = hooked.last;
    return 0;
}

static void watch(gnutls_session_t session, unsigned type, int (*act)(gnutls_session_t))
{
    memset(&hooked, 0, sizeof hooked);
    hooked.act = act;
    hooked.first = hooked.last = NOT_CALLED;
    gnutls_handshake_set_hook_function(session, type, GNUTLS_HOOK_BOTH, hook);
}

static void open_ends(unsigned server_flags)
{
    sim_init(&sim, &(struct sim_options){ .rtt_ms = 20 });
    assert_code(pair_open(&pair, &sim,
                          &(struct pair_options){ .ticket_key = &pair_ticket_key,
                                                  .client_identity = "client-p256",
                                                  .client_flags = LATER,
                                                  .server_flags = LATER | server_flags }),
                0);
}

static void connect_ends(void)
{
    open_ends(0);
    assert_code(pair_handshake(&pair), 0);
    assert_int_equal(pair_settle(&pair), 0);
}

static void test_a_client_that_reads_a_ticket_sends(void **state)
{
    open_ends(0);
    watch(pair.client.session, GNUTLS_HANDSHAKE_NEW_SESSION_TICKET, say_x);

    assert_code(pair_handshake(&pair), 0);

    assert_int_equal(pair_settle(&pair), 4);
    assert_int_equal(hooked.calls, 4);
    assert_int_equal(hooked.last, 1);
    assert_code(pair_ping(&pair), 0);
}

static void test_a_client_that_reads_a_ticket_reads(void **state)
{
    open_ends(0);
    watch(pair.client.session, GNUTLS_HANDSHAKE_NEW_SESSION_TICKET, read_byte);

    assert_code(pair_handshake(&pair), 0);

    assert_int_equal(pair_settle(&pair), 0);
    assert_int_equal(hooked.calls, 4);
    assert_code(hooked.first, GNUTLS_E_AGAIN);
    assert_code(pair_ping(&pair), 0);
}

static void test_in_the_handshake_nothing_is_sent(void **state)
{
    static const unsigned flags[] = { 0, GNUTLS_ENABLE_EARLY_START };

    for (size_t i = 0; i < COUNT(flags); i++) {
        open_ends(flags[i]);
        watch(pair.server.session, GNUTLS_HANDSHAKE_NEW_SESSION_TICKET, say_x);

        assert_code(pair_handshake(&pair), 0);

        assert_int_equal(hooked.calls, 4);
        assert_code(hooked.first, GNUTLS_E_UNAVAILABLE_DURING_HANDSHAKE);
        assert_code(hooked.last, GNUTLS_E_UNAVAILABLE_DURING_HANDSHAKE);
        assert_code(pair_ping(&pair), 0);
        pair_close(&pair);
        sim_end(&sim);
    }
}

static void test_a_server_that_sends_a_ticket_sends_data(void **state)
{
    connect_ends();
    watch(pair.server.session, GNUTLS_HANDSHAKE_NEW_SESSION_TICKET, say_x);

    assert_code(send_ticket(pair.server.session), 0);

    assert_int_equal(hooked.calls, 2);
    assert_int_equal(hooked.last, 1);
    assert_int_equal(pair_settle(&pair), 2);
    assert_code(pair_ping(&pair), 0);
}

static void test_a_server_that_sends_a_ticket_warns(void **state)
{
    char byte;

    connect_ends();
    watch(pair.server.session, GNUTLS_HANDSHAKE_NEW_SESSION_TICKET, warn);

    assert_code(send_ticket(pair.server.session), 0);

    assert_int_equal(hooked.calls, 2);
    assert_code(hooked.last, 0);
    assert_true(pair_receive(&pair.client, &byte, 1) < 0);
}

/* The original goes on until the stack is full. */
static void test_a_ticket_within_a_ticket_is_refused(void **state)
{
    if (library_under_test() == REFERENCE)
        return;
    connect_ends();
    watch(pair.server.session, GNUTLS_HANDSHAKE_NEW_SESSION_TICKET, send_ticket);

    assert_code(send_ticket(pair.server.session), 0);

    assert_int_equal(hooked.calls, 2);
    assert_code(hooked.last, GNUTLS_E_UNAVAILABLE_DURING_HANDSHAKE);
    assert_code(pair_ping(&pair), 0);
}

/* ---- who shows later who he is ---- */

static bool is_pause(ssize_t result)
{
    return result == GNUTLS_E_AGAIN || result == GNUTLS_E_INTERRUPTED;
}

static void await_question(void)
{
    ssize_t got = GNUTLS_E_AGAIN;
    char byte;

    gnutls_certificate_server_set_request(pair.server.session, GNUTLS_CERT_REQUIRE);
    for (int i = 0; i < 3000 && is_pause(got); i++) {
        assert_code(gnutls_reauth(pair.server.session, 0), GNUTLS_E_AGAIN);
        sim_pass(&sim, 1);
        got = gnutls_record_recv(pair.client.session, &byte, 1);
    }
    assert_code(got, GNUTLS_E_REAUTH_REQUEST);
}

/* The server's last word; `*out_data` is how many bytes of data came before it. */
static int hear_answer(unsigned *out_data)
{
    int result = GNUTLS_E_AGAIN;
    char byte;

    *out_data = 0;
    for (int i = 0; i < 3000 && (is_pause(result) || result == GNUTLS_E_GOT_APPLICATION_DATA);
         i++) {
        sim_pass(&sim, 1);
        if (result == GNUTLS_E_GOT_APPLICATION_DATA)
            *out_data += gnutls_record_recv(pair.server.session, &byte, 1) == 1;
        result = gnutls_reauth(pair.server.session, 0);
    }
    return result;
}

static void test_a_client_sends_data_while_it_makes_its_proof(void **state)
{
    unsigned data;

    connect_ends();
    await_question();
    watch(pair.client.session, GNUTLS_HANDSHAKE_CERTIFICATE_VERIFY, say_x);

    assert_code(INSIST(gnutls_reauth(pair.client.session, 0)), 0);

    assert_int_equal(hooked.calls, 2);
    assert_int_equal(hooked.last, 1);
    if (library_under_test() == REFERENCE) { /* it goes between the messages */
        assert_code(hear_answer(&data), GNUTLS_E_UNEXPECTED_PACKET);
        return;
    }
    assert_code(hear_answer(&data), 0);
    assert_int_equal(data, 2);
    assert_code(pair_ping(&pair), 0);
}

/* The proof is finished under the key that it is sent under. */
static void test_new_keys_wait_until_the_proof_is_made(void **state)
{
    unsigned data;

    if (library_under_test() == REFERENCE)
        return;
    connect_ends();
    await_question();
    assert_code(INSIST(gnutls_session_key_update(pair.server.session, GNUTLS_KU_PEER)), 0);
    sim_pass(&sim, 20);
    assert_code(read_byte(pair.client.session), GNUTLS_E_AGAIN);
    watch(pair.client.session, GNUTLS_HANDSHAKE_FINISHED, say_x);
    gnutls_handshake_set_hook_function(pair.client.session, GNUTLS_HANDSHAKE_FINISHED,
                                       GNUTLS_HOOK_POST, hook);

    assert_code(INSIST(gnutls_reauth(pair.client.session, 0)), 0);

    assert_code(hear_answer(&data), 0);
    assert_int_equal(hooked.calls, 1);
    assert_int_equal(data, 1);
    assert_code(pair_ping(&pair), 0);
}

static void test_a_proof_within_a_proof_is_refused(void **state)
{
    if (library_under_test() == REFERENCE)
        return;
    connect_ends();
    await_question();
    watch(pair.client.session, GNUTLS_HANDSHAKE_CERTIFICATE_VERIFY, authenticate_again);

    (void)INSIST(gnutls_reauth(pair.client.session, 0));

    assert_code(hooked.first, GNUTLS_E_UNAVAILABLE_DURING_HANDSHAKE);
}

int main(void)
{
    ADD(test_a_client_that_reads_a_ticket_sends);
    ADD(test_a_client_that_reads_a_ticket_reads);
    ADD(test_in_the_handshake_nothing_is_sent);
    ADD(test_a_server_that_sends_a_ticket_sends_data);
    ADD(test_a_server_that_sends_a_ticket_warns);
    ADD(test_a_ticket_within_a_ticket_is_refused);
    ADD(test_a_client_sends_data_while_it_makes_its_proof);
    ADD(test_new_keys_wait_until_the_proof_is_made);
    ADD(test_a_proof_within_a_proof_is_refused);
    return suite_run("hooks_that_write");
}

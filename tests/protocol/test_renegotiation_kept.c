/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_renegotiation_kept.c - what stays through a further handshake: the MAC outside, all data */

#include "renegotiation.h"

/* RFC 7366, 3.1. */
static void assert_mac_stays_outside(enum role who, unsigned message, int result)
{
    struct strict_run run;
    struct outcome outcome;

    strict_begin(&run, SCENE12_CBC, &strict_networks[0]);
    assert_int_equal(pair_handshake(&run.pair), 0);
    assert_true(gnutls_session_etm_status(run.pair.server.session));
    evil = (struct evil){ .who = strict_end_of(&run, who)->session,
                          .message = message,
                          .change = remove_extension,
                          .type = EXT_ENCRYPT_THEN_MAC };
    outcome = renegotiate(&run);

    assert_true(evil.did);
    assert_int_equal(who == CLIENT ? outcome.server : outcome.client, result);
    strict_end(&run);
}

static void test_encrypt_then_mac_is_not_given_up(void **state)
{
    assert_mac_stays_outside(CLIENT, CLIENT_HELLO, GNUTLS_E_NO_CIPHER_SUITES);
    assert_mac_stays_outside(SERVER, SERVER_HELLO, GNUTLS_E_UNWANTED_ALGORITHM);
}

/* However long the application takes to read. */
static void test_l3_data_that_nobody_reads_waits_in_the_transport(void **state)
{
    enum { RECORDS = 8 };
    static char data[RECORD_PLAIN_MAX];
    struct strict_run run;
    size_t got = 0;

    begin(&run, &strict_networks[0]);
    gnutls_session_t client = run.pair.client.session;
    assert_int_equal(gnutls_handshake(client), GNUTLS_E_AGAIN);
    for (int i = 0; i < RECORDS; i++)
        assert_int_equal(pair_send(&run.pair.server, data, sizeof data), 0);
    sim_pass(&run.sim, 1000);

    for (int i = 0; i < 2 * RECORDS; i++)
        assert_int_equal(gnutls_handshake(client), GNUTLS_E_GOT_APPLICATION_DATA);
    while (gnutls_record_check_pending(client) > 0) {
        got += (size_t)gnutls_record_recv(client, data, sizeof data);
        assert_true(gnutls_handshake(client) != 0);
    }

    assert_int_equal(got, RECORDS * sizeof data);
    strict_end(&run);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_encrypt_then_mac_is_not_given_up),
        cmocka_unit_test(test_l3_data_that_nobody_reads_waits_in_the_transport),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

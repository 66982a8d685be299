/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_lifecycle.c - what the flags of init set, what priorities change; the key log */

#include "unit/connection/open_pair.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static struct gnutls_session_int *new_session(unsigned flags)
{
    struct gnutls_session_int *session;

    assert_int_equal(connection_new(flags, &session), 0);
    return session;
}

static void test_a_client_wants_tickets_and_staples_by_default(void **state)
{
    struct gnutls_session_int *session = new_session(GNUTLS_CLIENT);

    assert_int_equal(session->config.role, CLIENT);
    assert_true(session->config.tickets);
    assert_true(session->config.ocsp_wanted);
    assert_true(session->config.auto_send_tickets);
    assert_int_equal(session->config.lifetime_s, 21600);
    assert_int_equal(connection_state(session), CONNECTION_NEW);
    assert_int_equal(connection_flags(session), 0);
    connection_free(session);
}

static void test_flags_are_obeyed(void **state)
{
    struct gnutls_session_int *session =
        new_session(GNUTLS_SERVER | GNUTLS_NO_TICKETS | GNUTLS_NO_TICKETS_TLS12 |
                    GNUTLS_NO_AUTO_SEND_TICKET | GNUTLS_NO_STATUS_REQUEST |
                    GNUTLS_POST_HANDSHAKE_AUTH | GNUTLS_FORCE_CLIENT_CERT | GNUTLS_NONBLOCK);

    assert_int_equal(session->config.role, SERVER);
    assert_false(session->config.tickets);
    assert_false(session->config.tickets_tls12);
    assert_false(session->config.auto_send_tickets);
    assert_false(session->config.ocsp_wanted);
    assert_true(session->config.post_handshake_auth);
    assert_true(session->config.force_client_certificate);
    assert_true(session->transport.nonblock);
    connection_free(session);
}

static void test_datagrams_are_a_choice_of_init(void **state)
{
    struct gnutls_session_int *session;

    assert_int_equal(connection_new(GNUTLS_CLIENT | GNUTLS_DATAGRAM, &session), 0);

    assert_true(session->config.datagram);
    connection_free(session);
}

static void use(struct gnutls_session_int *session, const char *string)
{
    struct gnutls_priority_st *priority;

    assert_int_equal(priority_new(string, NULL, &priority), 0);
    connection_use_priority(session, priority);
}

static void test_priorities_turn_off_and_never_on(void **state)
{
    struct gnutls_session_int *session = new_session(GNUTLS_CLIENT);

    use(session, "NORMAL:%NO_TICKETS");
    assert_false(session->config.tickets);
    use(session, "NORMAL:%NO_STATUS_REQUEST");
    assert_false(session->config.tickets);
    assert_false(session->config.ocsp_wanted);
    connection_free(session);
}

static void test_without_priorities_there_is_no_handshake(void **state)
{
    struct gnutls_session_int *session = new_session(GNUTLS_CLIENT);

    assert_int_equal(connection_handshake(session), GNUTLS_E_NO_PRIORITIES_WERE_SET);
    assert_int_equal(connection_state(session), CONNECTION_NEW);
    connection_free(session);
}

static void test_a_dead_connection_shakes_no_hands(void **state)
{
    struct gnutls_session_int *session = new_session(GNUTLS_CLIENT);

    connection_set_state(session, CONNECTION_DEAD);
    assert_int_equal(connection_handshake(session), GNUTLS_E_INVALID_SESSION);
    connection_free(session);
}

/* ---- the key log ---- */

static void test_without_the_environment_nobody_sees_keys(void **state)
{
    unsetenv("SSLKEYLOGFILE");
    assert_null(keylog_of_environment());
    setenv("SSLKEYLOGFILE", "", 1);
    assert_null(keylog_of_environment());
    unsetenv("SSLKEYLOGFILE");
}

static void test_the_key_log_has_a_line_for_each_secret(void **state)
{
    char name[] = "/tmp/test_lifecycle_XXXXXX", got[256];
    unsigned char bytes[] = { 0xab, 0xcd };
    const gnutls_datum_t secret = { bytes, sizeof(bytes) };
    int file = mkstemp(name);

    assert_true(file >= 0);
    setenv("SSLKEYLOGFILE", name, 1);
    struct gnutls_session_int *session = new_session(GNUTLS_CLIENT);
    memset(session->agreed.client_random, 0x11, HELLO_RANDOM_SIZE);

    assert_int_equal(session->config.keylog(session, "EXPORTER_SECRET", &secret), 0);
    assert_int_equal(session->config.keylog(session, "OTHER", &secret), 0);

    ssize_t size = read(file, got, sizeof(got) - 1);
    assert_true(size > 0);
    got[size] = 0;
    assert_string_equal(
        got, "EXPORTER_SECRET 1111111111111111111111111111111111111111111111111111111111111111 "
             "abcd\n"
             "OTHER 1111111111111111111111111111111111111111111111111111111111111111 abcd\n");
    connection_free(session);
    unsetenv("SSLKEYLOGFILE");
    close(file);
    unlink(name);
}

static void test_a_key_log_that_cannot_be_written_stops_nothing(void **state)
{
    unsigned char byte = 1;
    const gnutls_datum_t secret = { &byte, 1 };

    setenv("SSLKEYLOGFILE", "/no/such/folder/keys", 1);
    struct gnutls_session_int *session = new_session(GNUTLS_CLIENT);

    assert_int_equal(session->config.keylog(session, "LABEL", &secret), 0);
    connection_free(session);
    unsetenv("SSLKEYLOGFILE");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_client_wants_tickets_and_staples_by_default),
        cmocka_unit_test(test_flags_are_obeyed),
        cmocka_unit_test(test_datagrams_are_a_choice_of_init),
        cmocka_unit_test(test_priorities_turn_off_and_never_on),
        cmocka_unit_test(test_without_priorities_there_is_no_handshake),
        cmocka_unit_test(test_a_dead_connection_shakes_no_hands),
        cmocka_unit_test(test_without_the_environment_nobody_sees_keys),
        cmocka_unit_test(test_the_key_log_has_a_line_for_each_secret),
        cmocka_unit_test(test_a_key_log_that_cannot_be_written_stops_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

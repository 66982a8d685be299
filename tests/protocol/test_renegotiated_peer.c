/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_renegotiated_peer.c - who the peer is after a further handshake */

#include "renegotiation.h"

#include <stdlib.h>

static void show(struct pair *pair, const char *identity)
{
    gnutls_certificate_free_credentials(pair->server_credentials);
    assert_int_equal(pair_credentials(&pair->server_credentials, identity), 0);
    assert_int_equal(gnutls_credentials_set(pair->server.session, GNUTLS_CRD_CERTIFICATE,
                                            pair->server_credentials),
                     0);
}

static void test_server_does_not_become_another(void **state)
{
    struct strict_run run;

    begin(&run, &strict_networks[0]);
    show(&run.pair, "server-rsa");
    assert_int_equal(renegotiate(&run).client, GNUTLS_E_SESSION_USER_ID_CHANGED);
    strict_end(&run);
}

static void test_server_becomes_another_where_that_is_allowed(void **state)
{
    struct strict_run run;
    unsigned before_count, count;
    const gnutls_datum_t *peers;

    begin(&run, &strict_networks[0]);
    run.pair.client.session->init_flags |= GNUTLS_ALLOW_ID_CHANGE;
    peers = gnutls_certificate_get_peers(run.pair.client.session, &before_count);
    assert_non_null(peers);
    show(&run.pair, "server-rsa");
    assert_int_equal(renegotiate(&run).client, 0);
    peers = gnutls_certificate_get_peers(run.pair.client.session, &count);
    assert_non_null(peers);
    assert_int_equal(
        bytes_equal(bytes_of_datum(&peers[0]),
                    bytes_of_datum(gnutls_certificate_get_ours(run.pair.server.session))),
        true);
    strict_end(&run);
}

/* What a callback sees is what is being agreed on, not what was. */
static int see_the_new_peer(gnutls_session_t session)
{
    unsigned *seen = gnutls_session_get_ptr(session), count;
    const gnutls_datum_t *peers = gnutls_certificate_get_peers(session, &count);

    assert_non_null(peers);
    *seen = peers[0].size;
    return -1;
}

static void test_application_judges_the_new_certificate(void **state)
{
    struct strict_run run;
    gnutls_datum_t certificate;
    unsigned seen = 0;

    assert_int_equal(pair_load("server-rsa-cert.der", &certificate), 0);
    begin(&run, &strict_networks[0]);
    show(&run.pair, "server-rsa");
    gnutls_session_set_ptr(run.pair.client.session, &seen);
    gnutls_session_set_verify_function(run.pair.client.session, see_the_new_peer);
    assert_int_equal(renegotiate(&run).client, GNUTLS_E_CERTIFICATE_ERROR);
    assert_int_equal(seen, certificate.size);
    free(certificate.data);
    strict_end(&run);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_server_does_not_become_another),
        cmocka_unit_test(test_server_becomes_another_where_that_is_allowed),
        cmocka_unit_test(test_application_judges_the_new_certificate),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_reauth.c - a client shows after the handshake who it is */

#include "reauth.h"

/* ---- who may ask whom ---- */

static const struct terms {
    const char *name;
    unsigned client_flags, server_flags;
    gnutls_certificate_request_t request;
    unsigned flag;
    int server;
} terms[] = {
    { "both know it", LATER, LATER, GNUTLS_CERT_REQUIRE, GNUTLS_SFLAGS_POST_HANDSHAKE_AUTH,
      GNUTLS_E_AGAIN },
    { "no request is set", LATER, LATER, GNUTLS_CERT_IGNORE, GNUTLS_SFLAGS_POST_HANDSHAKE_AUTH,
      GNUTLS_E_INVALID_REQUEST },
    { "the client does not know it", 0, LATER, GNUTLS_CERT_REQUIRE, 0, GNUTLS_E_INVALID_REQUEST },
    { "the server does not know it", LATER, 0, GNUTLS_CERT_REQUIRE, 0, GNUTLS_E_INVALID_REQUEST },
};

static void test_terms(void **state)
{
    const struct terms *row = *state;

    open_pair("client-p256", row->client_flags, row->server_flags);
    gnutls_certificate_server_set_request(pair.server.session, row->request);

    assert_int_equal(gnutls_session_get_flags(pair.server.session) &
                         GNUTLS_SFLAGS_POST_HANDSHAKE_AUTH,
                     row->flag);
    assert_int_equal(
        gnutls_session_get_flags(pair.client.session) & GNUTLS_SFLAGS_POST_HANDSHAKE_AUTH, 0);
    assert_code(ask(), row->server);
    if (row->server == GNUTLS_E_INVALID_REQUEST)
        assert_code(pair_ping(&pair), 0);
}

static void test_client_that_was_not_asked_has_nothing_to_answer(void **state)
{
    open_pair("client-p256", LATER, LATER);

    assert_code(gnutls_reauth(pair.client.session, 0), GNUTLS_E_INVALID_REQUEST);
    assert_code(pair_ping(&pair), 0);
}

static void test_there_is_none_of_it_in_tls12(void **state)
{
    sim_init(&sim, &(struct sim_options){ 0 });
    connect_pair(&(struct pair_options){ .client_priority = "NORMAL:-VERS-ALL:+VERS-TLS1.2",
                                         .server_priority = "NORMAL:-VERS-ALL:+VERS-TLS1.2",
                                         .client_flags = LATER,
                                         .server_flags = LATER });
    gnutls_certificate_server_set_request(pair.server.session, GNUTLS_CERT_REQUIRE);

    assert_code(gnutls_reauth(pair.server.session, 0), GNUTLS_E_INVALID_REQUEST);
    assert_code(gnutls_reauth(pair.client.session, 0), GNUTLS_E_INVALID_REQUEST);
    assert_code(pair_ping(&pair), 0);
}

static void test_there_is_none_of_it_before_the_handshake(void **state)
{
    sim_init(&sim, &(struct sim_options){ 0 });
    assert_code(pair_open(&pair, &sim,
                          &(struct pair_options){ .client_flags = LATER, .server_flags = LATER }),
                0);
    assert_code(gnutls_reauth(pair.server.session, 0), GNUTLS_E_INVALID_REQUEST);
    assert_code(gnutls_reauth(pair.client.session, 0), GNUTLS_E_UNAVAILABLE_DURING_HANDSHAKE);
}

/* ---- what is known afterwards ---- */

static void test_server_knows_the_client_afterwards(void **state)
{
    open_pair("client-p256", LATER, LATER);
    assert_int_equal(peers_at_server(), 0);

    assert_authenticated();

    assert_int_equal(peers_at_server(), 2);
    assert_int_equal(verified, 1);
    assert_int_equal(seen_by_verify, 2);
    assert_int_equal(gnutls_certificate_client_get_request_status(pair.client.session), 1);
    assert_non_null(gnutls_certificate_get_ours(pair.client.session));
    assert_int_equal(gnutls_sign_algorithm_get_client(pair.server.session),
                     GNUTLS_SIGN_ECDSA_SECP256R1_SHA256);
    assert_int_equal(gnutls_sign_algorithm_get_client(pair.client.session),
                     GNUTLS_SIGN_ECDSA_SECP256R1_SHA256);
    assert_code(pair_ping(&pair), 0);
}

static void test_client_may_be_asked_again(void **state)
{
    open_pair("client-ed25519", LATER, LATER);
    for (unsigned i = 1; i <= 3; i++) {
        assert_authenticated();
        assert_int_equal(verified, i);
        assert_int_equal(peers_at_server(), 2);
        assert_code(pair_ping(&pair), 0);
    }
}

/* The client's credentials with a response about the issuer, or without one. */
static gnutls_certificate_credentials_t show_issuer(const char *response)
{
    gnutls_certificate_credentials_t credentials;
    gnutls_datum_t der;

    assert_code(pair_credentials(&credentials, "server-p256"), 0);
    if (response != NULL) {
        der = file_in("revocation/%s.ocsp", response);
        assert_int_equal(gnutls_certificate_set_ocsp_status_request_mem(credentials, &der, 0,
                                                                        GNUTLS_X509_FMT_DER),
                         1);
        free(der.data);
    }
    gnutls_credentials_set(pair.client.session, GNUTLS_CRD_CERTIFICATE, credentials);
    return credentials;
}

static void test_responses_are_of_the_last_chain(void **state)
{
    gnutls_certificate_credentials_t first, second;
    gnutls_datum_t got;

    open_pair(NULL, LATER, LATER);
    first = show_issuer("inter-good");
    assert_authenticated();
    assert_code(gnutls_ocsp_status_request_get2(pair.server.session, 1, &got), 0);

    second = show_issuer(NULL);
    assert_authenticated();
    assert_code(gnutls_ocsp_status_request_get2(pair.server.session, 1, &got),
                GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE);
    gnutls_certificate_free_credentials(first);
    gnutls_certificate_free_credentials(second);
}

static void test_keys_may_change_before_and_after(void **state)
{
    open_pair("client-p256", LATER, LATER);
    for (int i = 0; i < 3; i++) {
        assert_code(INSIST(gnutls_session_key_update(pair.client.session, GNUTLS_KU_PEER)), 0);
        assert_code(pair_ping(&pair), 0);
        assert_authenticated();
        assert_code(INSIST(gnutls_session_key_update(pair.server.session, 0)), 0);
        assert_code(pair_ping(&pair), 0);
    }
}

static const struct shown {
    const char *name, *identity;
    gnutls_certificate_request_t request;
    int server;
    unsigned peers;
} shown[] = {
    { "RSA", "client-rsa", GNUTLS_CERT_REQUIRE, 0, 2 },
    { "ECDSA", "client-p256", GNUTLS_CERT_REQUIRE, 0, 2 },
    { "EdDSA", "client-ed25519", GNUTLS_CERT_REQUEST, 0, 2 },
    { "none, where it may stay away", NULL, GNUTLS_CERT_REQUEST, 0, 0 },
    { "none, where it is required", NULL, GNUTLS_CERT_REQUIRE, GNUTLS_E_CERTIFICATE_REQUIRED, 0 },
};

static void test_certificates(void **state)
{
    const struct shown *row = *state;
    int client;

    open_pair(row->identity, LATER, LATER);
    gnutls_certificate_server_set_request(pair.server.session, row->request);

    assert_code(authenticate(&client), row->server);
    assert_code(client, 0);
    assert_int_equal(peers_at_server(), row->peers);
    if (row->server == 0)
        assert_code(pair_ping(&pair), 0);
}

/* ---- what the application says ---- */

static const struct judged {
    const char *name;
    int says, server;
    unsigned times;
} judged[] = {
    { "is content", 0, 0, 1 },
    { "says no", -1, GNUTLS_E_CERTIFICATE_ERROR, 1 },
    { "says no by a code", GNUTLS_E_CERTIFICATE_ERROR, GNUTLS_E_CERTIFICATE_ERROR, 1 },
    { "needs time", GNUTLS_E_AGAIN, 0, 2 },
};

static void test_verify_function(void **state)
{
    const struct judged *row = *state;
    int client;

    open_pair("client-p256", LATER, LATER);
    verify_result = row->says;

    assert_code(authenticate(&client), row->server);
    assert_int_equal(verified, row->times);
}

static void test_automatic_verification_has_its_say(void **state)
{
    static const struct {
        const char *identity;
        int server;
    } cases[] = { { "client-p256", 0 }, { "expired", GNUTLS_E_CERTIFICATE_VERIFICATION_ERROR } };

    for (size_t i = 0; i < COUNT(cases); i++) {
        int client;

        open_pair(cases[i].identity, LATER, LATER);
        gnutls_session_set_verify_function(pair.server.session, NULL);
        gnutls_session_set_verify_cert(pair.server.session, NULL, 0);
        assert_code(authenticate(&client), cases[i].server);
        pair_close(&pair);
        sim_end(&sim);
    }
}

int main(void)
{
    ADD_ROWS(terms, test_terms);
    ADD(test_client_that_was_not_asked_has_nothing_to_answer);
    ADD(test_there_is_none_of_it_in_tls12);
    ADD(test_there_is_none_of_it_before_the_handshake);
    ADD(test_server_knows_the_client_afterwards);
    ADD(test_client_may_be_asked_again);
    ADD(test_responses_are_of_the_last_chain);
    ADD(test_keys_may_change_before_and_after);
    ADD_ROWS(shown, test_certificates);
    ADD_ROWS(judged, test_verify_function);
    ADD(test_automatic_verification_has_its_say);
    return suite_run("reauth");
}

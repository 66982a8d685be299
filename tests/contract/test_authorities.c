/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_authorities.c - whom a server names when it asks for a certificate, and what becomes of who has
 * none; credentials for SRP */

#include "suite.h"

#include <gnutls/x509.h>
#include <stdio.h>

/* ---- a client with no certificate ---- */

/* The application sends no alert of its own here. */
static void test_client_without_a_certificate_is_told(void **state)
{
    static const int told[LIBRARIES] = EACH(0, GNUTLS_E_FATAL_ALERT_RECEIVED);
    enum { TURNS = 8 };
    int client = GNUTLS_E_AGAIN, server = GNUTLS_E_AGAIN;
    sim_init(&sim, &(struct sim_options){ 0 });
    assert_code(pair_open(&pair, &sim, &(struct pair_options){ .request = GNUTLS_CERT_REQUIRE }),
                0);

    for (int turn = 0; turn < TURNS && (client == GNUTLS_E_AGAIN || server == GNUTLS_E_AGAIN);
         turn++) {
        if (client == GNUTLS_E_AGAIN)
            client = gnutls_handshake(pair.client.session);
        if (server == GNUTLS_E_AGAIN)
            server = gnutls_handshake(pair.server.session);
    }

    assert_code(client, 0);
    assert_code(server, GNUTLS_E_CERTIFICATE_REQUIRED);
    assert_code(end_read_all(&pair.client), told[library_under_test()]);
}

/* ---- the authorities that a server names ---- */

enum { AUTHORITIES = 5 };

static const char *const authorities[AUTHORITIES] = { "root", "other-ca", "self", "small",
                                                      "inter" };

static int named; /* how many, or -1 when one is not where it should be */

static int take_names(gnutls_session_t session, const gnutls_datum_t *names, int count,
                      const gnutls_pk_algorithm_t *algorithms, int algorithm_count,
                      gnutls_retr2_st *answer)
{
    named = count;
    for (int i = 0; i < count && i < AUTHORITIES; i++) {
        char file[64];
        gnutls_datum_t pem, name;
        gnutls_x509_crt_t certificate;
        snprintf(file, sizeof file, "%s-cert.pem", authorities[i]);
        if (pair_load(file, &pem) < 0 || gnutls_x509_crt_init(&certificate) < 0)
            return -1;
        gnutls_x509_crt_import(certificate, &pem, GNUTLS_X509_FMT_PEM);
        gnutls_x509_crt_get_raw_dn(certificate, &name);
        if (name.size != names[i].size || memcmp(name.data, names[i].data, name.size) != 0)
            named = -1;
        gnutls_free(name.data);
        gnutls_x509_crt_deinit(certificate);
        free(pem.data);
    }
    return 0;
}

/* The credentials trust the root already; twice changes nothing. */
static void trust_authorities(struct sim_end *client, struct sim_end *server, void *context)
{
    for (int i = 0; i < AUTHORITIES; i++) {
        char path[256];
        snprintf(path, sizeof path, TEST_DATA "/%s-cert.pem", authorities[i]);
        gnutls_certificate_set_x509_trust_file(pair.server_credentials, path, GNUTLS_X509_FMT_PEM);
    }
    gnutls_certificate_set_retrieve_function(pair.client_credentials, take_names);
}

static void test_authorities_are_named_in_the_order_they_were_added(void **state)
{
    sim_init(&sim, &(struct sim_options){ 0 });
    named = 0;
    assert_code(pair_open(&pair, &sim,
                          &(struct pair_options){ .request = GNUTLS_CERT_REQUEST,
                                                  .prepare = trust_authorities }),
                0);

    assert_code(pair_handshake(&pair), 0);

    assert_int_equal(named, AUTHORITIES);
}

/* ---- SRP ---- */

static void test_credentials_for_srp_are_made(void **state)
{
    static const int set[LIBRARIES] = EACH(0, GNUTLS_E_UNIMPLEMENTED_FEATURE);
    gnutls_srp_client_credentials_t client = NULL;
    gnutls_srp_server_credentials_t server = NULL;
    gnutls_session_t session;
    assert_code(gnutls_srp_allocate_client_credentials(&client), 0);
    assert_code(gnutls_srp_allocate_server_credentials(&server), 0);
    assert_code(gnutls_init(&session, GNUTLS_CLIENT), 0);

    assert_non_null(client);
    assert_non_null(server);
    assert_code(gnutls_credentials_set(session, GNUTLS_CRD_SRP, client), 0);
    assert_code(gnutls_srp_set_client_credentials(client, "name", "word"),
                set[library_under_test()]);

    gnutls_deinit(session);
    gnutls_srp_free_client_credentials(client);
    gnutls_srp_free_server_credentials(server);
}

int main(void)
{
    ADD(test_client_without_a_certificate_is_told);
    ADD(test_authorities_are_named_in_the_order_they_were_added);
    ADD(test_credentials_for_srp_are_made);
    return suite_run("authorities");
}

/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_callbacks.c - the application has its say during the handshake */

#include "suite.h"

#include <stdio.h>

#include <gnutls/abstract.h>
#include <gnutls/crypto.h>
#include <gnutls/x509.h>

/* ---- after the client hello ---- */

static struct {
    unsigned calls;
    int answers[4]; /* by call */
    char name[64];
    gnutls_certificate_credentials_t other;
} hello;

static int on_client_hello(gnutls_session_t session)
{
    size_t size = sizeof hello.name;
    unsigned type;
    unsigned call = hello.calls++;
    gnutls_server_name_get(session, hello.name, &size, &type, 0);
    if (hello.other != NULL)
        gnutls_credentials_set(session, GNUTLS_CRD_CERTIFICATE, hello.other);
    return call < COUNT(hello.answers) ? hello.answers[call] : 0;
}

static void set_on_client_hello(struct sim_end *client, struct sim_end *server, void *context)
{
    gnutls_handshake_set_post_client_hello_function(server->session, on_client_hello);
}

static void test_a_server_picks_its_credentials_by_name(void **state)
{
    unsigned size = 0;
    gnutls_datum_t expected;
    memset(&hello, 0, sizeof hello);
    assert_code(pair_credentials(&hello.other, "server-rsa"), 0);
    begin_pair(
        &(struct pair_options){ .server_name = "example.test", .prepare = set_on_client_hello });

    int code = pair_handshake(&pair);

    assert_code(code, 0);
    assert_string_equal(hello.name, "example.test");
    const gnutls_datum_t *chain = gnutls_certificate_get_peers(pair.client.session, &size);
    assert_code(pair_load("server-rsa-cert.der", &expected), 0);
    assert_int_equal(chain[0].size, expected.size);
    assert_memory_equal(chain[0].data, expected.data, expected.size);
    free(expected.data);
    pair_close(&pair);
    gnutls_certificate_free_credentials(hello.other);
}

static void test_a_server_may_take_its_time_with_the_hello(void **state)
{
    memset(&hello, 0, sizeof hello);
    hello.answers[0] = GNUTLS_E_AGAIN;
    begin_pair(&(struct pair_options){ .prepare = set_on_client_hello });

    assert_code(pair_handshake(&pair), 0);

    assert_true(hello.calls > 0);
}

static void test_a_server_may_refuse_a_hello(void **state)
{
    memset(&hello, 0, sizeof hello);
    hello.answers[0] = GNUTLS_E_UNRECOGNIZED_NAME;
    begin_pair(&(struct pair_options){ .prepare = set_on_client_hello });

    pair_handshake(&pair);

    assert_code(pair.server.result, GNUTLS_E_UNRECOGNIZED_NAME);
    assert_code(pair.client.result, GNUTLS_E_FATAL_ALERT_RECEIVED);
    assert_int_equal(gnutls_alert_get(pair.client.session), GNUTLS_A_UNRECOGNIZED_NAME);
}

/* ---- verification ---- */

static struct {
    unsigned calls;
    int answer;
} verify;

static int on_verify(gnutls_session_t session)
{
    unsigned size = 0;
    verify.calls++;
    assert_non_null(gnutls_certificate_get_peers(session, &size));
    assert_true(size > 0);
    return verify.answer;
}

static void verify_by_credentials(struct sim_end *client, struct sim_end *server, void *context)
{
    gnutls_certificate_set_verify_function(((struct pair *)context)->client_credentials, on_verify);
}

static void verify_by_session(struct sim_end *client, struct sim_end *server, void *context)
{
    gnutls_session_set_verify_function(client->session, on_verify);
}

struct verify_row {
    const char *name;
    void (*prepare)(struct sim_end *, struct sim_end *, void *);
    int answer, code;
};

static const struct verify_row verify_rows[] = {
    { "the credentials' function is content", verify_by_credentials, 0, 0 },
    { "the credentials' function refuses", verify_by_credentials, -1, GNUTLS_E_CERTIFICATE_ERROR },
    { "the session's function is content", verify_by_session, 0, 0 },
    { "the session's function refuses", verify_by_session, -1, GNUTLS_E_CERTIFICATE_ERROR },
};

static void test_verify(void **state)
{
    const struct verify_row *row = *state;
    verify.calls = 0;
    verify.answer = row->answer;
    begin_pair(&(struct pair_options){ .prepare = row->prepare, .context = &pair });

    pair_handshake(&pair);

    assert_int_equal(verify.calls, 1);
    assert_code(pair.client.result, row->code);
    if (row->code != 0)
        assert_int_equal(gnutls_alert_get(pair.server.session), GNUTLS_A_BAD_CERTIFICATE);
}

/* ---- which certificate ---- */

static struct {
    gnutls_pcert_st chain[2];
    unsigned chain_size;
    gnutls_privkey_t key;
    unsigned calls;
    bool none;
} identity;

static int on_retrieve(gnutls_session_t session, const gnutls_datum_t *authorities, int count,
                       const gnutls_pk_algorithm_t *algorithms, int algorithm_count,
                       gnutls_pcert_st **out_chain, unsigned *out_size, gnutls_privkey_t *out_key)
{
    identity.calls++;
    *out_chain = identity.none ? NULL : identity.chain;
    *out_size = identity.none ? 0 : identity.chain_size;
    *out_key = identity.none ? NULL : identity.key;
    return 0;
}

static void load_identity(const char *chain_name, const char *key_name)
{
    gnutls_datum_t chain, key;
    memset(&identity, 0, sizeof identity);
    identity.chain_size = COUNT(identity.chain);
    assert_code(pair_load(chain_name, &chain), 0);
    assert_code(pair_load(key_name, &key), 0);
    assert_code(gnutls_pcert_list_import_x509_raw(identity.chain, &identity.chain_size, &chain,
                                                  GNUTLS_X509_FMT_PEM, 0),
                0);
    assert_code(gnutls_privkey_init(&identity.key), 0);
    assert_code(gnutls_privkey_import_x509_raw(identity.key, &key, GNUTLS_X509_FMT_PEM, NULL, 0),
                0);
    free(chain.data);
    free(key.data);
}

static void free_identity(void)
{
    pair_close(&pair);
    for (unsigned i = 0; i < identity.chain_size; i++)
        gnutls_pcert_deinit(&identity.chain[i]);
    gnutls_privkey_deinit(identity.key);
}

static void retrieve_for_server(struct sim_end *client, struct sim_end *server, void *context)
{
    gnutls_certificate_set_retrieve_function2(((struct pair *)context)->server_credentials,
                                              on_retrieve);
}

static void retrieve_for_client(struct sim_end *client, struct sim_end *server, void *context)
{
    gnutls_certificate_set_retrieve_function2(((struct pair *)context)->client_credentials,
                                              on_retrieve);
}

static void test_a_server_is_asked_for_its_certificate(void **state)
{
    unsigned size = 0;
    load_identity("server-p384-chain.pem", "server-p384-key.pem");
    begin_pair(&(struct pair_options){
        .prepare = retrieve_for_server, .context = &pair, .verify_name = "localhost" });

    int code = pair_handshake(&pair);
    gnutls_certificate_get_peers(pair.client.session, &size);
    int algorithm = gnutls_sign_algorithm_get(pair.client.session);
    free_identity();

    assert_code(code, 0);
    assert_true(identity.calls > 0);
    assert_int_equal(size, 2);
    assert_int_equal(algorithm, GNUTLS_SIGN_ECDSA_SECP384R1_SHA384);
}

static void test_a_client_is_asked_for_its_certificate(void **state)
{
    unsigned size = 0;
    load_identity("client-p256-chain.pem", "client-p256-key.pem");
    begin_pair(&(struct pair_options){
        .prepare = retrieve_for_client, .context = &pair, .request = GNUTLS_CERT_REQUIRE });

    int code = pair_handshake(&pair);
    gnutls_certificate_get_peers(pair.server.session, &size);
    free_identity();

    assert_code(code, 0);
    assert_int_equal(identity.calls, 1);
    assert_int_equal(size, 2);
}

static void test_a_client_may_have_none(void **state)
{
    load_identity("client-p256-chain.pem", "client-p256-key.pem");
    identity.none = true;
    begin_pair(&(struct pair_options){
        .prepare = retrieve_for_client, .context = &pair, .request = GNUTLS_CERT_REQUEST });

    int code = pair_handshake(&pair);
    free_identity();

    assert_code(code, 0);
    assert_int_equal(identity.calls, 1);
}

/* ---- the key log ---- */

static char labels[1024];

static int on_secret(gnutls_session_t session, const char *label, const gnutls_datum_t *secret)
{
    size_t used = strlen(labels);
    assert_true(secret->size == 32 || secret->size == 48);
    snprintf(labels + used, sizeof labels - used, "%s ", label);
    return 0;
}

static void log_secrets(struct sim_end *client, struct sim_end *server, void *context)
{
    gnutls_session_set_keylog_function(client->session, on_secret);
}

static void test_the_key_log_names_the_secrets(void **state)
{
    static const char *const expected[] = {
        "CLIENT_HANDSHAKE_TRAFFIC_SECRET ",
        "SERVER_HANDSHAKE_TRAFFIC_SECRET ",
        "CLIENT_TRAFFIC_SECRET_0 ",
        "SERVER_TRAFFIC_SECRET_0 ",
        "EXPORTER_SECRET ",
    };
    labels[0] = '\0';
    begin_pair(&(struct pair_options){ .prepare = log_secrets });

    assert_code(pair_handshake(&pair), 0);

    for (size_t i = 0; i < COUNT(expected); i++)
        assert_non_null(strstr(labels, expected[i]));
}

int main(void)
{
    ADD(test_a_server_picks_its_credentials_by_name);
    ADD(test_a_server_may_take_its_time_with_the_hello);
    ADD(test_a_server_may_refuse_a_hello);
    ADD_ROWS(verify_rows, test_verify);
    ADD(test_a_server_is_asked_for_its_certificate);
    ADD(test_a_client_is_asked_for_its_certificate);
    ADD(test_a_client_may_have_none);
    ADD(test_the_key_log_names_the_secrets);
    return suite_run("callbacks of the handshake");
}

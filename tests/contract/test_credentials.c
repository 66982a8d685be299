/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_credentials.c - who one is, and whom one trusts */

#include "suite.h"

#include <gnutls/x509.h>

#define FILE_OF(name) TEST_DATA "/" name

/* ---- the library itself ---- */

static void test_the_library_may_be_initialised_any_number_of_times(void **state)
{
    assert_code(gnutls_global_init(), 0);
    assert_code(gnutls_global_init(), 0);
    gnutls_global_deinit();
    gnutls_global_deinit();
    assert_code(gnutls_global_init(), 0);
    connect_pair(&(struct pair_options){ 0 });
    assert_code(pair_ping(&pair), 0);
}

static void test_the_version_can_be_asked_for(void **state)
{
    assert_non_null(gnutls_check_version(NULL));
    assert_non_null(gnutls_check_version("3.7.5"));
    assert_null(gnutls_check_version("99.0.0"));
    if (library_under_test() == REPRISE)
        assert_string_equal(gnutls_check_version(NULL), "3.8.3");
}

/* ---- keys in every container ---- */

struct key_row {
    const char *name;
    const char *certificate, *key;
    gnutls_x509_crt_fmt_t format;
    int code;
};

#define PEM(label, certificate, key)                                                               \
    {                                                                                              \
        label, FILE_OF(certificate), FILE_OF(key), GNUTLS_X509_FMT_PEM, 0                          \
    }
#define DER(label, certificate, key)                                                               \
    {                                                                                              \
        label, FILE_OF(certificate), FILE_OF(key), GNUTLS_X509_FMT_DER, 0                          \
    }
static const struct key_row key_rows[] = {
    PEM("RSA", "server-rsa-chain.pem", "server-rsa-key.pem"),
    PEM("RSA, PKCS#1", "server-rsa-chain.pem", "server-rsa-key-pkcs1.pem"),
    DER("RSA, DER", "server-rsa-cert.der", "server-rsa-key.der"),
    DER("RSA, PKCS#1, DER", "server-rsa-cert.der", "server-rsa-key-pkcs1.der"),
    PEM("RSA-PSS", "server-rsapss-chain.pem", "server-rsapss-key.pem"),
    DER("RSA-PSS, DER", "server-rsapss-cert.der", "server-rsapss-key.der"),
    PEM("P-256", "server-p256-chain.pem", "server-p256-key.pem"),
    PEM("P-256, SEC1", "server-p256-chain.pem", "server-p256-key-sec1.pem"),
    DER("P-256, DER", "server-p256-cert.der", "server-p256-key.der"),
    DER("P-256, SEC1, DER", "server-p256-cert.der", "server-p256-key-sec1.der"),
    PEM("P-384", "server-p384-chain.pem", "server-p384-key.pem"),
    PEM("P-384, SEC1", "server-p384-chain.pem", "server-p384-key-sec1.pem"),
    PEM("P-521", "server-p521-chain.pem", "server-p521-key.pem"),
    PEM("P-521, SEC1", "server-p521-chain.pem", "server-p521-key-sec1.pem"),
    PEM("Ed25519", "server-ed25519-chain.pem", "server-ed25519-key.pem"),
    DER("Ed25519, DER", "server-ed25519-cert.der", "server-ed25519-key.der"),
    PEM("Ed448", "server-ed448-chain.pem", "server-ed448-key.pem"),
    DER("Ed448, DER", "server-ed448-cert.der", "server-ed448-key.der"),
    { "a key of another certificate", FILE_OF("server-p256-cert.pem"),
      FILE_OF("server-p384-key.pem"), GNUTLS_X509_FMT_PEM, GNUTLS_E_CERTIFICATE_KEY_MISMATCH },
    { "a key of another algorithm", FILE_OF("server-p256-cert.pem"),
      FILE_OF("server-ed25519-key.pem"), GNUTLS_X509_FMT_PEM, GNUTLS_E_CERTIFICATE_KEY_MISMATCH },
    { "no such file", FILE_OF("nobody-cert.pem"), FILE_OF("nobody-key.pem"), GNUTLS_X509_FMT_PEM,
      GNUTLS_E_FILE_ERROR },
    { "DER taken for PEM", FILE_OF("server-p256-cert.der"), FILE_OF("server-p256-key.pem"),
      GNUTLS_X509_FMT_PEM, GNUTLS_E_BASE64_DECODING_ERROR },
};

static void use_identity(struct sim_end *client, struct sim_end *server, void *context)
{
    gnutls_credentials_set(server->session, GNUTLS_CRD_CERTIFICATE, context);
}

static void test_key(void **state)
{
    const struct key_row *row = *state;
    gnutls_certificate_credentials_t credentials;
    assert_code(gnutls_certificate_allocate_credentials(&credentials), 0);

    int code =
        gnutls_certificate_set_x509_key_file(credentials, row->certificate, row->key, row->format);

    if (row->code != 0) {
        assert_code(code, row->code);
        gnutls_certificate_free_credentials(credentials);
        return;
    }
    assert_true(code >= 0);
    sim_init(&sim, &(struct sim_options){ 0 });
    assert_code(
        pair_open(&pair, &sim,
                  &(struct pair_options){ .prepare = use_identity, .context = credentials }),
        0);
    code = pair_handshake(&pair);
    pair_close(&pair);
    gnutls_certificate_free_credentials(credentials);
    assert_code(code, 0);
}

static void test_a_key_from_memory(void **state)
{
    gnutls_datum_t certificate, key;
    gnutls_certificate_credentials_t credentials;
    assert_code(pair_load("server-p256-chain.pem", &certificate), 0);
    assert_code(pair_load("server-p256-key.pem", &key), 0);
    assert_code(gnutls_certificate_allocate_credentials(&credentials), 0);

    assert_true(gnutls_certificate_set_x509_key_mem(credentials, &certificate, &key,
                                                    GNUTLS_X509_FMT_PEM) >= 0);

    gnutls_certificate_free_credentials(credentials);
    free(certificate.data);
    free(key.data);
}

static void test_trust_counts_its_certificates(void **state)
{
    gnutls_datum_t chain;
    gnutls_certificate_credentials_t credentials;
    assert_code(gnutls_certificate_allocate_credentials(&credentials), 0);
    assert_code(pair_load("server-p256-chain.pem", &chain), 0);

    assert_int_equal(gnutls_certificate_set_x509_trust_file(credentials, FILE_OF("root-cert.pem"),
                                                            GNUTLS_X509_FMT_PEM),
                     1);
    assert_int_equal(gnutls_certificate_set_x509_trust_file(
                         credentials, FILE_OF("other-ca-cert.der"), GNUTLS_X509_FMT_DER),
                     1);
    assert_code(gnutls_certificate_set_x509_trust_file(credentials, FILE_OF("nobody.pem"),
                                                       GNUTLS_X509_FMT_PEM),
                GNUTLS_E_FILE_ERROR);

    free(chain.data);
    gnutls_certificate_free_credentials(credentials);
}

/* ---- verification ---- */

struct verify_row {
    const char *name;
    const char *identity, *host;
    unsigned status; /* besides GNUTLS_CERT_INVALID; 0: all is well */
};

static const struct verify_row verify_rows[] = {
    { "the name in the certificate", "server-p256", "localhost", 0 },
    { "another name in it", "server-p256", "example.test", 0 },
    { "in capitals", "server-p256", "EXAMPLE.TEST", 0 },
    { "an address in it", "server-p256", "127.0.0.1", 0 },
    { "a name under the wildcard", "server-p256", "a.wild.test", 0 },
    { "two labels under the wildcard", "server-p256", "a.b.wild.test",
      GNUTLS_CERT_UNEXPECTED_OWNER },
    { "the wildcard's own domain", "server-p256", "wild.test", GNUTLS_CERT_UNEXPECTED_OWNER },
    { "a name not in it", "server-p256", "else.test", GNUTLS_CERT_UNEXPECTED_OWNER },
    { "an address not in it", "server-p256", "127.0.0.2", GNUTLS_CERT_UNEXPECTED_OWNER },
    { "the common name alone is no name", "server-p256", "server-p256",
      GNUTLS_CERT_UNEXPECTED_OWNER },
    { "RSA", "server-rsa", "localhost", 0 },
    { "RSA-PSS", "server-rsapss", "localhost", 0 },
    { "P-384", "server-p384", "localhost", 0 },
    { "P-521", "server-p521", "localhost", 0 },
    { "Ed25519", "server-ed25519", "localhost", 0 },
    { "Ed448", "server-ed448", "localhost", 0 },
    { "expired", "expired", "localhost", GNUTLS_CERT_EXPIRED },
    { "not yet valid", "future", "localhost", GNUTLS_CERT_NOT_ACTIVATED },
    { "self-signed", "self", "localhost", GNUTLS_CERT_SIGNER_NOT_FOUND },
    { "from another authority", "other-p256", "localhost", GNUTLS_CERT_SIGNER_NOT_FOUND },
    { "a client's certificate", "client-p256", NULL, 0 },
};

static void test_verify(void **state)
{
    const struct verify_row *row = *state;
    unsigned status = 99;
    sim_init(&sim, &(struct sim_options){ 0 });
    connect_pair(&(struct pair_options){ .server_identity = row->identity });

    assert_code(gnutls_certificate_verify_peers3(pair.client.session, row->host, &status), 0);

    assert_int_equal(status, row->status == 0 ? 0 : row->status | GNUTLS_CERT_INVALID);
}

static void test_verification_in_the_handshake(void **state)
{
    const struct verify_row *row = *state;
    if (row->host == NULL)
        skip();
    sim_init(&sim, &(struct sim_options){ 0 });
    assert_code(pair_open(&pair, &sim,
                          &(struct pair_options){ .server_identity = row->identity,
                                                  .verify_name = row->host }),
                0);

    pair_handshake(&pair);

    assert_code(pair.client.result, row->status == 0 ? 0 : GNUTLS_E_CERTIFICATE_VERIFICATION_ERROR);
    assert_int_equal(gnutls_session_get_verify_cert_status(pair.client.session),
                     row->status == 0 ? 0 : row->status | GNUTLS_CERT_INVALID);
}

static void test_the_purpose_is_verified(void **state)
{
    unsigned status = 99;
    gnutls_typed_vdata_st purpose = {
        .type = GNUTLS_DT_KEY_PURPOSE_OID,
        .data = (unsigned char *)(uintptr_t)GNUTLS_KP_TLS_WWW_SERVER,
    };
    sim_init(&sim, &(struct sim_options){ 0 });
    connect_pair(&(struct pair_options){ .server_identity = "client-p256" });

    assert_code(gnutls_certificate_verify_peers(pair.client.session, &purpose, 1, &status), 0);

    assert_int_equal(status, GNUTLS_CERT_INVALID | GNUTLS_CERT_PURPOSE_MISMATCH);
}

static void test_a_status_can_be_printed(void **state)
{
    gnutls_datum_t text = { NULL, 0 };

    assert_code(gnutls_certificate_verification_status_print(
                    GNUTLS_CERT_INVALID | GNUTLS_CERT_EXPIRED, GNUTLS_CRT_X509, &text, 0),
                0);

    assert_true(text.size > 0);
    assert_int_equal(strlen((char *)text.data), text.size);
    gnutls_free(text.data);
}

/* ---- client certificates ---- */

struct client_row {
    const char *name;
    const char *identity;
    gnutls_certificate_request_t request;
    int server, peers;
};

static const struct client_row client_rows[] = {
    { "RSA", "client-rsa", GNUTLS_CERT_REQUIRE, 0, 2 },
    { "P-256", "client-p256", GNUTLS_CERT_REQUIRE, 0, 2 },
    { "Ed25519", "client-ed25519", GNUTLS_CERT_REQUIRE, 0, 2 },
    { "none where one is asked for", NULL, GNUTLS_CERT_REQUEST, 0, 0 },
    { "none where one is required", NULL, GNUTLS_CERT_REQUIRE, GNUTLS_E_CERTIFICATE_REQUIRED, 0 },
    { "not asked for", "client-rsa", GNUTLS_CERT_IGNORE, 0, 0 },
};

static void test_client_certificate(void **state)
{
    const struct client_row *row = *state;
    unsigned size = 0;
    sim_init(&sim, &(struct sim_options){ 0 });
    assert_code(pair_open(&pair, &sim,
                          &(struct pair_options){ .client_identity = row->identity,
                                                  .request = row->request }),
                0);

    pair_handshake(&pair);

    assert_code(pair.server.result, row->server);
    gnutls_certificate_get_peers(pair.server.session, &size);
    assert_int_equal(size, row->peers);
    if (row->server != 0)
        assert_int_equal(gnutls_error_to_alert(pair.server.result, NULL),
                         GNUTLS_A_CERTIFICATE_REQUIRED);
}

int main(void)
{
    ADD(test_the_library_may_be_initialised_any_number_of_times);
    ADD(test_the_version_can_be_asked_for);
    ADD_ROWS(key_rows, test_key);
    ADD(test_a_key_from_memory);
    ADD(test_trust_counts_its_certificates);
    ADD_ROWS(verify_rows, test_verify);
    ADD_ROWS(verify_rows, test_verification_in_the_handshake);
    ADD(test_the_purpose_is_verified);
    ADD(test_a_status_can_be_printed);
    ADD_ROWS(client_rows, test_client_certificate);
    return suite_run("credentials");
}

/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_tls12_rsa.c - RSA key exchange with a key of the application's, and what it must not tell */

#include "strict.h"

#include "base/errors.h"
#include "base/memory.h"
#include "credentials/public_key.h"
#include "crypto/decrypt.h"

#include "unit/test.h"

#include <gnutls/abstract.h>
#include <stdlib.h>

#define KX(name) "NORMAL:-VERS-ALL:+VERS-TLS1.2:-KX-ALL:+" name

/* A key of the application's: what its decryption gives is the test's to say. */
struct keeper {
    gnutls_datum_t premaster;   /* NULL: fails */
    gnutls_x509_privkey_t real; /* instead: decrypts */
    unsigned asked;
};

static int keeper_info(gnutls_privkey_t key, unsigned flags, void *context)
{
    return (flags & GNUTLS_PRIVKEY_INFO_PK_ALGO) != 0 ? GNUTLS_PK_RSA : 0;
}

static int decrypt_in_earnest(gnutls_x509_privkey_t key, const gnutls_datum_t *encrypted,
                              gnutls_datum_t *out)
{
    struct secret premaster = { .size = 48 };

    assert_int_equal(
        key_decrypt_secret(x509_privkey_key(key), bytes_of_datum(encrypted), &premaster), 0);
    memory_publish(premaster.bytes, premaster.size);
    return bytes_give(secret_bytes(&premaster), out);
}

static int keeper_decrypt(gnutls_privkey_t key, void *context, const gnutls_datum_t *encrypted,
                          gnutls_datum_t *out)
{
    struct keeper *keeper = context;

    keeper->asked++;
    if (keeper->asked == 1)
        return GNUTLS_E_AGAIN;
    if (keeper->real)
        return decrypt_in_earnest(keeper->real, encrypted, out);
    if (keeper->premaster.data == NULL)
        return GNUTLS_E_DECRYPTION_FAILED;
    return bytes_give(bytes_of_datum(&keeper->premaster), out);
}

static void give_key_to_keeper(struct sim_end *client, struct sim_end *server, void *context)
{
    gnutls_certificate_credentials_t credentials;
    gnutls_pcert_st certificate;
    gnutls_privkey_t key;
    gnutls_datum_t pem;
    void *found;

    gnutls_credentials_get(server->session, GNUTLS_CRD_CERTIFICATE, &found);
    credentials = found;
    gnutls_certificate_free_keys(credentials);
    assert_int_equal(pair_load("server-encipher-cert.pem", &pem), 0);
    assert_int_equal(gnutls_pcert_import_x509_raw(&certificate, &pem, GNUTLS_X509_FMT_PEM, 0), 0);
    free(pem.data);
    assert_int_equal(gnutls_privkey_init(&key), 0);
    assert_int_equal(
        gnutls_privkey_import_ext3(key, context, NULL, keeper_decrypt, NULL, keeper_info, 0), 0);
    assert_int_equal(gnutls_certificate_set_key(credentials, NULL, 0, &certificate, 1, key), 0);
}

/* No padding, no size and no version is told from any other: each ends at the client's Finished,
 * with the same error and alert. RFC 5246, 7.4.7.1. */
static void test_what_is_wrong_with_an_encrypted_premaster_is_not_told(void **state)
{
    static unsigned char bytes[48] = { 3, 3 }, older[48] = { 3, 1 };
    static const gnutls_datum_t given[] = {
        { NULL, 0 }, { bytes, 48 }, { bytes, 47 }, { bytes, 0 }, { older, 48 },
    };

    for (size_t i = 0; i < ARRAY_SIZE(given); i++) {
        struct keeper keeper = { .premaster = given[i] };
        struct pair_options o = { .client_priority = KX("RSA"),
                                  .server_priority = KX("RSA"),
                                  .server_identity = "server-encipher",
                                  .prepare = give_key_to_keeper,
                                  .context = &keeper };
        struct pair pair;
        struct sim sim;

        sim_init(&sim, &strict_networks[0]);
        assert_int_equal(pair_open(&pair, &sim, &o), 0);
        pair_handshake(&pair);

        assert_int_equal(keeper.asked, 2);
        assert_int_equal(pair.server.result, GNUTLS_E_DECRYPTION_FAILED);
        assert_int_equal(pair.client.result, GNUTLS_E_FATAL_ALERT_RECEIVED);
        assert_int_equal(gnutls_alert_get(pair.client.session), GNUTLS_A_BAD_RECORD_MAC);
        pair_close(&pair);
        sim_end(&sim);
    }
}

static void test_key_of_the_application_decrypts(void **state)
{
    struct keeper keeper = { 0 };
    struct pair_options o = { .client_priority = KX("RSA"),
                              .server_priority = KX("RSA"),
                              .server_identity = "server-encipher",
                              .prepare = give_key_to_keeper,
                              .context = &keeper };
    gnutls_datum_t pem;
    struct pair pair;
    struct sim sim;

    assert_int_equal(gnutls_x509_privkey_init(&keeper.real), 0);
    assert_int_equal(pair_load("server-encipher-key.pem", &pem), 0);
    assert_int_equal(gnutls_x509_privkey_import(keeper.real, &pem, GNUTLS_X509_FMT_PEM), 0);
    free(pem.data);
    sim_init(&sim, &strict_networks[0]);
    assert_int_equal(pair_open(&pair, &sim, &o), 0);

    assert_int_equal(pair_handshake(&pair), 0);
    assert_int_equal(pair_ping(&pair), 0);
    assert_int_equal(keeper.asked, 2);
    pair_close(&pair);
    sim_end(&sim);
    gnutls_x509_privkey_deinit(keeper.real);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_is_wrong_with_an_encrypted_premaster_is_not_told),
        cmocka_unit_test(test_key_of_the_application_decrypts),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_ready_certificates.c - certificates ready to be sent, and keys that only exchange */

#include "suite.h"

#include <gnutls/abstract.h>

static void test_keys_of_rfc_7748_go_out_and_in(void **state)
{
    static const struct {
        gnutls_pk_algorithm_t algorithm;
        unsigned bits;
    } rows[] = { { GNUTLS_PK_ECDH_X25519, 256 }, { GNUTLS_PK_ECDH_X448, 448 } };

    for (size_t i = 0; i < COUNT(rows); i++) {
        gnutls_x509_privkey_t key, again;
        unsigned char id[20], other_id[20];
        size_t size = 20, other_size = 20;
        gnutls_datum_t pem;
        unsigned bits = 0;

        assert_code(gnutls_x509_privkey_init(&key), 0);
        assert_code(gnutls_x509_privkey_generate2(key, rows[i].algorithm, 0, 0, NULL, 0), 0);
        assert_code(gnutls_x509_privkey_export2_pkcs8(key, GNUTLS_X509_FMT_PEM, NULL,
                                                      GNUTLS_PKCS_PLAIN, &pem),
                    0);
        assert_code(gnutls_x509_privkey_init(&again), 0);
        assert_code(gnutls_x509_privkey_import(again, &pem, GNUTLS_X509_FMT_PEM), 0);
        assert_int_equal(gnutls_x509_privkey_get_pk_algorithm2(again, &bits), rows[i].algorithm);
        assert_int_equal(bits, rows[i].bits);
        assert_code(gnutls_x509_privkey_get_key_id(key, 0, id, &size), 0);
        assert_code(gnutls_x509_privkey_get_key_id(again, 0, other_id, &other_size), 0);
        assert_memory_equal(id, other_id, 20);
        gnutls_free(pem.data);
        gnutls_x509_privkey_deinit(again);
        gnutls_x509_privkey_deinit(key);
    }
}

static void free_ready(gnutls_pcert_st *ready, unsigned count)
{
    for (unsigned i = 0; i < count; i++)
        gnutls_pcert_deinit(&ready[i]);
}

/* In order, the first stays first, and what is not above it is left out. */
static void test_certificates_are_made_ready(void **state)
{
    gnutls_x509_crt_t *chain, turned[2];
    gnutls_pcert_st ready[2];
    gnutls_datum_t file;
    unsigned count = 0, taken = 2;

    assert_int_equal(pair_load("server-p256-chain.pem", &file), 0);
    assert_code(gnutls_x509_crt_list_import2(&chain, &count, &file, GNUTLS_X509_FMT_PEM, 0), 0);
    assert_int_equal(count, 2);
    assert_code(gnutls_pcert_import_x509_list(ready, chain, &taken, GNUTLS_X509_CRT_LIST_SORT), 0);
    assert_int_equal(taken, 2);
    free_ready(ready, taken);
    turned[0] = chain[1];
    turned[1] = chain[0];
    assert_code(gnutls_pcert_import_x509_list(ready, turned, &taken, 0), 0);
    assert_int_equal(taken, 2);
    free_ready(ready, taken);
    assert_code(gnutls_pcert_import_x509_list(ready, turned, &taken, GNUTLS_X509_CRT_LIST_SORT), 0);
    assert_int_equal(taken, 1);
    free_ready(ready, taken);
    gnutls_x509_crt_deinit(chain[0]);
    gnutls_x509_crt_deinit(chain[1]);
    gnutls_free(chain);
    free(file.data);
}

static void test_a_file_that_is_not_there(void **state)
{
    gnutls_pcert_st ready[2];
    unsigned count = 2;

    assert_code(gnutls_pcert_list_import_x509_file(ready, &count, "/nonexistent",
                                                   GNUTLS_X509_FMT_PEM, NULL, NULL, 0),
                GNUTLS_E_FILE_ERROR);
}

static void test_the_key_of_a_certificate_as_it_lies(void **state)
{
    gnutls_pubkey_t key;
    gnutls_datum_t file;
    unsigned bits = 0;

    assert_int_equal(pair_load("server-p256-cert.pem", &file), 0);
    assert_code(gnutls_pubkey_init(&key), 0);
    assert_code(gnutls_pubkey_import_x509_raw(key, &file, GNUTLS_X509_FMT_PEM, 0), 0);
    assert_int_equal(gnutls_pubkey_get_pk_algorithm(key, &bits), GNUTLS_PK_ECDSA);
    assert_int_equal(bits, 256);
    gnutls_pubkey_deinit(key);
    free(file.data);
}

int main(void)
{
    ADD(test_keys_of_rfc_7748_go_out_and_in);
    ADD(test_certificates_are_made_ready);
    ADD(test_a_file_that_is_not_there);
    ADD(test_the_key_of_a_certificate_as_it_lies);
    return suite_run("ready_certificates");
}

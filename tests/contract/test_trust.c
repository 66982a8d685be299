/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_trust.c - whom a certificate is trusted by: lists, anchors taken back, bare lists */

#include "suite.h"

#include <gnutls/x509.h>

struct trust_row {
    const char *name, *leaf, *host;
    unsigned status;
};

#define INVALID(reason) (GNUTLS_CERT_INVALID | (reason))

static const struct trust_row trust_rows[] = {
    { "good", "server-p256", "localhost", 0 },
    { "good, RSA", "server-rsa", "localhost", 0 },
    { "other host", "server-p256", "other.test", INVALID(GNUTLS_CERT_UNEXPECTED_OWNER) },
    { "expired", "expired", "localhost", INVALID(GNUTLS_CERT_EXPIRED) },
    { "not yet", "future", "localhost", INVALID(GNUTLS_CERT_NOT_ACTIVATED) },
    { "unknown issuer", "other-p256", "localhost", INVALID(GNUTLS_CERT_SIGNER_NOT_FOUND) },
};

static void test_trust(void **state)
{
    const struct trust_row *row = *state;
    gnutls_x509_crt_t chain[2] = { certificate_of(row->leaf), certificate_of("inter") };
    gnutls_x509_crt_t root = certificate_of("root"), issuer = NULL;
    gnutls_typed_vdata_st asked = { .type = GNUTLS_DT_DNS_HOSTNAME,
                                    .data = (unsigned char *)(uintptr_t)row->host };
    gnutls_x509_trust_list_t list;
    unsigned status = 1;

    gnutls_global_set_time_function(sim_time);
    assert_code(gnutls_x509_trust_list_init(&list, 0), 0);
    assert_int_equal(gnutls_x509_trust_list_add_cas(list, &root, 1, 0), 1);
    assert_code(gnutls_x509_trust_list_verify_crt2(list, chain, 2, &asked, 1, 0, &status, NULL), 0);
    assert_int_equal(status, row->status);
    assert_code(gnutls_x509_trust_list_get_issuer(list, chain[1], &issuer, 0), 0);
    assert_int_equal(gnutls_x509_crt_equals(issuer, root), 1);
    assert_code(gnutls_x509_trust_list_get_issuer(list, chain[0], &issuer, 0),
                GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE);
    gnutls_x509_trust_list_deinit(list, 1);
    gnutls_x509_crt_deinit(chain[0]);
    gnutls_x509_crt_deinit(chain[1]);
}

static void test_trust_that_is_taken_back_counts_no_more(void **state)
{
    gnutls_x509_crt_t chain[2] = { certificate_of("server-p256"), certificate_of("inter") };
    gnutls_x509_crt_t root = certificate_of("root");
    gnutls_x509_trust_list_t list;
    gnutls_datum_t file;
    unsigned status = 0;

    assert_int_equal(pair_load("root-cert.pem", &file), 0);
    assert_code(gnutls_x509_trust_list_init(&list, 0), 0);
    assert_int_equal(
        gnutls_x509_trust_list_add_trust_mem(list, &file, NULL, GNUTLS_X509_FMT_PEM, 0, 0), 1);
    assert_code(gnutls_x509_trust_list_verify_crt(list, chain, 2, 0, &status, NULL), 0);
    assert_int_equal(status, 0);
    assert_int_equal(gnutls_x509_trust_list_remove_cas(list, &root, 1), 1);
    assert_code(gnutls_x509_trust_list_verify_crt(list, chain, 2, 0, &status, NULL), 0);
    assert_true((status & GNUTLS_CERT_INVALID) != 0);
    gnutls_x509_trust_list_deinit(list, 1);
    free(file.data);
    for (int i = 0; i < 2; i++)
        gnutls_x509_crt_deinit(chain[i]);
    gnutls_x509_crt_deinit(root);
}

static void test_a_chain_against_a_bare_list(void **state)
{
    gnutls_x509_crt_t chain[2] = { certificate_of("server-p256"), certificate_of("inter") };
    gnutls_x509_crt_t root = certificate_of("root");
    unsigned status = 1;

    assert_code(gnutls_x509_crt_list_verify(chain, 2, &root, 1, NULL, 0, 0, &status), 0);
    assert_int_equal(status, 0);
    assert_code(gnutls_x509_crt_verify(chain[1], &root, 1, 0, &status), 0);
    assert_int_equal(status, 0);
    assert_code(gnutls_x509_crt_verify(chain[0], &root, 1, 0, &status), 0);
    assert_int_equal(status, INVALID(GNUTLS_CERT_SIGNER_NOT_FOUND));
    for (int i = 0; i < 2; i++)
        gnutls_x509_crt_deinit(chain[i]);
    gnutls_x509_crt_deinit(root);
}

int main(void)
{
    ADD_ROWS(trust_rows, test_trust);
    ADD(test_trust_that_is_taken_back_counts_no_more);
    ADD(test_a_chain_against_a_bare_list);
    return suite_run("trust");
}

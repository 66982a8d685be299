/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_crl_trust.c - revocation lists in credentials and trust lists
 *
 * The lists are those of tests/data/revocation/, made for the certificates of
 * tests/data/: `inter` issued `server-p256`, and `root` issued `inter`.
 */

#include "revocation.h"

static void test_credentials_take_lists(void **state)
{
    gnutls_certificate_credentials_t credentials;
    gnutls_x509_trust_list_t own = open_certificates(), trust;
    gnutls_datum_t text = two_lists(), junk = { (unsigned char *)"junk", 4 };

    assert_code(gnutls_certificate_allocate_credentials(&credentials), 0);
    assert_code(gnutls_certificate_set_x509_trust(credentials, &certificates.root, 1), 1);
    assert_code(gnutls_certificate_set_x509_crl_mem(credentials, &junk, GNUTLS_X509_FMT_PEM),
                GNUTLS_E_BASE64_DECODING_ERROR);
    assert_code(
        gnutls_certificate_set_x509_crl_file(credentials, "/nowhere/at/all", GNUTLS_X509_FMT_PEM),
        GNUTLS_E_FILE_ERROR);
    gnutls_certificate_get_trust_list(credentials, &trust);
    assert_int_equal(verify_chain(trust, 0), GOOD);

    assert_code(gnutls_certificate_set_x509_crl_mem(credentials, &text, GNUTLS_X509_FMT_PEM), 2);
    assert_int_equal(verify_chain(trust, 0), REVOKED);
    gnutls_certificate_free_crls(credentials);
    assert_int_equal(verify_chain(trust, 0), REVOKED);

    gnutls_certificate_free_credentials(credentials);
    close_certificates(own);
    free(text.data);
}

static void test_credentials_take_handles(void **state)
{
    gnutls_certificate_credentials_t credentials;
    gnutls_x509_trust_list_t own = open_certificates(), trust;
    gnutls_x509_crl_t lists[] = { load_list("empty"), load_list("revokes-inter") };

    assert_code(gnutls_certificate_allocate_credentials(&credentials), 0);
    assert_code(gnutls_certificate_set_x509_trust(credentials, &certificates.root, 1), 1);
    assert_code(gnutls_certificate_set_x509_crl(credentials, lists, 2), 2);
    gnutls_x509_crl_deinit(lists[0]);
    gnutls_x509_crl_deinit(lists[1]);
    gnutls_certificate_get_trust_list(credentials, &trust);
    assert_int_equal(verify_chain(trust, 0), REVOKED);

    gnutls_certificate_free_credentials(credentials);
    close_certificates(own);
}

/* Of lists that are read the newest counts, whether that is asked or not: a file that was renewed may
 * be read again. */
static void test_newest_list_of_an_issuer_counts(void **state)
{
    const char *order[][2] = { { "revokes-server", "newer-empty" },
                               { "newer-empty", "revokes-server" } };

    for (unsigned i = 0; i < 2 * COUNT(order); i++) {
        unsigned flags = i < COUNT(order) ? GNUTLS_TL_NO_DUPLICATES : 0;
        gnutls_x509_trust_list_t trust = open_certificates();
        gnutls_datum_t first = load_text(order[i % 2][0]), second = load_text(order[i % 2][1]);

        assert_code(gnutls_x509_trust_list_add_trust_mem(trust, NULL, &first, GNUTLS_X509_FMT_PEM,
                                                         flags, 0),
                    1);
        assert_code(gnutls_x509_trust_list_add_trust_mem(trust, NULL, &second, GNUTLS_X509_FMT_PEM,
                                                         flags, 0),
                    1);
        assert_int_equal(verify_chain(trust, 0), GOOD);
        close_certificates(trust);
        free(first.data);
        free(second.data);
    }
}

/* What the application hands over stays until it asks for something else. */
static void test_lists_handed_over_stay(void **state)
{
    gnutls_x509_trust_list_t trust = open_certificates();
    gnutls_x509_crl_t lists[2] = { load_list("revokes-server"), load_list("newer-empty") };

    assert_code(gnutls_x509_trust_list_add_crls(trust, lists, 2, 0, 0), 2);
    assert_int_equal(verify_chain(trust, 0), REVOKED);
    gnutls_x509_crl_deinit(lists[0]);
    gnutls_x509_crl_deinit(lists[1]);
    close_certificates(trust);
}

static void test_session_ends_with_a_revoked_peer(void **state)
{
    static const char *const names[] = { "empty", "revokes-server", "revokes-inter" };

    for (unsigned i = 0; i < COUNT(names); i++) {
        gnutls_datum_t list = load_text(names[i]);
        unsigned status = 9;

        connect_pair(&(struct pair_options){ 0 });
        assert_code(gnutls_certificate_set_x509_crl_mem(pair.client_credentials, &list,
                                                        GNUTLS_X509_FMT_PEM),
                    1);
        assert_code(gnutls_certificate_verify_peers2(pair.client.session, &status), 0);
        assert_int_equal(status & GNUTLS_CERT_REVOKED, i > 0 ? GNUTLS_CERT_REVOKED : 0);
        pair_close(&pair);
        sim_end(&sim);
        free(list.data);
    }
}

int main(void)
{
    ADD(test_credentials_take_lists);
    ADD(test_credentials_take_handles);
    ADD(test_newest_list_of_an_issuer_counts);
    ADD(test_lists_handed_over_stay);
    ADD(test_session_ends_with_a_revoked_peer);
    return suite_run("crl_trust");
}

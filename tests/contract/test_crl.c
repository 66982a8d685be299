/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_crl.c - revocation lists: read, asked, believed, and held against chains
 *
 * The lists are those of tests/data/revocation/, made for the certificates of
 * tests/data/: `inter` issued `server-p256`, and `root` issued `inter`.
 */

#include "revocation.h"

/* ---- what lists say, and what comes of it ---- */

struct list_row {
    const char *name;
    unsigned status; /* of gnutls_x509_crl_verify() by the issuer of the name */
    int version, count;
    unsigned revoked[LIBRARIES]; /* of the chain, with the list as it is */
};

/* clang-format off */
static const struct list_row list_rows[] = {
    /*                  list    version, entries  chain */
    { "revokes-server", GOOD,   2, 3, BOTH(REVOKED) },
    { "revokes-inter",  GOOD,   2, 1, BOTH(REVOKED) },
    { "empty",          GOOD,   2, 0, BOTH(GOOD) },
    { "newer-empty",    GOOD,   2, 0, BOTH(GOOD) },
    { "version1",       GOOD,   1, 1, BOTH(REVOKED) },
    { "endless",        GOOD,   2, 1, BOTH(REVOKED) },
    { "sha1",           GOOD,   2, 1, BOTH(REVOKED) },
    { "old",            OLD,    2, 1, BOTH(REVOKED) },
    { "future",         FUTURE, 2, 1, BOTH(REVOKED) },
    { "forged",         FORGED, 2, 1, BOTH(REVOKED) },
    { "spoiled",        FORGED, 2, 1, BOTH(REVOKED) },
    { "root-forged",    FORGED, 2, 1, BOTH(REVOKED) },
    { "other-issuer",   UNKNOWN, 2, 1, BOTH(GOOD) },
    { "critical",       GOOD,   2, 1, BOTH(REVOKED) },
    { "entry-critical", GOOD,   2, 1, BOTH(REVOKED) },
    { "only-users",     GOOD,   2, 1, BOTH(REVOKED) },
    { "unrevoked",      GOOD,   2, 1, BOTH(REVOKED) },
    { "revoked-later",  GOOD,   2, 1, BOTH(REVOKED) },
    { "delta",          GOOD,   2, 1, BOTH(REVOKED) },
    /* RFC 5280, 5.3.3: the entry belongs to the issuer that the one before it names. */
    { "indirect",       GOOD,   2, 2, EACH(REVOKED, GOOD) },
};
/* clang-format on */

static void test_list_says_what_is_in_it(void **state)
{
    const struct list_row *row = *state;
    gnutls_x509_trust_list_t trust = open_certificates();
    gnutls_x509_crl_t list = load_list(row->name);
    gnutls_x509_crt_t issuers[] = { certificates.root, certificates.inter };
    unsigned status = 0;

    assert_code(gnutls_x509_crl_verify(list, issuers, 2, 0, &status), 0);
    assert_int_equal(status, row->status);
    assert_int_equal(gnutls_x509_crl_get_version(list), row->version);
    assert_int_equal(gnutls_x509_crl_get_crt_count(list), row->count);

    gnutls_x509_crl_deinit(list);
    close_certificates(trust);
}

static void test_list_is_held_against_a_chain(void **state)
{
    const struct list_row *row = *state;
    gnutls_x509_trust_list_t trust = open_certificates();
    gnutls_x509_crl_t list = load_list(row->name);
    unsigned expected = row->revoked[library_under_test()];

    assert_int_equal(gnutls_x509_trust_list_add_crls(trust, &list, 1, 0, 0), 1);
    assert_int_equal(verify_chain(trust, 0), expected);
    assert_int_equal(verify_chain(trust, GNUTLS_VERIFY_DISABLE_CRL_CHECKS), GOOD);

    int on_list = gnutls_x509_crt_check_revocation(certificates.server, &list, 1) |
                  gnutls_x509_crt_check_revocation(certificates.inter, &list, 1);
    assert_int_equal(on_list, expected != GOOD);

    close_certificates(trust);
    gnutls_x509_crl_deinit(list);
}

static void test_list_is_checked_when_that_is_asked(void **state)
{
    const struct list_row *row = *state;
    gnutls_x509_trust_list_t trust = open_certificates();
    gnutls_x509_crl_t list = load_list(row->name);
    bool good = row->status == GOOD;

    assert_int_equal(gnutls_x509_trust_list_add_cas(trust, &certificates.inter, 1, 0), 1);
    int added = gnutls_x509_trust_list_add_crls(
        trust, &list, 1, GNUTLS_TL_VERIFY_CRL | GNUTLS_TL_FAIL_ON_INVALID_CRL, 0);
    assert_code(added, good ? 1 : GNUTLS_E_CRL_VERIFICATION_ERROR);
    assert_int_equal(verify_chain(trust, 0), good ? row->revoked[library_under_test()] : GOOD);

    close_certificates(trust);
    gnutls_x509_crl_deinit(list);
}

static void test_chain_is_verified_with_lists_beside_it(void **state)
{
    const struct list_row *row = *state;
    gnutls_x509_trust_list_t trust = open_certificates();
    gnutls_x509_crl_t list = load_list(row->name);
    gnutls_x509_crt_t chain[] = { certificates.server, certificates.inter };
    unsigned status = 9;

    assert_code(gnutls_x509_crt_list_verify(chain, 2, &certificates.root, 1, &list, 1, 0, &status),
                0);
    assert_int_equal(status, row->revoked[library_under_test()]);

    gnutls_x509_crl_deinit(list);
    close_certificates(trust);
}

/* ---- who may sign ---- */

struct issuer_row {
    const char *name;
    unsigned status, without_ca_sign;
};

static const struct issuer_row issuer_rows[] = {
    { "inter-cert.pem", GOOD, GOOD },
    { "revocation/no-usage.pem", GOOD, GOOD },
    { "revocation/other-id.pem", GOOD, GOOD },
    { "revocation/past.pem", GOOD, GOOD },
    { "revocation/no-crl-sign.pem", CONSTRAINED, GOOD },
    { "revocation/no-authority.pem", NOT_CA, GOOD },
    { "revocation/same-name.pem", FORGED, FORGED },
    { "root-cert.pem", UNKNOWN, UNKNOWN },
};

static void test_signer_of_a_list_has_to_be_allowed_to(void **state)
{
    const struct issuer_row *row = *state;
    gnutls_x509_crl_t list = load_list("revokes-server");
    gnutls_x509_crt_t issuer = certificate_in("%s", row->name);
    unsigned status = 9;

    assert_code(gnutls_x509_crl_verify(list, &issuer, 1, 0, &status), 0);
    assert_int_equal(status, row->status);
    assert_code(gnutls_x509_crl_verify(list, &issuer, 1, GNUTLS_VERIFY_DISABLE_CA_SIGN, &status),
                0);
    assert_int_equal(status, row->without_ca_sign);
    assert_int_equal(gnutls_x509_crl_check_issuer(list, issuer), row->status != UNKNOWN);

    gnutls_x509_crt_deinit(issuer);
    gnutls_x509_crl_deinit(list);
}

static void test_nobody_signed_where_nobody_is_asked(void **state)
{
    gnutls_x509_crl_t list = load_list("old");
    unsigned status = 9;

    assert_code(gnutls_x509_crl_verify(list, NULL, 0, 0, &status), 0);
    assert_int_equal(status, UNKNOWN | OLD);

    gnutls_x509_crl_deinit(list);
}

/* ---- entries ---- */

static const struct {
    size_t size;
    unsigned char first;
    time_t at;
} entries[] = { { 1, 0x01, 1646370367 }, { 1, 0x12, 1646370367 }, { 9, 0x7f, 1646370367 } };

static void test_entries_are_given_by_place(void **state)
{
    gnutls_x509_crl_t list = load_list("revokes-server");
    unsigned char serial[32];
    time_t at;

    for (unsigned i = 0; i < COUNT(entries); i++) {
        size_t size = sizeof serial;
        assert_code(gnutls_x509_crl_get_crt_serial(list, i, serial, &size, &at), 0);
        assert_int_equal(size, entries[i].size);
        assert_int_equal(serial[0], entries[i].first);
        assert_int_equal(at, entries[i].at);
    }
    size_t size = 5;
    assert_code(gnutls_x509_crl_get_crt_serial(list, 2, serial, &size, &at),
                GNUTLS_E_SHORT_MEMORY_BUFFER);
    assert_int_equal(size, 9);
    assert_code(gnutls_x509_crl_get_crt_serial(list, 3, serial, &size, NULL),
                GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE);

    gnutls_x509_crl_deinit(list);
}

static void test_entries_are_given_one_after_the_other(void **state)
{
    gnutls_x509_crl_t list = load_list("revokes-server");
    gnutls_x509_crl_iter_t iterator = NULL;
    unsigned char serial[32];
    time_t at;
    size_t size = 0;

    assert_code(gnutls_x509_crl_iter_crt_serial(list, &iterator, serial, &size, &at),
                GNUTLS_E_SHORT_MEMORY_BUFFER);
    for (unsigned round = 0; round < 2; round++) {
        for (unsigned i = 0; i < COUNT(entries); i++) {
            size = sizeof serial;
            assert_code(gnutls_x509_crl_iter_crt_serial(list, &iterator, serial, &size, &at), 0);
            assert_int_equal(size, entries[i].size);
            assert_int_equal(serial[0], entries[i].first);
        }
        assert_code(gnutls_x509_crl_iter_crt_serial(list, &iterator, serial, &size, &at),
                    GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE);
    }

    gnutls_x509_crl_iter_deinit(iterator);
    gnutls_x509_crl_iter_deinit(NULL);
    gnutls_x509_crl_deinit(list);
}

/* ---- fields ---- */

static void test_list_is_given_back_as_it_was_read(void **state)
{
    gnutls_datum_t text = load_text("revokes-server"), pem, der;
    gnutls_x509_crl_t list = load_list("revokes-server"), again;
    char small[8];
    size_t size = sizeof small;

    assert_code(gnutls_x509_crl_export2(list, GNUTLS_X509_FMT_PEM, &pem), 0);
    assert_int_equal(pem.size, text.size);
    assert_memory_equal(pem.data, text.data, text.size);
    assert_code(gnutls_x509_crl_export2(list, GNUTLS_X509_FMT_DER, &der), 0);
    assert_code(gnutls_x509_crl_export(list, GNUTLS_X509_FMT_DER, small, &size),
                GNUTLS_E_SHORT_MEMORY_BUFFER);
    assert_int_equal(size, der.size);

    assert_code(gnutls_x509_crl_init(&again), 0);
    assert_code(gnutls_x509_crl_import(again, &der, GNUTLS_X509_FMT_DER), 0);
    assert_int_equal(gnutls_x509_crl_get_crt_count(again), 3);

    gnutls_x509_crl_deinit(again);
    gnutls_x509_crl_deinit(list);
    gnutls_free(pem.data);
    gnutls_free(der.data);
    free(text.data);
}

/* ---- several at once ---- */

static void test_several_lists_are_read_at_once(void **state)
{
    gnutls_datum_t text = two_lists(), junk = { (unsigned char *)"junk", 4 };
    gnutls_x509_crl_t some[4], *all = NULL;
    unsigned count = 4;

    assert_code(gnutls_x509_crl_list_import(some, &count, &text, GNUTLS_X509_FMT_PEM, 0), 2);
    assert_int_equal(count, 2);
    assert_int_equal(gnutls_x509_crl_get_crt_count(some[1]), 3);
    gnutls_x509_crl_deinit(some[0]);
    gnutls_x509_crl_deinit(some[1]);

    count = 1;
    assert_code(gnutls_x509_crl_list_import(some, &count, &text, GNUTLS_X509_FMT_PEM,
                                            GNUTLS_X509_CRT_LIST_IMPORT_FAIL_IF_EXCEED),
                GNUTLS_E_SHORT_MEMORY_BUFFER);
    assert_int_equal(count, 2);

    assert_code(gnutls_x509_crl_list_import2(&all, &count, &text, GNUTLS_X509_FMT_PEM, 0), 0);
    assert_int_equal(count, 2);
    gnutls_x509_crl_deinit(all[0]);
    gnutls_x509_crl_deinit(all[1]);
    gnutls_free(all);
    assert_code(gnutls_x509_crl_list_import2(&all, &count, &junk, GNUTLS_X509_FMT_PEM, 0),
                GNUTLS_E_BASE64_DECODING_ERROR);

    free(text.data);
}

int main(void)
{
    ADD_ROWS(list_rows, test_list_says_what_is_in_it);
    ADD_ROWS(list_rows, test_list_is_held_against_a_chain);
    ADD_ROWS(list_rows, test_list_is_checked_when_that_is_asked);
    ADD_ROWS(list_rows, test_chain_is_verified_with_lists_beside_it);
    ADD_ROWS(issuer_rows, test_signer_of_a_list_has_to_be_allowed_to);
    ADD(test_nobody_signed_where_nobody_is_asked);
    ADD(test_entries_are_given_by_place);
    ADD(test_entries_are_given_one_after_the_other);
    ADD(test_list_is_given_back_as_it_was_read);
    ADD(test_several_lists_are_read_at_once);
    return suite_run("crl");
}

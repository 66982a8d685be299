/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_staples.c - OCSP responses that come with a handshake: given, carried, judged
 *
 * The responses are those of tests/data/revocation/; the server is
 * `server-p256`, under `inter`, under `root`.
 */

#include "staples.h"

static void ask_for_staple(struct sim_end *client, struct sim_end *server, void *name)
{
    assert_code(gnutls_ocsp_status_request_enable_client(client->session, NULL, 0, NULL), 0);
    gnutls_certificate_set_ocsp_status_request_function(pair.server_credentials, give_staple, name);
}

/* ---- what the client makes of it ---- */

struct row {
    const char *name;
    unsigned status[LIBRARIES];
    bool checked; /* by our library; the reference says yes to what it does not look at */
};

/* clang-format off */
static const struct row rows[] = {
    { "good",                  BOTH(GOOD), true },
    { "good-by-key",           BOTH(GOOD), true },
    { "good-sha256",           BOTH(GOOD), true },
    { "delegated",             BOTH(GOOD), true },
    { "nonce",                 BOTH(GOOD), true },
    { "issuer-included",       BOTH(GOOD), true },
    { "revoked",               BOTH(REVOKED), false },
    { "revoked-no-reason",     BOTH(REVOKED), false },
    { "delegated-revoked",     BOTH(REVOKED), false },
    { "second-revoked",        EACH(WRONG, REVOKED), false },
    { "second-good",           EACH(WRONG, GOOD), true },
    { "good-then-revoked",     EACH(GOOD, REVOKED), false },
    { "old-then-good",         EACH(OLD, GOOD), true },
    { "unknown",               BOTH(GOOD), false },
    { "others",                BOTH(WRONG), false },
    { "other-issuer",          BOTH(WRONG), false },
    { "inter-good",            BOTH(WRONG), false },
    { "none",                  BOTH(WRONG), false },
    { "old",                   BOTH(OLD), false },
    { "future",                EACH(GOOD, FUTURE), false },
    { "endless",               BOTH(OLD), false },
    { "spoiled",               BOTH(WRONG), false },
    { "forged",                BOTH(WRONG), false },
    { "by-root",               EACH(GOOD, WRONG), false },
    { "delegated-no-purpose",  BOTH(WRONG), false },
    { "delegated-any-purpose", BOTH(WRONG), false },
    { "delegated-silent",      BOTH(WRONG), false },
    { "delegated-foreign",     EACH(GOOD, WRONG), false },
    { "delegated-self",        BOTH(WRONG), false },
    { "delegated-expired",     BOTH(WRONG), false },
    { "delegated-missing",     BOTH(WRONG), false },
    { "critical",              EACH(GOOD, WRONG), false },
    { "single-critical",       EACH(GOOD, WRONG), false },
    { "later",                 BOTH(GOOD), false },
};
/* clang-format on */

static void check_row(const struct row *row, const char *priority)
{
    struct pair_options options = {
        .client_priority = priority,
        .server_priority = priority,
        .prepare = ask_for_staple,
        .context = (void *)(uintptr_t)row->name,
    };
    gnutls_datum_t sent = file_in("revocation/%s.ocsp", row->name), got;
    unsigned status = 9;

    connect_pair(&options);
    gnutls_session_t client = pair.client.session;
    assert_code(gnutls_ocsp_status_request_get(client, &got), 0);
    assert_int_equal(got.size, sent.size);
    assert_memory_equal(got.data, sent.data, sent.size);
    assert_true(gnutls_ocsp_status_request_is_checked(client, GNUTLS_OCSP_SR_IS_AVAIL) != 0);

    assert_code(gnutls_certificate_verify_peers3(client, "localhost", &status), 0);
    assert_int_equal(status, row->status[library_under_test()]);
    if (library_under_test() == REPRISE)
        assert_int_equal(gnutls_ocsp_status_request_is_checked(client, 0) != 0, row->checked);

    gnutls_certificate_set_verify_flags(pair.client_credentials, GNUTLS_VERIFY_DISABLE_CRL_CHECKS);
    assert_code(gnutls_certificate_verify_peers3(client, "localhost", &status), 0);
    assert_int_equal(status, GOOD);
    free(sent.data);
}

static void test_staple_is_judged(void **state)
{
    check_row(*state, NULL);
}

static void test_staple_is_judged_in_tls12(void **state)
{
    check_row(*state, TLS12);
}

/* ---- none where none is ---- */

static void test_without_a_staple_nothing_is_said(void **state)
{
    struct pair_options options = { .prepare = ask_for_staple };
    gnutls_datum_t got;
    unsigned status = 9;

    connect_pair(&options);
    assert_code(gnutls_ocsp_status_request_get(pair.client.session, &got),
                GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE);
    assert_int_equal(
        gnutls_ocsp_status_request_is_checked(pair.client.session, GNUTLS_OCSP_SR_IS_AVAIL), 0);
    assert_code(gnutls_certificate_verify_peers3(pair.client.session, "localhost", &status), 0);
    assert_int_equal(status, GOOD);
    assert_int_equal(gnutls_ocsp_status_request_is_checked(pair.client.session, 0), 0);
}

/* ---- what a server takes ---- */

struct set_row {
    const char *name;
    int result;
    time_t expires; /* of the first, if it is there */
};

#define END 2524521600L

/* clang-format off */
static const struct set_row set_rows[] = {
    { "good",           1, END },
    { "good-by-key",    1, END },
    { "good-sha256",    1, END },
    { "delegated",      1, END },
    { "unknown",        1, END },
    { "endless",        1, -1 },
    { "future",         1, END },
    { "inter-good",     1, -1 },
    { "revoked",        GNUTLS_E_EXPIRED, -1 },
    { "inter-revoked",  GNUTLS_E_EXPIRED, -1 },
    { "old",            GNUTLS_E_EXPIRED, -1 },
    { "others",         GNUTLS_E_OCSP_MISMATCH_WITH_CERTS, -1 },
    { "none",           GNUTLS_E_OCSP_MISMATCH_WITH_CERTS, -1 },
    { "later",          GNUTLS_E_OCSP_MISMATCH_WITH_CERTS, -1 },
    { "other-issuer",   GNUTLS_E_OCSP_MISMATCH_WITH_CERTS, -1 },
};
/* clang-format on */

static void test_server_takes_what_is_about_its_chain(void **state)
{
    const struct set_row *row = *state;
    gnutls_certificate_credentials_t credentials;
    gnutls_datum_t der = file_in("revocation/%s.ocsp", row->name);

    assert_code(pair_credentials(&credentials, "server-p256"), 0);
    assert_code(
        gnutls_certificate_set_ocsp_status_request_mem(credentials, &der, 0, GNUTLS_X509_FMT_DER),
        row->result);
    assert_int_equal(gnutls_certificate_get_ocsp_expiration(credentials, 0, 0, 0), row->expires);

    gnutls_certificate_free_credentials(credentials);
    free(der.data);
}

static void test_expiration_is_told_by_place(void **state)
{
    gnutls_certificate_credentials_t credentials;
    gnutls_datum_t der = file_in("revocation/%s.ocsp", "inter-good");

    assert_code(pair_credentials(&credentials, "server-p256"), 0);
    assert_int_equal(gnutls_certificate_get_ocsp_expiration(credentials, 0, -1, 0), 0);
    assert_code(
        gnutls_certificate_set_ocsp_status_request_mem(credentials, &der, 0, GNUTLS_X509_FMT_DER),
        1);
    assert_int_equal(gnutls_certificate_get_ocsp_expiration(credentials, 0, 0, 0), -1);
    assert_int_equal(gnutls_certificate_get_ocsp_expiration(credentials, 0, 1, 0), END);
    assert_int_equal(gnutls_certificate_get_ocsp_expiration(credentials, 0, 2, 0), -2);
    assert_int_equal(gnutls_certificate_get_ocsp_expiration(credentials, 0, -1, 0), END);
    assert_int_equal(gnutls_certificate_get_ocsp_expiration(credentials, 1, 0, 0), -2);

    gnutls_certificate_free_credentials(credentials);
    free(der.data);
}

/* ---- more than one ---- */

static void set_two(struct sim_end *client, struct sim_end *server, void *second)
{
    gnutls_datum_t responses[] = { file_in("revocation/%s.ocsp", "good"),
                                   file_in("revocation/%s.ocsp", second) };

    gnutls_ocsp_status_request_enable_client(client->session, NULL, 0, NULL);
    for (unsigned i = 0; i < COUNT(responses); i++) {
        assert_int_equal(gnutls_certificate_set_ocsp_status_request_mem(
                             pair.server_credentials, &responses[i], 0, GNUTLS_X509_FMT_DER),
                         1);
        free(responses[i].data);
    }
}

static void test_each_certificate_has_its_staple(void **state)
{
    char name[] = "inter-good";
    struct pair_options options = { .prepare = set_two, .context = name };
    gnutls_datum_t expected = file_in("revocation/%s.ocsp", name), got;
    unsigned status = 9;

    connect_pair(&options);
    assert_code(gnutls_ocsp_status_request_get2(pair.client.session, 1, &got), 0);
    assert_int_equal(got.size, expected.size);
    assert_memory_equal(got.data, expected.data, got.size);
    assert_code(gnutls_ocsp_status_request_get2(pair.client.session, 2, &got),
                GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE);
    assert_code(gnutls_certificate_verify_peers3(pair.client.session, "localhost", &status), 0);
    assert_int_equal(status, GOOD);
    free(expected.data);
}

int main(void)
{
    ADD_ROWS(rows, test_staple_is_judged);
    ADD_ROWS(rows, test_staple_is_judged_in_tls12);
    ADD(test_without_a_staple_nothing_is_said);
    ADD_ROWS(set_rows, test_server_takes_what_is_about_its_chain);
    ADD(test_expiration_is_told_by_place);
    ADD(test_each_certificate_has_its_staple);
    return suite_run("staples");
}

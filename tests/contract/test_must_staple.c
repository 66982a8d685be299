/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_must_staple.c - a server whose certificate promises a staple, and what comes of it
 *
 * RFC 7633. The server is `promised` of tests/data/revocation/, under `inter`, under `root`. The
 * client is asked twice what it makes of the server: after the handshake, and during it, where it
 * ends the handshake.
 */

#include "staples.h"

struct row {
    const char *name;
    const char *staple; /* NULL: none comes */
    enum { ASKED, NOT_ASKED, UNCHECKED } how;
    unsigned status[LIBRARIES];
};

/* clang-format off */
static const struct row rows[] = {
    { "good",                        "promised-good",           ASKED,     BOTH(GOOD) },
    { "good, by a delegate",         "promised-delegated",      ASKED,     BOTH(GOOD) },
    { "revoked",                     "promised-revoked",        ASKED,     BOTH(REVOKED) },
    { "revoked by the second entry", "promised-second-revoked", ASKED,     EACH(WRONG, REVOKED) },
    { "past",                        "promised-old",            ASKED,     BOTH(OLD) },
    { "forged",                      "promised-forged",         ASKED,     BOTH(WRONG) },
    { "unknown",                     "promised-unknown",        ASKED,     EACH(GOOD, MISSING) },
    { "the responder has no answer", "later",                   ASKED,     BOTH(MISSING) },
    { "about another certificate",   "good",                    ASKED,     BOTH(WRONG) },
    { "none",                        NULL,                      ASKED,     BOTH(MISSING) },
    { "none, and none was asked",    NULL,                      NOT_ASKED, BOTH(GOOD) },
    { "none, and nobody cares",      NULL,                      UNCHECKED, BOTH(GOOD) },
    { "revoked, and nobody cares",   "promised-revoked",        UNCHECKED, BOTH(GOOD) },
};
/* clang-format on */

static void prepare(struct sim_end *client, struct sim_end *server, void *context)
{
    const struct row *row = context;

    gnutls_certificate_set_ocsp_status_request_function(pair.server_credentials, give_staple,
                                                        (void *)(uintptr_t)row->staple);
    if (row->how == UNCHECKED)
        gnutls_certificate_set_verify_flags(pair.client_credentials,
                                            GNUTLS_VERIFY_DISABLE_CRL_CHECKS);
}

static struct pair_options options_for(const struct row *row, const char *priority)
{
    return (struct pair_options){
        .client_priority = priority,
        .server_priority = priority,
        .client_flags = row->how == NOT_ASKED ? GNUTLS_NO_DEFAULT_EXTENSIONS : 0,
        .server_identity = "revocation/promised",
        .prepare = prepare,
        .context = (void *)(uintptr_t)row,
    };
}

static void check_after(const struct row *row, const char *priority)
{
    struct pair_options options = options_for(row, priority);
    unsigned expected = row->status[library_under_test()], status = 99;
    gnutls_datum_t got;

    connect_pair(&options);
    assert_code(gnutls_ocsp_status_request_get(pair.client.session, &got),
                row->staple != NULL ? 0 : GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE);
    assert_code(gnutls_certificate_verify_peers3(pair.client.session, "localhost", &status), 0);
    assert_int_equal(status, expected);
}

static void check_during(const struct row *row, const char *priority)
{
    struct pair_options options = options_for(row, priority);
    unsigned expected = row->status[library_under_test()];

    options.verify_name = "localhost";
    sim_init(&sim, &(struct sim_options){ .rtt_ms = 80 });
    assert_int_equal(pair_open(&pair, &sim, &options), 0);
    assert_code(pair_handshake(&pair),
                expected == GOOD ? 0 : GNUTLS_E_CERTIFICATE_VERIFICATION_ERROR);
    assert_int_equal(gnutls_session_get_verify_cert_status(pair.client.session), expected);
}

static void test_client_asks_afterwards(void **state)
{
    check_after(*state, NULL);
}

static void test_client_asks_afterwards_in_tls12(void **state)
{
    check_after(*state, TLS12);
}

static void test_client_asks_during_the_handshake(void **state)
{
    check_during(*state, NULL);
}

static void test_client_asks_during_the_handshake_in_tls12(void **state)
{
    check_during(*state, TLS12);
}

/* A session is resumed without a certificate: what was promised was kept, or not, the first time. */
static void test_resumed_session_needs_no_staple(void **state)
{
    const struct row *first = &rows[0], none = { "none", NULL, ASKED, BOTH(MISSING) };
    struct pair_options options = options_for(first, NULL);
    gnutls_datum_t data;

    options.tickets = true;
    options.verify_name = "localhost";
    options.ticket_key = &pair_ticket_key;
    connect_pair(&options);
    assert_true(pair_settle(&pair) >= 0);
    assert_code(INSIST(gnutls_session_get_data2(pair.client.session, &data)), 0);
    pair_close(&pair);

    options.context = (void *)(uintptr_t)&none;
    options.session_data = &data;
    assert_int_equal(pair_open(&pair, &sim, &options), 0);
    assert_code(pair_handshake(&pair), 0);
    assert_true(gnutls_session_is_resumed(pair.client.session));
    gnutls_free(data.data);
}

int main(void)
{
    ADD_ROWS(rows, test_client_asks_afterwards);
    ADD_ROWS(rows, test_client_asks_afterwards_in_tls12);
    ADD_ROWS(rows, test_client_asks_during_the_handshake);
    ADD_ROWS(rows, test_client_asks_during_the_handshake_in_tls12);
    ADD(test_resumed_session_needs_no_staple);
    return suite_run("must_staple");
}

/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_raw_key_functions.c - functions that give a bare key away, RFC 7250 */

#include "suite.h"

#include <gnutls/abstract.h>

#include <stdio.h>

#define P12     "NORMAL:-VERS-ALL:+VERS-TLS1.2"
#define P13     "NORMAL:-VERS-ALL:+VERS-TLS1.3"
#define RAW     ":-CTYPE-ALL:+CTYPE-RAWPK"
#define EITHER  ":+CTYPE-RAWPK"
#define X509    GNUTLS_CRT_X509
#define BARE    GNUTLS_CRT_RAWPK
#define FAILED  GNUTLS_E_FATAL_ALERT_RECEIVED
#define NO_TYPE GNUTLS_E_UNSUPPORTED_CERTIFICATE_TYPE
#define NO_SUIT GNUTLS_E_NO_CIPHER_SUITES
#define WRONG   GNUTLS_E_INVALID_REQUEST

enum { SERVER, CLIENT, ENDS };

struct row {
    const char *name, *version, *client_tail, *server_tail;
    bool third; /* the function is of the third kind, else of the second */
    gnutls_certificate_type_t gives[ENDS];
    int client, server;
    gnutls_certificate_type_t type; /* agreed on, for both */
};

/* What the functions were given and saw, by end. */
static struct {
    const struct row *row;
    unsigned calls[ENDS];
    gnutls_certificate_type_t ours[ENDS], peers[ENDS];
    gnutls_pcert_st lent[ENDS];
    gnutls_privkey_t lent_key[ENDS];
} told;

static const char *const names[ENDS] = { "server-p256", "client-p256" };

static void load_certificate(int end, gnutls_pcert_st *out)
{
    bool bare = told.row->gives[end] == BARE;
    char path[64];
    gnutls_datum_t pem;

    snprintf(path, sizeof path, "%s-%s.pem", names[end], bare ? "public" : "cert");
    assert_int_equal(pair_load(path, &pem), 0);
    if (bare)
        assert_code(gnutls_pcert_import_rawpk_raw(out, &pem, GNUTLS_X509_FMT_PEM, 0, 0), 0);
    else
        assert_code(gnutls_pcert_import_x509_raw(out, &pem, GNUTLS_X509_FMT_PEM, 0), 0);
    free(pem.data);
}

static void load_key(int end, gnutls_privkey_t *out)
{
    char path[64];
    gnutls_datum_t pem;

    snprintf(path, sizeof path, "%s-key.pem", names[end]);
    assert_int_equal(pair_load(path, &pem), 0);
    assert_code(gnutls_privkey_init(out), 0);
    assert_code(gnutls_privkey_import_x509_raw(*out, &pem, GNUTLS_X509_FMT_PEM, NULL, 0), 0);
    free(pem.data);
}

static int note_call(gnutls_session_t session)
{
    int end = session == pair.client.session ? CLIENT : SERVER;

    told.calls[end]++;
    told.ours[end] = gnutls_certificate_type_get2(session, GNUTLS_CTYPE_OURS);
    told.peers[end] = gnutls_certificate_type_get2(session, GNUTLS_CTYPE_PEERS);
    return end;
}

static int lend(gnutls_session_t session, const gnutls_datum_t *authorities, int count,
                const gnutls_pk_algorithm_t *algorithms, int algorithm_count, gnutls_pcert_st **out,
                unsigned *out_count, gnutls_privkey_t *key)
{
    int end = note_call(session);

    *out = &told.lent[end];
    *out_count = 1;
    *key = told.lent_key[end];
    return 0;
}

static int give(gnutls_session_t session, const struct gnutls_cert_retr_st *info,
                gnutls_pcert_st **out, unsigned *out_count, gnutls_ocsp_data_st **staples,
                unsigned *staple_count, gnutls_privkey_t *key, unsigned *flags)
{
    int end = note_call(session);

    *out = gnutls_calloc(1, sizeof **out);
    *out_count = 1;
    load_certificate(end, *out);
    load_key(end, key);
    *flags = GNUTLS_CERT_RETR_DEINIT_ALL;
    return 0;
}

static int trust(gnutls_session_t session)
{
    return 0;
}

static void arm(struct sim_end *client, struct sim_end *server, void *context)
{
    gnutls_certificate_credentials_t of[ENDS] = { pair.server_credentials,
                                                  pair.client_credentials };

    for (int i = 0; i < ENDS; i++) {
        gnutls_certificate_free_keys(of[i]);
        gnutls_certificate_set_verify_function(of[i], trust);
        if (told.row->third)
            gnutls_certificate_set_retrieve_function3(of[i], give);
        else
            gnutls_certificate_set_retrieve_function2(of[i], lend);
        load_certificate(i, &told.lent[i]);
        load_key(i, &told.lent_key[i]);
    }
    gnutls_certificate_server_set_request(server->session, GNUTLS_CERT_REQUIRE);
}

static void take_back(void)
{
    for (int i = 0; i < ENDS; i++) {
        gnutls_pcert_deinit(&told.lent[i]);
        gnutls_privkey_deinit(told.lent_key[i]);
    }
}

static void assert_agreed(const struct row *row)
{
    gnutls_session_t ends[ENDS] = { pair.server.session, pair.client.session };

    for (int i = 0; i < ENDS; i++) {
        const gnutls_datum_t *ours = gnutls_certificate_get_ours(ends[i]);
        unsigned count = 0;
        const gnutls_datum_t *seen = gnutls_certificate_get_peers(ends[!i], &count);

        assert_int_equal(told.calls[i], 1);
        assert_int_equal(told.ours[i], row->type);
        assert_int_equal(told.peers[i], row->type);
        assert_int_equal(gnutls_certificate_type_get2(ends[i], GNUTLS_CTYPE_OURS), row->type);
        assert_int_equal(gnutls_certificate_type_get2(ends[i], GNUTLS_CTYPE_PEERS), row->type);
        assert_int_equal(count, 1);
        assert_int_equal(seen[0].size, ours->size);
        assert_memory_equal(seen[0].data, ours->data, ours->size);
    }
    assert_code(pair_ping(&pair), 0);
}

static void test_what_is_given(void **state)
{
    const struct row *row = *state;
    char client[128], server[128];
    struct pair_options options = { .client_priority = client,
                                    .server_priority = server,
                                    .client_flags = GNUTLS_ENABLE_RAWPK,
                                    .server_flags = GNUTLS_ENABLE_RAWPK,
                                    .prepare = arm };

    memset(&told, 0, sizeof told);
    told.row = row;
    snprintf(client, sizeof client, "%s%s", row->version, row->client_tail);
    snprintf(server, sizeof server, "%s%s", row->version, row->server_tail);
    sim_init(&sim, &(struct sim_options){ 0 });
    assert_code(pair_open(&pair, &sim, &options), 0);
    pair_handshake(&pair);

    assert_code(pair.client.result, row->client);
    if (row->client != WRONG) /* libgnutls's client sends an alert for that in TLS 1.3 only */
        assert_code(pair.server.result, row->server);
    if (row->client == 0)
        assert_agreed(row);
    take_back();
}

/* clang-format off */
static const struct row rows[] = {
    /*                                                          server gives, client gives */
    { "bare keys of the second kind",             P13, RAW,    RAW,    false, { BARE, BARE }, 0, 0, BARE },
    { "bare keys of the third kind",              P13, RAW,    RAW,    true,  { BARE, BARE }, 0, 0, BARE },
    { "certificates where either would do",       P13, EITHER, EITHER, true,  { X509, X509 }, 0, 0, X509 },
    { "bare keys that only the server may show",  P13, "",     EITHER, true,  { BARE, BARE }, FAILED, NO_SUIT, 0 },
    { "a certificate where a key was agreed on",  P13, RAW,    EITHER, true,  { X509, BARE }, FAILED, NO_SUIT, 0 },
    { "a client's certificate instead of a key",  P13, RAW,    RAW,    true,  { BARE, X509 }, WRONG, 0, 0 },
    { "no type in common",                        P13, RAW,    "",     true,  { BARE, BARE }, FAILED, NO_TYPE, 0 },
    { "bare keys of the second kind, TLS 1.2",    P12, RAW,    RAW,    false, { BARE, BARE }, 0, 0, BARE },
    { "bare keys of the third kind, TLS 1.2",     P12, RAW,    RAW,    true,  { BARE, BARE }, 0, 0, BARE },
    { "certificates where either do, TLS 1.2",    P12, EITHER, EITHER, true,  { X509, X509 }, 0, 0, X509 },
    { "keys only the server may show, TLS 1.2",   P12, "",     EITHER, true,  { BARE, BARE }, FAILED, NO_SUIT, 0 },
    { "a certificate instead of a key, TLS 1.2",  P12, RAW,    EITHER, true,  { X509, BARE }, FAILED, NO_SUIT, 0 },
    { "a client's certificate instead, TLS 1.2",  P12, RAW,    RAW,    true,  { BARE, X509 }, WRONG, 0, 0 },
    { "no type in common, TLS 1.2",               P12, RAW,    "",     true,  { BARE, BARE }, FAILED, NO_TYPE, 0 },
};
/* clang-format on */

static void do_not_ask_yet(struct sim_end *client, struct sim_end *server, void *context)
{
    arm(client, server, context);
    gnutls_certificate_server_set_request(server->session, GNUTLS_CERT_IGNORE);
}

/* RFC 8446, 4.6.2: the type has been agreed on when the client is asked. */
static void test_bare_key_is_shown_after_the_handshake(void **state)
{
    const unsigned flags = GNUTLS_ENABLE_RAWPK | GNUTLS_POST_HANDSHAKE_AUTH;
    static const struct row row = { .third = true, .gives = { BARE, BARE } };
    unsigned count = 0;
    int result = GNUTLS_E_AGAIN;

    memset(&told, 0, sizeof told);
    told.row = &row;
    sim_init(&sim, &(struct sim_options){ 0 });
    connect_pair(&(struct pair_options){ .client_priority = P13 RAW,
                                         .server_priority = P13 RAW,
                                         .client_flags = flags,
                                         .server_flags = flags,
                                         .prepare = do_not_ask_yet });
    assert_int_equal(told.calls[CLIENT], 0);
    gnutls_certificate_server_set_request(pair.server.session, GNUTLS_CERT_REQUIRE);
    for (int i = 0; i < 3000; i++) {
        char byte;

        result = gnutls_reauth(pair.server.session, 0);
        if (result != GNUTLS_E_AGAIN && result != GNUTLS_E_INTERRUPTED)
            break;
        if (pair_receive(&pair.client, &byte, 1) == GNUTLS_E_REAUTH_REQUEST)
            assert_code(INSIST(gnutls_reauth(pair.client.session, 0)), 0);
    }

    assert_code(result, 0);
    assert_int_equal(told.ours[CLIENT], BARE);
    assert_int_equal(gnutls_certificate_type_get2(pair.server.session, GNUTLS_CTYPE_PEERS), BARE);
    assert_non_null(gnutls_certificate_get_peers(pair.server.session, &count));
    assert_int_equal(count, 1);
    take_back();
}

static void test_key_is_set_as_it_would_be_sent(void **state)
{
    static const struct row row = { .gives = { BARE, BARE } };
    gnutls_certificate_credentials_t credentials;
    gnutls_pcert_st *pcert = gnutls_calloc(1, sizeof *pcert);
    gnutls_privkey_t key;

    told.row = &row;
    load_certificate(SERVER, pcert);
    load_key(SERVER, &key);
    assert_code(gnutls_certificate_allocate_credentials(&credentials), 0);
    assert_code(gnutls_certificate_set_key(credentials, NULL, 0, pcert, 1, key), 0);
    gnutls_certificate_free_credentials(credentials);
    if (library_under_test() == REPRISE) /* the other one keeps the list */
        gnutls_free(pcert);
}

int main(void)
{
    ADD_ROWS(rows, test_what_is_given);
    ADD(test_bare_key_is_shown_after_the_handshake);
    ADD(test_key_is_set_as_it_would_be_sent);
    return suite_run("raw_key_functions");
}

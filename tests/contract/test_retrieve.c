/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_retrieve.c - functions that give a certificate away, memory and all
 *
 * Run under a sanitizer they show that what was given is released once: the first kind gives
 * handles of x509.h, the third what is sent as it is, with a staple. test_callbacks.c has the
 * second, which only lends.
 */

#include "suite.h"

#include <gnutls/abstract.h>
#include <stdio.h>

static struct {
    const char *name; /* in tests/data */
    int refuse;       /* the code to give instead */
    bool gives_nothing, staples;
    unsigned calls;
} told;

static void load(const char *ending, gnutls_datum_t *out)
{
    char path[64];

    snprintf(path, sizeof path, "%s-%s", told.name, ending);
    assert_int_equal(pair_load(path, out), 0);
}

/* ---- the first kind ---- */

static int give_handles(gnutls_session_t session, const gnutls_datum_t *authorities, int count,
                        const gnutls_pk_algorithm_t *algorithms, int algorithm_count,
                        gnutls_retr2_st *out)
{
    gnutls_datum_t chain, key;

    told.calls++;
    memset(out, 0, sizeof *out);
    if (told.refuse != 0 || told.gives_nothing)
        return told.refuse;
    load("chain.pem", &chain);
    load("key.pem", &key);
    out->cert_type = GNUTLS_CRT_X509;
    out->key_type = GNUTLS_PRIVKEY_X509;
    out->deinit_all = 1;
    assert_code(
        gnutls_x509_crt_list_import2(&out->cert.x509, &out->ncerts, &chain, GNUTLS_X509_FMT_PEM, 0),
        0);
    assert_code(gnutls_x509_privkey_init(&out->key.x509), 0);
    assert_code(gnutls_x509_privkey_import(out->key.x509, &key, GNUTLS_X509_FMT_PEM), 0);
    free(chain.data);
    free(key.data);
    return 0;
}

/* ---- the third kind ---- */

enum { CHAIN = 2 };

static void give_staple(gnutls_ocsp_data_st **out, unsigned *out_count)
{
    gnutls_datum_t response;

    load("ocsp.der", &response);
    *out = gnutls_calloc(CHAIN, sizeof **out);
    (*out)[0].response.data = gnutls_malloc(response.size);
    (*out)[0].response.size = response.size;
    memcpy((*out)[0].response.data, response.data, response.size);
    *out_count = CHAIN;
    free(response.data);
}

static int give_all(gnutls_session_t session, const struct gnutls_cert_retr_st *info,
                    gnutls_pcert_st **certificates, unsigned *count, gnutls_ocsp_data_st **staples,
                    unsigned *staple_count, gnutls_privkey_t *key, unsigned *flags)
{
    gnutls_datum_t chain, secret;

    told.calls++;
    if (told.refuse != 0 || told.gives_nothing)
        return told.refuse;
    load("chain.pem", &chain);
    load("key.pem", &secret);
    *count = CHAIN;
    *certificates = gnutls_calloc(CHAIN, sizeof **certificates);
    assert_code(
        gnutls_pcert_list_import_x509_raw(*certificates, count, &chain, GNUTLS_X509_FMT_PEM, 0), 0);
    assert_code(gnutls_privkey_init(key), 0);
    assert_code(gnutls_privkey_import_x509_raw(*key, &secret, GNUTLS_X509_FMT_PEM, NULL, 0), 0);
    if (told.staples)
        give_staple(staples, staple_count);
    *flags = GNUTLS_CERT_RETR_DEINIT_ALL;
    free(chain.data);
    free(secret.data);
    return 0;
}

/* ---- what comes of it ---- */

#define TLS12 "NORMAL:-VERS-ALL:+VERS-TLS1.2"

struct row {
    const char *name;
    const char *priority; /* of both; NULL: of TLS 1.3 */
    bool third;
    const char *identity;
    int refuse;
    bool gives_nothing, staples;
    int client[LIBRARIES], server[LIBRARIES]; /* what the handshake gives */
};

/* clang-format off */
#define TOLD    BOTH(GNUTLS_E_FATAL_ALERT_RECEIVED)
#define NOBODY  EACH(GNUTLS_E_NO_CIPHER_SUITES, GNUTLS_E_INSUFFICIENT_CREDENTIALS)
#define REFUSED BOTH(GNUTLS_E_NO_CIPHER_SUITES)

static const struct row rows[] = {
    { "handles",             NULL,  false, "server-p384",  0, false, false, BOTH(0), BOTH(0) },
    { "handles, RSA",        NULL,  false, "server-rsa",   0, false, false, BOTH(0), BOTH(0) },
    { "no handles",          NULL,  false, "server-p256",  0, true,  false, TOLD,    NOBODY },
    { "a refusal",           NULL,  false, "server-p256", -1, false, false, TOLD,    REFUSED },
    { "all",                 NULL,  true,  "server-p384",  0, false, false, BOTH(0), BOTH(0) },
    { "all, with a staple",  NULL,  true,  "server-p256",  0, false, true,  BOTH(0), BOTH(0) },
    { "nothing",             NULL,  true,  "server-p256",  0, true,  false, TOLD,    NOBODY },
    { "a refusal of all",    NULL,  true,  "server-p256", -1, false, false, TOLD,    REFUSED },
    /* the first suite that both know is for ECDSA */
    { "handles, in TLS 1.2",             TLS12, false, "server-p384",  0, false, false, BOTH(0), BOTH(0) },
    { "handles, RSA, in TLS 1.2",        TLS12, false, "server-rsa",   0, false, false, BOTH(0), BOTH(0) },
    { "all, RSA, in TLS 1.2",            TLS12, true,  "server-rsa",   0, false, false, BOTH(0), BOTH(0) },
    { "all, with a staple, in TLS 1.2",  TLS12, true,  "server-p256",  0, false, true,  BOTH(0), BOTH(0) },
    { "nothing, in TLS 1.2",             TLS12, true,  "server-p256",  0, true,  false, TOLD,    REFUSED },
    { "a refusal of all, in TLS 1.2",    TLS12, true,  "server-p256", -1, false, false, TOLD,    REFUSED },
};
/* clang-format on */

static void prepare(struct sim_end *client, struct sim_end *server, void *context)
{
    const struct row *row = context;

    if (row->third)
        gnutls_certificate_set_retrieve_function3(pair.server_credentials, give_all);
    else
        gnutls_certificate_set_retrieve_function(pair.server_credentials, give_handles);
}

static void test_what_is_given(void **state)
{
    const struct row *row = *state;
    gnutls_datum_t staple = { NULL, 0 };
    unsigned size = 0;

    memset(&told, 0, sizeof told);
    told.name = row->identity;
    told.refuse = row->refuse;
    told.gives_nothing = row->gives_nothing;
    told.staples = row->staples;
    assert_code(pair_open(&pair, &sim,
                          &(struct pair_options){ .client_priority = row->priority,
                                                  .server_priority = row->priority,
                                                  .prepare = prepare,
                                                  .context = (void *)(uintptr_t)row }),
                0);
    pair_handshake(&pair);

    assert_code(pair.client.result, row->client[library_under_test()]);
    assert_code(pair.server.result, row->server[library_under_test()]);
    assert_true(told.calls > 0);
    assert_true(library_under_test() == REFERENCE || told.calls == 1);
    gnutls_certificate_get_peers(pair.client.session, &size);
    assert_int_equal(size, pair.client.result == 0 ? CHAIN : 0);
    assert_int_equal(gnutls_ocsp_status_request_get(pair.client.session, &staple) == 0,
                     row->staples);
}

int main(void)
{
    ADD_ROWS(rows, test_what_is_given);
    return suite_run("retrieve");
}

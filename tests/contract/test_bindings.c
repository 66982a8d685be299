/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_bindings.c - what both ends agree upon: randoms, channel bindings */

#include "suite.h"

#include <gnutls/abstract.h>
#include <gnutls/crypto.h>
#include <gnutls/x509.h>

static void test_the_ends_see_one_random_each(void **state)
{
    gnutls_datum_t client[2], server[2];
    begin_pair(&(struct pair_options){ 0 });
    assert_code(pair_handshake(&pair), 0);

    gnutls_session_get_random(pair.client.session, &client[0], &server[0]);
    gnutls_session_get_random(pair.server.session, &client[1], &server[1]);

    assert_int_equal(client[0].size, 32);
    assert_memory_equal(client[0].data, client[1].data, 32);
    assert_memory_equal(server[0].data, server[1].data, 32);
    assert_memory_not_equal(client[0].data, server[0].data, 32);
}

struct binding_row {
    const char *name;
    gnutls_channel_binding_t type;
    int code;
};

static const struct binding_row binding_rows[] = {
    { "tls-exporter", GNUTLS_CB_TLS_EXPORTER, 0 },
    { "tls-server-end-point", GNUTLS_CB_TLS_SERVER_END_POINT, 0 },
    { "tls-unique is not for TLS 1.3", GNUTLS_CB_TLS_UNIQUE,
      GNUTLS_E_CHANNEL_BINDING_NOT_AVAILABLE },
};

static void test_binding(void **state)
{
    const struct binding_row *row = *state;
    gnutls_datum_t client = { NULL, 0 }, server = { NULL, 0 };
    begin_pair(&(struct pair_options){ 0 });
    assert_code(gnutls_session_channel_binding(pair.client.session, row->type, &client),
                GNUTLS_E_CHANNEL_BINDING_NOT_AVAILABLE);
    assert_code(pair_handshake(&pair), 0);

    assert_code(gnutls_session_channel_binding(pair.client.session, row->type, &client), row->code);
    assert_code(gnutls_session_channel_binding(pair.server.session, row->type, &server), row->code);

    if (row->code != 0)
        return;
    assert_int_equal(client.size, 32);
    assert_int_equal(server.size, 32);
    assert_memory_equal(client.data, server.data, 32);
    gnutls_free(client.data);
    gnutls_free(server.data);
}

/* RFC 5929, 4.1: the certificate was signed with SHA-256. */
static void test_the_end_point_is_the_digest_of_the_certificate(void **state)
{
    gnutls_datum_t certificate, binding = { NULL, 0 };
    unsigned char digest[32];
    begin_pair(&(struct pair_options){ 0 });
    assert_code(pair_handshake(&pair), 0);
    assert_code(pair_load("server-p256-cert.der", &certificate), 0);
    assert_code(gnutls_hash_fast(GNUTLS_DIG_SHA256, certificate.data, certificate.size, digest), 0);

    assert_code(gnutls_session_channel_binding(pair.client.session, GNUTLS_CB_TLS_SERVER_END_POINT,
                                               &binding),
                0);

    assert_memory_equal(binding.data, digest, 32);
    gnutls_free(binding.data);
    free(certificate.data);
}

int main(void)
{
    ADD(test_the_ends_see_one_random_each);
    ADD_ROWS(binding_rows, test_binding);
    ADD(test_the_end_point_is_the_digest_of_the_certificate);
    return suite_run("callbacks of the handshake");
}

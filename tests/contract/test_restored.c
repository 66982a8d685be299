/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_restored.c - what a resumed session knows of the first one
 *
 * Holds the section on what is restored by a resumption.
 */

#include "suite.h"

#include <gnutls/x509.h>

/* Everything is asked of both ends after each of these hops. */
enum { HOPS = 3 };

static const struct pair_options both_certificates = {
    .ticket_key = &pair_ticket_key,
    .request = GNUTLS_CERT_REQUIRE,
    .client_identity = "client-p256",
};

/* Leaves in `pair` a connection that resumed `hops` times over. */
static void resume_times(const struct pair_options *first, int hops)
{
    gnutls_datum_t data = { NULL, 0 };
    struct pair_options options = *first;
    sim_init(&sim, &(struct sim_options){ .rtt_ms = 20 });
    connect_pair(&options);
    for (int i = 0; i < hops; i++) {
        assert_int_equal(pair_settle(&pair), 0);
        assert_code(gnutls_session_get_data2(pair.client.session, &data), 0);
        pair_close(&pair);
        options.session_data = &data;
        connect_pair(&options);
        gnutls_free(data.data);
        assert_true(gnutls_session_is_resumed(pair.client.session));
        assert_true(gnutls_session_is_resumed(pair.server.session));
    }
}

static void assert_chain(gnutls_session_t session, const char *leaf)
{
    gnutls_datum_t expected;
    unsigned size = 0;
    char name[64] = "";
    strcat(strcpy(name, leaf), "-cert.der");
    assert_code(pair_load(name, &expected), 0);

    const gnutls_datum_t *chain = gnutls_certificate_get_peers(session, &size);

    assert_non_null(chain);
    assert_int_equal(size, 2);
    assert_int_equal(chain[0].size, expected.size);
    assert_memory_equal(chain[0].data, expected.data, expected.size);
    free(expected.data);
    assert_code(pair_load("inter-cert.der", &expected), 0);
    assert_int_equal(chain[1].size, expected.size);
    assert_memory_equal(chain[1].data, expected.data, expected.size);
    free(expected.data);
}

struct hop_row {
    const char *name;
    int hops;
};

static const struct hop_row hop_rows[] = {
    { "the peers' chains, not resumed", 0 },
    { "the peers' chains, resumed once", 1 },
    { "the peers' chains, resumed over several hops", HOPS },
};

static void test_chains(void **state)
{
    const struct hop_row *row = *state;

    resume_times(&both_certificates, row->hops);

    assert_chain(pair.client.session, "server-p256");
    assert_chain(pair.server.session, "client-p256");
}

static void test_own_certificate_is_not_restored(void **state)
{
    resume_times(&both_certificates, 0);
    assert_non_null(gnutls_certificate_get_ours(pair.client.session));
    assert_non_null(gnutls_certificate_get_ours(pair.server.session));
    pair_close(&pair);

    resume_times(&both_certificates, 1);

    assert_null(gnutls_certificate_get_ours(pair.client.session));
    assert_null(gnutls_certificate_get_ours(pair.server.session));
}

static void test_the_stored_chain_can_be_verified(void **state)
{
    unsigned status = 99;
    resume_times(&both_certificates, 1);

    assert_code(gnutls_certificate_verify_peers3(pair.client.session, "localhost", &status), 0);
    assert_int_equal(status, 0);
    assert_code(gnutls_certificate_verify_peers3(pair.client.session, "else.test", &status), 0);
    assert_int_equal(status, GNUTLS_CERT_INVALID | GNUTLS_CERT_UNEXPECTED_OWNER);
    assert_code(gnutls_certificate_verify_peers2(pair.server.session, &status), 0);
    assert_int_equal(status, 0);
}

static void test_the_stored_chain_is_verified_with_the_clock_of_today(void **state)
{
    unsigned status = 0;
    resume_times(&both_certificates, 1);
    sim_pass(&sim, INT64_C(30) * 365 * 86400 * 1000);

    assert_code(gnutls_certificate_verify_peers2(pair.client.session, &status), 0);

    assert_int_equal(status, GNUTLS_CERT_INVALID | GNUTLS_CERT_EXPIRED);
}

static unsigned verify_calls;

static int count_verify(gnutls_session_t session)
{
    verify_calls++;
    return 0;
}

static void verify_by_function(struct sim_end *client, struct sim_end *server, void *context)
{
    gnutls_session_set_verify_function(client->session, count_verify);
    gnutls_session_set_verify_function(server->session, count_verify);
}

static void test_the_verify_function_is_not_called(void **state)
{
    gnutls_datum_t data = { NULL, 0 };
    struct pair_options options = both_certificates;
    options.prepare = verify_by_function;
    verify_calls = 0;
    sim_init(&sim, &(struct sim_options){ 0 });
    assert_code(pair_first_session(&sim, &options, &data), 0);
    assert_int_equal(verify_calls, 2);
    options.session_data = &data;

    connect_pair(&options);

    assert_true(gnutls_session_is_resumed(pair.client.session));
    assert_int_equal(verify_calls, 2);
    gnutls_free(data.data);
}

static void test_the_verification_status_is_of_a_full_handshake_only(void **state)
{
    struct pair_options options = both_certificates;
    options.verify_name = "localhost";
    resume_times(&options, 0);
    assert_int_equal(gnutls_session_get_verify_cert_status(pair.client.session), 0);
    pair_close(&pair);

    resume_times(&options, 1);

    assert_int_equal(gnutls_session_get_verify_cert_status(pair.client.session), (unsigned)-1);
}

static void test_the_client_was_not_asked_for_a_certificate_again(void **state)
{
    resume_times(&both_certificates, 0);
    assert_int_not_equal(gnutls_certificate_client_get_request_status(pair.client.session), 0);
    pair_close(&pair);

    resume_times(&both_certificates, 1);

    assert_int_equal(gnutls_certificate_client_get_request_status(pair.client.session), 0);
}

static void test_the_kind_of_credentials_is_the_first_ones(void **state)
{
    struct sim_end *ends[] = { &pair.client, &pair.server };
    resume_times(&both_certificates, 1);

    for (size_t i = 0; i < COUNT(ends); i++) {
        gnutls_session_t session = ends[i]->session;
        assert_int_equal(gnutls_auth_get_type(session), GNUTLS_CRD_CERTIFICATE);
        assert_int_equal(gnutls_auth_server_get_type(session), GNUTLS_CRD_CERTIFICATE);
        assert_int_equal(gnutls_auth_client_get_type(session), GNUTLS_CRD_CERTIFICATE);
        assert_int_equal(gnutls_certificate_type_get(session), GNUTLS_CRT_X509);
    }
}

static void test_the_algorithms_are_of_this_connection(void **state)
{
    gnutls_datum_t data = { NULL, 0 };
    struct pair_options options = {
        .ticket_key = &pair_ticket_key,
        .client_priority = "NORMAL:-VERS-ALL:+VERS-TLS1.3:-CIPHER-ALL:+AES-128-GCM:-GROUP-ALL:"
                           "+GROUP-SECP384R1",
    };
    sim_init(&sim, &(struct sim_options){ 0 });
    assert_code(pair_first_session(&sim, &options, &data), 0);
    options.client_priority = "NORMAL:-VERS-ALL:+VERS-TLS1.3:-CIPHER-ALL:+CHACHA20-POLY1305:"
                              "-GROUP-ALL:+GROUP-X25519";
    options.session_data = &data;

    connect_pair(&options);

    gnutls_session_t session = pair.client.session;
    assert_true(gnutls_session_is_resumed(session));
    assert_int_equal(gnutls_protocol_get_version(session), GNUTLS_TLS1_3);
    assert_int_equal(gnutls_cipher_get(session), GNUTLS_CIPHER_CHACHA20_POLY1305);
    assert_int_equal(gnutls_mac_get(session), GNUTLS_MAC_AEAD);
    assert_int_equal(gnutls_group_get(session), GNUTLS_GROUP_X25519);
    assert_int_equal(gnutls_sign_algorithm_get(session), 0);
    assert_int_equal(gnutls_sign_algorithm_get(pair.server.session), 0);
    gnutls_free(data.data);
}

/* ---- names and protocols ---- */

static void use_alpn(struct sim_end *client, struct sim_end *server, void *context)
{
    const char *name = context;
    gnutls_datum_t one = { (unsigned char *)(uintptr_t)name, (unsigned)strlen(name) };
    gnutls_alpn_set_protocols(client->session, &one, 1, 0);
    gnutls_alpn_set_protocols(server->session, &one, 1, 0);
}

static void test_alpn_and_server_name_are_of_this_connection(void **state)
{
    gnutls_datum_t data = { NULL, 0 }, chosen = { NULL, 0 };
    char name[64] = "";
    size_t size = sizeof name;
    unsigned type = 0;
    struct pair_options options = { .ticket_key = &pair_ticket_key,
                                    .prepare = use_alpn,
                                    .context = (void *)(uintptr_t) "first" };
    sim_init(&sim, &(struct sim_options){ 0 });
    assert_code(pair_first_session(&sim, &options, &data), 0);
    options.context = (void *)(uintptr_t) "second";
    options.session_data = &data;

    connect_pair(&options);

    assert_true(gnutls_session_is_resumed(pair.client.session));
    assert_code(gnutls_alpn_get_selected_protocol(pair.client.session, &chosen), 0);
    assert_int_equal(chosen.size, 6);
    assert_memory_equal(chosen.data, "second", 6);
    assert_code(gnutls_server_name_get(pair.server.session, name, &size, &type, 0), 0);
    assert_string_equal(name, "localhost");
    gnutls_free(data.data);
}

/* RFC 8449: each connection says anew how much it takes. */
static void limit_records(struct sim_end *client, struct sim_end *server, void *context)
{
    assert_code(gnutls_record_set_max_recv_size(client->session, *(const unsigned *)context), 0);
}

static void test_record_sizes_are_of_this_connection(void **state)
{
    static const unsigned sizes[] = { 1000, 2000 };
    static char bytes[5000];
    static const char *const priorities[] = { PAIR_PRIORITY, "NORMAL:-VERS-ALL:+VERS-TLS1.2" };

    for (size_t i = 0; i < COUNT(priorities); i++) {
        gnutls_datum_t data = { NULL, 0 };
        struct pair_options options = { .ticket_key = &pair_ticket_key,
                                        .client_priority = priorities[i],
                                        .server_priority = priorities[i],
                                        .prepare = limit_records,
                                        .context = (void *)(uintptr_t)&sizes[0] };
        sim_init(&sim, &(struct sim_options){ 0 });
        assert_code(pair_first_session(&sim, &options, &data), 0);
        options.context = (void *)(uintptr_t)&sizes[1];
        options.session_data = &data;

        connect_pair(&options);

        assert_true(gnutls_session_is_resumed(pair.server.session));
        ssize_t sent = INSIST(gnutls_record_send(pair.server.session, bytes, sizeof bytes));
        assert_int_equal(sent, sizes[1]);
        assert_int_equal(pair_receive(&pair.client, bytes, sizeof bytes), sent);
        gnutls_free(data.data);
        pair_close(&pair);
        sim_end(&sim);
    }
}

static void staple(struct sim_end *client, struct sim_end *server, void *context)
{
    struct pair *whole = context;
    assert_code(gnutls_certificate_set_ocsp_status_request_file(
                    whole->server_credentials, TEST_DATA "/server-p256-ocsp.der", 0),
                0);
}

static void test_the_staple_is_restored(void **state)
{
    gnutls_datum_t expected, response = { NULL, 0 };
    struct pair_options options = { .ticket_key = &pair_ticket_key,
                                    .prepare = staple,
                                    .context = &pair };
    sim_init(&sim, &(struct sim_options){ 0 });
    connect_pair(&options);
    assert_int_equal(pair_settle(&pair), 0);
    gnutls_datum_t data = { NULL, 0 };
    assert_code(gnutls_session_get_data2(pair.client.session, &data), 0);
    pair_close(&pair);
    options.prepare = NULL;
    options.session_data = &data;

    connect_pair(&options);

    assert_true(gnutls_session_is_resumed(pair.client.session));
    assert_code(gnutls_ocsp_status_request_get(pair.client.session, &response), 0);
    assert_code(pair_load("server-p256-ocsp.der", &expected), 0);
    assert_int_equal(response.size, expected.size);
    assert_memory_equal(response.data, expected.data, expected.size);
    free(expected.data);
    gnutls_free(data.data);
}

/* ---- exporters ---- */

static void export_from(struct sim_end *end, unsigned char out[32])
{
    assert_code(gnutls_prf_rfc5705(end->session, 12, "EXPORTER-tst", 3, "abc", 32, (char *)out), 0);
}

static void test_exporters_agree_and_differ_per_connection(void **state)
{
    unsigned char client[2][32], server[2][32];
    gnutls_datum_t data = { NULL, 0 };
    struct pair_options options = { .ticket_key = &pair_ticket_key };
    sim_init(&sim, &(struct sim_options){ 0 });
    connect_pair(&options);
    assert_int_equal(pair_settle(&pair), 0);
    export_from(&pair.client, client[0]);
    export_from(&pair.server, server[0]);
    assert_code(gnutls_session_get_data2(pair.client.session, &data), 0);
    pair_close(&pair);
    options.session_data = &data;

    connect_pair(&options);
    export_from(&pair.client, client[1]);
    export_from(&pair.server, server[1]);

    gnutls_free(data.data);
    assert_memory_equal(client[0], server[0], 32);
    assert_memory_equal(client[1], server[1], 32);
    assert_memory_not_equal(client[0], client[1], 32);
}

int main(void)
{
    ADD_ROWS(hop_rows, test_chains);
    ADD(test_own_certificate_is_not_restored);
    ADD(test_the_stored_chain_can_be_verified);
    ADD(test_the_stored_chain_is_verified_with_the_clock_of_today);
    ADD(test_the_verify_function_is_not_called);
    ADD(test_the_verification_status_is_of_a_full_handshake_only);
    ADD(test_the_client_was_not_asked_for_a_certificate_again);
    ADD(test_the_kind_of_credentials_is_the_first_ones);
    ADD(test_the_algorithms_are_of_this_connection);
    ADD(test_alpn_and_server_name_are_of_this_connection);
    ADD(test_record_sizes_are_of_this_connection);
    ADD(test_the_staple_is_restored);
    ADD(test_exporters_agree_and_differ_per_connection);
    return suite_run("what a resumption restores");
}

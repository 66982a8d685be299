/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_prf.c - keys that a program makes from the connection's, and what it may know of them */

#include "suite.h"

#define P12 "NORMAL:-VERS-ALL:+VERS-TLS1.2"
#define P13 "NORMAL:-VERS-ALL:+VERS-TLS1.3"

enum { KEYS_MAX = 500 };

static void connect_with(const char *priority)
{
    connect_pair(
        &(struct pair_options){ .client_priority = priority, .server_priority = priority });
}

/* ---- the three functions ---- */

enum function { PRF, PRF_SERVER_FIRST, PRF_RAW, PRF_5705 };

static int call(enum function function, gnutls_session_t session, const char *context, size_t size,
                char *out)
{
    static const char label[] = "EXPERIMENTAL label";
    size_t context_size = context != NULL ? strlen(context) : 0;

    switch (function) {
    case PRF:
    case PRF_SERVER_FIRST:
        return gnutls_prf(session, strlen(label), label, function == PRF_SERVER_FIRST, context_size,
                          context, size, out);
    case PRF_RAW:
        return gnutls_prf_raw(session, strlen(label), label, context_size, context, size, out);
    default:
        return gnutls_prf_rfc5705(session, strlen(label), label, context_size, context, size, out);
    }
}

struct call_row {
    const char *name, *priority, *context;
    enum function function;
    int results[LIBRARIES];
};

/* clang-format off */
static const struct call_row call_rows[] = {
    { "1.2, prf",                       P12, NULL,      PRF,              BOTH(0) },
    { "1.2, prf with extra",            P12, "context", PRF,              BOTH(0) },
    { "1.2, prf, server's random first", P12, NULL,     PRF_SERVER_FIRST, BOTH(0) },
    { "1.2, prf_raw",                   P12, "seed",    PRF_RAW,          BOTH(0) },
    { "1.2, prf_rfc5705",               P12, NULL,      PRF_5705,         BOTH(0) },
    { "1.2, prf_rfc5705 with context",  P12, "context", PRF_5705,         BOTH(0) },
    { "1.2, prf_rfc5705 with an empty context", P12, "", PRF_5705,        BOTH(0) },
    { "1.3, prf",                       P13, NULL,      PRF,              BOTH(0) },
    { "1.3, prf, server's random first", P13, NULL,     PRF_SERVER_FIRST, BOTH(GNUTLS_E_INVALID_REQUEST) },
    { "1.3, prf_raw",                   P13, "seed",    PRF_RAW,          BOTH(GNUTLS_E_INVALID_REQUEST) },
    { "1.3, prf with extra",            P13, "context", PRF,              BOTH(GNUTLS_E_INVALID_REQUEST) },
};
/* clang-format on */

static void test_both_ends_make_the_same(void **state)
{
    static const size_t sizes[] = { 1, 12, 48, 255, KEYS_MAX };
    const struct call_row *row = *state;
    int expected = row->results[library_under_test()];

    connect_with(row->priority);
    for (size_t i = 0; i < COUNT(sizes); i++) {
        char mine[KEYS_MAX] = { 0 }, theirs[KEYS_MAX] = { 0 }, zeros[KEYS_MAX] = { 0 };

        assert_code(call(row->function, pair.client.session, row->context, sizes[i], mine),
                    expected);
        assert_code(call(row->function, pair.server.session, row->context, sizes[i], theirs),
                    expected);
        assert_memory_equal(mine, theirs, KEYS_MAX);
        if (expected == 0 && sizes[i] > 4)
            assert_memory_not_equal(mine, zeros, sizes[i]);
    }
}

/* ---- how they hang together ---- */

static void test_exporter_of_12_is_the_prf_of_its_seed(void **state)
{
    gnutls_datum_t client, server;
    char seed[64 + 2 + 7], raw[100], exported[100];

    connect_with(P12);
    gnutls_session_get_random(pair.client.session, &client, &server);
    memcpy(seed, client.data, 32);
    memcpy(seed + 32, server.data, 32);
    memcpy(seed + 64, "\0\7context", 9);

    assert_code(gnutls_prf_raw(pair.client.session, 5, "label", 64, seed, 100, raw), 0);
    assert_code(gnutls_prf_rfc5705(pair.client.session, 5, "label", 0, NULL, 100, exported), 0);
    assert_memory_equal(raw, exported, 100);
    assert_code(gnutls_prf(pair.client.session, 5, "label", 0, 0, NULL, 100, exported), 0);
    assert_memory_equal(raw, exported, 100);

    assert_code(gnutls_prf_raw(pair.client.session, 5, "label", sizeof(seed), seed, 100, raw), 0);
    assert_code(gnutls_prf_rfc5705(pair.client.session, 5, "label", 7, "context", 100, exported),
                0);
    assert_memory_equal(raw, exported, 100);
}

static void test_order_of_the_randoms_is_as_asked(void **state)
{
    gnutls_datum_t client, server;
    char seed[64 + 5], raw[40], made[40];

    connect_with(P12);
    gnutls_session_get_random(pair.server.session, &client, &server);
    memcpy(seed, server.data, 32);
    memcpy(seed + 32, client.data, 32);
    memcpy(seed + 64, "extra", 5);

    assert_code(gnutls_prf_raw(pair.client.session, 5, "label", sizeof(seed), seed, 40, raw), 0);
    assert_code(gnutls_prf(pair.client.session, 5, "label", 1, 5, "extra", 40, made), 0);
    assert_memory_equal(raw, made, 40);
}

/* RFC 5246, 7.4.9: a Finished is twelve bytes of the same function; here RFC 5929, 3.1 shows it
 * from the outside. */
static void test_master_secret_is_the_same_at_both_ends(void **state)
{
    gnutls_datum_t mine, theirs;

    connect_with(P12);
    gnutls_session_get_master_secret(pair.client.session, &mine);
    gnutls_session_get_master_secret(pair.server.session, &theirs);

    assert_int_equal(mine.size, 48);
    assert_int_equal(theirs.size, 48);
    assert_memory_equal(mine.data, theirs.data, 48);
}

/* ---- channel bindings ---- */

static void assert_bound(gnutls_channel_binding_t type, unsigned size)
{
    gnutls_datum_t mine, theirs;

    assert_code(gnutls_session_channel_binding(pair.client.session, type, &mine), 0);
    assert_code(gnutls_session_channel_binding(pair.server.session, type, &theirs), 0);
    assert_int_equal(mine.size, size);
    assert_int_equal(theirs.size, size);
    assert_memory_equal(mine.data, theirs.data, size);
    gnutls_free(mine.data);
    gnutls_free(theirs.data);
}

static void test_tls_unique_of_12_is_the_first_finished(void **state)
{
    connect_with(P12);
    assert_bound(GNUTLS_CB_TLS_UNIQUE, 12);
}

static void test_tls_unique_of_a_resumed_12_is_the_servers_finished(void **state)
{
    struct pair_options options = { .client_priority = P12,
                                    .server_priority = P12,
                                    .tickets = true,
                                    .ticket_key = &pair_ticket_key };
    gnutls_datum_t data;

    assert_int_equal(pair_first_session(&sim, &options, &data), 0);
    options.session_data = &data;
    connect_pair(&options);
    assert_true(gnutls_session_is_resumed(pair.client.session));
    assert_bound(GNUTLS_CB_TLS_UNIQUE, 12);
    gnutls_free(data.data);
}

static void test_tls_exporter_of_12(void **state)
{
    connect_with(P12);
    assert_bound(GNUTLS_CB_TLS_EXPORTER, 32);
}

int main(void)
{
    ADD_ROWS(call_rows, test_both_ends_make_the_same);
    ADD(test_exporter_of_12_is_the_prf_of_its_seed);
    ADD(test_order_of_the_randoms_is_as_asked);
    ADD(test_master_secret_is_the_same_at_both_ends);
    ADD(test_tls_unique_of_12_is_the_first_finished);
    ADD(test_tls_unique_of_a_resumed_12_is_the_servers_finished);
    ADD(test_tls_exporter_of_12);
    return suite_run("prf");
}

/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_extensions.c - names and protocols that are agreed upon in the hello */

#include "suite.h"

/* ---- application protocols ---- */

struct alpn_row {
    const char *name;
    const char *client, *server; /* separated by spaces; "": none */
    unsigned client_flags, server_flags;
    const char *chosen; /* NULL: none */
    int server_code;
};

static const struct alpn_row alpn_rows[] = {
    { "one in common", "h2 http/1.1", "http/1.1", 0, 0, "http/1.1", 0 },
    { "the client's order", "a b", "b a", 0, 0, "a", 0 },
    { "the server's order", "a b", "b a", 0, GNUTLS_ALPN_SERVER_PRECEDENCE, "b", 0 },
    { "none in common", "a", "b", 0, 0, NULL, 0 },
    { "none in common where one is required", "a", "b", 0, GNUTLS_ALPN_MANDATORY, NULL,
      GNUTLS_E_NO_APPLICATION_PROTOCOL },
    { "the client has none", "", "a", 0, 0, NULL, 0 },
    { "the server has none", "a", "", 0, 0, NULL, 0 },
};

static void set_protocols(gnutls_session_t session, const char *list, unsigned flags)
{
    char copy[64];
    gnutls_datum_t names[8];
    unsigned count = 0;
    strcpy(copy, list);
    for (char *name = strtok(copy, " "); name != NULL; name = strtok(NULL, " "))
        names[count++] = (gnutls_datum_t){ (unsigned char *)name, (unsigned)strlen(name) };
    if (count > 0)
        assert_code(gnutls_alpn_set_protocols(session, names, count, flags), 0);
}

static void set_both(struct sim_end *client, struct sim_end *server, void *context)
{
    const struct alpn_row *row = context;
    set_protocols(client->session, row->client, row->client_flags);
    set_protocols(server->session, row->server, row->server_flags);
}

static void assert_chosen(gnutls_session_t session, const char *expected)
{
    gnutls_datum_t chosen = { NULL, 0 };
    int code = gnutls_alpn_get_selected_protocol(session, &chosen);
    assert_code(code, expected != NULL ? 0 : GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE);
    if (expected == NULL)
        return;
    assert_int_equal(chosen.size, strlen(expected));
    assert_memory_equal(chosen.data, expected, chosen.size);
}

static void test_alpn(void **state)
{
    const struct alpn_row *row = *state;
    sim_init(&sim, &(struct sim_options){ 0 });
    assert_code(
        pair_open(&pair, &sim,
                  &(struct pair_options){ .prepare = set_both, .context = (void *)(uintptr_t)row }),
        0);

    pair_handshake(&pair);

    assert_code(pair.server.result, row->server_code);
    if (row->server_code != 0) {
        assert_int_equal(gnutls_alert_get(pair.client.session), GNUTLS_A_NO_APPLICATION_PROTOCOL);
        return;
    }
    assert_chosen(pair.client.session, row->chosen);
    assert_chosen(pair.server.session, row->chosen);
}

static void test_a_protocol_name_of_256_bytes_is_refused(void **state)
{
    unsigned char bytes[256] = { 'a' };
    gnutls_datum_t name = { bytes, sizeof bytes };
    gnutls_session_t session;
    assert_code(gnutls_init(&session, GNUTLS_CLIENT), 0);

    assert_true(gnutls_alpn_set_protocols(session, &name, 1, 0) < 0);

    gnutls_deinit(session);
}

/* ---- server names ---- */

static void test_the_server_is_told_the_name(void **state)
{
    char name[64] = "";
    size_t size = sizeof name;
    unsigned type = 99;
    sim_init(&sim, &(struct sim_options){ 0 });
    connect_pair(&(struct pair_options){ .server_name = "example.test" });

    assert_code(gnutls_server_name_get(pair.server.session, name, &size, &type, 0), 0);

    assert_string_equal(name, "example.test");
    assert_int_equal(size, strlen("example.test"));
    assert_int_equal(type, GNUTLS_NAME_DNS);
    assert_code(gnutls_server_name_get(pair.server.session, name, &size, &type, 1),
                GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE);
}

static void test_a_short_buffer_for_the_name_is_told_the_size(void **state)
{
    char name[4];
    size_t size = sizeof name;
    unsigned type;
    sim_init(&sim, &(struct sim_options){ 0 });
    connect_pair(&(struct pair_options){ .server_name = "example.test" });

    assert_code(gnutls_server_name_get(pair.server.session, name, &size, &type, 0),
                GNUTLS_E_SHORT_MEMORY_BUFFER);

    assert_int_equal(size, strlen("example.test") + 1);
}

static void test_without_a_name_there_is_none(void **state)
{
    char name[64];
    size_t size = sizeof name;
    unsigned type;
    sim_init(&sim, &(struct sim_options){ 0 });
    connect_pair(&(struct pair_options){ .server_name = "" });

    assert_code(gnutls_server_name_get(pair.server.session, name, &size, &type, 0),
                GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE);
}

/* ---- a look at the hello ---- */

struct raw_row {
    const char *name;
    const char *data;
    size_t size;
    int answer; /* of the callback */
    int code;
    unsigned shown;
};

#define BLOCK(bytes) bytes, sizeof(bytes) - 1
static const struct raw_row raw_rows[] = {
    { "two extensions", BLOCK("\0\x0a\0\1\0\2ab\0\2\0\0"), 0, 0, 2 },
    { "an empty list", BLOCK("\0\0"), 0, 0, 0 },
    { "nothing at all", BLOCK(""), 0, 0, 0 },
    { "one of them twice", BLOCK("\0\x08\0\1\0\0\0\1\0\0"), 0, 0, 2 },
    { "bytes behind the list", BLOCK("\0\4\0\1\0\0zz"), 0, GNUTLS_E_UNEXPECTED_EXTENSIONS_LENGTH,
      0 },
    { "a list that is cut", BLOCK("\0\x0a\0\1\0\2ab"), 0, GNUTLS_E_UNEXPECTED_EXTENSIONS_LENGTH,
      0 },
    { "an extension that is cut", BLOCK("\0\6\0\1\0\4ab"), 0, GNUTLS_E_UNEXPECTED_EXTENSIONS_LENGTH,
      0 },
    { "the callback ends it", BLOCK("\0\x0a\0\1\0\2ab\0\2\0\0"), GNUTLS_E_USER_ERROR,
      GNUTLS_E_USER_ERROR, 1 },
    { "a positive answer goes on", BLOCK("\0\x0a\0\1\0\2ab\0\2\0\0"), 7, 0, 2 },
};

static unsigned shown;

static int show(void *context, unsigned type, const unsigned char *data, unsigned size)
{
    const struct raw_row *row = context;
    shown++;
    return row->answer;
}

static void test_raw_block(void **state)
{
    const struct raw_row *row = *state;
    const gnutls_datum_t data = { (unsigned char *)(uintptr_t)row->data, (unsigned)row->size };
    shown = 0;

    assert_code(gnutls_ext_raw_parse(*state, show, &data, 0), row->code);

    assert_int_equal(shown, row->shown);
}

/* ---- stapled OCSP responses ---- */

static void staple(struct sim_end *client, struct sim_end *server, void *context)
{
    struct pair *whole = context;
    assert_code(gnutls_certificate_set_ocsp_status_request_file(
                    whole->server_credentials, TEST_DATA "/server-p256-ocsp.der", 0),
                0);
}

static void test_a_staple_is_carried(void **state)
{
    gnutls_datum_t expected, response = { NULL, 0 };
    sim_init(&sim, &(struct sim_options){ 0 });
    connect_pair(&(struct pair_options){ .prepare = staple, .context = &pair });

    assert_code(gnutls_ocsp_status_request_get(pair.client.session, &response), 0);

    assert_code(pair_load("server-p256-ocsp.der", &expected), 0);
    assert_int_equal(response.size, expected.size);
    assert_memory_equal(response.data, expected.data, expected.size);
    free(expected.data);
}

static void test_without_a_staple_there_is_none(void **state)
{
    gnutls_datum_t response = { NULL, 0 };
    sim_init(&sim, &(struct sim_options){ 0 });
    connect_pair(&(struct pair_options){ 0 });

    assert_code(gnutls_ocsp_status_request_get(pair.client.session, &response),
                GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE);
}

int main(void)
{
    ADD_ROWS(alpn_rows, test_alpn);
    ADD(test_a_protocol_name_of_256_bytes_is_refused);
    ADD(test_the_server_is_told_the_name);
    ADD(test_a_short_buffer_for_the_name_is_told_the_size);
    ADD(test_without_a_name_there_is_none);
    ADD_ROWS(raw_rows, test_raw_block);
    ADD(test_a_staple_is_carried);
    ADD(test_without_a_staple_there_is_none);
    return suite_run("names and protocols");
}

/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_more_programs.c - more ways of known programs, as they stand: caches, exporters, own flights */

#include "suite.h"

#define TLS12 "NORMAL:-VERS-TLS-ALL:+VERS-TLS1.2"

enum { CONNECTIONS = 3 };

static void begin(void)
{
    sim_init(&sim, &(struct sim_options){ .rtt_ms = 20 });
}

/* ---- a server's cache of one session ---- */

static struct {
    unsigned char key[64], data[8192];
    unsigned key_size, data_size, stores, finds;
} cache;

static int store(void *context, gnutls_datum_t key, gnutls_datum_t data)
{
    assert_true(key.size <= sizeof cache.key && data.size <= sizeof cache.data);
    memcpy(cache.key, key.data, key.size);
    memcpy(cache.data, data.data, data.size);
    cache.key_size = key.size;
    cache.data_size = data.size;
    cache.stores++;
    return 0;
}

static gnutls_datum_t retrieve(void *context, gnutls_datum_t key)
{
    gnutls_datum_t found = { NULL, 0 };

    if (key.size != cache.key_size || memcmp(key.data, cache.key, key.size) != 0)
        return found;
    cache.finds++;
    found.data = gnutls_malloc(cache.data_size);
    found.size = cache.data_size;
    memcpy(found.data, cache.data, found.size);
    return found;
}

static void use_cache(struct sim_end *client, struct sim_end *server, void *context)
{
    gnutls_db_set_store_function(server->session, store);
    gnutls_db_set_retrieve_function(server->session, retrieve);
    gnutls_db_set_ptr(server->session, &cache);
    gnutls_db_set_cache_expiration(server->session, 100000000);
}

/* ---- a transfer library: no tickets, data asked for twice right after the handshake ---- */

static void take_data(unsigned char *data, size_t room, size_t *size)
{
    *size = 0;
    assert_code(gnutls_session_get_data(pair.client.session, NULL, size),
                GNUTLS_E_SHORT_MEMORY_BUFFER);
    assert_true(*size <= room);
    assert_code(gnutls_session_get_data(pair.client.session, data, size), 0);
}

static void test_a_transfer_library_resumes_by_session_id(void **state)
{
    unsigned char data[8192];
    size_t size;
    gnutls_datum_t blob = { data, 0 };
    struct pair_options options = { .client_priority = TLS12,
                                    .client_flags = GNUTLS_FORCE_CLIENT_CERT | GNUTLS_NO_TICKETS,
                                    .client_transport = END_WITHOUT_TIMEOUT,
                                    .server_priority = "NORMAL",
                                    .prepare = use_cache };

    begin();
    memset(&cache, 0, sizeof cache);
    for (int i = 0; i < CONNECTIONS; i++) {
        options.session_data = i > 0 ? &blob : NULL;
        connect_pair(&options);
        assert_int_equal(was_resumed(), i > 0);
        take_data(data, sizeof data, &size);
        blob.size = (unsigned)size;
        assert_code(pair_ping(&pair), 0);
        pair_close(&pair);
    }
    assert_int_equal(cache.stores, 1);
    assert_int_equal(cache.finds, CONNECTIONS - 1);
}

/* The session's id names the entry, as programs that keep entries elsewhere count on. */
static void test_an_entry_goes_by_the_id_of_the_session(void **state)
{
    unsigned char id[64];
    size_t size = sizeof id;

    begin();
    memset(&cache, 0, sizeof cache);
    connect_pair(&(struct pair_options){ .client_priority = TLS12,
                                         .client_flags = GNUTLS_NO_TICKETS,
                                         .server_priority = "NORMAL",
                                         .prepare = use_cache });

    assert_code(gnutls_session_get_id(pair.server.session, id, &size), 0);
    assert_int_equal(size, cache.key_size);
    assert_memory_equal(id, cache.key, size);
    assert_true(gnutls_db_check_entry_time(&(gnutls_datum_t){ cache.data, cache.data_size }) > 0);
}

/* ---- a file server's library: tickets when it likes ---- */

static void test_a_server_sends_one_ticket_when_it_likes(void **state)
{
    gnutls_datum_t data = { NULL, 0 };
    struct pair_options options = { .ticket_key = &pair_ticket_key,
                                    .server_priority = "SECURE256:+SECURE128:-VERS-TLS-ALL:"
                                                       "+VERS-TLS1.3:+SIGN-ALL",
                                    .server_flags = GNUTLS_NO_AUTO_SEND_TICKET,
                                    .client_transport = END_WITHOUT_TIMEOUT,
                                    .server_transport = END_WITHOUT_TIMEOUT,
                                    .prepare = use_cache };

    begin();
    memset(&cache, 0, sizeof cache);
    connect_pair(&options);
    assert_int_equal(pair_settle(&pair), 0);
    assert_int_equal(gnutls_session_get_flags(pair.client.session) & GNUTLS_SFLAGS_SESSION_TICKET,
                     0);
    assert_code(INSIST(gnutls_session_ticket_send(pair.server.session, 1, 0)), 0);
    assert_code(pair_ping(&pair), 0);
    assert_code(gnutls_session_get_data2(pair.client.session, &data), 0);
    assert_true(data.size > 4);
    pair_close(&pair);
    options.session_data = &data;

    connect_pair(&options);

    assert_true(was_resumed());
    assert_int_equal(cache.stores, 0);
    gnutls_free(data.data);
}

static void test_a_client_makes_another_session_when_its_data_is_refused(void **state)
{
    static unsigned char rubbish[] = "of another library altogether";
    gnutls_datum_t data = { rubbish, sizeof rubbish };

    begin();
    assert_code(pair_open(&pair, &sim, &(struct pair_options){ .session_data = &data }), 0);
    assert_true(pair.set_data_result < 0);
    pair_close(&pair);

    connect_pair(&(struct pair_options){ 0 });

    assert_false(was_resumed());
}

/* ---- a time client: no tickets, a protocol that is a must, keys from the exporter ---- */

static void agree_on_time(struct sim_end *client, struct sim_end *server, void *context)
{
    gnutls_datum_t protocol = { (unsigned char *)"ntske/1", 7 };

    gnutls_priority_set(client->session, context);
    gnutls_priority_set(server->session, context);
    assert_code(gnutls_alpn_set_protocols(client->session, &protocol, 1, 0), 0);
    assert_code(gnutls_alpn_set_protocols(server->session, &protocol, 1, 0), 0);
}

static void test_a_time_client_exports_its_keys(void **state)
{
    static const char label[] = "EXPORTER-network-time-security";
    static const char context[] = "\0\0\0\x0f\0";
    gnutls_priority_t priorities;
    gnutls_datum_t protocol;
    char keys[2][32];

    begin();
    assert_code(gnutls_priority_init2(&priorities,
                                      "-VERS-SSL3.0:-VERS-TLS1.0:-VERS-TLS1.1:-VERS-TLS1.2:"
                                      "-VERS-DTLS-ALL",
                                      NULL, GNUTLS_PRIORITY_INIT_DEF_APPEND),
                0);
    connect_pair(&(struct pair_options){ .client_flags = GNUTLS_NONBLOCK | GNUTLS_NO_TICKETS,
                                         .server_flags = GNUTLS_NONBLOCK | GNUTLS_NO_TICKETS,
                                         .verify_name = "localhost",
                                         .prepare = agree_on_time,
                                         .context = priorities });

    assert_code(gnutls_alpn_get_selected_protocol(pair.client.session, &protocol), 0);
    assert_int_equal(protocol.size, 7);
    assert_code(gnutls_prf_rfc5705(pair.client.session, sizeof label - 1, label, 5, context,
                                   sizeof keys[0], keys[0]),
                0);
    assert_code(gnutls_prf_rfc5705(pair.server.session, sizeof label - 1, label, 5, context,
                                   sizeof keys[1], keys[1]),
                0);
    assert_memory_equal(keys[0], keys[1], sizeof keys[0]);
    gnutls_priority_deinit(priorities);
}

/* ---- a chat program: a buffer that should do ---- */

static void test_a_buffer_that_is_too_small_is_left_alone(void **state)
{
    unsigned char data[64];
    size_t size = sizeof data;

    memset(data, 0xa5, sizeof data);
    begin();
    connect_pair(&(struct pair_options){ .client_priority = TLS12, .server_priority = "NORMAL" });

    assert_code(gnutls_session_get_data(pair.client.session, data, &size),
                GNUTLS_E_SHORT_MEMORY_BUFFER);

    assert_true(size > sizeof data);
    for (size_t i = 0; i < sizeof data; i++)
        assert_int_equal(data[i], 0xa5);
}

/* ---- a virtual machine's monitor: a key in a file's place ---- */

static gnutls_psk_client_credentials_t psk_client;
static gnutls_psk_server_credentials_t psk_server;
static gnutls_dh_params_t psk_params; /* NULL: none */

static int find_psk(gnutls_session_t session, const char *user, gnutls_datum_t *key)
{
    if (strcmp(user, "qemu") != 0)
        return -1;
    key->data = gnutls_malloc(16);
    memcpy(key->data, "sixteen bytes...", 16);
    key->size = 16;
    return 0;
}

static void use_psk(struct sim_end *client, struct sim_end *server, void *context)
{
    const gnutls_datum_t key = { (unsigned char *)"sixteen bytes...", 16 };

    assert_code(gnutls_psk_allocate_client_credentials(&psk_client), 0);
    assert_code(gnutls_psk_allocate_server_credentials(&psk_server), 0);
    assert_code(gnutls_psk_set_client_credentials(psk_client, "qemu", &key, GNUTLS_PSK_KEY_RAW), 0);
    gnutls_psk_set_server_credentials_function(psk_server, find_psk);
    if (psk_params != NULL)
        gnutls_psk_set_server_dh_params(psk_server, psk_params);
    gnutls_credentials_set(client->session, GNUTLS_CRD_PSK, psk_client);
    gnutls_credentials_set(server->session, GNUTLS_CRD_PSK, psk_server);
}

static void test_a_monitor_goes_by_a_key(void **state)
{
    static const char priority[] = "NORMAL:+ECDHE-PSK:+DHE-PSK:+PSK";

    begin();
    connect_pair(&(struct pair_options){
        .client_priority = priority, .server_priority = priority, .prepare = use_psk });

    assert_string_equal(gnutls_psk_server_get_username(pair.server.session), "qemu");
    assert_code(pair_ping(&pair), 0);
    pair_close(&pair);
    gnutls_psk_free_client_credentials(psk_client);
    gnutls_psk_free_server_credentials(psk_server);
}

static void test_a_monitor_has_parameters_made(void **state)
{
    static const char priority[] = "NORMAL:-VERS-TLS1.3:-KX-ALL:+DHE-PSK:-GROUP-DH-ALL";
    gnutls_dh_params_t params;

    begin();
    assert_code(gnutls_dh_params_init(&params), 0);
    assert_code(gnutls_dh_params_generate2(params, 0), GNUTLS_E_ILLEGAL_PARAMETER);
    assert_code(gnutls_dh_params_generate2(params, 1024), 0);
    psk_params = params;
    connect_pair(&(struct pair_options){
        .client_priority = priority, .server_priority = priority, .prepare = use_psk });

    assert_true(gnutls_dh_get_prime_bits(pair.client.session) >= 1024);
    assert_code(pair_ping(&pair), 0);
    pair_close(&pair);
    gnutls_psk_free_client_credentials(psk_client);
    gnutls_psk_free_server_credentials(psk_server);
    gnutls_dh_params_deinit(params);
    psk_params = NULL;
}

int main(void)
{
    ADD(test_a_transfer_library_resumes_by_session_id);
    ADD(test_an_entry_goes_by_the_id_of_the_session);
    ADD(test_a_server_sends_one_ticket_when_it_likes);
    ADD(test_a_client_makes_another_session_when_its_data_is_refused);
    ADD(test_a_time_client_exports_its_keys);
    ADD(test_a_buffer_that_is_too_small_is_left_alone);
    ADD(test_a_monitor_goes_by_a_key);
    ADD(test_a_monitor_has_parameters_made);
    return suite_run("more_programs");
}

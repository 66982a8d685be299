/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_quic_levels.c - what is brought to a handshake without a transport, and at which level */

#include "quic.h"

/* ---- levels ---- */

/* RFC 9001, 4.1.3. The reference minds levels that are too low only. */
static void test_a_hello_belongs_to_the_initial_level(void **state)
{
    if (library_under_test() == REFERENCE)
        return;
    for (unsigned level = 1; level < QUIC_LEVELS + 1; level++) {
        const struct quic_flow *flow = &quic_client.out[0];

        quic_begin(NULL);
        quic_open(&(struct quic_options){ 0 });
        quic_turn(&quic_client);

        assert_code(quic_feed(&quic_server, level, flow->bytes, flow->size),
                    GNUTLS_E_DECRYPTION_FAILED);

        assert_true(quic_server.result < 0);
        assert_string_equal(quic_server.trace, "");
        quic_end();
        sim_end(&sim);
    }
}

static void bring_the_hellos(void)
{
    quic_begin(NULL);
    quic_open(&(struct quic_options){ 0 });
    quic_turn(&quic_client);
    quic_feed(&quic_server, 0, quic_client.out[0].bytes, quic_client.out[0].size);
}

static void test_a_flight_below_its_level_is_refused(void **state)
{
    const struct quic_flow *flight = &quic_server.out[GNUTLS_ENCRYPTION_LEVEL_HANDSHAKE];

    bring_the_hellos();
    quic_feed(&quic_client, 0, quic_server.out[0].bytes, quic_server.out[0].size);

    assert_code(
        quic_feed(&quic_client, GNUTLS_ENCRYPTION_LEVEL_INITIAL, flight->bytes, flight->size),
        GNUTLS_E_DECRYPTION_FAILED);
    quic_end();
}

static void test_a_flight_behind_the_hello_at_its_level_is_refused(void **state)
{
    static unsigned char both[2 * QUIC_ROOM];
    const struct quic_flow *hello = &quic_server.out[GNUTLS_ENCRYPTION_LEVEL_INITIAL];
    const struct quic_flow *flight = &quic_server.out[GNUTLS_ENCRYPTION_LEVEL_HANDSHAKE];

    if (library_under_test() == REFERENCE)
        return;
    bring_the_hellos();
    memcpy(both, hello->bytes, hello->size);
    memcpy(both + hello->size, flight->bytes, flight->size);

    quic_feed(&quic_client, 0, both, hello->size + flight->size);

    assert_code(quic_client.result, GNUTLS_E_UNEXPECTED_PACKET);
    assert_int_equal(quic_client.alert, GNUTLS_A_UNEXPECTED_MESSAGE);
    quic_end();
}

static void test_a_level_is_over_when_the_next_has_begun(void **state)
{
    quic_connect(&(struct quic_options){ 0 });

    assert_code(
        gnutls_handshake_write(quic_server.session, GNUTLS_ENCRYPTION_LEVEL_HANDSHAKE, "abcd", 4),
        GNUTLS_E_DECRYPTION_FAILED);
    quic_end();
}

/* ---- calls ---- */

static void test_nothing_may_be_brought(void **state)
{
    quic_begin(NULL);
    quic_open(&(struct quic_options){ 0 });

    assert_code(gnutls_handshake_write(quic_server.session, GNUTLS_ENCRYPTION_LEVEL_INITIAL, "", 0),
                0);
    assert_code(
        gnutls_handshake_write(quic_server.session, GNUTLS_ENCRYPTION_LEVEL_INITIAL, NULL, 0), 0);
    quic_end();
}

static void test_bringing_needs_a_read_function(void **state)
{
    gnutls_session_t session;

    assert_code(gnutls_init(&session, GNUTLS_CLIENT), 0);
    assert_code(gnutls_handshake_write(session, GNUTLS_ENCRYPTION_LEVEL_INITIAL, "abc", 3),
                GNUTLS_E_INVALID_REQUEST);
    gnutls_deinit(session);
}

static void test_the_hello_may_come_before_the_first_call(void **state)
{
    const struct quic_flow *hello = &quic_client.out[0];

    quic_begin(NULL);
    quic_open(&(struct quic_options){ 0 });
    quic_turn(&quic_client);

    assert_code(gnutls_handshake_write(quic_server.session, GNUTLS_ENCRYPTION_LEVEL_INITIAL,
                                       hello->bytes, hello->size),
                0);
    assert_string_equal(quic_server.trace, "");
    quic_client.out[0].taken = hello->size;
    quic_run(0);

    assert_true(quic_client.done && quic_client.result == 0);
    quic_end();
}

/* ---- the key log and hooks ---- */

static unsigned char logged[QUIC_LEVELS][2][64];

static int log_key(gnutls_session_t session, const char *label, const gnutls_datum_t *secret)
{
    const struct {
        const char *label;
        unsigned level, direction; /* 0: read */
    } keys[] = {
        { "CLIENT_HANDSHAKE_TRAFFIC_SECRET", GNUTLS_ENCRYPTION_LEVEL_HANDSHAKE, 1 },
        { "SERVER_HANDSHAKE_TRAFFIC_SECRET", GNUTLS_ENCRYPTION_LEVEL_HANDSHAKE, 0 },
        { "CLIENT_TRAFFIC_SECRET_0", GNUTLS_ENCRYPTION_LEVEL_APPLICATION, 1 },
        { "SERVER_TRAFFIC_SECRET_0", GNUTLS_ENCRYPTION_LEVEL_APPLICATION, 0 },
    };

    for (size_t i = 0; i < COUNT(keys); i++) {
        if (strcmp(keys[i].label, label) == 0)
            memcpy(logged[keys[i].level][keys[i].direction], secret->data, secret->size);
    }
    return 0;
}

static void log_keys(struct quic_end *client, struct quic_end *server)
{
    memset(logged, 0, sizeof logged);
    gnutls_session_set_keylog_function(client->session, log_key);
}

static void test_the_key_log_is_written_as_ever(void **state)
{
    quic_connect(&(struct quic_options){ .prepare = log_keys });

    for (unsigned level = GNUTLS_ENCRYPTION_LEVEL_HANDSHAKE; level < QUIC_LEVELS; level++)
        assert_memory_equal(logged[level], quic_client.secrets[level], sizeof logged[level]);
    quic_end();
}

static unsigned hooks;

static int count_hook(gnutls_session_t session, unsigned type, unsigned when, unsigned incoming,
                      const gnutls_datum_t *message)
{
    hooks++;
    return 0;
}

static void count_hooks(struct quic_end *client, struct quic_end *server)
{
    hooks = 0;
    gnutls_handshake_set_hook_function(server->session, GNUTLS_HANDSHAKE_ANY, GNUTLS_HOOK_BOTH,
                                       count_hook);
}

static void test_hooks_are_called_as_ever(void **state)
{
    quic_connect(&(struct quic_options){ .prepare = count_hooks });

    assert_int_equal(hooks, 2 * 7);
    quic_end();
}

/* ---- secrets without the messages: records go on as ever ---- */

static unsigned told[QUIC_LEVELS];

static int count_secret(gnutls_session_t session, gnutls_record_encryption_level_t level,
                        const void *read, const void *write, size_t size)
{
    if (session == pair.client.session)
        told[level] += (read != NULL) + (write != NULL);
    return 0;
}

static void tell_the_client(struct sim_end *client, struct sim_end *server, void *context)
{
    memset(told, 0, sizeof told);
    gnutls_handshake_set_secret_function(client->session, count_secret);
}

static void test_secrets_are_told_where_records_are_used_too(void **state)
{
    sim_init(&sim, &(struct sim_options){ 0 });

    connect_pair(&(struct pair_options){ .prepare = tell_the_client });

    assert_int_equal(told[GNUTLS_ENCRYPTION_LEVEL_HANDSHAKE], 2);
    assert_int_equal(told[GNUTLS_ENCRYPTION_LEVEL_APPLICATION], 2);
    assert_int_equal(pair_ping(&pair), 0);
}

int main(void)
{
    ADD(test_a_hello_belongs_to_the_initial_level);
    ADD(test_a_flight_below_its_level_is_refused);
    ADD(test_a_flight_behind_the_hello_at_its_level_is_refused);
    ADD(test_a_level_is_over_when_the_next_has_begun);
    ADD(test_nothing_may_be_brought);
    ADD(test_bringing_needs_a_read_function);
    ADD(test_the_hello_may_come_before_the_first_call);
    ADD(test_the_key_log_is_written_as_ever);
    ADD(test_hooks_are_called_as_ever);
    ADD(test_secrets_are_told_where_records_are_used_too);
    return suite_run("quic_levels");
}

/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_quic.c - a handshake without any transport, as QUIC carries it: RFC 9001, 4 */

#include "quic.h"

#define COMPAT_OFF ":%DISABLE_TLS13_COMPAT_MODE"

/* More groups than a client makes shares of, and one that it makes none of. */
#define MANY_GROUPS                                                                                \
    "NORMAL:-VERS-ALL:+VERS-TLS1.3:-GROUP-ALL:+GROUP-X25519:+GROUP-SECP256R1:+GROUP-"              \
    "SECP384R1" COMPAT_OFF
#define LAST_GROUP "NORMAL:-VERS-ALL:+VERS-TLS1.3:-GROUP-ALL:+GROUP-SECP384R1" COMPAT_OFF

enum { STREAM_SIZES = 3 };
static const size_t chunks[STREAM_SIZES] = { 0, 1, 7 };

/* ---- sessions ---- */

static int keep_ticket(gnutls_session_t session, unsigned type, unsigned when, unsigned incoming,
                       const gnutls_datum_t *message)
{
    gnutls_free(quic_session_data.data);
    quic_session_data.data = NULL;
    return gnutls_session_get_data2(session, &quic_session_data);
}

static void watch_tickets(struct quic_end *client, struct quic_end *server)
{
    gnutls_handshake_set_hook_function(client->session, GNUTLS_HANDSHAKE_NEW_SESSION_TICKET,
                                       GNUTLS_HOOK_POST, keep_ticket);
}

static int add_known(void *context, time_t expiry, const gnutls_datum_t *key,
                     const gnutls_datum_t *data)
{
    return GNUTLS_E_DB_ENTRY_EXISTS;
}

/* Leaves the data of a first session. */
static void make_session(struct quic_options options)
{
    options.prepare = watch_tickets;
    quic_open(&options);
    quic_run(0);
    assert_true(quic_client.done && quic_server.done);
    assert_code(gnutls_session_ticket_send(quic_server.session, 1, 0), 0);
    quic_run(0);
    assert_true(quic_session_data.size > 4);
    quic_close();
}

/* ---- the course ---- */

struct course_row {
    const char *name;
    const char *client_priority, *server_priority;
    const char *client_identity;
    gnutls_certificate_request_t request;
    bool resume, early_data, replay;
    const char *client[LIBRARIES], *server[LIBRARIES];
    int resumed, accepted;
};

static const struct course_row courses[] = {
    { "a full handshake", .client = BOTH("I>1 H=rw H>20 A=rw done"),
      .server = BOTH("H=rw I>2 H>8 H>11 H>15 H>20 A=w A=r done") },
    { "a client certificate", .client_identity = "client-p256", .request = GNUTLS_CERT_REQUIRE,
      .client = BOTH("I>1 H=rw H>11 H>15 H>20 A=rw done"),
      .server = BOTH("H=rw I>2 H>8 H>13 H>11 H>15 H>20 A=w A=r done") },
    { "no client certificate though asked", .request = GNUTLS_CERT_REQUEST,
      .client = BOTH("I>1 H=rw H>11 H>20 A=rw done"),
      .server = BOTH("H=rw I>2 H>8 H>13 H>11 H>15 H>20 A=w A=r done") },
    { "a retry", MANY_GROUPS, LAST_GROUP, .client = BOTH("I>1 I>1 H=rw H>20 A=rw done"),
      .server = BOTH("I>1025 H=rw I>2 H>8 H>11 H>15 H>20 A=w A=r done") },
    { "a session taken up", .resume = true, .client = BOTH("I>1 H=rw H>20 A=rw done"),
      .server = BOTH("H=rw I>2 H>8 H>20 A=w A=r done"), .resumed = 1 },
    { "a session taken up after a retry", MANY_GROUPS, LAST_GROUP, .resume = true,
      .client = BOTH("I>1 I>1 H=rw H>20 A=rw done"),
      .server = BOTH("I>1025 H=rw I>2 H>8 H>20 A=w A=r done"), .resumed = 1 },
    { "early data taken", .resume = true, .early_data = true,
      .client = BOTH("I>1 E=w H=r H=w H>20 A=rw done"),
      .server = BOTH("E=r H=w I>2 H>8 H>20 H=r A=w A=r done"), .resumed = 1, .accepted = 1 },
    { "early data refused as a replay", .resume = true, .early_data = true, .replay = true,
      .client = BOTH("I>1 E=w H=r H=w H>20 A=rw done"),
      .server = BOTH("H=rw I>2 H>8 H>20 A=w A=r done"), .resumed = 1 },
};

static void assert_same_secrets(unsigned level)
{
    size_t size = quic_client.secret_size;

    assert_int_equal(size, quic_server.secret_size);
    assert_memory_equal(quic_client.secrets[level][0], quic_server.secrets[level][1], size);
    assert_memory_equal(quic_client.secrets[level][1], quic_server.secrets[level][0], size);
}

static void assert_course(const struct course_row *row)
{
    assert_string_equal(quic_client.trace, row->client[library_under_test()]);
    assert_string_equal(quic_server.trace, row->server[library_under_test()]);
    assert_same_secrets(GNUTLS_ENCRYPTION_LEVEL_HANDSHAKE);
    assert_same_secrets(GNUTLS_ENCRYPTION_LEVEL_APPLICATION);
    if (row->accepted)
        assert_same_secrets(GNUTLS_ENCRYPTION_LEVEL_EARLY);
    assert_string_equal(quic_client.params, "server params");
    assert_string_equal(quic_server.params, "client params");
    assert_int_equal(gnutls_session_is_resumed(quic_client.session), row->resumed);
    assert_int_equal(gnutls_session_is_resumed(quic_server.session), row->resumed);
    assert_int_equal((gnutls_session_get_flags(quic_client.session) & GNUTLS_SFLAGS_EARLY_DATA) !=
                         0,
                     row->accepted);
    assert_int_equal((gnutls_session_get_flags(quic_server.session) & GNUTLS_SFLAGS_EARLY_DATA) !=
                         0,
                     row->accepted);
    assert_int_equal(quic_client.alerts + quic_server.alerts, 0);
}

static void test_course(void **state)
{
    const struct course_row *row = *state;
    struct quic_options options = { .early_data = row->early_data };

    for (size_t i = 0; i < STREAM_SIZES; i++) {
        /* The reference does not bear a retry that comes in parts. */
        if (i > 0 && row->server_priority && library_under_test() == REFERENCE)
            continue;
        quic_begin(row->replay ? add_known : NULL);
        options.anti_replay = quic_anti_replay;
        options.client_priority = options.server_priority = NULL;
        options.session_data = NULL;
        if (row->resume)
            make_session(options);
        options.client_priority = row->client_priority;
        options.server_priority = row->server_priority;
        options.client_identity = row->client_identity;
        options.request = row->request;
        options.session_data = row->resume ? &quic_session_data : NULL;
        quic_open(&options);

        quic_run(chunks[i]);

        assert_course(row);
        quic_end();
        sim_end(&sim);
    }
}

/* The reference loses its way here; RFC 8446, 4.2.10: the retry refuses early data. */
static void test_early_data_ends_with_a_retry(void **state)
{
    struct quic_options options = { .early_data = true };

    if (library_under_test() == REFERENCE)
        return;
    quic_begin(NULL);
    options.anti_replay = quic_anti_replay;
    make_session(options);
    options.session_data = &quic_session_data;
    options.client_priority = MANY_GROUPS;
    options.server_priority = LAST_GROUP;
    quic_open(&options);

    quic_run(0);

    assert_string_equal(quic_client.trace, "I>1 E=w I>1 H=rw H>20 A=rw done");
    assert_string_equal(quic_server.trace, "I>1025 H=rw I>2 H>8 H>20 A=w A=r done");
    assert_int_equal(gnutls_session_is_resumed(quic_client.session), 1);
    quic_end();
}

static void test_early_secrets_come_with_a_cipher(void **state)
{
    struct quic_options options = { .early_data = true };

    quic_begin(NULL);
    options.anti_replay = quic_anti_replay;
    make_session(options);
    options.session_data = &quic_session_data;
    quic_open(&options);
    assert_int_equal(gnutls_early_cipher_get(quic_client.session), 0);

    quic_turn(&quic_client);

    assert_int_equal(gnutls_early_cipher_get(quic_client.session), GNUTLS_CIPHER_AES_128_GCM);
    assert_int_equal(gnutls_early_prf_hash_get(quic_client.session), GNUTLS_DIG_SHA256);
    assert_string_equal(quic_client.trace, "I>1 E=w");
    quic_end();
}

/* ---- after the handshake ---- */

static void test_tickets_are_brought_and_carried(void **state)
{
    quic_connect(&(struct quic_options){ .prepare = watch_tickets });
    assert_int_equal(gnutls_session_get_flags(quic_client.session) & GNUTLS_SFLAGS_SESSION_TICKET,
                     0);

    assert_code(gnutls_session_ticket_send(quic_server.session, 2, 0), 0);
    assert_non_null(strstr(quic_server.trace, "done A>4 A>4"));
    quic_run(0);

    assert_true(gnutls_session_get_flags(quic_client.session) & GNUTLS_SFLAGS_SESSION_TICKET);
    assert_true(quic_session_data.size > 4);
    quic_end();
}

static void test_a_ticket_may_come_in_parts(void **state)
{
    const struct quic_flow *flow = &quic_server.out[GNUTLS_ENCRYPTION_LEVEL_APPLICATION];

    quic_connect(&(struct quic_options){ .prepare = watch_tickets });
    assert_code(gnutls_session_ticket_send(quic_server.session, 1, 0), 0);
    for (size_t i = 0; i + 1 < flow->size; i++)
        assert_code(gnutls_handshake_write(quic_client.session, GNUTLS_ENCRYPTION_LEVEL_APPLICATION,
                                           flow->bytes + i, 1),
                    GNUTLS_E_AGAIN);
    assert_null(quic_session_data.data);

    assert_code(gnutls_handshake_write(quic_client.session, GNUTLS_ENCRYPTION_LEVEL_APPLICATION,
                                       flow->bytes + flow->size - 1, 1),
                0);

    assert_true(quic_session_data.size > 4);
    quic_end();
}

static void test_nobody_waits_for_a_ticket(void **state)
{
    gnutls_datum_t data = { NULL, 0 };
    int64_t began_ms;

    quic_connect(&(struct quic_options){ .client_flags = GNUTLS_NONBLOCK });
    began_ms = sim_now_ms();

    assert_code(gnutls_session_get_data2(quic_client.session, &data), 0);

    assert_int_equal(data.size, 4);
    assert_int_equal(sim_now_ms(), began_ms);
    gnutls_free(data.data);
    quic_end();
}

struct late_row {
    const char *name;
    bool at_server;
    const char *bytes;
    size_t size;
    int code[LIBRARIES];
    int alert; /* 0: none */
};

static const struct late_row late_rows[] = {
    { "a ticket that is none", false, "\x04\0\0\1x", 5,
      EACH(GNUTLS_E_PARSING_ERROR, GNUTLS_E_UNEXPECTED_PACKET_LENGTH), GNUTLS_A_DECODE_ERROR },
    { "a ticket for a server", true, "\x04\0\0\1x", 5, BOTH(GNUTLS_E_UNEXPECTED_PACKET),
      GNUTLS_A_UNEXPECTED_MESSAGE },
    { "a message nobody knows", false, "\x63\0\0\1x", 5, BOTH(GNUTLS_E_UNEXPECTED_PACKET),
      GNUTLS_A_UNEXPECTED_MESSAGE },
    /* RFC 9001, 6: QUIC updates keys in its own way. */
    { "a key update", false, "\x18\0\0\1\0", 5, EACH(0, GNUTLS_E_UNEXPECTED_PACKET),
      GNUTLS_A_UNEXPECTED_MESSAGE },
    { "a key update for a server", true, "\x18\0\0\1\0", 5, EACH(0, GNUTLS_E_UNEXPECTED_PACKET),
      GNUTLS_A_UNEXPECTED_MESSAGE },
};

static void test_late_message(void **state)
{
    const struct late_row *row = *state;
    struct quic_end *at = row->at_server ? &quic_server : &quic_client;

    quic_connect(&(struct quic_options){ 0 });

    assert_code(gnutls_handshake_write(at->session, GNUTLS_ENCRYPTION_LEVEL_APPLICATION, row->bytes,
                                       row->size),
                row->code[library_under_test()]);

    if (library_under_test() == REPRISE)
        assert_int_equal(at->alert, row->alert);
    quic_end();
}

/* RFC 9001, 6. */
static void test_a_second_handshake_says_nothing(void **state)
{
    quic_connect(&(struct quic_options){ 0 });
    size_t said = strlen(quic_client.trace);

    if (library_under_test() == REPRISE) {
        assert_code(gnutls_handshake(quic_client.session), 0);
        assert_int_equal(strlen(quic_client.trace), said);
    }
    quic_end();
}

static void test_the_end_is_an_alert(void **state)
{
    quic_connect(&(struct quic_options){ 0 });

    assert_code(gnutls_bye(quic_client.session, GNUTLS_SHUT_WR), 0);

    assert_int_equal(quic_client.alerts, 1);
    assert_int_equal(quic_client.alert, GNUTLS_A_CLOSE_NOTIFY);
    assert_int_equal(quic_client.alert_level, GNUTLS_AL_WARNING);
    quic_end();
}

static void test_an_alert_is_told(void **state)
{
    quic_begin(NULL);
    quic_open(&(struct quic_options){ 0 });

    assert_code(gnutls_alert_send(quic_client.session, GNUTLS_AL_FATAL, GNUTLS_A_ACCESS_DENIED), 0);

    assert_int_equal(quic_client.alerts, 1);
    assert_int_equal(quic_client.alert, GNUTLS_A_ACCESS_DENIED);
    assert_int_equal(quic_client.alert_level, GNUTLS_AL_FATAL);
    quic_end();
}

int main(void)
{
    ADD_ROWS(courses, test_course);
    ADD(test_early_data_ends_with_a_retry);
    ADD(test_early_secrets_come_with_a_cipher);
    ADD(test_tickets_are_brought_and_carried);
    ADD(test_a_ticket_may_come_in_parts);
    ADD(test_nobody_waits_for_a_ticket);
    ADD_ROWS(late_rows, test_late_message);
    ADD(test_a_second_handshake_says_nothing);
    ADD(test_the_end_is_an_alert);
    ADD(test_an_alert_is_told);
    return suite_run("quic");
}

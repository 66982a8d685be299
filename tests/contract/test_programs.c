/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_programs.c - the ways in which known programs use resumption, as they stand */

#include "suite.h"

#include <errno.h>

enum { CONNECTIONS = 4 };

static void begin(int64_t rtt_ms)
{
    sim_init(&sim, &(struct sim_options){ .rtt_ms = rtt_ms });
}

/* ---- a file transfer program: one session lent to many data connections ---- */

/* The control connection stays open; its session is asked for with a buffer
 * of the size that a first call told. */
static void test_one_live_session_lends_its_data_to_many_others(void **state)
{
    struct pair control;
    struct pair_options options = { .ticket_key = &pair_ticket_key,
                                    .client_flags = GNUTLS_NONBLOCK,
                                    .client_transport = END_WITHOUT_TIMEOUT };
    unsigned char data[4096];
    size_t size = 0;
    begin(20);
    assert_code(pair_open(&control, &sim, &options), 0);
    assert_code(pair_handshake(&control), 0);
    assert_int_equal(pair_settle(&control), 0);
    assert_code(gnutls_session_get_data(control.client.session, NULL, &size),
                GNUTLS_E_SHORT_MEMORY_BUFFER);
    assert_true(size <= sizeof data);
    assert_code(gnutls_session_get_data(control.client.session, data, &size), 0);
    const gnutls_datum_t blob = { data, (unsigned)size };
    options.session_data = &blob;

    for (int i = 0; i < CONNECTIONS; i++) {
        connect_pair(&options);
        assert_true(was_resumed());
        assert_code(pair_ping(&pair), 0);
        assert_code(pair_ping(&control), 0);
        pair_close(&pair);
    }
    pair_close(&control);
}

/* ---- a downloader: asks right after the handshake, on a blocking socket ---- */

static void test_the_session_is_asked_for_right_after_the_handshake(void **state)
{
    gnutls_datum_t data = { NULL, 0 };
    struct pair_options options = { .ticket_key = &pair_ticket_key,
                                    .client_flags = GNUTLS_POST_HANDSHAKE_AUTH,
                                    .verify_name = "localhost",
                                    .blocking = true };
    begin(50);
    assert_code(pair_open(&pair, &sim, &options), 0);
    assert_code(gnutls_handshake(pair.client.session), 0);
    assert_code(gnutls_session_get_data2(pair.client.session, &data), 0);
    assert_true(data.size > 4);
    pair_close(&pair);
    options.session_data = &data;

    assert_code(pair_open(&pair, &sim, &options), 0);
    assert_code(pair.set_data_result, 0);
    assert_code(gnutls_handshake(pair.client.session), 0);

    assert_true(was_resumed());
    gnutls_free(data.data);
}

/* ---- a downloader that keeps sessions as text in a file ---- */

static void test_the_session_lives_as_base64(void **state)
{
    gnutls_datum_t data = { NULL, 0 }, text = { NULL, 0 }, again = { NULL, 0 };
    struct pair_options options = { .ticket_key = &pair_ticket_key,
                                    .client_transport = END_WITH_VECTORS,
                                    .verify_name = "localhost" };
    begin(50);
    assert_code(pair_first_session(&sim, &options, &data), 0);
    assert_code(gnutls_base64_encode2(&data, &text), 0);
    assert_code(gnutls_base64_decode2(&text, &again), 0);
    options.session_data = &again;

    connect_pair(&options);

    assert_true(was_resumed());
    gnutls_free(data.data);
    gnutls_free(text.data);
    gnutls_free(again.data);
}

/* ---- a mail server: both sides watch through hooks ---- */

static struct {
    gnutls_datum_t data;
    unsigned tickets, messages;
} mail;

static int store_session(gnutls_session_t session, unsigned type, unsigned when, unsigned incoming,
                         const gnutls_datum_t *message)
{
    mail.tickets++;
    gnutls_free(mail.data.data);
    return gnutls_session_get_data2(session, &mail.data);
}

static int count_messages(gnutls_session_t session, unsigned type, unsigned when, unsigned incoming,
                          const gnutls_datum_t *message)
{
    mail.messages++;
    return 0;
}

static void watch_both(struct sim_end *client, struct sim_end *server, void *context)
{
    gnutls_handshake_set_hook_function(client->session, GNUTLS_HANDSHAKE_NEW_SESSION_TICKET,
                                       GNUTLS_HOOK_POST, store_session);
    gnutls_handshake_set_hook_function(server->session, GNUTLS_HANDSHAKE_ANY, GNUTLS_HOOK_POST,
                                       count_messages);
}

static void test_a_mail_server_stores_in_the_hook(void **state)
{
    gnutls_datum_t key = { NULL, 0 };
    memset(&mail, 0, sizeof mail);
    assert_code(gnutls_session_ticket_key_generate(&key), 0);
    struct pair_options options = { .ticket_key = &key,
                                    .ticket_lifetime_s = 7200,
                                    .prepare = watch_both };
    begin(20);
    connect_pair(&options);
    assert_int_equal(gnutls_session_resumption_requested(pair.server.session), 0);
    assert_code(pair_ping(&pair), 0);
    assert_int_equal(mail.tickets, 2);
    assert_true(mail.messages >= 8);
    pair_close(&pair);
    options.session_data = &mail.data;
    options.prepare = NULL;

    connect_pair(&options);

    assert_true(was_resumed());
    assert_int_not_equal(gnutls_session_resumption_requested(pair.server.session), 0);
    gnutls_free(mail.data.data);
    gnutls_free(key.data);
}

static void test_a_refused_session_is_only_logged(void **state)
{
    static unsigned char bytes[] = "left in the database by something else entirely";
    const gnutls_datum_t stale = { bytes, sizeof bytes };
    begin(20);
    assert_code(
        pair_open(&pair, &sim,
                  &(struct pair_options){ .ticket_key = &pair_ticket_key, .session_data = &stale }),
        0);
    assert_true(pair.set_data_result < 0);

    assert_code(pair_handshake(&pair), 0);

    assert_false(was_resumed());
    assert_code(pair_ping(&pair), 0);
}

/* ---- a desktop library: an event loop, each ticket once ---- */

static struct {
    gnutls_datum_t tickets[8];
    size_t first, count;
} queue;

static int queue_ticket(gnutls_session_t session, unsigned type, unsigned when, unsigned incoming,
                        const gnutls_datum_t *message)
{
    assert_true(queue.count < COUNT(queue.tickets));
    return gnutls_session_get_data2(session, &queue.tickets[queue.count++]);
}

static void use_own_priorities_and_queue(struct sim_end *client, struct sim_end *server,
                                         void *context)
{
    gnutls_priority_set(client->session, context);
    gnutls_handshake_set_hook_function(client->session, GNUTLS_HANDSHAKE_NEW_SESSION_TICKET,
                                       GNUTLS_HOOK_POST, queue_ticket);
}

static void test_each_queued_ticket_is_used_once(void **state)
{
    gnutls_priority_t priorities;
    memset(&queue, 0, sizeof queue);
    assert_code(gnutls_priority_init2(&priorities, "-VERS-ALL:+VERS-TLS1.3:%COMPAT", NULL,
                                      GNUTLS_PRIORITY_INIT_DEF_APPEND),
                0);
    struct pair_options options = { .ticket_key = &pair_ticket_key,
                                    .client_transport = END_WITH_VECTORS,
                                    .client_flags = GNUTLS_NONBLOCK,
                                    .prepare = use_own_priorities_and_queue,
                                    .context = priorities };
    begin(20);

    for (int i = 0; i < CONNECTIONS; i++) {
        options.session_data = queue.first < queue.count ? &queue.tickets[queue.first++] : NULL;
        connect_pair(&options);
        assert_int_equal(was_resumed(), i > 0);
        assert_int_equal(pair_settle(&pair), 0);
        assert_true(queue.first < queue.count);
        pair_close(&pair);
    }

    for (size_t i = 0; i < queue.count; i++)
        gnutls_free(queue.tickets[i].data);
    gnutls_priority_deinit(priorities);
}

/* ---- a WebDAV library: one ticket serves all later connections ---- */

static void test_the_first_ticket_serves_all(void **state)
{
    gnutls_datum_t data = { NULL, 0 };
    struct pair_options options = { .ticket_key = &pair_ticket_key };
    begin(20);

    for (int i = 0; i < CONNECTIONS; i++) {
        options.session_data = data.data != NULL ? &data : NULL;
        connect_pair(&options);
        assert_code(pair_ping(&pair), 0);
        assert_int_equal(was_resumed(), i > 0);
        if (!was_resumed())
            assert_code(gnutls_session_get_data2(pair.client.session, &data), 0);
        assert_code(pair_bye(&pair), 0);
        pair_close(&pair);
    }
    gnutls_free(data.data);
}

/* ---- a proxy: asks with no place for the answer ---- */

static void test_no_place_for_the_answer_is_an_error(void **state)
{
    begin(20);
    connect_pair(&(struct pair_options){ .ticket_key = &pair_ticket_key });

    assert_true(gnutls_session_get_data2(pair.client.session, NULL) < 0);

    assert_code(pair_ping(&pair), 0);
}

/* ---- a resolver: non-blocking, with a wait that tells what is there ---- */

/* Does not wait: the number of bytes that are there, or EAGAIN. */
static int bytes_available(gnutls_transport_ptr_t pointer, unsigned ms)
{
    struct sim_end *end = pointer;
    if (sim_link_has_bytes(&end->peer->out))
        return 1;
    errno = EAGAIN;
    return -1;
}

static void use_available(struct sim_end *client, struct sim_end *server, void *context)
{
    gnutls_transport_set_pull_timeout_function(client->session, bytes_available);
    gnutls_transport_set_pull_timeout_function(server->session, bytes_available);
}

static void test_a_resolver_asks_twice(void **state)
{
    gnutls_datum_t early = { NULL, 0 }, late = { NULL, 0 };
    unsigned flags = GNUTLS_NONBLOCK | GNUTLS_ENABLE_FALSE_START;
    if (gnutls_check_version("3.7.5") != NULL)
        flags |= GNUTLS_NO_TICKETS_TLS12;
    struct pair_options options = { .ticket_key = &pair_ticket_key,
                                    .client_flags = flags,
                                    .prepare = use_available };
    begin(20);
    connect_pair(&options);
    assert_code(gnutls_session_get_data2(pair.client.session, &early), 0);
    assert_code(pair_ping(&pair), 0);
    assert_code(gnutls_session_get_data2(pair.client.session, &late), 0);
    assert_true(late.size > 4);
    pair_close(&pair);
    options.session_data = &late;

    connect_pair(&options);

    assert_true(was_resumed());
    gnutls_free(early.data);
    gnutls_free(late.data);
}

static void test_a_server_changes_its_key_at_run_time(void **state)
{
    unsigned char bytes[64];
    const gnutls_datum_t key = { bytes, sizeof bytes };
    gnutls_datum_t data = { NULL, 0 };
    struct pair_options options = { .ticket_key = &key };
    begin(20);
    memset(bytes, 1, sizeof bytes);
    bytes[7] = 9;
    assert_code(pair_first_session(&sim, &options, &data), 0);
    options.session_data = &data;

    connect_pair(&options);
    assert_true(was_resumed());
    pair_close(&pair);
    bytes[63] = 2;
    connect_pair(&options);

    assert_false(was_resumed());
    assert_code(pair_ping(&pair), 0);
    gnutls_free(data.data);
}

int main(void)
{
    ADD(test_one_live_session_lends_its_data_to_many_others);
    ADD(test_the_session_is_asked_for_right_after_the_handshake);
    ADD(test_the_session_lives_as_base64);
    ADD(test_a_mail_server_stores_in_the_hook);
    ADD(test_a_refused_session_is_only_logged);
    ADD(test_each_queued_ticket_is_used_once);
    ADD(test_the_first_ticket_serves_all);
    ADD(test_no_place_for_the_answer_is_an_error);
    ADD(test_a_resolver_asks_twice);
    ADD(test_a_server_changes_its_key_at_run_time);
    return suite_run("how programs resume");
}

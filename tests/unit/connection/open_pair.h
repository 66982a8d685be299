/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* open_pair.h - a client and a server whose handshake is over, in memory, with a clock of their own
 *
 * Keys are set by hand, so that what is tested is the connection and nothing below or before it.
 */

#ifndef TESTS_CONNECTION_OPEN_PAIR_H
#define TESTS_CONNECTION_OPEN_PAIR_H

#include "unit/record/link.h"

#include "connection/calls.h"

enum { EVENTS_MAX = 8 };

/* Something that happens at the server while the client waits. */
struct pair_event {
    int64_t at_ms;
    void (*act)(void);
};

static struct {
    struct gnutls_session_int *client, *server;
    struct link to_client, to_server;
    int64_t now_ms;
    struct pair_event events[EVENTS_MAX];
    size_t event_count;
    unsigned waits, first_wait_ms;
    int wait_error; /* errno of the next wait; 0: none */
} pair;

static inline int64_t pair_now(void *ctx)
{
    return pair.now_ms;
}

static const struct clock pair_clock = { .wall_ms = pair_now, .steady_ms = pair_now };

static inline bool client_can_read(void)
{
    return pair.to_client.bytes.size > pair.to_client.pulled || pair.to_client.closed;
}

static inline int pair_wait(gnutls_transport_ptr_t ptr, unsigned ms)
{
    int64_t end_ms = pair.now_ms + ms;

    if (pair.waits++ == 0)
        pair.first_wait_ms = ms;
    if (pair.wait_error != 0) {
        errno = pair.wait_error;
        pair.wait_error = 0;
        return -1;
    }
    for (size_t i = 0; i < pair.event_count && !client_can_read(); i++) {
        if (pair.events[i].act == NULL || pair.events[i].at_ms > end_ms)
            continue;
        pair.now_ms = pair.events[i].at_ms;
        pair.events[i].act();
        pair.events[i].act = NULL;
    }
    if (client_can_read())
        return 1;
    pair.now_ms = end_ms;
    return 0;
}

static inline void pair_later(int64_t at_ms, void (*act)(void))
{
    assert_true(pair.event_count < EVENTS_MAX);
    pair.events[pair.event_count++] = (struct pair_event){ at_ms, act };
}

static inline void pair_arm(struct gnutls_session_int *session, struct link *in, struct link *out)
{
    session->clock = &pair_clock;
    session->transport.push = link_push;
    session->transport.push_ptr = out;
    session->transport.pull = link_pull;
    session->transport.pull_ptr = in;
    session->transport.pull_replaced = true;
    session->transport.pull_timeout = pair_wait;
    session->transport.timeout_replaced = true;
}

static inline void pair_agree(struct gnutls_session_int *session, const char *in, const char *out)
{
    const struct cipher_suite *suite = suite_by_id(0x1301);
    struct agreed *agreed = &session->agreed;
    struct secret secret = { .size = 32 };

    agreed->version = version_by_id(GNUTLS_TLS1_3);
    agreed->suite = suite;
    agreed->resumption_master = (struct secret){ .size = 32, .bytes = "resumption" };
    agreed->params.version = agreed->version->wire;
    agreed->params.cipher_suite = suite->id;
    agreed->params.established_ms = pair.now_ms;
    agreed->params.lifetime_s = 3600;
    agreed->params.server_auth = AUTH_CERTIFICATE;

    strcpy((char *)secret.bytes, in);
    epochs_read_with(&session->keys, suite, &secret);
    strcpy((char *)secret.bytes, out);
    epochs_write_with(&session->keys, suite, &secret);
    session->in.expect_tls13 = true;
    connection_set_state(session, CONNECTION_OPEN);
}

static inline void pair_open(void)
{
    memset(&pair, 0, sizeof(pair));
    pair.now_ms = INT64_C(1800000000000);
    assert_int_equal(connection_new(GNUTLS_CLIENT, &pair.client), 0);
    assert_int_equal(connection_new(GNUTLS_SERVER, &pair.server), 0);
    assert_int_equal(priority_default(&pair.client->config.priority), 0);
    assert_int_equal(priority_default(&pair.server->config.priority), 0);
    pair_arm(pair.client, &pair.to_client, &pair.to_server);
    pair_arm(pair.server, &pair.to_server, &pair.to_client);
    pair_agree(pair.client, "server's", "client's");
    pair_agree(pair.server, "client's", "server's");
}

static inline void pair_close(void)
{
    connection_free(pair.client);
    connection_free(pair.server);
    link_close(&pair.to_client);
    link_close(&pair.to_server);
}

/* The server sends this content, as it is. */
static inline void server_says(uint8_t type, const void *content, size_t size)
{
    assert_int_equal(
        outbound_queue(&pair.server->out, &pair.server->keys.out, type, bytes_of(content, size)),
        0);
    assert_int_equal(outbound_flush(&pair.server->out, &pair.server->transport), 0);
}

static inline void server_sends(const char *text)
{
    server_says(CONTENT_APPLICATION_DATA, text, strlen(text));
}

static inline void make_ticket(const char *ticket, struct buffer *out)
{
    struct wire_writer w = wire_writer(out);
    struct wire_mark body;

    wire_write_u8(&w, NEW_SESSION_TICKET);
    body = wire_open_vec24(&w);
    wire_write_u32(&w, 3600);
    wire_write_u32(&w, 12345);
    wire_write_vec8(&w, bytes_of_text("nonce"));
    wire_write_vec16(&w, bytes_of_text(ticket));
    wire_write_vec16(&w, bytes_none());
    wire_close(&w, body);
    assert_int_equal(wire_write_end(&w), 0);
}

static inline void server_sends_ticket(void)
{
    struct buffer message = { 0 };

    make_ticket("a ticket", &message);
    server_says(CONTENT_HANDSHAKE, message.data, message.size);
    buffer_wipe(&message);
}

/* What one call reads, or its error. */
static inline int client_reads(const char *text)
{
    char got[256];
    size_t size;
    int result = connection_receive(pair.client, got, sizeof(got), &size);

    if (result == 0)
        assert_bytes_equal(got, size, text, strlen(text));
    return result;
}

static inline int server_reads(const char *text)
{
    char got[256];
    size_t size;
    int result = connection_receive(pair.server, got, sizeof(got), &size);

    if (result == 0)
        assert_bytes_equal(got, size, text, strlen(text));
    return result;
}

static inline int client_sends(const char *text)
{
    size_t sent;
    int result = connection_send(pair.client, bytes_of_text(text), 0, &sent);

    if (result == 0)
        assert_int_equal(sent, strlen(text));
    return result;
}

/* The alert that the server got, or -1. */
static inline int alert_at_server(void)
{
    server_reads("");
    return pair.server->alert.received ? pair.server->alert.description : -1;
}

#endif

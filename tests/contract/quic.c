/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* quic.c - two ends of a handshake without any transport */

#include "quic.h"

#include <stdio.h>

#define QUIC_PRIORITY                                                                              \
    "NORMAL:-VERS-ALL:+VERS-TLS1.3:-CIPHER-ALL:+AES-128-GCM:+CHACHA20-POLY1305:"                   \
    "-GROUP-ALL:+GROUP-X25519:+GROUP-SECP256R1:%DISABLE_TLS13_COMPAT_MODE"

enum { TRANSPORT_PARAMETERS = 57 };

struct quic_end quic_client, quic_server;
gnutls_anti_replay_t quic_anti_replay;
gnutls_datum_t quic_session_data;
static gnutls_certificate_credentials_t client_credentials, server_credentials;

static const char level_letters[] = "IEHA";

static struct quic_end *end_of(gnutls_session_t session)
{
    return session == quic_client.session ? &quic_client : &quic_server;
}

__attribute__((format(printf, 2, 3))) static void trace(struct quic_end *end, const char *format,
                                                        ...)
{
    size_t used = strlen(end->trace);
    va_list arguments;

    if (used > 0)
        end->trace[used++] = ' ';
    va_start(arguments, format);
    assert_true((size_t)vsnprintf(end->trace + used, sizeof end->trace - used, format, arguments) <
                sizeof end->trace - used);
    va_end(arguments);
}

/* ---- the library's calls ---- */

static int take_secrets(gnutls_session_t session, gnutls_record_encryption_level_t level,
                        const void *read, const void *write, size_t size)
{
    struct quic_end *end = end_of(session);

    assert_true(size <= 64);
    trace(end, "%c=%s%s", level_letters[level], read ? "r" : "", write ? "w" : "");
    if (read)
        memcpy(end->secrets[level][0], read, size);
    if (write)
        memcpy(end->secrets[level][1], write, size);
    end->secret_size = size;
    return end->refuse_secret;
}

static int take_message(gnutls_session_t session, gnutls_record_encryption_level_t level,
                        gnutls_handshake_description_t type, const void *data, size_t size)
{
    struct quic_end *end = end_of(session);
    struct quic_flow *flow = &end->out[level];

    trace(end, "%c>%d", level_letters[level], (int)type);
    if (type == GNUTLS_HANDSHAKE_CHANGE_CIPHER_SPEC)
        return 0;
    assert_true(size <= sizeof flow->bytes - flow->size);
    memcpy(flow->bytes + flow->size, data, size);
    flow->size += size;
    return end->refuse_message;
}

static int take_alert(gnutls_session_t session, gnutls_record_encryption_level_t level,
                      gnutls_alert_level_t alert_level, gnutls_alert_description_t description)
{
    struct quic_end *end = end_of(session);

    end->alerts++;
    end->alert = description;
    end->alert_level = alert_level;
    return 0;
}

static int send_params(gnutls_session_t session, gnutls_buffer_t out)
{
    const char *params = end_of(session)->own_params;

    return gnutls_buffer_append_data(out, params, strlen(params));
}

static int receive_params(gnutls_session_t session, const unsigned char *data, size_t size)
{
    struct quic_end *end = end_of(session);

    assert_true(size < sizeof end->params);
    memcpy(end->params, data, size);
    end->params[size] = 0;
    return 0;
}

/* ---- ends ---- */

static void open_end(struct quic_end *end, unsigned flags, const char *priority)
{
    assert_code(gnutls_init(&end->session, flags), 0);
    assert_code(gnutls_priority_set_direct(end->session, priority ? priority : QUIC_PRIORITY, NULL),
                0);
    gnutls_handshake_set_secret_function(end->session, take_secrets);
    gnutls_handshake_set_read_function(end->session, take_message);
    gnutls_alert_set_read_function(end->session, take_alert);
    assert_code(gnutls_session_ext_register(
                    end->session, "QUIC Transport Parameters", TRANSPORT_PARAMETERS, GNUTLS_EXT_TLS,
                    receive_params, send_params, NULL, NULL, NULL,
                    GNUTLS_EXT_FLAG_TLS | GNUTLS_EXT_FLAG_CLIENT_HELLO | GNUTLS_EXT_FLAG_EE),
                0);
}

static void open_client(const struct quic_options *options)
{
    unsigned early = options->early_data ? GNUTLS_ENABLE_EARLY_DATA : 0;

    quic_client.own_params = "client params";
    open_end(&quic_client,
             GNUTLS_CLIENT | GNUTLS_NO_END_OF_EARLY_DATA | early | options->client_flags,
             options->client_priority);
    assert_code(pair_credentials(&client_credentials, options->client_identity), 0);
    gnutls_credentials_set(quic_client.session, GNUTLS_CRD_CERTIFICATE, client_credentials);
    gnutls_server_name_set(quic_client.session, GNUTLS_NAME_DNS, "localhost", 9);
    if (options->session_data)
        assert_code(gnutls_session_set_data(quic_client.session, options->session_data->data,
                                            options->session_data->size),
                    0);
}

static void open_server(const struct quic_options *options)
{
    unsigned early = options->early_data ? GNUTLS_ENABLE_EARLY_DATA : 0;

    quic_server.own_params = "server params";
    open_end(&quic_server,
             GNUTLS_SERVER | GNUTLS_NO_END_OF_EARLY_DATA | GNUTLS_NO_AUTO_SEND_TICKET | early |
                 options->server_flags,
             options->server_priority);
    assert_code(pair_credentials(&server_credentials, "server-p256"), 0);
    gnutls_credentials_set(quic_server.session, GNUTLS_CRD_CERTIFICATE, server_credentials);
    gnutls_certificate_server_set_request(quic_server.session, options->request);
    assert_code(gnutls_session_ticket_enable_server(quic_server.session, &pair_ticket_key), 0);
    if (options->anti_replay)
        gnutls_anti_replay_enable(quic_server.session, options->anti_replay);
    if (options->early_data)
        assert_code(gnutls_record_set_max_early_data_size(quic_server.session, 0xffffffff), 0);
}

void quic_open(const struct quic_options *options)
{
    gnutls_global_set_time_function(sim_time);
    memset(&quic_client, 0, sizeof quic_client);
    memset(&quic_server, 0, sizeof quic_server);
    open_client(options);
    open_server(options);
    if (options->prepare)
        options->prepare(&quic_client, &quic_server);
}

void quic_close(void)
{
    gnutls_deinit(quic_client.session);
    gnutls_deinit(quic_server.session);
    gnutls_certificate_free_credentials(client_credentials);
    gnutls_certificate_free_credentials(server_credentials);
}

/* ---- the course of things ---- */

void quic_turn(struct quic_end *end)
{
    if (end->done)
        return;
    end->result = gnutls_handshake(end->session);
    if (end->result == GNUTLS_E_AGAIN || end->result == GNUTLS_E_INTERRUPTED)
        return;
    end->done = true;
    if (end->result == 0)
        trace(end, "done");
    else
        gnutls_alert_send_appropriate(end->session, end->result);
}

int quic_feed(struct quic_end *to, unsigned level, const void *data, size_t size)
{
    int result =
        gnutls_handshake_write(to->session, (gnutls_record_encryption_level_t)level, data, size);

    if (result != 0)
        to->write_result = result;
    quic_turn(to);
    return result;
}

static bool hand_over(struct quic_end *from, struct quic_end *to, size_t chunk)
{
    bool moved = false;

    for (unsigned level = 0; level < QUIC_LEVELS; level++) {
        struct quic_flow *flow = &from->out[level];

        while (flow->taken < flow->size) {
            size_t size = flow->size - flow->taken;

            if (chunk > 0 && size > chunk)
                size = chunk;
            flow->taken += size;
            moved = true;
            if (quic_feed(to, level, flow->bytes + flow->taken - size, size) < 0)
                return false;
        }
    }
    return moved;
}

void quic_run(size_t chunk)
{
    bool moved;

    quic_turn(&quic_client);
    quic_turn(&quic_server);
    do {
        moved = hand_over(&quic_client, &quic_server, chunk);
        moved |= hand_over(&quic_server, &quic_client, chunk);
    } while (moved);
}

static int add_new(void *context, time_t expiry, const gnutls_datum_t *key,
                   const gnutls_datum_t *data)
{
    return 0;
}

void quic_begin(gnutls_db_add_func add)
{
    sim_init(&sim, &(struct sim_options){ 0 });
    gnutls_global_set_time_function(sim_time);
    assert_code(gnutls_anti_replay_init(&quic_anti_replay), 0);
    gnutls_anti_replay_set_add_function(quic_anti_replay, add ? add : add_new);
    sim_pass(&sim, 20000);
}

void quic_end(void)
{
    quic_close();
    gnutls_anti_replay_deinit(quic_anti_replay);
    gnutls_free(quic_session_data.data);
    quic_session_data = (gnutls_datum_t){ NULL, 0 };
}

void quic_connect(const struct quic_options *options)
{
    quic_begin(NULL);
    quic_open(options);
    quic_run(0);
    assert_true(quic_client.done && quic_client.result == 0);
    assert_true(quic_server.done && quic_server.result == 0);
}

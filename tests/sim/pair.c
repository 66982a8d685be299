/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* pair.c - a client and a server, connected through the simulation */

#include "pair.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static unsigned char key_bytes[65] =
    "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_";
const gnutls_datum_t pair_ticket_key = { key_bytes, 64 };

static void data_path(char *out, size_t size, const char *name)
{
    snprintf(out, size, "%s/%s", TEST_DATA, name);
}

int pair_load(const char *name, gnutls_datum_t *out)
{
    char path[512];
    data_path(path, sizeof path, name);
    FILE *file = fopen(path, "rb");
    if (file == NULL)
        return GNUTLS_E_FILE_ERROR;

    enum { ROOM = 1 << 16 };
    unsigned char *data = calloc(1, ROOM);
    size_t size = data == NULL ? 0 : fread(data, 1, ROOM - 1, file);
    fclose(file);
    *out = (gnutls_datum_t){ data, (unsigned)size };
    return data == NULL ? GNUTLS_E_MEMORY_ERROR : 0;
}

int pair_credentials(gnutls_certificate_credentials_t *out, const char *name)
{
    char file[64], path[512], key_path[512];
    int result = gnutls_certificate_allocate_credentials(out);
    if (result < 0)
        return result;

    data_path(path, sizeof path, "root-cert.pem");
    result = gnutls_certificate_set_x509_trust_file(*out, path, GNUTLS_X509_FMT_PEM);
    if (result < 0 || name == NULL)
        return result < 0 ? result : 0;

    snprintf(file, sizeof file, "%s-chain.pem", name);
    data_path(path, sizeof path, file);
    if (access(path, R_OK) != 0)
        snprintf(file, sizeof file, "%s-cert.pem", name);
    data_path(path, sizeof path, file);
    snprintf(file, sizeof file, "%s-key.pem", name);
    data_path(key_path, sizeof key_path, file);
    return gnutls_certificate_set_x509_key_file(*out, path, key_path, GNUTLS_X509_FMT_PEM);
}

static int open_session(struct sim_end *end, unsigned flags, const char *priority)
{
    const char *otherwise = PAIR_PRIORITY;
    if (end->sim->options.datagrams.on) {
        otherwise = PAIR_DATAGRAM_PRIORITY;
        flags |= GNUTLS_DATAGRAM | (end->blocking ? 0 : GNUTLS_NONBLOCK);
    }
    int result = gnutls_init(&end->session, flags);
    if (result < 0)
        return result;
    return gnutls_priority_set_direct(end->session, priority != NULL ? priority : otherwise, NULL);
}

static int open_client(struct pair *pair, const struct pair_options *options)
{
    struct sim_end *client = &pair->client;
    client->blocking = options->blocking;
    int result =
        open_session(client, GNUTLS_CLIENT | options->client_flags, options->client_priority);
    if (result < 0)
        return result;
    result = pair_credentials(&pair->client_credentials, options->client_identity);
    if (result < 0)
        return result;
    gnutls_credentials_set(client->session, GNUTLS_CRD_CERTIFICATE, pair->client_credentials);

    const char *name = options->server_name != NULL ? options->server_name : "localhost";
    if (name[0] != '\0')
        gnutls_server_name_set(client->session, GNUTLS_NAME_DNS, name, strlen(name));
    if (options->verify_name != NULL)
        gnutls_session_set_verify_cert(client->session, options->verify_name, 0);
    if (options->session_data != NULL)
        pair->set_data_result = gnutls_session_set_data(
            client->session, options->session_data->data, options->session_data->size);
    end_use(client, options->client_transport);
    return 0;
}

static int enable_tickets(struct pair *pair, const struct pair_options *options)
{
    const gnutls_datum_t *key = options->ticket_key;
    if (key == NULL) {
        int result = gnutls_session_ticket_key_generate(&pair->own_key);
        if (result < 0)
            return result;
        key = &pair->own_key;
    }
    return gnutls_session_ticket_enable_server(pair->server.session, key);
}

static int open_server(struct pair *pair, const struct pair_options *options)
{
    struct sim_end *server = &pair->server;
    int result =
        open_session(server, GNUTLS_SERVER | options->server_flags, options->server_priority);
    if (result < 0)
        return result;
    const char *identity = options->server_identity;
    result =
        pair_credentials(&pair->server_credentials, identity != NULL ? identity : "server-p256");
    if (result < 0)
        return result;
    gnutls_credentials_set(server->session, GNUTLS_CRD_CERTIFICATE, pair->server_credentials);
    if (options->request != GNUTLS_CERT_IGNORE)
        gnutls_certificate_server_set_request(server->session, options->request);
    if (options->ticket_lifetime_s != 0)
        gnutls_db_set_cache_expiration(server->session, options->ticket_lifetime_s);
    if (options->tickets || options->ticket_key != NULL)
        result = enable_tickets(pair, options);
    end_use(server, options->server_transport);
    return result;
}

int pair_open(struct pair *pair, struct sim *sim, const struct pair_options *options)
{
    *pair = (struct pair){ .sim = sim };
    end_open(&pair->client, sim, &pair->server);
    end_open(&pair->server, sim, &pair->client);
    gnutls_global_set_time_function(sim_time);

    int result = open_client(pair, options);
    if (result == 0)
        result = open_server(pair, options);
    if (result == 0 && options->prepare != NULL)
        options->prepare(&pair->client, &pair->server, options->context);
    return result;
}

void pair_close(struct pair *pair)
{
    end_close(&pair->client);
    end_close(&pair->server);
    if (pair->client_credentials != NULL)
        gnutls_certificate_free_credentials(pair->client_credentials);
    if (pair->server_credentials != NULL)
        gnutls_certificate_free_credentials(pair->server_credentials);
    gnutls_free(pair->own_key.data);
    *pair = (struct pair){ 0 };
}

static bool advance_to_due(struct pair *pair)
{
    int64_t client_us = end_due_us(&pair->client), server_us = end_due_us(&pair->server);
    int64_t due_us = client_us < server_us ? client_us : server_us;
    return sim_advance(pair->sim, due_us) || due_us != SIM_FOREVER;
}

int pair_handshake(struct pair *pair)
{
    struct sim_end *client = &pair->client, *server = &pair->server;
    while (!client->done || !server->done) {
        unsigned before = pair->sim->activity;
        end_turn(client);
        end_turn(server);
        if (pair->sim->activity == before && !advance_to_due(pair))
            break;
    }
    if (client->done && client->result < 0)
        return client->result;
    if (server->done && server->result < 0)
        return server->result;
    return client->done && server->done ? 0 : GNUTLS_E_AGAIN;
}

/* Non-fatal results of a read after which one simply reads again. */
static bool reads_on(ssize_t result)
{
    return result == GNUTLS_E_AGAIN || result == GNUTLS_E_INTERRUPTED;
}

int end_read_all(struct sim_end *end)
{
    char bytes[4096];
    int sum = 0;
    for (;;) {
        unsigned before = end->sim->activity;
        ssize_t size = gnutls_record_recv(end->session, bytes, sizeof bytes);
        if (size > 0)
            sum += (int)size;
        else if (!reads_on(size))
            return (int)size;
        else if (end->sim->activity == before)
            return sum;
    }
}

int pair_settle(struct pair *pair)
{
    bool client_blocks = pair->client.blocking;
    pair->client.blocking = false;
    int sum = 0, result;
    do {
        result = end_read_all(&pair->client);
        sum += result > 0 ? result : 0;
        if (result >= 0) {
            result = end_read_all(&pair->server);
            sum += result > 0 ? result : 0;
        }
    } while (result >= 0 && sim_advance(pair->sim, SIM_FOREVER));
    pair->client.blocking = client_blocks;
    return result < 0 ? result : sum;
}

int pair_send(struct sim_end *from, const void *data, size_t size)
{
    size_t done = 0;
    while (done < size) {
        ssize_t sent = gnutls_record_send(from->session, (const char *)data + done, size - done);
        if (sent < 0 && !reads_on(sent))
            return (int)sent;
        if (sent > 0)
            done += (size_t)sent;
    }
    return 0;
}

ssize_t pair_receive(struct sim_end *at, void *data, size_t size)
{
    for (;;) {
        unsigned before = at->sim->activity;
        ssize_t result = gnutls_record_recv(at->session, data, size);
        if (!reads_on(result))
            return result;
        if (at->sim->activity == before && !sim_advance(at->sim, SIM_FOREVER))
            return result;
    }
}

static int carry(struct sim_end *from, struct sim_end *to, const char *text)
{
    char got[16] = "";
    size_t size = strlen(text), done = 0;
    int result = pair_send(from, text, size);
    if (result < 0)
        return result;
    while (done < size) {
        ssize_t read = pair_receive(to, got + done, sizeof got - 1 - done);
        if (read <= 0)
            return read < 0 ? (int)read : -1;
        done += (size_t)read;
    }
    return strcmp(got, text) == 0 ? 0 : -1;
}

int pair_ping(struct pair *pair)
{
    int result = carry(&pair->client, &pair->server, "ping");
    return result < 0 ? result : carry(&pair->server, &pair->client, "pong");
}

static int say_bye(struct sim_end *end)
{
    int result;
    do
        result = gnutls_bye(end->session, GNUTLS_SHUT_WR);
    while (result == GNUTLS_E_AGAIN || result == GNUTLS_E_INTERRUPTED);
    return result;
}

int pair_bye(struct pair *pair)
{
    char bytes[64];
    ssize_t read;
    int result = say_bye(&pair->client);
    if (result < 0)
        return result;
    result = say_bye(&pair->server);
    if (result < 0)
        return result;
    while ((read = pair_receive(&pair->server, bytes, sizeof bytes)) > 0)
        continue;
    if (read < 0)
        return (int)read;
    while ((read = pair_receive(&pair->client, bytes, sizeof bytes)) > 0)
        continue;
    return (int)read;
}

int pair_first_session(struct sim *sim, const struct pair_options *options, gnutls_datum_t *out)
{
    struct pair pair;
    int result = pair_open(&pair, sim, options);
    if (result == 0)
        result = pair_handshake(&pair);
    if (result == 0)
        result = pair_settle(&pair);
    if (result >= 0)
        result = gnutls_session_get_data2(pair.client.session, out);
    pair_close(&pair);
    return result;
}

/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* pair.c - two ends joined by memory */

#include "bench.h"
#include "measure.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PRIORITY "NORMAL:-VERS-ALL:+VERS-TLS1.3:-CIPHER-ALL:+AES-128-GCM:-GROUP-ALL:+GROUP-X25519"

#define DTLS12 "NORMAL:-VERS-ALL:+VERS-DTLS1.2:-CIPHER-ALL:+AES-128-GCM:-GROUP-ALL:+GROUP-X25519"
#define TLS12  "NORMAL:-VERS-ALL:+VERS-TLS1.2:-CIPHER-ALL:+AES-128-GCM:-GROUP-ALL:+GROUP-X25519"

/* No run takes longer. */
enum { GUARD_WINDOW_MS = 3600 * 1000 };

size_t last_ticket_size, last_entry_size;
enum memory server_memory;
bool early_data, datagrams;

/* What a client says early. */
static const char request[512];

/* The one session that a server remembers by its id. */
static unsigned char entry[8192];

static int add(void *ptr, time_t expiry, const gnutls_datum_t *key, const gnutls_datum_t *data)
{
    return 0;
}

void shared_init(struct shared *out, const char *certificate, const char *key)
{
    must(gnutls_certificate_allocate_credentials(&out->client), "client credentials");
    must(gnutls_certificate_allocate_credentials(&out->server), "server credentials");
    must(gnutls_certificate_set_x509_trust_file(out->client, certificate, GNUTLS_X509_FMT_PEM),
         "trust");
    must(gnutls_certificate_set_x509_key_file(out->server, certificate, key, GNUTLS_X509_FMT_PEM),
         "certificate");
    must(gnutls_priority_init(&out->with_exchange, PRIORITY, NULL), "priority");
    must(gnutls_priority_init(&out->without_exchange, PRIORITY ":+PSK", NULL), "priority");
    must(gnutls_priority_init(&out->tls12, TLS12, NULL), "priority");
    must(gnutls_priority_init(&out->dtls12, DTLS12, NULL), "priority");
    must(gnutls_session_ticket_key_generate(&out->ticket_key), "ticket key");
    must(gnutls_anti_replay_init(&out->guard), "guard");
    gnutls_anti_replay_set_add_function(out->guard, add);
    gnutls_anti_replay_set_window(out->guard, GUARD_WINDOW_MS);
}

void shared_wipe(struct shared *shared)
{
    gnutls_free(shared->ticket_key.data);
    gnutls_anti_replay_deinit(shared->guard);
    gnutls_priority_deinit(shared->with_exchange);
    gnutls_priority_deinit(shared->without_exchange);
    gnutls_priority_deinit(shared->tls12);
    gnutls_priority_deinit(shared->dtls12);
    gnutls_certificate_free_credentials(shared->client);
    gnutls_certificate_free_credentials(shared->server);
}

/* A datagram goes whole, behind its size. */
static void put(struct pipe *pipe, const void *data, size_t size)
{
    memcpy(pipe->bytes + pipe->end, data, size);
    pipe->end += size;
}

static void take(struct pipe *pipe, void *data, size_t size)
{
    memcpy(data, pipe->bytes + pipe->begin, size);
    pipe->begin += size;
}

static ssize_t push(gnutls_transport_ptr_t ptr, const void *data, size_t size)
{
    struct pipe *pipe = ((struct end *)ptr)->out;

    if (pipe->begin == pipe->end)
        pipe->begin = pipe->end = 0;
    if (datagrams)
        put(pipe, &size, sizeof size);
    if (size > PIPE_SIZE - pipe->end)
        size = PIPE_SIZE - pipe->end;
    if (size == 0) {
        errno = EAGAIN;
        return -1;
    }
    put(pipe, data, size);
    return (ssize_t)size;
}

static ssize_t pull(gnutls_transport_ptr_t ptr, void *data, size_t size)
{
    struct pipe *pipe = ((struct end *)ptr)->in;
    size_t here = pipe->end - pipe->begin;

    if (here == 0) {
        errno = EAGAIN;
        return -1;
    }
    if (datagrams)
        take(pipe, &here, sizeof here);
    if (size > here)
        size = here;
    take(pipe, data, size);
    return (ssize_t)size;
}

static int pull_timeout(gnutls_transport_ptr_t ptr, unsigned int ms)
{
    const struct pipe *pipe = ((struct end *)ptr)->in;

    return pipe->end > pipe->begin;
}

static int store(void *ptr, gnutls_datum_t key, gnutls_datum_t data)
{
    if (data.size > sizeof entry)
        return -1;
    memcpy(entry, data.data, data.size);
    last_entry_size = data.size;
    return 0;
}

static gnutls_datum_t retrieve(void *ptr, gnutls_datum_t key)
{
    gnutls_datum_t found = { gnutls_malloc(last_entry_size), (unsigned)last_entry_size };

    if (found.data != NULL)
        memcpy(found.data, entry, last_entry_size);
    return found;
}

static int note_ticket(gnutls_session_t session, unsigned type, unsigned when, unsigned incoming,
                       const gnutls_datum_t *message)
{
    /* Lifetime, then the ticket: RFC 5077, 3.3. */
    if (gnutls_protocol_get_version(session) != GNUTLS_TLS1_3) {
        last_ticket_size = message->size - 6;
        return 0;
    }
    /* Lifetime, age_add, nonce, then the ticket: RFC 8446, 4.6.1. */
    if (message->size > 9 && message->size > 11U + message->data[8]) {
        const unsigned char *length = message->data + 9 + message->data[8];
        last_ticket_size = (size_t)length[0] << 8 | length[1];
    }
    return 0;
}

static void end_open(struct end *end, const struct shared *shared, gnutls_priority_t priority)
{
    bool client = end->side == CLIENT;

    side_at_work = end->side;
    must(gnutls_init(&end->session, (client ? GNUTLS_CLIENT : GNUTLS_SERVER) |
                                        (early_data ? GNUTLS_ENABLE_EARLY_DATA : 0) |
                                        (datagrams ? GNUTLS_DATAGRAM | GNUTLS_NONBLOCK : 0)),
         "init");
    must(gnutls_priority_set(end->session, priority), "priority_set");
    must(gnutls_credentials_set(end->session, GNUTLS_CRD_CERTIFICATE,
                                client ? shared->client : shared->server),
         "credentials_set");
    if (client) {
        must(gnutls_server_name_set(end->session, GNUTLS_NAME_DNS, "localhost", 9), "name");
        gnutls_session_set_verify_cert(end->session, "localhost", 0);
        gnutls_handshake_set_hook_function(end->session, GNUTLS_HANDSHAKE_NEW_SESSION_TICKET,
                                           GNUTLS_HOOK_PRE, note_ticket);
    } else if (server_memory == BY_ID) {
        gnutls_db_set_store_function(end->session, store);
        gnutls_db_set_retrieve_function(end->session, retrieve);
    } else {
        must(gnutls_session_ticket_enable_server(end->session, &shared->ticket_key), "tickets");
        if (early_data)
            gnutls_anti_replay_enable(end->session, shared->guard);
    }
    gnutls_transport_set_ptr(end->session, end);
    gnutls_transport_set_push_function(end->session, push);
    gnutls_transport_set_pull_function(end->session, pull);
    gnutls_transport_set_pull_timeout_function(end->session, pull_timeout);
    side_at_work = NOBODY;
}

void pair_open(struct pair *out, const struct shared *shared, gnutls_priority_t priority,
               const gnutls_datum_t *stored)
{
    out->to_client.begin = out->to_client.end = 0;
    out->to_server.begin = out->to_server.end = 0;
    out->client = (struct end){ NULL, &out->to_client, &out->to_server, CLIENT };
    out->server = (struct end){ NULL, &out->to_server, &out->to_client, SERVER };
    end_open(&out->client, shared, priority);
    end_open(&out->server, shared, priority);
    if (stored != NULL) {
        side_at_work = CLIENT;
        must(gnutls_session_set_data(out->client.session, stored->data, stored->size), "set_data");
        if (early_data)
            must((int)gnutls_record_send_early_data(out->client.session, request, sizeof request),
                 "early data");
        side_at_work = NOBODY;
    }
}

/* One call; true when this end is through. */
static bool step(struct end *end, const char *what)
{
    side_at_work = end->side;
    int code = gnutls_handshake(end->session);
    side_at_work = NOBODY;
    if (code < 0 && gnutls_error_is_fatal(code))
        must(code, what);
    return code == 0;
}

void pair_shake(struct pair *pair)
{
    bool client = false;
    bool server = false;
    char nothing[16];

    while (!client || !server) {
        client = client || step(&pair->client, "client's handshake");
        server = server || step(&pair->server, "server's handshake");
    }
    /* One call takes in one ticket or all, as the library likes. */
    side_at_work = CLIENT;
    while (pair->to_client.end > pair->to_client.begin)
        (void)gnutls_record_recv(pair->client.session, nothing, sizeof nothing);
    side_at_work = NOBODY;
}

void pair_close(struct pair *pair)
{
    side_at_work = CLIENT;
    gnutls_deinit(pair->client.session);
    side_at_work = SERVER;
    gnutls_deinit(pair->server.session);
    side_at_work = NOBODY;
}

void pair_carry(struct pair *pair, const void *data, size_t size)
{
    static char sink[16384];

    must((int)gnutls_record_send(pair->client.session, data, size), "send");
    for (size_t done = 0; done < size;) {
        ssize_t n = gnutls_record_recv(pair->server.session, sink, sizeof sink);
        must((int)n, "receive");
        done += (size_t)n;
    }
}

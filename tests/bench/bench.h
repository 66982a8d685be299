/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* bench.h - both ends of a connection in one process, over memory */

#ifndef BENCH_H
#define BENCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <gnutls/gnutls.h>

enum side { CLIENT, SERVER, NOBODY, SIDES };

struct account {
    long allocations;
    long live_bytes;
};

/* Who pays for the next allocation. */
extern struct account accounts[SIDES];
extern enum side side_at_work;

/* One direction of the connection. */
enum { PIPE_SIZE = 1 << 17 };

struct pipe {
    unsigned char bytes[PIPE_SIZE];
    size_t begin;
    size_t end;
};

struct end {
    gnutls_session_t session;
    struct pipe *in;
    struct pipe *out;
    enum side side;
};

struct pair {
    struct end client;
    struct end server;
    struct pipe to_client;
    struct pipe to_server;
};

/* How a server remembers sessions. */
enum memory { BY_TICKET, BY_ID };

/* What all connections share, as in a program that lives long. */
struct shared {
    gnutls_certificate_credentials_t client;
    gnutls_certificate_credentials_t server;
    gnutls_priority_t with_exchange;    /* psk_dhe_ke */
    gnutls_priority_t without_exchange; /* psk_ke */
    gnutls_priority_t tls12, dtls12;
    gnutls_datum_t ticket_key;
    gnutls_anti_replay_t guard; /* against replay; it knows every hello */
};

void shared_init(struct shared *out, const char *certificate, const char *key);
void shared_wipe(struct shared *shared);

/* Opens both ends, offering stored if it is not NULL. */
void pair_open(struct pair *out, const struct shared *shared, gnutls_priority_t priority,
               const gnutls_datum_t *stored);
/* How the servers of the pairs to come remember. */
extern enum memory server_memory;
/* Servers of the pairs to come take early data, and clients that resume send some. */
extern bool early_data;
/* The pairs to come speak DTLS. */
extern bool datagrams;
/* Shakes hands; the client takes in the tickets that came with it. */
void pair_shake(struct pair *pair);
void pair_close(struct pair *pair);
/* Sends size bytes from client to server. */
void pair_carry(struct pair *pair, const void *data, size_t size);

/* The size of the session that a server stored last under its id, and of the ticket that came
 * last. */
extern size_t last_entry_size;
extern size_t last_ticket_size;

#endif

/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* bench.c - what connections, stored sessions and data cost
 *
 * Public API only: LD_LIBRARY_PATH decides which libgnutls is measured. Prints
 * lines key=value; times are microseconds of this thread's processor time.
 * A connection counts from gnutls_init() to gnutls_deinit(), for both ends,
 * with the tickets the server sends by itself.
 */

#include "bench.h"
#include "measure.h"

#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct pair pair;

static gnutls_datum_t store(const struct shared *shared, gnutls_priority_t priority)
{
    gnutls_datum_t data;

    pair_open(&pair, shared, priority, NULL);
    pair_shake(&pair);
    must(gnutls_session_get_data2(pair.client.session, &data), "get_data2");
    pair_close(&pair);
    return data;
}

static void check_mode(bool resumed, bool exchange, bool tls12)
{
    if (tls12 == (gnutls_protocol_get_version(pair.client.session) != GNUTLS_TLS1_3) &&
        (gnutls_session_is_resumed(pair.client.session) != 0) == resumed &&
        (!resumed || (gnutls_group_get(pair.client.session) != 0) == exchange) &&
        (gnutls_session_get_flags(pair.server.session) & GNUTLS_SFLAGS_EARLY_DATA) ==
            (early_data ? GNUTLS_SFLAGS_EARLY_DATA : 0))
        return;
    fputs("the connection is not of the kind to be measured\n", stderr);
    exit(1);
}

static void print_allocations(const char *name)
{
    printf("%s_client_allocations=%ld\n", name, accounts[CLIENT].allocations);
    printf("%s_server_allocations=%ld\n", name, accounts[SERVER].allocations);
}

/* Measures one kind of connection; the first two warm up and are counted for
 * their allocations. */
static void measure_connection(const char *name, const struct shared *shared,
                               gnutls_priority_t priority, bool resume, int rounds)
{
    gnutls_datum_t stored = { NULL, 0 };
    double start = 0;

    if (resume)
        stored = store(shared, priority);
    for (int i = -2; i < rounds; i++) {
        if (i == 0)
            start = now_us();
        memset(accounts, 0, sizeof accounts);
        pair_open(&pair, shared, priority, resume ? &stored : NULL);
        pair_shake(&pair);
        if (i == -1)
            check_mode(resume, priority != shared->without_exchange,
                       priority == shared->tls12 || priority == shared->dtls12);
        pair_close(&pair);
    }
    printf("%s_us=%.2f\n", name, (now_us() - start) / rounds);
    print_allocations(name);
    gnutls_free(stored.data);
}

/* What a client keeps, a server gives, and a server keeps. */
static void measure_sizes12(const struct shared *shared)
{
    gnutls_datum_t stored = store(shared, shared->tls12);

    printf("tls12_blob_bytes=%u\ntls12_ticket_bytes=%zu\n", stored.size, last_ticket_size);
    gnutls_free(stored.data);
    server_memory = BY_ID;
    stored = store(shared, shared->tls12);
    printf("tls12_id_blob_bytes=%u\ntls12_entry_bytes=%zu\n", stored.size, last_entry_size);
    gnutls_free(stored.data);
    server_memory = BY_TICKET;
}

static void measure_get_data(const struct shared *shared, int rounds)
{
    gnutls_datum_t data = { NULL, 0 };

    pair_open(&pair, shared, shared->with_exchange, NULL);
    pair_shake(&pair);
    double start = now_us();
    for (int i = 0; i < rounds; i++) {
        must(gnutls_session_get_data2(pair.client.session, &data), "get_data2");
        if (i + 1 < rounds)
            gnutls_free(data.data);
    }
    printf("get_data2_us=%.3f\n", (now_us() - start) / rounds);
    printf("blob_bytes=%u\nticket_bytes=%zu\n", data.size, last_ticket_size);
    pair_close(&pair);
    gnutls_free(data.data);
}

static void measure_set_data(const struct shared *shared, int rounds)
{
    gnutls_datum_t data = store(shared, shared->with_exchange);

    pair_open(&pair, shared, shared->with_exchange, NULL);
    double start = now_us();
    for (int i = 0; i < rounds; i++)
        must(gnutls_session_set_data(pair.client.session, data.data, data.size), "set_data");
    printf("set_data_us=%.3f\n", (now_us() - start) / rounds);
    pair_close(&pair);
    gnutls_free(data.data);
}

/* A record sealed by one end and opened by the other. */
static void measure_bulk(const struct shared *shared, int rounds)
{
    static char data[16384];

    pair_open(&pair, shared, shared->with_exchange, NULL);
    pair_shake(&pair);
    pair_carry(&pair, data, sizeof data);
    double start = now_us();
    for (int i = 0; i < rounds; i++)
        pair_carry(&pair, data, sizeof data);
    printf("record_16k_us=%.3f\n", (now_us() - start) / rounds);
    pair_close(&pair);
}

static void measure_idle(const struct shared *shared)
{
    /* The first connection pays for what the process keeps. */
    for (int i = 0; i < 2; i++) {
        memset(accounts, 0, sizeof accounts);
        pair_open(&pair, shared, shared->with_exchange, NULL);
        pair_shake(&pair);
        if (i == 0)
            pair_close(&pair);
    }
    printf("idle_client_bytes=%ld\n", accounts[CLIENT].live_bytes);
    printf("idle_server_bytes=%ld\n", accounts[SERVER].live_bytes);
    pair_close(&pair);
}

struct kind {
    const char *name;
    enum { EXCHANGE, NO_EXCHANGE, TLS12, DTLS12 } how;
    bool resume;
    enum memory memory;
    bool early;
};

static gnutls_priority_t priority_of(const struct shared *shared, const struct kind *kind)
{
    if (kind->how == TLS12)
        return shared->tls12;
    if (kind->how == DTLS12)
        return shared->dtls12;
    return kind->how == EXCHANGE ? shared->with_exchange : shared->without_exchange;
}

static bool is_asked_for(const char *only, const char *name)
{
    return only == NULL || strcmp(only, name) == 0;
}

static void measure_connections(const struct shared *shared, const char *only, int rounds)
{
    static const struct kind kinds[] = {
        { "full", EXCHANGE, false, BY_TICKET, false },
        { "psk_dhe_ke", EXCHANGE, true, BY_TICKET, false },
        { "psk_ke", NO_EXCHANGE, true, BY_TICKET, false },
        { "early_data", EXCHANGE, true, BY_TICKET, true },
        { "tls12_full", TLS12, false, BY_TICKET, false },
        { "tls12_by_ticket", TLS12, true, BY_TICKET, false },
        { "tls12_by_id", TLS12, true, BY_ID, false },
        { "dtls12_full", DTLS12, false, BY_TICKET, false },
        { "dtls12_by_ticket", DTLS12, true, BY_TICKET, false },
    };

    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        if (!is_asked_for(only, kinds[i].name))
            continue;
        server_memory = kinds[i].memory;
        early_data = kinds[i].early;
        datagrams = kinds[i].how == DTLS12;
        measure_connection(kinds[i].name, shared, priority_of(shared, &kinds[i]), kinds[i].resume,
                           rounds);
        server_memory = BY_TICKET;
        early_data = false;
        datagrams = false;
    }
}

int main(int argc, char **argv)
{
    struct shared shared;
    Dl_info info;
    union {
        const char *(*function)(const char *);
        void *object;
    } symbol = { .function = gnutls_check_version };

    if (argc != 4 && argc != 5) {
        fputs(
            "usage: bench CERTIFICATE KEY ROUNDS [full|psk_dhe_ke|psk_ke|...|get_data2|set_data]\n",
            stderr);
        return 2;
    }
    const char *only = argc == 5 ? argv[4] : NULL;
    int rounds = atoi(argv[3]) > 0 ? atoi(argv[3]) : 1;
    printf("version=%s\n", gnutls_check_version(NULL));
    printf("file=%s\n", dladdr(symbol.object, &info) ? info.dli_fname : "unknown");

    shared_init(&shared, argv[1], argv[2]);
    measure_connections(&shared, only, rounds);
    if (is_asked_for(only, "get_data2"))
        measure_get_data(&shared, rounds * 10);
    if (is_asked_for(only, "set_data"))
        measure_set_data(&shared, rounds * 10);
    if (only == NULL) {
        measure_sizes12(&shared);
        measure_bulk(&shared, rounds * 2);
        measure_idle(&shared);
    }
    shared_wipe(&shared);
    return 0;
}

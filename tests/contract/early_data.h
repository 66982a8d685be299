/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* early_data.h - early data, a guard over it, and whether it is taken */
#ifndef TESTS_CONTRACT_EARLY_DATA_H
#define TESTS_CONTRACT_EARLY_DATA_H

#include "suite.h"

#define TLS13 "NORMAL:-VERS-ALL:+VERS-TLS1.3"
#define NONE  GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE

enum { GUARDED_S = 30 }; /* how long a guard has been there before the first session */

static const char request[] = "early bird";

/* The guard, and what its function was told. */
static struct {
    gnutls_anti_replay_t guard;
    int answer; /* of the add function */
    unsigned added;
    void *ptr;
    time_t expires;
    unsigned key_size;
    unsigned char entry[64];
    gnutls_datum_t data;
    unsigned server_limit; /* 0: the default */
} memory;

static inline int add(void *ptr, time_t expires, const gnutls_datum_t *key,
                      const gnutls_datum_t *data)
{
    memory.added++;
    memory.ptr = ptr;
    memory.expires = expires;
    memory.key_size = key->size;
    assert_true(data->size <= sizeof memory.entry);
    memcpy(memory.entry, data->data, data->size);
    memory.data = (gnutls_datum_t){ memory.entry, data->size };
    return memory.answer;
}

static inline void make_guard(gnutls_db_add_func function)
{
    assert_code(gnutls_anti_replay_init(&memory.guard), 0);
    gnutls_anti_replay_set_ptr(memory.guard, &memory);
    if (function != NULL)
        gnutls_anti_replay_set_add_function(memory.guard, function);
}

static inline void drop_guard(void)
{
    gnutls_anti_replay_deinit(memory.guard);
    memory.guard = NULL;
}

static inline void prepare(struct sim_end *client, struct sim_end *server, void *context)
{
    if (memory.guard != NULL) {
        gnutls_anti_replay_enable(client->session, memory.guard); /* without effect */
        gnutls_anti_replay_enable(server->session, memory.guard);
    }
    if (memory.server_limit != 0)
        assert_code(gnutls_record_set_max_early_data_size(server->session, memory.server_limit), 0);
}

static inline struct pair_options options(void)
{
    return (struct pair_options){ .client_flags = GNUTLS_ENABLE_EARLY_DATA,
                                  .server_flags = GNUTLS_ENABLE_EARLY_DATA,
                                  .client_priority = TLS13,
                                  .server_priority = TLS13,
                                  .ticket_key = &pair_ticket_key,
                                  .prepare = prepare };
}

static inline void begin(void)
{
    memset(&memory, 0, sizeof memory);
    sim_init(&sim, &(struct sim_options){ .rtt_ms = 20 });
    make_guard(add);
    sim_pass(&sim, GUARDED_S * 1000);
}

static inline gnutls_datum_t first_session(void)
{
    struct pair_options o = options();
    gnutls_datum_t data = { NULL, 0 };

    assert_code(pair_first_session(&sim, &o, &data), 0);
    return data;
}

static inline bool is_taken(const struct sim_end *end)
{
    return (gnutls_session_get_flags(end->session) & GNUTLS_SFLAGS_EARLY_DATA) != 0;
}

/* The client has the session, and has queued its request. */
static inline void open_with(struct pair_options o, const gnutls_datum_t *data)
{
    o.session_data = data;
    assert_code(pair_open(&pair, &sim, &o), 0);
    assert_code(gnutls_record_send_early_data(pair.client.session, request, sizeof request), 0);
}

static inline void assert_taken(bool expected)
{
    char got[32] = "";
    ssize_t size = gnutls_record_recv_early_data(pair.server.session, got, sizeof got);

    assert_int_equal(is_taken(&pair.client), expected);
    assert_int_equal(is_taken(&pair.server), expected);
    assert_int_equal(size, expected ? (ssize_t)sizeof request : NONE);
    if (expected)
        assert_string_equal(got, request);
}

static inline void end_test(gnutls_datum_t *data)
{
    pair_close(&pair);
    gnutls_free(data->data);
    if (memory.guard != NULL)
        drop_guard();
}

#endif

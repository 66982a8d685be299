/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* early_data.h - connections whose client sends early data */
#ifndef TESTS_PROTOCOL_EARLY_DATA_H
#define TESTS_PROTOCOL_EARLY_DATA_H

#include "strict.h"

#include "unit/test.h"

/* The guard's memory: every key that was added. */
struct seen {
    uint8_t keys[16][80];
    unsigned sizes[16], count;
};

static inline int remember(void *ptr, time_t expires, const gnutls_datum_t *key,
                           const gnutls_datum_t *data)
{
    struct seen *seen = ptr;

    for (unsigned i = 0; i < seen->count; i++) {
        if (seen->sizes[i] == key->size && memcmp(seen->keys[i], key->data, key->size) == 0)
            return GNUTLS_E_DB_ENTRY_EXISTS;
    }
    assert_true(seen->count < 16 && key->size <= sizeof seen->keys[0]);
    memcpy(seen->keys[seen->count], key->data, key->size);
    seen->sizes[seen->count++] = key->size;
    return 0;
}

struct scene13 {
    struct sim sim;
    struct seen seen;
    gnutls_anti_replay_t guard;
    gnutls_datum_t session;
    bool no_guard, sends, alpn_changes;
    const char *alpn;
};

static inline void offer(gnutls_session_t session, const char *name)
{
    gnutls_datum_t protocol = { (unsigned char *)name, (unsigned)strlen(name) };

    assert_int_equal(gnutls_alpn_set_protocols(session, &protocol, 1, 0), 0);
}

static inline void prepare(struct sim_end *client, struct sim_end *server, void *context)
{
    struct scene13 *scene = context;

    if (!scene->no_guard)
        gnutls_anti_replay_enable(server->session, scene->guard);
    if (scene->alpn) {
        offer(client->session, scene->alpn);
        offer(server->session, scene->alpn);
    }
}

static inline struct pair_options options_of(struct scene13 *scene)
{
    return (struct pair_options){
        .client_priority = P13,
        .server_priority = P13,
        .client_flags = GNUTLS_ENABLE_EARLY_DATA,
        .server_flags = GNUTLS_ENABLE_EARLY_DATA,
        .tickets = true,
        .ticket_key = &pair_ticket_key,
        .prepare = prepare,
        .context = scene,
    };
}

static inline void begin(struct scene13 *scene, const struct sim_options *network)
{
    struct pair_options o = options_of(scene);

    sim_init(&scene->sim, network);
    assert_int_equal(gnutls_anti_replay_init(&scene->guard), 0);
    gnutls_anti_replay_set_ptr(scene->guard, &scene->seen);
    gnutls_anti_replay_set_add_function(scene->guard, remember);
    sim_pass(&scene->sim, 30000); /* no guard knows what was before it */
    assert_int_equal(pair_first_session(&scene->sim, &o, &scene->session), 0);
}

static inline void end(struct scene13 *scene)
{
    gnutls_free(scene->session.data);
    gnutls_anti_replay_deinit(scene->guard);
    sim_end(&scene->sim);
}

static inline bool has_flag(const struct sim_end *end)
{
    return gnutls_session_get_flags(end->session) & GNUTLS_SFLAGS_EARLY_DATA;
}

/* What went over a link. */
struct capture {
    uint8_t bytes[4096];
    size_t size;
};

static inline void capture(void *context, uint8_t *data, size_t size)
{
    struct capture *c = context;

    assert_true(size <= sizeof c->bytes - c->size);
    memcpy(c->bytes + c->size, data, size);
    c->size += size;
}

#endif

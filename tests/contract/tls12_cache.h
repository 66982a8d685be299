/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* tls12_cache.h - a cache of one session, and what may go wrong with it */
#ifndef TESTS_CONTRACT_TLS12_CACHE_H
#define TESTS_CONTRACT_TLS12_CACHE_H

#include "tls12.h"

enum { LARGEST = 16384 };

/* One entry, and what goes wrong with it. */
static struct {
    unsigned char key[64], data[LARGEST];
    unsigned key_size, data_size;
    unsigned stores, retrieves, removes;
    int store_result;
    int64_t takes_ms; /* a call takes so long */
    void (*spoil)(gnutls_datum_t *found);
} db;

static inline int store(void *ptr, gnutls_datum_t key, gnutls_datum_t data)
{
    assert_ptr_equal(ptr, &db);
    db.stores++;
    sim_pass(&sim, db.takes_ms);
    assert_true(key.size <= sizeof db.key && data.size <= sizeof db.data);
    memcpy(db.key, key.data, db.key_size = key.size);
    memcpy(db.data, data.data, db.data_size = data.size);
    return db.store_result;
}

static inline gnutls_datum_t retrieve(void *ptr, gnutls_datum_t key)
{
    gnutls_datum_t found = { NULL, 0 };

    assert_ptr_equal(ptr, &db);
    db.retrieves++;
    sim_pass(&sim, db.takes_ms);
    if (key.size != db.key_size || memcmp(key.data, db.key, key.size) != 0)
        return found;
    found = (gnutls_datum_t){ gnutls_malloc(LARGEST), db.data_size };
    memcpy(found.data, db.data, db.data_size);
    if (db.spoil != NULL)
        db.spoil(&found);
    return found;
}

static inline int forget(void *ptr, gnutls_datum_t key)
{
    assert_ptr_equal(ptr, &db);
    assert_int_equal(key.size, db.key_size);
    assert_memory_equal(key.data, db.key, key.size);
    db.removes++;
    return 0;
}

static inline void use(struct sim_end *client, struct sim_end *server, void *context)
{
    gnutls_db_set_ptr(server->session, &db);
    gnutls_db_set_store_function(server->session, store);
    gnutls_db_set_retrieve_function(server->session, retrieve);
    gnutls_db_set_remove_function(server->session, forget);
}

static const struct pair_options by_id = { .client_priority = P12,
                                           .server_priority = P12,
                                           .prepare = use };

static inline gnutls_datum_t store_first(const struct pair_options *options)
{
    memset(&db, 0, sizeof db);
    return first_session(options);
}

#endif

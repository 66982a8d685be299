/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* cache.c - a server's cache of one session */

#include "cache.h"

#include <assert.h>
#include <string.h>

static gnutls_datum_t copy_of(gnutls_datum_t datum)
{
    gnutls_datum_t copy = { gnutls_malloc(datum.size + 1), datum.size };

    assert(copy.data != NULL);
    memcpy(copy.data, datum.data, datum.size);
    return copy;
}

static int store(void *ptr, gnutls_datum_t key, gnutls_datum_t data)
{
    struct cache *c = ptr;

    c->stored++;
    cache_wipe(c);
    c->key = copy_of(key);
    c->data = copy_of(data);
    return c->fails ? -1 : 0;
}

static bool is_kept(const struct cache *c, gnutls_datum_t key)
{
    return c->data.size > 0 && key.size == c->key.size &&
           memcmp(key.data, c->key.data, key.size) == 0;
}

static gnutls_datum_t retrieve(void *ptr, gnutls_datum_t key)
{
    struct cache *c = ptr;
    gnutls_datum_t found = { NULL, 0 };

    c->asked++;
    if (!c->fails && is_kept(c, key))
        found = copy_of(c->data);
    return found;
}

static int forget(void *ptr, gnutls_datum_t key)
{
    struct cache *c = ptr;

    c->removed++;
    if (is_kept(c, key))
        cache_wipe(c);
    return 0;
}

void cache_use(struct sim_end *client, struct sim_end *server, void *cache)
{
    gnutls_db_set_ptr(server->session, cache);
    gnutls_db_set_store_function(server->session, store);
    gnutls_db_set_retrieve_function(server->session, retrieve);
    gnutls_db_set_remove_function(server->session, forget);
}

void cache_wipe(struct cache *c)
{
    gnutls_free(c->key.data);
    gnutls_free(c->data.data);
    c->key = c->data = (gnutls_datum_t){ NULL, 0 };
}

/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* cache.h - a server's cache of one session, as another process might keep it */

#ifndef TESTS_SIM_CACHE_H
#define TESTS_SIM_CACHE_H

#include "end.h"

struct cache {
    gnutls_datum_t key, data;
    unsigned stored, asked, removed;
    bool fails;
};

/* For pair_options.prepare; the context is the cache. */
void cache_use(struct sim_end *client, struct sim_end *server, void *cache);
void cache_wipe(struct cache *);

#endif

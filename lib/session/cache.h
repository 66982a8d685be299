/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* cache.h - a server's session-ID cache, kept by the application's functions
 *
 * Whatever they do, a failure costs a full handshake and no more.
 */

#ifndef SESSION_CACHE_H
#define SESSION_CACHE_H

#include "session/params.h"

struct session_cache {
    gnutls_db_store_func store;
    gnutls_db_retr_func retrieve;
    gnutls_db_remove_func remove;
    void *ptr;
};

/* Both ways must be there. */
bool session_cache_is_used(const struct session_cache *);

/* GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE when there is none; an error of session_unpack(). */
int session_cache_fetch(const struct session_cache *, struct bytes id, struct session_params *out)
    MUST_USE;

/* Under params->id. What the application's function says does not matter. */
void session_cache_store(const struct session_cache *, const struct session_params *);

void session_cache_remove(const struct session_cache *, struct bytes id);

#endif

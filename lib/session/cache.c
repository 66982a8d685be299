/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* cache.c - a server's session-ID cache, kept by the application's functions */

#include "session/cache.h"

#include "base/errors.h"
#include "base/log.h"
#include "base/memory.h"
#include "session/serialize.h"

bool session_cache_is_used(const struct session_cache *cache)
{
    return cache->store != NULL && cache->retrieve != NULL;
}

int session_cache_fetch(const struct session_cache *cache, struct bytes id,
                        struct session_params *out)
{
    if (!session_cache_is_used(cache))
        return GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE;

    gnutls_datum_t found = cache->retrieve(cache->ptr, datum_of(id));
    if (found.data == NULL)
        return GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE;

    int result = session_unpack(bytes_of_datum(&found), out);
    memory_wipe(found.data, found.size);
    gnutls_free(found.data);
    if (result < 0)
        return result;
    /* A cache that mixes its entries up must not mix sessions up. */
    if (!bytes_equal(bytes_of(out->id.bytes, out->id.size), id)) {
        session_params_wipe(out);
        return fail(GNUTLS_E_DB_ERROR);
    }
    return 0;
}

void session_cache_store(const struct session_cache *cache, const struct session_params *params)
{
    SCOPED(buffer) struct buffer blob = { 0 };

    if (!session_cache_is_used(cache) || params->id.size == 0)
        return;
    if (session_pack(params, &blob) < 0)
        return;
    if (cache->store(cache->ptr, datum_of(bytes_of(params->id.bytes, params->id.size)),
                     datum_of(buffer_bytes(&blob))) != 0)
        log_write(LOG_HANDSHAKE, "the session was not stored");
}

void session_cache_remove(const struct session_cache *cache, struct bytes id)
{
    if (cache->remove != NULL && id.size > 0)
        cache->remove(cache->ptr, datum_of(id));
}

/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* random.c - random bytes for applications */

#include "crypto/random.h"

#include "base/buffer.h"
#include "base/errors.h"

#include <gnutls/crypto.h>

/**
 * gnutls_rnd:
 * @level: what the bytes are for
 * @data: receives them
 * @len: how many
 *
 * Gives random bytes.
 *
 * Ask for %GNUTLS_RND_NONCE where others will see them, for %GNUTLS_RND_RANDOM for secrets that live
 * as long as a connection, and for %GNUTLS_RND_KEY for keys that are kept. The last asks the system
 * each time. All may be called from any thread, and give other bytes in a child after fork().
 *
 * Returns: %GNUTLS_E_SUCCESS, or a negative error code: then @data must not be used.
 *
 * Since: 2.12.0
 **/
API int gnutls_rnd(gnutls_rnd_level_t level, void *data, size_t len)
{
    switch (level) {
    case GNUTLS_RND_NONCE:
        return random_fill(RANDOM_NONCE, data, len);
    case GNUTLS_RND_RANDOM:
        return random_fill(RANDOM_SECRET, data, len);
    case GNUTLS_RND_KEY:
        return random_fill(RANDOM_KEY, data, len);
    }
    return fail(GNUTLS_E_INVALID_REQUEST);
}

/**
 * gnutls_rnd_refresh:
 *
 * Lets all generators of the process ask the system for fresh randomness before they give anything
 * else. There is seldom a need: they do so by themselves, and after fork().
 *
 * Since: 3.1.7
 **/
API void gnutls_rnd_refresh(void)
{
    random_refresh();
}

/**
 * gnutls_key_generate:
 * @key: receives the key; free it with gnutls_free()
 * @key_size: its size in bytes
 *
 * Makes a random key, such as a pre-shared key.
 *
 * Returns: %GNUTLS_E_SUCCESS, or a negative error code.
 *
 * Since: 3.0
 **/
API int gnutls_key_generate(gnutls_datum_t *key, unsigned int key_size)
{
    SCOPED(buffer) struct buffer fresh = { 0 };
    uint8_t *bytes;

    TRY(buffer_extend(&fresh, key_size, &bytes));
    TRY(random_fill(RANDOM_KEY, bytes, key_size));
    return buffer_give(&fresh, key);
}

/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* hash_shake.c - SHAKE256 with 512 bits: a hash for those that name it, FIPS 202 */

#include "crypto/hash.h"
#include "crypto/internal.h"

#include <assert.h>
#include <nettle/nettle-meta.h>
#include <nettle/sha3.h>

enum { OUTPUT_SIZE = 64 };

static_assert(sizeof(struct sha3_256_ctx) <= HASH_STATE_SIZE, "SHAKE256");

/* As long as it is asked for; the digest of struct nettle_hash is asked for by size as well. */
static void shake256_digest(void *state, size_t size, uint8_t *out)
{
    sha3_256_shake(state, size, out);
}

static void shake256_init(void *state)
{
    sha3_256_init(state);
}

static void shake256_update(void *state, size_t size, const uint8_t *data)
{
    sha3_256_update(state, size, data);
}

static const struct nettle_hash nettle_shake256 = {
    .name = "shake256",
    .context_size = sizeof(struct sha3_256_ctx),
    .digest_size = OUTPUT_SIZE,
    .block_size = SHA3_256_BLOCK_SIZE,
    .init = shake256_init,
    .update = shake256_update,
    .digest = shake256_digest,
};

static const struct hash_methods methods = { .nettle = &nettle_shake256 };

const struct hash hash_shake256 = {
    .name = "SHAKE-256",
    .digest_id = GNUTLS_DIG_SHAKE_256,
    .mac_id = GNUTLS_MAC_UNKNOWN,
    .size = OUTPUT_SIZE,
    .block_size = SHA3_256_BLOCK_SIZE,
    .state_size = sizeof(struct sha3_256_ctx),
    .methods = &methods,
};

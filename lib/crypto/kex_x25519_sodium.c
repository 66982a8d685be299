/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* kex_x25519_sodium.c - X25519, RFC 7748, by libsodium and nettle
 *
 * libsodium multiplies a peer's point in three fifths of nettle's time. For the base point nettle
 * has tables of its own, and takes three quarters of libsodium's.
 */

#include "base/errors.h"
#include "base/memory.h"
#include "crypto/internal.h"
#include "crypto/sodium.h"

#include <nettle/curve25519.h>

enum { SIZE = crypto_scalarmult_curve25519_BYTES };

static int share(const struct kex_private *key, uint8_t *out)
{
    if (key->size != SIZE)
        return fail(GNUTLS_E_INVALID_REQUEST);
    curve25519_mul_g(out, key->bytes);
    return 0;
}

/* RFC 8446, 7.4.2: a point of small order gives zeros, and no secret. The library refuses them
 * by name; the zeros are looked for as well, so that the rule does not hang on its list. */
static int derive(const struct kex_private *key, const uint8_t *peer, uint8_t *out)
{
    sodium_ready();
    int refused = crypto_scalarmult_curve25519(out, key->bytes, peer);
    memory_publish(&refused, sizeof(refused)); /* it follows from the peer's share alone */
    if (refused != 0 || bytes_are_zero(out, SIZE))
        return fail(GNUTLS_E_RECEIVED_ILLEGAL_PARAMETER);
    return 0;
}

/* Any 32 bytes are a key: the function itself sets and clears the bits that must be. */
static const struct kex_methods methods = { SIZE, kex_draw_bytes, share, derive };

const struct kex kex_x25519 = { "X25519", SIZE, SIZE, &methods, NULL };

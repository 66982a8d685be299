/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* kex_x25519.c - X25519, RFC 7748, by nettle */

#include "base/errors.h"
#include "crypto/internal.h"

#include <nettle/curve25519.h>

static int share(const struct kex_private *key, uint8_t *out)
{
    if (key->size != CURVE25519_SIZE)
        return fail(GNUTLS_E_INVALID_REQUEST);
    curve25519_mul_g(out, key->bytes);
    return 0;
}

/* RFC 8446, 7.4.2: a point of small order gives zeros, and no secret. */
static int derive(const struct kex_private *key, const uint8_t *peer, uint8_t *out)
{
    curve25519_mul(out, key->bytes, peer);
    if (bytes_are_zero(out, CURVE25519_SIZE))
        return fail(GNUTLS_E_RECEIVED_ILLEGAL_PARAMETER);
    return 0;
}

/* Any 32 bytes are a key: the function itself sets and clears the bits that must be. */
static const struct kex_methods methods = { CURVE25519_SIZE, kex_draw_bytes, share, derive };

const struct kex kex_x25519 = { "X25519", CURVE25519_SIZE, CURVE25519_SIZE, &methods, NULL };

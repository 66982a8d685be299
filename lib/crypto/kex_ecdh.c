/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* kex_ecdh.c - ECDH over the curves of SEC 2, RFC 8446, 4.2.8.2 and 7.4.2 */

#include "base/errors.h"
#include "crypto/curve.h"
#include "crypto/internal.h"

static int draw(const struct kex *kex, uint8_t *private_bytes)
{
    return scalar_draw(kex->group, RANDOM_SECRET, private_bytes);
}

static int share(const struct kex_private *key, uint8_t *out)
{
    const struct curve *curve = key->kex->group;
    SCOPED(scalar) struct ecc_scalar scalar;
    SCOPED(point) struct ecc_point point;
    scalar_init(&scalar, curve);
    point_init(&point, curve);

    if (!scalar_read(&scalar, bytes_of(key->bytes, key->size)))
        return fail(GNUTLS_E_INVALID_REQUEST);
    ecc_point_mul_g(&point, &scalar);
    point_write(&point, curve, out);
    return 0;
}

/* A product of a scalar below the prime order and a point of that order is never infinity. */
static int derive(const struct kex_private *key, const uint8_t *peer, uint8_t *out)
{
    const struct curve *curve = key->kex->group;
    SCOPED(scalar) struct ecc_scalar scalar;
    SCOPED(point) struct ecc_point point;
    scalar_init(&scalar, curve);
    point_init(&point, curve);

    if (!point_read(&point, curve, bytes_of(peer, key->kex->share_size)))
        return fail(GNUTLS_E_RECEIVED_ILLEGAL_PARAMETER);
    if (!scalar_read(&scalar, bytes_of(key->bytes, key->size)))
        return fail(GNUTLS_E_INVALID_REQUEST);
    ecc_point_mul(&point, &scalar, &point);
    point_write_x(&point, curve, out);
    return 0;
}

static const struct kex_methods of_256 = { 32, draw, share, derive };
static const struct kex_methods of_384 = { 48, draw, share, derive };
static const struct kex_methods of_521 = { 66, draw, share, derive };

/* clang-format off */
const struct kex kex_secp256r1 = { "SECP256R1", 1 + 2 * 32, 32, &of_256, &curve_secp256r1 };
const struct kex kex_secp384r1 = { "SECP384R1", 1 + 2 * 48, 48, &of_384, &curve_secp384r1 };
const struct kex kex_secp521r1 = { "SECP521R1", 1 + 2 * 66, 66, &of_521, &curve_secp521r1 };
/* clang-format on */

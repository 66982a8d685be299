/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* curve.h - the curves of SEC 2 and GOST: points and scalars from and to bytes
 *
 * For ECDH, for ECDSA, for GOST R 34.10 and for keys. SCOPED(point) struct ecc_point and SCOPED(scalar) struct
 * ecc_scalar are wiped; init them first.
 */

#ifndef CRYPTO_CURVE_H
#define CRYPTO_CURVE_H

#include "base/attributes.h"
#include "base/bytes.h"
#include "crypto/random.h"

#include <nettle/ecc.h>

struct curve {
    gnutls_ecc_curve_t id;
    uint16_t bits, size; /* of a coordinate, and of the group's order */
    const struct ecc_curve *(*nettle)(void);
};

extern const struct curve curve_secp256r1, curve_secp384r1, curve_secp521r1;

/* NULL for what is not one of them. */
const struct curve *curve_by_id(gnutls_ecc_curve_t);

/* The same for GOST R 34.10: not to be used with ECDSA or ECDH. */
const struct curve *gost_curve_by_id(gnutls_ecc_curve_t);

/* The uncompressed form: 4, x, y. */
static inline size_t curve_point_size(const struct curve *curve)
{
    return 1 + 2 * (size_t)curve->size;
}

void point_init(struct ecc_point *, const struct curve *);
void point_wipe(struct ecc_point *);

/* False for another form or size, a coordinate out of range, a point off the curve. */
bool point_read(struct ecc_point *, const struct curve *, struct bytes) MUST_USE;

/* Writes curve_point_size() bytes. */
void point_write(const struct ecc_point *, const struct curve *, uint8_t *out);

/* Writes x alone, in curve->size bytes. */
void point_write_x(const struct ecc_point *, const struct curve *, uint8_t *out);

void scalar_init(struct ecc_scalar *, const struct curve *);
void scalar_wipe(struct ecc_scalar *);

/* False when it is zero, or not below the group's order. */
bool scalar_read(struct ecc_scalar *, struct bytes) MUST_USE;

/* A fresh one, as bytes of curve->size. */
int scalar_draw(const struct curve *, enum random_grade, uint8_t *out) MUST_USE;

#endif

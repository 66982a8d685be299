/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* curve.c - the curves of SEC 2 and GOST: points and scalars from and to bytes */

#include "crypto/curve.h"

#include "base/errors.h"
#include "base/memory.h"
#include "crypto/bignum.h"

#include <assert.h>
#include <nettle/ecc-curve.h>

enum { UNCOMPRESSED = 4 };

/* The worst order refuses a draw with a chance of 2^-32; this many refusals are no chance. */
enum { DRAWS_MAX = 8 };

/* clang-format off */
/* These two are of keys alone: no group of ours is on them. */
static const struct curve curve_secp192r1 = { GNUTLS_ECC_CURVE_SECP192R1, 192, 24, nettle_get_secp_192r1 };
static const struct curve curve_secp224r1 = { GNUTLS_ECC_CURVE_SECP224R1, 224, 28, nettle_get_secp_224r1 };
const struct curve curve_secp256r1 = { GNUTLS_ECC_CURVE_SECP256R1, 256, 32, nettle_get_secp_256r1 };
const struct curve curve_secp384r1 = { GNUTLS_ECC_CURVE_SECP384R1, 384, 48, nettle_get_secp_384r1 };
const struct curve curve_secp521r1 = { GNUTLS_ECC_CURVE_SECP521R1, 521, 66, nettle_get_secp_521r1 };

/* One curve under three names: RFC 7836, B; RFC 4357, 11.4. And the first of 512 bits. */
static const struct curve gost_curves[] = {
    { GNUTLS_ECC_CURVE_GOST256CPA,  256, 32, nettle_get_gost_gc256b },
    { GNUTLS_ECC_CURVE_GOST256CPXA, 256, 32, nettle_get_gost_gc256b },
    { GNUTLS_ECC_CURVE_GOST256B,    256, 32, nettle_get_gost_gc256b },
    { GNUTLS_ECC_CURVE_GOST512A,    512, 64, nettle_get_gost_gc512a },
};
/* clang-format on */

const struct curve *curve_by_id(gnutls_ecc_curve_t id)
{
    static const struct curve *const all[] = { &curve_secp256r1, &curve_secp384r1, &curve_secp521r1,
                                               &curve_secp224r1, &curve_secp192r1 };

    for (size_t i = 0; i < ARRAY_SIZE(all); i++)
        if (all[i]->id == id)
            return all[i];
    return NULL;
}

const struct curve *gost_curve_by_id(gnutls_ecc_curve_t id)
{
    for (size_t i = 0; i < ARRAY_SIZE(gost_curves); i++)
        if (gost_curves[i].id == id)
            return &gost_curves[i];
    return NULL;
}

void point_init(struct ecc_point *point, const struct curve *curve)
{
    ecc_point_init(point, curve->nettle());
}

void point_wipe(struct ecc_point *point)
{
    memory_wipe(point->p, (size_t)ecc_size_a(point->ecc) * sizeof(mp_limb_t));
    ecc_point_clear(point);
}

bool point_read(struct ecc_point *out, const struct curve *curve, struct bytes bytes)
{
    if (bytes.size != curve_point_size(curve) || bytes.data[0] != UNCOMPRESSED)
        return false;
    SCOPED(number) mpz_t x;
    SCOPED(number) mpz_t y;
    number_init(x, bytes_of(bytes.data + 1, curve->size));
    number_init(y, bytes_of(bytes.data + 1 + curve->size, curve->size));
    return ecc_point_set(out, x, y) != 0;
}

static void write_coordinates(const struct ecc_point *point, const struct curve *curve,
                              uint8_t *out_x, uint8_t *out_y)
{
    SCOPED(number) mpz_t x;
    SCOPED(number) mpz_t y;
    mpz_inits(x, y, NULL);
    ecc_point_get(point, x, y);

    bool fits = number_write(x, out_x, curve->size);
    if (out_y)
        fits = number_write(y, out_y, curve->size) && fits;
    assert(fits);
}

void point_write(const struct ecc_point *point, const struct curve *curve, uint8_t *out)
{
    out[0] = UNCOMPRESSED;
    write_coordinates(point, curve, out + 1, out + 1 + curve->size);
}

void point_write_x(const struct ecc_point *point, const struct curve *curve, uint8_t *out)
{
    write_coordinates(point, curve, out, NULL);
}

void scalar_init(struct ecc_scalar *scalar, const struct curve *curve)
{
    ecc_scalar_init(scalar, curve->nettle());
}

void scalar_wipe(struct ecc_scalar *scalar)
{
    memory_wipe(scalar->p, (size_t)ecc_size(scalar->ecc) * sizeof(mp_limb_t));
    ecc_scalar_clear(scalar);
}

bool scalar_read(struct ecc_scalar *out, struct bytes bytes)
{
    SCOPED(number) mpz_t value;
    number_init(value, bytes);
    return ecc_scalar_set(out, value) != 0;
}

static bool is_in_range(const struct curve *curve, const uint8_t *bytes)
{
    SCOPED(scalar) struct ecc_scalar scalar;
    scalar_init(&scalar, curve);
    return scalar_read(&scalar, bytes_of(bytes, curve->size));
}

int scalar_draw(const struct curve *curve, enum random_grade grade, uint8_t *out)
{
    unsigned spare_bits = curve->size * 8u - curve->bits;

    for (int i = 0; i < DRAWS_MAX; i++) {
        TRY(random_fill(grade, out, curve->size));
        out[0] &= (uint8_t)(0xff >> spare_bits);
        if (is_in_range(curve, out))
            return 0;
    }
    memory_wipe(out, curve->size);
    return fail(GNUTLS_E_RANDOM_FAILED);
}

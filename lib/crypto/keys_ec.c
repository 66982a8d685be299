/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* keys_ec.c - keys on curves, for ECDSA, GOST and EdDSA: check, complete, generate */

#include "base/errors.h"
#include "base/memory.h"
#include "crypto/curve.h"
#include "crypto/keys_internal.h"
#include "crypto/random.h"

#include <nettle/eddsa.h>

const struct curve *key_curve(const struct public_key *key)
{
    return key->kind == KEY_EC ? curve_by_id(key->curve) : gost_curve(key);
}

int ec_public_check(const struct public_key *key)
{
    const struct curve *curve = key_curve(key);

    if (!curve)
        return fail(GNUTLS_E_ILLEGAL_PARAMETER);
    SCOPED(point) struct ecc_point point;
    point_init(&point, curve);
    if (!point_read(&point, curve, buffer_bytes(&key->point)))
        return fail(GNUTLS_E_ILLEGAL_PARAMETER);
    return 0;
}

static int public_point(const struct private_key *key, struct buffer *out)
{
    const struct curve *curve = key_curve(&key->public);
    uint8_t *at;

    if (!curve || key->d.size > curve->size)
        return fail(GNUTLS_E_ILLEGAL_PARAMETER);
    SCOPED(scalar) struct ecc_scalar scalar;
    SCOPED(point) struct ecc_point point;
    scalar_init(&scalar, curve);
    point_init(&point, curve);
    if (!scalar_read(&scalar, buffer_bytes(&key->d)))
        return fail(GNUTLS_E_ILLEGAL_PARAMETER);

    ecc_point_mul_g(&point, &scalar);
    TRY(buffer_extend(out, curve_point_size(curve), &at));
    point_write(&point, curve, at);
    return 0;
}

static int public_bytes(const struct private_key *key, struct buffer *out)
{
    const struct eddsa *eddsa = eddsa_of(key->public.kind);
    uint8_t *at;

    if (key->d.size != eddsa->key_size)
        return fail(GNUTLS_E_ILLEGAL_PARAMETER);
    TRY(buffer_extend(out, eddsa->key_size, &at));
    eddsa->share(at, key->d.data);
    return 0;
}

/* The public half is what the private one makes it. */
static int check_halves(const struct private_key *key,
                        int (*compute)(const struct private_key *, struct buffer *))
{
    SCOPED(buffer) struct buffer expected = { 0 };

    TRY(compute(key, &expected));
    if (!bytes_equal(buffer_bytes(&expected), buffer_bytes(&key->public.point)))
        return fail(GNUTLS_E_ILLEGAL_PARAMETER);
    return 0;
}

int ec_private_check_halves(const struct private_key *key)
{
    return check_halves(key, public_point);
}

int ec_private_check_parts(const struct private_key *key)
{
    const struct curve *curve = key_curve(&key->public);

    TRY(ec_public_check(&key->public));
    if (key->d.size > curve->size)
        return fail(GNUTLS_E_ILLEGAL_PARAMETER);
    SCOPED(scalar) struct ecc_scalar scalar;
    scalar_init(&scalar, curve);
    return scalar_read(&scalar, buffer_bytes(&key->d)) ? 0 : fail(GNUTLS_E_ILLEGAL_PARAMETER);
}

int ec_private_complete(struct private_key *key)
{
    return key->public.point.size > 0 ? 0 : public_point(key, &key->public.point);
}

int ec_private_generate(gnutls_ecc_curve_t id, struct private_key *out)
{
    uint8_t *d;

    out->public.curve = id;
    out->public.paramset = gost_paramset(out->public.kind);
    const struct curve *curve = key_curve(&out->public);
    if (!curve)
        return fail(GNUTLS_E_INVALID_REQUEST);
    TRY(buffer_extend(&out->d, curve->size, &d));
    TRY(scalar_draw(curve, RANDOM_KEY, d));
    return public_point(out, &out->public.point);
}

const struct eddsa *eddsa_of(enum key_kind kind)
{
    static const struct eddsa both[] = {
        { KEY_ED25519, GNUTLS_ECC_CURVE_ED25519, ED25519_KEY_SIZE, ED25519_SIGNATURE_SIZE, 0x10,
          ed25519_sha512_public_key, ed25519_sha512_sign, ed25519_sha512_verify },
        { KEY_ED448, GNUTLS_ECC_CURVE_ED448, ED448_KEY_SIZE, ED448_SIGNATURE_SIZE, 0,
          ed448_shake256_public_key, ed448_shake256_sign, ed448_shake256_verify },
    };

    for (size_t i = 0; i < ARRAY_SIZE(both); i++)
        if (both[i].kind == kind)
            return &both[i];
    return NULL;
}

int eddsa_public_check(const struct public_key *key)
{
    if (key->point.size != eddsa_of(key->kind)->key_size)
        return fail(GNUTLS_E_ILLEGAL_PARAMETER);
    return 0;
}

int eddsa_private_check(const struct private_key *key)
{
    return check_halves(key, public_bytes);
}

int eddsa_private_complete(struct private_key *key)
{
    return key->public.point.size > 0 ? 0 : public_bytes(key, &key->public.point);
}

int eddsa_private_generate(enum key_kind kind, struct private_key *out)
{
    const struct eddsa *eddsa = eddsa_of(kind);
    uint8_t *d;

    out->public.curve = eddsa->curve;
    TRY(buffer_extend(&out->d, eddsa->key_size, &d));
    TRY(random_fill(RANDOM_KEY, d, eddsa->key_size));
    return public_bytes(out, &out->public.point);
}

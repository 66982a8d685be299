/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* sign_gost.c - GOST R 34.10, RFC 7091: two numbers as long as the curve, s first (RFC 4491, 2.2.2) */

#include "base/errors.h"
#include "crypto/bignum.h"
#include "crypto/curve.h"
#include "crypto/keys_internal.h"
#include "crypto/random_stream.h"
#include "crypto/sign_numbers.h"

#include <assert.h>
#include <nettle/gostdsa.h>

static int write_numbers(const struct dsa_signature *signature, size_t width, struct buffer *out)
{
    uint8_t *at;

    TRY(buffer_extend(out, 2 * width, &at));
    bool fits = number_write(signature->s, at, width);
    fits = number_write(signature->r, at + width, width) && fits;
    assert(fits);
    return 0;
}

int gost_sign(const struct private_key *key, struct bytes digest, struct buffer *out)
{
    const struct curve *curve = gost_curve(&key->public);
    SCOPED(random_stream) struct random_stream stream = { 0 };

    if (!curve)
        return fail(GNUTLS_E_INVALID_REQUEST);
    TRY(random_stream_init(&stream, RANDOM_SECRET, buffer_bytes(&key->d), digest));

    SCOPED(scalar) struct ecc_scalar scalar;
    SCOPED(dsa_signature) struct dsa_signature signature;
    scalar_init(&scalar, curve);
    dsa_signature_init(&signature);
    if (!scalar_read(&scalar, buffer_bytes(&key->d)))
        return fail(GNUTLS_E_ILLEGAL_PARAMETER);
    gostdsa_sign(&scalar, &stream, random_stream_fill, digest.size, digest.data, &signature);
    return write_numbers(&signature, curve->size, out);
}

int gost_verify(const struct public_key *key, struct bytes digest, struct bytes signature)
{
    const struct curve *curve = gost_curve(key);

    if (!curve)
        return fail(GNUTLS_E_INVALID_REQUEST);
    SCOPED(point) struct ecc_point point;
    SCOPED(dsa_signature) struct dsa_signature numbers;
    point_init(&point, curve);
    dsa_signature_init(&numbers);
    if (!point_read(&point, curve, buffer_bytes(&key->point)))
        return fail(GNUTLS_E_ILLEGAL_PARAMETER);
    if (signature.size != 2 * (size_t)curve->size)
        return fail(GNUTLS_E_PK_SIG_VERIFY_FAILED);
    number_read(numbers.s, bytes_of(signature.data, curve->size));
    number_read(numbers.r, bytes_from(signature, curve->size));
    if (!gostdsa_verify(&point, digest.size, digest.data, &numbers))
        return fail(GNUTLS_E_PK_SIG_VERIFY_FAILED);
    return 0;
}

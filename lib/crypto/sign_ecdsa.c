/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* sign_ecdsa.c - ECDSA, with Ecdsa-Sig-Value in DER */

#include "base/errors.h"
#include "crypto/curve.h"
#include "crypto/keys_internal.h"
#include "crypto/random_stream.h"
#include "crypto/sign_numbers.h"

#include <nettle/ecdsa.h>

int ecdsa_sign_der(const struct private_key *key, struct bytes digest, struct buffer *out)
{
    const struct curve *curve = curve_by_id(key->public.curve);
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
    ecdsa_sign(&scalar, &stream, random_stream_fill, digest.size, digest.data, &signature);
    return sign_numbers_write(&signature, out);
}

int ecdsa_verify_der(const struct public_key *key, struct bytes digest, struct bytes signature)
{
    const struct curve *curve = curve_by_id(key->curve);

    if (!curve)
        return fail(GNUTLS_E_INVALID_REQUEST);
    SCOPED(point) struct ecc_point point;
    SCOPED(dsa_signature) struct dsa_signature numbers;
    point_init(&point, curve);
    dsa_signature_init(&numbers);
    if (!point_read(&point, curve, buffer_bytes(&key->point)))
        return fail(GNUTLS_E_ILLEGAL_PARAMETER);
    if (!sign_numbers_read(signature, &numbers) ||
        !ecdsa_verify(&point, digest.size, digest.data, &numbers))
        return fail(GNUTLS_E_PK_SIG_VERIFY_FAILED);
    return 0;
}

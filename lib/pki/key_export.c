/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* key_export.c - private keys into PKCS#1, SEC1, OpenSSL's DSA and PKCS#8 */

#include "base/errors.h"
#include "pki/algorithm.h"
#include "pki/algorithm_gost.h"
#include "pki/der.h"
#include "pki/key_import.h"
#include "pki/key_seed.h"
#include "pki/oid.h"

/* A version of 0 and numbers behind it. */
static int write_numbers(const struct buffer *const *numbers, size_t count, struct buffer *out)
{
    SCOPED(buffer) struct buffer fields = { 0 };
    TRY(der_write_small(&fields, 0));
    for (size_t i = 0; i < count; i++)
        TRY(der_write_unsigned(&fields, buffer_bytes(numbers[i])));
    return der_write(out, DER_SEQUENCE, buffer_bytes(&fields));
}

static int write_pkcs1(const struct private_key *key, struct buffer *out)
{
    const struct buffer *const numbers[] = { &key->public.modulus,
                                             &key->public.exponent,
                                             &key->d,
                                             &key->p,
                                             &key->q,
                                             &key->dp,
                                             &key->dq,
                                             &key->qinv };
    return write_numbers(numbers, ARRAY_SIZE(numbers), out);
}

static int write_dsa(const struct private_key *key, struct buffer *out)
{
    const struct buffer *const numbers[] = { &key->public.prime, &key->public.order,
                                             &key->public.generator, &key->public.point, &key->d };
    return write_numbers(numbers, ARRAY_SIZE(numbers), out);
}

/* RFC 5915, 3: the number fills as many bytes as the curve's order has. */
static int write_scalar(const struct private_key *key, struct buffer *out)
{
    SCOPED(buffer) struct buffer scalar = { 0 };
    TRY(buffer_append_padded(&scalar, buffer_bytes(&key->d), key->public.point.size / 2));
    return der_write(out, DER_OCTET_STRING, buffer_bytes(&scalar));
}

static int write_sec1(const struct private_key *key, bool with_curve, struct buffer *out)
{
    SCOPED(buffer) struct buffer fields = { 0 }, curve = { 0 }, point = { 0 };
    TRY(der_write_small(&fields, 1));
    TRY(write_scalar(key, &fields));
    if (with_curve) {
        TRY(der_write(&curve, DER_OID, oid_of_curve(key->public.curve)));
        TRY(der_write(&fields, DER_CONTEXT_DEEP(0), buffer_bytes(&curve)));
    }
    TRY(der_write_bit_bytes(&point, buffer_bytes(&key->public.point)));
    TRY(der_write(&fields, DER_CONTEXT_DEEP(1), buffer_bytes(&point)));
    return der_write(out, DER_SEQUENCE, buffer_bytes(&fields));
}

int private_key_write_pkcs8(const struct private_key *key, struct buffer *out)
{
    SCOPED(buffer) struct buffer fields = { 0 }, inner = { 0 };
    TRY(der_write_small(&fields, 0));
    TRY(key_algorithm_write(&key->public, &fields));
    if (key->public.kind == KEY_RSA || key->public.kind == KEY_RSA_PSS)
        TRY(write_pkcs1(key, &inner));
    else if (key->public.kind == KEY_EC)
        TRY(write_sec1(key, false, &inner));
    else if (key->public.kind == KEY_DSA || key->public.kind == KEY_DH)
        TRY(der_write_unsigned(&inner, buffer_bytes(&key->d)));
    else if (gost_hash(key->public.kind) != NULL)
        TRY(gost_number_write(key, &inner));
    else
        TRY(der_write(&inner, DER_OCTET_STRING, buffer_bytes(&key->d)));
    TRY(der_write(&fields, DER_OCTET_STRING, buffer_bytes(&inner)));
    TRY(key_seed_write(key, &fields));
    return der_write(out, DER_SEQUENCE, buffer_bytes(&fields));
}

int private_key_write(const struct private_key *key, struct buffer *out)
{
    switch (key->public.kind) {
    case KEY_RSA:
        return write_pkcs1(key, out);
    case KEY_EC:
        return write_sec1(key, true, out);
    case KEY_DSA:
        return write_dsa(key, out);
    default:
        return private_key_write_pkcs8(key, out);
    }
}

const char *private_key_label(const struct private_key *key)
{
    switch (key->public.kind) {
    case KEY_RSA:
        return "RSA PRIVATE KEY";
    case KEY_EC:
        return "EC PRIVATE KEY";
    case KEY_DSA:
        return "DSA PRIVATE KEY";
    default:
        return "PRIVATE KEY";
    }
}

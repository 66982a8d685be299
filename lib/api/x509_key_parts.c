/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* x509_key_parts.c - private keys that are all there, from their numbers and back */

#include "base/errors.h"
#include "credentials/dh_params.h"
#include "credentials/key_parts.h"
#include "credentials/public_key.h"

#include <gnutls/abstract.h>
#include <gnutls/x509.h>

/* Puts the key in, if there is one. */
static int fill(int result, gnutls_x509_privkey_t key, struct private_key *fresh)
{
    TRY(result);
    x509_privkey_set(key, fresh);
    return 0;
}

/**
 * gnutls_x509_privkey_import_rsa_raw2:
 * @key: receives the key
 * @m: the modulus, or %NULL
 * @e: the public exponent
 * @d: the private exponent, or %NULL
 * @p: a prime
 * @q: the other prime
 * @u: not looked at, since it is computed; may be %NULL, as @e1 and @e2
 * @e1: not looked at
 * @e2: not looked at
 *
 * Makes an RSA key from its numbers, big endian.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_INVALID_REQUEST when a number is
 *   missing; %GNUTLS_E_ILLEGAL_PARAMETER when the numbers do not belong
 *   together.
 **/
API int gnutls_x509_privkey_import_rsa_raw2(gnutls_x509_privkey_t key, const gnutls_datum_t *m,
                                            const gnutls_datum_t *e, const gnutls_datum_t *d,
                                            const gnutls_datum_t *p, const gnutls_datum_t *q,
                                            const gnutls_datum_t *u, const gnutls_datum_t *e1,
                                            const gnutls_datum_t *e2)
{
    SCOPED(private_key) struct private_key fresh = { 0 };
    const struct rsa_numbers numbers = { bytes_of_part(m), bytes_of_part(e), bytes_of_part(d),
                                         bytes_of_part(p), bytes_of_part(q) };
    return fill(rsa_private_from(&numbers, &fresh), key, &fresh);
}

/**
 * gnutls_x509_privkey_import_rsa_raw:
 * @key: receives the key
 * @m: the modulus, or %NULL
 * @e: the public exponent
 * @d: the private exponent, or %NULL
 * @p: a prime
 * @q: the other prime
 * @u: not looked at, since it is computed; may be %NULL
 *
 * Makes an RSA key from its numbers; see
 * gnutls_x509_privkey_import_rsa_raw2().
 *
 * Returns: what gnutls_x509_privkey_import_rsa_raw2() returns.
 **/
API int gnutls_x509_privkey_import_rsa_raw(gnutls_x509_privkey_t key, const gnutls_datum_t *m,
                                           const gnutls_datum_t *e, const gnutls_datum_t *d,
                                           const gnutls_datum_t *p, const gnutls_datum_t *q,
                                           const gnutls_datum_t *u)
{
    return gnutls_x509_privkey_import_rsa_raw2(key, m, e, d, p, q, u, NULL, NULL);
}

/**
 * gnutls_x509_privkey_import_ecc_raw:
 * @key: receives the key
 * @curve: its curve
 * @x: a coordinate of the public point, or for EdDSA and RFC 7748 the public
 *   key; or %NULL
 * @y: the other coordinate, or %NULL
 * @k: the private key
 *
 * Makes a key on a curve from its numbers. The public half is computed when
 * @x is %NULL.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_INVALID_REQUEST when the curve is
 *   not known or a number is missing; %GNUTLS_E_ILLEGAL_PARAMETER when the
 *   halves do not belong together.
 *
 * Since: 3.0
 **/
API int gnutls_x509_privkey_import_ecc_raw(gnutls_x509_privkey_t key, gnutls_ecc_curve_t curve,
                                           const gnutls_datum_t *x, const gnutls_datum_t *y,
                                           const gnutls_datum_t *k)
{
    SCOPED(private_key) struct private_key fresh = { 0 };
    const struct curve_numbers numbers = { curve, bytes_of_part(x), bytes_of_part(y),
                                           bytes_of_part(k) };
    return fill(curve_private_from(&numbers, &fresh), key, &fresh);
}

/**
 * gnutls_x509_privkey_import_dsa_raw:
 * @key: receives the key
 * @p: the prime
 * @q: the order
 * @g: the generator
 * @y: the public key, or %NULL
 * @x: the private key
 *
 * Makes a DSA key from its numbers, big endian.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_INVALID_REQUEST when a number is
 *   missing; %GNUTLS_E_ILLEGAL_PARAMETER when the numbers do not belong
 *   together.
 **/
API int gnutls_x509_privkey_import_dsa_raw(gnutls_x509_privkey_t key, const gnutls_datum_t *p,
                                           const gnutls_datum_t *q, const gnutls_datum_t *g,
                                           const gnutls_datum_t *y, const gnutls_datum_t *x)
{
    SCOPED(private_key) struct private_key fresh = { 0 };
    const struct field_numbers numbers = { KEY_DSA,          bytes_of_part(p), bytes_of_part(q),
                                           bytes_of_part(g), bytes_of_part(y), bytes_of_part(x) };
    return fill(field_private_from(&numbers, &fresh), key, &fresh);
}

/**
 * gnutls_x509_privkey_import_dh_raw:
 * @key: receives the key
 * @params: the group
 * @y: the public key, or %NULL
 * @x: the private key
 *
 * Makes a key for Diffie-Hellman from its numbers, big endian.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_INVALID_REQUEST when a number is
 *   missing; %GNUTLS_E_ILLEGAL_PARAMETER when the numbers do not belong
 *   together.
 *
 * Since: 3.8.2
 **/
API int gnutls_x509_privkey_import_dh_raw(gnutls_x509_privkey_t key,
                                          const gnutls_dh_params_t params, const gnutls_datum_t *y,
                                          const gnutls_datum_t *x)
{
    SCOPED(private_key) struct private_key fresh = { 0 };
    struct field_numbers numbers = dh_params_numbers(params);
    numbers.y = bytes_of_part(y);
    numbers.x = bytes_of_part(x);
    return fill(field_private_from(&numbers, &fresh), key, &fresh);
}

/**
 * gnutls_x509_privkey_export_rsa_raw2:
 * @key: a key
 * @m: receives the modulus; this and all others may be %NULL
 * @e: receives the public exponent
 * @d: receives the private exponent
 * @p: receives a prime
 * @q: receives the other prime
 * @u: receives the inverse of @q modulo @p
 * @e1: receives @d modulo @p - 1
 * @e2: receives @d modulo @q - 1
 *
 * Gives the numbers of an RSA key, big endian. Free them with gnutls_free().
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_INVALID_REQUEST for another key;
 *   %GNUTLS_E_MEMORY_ERROR.
 *
 * Since: 2.12.0
 **/
API int gnutls_x509_privkey_export_rsa_raw2(gnutls_x509_privkey_t key, gnutls_datum_t *m,
                                            gnutls_datum_t *e, gnutls_datum_t *d, gnutls_datum_t *p,
                                            gnutls_datum_t *q, gnutls_datum_t *u,
                                            gnutls_datum_t *e1, gnutls_datum_t *e2)
{
    const struct rsa_receivers to = { m, e, d, p, q, u, e1, e2 };
    return give_rsa_private(x509_privkey_key(key), &to, 0);
}

/**
 * gnutls_x509_privkey_export_rsa_raw:
 * @key: a key
 * @m: receives the modulus; this and all others may be %NULL
 * @e: receives the public exponent
 * @d: receives the private exponent
 * @p: receives a prime
 * @q: receives the other prime
 * @u: receives the inverse of @q modulo @p
 *
 * Gives the numbers of an RSA key; see
 * gnutls_x509_privkey_export_rsa_raw2().
 *
 * Returns: what gnutls_x509_privkey_export_rsa_raw2() returns.
 **/
API int gnutls_x509_privkey_export_rsa_raw(gnutls_x509_privkey_t key, gnutls_datum_t *m,
                                           gnutls_datum_t *e, gnutls_datum_t *d, gnutls_datum_t *p,
                                           gnutls_datum_t *q, gnutls_datum_t *u)
{
    return gnutls_x509_privkey_export_rsa_raw2(key, m, e, d, p, q, u, NULL, NULL);
}

/**
 * gnutls_x509_privkey_export_ecc_raw:
 * @key: a key
 * @curve: receives the curve; this and all others may be %NULL
 * @x: receives a coordinate, or for EdDSA the public key
 * @y: receives the other coordinate
 * @k: receives the private key
 *
 * Gives the numbers of a key on a curve. Free them with gnutls_free().
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_INVALID_REQUEST for another key;
 *   %GNUTLS_E_MEMORY_ERROR.
 *
 * Since: 3.0
 **/
API int gnutls_x509_privkey_export_ecc_raw(gnutls_x509_privkey_t key, gnutls_ecc_curve_t *curve,
                                           gnutls_datum_t *x, gnutls_datum_t *y, gnutls_datum_t *k)
{
    const struct curve_receivers to = { curve, x, y, k };
    return give_curve_private(x509_privkey_key(key), &to, 0);
}

/**
 * gnutls_x509_privkey_export_dsa_raw:
 * @key: a key
 * @p: receives the prime; this and all others may be %NULL
 * @q: receives the order
 * @g: receives the generator
 * @y: receives the public key
 * @x: receives the private key
 *
 * Gives the numbers of a DSA key. Free them with gnutls_free().
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_INVALID_REQUEST for another key;
 *   %GNUTLS_E_MEMORY_ERROR.
 **/
API int gnutls_x509_privkey_export_dsa_raw(gnutls_x509_privkey_t key, gnutls_datum_t *p,
                                           gnutls_datum_t *q, gnutls_datum_t *g, gnutls_datum_t *y,
                                           gnutls_datum_t *x)
{
    const struct field_receivers to = { p, q, g, y, x };
    if (x509_privkey_key(key)->public.kind != KEY_DSA)
        return fail(GNUTLS_E_INVALID_REQUEST);
    return give_field_private(x509_privkey_key(key), &to, 0);
}

/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* public_key_parts.c - public keys from their numbers and back */

#include "credentials/dh_params.h"
#include "credentials/key_parts.h"
#include "credentials/public_key.h"
#include "pki/algorithm.h"
#include "pki/der.h"

#include "base/errors.h"

#include <gnutls/abstract.h>

/* Puts the key in, if there is one. */
static int fill(int result, gnutls_pubkey_t key, const struct public_key *fresh)
{
    TRY(result);
    return pubkey_set(key, fresh, 0);
}

/**
 * gnutls_pubkey_import_rsa_raw:
 * @key: receives the key
 * @m: the modulus
 * @e: the exponent
 *
 * Makes an RSA key from its numbers, big endian.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_INVALID_REQUEST when a number is
 *   missing; %GNUTLS_E_ILLEGAL_PARAMETER for what can not be a key.
 *
 * Since: 2.12.0
 **/
API int gnutls_pubkey_import_rsa_raw(gnutls_pubkey_t key, const gnutls_datum_t *m,
                                     const gnutls_datum_t *e)
{
    SCOPED(public_key) struct public_key fresh = { 0 };
    return fill(rsa_public_from(bytes_of_part(m), bytes_of_part(e), &fresh), key, &fresh);
}

/**
 * gnutls_pubkey_import_ecc_raw:
 * @key: receives the key
 * @curve: its curve
 * @x: a coordinate, or for EdDSA and RFC 7748 the key
 * @y: the other coordinate; %NULL where @x is the key
 *
 * Makes a key on a curve from its numbers.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_INVALID_REQUEST when the curve is
 *   not known, a number is missing or too long;
 *   %GNUTLS_E_ILLEGAL_PARAMETER for a point off the curve.
 *
 * Since: 3.0
 **/
API int gnutls_pubkey_import_ecc_raw(gnutls_pubkey_t key, gnutls_ecc_curve_t curve,
                                     const gnutls_datum_t *x, const gnutls_datum_t *y)
{
    SCOPED(public_key) struct public_key fresh = { 0 };
    return fill(curve_public_from(curve, bytes_of_part(x), bytes_of_part(y), &fresh), key, &fresh);
}

/**
 * gnutls_pubkey_import_ecc_x962:
 * @key: receives the key
 * @parameters: the curve, as an OBJECT IDENTIFIER in DER
 * @ecpoint: the point, as an OCTET STRING in DER, not compressed
 *
 * Reads a key in the form of ANSI X9.62, which PKCS#11 uses.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_ASN1_DER_ERROR for other forms;
 *   %GNUTLS_E_ECC_UNSUPPORTED_CURVE; %GNUTLS_E_ILLEGAL_PARAMETER for a point
 *   off the curve.
 *
 * Since: 3.3.0
 **/
API int gnutls_pubkey_import_ecc_x962(gnutls_pubkey_t key, const gnutls_datum_t *parameters,
                                      const gnutls_datum_t *ecpoint)
{
    SCOPED(public_key) struct public_key fresh = { 0 };
    TRY(public_key_read_x962(bytes_of_datum(parameters), bytes_of_datum(ecpoint), &fresh));
    return fill(public_key_check(&fresh), key, &fresh);
}

/**
 * gnutls_pubkey_import_dsa_raw:
 * @key: receives the key
 * @p: the prime
 * @q: the order
 * @g: the generator
 * @y: the public key
 *
 * Makes a DSA key from its numbers, big endian.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_INVALID_REQUEST when a number is
 *   missing; %GNUTLS_E_ILLEGAL_PARAMETER for what can not be a key.
 *
 * Since: 2.12.0
 **/
API int gnutls_pubkey_import_dsa_raw(gnutls_pubkey_t key, const gnutls_datum_t *p,
                                     const gnutls_datum_t *q, const gnutls_datum_t *g,
                                     const gnutls_datum_t *y)
{
    SCOPED(public_key) struct public_key fresh = { 0 };
    const struct field_numbers numbers = { KEY_DSA,          bytes_of_part(p), bytes_of_part(q),
                                           bytes_of_part(g), bytes_of_part(y), bytes_none() };
    return fill(field_public_from(&numbers, &fresh), key, &fresh);
}

/**
 * gnutls_pubkey_import_dh_raw:
 * @key: receives the key
 * @params: the group
 * @y: the public key
 *
 * Makes a key for Diffie-Hellman from its number, big endian.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_INVALID_REQUEST when a number is
 *   missing; %GNUTLS_E_ILLEGAL_PARAMETER for what can not be a key.
 *
 * Since: 3.8.2
 **/
API int gnutls_pubkey_import_dh_raw(gnutls_pubkey_t key, const gnutls_dh_params_t params,
                                    const gnutls_datum_t *y)
{
    SCOPED(public_key) struct public_key fresh = { 0 };
    struct field_numbers numbers = dh_params_numbers(params);
    numbers.y = bytes_of_part(y);
    return fill(field_public_from(&numbers, &fresh), key, &fresh);
}

/**
 * gnutls_pubkey_export_ecc_x962:
 * @key: a key
 * @parameters: receives the curve, as an OBJECT IDENTIFIER in DER
 * @ecpoint: receives the point, as an OCTET STRING in DER
 *
 * Gives a key in the form of ANSI X9.62. Free both with gnutls_free().
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_INVALID_REQUEST for another key;
 *   %GNUTLS_E_MEMORY_ERROR.
 *
 * Since: 3.3.0
 **/
API int gnutls_pubkey_export_ecc_x962(gnutls_pubkey_t key, gnutls_datum_t *parameters,
                                      gnutls_datum_t *ecpoint)
{
    SCOPED(buffer) struct buffer curve = { 0 }, point = { 0 };
    TRY(public_key_write_x962(pubkey_key(key), &curve, &point));
    const struct number_out rows[] = {
        { buffer_bytes(&curve), parameters, true },
        { buffer_bytes(&point), ecpoint, true },
    };
    return give_numbers(rows, ARRAY_SIZE(rows), 0);
}

static int give_field_of(gnutls_pubkey_t key, enum key_kind kind, gnutls_datum_t *const to[4],
                         unsigned flags)
{
    const struct public_key *public = pubkey_key(key);
    if (public->kind != kind)
        return fail(GNUTLS_E_INVALID_REQUEST);
    return give_field(public, to[0], to[1], to[2], to[3], flags);
}

/**
 * gnutls_pubkey_export_dsa_raw2:
 * @key: a key
 * @p: receives the prime; this and all others may be %NULL
 * @q: receives the order
 * @g: receives the generator
 * @y: receives the public key
 * @flags: 0, or %GNUTLS_EXPORT_FLAG_NO_LZ for no zero byte in front
 *
 * Gives the numbers of a DSA key. Free them with gnutls_free().
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_INVALID_REQUEST for another key;
 *   %GNUTLS_E_MEMORY_ERROR.
 *
 * Since: 3.6.0
 **/
API int gnutls_pubkey_export_dsa_raw2(gnutls_pubkey_t key, gnutls_datum_t *p, gnutls_datum_t *q,
                                      gnutls_datum_t *g, gnutls_datum_t *y, unsigned flags)
{
    gnutls_datum_t *const to[] = { p, q, g, y };
    return give_field_of(key, KEY_DSA, to, flags);
}

/**
 * gnutls_pubkey_export_dsa_raw:
 * @key: a key
 * @p: receives the prime; this and all others may be %NULL
 * @q: receives the order
 * @g: receives the generator
 * @y: receives the public key
 *
 * Gives the numbers of a DSA key; see gnutls_pubkey_export_dsa_raw2().
 *
 * Returns: what gnutls_pubkey_export_dsa_raw2() returns.
 *
 * Since: 3.3.0
 **/
API int gnutls_pubkey_export_dsa_raw(gnutls_pubkey_t key, gnutls_datum_t *p, gnutls_datum_t *q,
                                     gnutls_datum_t *g, gnutls_datum_t *y)
{
    return gnutls_pubkey_export_dsa_raw2(key, p, q, g, y, 0);
}

/**
 * gnutls_pubkey_export_dh_raw:
 * @key: a key
 * @params: receives the group, or %NULL
 * @y: receives the public key, or %NULL
 * @flags: 0, or %GNUTLS_EXPORT_FLAG_NO_LZ for no zero byte in front
 *
 * Gives the number of a key for Diffie-Hellman. Free it with gnutls_free().
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_INVALID_REQUEST for another key;
 *   %GNUTLS_E_MEMORY_ERROR.
 *
 * Since: 3.8.2
 **/
API int gnutls_pubkey_export_dh_raw(gnutls_pubkey_t key, gnutls_dh_params_t params,
                                    gnutls_datum_t *y, unsigned flags)
{
    const struct public_key *public = pubkey_key(key);
    gnutls_datum_t *const to[] = { NULL, NULL, NULL, y };
    if (public->kind == KEY_DH && params != NULL)
        TRY(dh_params_set(params, buffer_bytes(&public->prime), buffer_bytes(&public->generator),
                          0));
    return give_field_of(key, KEY_DH, to, flags);
}

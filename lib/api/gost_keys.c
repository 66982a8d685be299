/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* gost_keys.c - keys of GOST R 34.10 from their numbers and back
 *
 * Unlike all other keys of the API, these have their numbers in little endian.
 */

#include "base/errors.h"
#include "credentials/certificate.h"
#include "credentials/key_parts.h"
#include "credentials/private_key.h"
#include "credentials/public_key.h"
#include "pki/certificate.h"

#include <gnutls/abstract.h>
#include <gnutls/x509.h>

/**
 * gnutls_x509_privkey_import_gost_raw:
 * @key: receives the key
 * @curve: its curve
 * @digest: the hash it signs with, which tells what kind of key it is
 * @paramset: of the cipher that goes with it, or
 *   %GNUTLS_GOST_PARAMSET_UNKNOWN for the usual one
 * @x: a coordinate of the public point, or %NULL
 * @y: the other coordinate, or %NULL
 * @k: the private key
 *
 * Makes a key of GOST R 34.10 from its numbers, little endian. The public
 * half is computed when @x is %NULL.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_INVALID_REQUEST when a number is
 *   missing; %GNUTLS_E_ECC_UNSUPPORTED_CURVE for a curve that is not known or
 *   does not go with @digest; %GNUTLS_E_ILLEGAL_PARAMETER for another hash or
 *   set, and when the numbers do not belong together.
 *
 * Since: 3.6.3
 **/
API int gnutls_x509_privkey_import_gost_raw(gnutls_x509_privkey_t key, gnutls_ecc_curve_t curve,
                                            gnutls_digest_algorithm_t digest,
                                            gnutls_gost_paramset_t paramset,
                                            const gnutls_datum_t *x, const gnutls_datum_t *y,
                                            const gnutls_datum_t *k)
{
    SCOPED(private_key) struct private_key fresh = { 0 };
    const struct gost_numbers numbers = {
        curve, digest, paramset, bytes_of_part(x), bytes_of_part(y), bytes_of_part(k)
    };
    TRY(gost_private_from(&numbers, &fresh));
    x509_privkey_set(key, &fresh);
    return 0;
}

/**
 * gnutls_x509_privkey_export_gost_raw:
 * @key: a key
 * @curve: receives its curve; this and all others may be %NULL
 * @digest: receives the hash it signs with
 * @paramset: receives the set of parameters of the cipher that goes with it
 * @x: receives a coordinate of the public point
 * @y: receives the other coordinate
 * @k: receives the private key
 *
 * Gives the numbers of a key of GOST R 34.10, little endian and without zeros
 * behind them. Free them with gnutls_free(). A key for ECDSA is given, too,
 * with neither hash nor set.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_INVALID_REQUEST for another key;
 *   %GNUTLS_E_MEMORY_ERROR.
 *
 * Since: 3.6.3
 **/
API int gnutls_x509_privkey_export_gost_raw(gnutls_x509_privkey_t key, gnutls_ecc_curve_t *curve,
                                            gnutls_digest_algorithm_t *digest,
                                            gnutls_gost_paramset_t *paramset, gnutls_datum_t *x,
                                            gnutls_datum_t *y, gnutls_datum_t *k)
{
    const struct gost_receivers to = { curve, digest, paramset, x, y, k };
    return key != NULL ? give_gost_private(x509_privkey_key(key), &to)
                       : fail(GNUTLS_E_INVALID_REQUEST);
}

/**
 * gnutls_privkey_import_gost_raw:
 * @key: an empty key
 * @curve: its curve
 * @digest: the hash it signs with, which tells what kind of key it is
 * @paramset: of the cipher that goes with it, or
 *   %GNUTLS_GOST_PARAMSET_UNKNOWN for the usual one
 * @x: a coordinate of the public point, or %NULL
 * @y: the other coordinate, or %NULL
 * @k: the private key
 *
 * Makes a key of GOST R 34.10 from its numbers, little endian; see
 * gnutls_x509_privkey_import_gost_raw().
 *
 * Returns: what gnutls_x509_privkey_import_gost_raw() returns;
 *   %GNUTLS_E_INVALID_REQUEST also when @key is not empty.
 *
 * Since: 3.6.3
 **/
API int gnutls_privkey_import_gost_raw(gnutls_privkey_t key, gnutls_ecc_curve_t curve,
                                       gnutls_digest_algorithm_t digest,
                                       gnutls_gost_paramset_t paramset, const gnutls_datum_t *x,
                                       const gnutls_datum_t *y, const gnutls_datum_t *k)
{
    SCOPED(private_key) struct private_key fresh = { 0 };
    const struct gost_numbers numbers = {
        curve, digest, paramset, bytes_of_part(x), bytes_of_part(y), bytes_of_part(k)
    };
    TRY(gost_private_from(&numbers, &fresh));
    return privkey_fill(key, &fresh);
}

/**
 * gnutls_privkey_export_gost_raw2:
 * @key: a key
 * @curve: receives its curve; this and all others may be %NULL
 * @digest: receives the hash it signs with
 * @paramset: receives the set of parameters of the cipher that goes with it
 * @x: receives a coordinate of the public point
 * @y: receives the other coordinate
 * @k: receives the private key
 * @flags: not looked at: there is never a zero in front
 *
 * Gives the numbers of a key of GOST R 34.10, little endian; see
 * gnutls_x509_privkey_export_gost_raw().
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_INVALID_REQUEST for another key, and
 *   for one of the application; %GNUTLS_E_MEMORY_ERROR.
 *
 * Since: 3.6.3
 **/
API int gnutls_privkey_export_gost_raw2(gnutls_privkey_t key, gnutls_ecc_curve_t *curve,
                                        gnutls_digest_algorithm_t *digest,
                                        gnutls_gost_paramset_t *paramset, gnutls_datum_t *x,
                                        gnutls_datum_t *y, gnutls_datum_t *k, unsigned int flags)
{
    const struct gost_receivers to = { curve, digest, paramset, x, y, k };
    const struct private_key *software = key != NULL ? privkey_software(key) : NULL;
    (void)flags;
    return software != NULL ? give_gost_private(software, &to) : fail(GNUTLS_E_INVALID_REQUEST);
}

/**
 * gnutls_pubkey_import_gost_raw:
 * @key: receives the key
 * @curve: its curve
 * @digest: the hash it signs with, which tells what kind of key it is
 * @paramset: of the cipher that goes with it, or
 *   %GNUTLS_GOST_PARAMSET_UNKNOWN for the usual one
 * @x: a coordinate
 * @y: the other coordinate
 *
 * Makes a public key of GOST R 34.10 from its numbers, little endian.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_INVALID_REQUEST when a number is
 *   missing; %GNUTLS_E_ECC_UNSUPPORTED_CURVE for a curve that is not known or
 *   does not go with @digest; %GNUTLS_E_ILLEGAL_PARAMETER for another hash or
 *   set, and for a point off the curve.
 *
 * Since: 3.6.3
 **/
API int gnutls_pubkey_import_gost_raw(gnutls_pubkey_t key, gnutls_ecc_curve_t curve,
                                      gnutls_digest_algorithm_t digest,
                                      gnutls_gost_paramset_t paramset, const gnutls_datum_t *x,
                                      const gnutls_datum_t *y)
{
    SCOPED(public_key) struct public_key fresh = { 0 };
    const struct gost_numbers numbers = {
        curve, digest, paramset, bytes_of_part(x), bytes_of_part(y), bytes_none()
    };
    TRY(gost_public_from(&numbers, &fresh));
    return pubkey_set(key, &fresh, 0);
}

/**
 * gnutls_pubkey_export_gost_raw2:
 * @key: a key
 * @curve: receives its curve; this and all others may be %NULL
 * @digest: receives the hash it signs with
 * @paramset: receives the set of parameters of the cipher that goes with it
 * @x: receives a coordinate
 * @y: receives the other coordinate
 * @flags: not looked at: there is never a zero in front
 *
 * Gives the numbers of a public key of GOST R 34.10, little endian and without
 * zeros behind them. Free them with gnutls_free().
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_INVALID_REQUEST for another key;
 *   %GNUTLS_E_MEMORY_ERROR.
 *
 * Since: 3.6.3
 **/
API int gnutls_pubkey_export_gost_raw2(gnutls_pubkey_t key, gnutls_ecc_curve_t *curve,
                                       gnutls_digest_algorithm_t *digest,
                                       gnutls_gost_paramset_t *paramset, gnutls_datum_t *x,
                                       gnutls_datum_t *y, unsigned int flags)
{
    const struct gost_receivers to = { curve, digest, paramset, x, y, NULL };
    (void)flags;
    return key != NULL ? give_gost(pubkey_key(key), &to) : fail(GNUTLS_E_INVALID_REQUEST);
}

/**
 * gnutls_x509_crt_get_pk_gost_raw:
 * @crt: a certificate
 * @curve: receives the curve of its key; this and all others may be %NULL
 * @digest: receives the hash it signs with
 * @paramset: receives the set of parameters of the cipher that goes with it
 * @x: receives a coordinate
 * @y: receives the other coordinate
 *
 * Gives the numbers of a key of GOST R 34.10, little endian and without zeros
 * behind them. Free them with gnutls_free().
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_INVALID_REQUEST for another key;
 *   other negative codes for a key that is not known.
 *
 * Since: 3.6.3
 **/
API int gnutls_x509_crt_get_pk_gost_raw(gnutls_x509_crt_t crt, gnutls_ecc_curve_t *curve,
                                        gnutls_digest_algorithm_t *digest,
                                        gnutls_gost_paramset_t *paramset, gnutls_datum_t *x,
                                        gnutls_datum_t *y)
{
    const struct gost_receivers to = { curve, digest, paramset, x, y, NULL };
    const struct public_key *key = NULL;
    TRY(certificate_public_key(crt, &key));
    return give_gost(key, &to);
}

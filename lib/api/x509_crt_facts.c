/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* x509_crt_facts.c - what a certificate says in its fields: numbers, times, key, signature */

#include "algorithms/algorithms.h"
#include "api/output.h"
#include "credentials/key_parts.h"
#include "credentials/public_key.h"
#include "pki/certificate.h"

#include <gnutls/x509.h>

/**
 * gnutls_x509_crt_get_version:
 * @cert: a certificate
 *
 * Tells the version of the certificate's form.
 *
 * Returns: 1, 2 or 3; %GNUTLS_E_ASN1_VALUE_NOT_FOUND for an empty
 *   certificate.
 **/
API int gnutls_x509_crt_get_version(gnutls_x509_crt_t cert)
{
    unsigned version = certificate_facts(cert)->version;
    return version > 0 ? (int)version : fail(GNUTLS_E_ASN1_VALUE_NOT_FOUND);
}

/**
 * gnutls_x509_crt_get_serial:
 * @cert: a certificate
 * @result: receives the number, big endian
 * @result_size: room in @result; receives the size
 *
 * Gives the number that the issuer gave the certificate.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_SHORT_MEMORY_BUFFER and in
 *   @result_size what is needed; %GNUTLS_E_ASN1_VALUE_NOT_FOUND when there is
 *   none.
 **/
API int gnutls_x509_crt_get_serial(gnutls_x509_crt_t cert, void *result, size_t *result_size)
{
    if (certificate_facts(cert)->serial.size == 0)
        return fail(GNUTLS_E_ASN1_VALUE_NOT_FOUND);
    return output_bytes(certificate_facts(cert)->serial, result, result_size);
}

/**
 * gnutls_x509_crt_get_activation_time:
 * @cert: a certificate
 *
 * Tells from when on the certificate is valid.
 *
 * Returns: the time, or -1 for an empty certificate.
 **/
API time_t gnutls_x509_crt_get_activation_time(gnutls_x509_crt_t cert)
{
    const struct certificate_facts *facts = certificate_facts(cert);
    return facts->version > 0 ? (time_t)facts->not_before_s : -1;
}

/**
 * gnutls_x509_crt_get_expiration_time:
 * @cert: a certificate
 *
 * Tells until when the certificate is valid.
 *
 * Returns: the time, or -1 for an empty certificate.
 **/
API time_t gnutls_x509_crt_get_expiration_time(gnutls_x509_crt_t cert)
{
    const struct certificate_facts *facts = certificate_facts(cert);
    return facts->version > 0 ? (time_t)facts->not_after_s : -1;
}

/**
 * gnutls_x509_crt_get_fingerprint:
 * @cert: a certificate
 * @algo: the hash
 * @buf: receives the fingerprint
 * @buf_size: room in @buf; receives the size
 *
 * Hashes the DER of a certificate.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_SHORT_MEMORY_BUFFER and in @buf_size
 *   what is needed; %GNUTLS_E_UNKNOWN_HASH_ALGORITHM;
 *   %GNUTLS_E_ASN1_VALUE_NOT_FOUND for a certificate that is empty or not
 *   signed yet.
 **/
API int gnutls_x509_crt_get_fingerprint(gnutls_x509_crt_t cert, gnutls_digest_algorithm_t algo,
                                        void *buf, size_t *buf_size)
{
    struct digest digest;
    const struct hash *hash = hash_by_digest_id(algo);
    if (hash == NULL)
        return fail(GNUTLS_E_UNKNOWN_HASH_ALGORITHM);
    if (certificate_der(cert).size == 0)
        return fail(GNUTLS_E_ASN1_VALUE_NOT_FOUND);
    hash_once(hash, certificate_der(cert), &digest);
    return output_bytes(digest_bytes(&digest), buf, buf_size);
}

/**
 * gnutls_x509_crt_get_key_id:
 * @crt: a certificate
 * @flags: of #gnutls_keyid_flags_t
 * @output_data: receives the identifier
 * @output_data_size: room in @output_data; receives the size
 *
 * Gives an identifier of the certificate's key: a hash of its
 * SubjectPublicKeyInfo, SHA-1 unless the flags say SHA-256 or SHA-512.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_SHORT_MEMORY_BUFFER and in
 *   @output_data_size what is needed.
 **/
API int gnutls_x509_crt_get_key_id(gnutls_x509_crt_t crt, unsigned int flags,
                                   unsigned char *output_data, size_t *output_data_size)
{
    struct digest digest;
    if (crt == NULL)
        return fail(GNUTLS_E_INVALID_REQUEST);
    if (certificate_facts(crt)->spki.size == 0)
        return fail(GNUTLS_E_ASN1_VALUE_NOT_FOUND);
    hash_once(key_id_hash(flags), certificate_facts(crt)->spki, &digest);
    return output_bytes(digest_bytes(&digest), output_data, output_data_size);
}

/**
 * gnutls_x509_crt_get_pk_algorithm:
 * @cert: a certificate
 * @bits: receives the size of the key, or %NULL
 *
 * Tells the kind of the certificate's key.
 *
 * Returns: of #gnutls_pk_algorithm_t, %GNUTLS_PK_UNKNOWN for a kind that is
 *   not known; %GNUTLS_E_ECC_UNSUPPORTED_CURVE for a curve that is not.
 **/
API int gnutls_x509_crt_get_pk_algorithm(gnutls_x509_crt_t cert, unsigned int *bits)
{
    const struct public_key *key = NULL;
    if (bits != NULL)
        *bits = 0;
    int result = certificate_public_key(cert, &key);
    if (result < 0)
        return result == GNUTLS_E_ECC_UNSUPPORTED_CURVE ? result : GNUTLS_PK_UNKNOWN;
    if (bits != NULL)
        *bits = public_key_bits(key);
    return (int)key_pk_algorithm(key);
}

/**
 * gnutls_x509_crt_get_signature_algorithm:
 * @cert: a certificate
 *
 * Tells how the certificate was signed.
 *
 * Returns: of #gnutls_sign_algorithm_t, %GNUTLS_SIGN_UNKNOWN for one that is
 *   not known.
 **/
API int gnutls_x509_crt_get_signature_algorithm(gnutls_x509_crt_t cert)
{
    return (int)certificate_facts(cert)->signature_algorithm.id;
}

/**
 * gnutls_x509_crt_get_signature:
 * @cert: a certificate
 * @sig: receives the signature
 * @sizeof_sig: room in @sig; receives the size
 *
 * Gives the signature of a certificate.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_SHORT_MEMORY_BUFFER and in
 *   @sizeof_sig what is needed; %GNUTLS_E_ASN1_VALUE_NOT_FOUND when there is
 *   none.
 **/
API int gnutls_x509_crt_get_signature(gnutls_x509_crt_t cert, char *sig, size_t *sizeof_sig)
{
    if (certificate_facts(cert)->signature.size == 0)
        return fail(GNUTLS_E_ASN1_VALUE_NOT_FOUND);
    return output_bytes(certificate_facts(cert)->signature, sig, sizeof_sig);
}

/**
 * gnutls_x509_crt_get_pk_rsa_raw:
 * @crt: a certificate
 * @m: receives the modulus, or %NULL
 * @e: receives the exponent, or %NULL
 *
 * Gives the numbers of an RSA key, big endian. Free them with gnutls_free().
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_INVALID_REQUEST for another key.
 **/
API int gnutls_x509_crt_get_pk_rsa_raw(gnutls_x509_crt_t crt, gnutls_datum_t *m, gnutls_datum_t *e)
{
    const struct public_key *key = NULL;
    TRY(certificate_public_key(crt, &key));
    return give_rsa(key, m, e, 0);
}

/**
 * gnutls_x509_crt_get_pk_ecc_raw:
 * @crt: a certificate
 * @curve: receives the curve, or %NULL
 * @x: receives a coordinate, or for EdDSA the key; or %NULL
 * @y: receives the other coordinate; or %NULL
 *
 * Gives the numbers of an EC or EdDSA key. Free them with gnutls_free().
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_INVALID_REQUEST for another key.
 *
 * Since: 3.4.1
 **/
API int gnutls_x509_crt_get_pk_ecc_raw(gnutls_x509_crt_t crt, gnutls_ecc_curve_t *curve,
                                       gnutls_datum_t *x, gnutls_datum_t *y)
{
    const struct public_key *key = NULL;
    TRY(certificate_public_key(crt, &key));
    return give_curve_point(key, curve, x, y, 0);
}

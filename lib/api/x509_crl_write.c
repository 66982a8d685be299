/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* x509_crl_write.c - revocation lists made and signed */

#include "api/output.h"
#include "credentials/key_signer.h"
#include "pki/crl.h"

#include <gnutls/abstract.h>
#include <gnutls/x509.h>

/**
 * gnutls_x509_crl_set_version:
 * @crl: a revocation list
 * @version: 2; or 1 for a list without extensions
 *
 * Sets the version of a list that is being made.
 *
 * This and the functions like it turn a list that was read or signed into a
 * draft, which has to be signed again.
 *
 * Returns: %GNUTLS_E_SUCCESS, or %GNUTLS_E_INVALID_REQUEST for another version
 *   and when a trust list holds this one.
 **/
API int gnutls_x509_crl_set_version(gnutls_x509_crl_t crl, unsigned int version)
{
    if (crl == NULL)
        return fail(GNUTLS_E_INVALID_REQUEST);
    return crl_set_version(crl, version);
}

/**
 * gnutls_x509_crl_set_this_update:
 * @crl: a revocation list
 * @act_time: when it is issued
 *
 * Sets the time of a list that is being made.
 *
 * Returns: %GNUTLS_E_SUCCESS, or %GNUTLS_E_INVALID_REQUEST.
 **/
API int gnutls_x509_crl_set_this_update(gnutls_x509_crl_t crl, time_t act_time)
{
    if (crl == NULL)
        return fail(GNUTLS_E_INVALID_REQUEST);
    return crl_set_this_update(crl, act_time);
}

/**
 * gnutls_x509_crl_set_next_update:
 * @crl: a revocation list
 * @exp_time: when the next will be there at the latest
 *
 * Sets the time of the list after the one that is being made.
 *
 * Returns: %GNUTLS_E_SUCCESS, or %GNUTLS_E_INVALID_REQUEST.
 **/
API int gnutls_x509_crl_set_next_update(gnutls_x509_crl_t crl, time_t exp_time)
{
    if (crl == NULL)
        return fail(GNUTLS_E_INVALID_REQUEST);
    return crl_set_next_update(crl, exp_time);
}

/**
 * gnutls_x509_crl_set_crt_serial:
 * @crl: a revocation list
 * @serial: a serial number, big-endian
 * @serial_size: its size
 * @revocation_time: when the certificate was revoked
 *
 * Puts a certificate on a list that is being made.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_INVALID_REQUEST; %GNUTLS_E_MEMORY_ERROR.
 **/
API int gnutls_x509_crl_set_crt_serial(gnutls_x509_crl_t crl, const void *serial,
                                       size_t serial_size, time_t revocation_time)
{
    if (crl == NULL)
        return fail(GNUTLS_E_INVALID_REQUEST);
    return crl_add_entry(crl, bytes_of(serial, serial_size), revocation_time);
}

/**
 * gnutls_x509_crl_set_crt:
 * @crl: a revocation list
 * @crt: a certificate
 * @revocation_time: when it was revoked
 *
 * Puts a certificate on a list that is being made.
 *
 * Returns: what gnutls_x509_crl_set_crt_serial() returns.
 **/
API int gnutls_x509_crl_set_crt(gnutls_x509_crl_t crl, gnutls_x509_crt_t crt,
                                time_t revocation_time)
{
    if (crl == NULL || crt == NULL)
        return fail(GNUTLS_E_INVALID_REQUEST);
    return crl_add_entry(crl, certificate_facts(crt)->serial, revocation_time);
}

/**
 * gnutls_x509_crl_set_number:
 * @crl: a revocation list
 * @nr: the number, big-endian, not negative
 * @nr_size: its size
 *
 * Sets the number of a list among those of its issuer.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_INVALID_REQUEST; %GNUTLS_E_MEMORY_ERROR.
 *
 * Since: 2.8.0
 **/
API int gnutls_x509_crl_set_number(gnutls_x509_crl_t crl, const void *nr, size_t nr_size)
{
    if (crl == NULL)
        return fail(GNUTLS_E_INVALID_REQUEST);
    return crl_set_number(crl, bytes_of(nr, nr_size));
}

/**
 * gnutls_x509_crl_set_authority_key_id:
 * @crl: a revocation list
 * @id: the subject key identifier of the issuer's certificate
 * @id_size: its size
 *
 * Says by which key the list is signed.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_INVALID_REQUEST; %GNUTLS_E_MEMORY_ERROR.
 *
 * Since: 2.8.0
 **/
API int gnutls_x509_crl_set_authority_key_id(gnutls_x509_crl_t crl, const void *id, size_t id_size)
{
    if (crl == NULL)
        return fail(GNUTLS_E_INVALID_REQUEST);
    return crl_set_authority_key_id(crl, bytes_of(id, id_size));
}

/**
 * gnutls_x509_crl_privkey_sign:
 * @crl: a revocation list
 * @issuer: the certificate of who signs
 * @issuer_key: the key of that certificate
 * @dig: a hash; 0: what goes with the key
 * @flags: 0, or %GNUTLS_PRIVKEY_SIGN_FLAG_RSA_PSS
 *
 * Signs a list that was made. It is then like one that was read.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_ASN1_VALUE_NOT_FOUND when it has no
 *   version or no time; %GNUTLS_E_CONSTRAINT_ERROR when key and certificate are
 *   of different kinds; %GNUTLS_E_INVALID_REQUEST; other negative codes.
 *
 * Since: 2.12.0
 **/
API int gnutls_x509_crl_privkey_sign(gnutls_x509_crl_t crl, gnutls_x509_crt_t issuer,
                                     gnutls_privkey_t issuer_key, gnutls_digest_algorithm_t dig,
                                     unsigned int flags)
{
    struct signer signer;
    if (crl == NULL || issuer == NULL || issuer_key == NULL)
        return fail(GNUTLS_E_INVALID_REQUEST);
    TRY(issuer_signer(issuer, issuer_key, dig, flags, &signer));
    return crl_sign(crl, certificate_subject(issuer), &signer);
}

/**
 * gnutls_x509_crl_sign2:
 * @crl: a revocation list
 * @issuer: the certificate of who signs
 * @issuer_key: the key of that certificate
 * @dig: a hash; 0: what goes with the key
 * @flags: 0
 *
 * Signs a list that was made; see gnutls_x509_crl_privkey_sign().
 *
 * Returns: what gnutls_x509_crl_privkey_sign() returns.
 **/
API int gnutls_x509_crl_sign2(gnutls_x509_crl_t crl, gnutls_x509_crt_t issuer,
                              gnutls_x509_privkey_t issuer_key, gnutls_digest_algorithm_t dig,
                              unsigned int flags)
{
    struct signer signer;
    if (crl == NULL || issuer == NULL || issuer_key == NULL)
        return fail(GNUTLS_E_INVALID_REQUEST);
    TRY(x509_issuer_signer(issuer, issuer_key, dig, flags, &signer));
    return crl_sign(crl, certificate_subject(issuer), &signer);
}

/**
 * gnutls_x509_crl_sign:
 * @crl: a revocation list
 * @issuer: the certificate of who signs
 * @issuer_key: the key of that certificate
 *
 * Signs a list that was made, with the hash that goes with the key; see
 * gnutls_x509_crl_privkey_sign().
 *
 * Returns: what gnutls_x509_crl_privkey_sign() returns.
 **/
API int gnutls_x509_crl_sign(gnutls_x509_crl_t crl, gnutls_x509_crt_t issuer,
                             gnutls_x509_privkey_t issuer_key)
{
    return gnutls_x509_crl_sign2(crl, issuer, issuer_key, 0, 0);
}

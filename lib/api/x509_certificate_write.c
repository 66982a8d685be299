/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* x509_certificate_write.c - certificates made and signed */

#include "base/errors.h"
#include "credentials/key_signer.h"
#include "pki/certificate_write.h"
#include "pki/oid.h"
#include "pki/request.h"
#include "pki/spki.h"

#include <gnutls/abstract.h>
#include <gnutls/x509.h>

/**
 * gnutls_x509_crt_set_version:
 * @crt: a certificate
 * @version: 1, 2 or 3
 *
 * Sets the version of the certificate's form. One with extensions has to be
 * of version 3; where no version is set it is 1.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_INVALID_REQUEST for another version,
 *   or when others hold the certificate.
 **/
API int gnutls_x509_crt_set_version(gnutls_x509_crt_t crt, unsigned int version)
{
    return crt != NULL ? certificate_set_version(crt, version) : fail(GNUTLS_E_INVALID_REQUEST);
}

/**
 * gnutls_x509_crt_set_serial:
 * @cert: a certificate
 * @serial: the number, big endian
 * @serial_size: its size
 *
 * Sets the number by which the issuer tells its certificates apart.
 *
 * A number whose first bit is one is a negative one, which RFC 5280, 4.1.2.2
 * does not want: put a zero byte in front, or keep the bit zero. What is
 * more than 20 bytes others may refuse.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_INVALID_REQUEST for no number or
 *   zero, or when others hold the certificate.
 **/
API int gnutls_x509_crt_set_serial(gnutls_x509_crt_t cert, const void *serial, size_t serial_size)
{
    if (cert == NULL || serial == NULL)
        return fail(GNUTLS_E_INVALID_REQUEST);
    return certificate_set_serial(cert, bytes_of(serial, serial_size));
}

/**
 * gnutls_x509_crt_set_activation_time:
 * @cert: a certificate
 * @act_time: the time
 *
 * Sets from when on the certificate is valid.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_INVALID_REQUEST for a time before
 *   1950, or when others hold the certificate.
 **/
API int gnutls_x509_crt_set_activation_time(gnutls_x509_crt_t cert, time_t act_time)
{
    if (cert == NULL)
        return fail(GNUTLS_E_INVALID_REQUEST);
    return certificate_set_time(cert, PART_NOT_BEFORE, act_time);
}

/**
 * gnutls_x509_crt_set_expiration_time:
 * @cert: a certificate
 * @exp_time: the time; -1: there is no end that could be named
 *
 * Sets until when the certificate is valid. Without an end that is the last
 * second of the year 9999 (RFC 5280, 4.1.2.5), as is what lies behind it.
 * %GNUTLS_X509_NO_WELL_DEFINED_EXPIRATION is a time like any other.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_INVALID_REQUEST for a time before
 *   1950, or when others hold the certificate.
 **/
API int gnutls_x509_crt_set_expiration_time(gnutls_x509_crt_t cert, time_t exp_time)
{
    if (cert == NULL)
        return fail(GNUTLS_E_INVALID_REQUEST);
    return certificate_set_time(cert, PART_NOT_AFTER, exp_time);
}

/**
 * gnutls_x509_crt_set_key:
 * @crt: a certificate
 * @key: a private key
 *
 * Sets whose key the certificate is for: the public half of @key.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_UNKNOWN_PK_ALGORITHM for an empty
 *   key; %GNUTLS_E_INVALID_REQUEST when others hold the certificate.
 **/
API int gnutls_x509_crt_set_key(gnutls_x509_crt_t crt, gnutls_x509_privkey_t key)
{
    if (crt == NULL || key == NULL)
        return fail(GNUTLS_E_INVALID_REQUEST);
    return certificate_set_key(crt, &x509_privkey_key(key)->public);
}

/**
 * gnutls_x509_crt_set_pubkey:
 * @crt: a certificate
 * @key: a public key
 *
 * Sets the key that the certificate is for.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_UNKNOWN_PK_ALGORITHM for an empty
 *   key; %GNUTLS_E_INVALID_REQUEST when others hold the certificate.
 *
 * Since: 2.12.0
 **/
API int gnutls_x509_crt_set_pubkey(gnutls_x509_crt_t crt, gnutls_pubkey_t key)
{
    if (crt == NULL || key == NULL)
        return fail(GNUTLS_E_INVALID_REQUEST);
    return certificate_set_key(crt, pubkey_key(key));
}

/**
 * gnutls_x509_crt_set_spki:
 * @crt: a certificate with an RSA key
 * @spki: the parameters
 * @flags: 0
 *
 * Binds the certificate's key to RSA-PSS with these parameters.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_INVALID_REQUEST for another key,
 *   without parameters, or when others hold the certificate;
 *   %GNUTLS_E_ASN1_VALUE_NOT_FOUND when there is no key.
 *
 * Since: 3.6.0
 **/
API int gnutls_x509_crt_set_spki(gnutls_x509_crt_t crt, const gnutls_x509_spki_t spki,
                                 unsigned int flags)
{
    SCOPED(public_key) struct public_key bound = { 0 };
    const struct public_key *key = NULL;
    if (crt == NULL || spki == NULL)
        return fail(GNUTLS_E_INVALID_REQUEST);
    TRY(certificate_public_key(crt, &key));
    TRY(public_key_copy(key, &bound));
    TRY(spki_bind(spki, &bound));
    return certificate_set_key(crt, &bound);
}

/**
 * gnutls_x509_crt_set_crq:
 * @crt: a certificate
 * @crq: a request that is signed
 *
 * Takes name and key from a request, after its signature was checked.
 * Extensions it does not take: see gnutls_x509_crt_set_crq_extensions().
 *
 * Returns: %GNUTLS_E_SUCCESS; what gnutls_x509_crq_verify() returns for a
 *   signature that is not right; %GNUTLS_E_INVALID_REQUEST when others hold
 *   the certificate.
 **/
API int gnutls_x509_crt_set_crq(gnutls_x509_crt_t crt, gnutls_x509_crq_t crq)
{
    if (crt == NULL || crq == NULL)
        return fail(GNUTLS_E_INVALID_REQUEST);
    TRY(request_verify(crq));
    return certificate_take_subject(crt, request_facts(crq));
}

/**
 * gnutls_x509_crt_set_crq_extensions:
 * @crt: a certificate
 * @crq: a request
 *
 * Takes all extensions that a request wants, whatever they are: look at them
 * before.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_INVALID_REQUEST when others hold the
 *   certificate.
 *
 * Since: 2.8.0
 **/
API int gnutls_x509_crt_set_crq_extensions(gnutls_x509_crt_t crt, gnutls_x509_crq_t crq)
{
    if (crt == NULL || crq == NULL)
        return fail(GNUTLS_E_INVALID_REQUEST);
    return certificate_take_extensions(crt, request_facts(crq)->extensions);
}

/**
 * gnutls_x509_crt_set_crq_extension_by_oid:
 * @crt: a certificate
 * @crq: a request
 * @oid: the OID of an extension, in dotted form
 * @flags: 0
 *
 * Takes one extension that a request wants, if it wants it.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_X509_UNSUPPORTED_OID for what is no
 *   OID; %GNUTLS_E_INVALID_REQUEST when others hold the certificate.
 *
 * Since: 3.5.1
 **/
API int gnutls_x509_crt_set_crq_extension_by_oid(gnutls_x509_crt_t crt, gnutls_x509_crq_t crq,
                                                 const char *oid, unsigned int flags)
{
    SCOPED(buffer) struct buffer der = { 0 };
    struct certificate_extension extension;
    if (crt == NULL || crq == NULL || oid == NULL)
        return fail(GNUTLS_E_INVALID_REQUEST);
    TRY(oid_parse(oid, &der));
    if (!extension_find(request_facts(crq)->extensions, buffer_bytes(&der), &extension))
        return 0;
    return certificate_set_extension(crt, &extension);
}

/**
 * gnutls_x509_crt_set_extension_by_oid:
 * @crt: a certificate
 * @oid: the OID of the extension, in dotted form
 * @buf: its value in DER
 * @sizeof_buf: the size of @buf
 * @critical: whether those who do not know it have to refuse the certificate
 *
 * Puts an extension into a certificate, in place of one with the same OID.
 *
 * The value of an extension that this library reads has to be right.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_X509_UNSUPPORTED_OID for what is no
 *   OID; %GNUTLS_E_ASN1_DER_ERROR for a value that is not right;
 *   %GNUTLS_E_INVALID_REQUEST when others hold the certificate.
 **/
API int gnutls_x509_crt_set_extension_by_oid(gnutls_x509_crt_t crt, const char *oid,
                                             const void *buf, size_t sizeof_buf,
                                             unsigned int critical)
{
    SCOPED(buffer) struct buffer der = { 0 };
    if (crt == NULL || oid == NULL)
        return fail(GNUTLS_E_INVALID_REQUEST);
    TRY(oid_parse(oid, &der));
    struct certificate_extension extension = { buffer_bytes(&der), bytes_of(buf, sizeof_buf),
                                               critical != 0 };
    return certificate_set_extension(crt, &extension);
}

/**
 * gnutls_x509_crt_set_flags:
 * @cert: a certificate, or %NULL
 * @flags: of #gnutls_x509_crt_flags
 *
 * Nothing: %GNUTLS_X509_CRT_FLAG_IGNORE_SANITY would let in what is not
 * written as the standard wants it, and that is never let in.
 *
 * Since: 3.6.0
 **/
API void gnutls_x509_crt_set_flags(gnutls_x509_crt_t cert, unsigned int flags)
{
}

/**
 * gnutls_x509_crt_set_pin_function:
 * @crt: a certificate, or %NULL
 * @fn: asks for a PIN
 * @userdata: handed to @fn
 *
 * Nothing: certificates come from files and from memory here, and for
 * neither is a PIN asked.
 *
 * Since: 3.1.0
 **/
API void gnutls_x509_crt_set_pin_function(gnutls_x509_crt_t crt, gnutls_pin_callback_t fn,
                                          void *userdata)
{
}

/**
 * gnutls_x509_crt_sign2:
 * @crt: a certificate with all that it needs but issuer and signature
 * @issuer: the certificate of who signs; @crt itself signs for itself
 * @issuer_key: the key of @issuer
 * @dig: the hash; %GNUTLS_DIG_UNKNOWN: what goes with the key
 * @flags: %GNUTLS_PRIVKEY_SIGN_FLAG_RSA_PSS: an RSA key signs with PSS
 *
 * Signs a certificate. It needs a number, both times and a key; a name it
 * should have.
 *
 * An RSA key signs with PSS too where the certificate @issuer says that it
 * does nothing else. Ed25519 and Ed448 have a hash of their own: leave @dig
 * at %GNUTLS_DIG_UNKNOWN.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_CERTIFICATE_TIME_ERROR when a time
 *   is missing, %GNUTLS_E_ASN1_VALUE_NOT_FOUND when something else is;
 *   %GNUTLS_E_X509_CERTIFICATE_ERROR for extensions in a certificate that is
 *   not of version 3; %GNUTLS_E_CONSTRAINT_ERROR when @issuer has a key of
 *   another kind, or one that goes with another hash;
 *   %GNUTLS_E_UNSUPPORTED_SIGNATURE_ALGORITHM; %GNUTLS_E_PK_SIGN_FAILED;
 *   %GNUTLS_E_INVALID_REQUEST when others hold the certificate.
 **/
API int gnutls_x509_crt_sign2(gnutls_x509_crt_t crt, gnutls_x509_crt_t issuer,
                              gnutls_x509_privkey_t issuer_key, gnutls_digest_algorithm_t dig,
                              unsigned int flags)
{
    struct signer signer = { 0 };
    if (crt == NULL || issuer == NULL || issuer_key == NULL)
        return fail(GNUTLS_E_INVALID_REQUEST);
    TRY(certificate_can_be_signed(crt));
    TRY(x509_issuer_signer(issuer, issuer_key, dig, flags, &signer));
    return certificate_sign(crt, certificate_subject(issuer), &signer);
}

/**
 * gnutls_x509_crt_sign:
 * @crt: a certificate with all that it needs but issuer and signature
 * @issuer: the certificate of who signs; @crt itself signs for itself
 * @issuer_key: the key of @issuer
 *
 * Signs a certificate with the hash that goes with the key; see
 * gnutls_x509_crt_sign2().
 *
 * Returns: what gnutls_x509_crt_sign2() returns.
 **/
API int gnutls_x509_crt_sign(gnutls_x509_crt_t crt, gnutls_x509_crt_t issuer,
                             gnutls_x509_privkey_t issuer_key)
{
    return gnutls_x509_crt_sign2(crt, issuer, issuer_key, GNUTLS_DIG_UNKNOWN, 0);
}

/**
 * gnutls_x509_crt_privkey_sign:
 * @crt: a certificate with all that it needs but issuer and signature
 * @issuer: the certificate of who signs; @crt itself signs for itself
 * @issuer_key: the key of @issuer, wherever it is
 * @dig: the hash; %GNUTLS_DIG_UNKNOWN: what goes with the key
 * @flags: %GNUTLS_PRIVKEY_SIGN_FLAG_RSA_PSS: an RSA key signs with PSS
 *
 * Signs a certificate as gnutls_x509_crt_sign2() does, with a key that may
 * be behind functions of the application.
 *
 * Returns: what gnutls_x509_crt_sign2() returns, or what the application's
 *   function returned.
 *
 * Since: 2.12.0
 **/
API int gnutls_x509_crt_privkey_sign(gnutls_x509_crt_t crt, gnutls_x509_crt_t issuer,
                                     gnutls_privkey_t issuer_key, gnutls_digest_algorithm_t dig,
                                     unsigned int flags)
{
    struct signer signer = { 0 };
    if (crt == NULL || issuer == NULL || issuer_key == NULL)
        return fail(GNUTLS_E_INVALID_REQUEST);
    TRY(certificate_can_be_signed(crt));
    TRY(issuer_signer(issuer, issuer_key, dig, flags, &signer));
    return certificate_sign(crt, certificate_subject(issuer), &signer);
}

/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* x509_request_sign.c - requests signed and verified */

#include "algorithms/algorithms.h"
#include "api/oid_output.h"
#include "base/errors.h"
#include "credentials/key_signer.h"
#include "pki/chain.h"
#include "pki/request.h"

#include <gnutls/abstract.h>
#include <gnutls/x509.h>

/**
 * gnutls_x509_crq_sign2:
 * @crq: a request with a key
 * @key: the key's private half
 * @dig: the hash; %GNUTLS_DIG_UNKNOWN: what goes with the key
 * @flags: %GNUTLS_PRIVKEY_SIGN_FLAG_RSA_PSS: an RSA key signs with PSS
 *
 * Signs a request, which shows that who asks has the key.
 *
 * Ed25519 and Ed448 have a hash of their own: leave @dig at
 * %GNUTLS_DIG_UNKNOWN.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_ASN1_VALUE_NOT_FOUND when no key is
 *   set; %GNUTLS_E_CONSTRAINT_ERROR when the key goes with another hash;
 *   %GNUTLS_E_UNSUPPORTED_SIGNATURE_ALGORITHM; %GNUTLS_E_PK_SIGN_FAILED.
 **/
API int gnutls_x509_crq_sign2(gnutls_x509_crq_t crq, gnutls_x509_privkey_t key,
                              gnutls_digest_algorithm_t dig, unsigned int flags)
{
    struct signer signer = { 0 };
    if (crq == NULL || key == NULL)
        return fail(GNUTLS_E_INVALID_REQUEST);
    TRY(x509_privkey_signer(key, dig, flags, &signer));
    return request_sign(crq, &signer);
}

/**
 * gnutls_x509_crq_sign:
 * @crq: a request with a key
 * @key: the key's private half
 *
 * Signs a request with the hash that goes with the key; see
 * gnutls_x509_crq_sign2().
 *
 * Returns: what gnutls_x509_crq_sign2() returns.
 **/
API int gnutls_x509_crq_sign(gnutls_x509_crq_t crq, gnutls_x509_privkey_t key)
{
    return gnutls_x509_crq_sign2(crq, key, GNUTLS_DIG_UNKNOWN, 0);
}

/**
 * gnutls_x509_crq_privkey_sign:
 * @crq: a request with a key
 * @key: the key's private half, wherever it is
 * @dig: the hash; %GNUTLS_DIG_UNKNOWN: what goes with the key
 * @flags: %GNUTLS_PRIVKEY_SIGN_FLAG_RSA_PSS: an RSA key signs with PSS
 *
 * Signs a request as gnutls_x509_crq_sign2() does, with a key that may be
 * behind functions of the application.
 *
 * Returns: what gnutls_x509_crq_sign2() returns, or what the application's
 *   function returned.
 *
 * Since: 2.12.0
 **/
API int gnutls_x509_crq_privkey_sign(gnutls_x509_crq_t crq, gnutls_privkey_t key,
                                     gnutls_digest_algorithm_t dig, unsigned int flags)
{
    struct signer signer = { 0 };
    if (crq == NULL || key == NULL)
        return fail(GNUTLS_E_INVALID_REQUEST);
    TRY(privkey_signer(key, dig, flags, &signer));
    return request_sign(crq, &signer);
}

/**
 * gnutls_x509_crq_verify:
 * @crq: a request
 * @flags: of #gnutls_certificate_verify_flags; those of broken algorithms let
 *   them pass
 *
 * Checks that the request was signed with its own key.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_PK_SIG_VERIFY_FAILED;
 *   %GNUTLS_E_INSUFFICIENT_SECURITY for an algorithm that is broken;
 *   %GNUTLS_E_CONSTRAINT_ERROR for a signature of another kind of key;
 *   %GNUTLS_E_ASN1_VALUE_NOT_FOUND for a request that is not signed;
 *   %GNUTLS_E_UNSUPPORTED_SIGNATURE_ALGORITHM.
 *
 * Since: 2.12.0
 **/
API int gnutls_x509_crq_verify(gnutls_x509_crq_t crq, unsigned int flags)
{
    if (crq == NULL)
        return fail(GNUTLS_E_INVALID_REQUEST);
    TRY(request_verify(crq));
    return signature_is_forgeable(&request_facts(crq)->signature_algorithm, flags)
               ? fail(GNUTLS_E_INSUFFICIENT_SECURITY)
               : 0;
}

/**
 * gnutls_x509_crq_get_signature_algorithm:
 * @crq: a request
 *
 * Tells how the request was signed.
 *
 * Returns: of #gnutls_sign_algorithm_t, %GNUTLS_SIGN_UNKNOWN for one that is
 *   not known and for a request that is not signed.
 *
 * Since: 3.4.0
 **/
API int gnutls_x509_crq_get_signature_algorithm(gnutls_x509_crq_t crq)
{
    if (crq == NULL)
        return fail(GNUTLS_E_INVALID_REQUEST);
    return (int)request_facts(crq)->signature_algorithm.id;
}

/**
 * gnutls_x509_crq_get_signature_oid:
 * @crq: a request
 * @oid: receives the OID in dotted form, ended by a zero byte
 * @oid_size: room in @oid; receives the length with the zero byte
 *
 * Tells how the request was signed, by OID.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_SHORT_MEMORY_BUFFER and in @oid_size
 *   what is needed; %GNUTLS_E_ASN1_VALUE_NOT_FOUND for a request that is not
 *   signed.
 *
 * Since: 3.5.0
 **/
API int gnutls_x509_crq_get_signature_oid(gnutls_x509_crq_t crq, char *oid, size_t *oid_size)
{
    if (crq == NULL)
        return fail(GNUTLS_E_INVALID_REQUEST);
    return output_counted_oid(algorithm_oid(request_algorithm(crq)), oid, oid_size);
}

/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* public_key_verify.c - signatures checked with public keys */

#include "algorithms/algorithms.h"
#include "base/errors.h"
#include "credentials/public_key.h"
#include "pki/chain.h"

#include <gnutls/abstract.h>
#include <gnutls/x509.h>

/* A broken algorithm is taken only when the flags ask for it. */
static int check_algorithm(const struct public_key *key, const struct signature_scheme *scheme,
                           unsigned flags)
{
    if (scheme == NULL || scheme->how.padding == SIGN_RSA_RAW || key->kind == KEY_NONE)
        return fail(GNUTLS_E_INVALID_REQUEST);
    if (hash_is_forgeable(scheme->how.hash, flags))
        return fail(GNUTLS_E_INSUFFICIENT_SECURITY);
    return scheme_check_key(scheme, key) == GNUTLS_E_CONSTRAINT_ERROR
               ? fail(GNUTLS_E_INCOMPATIBLE_SIG_WITH_KEY)
               : 0;
}

/**
 * gnutls_pubkey_verify_data2:
 * @pubkey: a key
 * @algo: the signature algorithm
 * @flags: of #gnutls_certificate_verify_flags; those of broken algorithms let
 *   them pass
 * @data: the message
 * @signature: the signature
 *
 * Checks the signature of a message.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_PK_SIG_VERIFY_FAILED when it is not
 *   right; %GNUTLS_E_INSUFFICIENT_SECURITY for an algorithm that is broken;
 *   %GNUTLS_E_INCOMPATIBLE_SIG_WITH_KEY when key and algorithm do not go
 *   together; %GNUTLS_E_INVALID_REQUEST for an algorithm that is not known.
 *
 * Since: 3.0
 **/
API int gnutls_pubkey_verify_data2(gnutls_pubkey_t pubkey, gnutls_sign_algorithm_t algo,
                                   unsigned int flags, const gnutls_datum_t *data,
                                   const gnutls_datum_t *signature)
{
    const struct signature_scheme *scheme = scheme_by_api_id(algo);
    TRY(check_algorithm(pubkey_key(pubkey), scheme, flags));
    return pubkey_verify(pubkey, scheme, bytes_of_datum(data), bytes_of_datum(signature));
}

/**
 * gnutls_x509_crt_verify_data2:
 * @crt: a certificate
 * @algo: the signature algorithm
 * @flags: as gnutls_pubkey_verify_data2()
 * @data: the message
 * @signature: the signature
 *
 * Checks the signature of a message with the key of a certificate. Whether
 * the certificate is to be believed is another question.
 *
 * Returns: what gnutls_pubkey_verify_data2() returns; a negative code for a
 *   certificate without a key, or with one of a kind that is not known.
 *
 * Since: 3.4.0
 **/
API int gnutls_x509_crt_verify_data2(gnutls_x509_crt_t crt, gnutls_sign_algorithm_t algo,
                                     unsigned int flags, const gnutls_datum_t *data,
                                     const gnutls_datum_t *signature)
{
    gnutls_pubkey_t key = NULL;
    if (crt == NULL)
        return fail(GNUTLS_E_INVALID_REQUEST);
    TRY(pubkey_new(&key));
    int result = gnutls_pubkey_import_x509(key, crt, 0);
    if (result == 0)
        result = gnutls_pubkey_verify_data2(key, algo, flags, data, signature);
    pubkey_free(key);
    return result;
}

/**
 * gnutls_pubkey_verify_hash2:
 * @key: a key
 * @algo: the signature algorithm
 * @flags: of #gnutls_certificate_verify_flags; %GNUTLS_VERIFY_USE_TLS1_RSA
 *   for PKCS#1 without the name of a hash
 * @hash: the hash of the message
 * @signature: the signature
 *
 * Checks the signature over a hash. Not for EdDSA.
 *
 * Returns: what gnutls_pubkey_verify_data2() returns.
 *
 * Since: 3.0
 **/
API int gnutls_pubkey_verify_hash2(gnutls_pubkey_t key, gnutls_sign_algorithm_t algo,
                                   unsigned int flags, const gnutls_datum_t *hash,
                                   const gnutls_datum_t *signature)
{
    const struct sign_how raw = { SIGN_RSA_RAW, NULL, 0 };
    const struct signature_scheme *scheme = scheme_by_api_id(algo);
    struct bytes digest = bytes_of_datum(hash), value = bytes_of_datum(signature);
    if ((flags & GNUTLS_VERIFY_USE_TLS1_RSA) != 0)
        return key_verify_digest(pubkey_key(key), raw, digest, value);
    TRY(check_algorithm(pubkey_key(key), scheme, flags));
    return pubkey_verify_digest(key, scheme, digest, value);
}

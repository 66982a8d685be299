/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* spki.c - the parameters of RSA-PSS that a key may be bound to */

#include "pki/spki.h"
#include "base/errors.h"
#include "base/memory.h"
#include "credentials/private_key.h"
#include "credentials/public_key.h"

#include <gnutls/abstract.h>
#include <gnutls/x509.h>

/**
 * gnutls_x509_spki_init:
 * @spki: receives empty parameters
 *
 * Makes room for the parameters of a key.
 *
 * Returns: %GNUTLS_E_SUCCESS, or %GNUTLS_E_MEMORY_ERROR.
 *
 * Since: 3.6.0
 **/
API int gnutls_x509_spki_init(gnutls_x509_spki_t *spki)
{
    *spki = memory_get_zeroed(sizeof **spki);
    return *spki != NULL ? 0 : fail(GNUTLS_E_MEMORY_ERROR);
}

/**
 * gnutls_x509_spki_deinit:
 * @spki: parameters of a key, or %NULL
 *
 * Releases parameters.
 *
 * Since: 3.6.0
 **/
API void gnutls_x509_spki_deinit(gnutls_x509_spki_t spki)
{
    memory_free(spki);
}

/**
 * gnutls_x509_spki_set_rsa_pss_params:
 * @spki: parameters of a key
 * @dig: the only hash that the key shall sign with
 * @salt_size: the least number of bytes of salt
 *
 * Makes these the parameters of an RSA-PSS key, RFC 4055, 3.1.
 *
 * Since: 3.6.0
 **/
API void gnutls_x509_spki_set_rsa_pss_params(gnutls_x509_spki_t spki, gnutls_digest_algorithm_t dig,
                                             unsigned int salt_size)
{
    *spki = (struct gnutls_x509_spki_st){ true, dig, salt_size };
}

/**
 * gnutls_x509_spki_get_rsa_pss_params:
 * @spki: parameters of a key
 * @dig: receives the hash, or %NULL
 * @salt_size: receives the least number of bytes of salt, or %NULL
 *
 * Tells the parameters of an RSA-PSS key.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE where
 *   there are none.
 *
 * Since: 3.6.0
 **/
API int gnutls_x509_spki_get_rsa_pss_params(gnutls_x509_spki_t spki, gnutls_digest_algorithm_t *dig,
                                            unsigned int *salt_size)
{
    if (!spki->is_pss)
        return fail(GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE);
    if (dig != NULL)
        *dig = spki->digest;
    if (salt_size != NULL)
        *salt_size = spki->salt_size;
    return 0;
}

/**
 * gnutls_privkey_get_spki:
 * @key: a key
 * @spki: receives the parameters
 * @flags: 0
 *
 * Tells what parameters an RSA-PSS key is bound to.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE for
 *   another key; %GNUTLS_E_INVALID_REQUEST for one of the application.
 *
 * Since: 3.6.0
 **/
API int gnutls_privkey_get_spki(gnutls_privkey_t key, const gnutls_x509_spki_t spki,
                                unsigned int flags)
{
    const struct public_key *half = privkey_public(key);
    return half != NULL ? spki_of_key(half, spki) : fail(GNUTLS_E_INVALID_REQUEST);
}

/**
 * gnutls_privkey_set_spki:
 * @key: an RSA key that credentials have not taken yet
 * @spki: parameters of RSA-PSS
 * @flags: 0
 *
 * Binds an RSA key to RSA-PSS.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_INVALID_REQUEST for another key or
 *   without parameters; %GNUTLS_E_PK_INVALID_PUBKEY_PARAMS when the key is
 *   too small for them; %GNUTLS_E_UNKNOWN_HASH_ALGORITHM.
 *
 * Since: 3.6.0
 **/
API int gnutls_privkey_set_spki(gnutls_privkey_t key, const gnutls_x509_spki_t spki,
                                unsigned int flags)
{
    return privkey_bind(key, spki);
}

/**
 * gnutls_pubkey_get_spki:
 * @key: a key
 * @spki: receives the parameters
 * @flags: 0
 *
 * Tells what parameters an RSA-PSS key is bound to.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE for
 *   another key.
 *
 * Since: 3.6.0
 **/
API int gnutls_pubkey_get_spki(gnutls_pubkey_t key, const gnutls_x509_spki_t spki,
                               unsigned int flags)
{
    return spki_of_key(pubkey_key(key), spki);
}

/**
 * gnutls_pubkey_set_spki:
 * @key: an RSA key
 * @spki: parameters of RSA-PSS
 * @flags: 0
 *
 * Binds an RSA key to RSA-PSS.
 *
 * Returns: what gnutls_privkey_set_spki() returns.
 *
 * Since: 3.6.0
 **/
API int gnutls_pubkey_set_spki(gnutls_pubkey_t key, const gnutls_x509_spki_t spki,
                               unsigned int flags)
{
    SCOPED(public_key) struct public_key bound = { 0 };
    TRY(public_key_copy(pubkey_key(key), &bound));
    TRY(spki_bind(spki, &bound));
    return pubkey_set(key, &bound, pubkey_usage(key));
}

/**
 * gnutls_x509_privkey_get_spki:
 * @key: a key
 * @spki: receives the parameters
 * @flags: 0
 *
 * Tells what parameters an RSA-PSS key is bound to.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE for
 *   another key.
 *
 * Since: 3.6.0
 **/
API int gnutls_x509_privkey_get_spki(gnutls_x509_privkey_t key, gnutls_x509_spki_t spki,
                                     unsigned int flags)
{
    return spki_of_key(&x509_privkey_key(key)->public, spki);
}

/**
 * gnutls_x509_privkey_set_spki:
 * @key: an RSA key
 * @spki: parameters of RSA-PSS
 * @flags: 0
 *
 * Binds an RSA key to RSA-PSS.
 *
 * Returns: what gnutls_privkey_set_spki() returns.
 *
 * Since: 3.6.0
 **/
API int gnutls_x509_privkey_set_spki(gnutls_x509_privkey_t key, const gnutls_x509_spki_t spki,
                                     unsigned int flags)
{
    SCOPED(private_key) struct private_key bound = { 0 };
    TRY(private_key_copy(x509_privkey_key(key), &bound));
    TRY(spki_bind(spki, &bound.public));
    x509_privkey_set(key, &bound);
    return 0;
}

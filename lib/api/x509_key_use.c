/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* x509_key_use.c - private keys that are all there: how they are made, and how strong they are */

#include "base/errors.h"
#include "credentials/public_key.h"

#include <gnutls/abstract.h>
#include <gnutls/x509.h>

/**
 * gnutls_x509_privkey_generate2:
 * @key: receives the key
 * @algo: its kind
 * @bits: its size, or GNUTLS_CURVE_TO_BITS() of a curve
 * @flags: 0
 * @data: %GNUTLS_KEYGEN_SPKI with parameters that the key is bound to
 * @data_size: how many elements of @data there are
 *
 * Makes a new private key.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_INVALID_REQUEST for a kind or size that
 *   can not be made; %GNUTLS_E_UNIMPLEMENTED_FEATURE for a key from a seed;
 *   other negative codes.
 *
 * Since: 3.5.0
 **/
API int gnutls_x509_privkey_generate2(gnutls_x509_privkey_t key, gnutls_pk_algorithm_t algo,
                                      unsigned int bits, unsigned int flags,
                                      const gnutls_keygen_data_st *data, unsigned data_size)
{
    SCOPED(private_key) struct private_key fresh = { 0 };
    const struct key_recipe recipe = { algo, bits, flags, data, data_size };
    TRY(private_key_make_as(&recipe, &fresh));
    x509_privkey_set(key, &fresh);
    return 0;
}

/**
 * gnutls_x509_privkey_fix:
 * @key: a key
 *
 * Computes anew what a key has beside its primes and exponents. Here that is
 * done when a key comes in, so there is nothing to mend.
 *
 * Returns: %GNUTLS_E_SUCCESS.
 **/
API int gnutls_x509_privkey_fix(gnutls_x509_privkey_t key)
{
    return 0;
}

/**
 * gnutls_x509_privkey_sec_param:
 * @key: a key
 *
 * Tells how strong a key is.
 *
 * Returns: the highest level that the key reaches;
 *   %GNUTLS_SEC_PARAM_UNKNOWN for an empty one.
 *
 * Since: 2.12.0
 **/
API gnutls_sec_param_t gnutls_x509_privkey_sec_param(gnutls_x509_privkey_t key)
{
    const struct public_key *public = &x509_privkey_key(key)->public;
    if (public->kind == KEY_NONE)
        return GNUTLS_SEC_PARAM_UNKNOWN;
    return gnutls_pk_bits_to_sec_param(key_pk_algorithm(public), public_key_bits(public));
}

/**
 * gnutls_x509_privkey_get_seed:
 * @key: a key
 * @digest: would receive a hash
 * @seed: would receive the seed
 * @seed_size: room in @seed
 *
 * Would give the seed that a key was made from. No key here keeps one.
 *
 * Returns: %GNUTLS_E_INVALID_REQUEST.
 *
 * Since: 3.5.0
 **/
API int gnutls_x509_privkey_get_seed(gnutls_x509_privkey_t key, gnutls_digest_algorithm_t *digest,
                                     void *seed, size_t *seed_size)
{
    return fail(GNUTLS_E_INVALID_REQUEST);
}

/**
 * gnutls_x509_privkey_verify_seed:
 * @key: a key
 * @digest: a hash
 * @seed: a seed, or %NULL for the one in the key
 * @seed_size: its size
 *
 * Would check that a key was made from a seed. Keys are not made from seeds
 * here.
 *
 * Returns: %GNUTLS_E_UNIMPLEMENTED_FEATURE.
 *
 * Since: 3.5.0
 **/
API int gnutls_x509_privkey_verify_seed(gnutls_x509_privkey_t key, gnutls_digest_algorithm_t digest,
                                        const void *seed, size_t seed_size)
{
    return fail(GNUTLS_E_UNIMPLEMENTED_FEATURE);
}

/**
 * gnutls_x509_privkey_set_flags:
 * @key: a key
 * @flags: of #gnutls_privkey_flags_t
 *
 * Sets how a key is written out. The flags that may be set here speak of keys
 * made from seeds, which there are none of.
 *
 * Since: 3.5.0
 **/
API void gnutls_x509_privkey_set_flags(gnutls_x509_privkey_t key, unsigned int flags)
{
}

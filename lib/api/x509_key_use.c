/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* x509_key_use.c - private keys that are all there: how they are made, and how strong they are */

#include "api/output.h"
#include "credentials/public_key.h"

#include <gnutls/abstract.h>
#include <gnutls/x509.h>

/**
 * gnutls_x509_privkey_generate2:
 * @key: receives the key
 * @algo: its kind
 * @bits: its size, or GNUTLS_CURVE_TO_BITS() of a curve
 * @flags: 0 or %GNUTLS_PRIVKEY_FLAG_PROVABLE
 * @data: hints: %GNUTLS_KEYGEN_SPKI with parameters that the key is bound to,
 *   %GNUTLS_KEYGEN_SEED, %GNUTLS_KEYGEN_DIGEST
 * @data_size: how many elements of @data there are
 *
 * Makes a new private key.
 *
 * With %GNUTLS_PRIVKEY_FLAG_PROVABLE the primes of an RSA key come from a seed
 * and are proved to be primes: FIPS 186-4, App. B.3.2, with SHA-384. The same
 * seed and size give the same key, so the seed is as secret as the key; it
 * stays with the key, in PKCS#8 too. Without %GNUTLS_KEYGEN_SEED it is drawn
 * at random. Without the flag a seed is not looked at.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_INVALID_REQUEST for a kind or size that
 *   can not be made, or made so; %GNUTLS_E_PK_GENERATION_ERROR for a seed or
 *   size that gives no key; %GNUTLS_E_UNIMPLEMENTED_FEATURE for a DSA key with
 *   proved primes; other negative codes.
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
 * @digest: receives the hash that was used; may be %NULL
 * @seed: receives the seed
 * @seed_size: room in @seed; receives how long it is
 *
 * Gives the seed that a provable key was made from. Who has it has the key.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_INVALID_REQUEST for a key without
 *   one; %GNUTLS_E_SHORT_MEMORY_BUFFER, and in @seed_size what is needed.
 *
 * Since: 3.5.0
 **/
API int gnutls_x509_privkey_get_seed(gnutls_x509_privkey_t key, gnutls_digest_algorithm_t *digest,
                                     void *seed, size_t *seed_size)
{
    const struct private_key *from = x509_privkey_key(key);
    if (from->seed.size == 0)
        return fail(GNUTLS_E_INVALID_REQUEST);
    if (digest != NULL)
        *digest = from->seed_hash->digest_id;
    if (seed_size == NULL)
        return fail(GNUTLS_E_SHORT_MEMORY_BUFFER);
    return output_bytes(buffer_bytes(&from->seed), seed, seed_size);
}

/**
 * gnutls_x509_privkey_verify_seed:
 * @key: a key
 * @digest: not used: it is SHA-384
 * @seed: a seed, or %NULL for the one in the key
 * @seed_size: its size
 *
 * Checks that an RSA key was made from a seed, by making it again; this takes
 * as long as making one.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_PRIVKEY_VERIFICATION_ERROR when the
 *   seed gives another key; %GNUTLS_E_PK_NO_VALIDATION_PARAMS when there is no
 *   seed; %GNUTLS_E_UNIMPLEMENTED_FEATURE for another kind of key.
 *
 * Since: 3.5.0
 **/
API int gnutls_x509_privkey_verify_seed(gnutls_x509_privkey_t key, gnutls_digest_algorithm_t digest,
                                        const void *seed, size_t seed_size)
{
    return private_key_check_seed(x509_privkey_key(key), bytes_of(seed, seed_size));
}

/**
 * gnutls_x509_privkey_set_flags:
 * @key: a key
 * @flags: of #gnutls_privkey_flags_t
 *
 * Sets how a key is written out. The flag that may be set here,
 * %GNUTLS_PRIVKEY_FLAG_EXPORT_COMPAT, asks to leave the seed of a provable key
 * out; what is written in the kind's own form never has it, and PKCS#8 always.
 *
 * Since: 3.5.0
 **/
API void gnutls_x509_privkey_set_flags(gnutls_x509_privkey_t key, unsigned int flags)
{
}

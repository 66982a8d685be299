/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* algorithms_sign.c - signature algorithms: names, parts, strength */

#include "algorithms/names.h"
#include "base/attributes.h"

/**
 * gnutls_sign_get_name:
 * @algorithm: a signature algorithm
 *
 * Gives the name of a signature algorithm.
 *
 * Returns: a text that is never released, or %NULL for what is not known.
 **/
API const char *gnutls_sign_get_name(gnutls_sign_algorithm_t algorithm)
{
    return algorithm_name(ALGORITHM_SIGN, (int)algorithm);
}

/**
 * gnutls_sign_get_id:
 * @name: a name, in any case of letters
 *
 * Finds a signature algorithm by its name.
 *
 * Returns: its id, or %GNUTLS_SIGN_UNKNOWN for what is not known.
 **/
API gnutls_sign_algorithm_t gnutls_sign_get_id(const char *name)
{
    return (gnutls_sign_algorithm_t)algorithm_id(ALGORITHM_SIGN, name);
}

/**
 * gnutls_sign_list:
 *
 * Lists the signature algorithms that are supported.
 *
 * Returns: ids, ended by zero; never released.
 **/
API const gnutls_sign_algorithm_t *gnutls_sign_list(void)
{
    return (const gnutls_sign_algorithm_t *)algorithm_list(ALGORITHM_SIGN);
}

/**
 * gnutls_sign_get_oid:
 * @sign: a signature algorithm
 *
 * Gives the object identifier of a signature algorithm.
 *
 * Returns: digits and dots, never released, or %NULL where there is none.
 *
 * Since: 3.4.3
 **/
API const char *gnutls_sign_get_oid(gnutls_sign_algorithm_t sign)
{
    const struct algorithm *facts = algorithm_by_id(ALGORITHM_SIGN, (int)sign);
    return facts == NULL ? NULL : facts->oid;
}

/**
 * gnutls_oid_to_sign:
 * @oid: digits and dots
 *
 * Finds a signature algorithm by its object identifier.
 *
 * Returns: its id, or %GNUTLS_SIGN_UNKNOWN.
 *
 * Since: 3.4.3
 **/
API gnutls_sign_algorithm_t gnutls_oid_to_sign(const char *oid)
{
    const struct algorithm *facts = algorithm_by_oid(ALGORITHM_SIGN, oid);
    return facts == NULL ? GNUTLS_SIGN_UNKNOWN : (gnutls_sign_algorithm_t)facts->id;
}

/**
 * gnutls_sign_get_hash_algorithm:
 * @sign: a signature algorithm
 *
 * Tells which hash is in a signature algorithm.
 *
 * Returns: the hash, or %GNUTLS_DIG_UNKNOWN.
 *
 * Since: 3.1.1
 **/
API gnutls_digest_algorithm_t gnutls_sign_get_hash_algorithm(gnutls_sign_algorithm_t sign)
{
    const struct algorithm *facts = algorithm_by_id(ALGORITHM_SIGN, (int)sign);
    return facts == NULL ? GNUTLS_DIG_UNKNOWN : (gnutls_digest_algorithm_t)facts->digest;
}

/**
 * gnutls_sign_get_pk_algorithm:
 * @sign: a signature algorithm
 *
 * Tells which public keys verify a signature algorithm. Where more than one does, see
 * gnutls_sign_supports_pk_algorithm().
 *
 * Returns: the algorithm, or %GNUTLS_PK_UNKNOWN.
 *
 * Since: 3.1.1
 **/
API gnutls_pk_algorithm_t gnutls_sign_get_pk_algorithm(gnutls_sign_algorithm_t sign)
{
    const struct algorithm *facts = algorithm_by_id(ALGORITHM_SIGN, (int)sign);
    return facts == NULL ? GNUTLS_PK_UNKNOWN : (gnutls_pk_algorithm_t)facts->pk;
}

/**
 * gnutls_sign_supports_pk_algorithm:
 * @sign: a signature algorithm
 * @pk: an algorithm of public keys
 *
 * Tells whether such keys make such signatures. RSA keys also make RSA-PSS signatures.
 *
 * Returns: 1 if they do, else 0.
 *
 * Since: 3.6.0
 **/
API unsigned int gnutls_sign_supports_pk_algorithm(gnutls_sign_algorithm_t sign,
                                                   gnutls_pk_algorithm_t pk)
{
    gnutls_pk_algorithm_t own = gnutls_sign_get_pk_algorithm(sign);
    if (own == GNUTLS_PK_UNKNOWN)
        return 0;
    return pk == own || (own == GNUTLS_PK_RSA_PSS && pk == GNUTLS_PK_RSA);
}

/**
 * gnutls_pk_to_sign:
 * @pk: an algorithm of public keys
 * @hash: a hash
 *
 * Finds the signature algorithm that such keys make with this hash.
 *
 * Returns: its id, or %GNUTLS_SIGN_UNKNOWN.
 **/
API gnutls_sign_algorithm_t gnutls_pk_to_sign(gnutls_pk_algorithm_t pk,
                                              gnutls_digest_algorithm_t hash)
{
    const struct algorithm *facts = signature_by_parts((int)pk, (int)hash);
    return facts == NULL ? GNUTLS_SIGN_UNKNOWN : (gnutls_sign_algorithm_t)facts->id;
}

/**
 * gnutls_sign_is_secure:
 * @algorithm: a signature algorithm
 *
 * Tells whether the algorithm is secure enough for signatures that live no longer than a handshake.
 *
 * Returns: 1 if it is, else 0.
 **/
API unsigned int gnutls_sign_is_secure(gnutls_sign_algorithm_t algorithm)
{
    return gnutls_sign_is_secure2(algorithm, 0);
}

/**
 * gnutls_sign_is_secure2:
 * @algorithm: a signature algorithm
 * @flags: zero, or %GNUTLS_SIGN_FLAG_SECURE_FOR_CERTS
 *
 * Tells whether the algorithm is secure enough; with the flag, for the signatures of certificates,
 * where a collision of the hash is a forgery.
 *
 * Returns: 1 if it is, else 0.
 *
 * Since: 3.6.0
 **/
API unsigned int gnutls_sign_is_secure2(gnutls_sign_algorithm_t algorithm, unsigned int flags)
{
    const struct algorithm *facts = algorithm_by_id(ALGORITHM_SIGN, (int)algorithm);
    if (facts == NULL)
        return 0;
    bool for_certs = (flags & GNUTLS_SIGN_FLAG_SECURE_FOR_CERTS) != 0;
    return for_certs ? facts->secure_in_certs : facts->secure;
}

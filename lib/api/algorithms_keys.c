/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* algorithms_keys.c - public keys, signatures, groups, curves: names and strength */

#include "algorithms/names.h"
#include "algorithms/security.h"
#include "base/attributes.h"

/**
 * gnutls_pk_algorithm_get_name:
 * @algorithm: an algorithm of public keys
 *
 * Gives the name of an algorithm of public keys.
 *
 * Returns: a text that is never released, or %NULL for what is not known.
 **/
API const char *gnutls_pk_algorithm_get_name(gnutls_pk_algorithm_t algorithm)
{
    return algorithm_name(ALGORITHM_PK, (int)algorithm);
}

/**
 * gnutls_pk_get_name:
 * @algorithm: an algorithm of public keys
 *
 * Gives the name of an algorithm of public keys.
 *
 * Returns: a text that is never released; "Unknown" for what is not known.
 *
 * Since: 2.6.0
 **/
API const char *gnutls_pk_get_name(gnutls_pk_algorithm_t algorithm)
{
    const char *name = algorithm_name(ALGORITHM_PK, (int)algorithm);
    return name == NULL ? "Unknown" : name;
}

/**
 * gnutls_pk_get_id:
 * @name: a name, in any case of letters
 *
 * Finds an algorithm of public keys by its name.
 *
 * Returns: its id, or %GNUTLS_PK_UNKNOWN for what is not known.
 **/
API gnutls_pk_algorithm_t gnutls_pk_get_id(const char *name)
{
    return (gnutls_pk_algorithm_t)algorithm_id(ALGORITHM_PK, name);
}

/**
 * gnutls_pk_list:
 *
 * Lists the algorithms of public keys that are supported.
 *
 * Returns: ids, ended by zero; never released.
 *
 * Since: 2.6.0
 **/
API const gnutls_pk_algorithm_t *gnutls_pk_list(void)
{
    return (const gnutls_pk_algorithm_t *)algorithm_list(ALGORITHM_PK);
}

/**
 * gnutls_pk_get_oid:
 * @algorithm: an algorithm of public keys
 *
 * Gives the object identifier of an algorithm of public keys.
 *
 * Returns: digits and dots, never released, or %NULL where there is none.
 *
 * Since: 3.4.3
 **/
API const char *gnutls_pk_get_oid(gnutls_pk_algorithm_t algorithm)
{
    const struct algorithm *facts = algorithm_by_id(ALGORITHM_PK, (int)algorithm);
    return facts == NULL ? NULL : facts->oid;
}

/**
 * gnutls_oid_to_pk:
 * @oid: digits and dots
 *
 * Finds an algorithm of public keys by its object identifier.
 *
 * Returns: its id, or %GNUTLS_PK_UNKNOWN.
 *
 * Since: 3.4.3
 **/
API gnutls_pk_algorithm_t gnutls_oid_to_pk(const char *oid)
{
    const struct algorithm *facts = algorithm_by_oid(ALGORITHM_PK, oid);
    return facts == NULL ? GNUTLS_PK_UNKNOWN : (gnutls_pk_algorithm_t)facts->id;
}

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
 **/
API unsigned int gnutls_sign_is_secure2(gnutls_sign_algorithm_t algorithm, unsigned int flags)
{
    const struct algorithm *facts = algorithm_by_id(ALGORITHM_SIGN, (int)algorithm);
    if (facts == NULL)
        return 0;
    bool for_certs = (flags & GNUTLS_SIGN_FLAG_SECURE_FOR_CERTS) != 0;
    return for_certs ? facts->secure_in_certs : facts->secure;
}

/**
 * gnutls_group_get_name:
 * @group: a group of the key exchange
 *
 * Gives the name of a group of the key exchange.
 *
 * Returns: a text that is never released, or %NULL for what is not known.
 **/
API const char *gnutls_group_get_name(gnutls_group_t group)
{
    return algorithm_name(ALGORITHM_GROUP, (int)group);
}

/**
 * gnutls_group_get_id:
 * @name: a name, in any case of letters
 *
 * Finds a group of the key exchange by its name.
 *
 * Returns: its id, or %GNUTLS_GROUP_INVALID for what is not known.
 **/
API gnutls_group_t gnutls_group_get_id(const char *name)
{
    return (gnutls_group_t)algorithm_id(ALGORITHM_GROUP, name);
}

/**
 * gnutls_group_list:
 *
 * Lists the groups of the key exchange that are supported.
 *
 * Returns: ids, ended by zero; never released.
 *
 * Since: 3.6.0
 **/
API const gnutls_group_t *gnutls_group_list(void)
{
    return (const gnutls_group_t *)algorithm_list(ALGORITHM_GROUP);
}

/**
 * gnutls_ecc_curve_get_name:
 * @curve: an elliptic curve
 *
 * Gives the name of an elliptic curve.
 *
 * Returns: a text that is never released, or %NULL for what is not known.
 **/
API const char *gnutls_ecc_curve_get_name(gnutls_ecc_curve_t curve)
{
    return algorithm_name(ALGORITHM_CURVE, (int)curve);
}

/**
 * gnutls_ecc_curve_get_id:
 * @name: a name, in any case of letters
 *
 * Finds an elliptic curve by its name.
 *
 * Returns: its id, or %GNUTLS_ECC_CURVE_INVALID for what is not known.
 **/
API gnutls_ecc_curve_t gnutls_ecc_curve_get_id(const char *name)
{
    return (gnutls_ecc_curve_t)algorithm_id(ALGORITHM_CURVE, name);
}

/**
 * gnutls_ecc_curve_list:
 *
 * Lists the elliptic curves that are supported.
 *
 * Returns: ids, ended by zero; never released.
 **/
API const gnutls_ecc_curve_t *gnutls_ecc_curve_list(void)
{
    return (const gnutls_ecc_curve_t *)algorithm_list(ALGORITHM_CURVE);
}

/**
 * gnutls_ecc_curve_get_oid:
 * @curve: an elliptic curve
 *
 * Gives the object identifier of an elliptic curve.
 *
 * Returns: digits and dots, never released, or %NULL where there is none.
 *
 * Since: 3.4.3
 **/
API const char *gnutls_ecc_curve_get_oid(gnutls_ecc_curve_t curve)
{
    const struct algorithm *facts = algorithm_by_id(ALGORITHM_CURVE, (int)curve);
    return facts == NULL ? NULL : facts->oid;
}

/**
 * gnutls_oid_to_ecc_curve:
 * @oid: digits and dots
 *
 * Finds an elliptic curve by its object identifier.
 *
 * Returns: its id, or %GNUTLS_ECC_CURVE_INVALID.
 *
 * Since: 3.4.3
 **/
API gnutls_ecc_curve_t gnutls_oid_to_ecc_curve(const char *oid)
{
    const struct algorithm *facts = algorithm_by_oid(ALGORITHM_CURVE, oid);
    return facts == NULL ? GNUTLS_ECC_CURVE_INVALID : (gnutls_ecc_curve_t)facts->id;
}

/**
 * gnutls_ecc_curve_get_pk:
 * @curve: an elliptic curve
 *
 * Tells which public keys are on a curve.
 *
 * Returns: the algorithm, or %GNUTLS_PK_UNKNOWN.
 **/
API gnutls_pk_algorithm_t gnutls_ecc_curve_get_pk(gnutls_ecc_curve_t curve)
{
    const struct algorithm *facts = algorithm_by_id(ALGORITHM_CURVE, (int)curve);
    return facts == NULL ? GNUTLS_PK_UNKNOWN : (gnutls_pk_algorithm_t)facts->pk;
}

/**
 * gnutls_ecc_curve_get_size:
 * @curve: an elliptic curve
 *
 * Tells how long a coordinate on a curve is.
 *
 * Returns: the number of bytes, or 0.
 **/
API int gnutls_ecc_curve_get_size(gnutls_ecc_curve_t curve)
{
    const struct algorithm *facts = algorithm_by_id(ALGORITHM_CURVE, (int)curve);
    return facts == NULL ? 0 : facts->size;
}

/**
 * gnutls_gost_paramset_get_name:
 * @param: a set of parameters of GOST 28147
 *
 * Gives the name of a set of parameters.
 *
 * Returns: a text that is never released; "Unknown" for what is not known.
 *
 * Since: 3.6.3
 **/
API const char *gnutls_gost_paramset_get_name(gnutls_gost_paramset_t param)
{
    const char *name = algorithm_name(ALGORITHM_GOST_PARAMSET, (int)param);
    return name == NULL ? "Unknown" : name;
}

/**
 * gnutls_gost_paramset_get_oid:
 * @param: a set of parameters of GOST 28147
 *
 * Gives the object identifier of a set of parameters of GOST 28147.
 *
 * Returns: digits and dots, never released, or %NULL where there is none.
 *
 * Since: 3.6.3
 **/
API const char *gnutls_gost_paramset_get_oid(gnutls_gost_paramset_t param)
{
    const struct algorithm *facts = algorithm_by_id(ALGORITHM_GOST_PARAMSET, (int)param);
    return facts == NULL ? NULL : facts->oid;
}

/**
 * gnutls_oid_to_gost_paramset:
 * @oid: digits and dots
 *
 * Finds a set of parameters of GOST 28147 by its object identifier.
 *
 * Returns: its id, or %GNUTLS_GOST_PARAMSET_UNKNOWN.
 *
 * Since: 3.6.3
 **/
API gnutls_gost_paramset_t gnutls_oid_to_gost_paramset(const char *oid)
{
    const struct algorithm *facts = algorithm_by_oid(ALGORITHM_GOST_PARAMSET, oid);
    return facts == NULL ? GNUTLS_GOST_PARAMSET_UNKNOWN : (gnutls_gost_paramset_t)facts->id;
}

/**
 * gnutls_sec_param_get_name:
 * @param: a level of security
 *
 * Gives the name of a level of security.
 *
 * Returns: a text that is never released; "Unknown" for what is not known.
 *
 * Since: 2.12.0
 **/
API const char *gnutls_sec_param_get_name(gnutls_sec_param_t param)
{
    const struct security_level *level = security_level_find(param);
    return level == NULL ? "Unknown" : level->name;
}

/**
 * gnutls_sec_param_to_pk_bits:
 * @algo: an algorithm of public keys
 * @param: a level of security
 *
 * Tells how large a key must be for a level of security.
 *
 * Returns: the number of bits, or 0 where there is none.
 *
 * Since: 2.12.0
 **/
API unsigned int gnutls_sec_param_to_pk_bits(gnutls_pk_algorithm_t algo, gnutls_sec_param_t param)
{
    const struct security_level *level = security_level_find(param);
    return level == NULL ? 0 : security_level_bits(level, algo);
}

/**
 * gnutls_sec_param_to_symmetric_bits:
 * @param: a level of security
 *
 * Tells how large the key of a cipher is at a level of security.
 *
 * Returns: the number of bits, or 0.
 *
 * Since: 3.3.0
 **/
API unsigned int gnutls_sec_param_to_symmetric_bits(gnutls_sec_param_t param)
{
    const struct security_level *level = security_level_find(param);
    return level == NULL ? 0 : level->symmetric_bits;
}

/**
 * gnutls_pk_bits_to_sec_param:
 * @algo: an algorithm of public keys
 * @bits: the size of a key
 *
 * Tells which level of security a key reaches.
 *
 * Returns: the level, or %GNUTLS_SEC_PARAM_UNKNOWN.
 *
 * Since: 2.12.0
 **/
API gnutls_sec_param_t gnutls_pk_bits_to_sec_param(gnutls_pk_algorithm_t algo, unsigned int bits)
{
    return security_level_of(algo, bits);
}

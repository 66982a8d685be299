/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* algorithms_pk.c - public keys: names; levels of security */

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

/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* algorithms_groups.c - groups, curves, sets of parameters: names and sizes */

#include "algorithms/names.h"
#include "base/attributes.h"

/**
 * gnutls_group_get_name:
 * @group: a group of the key exchange
 *
 * Gives the name of a group of the key exchange.
 *
 * Returns: a text that is never released, or %NULL for what is not known.
 *
 * Since: 3.6.0
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
 *
 * Since: 3.6.0
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

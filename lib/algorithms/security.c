/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* security.c - how many bits of a key are how strong
 *
 * The figures of the API, after the comparisons of ECRYPT and NIST SP 800-57.
 */

#include "algorithms/security.h"

#include "base/attributes.h"

#include <stdbool.h>
#include <stddef.h>

/* clang-format off */
static const struct security_level levels[] = {
    /* level                        name         symmetric RSA    DSA    curve */
    { GNUTLS_SEC_PARAM_INSECURE,  "Insecure",    0,        0,     0,     0 },
    { GNUTLS_SEC_PARAM_EXPORT,    "Export",      42,       512,   0,     0 },
    { GNUTLS_SEC_PARAM_VERY_WEAK, "Very weak",   64,       767,   0,     0 },
    { GNUTLS_SEC_PARAM_WEAK,      "Weak",        72,       1008,  1008,  160 },
    { GNUTLS_SEC_PARAM_LOW,       "Low",         80,       1024,  1024,  160 },
    { GNUTLS_SEC_PARAM_LEGACY,    "Legacy",      96,       1776,  2048,  192 },
    { GNUTLS_SEC_PARAM_MEDIUM,    "Medium",      112,      2048,  2048,  224 },
    { GNUTLS_SEC_PARAM_HIGH,      "High",        128,      3072,  3072,  256 },
    { GNUTLS_SEC_PARAM_ULTRA,     "Ultra",       192,      8192,  8192,  384 },
    { GNUTLS_SEC_PARAM_FUTURE,    "Future",      256,      15360, 15360, 512 },
};
/* clang-format on */

const struct security_level *security_level_find(gnutls_sec_param_t id)
{
    for (size_t i = 0; i < ARRAY_SIZE(levels); i++)
        if (levels[i].id == id)
            return &levels[i];
    return NULL;
}

static bool is_on_curve(gnutls_pk_algorithm_t pk)
{
    switch (pk) {
    case GNUTLS_PK_ECDSA:
    case GNUTLS_PK_ECDH_X25519:
    case GNUTLS_PK_ECDH_X448:
    case GNUTLS_PK_EDDSA_ED25519:
    case GNUTLS_PK_EDDSA_ED448:
    case GNUTLS_PK_GOST_01:
    case GNUTLS_PK_GOST_12_256:
    case GNUTLS_PK_GOST_12_512:
        return true;
    default:
        return false;
    }
}

unsigned security_level_bits(const struct security_level *level, gnutls_pk_algorithm_t pk)
{
    if (is_on_curve(pk))
        return level->curve_bits;
    return pk == GNUTLS_PK_DSA ? level->dsa_bits : level->rsa_bits;
}

gnutls_sec_param_t security_level_of(gnutls_pk_algorithm_t pk, unsigned bits)
{
    if (bits == 0)
        return GNUTLS_SEC_PARAM_UNKNOWN;
    bool curve = is_on_curve(pk);
    gnutls_sec_param_t reached = curve ? GNUTLS_SEC_PARAM_VERY_WEAK : GNUTLS_SEC_PARAM_INSECURE;
    for (size_t i = 0; i < ARRAY_SIZE(levels); i++) {
        unsigned wanted = curve ? levels[i].curve_bits : levels[i].rsa_bits;
        if (wanted > 0 && wanted <= bits)
            reached = levels[i].id;
    }
    return reached;
}

gnutls_sec_param_t security_level_of_profile(gnutls_certificate_verification_profiles_t profile)
{
    switch (profile) {
    case GNUTLS_PROFILE_VERY_WEAK:
        return GNUTLS_SEC_PARAM_VERY_WEAK;
    case GNUTLS_PROFILE_LOW:
        return GNUTLS_SEC_PARAM_LOW;
    case GNUTLS_PROFILE_LEGACY:
        return GNUTLS_SEC_PARAM_LEGACY;
    case GNUTLS_PROFILE_MEDIUM:
        return GNUTLS_SEC_PARAM_MEDIUM;
    case GNUTLS_PROFILE_HIGH:
    case GNUTLS_PROFILE_SUITEB128:
        return GNUTLS_SEC_PARAM_HIGH;
    case GNUTLS_PROFILE_ULTRA:
    case GNUTLS_PROFILE_SUITEB192:
        return GNUTLS_SEC_PARAM_ULTRA;
    case GNUTLS_PROFILE_FUTURE:
        return GNUTLS_SEC_PARAM_FUTURE;
    default:
        return GNUTLS_SEC_PARAM_UNKNOWN;
    }
}

/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* keys_gost.c - keys of GOST R 34.10: what goes with which kind
 *
 * All else is the same as with ECDSA: see keys_ec.c.
 */

#include "crypto/keys_internal.h"

struct gost {
    enum key_kind kind;
    const struct hash *hash;
    gnutls_gost_paramset_t paramset;
};

static const struct gost kinds[] = {
    { KEY_GOST_01, &hash_gosthash94cp, GNUTLS_GOST_PARAMSET_CP_A },
    { KEY_GOST_12_256, &hash_streebog256, GNUTLS_GOST_PARAMSET_TC26_Z },
    { KEY_GOST_12_512, &hash_streebog512, GNUTLS_GOST_PARAMSET_TC26_Z },
};

const struct hash *gost_hash(enum key_kind kind)
{
    for (size_t i = 0; i < ARRAY_SIZE(kinds); i++)
        if (kinds[i].kind == kind)
            return kinds[i].hash;
    return NULL;
}

enum key_kind gost_kind(gnutls_digest_algorithm_t digest)
{
    for (size_t i = 0; i < ARRAY_SIZE(kinds); i++)
        if (kinds[i].hash->digest_id == digest)
            return kinds[i].kind;
    return KEY_NONE;
}

gnutls_gost_paramset_t gost_paramset(enum key_kind kind)
{
    for (size_t i = 0; i < ARRAY_SIZE(kinds); i++)
        if (kinds[i].kind == kind)
            return kinds[i].paramset;
    return GNUTLS_GOST_PARAMSET_UNKNOWN;
}

/* RFC 7091, 5.2: the hash is as long as the order of the group. */
const struct curve *gost_curve(const struct public_key *key)
{
    const struct hash *hash = gost_hash(key->kind);
    const struct curve *curve = gost_curve_by_id(key->curve);

    return hash && curve && curve->size == hash->size ? curve : NULL;
}

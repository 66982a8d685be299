/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* groups.c - groups for key exchange: RFC 8446, 4.2.7; RFC 7919 */

#include "algorithms/algorithms.h"

#define CURVE(id, name, pk, kex)                                                                   \
    { id, GNUTLS_GROUP_##name, #name, GNUTLS_ECC_CURVE_##name, GNUTLS_PK_##pk, &kex_##kex },
#define FFDHE(id, bits)                                                                            \
    { id,           GNUTLS_GROUP_FFDHE##bits, "FFDHE" #bits, GNUTLS_ECC_CURVE_INVALID,             \
      GNUTLS_PK_DH, &kex_ffdhe##bits },

/* clang-format off */
static const struct group table[] = {
    CURVE(23, SECP256R1, ECDSA,       secp256r1)
    CURVE(24, SECP384R1, ECDSA,       secp384r1)
    CURVE(25, SECP521R1, ECDSA,       secp521r1)
    CURVE(29, X25519,    ECDH_X25519, x25519)
    CURVE(30, X448,      ECDH_X448,   x448)
    FFDHE(256, 2048)
    FFDHE(257, 3072)
    FFDHE(258, 4096)
    FFDHE(259, 6144)
    FFDHE(260, 8192)
};
/* clang-format on */

const struct group *group_at(size_t index)
{
    return index < ARRAY_SIZE(table) ? &table[index] : NULL;
}

const struct group *group_by_id(uint16_t id)
{
    for (size_t i = 0; i < ARRAY_SIZE(table); i++)
        if (table[i].id == id)
            return &table[i];
    return NULL;
}

const struct group *group_by_api_id(gnutls_group_t id)
{
    for (size_t i = 0; i < ARRAY_SIZE(table); i++)
        if (table[i].api_id == id)
            return &table[i];
    return NULL;
}

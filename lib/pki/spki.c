/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* spki.c - what a SubjectPublicKeyInfo says of a key beside its numbers: the parameters of RSA-PSS */

#include "pki/spki.h"

#include "base/errors.h"

int spki_of_key(const struct public_key *key, struct gnutls_x509_spki_st *out)
{
    if (key->kind != KEY_RSA_PSS || key->pss.hash == NULL)
        return fail(GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE);
    *out = (struct gnutls_x509_spki_st){
        .is_pss = true,
        .digest = key->pss.hash->digest_id,
        .salt_size = key->pss.salt_size,
    };
    return 0;
}

int spki_bind(const struct gnutls_x509_spki_st *spki, struct public_key *inout)
{
    const struct hash *hash = hash_by_digest_id(spki->digest);
    if (!spki->is_pss || (inout->kind != KEY_RSA && inout->kind != KEY_RSA_PSS))
        return fail(GNUTLS_E_INVALID_REQUEST);
    if (hash == NULL)
        return fail(GNUTLS_E_UNKNOWN_HASH_ALGORITHM);
    /* RFC 8017, 9.1.1. */
    if (spki->salt_size > UINT16_MAX ||
        (public_key_bits(inout) + 6) / 8 < spki->salt_size + hash->size + 2)
        return fail(GNUTLS_E_PK_INVALID_PUBKEY_PARAMS);
    inout->kind = KEY_RSA_PSS;
    inout->pss = (struct pss_params){ hash, (uint16_t)spki->salt_size };
    return 0;
}

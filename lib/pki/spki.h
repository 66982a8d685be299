/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* spki.h - what a SubjectPublicKeyInfo says of a key beside its numbers: the parameters of RSA-PSS */

#ifndef PKI_SPKI_H
#define PKI_SPKI_H

#include "base/attributes.h"
#include "crypto/keys.h"

struct gnutls_x509_spki_st {
    bool is_pss; /* else it says nothing */
    gnutls_digest_algorithm_t digest;
    unsigned salt_size;
};

/* GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE for a key that has no parameters of its own. */
int spki_of_key(const struct public_key *, struct gnutls_x509_spki_st *out) MUST_USE;

/* Binds an RSA key to RSA-PSS with these parameters. GNUTLS_E_INVALID_REQUEST for another key or
 * without parameters, GNUTLS_E_PK_INVALID_PUBKEY_PARAMS when the key is too small for them,
 * GNUTLS_E_UNKNOWN_HASH_ALGORITHM. */
int spki_bind(const struct gnutls_x509_spki_st *, struct public_key *inout) MUST_USE;

#endif

/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* algorithms.h - versions, suites, groups, signature schemes: tables that know only each other
 *
 * Each row is const and lives for ever; other rooms keep pointers to rows.
 */

#ifndef ALGORITHMS_ALGORITHMS_H
#define ALGORITHMS_ALGORITHMS_H

#include "crypto/aead.h"
#include "crypto/kex.h"
#include "crypto/sign.h"

/* ---- versions ---- */

struct version {
    gnutls_protocol_t id;
    uint16_t wire;
    const char *name; /* "TLS1.3" */
    bool datagram;
    bool spoken; /* known by name only, else (RFC 8996) */
    bool tls13_or_later;
};

const struct version *version_by_id(gnutls_protocol_t);
const struct version *version_by_wire(uint16_t wire);
const struct version *version_by_name(const char *name);
const struct version *version_at(size_t index); /* NULL behind the last; the highest first */
const gnutls_protocol_t *version_list(void);    /* those spoken, ended by 0 */

/* ---- cipher suites ---- */

/* How records are protected. */
enum suite_protection { PROTECT_AEAD, PROTECT_CBC };

struct cipher_suite {
    uint16_t id;
    const char *name;     /* the API's: "TLS_RSA_AES_128_CBC_SHA1" */
    const char *rfc_name; /* "TLS_RSA_WITH_AES_128_CBC_SHA" */
    gnutls_protocol_t min_version, max_version;
    gnutls_kx_algorithm_t kx; /* GNUTLS_KX_UNKNOWN in TLS 1.3, where it is chosen apart */
    gnutls_cipher_algorithm_t cipher;
    gnutls_mac_algorithm_t mac; /* GNUTLS_MAC_AEAD for AEADs */
    enum suite_protection protection;
    const struct aead *aead; /* NULL for CBC */
    const struct hash *hash; /* of the PRF or HKDF */
};

const struct cipher_suite *suite_by_id(uint16_t id);
const struct cipher_suite *suite_at(size_t index); /* NULL behind the last */
const struct cipher_suite *suite_by_parts(gnutls_kx_algorithm_t, gnutls_cipher_algorithm_t,
                                          gnutls_mac_algorithm_t);
/* Any with these: NULL when there is none. */
const struct cipher_suite *suite_by_cipher(gnutls_cipher_algorithm_t, gnutls_mac_algorithm_t);
size_t suite_index(const struct cipher_suite *);
bool suite_fits_version(const struct cipher_suite *, const struct version *);

/* ---- groups ---- */

struct group {
    uint16_t id; /* RFC 8446, 4.2.7 */
    gnutls_group_t api_id;
    const char *name;         /* "SECP256R1" */
    gnutls_ecc_curve_t curve; /* GNUTLS_ECC_CURVE_INVALID for finite fields */
    gnutls_pk_algorithm_t pk;
    const struct kex *kex;
};

const struct group *group_by_id(uint16_t id);
const struct group *group_by_api_id(gnutls_group_t);
const struct group *group_at(size_t index);
static inline bool group_is_finite_field(const struct group *group)
{
    return group->curve == GNUTLS_ECC_CURVE_INVALID;
}

/* ---- signature schemes ---- */

struct signature_scheme {
    uint16_t id; /* RFC 8446, 4.2.3; 0 where TLS has no number */
    gnutls_sign_algorithm_t api_id;
    const char *name; /* "RSA-PSS-RSAE-SHA256" */
    enum key_kind key;
    struct sign_how how;
    gnutls_ecc_curve_t curve; /* the only curve in TLS 1.3, for ECDSA */
    bool in_tls13_messages;   /* may sign CertificateVerify in TLS 1.3 */
    bool secure;              /* else only when asked for by name (SHA-1, MD5) */
};

const struct signature_scheme *scheme_by_id(uint16_t id);
const struct signature_scheme *scheme_by_api_id(gnutls_sign_algorithm_t);
const struct signature_scheme *scheme_at(size_t index);

/* Can this key make such signatures in this version (NULL: outside TLS)? The size of an RSA key,
 * an RSA-PSS key's own parameters and, in TLS 1.3, the curve count. */
bool scheme_fits_key(const struct signature_scheme *, const struct public_key *,
                     const struct version *);

/* ---- the API's ids for keys ---- */

gnutls_pk_algorithm_t key_pk_algorithm(const struct public_key *);

#endif

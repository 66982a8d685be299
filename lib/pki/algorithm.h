/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* algorithm.h - AlgorithmIdentifier and SubjectPublicKeyInfo in their several dialects */

#ifndef PKI_ALGORITHM_H
#define PKI_ALGORITHM_H

#include "crypto/sign.h"

/* How a certificate was signed. */
struct signature_algorithm {
    gnutls_sign_algorithm_t id; /* GNUTLS_SIGN_UNKNOWN: not one of ours */
    enum key_kind key;          /* KEY_RSA also for what an RSA-PSS key may make */
    struct sign_how how;        /* NULL hash with RSA or ECDSA: can not be checked */
};

/* From the DER of an AlgorithmIdentifier. An unknown OID is no error; wrong parameters of a known
 * one are. */
int signature_algorithm_read(struct bytes der, struct signature_algorithm *out) MUST_USE;

/* The OID of an AlgorithmIdentifier, and of the key of a SubjectPublicKeyInfo; empty when it is
 * none. */
struct bytes algorithm_oid(struct bytes der);
struct bytes public_key_oid(struct bytes spki);

/* Appends the AlgorithmIdentifier of such signatures; `key` is KEY_RSA or KEY_RSA_PSS where the
 * padding is PSS. GNUTLS_E_UNSUPPORTED_SIGNATURE_ALGORITHM for those without one. */
int signature_algorithm_write(enum key_kind key, const struct sign_how *, struct buffer *out)
    MUST_USE;

/* From the DER of a SubjectPublicKeyInfo. GNUTLS_E_UNKNOWN_PK_ALGORITHM and
 * GNUTLS_E_ECC_UNSUPPORTED_CURVE for keys that crypto/ does not know, after the structure was
 * found right. */
int public_key_read(struct bytes der, struct public_key *out) MUST_USE;

/* The same from curve and point of ANSI X9.62, apart: OBJECT IDENTIFIER and OCTET STRING. */
int public_key_read_x962(struct bytes curve, struct bytes point, struct public_key *out) MUST_USE;
int public_key_write_x962(const struct public_key *, struct buffer *out_curve,
                          struct buffer *out_point) MUST_USE;

/* Appends the DER of a SubjectPublicKeyInfo. */
int public_key_write(const struct public_key *, struct buffer *out) MUST_USE;

/* Finds the id that belongs to key and `how`; GNUTLS_SIGN_UNKNOWN where there is none. */
void signature_algorithm_name(struct signature_algorithm *inout);

/* Appends the AlgorithmIdentifier of a hash. */
int hash_algorithm_write(const struct hash *, struct buffer *out) MUST_USE;

/* Appends a DigestInfo, RFC 8017, 9.2: what an RSA signature pads. */
int digest_info_write(const struct hash *, struct bytes digest, struct buffer *out) MUST_USE;

/* GNUTLS_E_UNKNOWN_HASH_ALGORITHM after the structure was found right. */
int digest_info_read(struct bytes der, const struct hash **out_hash, struct bytes *out_digest)
    MUST_USE;

/* The parts that a key's containers share: kind, curve and PSS parameters from the
 * AlgorithmIdentifier. */
int key_algorithm_read(struct bytes der, struct public_key *out) MUST_USE;
int key_algorithm_write(const struct public_key *, struct buffer *out) MUST_USE;

#endif

/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* signer.h - who signs certificates, requests and lists, wherever the key lives
 *
 * This room writes signed structures and knows no private keys; a signer brings one along. It is
 * a plain value that owns nothing and lives as long as its key.
 */

#ifndef PKI_SIGNER_H
#define PKI_SIGNER_H

#include "base/buffer.h"
#include "crypto/sign.h"

struct signer {
    enum key_kind key; /* KEY_RSA also for an RSA key that signs with PSS */
    struct sign_how how;
    gnutls_sign_algorithm_t id;
    int (*sign)(const struct signer *, struct bytes data, struct buffer *out); /* appends */
    void *context;
};

/* Appends the AlgorithmIdentifier of what the signer makes. */
int signer_write_algorithm(const struct signer *, struct buffer *out) MUST_USE;

/* Appends SEQUENCE { signed, AlgorithmIdentifier, BIT STRING }: a certificate from its
 * TBSCertificate, and likewise requests and revocation lists. */
int signer_write(const struct signer *, struct bytes to_sign, struct buffer *out) MUST_USE;

#endif

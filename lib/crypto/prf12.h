/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* prf12.h - the pseudorandom function of TLS 1.2, RFC 5246, 5 */

#ifndef CRYPTO_PRF12_H
#define CRYPTO_PRF12_H

#include "crypto/hmac.h"

/* A secret made ready: a master secret is expanded several times. */
struct prf12_key {
    struct hmac_key hmac;
};

/* The hash is the suite's. A premaster secret may be longer than a struct secret holds. */
void prf12_prepare(struct prf12_key *, const struct hash *, struct bytes secret);
void prf12_key_wipe(struct prf12_key *);

/* PRF(secret, label, seed), as many bytes as are wanted. */
void prf12(const struct prf12_key *, const char *label, struct bytes seed, uint8_t *out,
           size_t size);

/* As above, where label and seed lie in parts: what counts is their sum. */
void prf12_parts(const struct prf12_key *, const struct bytes *parts, size_t count, uint8_t *out,
                 size_t size);

#endif

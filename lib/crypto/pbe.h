/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* pbe.h - keys from passwords */

#ifndef CRYPTO_PBE_H
#define CRYPTO_PBE_H

#include "crypto/hmac.h"

/* More would let a file buy minutes of our time. */
enum { PBE_ITERATIONS_MAX = 10 * 1000 * 1000 };

/* PBKDF2, RFC 8018, 5.2. GNUTLS_E_INVALID_REQUEST for no iterations at all, and for more output than
 * the standard allows. */
int pbkdf2(const struct hash *, struct bytes password, struct bytes salt, unsigned iterations,
           uint8_t *out, size_t size) MUST_USE;

/* The KDF of PKCS#12, RFC 7292, appendix B. What the bytes are for is part of what they are made from.
 * GNUTLS_E_INVALID_REQUEST for no iterations at all. */
enum pkcs12_use { PKCS12_KEY = 1, PKCS12_IV = 2, PKCS12_MAC = 3 };
struct pkcs12_input {
    const struct hash *hash;
    struct bytes password; /* as RFC 7292, B.1 wants it: BMPString with its end; or nothing */
    struct bytes salt;
    unsigned iterations;
};
int pkcs12_derive(const struct pkcs12_input *, enum pkcs12_use, uint8_t *out, size_t size) MUST_USE;

/* PBKDF1 with MD5, RFC 8018, 5.1: 16 bytes. */
int pbkdf1_md5(struct bytes password, struct bytes salt, unsigned iterations, uint8_t out[16])
    MUST_USE;

/* What OpenSSL's encrypted PEM has: MD5 over what there is, password and salt, until there is enough.
 * One iteration. */
void md5_stretch(struct bytes password, struct bytes salt, uint8_t *out, size_t size);

#endif

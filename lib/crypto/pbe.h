/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* pbe.h - keys from passwords */

#ifndef CRYPTO_PBE_H
#define CRYPTO_PBE_H

#include "crypto/hmac.h"

/* PBKDF2, RFC 8018, 5.2. GNUTLS_E_INVALID_REQUEST for no iterations at all, and for more output than
 * the standard allows. */
int pbkdf2(const struct hash *, struct bytes password, struct bytes salt, unsigned iterations,
           uint8_t *out, size_t size) MUST_USE;

#endif

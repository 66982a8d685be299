/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* derive.h - the secret that two keys share */

#ifndef CRYPTO_DERIVE_H
#define CRYPTO_DERIVE_H

#include "crypto/keys.h"

/* Appends the secret: for curves a coordinate, RFC 8422, 5.10 and RFC 7748; for DH a number as long
 * as the prime. GNUTLS_E_INVALID_REQUEST when the keys are not of one kind, curve or group, or not
 * made for this; GNUTLS_E_RECEIVED_ILLEGAL_PARAMETER for a public key that gives nothing away. */
int key_derive_secret(const struct private_key *, const struct public_key *, struct buffer *out)
    MUST_USE;

#endif

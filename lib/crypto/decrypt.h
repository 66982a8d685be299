/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* decrypt.h - a secret of a known size, encrypted to an RSA key: RSAES-PKCS1-v1_5, RFC 8017, 7.2
 *
 * The padding is broken for whoever may ask whether it was right (Bleichenbacher). So nothing here
 * says whether it was.
 */

#ifndef CRYPTO_DECRYPT_H
#define CRYPTO_DECRYPT_H

#include "base/secret.h"
#include "crypto/keys.h"

/* Appends. GNUTLS_E_ENCRYPTION_FAILED for a key that is none or too small. */
int key_encrypt_secret(const struct public_key *, const struct secret *, struct buffer *out)
    MUST_USE;

/* Puts what was encrypted in place of the bytes of `inout`, if it is well padded and of their size;
 * else they stay as they are. Neither the result nor the time tell which; the caller sets random
 * bytes before. Errors come from the key alone. */
int key_decrypt_secret(const struct private_key *, struct bytes encrypted, struct secret *inout)
    MUST_USE;

#endif

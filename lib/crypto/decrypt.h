/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* decrypt.h - what was encrypted to an RSA key: RSAES-PKCS1-v1_5, RFC 8017, 7.2
 *
 * The padding is broken for whoever may ask whether it was right (Bleichenbacher). So what serves a
 * handshake does not say whether it was. The rest is for applications, whose matter that is then.
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

/* The same for any bytes: appends. GNUTLS_E_ENCRYPTION_FAILED also for what is too long. */
int key_encrypt(const struct public_key *, struct bytes plain, struct buffer *out) MUST_USE;

/* Tells whether it was right: GNUTLS_E_DECRYPTION_FAILED if not. The time does not tell: it depends
 * on the size of what was encrypted only where that is returned. */
int key_decrypt_size(const struct private_key *, struct bytes encrypted, uint8_t *inout,
                     size_t size) MUST_USE;
int key_decrypt(const struct private_key *, struct bytes encrypted, struct buffer *out) MUST_USE;

#endif

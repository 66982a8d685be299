/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* sign.h - signatures over raw keys */

#ifndef CRYPTO_SIGN_H
#define CRYPTO_SIGN_H

#include "crypto/keys.h"

enum sign_padding {
    SIGN_RSA_PKCS1,
    SIGN_RSA_PSS,
    SIGN_RSA_RAW, /* the padding of PKCS#1 over what is given; no hash: NULL */
    SIGN_ECDSA,   /* Ecdsa-Sig-Value in DER */
    SIGN_EDDSA,   /* no hash: NULL */
    SIGN_DSA,     /* Dss-Sig-Value in DER, the same as of ECDSA */
    SIGN_GOST,    /* the numbers s and r, one behind the other; with the hash of the kind of key */
};

struct sign_how {
    enum sign_padding padding;
    const struct hash *hash;
    uint16_t salt_size; /* PSS: 0 is as long as the hash, RFC 8446, 4.2.3 */
};

/* Signs `message` with a key that was generated here or has passed private_key_check(); the
 * signature is appended. GNUTLS_E_PK_SIGN_FAILED when the key is too small for
 * the hash, or when the result does not verify. */
int key_sign(const struct private_key *, struct sign_how, struct bytes message, struct buffer *out)
    MUST_USE;

/* GNUTLS_E_PK_SIG_VERIFY_FAILED when the signature is not right; GNUTLS_E_INVALID_REQUEST when
 * key and `how` do not fit. */
int key_verify(const struct public_key *, struct sign_how, struct bytes message,
               struct bytes signature) MUST_USE;

/* The same over a digest that was made elsewhere; not for EdDSA. With SIGN_RSA_RAW, over any few
 * bytes. */
int key_sign_digest(const struct private_key *, struct sign_how, struct bytes digest,
                    struct buffer *out) MUST_USE;
int key_verify_digest(const struct public_key *, struct sign_how, struct bytes digest,
                      struct bytes signature) MUST_USE;

#endif

/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* kex.h - key exchange: one interface for curves and finite fields
 *
 * The public share is as it travels in key_share (RFC 8446, 4.2.8): a raw u-coordinate, an
 * uncompressed point, or a number padded to the size of the prime.
 */

#ifndef CRYPTO_KEX_H
#define CRYPTO_KEX_H

#include "base/buffer.h"
#include "base/secret.h"

struct kex {
    const char *name;
    uint16_t share_size;  /* of the public share */
    uint16_t shared_size; /* of the shared secret */
    const struct kex_methods *methods;
    const void *group; /* what the methods know about it */
};

extern const struct kex kex_x25519, kex_x448;
extern const struct kex kex_secp256r1, kex_secp384r1, kex_secp521r1;
extern const struct kex kex_ffdhe2048, kex_ffdhe3072, kex_ffdhe4096, kex_ffdhe6144, kex_ffdhe8192;

struct kex_private {
    const struct kex *kex;
    uint16_t size;
    uint8_t bytes[72];
};

/* A fresh key; its public share goes to `share`, which has room for kex->share_size bytes. */
int kex_generate(const struct kex *, struct kex_private *out, uint8_t *share) MUST_USE;

/* The shared secret, appended. GNUTLS_E_RECEIVED_ILLEGAL_PARAMETER for a share of the wrong
 * size, a point off the curve, a value out of range, an all-zero result. */
int kex_derive(const struct kex_private *, struct bytes peer_share, struct buffer *out) MUST_USE;

void kex_private_wipe(struct kex_private *);

/* For vectors: a key whose private bytes are given. */
int kex_from_private(const struct kex *, struct bytes private_bytes, struct kex_private *out,
                     uint8_t *share) MUST_USE;

/* The prime and the generator of an FFDHE group; empty for curves. RFC 7919, appendix A. */
struct bytes kex_prime(const struct kex *);
struct bytes kex_generator(const struct kex *);

#endif

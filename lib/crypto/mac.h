/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* mac.h - message authentication codes for applications: HMAC, CMAC, GMAC, UMAC
 *
 * What the library itself needs of HMAC is in hmac.h, and allocates nothing.
 */

#ifndef CRYPTO_MAC_H
#define CRYPTO_MAC_H

#include "crypto/hash.h"

/* One const object per algorithm. */
struct mac {
    gnutls_mac_algorithm_t id;
    uint8_t key_size; /* 0: any */
    uint8_t size;
    uint8_t nonce_size; /* at most; 0: it takes none */
    const struct mac_methods *methods;
    const struct hash *hash; /* of HMAC */
};

/* NULL for what is not supported. */
const struct mac *mac_by_id(gnutls_mac_algorithm_t);

/* A key in use, and the message so far. */
struct mac_state;

/* GNUTLS_E_INVALID_REQUEST for a key of another size. */
int mac_new(const struct mac *, struct bytes key, struct mac_state **out) MUST_USE;

/* NULL when there is no memory. */
struct mac_state *mac_copy(const struct mac_state *) MUST_USE;
void mac_free(struct mac_state *);

/* Begins a message. A code that takes a nonce is not made before it has one of a right size. */
int mac_set_nonce(struct mac_state *, struct bytes nonce) MUST_USE;

/* GMAC wants whole blocks of 16 bytes in all pieces but the last. */
int mac_add(struct mac_state *, struct bytes) MUST_USE;

/* Gives the code and begins anew with the same key. Without the nonce that it needs: zeros. */
void mac_end(struct mac_state *, struct digest *out);

#endif

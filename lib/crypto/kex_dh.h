/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* kex_dh.h - Diffie-Hellman over a prime that comes from outside
 *
 * What an application or a server of TLS 1.2 names by itself. It is computed as over the groups of
 * RFC 7919; that a prime is one is not known here.
 */

#ifndef CRYPTO_KEX_DH_H
#define CRYPTO_KEX_DH_H

#include "crypto/ffdhe_groups.h"
#include "crypto/kex.h"

/* Points into itself: does not move once it is set. { 0 } is empty. */
struct kex_dh {
    struct kex kex;
    struct ffdhe_group group;
    struct buffer prime, generator;
};

/* GNUTLS_E_ILLEGAL_PARAMETER for what nothing can be computed with: an even number, a generator
 * out of range, fewer bits than 512 or more than 8192. Replaces what was there. */
int kex_dh_set(struct kex_dh *, struct bytes prime, struct bytes generator) MUST_USE;
void kex_dh_wipe(struct kex_dh *);

/* The number of bits of a big-endian number. */
unsigned number_bits(struct bytes);

#endif

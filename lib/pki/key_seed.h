/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* key_seed.h - the seed of a provable key, as an attribute of PKCS#8 */

#ifndef PKI_KEY_SEED_H
#define PKI_KEY_SEED_H

#include "crypto/keys.h"

/* Reads the seed, if there is one, out of the content of a PKCS#8's attributes; others are passed
 * over. */
int key_seed_read(struct bytes attributes, struct private_key *inout) MUST_USE;

/* Appends the attributes; nothing for a key without a seed. */
int key_seed_write(const struct private_key *, struct buffer *out) MUST_USE;

#endif

/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* hmac.h - keyed hash, RFC 2104
 *
 * A key is prepared once: the states of the inner and outer hash with the key already taken in.
 * Each message then costs two compressions less.
 */

#ifndef CRYPTO_HMAC_H
#define CRYPTO_HMAC_H

#include "base/secret.h"
#include "crypto/hash.h"

struct hmac_key {
    struct hash_state inner, outer;
};

void hmac_prepare(struct hmac_key *, const struct hash *, struct bytes key);
void hmac_key_wipe(struct hmac_key *);

/* For messages that come in parts: begin, hash_add() to the state, end. */
void hmac_begin(const struct hmac_key *, struct hash_state *out);
void hmac_end(const struct hmac_key *, const struct hash_state *, struct digest *out);

void hmac_once(const struct hmac_key *, struct bytes message, struct digest *out);

#endif

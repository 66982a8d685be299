/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* binder.h - PSK binders, RFC 8446, 4.2.11.2 */

#ifndef SESSION_BINDER_H
#define SESSION_BINDER_H

#include "base/secret.h"
#include "crypto/hash.h"

enum psk_origin { PSK_FROM_TICKET, PSK_EXTERNAL, PSK_IMPORTED };

/* `early_secret` is HKDF-Extract(0, psk); `hello` the hash of the transcript up to the binders. */
void binder_make(const struct hash *, const struct secret *early_secret, enum psk_origin,
                 const struct digest *hello, struct digest *out);

/* Constant time in the bytes. A wrong length does not match. */
bool binder_matches(const struct digest *expected, struct bytes received);

#endif

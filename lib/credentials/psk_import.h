/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* psk_import.h - a key held beforehand, brought into a protocol: RFC 9258
 *
 * The key itself is never used. What is used is derived from it and from all that the identity
 * names: so one key serves many protocols and hashes, and what is learned of it in one is of no
 * use in another.
 */

#ifndef CREDENTIALS_PSK_IMPORT_H
#define CREDENTIALS_PSK_IMPORT_H

#include "base/buffer.h"
#include "base/secret.h"
#include "crypto/hash.h"

/* RFC 9258, 4.1: the ImportedIdentity. */
struct imported_identity {
    struct bytes external, context;
    uint16_t protocol;       /* as on the wire */
    const struct hash *hash; /* of the target's key derivation */
};

/* Appended. GNUTLS_E_INVALID_REQUEST: the identity is empty, something is too long for its length
 * field, or no protocol derives keys with this hash. */
int imported_identity_write(const struct imported_identity *, struct buffer *out) MUST_USE;

/* Views. GNUTLS_E_PARSING_ERROR: it is none, or names a derivation that we do not know. */
int imported_identity_read(struct bytes, struct imported_identity *out) MUST_USE;

/* The key that is used under this identity, and the hash it goes with. */
void psk_import(struct bytes identity, const struct hash *target, struct bytes external_key,
                struct secret *out);

#endif

/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* pin.h - keys that a host was seen with before: trust on first use
 *
 * They stand in a text file, one a line, in the format of libgnutls:
 *     |g0|host|service|expires|base64 of the key
 *     |c0|host|service|expires|number of a hash|hex digits of the key's hash
 * A key is its SubjectPublicKeyInfo, a host or service "*" is any, and what expires at 0 never
 * does.
 */

#ifndef PKI_PIN_H
#define PKI_PIN_H

#include "base/buffer.h"
#include "crypto/hash.h"

/* Of whom a line tells; NULL: any. */
struct pin_owner {
    const char *host, *service;
    int64_t expires_s;
};

/* What is kept for a key; functions of the application take the place of the file. */
struct gnutls_tdb_int {
    gnutls_tdb_store_func store;
    gnutls_tdb_store_commitment_func store_hash;
    gnutls_tdb_verify_func verify;
};

/* Appends a line. GNUTLS_E_INVALID_REQUEST for names that would break a line, and
 * GNUTLS_E_DB_ERROR when the file can not be written, or is no file of its own. */
int pin_store_key(const char *path, const struct pin_owner *, struct bytes key) MUST_USE;
int pin_store_hash(const char *path, const struct pin_owner *, const struct hash *,
                   struct bytes digest) MUST_USE;

/* 0 when a line has this key; GNUTLS_E_CERTIFICATE_KEY_MISMATCH when lines have but others;
 * GNUTLS_E_NO_CERTIFICATE_FOUND when none is about the owner. Lines that are no lines are passed
 * over. */
int pin_verify(const char *path, const struct pin_owner *, struct bytes key, int64_t now_s)
    MUST_USE;

/* Appends the path of the user's own file, ended by a zero byte; `make`: and makes its folder. */
int pin_default_path(bool make, struct buffer *out) MUST_USE;

#endif

/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* encryption_info.h - how something is locked, for the application */

#ifndef API_ENCRYPTION_INFO_H
#define API_ENCRYPTION_INFO_H

#include "pki/encryption.h"

/* Each may be NULL, but for the size of a salt that is wanted. */
struct encryption_receivers {
    unsigned *schema, *cipher;
    void *salt;
    unsigned *salt_size;
    unsigned *iterations;
    char **oid;
};

/* Passes on what encryption_read() returned; an OID is given even then. */
int give_encryption(int result, const struct encryption *, const struct encryption_receivers *)
    MUST_USE;

/* Copies into memory of the application; `out` may be NULL. As output_bytes(). */
int give_salt(struct bytes, void *out, unsigned *size) MUST_USE;

/* An OID as text for the application; `out` may be NULL. */
int give_oid(struct bytes oid, char **out) MUST_USE;

#endif

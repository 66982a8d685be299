/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* names.h - ids, names, OIDs and sizes for the public queries and for priority strings
 *
 * Programs ask for algorithms by name that nobody uses any more: their names are known and what
 * works is marked.
 */

#ifndef ALGORITHMS_NAMES_H
#define ALGORITHMS_NAMES_H

#include <gnutls/gnutls.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum algorithm_kind {
    ALGORITHM_CIPHER,
    ALGORITHM_MAC,
    ALGORITHM_DIGEST,
    ALGORITHM_KX,
    ALGORITHM_PK,
    ALGORITHM_SIGN,
    ALGORITHM_CURVE,
    ALGORITHM_GROUP,
    ALGORITHM_CTYPE,
    ALGORITHM_COMPRESSION,
    ALGORITHM_GOST_PARAMSET,
    ALGORITHM_MESSAGE, /* of the handshake */
    ALGORITHM_KINDS,
};

struct algorithm {
    int id;
    bool supported; /* else known by name only */
    const char *name;
    const char *oid;      /* NULL: none */
    uint16_t key_size;    /* cipher, MAC */
    uint16_t size;        /* block of a cipher, output of MAC and digest, coordinate of a curve */
    uint16_t nonce_size;  /* cipher: also an IV; MAC */
    uint16_t tag_size;    /* cipher */
    int pk;               /* signature, curve: gnutls_pk_algorithm_t */
    int digest;           /* signature: gnutls_digest_algorithm_t */
    bool secure;          /* signature */
    bool secure_in_certs; /* signature */
};

/* NULL for what is not even known by name. */
const struct algorithm *algorithm_by_id(enum algorithm_kind, int id);
const struct algorithm *algorithm_by_name(enum algorithm_kind, const char *name);
const struct algorithm *algorithm_by_oid(enum algorithm_kind, const char *oid);

/* NULL for what is not known. */
const char *algorithm_name(enum algorithm_kind, int id);

/* 0, every enum's word for unknown, for what is not known. */
int algorithm_id(enum algorithm_kind, const char *name);

/* The signature that such keys make with such a hash. */
const struct algorithm *signature_by_parts(int pk, int digest);

/* The ids of what is supported, ended by 0; they live for ever. */
const int *algorithm_list(enum algorithm_kind);

#endif

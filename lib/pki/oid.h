/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* oid.h - object identifiers: as DER content, as text, and what they stand for */

#ifndef PKI_OID_H
#define PKI_OID_H

#include "base/buffer.h"
#include "crypto/keys.h"

/* An OID from the bytes of its DER content, as a string literal. */
#define OID(literal)                                                                               \
    {                                                                                              \
        (const uint8_t *)(literal), sizeof(literal) - 1                                            \
    }

/* Appends dotted decimal, without a zero byte. GNUTLS_E_ASN1_DER_ERROR for numbers over 63 bits. */
int oid_print(struct bytes oid, struct buffer *out) MUST_USE;

/* Appends the DER content for dotted decimal; GNUTLS_E_X509_UNSUPPORTED_OID for anything else. */
int oid_parse(const char *text, struct buffer *out) MUST_USE;

/* Has the OID this dotted text? */
bool oid_is(struct bytes oid, const char *text);

const struct hash *oid_hash(struct bytes oid);

/* Empty where the hash has none here. */
struct bytes oid_of_hash(const struct hash *);

/* GNUTLS_ECC_CURVE_INVALID for one that is not known. */
gnutls_ecc_curve_t oid_curve(struct bytes oid);
struct bytes oid_of_curve(gnutls_ecc_curve_t);

#endif

/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* algorithm_gost.h - keys of GOST R 34.10 in X.509 and PKCS#8: RFC 4491, RFC 9215 */

#ifndef PKI_ALGORITHM_GOST_H
#define PKI_ALGORITHM_GOST_H

#include "crypto/keys.h"

/* The kind that an OID of a key names; KEY_NONE for all others. */
enum key_kind gost_kind_of(struct bytes oid);

/* The parameters behind that OID; out->kind says which it was. */
int gost_parameters_read(struct bytes parameters, struct public_key *out) MUST_USE;

/* Appends OID and parameters. */
int gost_algorithm_write(const struct public_key *, struct buffer *out) MUST_USE;

/* The point: what the BIT STRING of a SubjectPublicKeyInfo holds. */
int gost_point_read(struct bytes der, struct public_key *out) MUST_USE;
int gost_point_write(const struct public_key *, struct buffer *out) MUST_USE;

/* What the OCTET STRING of a PKCS#8 holds: an OCTET STRING in little endian, or an INTEGER, or the
 * bytes of the former as they are. */
int gost_number_read(struct bytes der, struct private_key *out) MUST_USE;
int gost_number_write(const struct private_key *, struct buffer *out) MUST_USE;

#endif

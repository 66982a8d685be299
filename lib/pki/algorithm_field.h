/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* algorithm_field.h - keys of DSA and Diffie-Hellman in X.509: their groups and numbers */

#ifndef PKI_ALGORITHM_FIELD_H
#define PKI_ALGORITHM_FIELD_H

#include "crypto/keys.h"

/* The kind that an OID of a key names; KEY_NONE for all others. */
enum key_kind field_kind(struct bytes oid);

/* The parameters behind that OID. A DSA key that takes them over from its issuer is
 * GNUTLS_E_UNKNOWN_PK_ALGORITHM. */
int field_group_read(struct bytes oid, struct bytes parameters, struct public_key *out) MUST_USE;

/* Appends OID and parameters. */
int field_group_write(const struct public_key *, struct buffer *out) MUST_USE;

/* The number y: what the BIT STRING of a SubjectPublicKeyInfo holds. */
int field_number_read(struct bytes der, struct public_key *out) MUST_USE;

#endif

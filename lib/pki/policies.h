/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* policies.h - certificate policies, RFC 5280, 4.2.1.4: read, built, written */

#ifndef PKI_POLICIES_H
#define PKI_POLICIES_H

#include "base/buffer.h"

enum { POLICY_QUALIFIERS_MAX = 8 };

struct policy_qualifier {
    unsigned type;      /* of gnutls_x509_qualifier_t; GNUTLS_X509_QUALIFIER_UNKNOWN has no text */
    struct buffer text; /* UTF-8, or a URI; a zero byte behind it */
};

struct policy {
    struct buffer oid; /* dotted text, a zero byte behind it */
    struct policy_qualifier qualifiers[POLICY_QUALIFIERS_MAX];
    size_t count;
};

struct policies {
    struct policy *items;
    size_t count;
};

/* One policy is made from its parts: first the OID, then qualifiers. A notice has at most 200
 * characters (GNUTLS_E_INVALID_REQUEST). */
int policy_set_oid(struct policy *, const char *oid) MUST_USE;
int policy_add_qualifier(struct policy *, unsigned type, struct bytes text) MUST_USE;
void policy_wipe(struct policy *);

/* Takes over what the policy has, which is empty afterwards. */
int policies_take(struct policies *, struct policy *owned) MUST_USE;

/* Takes the content of the extension whole and puts it in place of what was there; a failure
 * changes nothing. */
int policies_read(struct bytes value, struct policies *out) MUST_USE;

int policies_write(const struct policies *, struct buffer *out) MUST_USE;

void policies_wipe(struct policies *);

#endif

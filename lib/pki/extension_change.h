/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* extension_change.h - an extension with something added to it
 *
 * For certificates and requests that are made step by step. Each function is given the extensions
 * that there are (the content of Extensions) and appends the value of one that has what was there
 * and what is new; where there was none, the new alone.
 */

#ifndef PKI_EXTENSION_CHANGE_H
#define PKI_EXTENSION_CHANGE_H

#include "base/buffer.h"

/* `oid` in dotted form. */
int purposes_with(struct bytes extensions, const char *oid, struct buffer *out) MUST_USE;

/* A name to add: see general_names_add(). */
struct new_name {
    unsigned type;
    struct bytes value;
    const char *other_oid; /* of an otherName, else NULL */
    unsigned flags;        /* GNUTLS_FSAN_ bits; without APPEND it is put in place of all others */
};

/* `which`: the OID of the extension, of the subject's or the issuer's names. */
int names_with(struct bytes extensions, struct bytes which, const struct new_name *,
               struct buffer *out) MUST_USE;

/* `reasons`: GNUTLS_CRL_REASON_ bits; 0: all. */
int distribution_points_with(struct bytes extensions, const struct new_name *, unsigned reasons,
                             struct buffer *out) MUST_USE;

/* `method` in dotted form. */
int access_list_with(struct bytes extensions, const char *method, struct bytes uri,
                     struct buffer *out) MUST_USE;

/* Takes over what the policy has. */
struct policy;
int policies_with(struct bytes extensions, struct policy *owned, struct buffer *out) MUST_USE;

#endif

/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* name_constraints.h - what names an authority may vouch for, RFC 5280, 4.2.1.10 */

#ifndef PKI_NAME_CONSTRAINTS_H
#define PKI_NAME_CONSTRAINTS_H

#include "pki/general_names.h"

struct gnutls_x509_crt_int;

struct name_constraints {
    struct general_names permitted, excluded;
};

/* Adds a base: a domain, a mail host or mailbox, a host of URIs, an address with its mask, or a
 * directory name as general_names_add() takes it. GNUTLS_E_X509_UNKNOWN_SAN for other types;
 * GNUTLS_E_ILLEGAL_PARAMETER and GNUTLS_E_MALFORMED_CIDR for a wrong address. */
int name_constraints_add(struct name_constraints *, bool permitted, unsigned type,
                         struct bytes base) MUST_USE;

/* Takes the content of the extension whole; a failure changes nothing. */
int name_constraints_read(struct bytes value, struct name_constraints *out) MUST_USE;

/* Makes them hold both what they say and what `more` says: what is permitted is what both permit.
 * A failure changes nothing. */
int name_constraints_narrow(struct name_constraints *, const struct name_constraints *more)
    MUST_USE;

/* Appends the extension's content. GNUTLS_E_INVALID_REQUEST when there is nothing to say. */
int name_constraints_write(const struct name_constraints *, struct buffer *out) MUST_USE;

/* May a certificate have this name? */
bool name_constraints_allow_name(const struct name_constraints *, unsigned type, struct bytes name);

/* May it have all the names of this type that it has? The subject's own attributes count where
 * there are no others of their type. */
bool name_constraints_allow_type(const struct name_constraints *, unsigned type,
                                 const struct gnutls_x509_crt_int *);

void name_constraints_wipe(struct name_constraints *);

/* An address with its mask from "10.0.0.0/8". GNUTLS_E_MALFORMED_CIDR. */
int cidr_parse(const char *text, struct buffer *out) MUST_USE;

/* ---- name_subtree.c ---- */

/* Is this a kind for which it is known what "below" means? */
bool subtree_is_understood(enum general_name_kind);

/* Is `name`, or all of another base, below `base`? Never for kinds that are not understood. */
bool subtree_covers(const struct general_name *base, const struct general_name *name);

/* The host's name in a URI; false when there is none, or an address. */
bool uri_host(struct bytes uri, struct bytes *out);

#endif

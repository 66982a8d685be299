/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* dn.h - a distinguished name as an object of its own */

#ifndef PKI_DN_H
#define PKI_DN_H

#include "base/buffer.h"
#include "pki/name.h"

/* A checked Name, and the texts of its OIDs: the API gives both out as views. */
struct gnutls_x509_dn_st {
    struct buffer der;
    struct buffer oids; /* dotted, each ended by a zero byte */
};

int dn_new(struct gnutls_x509_dn_st **out) MUST_USE;
void dn_free(struct gnutls_x509_dn_st *);

/* From the DER of a Name; a failure changes nothing. */
int dn_set(struct gnutls_x509_dn_st *, struct bytes der) MUST_USE;

/* The `index`-th attribute of the `set`-th relative name, and its OID as text.
 * GNUTLS_E_ASN1_ELEMENT_NOT_FOUND when there is none. */
int dn_attribute(const struct gnutls_x509_dn_st *, unsigned set, unsigned index,
                 struct name_attribute *out, const char **out_oid) MUST_USE;

#endif

/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* general_names.h - a list of names of several kinds, as extensions have them */

#ifndef PKI_GENERAL_NAMES_H
#define PKI_GENERAL_NAMES_H

#include "base/buffer.h"
#include "pki/general_name.h"

/* A kind that the API has no number for: X.400 addresses and EDI parties. */
enum { NAME_TYPE_NONE = 0 };

/* One name, both as it is written and as the API shows it. */
struct general_name_item {
    unsigned type;         /* of gnutls_x509_subject_alt_name_t, or NAME_TYPE_NONE */
    struct buffer element; /* DER */
    struct buffer
        value;         /* text; an address; the DER of an otherName's value. Zero byte behind it */
    struct buffer oid; /* an otherName's, as text with a zero byte behind it */
};

struct general_names {
    struct general_name_item *items;
    size_t count;
};

/* Adds a name of `type`, which may also be one of the kinds of otherName that the API knows by
 * name. A directory name is RFC 4514 text or DER; `oid` is that of an otherName, else NULL. Host
 * names outside ASCII are written as IDNA has them. GNUTLS_E_INVALID_REQUEST for a value that can
 * not be one of this type, GNUTLS_E_X509_UNKNOWN_SAN for a type that is not known. */
int general_names_add(struct general_names *, unsigned type, struct bytes value, const char *oid)
    MUST_USE;

/* Adds a name from its DER. */
int general_names_add_element(struct general_names *, struct bytes element) MUST_USE;

/* Adds the names of the content of a GeneralNames. */
int general_names_read(struct general_names *, struct bytes elements) MUST_USE;

/* Appends the elements, one after the other. */
int general_names_write(const struct general_names *, struct buffer *out) MUST_USE;

/* NULL when there is no such. */
const struct general_name_item *general_names_at(const struct general_names *, size_t index);

void general_names_wipe(struct general_names *);
void general_name_item_wipe(struct general_name_item *);

/* The context tag's number for a type of the API; false for one that has none. */
bool general_name_kind_of(unsigned type, enum general_name_kind *out);

/* From the DER of one name. */
int general_name_read(struct bytes element, struct general_name_item *out) MUST_USE;

/* Appends the DER of one name; the arguments are those of general_names_add(). */
int general_name_encode(unsigned type, struct bytes value, const char *oid, struct buffer *out)
    MUST_USE;

/* ---- other_name.c: kinds of otherName that have a meaning of their own ---- */

/* Appends the DER of the value for GNUTLS_SAN_OTHERNAME_XMPP and its kin, and gives the OID.
 * GNUTLS_E_X509_UNKNOWN_SAN for other types, GNUTLS_E_PARSING_ERROR for a wrong value. */
int other_name_encode(unsigned virtual_type, struct bytes value, struct buffer *out,
                      const char **out_oid) MUST_USE;

/* What an otherName with this OID and value is called, and appends the value as text.
 * GNUTLS_E_X509_UNKNOWN_SAN when it is none of those kinds. */
int other_name_decode(const char *oid, struct bytes value, unsigned *out_virtual_type,
                      struct buffer *out) MUST_USE;

#endif

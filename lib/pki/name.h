/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* name.h - distinguished names: their parts, and as text */

#ifndef PKI_NAME_H
#define PKI_NAME_H

#include "base/buffer.h"

/* Is this a Name, as a structure? GNUTLS_E_ASN1_DER_ERROR when not. */
int name_check(struct bytes der) MUST_USE;

/* One attribute of a Name, as views. */
struct name_attribute {
    struct bytes oid;
    struct bytes value; /* the element, with tag and length */
    uint8_t tag;
    struct bytes content;
    unsigned set; /* which relative name it stands in, from 0 */
};

/* Walks the attributes of a checked Name; false behind the last. Start with { 0 }. */
struct name_walk {
    struct bytes sets, attributes;
    unsigned set;
    bool begun;
};
bool name_walk(struct bytes name, struct name_walk *, struct name_attribute *out);

/* The `index`-th attribute of this OID. */
bool name_find(struct bytes name, struct bytes oid, unsigned index, struct name_attribute *out);

/* Appends the value as UTF-8, as far as it says what it is: a PrintableString or UTF8String is taken
 * as it stands. GNUTLS_E_ASN1_DER_ERROR for what is no string, and for the others when they are not
 * right. */
int name_value_text(const struct name_attribute *, struct buffer *out) MUST_USE;

/* Appends the value as it stands in the name's text: escaped as RFC 4514, 2.4 has it. What is no
 * text, or of a kind without a name, is its DER in hex behind a "#". */
int name_value_print(const struct name_attribute *, struct buffer *out) MUST_USE;

/* Appends the name as text, escaped as RFC 4514, 2.4 has it. `reversed`: the last part first, as
 * the RFC wants it; else in the order of the DER. */
int name_print(struct bytes name, bool reversed, struct buffer *out) MUST_USE;

/* ---- name_type.c: what kinds of attributes there are ---- */

/* "CN"; NULL for one without a short name. */
const char *name_short(struct bytes oid);

/* The OID of "CN", whatever its case; empty when no attribute is called so. */
struct bytes name_oid(struct bytes short_name);

/* The tag of the string type in which this attribute writes the text: PrintableString before
 * UTF8String where it may choose (RFC 5280, 4.1.2.4). GNUTLS_E_X509_UNSUPPORTED_OID for one that is
 * not known, GNUTLS_E_INVALID_UTF8_STRING for what is none. */
int name_string_tag(struct bytes oid, struct bytes text, uint8_t *out) MUST_USE;

/* The same of a DirectoryString, which may choose. */
int directory_string_tag(struct bytes text, uint8_t *out) MUST_USE;

#endif

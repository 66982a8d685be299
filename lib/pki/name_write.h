/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* name_write.h - distinguished names made: attribute by attribute, or from text
 *
 * A name that is being made is the DER of a whole Name in a buffer; an empty buffer is one without
 * any part. What fails leaves it as it was.
 */

#ifndef PKI_NAME_WRITE_H
#define PKI_NAME_WRITE_H

#include "base/buffer.h"

/* Adds a relative name of one attribute behind the others. GNUTLS_E_X509_UNSUPPORTED_OID for a
 * kind of attribute that is not known, GNUTLS_E_INVALID_UTF8_STRING, GNUTLS_E_INVALID_REQUEST for
 * an empty text. */
int name_add_text(struct buffer *name, struct bytes oid, struct bytes text) MUST_USE;

/* The same from the DER of the value, for any kind. */
int name_add_element(struct buffer *name, struct bytes oid, struct bytes element) MUST_USE;

/* Either, for an OID in dotted form. GNUTLS_E_X509_UNSUPPORTED_OID for what is none. */
int name_add(struct buffer *name, const char *oid, bool is_element, struct bytes value) MUST_USE;

/* Puts all parts of another Name, which was checked, behind those of this. */
int name_append(struct buffer *name, struct bytes other) MUST_USE;

/* Makes the whole name from text as RFC 4514 has it: the last part of the text comes first in the
 * DER. GNUTLS_E_PARSING_ERROR, and in `out_wrong` where reading stopped. */
int name_parse(const char *text, struct buffer *out, const char **out_wrong) MUST_USE;

#endif

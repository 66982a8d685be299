/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* pkcs7_attributes.h - lists of attributes for the other files of PKCS#7 */

#ifndef API_PKCS7_ATTRIBUTES_H
#define API_PKCS7_ATTRIBUTES_H

#include "base/attributes.h"
#include "base/buffer.h"

#include <gnutls/pkcs7.h>

/* A list from Attribute elements, the last first; what there is on failure is in `out` too. */
int attributes_of(struct bytes elements, gnutls_pkcs7_attrs_t *out) MUST_USE;

/* Appends a list as Attribute elements. */
int attributes_write(gnutls_pkcs7_attrs_t, struct buffer *out) MUST_USE;

/* Takes the first; false at the end. */
bool attributes_next(gnutls_pkcs7_attrs_t *list, const char **out_oid, struct bytes *out_data);

#endif

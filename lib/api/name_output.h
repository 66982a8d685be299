/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* name_output.h - names into memory of the application
 *
 * Names are checked ones. An empty name is GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE, as is a part
 * that is not there.
 */

#ifndef API_NAME_OUTPUT_H
#define API_NAME_OUTPUT_H

#include "base/buffer.h"

/* As text, to be freed by the application; `flags` as gnutls_x509_dn_get_str2(). */
int name_give_text(struct bytes name, unsigned flags, gnutls_datum_t *out) MUST_USE;

/* As text in the order of the DER, ended by a zero byte. */
int name_output_text(struct bytes name, void *out, size_t *size) MUST_USE;

/* The `index`-th value of this OID: its DER when `raw`, else as it stands in the text. */
int name_output_attribute(struct bytes name, const char *oid, unsigned index, bool raw, void *out,
                          size_t *size) MUST_USE;

/* The OID of the `index`-th attribute, as text. */
int name_output_oid(struct bytes name, unsigned index, void *out, size_t *size) MUST_USE;

#endif

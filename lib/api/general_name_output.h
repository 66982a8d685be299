/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* general_name_output.h - alternative names into memory of the application */

#ifndef API_GENERAL_NAME_OUTPUT_H
#define API_GENERAL_NAME_OUTPUT_H

#include "base/bytes.h"

/* The `index`-th of the names (elements, one after the other), in the form of
 * gnutls_x509_crt_get_subject_alt_name2(); gives its type. `type` may be NULL.
 * GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE behind the last, GNUTLS_E_X509_UNKNOWN_SAN for a kind that
 * the API has no type for. */
int output_general_name(struct bytes names, unsigned index, void *out, size_t *size,
                        unsigned *type);

/* The same, with each otherName in DER, whatever its kind. */
int output_plain_name(struct bytes names, unsigned index, void *out, size_t *size, unsigned *type);

/* The OID of an otherName, as text; empty for a name that is none. Gives the type. */
int output_other_name_oid(struct bytes names, unsigned index, void *out, size_t *size);

/* The same, and GNUTLS_SAN_OTHERNAME, whatever the kind. GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE for
 * a name that is none. */
int output_plain_other_name_oid(struct bytes names, unsigned index, void *out, size_t *size);

#endif

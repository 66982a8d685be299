/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* extension_output.h - extensions of OCSP messages into memory of the application
 *
 * Extensions are their elements, one after the other. GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE for
 * what is not there; what is received is freed by the application, and may be NULL.
 */

#ifndef API_EXTENSION_OUTPUT_H
#define API_EXTENSION_OUTPUT_H

#include "base/bytes.h"

int extension_give(struct bytes extensions, unsigned index, gnutls_datum_t *oid, unsigned *critical,
                   gnutls_datum_t *value);

/* The content of the nonce. */
int nonce_give(struct bytes extensions, unsigned *critical, gnutls_datum_t *nonce);

#endif

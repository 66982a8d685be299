/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* algorithm_pss.h - what keys and signatures of RSA-PSS have in common: RSASSA-PSS-params */

#ifndef PKI_ALGORITHM_PSS_H
#define PKI_ALGORITHM_PSS_H

#include "crypto/keys.h"

/* id-RSASSA-PSS, which is the name of the keys and of the signatures; NULL, as DER. */
extern const struct bytes oid_pss, null_element;

/* RFC 4055, 3.1. GNUTLS_E_UNKNOWN_HASH_ALGORITHM, and GNUTLS_E_UNKNOWN_ALGORITHM for a mask that is not
 * MGF1 over the same hash. */
int pss_params_read(struct bytes der, struct pss_params *out) MUST_USE;
int pss_params_write(const struct pss_params *, struct buffer *out) MUST_USE;

#endif

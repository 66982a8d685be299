/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* pkcs7_people.h - the certificate behind a signature, and those that came along */

#ifndef PKI_PKCS7_PEOPLE_H
#define PKI_PKCS7_PEOPLE_H

#include "pki/certificate.h"
#include "pki/pkcs7.h"
#include "pki/trust.h"

/* The signer's first. */
struct pkcs7_people {
    struct gnutls_x509_crt_int **chain;
    size_t count;
};

void pkcs7_people_wipe(struct pkcs7_people *);

/* The signer's certificate from the structure or the list, and those above it from the structure.
 * GNUTLS_E_PK_SIG_VERIFY_FAILED when it is in neither. */
int pkcs7_find_people(const struct gnutls_pkcs7_int *, const struct pkcs7_signer *,
                      const struct gnutls_x509_trust_list_st *, struct pkcs7_people *out) MUST_USE;

#endif

/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* pkcs12_parse.h - a PFX as most are: one key, its chain, and what else there is */

#ifndef PKI_PKCS12_PARSE_H
#define PKI_PKCS12_PARSE_H

#include "pki/certificate.h"
#include "pki/crl.h"
#include "pki/pkcs12.h"

struct certificate_list {
    struct gnutls_x509_crt_int **certificates;
    size_t count;
};

struct pkcs12_parts {
    struct private_key key;
    struct certificate_list chain; /* that of the key first, then who issued it, and so on */
    struct certificate_list others;
    struct gnutls_x509_crl_int *crl; /* the first; NULL: none */
};

void pkcs12_parts_wipe(struct pkcs12_parts *);

/* Opens all bags with one password. A certificate that signed itself ends the chain, and is in it only
 * with GNUTLS_PKCS12_SP_INCLUDE_SELF_SIGNED. GNUTLS_E_DECRYPTION_FAILED for a wrong password;
 * GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE without a key. The MAC is not looked at. */
int pkcs12_parse(const struct gnutls_pkcs12_int *, const char *password, unsigned flags,
                 struct pkcs12_parts *out) MUST_USE;

#endif

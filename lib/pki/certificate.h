/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* certificate.h - X.509 certificates: import, fields, export */

#ifndef PKI_CERTIFICATE_H
#define PKI_CERTIFICATE_H

#include "base/buffer.h"
#include "crypto/sign.h"

/* Opaque outside pki/; what others need is asked by function. */
struct gnutls_x509_crt_int;

/* From DER. Strict: GNUTLS_E_ASN1_DER_ERROR and its kin for what is not a certificate. */
int certificate_new(struct bytes der, struct gnutls_x509_crt_int **out) MUST_USE;
void certificate_free(struct gnutls_x509_crt_int *);
struct gnutls_x509_crt_int *certificate_hold(struct gnutls_x509_crt_int *);

struct bytes certificate_der(const struct gnutls_x509_crt_int *);

/* GNUTLS_E_UNSUPPORTED... codes for keys that crypto/ does not know; lives with the certificate. */
int certificate_public_key(const struct gnutls_x509_crt_int *, const struct public_key **out)
    MUST_USE;

/* May this key sign a handshake, as key usage says (RFC 5280, 4.2.1.3)? */
bool certificate_may_sign(const struct gnutls_x509_crt_int *);

/* Does this certificate speak for the name? RFC 6125, with IP addresses and wildcards in the
 * left-most label; `flags` as gnutls_x509_crt_check_hostname2(). */
bool certificate_has_name(const struct gnutls_x509_crt_int *, const char *name, unsigned flags);

struct bytes certificate_subject(const struct gnutls_x509_crt_int *); /* DER of the name */
struct bytes certificate_issuer(const struct gnutls_x509_crt_int *);

#endif

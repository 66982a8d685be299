/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* key_import.h - private keys in their containers: PKCS#1, SEC1, PKCS#8 */

#ifndef PKI_KEY_IMPORT_H
#define PKI_KEY_IMPORT_H

#include "crypto/keys.h"

#include <gnutls/x509.h>

/* From DER in any of the three containers; which one, the bytes tell. The key is completed and
 * checked. An encrypted PKCS#8 is GNUTLS_E_DECRYPTION_FAILED without a password (NULL) and
 * GNUTLS_E_UNIMPLEMENTED_FEATURE with one. GNUTLS_E_ASN1_DER_ERROR and kin for what is no key. */
int private_key_read(struct bytes der, const char *password, struct private_key *out) MUST_USE;

/* The same from PEM: the first key in the text. */
int private_key_read_pem(struct bytes text, const char *password, struct private_key *out) MUST_USE;

/* In the format that the application says. GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE for a text
 * without a key, which is how programs know it. */
int private_key_read_as(gnutls_x509_crt_fmt_t, struct bytes, const char *password,
                        struct private_key *out) MUST_USE;

/* Appends the DER of PKCS#8, and of the kind's own container (PKCS#1, SEC1; PKCS#8 for EdDSA). */
int private_key_write_pkcs8(const struct private_key *, struct buffer *out) MUST_USE;
int private_key_write(const struct private_key *, struct buffer *out) MUST_USE;

/* The PEM label of what private_key_write() makes. */
const char *private_key_label(const struct private_key *);

#endif

/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* key_import.h - private keys in their containers: PKCS#1, SEC1, PKCS#8 */

#ifndef PKI_KEY_IMPORT_H
#define PKI_KEY_IMPORT_H

#include "crypto/keys.h"

#include <gnutls/x509.h>

/* What opens a key that is locked with a password. NULL is another than "" in PKCS#12's way of
 * locking, and the same in others. */
struct key_lock {
    const char *password;
    bool stays; /* a locked PKCS#8 is refused, whatever the password */
};

/* From DER in any of the containers; which one, the bytes tell. The key is completed and checked, but
 * for private_key_check_halves().
 * GNUTLS_E_DECRYPTION_FAILED for a wrong password, the errors of encryption_read(),
 * GNUTLS_E_ASN1_DER_ERROR and kin for what is no key. */
int private_key_read(struct bytes der, struct key_lock, struct private_key *out) MUST_USE;

/* The same from PEM: the first key in the text. */
int private_key_read_pem(struct bytes text, struct key_lock, struct private_key *out) MUST_USE;

/* In the format that the application says. GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE for a text
 * without a key, which is how programs know it. */
int private_key_read_as(gnutls_x509_crt_fmt_t, struct bytes, struct key_lock,
                        struct private_key *out) MUST_USE;

/* Of PEM, PKCS#8 alone. GNUTLS_E_BASE64_UNEXPECTED_HEADER_ERROR when there is none. */
int private_key_read_pkcs8(gnutls_x509_crt_fmt_t, struct bytes, struct key_lock,
                           struct private_key *out) MUST_USE;

/* Of PEM, what has the encryption headers of RFC 1421. GNUTLS_E_PARSING_ERROR for all else. */
int private_key_read_openssl(struct bytes text, const char *password, struct private_key *out)
    MUST_USE;

/* Appends the DER of PKCS#8, and of the kind's own container (PKCS#1, SEC1, OpenSSL's of DSA; for
 * others PKCS#8). The seed of a provable key is kept by PKCS#8 alone. */
int private_key_write_pkcs8(const struct private_key *, struct buffer *out) MUST_USE;
int private_key_write(const struct private_key *, struct buffer *out) MUST_USE;

/* The PEM label of what private_key_write() makes. */
const char *private_key_label(const struct private_key *);

#endif

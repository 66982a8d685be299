/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* openssl_key.h - PEM with the encryption headers of RFC 1421, as OpenSSL makes it
 *
 *     Proc-Type: 4,ENCRYPTED
 *     DEK-Info: AES-256-CBC,0123…
 */

#ifndef PKI_OPENSSL_KEY_H
#define PKI_OPENSSL_KEY_H

#include "base/attributes.h"
#include "base/buffer.h"

/* Appends what is inside. GNUTLS_E_DECRYPTION_FAILED without a password (NULL), and for a wrong one as
 * far as the padding shows it; GNUTLS_E_UNKNOWN_CIPHER_TYPE; GNUTLS_E_PARSING_ERROR for headers that
 * say something else. */
int openssl_key_unlock(struct bytes headers, const char *password, struct bytes encrypted,
                       struct buffer *out) MUST_USE;

#endif

/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* pkcs8.h - PKCS#8 that is locked with a password: RFC 5958, 3 */

#ifndef PKI_PKCS8_H
#define PKI_PKCS8_H

#include "pki/encryption.h"

/* EncryptedPrivateKeyInfo: how it is locked, and what is. The errors of encryption_read(). */
int pkcs8_locked_read(struct bytes der, struct encryption *out_how, struct bytes *out_encrypted)
    MUST_USE;

/* Appends what is inside. GNUTLS_E_DECRYPTION_FAILED for a wrong password. */
int pkcs8_unlock(struct bytes der, const char *password, struct buffer *out) MUST_USE;

/* Appends the locked form; as encryption_seal(). */
int pkcs8_lock(unsigned flags, const char *password, struct bytes plain, struct buffer *out)
    MUST_USE;

/* Is it locked, as far as its first bytes tell? */
bool pkcs8_is_locked(struct bytes der);

#endif

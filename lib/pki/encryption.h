/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* encryption.h - what is locked with a password: PBES2 and PBES1 (RFC 8018), PKCS#12 (RFC 7292) */

#ifndef PKI_ENCRYPTION_H
#define PKI_ENCRYPTION_H

#include "base/buffer.h"
#include "crypto/hash.h"
#include "crypto/pbe_cipher.h"

#include <gnutls/x509.h>

/* A way to lock. Rows of one table; `flag` is of gnutls_pkcs_encrypt_flags_t. */
enum encryption_kind { ENCRYPTION_PBES2, ENCRYPTION_PKCS12, ENCRYPTION_PBES1 };
struct encryption_scheme {
    unsigned flag;
    const char *name, *oid_text; /* of the whole, or with PBES2 of the cipher */
    struct bytes oid;
    enum encryption_kind kind;
    const struct pbe_cipher *cipher; /* NULL: known by name only */
};

/* NULL for what is not known. */
const struct encryption_scheme *encryption_scheme_by_flag(unsigned flag);

/* What an AlgorithmIdentifier says; views into it. */
struct encryption {
    const struct encryption_scheme *scheme;
    struct bytes oid; /* what the AlgorithmIdentifier begins with */
    const struct hash *hash;
    struct bytes salt, iv;
    unsigned iterations;
};

/* GNUTLS_E_UNKNOWN_CIPHER_TYPE, with out->oid set, for schemes and ciphers that are not known or not
 * understood; GNUTLS_E_UNKNOWN_HASH_ALGORITHM; GNUTLS_E_ASN1_DER_ERROR for what is broken, and for
 * more iterations than crypto/ would make. */
int encryption_read(struct bytes algorithm, struct encryption *out) MUST_USE;

/* The password is UTF-8. NULL is another than "" in PKCS#12, RFC 7292, B.1. Both append.
 * GNUTLS_E_DECRYPTION_FAILED for a wrong password, as far as the padding shows it. */
int encryption_open(const struct encryption *, const char *password, struct bytes encrypted,
                    struct buffer *out) MUST_USE;

/* GNUTLS_E_INVALID_REQUEST for a flag that names nothing that is made here. No flag is
 * GNUTLS_PKCS_PBES2_AES_256. */
int encryption_seal(unsigned flags, const char *password, struct bytes plain,
                    struct buffer *out_algorithm, struct buffer *out_encrypted) MUST_USE;

/* Appends the password as PKCS#12 wants it: big-endian UTF-16 with a zero at its end; nothing for
 * NULL. GNUTLS_E_INVALID_UTF8_STRING. */
int encryption_password(const char *password, struct buffer *out) MUST_USE;

/* How many iterations, and how much salt, what is made here has. */
enum { ENCRYPTION_ITERATIONS = 600000, ENCRYPTION_SALT_SIZE = 16 };

#endif

/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* key_signer.h - a private key as the signer of certificates, requests and lists */

#ifndef CREDENTIALS_KEY_SIGNER_H
#define CREDENTIALS_KEY_SIGNER_H

#include "credentials/private_key.h"
#include "credentials/public_key.h"
#include "pki/certificate.h"
#include "pki/signer.h"

/* A signer that borrows the key. `digest`: 0 is what goes with the key; EdDSA knows no choice.
 * `flags`: with GNUTLS_PRIVKEY_SIGN_FLAG_RSA_PSS an RSA key signs with PSS.
 *
 * GNUTLS_E_CONSTRAINT_ERROR when the parameters of an RSA-PSS key name another hash;
 * GNUTLS_E_UNSUPPORTED_SIGNATURE_ALGORITHM when there are no such signatures, or the application's
 * functions can not make them; GNUTLS_E_INVALID_REQUEST for PSS with another kind of key, and for
 * a key that is not there. */
int privkey_signer(struct gnutls_privkey_st *, gnutls_digest_algorithm_t digest, unsigned flags,
                   struct signer *out) MUST_USE;

/* The same with a plain key. */
int x509_privkey_signer(struct gnutls_x509_privkey_int *, gnutls_digest_algorithm_t digest,
                        unsigned flags, struct signer *out) MUST_USE;

/* The same for what an authority signs: the key in its certificate decides what goes with it, and
 * a plain RSA key signs with PSS for one that may do nothing else. Besides,
 * GNUTLS_E_ASN1_VALUE_NOT_FOUND for a certificate without a key, and GNUTLS_E_CONSTRAINT_ERROR
 * when the two are of different kinds. */
int issuer_signer(const struct gnutls_x509_crt_int *issuer, struct gnutls_privkey_st *,
                  gnutls_digest_algorithm_t digest, unsigned flags, struct signer *out) MUST_USE;
int x509_issuer_signer(const struct gnutls_x509_crt_int *issuer, struct gnutls_x509_privkey_int *,
                       gnutls_digest_algorithm_t digest, unsigned flags, struct signer *out)
    MUST_USE;

#endif

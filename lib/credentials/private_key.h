/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* private_key.h - a key that can sign, wherever it lives */

#ifndef CREDENTIALS_PRIVATE_KEY_H
#define CREDENTIALS_PRIVATE_KEY_H

#include "algorithms/algorithms.h"
#include "base/secret.h"
#include "credentials/key_opening.h"
#include "pki/spki.h"

#include <gnutls/abstract.h>

/* Shared by count. It does not change once it is filled. */
struct gnutls_privkey_st;

int privkey_new(struct gnutls_privkey_st **out) MUST_USE;
struct gnutls_privkey_st *privkey_hold(struct gnutls_privkey_st *);
void privkey_free(struct gnutls_privkey_st *);

/* Takes the key over. GNUTLS_E_INVALID_REQUEST when there is one already. */
int privkey_fill(struct gnutls_privkey_st *, struct private_key *owned) MUST_USE;

struct external_key;
int privkey_fill_external(struct gnutls_privkey_st *, const struct external_key *) MUST_USE;

/* Whom to ask for the password of what is read into the handle. */
struct pin_source *privkey_pin(struct gnutls_privkey_st *);

/* What it can sign with; NULL public key when an application's key does not tell. */
const struct public_key *privkey_public(const struct gnutls_privkey_st *);

/* The whole key; NULL when it is not ours. */
const struct private_key *privkey_software(const struct gnutls_privkey_st *);
bool privkey_is_external(const struct gnutls_privkey_st *);

gnutls_pk_algorithm_t privkey_algorithm(const struct gnutls_privkey_st *);
unsigned privkey_bits(const struct gnutls_privkey_st *);

/* private_key_check_halves(), once; signing does it, too. */
int privkey_prove(struct gnutls_privkey_st *) MUST_USE;

/* Signs, in software or through the application's function. */
int privkey_sign(struct gnutls_privkey_st *, const struct signature_scheme *, struct bytes message,
                 struct buffer *out) MUST_USE;

/* The same over a digest that was made elsewhere; not for EdDSA. */
int privkey_sign_digest(struct gnutls_privkey_st *, const struct signature_scheme *,
                        struct bytes digest, struct buffer *out) MUST_USE;

/* As key_decrypt_secret(), in software or through the application's function, which may stall. */
int privkey_decrypt_secret(struct gnutls_privkey_st *, struct bytes encrypted, struct secret *inout)
    MUST_USE;

/* As key_decrypt() and key_decrypt_size(). */
int privkey_decrypt(struct gnutls_privkey_st *, struct bytes encrypted, struct buffer *out)
    MUST_USE;
int privkey_decrypt_size(struct gnutls_privkey_st *, struct bytes encrypted, uint8_t *inout,
                         size_t size) MUST_USE;

/* May the key make such signatures outside TLS? GNUTLS_E_CONSTRAINT_ERROR if not. */
int privkey_allows(const struct gnutls_privkey_st *, const struct signature_scheme *) MUST_USE;

/* As key_derive_secret(), with a key that is all there. */
int privkey_derive(const struct gnutls_privkey_st *, const struct public_key *, struct buffer *out)
    MUST_USE;

/* As spki_bind(). GNUTLS_E_INVALID_REQUEST too for a key that others hold. */
int privkey_bind(struct gnutls_privkey_st *, const struct gnutls_x509_spki_st *) MUST_USE;

/* The scheme of such a key with this hash; NULL: none. RSA keys sign with PKCS#1 unless `pss`. */
const struct signature_scheme *scheme_for_key(gnutls_pk_algorithm_t, const struct hash *, bool pss);

#endif

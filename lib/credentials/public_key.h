/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* public_key.h - public keys, plain private keys, and certificates ready to be sent, as handles */

#ifndef CREDENTIALS_PUBLIC_KEY_H
#define CREDENTIALS_PUBLIC_KEY_H

#include "algorithms/algorithms.h"
#include "base/attributes.h"
#include "credentials/key_opening.h"

#include <gnutls/abstract.h>

/* A handle over a public key. */
struct gnutls_pubkey_st;

int pubkey_new(struct gnutls_pubkey_st **out) MUST_USE;
void pubkey_free(struct gnutls_pubkey_st *);

/* Replaces the key by a copy. `usage`: GNUTLS_KEY_ bits of where it came from; 0: any. */
int pubkey_set(struct gnutls_pubkey_st *, const struct public_key *, unsigned usage) MUST_USE;

/* Its kind is KEY_NONE when nothing was set. */
const struct public_key *pubkey_key(const struct gnutls_pubkey_st *);
unsigned pubkey_usage(const struct gnutls_pubkey_st *);
void pubkey_set_usage(struct gnutls_pubkey_st *, unsigned usage);

/* 0 when the signature is right; else as key_verify(). GNUTLS_E_CONSTRAINT_ERROR when the key is bound
 * to another hash. The salt of RSA-PSS is as long as the hash, or as the key says. */
int pubkey_verify(const struct gnutls_pubkey_st *, const struct signature_scheme *,
                  struct bytes message, struct bytes signature) MUST_USE;
int pubkey_verify_digest(const struct gnutls_pubkey_st *, const struct signature_scheme *,
                         struct bytes digest, struct bytes signature) MUST_USE;

/* Do they go together? GNUTLS_E_CONSTRAINT_ERROR if not. */
int scheme_check_key(const struct signature_scheme *, const struct public_key *) MUST_USE;

/* A handle over a private key that is all there. */
struct gnutls_x509_privkey_int;

int x509_privkey_new(struct gnutls_x509_privkey_int **out) MUST_USE;
void x509_privkey_free(struct gnutls_x509_privkey_int *);
const struct private_key *x509_privkey_key(const struct gnutls_x509_privkey_int *);

/* Whom to ask for the password of what is read into the handle. */
struct pin_source *x509_privkey_pin(struct gnutls_x509_privkey_int *);

/* The key, about to sign: after private_key_check_halves(), once. */
int x509_privkey_proved(struct gnutls_x509_privkey_int *, const struct private_key **out) MUST_USE;

/* Takes the key over; what was there is wiped. */
void x509_privkey_set(struct gnutls_x509_privkey_int *, struct private_key *owned);

/* Releases what gnutls_pcert_import_x509() and its kin put in. */
void pcert_wipe(gnutls_pcert_st *);

/* The hash that goes with a key, where the application leaves it to us. */
const struct hash *preferred_hash(const struct public_key *);

/* The same by the API's number, which Ed448's own hash has too. */
gnutls_digest_algorithm_t preferred_digest(const struct public_key *);

/* A new key; `bits` may be GNUTLS_CURVE_TO_BITS() of a curve. GNUTLS_E_INVALID_REQUEST for a kind or
 * a size that can not be made. */
int private_key_make(gnutls_pk_algorithm_t, unsigned bits, struct private_key *out) MUST_USE;

/* The same with all that gnutls_privkey_generate2() may be told; provable keys too, with the errors
 * of private_key_from_seed(). */
struct key_recipe {
    gnutls_pk_algorithm_t algorithm;
    unsigned bits, flags;
    const gnutls_keygen_data_st *data;
    size_t count;
};
int private_key_make_as(const struct key_recipe *, struct private_key *out) MUST_USE;

/* The hash of a key identifier, from gnutls_keyid_flags_t. */
const struct hash *key_id_hash(unsigned flags);

#endif

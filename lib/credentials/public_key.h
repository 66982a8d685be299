/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* public_key.h - public keys, plain private keys, and certificates ready to be sent, as handles */

#ifndef CREDENTIALS_PUBLIC_KEY_H
#define CREDENTIALS_PUBLIC_KEY_H

#include "base/attributes.h"
#include "crypto/keys.h"

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

/* A handle over a private key that is all there. */
struct gnutls_x509_privkey_int;

int x509_privkey_new(struct gnutls_x509_privkey_int **out) MUST_USE;
void x509_privkey_free(struct gnutls_x509_privkey_int *);
const struct private_key *x509_privkey_key(const struct gnutls_x509_privkey_int *);

/* Takes the key over; what was there is wiped. */
void x509_privkey_set(struct gnutls_x509_privkey_int *, struct private_key *owned);

/* Releases what gnutls_pcert_import_x509() and its kin put in. */
void pcert_wipe(gnutls_pcert_st *);

/* The hash that goes with a key, where the application leaves it to us. */
const struct hash *preferred_hash(const struct public_key *);

/* A new key; `bits` may be GNUTLS_CURVE_TO_BITS() of a curve. GNUTLS_E_UNIMPLEMENTED_FEATURE for
 * a kind that can not be made. */
int private_key_make(gnutls_pk_algorithm_t, unsigned bits, struct private_key *out) MUST_USE;

/* The hash of a key identifier, from gnutls_keyid_flags_t. */
const struct hash *key_id_hash(unsigned flags);

/* The numbers of a key for the application; each receiver may be NULL. In front of a number whose
 * first bit is one stands a zero byte, unless GNUTLS_EXPORT_FLAG_NO_LZ.
 * GNUTLS_E_INVALID_REQUEST for a key of another kind. */
int give_rsa(const struct public_key *, gnutls_datum_t *modulus, gnutls_datum_t *exponent,
             unsigned flags) MUST_USE;
int give_curve_point(const struct public_key *, gnutls_ecc_curve_t *, gnutls_datum_t *x,
                     gnutls_datum_t *y, unsigned flags) MUST_USE;
int give_number(struct bytes, gnutls_datum_t *out, unsigned flags) MUST_USE;

#endif

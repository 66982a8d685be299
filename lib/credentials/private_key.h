/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* private_key.h - a key that can sign, wherever it lives */

#ifndef CREDENTIALS_PRIVATE_KEY_H
#define CREDENTIALS_PRIVATE_KEY_H

#include "algorithms/algorithms.h"

struct gnutls_privkey_st;

/* What it can sign with; NULL public key when an application's key does not tell. */
const struct public_key *privkey_public(const struct gnutls_privkey_st *);

/* Signs, in software or through the application's function. */
int privkey_sign(struct gnutls_privkey_st *, const struct signature_scheme *, struct bytes message,
                 struct buffer *out) MUST_USE;

struct gnutls_privkey_st *privkey_hold(struct gnutls_privkey_st *);
void privkey_free(struct gnutls_privkey_st *);

#endif

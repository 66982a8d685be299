/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* chain.h - finding and judging the way from a certificate to someone trusted */

#ifndef PKI_CHAIN_H
#define PKI_CHAIN_H

#include "pki/trust.h"

/* The default bound on the certificates of a path, the trusted one counted. */
enum { CHAIN_DEPTH_DEFAULT = 16, CHAIN_DEPTH_MAX = 32 };

/* `out_status`: what is wrong with the best path; SIGNER_NOT_FOUND when there is none. The name
 * is not asked here. The work is bounded whatever the peer sent. */
void chain_check(const struct gnutls_x509_trust_list_st *, const struct chain_question *,
                 unsigned *out_status);

/* Could `issuer` have issued `certificate`, as far as names and key identifiers tell? */
bool chain_issuer_fits(const struct gnutls_x509_crt_int *certificate,
                       const struct gnutls_x509_crt_int *issuer);

/* What the staple of a certificate of the chain says, or its lack. */
unsigned chain_staple_status(const struct chain_question *,
                             const struct gnutls_x509_crt_int *certificate,
                             const struct gnutls_x509_crt_int *issuer);

/* What is wrong with the strength of this key, and of this signature, under the flags. */
unsigned chain_key_weakness(const struct gnutls_x509_crt_int *, unsigned flags);
unsigned chain_signature_weakness(const struct gnutls_x509_crt_int *, unsigned flags);

/* Weaker yet than SHA-1, which lists and responses may still be signed with. */
bool signature_is_forgeable(const struct signature_algorithm *, unsigned flags);
bool hash_is_forgeable(const struct hash *, unsigned flags);

#endif

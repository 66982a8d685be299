/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* crl.h - certificate revocation lists: import, fields, lookup */

#ifndef PKI_CRL_H
#define PKI_CRL_H

#include "base/buffer.h"
#include "pki/algorithm.h"

#include <gnutls/x509.h>

/* A revocation list, shared by count. What was read does not change, so any number of threads may
 * ask; looking a certificate up takes a time that hardly grows with the list. */
struct gnutls_x509_crl_int;

/* An empty one, and its filling from DER. Filling again replaces, and a failure changes nothing.
 * A list that others hold is not filled: GNUTLS_E_INVALID_REQUEST. */
int crl_new_empty(struct gnutls_x509_crl_int **out) MUST_USE;
int crl_fill(struct gnutls_x509_crl_int *, struct bytes der) MUST_USE;

int crl_new(struct bytes der, struct gnutls_x509_crl_int **out) MUST_USE;
void crl_free(struct gnutls_x509_crl_int *);
struct gnutls_x509_crl_int *crl_hold(struct gnutls_x509_crl_int *);

/* Empty for a list that was not read nor signed. */
struct bytes crl_der(const struct gnutls_x509_crl_int *);

enum { NO_TIME = -1 };

struct crl_facts {
    unsigned version; /* 1 or 2; 0 for an empty list */
    struct bytes tbs, signature, signature_oid, issuer;
    struct signature_algorithm signature_algorithm;
    int64_t this_update_s, next_update_s; /* NO_TIME: not said */
    struct bytes entries;                 /* the elements, one after the other */
    struct bytes extensions;              /* likewise */
    struct bytes number;                  /* content of the INTEGER */
    struct bytes authority_key_id, authority_issuer, authority_serial;
    bool is_delta, attributes_only;
};
const struct crl_facts *crl_facts(const struct gnutls_x509_crl_int *);

struct crl_entry {
    struct bytes serial; /* content of the INTEGER */
    int64_t revoked_s;
    struct bytes extensions;
};
size_t crl_count(const struct gnutls_x509_crl_int *);

/* False behind the last. */
bool crl_entry_at(const struct gnutls_x509_crl_int *, size_t index, struct crl_entry *out);

/* ---- writing (crl_write.c): GNUTLS_E_INVALID_REQUEST for a list that others hold ---- */

/* 1 or 2. */
int crl_set_version(struct gnutls_x509_crl_int *, unsigned version) MUST_USE;
int crl_set_this_update(struct gnutls_x509_crl_int *, int64_t seconds) MUST_USE;

/* NO_TIME: not said. */
int crl_set_next_update(struct gnutls_x509_crl_int *, int64_t seconds) MUST_USE;

/* Appends an entry; the serial number is big-endian, as it stands in a certificate. */
int crl_add_entry(struct gnutls_x509_crl_int *, struct bytes serial, int64_t revoked_s) MUST_USE;

/* Puts the number, or the identifier, into its extension. */
int crl_set_number(struct gnutls_x509_crl_int *, struct bytes number) MUST_USE;
int crl_set_authority_key_id(struct gnutls_x509_crl_int *, struct bytes id) MUST_USE;

/* Ends the writing. GNUTLS_E_ASN1_VALUE_NOT_FOUND without a version or a time. */
struct signer;
int crl_sign(struct gnutls_x509_crl_int *, struct bytes issuer_name, const struct signer *)
    MUST_USE;

/* Is the certificate on the list? Only the issuer's name is looked at besides: whether the list is
 * to be believed is another question. */
bool crl_revokes(const struct gnutls_x509_crl_int *, const struct gnutls_x509_crt_int *);

/* Is this the name of who issued the list? */
bool crl_issuer_fits(const struct gnutls_x509_crl_int *, const struct gnutls_x509_crt_int *issuer);

/* Are both complete lists of one issuer for the same scope (RFC 5280, 5.2.5), so that the newer is
 * all that counts? */
bool crl_same_scope(const struct gnutls_x509_crl_int *, const struct gnutls_x509_crl_int *);

/* What is wrong with the list: bits of gnutls_certificate_status_t. One of `issuers` should have
 * signed it. */
unsigned crl_check(const struct gnutls_x509_crl_int *, struct gnutls_x509_crt_int *const *issuers,
                   size_t count, unsigned flags, int64_t now_s);

/* Gives each list of a text in turn, or the one of the DER, to `take`, who may hold it.
 * GNUTLS_E_BASE64_DECODING_ERROR for a text without one. */
typedef int crl_taker(void *context, struct gnutls_x509_crl_int *);
int crl_read_all(struct bytes content, gnutls_x509_crt_fmt_t, crl_taker *take, void *context)
    MUST_USE;

extern const char *const pem_crl_labels[];

#endif

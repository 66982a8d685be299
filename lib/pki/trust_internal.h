/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* trust_internal.h - what the files about trust lists tell each other */

#ifndef PKI_TRUST_INTERNAL_H
#define PKI_TRUST_INTERNAL_H

#include "pki/trust.h"

/* A system's store has some 150 certificates. */
enum { BUCKETS = 256 };

struct trust_entry {
    struct gnutls_x509_crt_int *certificate;
    struct trust_entry *next;
    struct trust_entry *earlier, *later; /* of all that are believed, as they were added */
};

struct trust_crl {
    struct gnutls_x509_crl_int *crl;
    struct trust_crl *next;
};

struct gnutls_x509_trust_list_st {
    struct trust_entry *buckets[BUCKETS];
    struct trust_entry *first, *last;
    struct trust_entry *distrusted;
    struct trust_entry *handles; /* lent: not held by us */
    unsigned count;
    struct trust_crl *crls, *crl_handles;
    struct trust_named *named;
    struct trust_helper helper;
};

/* trust_named.c: likewise. */
void trust_forget_named(struct gnutls_x509_trust_list_st *, bool handles);

/* trust_revocation.c: lets go of all lists; `handles`: of those that were lent as well. */
void trust_forget_crls(struct gnutls_x509_trust_list_st *, bool handles);

#endif

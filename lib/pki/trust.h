/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* trust.h - trust lists: whom we believe, and the check of a chain against them */

#ifndef PKI_TRUST_H
#define PKI_TRUST_H

#include "pki/certificate.h"

struct gnutls_x509_trust_list_st;

int trust_new(struct gnutls_x509_trust_list_st **out) MUST_USE;
void trust_free(struct gnutls_x509_trust_list_st *);

/* How many certificates were added, through `out_count`. */
int trust_add_pem(struct gnutls_x509_trust_list_st *, struct bytes pem, unsigned *out_count)
    MUST_USE;
int trust_add_der(struct gnutls_x509_trust_list_st *, struct bytes der, unsigned *out_count)
    MUST_USE;
int trust_add_file(struct gnutls_x509_trust_list_st *, const char *path, gnutls_x509_crt_fmt_t,
                   unsigned *out_count) MUST_USE;
int trust_add_folder(struct gnutls_x509_trust_list_st *, const char *path, gnutls_x509_crt_fmt_t,
                     unsigned *out_count) MUST_USE;
int trust_add_system(struct gnutls_x509_trust_list_st *, unsigned *out_count) MUST_USE;

struct chain_question {
    struct gnutls_x509_crt_int *const *chain; /* the peer's certificate first */
    size_t count;
    const char *hostname; /* NULL: not asked */
    const char *purpose;  /* OID of an extended key usage; NULL: not asked */
    unsigned flags;       /* gnutls_certificate_verify_flags */
    int64_t now_s;
};

/* `out_status`: bits of gnutls_certificate_status_t; 0: good. */
int trust_check(const struct gnutls_x509_trust_list_st *, const struct chain_question *,
                unsigned *out_status) MUST_USE;

#endif

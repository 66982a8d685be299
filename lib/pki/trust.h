/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* trust.h - trust lists: whom we believe, and the check of a chain against them */

#ifndef PKI_TRUST_H
#define PKI_TRUST_H

#include "pki/certificate.h"
#include "pki/crl.h"

/* Filled by one thread; then any number may check against it. */
struct gnutls_x509_trust_list_st;
struct chain_question;

int trust_new(struct gnutls_x509_trust_list_st **out) MUST_USE;
void trust_free(struct gnutls_x509_trust_list_st *);

/* As trust_free(); `handles`: lets go of what trust_add_handle() lent as well. */
void trust_free_with(struct gnutls_x509_trust_list_st *, bool handles);

/* Holds the certificate; one that is there already is not put in twice. */
int trust_add(struct gnutls_x509_trust_list_st *, struct gnutls_x509_crt_int *) MUST_USE;

/* The same for a handle of the application, who may want it released with the list. */
int trust_add_handle(struct gnutls_x509_trust_list_st *, struct gnutls_x509_crt_int *) MUST_USE;

/* Puts a certificate on the list of those never to be believed, and out of the other. */
int trust_distrust(struct gnutls_x509_trust_list_st *, struct gnutls_x509_crt_int *) MUST_USE;

/* True if it was there. */
bool trust_remove(struct gnutls_x509_trust_list_st *, const struct gnutls_x509_crt_int *);

/* How many certificates were read is added to `out_count`; a text without any is no error. */
int trust_add_pem(struct gnutls_x509_trust_list_st *, struct bytes pem, unsigned *out_count)
    MUST_USE;
int trust_add_der(struct gnutls_x509_trust_list_st *, struct bytes der, unsigned *out_count)
    MUST_USE;
int trust_add_file(struct gnutls_x509_trust_list_st *, const char *path, gnutls_x509_crt_fmt_t,
                   unsigned *out_count) MUST_USE;

/* Files of the folder that hold no certificate are passed over. */
int trust_add_folder(struct gnutls_x509_trust_list_st *, const char *path, gnutls_x509_crt_fmt_t,
                     unsigned *out_count) MUST_USE;

/* GNUTLS_E_UNIMPLEMENTED_FEATURE where the system has no store that we know of. */
int trust_add_system(struct gnutls_x509_trust_list_st *, unsigned *out_count) MUST_USE;

/* How revocation lists are taken in: gnutls_trust_list_flags_t, and what to ask of their signatures
 * and times where those are checked. */
struct crl_terms {
    unsigned flags, verify_flags;
    int64_t now_s;
};

/* Holds the list. With GNUTLS_TL_VERIFY_CRL one that does not pass is left out, or is
 * GNUTLS_E_CRL_VERIFICATION_ERROR where the flags say so. 1 when it counts as added, else 0. */
int trust_add_crl(struct gnutls_x509_trust_list_st *, struct gnutls_x509_crl_int *,
                  const struct crl_terms *) MUST_USE;

/* The same for a handle of the application, who may want it released with the list. */
int trust_add_crl_handle(struct gnutls_x509_trust_list_st *, struct gnutls_x509_crl_int *,
                         const struct crl_terms *) MUST_USE;

/* How many lists were added is added to `out_count`; a text without any is
 * GNUTLS_E_BASE64_DECODING_ERROR. */
int trust_add_crls(struct gnutls_x509_trust_list_st *, struct bytes, gnutls_x509_crt_fmt_t,
                   const struct crl_terms *, unsigned *out_count) MUST_USE;
int trust_add_crl_file(struct gnutls_x509_trust_list_st *, const char *path, gnutls_x509_crt_fmt_t,
                       const struct crl_terms *, unsigned *out_count) MUST_USE;

/* Files of the folder that hold no list are passed over. */
int trust_add_crl_folder(struct gnutls_x509_trust_list_st *, const char *path,
                         gnutls_x509_crt_fmt_t, const struct crl_terms *, unsigned *out_count)
    MUST_USE;

/* The revocation list that names the certificate; NULL: none. */
struct gnutls_x509_crl_int *trust_revoking(const struct gnutls_x509_trust_list_st *,
                                           const struct gnutls_x509_crt_int *);

/* A certificate that is believed for one name, whoever issued it. */
int trust_add_named(struct gnutls_x509_trust_list_st *, struct gnutls_x509_crt_int *,
                    struct bytes name) MUST_USE;

/* What is wrong with such a certificate: bits of gnutls_certificate_status_t. */
unsigned trust_check_named(const struct gnutls_x509_trust_list_st *,
                           const struct gnutls_x509_crt_int *, struct bytes name, unsigned flags);

/* The application's function that finds issuers elsewhere; NULL: none. */
struct trust_helper {
    gnutls_x509_trust_list_getissuer_function *find;
    void *context;
};
struct trust_helper *trust_helper(struct gnutls_x509_trust_list_st *);

/* As chain_check(); asks the helper where nobody trusted is found. */
void trust_check_chain(const struct gnutls_x509_trust_list_st *, const struct chain_question *,
                       unsigned *out_status);

/* Distrusts each certificate of the text or of the DER; how many were on the list is added to
 * `out_count`. GNUTLS_E_NO_CERTIFICATE_FOUND for a text without any. */
int trust_remove_all(struct gnutls_x509_trust_list_st *, struct bytes, gnutls_x509_crt_fmt_t,
                     unsigned *out_count) MUST_USE;

unsigned trust_count(const struct gnutls_x509_trust_list_st *);
bool trust_has(const struct gnutls_x509_trust_list_st *, const struct gnutls_x509_crt_int *);
bool trust_is_distrusted(const struct gnutls_x509_trust_list_st *,
                         const struct gnutls_x509_crt_int *);

/* Walks the certificates of this subject (empty: all) in the order they came. Start with { 0 };
 * NULL behind the last. */
struct trust_walk {
    const struct trust_entry *at;
    bool begun;
};
struct gnutls_x509_crt_int *trust_next(const struct gnutls_x509_trust_list_st *,
                                       struct bytes subject, struct trust_walk *);

/* One on the list that fits as issuer and made the signature; NULL: none. */
struct gnutls_x509_crt_int *trust_issuer(const struct gnutls_x509_trust_list_st *,
                                         const struct gnutls_x509_crt_int *);

/* The OCSP responses that came with the chain, by place; empty: none. */
struct chain_staples {
    const struct bytes *list;
    size_t count;
    bool wanted;  /* they were asked for */
    bool is_good; /* out: one said that the first certificate is good */
};

struct chain_question {
    struct gnutls_x509_crt_int *const *chain; /* the peer's certificate first */
    size_t count;
    const char *hostname; /* NULL: not asked */
    const char *email;    /* NULL: not asked */
    const char *purpose;  /* OID of an extended key usage; NULL: not asked */
    unsigned flags;       /* gnutls_certificate_verify_flags, with a profile in its high bits */
    unsigned max_depth;   /* 0: the default */
    int64_t now_s;
    struct chain_staples *staples; /* NULL: none */
    /* Is told of each step of the way that was judged, from the top; NULL: none. */
    gnutls_verify_output_function *output;
};

/* `out_status`: bits of gnutls_certificate_status_t; 0: good. */
int trust_check(const struct gnutls_x509_trust_list_st *, const struct chain_question *,
                unsigned *out_status) MUST_USE;

#endif

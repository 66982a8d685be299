/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* internal.h - what the files of this room tell each other */

#ifndef PKI_INTERNAL_H
#define PKI_INTERNAL_H

#include "pki/certificate.h"
#include "pki/dn.h"
#include "pki/general_name.h"
#include "wire/reader.h"

struct gnutls_x509_crt_int {
    _Atomic unsigned holds;
    struct buffer der;
    struct certificate_facts facts;
    struct public_key key;
    int key_result; /* why `key` is empty */
    /* The names as objects, made when they are first asked for. */
    _Atomic(struct gnutls_x509_dn_st *) subject_dn, issuer_dn;
};

/* certificate.c: certificate_fill(), also with the DER of a draft: NULL stands there where a number,
 * a time or a key is missing, and an empty SEQUENCE for an algorithm. */
int certificate_replace(struct gnutls_x509_crt_int *, struct bytes der, bool is_draft) MUST_USE;

/* certificate.c: the key of a SubjectPublicKeyInfo; one of a kind that is not known is no error, but
 * the result that is kept. */
int subject_key_read(struct bytes spki, struct public_key *out, int *out_result) MUST_USE;

/* certificate.c: certificate_verifies() with a key. */
int key_verifies(const struct public_key *, const struct signature_algorithm *, struct bytes data,
                 struct bytes signature) MUST_USE;

struct gnutls_x509_crq_int {
    struct buffer der;
    struct certificate_facts facts;
    struct bytes attributes, algorithm;
    struct public_key key;
    int key_result;
};

/* request.c: request_fill(), also with the DER of a draft. */
int request_replace(struct gnutls_x509_crq_int *, struct bytes der, bool is_draft) MUST_USE;

extern const struct bytes oid_extension_request;

/* extension.c: [3] of a TBSCertificate, or the Extensions of a request. */
int certificate_extensions_read(struct bytes der, struct certificate_facts *) MUST_USE;

/* name_constraints.c: does `certificate` keep to the constraints that `authority` has? False too
 * for constraints of a kind that is not understood, where it has names of that kind. `is_last`: it is
 * the peer's own, whose common name may stand for a host. `work` is what may still be compared, in
 * bytes and what there is around them; when it is used up the answer is no. */
bool name_constraints_allow(const struct gnutls_x509_crt_int *authority,
                            const struct gnutls_x509_crt_int *certificate, bool is_last,
                            size_t *work);

/* For one chain. Some thousand names times some hundred bases; a fraction of a second. */
enum { NAME_WORK_MAX = 64 * 1024 * 1024 };

/* name_constraints.c: is the content of a NameConstraints right? */
int name_constraints_check(struct bytes content) MUST_USE;

/* GeneralSubtree elements, of a checked NameConstraints. */
enum { IPV4_SIZE = 4, IPV6_SIZE = 16 };

struct name_limits {
    struct bytes permitted, excluded;
    size_t *work; /* NULL: not counted */
};

/* name_constraints.c: do they allow this name, and all names of these kinds (bits, by
 * `enum general_name_kind`) that the certificate has? */
bool name_limits_allow(const struct name_limits *, const struct general_name *);
bool name_limits_allow_kinds(const struct name_limits *, const struct gnutls_x509_crt_int *,
                             unsigned kinds);

#endif

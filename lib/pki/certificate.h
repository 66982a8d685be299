/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* certificate.h - X.509 certificates: import, fields, export */

#ifndef PKI_CERTIFICATE_H
#define PKI_CERTIFICATE_H

#include "base/buffer.h"
#include "pki/algorithm.h"

/* A parsed certificate, shared by count. Its fields are views into its own DER and do not change
 * once it is read, so any number of threads may ask. Only pki/ reads the fields; others ask by
 * function. One that is being made is a draft (certificate_write.h) until it is signed. */
struct gnutls_x509_crt_int;

/* From DER. Strict: GNUTLS_E_ASN1_DER_ERROR and its kin for what is not a certificate. */
int certificate_new(struct bytes der, struct gnutls_x509_crt_int **out) MUST_USE;
void certificate_free(struct gnutls_x509_crt_int *);
struct gnutls_x509_crt_int *certificate_hold(struct gnutls_x509_crt_int *);

/* An empty one, and its filling; for the API's two steps. Filling again replaces, and a failure
 * changes nothing. A certificate that others hold is not filled: GNUTLS_E_INVALID_REQUEST. */
int certificate_new_empty(struct gnutls_x509_crt_int **out) MUST_USE;
int certificate_fill(struct gnutls_x509_crt_int *, struct bytes der) MUST_USE;

/* A bare key in the place of a certificate, RFC 7250: a SubjectPublicKeyInfo. `key_usage`: GNUTLS_KEY_
 * bits; 0: any. */
int certificate_new_raw(struct bytes spki, unsigned key_usage, struct gnutls_x509_crt_int **out)
    MUST_USE;
bool certificate_is_raw(const struct gnutls_x509_crt_int *);

/* Is it a SubjectPublicKeyInfo, and no certificate? */
bool der_is_raw_key(struct bytes der);

/* Empty for an empty certificate and for a draft. */
struct bytes certificate_der(const struct gnutls_x509_crt_int *);

/* GNUTLS_E_UNKNOWN_PK_ALGORITHM or GNUTLS_E_ECC_UNSUPPORTED_CURVE for keys that crypto/ does not
 * know; lives with the certificate. */
int certificate_public_key(const struct gnutls_x509_crt_int *, const struct public_key **out)
    MUST_USE;

/* May this key sign a handshake, as key usage says (RFC 5280, 4.2.1.3)? */
bool certificate_may_sign(const struct gnutls_x509_crt_int *);

/* Likewise, may secrets be encrypted to it? */
bool certificate_may_encipher(const struct gnutls_x509_crt_int *);

/* Does this certificate speak for the name? RFC 6125, with IP addresses and wildcards in the
 * left-most label; `flags` as gnutls_x509_crt_check_hostname2(). */
bool certificate_has_name(const struct gnutls_x509_crt_int *, const char *name, unsigned flags);

/* The same for a mail address, RFC 8398 without internationalised names. */
bool certificate_has_email(const struct gnutls_x509_crt_int *, const char *email);

struct bytes certificate_subject(const struct gnutls_x509_crt_int *); /* DER of the name */
struct bytes certificate_issuer(const struct gnutls_x509_crt_int *);

/* The same as objects that live with the certificate. GNUTLS_E_INVALID_REQUEST for an empty one. */
struct gnutls_x509_dn_st;
int certificate_subject_dn(struct gnutls_x509_crt_int *, struct gnutls_x509_dn_st **out) MUST_USE;
int certificate_issuer_dn(struct gnutls_x509_crt_int *, struct gnutls_x509_dn_st **out) MUST_USE;

/* Has it the same name as its issuer? */
bool certificate_is_self_issued(const struct gnutls_x509_crt_int *);

/* 0 when the issuer's key made the signature; GNUTLS_E_PK_SIG_VERIFY_FAILED when not, others when
 * it can not be told. */
int certificate_signed_by(const struct gnutls_x509_crt_int *,
                          const struct gnutls_x509_crt_int *issuer) MUST_USE;

/* The same for anything else that an authority signs. */
int certificate_verifies(const struct gnutls_x509_crt_int *issuer,
                         const struct signature_algorithm *, struct bytes data,
                         struct bytes signature) MUST_USE;

bool certificate_equal(const struct gnutls_x509_crt_int *, const struct gnutls_x509_crt_int *);

/* Everything that was read, for the files of the API. */
struct certificate_facts {
    unsigned version; /* 1 to 3; 0 for an empty certificate */
    bool is_draft;    /* what is missing is empty; times are -1 */
    bool is_raw;      /* a bare key: all else is empty */
    int64_t not_before_s, not_after_s;
    struct bytes tbs, serial, signature, subject, issuer, spki;
    struct signature_algorithm signature_algorithm;
    struct bytes subject_id, issuer_id; /* unique identifiers, mostly empty */

    struct bytes extensions; /* the elements, one after the other */
    bool has_key_usage, has_basic_constraints, is_authority, has_unknown_critical;
    unsigned key_usage; /* GNUTLS_KEY_ bits */
    int path_length;    /* -1: no limit */
    struct bytes subject_key_id, authority_key_id;
    struct bytes authority_issuer, authority_serial; /* of the authority key identifier */
    struct bytes alternative_names, issuer_names;    /* GeneralName elements */
    struct bytes purposes;                           /* OID elements */
    struct bytes name_constraints;                   /* content of the SEQUENCE */
    bool has_alternative_names, has_purposes, has_name_constraints;
};
const struct certificate_facts *certificate_facts(const struct gnutls_x509_crt_int *);

/* The AlgorithmIdentifier of the signature; empty for an empty certificate. */
struct bytes certificate_signature_element(const struct gnutls_x509_crt_int *);

struct certificate_extension {
    struct bytes oid, value;
    bool critical;
};

/* Takes the next extension from the front of `extensions`; false at the end. */
bool extension_take(struct bytes *extensions, struct certificate_extension *out);

/* The one at this place, from 0; false behind the last. */
bool extension_nth(struct bytes extensions, unsigned index, struct certificate_extension *out);

/* False when there is none of this OID. */
bool extension_find(struct bytes extensions, struct bytes oid, struct certificate_extension *out);

bool certificate_find_extension(const struct gnutls_x509_crt_int *, struct bytes oid,
                                struct certificate_extension *out);

/* May the certificate serve this purpose (dotted OID)? One that names none serves all. */
bool certificate_has_purpose(const struct gnutls_x509_crt_int *, const char *oid, unsigned flags);

#endif

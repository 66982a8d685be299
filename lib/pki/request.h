/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* request.h - requests for certificates, PKCS#10 (RFC 2986): read, made, signed
 *
 * What asks for a certificate has most of what a certificate has, and its facts are told in the
 * same struct; issuer, number, times and identifiers stay empty. The extensions are those that the
 * request wants to have (PKCS#9, RFC 2985, 5.4.2).
 *
 * As with certificates (certificate_write.h), one that is being made is a draft, each change
 * writes the whole anew, and what fails changes nothing.
 */

#ifndef PKI_REQUEST_H
#define PKI_REQUEST_H

#include "pki/attribute.h"
#include "pki/certificate.h"
#include "pki/signer.h"

struct gnutls_x509_crq_int;

int request_new(struct gnutls_x509_crq_int **out) MUST_USE;
void request_free(struct gnutls_x509_crq_int *);

/* From DER; replaces what was there, and a failure changes nothing. */
int request_fill(struct gnutls_x509_crq_int *, struct bytes der) MUST_USE;

/* Empty for an empty request and for a draft. */
struct bytes request_der(const struct gnutls_x509_crq_int *);

/* The version is 0 where none is set. */
const struct certificate_facts *request_facts(const struct gnutls_x509_crq_int *);

/* The AlgorithmIdentifier of the signature; an empty one in a draft. */
struct bytes request_algorithm(const struct gnutls_x509_crq_int *);

/* As certificate_public_key(). */
int request_public_key(const struct gnutls_x509_crq_int *, const struct public_key **out) MUST_USE;

/* 0 when the key of the request made its signature. GNUTLS_E_PK_SIG_VERIFY_FAILED;
 * GNUTLS_E_CONSTRAINT_ERROR when a key of another kind must have made it;
 * GNUTLS_E_ASN1_VALUE_NOT_FOUND when it is not signed. */
int request_verify(const struct gnutls_x509_crq_int *) MUST_USE;

/* ---- attributes ---- */

/* All attributes, one after the other. */
struct bytes request_attributes(const struct gnutls_x509_crq_int *);

/* The first attribute of this OID. */
bool request_find_attribute(const struct gnutls_x509_crq_int *, struct bytes oid,
                            struct attribute *out);

/* ---- changes: request_write.c ---- */

/* 1; other numbers up to 3 are written as they are asked for. */
int request_set_version(struct gnutls_x509_crq_int *, unsigned version) MUST_USE;

int request_set_key(struct gnutls_x509_crq_int *, const struct public_key *) MUST_USE;

/* As certificate_append_name() and certificate_add_to_name(). */
int request_append_name(struct gnutls_x509_crq_int *, struct bytes name) MUST_USE;
int request_add_to_name(struct gnutls_x509_crq_int *, const char *oid, bool is_element,
                        struct bytes value) MUST_USE;

/* Puts an attribute with one value, which is an element, behind the others; or, if `replace`, in
 * place of the first with this OID. */
int request_put_attribute(struct gnutls_x509_crq_int *, struct bytes oid, struct bytes value,
                          bool replace) MUST_USE;

/* Puts the extension behind the others, or in place of one with the same OID. */
int request_set_extension(struct gnutls_x509_crq_int *, const struct certificate_extension *)
    MUST_USE;

/* PKCS#9's challengePassword: appended, for there may be several. */
int request_add_password(struct gnutls_x509_crq_int *, struct bytes password) MUST_USE;

/* Appends the first password as UTF-8. GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE when there is none. */
int request_password(const struct gnutls_x509_crq_int *, struct buffer *out) MUST_USE;

/* GNUTLS_E_ASN1_VALUE_NOT_FOUND when there is no key. */
int request_sign(struct gnutls_x509_crq_int *, const struct signer *) MUST_USE;

#endif

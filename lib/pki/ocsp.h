/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* ocsp.h - the status of certificates, asked and told online, RFC 6960 */

#ifndef PKI_OCSP_H
#define PKI_OCSP_H

#include "pki/certificate.h"
#include "wire/reader.h"

#include <gnutls/ocsp.h>

struct gnutls_x509_trust_list_st;

/* ---- which certificate: RFC 6960, 4.1.1 ---- */

struct ocsp_id {
    const struct hash *hash; /* NULL: not known */
    struct bytes name_hash, key_hash, serial;
};

/* Of the next element. */
struct ocsp_id ocsp_id_read(struct wire_reader *);

/* Appends a CertID. */
int ocsp_id_write(const struct ocsp_id *, struct buffer *out) MUST_USE;

/* Is it this certificate's, as far as it tells alone (`issuer` NULL), or with its issuer's key? */
bool ocsp_id_fits(const struct ocsp_id *, const struct gnutls_x509_crt_int *certificate,
                  const struct gnutls_x509_crt_int *issuer);

/* The bits of a certificate's key, whose hash names it. */
struct bytes ocsp_key_bits(const struct gnutls_x509_crt_int *);

/* ---- requests ---- */

struct gnutls_ocsp_req_int;

/* Certificates in a request. Each is looked for from the first on. */
enum { OCSP_REQUESTS_MAX = 1024 };

int ocsp_request_new(struct gnutls_ocsp_req_int **out) MUST_USE;
void ocsp_request_free(struct gnutls_ocsp_req_int *);

/* From DER; a failure changes nothing. */
int ocsp_request_fill(struct gnutls_ocsp_req_int *, struct bytes der) MUST_USE;

/* Appends the DER. */
int ocsp_request_write(const struct gnutls_ocsp_req_int *, struct buffer *out) MUST_USE;

/* GNUTLS_E_INVALID_REQUEST for one too many, and for an identifier that is not whole. */
int ocsp_request_add(struct gnutls_ocsp_req_int *, const struct ocsp_id *) MUST_USE;
int ocsp_request_add_certificate(struct gnutls_ocsp_req_int *, const struct hash *,
                                 const struct gnutls_x509_crt_int *issuer,
                                 const struct gnutls_x509_crt_int *certificate) MUST_USE;

/* False behind the last. */
bool ocsp_request_at(const struct gnutls_ocsp_req_int *, size_t index, struct ocsp_id *out);

/* The elements, one after the other; for extension_take(). */
struct bytes ocsp_request_extensions(const struct gnutls_ocsp_req_int *);

/* id-pkix-ocsp-nonce */
extern const struct bytes oid_ocsp_nonce;

/* Replaces one of this OID. */
int ocsp_request_set_extension(struct gnutls_ocsp_req_int *, struct bytes oid, bool critical,
                               struct bytes value) MUST_USE;

/* ---- responses ---- */

struct gnutls_ocsp_resp_int;

int ocsp_response_new(struct gnutls_ocsp_resp_int **out) MUST_USE;
void ocsp_response_free(struct gnutls_ocsp_resp_int *);
int ocsp_response_fill(struct gnutls_ocsp_resp_int *, struct bytes der) MUST_USE;

enum { NO_OCSP_TIME = -1 };

struct ocsp_facts {
    bool is_filled, is_basic;
    unsigned status;            /* gnutls_ocsp_resp_status_t */
    struct bytes der;           /* the whole */
    struct bytes type, content; /* OID, and the response itself */
    /* Where the response is a basic one: */
    struct bytes tbs, signature, certificates, extensions;
    struct bytes algorithm; /* of the signature, in DER */
    struct signature_algorithm signature_algorithm;
    struct bytes responder_name, responder_key; /* one of them */
    bool has_unknown_critical;
    int64_t produced_s;
};

/* An OCSPResponse as far as its frame; `out` was { 0 }. */
int ocsp_frame_read(struct bytes der, struct ocsp_facts *out) MUST_USE;

const struct ocsp_facts *ocsp_facts(const struct gnutls_ocsp_resp_int *);

/* What is said about one certificate. */
struct ocsp_single {
    struct ocsp_id id;
    unsigned status;                                 /* gnutls_ocsp_cert_status_t */
    int64_t revoked_s, this_update_s, next_update_s; /* NO_OCSP_TIME: not said */
    unsigned reason;                                 /* gnutls_x509_crl_reason_t */
    bool has_unknown_critical;
};
size_t ocsp_count(const struct gnutls_ocsp_resp_int *);

/* False behind the last. */
bool ocsp_single_at(const struct gnutls_ocsp_resp_int *, size_t index, struct ocsp_single *out);

/* Takes the next certificate from the front of facts.certificates; NULL at the end, and for one
 * that is broken. */
struct gnutls_x509_crt_int *ocsp_take_certificate(struct bytes *certificates);

/* Is the certificate that of the responder, as the response names it? */
bool ocsp_responder_is(const struct gnutls_ocsp_resp_int *, const struct gnutls_x509_crt_int *);

/* Did `issuer`, or someone it named in the response for that purpose, sign? `out_reason`: bits of
 * gnutls_ocsp_verify_reason_t. GNUTLS_E_ASN1_VALUE_NOT_FOUND where nothing was said. */
int ocsp_verify_by(const struct gnutls_ocsp_resp_int *, const struct gnutls_x509_crt_int *issuer,
                   unsigned flags, int64_t now_s, unsigned *out_reason) MUST_USE;

/* The same where the signer has to be on the list, or to be named by someone who is. */
int ocsp_verify(const struct gnutls_ocsp_resp_int *, const struct gnutls_x509_trust_list_st *,
                unsigned flags, int64_t now_s, unsigned *out_reason) MUST_USE;

/* ---- as text for people ---- */

struct printer;
void ocsp_request_print(const struct gnutls_ocsp_req_int *, struct printer *);
void ocsp_response_print(const struct gnutls_ocsp_resp_int *, gnutls_ocsp_print_formats_t,
                         struct printer *);

/* ---- judgement ---- */

/* What a response that came with a handshake says of the certificate: bits of
 * gnutls_certificate_status_t. Each entry about it is looked at, and one that says revoked counts.
 * What is no response, is about others, or not signed by the issuer or for it, is
 * GNUTLS_CERT_INVALID_OCSP_STATUS; where the responder could not or would not tell,
 * GNUTLS_CERT_MISSING_OCSP_STATUS. */
unsigned ocsp_judge(struct bytes response, const struct gnutls_x509_crt_int *certificate,
                    const struct gnutls_x509_crt_int *issuer, unsigned flags, int64_t now_s);

#endif

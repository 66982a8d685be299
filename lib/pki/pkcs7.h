/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* pkcs7.h - SignedData of PKCS#7 and CMS: what is signed, by whom, with which certificates; RFC 5652 */

#ifndef PKI_PKCS7_H
#define PKI_PKCS7_H

#include "base/buffer.h"
#include "pki/algorithm.h"
#include "pki/signer.h"

#include <gnutls/pkcs7.h>

/* Things of one kind, each in DER. */
struct der_list {
    struct buffer *items;
    size_t count;
};

void der_list_wipe(struct der_list *);
int der_list_add(struct der_list *, struct bytes) MUST_USE;

/* GNUTLS_E_ASN1_ELEMENT_NOT_FOUND when there is none. */
int der_list_delete(struct der_list *, size_t index) MUST_USE;
int der_list_at(const struct der_list *, size_t index, struct bytes *out) MUST_USE;

/* Appends the items as a SET OF with this tag. */
int der_list_write_set(const struct der_list *, uint8_t tag, struct buffer *out) MUST_USE;

struct gnutls_pkcs7_int {
    uint8_t version;            /* as read; 0: new */
    struct buffer content_type; /* OID of what is signed; empty: nothing was set */
    struct buffer content_name; /* the same as text, with a zero byte */
    struct buffer content;      /* the element that holds it; empty: it is elsewhere */
    struct der_list certificates, lists, signers;
};

void pkcs7_wipe(struct gnutls_pkcs7_int *);

/* Replaces what is there by a ContentInfo, in BER. GNUTLS_E_UNKNOWN_PKCS_CONTENT_TYPE for anything but
 * signed data. */
int pkcs7_read(struct gnutls_pkcs7_int *, struct bytes) MUST_USE;

/* Appends; certificates without a signature too. */
int pkcs7_write(const struct gnutls_pkcs7_int *, struct buffer *out) MUST_USE;

/* What is signed, without the header of its string. GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE. */
int pkcs7_content(const struct gnutls_pkcs7_int *, struct bytes *out) MUST_USE;

/* One signature: views. */
struct pkcs7_signer {
    struct bytes issuer, serial; /* who signed: DER of a name and a number; or */
    struct bytes key_id;         /* the identifier of its key */
    const struct hash *digest;
    struct bytes digest_element; /* the AlgorithmIdentifier that says so */
    struct signature_algorithm algorithm;
    struct bytes signature;
    struct bytes signed_attributes, unsigned_attributes; /* Attribute elements */
    bool has_signed_attributes;
    int64_t signing_time_s; /* -1: not said */
};

/* GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE behind the last. */
int pkcs7_signer_at(const struct gnutls_pkcs7_int *, size_t index, struct pkcs7_signer *out)
    MUST_USE;

/* 0 when the key made this signature over `data`, RFC 5652, 5.4 and 5.6;
 * GNUTLS_E_PK_SIG_VERIFY_FAILED. Others when it can not be told. */
int pkcs7_check(const struct gnutls_pkcs7_int *, const struct pkcs7_signer *,
                const struct public_key *, struct bytes data) MUST_USE;

/* What a new signature says. */
struct pkcs7_signing {
    const struct signer *signer;
    const struct hash *digest;
    struct bytes issuer, serial; /* DER; or */
    struct bytes key_id;         /* not empty: this */
    struct bytes data;
    bool embed, with_attributes;
    int64_t time_s;          /* -1: not said */
    struct bytes attributes; /* further ones that are signed: Attribute elements */
    struct bytes unsigned_attributes;
};
int pkcs7_sign(struct gnutls_pkcs7_int *, const struct pkcs7_signing *) MUST_USE;

/* The AlgorithmIdentifier of the hash of what is signed. GNUTLS_E_UNKNOWN_HASH_ALGORITHM. */
int pkcs7_digest_read(struct bytes algorithm, const struct hash **out) MUST_USE;
int pkcs7_digest_write(const struct pkcs7_signing *, struct buffer *out) MUST_USE;

/* "data", what is signed when nobody says otherwise. */
struct bytes pkcs7_oid_data(void);

#endif

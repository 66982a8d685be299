/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* certificate_write.h - certificates made and changed, part by part, and signed
 *
 * A certificate that is being made is a draft: the DER of a certificate in which parts may be
 * missing. Each change writes the whole anew, reads it, and takes the place of what was there; so
 * what a draft has can be asked and printed like that of any other, and what fails changes
 * nothing. When no part is missing the draft is a certificate, and held to its rules.
 *
 * All of these give GNUTLS_E_INVALID_REQUEST for a certificate that others hold.
 */

#ifndef PKI_CERTIFICATE_WRITE_H
#define PKI_CERTIFICATE_WRITE_H

#include "pki/certificate.h"
#include "pki/signer.h"

/* In the order of the DER. */
enum certificate_part {
    PART_VERSION, /* missing: 1 */
    PART_SERIAL,
    PART_INNER_ALGORITHM,
    PART_ISSUER,
    PART_NOT_BEFORE,
    PART_NOT_AFTER,
    PART_SUBJECT,
    PART_KEY,
    PART_ISSUER_ID,
    PART_SUBJECT_ID,
    PART_EXTENSIONS, /* [3] and all */
    PART_OUTER_ALGORITHM,
    PART_SIGNATURE,
    CERTIFICATE_PARTS,
};

/* Puts an element, with tag and length, in place of what was there; an empty one takes it out. */
int certificate_set_part(struct gnutls_x509_crt_int *, enum certificate_part, struct bytes element)
    MUST_USE;

/* 1 to 3. */
int certificate_set_version(struct gnutls_x509_crt_int *, unsigned version) MUST_USE;

/* Two's complement, big endian, of any length. GNUTLS_E_INVALID_REQUEST for none and for zero. */
int certificate_set_serial(struct gnutls_x509_crt_int *, struct bytes number) MUST_USE;

/* `part`: PART_NOT_BEFORE or PART_NOT_AFTER. -1 is the end of time. */
int certificate_set_time(struct gnutls_x509_crt_int *, enum certificate_part part, int64_t seconds)
    MUST_USE;

/* Puts parts behind those that a name has. `part`: PART_SUBJECT or PART_ISSUER. */
int certificate_append_name(struct gnutls_x509_crt_int *, enum certificate_part part,
                            struct bytes name) MUST_USE;

/* The same with one part; see name_add(). */
int certificate_add_to_name(struct gnutls_x509_crt_int *, enum certificate_part part,
                            const char *oid, bool is_element, struct bytes value) MUST_USE;

int certificate_set_key(struct gnutls_x509_crt_int *, const struct public_key *) MUST_USE;

/* `part`: PART_SUBJECT_ID or PART_ISSUER_ID. GNUTLS_E_INVALID_REQUEST for no bytes. */
int certificate_set_unique_id(struct gnutls_x509_crt_int *, enum certificate_part part,
                              struct bytes id) MUST_USE;

/* Puts the extension behind the others, or in the place of one with the same OID. */
int certificate_set_extension(struct gnutls_x509_crt_int *, const struct certificate_extension *)
    MUST_USE;

/* Takes name and key over from what was read, such as a request. */
int certificate_take_subject(struct gnutls_x509_crt_int *, const struct certificate_facts *)
    MUST_USE;

/* Puts each of these (the content of Extensions) as certificate_set_extension() does; all or
 * none. */
int certificate_take_extensions(struct gnutls_x509_crt_int *, struct bytes extensions) MUST_USE;

/* Appends the elements of `extensions` with one put behind them, or in the place of another. */
int extensions_put(struct bytes extensions, const struct certificate_extension *,
                   struct buffer *out) MUST_USE;

/* GNUTLS_E_CERTIFICATE_TIME_ERROR when a time is missing, GNUTLS_E_ASN1_VALUE_NOT_FOUND for the
 * number or the key; GNUTLS_E_X509_CERTIFICATE_ERROR for extensions in a certificate that is not
 * of version 3. */
int certificate_can_be_signed(const struct gnutls_x509_crt_int *) MUST_USE;

/* Names the issuer (the DER of a Name), and signs. What was signed before is signed anew. */
int certificate_sign(struct gnutls_x509_crt_int *, struct bytes issuer, const struct signer *)
    MUST_USE;

#endif

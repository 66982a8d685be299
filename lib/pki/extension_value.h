/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* extension_value.h - extensions that are a value or two: to and from the DER of the extension
 *
 * Readers take the content of the extension's OCTET STRING, whole; writers append it. What is
 * broken is GNUTLS_E_ASN1_DER_ERROR. RFC 5280, 4.2.
 */

#ifndef PKI_EXTENSION_VALUE_H
#define PKI_EXTENSION_VALUE_H

#include "base/buffer.h"

struct basic_constraints {
    bool is_authority;
    int path_length; /* -1: no limit */
};
int basic_constraints_read(struct bytes value, struct basic_constraints *out) MUST_USE;
int basic_constraints_write(const struct basic_constraints *, struct buffer *out) MUST_USE;

/* GNUTLS_KEY_ bits. */
int key_usage_read(struct bytes value, unsigned *out) MUST_USE;
int key_usage_write(unsigned usage, struct buffer *out) MUST_USE;

int subject_key_id_read(struct bytes value, struct bytes *out) MUST_USE;
int subject_key_id_write(struct bytes id, struct buffer *out) MUST_USE;

/* PrivateKeyUsagePeriod, RFC 3280, 4.2.1.4. What is not there is -1. */
struct usage_period {
    int64_t from_s, until_s;
};
int usage_period_read(struct bytes value, struct usage_period *out) MUST_USE;
int usage_period_write(const struct usage_period *, struct buffer *out) MUST_USE;

/* ProxyCertInfo, RFC 3820, 3.8. */
struct proxy_info {
    int path_length;       /* -1: no limit */
    struct bytes language; /* OID */
    struct bytes policy;   /* may lack: no address */
};
int proxy_info_read(struct bytes value, struct proxy_info *out) MUST_USE;
int proxy_info_write(const struct proxy_info *, struct buffer *out) MUST_USE;

/* InhibitAnyPolicy: how many certificates may follow before anyPolicy does not count. */
int inhibit_policy_read(struct bytes value, unsigned *out) MUST_USE;
int inhibit_policy_write(unsigned skip, struct buffer *out) MUST_USE;

/* CRLReason bits and the like: named bits, least significant of the first byte being bit 7 of the
 * standard, as the API numbers them. */
int named_bits_write(struct buffer *, uint8_t tag, unsigned bits) MUST_USE;
unsigned named_bits(struct bytes bits);

#endif

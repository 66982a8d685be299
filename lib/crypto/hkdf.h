/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* hkdf.h - HKDF (RFC 5869) and HKDF-Expand-Label (RFC 8446, 7.1) */

#ifndef CRYPTO_HKDF_H
#define CRYPTO_HKDF_H

#include "crypto/hmac.h"

/* A pseudorandom key made ready: several labels are expanded from one secret. */
struct hkdf_key {
    struct hmac_key hmac;
};

void hkdf_extract(const struct hash *, struct bytes salt, struct bytes input, struct secret *out);

void hkdf_prepare(struct hkdf_key *, const struct hash *, const struct secret *prk);
void hkdf_key_wipe(struct hkdf_key *);

/* At most 255 times the hash's size, else GNUTLS_E_INVALID_REQUEST. */
int hkdf_expand(const struct hkdf_key *, struct bytes info, uint8_t *out, size_t size) MUST_USE;

/* `label` without "tls13 "; `size` at most SECRET_MAX. */
void hkdf_expand_label(const struct hkdf_key *, const char *label, struct bytes context,
                       size_t size, struct secret *out);

/* As above for a secret that is used once. */
void hkdf_expand_label_once(const struct hash *, const struct secret *prk, const char *label,
                            struct bytes context, size_t size, struct secret *out);

/* For exporters, whose output may be longer than a secret. */
int hkdf_expand_label_long(const struct hkdf_key *, const char *label, struct bytes context,
                           uint8_t *out, size_t size) MUST_USE;

#endif

/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* pem.h - PEM armour, RFC 7468 */

#ifndef PKI_PEM_H
#define PKI_PEM_H

#include "base/buffer.h"

/* Takes the next block with one of these labels (the list ends in NULL; no list: any label) from
 * the front of `text`, passing over all else, and sets `out` to its content. `out_label` is the index of the
 * label.
 * GNUTLS_E_BASE64_UNEXPECTED_HEADER_ERROR when there is no more such block,
 * GNUTLS_E_BASE64_DECODING_ERROR for a broken one, GNUTLS_E_DECRYPTION_FAILED for one with
 * the encryption headers of RFC 1421. */
int pem_next(struct bytes *text, const char *const *labels, struct buffer *out, size_t *out_label)
    MUST_USE;

/* The same, with those headers apart; empty where there are none. */
int pem_next_locked(struct bytes *text, const char *const *labels, struct buffer *out,
                    size_t *out_label, struct bytes *out_headers) MUST_USE;

/* What the application says is PEM or DER, as DER: of the text, the first such block, in `room`. */
int pem_or_der(gnutls_x509_crt_fmt_t, struct bytes content, const char *const *labels,
               struct buffer *room, struct bytes *out) MUST_USE;

/* Appends one block. */
int pem_write(struct bytes content, const char *label, struct buffer *out) MUST_USE;

extern const char *const pem_certificate_labels[];

#endif

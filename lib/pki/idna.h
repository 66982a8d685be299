/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* idna.h - names of hosts outside ASCII, RFC 5890 */

#ifndef PKI_IDNA_H
#define PKI_IDNA_H

#include "base/buffer.h"

/* Sets `out` to the name as the DNS has it. What is ASCII stays as it is; a wildcard label in front
 * is kept. GNUTLS_E_INVALID_UTF8_STRING for what can not be mapped,
 * GNUTLS_E_UNIMPLEMENTED_FEATURE where libidn2 is not there. */
int idna_host(struct bytes name, struct buffer *out) MUST_USE;

/* The same for a mail address: only its host may be outside ASCII. GNUTLS_E_INVALID_UTF8_EMAIL. */
int idna_email(struct bytes address, struct buffer *out) MUST_USE;

/* The other way: sets `out` to the name as people read it, in UTF-8. */
int idna_readable(struct bytes name, struct buffer *out) MUST_USE;

/* ---- idna_libidn2.c or idna_none.c: over text that ends in a zero byte ---- */

int idna_map(const char *utf8, struct buffer *out) MUST_USE;
int idna_unmap(const char *ascii, struct buffer *out) MUST_USE;

#endif

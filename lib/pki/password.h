/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* password.h - passwords that look the same are the same bytes, RFC 8265, 4.2 */

#ifndef PKI_PASSWORD_H
#define PKI_PASSWORD_H

#include "base/buffer.h"

/* Appends the password as OpaqueString. GNUTLS_E_INVALID_UTF8_STRING;
 * GNUTLS_E_INVALID_PASSWORD_STRING for characters that may not be in one;
 * GNUTLS_E_UNIMPLEMENTED_FEATURE for one outside ASCII where there is no libunistring. */
int password_normalize(struct bytes password, struct buffer *out) MUST_USE;

/* password_libunistring.c or password_none.c: the same for UTF-8 that is not all ASCII. */
int password_compose(struct bytes utf8, struct buffer *out) MUST_USE;

#endif

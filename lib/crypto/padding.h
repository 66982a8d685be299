/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* padding.h - what fills the last block: RFC 5652, 6.3, known as PKCS#7's */

#ifndef CRYPTO_PADDING_H
#define CRYPTO_PADDING_H

#include "base/buffer.h"

/* One to `block` bytes, each of them saying how many they are. */
int padding_add(struct buffer *, size_t block) MUST_USE;

/* GNUTLS_E_DECRYPTION_FAILED when it is not there or not right, in the same time wherever it is
 * wrong. */
int padding_remove(struct buffer *, size_t block) MUST_USE;

#endif

/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* sign_numbers.h - a signature of two numbers in DER, for ECDSA and DSA
 *
 *     SEQUENCE { r INTEGER, s INTEGER }
 *
 * The encoding is read in its one right form: a signature that can be written in two ways is two
 * signatures.
 */

#ifndef CRYPTO_SIGN_NUMBERS_H
#define CRYPTO_SIGN_NUMBERS_H

#include "base/attributes.h"
#include "base/buffer.h"

#include <nettle/dsa.h>

/* For SCOPED(dsa_signature) struct dsa_signature; init it first. */
void dsa_signature_wipe(struct dsa_signature *);

/* Appends. */
int sign_numbers_write(const struct dsa_signature *, struct buffer *out) MUST_USE;

/* False for anything but two positive numbers of at most 66 bytes in DER. */
bool sign_numbers_read(struct bytes, struct dsa_signature *out) MUST_USE;

#endif

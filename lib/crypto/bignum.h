/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* bignum.h - gmp in a glove: from and to bytes, wiped
 *
 * Bytes are big endian. SCOPED(number) mpz_t n; is wiped on every way out; it must be set by
 * number_init() or mpz_init() before the first of them.
 */

#ifndef CRYPTO_BIGNUM_H
#define CRYPTO_BIGNUM_H

#include "base/attributes.h"
#include "base/buffer.h"

#include <gmp.h>

void number_init(mpz_t out, struct bytes);

/* The same for a number that is set up already. */
void number_read(mpz_t out, struct bytes);

/* Wipes the limbs and gives them back. */
void number_wipe(mpz_t *);

/* Padded with zeros in front to `size`. False, and zeros, when the number is larger. */
bool number_write(const mpz_t, uint8_t *out, size_t size) MUST_USE;

/* Replaces the content of the buffer; without leading zeros. */
int number_store(const mpz_t, struct buffer *out) MUST_USE;

/* The same for plain limbs, least significant first, as mpn functions take them; how long it
 * takes depends on the sizes alone. The bytes fit into the limbs. */
void limbs_read(mp_limb_t *out, size_t count, struct bytes);
void limbs_write(const mp_limb_t *limbs, uint8_t *out, size_t size);

#endif

/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* ber.h - BER made DER, as far as the form of lengths and strings goes
 *
 * Containers of keys and of signed messages come from programs that write before they know how long
 * something is: lengths are left open and strings come in pieces. The reader of this room takes DER
 * alone, so such input is written anew first.
 */

#ifndef PKI_BER_H
#define PKI_BER_H

#include "base/attributes.h"
#include "base/buffer.h"

/* Appends the one element in DER: open and long lengths become definite and short, and the pieces of an
 * OCTET STRING one. What is in DER already comes out as it went in. Depth and size are bounded.
 * GNUTLS_E_ASN1_DER_ERROR for what is not one element of BER. */
int ber_normalise(struct bytes ber, struct buffer *out) MUST_USE;

/* A string that was written as [n] IMPLICIT OCTET STRING, after that: whole or in pieces, which are
 * then joined in `room`. The next element must be one. */
struct wire_reader;
struct bytes ber_read_string(struct wire_reader *, unsigned n, struct buffer *room);

#endif

/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* staple.h - OCSP responses as they are carried: whole, and not judged */

#ifndef PKI_STAPLE_H
#define PKI_STAPLE_H

#include "base/buffer.h"

/* Is this the DER of a successful OCSPResponse, as far as its frame? */
int staple_check(struct bytes der) MUST_USE;

/* Takes the next response from PEM text; as pem_next(). */
int staple_next(struct bytes *text, struct buffer *out) MUST_USE;

#endif

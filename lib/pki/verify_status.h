/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* verify_status.h - a verification status in words */

#ifndef PKI_VERIFY_STATUS_H
#define PKI_VERIFY_STATUS_H

#include "base/buffer.h"

/* Appends one sentence for each bit, each with a space behind it. */
int verify_status_print(unsigned status, struct buffer *out) MUST_USE;

#endif

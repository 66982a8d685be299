/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* file.h - whole files, for certificates and keys */

#ifndef PKI_FILE_H
#define PKI_FILE_H

#include "base/buffer.h"

/* Replaces `out`. GNUTLS_E_FILE_ERROR when the file can not be read or is larger than any
 * certificate store. */
int file_read(const char *path, struct buffer *out) MUST_USE;

#endif

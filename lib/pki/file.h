/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* file.h - whole files, for certificates and keys */

#ifndef PKI_FILE_H
#define PKI_FILE_H

#include "base/buffer.h"

/* Replaces `out`. GNUTLS_E_FILE_ERROR when the file can not be read or is larger than any
 * certificate store. */
int file_read(const char *path, struct buffer *out) MUST_USE;

/* Calls `use` for each regular file of the folder. A file that fails is passed over, but not the
 * lack of memory. */
int folder_each(const char *path, int (*use)(void *context, const char *path), void *context)
    MUST_USE;

#endif

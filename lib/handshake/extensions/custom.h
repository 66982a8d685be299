/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* custom.h - shows the application the extensions of a message */

#ifndef HANDSHAKE_EXTENSIONS_CUSTOM_H
#define HANDSHAKE_EXTENSIONS_CUSTOM_H

#include "base/attributes.h"
#include "base/bytes.h"

#include <gnutls/gnutls.h>
#include <stdbool.h>

/* The block of extensions of a client's hello without its header, with its length in front.
 * GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE: the hello has none. */
int hello_find_extensions(struct bytes hello, bool datagram, struct bytes *out) MUST_USE;

/* Calls `show` for each extension of the block, as it comes; a negative answer ends it and is
 * returned. GNUTLS_E_UNEXPECTED_EXTENSIONS_LENGTH for a broken block, of which nothing is shown. */
int extensions_show(struct bytes block, gnutls_ext_raw_process_func show, void *context) MUST_USE;

#endif

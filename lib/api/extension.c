/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* extension.c - extensions of the hello, for those who look for themselves */

#include "base/errors.h"
#include "handshake/extensions/custom.h"

/**
 * gnutls_ext_raw_parse:
 * @ctx: is given to @cb
 * @cb: is called for each extension, with its number and content
 * @data: what to read
 * @flags: %GNUTLS_EXT_RAW_FLAG_TLS_CLIENT_HELLO or
 *   %GNUTLS_EXT_RAW_FLAG_DTLS_CLIENT_HELLO when @data is a client's hello, as
 *   hooks are given it; 0 when it is a block of extensions
 *
 * Shows the extensions of a hello one by one.
 *
 * A server that wants to know what a client sent, before it is acted upon,
 * calls this in a hook for %GNUTLS_HANDSHAKE_CLIENT_HELLO. A negative answer
 * of @cb ends the call and is returned.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE for a
 *   hello without extensions; another negative code when @data is broken.
 *
 * Since: 3.6.3
 **/
API int gnutls_ext_raw_parse(void *ctx, gnutls_ext_raw_process_func cb, const gnutls_datum_t *data,
                             unsigned int flags)
{
    const unsigned hello =
        GNUTLS_EXT_RAW_FLAG_TLS_CLIENT_HELLO | GNUTLS_EXT_RAW_FLAG_DTLS_CLIENT_HELLO;

    if (cb == NULL || data == NULL || (flags & ~hello) != 0)
        return fail(GNUTLS_E_INVALID_REQUEST);
    struct bytes block = bytes_of_datum(data);
    if (flags != 0)
        TRY(hello_find_extensions(block, (flags & GNUTLS_EXT_RAW_FLAG_TLS_CLIENT_HELLO) == 0,
                                  &block));
    return extensions_show(block, cb, ctx);
}

/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* unicode.c - names and passwords outside ASCII */

#include "base/errors.h"
#include "pki/idna.h"
#include "pki/password.h"

/**
 * gnutls_idna_map:
 * @input: a host's name in UTF-8
 * @ilen: its length
 * @out: receives the name as the DNS has it, ended by a zero byte that is not
 *   counted; free it with gnutls_free()
 * @flags: of %GNUTLS_IDNA_FORCE_2008 or 0; either way names are mapped as IDNA
 *   2008 has them
 *
 * Maps a host's name to ASCII (RFC 5890). What is ASCII stays as it is.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_INVALID_UTF8_STRING for what can not
 *   be mapped; %GNUTLS_E_UNIMPLEMENTED_FEATURE for a name outside ASCII where
 *   libidn2 is not there; %GNUTLS_E_MEMORY_ERROR.
 **/
API int gnutls_idna_map(const char *input, unsigned int ilen, gnutls_datum_t *out,
                        unsigned int flags)
{
    SCOPED(buffer) struct buffer mapped = { 0 };
    TRY(idna_host(bytes_of(input, ilen), &mapped));
    return bytes_give(buffer_bytes(&mapped), out);
}

/**
 * gnutls_idna_reverse_map:
 * @input: a host's name as the DNS has it
 * @ilen: its length
 * @out: receives the name in UTF-8, ended by a zero byte that is not counted;
 *   free it with gnutls_free()
 * @flags: 0
 *
 * Maps a host's name to what people read (RFC 5890). It is for showing only:
 * what looks like a name need not be that name.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_INVALID_UTF8_STRING for what can not
 *   be mapped; %GNUTLS_E_UNIMPLEMENTED_FEATURE for a mapped name where libidn2
 *   is not there; %GNUTLS_E_MEMORY_ERROR.
 **/
API int gnutls_idna_reverse_map(const char *input, unsigned int ilen, gnutls_datum_t *out,
                                unsigned int flags)
{
    SCOPED(buffer) struct buffer mapped = { 0 };
    TRY(idna_readable(bytes_of(input, ilen), &mapped));
    return bytes_give(buffer_bytes(&mapped), out);
}

/**
 * gnutls_utf8_password_normalize:
 * @password: a password in UTF-8
 * @password_len: its length
 * @out: receives the password, ended by a zero byte that is not counted; free
 *   it with gnutls_free()
 * @flags: 0, or %GNUTLS_UTF8_IGNORE_ERRS to give what can not be normalised
 *   as it is
 *
 * Makes passwords that look the same the same bytes (RFC 8265, which follows
 * RFC 7613): spaces of all kinds become the one of ASCII, and letters are
 * composed.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_INVALID_UTF8_STRING for what is no
 *   UTF-8; %GNUTLS_E_INVALID_PASSWORD_STRING for characters that have no
 *   place in a password; %GNUTLS_E_UNIMPLEMENTED_FEATURE for a password
 *   outside ASCII where libunistring is not there;
 *   %GNUTLS_E_MEMORY_ERROR.
 **/
API int gnutls_utf8_password_normalize(const unsigned char *password, unsigned int password_len,
                                       gnutls_datum_t *out, unsigned int flags)
{
    SCOPED(buffer) struct buffer text = { 0 };
    struct bytes given = bytes_of(password, password_len);
    int result = password_normalize(given, &text);
    if (result < 0 && result != GNUTLS_E_MEMORY_ERROR && (flags & GNUTLS_UTF8_IGNORE_ERRS) != 0)
        return bytes_give(given, out);
    TRY(result);
    return bytes_give(buffer_bytes(&text), out);
}

/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* private_symbols.c - symbols that no header shows, and that packages of distributions bind
 *
 * libgnutls-dane builds its messages in a buffer of ours, of which it knows the size alone: four
 * words. gnutls-cli-debug wants to say false versions; a library that means to keep to the
 * standard says the true ones.
 */

#include "base/buffer.h"
#include "base/errors.h"
#include "compat/stub.h"

#include <assert.h>
#include <string.h>

enum { WORDS_OF_A_BUFFER = 4 };

static_assert(sizeof(struct buffer) <= WORDS_OF_A_BUFFER * sizeof(void *),
              "a buffer fits where others make room for one");

PRIVATE_API void _gnutls_buffer_init(struct buffer *);
PRIVATE_API int _gnutls_buffer_append_str(struct buffer *, const char *);
PRIVATE_API int _gnutls_buffer_to_datum(struct buffer *, gnutls_datum_t *, unsigned is_text);
PRIVATE_API void _gnutls_hello_set_default_version(gnutls_session_t, unsigned char, unsigned char);
PRIVATE_API void _gnutls_record_set_default_version(gnutls_session_t, unsigned char, unsigned char);
PRIVATE_API void _gnutls_rsa_pms_set_version(gnutls_session_t, unsigned char, unsigned char);

void _gnutls_buffer_init(struct buffer *buffer)
{
    *buffer = (struct buffer){ 0 };
}

int _gnutls_buffer_append_str(struct buffer *buffer, const char *text)
{
    return buffer_append(buffer, bytes_of(text, strlen(text)));
}

/* The buffer is empty afterwards, also after an error. A text has a zero byte behind it. */
int _gnutls_buffer_to_datum(struct buffer *buffer, gnutls_datum_t *out, unsigned is_text)
{
    int result = is_text ? bytes_give(buffer_bytes(buffer), out) : buffer_give(buffer, out);

    buffer_wipe(buffer);
    return result;
}

void _gnutls_hello_set_default_version(gnutls_session_t session, unsigned char major,
                                       unsigned char minor)
{
    static bool said;

    stub_called("_gnutls_hello_set_default_version", &said);
}

void _gnutls_record_set_default_version(gnutls_session_t session, unsigned char major,
                                        unsigned char minor)
{
    static bool said;

    stub_called("_gnutls_record_set_default_version", &said);
}

void _gnutls_rsa_pms_set_version(gnutls_session_t session, unsigned char major, unsigned char minor)
{
    static bool said;

    stub_called("_gnutls_rsa_pms_set_version", &said);
}

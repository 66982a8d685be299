/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* private_symbols.c - symbols that no header shows, and that packages of distributions bind
 *
 * libgnutls-dane builds its messages in a buffer of ours, of which it knows the size alone: four
 * words. gnutls-cli-debug says false versions, to see what a server makes of them.
 */

#include "base/buffer.h"
#include "base/errors.h"
#include "connection/connection.h"

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
    session->config.said.hello = (uint16_t)(major << 8 | minor);
}

/* Has no effect there either: the records of a first hello keep their version. */
void _gnutls_record_set_default_version(gnutls_session_t session, unsigned char major,
                                        unsigned char minor)
{
}

void _gnutls_rsa_pms_set_version(gnutls_session_t session, unsigned char major, unsigned char minor)
{
    session->config.said.premaster = (uint16_t)(major << 8 | minor);
}

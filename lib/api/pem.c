/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* pem.c - PEM armour around whatever a program keeps as text, RFC 7468 */

#include "pki/pem.h"
#include "base/errors.h"
#include "base/text.h"

static int encode(const char *msg, const gnutls_datum_t *data, struct buffer *out)
{
    if (data == NULL)
        return fail(GNUTLS_E_INVALID_REQUEST);
    if (msg == NULL || msg[0] == 0)
        return base64_encode(bytes_of_datum(data), 0, out);
    return pem_write(bytes_of_datum(data), msg, out);
}

static int decode(const char *header, const gnutls_datum_t *text, struct buffer *out)
{
    const char *const labels[] = { header, NULL };
    bool any = header == NULL || header[0] == 0;
    struct bytes rest = bytes_of_datum(text);
    size_t label;

    return pem_next(&rest, any ? NULL : labels, out, &label);
}

/**
 * gnutls_pem_base64_encode:
 * @msg: what the block is called; without a name, or with an empty one, there
 *   is no armour, but base64 in one line
 * @data: the content
 * @result: receives the text, ended by a zero byte
 * @result_size: the room in @result; receives what is used, without the zero byte
 *
 * Writes bytes as a block of PEM.
 *
 * Returns: %GNUTLS_E_SUCCESS; or %GNUTLS_E_SHORT_MEMORY_BUFFER, and then
 *   @result_size is what is needed, with the zero byte.
 **/
API int gnutls_pem_base64_encode(const char *msg, const gnutls_datum_t *data, char *result,
                                 size_t *result_size)
{
    SCOPED(buffer) struct buffer text = { 0 };

    TRY(encode(msg, data, &text));
    if (result == NULL || *result_size < text.size) {
        *result_size = text.size + 1;
        return fail(GNUTLS_E_SHORT_MEMORY_BUFFER);
    }
    memcpy(result, text.data, text.size);
    if (*result_size > text.size)
        result[text.size] = 0;
    *result_size = text.size;
    return 0;
}

/**
 * gnutls_pem_base64_encode2:
 * @msg: what the block is called; without a name, or with an empty one, there
 *   is no armour, but base64 in one line
 * @data: the content
 * @result: receives the text, with a zero byte behind it that is not counted;
 *   free it with gnutls_free()
 *
 * Writes bytes as a block of PEM.
 *
 * Returns: %GNUTLS_E_SUCCESS, or a negative error code.
 *
 * Since: 3.4.0
 **/
API int gnutls_pem_base64_encode2(const char *msg, const gnutls_datum_t *data,
                                  gnutls_datum_t *result)
{
    SCOPED(buffer) struct buffer text = { 0 };

    TRY(encode(msg, data, &text));
    return buffer_give(&text, result);
}

/**
 * gnutls_pem_base64_decode:
 * @header: what the block is called; NULL: the first one counts
 * @b64_data: the text
 * @result: receives the content
 * @result_size: the room in @result; receives the size of the content
 *
 * Reads a block of PEM. What stands before it is passed over.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_SHORT_MEMORY_BUFFER, and then
 *   @result_size is what is needed; %GNUTLS_E_BASE64_UNEXPECTED_HEADER_ERROR
 *   when there is no such block; or %GNUTLS_E_BASE64_DECODING_ERROR.
 **/
API int gnutls_pem_base64_decode(const char *header, const gnutls_datum_t *b64_data,
                                 unsigned char *result, size_t *result_size)
{
    SCOPED(buffer) struct buffer content = { 0 };
    size_t room = *result_size;

    TRY(decode(header, b64_data, &content));
    *result_size = content.size;
    if (result == NULL || room < content.size)
        return fail(GNUTLS_E_SHORT_MEMORY_BUFFER);
    memcpy(result, content.data, content.size);
    return 0;
}

/**
 * gnutls_pem_base64_decode2:
 * @header: what the block is called; NULL: the first one counts
 * @b64_data: the text
 * @result: receives the content; free it with gnutls_free()
 *
 * Reads a block of PEM. What stands before it is passed over.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_BASE64_UNEXPECTED_HEADER_ERROR when
 *   there is no such block; or %GNUTLS_E_BASE64_DECODING_ERROR.
 *
 * Since: 3.4.0
 **/
API int gnutls_pem_base64_decode2(const char *header, const gnutls_datum_t *b64_data,
                                  gnutls_datum_t *result)
{
    SCOPED(buffer) struct buffer content = { 0 };

    TRY(decode(header, b64_data, &content));
    return buffer_give(&content, result);
}

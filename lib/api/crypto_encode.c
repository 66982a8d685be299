/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* crypto_encode.c - hex and base64 for applications */

#include "base/errors.h"
#include "base/text.h"

#include <gnutls/gnutls.h>

/* Copies to memory of the application. *size is its room before and what is used after; it stays as
 * it was when that does not suffice. */
static int copy_out(const struct buffer *content, void *out, size_t *size)
{
    if (*size < content->size)
        return fail(GNUTLS_E_SHORT_MEMORY_BUFFER);
    if (content->size > 0)
        memcpy(out, content->data, content->size);
    *size = content->size;
    return 0;
}

/* Digits and nothing between them. */
static int decode_plain_hex(const gnutls_datum_t *text, struct buffer *out)
{
    TRY(hex_decode(bytes_of_datum(text), out));
    if (out->size * 2 != text->size)
        return fail(GNUTLS_E_PARSING_ERROR);
    return 0;
}

/**
 * gnutls_hex_encode:
 * @data: the bytes
 * @result: receives the digits and a zero byte
 * @result_size: the room in @result; receives what is used, with the zero byte
 *
 * Writes bytes as lower-case hexadecimal digits.
 *
 * Returns: %GNUTLS_E_SUCCESS, or %GNUTLS_E_SHORT_MEMORY_BUFFER when there is not room for twice the
 * size of @data and a byte more.
 **/
API int gnutls_hex_encode(const gnutls_datum_t *data, char *result, size_t *result_size)
{
    SCOPED(buffer) struct buffer text = { 0 };

    TRY(hex_encode(bytes_of_datum(data), NULL, &text));
    TRY(buffer_append(&text, bytes_of("", 1)));
    return copy_out(&text, result, result_size);
}

/**
 * gnutls_hex_encode2:
 * @data: the bytes
 * @result: receives the digits, and a zero byte that is not counted; free it with gnutls_free()
 *
 * Writes bytes as lower-case hexadecimal digits.
 *
 * Returns: %GNUTLS_E_SUCCESS, or a negative error code.
 **/
API int gnutls_hex_encode2(const gnutls_datum_t *data, gnutls_datum_t *result)
{
    SCOPED(buffer) struct buffer text = { 0 };

    TRY(hex_encode(bytes_of_datum(data), NULL, &text));
    return bytes_give(buffer_bytes(&text), result);
}

/**
 * gnutls_hex_decode:
 * @hex_data: hexadecimal digits, and nothing between them
 * @result: receives the bytes
 * @result_size: the room in @result; receives what is used
 *
 * Reads bytes from hexadecimal digits.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_PARSING_ERROR for other characters and half bytes;
 * %GNUTLS_E_SHORT_MEMORY_BUFFER when there is not enough room.
 **/
API int gnutls_hex_decode(const gnutls_datum_t *hex_data, void *result, size_t *result_size)
{
    SCOPED(buffer) struct buffer bytes = { 0 };

    TRY(decode_plain_hex(hex_data, &bytes));
    return copy_out(&bytes, result, result_size);
}

/**
 * gnutls_hex_decode2:
 * @data: hexadecimal digits, and nothing between them
 * @result: receives the bytes; free it with gnutls_free()
 *
 * Reads bytes from hexadecimal digits.
 *
 * Returns: %GNUTLS_E_SUCCESS, or %GNUTLS_E_PARSING_ERROR for other characters and half bytes.
 **/
API int gnutls_hex_decode2(const gnutls_datum_t *data, gnutls_datum_t *result)
{
    SCOPED(buffer) struct buffer bytes = { 0 };

    TRY(decode_plain_hex(data, &bytes));
    return bytes_give(buffer_bytes(&bytes), result);
}

/**
 * gnutls_hex2bin:
 * @hex_data: hexadecimal digits; colons and white space are passed over
 * @hex_size: how many characters
 * @bin_data: receives the bytes
 * @bin_size: the room in @bin_data; receives what is used
 *
 * Reads bytes from hexadecimal digits as people write them.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_PARSING_ERROR for other characters and half bytes;
 * %GNUTLS_E_SHORT_MEMORY_BUFFER when there is not enough room.
 *
 * Since: 2.4.0
 **/
API int gnutls_hex2bin(const char *hex_data, size_t hex_size, void *bin_data, size_t *bin_size)
{
    SCOPED(buffer) struct buffer bytes = { 0 };

    TRY(hex_decode(bytes_of(hex_data, hex_size), &bytes));
    return copy_out(&bytes, bin_data, bin_size);
}

/**
 * gnutls_base64_encode2:
 * @data: the bytes
 * @result: receives the text, and a zero byte that is not counted; free it with gnutls_free()
 *
 * Writes bytes as base64 in one line.
 *
 * Returns: %GNUTLS_E_SUCCESS, or a negative error code.
 *
 * Since: 3.6.0
 **/
API int gnutls_base64_encode2(const gnutls_datum_t *data, gnutls_datum_t *result)
{
    SCOPED(buffer) struct buffer text = { 0 };

    TRY(base64_encode(bytes_of_datum(data), 0, &text));
    return bytes_give(buffer_bytes(&text), result);
}

/**
 * gnutls_base64_decode2:
 * @base64: the text; white space is passed over
 * @result: receives the bytes; free it with gnutls_free()
 *
 * Reads bytes from base64.
 *
 * Returns: %GNUTLS_E_SUCCESS, or %GNUTLS_E_BASE64_DECODING_ERROR.
 *
 * Since: 3.6.0
 **/
API int gnutls_base64_decode2(const gnutls_datum_t *base64, gnutls_datum_t *result)
{
    SCOPED(buffer) struct buffer bytes = { 0 };

    TRY(base64_decode(bytes_of_datum(base64), &bytes));
    return bytes_give(buffer_bytes(&bytes), result);
}

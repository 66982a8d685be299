/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* text.h - bounded string building, hex, base64 */

#ifndef BASE_TEXT_H
#define BASE_TEXT_H

#include "base/buffer.h"

#include <stdarg.h>

/* Builds into memory of the caller; always ends in a zero byte; cuts what does not fit. */
struct text {
    char *at;
    size_t size, used;
    bool cut;
};

struct text text_in(char *memory, size_t size);
void text_add(struct text *, const char *format, ...) PRINTF_LIKE(2, 3);

/* Appends formatted text (without its zero byte). */
int buffer_print(struct buffer *, const char *format, ...) PRINTF_LIKE(2, 3) MUST_USE;
int buffer_print_list(struct buffer *, const char *format, va_list) PRINTF_LIKE(2, 0) MUST_USE;

/* Lower-case digits, appended, with `separator` (or NULL) between bytes. */
int hex_encode(struct bytes, const char *separator, struct buffer *out) MUST_USE;

/* White space and colons are passed over; anything else that is no digit, or an odd count, is
 * GNUTLS_E_PARSING_ERROR. */
int hex_decode(struct bytes text, struct buffer *out) MUST_USE;

/* With a line break between lines of `line` characters (0: one line; none at the end), `line` a
 * multiple of 4. Constant time over the bytes. */
int base64_encode(struct bytes, size_t line, struct buffer *out) MUST_USE;

/* White space is passed over. GNUTLS_E_BASE64_DECODING_ERROR for anything else that is wrong, and
 * then nothing is appended. Constant time over the characters but for white space. */
int base64_decode(struct bytes text, struct buffer *out) MUST_USE;

bool text_equal_ignoring_case(const char *, const char *);

static inline uint8_t ascii_lower(uint8_t c)
{
    return c >= 'A' && c <= 'Z' ? (uint8_t)(c + ('a' - 'A')) : c;
}

bool text_is_ascii(struct bytes);

/* Appends a character, from 0 to 0x10ffff. */
int utf8_append(uint32_t character, struct buffer *out) MUST_USE;

/* RFC 3629: shortest forms, no surrogates, nothing above U+10FFFF. */
bool text_is_utf8(struct bytes);

#endif

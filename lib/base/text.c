/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* text.c - bounded string building, hex, base64
 *
 * Hex and base64 carry private keys, so digits are computed: a table would tell by the cache
 * which of its lines was read.
 */

#include "base/text.h"

#include "base/errors.h"

#include <assert.h>
#include <stdio.h>
#include <strings.h>

struct text text_in(char *memory, size_t size)
{
    if (size > 0)
        memory[0] = 0;
    return (struct text){ .at = memory, .size = size, .cut = size == 0 };
}

void text_add(struct text *text, const char *format, ...)
{
    if (text->cut)
        return;
    size_t left = text->size - text->used;
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(text->at + text->used, left, format, arguments);
    va_end(arguments);
    text->cut = length < 0 || (size_t)length >= left;
    if (!text->cut)
        text->used += (size_t)length;
    else if (length > 0)
        text->used = text->size - 1;
    text->at[text->used] = 0;
}

int buffer_print_list(struct buffer *buffer, const char *format, va_list arguments)
{
    va_list again;
    va_copy(again, arguments);
    int length = vsnprintf(NULL, 0, format, arguments);
    int result =
        length < 0 ? fail(GNUTLS_E_INTERNAL_ERROR) : buffer_reserve(buffer, (size_t)length + 1);
    if (result == 0) {
        vsnprintf((char *)buffer->data + buffer->size, (size_t)length + 1, format, again);
        buffer->size += (size_t)length;
    }
    va_end(again);
    return result;
}

int buffer_print(struct buffer *buffer, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    int result = buffer_print_list(buffer, format, arguments);
    va_end(arguments);
    return result;
}

/* All ones if first <= value <= last, else zero; without a branch. All below 2^31. */
static unsigned within(unsigned value, unsigned first, unsigned last)
{
    return (((value - first) | (last - value)) >> 31) - 1;
}

static bool is_space(uint8_t character)
{
    return character == ' ' || (character >= '\t' && character <= '\r');
}

static uint8_t hex_digit(unsigned value)
{
    return (uint8_t)(value + '0' + (within(value, 10, 15) & ('a' - '0' - 10)));
}

int hex_encode(struct bytes bytes, const char *separator, struct buffer *out)
{
    struct bytes between = separator == NULL ? bytes_none() : bytes_of_text(separator);
    for (size_t i = 0; i < bytes.size; i++) {
        if (i > 0)
            TRY(buffer_append(out, between));
        uint8_t digits[2] = { hex_digit(bytes.data[i] >> 4), hex_digit(bytes.data[i] & 15) };
        TRY(buffer_append(out, bytes_of(digits, sizeof(digits))));
    }
    return 0;
}

/* The value of a digit; all ones if it is none. */
static unsigned hex_value(unsigned digit)
{
    unsigned decimal = within(digit, '0', '9');
    unsigned lower = within(digit, 'a', 'f');
    unsigned upper = within(digit, 'A', 'F');
    return (decimal & (digit - '0')) | (lower & (digit - 'a' + 10)) | (upper & (digit - 'A' + 10)) |
           ~(decimal | lower | upper);
}

int hex_decode(struct bytes text, struct buffer *out)
{
    TRY(buffer_reserve(out, text.size / 2 + 1));
    uint8_t *to = out->data + out->size;
    size_t digits = 0;
    unsigned high = 0, wrong = 0;
    for (size_t i = 0; i < text.size; i++) {
        if (is_space(text.data[i]) || text.data[i] == ':')
            continue;
        unsigned value = hex_value(text.data[i]);
        wrong |= value & ~15U;
        if (digits++ % 2 == 0)
            high = value;
        else
            *to++ = (uint8_t)(high << 4 | (value & 15));
    }
    if (wrong != 0 || digits % 2 != 0)
        return fail(GNUTLS_E_PARSING_ERROR);
    out->size += digits / 2;
    return 0;
}

static uint8_t base64_character(unsigned value)
{
    return (uint8_t)(value + 'A' + (within(value, 26, 51) & (unsigned)('a' - 'A' - 26)) +
                     (within(value, 52, 61) & (unsigned)('0' - 'A' - 52)) +
                     (within(value, 62, 62) & (unsigned)('+' - 'A' - 62)) +
                     (within(value, 63, 63) & (unsigned)('/' - 'A' - 63)));
}

/* Four characters for up to three bytes. */
static void base64_group(const uint8_t *bytes, size_t count, uint8_t *out)
{
    unsigned word = (unsigned)bytes[0] << 16;
    word |= count > 1 ? (unsigned)bytes[1] << 8 : 0;
    word |= count > 2 ? (unsigned)bytes[2] : 0;
    out[0] = base64_character(word >> 18);
    out[1] = base64_character(word >> 12 & 63);
    out[2] = count > 1 ? base64_character(word >> 6 & 63) : '=';
    out[3] = count > 2 ? base64_character(word & 63) : '=';
}

int base64_encode(struct bytes bytes, size_t line, struct buffer *out)
{
    assert(line % 4 == 0);
    if (bytes.size > SIZE_MAX / 4)
        return fail(GNUTLS_E_MEMORY_ERROR);
    size_t groups = (bytes.size + 2) / 3;
    size_t breaks = line > 0 && groups > 0 ? (groups * 4 - 1) / line : 0;
    uint8_t *to;
    TRY(buffer_extend(out, groups * 4 + breaks, &to));

    for (size_t i = 0; i < groups; i++) {
        if (i > 0 && line > 0 && i * 4 % line == 0)
            *to++ = '\n';
        base64_group(bytes.data + 3 * i, bytes.size - 3 * i, to);
        to += 4;
    }
    return 0;
}

/* The value of a character; all ones if it is none. */
static unsigned base64_value(unsigned character)
{
    unsigned upper = within(character, 'A', 'Z');
    unsigned lower = within(character, 'a', 'z');
    unsigned decimal = within(character, '0', '9');
    unsigned plus = within(character, '+', '+');
    unsigned slash = within(character, '/', '/');
    return (upper & (character - 'A')) | (lower & (character - 'a' + 26)) |
           (decimal & (character - '0' + 52)) | (plus & 62) | (slash & 63) |
           ~(upper | lower | decimal | plus | slash);
}

int base64_decode(struct bytes text, struct buffer *out)
{
    TRY(buffer_reserve(out, text.size / 4 * 3 + 3));
    uint8_t *to = out->data + out->size;
    size_t values = 0, pads = 0;
    unsigned word = 0, wrong = 0;
    for (size_t i = 0; i < text.size; i++) {
        if (is_space(text.data[i]))
            continue;
        if (text.data[i] == '=') {
            pads++;
            continue;
        }
        unsigned value = base64_value(text.data[i]);
        wrong |= value & ~63U;
        wrong |= pads != 0;
        word = word << 6 | (value & 63);
        if (values++ % 4 != 0)
            *to++ = (uint8_t)(word >> (6 - 2 * ((values - 1) % 4)));
    }

    /* The last group has 2, 3 or 4 characters; the bits that none of its bytes takes are zero. */
    size_t last = values % 4;
    unsigned spare = last == 2 ? 15 : last == 3 ? 3 : 0;
    if (wrong != 0 || last == 1 || pads != (4 - last) % 4 || (word & spare) != 0)
        return fail(GNUTLS_E_BASE64_DECODING_ERROR);
    out->size = (size_t)(to - out->data);
    return 0;
}

bool text_equal_ignoring_case(const char *a, const char *b)
{
    return strcasecmp(a, b) == 0;
}

bool text_is_ascii(struct bytes text)
{
    for (size_t i = 0; i < text.size; i++) {
        if (text.data[i] >= 0x80)
            return false;
    }
    return true;
}

int utf8_append(uint32_t character, struct buffer *out)
{
    size_t more = character < 0x80 ? 0 : character < 0x800 ? 1 : character < 0x10000 ? 2 : 3;
    static const uint8_t marks[] = { 0, 0xc0, 0xe0, 0xf0 };
    uint8_t bytes[4] = { (uint8_t)(marks[more] | character >> (6 * more)) };
    for (size_t i = 1; i <= more; i++)
        bytes[i] = (uint8_t)(0x80 | (character >> (6 * (more - i)) & 0x3f));
    return buffer_append(out, bytes_of(bytes, more + 1));
}

/* How many bytes the character at the front has; 0 when it is none. */
static size_t utf8_size(struct bytes text)
{
    static const uint32_t first_of_size[] = { 0, 0, 0x80, 0x800, 0x10000 };
    uint8_t lead = text.data[0];
    size_t size = lead < 0x80 ? 1 : lead < 0xc2 ? 0 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
    if (size <= 1 || lead > 0xf4 || text.size < size)
        return size == 1;
    uint32_t code = lead & (0x7fu >> size);
    for (size_t i = 1; i < size; i++) {
        if ((text.data[i] & 0xc0) != 0x80)
            return 0;
        code = code << 6 | (text.data[i] & 0x3f);
    }
    bool is_character = code >= first_of_size[size] && code <= 0x10ffff;
    return is_character && (code < 0xd800 || code > 0xdfff) ? size : 0;
}

bool text_is_utf8(struct bytes text)
{
    while (text.size > 0) {
        size_t size = utf8_size(text);
        if (size == 0)
            return false;
        text = bytes_from(text, size);
    }
    return true;
}

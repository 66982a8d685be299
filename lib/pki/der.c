/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* der.c - DER in and out: a strict reader over views, and a small writer */

#include "pki/der.h"

#include "base/errors.h"

/* Longer lengths than 2^24-1 have no use here. */
enum { LENGTH_BYTES_MAX = 3 };

/* X.690, 10.1: the definite form, in the fewest bytes. */
static size_t read_length(struct wire_reader *reader)
{
    uint8_t first = wire_read_u8(reader);
    if (first < 0x80)
        return first;

    size_t width = first & 0x7f;
    if (width == 0 || width > LENGTH_BYTES_MAX) {
        wire_read_fail(reader);
        return 0;
    }
    size_t length = 0;
    struct bytes bytes = wire_read_bytes(reader, width);
    for (size_t i = 0; i < bytes.size; i++)
        length = length << 8 | bytes.data[i];
    if (length < 0x80 || length >> (8 * (width - 1)) == 0)
        wire_read_fail(reader);
    return length;
}

struct bytes der_read_any(struct wire_reader *reader, uint8_t *out_tag, struct bytes *out_content)
{
    const uint8_t *start = reader->at;
    uint8_t tag = wire_read_u8(reader);
    /* Tag numbers from 31 on take more bytes; nothing that is read here has one. */
    if ((tag & 0x1f) == 0x1f)
        wire_read_fail(reader);
    struct bytes content = wire_read_bytes(reader, read_length(reader));

    if (reader->failed) {
        *out_tag = 0;
        *out_content = bytes_none();
        return bytes_none();
    }
    *out_tag = tag;
    *out_content = content;
    return bytes_of(start, (size_t)(reader->at - start));
}

struct bytes der_take(struct wire_reader *reader)
{
    uint8_t tag;
    struct bytes content;
    return der_read_any(reader, &tag, &content);
}

uint8_t der_peek(const struct wire_reader *reader)
{
    return wire_more(reader) ? *reader->at : 0;
}

struct bytes der_read_whole(struct wire_reader *reader, uint8_t tag)
{
    if (der_peek(reader) != tag)
        wire_read_fail(reader);
    return der_take(reader);
}

struct bytes der_read(struct wire_reader *reader, uint8_t tag)
{
    uint8_t found;
    struct bytes content;
    if (der_peek(reader) != tag)
        wire_read_fail(reader);
    der_read_any(reader, &found, &content);
    return content;
}

struct wire_reader der_enter(struct wire_reader *reader, uint8_t tag)
{
    struct wire_reader inner = wire_reader(der_read(reader, tag));
    inner.failed = reader->failed;
    return inner;
}

bool der_read_optional(struct wire_reader *reader, uint8_t tag, struct bytes *out)
{
    *out = bytes_none();
    if (der_peek(reader) != tag)
        return false;
    *out = der_read(reader, tag);
    return !reader->failed;
}

bool der_read_boolean(struct wire_reader *reader)
{
    struct bytes content = der_read(reader, DER_BOOLEAN);
    if (content.size != 1 || (content.data[0] != 0x00 && content.data[0] != 0xff)) {
        wire_read_fail(reader);
        return false;
    }
    return content.data[0] == 0xff;
}

/* X.690, 8.3.2: the first nine bits of an INTEGER are not all alike. */
static bool begins_idly(struct bytes number)
{
    return number.size >= 2 && ((number.data[0] == 0x00 && number.data[1] < 0x80) ||
                                (number.data[0] == 0xff && number.data[1] >= 0x80));
}

struct bytes der_read_implicit_integer(struct wire_reader *reader, uint8_t tag)
{
    struct bytes content = der_read(reader, tag);
    if (content.size == 0 || begins_idly(content)) {
        wire_read_fail(reader);
        return bytes_none();
    }
    return content;
}

struct bytes der_read_integer(struct wire_reader *reader)
{
    return der_read_implicit_integer(reader, DER_INTEGER);
}

struct bytes der_read_natural(struct wire_reader *reader)
{
    struct bytes content = der_read_integer(reader);
    if (content.size > 0 && content.data[0] >= 0x80) {
        wire_read_fail(reader);
        return bytes_none();
    }
    return content;
}

struct bytes der_read_unsigned(struct wire_reader *reader)
{
    struct bytes content = der_read_natural(reader);
    return content.size > 0 && content.data[0] == 0 ? bytes_from(content, 1) : content;
}

uint32_t der_read_small(struct wire_reader *reader, uint32_t most)
{
    struct bytes content = der_read_unsigned(reader);
    uint32_t number = 0;
    for (size_t i = 0; i < content.size && content.size <= sizeof number; i++)
        number = number << 8 | content.data[i];
    if (content.size > sizeof number || number > most) {
        wire_read_fail(reader);
        return 0;
    }
    return number;
}

struct bytes der_read_bits(struct wire_reader *reader, uint8_t *out_unused)
{
    struct bytes content = der_read(reader, DER_BIT_STRING);
    *out_unused = content.size > 0 ? content.data[0] : 0;
    struct bytes bits = bytes_from(content, 1);

    bool right = content.size > 0 && *out_unused < 8 && (bits.size > 0 || *out_unused == 0);
    if (right && bits.size > 0)
        right = (bits.data[bits.size - 1] & ((1u << *out_unused) - 1)) == 0;
    if (!right) {
        wire_read_fail(reader);
        return bytes_none();
    }
    return bits;
}

struct bytes der_read_bit_bytes(struct wire_reader *reader)
{
    uint8_t unused;
    struct bytes bits = der_read_bits(reader, &unused);
    if (unused != 0) {
        wire_read_fail(reader);
        return bytes_none();
    }
    return bits;
}

/* X.690, 8.19.2: no number begins with a byte of zeros, and the last one ends. */
static bool is_oid(struct bytes oid)
{
    bool begins = true;
    for (size_t i = 0; i < oid.size; i++) {
        if (begins && oid.data[i] == 0x80)
            return false;
        begins = oid.data[i] < 0x80;
    }
    return begins && oid.size > 0;
}

struct bytes der_read_oid(struct wire_reader *reader)
{
    struct bytes oid = der_read(reader, DER_OID);
    if (!is_oid(oid)) {
        wire_read_fail(reader);
        return bytes_none();
    }
    return oid;
}

/* Two digits at `at`; -1 when they are none. */
static int two_digits(const uint8_t *at)
{
    if (at[0] < '0' || at[0] > '9' || at[1] < '0' || at[1] > '9')
        return -1;
    return (at[0] - '0') * 10 + (at[1] - '0');
}

static bool is_leap_year(int year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

/* Days from 1970-01-01 to the first of January. */
static int64_t days_before_year(int year)
{
    int64_t past = year - 1;
    return past * 365 + past / 4 - past / 100 + past / 400 - 719162;
}

/* `text` is MMDDHHMMSS; false when that is no time. */
static bool seconds_of(int year, const uint8_t *text, int64_t *out)
{
    static const uint16_t days_before[] = { 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334 };
    static const uint8_t days_in[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
    int month = two_digits(text), day = two_digits(text + 2), hour = two_digits(text + 4);
    int minute = two_digits(text + 6), second = two_digits(text + 8);
    if (month < 1 || month > 12 || hour < 0 || hour > 23 || minute < 0 || minute > 59 ||
        second < 0 || second > 59)
        return false;
    bool leap = is_leap_year(year);
    if (day < 1 || day > days_in[month - 1] + (month == 2 && leap))
        return false;

    int64_t days =
        days_before_year(year) + days_before[month - 1] + (month > 2 && leap) + (day - 1);
    *out = ((days * 24 + hour) * 60 + minute) * 60 + second;
    return true;
}

/* The year has two digits or four. */
static int64_t time_of(struct wire_reader *reader, struct bytes text, size_t year_digits)
{
    int64_t seconds = 0;
    if (text.size == year_digits + 11 && text.data[text.size - 1] == 'Z') {
        int low = two_digits(text.data + year_digits - 2);
        int high = year_digits == 4 ? two_digits(text.data) : low >= 50 ? 19 : 20;
        if (high >= 0 && low >= 0 && high * 100 + low > 0 &&
            seconds_of(high * 100 + low, text.data + year_digits, &seconds))
            return seconds;
    }
    wire_read_fail(reader);
    return 0;
}

int64_t der_read_generalized_time(struct wire_reader *reader, uint8_t tag)
{
    return time_of(reader, der_read(reader, tag), 4);
}

int64_t der_read_time(struct wire_reader *reader)
{
    if (der_peek(reader) != DER_UTC_TIME)
        return der_read_generalized_time(reader, DER_GENERALIZED_TIME);
    return time_of(reader, der_read(reader, DER_UTC_TIME), 2);
}

int der_end(const struct wire_reader *reader)
{
    if (reader->failed || wire_more(reader))
        return fail(GNUTLS_E_ASN1_DER_ERROR);
    return 0;
}

int der_write_header(struct buffer *buffer, uint8_t tag, size_t size)
{
    uint8_t header[2 + LENGTH_BYTES_MAX] = { tag };
    size_t used = 1;
    if (size >> (8 * LENGTH_BYTES_MAX) != 0)
        return fail(GNUTLS_E_ASN1_DER_OVERFLOW);
    if (size < 0x80) {
        header[used++] = (uint8_t)size;
    } else {
        size_t width = size > 0xffff ? 3 : size > 0xff ? 2 : 1;
        header[used++] = (uint8_t)(0x80 | width);
        for (size_t i = width; i-- > 0;)
            header[used++] = (uint8_t)(size >> (8 * i));
    }
    return buffer_append(buffer, bytes_of(header, used));
}

int der_write(struct buffer *buffer, uint8_t tag, struct bytes content)
{
    TRY(der_write_header(buffer, tag, content.size));
    return buffer_append(buffer, content);
}

int der_write_unsigned(struct buffer *buffer, struct bytes magnitude)
{
    static const uint8_t zero[1];
    while (magnitude.size > 0 && magnitude.data[0] == 0)
        magnitude = bytes_from(magnitude, 1);
    /* A number that begins with a one bit, and zero itself, have a zero byte in front. */
    bool lead = magnitude.size == 0 || magnitude.data[0] >= 0x80;
    TRY(der_write_header(buffer, DER_INTEGER, magnitude.size + lead));
    TRY(buffer_append(buffer, bytes_of(zero, lead)));
    return buffer_append(buffer, magnitude);
}

int der_write_integer(struct buffer *buffer, struct bytes number)
{
    while (begins_idly(number))
        number = bytes_from(number, 1);
    return der_write(buffer, DER_INTEGER, number);
}

int der_write_small(struct buffer *buffer, uint32_t number)
{
    uint8_t bytes[] = { (uint8_t)(number >> 24), (uint8_t)(number >> 16), (uint8_t)(number >> 8),
                        (uint8_t)number };
    return der_write_unsigned(buffer, bytes_of(bytes, sizeof bytes));
}

int der_write_bit_bytes(struct buffer *buffer, struct bytes bytes)
{
    static const uint8_t none_unused[1];
    TRY(der_write_header(buffer, DER_BIT_STRING, bytes.size + 1));
    TRY(buffer_append(buffer, bytes_of(none_unused, 1)));
    return buffer_append(buffer, bytes);
}

int der_wrap(struct buffer *buffer, uint8_t tag)
{
    SCOPED(buffer) struct buffer whole = { 0 };
    TRY(der_write(&whole, tag, buffer_bytes(buffer)));
    buffer_move(&whole, buffer);
    return 0;
}

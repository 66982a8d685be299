/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* der.h - DER in and out: a strict reader over views, and a small writer
 *
 * The reader is the sticky one of wire/; here are the elements it meets. What has two encodings
 * in BER has one here: lengths are shortest, integers are shortest, booleans are 00 or FF.
 * Nothing is recursive: how deep a structure goes is in the code that reads it.
 */

#ifndef PKI_DER_H
#define PKI_DER_H

#include "base/buffer.h"
#include "wire/reader.h"

enum der_tag {
    DER_BOOLEAN = 0x01,
    DER_INTEGER = 0x02,
    DER_BIT_STRING = 0x03,
    DER_OCTET_STRING = 0x04,
    DER_NULL = 0x05,
    DER_OID = 0x06,
    DER_ENUMERATED = 0x0a,
    DER_UTF8_STRING = 0x0c,
    DER_NUMERIC_STRING = 0x12,
    DER_PRINTABLE_STRING = 0x13,
    DER_TELETEX_STRING = 0x14,
    DER_IA5_STRING = 0x16,
    DER_UTC_TIME = 0x17,
    DER_GENERALIZED_TIME = 0x18,
    DER_VISIBLE_STRING = 0x1a,
    DER_UNIVERSAL_STRING = 0x1c,
    DER_BMP_STRING = 0x1e,
    DER_SEQUENCE = 0x30,
    DER_SET = 0x31,
};

/* [n] IMPLICIT over a primitive type, and [n] around or over a constructed one. */
#define DER_CONTEXT(n)      (0x80 | (n))
#define DER_CONTEXT_DEEP(n) (0xa0 | (n))

/* The tag that comes next; 0 at the end. */
uint8_t der_peek(const struct wire_reader *);

/* The content of the next element, which must have this tag. */
struct bytes der_read(struct wire_reader *, uint8_t tag);

/* Tag, length and content of the next element, whatever it is; its tag and content apart. */
struct bytes der_read_any(struct wire_reader *, uint8_t *out_tag, struct bytes *out_content);

/* The same without them. */
struct bytes der_take(struct wire_reader *);

/* The same where the tag is known. */
struct bytes der_read_whole(struct wire_reader *, uint8_t tag);

/* A reader over the content of the next element; failed when it is another. */
struct wire_reader der_enter(struct wire_reader *, uint8_t tag);

/* True, and the element is passed, when it has this tag. */
bool der_read_optional(struct wire_reader *, uint8_t tag, struct bytes *out);

bool der_read_boolean(struct wire_reader *);

/* An INTEGER from 0 to `most`. */
uint32_t der_read_small(struct wire_reader *, uint32_t most);

/* A non-negative INTEGER as its big-endian bytes without leading zeros; zero is empty. */
struct bytes der_read_unsigned(struct wire_reader *);

/* The same as it stands: with a zero byte in front where the first bit would be one. */
struct bytes der_read_natural(struct wire_reader *);

/* Any INTEGER, as it stands: two's complement, shortest. */
struct bytes der_read_integer(struct wire_reader *);
struct bytes der_read_implicit_integer(struct wire_reader *, uint8_t tag);

/* A BIT STRING; the unused bits of its last byte are zero. */
struct bytes der_read_bits(struct wire_reader *, uint8_t *out_unused);

/* A BIT STRING of whole bytes. */
struct bytes der_read_bit_bytes(struct wire_reader *);

/* The content of an OBJECT IDENTIFIER, checked. */
struct bytes der_read_oid(struct wire_reader *);

/* UTCTime or GeneralizedTime as RFC 5280, 4.1.2.5 wants them, in seconds since 1970. */
int64_t der_read_time(struct wire_reader *);

/* GeneralizedTime of that form under another tag. */
int64_t der_read_generalized_time(struct wire_reader *, uint8_t tag);

/* 0 if nothing failed and nothing is left, else GNUTLS_E_ASN1_DER_ERROR. */
int der_end(const struct wire_reader *) MUST_USE;

/* ---- out ---- */

/* Appends tag and length of an element whose content follows. */
int der_write_header(struct buffer *, uint8_t tag, size_t size) MUST_USE;

/* Appends an element. */
int der_write(struct buffer *, uint8_t tag, struct bytes content) MUST_USE;

/* Appends a non-negative INTEGER from big-endian bytes; leading zeros are dropped. */
int der_write_unsigned(struct buffer *, struct bytes magnitude) MUST_USE;

/* Appends an INTEGER from two's complement, which is not empty; leading bytes that a shorter number does
 * without are dropped. */
int der_write_integer(struct buffer *, struct bytes number) MUST_USE;

/* Appends a BIT STRING of whole bytes. */
int der_write_bit_bytes(struct buffer *, struct bytes) MUST_USE;

/* Appends a small non-negative INTEGER. */
int der_write_small(struct buffer *, uint32_t number) MUST_USE;

/* der_time.c: appends UTCTime before 2050 and GeneralizedTime from then on (RFC 5280, 4.1.2.5), or
 * GeneralizedTime in any case. What is behind the year 9999 is its last second;
 * GNUTLS_E_INVALID_REQUEST for years before 1950, or 1. */
int der_write_time(struct buffer *, int64_t seconds) MUST_USE;
int der_write_generalized_time(struct buffer *, uint8_t tag, int64_t seconds) MUST_USE;

/* der_set.c: appends the elements of a SET OF, which come one after the other, in the order of DER.
 * GNUTLS_E_ASN1_DER_ERROR when they are none. */
int der_write_sorted(struct buffer *, struct bytes elements) MUST_USE;

/* Makes all of the content that of one element. */
int der_wrap(struct buffer *, uint8_t tag) MUST_USE;

#endif

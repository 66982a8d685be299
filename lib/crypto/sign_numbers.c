/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* sign_numbers.c - a signature of two numbers in DER */

#include "crypto/sign_numbers.h"

#include "base/errors.h"
#include "crypto/bignum.h"

#include <assert.h>

enum { DER_SEQUENCE = 0x30, DER_INTEGER = 0x02, DER_LONG_FORM_1 = 0x81, DER_SHORT_MAX = 0x7f };

/* P-521: 66 bytes, and a zero in front when the highest bit is set. */
enum { INTEGER_MAX = 67 };

void dsa_signature_wipe(struct dsa_signature *signature)
{
    dsa_signature_clear(signature);
}

static int write_integer(const mpz_t number, struct buffer *out)
{
    uint8_t bytes[INTEGER_MAX];
    /* One bit more than the number has: the sign. */
    size_t size = mpz_sizeinbase(number, 2) / 8 + 1;
    const uint8_t head[] = { DER_INTEGER, (uint8_t)size };

    bool fits = size <= sizeof(bytes) && number_write(number, bytes, size);
    assert(fits);
    TRY(buffer_append(out, bytes_of(head, sizeof(head))));
    return buffer_append(out, bytes_of(bytes, size));
}

int sign_numbers_write(const struct dsa_signature *signature, struct buffer *out)
{
    SCOPED(buffer) struct buffer body = { 0 };

    TRY(write_integer(signature->r, &body));
    TRY(write_integer(signature->s, &body));
    const uint8_t short_head[] = { DER_SEQUENCE, (uint8_t)body.size };
    const uint8_t long_head[] = { DER_SEQUENCE, DER_LONG_FORM_1, (uint8_t)body.size };
    if (body.size <= DER_SHORT_MAX)
        TRY(buffer_append(out, bytes_of(short_head, sizeof(short_head))));
    else
        TRY(buffer_append(out, bytes_of(long_head, sizeof(long_head))));
    return buffer_append(out, buffer_bytes(&body));
}

/* Takes the head of a value off `in`; false unless exactly `tag` and a shortest length that the
 * rest can hold. */
static bool read_head(struct bytes *in, uint8_t tag, size_t *out_size)
{
    if (in->size < 2 || in->data[0] != tag)
        return false;
    size_t size = in->data[1], head_size = 2;
    if (size == DER_LONG_FORM_1) {
        if (in->size < 3 || in->data[2] <= DER_SHORT_MAX)
            return false;
        size = in->data[2];
        head_size = 3;
    } else if (size > DER_SHORT_MAX) {
        return false;
    }
    *in = bytes_from(*in, head_size);
    *out_size = size;
    return size <= in->size;
}

/* Positive, and without a byte too many. */
static bool read_integer(struct bytes *in, mpz_t out)
{
    size_t size;

    if (!read_head(in, DER_INTEGER, &size) || size == 0 || size > INTEGER_MAX)
        return false;
    const uint8_t *data = in->data;
    if (data[0] & 0x80)
        return false;
    if (size > 1 && data[0] == 0 && !(data[1] & 0x80))
        return false;
    number_read(out, bytes_of(data, size));
    *in = bytes_from(*in, size);
    return mpz_sgn(out) > 0;
}

bool sign_numbers_read(struct bytes in, struct dsa_signature *out)
{
    size_t size;

    if (!read_head(&in, DER_SEQUENCE, &size) || size != in.size)
        return false;
    return read_integer(&in, out->r) && read_integer(&in, out->s) && in.size == 0;
}

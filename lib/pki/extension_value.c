/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* extension_value.c - extensions that are a value or two: to and from the DER of the extension */

#include "pki/extension_value.h"

#include "base/errors.h"
#include "pki/der.h"

enum { NUMBER_MAX = 0x7fffffff };

int basic_constraints_read(struct bytes value, struct basic_constraints *out)
{
    struct basic_constraints read = { .path_length = -1 };
    struct wire_reader reader = wire_reader(value);
    struct wire_reader fields = der_enter(&reader, DER_SEQUENCE);
    read.is_authority = der_peek(&fields) == DER_BOOLEAN && der_read_boolean(&fields);
    if (wire_more(&fields))
        read.path_length = (int)der_read_small(&fields, NUMBER_MAX);
    TRY(der_end(&fields));
    TRY(der_end(&reader));
    *out = read;
    return 0;
}

int basic_constraints_write(const struct basic_constraints *constraints, struct buffer *out)
{
    static const uint8_t yes[] = { 0xff };
    SCOPED(buffer) struct buffer fields = { 0 };
    if (constraints->is_authority)
        TRY(der_write(&fields, DER_BOOLEAN, bytes_of(yes, 1)));
    if (constraints->path_length >= 0)
        TRY(der_write_small(&fields, (uint32_t)constraints->path_length));
    return der_write(out, DER_SEQUENCE, buffer_bytes(&fields));
}

unsigned named_bits(struct bytes bits)
{
    unsigned number = 0;
    for (size_t i = 0; i < bits.size && i < 2; i++)
        number |= (unsigned)bits.data[i] << (8 * i);
    return number;
}

int named_bits_write(struct buffer *buffer, uint8_t tag, unsigned bits)
{
    /* X.690, 11.2.2: trailing zeros are left out. */
    uint8_t content[3] = { 0, (uint8_t)bits, (uint8_t)(bits >> 8) };
    size_t size = content[2] != 0 ? 3 : content[1] != 0 ? 2 : 1;
    uint8_t last = size > 1 ? content[size - 1] : 1;
    while ((last & 1u << content[0]) == 0)
        content[0]++;
    return der_write(buffer, tag, bytes_of(content, size));
}

int key_usage_read(struct bytes value, unsigned *out)
{
    struct wire_reader reader = wire_reader(value);
    uint8_t unused;
    struct bytes bits = der_read_bits(&reader, &unused);
    TRY(der_end(&reader));
    *out = named_bits(bits);
    return 0;
}

int key_usage_write(unsigned usage, struct buffer *out)
{
    /* Nine bits; the last is the first of the second byte. */
    return named_bits_write(out, DER_BIT_STRING, usage & 0x80ff);
}

int subject_key_id_read(struct bytes value, struct bytes *out)
{
    struct wire_reader reader = wire_reader(value);
    struct bytes id = der_read(&reader, DER_OCTET_STRING);
    TRY(der_end(&reader));
    *out = id;
    return 0;
}

int subject_key_id_write(struct bytes id, struct buffer *out)
{
    return der_write(out, DER_OCTET_STRING, id);
}

static int64_t read_optional_time(struct wire_reader *fields, uint8_t tag)
{
    return der_peek(fields) == tag ? der_read_generalized_time(fields, tag) : -1;
}

int usage_period_read(struct bytes value, struct usage_period *out)
{
    struct usage_period read;
    struct wire_reader reader = wire_reader(value);
    struct wire_reader fields = der_enter(&reader, DER_SEQUENCE);
    read.from_s = read_optional_time(&fields, DER_CONTEXT(0));
    read.until_s = read_optional_time(&fields, DER_CONTEXT(1));
    TRY(der_end(&fields));
    TRY(der_end(&reader));
    *out = read;
    return 0;
}

int usage_period_write(const struct usage_period *period, struct buffer *out)
{
    SCOPED(buffer) struct buffer fields = { 0 };
    if (period->from_s != -1)
        TRY(der_write_generalized_time(&fields, DER_CONTEXT(0), period->from_s));
    if (period->until_s != -1)
        TRY(der_write_generalized_time(&fields, DER_CONTEXT(1), period->until_s));
    return der_write(out, DER_SEQUENCE, buffer_bytes(&fields));
}

int proxy_info_read(struct bytes value, struct proxy_info *out)
{
    struct proxy_info read = { .path_length = -1 };
    struct wire_reader reader = wire_reader(value);
    struct wire_reader fields = der_enter(&reader, DER_SEQUENCE);
    if (der_peek(&fields) == DER_INTEGER)
        read.path_length = (int)der_read_small(&fields, NUMBER_MAX);
    struct wire_reader policy = der_enter(&fields, DER_SEQUENCE);
    read.language = der_read_oid(&policy);
    der_read_optional(&policy, DER_OCTET_STRING, &read.policy);
    TRY(der_end(&policy));
    TRY(der_end(&fields));
    TRY(der_end(&reader));
    *out = read;
    return 0;
}

int proxy_info_write(const struct proxy_info *info, struct buffer *out)
{
    SCOPED(buffer) struct buffer fields = { 0 }, policy = { 0 };
    if (info->path_length >= 0)
        TRY(der_write_small(&fields, (uint32_t)info->path_length));
    TRY(der_write(&policy, DER_OID, info->language));
    if (info->policy.data != NULL)
        TRY(der_write(&policy, DER_OCTET_STRING, info->policy));
    TRY(der_write(&fields, DER_SEQUENCE, buffer_bytes(&policy)));
    return der_write(out, DER_SEQUENCE, buffer_bytes(&fields));
}

int inhibit_policy_read(struct bytes value, unsigned *out)
{
    struct wire_reader reader = wire_reader(value);
    uint32_t skip = der_read_small(&reader, NUMBER_MAX);
    TRY(der_end(&reader));
    *out = skip;
    return 0;
}

int inhibit_policy_write(unsigned skip, struct buffer *out)
{
    return der_write_small(out, skip);
}

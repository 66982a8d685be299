/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* attribute.c - Attribute, RFC 2986, 4.1: of requests, keys, bags and signatures */

#include "pki/attribute.h"

#include "base/errors.h"
#include "pki/der.h"

bool attribute_take(struct bytes *attributes, struct attribute *out)
{
    struct wire_reader reader = wire_reader(*attributes);
    struct wire_reader fields = der_enter(&reader, DER_SEQUENCE);
    out->oid = der_read_oid(&fields);
    out->values = der_read(&fields, DER_SET);
    if (fields.failed || wire_more(&fields))
        return false;
    *attributes = wire_read_rest(&reader);
    return true;
}

struct bytes attribute_value(const struct attribute *attribute, unsigned index)
{
    struct wire_reader values = wire_reader(attribute->values);
    while (wire_more(&values)) {
        struct bytes element = der_take(&values);
        if (index-- == 0)
            return element;
    }
    return bytes_none();
}

int attribute_write(struct bytes oid, struct bytes values, struct buffer *out)
{
    SCOPED(buffer) struct buffer fields = { 0 };
    TRY(der_write(&fields, DER_OID, oid));
    TRY(der_write(&fields, DER_SET, values));
    return der_write(out, DER_SEQUENCE, buffer_bytes(&fields));
}

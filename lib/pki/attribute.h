/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* attribute.h - Attribute, RFC 2986, 4.1: of requests, keys, bags and signatures */

#ifndef PKI_ATTRIBUTE_H
#define PKI_ATTRIBUTE_H

#include "base/buffer.h"

struct attribute {
    struct bytes oid;
    struct bytes values; /* the content of the SET */
};

/* Takes the next attribute from the front; false at the end, and where there is none. */
bool attribute_take(struct bytes *attributes, struct attribute *out);

/* The element that is the `index`-th value; empty when there is none. */
struct bytes attribute_value(const struct attribute *, unsigned index);

/* Appends one with these values, which are in order. */
int attribute_write(struct bytes oid, struct bytes values, struct buffer *out) MUST_USE;

#endif

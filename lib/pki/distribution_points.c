/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* distribution_points.c - where to find revocation lists, RFC 5280, 4.2.1.13 */

#include "base/errors.h"
#include "base/memory.h"
#include "pki/der.h"
#include "pki/extension_list.h"
#include "pki/extension_value.h"

static void distribution_point_wipe(struct distribution_point *point)
{
    general_name_item_wipe(&point->name);
}

void distribution_points_wipe(struct distribution_points *points)
{
    for (size_t i = 0; i < points->count; i++)
        distribution_point_wipe(&points->items[i]);
    memory_free(points->items);
    *points = (struct distribution_points){ 0 };
}

static int add_point(struct distribution_points *points, struct bytes name, unsigned reasons)
{
    SCOPED(distribution_point) struct distribution_point point = { .reasons = reasons };
    TRY(general_name_read(name, &point.name));
    struct distribution_point *items =
        memory_resize_array(points->items, points->count + 1, sizeof *items);
    if (items == NULL)
        return fail(GNUTLS_E_MEMORY_ERROR);
    items[points->count++] = point;
    points->items = items;
    point = (struct distribution_point){ 0 };
    return 0;
}

int distribution_points_add(struct distribution_points *points, unsigned type, struct bytes name,
                            unsigned reasons)
{
    SCOPED(buffer) struct buffer element = { 0 };
    TRY(general_name_encode(type, name, NULL, &element));
    return add_point(points, buffer_bytes(&element), reasons);
}

/* DistributionPointName: of the two forms only the full name says where. */
static int read_place(struct bytes place, unsigned reasons, struct distribution_points *out)
{
    struct wire_reader reader = wire_reader(place);
    struct bytes full, relative;
    if (place.size == 0)
        return 0;
    if (!der_read_optional(&reader, DER_CONTEXT_DEEP(0), &full)) {
        der_read_optional(&reader, DER_CONTEXT_DEEP(1), &relative);
        return der_end(&reader);
    }
    TRY(der_end(&reader));
    struct wire_reader names = wire_reader(full);
    while (wire_more(&names)) {
        struct bytes name = der_take(&names);
        if (!names.failed)
            TRY(add_point(out, name, reasons));
    }
    return der_end(&names);
}

static int read_point(struct wire_reader *fields, struct distribution_points *out)
{
    struct bytes place, reasons, issuer;
    der_read_optional(fields, DER_CONTEXT_DEEP(0), &place);
    bool limited = der_read_optional(fields, DER_CONTEXT(1), &reasons);
    der_read_optional(fields, DER_CONTEXT_DEEP(2), &issuer);
    TRY(der_end(fields));
    if (limited && (reasons.size < 1 || reasons.data[0] > 7))
        return fail(GNUTLS_E_ASN1_DER_ERROR);
    return read_place(place, named_bits(bytes_from(reasons, 1)), out);
}

int distribution_points_read(struct bytes value, struct distribution_points *out)
{
    SCOPED(distribution_points) struct distribution_points points = { 0 };
    struct wire_reader reader = wire_reader(value);
    struct wire_reader list = der_enter(&reader, DER_SEQUENCE);
    TRY(der_end(&reader));
    while (wire_more(&list)) {
        struct wire_reader fields = der_enter(&list, DER_SEQUENCE);
        TRY(read_point(&fields, &points));
    }
    TRY(der_end(&list));
    distribution_points_wipe(out);
    *out = points;
    points = (struct distribution_points){ 0 };
    return 0;
}

/* The point of the names from `first` on that have its reasons; gives how many they are. */
static int write_point(const struct distribution_points *points, size_t first, struct buffer *out,
                       size_t *out_used)
{
    SCOPED(buffer) struct buffer names = { 0 }, point = { 0 };
    unsigned reasons = points->items[first].reasons;
    size_t used = 0;
    while (first + used < points->count && points->items[first + used].reasons == reasons)
        TRY(buffer_append(&names, buffer_bytes(&points->items[first + used++].name.element)));
    TRY(der_wrap(&names, DER_CONTEXT_DEEP(0)));
    TRY(der_write(&point, DER_CONTEXT_DEEP(0), buffer_bytes(&names)));
    if (reasons != 0)
        TRY(named_bits_write(&point, DER_CONTEXT(1), reasons));
    *out_used = used;
    return der_write(out, DER_SEQUENCE, buffer_bytes(&point));
}

int distribution_points_write(const struct distribution_points *points, struct buffer *out)
{
    SCOPED(buffer) struct buffer list = { 0 };
    size_t used = 0;
    for (size_t i = 0; i < points->count; i += used)
        TRY(write_point(points, i, &list, &used));
    return der_write(out, DER_SEQUENCE, buffer_bytes(&list));
}

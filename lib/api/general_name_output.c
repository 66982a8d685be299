/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* general_name_output.c - alternative names into memory of the application */

#include "api/general_name_output.h"

#include "api/output.h"
#include "pki/general_names.h"

#include <gnutls/x509.h>

/* The `index`-th of the names. */
static int name_at(struct bytes names, unsigned index, struct general_name_item *out)
{
    struct general_name name;
    for (unsigned i = 0; names.size > 0; i++) {
        struct bytes before = names;
        if (!general_name_take(&names, &name))
            break;
        if (i == index)
            return general_name_read(bytes_of(before.data, before.size - names.size), out);
    }
    return fail(GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE);
}

/* A kind of otherName that the API knows has a type of its own, and is text. */
static void make_virtual(struct general_name_item *item)
{
    SCOPED(buffer) struct buffer text = { 0 };
    unsigned type;
    if (item->type != GNUTLS_SAN_OTHERNAME ||
        other_name_decode((const char *)item->oid.data, buffer_bytes(&item->value), &type, &text) <
            0)
        return;
    item->type = type;
    buffer_move(&text, &item->value);
}

static int output_item(const struct general_name_item *item, void *out, size_t *size,
                       unsigned *type)
{
    if (item->type == NAME_TYPE_NONE)
        return fail(GNUTLS_E_X509_UNKNOWN_SAN);
    if (type != NULL)
        *type = item->type;
    bool is_text = item->type != GNUTLS_SAN_IPADDRESS && item->type != GNUTLS_SAN_OTHERNAME;
    TRY(is_text ? output_text(buffer_bytes(&item->value), out, size)
                : output_bytes(buffer_bytes(&item->value), out, size));
    return (int)item->type;
}

int output_general_name(struct bytes names, unsigned index, void *out, size_t *size, unsigned *type)
{
    SCOPED(general_name_item) struct general_name_item item = { 0 };
    TRY(name_at(names, index, &item));
    make_virtual(&item);
    return output_item(&item, out, size, type);
}

int output_plain_name(struct bytes names, unsigned index, void *out, size_t *size, unsigned *type)
{
    SCOPED(general_name_item) struct general_name_item item = { 0 };
    TRY(name_at(names, index, &item));
    return output_item(&item, out, size, type);
}

int output_other_name_oid(struct bytes names, unsigned index, void *out, size_t *size)
{
    SCOPED(general_name_item) struct general_name_item item = { 0 };
    TRY(name_at(names, index, &item));
    make_virtual(&item);
    TRY(output_text(buffer_bytes(&item.oid), out, size));
    return (int)item.type;
}

int output_plain_other_name_oid(struct bytes names, unsigned index, void *out, size_t *size)
{
    SCOPED(general_name_item) struct general_name_item item = { 0 };
    TRY(name_at(names, index, &item));
    if (item.type != GNUTLS_SAN_OTHERNAME)
        return fail(GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE);
    TRY(output_text(buffer_bytes(&item.oid), out, size));
    return GNUTLS_SAN_OTHERNAME;
}

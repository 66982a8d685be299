/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* name_output.c - names into memory of the application */

#include "api/name_output.h"

#include "api/oid_output.h"
#include "pki/name.h"
#include "pki/oid.h"

#include <gnutls/x509.h>

static int print_name(struct bytes name, bool reversed, struct buffer *out)
{
    TRY(name_print(name, reversed, out));
    return out->size > 0 ? 0 : fail(GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE);
}

int name_give_text(struct bytes name, unsigned flags, gnutls_datum_t *out)
{
    SCOPED(buffer) struct buffer text = { 0 };
    TRY(print_name(name, (flags & GNUTLS_X509_DN_FLAG_COMPAT) == 0, &text));
    return bytes_give(buffer_bytes(&text), out);
}

int name_output_text(struct bytes name, void *out, size_t *size)
{
    SCOPED(buffer) struct buffer text = { 0 };
    TRY(print_name(name, false, &text));
    return output_text(buffer_bytes(&text), out, size);
}

int name_output_attribute(struct bytes name, const char *oid, unsigned index, bool raw, void *out,
                          size_t *size)
{
    SCOPED(buffer) struct buffer der = { 0 }, text = { 0 };
    struct name_attribute attribute;
    /* What is no OID is in no name. */
    if (oid_parse(oid, &der) < 0 || !name_find(name, buffer_bytes(&der), index, &attribute))
        return fail(GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE);
    if (raw)
        return output_bytes(attribute.value, out, size);
    TRY(name_value_print(&attribute, &text));
    return output_text(buffer_bytes(&text), out, size);
}

int name_output_oid(struct bytes name, unsigned index, void *out, size_t *size)
{
    struct name_walk walk = { 0 };
    struct name_attribute attribute;
    for (unsigned i = 0; name_walk(name, &walk, &attribute); i++) {
        if (i == index)
            return output_oid_text(attribute.oid, out, size);
    }
    return fail(GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE);
}

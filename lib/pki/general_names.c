/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* general_names.c - a list of names of several kinds, as extensions have them */

#include "pki/general_names.h"

#include "base/errors.h"
#include "base/memory.h"
#include "base/text.h"
#include "pki/der.h"
#include "pki/idna.h"
#include "pki/name.h"
#include "pki/name_write.h"
#include "pki/oid.h"

#include <gnutls/x509.h>

/* The context tag of each type; RFC 5280, 4.2.1.6. */
static const uint8_t tags[] = {
    [GNUTLS_SAN_DNSNAME] = DER_CONTEXT(NAME_DNS),
    [GNUTLS_SAN_RFC822NAME] = DER_CONTEXT(NAME_EMAIL),
    [GNUTLS_SAN_URI] = DER_CONTEXT(NAME_URI),
    [GNUTLS_SAN_IPADDRESS] = DER_CONTEXT(NAME_IP),
    [GNUTLS_SAN_OTHERNAME] = DER_CONTEXT_DEEP(NAME_OTHER),
    [GNUTLS_SAN_DN] = DER_CONTEXT_DEEP(NAME_DIRECTORY),
    [GNUTLS_SAN_REGISTERED_ID] = DER_CONTEXT(NAME_ID),
};

void general_name_item_wipe(struct general_name_item *item)
{
    buffer_wipe(&item->element);
    buffer_wipe(&item->value);
    buffer_wipe(&item->oid);
    *item = (struct general_name_item){ 0 };
}

void general_names_wipe(struct general_names *names)
{
    for (size_t i = 0; i < names->count; i++)
        general_name_item_wipe(&names->items[i]);
    memory_free(names->items);
    *names = (struct general_names){ 0 };
}

static unsigned type_of_tag(uint8_t tag)
{
    for (unsigned type = GNUTLS_SAN_DNSNAME; type < ARRAY_SIZE(tags); type++) {
        if (tags[type] == tag)
            return type;
    }
    return NAME_TYPE_NONE;
}

bool general_name_kind_of(unsigned type, enum general_name_kind *out)
{
    if (type < GNUTLS_SAN_DNSNAME || type >= ARRAY_SIZE(tags))
        return false;
    *out = (enum general_name_kind)(tags[type] & 0x1f);
    return true;
}

/* OtherName: the type's OID, and [0] around the value. */
static int read_other_name(struct bytes content, struct general_name_item *out)
{
    struct wire_reader reader = wire_reader(content);
    struct bytes oid = der_read_oid(&reader);
    struct wire_reader inner = der_enter(&reader, DER_CONTEXT_DEEP(0));
    struct bytes value = der_take(&inner);
    TRY(der_end(&inner));
    TRY(der_end(&reader));
    TRY(oid_print(oid, &out->oid));
    TRY(buffer_end_text(&out->oid));
    return buffer_set(&out->value, value);
}

static int read_value(struct bytes content, struct general_name_item *out)
{
    switch (out->type) {
    case GNUTLS_SAN_OTHERNAME:
        return read_other_name(content, out);
    case GNUTLS_SAN_DN:
        TRY(name_check(content));
        return name_print(content, true, &out->value);
    case GNUTLS_SAN_REGISTERED_ID:
        return oid_print(content, &out->value);
    default:
        return buffer_set(&out->value, content);
    }
}

int general_name_read(struct bytes element, struct general_name_item *out)
{
    SCOPED(general_name_item) struct general_name_item item = { 0 };
    struct wire_reader reader = wire_reader(element);
    struct bytes content;
    uint8_t tag;
    der_read_any(&reader, &tag, &content);
    TRY(der_end(&reader));
    item.type = type_of_tag(tag);
    TRY(buffer_set(&item.element, element));
    TRY(read_value(content, &item));
    TRY(buffer_end_text(&item.value));
    general_name_item_wipe(out);
    *out = item;
    item = (struct general_name_item){ 0 };
    return 0;
}

int general_names_add_element(struct general_names *names, struct bytes element)
{
    struct general_name_item item = { 0 };
    TRY(general_name_read(element, &item));
    struct general_name_item *items =
        memory_resize_array(names->items, names->count + 1, sizeof *items);
    if (items == NULL) {
        general_name_item_wipe(&item);
        return fail(GNUTLS_E_MEMORY_ERROR);
    }
    items[names->count++] = item;
    names->items = items;
    return 0;
}

int general_names_add(struct general_names *names, unsigned type, struct bytes value,
                      const char *oid)
{
    SCOPED(buffer) struct buffer element = { 0 };
    TRY(general_name_encode(type, value, oid, &element));
    return general_names_add_element(names, buffer_bytes(&element));
}

int general_names_read(struct general_names *names, struct bytes elements)
{
    struct wire_reader reader = wire_reader(elements);
    while (wire_more(&reader)) {
        struct bytes element, content;
        uint8_t tag;
        element = der_read_any(&reader, &tag, &content);
        if ((tag & 0xc0) != 0x80 || (tag & 0x1f) >= NAME_KINDS)
            return fail(GNUTLS_E_ASN1_DER_ERROR);
        TRY(general_names_add_element(names, element));
    }
    return der_end(&reader);
}

int general_names_write(const struct general_names *names, struct buffer *out)
{
    for (size_t i = 0; i < names->count; i++)
        TRY(buffer_append(out, buffer_bytes(&names->items[i].element)));
    return 0;
}

const struct general_name_item *general_names_at(const struct general_names *names, size_t index)
{
    return index < names->count ? &names->items[index] : NULL;
}

/* ---- encoding ---- */

static int encode_other_name(struct bytes value, const char *oid, struct buffer *out)
{
    SCOPED(buffer) struct buffer content = { 0 }, oid_der = { 0 };
    struct wire_reader reader = wire_reader(value);
    der_take(&reader);
    if (oid == NULL || oid_parse(oid, &oid_der) < 0 || der_end(&reader) < 0)
        return fail(GNUTLS_E_INVALID_REQUEST);
    TRY(der_write(&content, DER_OID, buffer_bytes(&oid_der)));
    TRY(der_write(&content, DER_CONTEXT_DEEP(0), value));
    return der_write(out, tags[GNUTLS_SAN_OTHERNAME], buffer_bytes(&content));
}

static int encode_directory_name(struct bytes value, struct buffer *out)
{
    SCOPED(buffer) struct buffer name = { 0 }, text = { 0 };
    const char *wrong;
    if (name_check(value) == 0)
        return der_write(out, tags[GNUTLS_SAN_DN], value);
    TRY(buffer_set(&text, value));
    if (buffer_text(&text) == NULL)
        return fail(GNUTLS_E_INVALID_REQUEST);
    TRY(name_parse(buffer_text(&text), &name, &wrong));
    return der_write(out, tags[GNUTLS_SAN_DN], buffer_bytes(&name));
}

static int encode_registered_id(struct bytes value, struct buffer *out)
{
    SCOPED(buffer) struct buffer text = { 0 }, oid = { 0 };
    TRY(buffer_set(&text, value));
    if (buffer_text(&text) == NULL)
        return fail(GNUTLS_E_INVALID_REQUEST);
    TRY(oid_parse(buffer_text(&text), &oid));
    return der_write(out, tags[GNUTLS_SAN_REGISTERED_ID], buffer_bytes(&oid));
}

static int encode_address(struct bytes value, struct buffer *out)
{
    enum { IPV4_SIZE = 4, IPV6_SIZE = 16 };
    if (value.size != IPV4_SIZE && value.size != IPV6_SIZE)
        return fail(GNUTLS_E_INVALID_REQUEST);
    return der_write(out, tags[GNUTLS_SAN_IPADDRESS], value);
}

/* IA5String: hosts outside ASCII are mapped, and a URI has none of that (RFC 3987). */
static int encode_text(unsigned type, struct bytes value, struct buffer *out)
{
    SCOPED(buffer) struct buffer mapped = { 0 };
    if (value.size > 0 && memchr(value.data, 0, value.size) != NULL)
        return fail(GNUTLS_E_INVALID_REQUEST);
    if (type == GNUTLS_SAN_DNSNAME)
        TRY(idna_host(value, &mapped));
    else if (type == GNUTLS_SAN_RFC822NAME)
        TRY(idna_email(value, &mapped));
    else if (!text_is_ascii(value))
        return fail(GNUTLS_E_UNIMPLEMENTED_FEATURE);
    else
        TRY(buffer_set(&mapped, value));
    return der_write(out, tags[type], buffer_bytes(&mapped));
}

int general_name_encode(unsigned type, struct bytes value, const char *oid, struct buffer *out)
{
    SCOPED(buffer) struct buffer other = { 0 };
    switch (type) {
    case GNUTLS_SAN_DNSNAME:
    case GNUTLS_SAN_RFC822NAME:
    case GNUTLS_SAN_URI:
        return encode_text(type, value, out);
    case GNUTLS_SAN_IPADDRESS:
        return encode_address(value, out);
    case GNUTLS_SAN_OTHERNAME:
        return encode_other_name(value, oid, out);
    case GNUTLS_SAN_DN:
        return encode_directory_name(value, out);
    case GNUTLS_SAN_REGISTERED_ID:
        return encode_registered_id(value, out);
    default:
        TRY(other_name_encode(type, value, &other, &oid));
        return encode_other_name(buffer_bytes(&other), oid, out);
    }
}

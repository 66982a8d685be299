/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* name.c - distinguished names: their parts, and as text */

#include "pki/name.h"

#include "base/errors.h"
#include "base/text.h"
#include "pki/der.h"
#include "pki/oid.h"

enum { ATTRIBUTES_MAX = 128 };

/* RFC 5280, 4.1.2.4. */
int name_check(struct bytes der)
{
    struct wire_reader reader = wire_reader(der);
    struct wire_reader sets = der_enter(&reader, DER_SEQUENCE);
    unsigned count = 0;
    while (wire_more(&sets)) {
        struct wire_reader set = der_enter(&sets, DER_SET);
        do {
            struct wire_reader fields = der_enter(&set, DER_SEQUENCE);
            der_read_oid(&fields);
            der_take(&fields);
            TRY(der_end(&fields));
            if (++count > ATTRIBUTES_MAX)
                return fail(GNUTLS_E_ASN1_DER_ERROR);
        } while (wire_more(&set));
        TRY(der_end(&set));
    }
    TRY(der_end(&sets));
    return der_end(&reader);
}

bool name_walk(struct bytes name, struct name_walk *walk, struct name_attribute *out)
{
    if (!walk->begun) {
        struct wire_reader whole = wire_reader(name);
        *walk = (struct name_walk){ .sets = der_read(&whole, DER_SEQUENCE), .begun = true };
    }
    if (walk->attributes.size == 0) {
        struct wire_reader sets = wire_reader(walk->sets);
        if (!wire_more(&sets))
            return false;
        walk->attributes = der_read(&sets, DER_SET);
        walk->sets = wire_read_rest(&sets);
        walk->set++;
    }
    struct wire_reader set = wire_reader(walk->attributes);
    struct wire_reader fields = der_enter(&set, DER_SEQUENCE);
    walk->attributes = wire_read_rest(&set);
    out->oid = der_read_oid(&fields);
    out->value = der_read_any(&fields, &out->tag, &out->content);
    out->set = walk->set - 1;
    return !fields.failed;
}

bool name_find(struct bytes name, struct bytes oid, unsigned index, struct name_attribute *out)
{
    struct name_walk walk = { 0 };
    while (name_walk(name, &walk, out)) {
        if (bytes_equal(out->oid, oid) && index-- == 0)
            return true;
    }
    return false;
}

static int append_character(uint32_t code, struct buffer *out)
{
    if (code > 0x10ffff || (code >= 0xd800 && code < 0xe000))
        return fail(GNUTLS_E_ASN1_DER_ERROR);
    return utf8_append(code, out);
}

/* Big-endian characters of two or four bytes; two at a time may be a pair (RFC 2781). */
static int append_wide(struct bytes content, size_t width, struct buffer *out)
{
    struct wire_reader reader = wire_reader(content);
    while (wire_more(&reader)) {
        uint32_t code = width == 4 ? wire_read_u32(&reader) : wire_read_u16(&reader);
        if (width == 2 && code >= 0xd800 && code < 0xdc00) {
            uint16_t low = wire_read_u16(&reader);
            if (low < 0xdc00 || low >= 0xe000)
                return fail(GNUTLS_E_ASN1_DER_ERROR);
            code = 0x10000 + ((code & 0x3ff) << 10 | (low & 0x3ff));
        }
        if (reader.failed)
            return fail(GNUTLS_E_ASN1_DER_ERROR);
        TRY(append_character(code, out));
    }
    return 0;
}

int name_value_text(const struct name_attribute *attribute, struct buffer *out)
{
    switch (attribute->tag) {
    case DER_UTF8_STRING:
    case DER_PRINTABLE_STRING:
        return buffer_append(out, attribute->content);
    case DER_IA5_STRING:
        /* ASCII by its standard; domain components in UTF-8 are met. */
        if (!text_is_utf8(attribute->content))
            return fail(GNUTLS_E_ASN1_DER_ERROR);
        return buffer_append(out, attribute->content);
    case DER_TELETEX_STRING:
        /* T.61 in theory, Latin-1 in use. */
        for (size_t i = 0; i < attribute->content.size; i++)
            TRY(utf8_append(attribute->content.data[i], out));
        return 0;
    case DER_BMP_STRING:
        return append_wide(attribute->content, 2, out);
    case DER_UNIVERSAL_STRING:
        return append_wide(attribute->content, 4, out);
    default:
        return fail(GNUTLS_E_ASN1_DER_ERROR);
    }
}

/* RFC 4514, 2.4. */
static int append_escaped(struct bytes text, struct buffer *out)
{
    for (size_t i = 0; i < text.size; i++) {
        char c = (char)text.data[i];
        bool at_edge = (i == 0 && (c == ' ' || c == '#')) || (i == text.size - 1 && c == ' ');
        if (c == '\0')
            TRY(buffer_append(out, bytes_of_text("\\00")));
        else if (at_edge || strchr(",+\"\\<>;", c) != NULL)
            TRY(buffer_print(out, "\\%c", c));
        else
            TRY(buffer_append(out, bytes_of(text.data + i, 1)));
    }
    return 0;
}

int name_value_print(const struct name_attribute *attribute, struct buffer *out)
{
    SCOPED(buffer) struct buffer text = { 0 };
    if (name_short(attribute->oid) != NULL && name_value_text(attribute, &text) == 0)
        return append_escaped(buffer_bytes(&text), out);
    TRY(buffer_append(out, bytes_of_text("#")));
    return hex_encode(attribute->value, NULL, out);
}

static int append_attribute(const struct name_attribute *attribute, struct buffer *out)
{
    const char *type = name_short(attribute->oid);
    if (type != NULL)
        TRY(buffer_append(out, bytes_of_text(type)));
    else
        TRY(oid_print(attribute->oid, out));
    TRY(buffer_append(out, bytes_of_text("=")));
    return name_value_print(attribute, out);
}

/* The attributes of one relative name, joined by "+". */
static int append_set(struct bytes name, unsigned set, struct buffer *out)
{
    struct name_walk walk = { 0 };
    struct name_attribute attribute;
    bool first = true;
    while (name_walk(name, &walk, &attribute)) {
        if (attribute.set != set)
            continue;
        if (!first)
            TRY(buffer_append(out, bytes_of_text("+")));
        TRY(append_attribute(&attribute, out));
        first = false;
    }
    return 0;
}

int name_print(struct bytes name, bool reversed, struct buffer *out)
{
    struct name_walk walk = { 0 };
    struct name_attribute attribute;
    unsigned count = 0;
    while (name_walk(name, &walk, &attribute))
        count = attribute.set + 1;
    for (unsigned i = 0; i < count; i++) {
        if (i > 0)
            TRY(buffer_append(out, bytes_of_text(",")));
        TRY(append_set(name, reversed ? count - 1 - i : i, out));
    }
    return 0;
}

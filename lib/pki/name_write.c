/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* name_write.c - distinguished names made: attribute by attribute, or from text */

#include "pki/name_write.h"

#include "base/errors.h"
#include "base/text.h"
#include "pki/der.h"
#include "pki/name.h"
#include "pki/oid.h"

/* Appends an AttributeTypeAndValue. */
static int write_attribute(struct bytes oid, struct bytes element, struct buffer *out)
{
    SCOPED(buffer) struct buffer fields = { 0 };
    TRY(der_write(&fields, DER_OID, oid));
    TRY(buffer_append(&fields, element));
    return der_write(out, DER_SEQUENCE, buffer_bytes(&fields));
}

static int write_text(struct bytes oid, struct bytes text, struct buffer *out)
{
    SCOPED(buffer) struct buffer element = { 0 };
    uint8_t tag = 0;
    if (text.size == 0)
        return fail(GNUTLS_E_INVALID_REQUEST);
    TRY(name_string_tag(oid, text, &tag));
    TRY(der_write(&element, tag, text));
    return write_attribute(oid, buffer_bytes(&element), out);
}

/* Puts a relative name behind all others. */
static int add_set(struct buffer *name, struct bytes attribute)
{
    SCOPED(buffer) struct buffer sets = { 0 };
    struct wire_reader whole = wire_reader(buffer_bytes(name));
    if (name->size > 0)
        TRY(buffer_append(&sets, der_read(&whole, DER_SEQUENCE)));
    TRY(der_write(&sets, DER_SET, attribute));
    TRY(der_wrap(&sets, DER_SEQUENCE));
    TRY(name_check(buffer_bytes(&sets)));
    buffer_move(&sets, name);
    return 0;
}

int name_add_text(struct buffer *name, struct bytes oid, struct bytes text)
{
    SCOPED(buffer) struct buffer attribute = { 0 };
    TRY(write_text(oid, text, &attribute));
    return add_set(name, buffer_bytes(&attribute));
}

int name_add_element(struct buffer *name, struct bytes oid, struct bytes element)
{
    SCOPED(buffer) struct buffer attribute = { 0 };
    TRY(write_attribute(oid, element, &attribute));
    return add_set(name, buffer_bytes(&attribute));
}

int name_add(struct buffer *name, const char *oid, bool is_element, struct bytes value)
{
    SCOPED(buffer) struct buffer der = { 0 };
    TRY(oid_parse(oid, &der));
    return is_element ? name_add_element(name, buffer_bytes(&der), value)
                      : name_add_text(name, buffer_bytes(&der), value);
}

int name_append(struct buffer *name, struct bytes other)
{
    SCOPED(buffer) struct buffer sets = { 0 };
    struct wire_reader front = wire_reader(buffer_bytes(name)), back = wire_reader(other);
    if (name->size > 0)
        TRY(buffer_append(&sets, der_read(&front, DER_SEQUENCE)));
    TRY(buffer_append(&sets, der_read(&back, DER_SEQUENCE)));
    TRY(der_wrap(&sets, DER_SEQUENCE));
    TRY(name_check(buffer_bytes(&sets)));
    buffer_move(&sets, name);
    return 0;
}

/* ---- from text: RFC 4514, 3 ---- */

static bool is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

static const char *pass_spaces(const char *at)
{
    while (is_space(*at))
        at++;
    return at;
}

/* The attribute's type: a short name, or an OID. */
static int take_type(const char **at, struct buffer *out)
{
    const char *start = pass_spaces(*at);
    size_t size = strcspn(start, "=,+\"\\<>;");
    if (start[size] != '=')
        return fail(GNUTLS_E_PARSING_ERROR);
    *at = start + size + 1;
    while (size > 0 && is_space(start[size - 1]))
        size--;
    struct bytes oid = name_oid(bytes_of(start, size));
    if (oid.size > 0)
        return buffer_append(out, oid);

    SCOPED(buffer) struct buffer text = { 0 };
    TRY(buffer_append(&text, bytes_of(start, size)));
    const char *dotted = buffer_text(&text);
    return dotted != NULL && oid_parse(dotted, out) == 0 ? 0 : fail(GNUTLS_E_PARSING_ERROR);
}

/* What stands behind a backslash: a character that is special, or two digits. */
static int take_escaped(const char **at, struct buffer *out)
{
    SCOPED(buffer) struct buffer byte = { 0 };
    char c = **at;
    if (c != '\0' && strchr(" \"#+,;<=>\\", c) != NULL) {
        (*at)++;
        return buffer_append(out, bytes_of(&c, 1));
    }
    bool is_pair = strspn(*at, "0123456789abcdefABCDEF") >= 2;
    if (!is_pair || hex_decode(bytes_of(*at, 2), &byte) < 0)
        return fail(GNUTLS_E_PARSING_ERROR);
    *at += 2;
    return buffer_append(out, buffer_bytes(&byte));
}

/* Up to the next "," or "+"; spaces around do not count unless they are escaped. */
static int take_string(const char **at, struct buffer *out)
{
    size_t kept = 0;
    while (**at != '\0' && **at != ',' && **at != '+') {
        char c = *(*at)++;
        if (c == '"')
            return fail(GNUTLS_E_PARSING_ERROR);
        if (c == '\\')
            TRY(take_escaped(at, out));
        else
            TRY(buffer_append(out, bytes_of(&c, 1)));
        if (c == '\\' || !is_space(c))
            kept = out->size;
    }
    buffer_cut(out, kept);
    return 0;
}

/* "#" and the DER of the value in hex. */
static int take_element(const char **at, struct buffer *out)
{
    const char *start = *at + 1;
    size_t size = strcspn(start, ",+ ");
    *at = pass_spaces(start + size);
    if (hex_decode(bytes_of(start, size), out) < 0)
        return fail(GNUTLS_E_PARSING_ERROR);
    struct wire_reader reader = wire_reader(buffer_bytes(out));
    der_take(&reader);
    return der_end(&reader) == 0 ? 0 : fail(GNUTLS_E_PARSING_ERROR);
}

static int take_attribute(const char **at, struct buffer *out)
{
    SCOPED(buffer) struct buffer oid = { 0 }, value = { 0 };
    TRY(take_type(at, &oid));
    *at = pass_spaces(*at);
    if (**at == '#') {
        TRY(take_element(at, &value));
        return write_attribute(buffer_bytes(&oid), buffer_bytes(&value), out);
    }
    TRY(take_string(at, &value));
    int result = write_text(buffer_bytes(&oid), buffer_bytes(&value), out);
    bool unfit = result == GNUTLS_E_INVALID_REQUEST || result == GNUTLS_E_X509_UNSUPPORTED_OID ||
                 result == GNUTLS_E_INVALID_UTF8_STRING;
    return unfit ? fail(GNUTLS_E_PARSING_ERROR) : result;
}

/* A relative name: attributes joined by "+". */
static int take_set(const char **at, struct buffer *out)
{
    SCOPED(buffer) struct buffer set = { 0 }, sorted = { 0 };
    bool more = true;
    while (more) {
        TRY(take_attribute(at, &set));
        more = **at == '+';
        *at += more;
    }
    TRY(der_write_sorted(&sorted, buffer_bytes(&set)));
    return der_write(out, DER_SET, buffer_bytes(&sorted));
}

static int take_name(const char **at, struct buffer *out)
{
    *at = pass_spaces(*at);
    while (**at != '\0') {
        SCOPED(buffer) struct buffer set = { 0 };
        TRY(take_set(at, &set));
        TRY(buffer_append(&set, buffer_bytes(out)));
        buffer_move(&set, out);
        *at = pass_spaces(*at + (**at == ','));
    }
    TRY(der_wrap(out, DER_SEQUENCE));
    return name_check(buffer_bytes(out));
}

int name_parse(const char *text, struct buffer *out, const char **out_wrong)
{
    SCOPED(buffer) struct buffer name = { 0 };
    const char *at = text;
    int result = take_name(&at, &name);
    *out_wrong = at;
    if (result < 0)
        return result;
    buffer_move(&name, out);
    return 0;
}

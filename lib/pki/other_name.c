/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* other_name.c - kinds of otherName that have a meaning of their own */

#include "base/errors.h"
#include "base/text.h"
#include "pki/der.h"
#include "pki/general_names.h"
#include "pki/oid.h"

#include <gnutls/x509.h>

/* KerberosString, RFC 4120, 5.2.1: GeneralString. */
enum { GENERAL_STRING = 0x1b };

/* NT-PRINCIPAL, RFC 4120, 6.2. */
enum { PRINCIPAL_TYPE = 1, PRINCIPAL_TYPE_MOST = 0x7fffffff };

/* Written and read, but named by no constant of the API: SRVName, RFC 4985. */
enum { OTHER_NAME_SRV = 1003 };

/* ---- KRB5PrincipalName, RFC 4556, 3.2.2 ---- */

/* [n] around an element. */
static int write_field(struct buffer *fields, uint8_t number, const struct buffer *element)
{
    return der_write(fields, DER_CONTEXT_DEEP(number), buffer_bytes(element));
}

/* "one/two" as a SEQUENCE OF KerberosString. */
static int write_components(struct bytes text, struct buffer *out)
{
    while (text.size > 0) {
        const uint8_t *slash = memchr(text.data, '/', text.size);
        size_t size = slash != NULL ? (size_t)(slash - text.data) : text.size;
        TRY(der_write(out, GENERAL_STRING, bytes_of(text.data, size)));
        text = bytes_from(text, size + 1);
    }
    return der_wrap(out, DER_SEQUENCE);
}

static int write_principal(struct bytes text, struct buffer *out)
{
    const uint8_t *at = text.size > 0 ? memrchr(text.data, '@', text.size) : NULL;
    if (at == NULL || at == text.data || at == text.data + text.size - 1)
        return fail(GNUTLS_E_PARSING_ERROR);
    SCOPED(buffer) struct buffer realm = { 0 }, type = { 0 }, components = { 0 };
    SCOPED(buffer) struct buffer principal = { 0 };
    size_t user_size = (size_t)(at - text.data);
    TRY(der_write(&realm, GENERAL_STRING, bytes_from(text, user_size + 1)));
    TRY(der_write_small(&type, PRINCIPAL_TYPE));
    TRY(write_components(bytes_of(text.data, user_size), &components));
    TRY(write_field(&principal, 0, &type));
    TRY(write_field(&principal, 1, &components));
    TRY(der_wrap(&principal, DER_SEQUENCE));

    SCOPED(buffer) struct buffer fields = { 0 };
    TRY(write_field(&fields, 0, &realm));
    TRY(write_field(&fields, 1, &principal));
    return der_write(out, DER_SEQUENCE, buffer_bytes(&fields));
}

/* The reader inside of [n] of a sequence. */
static struct wire_reader enter_field(struct wire_reader *fields, uint8_t number)
{
    return der_enter(fields, DER_CONTEXT_DEEP(number));
}

static int read_principal(struct bytes value, struct buffer *out)
{
    struct wire_reader reader = wire_reader(value);
    struct wire_reader fields = der_enter(&reader, DER_SEQUENCE);
    struct wire_reader realm = enter_field(&fields, 0), wrapped = enter_field(&fields, 1);
    struct wire_reader principal = der_enter(&wrapped, DER_SEQUENCE);
    struct wire_reader type = enter_field(&principal, 0), list = enter_field(&principal, 1);
    struct wire_reader components = der_enter(&list, DER_SEQUENCE);
    struct bytes realm_text = der_read(&realm, GENERAL_STRING);
    der_read_small(&type, PRINCIPAL_TYPE_MOST);
    struct wire_reader *all[] = { &reader, &fields, &realm, &wrapped, &principal, &type, &list };
    for (size_t i = 0; i < ARRAY_SIZE(all); i++)
        TRY(der_end(all[i]));

    for (unsigned i = 0; wire_more(&components); i++) {
        if (i > 0)
            TRY(buffer_append(out, bytes_of_text("/")));
        TRY(buffer_append(out, der_read(&components, GENERAL_STRING)));
    }
    TRY(der_end(&components));
    TRY(buffer_append(out, bytes_of_text("@")));
    return buffer_append(out, realm_text);
}

/* ---- single strings ---- */

static int write_utf8(struct bytes text, struct buffer *out)
{
    if (!text_is_utf8(text))
        return fail(GNUTLS_E_INVALID_UTF8_STRING);
    return der_write(out, DER_UTF8_STRING, text);
}

static int write_ia5(struct bytes text, struct buffer *out)
{
    if (!text_is_ascii(text))
        return fail(GNUTLS_E_PARSING_ERROR);
    return der_write(out, DER_IA5_STRING, text);
}

static int read_string(struct bytes value, uint8_t tag, struct buffer *out)
{
    struct wire_reader reader = wire_reader(value);
    struct bytes text = der_read(&reader, tag);
    TRY(der_end(&reader));
    return buffer_append(out, text);
}

static int read_utf8(struct bytes value, struct buffer *out)
{
    return read_string(value, DER_UTF8_STRING, out);
}

static int read_ia5(struct bytes value, struct buffer *out)
{
    return read_string(value, DER_IA5_STRING, out);
}

struct other_kind {
    unsigned type;
    const char *oid;
    int (*write)(struct bytes text, struct buffer *out);
    int (*read)(struct bytes value, struct buffer *out);
};

/* clang-format off */
static const struct other_kind kinds[] = {
    { GNUTLS_SAN_OTHERNAME_XMPP,            "1.3.6.1.5.5.7.8.5",      write_utf8,      read_utf8 },
    { GNUTLS_SAN_OTHERNAME_KRB5PRINCIPAL,   "1.3.6.1.5.2.2",          write_principal, read_principal },
    { GNUTLS_SAN_OTHERNAME_MSUSERPRINCIPAL, "1.3.6.1.4.1.311.20.2.3", write_utf8,      read_utf8 },
    { OTHER_NAME_SRV,                       "1.3.6.1.5.5.7.8.7",      write_ia5,       read_ia5 },
};
/* clang-format on */

int other_name_encode(unsigned virtual_type, struct bytes value, struct buffer *out,
                      const char **out_oid)
{
    for (size_t i = 0; i < ARRAY_SIZE(kinds); i++) {
        if (kinds[i].type == virtual_type) {
            *out_oid = kinds[i].oid;
            return kinds[i].write(value, out);
        }
    }
    return fail(GNUTLS_E_X509_UNKNOWN_SAN);
}

int other_name_decode(const char *oid, struct bytes value, unsigned *out_virtual_type,
                      struct buffer *out)
{
    for (size_t i = 0; i < ARRAY_SIZE(kinds); i++) {
        if (strcmp(kinds[i].oid, oid) == 0) {
            *out_virtual_type = kinds[i].type;
            return kinds[i].read(value, out);
        }
    }
    return fail(GNUTLS_E_X509_UNKNOWN_SAN);
}

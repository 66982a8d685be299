/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* hostname.c - does a certificate speak for this name? RFC 6125 */

#include "base/errors.h"
#include "base/text.h"
#include "pki/der.h"
#include "pki/general_name.h"
#include "pki/idna.h"
#include "pki/internal.h"
#include "pki/name.h"
#include "pki/oid.h"

#include <arpa/inet.h>
#include <gnutls/x509.h>

static const struct bytes oid_common_name = OID("\x55\x04\x03");
static const struct bytes oid_email = OID("\x2a\x86\x48\x86\xf7\x0d\x01\x09\x01");

bool general_name_take(struct bytes *names, struct general_name *out)
{
    struct wire_reader reader = wire_reader(*names);
    uint8_t tag;
    if (!wire_more(&reader))
        return false;
    der_read_any(&reader, &tag, &out->value);
    out->kind = (enum general_name_kind)(tag & 0x1f);
    *names = wire_read_rest(&reader);
    return !reader.failed;
}

static bool equal_ignoring_case(struct bytes a, struct bytes b)
{
    if (a.size != b.size)
        return false;
    for (size_t i = 0; i < a.size; i++) {
        if (ascii_lower(a.data[i]) != ascii_lower(b.data[i]))
            return false;
    }
    return true;
}

/* Only visible ASCII: a zero byte or a letter that looks like another has no place in a name. */
static bool is_plain(struct bytes text)
{
    for (size_t i = 0; i < text.size; i++) {
        if (text.data[i] <= ' ' || text.data[i] >= 0x7f)
            return false;
    }
    return text.size > 0;
}

static struct bytes from_first_dot(struct bytes name)
{
    for (size_t i = 0; i < name.size; i++) {
        if (name.data[i] == '.')
            return bytes_from(name, i);
    }
    return bytes_none();
}

bool dns_name_matches(struct bytes pattern, struct bytes name, bool wildcards)
{
    if (!is_plain(pattern) || !is_plain(name))
        return false;
    if (equal_ignoring_case(pattern, name))
        return true;
    if (!wildcards || pattern.size < 2 || pattern.data[0] != '*' || pattern.data[1] != '.')
        return false;

    /* "*.test" would speak for a whole top-level domain. */
    struct bytes parent = bytes_from(pattern, 1);
    if (from_first_dot(bytes_from(parent, 1)).size < 2)
        return false;
    return name.data[0] != '.' && equal_ignoring_case(parent, from_first_dot(name));
}

/* 4 or 16 bytes; 0 when the text is no address. */
static size_t parse_address(const char *text, uint8_t out[16])
{
    if (inet_pton(AF_INET, text, out) == 1)
        return 4;
    return inet_pton(AF_INET6, text, out) == 1 ? 16 : 0;
}

static bool has_address(struct bytes names, struct bytes address)
{
    struct general_name name;
    while (general_name_take(&names, &name)) {
        if (name.kind == NAME_IP && bytes_equal(name.value, address))
            return true;
    }
    return false;
}

/* The one value of an attribute; false when there is none or more than one. */
static bool only_value(const struct gnutls_x509_crt_int *certificate, struct bytes oid,
                       struct bytes *out)
{
    struct name_attribute attribute, second;
    struct bytes subject = certificate->facts.subject;
    if (!name_find(subject, oid, 0, &attribute) || name_find(subject, oid, 1, &second))
        return false;
    *out = attribute.content;
    return attribute.tag == DER_UTF8_STRING || attribute.tag == DER_PRINTABLE_STRING ||
           attribute.tag == DER_IA5_STRING || attribute.tag == DER_TELETEX_STRING;
}

/* RFC 6125, 6.4.4: the common name counts only where no other name of a host is given. */
static bool common_name_matches(const struct gnutls_x509_crt_int *certificate, struct bytes name,
                                bool wildcards)
{
    struct bytes common_name;
    if (!certificate_has_purpose(certificate, GNUTLS_KP_TLS_WWW_SERVER, 0))
        return false;
    return only_value(certificate, oid_common_name, &common_name) &&
           dns_name_matches(common_name, name, wildcards);
}

bool certificate_has_name(const struct gnutls_x509_crt_int *certificate, const char *text,
                          unsigned flags)
{
    SCOPED(buffer) struct buffer mapped = { 0 };
    uint8_t address[16];
    struct bytes names = certificate->facts.alternative_names;
    /* Certificates have names as the DNS has them. */
    if (idna_host(bytes_of_text(text), &mapped) < 0)
        return false;
    struct bytes name = buffer_bytes(&mapped);
    bool wildcards = (flags & GNUTLS_VERIFY_DO_NOT_ALLOW_WILDCARDS) == 0;
    size_t address_size = parse_address(text, address);
    /* An address speaks for itself and is never a name, unless addresses are switched off. */
    if (address_size > 0 && (flags & GNUTLS_VERIFY_DO_NOT_ALLOW_IP_MATCHES) == 0)
        return has_address(names, bytes_of(address, address_size));

    struct general_name found;
    bool names_hosts = false;
    while (general_name_take(&names, &found)) {
        names_hosts |= found.kind == NAME_DNS || found.kind == NAME_IP || found.kind == NAME_URI;
        if (found.kind == NAME_DNS && dns_name_matches(found.value, name, wildcards))
            return true;
    }
    return !names_hosts && common_name_matches(certificate, name, wildcards);
}

/* The part before the "@" has a case, the part behind it has none (RFC 5321, 2.4). */
static bool email_matches(struct bytes pattern, struct bytes email)
{
    const uint8_t *at = email.size > 0 ? memrchr(email.data, '@', email.size) : NULL;
    if (at == NULL || !is_plain(pattern) || pattern.size != email.size)
        return false;
    size_t local = (size_t)(at - email.data) + 1;
    return memcmp(pattern.data, email.data, local) == 0 &&
           equal_ignoring_case(bytes_from(pattern, local), bytes_from(email, local));
}

bool certificate_has_email(const struct gnutls_x509_crt_int *certificate, const char *text)
{
    SCOPED(buffer) struct buffer mapped = { 0 };
    struct bytes names = certificate->facts.alternative_names, only;
    if (idna_email(bytes_of_text(text), &mapped) < 0)
        return false;
    struct bytes email = buffer_bytes(&mapped);
    struct general_name found;
    bool any = false;
    while (general_name_take(&names, &found)) {
        any |= found.kind == NAME_EMAIL;
        if (found.kind == NAME_EMAIL && email_matches(found.value, email))
            return true;
    }
    return !any && only_value(certificate, oid_email, &only) && email_matches(only, email);
}

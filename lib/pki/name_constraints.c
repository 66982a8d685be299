/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* name_constraints.c - what names an authority may vouch for, RFC 5280, 4.2.1.10 */

#include "base/errors.h"
#include "pki/der.h"
#include "pki/general_name.h"
#include "pki/internal.h"
#include "pki/name.h"
#include "pki/oid.h"

/* Together with the names of a certificate this bounds the work. */
enum { SUBTREES_MAX = 256, NAMES_MAX = 1024 };

static const struct bytes oid_common_name = OID("\x55\x04\x03");
static const struct bytes oid_email = OID("\x2a\x86\x48\x86\xf7\x0d\x01\x09\x01");

/* Takes the next GeneralSubtree; `minimum` and `maximum` are not used in this profile. */
static bool subtree_take(struct bytes *subtrees, struct general_name *out)
{
    struct wire_reader reader = wire_reader(*subtrees);
    struct wire_reader fields = der_enter(&reader, DER_SEQUENCE);
    uint8_t tag = 0;
    der_read_any(&fields, &tag, &out->value);
    out->kind = (enum general_name_kind)(tag & 0x1f);
    *subtrees = wire_read_rest(&reader);
    return !fields.failed && !wire_more(&fields) && (tag & 0xc0) == 0x80 && out->kind < NAME_KINDS;
}

int name_constraints_check(struct bytes content)
{
    struct wire_reader reader = wire_reader(content);
    struct bytes lists[2];
    der_read_optional(&reader, DER_CONTEXT_DEEP(0), &lists[0]);
    der_read_optional(&reader, DER_CONTEXT_DEEP(1), &lists[1]);
    TRY(der_end(&reader));
    unsigned count = 0;
    for (size_t i = 0; i < ARRAY_SIZE(lists); i++) {
        struct general_name subtree;
        while (lists[i].size > 0) {
            if (!subtree_take(&lists[i], &subtree) || ++count > SUBTREES_MAX)
                return fail(GNUTLS_E_ASN1_DER_ERROR);
        }
    }
    return 0;
}

static bool ends_with(struct bytes text, struct bytes end)
{
    return text.size >= end.size &&
           dns_name_matches(bytes_from(text, text.size - end.size), end, false);
}

/* "example.test" covers itself and all below; ".example.test" only what is below. */
static bool dns_within(struct bytes name, struct bytes base)
{
    if (base.size == 0)
        return true;
    if (!ends_with(name, base))
        return false;
    return name.size == base.size || base.data[0] == '.' ||
           name.data[name.size - base.size - 1] == '.';
}

/* A host, a domain behind a dot, or one mailbox. */
static bool email_within(struct bytes name, struct bytes base)
{
    const uint8_t *at = name.size > 0 ? memrchr(name.data, '@', name.size) : NULL;
    if (at == NULL)
        return false;
    if (base.size > 0 && memchr(base.data, '@', base.size) != NULL)
        return bytes_equal(name, base);
    struct bytes host = bytes_from(name, (size_t)(at - name.data) + 1);
    if (base.size > 0 && base.data[0] == '.')
        return dns_within(host, base);
    return base.size == 0 || dns_name_matches(base, host, false);
}

static bool address_within(struct bytes address, struct bytes base)
{
    if (base.size != 2 * address.size)
        return false;
    for (size_t i = 0; i < address.size; i++) {
        if (((address.data[i] ^ base.data[i]) & base.data[address.size + i]) != 0)
            return false;
    }
    return true;
}

/* The base's relative names are the first of the name, bit by bit. */
static bool directory_within(struct bytes name, struct bytes base)
{
    struct wire_reader name_reader = wire_reader(name), base_reader = wire_reader(base);
    struct bytes all = der_read(&name_reader, DER_SEQUENCE);
    struct bytes start = der_read(&base_reader, DER_SEQUENCE);
    return !name_reader.failed && !base_reader.failed && start.size <= all.size &&
           bytes_equal(bytes_of(all.data, start.size), start);
}

static bool is_within(const struct general_name *name, const struct general_name *base)
{
    switch (base->kind) {
    case NAME_DNS:
        return dns_within(name->value, base->value);
    case NAME_EMAIL:
        return email_within(name->value, base->value);
    case NAME_IP:
        return address_within(name->value, base->value);
    default:
        return directory_within(name->value, base->value);
    }
}

static bool is_understood(enum general_name_kind kind)
{
    return kind == NAME_DNS || kind == NAME_EMAIL || kind == NAME_IP || kind == NAME_DIRECTORY;
}

/* A wildcard speaks for what an excluded base stands for, too. */
static bool wildcard_covers(const struct general_name *name, const struct general_name *base)
{
    struct bytes pattern = name->value;
    return name->kind == NAME_DNS && pattern.size > 2 && pattern.data[0] == '*' &&
           dns_within(base->value, bytes_from(pattern, 2));
}

static bool is_excluded(const struct general_name *name, const struct general_name *base)
{
    if (base->kind != name->kind)
        return false;
    return !is_understood(base->kind) || is_within(name, base) || wildcard_covers(name, base);
}

static bool name_is_allowed(const struct general_name *name, struct bytes permitted,
                            struct bytes excluded)
{
    struct general_name base;
    bool is_limited = false, is_permitted = false;
    while (permitted.size > 0 && subtree_take(&permitted, &base)) {
        if (base.kind != name->kind)
            continue;
        is_limited = true;
        is_permitted |= is_understood(base.kind) && is_within(name, &base);
    }
    if (is_limited && !is_permitted)
        return false;
    while (excluded.size > 0 && subtree_take(&excluded, &base)) {
        if (is_excluded(name, &base))
            return false;
    }
    return true;
}

static bool has_names_of(const struct gnutls_x509_crt_int *certificate, unsigned kinds)
{
    struct bytes names = certificate->facts.alternative_names;
    struct general_name name;
    while (general_name_take(&names, &name)) {
        if ((kinds & 1u << name.kind) != 0)
            return true;
    }
    return false;
}

/* Where the subject's attributes stand in for alternative names, they are names of that kind. */
static bool attributes_are_allowed(const struct gnutls_x509_crt_int *certificate, struct bytes oid,
                                   enum general_name_kind kind, struct bytes permitted,
                                   struct bytes excluded)
{
    struct name_attribute attribute;
    for (unsigned i = 0; name_find(certificate->facts.subject, oid, i, &attribute); i++) {
        struct general_name name = { kind, attribute.content };
        /* A common name that can be no host's does not speak for one. */
        if (kind == NAME_DNS && !dns_name_matches(name.value, name.value, false))
            continue;
        if (!name_is_allowed(&name, permitted, excluded))
            return false;
    }
    return true;
}

static bool subject_is_allowed(const struct gnutls_x509_crt_int *certificate,
                               struct bytes permitted, struct bytes excluded)
{
    enum { EMPTY_NAME_SIZE = 2 };
    struct bytes subject = certificate->facts.subject;
    struct general_name name = { NAME_DIRECTORY, subject };
    if (subject.size > EMPTY_NAME_SIZE && !name_is_allowed(&name, permitted, excluded))
        return false;
    if (!has_names_of(certificate, 1u << NAME_EMAIL) &&
        !attributes_are_allowed(certificate, oid_email, NAME_EMAIL, permitted, excluded))
        return false;
    /* An authority's common name is a title; certificate_has_name() is not asked about it. */
    return certificate->facts.is_authority ||
           has_names_of(certificate, 1u << NAME_DNS | 1u << NAME_IP | 1u << NAME_URI) ||
           attributes_are_allowed(certificate, oid_common_name, NAME_DNS, permitted, excluded);
}

bool name_constraints_allow(const struct gnutls_x509_crt_int *authority,
                            const struct gnutls_x509_crt_int *certificate)
{
    struct wire_reader reader = wire_reader(authority->facts.name_constraints);
    struct bytes permitted, excluded, names = certificate->facts.alternative_names;
    der_read_optional(&reader, DER_CONTEXT_DEEP(0), &permitted);
    der_read_optional(&reader, DER_CONTEXT_DEEP(1), &excluded);

    struct general_name name;
    for (unsigned count = 0; general_name_take(&names, &name); count++) {
        if (count == NAMES_MAX || !name_is_allowed(&name, permitted, excluded))
            return false;
    }
    return subject_is_allowed(certificate, permitted, excluded);
}

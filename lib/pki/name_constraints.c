/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* name_constraints.c - what names an authority may vouch for, RFC 5280, 4.2.1.10 */

#include "pki/name_constraints.h"
#include "base/errors.h"
#include "pki/der.h"
#include "pki/internal.h"
#include "pki/name.h"
#include "pki/oid.h"

/* Together with the names of a certificate this bounds the work. */
enum { SUBTREES_MAX = 256, NAMES_MAX = 1024 };

static const struct bytes oid_common_name = OID("\x55\x04\x03");
static const struct bytes oid_email = OID("\x2a\x86\x48\x86\xf7\x0d\x01\x09\x01");

struct subtree {
    struct general_name base;
    /* What this profile does not know: distances other than from zero without an end, a range of
     * addresses of no size. Nothing of its kind is within, or outside. */
    bool unknown;
};

/* Takes the next GeneralSubtree. Some write the minimum out, though DER leaves a default away. */
static bool subtree_take(struct bytes *subtrees, struct subtree *out)
{
    struct wire_reader reader = wire_reader(*subtrees);
    struct wire_reader fields = der_enter(&reader, DER_SEQUENCE);
    uint8_t tag = 0;
    *out = (struct subtree){ 0 };
    der_read_any(&fields, &tag, &out->base.value);
    out->base.kind = (enum general_name_kind)(tag & 0x1f);
    if (der_peek(&fields) == DER_CONTEXT(0)) {
        struct bytes minimum = der_read_implicit_integer(&fields, DER_CONTEXT(0));
        out->unknown = minimum.size != 1 || minimum.data[0] != 0;
    }
    if (der_peek(&fields) == DER_CONTEXT(1)) {
        der_read_implicit_integer(&fields, DER_CONTEXT(1));
        out->unknown = true;
    }
    out->unknown |= out->base.kind == NAME_IP && out->base.value.size != 2 * IPV4_SIZE &&
                    out->base.value.size != 2 * IPV6_SIZE;
    *subtrees = wire_read_rest(&reader);
    return !fields.failed && !wire_more(&fields) && (tag & 0xc0) == 0x80 &&
           out->base.kind < NAME_KINDS;
}

/* A base that is no Name would exclude nothing. */
static bool is_whole(const struct general_name *base)
{
    return base->kind != NAME_DIRECTORY || name_check(base->value) == 0;
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
        struct subtree subtree;
        while (lists[i].size > 0) {
            if (!subtree_take(&lists[i], &subtree) || !is_whole(&subtree.base) ||
                ++count > SUBTREES_MAX)
                return fail(GNUTLS_E_ASN1_DER_ERROR);
        }
    }
    return 0;
}

/* A wildcard speaks for what an excluded base stands for, too. */
static bool wildcard_covers(const struct general_name *name, const struct general_name *base)
{
    struct bytes pattern = name->value;
    struct general_name parent = { NAME_DNS, bytes_from(pattern, 2) };
    return name->kind == NAME_DNS && pattern.size > 2 && pattern.data[0] == '*' &&
           subtree_covers(&parent, base);
}

/* A URI without a host's name meets no base, and is refused where there is any. */
static bool is_beyond_reach(const struct general_name *name)
{
    struct bytes host;
    return name->kind == NAME_URI && !uri_host(name->value, &host);
}

static bool is_excluded(const struct general_name *name, const struct general_name *base)
{
    if (base->kind != name->kind)
        return false;
    return !subtree_is_understood(base->kind) || is_beyond_reach(name) ||
           subtree_covers(base, name) || wildcard_covers(name, base);
}

/* Each with each is much, and a chain has many of both. False when there is no more to spend. */
static bool spend(const struct name_limits *limits, const struct general_name *name,
                  const struct general_name *base)
{
    enum { COMPARISON = 32 };
    size_t cost = COMPARISON + name->value.size + base->value.size;
    if (limits->work == NULL)
        return true;
    bool is_left = cost <= *limits->work;
    *limits->work -= is_left ? cost : *limits->work;
    return is_left;
}

bool name_limits_allow(const struct name_limits *limits, const struct general_name *name)
{
    struct bytes permitted = limits->permitted, excluded = limits->excluded;
    struct subtree subtree;
    bool is_limited = false, is_permitted = false;
    while (permitted.size > 0 && subtree_take(&permitted, &subtree)) {
        if (!spend(limits, name, &subtree.base))
            return false;
        if (subtree.base.kind != name->kind)
            continue;
        is_limited = true;
        is_permitted |=
            !subtree.unknown && !is_beyond_reach(name) && subtree_covers(&subtree.base, name);
    }
    if (is_limited && !is_permitted)
        return false;
    while (excluded.size > 0 && subtree_take(&excluded, &subtree)) {
        if (!spend(limits, name, &subtree.base) || is_excluded(name, &subtree.base) ||
            (subtree.unknown && subtree.base.kind == name->kind))
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
static bool attributes_are_allowed(const struct name_limits *limits,
                                   const struct gnutls_x509_crt_int *certificate, struct bytes oid,
                                   enum general_name_kind kind)
{
    struct name_attribute attribute;
    for (unsigned i = 0; name_find(certificate->facts.subject, oid, i, &attribute); i++) {
        struct general_name name = { kind, attribute.content };
        /* A common name that can be no host's does not speak for one. */
        if (kind == NAME_DNS && !dns_name_matches(name.value, name.value, false))
            continue;
        if (!name_limits_allow(limits, &name))
            return false;
    }
    return true;
}

/* Where certificate_has_name() would take the common name for a host's. */
static bool common_names_are_allowed(const struct name_limits *limits,
                                     const struct gnutls_x509_crt_int *certificate)
{
    return has_names_of(certificate, 1u << NAME_DNS | 1u << NAME_IP | 1u << NAME_URI) ||
           attributes_are_allowed(limits, certificate, oid_common_name, NAME_DNS);
}

static bool subject_is_allowed(const struct name_limits *limits,
                               const struct gnutls_x509_crt_int *certificate, unsigned kinds)
{
    enum { EMPTY_NAME_SIZE = 2 };
    struct bytes subject = certificate->facts.subject;
    struct general_name name = { NAME_DIRECTORY, subject };
    if ((kinds & 1u << NAME_DIRECTORY) != 0 && subject.size > EMPTY_NAME_SIZE &&
        !name_limits_allow(limits, &name))
        return false;
    return (kinds & 1u << NAME_EMAIL) == 0 || has_names_of(certificate, 1u << NAME_EMAIL) ||
           attributes_are_allowed(limits, certificate, oid_email, NAME_EMAIL);
}

static bool names_are_allowed(const struct name_limits *limits,
                              const struct gnutls_x509_crt_int *certificate, unsigned kinds)
{
    struct bytes names = certificate->facts.alternative_names;
    struct general_name name;
    for (unsigned count = 0; general_name_take(&names, &name); count++) {
        if (count == NAMES_MAX)
            return false;
        if ((kinds & 1u << name.kind) != 0 && !name_limits_allow(limits, &name))
            return false;
    }
    return subject_is_allowed(limits, certificate, kinds);
}

bool name_limits_allow_kinds(const struct name_limits *limits,
                             const struct gnutls_x509_crt_int *certificate, unsigned kinds)
{
    return names_are_allowed(limits, certificate, kinds) &&
           ((kinds & 1u << NAME_DNS) == 0 || common_names_are_allowed(limits, certificate));
}

bool name_constraints_allow(const struct gnutls_x509_crt_int *authority,
                            const struct gnutls_x509_crt_int *certificate, bool is_last,
                            size_t *work)
{
    struct wire_reader reader = wire_reader(authority->facts.name_constraints);
    struct name_limits limits = { .work = work };
    der_read_optional(&reader, DER_CONTEXT_DEEP(0), &limits.permitted);
    der_read_optional(&reader, DER_CONTEXT_DEEP(1), &limits.excluded);
    /* Further up a common name is a title: nobody asks such a certificate for a host. Whether the
     * last one is an authority too does not matter, for it is asked. */
    return names_are_allowed(&limits, certificate, ~0u) &&
           (!is_last || common_names_are_allowed(&limits, certificate));
}

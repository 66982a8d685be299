/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* name_constraints_list.c - name constraints as lists: built, narrowed, written */

#include "base/errors.h"
#include "pki/der.h"
#include "pki/internal.h"
#include "pki/name.h"
#include "pki/name_constraints.h"
#include "pki/name_write.h"

#include <arpa/inet.h>
#include <gnutls/x509.h>
#include <stdlib.h>

/* Lists that are compared pairwise; the same bound holds for what is read. */
enum { NARROW_MAX = 256 };

void name_constraints_wipe(struct name_constraints *constraints)
{
    general_names_wipe(&constraints->permitted);
    general_names_wipe(&constraints->excluded);
}

/* ---- addresses with masks ---- */

/* RFC 4632, 3.1: ones, then zeros. */
static bool is_mask(struct bytes mask)
{
    bool ended = false;
    for (size_t i = 0; i < mask.size; i++) {
        for (unsigned bit = 0x80; bit != 0; bit >>= 1) {
            bool set = (mask.data[i] & bit) != 0;
            if (set && ended)
                return false;
            ended = !set;
        }
    }
    return true;
}

int cidr_parse(const char *text, struct buffer *out)
{
    char address[INET6_ADDRSTRLEN];
    uint8_t bytes[2 * IPV6_SIZE] = { 0 };
    const char *slash = strchr(text, '/');
    size_t address_size = slash != NULL ? (size_t)(slash - text) : sizeof address;
    if (address_size >= sizeof address || slash[1] < '0' || slash[1] > '9')
        return fail(GNUTLS_E_MALFORMED_CIDR);
    memcpy(address, text, address_size);
    address[address_size] = '\0';
    size_t size = inet_pton(AF_INET, address, bytes) == 1 ? IPV4_SIZE : IPV6_SIZE;
    char *end;
    unsigned long prefix = strtoul(slash + 1, &end, 10);
    if ((size == IPV6_SIZE && inet_pton(AF_INET6, address, bytes) != 1) || prefix > 8 * size ||
        *end != '\0')
        return fail(GNUTLS_E_MALFORMED_CIDR);
    for (size_t i = 0; i < size; i++) {
        unsigned ones = prefix >= 8 * (i + 1) ? 8 : prefix > 8 * i ? (unsigned)(prefix - 8 * i) : 0;
        bytes[size + i] = (uint8_t)(0xff00 >> ones);
        bytes[i] &= bytes[size + i];
    }
    return buffer_set(out, bytes_of(bytes, 2 * size));
}

static int encode_address_base(struct bytes base, struct buffer *out)
{
    if (base.size != 2 * IPV4_SIZE && base.size != 2 * IPV6_SIZE)
        return fail(GNUTLS_E_ILLEGAL_PARAMETER);
    if (!is_mask(bytes_from(base, base.size / 2)))
        return fail(GNUTLS_E_MALFORMED_CIDR);
    return der_write(out, DER_CONTEXT(NAME_IP), base);
}

/* ---- built ---- */

static int add_base(struct general_names *names, struct bytes element)
{
    struct bytes one = element;
    struct general_name base = { 0 };
    if (!general_name_take(&one, &base) || !subtree_is_understood(base.kind))
        return fail(GNUTLS_E_X509_UNKNOWN_SAN);
    if (base.kind == NAME_IP && base.value.size != 2 * IPV4_SIZE &&
        base.value.size != 2 * IPV6_SIZE)
        return fail(GNUTLS_E_ILLEGAL_PARAMETER);
    return general_names_add_element(names, element);
}

int name_constraints_add(struct name_constraints *constraints, bool permitted, unsigned type,
                         struct bytes base)
{
    SCOPED(buffer) struct buffer element = { 0 };
    if (type == GNUTLS_SAN_IPADDRESS)
        TRY(encode_address_base(base, &element));
    else if (type == GNUTLS_SAN_DNSNAME || type == GNUTLS_SAN_RFC822NAME ||
             type == GNUTLS_SAN_URI || type == GNUTLS_SAN_DN)
        TRY(general_name_encode(type, base, NULL, &element));
    else
        return fail(GNUTLS_E_X509_UNKNOWN_SAN);
    return add_base(permitted ? &constraints->permitted : &constraints->excluded,
                    buffer_bytes(&element));
}

/* The GeneralName in each GeneralSubtree; what stands behind it has been looked at. */
static int read_subtrees(struct bytes subtrees, struct general_names *out)
{
    struct wire_reader reader = wire_reader(subtrees);
    while (wire_more(&reader)) {
        struct wire_reader fields = der_enter(&reader, DER_SEQUENCE);
        TRY(add_base(out, der_take(&fields)));
    }
    return der_end(&reader);
}

int name_constraints_read(struct bytes value, struct name_constraints *out)
{
    SCOPED(name_constraints) struct name_constraints read = { 0 };
    struct wire_reader reader = wire_reader(value);
    struct bytes content = der_read(&reader, DER_SEQUENCE), permitted, excluded;
    TRY(der_end(&reader));
    TRY(name_constraints_check(content));
    struct wire_reader lists = wire_reader(content);
    der_read_optional(&lists, DER_CONTEXT_DEEP(0), &permitted);
    der_read_optional(&lists, DER_CONTEXT_DEEP(1), &excluded);
    TRY(read_subtrees(permitted, &read.permitted));
    TRY(read_subtrees(excluded, &read.excluded));
    name_constraints_wipe(out);
    *out = read;
    read = (struct name_constraints){ 0 };
    return 0;
}

/* ---- narrowed ---- */

static struct general_name view(const struct general_name_item *item)
{
    struct bytes element = buffer_bytes(&item->element);
    struct general_name name = { 0 };
    general_name_take(&element, &name);
    return name;
}

static unsigned kinds_in(const struct general_names *names)
{
    unsigned kinds = 0;
    for (size_t i = 0; i < names->count; i++)
        kinds |= 1u << view(&names->items[i]).kind;
    return kinds;
}

static int add_copy(struct general_names *names, const struct general_name_item *item)
{
    return general_names_add_element(names, buffer_bytes(&item->element));
}

/* Those of `from` that stand below one of `bases`, or are of a kind that it does not limit. */
static int add_below(const struct general_names *from, const struct general_names *bases,
                     bool or_equal, struct general_names *out)
{
    unsigned limited = kinds_in(bases);
    for (size_t i = 0; i < from->count; i++) {
        struct general_name name = view(&from->items[i]);
        bool below = (limited & 1u << name.kind) == 0;
        for (size_t j = 0; j < bases->count && !below; j++) {
            struct general_name base = view(&bases->items[j]);
            below = subtree_covers(&base, &name) && (or_equal || !subtree_covers(&name, &base));
        }
        if (below)
            TRY(add_copy(out, &from->items[i]));
    }
    return 0;
}

/* What forbids every name of a kind. */
static int exclude_all(enum general_name_kind kind, struct general_names *out)
{
    static const uint8_t empty_name[] = { DER_CONTEXT_DEEP(NAME_DIRECTORY), 2, DER_SEQUENCE, 0 };
    static const uint8_t addresses[2 * IPV6_SIZE];
    SCOPED(buffer) struct buffer narrow = { 0 }, element = { 0 };
    uint8_t tag = (uint8_t)DER_CONTEXT(kind);
    if (kind == NAME_DIRECTORY)
        return general_names_add_element(out, bytes_of(empty_name, sizeof empty_name));
    if (kind == NAME_IP) {
        TRY(der_write(&narrow, tag, bytes_of(addresses, 2 * IPV4_SIZE)));
        TRY(general_names_add_element(out, buffer_bytes(&narrow)));
    }
    size_t size = kind == NAME_IP ? sizeof addresses : 0;
    TRY(der_write(&element, tag, bytes_of(addresses, size)));
    return general_names_add_element(out, buffer_bytes(&element));
}

static int copy_all(const struct general_names *from, struct general_names *out)
{
    for (size_t i = 0; i < from->count; i++)
        TRY(add_copy(out, &from->items[i]));
    return 0;
}

int name_constraints_narrow(struct name_constraints *constraints,
                            const struct name_constraints *more)
{
    SCOPED(name_constraints) struct name_constraints both = { 0 };
    const struct general_names *ours = &constraints->permitted, *theirs = &more->permitted;
    if (ours->count > NARROW_MAX || theirs->count > NARROW_MAX)
        return fail(GNUTLS_E_CONSTRAINT_ERROR);
    TRY(copy_all(&constraints->excluded, &both.excluded));
    TRY(copy_all(&more->excluded, &both.excluded));
    TRY(add_below(ours, theirs, true, &both.permitted));
    TRY(add_below(theirs, ours, false, &both.permitted));
    unsigned gone = (kinds_in(ours) | kinds_in(theirs)) & ~kinds_in(&both.permitted);
    for (unsigned kind = 0; kind < NAME_KINDS; kind++) {
        if ((gone & 1u << kind) != 0)
            TRY(exclude_all((enum general_name_kind)kind, &both.excluded));
    }
    name_constraints_wipe(constraints);
    *constraints = both;
    both = (struct name_constraints){ 0 };
    return 0;
}

/* ---- written ---- */

static int write_subtrees(const struct general_names *names, struct buffer *out)
{
    for (size_t i = 0; i < names->count; i++)
        TRY(der_write(out, DER_SEQUENCE, buffer_bytes(&names->items[i].element)));
    return 0;
}

int name_constraints_write(const struct name_constraints *constraints, struct buffer *out)
{
    SCOPED(buffer) struct buffer permitted = { 0 }, excluded = { 0 }, lists = { 0 };
    TRY(write_subtrees(&constraints->permitted, &permitted));
    TRY(write_subtrees(&constraints->excluded, &excluded));
    if (permitted.size == 0 && excluded.size == 0)
        return fail(GNUTLS_E_INVALID_REQUEST);
    if (permitted.size > 0)
        TRY(der_write(&lists, DER_CONTEXT_DEEP(0), buffer_bytes(&permitted)));
    if (excluded.size > 0)
        TRY(der_write(&lists, DER_CONTEXT_DEEP(1), buffer_bytes(&excluded)));
    return der_write(out, DER_SEQUENCE, buffer_bytes(&lists));
}

/* ---- asked ---- */

/* What allows a name is the code that the chain is checked with; without memory nothing is. */
struct limits_copy {
    struct buffer permitted, excluded;
};

static void limits_copy_wipe(struct limits_copy *copy)
{
    buffer_wipe(&copy->permitted);
    buffer_wipe(&copy->excluded);
}

static bool copy_limits(const struct name_constraints *constraints, struct limits_copy *copy,
                        struct name_limits *out)
{
    if (write_subtrees(&constraints->permitted, &copy->permitted) < 0 ||
        write_subtrees(&constraints->excluded, &copy->excluded) < 0)
        return false;
    out->permitted = buffer_bytes(&copy->permitted);
    out->excluded = buffer_bytes(&copy->excluded);
    return true;
}

bool name_constraints_allow_name(const struct name_constraints *constraints, unsigned type,
                                 struct bytes value)
{
    SCOPED(limits_copy) struct limits_copy copy = { { 0 }, { 0 } };
    SCOPED(buffer) struct buffer der = { 0 }, text = { 0 };
    struct general_name name = { NAME_OTHER, value };
    struct name_limits limits = { .work = NULL };
    const char *wrong;
    if (!general_name_kind_of(type, &name.kind))
        return true;
    if (type == GNUTLS_SAN_DN && name_check(value) < 0) {
        if (buffer_set(&text, value) < 0 || buffer_text(&text) == NULL ||
            name_parse(buffer_text(&text), &der, &wrong) < 0)
            return false;
        name.value = buffer_bytes(&der);
    }
    return copy_limits(constraints, &copy, &limits) && name_limits_allow(&limits, &name);
}

bool name_constraints_allow_type(const struct name_constraints *constraints, unsigned type,
                                 const struct gnutls_x509_crt_int *certificate)
{
    SCOPED(limits_copy) struct limits_copy copy = { { 0 }, { 0 } };
    struct name_limits limits = { .work = NULL };
    enum general_name_kind kind;
    if (!general_name_kind_of(type, &kind))
        return true;
    return copy_limits(constraints, &copy, &limits) &&
           name_limits_allow_kinds(&limits, certificate, 1u << kind);
}

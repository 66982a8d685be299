/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* name_subtree.c - which names stand below which, RFC 5280, 4.2.1.10 */

#include "base/errors.h"
#include "base/text.h"
#include "pki/der.h"
#include "pki/name.h"
#include "pki/name_constraints.h"

#include <arpa/inet.h>

static bool ends_with(struct bytes text, struct bytes end)
{
    return text.size >= end.size &&
           dns_name_matches(bytes_from(text, text.size - end.size), end, false);
}

/* A dot at the end names the root, which all names are below (RFC 1034, 3.1): the name stays the
 * same. */
static struct bytes without_root(struct bytes name)
{
    return name.size > 0 && name.data[name.size - 1] == '.' ? bytes_of(name.data, name.size - 1)
                                                            : name;
}

/* "example.test" covers itself and all below; ".example.test" only what is below. */
static bool dns_within(struct bytes whole_name, struct bytes whole_base)
{
    struct bytes name = without_root(whole_name), base = without_root(whole_base);
    if (base.size == 0)
        return true;
    if (!ends_with(name, base))
        return false;
    return name.size == base.size || base.data[0] == '.' ||
           name.data[name.size - base.size - 1] == '.';
}

/* One host, or what is below a domain behind a dot. */
static bool host_within(struct bytes host, struct bytes base)
{
    if (base.size > 0 && base.data[0] == '.')
        return host.size >= base.size && ends_with(host, base);
    return base.size == 0 || dns_name_matches(base, host, false);
}

static const uint8_t *find_at(struct bytes text)
{
    return text.size > 0 ? memrchr(text.data, '@', text.size) : NULL;
}

/* Mailboxes have a case before the "@" (RFC 5321, 2.4). */
static bool mailbox_equal(struct bytes a, struct bytes b)
{
    const uint8_t *at = find_at(a);
    size_t local = (size_t)(at - a.data) + 1;
    return a.size == b.size && memcmp(a.data, b.data, local) == 0 &&
           dns_name_matches(bytes_from(a, local), bytes_from(b, local), false);
}

static bool email_within(struct bytes name, struct bytes base)
{
    const uint8_t *at = find_at(name);
    if (find_at(base) != NULL)
        return at != NULL && mailbox_equal(name, base);
    /* A base may itself stand below another one. */
    return host_within(at != NULL ? bytes_from(name, (size_t)(at - name.data) + 1) : name, base);
}

/* The end of the authority's host, before port, path, query or fragment. */
static size_t host_size(struct bytes host)
{
    size_t size = 0;
    while (size < host.size && strchr("/?#:", host.data[size]) == NULL)
        size++;
    return size;
}

static bool is_address(struct bytes host)
{
    char text[INET6_ADDRSTRLEN];
    uint8_t address[16];
    if (host.size == 0 || host.data[0] == '[')
        return true;
    if (host.size >= sizeof text)
        return false;
    memcpy(text, host.data, host.size);
    text[host.size] = '\0';
    return inet_pton(AF_INET, text, address) == 1;
}

static const uint8_t *find_authority(struct bytes uri)
{
    return uri.size > 0 ? memmem(uri.data, uri.size, "://", 3) : NULL;
}

bool uri_host(struct bytes uri, struct bytes *out)
{
    const uint8_t *slashes = find_authority(uri);
    *out = bytes_none();
    if (slashes == NULL)
        return false;
    struct bytes rest = bytes_from(uri, (size_t)(slashes - uri.data) + 3);
    size_t end = 0;
    while (end < rest.size && strchr("/?#", rest.data[end]) == NULL)
        end++;
    struct bytes authority = bytes_of(rest.data, end);
    const uint8_t *at = find_at(authority);
    struct bytes host =
        at == NULL ? authority : bytes_from(authority, (size_t)(at - authority.data) + 1);
    if (host.size == 0 || host.data[0] == '[' || is_address(bytes_of(host.data, host_size(host))))
        return false;
    *out = bytes_of(host.data, host_size(host));
    return true;
}

/* A base has no scheme; a name has one. */
static bool uri_within(struct bytes name, struct bytes base)
{
    struct bytes host;
    if (find_authority(name) == NULL)
        return host_within(name, base);
    return uri_host(name, &host) && host_within(host, base);
}

/* An address, or itself a base with a mask that is no wider. */
static bool address_within(struct bytes name, struct bytes base)
{
    size_t size = base.size / 2;
    bool is_base = name.size == base.size;
    if (name.size != size && !is_base)
        return false;
    for (size_t i = 0; i < size; i++) {
        uint8_t mask = base.data[size + i];
        if (((name.data[i] ^ base.data[i]) & mask) != 0)
            return false;
        if (is_base && (name.data[size + i] & mask) != mask)
            return false;
    }
    return true;
}

/* Passes spaces; the ones at either end do not count and inner ones count as one. */
static size_t pass_spaces(struct bytes text, size_t i)
{
    while (i < text.size && text.data[i] == ' ')
        i++;
    return i;
}

/* RFC 5280, 7.1, for ASCII: without case, and with single spaces. */
static bool text_is_same(struct bytes a, struct bytes b)
{
    size_t i = pass_spaces(a, 0), j = pass_spaces(b, 0);
    while (i < a.size && j < b.size) {
        bool space = a.data[i] == ' ';
        if (ascii_lower(a.data[i]) != ascii_lower(b.data[j]))
            return false;
        i = space ? pass_spaces(a, i) : i + 1;
        j = space ? pass_spaces(b, j) : j + 1;
        if (space && (i == a.size || j == b.size))
            break;
    }
    return pass_spaces(a, i) == a.size && pass_spaces(b, j) == b.size;
}

static bool attribute_is_same(const struct name_attribute *a, const struct name_attribute *b)
{
    SCOPED(buffer) struct buffer a_text = { 0 }, b_text = { 0 };
    if (a->set != b->set || !bytes_equal(a->oid, b->oid))
        return false;
    if (bytes_equal(a->value, b->value))
        return true;
    return name_value_text(a, &a_text) == 0 && name_value_text(b, &b_text) == 0 &&
           text_is_same(buffer_bytes(&a_text), buffer_bytes(&b_text));
}

/* The base's relative names are the first of the name. */
static bool directory_within(struct bytes name, struct bytes base)
{
    struct name_walk name_walked = { 0 }, base_walked = { 0 };
    struct name_attribute has, wants = { 0 };
    unsigned sets = 0;
    if (name_check(name) < 0 || name_check(base) < 0)
        return false;
    while (name_walk(base, &base_walked, &wants)) {
        if (!name_walk(name, &name_walked, &has) || !attribute_is_same(&has, &wants))
            return false;
        sets = wants.set + 1;
    }
    /* The last one is there as a whole. */
    return !name_walk(name, &name_walked, &has) || has.set >= sets;
}

bool subtree_is_understood(enum general_name_kind kind)
{
    return kind == NAME_DNS || kind == NAME_EMAIL || kind == NAME_URI || kind == NAME_IP ||
           kind == NAME_DIRECTORY;
}

bool subtree_covers(const struct general_name *base, const struct general_name *name)
{
    if (base->kind != name->kind)
        return false;
    switch (base->kind) {
    case NAME_DNS:
        return dns_within(name->value, base->value);
    case NAME_EMAIL:
        return email_within(name->value, base->value);
    case NAME_URI:
        return uri_within(name->value, base->value);
    case NAME_IP:
        return address_within(name->value, base->value);
    case NAME_DIRECTORY:
        return directory_within(name->value, base->value);
    default:
        return false;
    }
}

/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* print_names.c - names of several kinds as text */

#include "pki/print_names.h"

#include "base/errors.h"
#include "pki/idna.h"
#include "pki/oid.h"

#include <arpa/inet.h>

enum { IPV4_SIZE = 4, IPV6_SIZE = 16 };

static void print_address(struct printer *p, struct bytes address)
{
    char text[INET6_ADDRSTRLEN];
    int family = address.size == IPV4_SIZE ? AF_INET : AF_INET6;
    bool right = address.size == IPV4_SIZE || address.size == IPV6_SIZE;
    if (right && inet_ntop(family, address.data, text, sizeof text) != NULL)
        print(p, "%s", text);
    else
        print_hex(p, address);
}

/* A host that is not ASCII for people is shown both ways. */
static void print_host(struct printer *p, struct bytes name)
{
    SCOPED(buffer) struct buffer readable = { 0 };
    print_bytes(p, name);
    if (idna_readable(name, &readable) < 0 || bytes_equal(buffer_bytes(&readable), name))
        return;
    print(p, " (");
    print_bytes(p, buffer_bytes(&readable));
    print(p, ")");
}

static const char *other_name_title(unsigned type)
{
    enum { OTHER_NAME_SRV = 1003 };
    switch (type) {
    case GNUTLS_SAN_OTHERNAME_XMPP:
        return "XMPP Address";
    case GNUTLS_SAN_OTHERNAME_KRB5PRINCIPAL:
        return "KRB5Principal";
    case GNUTLS_SAN_OTHERNAME_MSUSERPRINCIPAL:
        return "User Principal Name";
    default:
        return type == OTHER_NAME_SRV ? "SRVName" : "otherName";
    }
}

static void print_other_name(struct printer *p, const char *prefix,
                             const struct general_name_item *item)
{
    SCOPED(buffer) struct buffer text = { 0 };
    const char *oid = (const char *)item->oid.data;
    struct bytes value = buffer_bytes(&item->value);
    unsigned type;
    if (other_name_decode(oid, value, &type, &text) == 0) {
        print(p, "%s\t%s%s: ", p->indent, prefix, other_name_title(type));
        print_bytes(p, buffer_bytes(&text));
        print(p, "\n");
        return;
    }
    print(p, "%s\t%sotherName OID: %s\n", p->indent, prefix, oid);
    print(p, "%s\t%sotherName DER: ", p->indent, prefix);
    print_hex(p, value);
    print(p, "\n%s\t%sotherName ASCII: ", p->indent, prefix);
    print_ascii(p, value);
    print(p, "\n");
}

static const char *const titles[] = {
    [NAME_TYPE_NONE] = "",
    [GNUTLS_SAN_DNSNAME] = "DNSname",
    [GNUTLS_SAN_RFC822NAME] = "RFC822Name",
    [GNUTLS_SAN_URI] = "URI",
    [GNUTLS_SAN_IPADDRESS] = "IPAddress",
    [GNUTLS_SAN_OTHERNAME] = "otherName",
    [GNUTLS_SAN_DN] = "directoryName",
    [GNUTLS_SAN_REGISTERED_ID] = "Registered ID",
};

static bool has_zero_byte(struct bytes text)
{
    return text.size > 0 && memchr(text.data, 0, text.size) != NULL;
}

static void print_without_zeros(struct printer *p, struct bytes text)
{
    for (size_t i = 0; i < text.size; i++)
        print_bytes(p, text.data[i] == 0 ? bytes_of_text("!") : bytes_of(text.data + i, 1));
}

void print_general_name(struct printer *p, const char *prefix, const struct general_name_item *item)
{
    struct bytes value = buffer_bytes(&item->value);
    if (item->type == NAME_TYPE_NONE) {
        print_fault(p, "unknown name", GNUTLS_E_X509_UNKNOWN_SAN);
        return;
    }
    if (item->type == GNUTLS_SAN_OTHERNAME) {
        print_other_name(p, prefix, item);
        return;
    }
    if (item->type != GNUTLS_SAN_IPADDRESS && has_zero_byte(value))
        print(p, "warning: %s contains an embedded NUL, replacing with '!'\n", titles[item->type]);
    print(p, "%s\t%s%s: ", p->indent, prefix, titles[item->type]);
    if (item->type == GNUTLS_SAN_IPADDRESS)
        print_address(p, value);
    else if (has_zero_byte(value))
        print_without_zeros(p, value);
    else if (item->type == GNUTLS_SAN_DNSNAME)
        print_host(p, value);
    else
        print_bytes(p, value);
    print(p, "\n");
}

static unsigned prefix_length(struct bytes mask)
{
    unsigned ones = 0;
    for (size_t i = 0; i < mask.size; i++) {
        for (unsigned bits = mask.data[i]; bits != 0; bits &= bits - 1)
            ones++;
    }
    return ones;
}

void print_name_constraint(struct printer *p, const struct general_name_item *item)
{
    struct bytes value = buffer_bytes(&item->value);
    bool is_address = item->type == GNUTLS_SAN_IPADDRESS;
    print(p, "%s\t\t%s: ", p->indent, titles[item->type]);
    if (is_address) {
        print_address(p, bytes_of(value.data, value.size / 2));
        print(p, "/%u", prefix_length(bytes_from(value, value.size / 2)));
    } else if (item->type == GNUTLS_SAN_DNSNAME) {
        print_host(p, value);
    } else {
        print_bytes(p, value);
    }
    print(p, "\n");
}

const char *proxy_language_name(struct bytes oid)
{
    if (oid_is(oid, "1.3.6.1.5.5.7.21.1"))
        return "id-ppl-inheritALL";
    return oid_is(oid, "1.3.6.1.5.5.7.21.2") ? "id-ppl-independent" : NULL;
}

/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* crl_extension.c - the extensions of a revocation list, RFC 5280, 5.2 */

#include "base/errors.h"
#include "pki/crl_internal.h"
#include "pki/der.h"

/* Each is compared with those before it; more than this no one needs. */
enum { EXTENSIONS_MAX = 64 };

static int read_number(struct bytes value, struct crl_facts *facts)
{
    struct wire_reader reader = wire_reader(value);
    facts->number = der_read_integer(&reader);
    return der_end(&reader);
}

static int read_authority_key_id(struct bytes value, struct crl_facts *facts)
{
    struct wire_reader reader = wire_reader(value);
    struct wire_reader fields = der_enter(&reader, DER_SEQUENCE);
    der_read_optional(&fields, DER_CONTEXT(0), &facts->authority_key_id);
    der_read_optional(&fields, DER_CONTEXT_DEEP(1), &facts->authority_issuer);
    der_read_optional(&fields, DER_CONTEXT(2), &facts->authority_serial);
    TRY(der_end(&fields));
    return der_end(&reader);
}

static int read_delta(struct bytes value, struct crl_facts *facts)
{
    struct wire_reader reader = wire_reader(value);
    der_read_integer(&reader);
    facts->is_delta = true;
    return der_end(&reader);
}

/* Of the scope of a list one thing matters here: attribute certificates count their serial
 * numbers for themselves. What else is in scope or not, is not listed when it is not. */
static int read_scope(struct bytes value, struct crl_facts *facts)
{
    struct wire_reader reader = wire_reader(value);
    struct wire_reader fields = der_enter(&reader, DER_SEQUENCE);
    while (wire_more(&fields)) {
        uint8_t tag;
        struct bytes content;
        der_read_any(&fields, &tag, &content);
        if (tag == DER_CONTEXT(5))
            facts->attributes_only = content.size == 1 && content.data[0] != 0;
    }
    TRY(der_end(&fields));
    return der_end(&reader);
}

static const struct bytes oid_scope = OID("\x55\x1d\x1c");

static struct bytes scope_of(const struct gnutls_x509_crl_int *crl)
{
    struct certificate_extension scope = { .value = bytes_none() };
    extension_find(crl->facts.extensions, oid_scope, &scope);
    return scope.value;
}

bool crl_same_scope(const struct gnutls_x509_crl_int *one, const struct gnutls_x509_crl_int *other)
{
    return !one->facts.is_delta && !other->facts.is_delta &&
           bytes_equal(one->facts.issuer, other->facts.issuer) &&
           bytes_equal(scope_of(one), scope_of(other));
}

struct known_extension {
    struct bytes oid;
    int (*read)(struct bytes value, struct crl_facts *);
};

/* clang-format off */
static const struct known_extension known[] = {
    { OID("\x55\x1d\x14"), read_number },
    { OID("\x55\x1d\x23"), read_authority_key_id },
    { OID("\x55\x1d\x1b"), read_delta },
    { OID("\x55\x1d\x1c"), read_scope },
};
/* clang-format on */

/* A critical extension that is not understood (RFC 5280, 5.2) does not keep the list from being
 * used: what it names is taken to be revoked. To pass the list over would be to trust more. */
int crl_extension_read(const struct certificate_extension *extension, struct crl_facts *facts)
{
    for (size_t i = 0; i < ARRAY_SIZE(known); i++) {
        if (bytes_equal(extension->oid, known[i].oid))
            return known[i].read(extension->value, facts);
    }
    return 0;
}

int crl_extensions_read(struct bytes der, struct crl_facts *facts)
{
    struct bytes seen[EXTENSIONS_MAX];
    size_t count = 0;
    struct wire_reader reader = wire_reader(der);
    facts->extensions = der_read(&reader, DER_SEQUENCE);
    TRY(der_end(&reader));

    struct bytes rest = facts->extensions;
    struct certificate_extension extension;
    while (rest.size > 0) {
        if (count == EXTENSIONS_MAX || !extension_take(&rest, &extension))
            return fail(GNUTLS_E_ASN1_DER_ERROR);
        for (size_t i = 0; i < count; i++) {
            if (bytes_equal(seen[i], extension.oid))
                return fail(GNUTLS_E_X509_DUPLICATE_EXTENSION);
        }
        seen[count++] = extension.oid;
        TRY(crl_extension_read(&extension, facts));
    }
    return 0;
}

/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* extension.c - the extensions of a certificate, RFC 5280, 4.2 */

#include "base/errors.h"
#include "pki/der.h"
#include "pki/extension_value.h"
#include "pki/internal.h"
#include "pki/oid.h"

/* Each is compared with those before it; more than this no one needs. */
enum { EXTENSIONS_MAX = 64 };

bool extension_take(struct bytes *extensions, struct certificate_extension *out)
{
    struct wire_reader reader = wire_reader(*extensions);
    struct wire_reader fields = der_enter(&reader, DER_SEQUENCE);
    out->oid = der_read_oid(&fields);
    /* An encoded FALSE is not DER, but was written by so many that all readers take it. */
    out->critical = der_peek(&fields) == DER_BOOLEAN && der_read_boolean(&fields);
    out->value = der_read(&fields, DER_OCTET_STRING);
    if (fields.failed || wire_more(&fields))
        return false;
    *extensions = wire_read_rest(&reader);
    return true;
}

bool extension_nth(struct bytes extensions, unsigned index, struct certificate_extension *out)
{
    for (unsigned i = 0; extension_take(&extensions, out); i++) {
        if (i == index)
            return true;
    }
    return false;
}

bool extension_find(struct bytes extensions, struct bytes oid, struct certificate_extension *out)
{
    while (extension_take(&extensions, out)) {
        if (bytes_equal(out->oid, oid))
            return true;
    }
    return false;
}

bool certificate_find_extension(const struct gnutls_x509_crt_int *certificate, struct bytes oid,
                                struct certificate_extension *out)
{
    return extension_find(certificate->facts.extensions, oid, out);
}

static int read_basic_constraints(struct bytes value, struct certificate_facts *facts)
{
    struct basic_constraints constraints = { 0 };
    TRY(basic_constraints_read(value, &constraints));
    facts->has_basic_constraints = true;
    facts->is_authority = constraints.is_authority;
    facts->path_length = constraints.path_length;
    return 0;
}

static int read_key_usage(struct bytes value, struct certificate_facts *facts)
{
    facts->has_key_usage = true;
    return key_usage_read(value, &facts->key_usage);
}

static int read_subject_key_id(struct bytes value, struct certificate_facts *facts)
{
    return subject_key_id_read(value, &facts->subject_key_id);
}

/* GeneralNames: all are context-tagged, from [0] to [8]. */
static int check_general_names(struct bytes names)
{
    struct wire_reader reader = wire_reader(names);
    while (wire_more(&reader)) {
        uint8_t tag;
        struct bytes content;
        der_read_any(&reader, &tag, &content);
        if ((tag & 0xc0) != 0x80 || (tag & 0x1f) > 8)
            wire_read_fail(&reader);
    }
    return der_end(&reader);
}

static int read_authority_key_id(struct bytes value, struct certificate_facts *facts)
{
    struct wire_reader reader = wire_reader(value);
    struct wire_reader fields = der_enter(&reader, DER_SEQUENCE);
    der_read_optional(&fields, DER_CONTEXT(0), &facts->authority_key_id);
    der_read_optional(&fields, DER_CONTEXT_DEEP(1), &facts->authority_issuer);
    der_read_optional(&fields, DER_CONTEXT(2), &facts->authority_serial);
    TRY(der_end(&fields));
    TRY(check_general_names(facts->authority_issuer));
    return der_end(&reader);
}

static int read_general_names(struct bytes value, struct bytes *out)
{
    struct wire_reader reader = wire_reader(value);
    *out = der_read(&reader, DER_SEQUENCE);
    TRY(der_end(&reader));
    return check_general_names(*out);
}

static int read_alternative_names(struct bytes value, struct certificate_facts *facts)
{
    facts->has_alternative_names = true;
    return read_general_names(value, &facts->alternative_names);
}

static int read_issuer_names(struct bytes value, struct certificate_facts *facts)
{
    return read_general_names(value, &facts->issuer_names);
}

static int read_purposes(struct bytes value, struct certificate_facts *facts)
{
    struct wire_reader reader = wire_reader(value);
    facts->purposes = der_read(&reader, DER_SEQUENCE);
    facts->has_purposes = true;
    TRY(der_end(&reader));
    struct wire_reader oids = wire_reader(facts->purposes);
    while (wire_more(&oids))
        der_read_oid(&oids);
    return der_end(&oids);
}

static int read_name_constraints(struct bytes value, struct certificate_facts *facts)
{
    struct wire_reader reader = wire_reader(value);
    facts->name_constraints = der_read(&reader, DER_SEQUENCE);
    facts->has_name_constraints = true;
    TRY(der_end(&reader));
    return name_constraints_check(facts->name_constraints);
}

/* Understood so far that a critical one does no harm: what they say is asked elsewhere, or grants
 * nothing that is used here. */
static int pass_over(struct bytes value, struct certificate_facts *facts)
{
    return 0;
}

struct known_extension {
    struct bytes oid;
    int (*read)(struct bytes value, struct certificate_facts *);
};

/* clang-format off */
static const struct known_extension known[] = {
    { OID("\x55\x1d\x13"), read_basic_constraints },                /* 2.5.29.19 */
    { OID("\x55\x1d\x0f"), read_key_usage },
    { OID("\x55\x1d\x0e"), read_subject_key_id },
    { OID("\x55\x1d\x23"), read_authority_key_id },
    { OID("\x55\x1d\x11"), read_alternative_names },
    { OID("\x55\x1d\x12"), read_issuer_names },
    { OID("\x55\x1d\x25"), read_purposes },
    { OID("\x55\x1d\x1e"), read_name_constraints },
    { OID("\x55\x1d\x1f"), pass_over },                             /* CRL distribution points */
    { OID("\x55\x1d\x20"), pass_over },                             /* certificate policies */
    { OID("\x55\x1d\x36"), pass_over },                             /* inhibit anyPolicy */
    { OID("\x2b\x06\x01\x05\x05\x07\x01\x01"), pass_over },         /* authority information */
    { OID("\x2b\x06\x01\x05\x05\x07\x01\x18"), pass_over },         /* TLS features */
};
/* clang-format on */

static int read_extension(const struct certificate_extension *extension,
                          struct certificate_facts *facts)
{
    for (size_t i = 0; i < ARRAY_SIZE(known); i++) {
        if (bytes_equal(extension->oid, known[i].oid))
            return known[i].read(extension->value, facts);
    }
    facts->has_unknown_critical |= extension->critical;
    return 0;
}

int certificate_extensions_read(struct bytes der, struct certificate_facts *facts)
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
        TRY(read_extension(&extension, facts));
    }
    return 0;
}

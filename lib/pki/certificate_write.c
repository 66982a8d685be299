/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* certificate_write.c - certificates made and changed, part by part, and signed */

#include "pki/certificate_write.h"

#include "base/errors.h"
#include "pki/der.h"
#include "pki/internal.h"
#include "pki/name_write.h"

/* A second before 1970 that no certificate needs. */
enum { END_OF_TIME = -1 };

struct certificate_parts {
    struct bytes part[CERTIFICATE_PARTS];
};

/* What stands in a draft for what is missing. Names are empty, which they may be. */
static struct bytes placeholder(enum certificate_part part)
{
    static const uint8_t null[] = { DER_NULL, 0 }, sequence[] = { DER_SEQUENCE, 0 };
    static const uint8_t no_bits[] = { DER_BIT_STRING, 1, 0 };
    switch (part) {
    case PART_SERIAL:
    case PART_NOT_BEFORE:
    case PART_NOT_AFTER:
    case PART_KEY:
        return bytes_of(null, sizeof null);
    case PART_INNER_ALGORITHM:
    case PART_OUTER_ALGORITHM:
    case PART_ISSUER:
    case PART_SUBJECT:
        return bytes_of(sequence, sizeof sequence);
    case PART_SIGNATURE:
        return bytes_of(no_bits, sizeof no_bits);
    default:
        return bytes_none();
    }
}

/* Names may be empty. */
static bool is_missing(const struct certificate_parts *parts, enum certificate_part part)
{
    bool is_name = part == PART_ISSUER || part == PART_SUBJECT;
    struct bytes missing = placeholder(part);
    return !is_name && missing.size > 0 && bytes_equal(parts->part[part], missing);
}

static struct bytes take_optional(struct wire_reader *reader, uint8_t tag)
{
    return der_peek(reader) == tag ? der_take(reader) : bytes_none();
}

/* The parts of a certificate that was read, or of an empty one. */
static struct certificate_parts take_apart(const struct gnutls_x509_crt_int *certificate)
{
    struct certificate_parts parts;
    struct bytes *part = parts.part;
    for (size_t i = 0; i < CERTIFICATE_PARTS; i++)
        part[i] = placeholder((enum certificate_part)i);
    if (certificate->der.size == 0)
        return parts;

    struct wire_reader whole = wire_reader(buffer_bytes(&certificate->der));
    struct wire_reader fields = der_enter(&whole, DER_SEQUENCE);
    struct wire_reader tbs = der_enter(&fields, DER_SEQUENCE);
    part[PART_VERSION] = take_optional(&tbs, DER_CONTEXT_DEEP(0));
    part[PART_SERIAL] = der_take(&tbs);
    part[PART_INNER_ALGORITHM] = der_take(&tbs);
    part[PART_ISSUER] = der_take(&tbs);
    struct wire_reader times = der_enter(&tbs, DER_SEQUENCE);
    part[PART_NOT_BEFORE] = der_take(&times);
    part[PART_NOT_AFTER] = der_take(&times);
    part[PART_SUBJECT] = der_take(&tbs);
    part[PART_KEY] = der_take(&tbs);
    part[PART_ISSUER_ID] = take_optional(&tbs, DER_CONTEXT(1));
    part[PART_SUBJECT_ID] = take_optional(&tbs, DER_CONTEXT(2));
    part[PART_EXTENSIONS] = take_optional(&tbs, DER_CONTEXT_DEEP(3));
    part[PART_OUTER_ALGORITHM] = der_take(&fields);
    part[PART_SIGNATURE] = der_take(&fields);
    return parts;
}

/* Appends the parts from `first` to `last`. */
static int append_parts(const struct certificate_parts *parts, enum certificate_part first,
                        enum certificate_part last, struct buffer *out)
{
    for (size_t i = first; i <= last; i++)
        TRY(buffer_append(out, parts->part[i]));
    return 0;
}

static int write_tbs(const struct certificate_parts *parts, struct buffer *out)
{
    SCOPED(buffer) struct buffer fields = { 0 }, times = { 0 };
    TRY(append_parts(parts, PART_VERSION, PART_ISSUER, &fields));
    TRY(append_parts(parts, PART_NOT_BEFORE, PART_NOT_AFTER, &times));
    TRY(der_write(&fields, DER_SEQUENCE, buffer_bytes(&times)));
    TRY(append_parts(parts, PART_SUBJECT, PART_EXTENSIONS, &fields));
    return der_write(out, DER_SEQUENCE, buffer_bytes(&fields));
}

static int put_together(const struct certificate_parts *parts,
                        struct gnutls_x509_crt_int *certificate)
{
    SCOPED(buffer) struct buffer whole = { 0 };
    bool is_draft = false;
    for (size_t i = 0; i < CERTIFICATE_PARTS; i++)
        is_draft |= is_missing(parts, (enum certificate_part)i);
    TRY(write_tbs(parts, &whole));
    TRY(append_parts(parts, PART_OUTER_ALGORITHM, PART_SIGNATURE, &whole));
    TRY(der_wrap(&whole, DER_SEQUENCE));
    return certificate_replace(certificate, buffer_bytes(&whole), is_draft);
}

int certificate_set_part(struct gnutls_x509_crt_int *certificate, enum certificate_part part,
                         struct bytes element)
{
    struct certificate_parts parts = take_apart(certificate);
    parts.part[part] = element.size > 0 ? element : placeholder(part);
    return put_together(&parts, certificate);
}

int certificate_set_version(struct gnutls_x509_crt_int *certificate, unsigned version)
{
    SCOPED(buffer) struct buffer element = { 0 };
    if (version < 1 || version > 3)
        return fail(GNUTLS_E_INVALID_REQUEST);
    if (version > 1) {
        TRY(der_write_small(&element, version - 1));
        TRY(der_wrap(&element, DER_CONTEXT_DEEP(0)));
    }
    return certificate_set_part(certificate, PART_VERSION, buffer_bytes(&element));
}

static bool is_zero(struct bytes number)
{
    while (number.size > 0 && number.data[0] == 0)
        number = bytes_from(number, 1);
    return number.size == 0;
}

int certificate_set_serial(struct gnutls_x509_crt_int *certificate, struct bytes number)
{
    SCOPED(buffer) struct buffer element = { 0 };
    if (is_zero(number))
        return fail(GNUTLS_E_INVALID_REQUEST);
    TRY(der_write_integer(&element, number));
    return certificate_set_part(certificate, PART_SERIAL, buffer_bytes(&element));
}

int certificate_set_time(struct gnutls_x509_crt_int *certificate, enum certificate_part part,
                         int64_t seconds)
{
    SCOPED(buffer) struct buffer element = { 0 };
    TRY(der_write_time(&element, seconds == END_OF_TIME ? INT64_MAX : seconds));
    return certificate_set_part(certificate, part, buffer_bytes(&element));
}

int certificate_append_name(struct gnutls_x509_crt_int *certificate, enum certificate_part part,
                            struct bytes name)
{
    SCOPED(buffer) struct buffer whole = { 0 };
    struct certificate_parts parts = take_apart(certificate);
    TRY(buffer_append(&whole, parts.part[part]));
    TRY(name_append(&whole, name));
    return certificate_set_part(certificate, part, buffer_bytes(&whole));
}

int certificate_add_to_name(struct gnutls_x509_crt_int *certificate, enum certificate_part part,
                            const char *oid, bool is_element, struct bytes value)
{
    SCOPED(buffer) struct buffer name = { 0 };
    TRY(name_add(&name, oid, is_element, value));
    return certificate_append_name(certificate, part, buffer_bytes(&name));
}

int certificate_set_key(struct gnutls_x509_crt_int *certificate, const struct public_key *key)
{
    SCOPED(buffer) struct buffer element = { 0 };
    TRY(public_key_write(key, &element));
    return certificate_set_part(certificate, PART_KEY, buffer_bytes(&element));
}

int certificate_set_unique_id(struct gnutls_x509_crt_int *certificate, enum certificate_part part,
                              struct bytes id)
{
    static const uint8_t none_unused[1];
    SCOPED(buffer) struct buffer bits = { 0 };
    if (id.size == 0)
        return fail(GNUTLS_E_INVALID_REQUEST);
    TRY(buffer_append(&bits, bytes_of(none_unused, 1)));
    TRY(buffer_append(&bits, id));
    TRY(der_wrap(&bits, part == PART_ISSUER_ID ? DER_CONTEXT(1) : DER_CONTEXT(2)));
    return certificate_set_part(certificate, part, buffer_bytes(&bits));
}

static int write_extension(const struct certificate_extension *extension, struct buffer *out)
{
    static const uint8_t yes[] = { DER_BOOLEAN, 1, 0xff };
    SCOPED(buffer) struct buffer fields = { 0 };
    TRY(der_write(&fields, DER_OID, extension->oid));
    TRY(buffer_append(&fields, bytes_of(yes, extension->critical ? sizeof yes : 0)));
    TRY(der_write(&fields, DER_OCTET_STRING, extension->value));
    return der_write(out, DER_SEQUENCE, buffer_bytes(&fields));
}

int extensions_put(struct bytes extensions, const struct certificate_extension *extension,
                   struct buffer *out)
{
    struct certificate_extension other;
    bool is_there = false;
    while (extension_take(&extensions, &other)) {
        bool is_same = bytes_equal(other.oid, extension->oid);
        TRY(write_extension(is_same ? extension : &other, out));
        is_there |= is_same;
    }
    return is_there ? 0 : write_extension(extension, out);
}

static int set_extensions(struct gnutls_x509_crt_int *certificate, struct buffer *content)
{
    TRY(der_wrap(content, DER_SEQUENCE));
    TRY(der_wrap(content, DER_CONTEXT_DEEP(3)));
    return certificate_set_part(certificate, PART_EXTENSIONS, buffer_bytes(content));
}

int certificate_set_extension(struct gnutls_x509_crt_int *certificate,
                              const struct certificate_extension *extension)
{
    SCOPED(buffer) struct buffer content = { 0 };
    TRY(extensions_put(certificate->facts.extensions, extension, &content));
    return set_extensions(certificate, &content);
}

int certificate_take_extensions(struct gnutls_x509_crt_int *certificate, struct bytes extensions)
{
    SCOPED(buffer) struct buffer content = { 0 };
    struct certificate_extension extension;
    if (extensions.size == 0)
        return 0;
    TRY(buffer_append(&content, certificate->facts.extensions));
    while (extension_take(&extensions, &extension)) {
        SCOPED(buffer) struct buffer next = { 0 };
        TRY(extensions_put(buffer_bytes(&content), &extension, &next));
        buffer_move(&next, &content);
    }
    return set_extensions(certificate, &content);
}

int certificate_take_subject(struct gnutls_x509_crt_int *certificate,
                             const struct certificate_facts *facts)
{
    struct certificate_parts parts = take_apart(certificate);
    parts.part[PART_SUBJECT] = facts->subject;
    parts.part[PART_KEY] = facts->spki;
    return put_together(&parts, certificate);
}

int certificate_can_be_signed(const struct gnutls_x509_crt_int *certificate)
{
    struct certificate_parts parts = take_apart(certificate);
    if (is_missing(&parts, PART_NOT_BEFORE) || is_missing(&parts, PART_NOT_AFTER))
        return fail(GNUTLS_E_CERTIFICATE_TIME_ERROR);
    if (is_missing(&parts, PART_SERIAL) || is_missing(&parts, PART_KEY))
        return fail(GNUTLS_E_ASN1_VALUE_NOT_FOUND);
    bool has_extensions = parts.part[PART_EXTENSIONS].size > 0;
    if (has_extensions && certificate->facts.version < 3)
        return fail(GNUTLS_E_X509_CERTIFICATE_ERROR);
    return 0;
}

int certificate_sign(struct gnutls_x509_crt_int *certificate, struct bytes issuer,
                     const struct signer *signer)
{
    SCOPED(buffer) struct buffer tbs = { 0 }, algorithm = { 0 }, whole = { 0 };
    struct certificate_parts parts = take_apart(certificate);
    TRY(certificate_can_be_signed(certificate));
    TRY(signer_write_algorithm(signer, &algorithm));
    parts.part[PART_INNER_ALGORITHM] = buffer_bytes(&algorithm);
    parts.part[PART_ISSUER] = issuer;
    TRY(write_tbs(&parts, &tbs));
    TRY(signer_write(signer, buffer_bytes(&tbs), &whole));
    return certificate_replace(certificate, buffer_bytes(&whole), false);
}

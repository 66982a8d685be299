/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* request_write.c - requests for certificates, made and signed */

#include "base/errors.h"
#include "pki/certificate_write.h"
#include "pki/der.h"
#include "pki/internal.h"
#include "pki/name_write.h"
#include "pki/oid.h"
#include "pki/request.h"

static const struct bytes oid_password = OID("\x2a\x86\x48\x86\xf7\x0d\x01\x09\x07");
static const struct bytes missing = OID("\x05\x00"); /* NULL */

/* The elements; `attributes` is the content of [0]. */
struct request_parts {
    struct bytes version, subject, key, attributes, algorithm, signature;
};

/* The parts of a request that was read, or of an empty one. */
static struct request_parts take_apart(const struct gnutls_x509_crq_int *request)
{
    static const struct bytes nothing = OID("\x30\x00"), no_bits = OID("\x03\x01\x00");
    struct request_parts parts = { missing, nothing, missing, bytes_none(), nothing, no_bits };
    if (request->der.size == 0)
        return parts;

    struct wire_reader whole = wire_reader(buffer_bytes(&request->der));
    struct wire_reader fields = der_enter(&whole, DER_SEQUENCE);
    struct wire_reader info = der_enter(&fields, DER_SEQUENCE);
    parts.version = der_take(&info);
    parts.subject = der_take(&info);
    parts.key = der_take(&info);
    parts.attributes = request->attributes;
    parts.algorithm = der_take(&fields);
    parts.signature = der_take(&fields);
    return parts;
}

/* CertificationRequestInfo. */
static int write_info(const struct request_parts *parts, struct buffer *out)
{
    SCOPED(buffer) struct buffer fields = { 0 };
    TRY(buffer_append(&fields, parts->version));
    TRY(buffer_append(&fields, parts->subject));
    TRY(buffer_append(&fields, parts->key));
    TRY(der_write(&fields, DER_CONTEXT_DEEP(0), parts->attributes));
    return der_write(out, DER_SEQUENCE, buffer_bytes(&fields));
}

static int put_together(const struct request_parts *parts, struct gnutls_x509_crq_int *request)
{
    enum { EMPTY_SEQUENCE = 2 };
    SCOPED(buffer) struct buffer whole = { 0 };
    bool is_draft = bytes_equal(parts->version, missing) || bytes_equal(parts->key, missing) ||
                    parts->algorithm.size == EMPTY_SEQUENCE;
    TRY(write_info(parts, &whole));
    TRY(buffer_append(&whole, parts->algorithm));
    TRY(buffer_append(&whole, parts->signature));
    TRY(der_wrap(&whole, DER_SEQUENCE));
    return request_replace(request, buffer_bytes(&whole), is_draft);
}

int request_set_version(struct gnutls_x509_crq_int *request, unsigned version)
{
    SCOPED(buffer) struct buffer element = { 0 };
    struct request_parts parts = take_apart(request);
    if (version > 3)
        return fail(GNUTLS_E_INVALID_REQUEST);
    TRY(der_write_small(&element, version > 0 ? version - 1 : 0));
    parts.version = buffer_bytes(&element);
    return put_together(&parts, request);
}

int request_set_key(struct gnutls_x509_crq_int *request, const struct public_key *key)
{
    SCOPED(buffer) struct buffer element = { 0 };
    struct request_parts parts = take_apart(request);
    TRY(public_key_write(key, &element));
    parts.key = buffer_bytes(&element);
    return put_together(&parts, request);
}

int request_append_name(struct gnutls_x509_crq_int *request, struct bytes name)
{
    SCOPED(buffer) struct buffer whole = { 0 };
    struct request_parts parts = take_apart(request);
    TRY(buffer_append(&whole, parts.subject));
    TRY(name_append(&whole, name));
    parts.subject = buffer_bytes(&whole);
    return put_together(&parts, request);
}

int request_add_to_name(struct gnutls_x509_crq_int *request, const char *oid, bool is_element,
                        struct bytes value)
{
    SCOPED(buffer) struct buffer name = { 0 };
    TRY(name_add(&name, oid, is_element, value));
    return request_append_name(request, buffer_bytes(&name));
}

int request_put_attribute(struct gnutls_x509_crq_int *request, struct bytes oid, struct bytes value,
                          bool replace)
{
    SCOPED(buffer) struct buffer attributes = { 0 };
    struct request_parts parts = take_apart(request);
    struct attribute other;
    bool is_there = false;
    while (attribute_take(&parts.attributes, &other)) {
        bool is_here = replace && !is_there && bytes_equal(other.oid, oid);
        TRY(attribute_write(other.oid, is_here ? value : other.values, &attributes));
        is_there |= is_here;
    }
    if (!is_there)
        TRY(attribute_write(oid, value, &attributes));
    parts.attributes = buffer_bytes(&attributes);
    return put_together(&parts, request);
}

int request_set_extension(struct gnutls_x509_crq_int *request,
                          const struct certificate_extension *extension)
{
    SCOPED(buffer) struct buffer extensions = { 0 };
    TRY(extensions_put(request->facts.extensions, extension, &extensions));
    TRY(der_wrap(&extensions, DER_SEQUENCE));
    return request_put_attribute(request, oid_extension_request, buffer_bytes(&extensions), true);
}

int request_add_password(struct gnutls_x509_crq_int *request, struct bytes password)
{
    SCOPED(buffer) struct buffer element = { 0 };
    uint8_t tag = 0;
    TRY(directory_string_tag(password, &tag));
    TRY(der_write(&element, tag, password));
    return request_put_attribute(request, oid_password, buffer_bytes(&element), false);
}

int request_password(const struct gnutls_x509_crq_int *request, struct buffer *out)
{
    struct attribute attribute;
    struct name_attribute value = { 0 };
    if (!request_find_attribute(request, oid_password, &attribute))
        return fail(GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE);
    struct wire_reader values = wire_reader(attribute.values);
    der_read_any(&values, &value.tag, &value.content);
    return name_value_text(&value, out);
}

int request_sign(struct gnutls_x509_crq_int *request, const struct signer *signer)
{
    static const struct bytes version_1 = OID("\x02\x01\x00");
    SCOPED(buffer) struct buffer info = { 0 }, sorted = { 0 }, whole = { 0 };
    struct request_parts parts = take_apart(request);
    if (bytes_equal(parts.key, missing))
        return fail(GNUTLS_E_ASN1_VALUE_NOT_FOUND);
    if (bytes_equal(parts.version, missing))
        parts.version = version_1;
    TRY(der_write_sorted(&sorted, parts.attributes));
    parts.attributes = buffer_bytes(&sorted);
    TRY(write_info(&parts, &info));
    TRY(signer_write(signer, buffer_bytes(&info), &whole));
    return request_replace(request, buffer_bytes(&whole), false);
}

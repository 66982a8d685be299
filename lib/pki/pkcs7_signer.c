/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* pkcs7_signer.c - one signature of SignedData: read, checked, made; RFC 5652, 5.3 to 5.6 */

#include "base/errors.h"
#include "base/memory.h"
#include "pki/attribute.h"
#include "pki/der.h"
#include "pki/internal.h"
#include "pki/oid.h"
#include "pki/pkcs7.h"

#define PKCS9 "\x2a\x86\x48\x86\xf7\x0d\x01\x09"

enum { VERSION_BY_NAME = 1, VERSION_BY_KEY = 3, VERSION_MAX = 5 };

static const struct bytes oid_content_type = OID(PKCS9 "\x03");
static const struct bytes oid_message_digest = OID(PKCS9 "\x04");
static const struct bytes oid_signing_time = OID(PKCS9 "\x05");

/* ---- attributes ---- */

/* The value of an attribute that may be there once; empty when it is not, or twice. */
static struct bytes find_attribute(struct bytes attributes, struct bytes oid)
{
    struct attribute attribute;
    struct bytes found = bytes_none();
    while (attribute_take(&attributes, &attribute)) {
        if (!bytes_equal(attribute.oid, oid))
            continue;
        if (found.size > 0)
            return bytes_none();
        found = attribute_value(&attribute, 0);
    }
    return found;
}

static int check_attributes(struct bytes attributes)
{
    struct attribute attribute;
    while (attribute_take(&attributes, &attribute)) {
        if (attribute.values.size > 0 && attribute_value(&attribute, 0).size == 0)
            return fail(GNUTLS_E_ASN1_DER_ERROR);
    }
    return attributes.size == 0 ? 0 : fail(GNUTLS_E_ASN1_DER_ERROR);
}

/* ---- reading ---- */

/* RFC 3370, 3.2: the kind of the key may stand for the signature; the hash is said elsewhere. */
static int read_algorithm(struct bytes der, const struct hash *hash,
                          struct signature_algorithm *out)
{
    SCOPED(public_key) struct public_key key = { 0 };
    TRY(signature_algorithm_read(der, out));
    if (out->id != GNUTLS_SIGN_UNKNOWN || key_algorithm_read(der, &key) < 0)
        return 0;
    out->key = key.kind;
    if (key.kind == KEY_RSA)
        out->how = (struct sign_how){ SIGN_RSA_PKCS1, hash, 0 };
    else if (key.kind == KEY_EC)
        out->how = (struct sign_how){ SIGN_ECDSA, hash, 0 };
    else
        return 0;
    signature_algorithm_name(out);
    return 0;
}

static int read_sid(struct wire_reader *fields, struct pkcs7_signer *out)
{
    if (der_peek(fields) == DER_CONTEXT(0)) {
        out->key_id = der_read(fields, DER_CONTEXT(0));
        return 0;
    }
    struct wire_reader name = der_enter(fields, DER_SEQUENCE);
    out->issuer = der_read_whole(&name, DER_SEQUENCE);
    out->serial = der_read_integer(&name);
    return der_end(&name);
}

static int64_t read_time(struct bytes attributes)
{
    struct bytes value = find_attribute(attributes, oid_signing_time);
    struct wire_reader reader = wire_reader(value);
    int64_t seconds = value.size > 0 ? der_read_time(&reader) : -1;
    return der_end(&reader) == 0 ? seconds : -1;
}

static int read_signer(struct bytes der, struct pkcs7_signer *out)
{
    struct wire_reader reader = wire_reader(der);
    struct wire_reader fields = der_enter(&reader, DER_SEQUENCE);
    der_read_small(&fields, VERSION_MAX);
    TRY(read_sid(&fields, out));
    out->digest_element = der_read_whole(&fields, DER_SEQUENCE);
    out->has_signed_attributes =
        der_read_optional(&fields, DER_CONTEXT_DEEP(0), &out->signed_attributes);
    struct bytes algorithm = der_read_whole(&fields, DER_SEQUENCE);
    out->signature = der_read(&fields, DER_OCTET_STRING);
    der_read_optional(&fields, DER_CONTEXT_DEEP(1), &out->unsigned_attributes);
    TRY(der_end(&fields));
    TRY(der_end(&reader));
    TRY(check_attributes(out->signed_attributes));
    TRY(check_attributes(out->unsigned_attributes));
    out->signing_time_s = read_time(out->signed_attributes);
    TRY(pkcs7_digest_read(out->digest_element, &out->digest));
    return read_algorithm(algorithm, out->digest, &out->algorithm);
}

int pkcs7_signer_at(const struct gnutls_pkcs7_int *self, size_t index, struct pkcs7_signer *out)
{
    *out = (struct pkcs7_signer){ .signing_time_s = -1 };
    if (index >= self->signers.count)
        return fail(GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE);
    return read_signer(buffer_bytes(&self->signers.items[index]), out);
}

/* ---- checking ---- */

/* RFC 5652, 5.4: what is signed are the attributes, and one of them is the hash of the data. */
static int check_said(const struct gnutls_pkcs7_int *self, const struct pkcs7_signer *signer,
                      struct bytes data)
{
    struct bytes type = find_attribute(signer->signed_attributes, oid_content_type);
    struct bytes said = find_attribute(signer->signed_attributes, oid_message_digest);
    struct wire_reader type_reader = wire_reader(type), said_reader = wire_reader(said);
    struct digest digest;
    bool right = bytes_equal(der_read_oid(&type_reader), buffer_bytes(&self->content_type)) &&
                 der_end(&type_reader) == 0;
    hash_once(signer->digest, data, &digest);
    right = right && bytes_equal(der_read(&said_reader, DER_OCTET_STRING), digest_bytes(&digest)) &&
            der_end(&said_reader) == 0;
    return right ? 0 : fail(GNUTLS_E_PK_SIG_VERIFY_FAILED);
}

int pkcs7_check(const struct gnutls_pkcs7_int *self, const struct pkcs7_signer *signer,
                const struct public_key *key, struct bytes data)
{
    SCOPED(buffer) struct buffer attributes = { 0 };
    if (signer->algorithm.id == GNUTLS_SIGN_UNKNOWN)
        return fail(GNUTLS_E_UNSUPPORTED_SIGNATURE_ALGORITHM);
    if (signer->has_signed_attributes) {
        TRY(check_said(self, signer, data));
        TRY(der_write(&attributes, DER_SET, signer->signed_attributes));
        data = buffer_bytes(&attributes);
    }
    int result = key_verifies(key, &signer->algorithm, data, signer->signature);
    /* A key of another kind did not make it. */
    return result == GNUTLS_E_INVALID_REQUEST ? fail(GNUTLS_E_PK_SIG_VERIFY_FAILED) : result;
}

/* ---- making ---- */

static int add_attribute(struct bytes oid, struct bytes value, struct der_list *list)
{
    SCOPED(buffer) struct buffer attribute = { 0 };
    TRY(attribute_write(oid, value, &attribute));
    return der_list_add(list, buffer_bytes(&attribute));
}

static int add_own_attributes(const struct gnutls_pkcs7_int *self, const struct pkcs7_signing *what,
                              struct der_list *list)
{
    SCOPED(buffer) struct buffer type = { 0 }, said = { 0 }, time = { 0 };
    struct digest digest;
    hash_once(what->digest, what->data, &digest);
    TRY(der_write(&type, DER_OID, buffer_bytes(&self->content_type)));
    TRY(der_write(&said, DER_OCTET_STRING, digest_bytes(&digest)));
    TRY(add_attribute(oid_content_type, buffer_bytes(&type), list));
    TRY(add_attribute(oid_message_digest, buffer_bytes(&said), list));
    if (what->time_s < 0)
        return 0;
    TRY(der_write_time(&time, what->time_s));
    return add_attribute(oid_signing_time, buffer_bytes(&time), list);
}

/* The signed attributes, in the order of DER. */
static int collect_attributes(const struct gnutls_pkcs7_int *self, const struct pkcs7_signing *what,
                              struct buffer *out)
{
    struct der_list list = { 0 };
    struct bytes given = what->attributes;
    struct wire_reader reader = wire_reader(given);
    int result = add_own_attributes(self, what, &list);
    while (result == 0 && wire_more(&reader))
        result = der_list_add(&list, der_read_whole(&reader, DER_SEQUENCE));
    if (result == 0)
        result = der_list_write_set(&list, DER_SET, out);
    der_list_wipe(&list);
    return result;
}

static int write_sid(const struct pkcs7_signing *what, struct buffer *out)
{
    SCOPED(buffer) struct buffer name = { 0 };
    TRY(der_write_small(out, what->key_id.size > 0 ? VERSION_BY_KEY : VERSION_BY_NAME));
    if (what->key_id.size > 0)
        return der_write(out, DER_CONTEXT(0), what->key_id);
    TRY(buffer_append(&name, what->issuer));
    TRY(der_write(&name, DER_INTEGER, what->serial));
    return der_write(out, DER_SEQUENCE, buffer_bytes(&name));
}

static int write_signer(const struct gnutls_pkcs7_int *self, const struct pkcs7_signing *what,
                        struct buffer *out)
{
    SCOPED(buffer) struct buffer fields = { 0 }, attributes = { 0 }, signature = { 0 };
    struct bytes to_sign = what->data;
    TRY(write_sid(what, &fields));
    TRY(pkcs7_digest_write(what, &fields));
    if (what->with_attributes) {
        TRY(collect_attributes(self, what, &attributes));
        struct wire_reader reader = wire_reader(buffer_bytes(&attributes));
        TRY(der_write(&fields, DER_CONTEXT_DEEP(0), der_read(&reader, DER_SET)));
        to_sign = buffer_bytes(&attributes);
    }
    TRY(signer_write_algorithm(what->signer, &fields));
    TRY(what->signer->sign(what->signer, to_sign, &signature));
    TRY(der_write(&fields, DER_OCTET_STRING, buffer_bytes(&signature)));
    if (what->unsigned_attributes.size > 0)
        TRY(der_write(&fields, DER_CONTEXT_DEEP(1), what->unsigned_attributes));
    return der_write(out, DER_SEQUENCE, buffer_bytes(&fields));
}

static int set_content(struct gnutls_pkcs7_int *self, const struct pkcs7_signing *what)
{
    if (self->content_type.size == 0) {
        TRY(buffer_set(&self->content_type, pkcs7_oid_data()));
        TRY(oid_print(pkcs7_oid_data(), &self->content_name));
        TRY(buffer_append(&self->content_name, bytes_of("", 1)));
    }
    if (!what->embed)
        return 0;
    buffer_clear(&self->content);
    return der_write(&self->content, DER_OCTET_STRING, what->data);
}

int pkcs7_sign(struct gnutls_pkcs7_int *self, const struct pkcs7_signing *what)
{
    SCOPED(buffer) struct buffer signer = { 0 };
    TRY(set_content(self, what));
    TRY(write_signer(self, what, &signer));
    return der_list_add(&self->signers, buffer_bytes(&signer));
}

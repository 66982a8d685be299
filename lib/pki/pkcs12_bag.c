/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* pkcs12_bag.c - what is in a bag of PKCS#12, RFC 7292, 4.2 */

#include "base/errors.h"
#include "base/memory.h"
#include "base/text.h"
#include "pki/attribute.h"
#include "pki/ber.h"
#include "pki/der.h"
#include "pki/oid.h"
#include "pki/pkcs12.h"

#define BAG_TYPES "\x2a\x86\x48\x86\xf7\x0d\x01\x0c\x0a\x01"
#define PKCS9     "\x2a\x86\x48\x86\xf7\x0d\x01\x09"
#define PKCS7     "\x2a\x86\x48\x86\xf7\x0d\x01\x07"

static const struct bytes oid_data = OID(PKCS7 "\x01");
static const struct bytes oid_friendly_name = OID(PKCS9 "\x14");
static const struct bytes oid_key_id = OID(PKCS9 "\x15");

/* `inside` names what is wrapped once more: SEQUENCE { OID, [0] OCTET STRING }. */
static const struct bag_type {
    struct bytes oid, inside;
    gnutls_pkcs12_bag_type_t type;
} bag_types[] = {
    { OID(BAG_TYPES "\x01"), { 0 }, GNUTLS_BAG_PKCS8_KEY },
    { OID(BAG_TYPES "\x02"), { 0 }, GNUTLS_BAG_PKCS8_ENCRYPTED_KEY },
    { OID(BAG_TYPES "\x03"), OID(PKCS9 "\x16\x01"), GNUTLS_BAG_CERTIFICATE },
    { OID(BAG_TYPES "\x04"), OID(PKCS9 "\x17\x01"), GNUTLS_BAG_CRL },
    { OID(BAG_TYPES "\x05"), OID(PKCS9 "\x19\x03"), GNUTLS_BAG_SECRET },
};

static void element_wipe(struct pkcs12_element *element)
{
    buffer_wipe(&element->data);
    buffer_wipe(&element->name);
    buffer_wipe(&element->key_id);
}

void bag_wipe(struct gnutls_pkcs12_bag_int *bag)
{
    for (size_t i = 0; i < bag->count; i++)
        element_wipe(&bag->elements[i]);
    memory_free(bag->elements);
    *bag = (struct gnutls_pkcs12_bag_int){ 0 };
}

bool bag_is_locked(const struct gnutls_pkcs12_bag_int *bag)
{
    return bag->count == 1 && bag->elements[0].type == GNUTLS_BAG_ENCRYPTED;
}

static int append(struct gnutls_pkcs12_bag_int *bag, struct pkcs12_element *owned)
{
    if (bag->count == PKCS12_COUNT_MAX)
        return fail(GNUTLS_E_ASN1_DER_ERROR);
    struct pkcs12_element *more =
        memory_resize_array(bag->elements, bag->count + 1, sizeof *bag->elements);
    if (more == NULL)
        return fail(GNUTLS_E_MEMORY_ERROR);
    bag->elements = more;
    bag->elements[bag->count++] = *owned;
    *owned = (struct pkcs12_element){ 0 };
    return (int)bag->count - 1;
}

int bag_add(struct gnutls_pkcs12_bag_int *bag, struct pkcs12_element *owned)
{
    if (bag_is_locked(bag))
        return fail(GNUTLS_E_INVALID_REQUEST);
    return append(bag, owned);
}

/* ---- reading ---- */

/* The next character of UTF-16; 0 for what is none. */
static uint32_t take_character(struct bytes *text)
{
    uint32_t code = (uint32_t)text->data[0] << 8 | text->data[1];
    *text = bytes_from(*text, 2);
    bool first = code >= 0xd800 && code < 0xdc00;
    if (first && text->size >= 2 && (text->data[0] & 0xfc) == 0xdc) {
        uint32_t low = (uint32_t)(text->data[0] & 3) << 8 | text->data[1];
        *text = bytes_from(*text, 2);
        return 0x10000 + ((code & 0x3ff) << 10 | low);
    }
    return code >= 0xd800 && code < 0xe000 ? 0 : code;
}

/* A BMPString, or rather UTF-16, as text with a zero byte behind. It ends at a zero, which some write
 * too, and at what is no character: a name is not worth refusing a key for. */
static int read_name(struct bytes text, struct buffer *out)
{
    buffer_clear(out);
    while (text.size >= 2) {
        uint32_t code = take_character(&text);
        if (code == 0)
            break;
        TRY(utf8_append(code, out));
    }
    return out->size > 0 ? buffer_append(out, bytes_of("", 1)) : 0;
}

/* PKCS12Attribute: of one value. Others than two are passed over. */
static int read_attributes(struct bytes attributes, struct pkcs12_element *element)
{
    struct attribute attribute;
    while (attribute_take(&attributes, &attribute)) {
        struct wire_reader values = wire_reader(attribute.values);
        if (bytes_equal(attribute.oid, oid_friendly_name))
            TRY(read_name(der_read(&values, DER_BMP_STRING), &element->name));
        else if (bytes_equal(attribute.oid, oid_key_id))
            TRY(buffer_set(&element->key_id, der_read(&values, DER_OCTET_STRING)));
        else
            continue;
        TRY(der_end(&values));
    }
    return attributes.size == 0 ? 0 : fail(GNUTLS_E_ASN1_DER_ERROR);
}

static const struct bag_type *type_by_oid(struct bytes oid)
{
    for (size_t i = 0; i < ARRAY_SIZE(bag_types); i++)
        if (bytes_equal(oid, bag_types[i].oid))
            return &bag_types[i];
    return NULL;
}

/* What is in a bag's value; of certificates and lists, without what is wrapped around them. */
static int read_value(const struct bag_type *type, struct bytes value,
                      struct pkcs12_element *element)
{
    element->type = type != NULL ? type->type : GNUTLS_BAG_UNKNOWN;
    if (type == NULL || type->inside.size == 0)
        return buffer_set(&element->data, value);
    struct wire_reader reader = wire_reader(value);
    struct wire_reader fields = der_enter(&reader, DER_SEQUENCE);
    struct bytes oid = der_read_oid(&fields);
    struct wire_reader wrapped = der_enter(&fields, DER_CONTEXT_DEEP(0));
    TRY(der_end(&fields));
    TRY(der_end(&reader));
    if (!bytes_equal(oid, type->inside)) {
        element->type = GNUTLS_BAG_UNKNOWN;
        return buffer_set(&element->data, value);
    }
    TRY(buffer_set(&element->data, der_read(&wrapped, DER_OCTET_STRING)));
    return der_end(&wrapped);
}

static int read_element(struct wire_reader *reader, struct pkcs12_element *element)
{
    struct wire_reader fields = der_enter(reader, DER_SEQUENCE);
    const struct bag_type *type = type_by_oid(der_read_oid(&fields));
    struct bytes value = der_read(&fields, DER_CONTEXT_DEEP(0));
    if (fields.failed)
        return fail(GNUTLS_E_ASN1_DER_ERROR);
    TRY(read_value(type, value, element));
    if (wire_more(&fields))
        TRY(read_attributes(der_read(&fields, DER_SET), element));
    return der_end(&fields);
}

static int read_elements(struct bytes der, struct gnutls_pkcs12_bag_int *bag)
{
    struct wire_reader reader = wire_reader(der);
    struct wire_reader elements = der_enter(&reader, DER_SEQUENCE);
    TRY(der_end(&reader));
    while (wire_more(&elements)) {
        struct pkcs12_element element = { 0 };
        int result = read_element(&elements, &element);
        if (result >= 0)
            result = append(bag, &element);
        element_wipe(&element);
        TRY(result);
    }
    return der_end(&elements);
}

int bag_read(struct gnutls_pkcs12_bag_int *bag, struct bytes safe_contents)
{
    SCOPED(buffer) struct buffer der = { 0 };
    struct gnutls_pkcs12_bag_int fresh = { 0 };
    TRY(ber_normalise(safe_contents, &der));
    int result = read_elements(buffer_bytes(&der), &fresh);
    if (result < 0) {
        bag_wipe(&fresh);
        return result;
    }
    bag_wipe(bag);
    *bag = fresh;
    return 0;
}

/* ---- writing ---- */

static int write_attributes(const struct pkcs12_element *element, struct buffer *out)
{
    SCOPED(buffer) struct buffer set = { 0 }, text = { 0 }, name = { 0 }, key_id = { 0 };
    if (element->name.size > 0) {
        TRY(encryption_password((const char *)element->name.data, &text));
        TRY(der_write(&name, DER_BMP_STRING, bytes_of(text.data, text.size - 2)));
        TRY(attribute_write(oid_friendly_name, buffer_bytes(&name), &set));
    }
    if (element->key_id.size > 0) {
        TRY(der_write(&key_id, DER_OCTET_STRING, buffer_bytes(&element->key_id)));
        TRY(attribute_write(oid_key_id, buffer_bytes(&key_id), &set));
    }
    return set.size > 0 ? der_write(out, DER_SET, buffer_bytes(&set)) : 0;
}

static int write_element(const struct pkcs12_element *element, struct buffer *out)
{
    SCOPED(buffer) struct buffer fields = { 0 }, value = { 0 }, wrapped = { 0 };
    const struct bag_type *type = NULL;
    for (size_t i = 0; i < ARRAY_SIZE(bag_types); i++)
        if (bag_types[i].type == element->type)
            type = &bag_types[i];
    if (type == NULL)
        return fail(GNUTLS_E_INVALID_REQUEST);
    if (type->inside.size > 0) {
        TRY(der_write(&wrapped, DER_OCTET_STRING, buffer_bytes(&element->data)));
        TRY(der_write(&value, DER_OID, type->inside));
        TRY(der_write(&value, DER_CONTEXT_DEEP(0), buffer_bytes(&wrapped)));
        TRY(der_wrap(&value, DER_SEQUENCE));
    } else {
        TRY(buffer_append(&value, buffer_bytes(&element->data)));
    }
    TRY(der_write(&fields, DER_OID, type->oid));
    TRY(der_write(&fields, DER_CONTEXT_DEEP(0), buffer_bytes(&value)));
    TRY(write_attributes(element, &fields));
    return der_write(out, DER_SEQUENCE, buffer_bytes(&fields));
}

int bag_write(const struct gnutls_pkcs12_bag_int *bag, struct buffer *out)
{
    SCOPED(buffer) struct buffer elements = { 0 };
    for (size_t i = 0; i < bag->count; i++)
        TRY(write_element(&bag->elements[i], &elements));
    return der_write(out, DER_SEQUENCE, buffer_bytes(&elements));
}

/* ---- locking ---- */

/* RFC 2315, 13. */
int bag_locked_read(struct bytes encrypted_data, struct encryption *out_how, struct buffer *room,
                    struct bytes *out_encrypted)
{
    struct wire_reader reader = wire_reader(encrypted_data);
    struct wire_reader fields = der_enter(&reader, DER_SEQUENCE);
    der_read_small(&fields, 2);
    struct wire_reader content = der_enter(&fields, DER_SEQUENCE);
    bool is_data = bytes_equal(der_read_oid(&content), oid_data);
    struct bytes algorithm = der_read_whole(&content, DER_SEQUENCE);
    *out_encrypted = ber_read_string(&content, 0, room);
    TRY(der_end(&content));
    if (!is_data)
        return fail(GNUTLS_E_UNKNOWN_PKCS_CONTENT_TYPE);
    return encryption_read(algorithm, out_how);
}

static int read_locked(const struct gnutls_pkcs12_bag_int *bag, struct encryption *out_how,
                       struct buffer *room, struct bytes *out_encrypted)
{
    if (!bag_is_locked(bag))
        return fail(GNUTLS_E_INVALID_REQUEST);
    return bag_locked_read(buffer_bytes(&bag->elements[0].data), out_how, room, out_encrypted);
}

int bag_how(const struct gnutls_pkcs12_bag_int *bag, struct encryption *out)
{
    SCOPED(buffer) struct buffer room = { 0 };
    struct bytes encrypted;
    *out = (struct encryption){ 0 };
    return read_locked(bag, out, &room, &encrypted);
}

int bag_unlock(struct gnutls_pkcs12_bag_int *bag, const char *password)
{
    SCOPED(buffer) struct buffer plain = { 0 }, room = { 0 };
    struct encryption how;
    struct bytes encrypted;
    TRY(read_locked(bag, &how, &room, &encrypted));
    TRY(encryption_open(&how, password, encrypted, &plain));
    int result = bag_read(bag, buffer_bytes(&plain));
    /* A wrong password may leave a right padding. */
    return result == GNUTLS_E_ASN1_DER_ERROR ? fail(GNUTLS_E_DECRYPTION_FAILED) : result;
}

static int write_locked(const struct gnutls_pkcs12_bag_int *bag, unsigned flags,
                        const char *password, struct buffer *out)
{
    SCOPED(buffer) struct buffer plain = { 0 }, encrypted = { 0 }, content = { 0 }, fields = { 0 };
    TRY(bag_write(bag, &plain));
    TRY(der_write(&content, DER_OID, oid_data));
    TRY(encryption_seal(flags, password, buffer_bytes(&plain), &content, &encrypted));
    TRY(der_write(&content, DER_CONTEXT(0), buffer_bytes(&encrypted)));
    TRY(der_write_small(&fields, 0));
    TRY(der_write(&fields, DER_SEQUENCE, buffer_bytes(&content)));
    return der_write(out, DER_SEQUENCE, buffer_bytes(&fields));
}

int bag_lock(struct gnutls_pkcs12_bag_int *bag, unsigned flags, const char *password)
{
    struct pkcs12_element locked = { .type = GNUTLS_BAG_ENCRYPTED };
    struct gnutls_pkcs12_bag_int fresh = { 0 };
    if (bag->count == 0 || bag_is_locked(bag))
        return fail(GNUTLS_E_INVALID_REQUEST);
    int result = write_locked(bag, flags, password, &locked.data);
    if (result >= 0)
        result = append(&fresh, &locked);
    element_wipe(&locked);
    TRY(result);
    bag_wipe(bag);
    *bag = fresh;
    return 0;
}

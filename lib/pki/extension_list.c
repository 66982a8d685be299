/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* extension_list.c - extensions that are lists: names, purposes, features, places */

#include "pki/extension_list.h"

#include "base/errors.h"
#include "base/memory.h"
#include "pki/der.h"
#include "pki/extension_value.h"
#include "pki/oid.h"

/* Opens a SEQUENCE that is all there is. */
static int open_list(struct bytes value, struct wire_reader *out)
{
    struct wire_reader reader = wire_reader(value);
    *out = der_enter(&reader, DER_SEQUENCE);
    return der_end(&reader);
}

/* One more at the end of an array. */
static int grow(void *items, size_t count, size_t size)
{
    void **array = items;
    void *grown = memory_resize_array(*array, count + 1, size);
    if (grown == NULL)
        return fail(GNUTLS_E_MEMORY_ERROR);
    *array = grown;
    memset((char *)grown + count * size, 0, size);
    return 0;
}

/* Dotted text with a zero byte behind it. */
static int oid_text(struct bytes oid, struct buffer *out)
{
    TRY(oid_print(oid, out));
    return buffer_end_text(out);
}

static int write_oid(const char *text, struct buffer *out)
{
    SCOPED(buffer) struct buffer oid = { 0 };
    TRY(oid_parse(text, &oid));
    return der_write(out, DER_OID, buffer_bytes(&oid));
}

/* ---- alternative names ---- */

int alternative_names_read(struct bytes value, struct general_names *out)
{
    SCOPED(general_names) struct general_names names = { 0 };
    struct wire_reader list;
    TRY(open_list(value, &list));
    TRY(general_names_read(&names, wire_read_rest(&list)));
    general_names_wipe(out);
    *out = names;
    names = (struct general_names){ 0 };
    return 0;
}

int alternative_names_write(const struct general_names *names, struct buffer *out)
{
    SCOPED(buffer) struct buffer elements = { 0 };
    TRY(general_names_write(names, &elements));
    return der_write(out, DER_SEQUENCE, buffer_bytes(&elements));
}

/* ---- purposes ---- */

void key_purposes_wipe(struct key_purposes *purposes)
{
    for (size_t i = 0; i < purposes->count; i++)
        buffer_wipe(&purposes->oids[i]);
    memory_free(purposes->oids);
    *purposes = (struct key_purposes){ 0 };
}

static int add_purpose(struct key_purposes *purposes, struct bytes oid)
{
    SCOPED(buffer) struct buffer text = { 0 };
    TRY(oid_text(oid, &text));
    TRY(grow(&purposes->oids, purposes->count, sizeof *purposes->oids));
    buffer_move(&text, &purposes->oids[purposes->count++]);
    return 0;
}

int key_purposes_add(struct key_purposes *purposes, const char *oid)
{
    SCOPED(buffer) struct buffer der = { 0 };
    TRY(oid_parse(oid, &der));
    return add_purpose(purposes, buffer_bytes(&der));
}

int key_purposes_read(struct bytes value, struct key_purposes *out)
{
    SCOPED(key_purposes) struct key_purposes purposes = { 0 };
    struct wire_reader list;
    TRY(open_list(value, &list));
    while (wire_more(&list)) {
        struct bytes oid = der_read_oid(&list);
        if (!list.failed)
            TRY(add_purpose(&purposes, oid));
    }
    TRY(der_end(&list));
    key_purposes_wipe(out);
    *out = purposes;
    purposes = (struct key_purposes){ 0 };
    return 0;
}

int key_purposes_write(const struct key_purposes *purposes, struct buffer *out)
{
    SCOPED(buffer) struct buffer oids = { 0 };
    for (size_t i = 0; i < purposes->count; i++)
        TRY(write_oid((const char *)purposes->oids[i].data, &oids));
    return der_write(out, DER_SEQUENCE, buffer_bytes(&oids));
}

/* ---- authority key identifier ---- */

void authority_key_wipe(struct authority_key *key)
{
    buffer_wipe(&key->id);
    buffer_wipe(&key->serial);
    general_names_wipe(&key->issuer);
    *key = (struct authority_key){ 0 };
}

static int keep(bool there, struct bytes bytes, bool *out_there, struct buffer *out)
{
    *out_there = there;
    return there ? buffer_set(out, bytes) : 0;
}

int authority_key_read(struct bytes value, struct authority_key *out)
{
    SCOPED(authority_key) struct authority_key key = { 0 };
    struct wire_reader fields;
    struct bytes id, issuer, serial;
    TRY(open_list(value, &fields));
    bool has_id = der_read_optional(&fields, DER_CONTEXT(0), &id);
    der_read_optional(&fields, DER_CONTEXT_DEEP(1), &issuer);
    bool has_serial = der_read_optional(&fields, DER_CONTEXT(2), &serial);
    TRY(der_end(&fields));
    TRY(keep(has_id, id, &key.has_id, &key.id));
    TRY(keep(has_serial, serial, &key.has_serial, &key.serial));
    TRY(general_names_read(&key.issuer, issuer));
    authority_key_wipe(out);
    *out = key;
    key = (struct authority_key){ 0 };
    return 0;
}

int authority_key_write(const struct authority_key *key, struct buffer *out)
{
    SCOPED(buffer) struct buffer fields = { 0 }, names = { 0 };
    if (key->has_id)
        TRY(der_write(&fields, DER_CONTEXT(0), buffer_bytes(&key->id)));
    TRY(general_names_write(&key->issuer, &names));
    if (names.size > 0)
        TRY(der_write(&fields, DER_CONTEXT_DEEP(1), buffer_bytes(&names)));
    if (key->has_serial)
        TRY(der_write(&fields, DER_CONTEXT(2), buffer_bytes(&key->serial)));
    return der_write(out, DER_SEQUENCE, buffer_bytes(&fields));
}

/* ---- information access ---- */

static void access_description_wipe(struct access_description *description)
{
    buffer_wipe(&description->method);
    general_name_item_wipe(&description->location);
}

void access_list_wipe(struct access_list *list)
{
    for (size_t i = 0; i < list->count; i++)
        access_description_wipe(&list->items[i]);
    memory_free(list->items);
    *list = (struct access_list){ 0 };
}

static int add_access(struct access_list *list, struct bytes method, struct bytes location)
{
    SCOPED(access_description) struct access_description description = { 0 };
    TRY(oid_text(method, &description.method));
    TRY(general_name_read(location, &description.location));
    TRY(grow(&list->items, list->count, sizeof *list->items));
    list->items[list->count++] = description;
    description = (struct access_description){ 0 };
    return 0;
}

int access_list_add(struct access_list *list, const char *method, unsigned type,
                    struct bytes location)
{
    SCOPED(buffer) struct buffer oid = { 0 }, name = { 0 };
    TRY(oid_parse(method, &oid));
    TRY(general_name_encode(type, location, NULL, &name));
    return add_access(list, buffer_bytes(&oid), buffer_bytes(&name));
}

int access_list_read(struct bytes value, struct access_list *out)
{
    SCOPED(access_list) struct access_list read = { 0 };
    struct wire_reader list;
    TRY(open_list(value, &list));
    while (wire_more(&list)) {
        struct wire_reader fields = der_enter(&list, DER_SEQUENCE);
        struct bytes method = der_read_oid(&fields), location = der_take(&fields);
        TRY(der_end(&fields));
        TRY(add_access(&read, method, location));
    }
    TRY(der_end(&list));
    access_list_wipe(out);
    *out = read;
    read = (struct access_list){ 0 };
    return 0;
}

int access_list_write(const struct access_list *list, struct buffer *out)
{
    SCOPED(buffer) struct buffer all = { 0 };
    for (size_t i = 0; i < list->count; i++) {
        SCOPED(buffer) struct buffer fields = { 0 };
        TRY(write_oid((const char *)list->items[i].method.data, &fields));
        TRY(buffer_append(&fields, buffer_bytes(&list->items[i].location.element)));
        TRY(der_write(&all, DER_SEQUENCE, buffer_bytes(&fields)));
    }
    return der_write(out, DER_SEQUENCE, buffer_bytes(&all));
}

/* ---- TLS features ---- */

int tls_features_add(struct tls_features *features, uint16_t feature)
{
    if (features->count == TLS_FEATURES_MAX)
        return fail(GNUTLS_E_INTERNAL_ERROR);
    features->items[features->count++] = feature;
    return 0;
}

int tls_features_read(struct bytes value, struct tls_features *out)
{
    struct tls_features read = { .count = 0 };
    struct wire_reader list;
    TRY(open_list(value, &list));
    while (wire_more(&list)) {
        uint32_t feature = der_read_small(&list, UINT16_MAX);
        if (list.failed || tls_features_add(&read, (uint16_t)feature) < 0)
            return fail(GNUTLS_E_CERTIFICATE_ERROR);
    }
    TRY(der_end(&list));
    *out = read;
    return 0;
}

int tls_features_write(const struct tls_features *features, struct buffer *out)
{
    SCOPED(buffer) struct buffer all = { 0 };
    for (size_t i = 0; i < features->count; i++)
        TRY(der_write_small(&all, features->items[i]));
    return der_write(out, DER_SEQUENCE, buffer_bytes(&all));
}

static bool has_feature(const struct tls_features *features, uint16_t wanted)
{
    for (size_t i = 0; i < features->count; i++) {
        if (features->items[i] == wanted)
            return true;
    }
    return false;
}

bool tls_features_include(const struct tls_features *features, const struct tls_features *wanted)
{
    for (size_t i = 0; i < wanted->count; i++) {
        if (!has_feature(features, wanted->items[i]))
            return false;
    }
    return true;
}

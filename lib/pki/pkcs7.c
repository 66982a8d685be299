/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* pkcs7.c - SignedData of PKCS#7 and CMS: the frame, in and out; RFC 5652, 3 and 5.1 */

#include "pki/pkcs7.h"

#include "base/errors.h"
#include "base/memory.h"
#include "pki/ber.h"
#include "pki/der.h"
#include "pki/oid.h"

#define PKCS7 "\x2a\x86\x48\x86\xf7\x0d\x01\x07"

enum { ITEMS_MAX = 4096, VERSION_MAX = 5 };

static const struct bytes oid_data = OID(PKCS7 "\x01");
static const struct bytes oid_signed = OID(PKCS7 "\x02");

struct bytes pkcs7_oid_data(void)
{
    return oid_data;
}

/* ---- lists ---- */

void der_list_wipe(struct der_list *list)
{
    for (size_t i = 0; i < list->count; i++)
        buffer_wipe(&list->items[i]);
    memory_free(list->items);
    *list = (struct der_list){ 0 };
}

int der_list_add(struct der_list *list, struct bytes der)
{
    SCOPED(buffer) struct buffer copy = { 0 };
    if (list->count == ITEMS_MAX)
        return fail(GNUTLS_E_ASN1_DER_ERROR);
    TRY(buffer_set(&copy, der));
    struct buffer *more = memory_resize_array(list->items, list->count + 1, sizeof *more);
    if (more == NULL)
        return fail(GNUTLS_E_MEMORY_ERROR);
    list->items = more;
    list->items[list->count++] = copy;
    copy = (struct buffer){ 0 };
    return 0;
}

int der_list_at(const struct der_list *list, size_t index, struct bytes *out)
{
    if (index >= list->count)
        return fail(GNUTLS_E_ASN1_ELEMENT_NOT_FOUND);
    *out = buffer_bytes(&list->items[index]);
    return 0;
}

int der_list_delete(struct der_list *list, size_t index)
{
    if (index >= list->count)
        return fail(GNUTLS_E_ASN1_ELEMENT_NOT_FOUND);
    buffer_wipe(&list->items[index]);
    list->count--;
    for (size_t i = index; i < list->count; i++)
        list->items[i] = list->items[i + 1];
    return 0;
}

void pkcs7_wipe(struct gnutls_pkcs7_int *self)
{
    buffer_wipe(&self->content_type);
    buffer_wipe(&self->content_name);
    buffer_wipe(&self->content);
    der_list_wipe(&self->certificates);
    der_list_wipe(&self->lists);
    der_list_wipe(&self->signers);
}

/* ---- reading ---- */

static int read_items(struct wire_reader *set, struct der_list *out)
{
    while (wire_more(set)) {
        struct bytes whole = der_take(set);
        if (set->failed)
            break;
        TRY(der_list_add(out, whole));
    }
    return der_end(set);
}

/* EncapsulatedContentInfo: SEQUENCE { OID, [0] what it is, if it is here } */
static int read_content(struct wire_reader *reader, struct gnutls_pkcs7_int *out)
{
    struct wire_reader fields = der_enter(reader, DER_SEQUENCE);
    struct bytes oid = der_read_oid(&fields), content;
    TRY(buffer_set(&out->content_type, oid));
    if (!fields.failed)
        TRY(oid_print(oid, &out->content_name));
    TRY(buffer_append(&out->content_name, bytes_of("", 1)));
    if (der_read_optional(&fields, DER_CONTEXT_DEEP(0), &content)) {
        struct wire_reader inner = wire_reader(content);
        TRY(buffer_set(&out->content, der_take(&inner)));
        TRY(der_end(&inner));
    }
    return der_end(&fields);
}

static int read_signed(struct wire_reader *fields, struct gnutls_pkcs7_int *out)
{
    struct pkcs7_signer signer;
    out->version = (uint8_t)der_read_small(fields, VERSION_MAX);
    der_read(fields, DER_SET); /* the hashes; each signature says its own again */
    TRY(read_content(fields, out));
    if (der_peek(fields) == DER_CONTEXT_DEEP(0)) {
        struct wire_reader set = der_enter(fields, DER_CONTEXT_DEEP(0));
        TRY(read_items(&set, &out->certificates));
    }
    if (der_peek(fields) == DER_CONTEXT_DEEP(1)) {
        struct wire_reader set = der_enter(fields, DER_CONTEXT_DEEP(1));
        TRY(read_items(&set, &out->lists));
    }
    struct wire_reader signers = der_enter(fields, DER_SET);
    TRY(read_items(&signers, &out->signers));
    TRY(der_end(fields));
    /* One that is not understood may stand beside others that are; a broken one may not. */
    for (size_t i = 0; i < out->signers.count; i++)
        if (pkcs7_signer_at(out, i, &signer) == GNUTLS_E_ASN1_DER_ERROR)
            return fail(GNUTLS_E_ASN1_DER_ERROR);
    return 0;
}

int pkcs7_read(struct gnutls_pkcs7_int *self, struct bytes input)
{
    SCOPED(buffer) struct buffer der = { 0 };
    SCOPED(pkcs7) struct gnutls_pkcs7_int fresh = { 0 };
    TRY(ber_normalise(input, &der));
    struct wire_reader reader = wire_reader(buffer_bytes(&der));
    struct wire_reader fields = der_enter(&reader, DER_SEQUENCE);
    bool is_signed = bytes_equal(der_read_oid(&fields), oid_signed);
    if (!fields.failed && !is_signed)
        return fail(GNUTLS_E_UNKNOWN_PKCS_CONTENT_TYPE);
    struct wire_reader outer = der_enter(&fields, DER_CONTEXT_DEEP(0));
    struct wire_reader inner = der_enter(&outer, DER_SEQUENCE);
    TRY(der_end(&outer));
    TRY(der_end(&fields));
    TRY(read_signed(&inner, &fresh));
    pkcs7_wipe(self);
    *self = fresh;
    fresh = (struct gnutls_pkcs7_int){ 0 };
    return 0;
}

int pkcs7_content(const struct gnutls_pkcs7_int *self, struct bytes *out)
{
    struct wire_reader reader = wire_reader(buffer_bytes(&self->content));
    uint8_t tag;
    if (self->content.size == 0)
        return fail(GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE);
    der_read_any(&reader, &tag, out);
    return 0;
}

/* ---- writing ---- */

int der_list_write_set(const struct der_list *list, uint8_t tag, struct buffer *out)
{
    SCOPED(buffer) struct buffer items = { 0 }, set = { 0 };
    for (size_t i = 0; i < list->count; i++)
        TRY(buffer_append(&items, buffer_bytes(&list->items[i])));
    TRY(der_write_sorted(&set, buffer_bytes(&items)));
    return der_write(out, tag, buffer_bytes(&set));
}

static int write_items(const struct der_list *list, uint8_t tag, struct buffer *out)
{
    return list->count > 0 ? der_list_write_set(list, tag, out) : 0;
}

static int write_content(const struct gnutls_pkcs7_int *self, struct buffer *out)
{
    SCOPED(buffer) struct buffer fields = { 0 };
    bool unset = self->content_type.size == 0;
    TRY(der_write(&fields, DER_OID, unset ? oid_data : buffer_bytes(&self->content_type)));
    if (self->content.size > 0)
        TRY(der_write(&fields, DER_CONTEXT_DEEP(0), buffer_bytes(&self->content)));
    return der_write(out, DER_SEQUENCE, buffer_bytes(&fields));
}

/* The hashes of all signatures, each once: as they say it, with parameters or without, and also
 * those that are not known. */
static int write_hashes(const struct gnutls_pkcs7_int *self, struct buffer *out)
{
    struct der_list hashes = { 0 };
    int result = 0;
    for (size_t i = 0; i < self->signers.count && result == 0; i++) {
        struct pkcs7_signer signer;
        bool known = pkcs7_signer_at(self, i, &signer) < 0 && signer.digest_element.size == 0;
        for (size_t k = 0; k < hashes.count; k++)
            known = known || bytes_equal(buffer_bytes(&hashes.items[k]), signer.digest_element);
        if (!known)
            result = der_list_add(&hashes, signer.digest_element);
    }
    if (result == 0)
        result = der_list_write_set(&hashes, DER_SET, out);
    der_list_wipe(&hashes);
    return result;
}

int pkcs7_write(const struct gnutls_pkcs7_int *self, struct buffer *out)
{
    SCOPED(buffer) struct buffer fields = { 0 }, info = { 0 };
    TRY(der_write_small(&fields, self->version > 0 ? self->version : 1));
    TRY(write_hashes(self, &fields));
    TRY(write_content(self, &fields));
    TRY(write_items(&self->certificates, DER_CONTEXT_DEEP(0), &fields));
    TRY(write_items(&self->lists, DER_CONTEXT_DEEP(1), &fields));
    TRY(der_list_write_set(&self->signers, DER_SET, &fields));
    TRY(der_wrap(&fields, DER_SEQUENCE));
    TRY(der_write(&info, DER_OID, oid_signed));
    TRY(der_write(&info, DER_CONTEXT_DEEP(0), buffer_bytes(&fields)));
    return der_write(out, DER_SEQUENCE, buffer_bytes(&info));
}

/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* pkcs7_attributes.c - what a signature says beside the data: lists of the application */

#include "api/pkcs7_attributes.h"
#include "base/errors.h"
#include "base/memory.h"
#include "pki/attribute.h"
#include "pki/der.h"
#include "pki/oid.h"
#include "pki/pkcs7.h"

struct gnutls_pkcs7_attrs_st {
    struct gnutls_pkcs7_attrs_st *next;
    struct buffer oid;  /* dotted, with a zero byte that counts */
    struct buffer data; /* DER of the value */
};

static void attribute_free(struct gnutls_pkcs7_attrs_st *attribute)
{
    buffer_wipe(&attribute->oid);
    buffer_wipe(&attribute->data);
    memory_free(attribute);
}

/* Takes over what is in both buffers. */
static int prepend(gnutls_pkcs7_attrs_t *list, struct buffer *oid, struct buffer *data)
{
    struct gnutls_pkcs7_attrs_st *fresh = memory_get_zeroed(sizeof *fresh);
    if (fresh == NULL)
        return fail(GNUTLS_E_MEMORY_ERROR);
    buffer_move(oid, &fresh->oid);
    buffer_move(data, &fresh->data);
    fresh->next = *list;
    *list = fresh;
    return 0;
}

int attributes_of(struct bytes elements, gnutls_pkcs7_attrs_t *out)
{
    struct attribute attribute;
    while (attribute_take(&elements, &attribute)) {
        SCOPED(buffer) struct buffer oid = { 0 }, data = { 0 };
        TRY(oid_print(attribute.oid, &oid));
        TRY(buffer_append(&oid, bytes_of("", 1)));
        TRY(buffer_set(&data, attribute_value(&attribute, 0)));
        TRY(prepend(out, &oid, &data));
    }
    return 0;
}

int attributes_write(gnutls_pkcs7_attrs_t list, struct buffer *out)
{
    for (; list != NULL; list = list->next) {
        SCOPED(buffer) struct buffer oid = { 0 };
        TRY(oid_parse((const char *)list->oid.data, &oid));
        TRY(attribute_write(buffer_bytes(&oid), buffer_bytes(&list->data), out));
    }
    return 0;
}

bool attributes_next(gnutls_pkcs7_attrs_t *list, const char **out_oid, struct bytes *out_data)
{
    if (*list == NULL)
        return false;
    *out_oid = (const char *)(*list)->oid.data;
    *out_data = buffer_bytes(&(*list)->data);
    *list = (*list)->next;
    return true;
}

/**
 * gnutls_pkcs7_add_attr:
 * @list: a list that begins as %NULL; release it with
 *   gnutls_pkcs7_attrs_deinit()
 * @oid: digits and dots
 * @data: the value, in DER
 * @flags: 0, or %GNUTLS_PKCS7_ATTR_ENCODE_OCTET_STRING to make an OCTET STRING
 *   of @data
 *
 * Puts an attribute in front of a list.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_X509_UNSUPPORTED_OID;
 *   %GNUTLS_E_MEMORY_ERROR.
 *
 * Since: 3.4.2
 **/
API int gnutls_pkcs7_add_attr(gnutls_pkcs7_attrs_t *list, const char *oid, gnutls_datum_t *data,
                              unsigned flags)
{
    SCOPED(buffer) struct buffer name = { 0 }, value = { 0 }, checked = { 0 };
    TRY(oid_parse(oid, &checked));
    TRY(buffer_set(&name, bytes_of(oid, strlen(oid) + 1)));
    if ((flags & GNUTLS_PKCS7_ATTR_ENCODE_OCTET_STRING) != 0)
        TRY(der_write(&value, DER_OCTET_STRING, bytes_of_datum(data)));
    else
        TRY(buffer_set(&value, bytes_of_datum(data)));
    return prepend(list, &name, &value);
}

/**
 * gnutls_pkcs7_get_attr:
 * @list: a list of attributes
 * @idx: which, from 0
 * @oid: receives its object identifier, which the list keeps
 * @data: receives its value in DER; free it with gnutls_free()
 * @flags: 0, or %GNUTLS_PKCS7_ATTR_ENCODE_OCTET_STRING for what is in an OCTET
 *   STRING
 *
 * Gives an attribute of a list.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE behind
 *   the last; %GNUTLS_E_ASN1_DER_ERROR for what is no OCTET STRING;
 *   %GNUTLS_E_MEMORY_ERROR.
 *
 * Since: 3.4.2
 **/
API int gnutls_pkcs7_get_attr(gnutls_pkcs7_attrs_t list, unsigned idx, char **oid,
                              gnutls_datum_t *data, unsigned flags)
{
    while (list != NULL && idx-- > 0)
        list = list->next;
    if (list == NULL)
        return fail(GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE);
    struct bytes value = buffer_bytes(&list->data);
    if ((flags & GNUTLS_PKCS7_ATTR_ENCODE_OCTET_STRING) != 0) {
        struct wire_reader reader = wire_reader(value);
        value = der_read(&reader, DER_OCTET_STRING);
        TRY(der_end(&reader));
    }
    *oid = (char *)list->oid.data;
    return bytes_give(value, data);
}

/**
 * gnutls_pkcs7_attrs_deinit:
 * @list: a list of attributes, or %NULL
 *
 * Releases a list.
 *
 * Since: 3.4.2
 **/
API void gnutls_pkcs7_attrs_deinit(gnutls_pkcs7_attrs_t list)
{
    while (list != NULL) {
        struct gnutls_pkcs7_attrs_st *next = list->next;
        attribute_free(list);
        list = next;
    }
}

/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* x509_request_parts.c - requests for certificates: names and attributes */

#include "api/name_output.h"
#include "api/oid_output.h"
#include "pki/name_write.h"
#include "pki/request.h"

#include <gnutls/x509.h>

static struct bytes subject(gnutls_x509_crq_t crq)
{
    return request_facts(crq)->subject;
}

/**
 * gnutls_x509_crq_get_dn:
 * @crq: a request
 * @buf: receives the name, ended by a zero byte
 * @sizeof_buf: room in @buf; receives the length without the zero byte
 *
 * Tells whom the certificate is to be for, as text in the order of the DER.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_SHORT_MEMORY_BUFFER and in
 *   @sizeof_buf what is needed; %GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE for an
 *   empty name.
 **/
API int gnutls_x509_crq_get_dn(gnutls_x509_crq_t crq, char *buf, size_t *sizeof_buf)
{
    if (crq == NULL)
        return fail(GNUTLS_E_INVALID_REQUEST);
    return name_output_text(subject(crq), buf, sizeof_buf);
}

/**
 * gnutls_x509_crq_get_dn2:
 * @crq: a request
 * @dn: receives the name; free it with gnutls_free()
 *
 * Tells whom the certificate is to be for, as text in the order of the DER.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE for an
 *   empty name.
 *
 * Since: 3.1.10
 **/
API int gnutls_x509_crq_get_dn2(gnutls_x509_crq_t crq, gnutls_datum_t *dn)
{
    return gnutls_x509_crq_get_dn3(crq, dn, GNUTLS_X509_DN_FLAG_COMPAT);
}

/**
 * gnutls_x509_crq_get_dn3:
 * @crq: a request
 * @dn: receives the name; free it with gnutls_free()
 * @flags: 0, or %GNUTLS_X509_DN_FLAG_COMPAT
 *
 * Tells whom the certificate is to be for, as text: the last part first, as
 * RFC 4514 has it, or with %GNUTLS_X509_DN_FLAG_COMPAT in the order of the
 * DER.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE for an
 *   empty name.
 *
 * Since: 3.5.7
 **/
API int gnutls_x509_crq_get_dn3(gnutls_x509_crq_t crq, gnutls_datum_t *dn, unsigned int flags)
{
    if (crq == NULL)
        return fail(GNUTLS_E_INVALID_REQUEST);
    return name_give_text(subject(crq), flags, dn);
}

/**
 * gnutls_x509_crq_get_dn_by_oid:
 * @crq: a request
 * @oid: the OID of a part of a name, in dotted form
 * @indx: which of those with this OID, from 0
 * @raw_flag: whether the DER of the value is wanted; else it is text
 * @buf: receives the value; text is ended by a zero byte
 * @sizeof_buf: room in @buf; receives the size without the zero byte
 *
 * Gives a part of the name of whom the certificate is to be for.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_SHORT_MEMORY_BUFFER and in
 *   @sizeof_buf what is needed; %GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE when
 *   there is no such part.
 **/
API int gnutls_x509_crq_get_dn_by_oid(gnutls_x509_crq_t crq, const char *oid, unsigned int indx,
                                      unsigned int raw_flag, void *buf, size_t *sizeof_buf)
{
    if (crq == NULL || oid == NULL)
        return fail(GNUTLS_E_INVALID_REQUEST);
    return name_output_attribute(subject(crq), oid, indx, raw_flag != 0, buf, sizeof_buf);
}

/**
 * gnutls_x509_crq_get_dn_oid:
 * @crq: a request
 * @indx: which part of the name, from 0
 * @oid: receives the OID in dotted form, ended by a zero byte
 * @sizeof_oid: room in @oid; receives the length
 *
 * Tells which parts the name of whom the certificate is to be for has.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_SHORT_MEMORY_BUFFER and in
 *   @sizeof_oid what is needed; %GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE behind
 *   the last.
 **/
API int gnutls_x509_crq_get_dn_oid(gnutls_x509_crq_t crq, unsigned int indx, void *oid,
                                   size_t *sizeof_oid)
{
    if (crq == NULL)
        return fail(GNUTLS_E_INVALID_REQUEST);
    return name_output_oid(subject(crq), indx, oid, sizeof_oid);
}

/**
 * gnutls_x509_crq_set_dn:
 * @crq: a request
 * @dn: a name as RFC 4514 writes it, such as "CN=example,O=Example,C=DE"
 * @err: receives where in @dn reading stopped; or %NULL
 *
 * Sets whom the certificate is to be for. Parts that are there already stay
 * in front.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_PARSING_ERROR.
 *
 * Since: 2.11.4
 **/
API int gnutls_x509_crq_set_dn(gnutls_x509_crq_t crq, const char *dn, const char **err)
{
    SCOPED(buffer) struct buffer name = { 0 };
    const char *wrong;
    if (crq == NULL || dn == NULL)
        return fail(GNUTLS_E_INVALID_REQUEST);
    TRY(name_parse(dn, &name, err != NULL ? err : &wrong));
    return request_append_name(crq, buffer_bytes(&name));
}

/**
 * gnutls_x509_crq_set_dn_by_oid:
 * @crq: a request
 * @oid: the OID of a part of a name, in dotted form
 * @raw_flag: whether @data is the DER of a value; else it is text
 * @data: the value, UTF-8 where it is text
 * @sizeof_data: its size
 *
 * Puts a part behind the others in the name of whom the certificate is to be
 * for.
 *
 * Returns: what gnutls_x509_crt_set_dn_by_oid() returns.
 **/
API int gnutls_x509_crq_set_dn_by_oid(gnutls_x509_crq_t crq, const char *oid, unsigned int raw_flag,
                                      const void *data, unsigned int sizeof_data)
{
    if (crq == NULL || oid == NULL || data == NULL)
        return fail(GNUTLS_E_INVALID_REQUEST);
    return request_add_to_name(crq, oid, raw_flag != 0, bytes_of(data, sizeof_data));
}

/* ---- attributes ---- */

/**
 * gnutls_x509_crq_set_challenge_password:
 * @crq: a request
 * @pass: the password, in UTF-8
 *
 * Puts a password into the request by which the certificate may be revoked
 * later (RFC 2985, 5.4.1). Who sees the request sees it.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_INVALID_UTF8_STRING.
 **/
API int gnutls_x509_crq_set_challenge_password(gnutls_x509_crq_t crq, const char *pass)
{
    if (crq == NULL || pass == NULL)
        return fail(GNUTLS_E_INVALID_REQUEST);
    return request_add_password(crq, bytes_of_text(pass));
}

/**
 * gnutls_x509_crq_get_challenge_password:
 * @crq: a request
 * @pass: receives the password in UTF-8, ended by a zero byte
 * @sizeof_pass: room in @pass; receives the length without the zero byte
 *
 * Gives the password by which the certificate may be revoked later.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_SHORT_MEMORY_BUFFER and in
 *   @sizeof_pass what is needed; %GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE when
 *   there is none.
 **/
API int gnutls_x509_crq_get_challenge_password(gnutls_x509_crq_t crq, char *pass,
                                               size_t *sizeof_pass)
{
    SCOPED(buffer) struct buffer text = { 0 };
    if (crq == NULL)
        return fail(GNUTLS_E_INVALID_REQUEST);
    TRY(request_password(crq, &text));
    return output_text(buffer_bytes(&text), pass, sizeof_pass);
}

/**
 * gnutls_x509_crq_set_attribute_by_oid:
 * @crq: a request
 * @oid: the OID of the attribute, in dotted form
 * @buf: its value in DER
 * @buf_size: the size of @buf
 *
 * Puts an attribute with one value into the request, in place of one with
 * the same OID.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_X509_UNSUPPORTED_OID for what is no
 *   OID; %GNUTLS_E_ASN1_DER_ERROR for what is no DER.
 **/
API int gnutls_x509_crq_set_attribute_by_oid(gnutls_x509_crq_t crq, const char *oid, void *buf,
                                             size_t buf_size)
{
    SCOPED(buffer) struct buffer der = { 0 };
    if (crq == NULL || oid == NULL)
        return fail(GNUTLS_E_INVALID_REQUEST);
    TRY(oid_parse(oid, &der));
    return request_put_attribute(crq, buffer_bytes(&der), bytes_of(buf, buf_size), true);
}

/**
 * gnutls_x509_crq_get_attribute_by_oid:
 * @crq: a request
 * @oid: the OID of the attribute, in dotted form
 * @indx: which of its values, from 0
 * @buf: receives the value in DER
 * @buf_size: room in @buf; receives the size
 *
 * Gives a value of an attribute.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_SHORT_MEMORY_BUFFER and in @buf_size
 *   what is needed; %GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE when there is no
 *   such value.
 **/
API int gnutls_x509_crq_get_attribute_by_oid(gnutls_x509_crq_t crq, const char *oid,
                                             unsigned int indx, void *buf, size_t *buf_size)
{
    SCOPED(buffer) struct buffer der = { 0 };
    struct attribute attribute;
    if (crq == NULL || oid == NULL)
        return fail(GNUTLS_E_INVALID_REQUEST);
    TRY(oid_parse(oid, &der));
    if (!request_find_attribute(crq, buffer_bytes(&der), &attribute))
        return fail(GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE);
    struct bytes value = attribute_value(&attribute, indx);
    if (value.size == 0)
        return fail(GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE);
    return output_bytes(value, buf, buf_size);
}

/* The `index`-th attribute. */
static int attribute_at(gnutls_x509_crq_t crq, unsigned index, struct attribute *out)
{
    if (crq == NULL)
        return fail(GNUTLS_E_INVALID_REQUEST);
    struct bytes rest = request_attributes(crq);
    for (unsigned i = 0; attribute_take(&rest, out); i++) {
        if (i == index)
            return 0;
    }
    return fail(GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE);
}

/**
 * gnutls_x509_crq_get_attribute_info:
 * @crq: a request
 * @indx: which attribute, from 0
 * @oid: receives its OID in dotted form, ended by a zero byte; %NULL: only
 *   the length is wanted
 * @sizeof_oid: room in @oid; receives the length with the zero byte
 *
 * Tells which attributes the request has. In one that is signed they stand
 * in the order that DER gives them.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_SHORT_MEMORY_BUFFER and in
 *   @sizeof_oid what is needed; %GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE behind
 *   the last.
 *
 * Since: 2.8.0
 **/
API int gnutls_x509_crq_get_attribute_info(gnutls_x509_crq_t crq, unsigned int indx, void *oid,
                                           size_t *sizeof_oid)
{
    struct attribute attribute;
    TRY(attribute_at(crq, indx, &attribute));
    return output_or_measure_oid(attribute.oid, oid, sizeof_oid);
}

/**
 * gnutls_x509_crq_get_attribute_data:
 * @crq: a request
 * @indx: which attribute, from 0
 * @data: receives its first value in DER; %NULL: only the size is wanted
 * @sizeof_data: room in @data; receives the size
 *
 * Gives the value of an attribute.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_SHORT_MEMORY_BUFFER and in
 *   @sizeof_data what is needed; %GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE
 *   behind the last.
 *
 * Since: 2.8.0
 **/
API int gnutls_x509_crq_get_attribute_data(gnutls_x509_crq_t crq, unsigned int indx, void *data,
                                           size_t *sizeof_data)
{
    struct attribute attribute;
    TRY(attribute_at(crq, indx, &attribute));
    return output_or_measure(attribute_value(&attribute, 0), data, sizeof_data);
}

/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* x509_dn.c - distinguished names as objects, and as DER on their own */

#include "api/name_output.h"
#include "api/output.h"
#include "pki/certificate.h"
#include "pki/dn.h"
#include "pki/name_write.h"
#include "pki/oid.h"
#include "pki/pem.h"

#include <gnutls/x509.h>

/**
 * gnutls_x509_crt_get_subject:
 * @cert: a certificate
 * @dn: receives the name; it lives with the certificate and is not to be
 *   released
 *
 * Gives the name of the certificate's subject as an object.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_INVALID_REQUEST for an empty
 *   certificate; %GNUTLS_E_MEMORY_ERROR.
 **/
API int gnutls_x509_crt_get_subject(gnutls_x509_crt_t cert, gnutls_x509_dn_t *dn)
{
    return certificate_subject_dn(cert, dn);
}

/**
 * gnutls_x509_crt_get_issuer:
 * @cert: a certificate
 * @dn: receives the name; it lives with the certificate and is not to be
 *   released
 *
 * Gives the name of the certificate's issuer as an object.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_INVALID_REQUEST for an empty
 *   certificate; %GNUTLS_E_MEMORY_ERROR.
 **/
API int gnutls_x509_crt_get_issuer(gnutls_x509_crt_t cert, gnutls_x509_dn_t *dn)
{
    return certificate_issuer_dn(cert, dn);
}

/**
 * gnutls_x509_dn_init:
 * @dn: receives an empty name; release it with gnutls_x509_dn_deinit()
 *
 * Makes a handle for a distinguished name.
 *
 * Returns: %GNUTLS_E_SUCCESS, or %GNUTLS_E_MEMORY_ERROR.
 **/
API int gnutls_x509_dn_init(gnutls_x509_dn_t *dn)
{
    return dn_new(dn);
}

/**
 * gnutls_x509_dn_deinit:
 * @dn: a name, or %NULL
 *
 * Releases a name that gnutls_x509_dn_init() made.
 **/
API void gnutls_x509_dn_deinit(gnutls_x509_dn_t dn)
{
    dn_free(dn);
}

/**
 * gnutls_x509_dn_import:
 * @dn: receives the name
 * @data: the DER of a Name
 *
 * Reads a name. What was in the handle is replaced; a failure changes
 * nothing.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_INVALID_REQUEST for no data;
 *   %GNUTLS_E_ASN1_DER_ERROR for what is no name.
 **/
API int gnutls_x509_dn_import(gnutls_x509_dn_t dn, const gnutls_datum_t *data)
{
    if (data->data == NULL || data->size == 0)
        return fail(GNUTLS_E_INVALID_REQUEST);
    return dn_set(dn, bytes_of_datum(data));
}

/**
 * gnutls_x509_dn_set_str:
 * @dn: receives the name
 * @str: the name as text, such as "CN=host,O=Example,C=GR"
 * @err: receives where in @str reading stopped, when that failed; or %NULL
 *
 * Reads a name from text as RFC 4514 has it: the last part of the text
 * becomes the first of the name. What was in the handle is replaced; a
 * failure changes nothing.
 *
 * Kinds of parts are given by their short names, whatever their case, or by
 * OID. Values of kinds that are not known are given in DER, "#" in front of
 * their hexadecimal digits.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_PARSING_ERROR for what is no name.
 **/
API int gnutls_x509_dn_set_str(gnutls_x509_dn_t dn, const char *str, const char **err)
{
    SCOPED(buffer) struct buffer der = { 0 };
    const char *wrong = NULL;
    if (str == NULL)
        return fail(GNUTLS_E_INVALID_REQUEST);
    int result = name_parse(str, &der, &wrong);
    if (err != NULL)
        *err = wrong;
    TRY(result);
    return dn_set(dn, buffer_bytes(&der));
}

/* The name's DER, or PEM around it. */
static int encode(gnutls_x509_dn_t dn, gnutls_x509_crt_fmt_t format, struct buffer *out)
{
    static const uint8_t empty_name[] = { 0x30, 0x00 };
    struct bytes der = buffer_bytes(&dn->der);
    if (der.size == 0)
        der = bytes_of(empty_name, sizeof empty_name);
    return format == GNUTLS_X509_FMT_PEM ? pem_write(der, "NAME", out) : buffer_set(out, der);
}

/**
 * gnutls_x509_dn_export:
 * @dn: a name
 * @format: whether PEM or DER is wanted
 * @output_data: receives it
 * @output_data_size: room in @output_data; receives the size
 *
 * Writes a name into memory of the caller. PEM is ended by a zero byte that
 * is not counted.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_SHORT_MEMORY_BUFFER and in
 *   @output_data_size what is needed.
 **/
API int gnutls_x509_dn_export(gnutls_x509_dn_t dn, gnutls_x509_crt_fmt_t format, void *output_data,
                              size_t *output_data_size)
{
    SCOPED(buffer) struct buffer encoded = { 0 };
    TRY(encode(dn, format, &encoded));
    if (format == GNUTLS_X509_FMT_PEM)
        return output_text(buffer_bytes(&encoded), output_data, output_data_size);
    return output_bytes(buffer_bytes(&encoded), output_data, output_data_size);
}

/**
 * gnutls_x509_dn_export2:
 * @dn: a name
 * @format: whether PEM or DER is wanted
 * @out: receives it; free it with gnutls_free()
 *
 * Writes a name. PEM is ended by a zero byte that is not counted.
 *
 * Returns: %GNUTLS_E_SUCCESS, or %GNUTLS_E_MEMORY_ERROR.
 **/
API int gnutls_x509_dn_export2(gnutls_x509_dn_t dn, gnutls_x509_crt_fmt_t format,
                               gnutls_datum_t *out)
{
    SCOPED(buffer) struct buffer encoded = { 0 };
    TRY(encode(dn, format, &encoded));
    return bytes_give(buffer_bytes(&encoded), out);
}

/**
 * gnutls_x509_dn_get_rdn_ava:
 * @dn: a name
 * @irdn: which of the relative names, from 0
 * @iava: which attribute in it, from 0
 * @ava: receives the attribute; its parts live with the name
 *
 * Gives an attribute of a name: its OID as text with the zero byte behind
 * it, its value without tag and length, and the tag.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_ASN1_ELEMENT_NOT_FOUND when there is
 *   no such attribute.
 **/
API int gnutls_x509_dn_get_rdn_ava(gnutls_x509_dn_t dn, int irdn, int iava, gnutls_x509_ava_st *ava)
{
    struct name_attribute attribute = { 0 };
    const char *oid = "";
    if (irdn < 0 || iava < 0)
        return fail(GNUTLS_E_ASN1_ELEMENT_NOT_FOUND);
    TRY(dn_attribute(dn, (unsigned)irdn, (unsigned)iava, &attribute, &oid));
    ava->oid = datum_of(bytes_of(oid, strlen(oid) + 1));
    ava->value = datum_of(attribute.content);
    ava->value_tag = attribute.tag;
    return 0;
}

/**
 * gnutls_x509_dn_get_str:
 * @dn: a name
 * @str: receives the text, ended by a zero byte that is not counted; free it
 *   with gnutls_free()
 *
 * Writes a name as text in the order of its DER.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE for an
 *   empty name.
 **/
API int gnutls_x509_dn_get_str(gnutls_x509_dn_t dn, gnutls_datum_t *str)
{
    return name_give_text(buffer_bytes(&dn->der), GNUTLS_X509_DN_FLAG_COMPAT, str);
}

/**
 * gnutls_x509_dn_get_str2:
 * @dn: a name
 * @str: receives the text, ended by a zero byte that is not counted; free it
 *   with gnutls_free()
 * @flags: 0, or %GNUTLS_X509_DN_FLAG_COMPAT
 *
 * Writes a name as text, the last part first as RFC 4514 wants it; with
 * %GNUTLS_X509_DN_FLAG_COMPAT in the order of the DER.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE for an
 *   empty name.
 **/
API int gnutls_x509_dn_get_str2(gnutls_x509_dn_t dn, gnutls_datum_t *str, unsigned int flags)
{
    return name_give_text(buffer_bytes(&dn->der), flags, str);
}

/**
 * gnutls_x509_dn_oid_known:
 * @oid: the OID of a kind of attribute, in dotted form
 *
 * Tells whether attributes of this kind can be written as text.
 *
 * Returns: non-zero if so.
 **/
API int gnutls_x509_dn_oid_known(const char *oid)
{
    SCOPED(buffer) struct buffer der = { 0 };
    return oid_parse(oid, &der) == 0 && name_short(buffer_bytes(&der)) != NULL;
}

/**
 * gnutls_x509_dn_oid_name:
 * @oid: the OID of a kind of attribute, in dotted form
 * @flags: 0, or %GNUTLS_X509_DN_OID_RETURN_OID
 *
 * Gives the short name of a kind of attribute, such as "CN".
 *
 * Returns: the name; for a kind without one %NULL, or with
 *   %GNUTLS_X509_DN_OID_RETURN_OID @oid itself.
 **/
API const char *gnutls_x509_dn_oid_name(const char *oid, unsigned int flags)
{
    SCOPED(buffer) struct buffer der = { 0 };
    const char *name = oid_parse(oid, &der) == 0 ? name_short(buffer_bytes(&der)) : NULL;
    return name == NULL && (flags & GNUTLS_X509_DN_OID_RETURN_OID) != 0 ? oid : name;
}

/* A Name that comes from outside, checked. */
static int check_name(const gnutls_datum_t *idn, struct bytes *out)
{
    if (idn == NULL || idn->size == 0)
        return fail(GNUTLS_E_INVALID_REQUEST);
    *out = bytes_of_datum(idn);
    return name_check(*out);
}

/**
 * gnutls_x509_rdn_get:
 * @idn: the DER of a name
 * @buf: receives the name, ended by a zero byte
 * @sizeof_buf: room in @buf; receives the length without the zero byte
 *
 * Writes a name as text in the order of its DER.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_SHORT_MEMORY_BUFFER and in
 *   @sizeof_buf what is needed; %GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE for
 *   an empty name; %GNUTLS_E_ASN1_DER_ERROR for what is no name.
 **/
API int gnutls_x509_rdn_get(const gnutls_datum_t *idn, char *buf, size_t *sizeof_buf)
{
    struct bytes name = bytes_none();
    TRY(check_name(idn, &name));
    return name_output_text(name, buf, sizeof_buf);
}

/**
 * gnutls_x509_rdn_get2:
 * @idn: the DER of a name
 * @str: receives the text, ended by a zero byte that is not counted; free it
 *   with gnutls_free()
 * @flags: 0, or %GNUTLS_X509_DN_FLAG_COMPAT
 *
 * Writes a name as text, the last part first as RFC 4514 wants it; with
 * %GNUTLS_X509_DN_FLAG_COMPAT in the order of the DER.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE for an
 *   empty name; %GNUTLS_E_ASN1_DER_ERROR for what is no name.
 **/
API int gnutls_x509_rdn_get2(const gnutls_datum_t *idn, gnutls_datum_t *str, unsigned int flags)
{
    struct bytes name = bytes_none();
    TRY(check_name(idn, &name));
    return name_give_text(name, flags, str);
}

/**
 * gnutls_x509_rdn_get_by_oid:
 * @idn: the DER of a name
 * @oid: the OID of a part of the name, such as %GNUTLS_OID_X520_COMMON_NAME
 * @indx: which of the parts with this OID, from 0
 * @raw_flag: non-zero for the DER of the value
 * @buf: receives the value; text is ended by a zero byte
 * @sizeof_buf: room in @buf; receives the length without the zero byte
 *
 * Gives a part of a name; see gnutls_x509_crt_get_dn_by_oid().
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_SHORT_MEMORY_BUFFER and in
 *   @sizeof_buf what is needed; %GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE when
 *   there is no such part; %GNUTLS_E_ASN1_DER_ERROR for what is no name.
 **/
API int gnutls_x509_rdn_get_by_oid(const gnutls_datum_t *idn, const char *oid, unsigned int indx,
                                   unsigned int raw_flag, void *buf, size_t *sizeof_buf)
{
    struct bytes name = bytes_none();
    TRY(check_name(idn, &name));
    return name_output_attribute(name, oid, indx, raw_flag != 0, buf, sizeof_buf);
}

/**
 * gnutls_x509_rdn_get_oid:
 * @idn: the DER of a name
 * @indx: which part, from 0
 * @buf: receives the OID in dotted form, ended by a zero byte
 * @sizeof_buf: room in @buf; receives the length without the zero byte
 *
 * Tells what a part of a name is.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_SHORT_MEMORY_BUFFER and in
 *   @sizeof_buf what is needed; %GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE
 *   behind the last part; %GNUTLS_E_ASN1_DER_ERROR for what is no name.
 **/
API int gnutls_x509_rdn_get_oid(const gnutls_datum_t *idn, unsigned int indx, void *buf,
                                size_t *sizeof_buf)
{
    struct bytes name = bytes_none();
    TRY(check_name(idn, &name));
    return name_output_oid(name, indx, buf, sizeof_buf);
}

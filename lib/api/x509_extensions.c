/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* x509_extensions.c - the extensions of a certificate, read */

#include "api/output.h"
#include "pki/certificate.h"
#include "pki/der.h"
#include "pki/general_name.h"
#include "pki/oid.h"

#include <gnutls/x509.h>

static const struct bytes oid_key_usage = OID("\x55\x1d\x0f");
static const struct bytes oid_basic_constraints = OID("\x55\x1d\x13");
static const struct bytes oid_alternative_names = OID("\x55\x1d\x11");
static const struct bytes oid_purposes = OID("\x55\x1d\x25");
static const struct bytes oid_subject_key_id = OID("\x55\x1d\x0e");
static const struct bytes oid_authority_key_id = OID("\x55\x1d\x23");

/* Is it there, and is it critical? */
static int find(gnutls_x509_crt_t cert, struct bytes oid, unsigned *critical)
{
    struct certificate_extension extension;
    if (!certificate_find_extension(cert, oid, &extension))
        return fail(GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE);
    if (critical != NULL)
        *critical = extension.critical;
    return 0;
}

/**
 * gnutls_x509_crt_get_key_usage:
 * @cert: a certificate
 * @key_usage: receives GNUTLS_KEY_ bits
 * @critical: receives whether the extension is critical, or %NULL
 *
 * Tells what the certificate's key may be used for.
 *
 * Returns: %GNUTLS_E_SUCCESS, or %GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE when
 *   the certificate does not say.
 **/
API int gnutls_x509_crt_get_key_usage(gnutls_x509_crt_t cert, unsigned int *key_usage,
                                      unsigned int *critical)
{
    TRY(find(cert, oid_key_usage, critical));
    *key_usage = certificate_facts(cert)->key_usage;
    return 0;
}

/**
 * gnutls_x509_crt_get_basic_constraints:
 * @cert: a certificate
 * @critical: receives whether the extension is critical, or %NULL
 * @ca: receives whether it is an authority's, or %NULL
 * @pathlen: receives how many authorities may stand below it, -1 for no
 *   limit, or %NULL
 *
 * Tells whether the certificate is an authority's.
 *
 * Returns: 1 if it is, 0 if not; %GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE when
 *   the certificate does not say.
 **/
API int gnutls_x509_crt_get_basic_constraints(gnutls_x509_crt_t cert, unsigned int *critical,
                                              unsigned int *ca, int *pathlen)
{
    const struct certificate_facts *facts = certificate_facts(cert);
    TRY(find(cert, oid_basic_constraints, critical));
    if (ca != NULL)
        *ca = facts->is_authority;
    if (pathlen != NULL)
        *pathlen = facts->path_length;
    return facts->is_authority;
}

/**
 * gnutls_x509_crt_get_ca_status:
 * @cert: a certificate
 * @critical: receives whether the extension is critical, or %NULL
 *
 * Tells whether the certificate is an authority's; see
 * gnutls_x509_crt_get_basic_constraints().
 *
 * Returns: 1 if it is, 0 if not; %GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE when
 *   the certificate does not say.
 **/
API int gnutls_x509_crt_get_ca_status(gnutls_x509_crt_t cert, unsigned int *critical)
{
    return gnutls_x509_crt_get_basic_constraints(cert, critical, NULL, NULL);
}

/* The API's number for a kind of name. */
static int alternative_name_type(enum general_name_kind kind)
{
    switch (kind) {
    case NAME_DNS:
        return GNUTLS_SAN_DNSNAME;
    case NAME_EMAIL:
        return GNUTLS_SAN_RFC822NAME;
    case NAME_URI:
        return GNUTLS_SAN_URI;
    case NAME_IP:
        return GNUTLS_SAN_IPADDRESS;
    case NAME_DIRECTORY:
        return GNUTLS_SAN_DN;
    case NAME_OTHER:
        return GNUTLS_SAN_OTHERNAME;
    case NAME_ID:
        return GNUTLS_SAN_REGISTERED_ID;
    default:
        return fail(GNUTLS_E_X509_UNKNOWN_SAN);
    }
}

/* The value behind the OID of an otherName. */
static int other_name_value(struct bytes content, struct bytes *out)
{
    struct wire_reader reader = wire_reader(content);
    der_read_oid(&reader);
    *out = der_read(&reader, DER_CONTEXT_DEEP(0));
    return der_end(&reader);
}

static int output_name(const struct general_name *name, void *out, size_t *size)
{
    struct bytes value = name->value;
    bool is_text = name->kind == NAME_DNS || name->kind == NAME_EMAIL || name->kind == NAME_URI;
    if (name->kind == NAME_OTHER)
        TRY(other_name_value(name->value, &value));
    return is_text ? output_text(value, out, size) : output_bytes(value, out, size);
}

/**
 * gnutls_x509_crt_get_subject_alt_name2:
 * @cert: a certificate
 * @seq: which name, from 0
 * @san: receives the name; texts are ended by a zero byte
 * @san_size: room in @san; receives the length without the zero byte
 * @san_type: receives the type, of #gnutls_x509_subject_alt_name_t, or %NULL
 * @critical: receives whether the extension is critical, or %NULL
 *
 * Gives a name that the certificate has besides its subject's.
 *
 * An address is 4 or 16 bytes; a directory name is DER.
 *
 * Returns: the type; %GNUTLS_E_SHORT_MEMORY_BUFFER and in @san_size what is
 *   needed; %GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE behind the last;
 *   %GNUTLS_E_X509_UNKNOWN_SAN for a type that is not known.
 **/
API int gnutls_x509_crt_get_subject_alt_name2(gnutls_x509_crt_t cert, unsigned int seq, void *san,
                                              size_t *san_size, unsigned int *san_type,
                                              unsigned int *critical)
{
    struct bytes names = certificate_facts(cert)->alternative_names;
    struct general_name name;
    TRY(find(cert, oid_alternative_names, critical));
    for (unsigned i = 0; general_name_take(&names, &name); i++) {
        if (i < seq)
            continue;
        int type = alternative_name_type(name.kind);
        TRY(type);
        if (san_type != NULL)
            *san_type = (unsigned)type;
        TRY(output_name(&name, san, san_size));
        return type;
    }
    return fail(GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE);
}

/**
 * gnutls_x509_crt_get_subject_alt_name:
 * @cert: a certificate
 * @seq: which name, from 0
 * @san: receives the name; texts are ended by a zero byte
 * @san_size: room in @san; receives the length without the zero byte
 * @critical: receives whether the extension is critical, or %NULL
 *
 * Gives a name that the certificate has besides its subject's; see
 * gnutls_x509_crt_get_subject_alt_name2().
 *
 * Returns: what gnutls_x509_crt_get_subject_alt_name2() returns.
 **/
API int gnutls_x509_crt_get_subject_alt_name(gnutls_x509_crt_t cert, unsigned int seq, void *san,
                                             size_t *san_size, unsigned int *critical)
{
    return gnutls_x509_crt_get_subject_alt_name2(cert, seq, san, san_size, NULL, critical);
}

static int output_oid(struct bytes oid, void *out, size_t *size)
{
    SCOPED(buffer) struct buffer text = { 0 };
    TRY(oid_print(oid, &text));
    return output_text(buffer_bytes(&text), out, size);
}

/**
 * gnutls_x509_crt_get_key_purpose_oid:
 * @cert: a certificate
 * @indx: which purpose, from 0
 * @oid: receives the OID in dotted form, ended by a zero byte
 * @oid_size: room in @oid; receives the length without the zero byte
 * @critical: receives whether the extension is critical, or %NULL
 *
 * Tells what the certificate is for, such as %GNUTLS_KP_TLS_WWW_SERVER.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_SHORT_MEMORY_BUFFER and in @oid_size
 *   what is needed; %GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE behind the last.
 **/
API int gnutls_x509_crt_get_key_purpose_oid(gnutls_x509_crt_t cert, unsigned int indx, void *oid,
                                            size_t *oid_size, unsigned int *critical)
{
    struct wire_reader purposes = wire_reader(certificate_facts(cert)->purposes);
    TRY(find(cert, oid_purposes, critical));
    for (unsigned i = 0; wire_more(&purposes); i++) {
        struct bytes found = der_read_oid(&purposes);
        if (i == indx)
            return output_oid(found, oid, oid_size);
    }
    return fail(GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE);
}

/**
 * gnutls_x509_crt_get_subject_key_id:
 * @cert: a certificate
 * @ret: receives the identifier
 * @ret_size: room in @ret; receives the size
 * @critical: receives whether the extension is critical, or %NULL
 *
 * Gives the identifier of the certificate's key, as its issuer chose it.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_SHORT_MEMORY_BUFFER and in @ret_size
 *   what is needed; %GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE when there is
 *   none.
 **/
API int gnutls_x509_crt_get_subject_key_id(gnutls_x509_crt_t cert, void *ret, size_t *ret_size,
                                           unsigned int *critical)
{
    TRY(find(cert, oid_subject_key_id, critical));
    return output_bytes(certificate_facts(cert)->subject_key_id, ret, ret_size);
}

/**
 * gnutls_x509_crt_get_authority_key_id:
 * @cert: a certificate
 * @id: receives the identifier
 * @id_size: room in @id; receives the size
 * @critical: receives whether the extension is critical, or %NULL
 *
 * Gives the identifier of the issuer's key.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_SHORT_MEMORY_BUFFER and in @id_size
 *   what is needed; %GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE when there is
 *   none; %GNUTLS_E_X509_UNSUPPORTED_EXTENSION when the issuer is named in
 *   another way only.
 **/
API int gnutls_x509_crt_get_authority_key_id(gnutls_x509_crt_t cert, void *id, size_t *id_size,
                                             unsigned int *critical)
{
    TRY(find(cert, oid_authority_key_id, critical));
    if (certificate_facts(cert)->authority_key_id.data == NULL)
        return fail(GNUTLS_E_X509_UNSUPPORTED_EXTENSION);
    return output_bytes(certificate_facts(cert)->authority_key_id, id, id_size);
}

static int extension_at(gnutls_x509_crt_t cert, unsigned index, struct certificate_extension *out)
{
    struct bytes rest = certificate_facts(cert)->extensions;
    for (unsigned i = 0; extension_take(&rest, out); i++) {
        if (i == index)
            return 0;
    }
    return fail(GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE);
}

/**
 * gnutls_x509_crt_get_extension_info:
 * @cert: a certificate
 * @indx: which extension, from 0
 * @oid: receives its OID in dotted form, ended by a zero byte
 * @oid_size: room in @oid; receives the length without the zero byte
 * @critical: receives whether it is critical, or %NULL
 *
 * Tells which extensions a certificate has.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_SHORT_MEMORY_BUFFER and in @oid_size
 *   what is needed; %GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE behind the last.
 **/
API int gnutls_x509_crt_get_extension_info(gnutls_x509_crt_t cert, unsigned int indx, void *oid,
                                           size_t *oid_size, unsigned int *critical)
{
    struct certificate_extension extension = { 0 };
    TRY(extension_at(cert, indx, &extension));
    if (critical != NULL)
        *critical = extension.critical;
    return output_oid(extension.oid, oid, oid_size);
}

/**
 * gnutls_x509_crt_get_extension_oid:
 * @cert: a certificate
 * @indx: which extension, from 0
 * @oid: receives its OID in dotted form, ended by a zero byte
 * @oid_size: room in @oid; receives the length without the zero byte
 *
 * Tells which extensions a certificate has.
 *
 * Returns: what gnutls_x509_crt_get_extension_info() returns.
 **/
API int gnutls_x509_crt_get_extension_oid(gnutls_x509_crt_t cert, unsigned int indx, void *oid,
                                          size_t *oid_size)
{
    return gnutls_x509_crt_get_extension_info(cert, indx, oid, oid_size, NULL);
}

/**
 * gnutls_x509_crt_get_extension_data:
 * @cert: a certificate
 * @indx: which extension, from 0
 * @data: receives its value in DER; %NULL: only the size is wanted
 * @sizeof_data: room in @data; receives the size
 *
 * Gives the value of an extension.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_SHORT_MEMORY_BUFFER and in
 *   @sizeof_data what is needed; %GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE
 *   behind the last.
 **/
API int gnutls_x509_crt_get_extension_data(gnutls_x509_crt_t cert, unsigned int indx, void *data,
                                           size_t *sizeof_data)
{
    struct certificate_extension extension = { 0 };
    TRY(extension_at(cert, indx, &extension));
    if (data == NULL) {
        *sizeof_data = extension.value.size;
        return 0;
    }
    return output_bytes(extension.value, data, sizeof_data);
}

/**
 * gnutls_x509_crt_get_extension_data2:
 * @cert: a certificate
 * @indx: which extension, from 0
 * @data: receives its value in DER; free it with gnutls_free()
 *
 * Gives the value of an extension.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE behind
 *   the last; %GNUTLS_E_MEMORY_ERROR.
 *
 * Since: 3.3.8
 **/
API int gnutls_x509_crt_get_extension_data2(gnutls_x509_crt_t cert, unsigned int indx,
                                            gnutls_datum_t *data)
{
    struct certificate_extension extension = { 0 };
    TRY(extension_at(cert, indx, &extension));
    return bytes_give(extension.value, data);
}

static int extension_by_oid(gnutls_x509_crt_t cert, const char *oid, unsigned index,
                            unsigned *critical, struct bytes *out)
{
    SCOPED(buffer) struct buffer der = { 0 };
    struct certificate_extension extension;
    TRY(oid_parse(oid, &der));
    /* No certificate that was read has an extension twice. */
    if (index > 0 || !certificate_find_extension(cert, buffer_bytes(&der), &extension))
        return fail(GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE);
    if (critical != NULL)
        *critical = extension.critical;
    *out = extension.value;
    return 0;
}

/**
 * gnutls_x509_crt_get_extension_by_oid:
 * @cert: a certificate
 * @oid: the OID of the extension, in dotted form
 * @indx: 0
 * @buf: receives its value in DER
 * @buf_size: room in @buf; receives the size
 * @critical: receives whether it is critical, or %NULL
 *
 * Gives the value of an extension.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_SHORT_MEMORY_BUFFER and in @buf_size
 *   what is needed; %GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE when there is no
 *   such extension.
 **/
API int gnutls_x509_crt_get_extension_by_oid(gnutls_x509_crt_t cert, const char *oid,
                                             unsigned int indx, void *buf, size_t *buf_size,
                                             unsigned int *critical)
{
    struct bytes value = bytes_none();
    TRY(extension_by_oid(cert, oid, indx, critical, &value));
    return output_bytes(value, buf, buf_size);
}

/**
 * gnutls_x509_crt_get_extension_by_oid2:
 * @cert: a certificate
 * @oid: the OID of the extension, in dotted form
 * @indx: 0
 * @output: receives its value in DER; free it with gnutls_free()
 * @critical: receives whether it is critical, or %NULL
 *
 * Gives the value of an extension.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE when
 *   there is no such extension; %GNUTLS_E_MEMORY_ERROR.
 *
 * Since: 3.3.8
 **/
API int gnutls_x509_crt_get_extension_by_oid2(gnutls_x509_crt_t cert, const char *oid,
                                              unsigned int indx, gnutls_datum_t *output,
                                              unsigned int *critical)
{
    struct bytes value = bytes_none();
    TRY(extension_by_oid(cert, oid, indx, critical, &value));
    return bytes_give(value, output);
}

/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* x509_crl_extensions.c - the extensions of a revocation list */

#include "api/general_name_output.h"
#include "api/oid_output.h"
#include "pki/certificate.h"
#include "pki/crl.h"

#include <gnutls/x509.h>

static const struct bytes oid_number = OID("\x55\x1d\x14");
static const struct bytes oid_authority_key_id = OID("\x55\x1d\x23");

/* The `index`-th extension. */
static int extension_at(gnutls_x509_crl_t crl, unsigned index, struct certificate_extension *out)
{
    if (!extension_nth(crl_facts(crl)->extensions, index, out))
        return fail(GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE);
    return 0;
}

static int find_extension(gnutls_x509_crl_t crl, struct bytes oid, unsigned *critical)
{
    struct certificate_extension extension;
    if (!extension_find(crl_facts(crl)->extensions, oid, &extension))
        return fail(GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE);
    if (critical != NULL)
        *critical = extension.critical;
    return 0;
}

/**
 * gnutls_x509_crl_get_number:
 * @crl: a revocation list
 * @ret: receives the number, big-endian
 * @ret_size: room in @ret; receives the size
 * @critical: receives whether the extension is critical, or %NULL
 *
 * Gives the number of the list among those of its issuer.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_SHORT_MEMORY_BUFFER and in @ret_size
 *   what is needed; %GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE when it has none.
 *
 * Since: 2.8.0
 **/
API int gnutls_x509_crl_get_number(gnutls_x509_crl_t crl, void *ret, size_t *ret_size,
                                   unsigned int *critical)
{
    TRY(find_extension(crl, oid_number, critical));
    return output_bytes(crl_facts(crl)->number, ret, ret_size);
}

/**
 * gnutls_x509_crl_get_authority_key_id:
 * @crl: a revocation list
 * @id: receives the identifier
 * @id_size: room in @id; receives the size
 * @critical: receives whether the extension is critical, or %NULL
 *
 * Gives the identifier of the key that signed the list.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_SHORT_MEMORY_BUFFER and in @id_size
 *   what is needed; %GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE when the list has
 *   none; %GNUTLS_E_X509_UNSUPPORTED_EXTENSION when it names the key by its
 *   certificate's issuer and serial number.
 *
 * Since: 2.8.0
 **/
API int gnutls_x509_crl_get_authority_key_id(gnutls_x509_crl_t crl, void *id, size_t *id_size,
                                             unsigned int *critical)
{
    const struct crl_facts *facts = crl_facts(crl);
    TRY(find_extension(crl, oid_authority_key_id, critical));
    if (facts->authority_key_id.data == NULL && facts->authority_serial.data != NULL)
        return fail(GNUTLS_E_X509_UNSUPPORTED_EXTENSION);
    if (facts->authority_key_id.data == NULL)
        return fail(GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE);
    return output_bytes(facts->authority_key_id, id, id_size);
}

/**
 * gnutls_x509_crl_get_authority_key_gn_serial:
 * @crl: a revocation list
 * @seq: which name, from 0
 * @alt: receives the name; texts are ended by a zero byte
 * @alt_size: room in @alt; receives the length without the zero byte
 * @alt_type: receives the type, of #gnutls_x509_subject_alt_name_t, or %NULL
 * @serial: receives the serial number, or %NULL
 * @serial_size: room in @serial; receives the size
 * @critical: receives whether the extension is critical, or %NULL
 *
 * Tells by whom, and with which number, the certificate of the list's issuer
 * was issued, where the identifier of its key says so. For a name see
 * gnutls_x509_crt_get_subject_alt_name2().
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_SHORT_MEMORY_BUFFER and in the size
 *   what is needed; %GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE behind the last
 *   name, or when the list says nothing of it.
 *
 * Since: 3.0
 **/
API int gnutls_x509_crl_get_authority_key_gn_serial(gnutls_x509_crl_t crl, unsigned int seq,
                                                    void *alt, size_t *alt_size,
                                                    unsigned int *alt_type, void *serial,
                                                    size_t *serial_size, unsigned int *critical)
{
    const struct crl_facts *facts = crl_facts(crl);
    TRY(find_extension(crl, oid_authority_key_id, critical));
    TRY(output_general_name(facts->authority_issuer, seq, alt, alt_size, alt_type));
    return serial != NULL ? output_bytes(facts->authority_serial, serial, serial_size) : 0;
}

/**
 * gnutls_x509_crl_get_extension_oid:
 * @crl: a revocation list
 * @indx: which extension, from 0
 * @oid: receives the OID in dotted form, ended by a zero byte
 * @sizeof_oid: room in @oid; receives the length without the zero byte
 *
 * Tells the OID of an extension of the list.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_SHORT_MEMORY_BUFFER and in
 *   @sizeof_oid what is needed; %GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE behind
 *   the last.
 *
 * Since: 2.8.0
 **/
API int gnutls_x509_crl_get_extension_oid(gnutls_x509_crl_t crl, unsigned int indx, void *oid,
                                          size_t *sizeof_oid)
{
    struct certificate_extension extension;
    TRY(extension_at(crl, indx, &extension));
    return output_oid_text(extension.oid, oid, sizeof_oid);
}

/**
 * gnutls_x509_crl_get_extension_info:
 * @crl: a revocation list
 * @indx: which extension, from 0
 * @oid: receives the OID in dotted form, ended by a zero byte
 * @sizeof_oid: room in @oid; receives the length with the zero byte
 * @critical: receives whether the extension is critical, or %NULL
 *
 * Tells the OID of an extension of the list, and whether it is critical.
 *
 * Returns: what gnutls_x509_crl_get_extension_oid() returns.
 *
 * Since: 2.8.0
 **/
API int gnutls_x509_crl_get_extension_info(gnutls_x509_crl_t crl, unsigned int indx, void *oid,
                                           size_t *sizeof_oid, unsigned int *critical)
{
    struct certificate_extension extension;
    TRY(extension_at(crl, indx, &extension));
    TRY(output_counted_oid(extension.oid, oid, sizeof_oid));
    if (critical != NULL)
        *critical = extension.critical;
    return 0;
}

/**
 * gnutls_x509_crl_get_extension_data:
 * @crl: a revocation list
 * @indx: which extension, from 0
 * @data: receives the value; %NULL: only the size is wanted
 * @sizeof_data: room in @data; receives the size
 *
 * Gives the value of an extension of the list, in DER.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_SHORT_MEMORY_BUFFER and in
 *   @sizeof_data what is needed; %GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE
 *   behind the last.
 *
 * Since: 2.8.0
 **/
API int gnutls_x509_crl_get_extension_data(gnutls_x509_crl_t crl, unsigned int indx, void *data,
                                           size_t *sizeof_data)
{
    struct certificate_extension extension;
    TRY(extension_at(crl, indx, &extension));
    return output_or_measure(extension.value, data, sizeof_data);
}

/**
 * gnutls_x509_crl_get_extension_data2:
 * @crl: a revocation list
 * @indx: which extension, from 0
 * @data: receives the value in DER; free it with gnutls_free()
 *
 * Gives the value of an extension of the list.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_ASN1_ELEMENT_NOT_FOUND behind the
 *   last; %GNUTLS_E_MEMORY_ERROR.
 **/
API int gnutls_x509_crl_get_extension_data2(gnutls_x509_crl_t crl, unsigned int indx,
                                            gnutls_datum_t *data)
{
    struct certificate_extension extension;
    if (extension_at(crl, indx, &extension) < 0)
        return fail(GNUTLS_E_ASN1_ELEMENT_NOT_FOUND);
    return bytes_give(extension.value, data);
}

/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* x509_ext_names.c - extensions that name: alternative names, and the keys of issuer and subject */

#include "api/extension_objects.h"
#include "base/errors.h"
#include "pki/extension_value.h"

int show_general_name(const struct general_name_item *item, unsigned *type, gnutls_datum_t *name,
                      gnutls_datum_t *other_oid)
{
    if (item == NULL)
        return fail(GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE);
    if (item->type == NAME_TYPE_NONE)
        return fail(GNUTLS_E_X509_UNKNOWN_SAN);
    if (type != NULL)
        *type = item->type;
    if (name != NULL)
        *name = datum_of_text(&item->value);
    if (other_oid != NULL)
        *other_oid = datum_of_text(&item->oid);
    return 0;
}

/**
 * gnutls_subject_alt_names_init:
 * @sans: receives an empty list; release it with
 *   gnutls_subject_alt_names_deinit()
 *
 * Makes a list of alternative names.
 *
 * Returns: %GNUTLS_E_SUCCESS, or %GNUTLS_E_MEMORY_ERROR.
 **/
API int gnutls_subject_alt_names_init(gnutls_subject_alt_names_t *sans)
{
    return NEW_OBJECT(sans);
}

/**
 * gnutls_subject_alt_names_deinit:
 * @sans: a list, or %NULL
 *
 * Releases a list of alternative names.
 **/
API void gnutls_subject_alt_names_deinit(gnutls_subject_alt_names_t sans)
{
    if (sans != NULL)
        general_names_wipe(&sans->names);
    memory_free(sans);
}

/**
 * gnutls_subject_alt_names_get:
 * @sans: a list of names
 * @seq: which name, from 0
 * @san_type: receives its type, of #gnutls_x509_subject_alt_name_t, or %NULL
 * @san: receives the name, or %NULL; it lives with the list
 * @othername_oid: receives the OID of an otherName in dotted form, or %NULL;
 *   it lives with the list
 *
 * Gives a name of the list. Texts have a zero byte behind them that is not
 * counted. An address is 4 or 16 bytes, a directory name is text, and of an
 * otherName the DER of its value is given.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE behind
 *   the last; %GNUTLS_E_X509_UNKNOWN_SAN for a name of a type that the API
 *   does not know.
 **/
API int gnutls_subject_alt_names_get(gnutls_subject_alt_names_t sans, unsigned int seq,
                                     unsigned int *san_type, gnutls_datum_t *san,
                                     gnutls_datum_t *othername_oid)
{
    return show_general_name(general_names_at(&sans->names, seq), san_type, san, othername_oid);
}

/**
 * gnutls_subject_alt_names_set:
 * @sans: a list of names
 * @san_type: the type of the name, of #gnutls_x509_subject_alt_name_t
 * @san: the name
 * @othername_oid: the OID of an otherName in dotted form, else %NULL
 *
 * Adds a name to the list.
 *
 * A host, and the host of a mail address, may be in UTF-8 and is then
 * written as IDNA has it. A directory name is text or DER. The value of an
 * otherName is DER; for the types that the API has for kinds of otherName,
 * such as %GNUTLS_SAN_OTHERNAME_XMPP, it is text.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_INVALID_REQUEST for a value that can
 *   not be one of this type; %GNUTLS_E_X509_UNKNOWN_SAN for a type that is
 *   not known; %GNUTLS_E_INVALID_UTF8_EMAIL for a mailbox outside ASCII; other
 *   negative codes for what can not be written.
 **/
API int gnutls_subject_alt_names_set(gnutls_subject_alt_names_t sans, unsigned int san_type,
                                     const gnutls_datum_t *san, const char *othername_oid)
{
    return general_names_add(&sans->names, san_type, bytes_of_datum(san), othername_oid);
}

/**
 * gnutls_x509_ext_import_subject_alt_names:
 * @ext: the value of the extension, DER
 * @sans: receives the names
 * @flags: 0
 *
 * Reads alternative names, of a subject or an issuer, in place of what the
 * list had. A failure changes nothing.
 *
 * Returns: %GNUTLS_E_SUCCESS, or a negative code for what is broken.
 **/
API int gnutls_x509_ext_import_subject_alt_names(const gnutls_datum_t *ext,
                                                 gnutls_subject_alt_names_t sans,
                                                 unsigned int flags)
{
    return alternative_names_read(bytes_of_datum(ext), &sans->names);
}

/**
 * gnutls_x509_ext_export_subject_alt_names:
 * @sans: a list of names
 * @ext: receives the value of the extension, DER; free it with gnutls_free()
 *
 * Writes alternative names, of a subject or an issuer.
 *
 * Returns: %GNUTLS_E_SUCCESS, or %GNUTLS_E_MEMORY_ERROR.
 **/
API int gnutls_x509_ext_export_subject_alt_names(gnutls_subject_alt_names_t sans,
                                                 gnutls_datum_t *ext)
{
    SCOPED(buffer) struct buffer der = { 0 };
    return give_written(alternative_names_write(&sans->names, &der), &der, ext);
}

/**
 * gnutls_x509_othername_to_virtual:
 * @oid: the OID of an otherName, in dotted form
 * @othername: the DER of its value
 * @virt_type: receives the API's type for this kind, such as
 *   %GNUTLS_SAN_OTHERNAME_XMPP; or %NULL
 * @virt: receives the value as text; free it with gnutls_free()
 *
 * Reads the kinds of otherName that have a meaning of their own: names of
 * XMPP, Kerberos 5, Microsoft's principals, and services (RFC 4985).
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_X509_UNKNOWN_SAN for another kind;
 *   %GNUTLS_E_ASN1_DER_ERROR for a value that is broken.
 **/
API int gnutls_x509_othername_to_virtual(const char *oid, const gnutls_datum_t *othername,
                                         unsigned int *virt_type, gnutls_datum_t *virt)
{
    SCOPED(buffer) struct buffer text = { 0 };
    unsigned type = 0;
    TRY(other_name_decode(oid, bytes_of_datum(othername), &type, &text));
    if (virt_type != NULL)
        *virt_type = type;
    return bytes_give(buffer_bytes(&text), virt);
}

/**
 * gnutls_x509_aki_init:
 * @aki: receives an empty object; release it with gnutls_x509_aki_deinit()
 *
 * Makes an identifier of an authority's key.
 *
 * Returns: %GNUTLS_E_SUCCESS, or %GNUTLS_E_MEMORY_ERROR.
 **/
API int gnutls_x509_aki_init(gnutls_x509_aki_t *aki)
{
    return NEW_OBJECT(aki);
}

/**
 * gnutls_x509_aki_deinit:
 * @aki: an object, or %NULL
 *
 * Releases an identifier of an authority's key.
 **/
API void gnutls_x509_aki_deinit(gnutls_x509_aki_t aki)
{
    if (aki != NULL)
        authority_key_wipe(&aki->key);
    memory_free(aki);
}

/**
 * gnutls_x509_aki_get_id:
 * @aki: an identifier of an authority's key
 * @id: receives the key's identifier; it lives with @aki
 *
 * Gives the identifier proper.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE when
 *   there is none.
 **/
API int gnutls_x509_aki_get_id(gnutls_x509_aki_t aki, gnutls_datum_t *id)
{
    if (!aki->key.has_id)
        return fail(GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE);
    *id = datum_of(buffer_bytes(&aki->key.id));
    return 0;
}

/**
 * gnutls_x509_aki_set_id:
 * @aki: an identifier of an authority's key
 * @id: the key's identifier
 *
 * Sets the identifier proper.
 *
 * Returns: %GNUTLS_E_SUCCESS, or %GNUTLS_E_MEMORY_ERROR.
 **/
API int gnutls_x509_aki_set_id(gnutls_x509_aki_t aki, const gnutls_datum_t *id)
{
    TRY(buffer_set(&aki->key.id, bytes_of_datum(id)));
    aki->key.has_id = true;
    return 0;
}

/**
 * gnutls_x509_aki_get_cert_issuer:
 * @aki: an identifier of an authority's key
 * @seq: which name, from 0
 * @san_type: receives its type, of #gnutls_x509_subject_alt_name_t, or %NULL
 * @san: receives the name, or %NULL
 * @othername_oid: receives the OID of an otherName in dotted form, or %NULL
 * @serial: receives the serial number, or %NULL
 *
 * Gives a name of who issued the authority's certificate, and the number of
 * that certificate. What is given lives with @aki; see
 * gnutls_subject_alt_names_get().
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE behind
 *   the last name; %GNUTLS_E_X509_UNKNOWN_SAN for a name of a type that the
 *   API does not know.
 **/
API int gnutls_x509_aki_get_cert_issuer(gnutls_x509_aki_t aki, unsigned int seq,
                                        unsigned int *san_type, gnutls_datum_t *san,
                                        gnutls_datum_t *othername_oid, gnutls_datum_t *serial)
{
    TRY(show_general_name(general_names_at(&aki->key.issuer, seq), san_type, san, othername_oid));
    if (serial != NULL)
        *serial = datum_of(buffer_bytes(&aki->key.serial));
    return 0;
}

/**
 * gnutls_x509_aki_set_cert_issuer:
 * @aki: an identifier of an authority's key
 * @san_type: the type of the name, of #gnutls_x509_subject_alt_name_t
 * @san: the name, as gnutls_subject_alt_names_set() takes it
 * @othername_oid: the OID of an otherName in dotted form, else %NULL
 * @serial: the serial number of the authority's certificate, or %NULL
 *
 * Adds a name of who issued the authority's certificate, and sets the number
 * of that certificate.
 *
 * Returns: %GNUTLS_E_SUCCESS, or what gnutls_subject_alt_names_set()
 *   returns.
 **/
API int gnutls_x509_aki_set_cert_issuer(gnutls_x509_aki_t aki, unsigned int san_type,
                                        const gnutls_datum_t *san, const char *othername_oid,
                                        const gnutls_datum_t *serial)
{
    TRY(general_names_add(&aki->key.issuer, san_type, bytes_of_datum(san), othername_oid));
    if (serial == NULL)
        return 0;
    TRY(buffer_set(&aki->key.serial, bytes_of_datum(serial)));
    aki->key.has_serial = true;
    return 0;
}

/**
 * gnutls_x509_ext_import_authority_key_id:
 * @ext: the value of the extension, DER
 * @aki: receives the identifier of the authority's key
 * @flags: 0
 *
 * Reads an identifier of an authority's key in place of what the object had.
 * A failure changes nothing.
 *
 * Returns: %GNUTLS_E_SUCCESS, or a negative code for what is broken.
 **/
API int gnutls_x509_ext_import_authority_key_id(const gnutls_datum_t *ext, gnutls_x509_aki_t aki,
                                                unsigned int flags)
{
    return authority_key_read(bytes_of_datum(ext), &aki->key);
}

/**
 * gnutls_x509_ext_export_authority_key_id:
 * @aki: an identifier of an authority's key
 * @ext: receives the value of the extension, DER; free it with gnutls_free()
 *
 * Writes an identifier of an authority's key.
 *
 * Returns: %GNUTLS_E_SUCCESS, or %GNUTLS_E_MEMORY_ERROR.
 **/
API int gnutls_x509_ext_export_authority_key_id(gnutls_x509_aki_t aki, gnutls_datum_t *ext)
{
    SCOPED(buffer) struct buffer der = { 0 };
    return give_written(authority_key_write(&aki->key, &der), &der, ext);
}

/**
 * gnutls_x509_ext_import_subject_key_id:
 * @ext: the value of the extension, DER
 * @id: receives the identifier; free it with gnutls_free()
 *
 * Reads an identifier of a subject's key.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_ASN1_DER_ERROR for what is broken;
 *   %GNUTLS_E_MEMORY_ERROR.
 **/
API int gnutls_x509_ext_import_subject_key_id(const gnutls_datum_t *ext, gnutls_datum_t *id)
{
    struct bytes found = bytes_none();
    TRY(subject_key_id_read(bytes_of_datum(ext), &found));
    return bytes_give(found, id);
}

/**
 * gnutls_x509_ext_export_subject_key_id:
 * @id: the identifier
 * @ext: receives the value of the extension, DER; free it with gnutls_free()
 *
 * Writes an identifier of a subject's key.
 *
 * Returns: %GNUTLS_E_SUCCESS, or %GNUTLS_E_MEMORY_ERROR.
 **/
API int gnutls_x509_ext_export_subject_key_id(const gnutls_datum_t *id, gnutls_datum_t *ext)
{
    SCOPED(buffer) struct buffer der = { 0 };
    return give_written(subject_key_id_write(bytes_of_datum(id), &der), &der, ext);
}

/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* x509_crl.c - revocation lists as handles: import, export, entries, verification */

#include "api/now.h"
#include "api/output.h"
#include "base/memory.h"
#include "pki/crl.h"
#include "pki/pem.h"

#include <gnutls/x509.h>

/**
 * gnutls_x509_crl_init:
 * @crl: receives an empty revocation list
 *
 * Makes a handle for a revocation list.
 *
 * Returns: %GNUTLS_E_SUCCESS, or %GNUTLS_E_MEMORY_ERROR.
 **/
API int gnutls_x509_crl_init(gnutls_x509_crl_t *crl)
{
    return crl_new_empty(crl);
}

/**
 * gnutls_x509_crl_deinit:
 * @crl: a revocation list, or %NULL
 *
 * Releases a revocation list.
 **/
API void gnutls_x509_crl_deinit(gnutls_x509_crl_t crl)
{
    crl_free(crl);
}

/**
 * gnutls_x509_crl_import:
 * @crl: receives the list
 * @data: the list
 * @format: whether it is PEM or DER
 *
 * Reads a revocation list; in PEM, the first of the text.
 *
 * What was in the handle is replaced, and on failure stays. Reading takes
 * one walk over the entries, whatever their number.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_BASE64_UNEXPECTED_HEADER_ERROR for a
 *   text without a list; %GNUTLS_E_INVALID_REQUEST when a trust list holds
 *   this one; other negative codes for what is broken.
 **/
API int gnutls_x509_crl_import(gnutls_x509_crl_t crl, const gnutls_datum_t *data,
                               gnutls_x509_crt_fmt_t format)
{
    SCOPED(buffer) struct buffer der = { 0 };
    struct bytes text = bytes_of_datum(data);
    size_t label;
    if (format == GNUTLS_X509_FMT_DER)
        return crl_fill(crl, text);
    TRY(pem_next(&text, pem_crl_labels, &der, &label));
    return crl_fill(crl, buffer_bytes(&der));
}

/* Lists that were read, up to the room there is. */
struct import {
    gnutls_x509_crl_t *list;
    unsigned count, room, found;
    bool grows;
};

static int take(void *context, gnutls_x509_crl_t crl)
{
    struct import *import = context;
    import->found++;
    if (import->count == import->room && !import->grows)
        return 0;
    if (import->count == import->room) {
        unsigned room = import->room + 8;
        void *list = memory_resize_array(import->list, room, sizeof *import->list);
        if (list == NULL)
            return fail(GNUTLS_E_MEMORY_ERROR);
        import->list = list;
        import->room = room;
    }
    import->list[import->count++] = crl_hold(crl);
    return 0;
}

static int drop(struct import *import, int result)
{
    for (unsigned i = 0; i < import->count; i++)
        crl_free(import->list[i]);
    return result;
}

/**
 * gnutls_x509_crl_list_import:
 * @crls: receives revocation lists; they need no initialisation
 * @crl_max: room in @crls; receives how many there are
 * @data: the lists
 * @format: whether they are PEM, any number, or DER, one
 * @flags: 0, or %GNUTLS_X509_CRT_LIST_IMPORT_FAIL_IF_EXCEED
 *
 * Reads several revocation lists.
 *
 * When there are more than there is room for, the first are read; with
 * %GNUTLS_X509_CRT_LIST_IMPORT_FAIL_IF_EXCEED none is, and @crl_max receives
 * how many there are.
 *
 * Returns: how many were read; %GNUTLS_E_SHORT_MEMORY_BUFFER;
 *   %GNUTLS_E_BASE64_DECODING_ERROR for a text without any; other negative
 *   codes for what is broken. On failure none is left to release.
 *
 * Since: 3.0
 **/
API int gnutls_x509_crl_list_import(gnutls_x509_crl_t *crls, unsigned int *crl_max,
                                    const gnutls_datum_t *data, gnutls_x509_crt_fmt_t format,
                                    unsigned int flags)
{
    struct import import = { .list = crls, .room = *crl_max };
    int result = crl_read_all(bytes_of_datum(data), format, take, &import);
    if (result < 0)
        return drop(&import, result);
    bool strict = (flags & GNUTLS_X509_CRT_LIST_IMPORT_FAIL_IF_EXCEED) != 0;
    bool exceeds = import.found > import.count;
    *crl_max = exceeds && strict ? import.found : import.count;
    return exceeds && strict ? drop(&import, fail(GNUTLS_E_SHORT_MEMORY_BUFFER))
                             : (int)import.count;
}

/**
 * gnutls_x509_crl_list_import2:
 * @crls: receives an array of revocation lists
 * @size: receives how many
 * @data: the lists
 * @format: whether they are PEM, any number, or DER, one
 * @flags: 0
 *
 * Reads several revocation lists into an array of the right size.
 *
 * Release each with gnutls_x509_crl_deinit() and the array with
 * gnutls_free().
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_BASE64_DECODING_ERROR for a text
 *   without any; other negative codes for what is broken.
 *
 * Since: 3.0
 **/
API int gnutls_x509_crl_list_import2(gnutls_x509_crl_t **crls, unsigned int *size,
                                     const gnutls_datum_t *data, gnutls_x509_crt_fmt_t format,
                                     unsigned int flags)
{
    struct import import = { .grows = true };
    int result = crl_read_all(bytes_of_datum(data), format, take, &import);
    if (result < 0) {
        drop(&import, result);
        memory_free(import.list);
        return result;
    }
    *crls = import.list;
    *size = import.count;
    return 0;
}

/**
 * gnutls_x509_crl_export2:
 * @crl: a revocation list that was read or signed
 * @format: PEM or DER
 * @out: receives the list; free it with gnutls_free()
 *
 * Gives a revocation list as it was read or signed.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_ASN1_VALUE_NOT_FOUND when it was
 *   neither; %GNUTLS_E_MEMORY_ERROR.
 *
 * Since: 3.1.3
 **/
API int gnutls_x509_crl_export2(gnutls_x509_crl_t crl, gnutls_x509_crt_fmt_t format,
                                gnutls_datum_t *out)
{
    SCOPED(buffer) struct buffer pem = { 0 };
    struct bytes der = crl_der(crl);
    if (der.size == 0)
        return fail(GNUTLS_E_ASN1_VALUE_NOT_FOUND);
    if (format == GNUTLS_X509_FMT_DER)
        return bytes_give(der, out);
    TRY(pem_write(der, pem_crl_labels[0], &pem));
    return buffer_give(&pem, out);
}

/**
 * gnutls_x509_crl_export:
 * @crl: a revocation list that was read or signed
 * @format: PEM or DER
 * @output_data: receives the list; PEM is ended by a zero byte
 * @output_data_size: room in @output_data; receives the size without the
 *   zero byte
 *
 * Gives a revocation list; see gnutls_x509_crl_export2().
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_SHORT_MEMORY_BUFFER and in
 *   @output_data_size what is needed; else what gnutls_x509_crl_export2()
 *   returns.
 **/
API int gnutls_x509_crl_export(gnutls_x509_crl_t crl, gnutls_x509_crt_fmt_t format,
                               void *output_data, size_t *output_data_size)
{
    SCOPED(buffer) struct buffer pem = { 0 };
    struct bytes der = crl_der(crl);
    if (der.size == 0)
        return fail(GNUTLS_E_ASN1_VALUE_NOT_FOUND);
    if (format == GNUTLS_X509_FMT_DER)
        return output_bytes(der, output_data, output_data_size);
    TRY(pem_write(der, pem_crl_labels[0], &pem));
    return output_text(buffer_bytes(&pem), output_data, output_data_size);
}

/**
 * gnutls_x509_crl_get_crt_count:
 * @crl: a revocation list
 *
 * Tells how many certificates are on the list.
 *
 * Returns: the number.
 **/
API int gnutls_x509_crl_get_crt_count(gnutls_x509_crl_t crl)
{
    return (int)crl_count(crl);
}

static int output_entry(gnutls_x509_crl_t crl, size_t index, unsigned char *serial,
                        size_t *serial_size, time_t *t)
{
    struct crl_entry entry;
    if (!crl_entry_at(crl, index, &entry))
        return fail(GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE);
    TRY(output_bytes(entry.serial, serial, serial_size));
    if (t != NULL)
        *t = entry.revoked_s;
    return 0;
}

/**
 * gnutls_x509_crl_get_crt_serial:
 * @crl: a revocation list
 * @indx: the place on the list, from 0
 * @serial: receives the serial number, big-endian
 * @serial_size: room in @serial; receives the size
 * @t: receives the time of the revocation, or %NULL
 *
 * Gives a certificate of the list. This takes the same time for each place.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_SHORT_MEMORY_BUFFER and in
 *   @serial_size what is needed; %GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE
 *   behind the last.
 **/
API int gnutls_x509_crl_get_crt_serial(gnutls_x509_crl_t crl, unsigned int indx,
                                       unsigned char *serial, size_t *serial_size, time_t *t)
{
    return output_entry(crl, indx, serial, serial_size, t);
}

struct gnutls_x509_crl_iter {
    size_t index;
};

/**
 * gnutls_x509_crl_iter_crt_serial:
 * @crl: a revocation list
 * @iter: where we are; point it to a variable that is %NULL at the beginning
 * @serial: receives the serial number, big-endian
 * @serial_size: room in @serial; receives the size
 * @t: receives the time of the revocation, or %NULL
 *
 * Gives the certificates of the list, one with each call.
 *
 * Behind the last it begins again. Release the iterator with
 * gnutls_x509_crl_iter_deinit().
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE behind
 *   the last; %GNUTLS_E_SHORT_MEMORY_BUFFER and in @serial_size what is
 *   needed, and the next call gives the same certificate.
 **/
API int gnutls_x509_crl_iter_crt_serial(gnutls_x509_crl_t crl, gnutls_x509_crl_iter_t *iter,
                                        unsigned char *serial, size_t *serial_size, time_t *t)
{
    if (*iter == NULL)
        *iter = memory_get_zeroed(sizeof **iter);
    if (*iter == NULL)
        return fail(GNUTLS_E_MEMORY_ERROR);
    int result = output_entry(crl, (*iter)->index, serial, serial_size, t);
    if (result == GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE)
        (*iter)->index = 0;
    TRY(result);
    (*iter)->index++;
    return 0;
}

/**
 * gnutls_x509_crl_iter_deinit:
 * @iter: of gnutls_x509_crl_iter_crt_serial(), or %NULL
 *
 * Releases an iterator.
 **/
API void gnutls_x509_crl_iter_deinit(gnutls_x509_crl_iter_t iter)
{
    memory_free(iter);
}

/**
 * gnutls_x509_crl_check_issuer:
 * @crl: a revocation list
 * @issuer: a certificate
 *
 * Tells whether the list bears the certificate's name as its issuer's. The
 * signature is not looked at.
 *
 * Returns: 1 if it does, else 0.
 **/
API unsigned int gnutls_x509_crl_check_issuer(gnutls_x509_crl_t crl, gnutls_x509_crt_t issuer)
{
    return crl_issuer_fits(crl, issuer);
}

/**
 * gnutls_x509_crl_verify:
 * @crl: a revocation list
 * @CA_list: certificates of authorities, or %NULL
 * @CA_list_length: how many
 * @flags: of #gnutls_certificate_verify_flags
 * @verify: receives bits of #gnutls_certificate_status_t; 0: all is well
 *
 * Checks whether one of the authorities signed the list, may do so, and
 * whether the list is of today.
 *
 * %GNUTLS_VERIFY_DISABLE_CA_SIGN leaves out whether it may. A list past its
 * next update is %GNUTLS_CERT_REVOCATION_DATA_SUPERSEDED, one from the future
 * %GNUTLS_CERT_REVOCATION_DATA_ISSUED_IN_FUTURE.
 *
 * Returns: %GNUTLS_E_SUCCESS when the check was made, whatever came of it.
 **/
API int gnutls_x509_crl_verify(gnutls_x509_crl_t crl, const gnutls_x509_crt_t *CA_list,
                               unsigned int CA_list_length, unsigned int flags,
                               unsigned int *verify)
{
    *verify = crl_check(crl, CA_list, CA_list_length, flags, now_s());
    return 0;
}

/**
 * gnutls_x509_crt_check_revocation:
 * @cert: a certificate
 * @crl_list: revocation lists
 * @crl_list_length: how many
 *
 * Tells whether a certificate is on one of the lists of its issuer.
 *
 * Whether the lists are to be believed is not asked; see
 * gnutls_x509_crl_verify().
 *
 * Returns: 1 if it is, 0 if not.
 **/
API int gnutls_x509_crt_check_revocation(gnutls_x509_crt_t cert, const gnutls_x509_crl_t *crl_list,
                                         unsigned int crl_list_length)
{
    bool found = false;
    for (unsigned i = 0; i < crl_list_length; i++)
        found |= crl_revokes(crl_list[i], cert);
    return found;
}

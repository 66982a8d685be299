/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* pcert.c - certificates ready to be sent */

#include "base/buffer.h"
#include "base/errors.h"
#include "base/memory.h"
#include "credentials/public_key.h"
#include "pki/certificate.h"
#include "pki/file.h"

#include <gnutls/abstract.h>

/**
 * gnutls_pcert_import_x509:
 * @pcert: receives the certificate; needs no initialisation
 * @crt: a certificate
 * @flags: 0, or %GNUTLS_PCERT_NO_CERT for the key alone
 *
 * Makes a certificate ready to be sent. Release it with
 * gnutls_pcert_deinit().
 *
 * Returns: %GNUTLS_E_SUCCESS, or a negative error code.
 *
 * Since: 3.0
 **/
API int gnutls_pcert_import_x509(gnutls_pcert_st *pcert, gnutls_x509_crt_t crt, unsigned int flags)
{
    *pcert = (gnutls_pcert_st){ .type = GNUTLS_CRT_X509 };
    TRY(pubkey_new(&pcert->pubkey));
    int result = gnutls_pubkey_import_x509(pcert->pubkey, crt, 0);
    if (result == 0 && (flags & GNUTLS_PCERT_NO_CERT) == 0)
        result = bytes_give(certificate_der(crt), &pcert->cert);
    if (result < 0)
        pcert_wipe(pcert);
    return result;
}

/**
 * gnutls_pcert_import_x509_raw:
 * @pcert: receives the certificate; needs no initialisation
 * @cert: a certificate
 * @format: whether it is PEM or DER
 * @flags: 0, or %GNUTLS_PCERT_NO_CERT for the key alone
 *
 * Reads a certificate and makes it ready to be sent. Release it with
 * gnutls_pcert_deinit().
 *
 * Returns: %GNUTLS_E_SUCCESS, or a negative error code.
 *
 * Since: 3.0
 **/
API int gnutls_pcert_import_x509_raw(gnutls_pcert_st *pcert, const gnutls_datum_t *cert,
                                     gnutls_x509_crt_fmt_t format, unsigned int flags)
{
    gnutls_x509_crt_t handle = NULL;
    *pcert = (gnutls_pcert_st){ 0 };
    TRY(certificate_new_empty(&handle));
    int result = gnutls_x509_crt_import(handle, cert, format);
    if (result == 0)
        result = gnutls_pcert_import_x509(pcert, handle, flags);
    certificate_free(handle);
    return result;
}

/**
 * gnutls_pcert_list_import_x509_raw:
 * @pcerts: receives certificates; they need no initialisation
 * @pcert_max: room in @pcerts; receives how many there are
 * @data: certificates
 * @format: whether they are PEM, any number, or DER, one
 * @flags: of #gnutls_certificate_import_flags
 *
 * Reads certificates and makes them ready to be sent.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_SHORT_MEMORY_BUFFER when there are
 *   more than there is room for; other negative codes.
 *
 * Since: 3.0
 **/
API int gnutls_pcert_list_import_x509_raw(gnutls_pcert_st *pcerts, unsigned int *pcert_max,
                                          const gnutls_datum_t *data, gnutls_x509_crt_fmt_t format,
                                          unsigned int flags)
{
    gnutls_x509_crt_t *list = NULL;
    unsigned count = 0, made = 0;
    TRY(gnutls_x509_crt_list_import2(&list, &count, data, format, flags));
    int result = count > *pcert_max ? fail(GNUTLS_E_SHORT_MEMORY_BUFFER) : 0;
    while (result == 0 && made < count) {
        result = gnutls_pcert_import_x509(&pcerts[made], list[made], 0);
        made += result == 0;
    }
    while (result < 0 && made > 0)
        pcert_wipe(&pcerts[--made]);
    for (unsigned i = 0; i < count; i++)
        certificate_free(list[i]);
    memory_free(list);
    *pcert_max = count;
    return result;
}

/**
 * gnutls_pcert_export_x509:
 * @pcert: a certificate ready to be sent
 * @crt: receives a handle; release it with gnutls_x509_crt_deinit()
 *
 * Gives the certificate as a handle.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_INVALID_REQUEST for another kind;
 *   other negative codes.
 *
 * Since: 3.4.0
 **/
API int gnutls_pcert_export_x509(gnutls_pcert_st *pcert, gnutls_x509_crt_t *crt)
{
    if (pcert->type != GNUTLS_CRT_X509)
        return fail(GNUTLS_E_INVALID_REQUEST);
    return certificate_new(bytes_of_datum(&pcert->cert), crt);
}

/**
 * gnutls_pcert_deinit:
 * @pcert: a certificate ready to be sent
 *
 * Releases what is in it. The structure itself is the caller's.
 *
 * Since: 3.0
 **/
API void gnutls_pcert_deinit(gnutls_pcert_st *pcert)
{
    pcert_wipe(pcert);
}

/* Puts who issued the certificate at `place` behind it, from those that follow; false: none there. */
static bool bring_issuer(gnutls_x509_crt_t *list, unsigned place, unsigned count)
{
    for (unsigned i = place + 1; i < count; i++) {
        if (!bytes_equal(certificate_issuer(list[place]), certificate_subject(list[i])))
            continue;
        gnutls_x509_crt_t found = list[i];
        list[i] = list[place + 1];
        list[place + 1] = found;
        return true;
    }
    return false;
}

static int make_ready(gnutls_pcert_st *out, gnutls_x509_crt_t *list, unsigned count)
{
    for (unsigned made = 0; made < count; made++) {
        int result = gnutls_pcert_import_x509(&out[made], list[made], 0);
        while (result < 0 && made > 0)
            pcert_wipe(&out[--made]);
        TRY(result);
    }
    return 0;
}

/**
 * gnutls_pcert_import_x509_list:
 * @pcert_list: receives certificates; they need no initialisation, and there
 *   is room for all
 * @crt: certificates
 * @ncrt: how many; receives how many of them were taken
 * @flags: 0, or %GNUTLS_X509_CRT_LIST_SORT to take the first and those above
 *   it alone, in order
 *
 * Makes certificates ready to be sent. The handles stay the caller's.
 *
 * Returns: %GNUTLS_E_SUCCESS, or a negative error code.
 *
 * Since: 3.4.0
 **/
API int gnutls_pcert_import_x509_list(gnutls_pcert_st *pcert_list, gnutls_x509_crt_t *crt,
                                      unsigned *ncrt, unsigned int flags)
{
    unsigned count = *ncrt;
    gnutls_x509_crt_t *list = memory_copy(crt, count * sizeof *crt);
    if (list == NULL)
        return fail(GNUTLS_E_MEMORY_ERROR);
    if ((flags & GNUTLS_X509_CRT_LIST_SORT) != 0)
        for (unsigned taken = 1; taken < count; taken++)
            if (!bring_issuer(list, taken - 1, count))
                count = taken;
    int result = make_ready(pcert_list, list, count);
    memory_free(list);
    if (result == 0)
        *ncrt = count;
    return result;
}

/**
 * gnutls_pcert_list_import_x509_file:
 * @pcert_list: receives certificates; they need no initialisation
 * @pcert_list_size: room in @pcert_list; receives how many there are
 * @file: path of a file with certificates
 * @format: whether they are PEM, any number, or DER, one
 * @pin_fn: not called: no certificate comes from a token here
 * @pin_fn_userdata: would be handed to it
 * @flags: of #gnutls_certificate_import_flags
 *
 * Reads certificates from a file and makes them ready to be sent.
 *
 * Returns: what gnutls_pcert_list_import_x509_raw() returns, or
 *   %GNUTLS_E_FILE_ERROR when the file can not be read.
 *
 * Since: 3.6.3
 **/
API int gnutls_pcert_list_import_x509_file(gnutls_pcert_st *pcert_list, unsigned *pcert_list_size,
                                           const char *file, gnutls_x509_crt_fmt_t format,
                                           gnutls_pin_callback_t pin_fn, void *pin_fn_userdata,
                                           unsigned int flags)
{
    SCOPED(buffer) struct buffer content = { 0 };
    TRY(file_read(file, &content));
    gnutls_datum_t data = { content.data, (unsigned)content.size };
    return gnutls_pcert_list_import_x509_raw(pcert_list, pcert_list_size, &data, format, flags);
}

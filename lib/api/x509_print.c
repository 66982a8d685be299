/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* x509_print.c - certificates, lists, requests and keys as text for people */

#include "api/output.h"
#include "base/memory.h"
#include "credentials/public_key.h"
#include "pki/certificate.h"
#include "pki/oid.h"
#include "pki/print.h"

#include <gnutls/abstract.h>
#include <gnutls/x509.h>

static int give_printed(const struct printer *p, gnutls_datum_t *out)
{
    TRY(p->error);
    return bytes_give(buffer_bytes(p->out), out);
}

/**
 * gnutls_x509_crt_print:
 * @cert: a certificate
 * @format: how much is to be told
 * @out: receives the text, ended by a zero byte that is not counted; free it
 *   with gnutls_free()
 *
 * Writes a certificate as text for people: in one line with
 * %GNUTLS_CRT_PRINT_ONELINE, and with %GNUTLS_CRT_PRINT_COMPACT in a few;
 * else whole. %GNUTLS_CRT_PRINT_UNSIGNED_FULL leaves out what the issuer
 * adds; %GNUTLS_CRT_PRINT_FULL_NUMBERS writes each number of the key in one
 * line.
 *
 * Returns: %GNUTLS_E_SUCCESS, or %GNUTLS_E_MEMORY_ERROR.
 **/
API int gnutls_x509_crt_print(gnutls_x509_crt_t cert, gnutls_certificate_print_formats_t format,
                              gnutls_datum_t *out)
{
    SCOPED(buffer) struct buffer text = { 0 };
    struct printer p = printer(&text, "");
    certificate_print(cert, format, &p);
    return give_printed(&p, out);
}

/**
 * gnutls_x509_crl_print:
 * @crl: a revocation list
 * @format: how much is to be told
 * @out: receives the text, ended by a zero byte that is not counted; free it
 *   with gnutls_free()
 *
 * Writes a revocation list as text for people.
 * %GNUTLS_CRT_PRINT_UNSIGNED_FULL leaves out issuer and signature.
 *
 * Returns: %GNUTLS_E_SUCCESS, or %GNUTLS_E_MEMORY_ERROR.
 **/
API int gnutls_x509_crl_print(gnutls_x509_crl_t crl, gnutls_certificate_print_formats_t format,
                              gnutls_datum_t *out)
{
    SCOPED(buffer) struct buffer text = { 0 };
    struct printer p = printer(&text, "");
    crl_print(crl, format, &p);
    return give_printed(&p, out);
}

/**
 * gnutls_x509_crq_print:
 * @crq: a request
 * @format: how much is to be told
 * @out: receives the text, ended by a zero byte that is not counted; free it
 *   with gnutls_free()
 *
 * Writes a request as text for people. %GNUTLS_CRT_PRINT_FULL_NUMBERS
 * writes each number of the key in one line.
 *
 * Returns: %GNUTLS_E_SUCCESS, or %GNUTLS_E_MEMORY_ERROR.
 **/
API int gnutls_x509_crq_print(gnutls_x509_crq_t crq, gnutls_certificate_print_formats_t format,
                              gnutls_datum_t *out)
{
    SCOPED(buffer) struct buffer text = { 0 };
    struct printer p = printer(&text, "");
    request_print(crq, format, &p);
    return give_printed(&p, out);
}

/**
 * gnutls_pubkey_print:
 * @pubkey: a key
 * @format: how much is to be told
 * @out: receives the text, ended by a zero byte that is not counted; free it
 *   with gnutls_free()
 *
 * Writes a public key as text for people. %GNUTLS_CRT_PRINT_FULL_NUMBERS
 * writes each of its numbers in one line.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_INVALID_REQUEST for an empty handle;
 *   %GNUTLS_E_MEMORY_ERROR.
 **/
API int gnutls_pubkey_print(gnutls_pubkey_t pubkey, gnutls_certificate_print_formats_t format,
                            gnutls_datum_t *out)
{
    SCOPED(buffer) struct buffer text = { 0 }, spki = { 0 };
    struct printer p = printer(&text, "");
    if (pubkey_key(pubkey)->kind == KEY_NONE)
        return fail(GNUTLS_E_INVALID_REQUEST);
    TRY(public_key_write(pubkey_key(pubkey), &spki));
    p.full_numbers = format == GNUTLS_CRT_PRINT_FULL_NUMBERS;
    public_key_print(pubkey_key(pubkey), pubkey_usage(pubkey), buffer_bytes(&spki), &p);
    return give_printed(&p, out);
}

/* An extension of the application's, with an OID in text. */
static int print_given(const gnutls_x509_ext_st *from, struct printer *p)
{
    SCOPED(buffer) struct buffer oid = { 0 };
    TRY(oid_parse(from->oid, &oid));
    struct certificate_extension extension = { buffer_bytes(&oid), bytes_of_datum(&from->data),
                                               from->critical != 0 };
    print_extension(p, &extension);
    return 0;
}

/**
 * gnutls_x509_ext_print:
 * @exts: extensions
 * @exts_size: how many
 * @format: any
 * @out: receives the text, ended by a zero byte that is not counted; free it
 *   with gnutls_free()
 *
 * Writes extensions as text for people.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_X509_UNSUPPORTED_OID for what is no
 *   OID; %GNUTLS_E_MEMORY_ERROR.
 **/
API int gnutls_x509_ext_print(gnutls_x509_ext_st *exts, unsigned int exts_size,
                              gnutls_certificate_print_formats_t format, gnutls_datum_t *out)
{
    SCOPED(buffer) struct buffer text = { 0 };
    struct printer p = printer(&text, "\t\t");
    for (unsigned i = 0; i < exts_size; i++)
        TRY(print_given(&exts[i], &p));
    return give_printed(&p, out);
}

/**
 * gnutls_x509_ext_deinit:
 * @ext: an extension
 *
 * Releases what the extension points to.
 **/
API void gnutls_x509_ext_deinit(gnutls_x509_ext_st *ext)
{
    memory_free(ext->oid);
    memory_free(ext->data.data);
}

/**
 * gnutls_random_art:
 * @type: %GNUTLS_RANDOM_ART_OPENSSH
 * @key_type: what the key is, such as "RSA"
 * @key_size: its size in bits, or 0 for none
 * @fpr: its fingerprint
 * @fpr_size: the size of it
 * @art: receives the picture, ended by a zero byte that is not counted; free
 *   it with gnutls_free()
 *
 * Draws a fingerprint so that people tell it from others at a glance, as
 * OpenSSH does.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_INVALID_REQUEST for another @type;
 *   %GNUTLS_E_MEMORY_ERROR.
 **/
API int gnutls_random_art(gnutls_random_art_t type, const char *key_type, unsigned int key_size,
                          void *fpr, size_t fpr_size, gnutls_datum_t *art)
{
    SCOPED(buffer) struct buffer text = { 0 };
    struct printer p = printer(&text, "");
    if (type != GNUTLS_RANDOM_ART_OPENSSH)
        return fail(GNUTLS_E_INVALID_REQUEST);
    print_random_art(&p, key_type, key_size, bytes_of(fpr, fpr_size));
    return give_printed(&p, art);
}

/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* pkcs7_print.c - signed data of PKCS#7 and CMS as text, in the form that programs know */

#include "algorithms/algorithms.h"
#include "api/pkcs7_attributes.h"
#include "base/errors.h"
#include "base/text.h"
#include "pki/name.h"
#include "pki/pem.h"
#include "pki/pkcs7.h"

#include <time.h>

static const struct {
    const char *oid, *name;
} attribute_names[] = {
    { "1.2.840.113549.1.9.3", "contentType" },
    { "1.2.840.113549.1.9.4", "messageDigest" },
    { "1.2.840.113549.1.9.5", "signingTime" },
    { "1.2.840.113549.1.9.15", "smimeCapabilities" },
};

static const char *name_of(const char *oid)
{
    for (size_t i = 0; i < ARRAY_SIZE(attribute_names); i++)
        if (strcmp(attribute_names[i].oid, oid) == 0)
            return attribute_names[i].name;
    return oid;
}

static int print_attributes(const char *title, gnutls_pkcs7_attrs_t list, struct buffer *out)
{
    const char *oid;
    struct bytes value;
    if (list == NULL)
        return 0;
    TRY(buffer_print(out, "\t%s:\n", title));
    while (attributes_next(&list, &oid, &value)) {
        TRY(buffer_print(out, "\t\t%s: ", name_of(oid)));
        TRY(hex_encode(value, NULL, out));
        TRY(buffer_print(out, "\n"));
    }
    return 0;
}

static int print_hex_line(const char *title, const gnutls_datum_t *value, struct buffer *out)
{
    if (value->size == 0)
        return 0;
    TRY(buffer_print(out, "\t%s: ", title));
    TRY(hex_encode(bytes_of_datum(value), NULL, out));
    return buffer_print(out, "\n");
}

static int print_time(time_t when, struct buffer *out)
{
    struct tm parts;
    char text[64];
    if (when == (time_t)-1 || gmtime_r(&when, &parts) == NULL ||
        strftime(text, sizeof text, "%a %b %d %H:%M:%S UTC %Y", &parts) == 0)
        return 0;
    return buffer_print(out, "\tSigning time: %s\n", text);
}

static int print_who(const gnutls_pkcs7_signature_info_st *info, struct buffer *out)
{
    if (info->issuer_dn.size > 0) {
        TRY(buffer_print(out, "\tSigner's issuer DN: "));
        TRY(name_print(bytes_of_datum(&info->issuer_dn), true, out));
        TRY(buffer_print(out, "\n"));
    }
    TRY(print_hex_line("Signer's serial", &info->signer_serial, out));
    return print_hex_line("Signer's issuer key ID", &info->issuer_keyid, out);
}

static int print_info(const gnutls_pkcs7_signature_info_st *info,
                      gnutls_certificate_print_formats_t format, struct buffer *out)
{
    const char *algorithm = gnutls_sign_get_name(info->algo);
    TRY(print_who(info, out));
    TRY(print_time(info->signing_time, out));
    TRY(buffer_print(out, "\tSignature Algorithm: %s\n",
                     algorithm != NULL ? algorithm : "unknown"));
    if (format == GNUTLS_CRT_PRINT_FULL) {
        TRY(print_attributes("Signed Attributes", info->signed_attrs, out));
        TRY(print_attributes("Unsigned Attributes", info->unsigned_attrs, out));
    }
    return buffer_print(out, "\n");
}

/**
 * gnutls_pkcs7_print_signature_info:
 * @info: what gnutls_pkcs7_get_signature_info() gave
 * @format: %GNUTLS_CRT_PRINT_FULL for attributes too
 * @out: receives text, ended by a zero byte that is not counted; free it with
 *   gnutls_free()
 *
 * Tells of a signature in words.
 *
 * Returns: %GNUTLS_E_SUCCESS, or %GNUTLS_E_MEMORY_ERROR.
 *
 * Since: 3.6.14
 **/
API int gnutls_pkcs7_print_signature_info(gnutls_pkcs7_signature_info_st *info,
                                          gnutls_certificate_print_formats_t format,
                                          gnutls_datum_t *out)
{
    SCOPED(buffer) struct buffer text = { 0 };
    TRY(print_info(info, format, &text));
    return bytes_give(buffer_bytes(&text), out);
}

static int print_signers(gnutls_pkcs7_t pkcs7, gnutls_certificate_print_formats_t format,
                         struct buffer *out)
{
    bool is_data = bytes_equal(buffer_bytes(&pkcs7->content_type), pkcs7_oid_data());
    if (pkcs7->content_type.size > 0 && !is_data)
        TRY(buffer_print(out, "eContent Type: %s\n", (const char *)pkcs7->content_name.data));
    TRY(buffer_print(out, "Signers:\n"));
    for (unsigned i = 0; i < pkcs7->signers.count; i++) {
        gnutls_pkcs7_signature_info_st info;
        if (gnutls_pkcs7_get_signature_info(pkcs7, i, &info) < 0)
            continue;
        int result = print_info(&info, format, out);
        gnutls_pkcs7_signature_info_deinit(&info);
        TRY(result);
    }
    return 0;
}

static int print_items(const struct der_list *list, const char *title, const char *label,
                       struct buffer *out)
{
    if (list->count == 0)
        return 0;
    TRY(buffer_print(out, "Number of %s: %zu\n\n", title, list->count));
    for (size_t i = 0; i < list->count; i++) {
        TRY(pem_write(buffer_bytes(&list->items[i]), label, out));
        TRY(buffer_print(out, "\n"));
    }
    return 0;
}

/**
 * gnutls_pkcs7_print:
 * @pkcs7: signed data
 * @format: %GNUTLS_CRT_PRINT_FULL for attributes, certificates and revocation
 *   lists too
 * @out: receives text, ended by a zero byte that is not counted; free it with
 *   gnutls_free()
 *
 * Tells in words who has signed. Nothing is verified.
 *
 * Returns: %GNUTLS_E_SUCCESS, or %GNUTLS_E_MEMORY_ERROR.
 *
 * Since: 3.4.2
 **/
API int gnutls_pkcs7_print(gnutls_pkcs7_t pkcs7, gnutls_certificate_print_formats_t format,
                           gnutls_datum_t *out)
{
    SCOPED(buffer) struct buffer text = { 0 };
    TRY(print_signers(pkcs7, format, &text));
    if (format == GNUTLS_CRT_PRINT_FULL) {
        TRY(print_items(&pkcs7->certificates, "certificates", "CERTIFICATE", &text));
        TRY(print_items(&pkcs7->lists, "CRLs", "X509 CRL", &text));
    }
    return bytes_give(buffer_bytes(&text), out);
}

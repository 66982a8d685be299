/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* raw_keys.c - bare public keys instead of certificates, RFC 7250 */

#include "base/errors.h"
#include "base/memory.h"
#include "credentials/certificate.h"
#include "credentials/public_key.h"
#include "pki/certificate.h"
#include "pki/file.h"
#include "pki/pem.h"

#include <gnutls/abstract.h>

static const char *const public_key_labels[] = { "PUBLIC KEY", NULL };

struct raw_identity {
    struct bytes spki, key;
    gnutls_x509_crt_fmt_t format;
    const char *password;
    unsigned key_usage, flags;
    const char *const *names;
    size_t name_count;
};

static int read_identity(gnutls_certificate_credentials_t credentials,
                         const struct raw_identity *raw, struct identity *out)
{
    const struct key_opening opening = { raw->password, raw->flags, credentials_pin(credentials) };
    SCOPED(buffer) struct buffer room = { 0 };
    struct gnutls_x509_crt_int *certificate = NULL;
    struct bytes der;
    int result;

    TRY(identity_read_key(out, raw->key, raw->format, &opening));
    TRY(pem_or_der(raw->format, raw->spki, public_key_labels, &room, &der));
    TRY(certificate_new_raw(der, raw->key_usage, &certificate));
    result = identity_add_certificate(out, certificate);
    certificate_free(certificate);
    return result;
}

static int add_raw(gnutls_certificate_credentials_t credentials, const struct raw_identity *raw)
{
    struct identity identity = { 0 };
    int result = read_identity(credentials, raw, &identity);

    if (result >= 0)
        result = credentials_add(credentials, &identity, raw->names, raw->name_count);
    identity_wipe(&identity);
    if (result < 0)
        return result;
    return (credentials_flags(credentials) & GNUTLS_CERTIFICATE_API_V2) != 0 ? result : 0;
}

/**
 * gnutls_certificate_set_rawpk_key_mem:
 * @cred: the credentials
 * @spki: a public key, as a SubjectPublicKeyInfo
 * @pkey: its private key
 * @format: whether both are PEM or DER
 * @pass: the private key's password, or %NULL
 * @key_usage: what the key may be used for, of %GNUTLS_KEY_DIGITAL_SIGNATURE
 *   and its kin; 0: anything
 * @names: the names that it is shown for; %NULL: any
 * @names_length: how many
 * @flags: of #gnutls_pkcs_encrypt_flags_t
 *
 * Adds a bare key as an identity, RFC 7250.
 *
 * It is shown where both sides have %GNUTLS_ENABLE_RAWPK in their
 * gnutls_init(), and "+CTYPE-RAWPK", "+CTYPE-CLI-RAWPK" or "+CTYPE-SRV-RAWPK"
 * in their priorities. Whose key it is has to be known by other means: the
 * peer's application looks at gnutls_certificate_get_peers().
 *
 * Returns: 0, or with %GNUTLS_CERTIFICATE_API_V2 the number of the identity;
 *   %GNUTLS_E_INVALID_REQUEST for no key; %GNUTLS_E_CERTIFICATE_KEY_MISMATCH
 *   when the two do not belong together; other negative codes for what is
 *   broken.
 *
 * Since: 3.6.6
 **/
API int gnutls_certificate_set_rawpk_key_mem(gnutls_certificate_credentials_t cred,
                                             const gnutls_datum_t *spki, const gnutls_datum_t *pkey,
                                             gnutls_x509_crt_fmt_t format, const char *pass,
                                             unsigned int key_usage, const char **names,
                                             unsigned int names_length, unsigned int flags)
{
    struct raw_identity raw = { .format = format,
                                .password = pass,
                                .key_usage = key_usage,
                                .flags = flags,
                                .names = names,
                                .name_count = names_length };

    if (spki == NULL || pkey == NULL || (names == NULL && names_length > 0))
        return fail(GNUTLS_E_INVALID_REQUEST);
    raw.spki = bytes_of_datum(spki);
    raw.key = bytes_of_datum(pkey);
    return add_raw(cred, &raw);
}

/**
 * gnutls_certificate_set_rawpk_key_file:
 * @cred: the credentials
 * @rawpkfile: path of a public key
 * @privkeyfile: path of its private key
 * @format: whether both are PEM or DER
 * @pass: the private key's password, or %NULL
 * @key_usage: what the key may be used for; 0: anything
 * @names: the names that it is shown for; %NULL: any
 * @names_length: how many
 * @privkey_flags: of #gnutls_pkcs_encrypt_flags_t
 * @pkcs11_flags: not used
 *
 * Adds a bare key from files as an identity: see
 * gnutls_certificate_set_rawpk_key_mem().
 *
 * Returns: what gnutls_certificate_set_rawpk_key_mem() returns;
 *   %GNUTLS_E_FILE_ERROR for a file that can not be read.
 *
 * Since: 3.6.6
 **/
API int gnutls_certificate_set_rawpk_key_file(gnutls_certificate_credentials_t cred,
                                              const char *rawpkfile, const char *privkeyfile,
                                              gnutls_x509_crt_fmt_t format, const char *pass,
                                              unsigned int key_usage, const char **names,
                                              unsigned int names_length, unsigned int privkey_flags,
                                              unsigned int pkcs11_flags)
{
    SCOPED(buffer) struct buffer spki = { 0 }, key = { 0 };
    struct raw_identity raw = { .format = format,
                                .password = pass,
                                .key_usage = key_usage,
                                .flags = privkey_flags,
                                .names = names,
                                .name_count = names_length };

    if (rawpkfile == NULL || privkeyfile == NULL || (names == NULL && names_length > 0))
        return fail(GNUTLS_E_INVALID_REQUEST);
    TRY(file_read(rawpkfile, &spki));
    TRY(file_read(privkeyfile, &key));
    raw.spki = buffer_bytes(&spki);
    raw.key = buffer_bytes(&key);
    return add_raw(cred, &raw);
}

/**
 * gnutls_pcert_import_rawpk:
 * @pcert: receives the key; needs no initialisation
 * @key: a public key
 * @flags: not used
 *
 * Puts a bare key into the shape of a certificate. Release it with
 * gnutls_pcert_deinit().
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_INSUFFICIENT_CREDENTIALS for no key;
 *   or another negative error code.
 *
 * Since: 3.6.6
 **/
API int gnutls_pcert_import_rawpk(gnutls_pcert_st *pcert, gnutls_pubkey_t key, unsigned int flags)
{
    int result;

    if (key == NULL)
        return fail(GNUTLS_E_INSUFFICIENT_CREDENTIALS);
    *pcert = (gnutls_pcert_st){ .type = GNUTLS_CRT_RAWPK };
    result = gnutls_pubkey_export2(key, GNUTLS_X509_FMT_DER, &pcert->cert);
    if (result >= 0)
        result = pubkey_new(&pcert->pubkey);
    if (result >= 0)
        result = pubkey_set(pcert->pubkey, pubkey_key(key), pubkey_usage(key));
    if (result < 0)
        pcert_wipe(pcert);
    return result;
}

/**
 * gnutls_pcert_import_rawpk_raw:
 * @pcert: receives the key; needs no initialisation
 * @rawpubkey: a public key, as a SubjectPublicKeyInfo
 * @format: whether it is PEM or DER
 * @key_usage: what the key may be used for; 0: anything
 * @flags: not used
 *
 * Reads a bare key and puts it into the shape of a certificate. Release it
 * with gnutls_pcert_deinit().
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_INSUFFICIENT_CREDENTIALS for no key;
 *   or another negative error code.
 *
 * Since: 3.6.6
 **/
API int gnutls_pcert_import_rawpk_raw(gnutls_pcert_st *pcert, const gnutls_datum_t *rawpubkey,
                                      gnutls_x509_crt_fmt_t format, unsigned int key_usage,
                                      unsigned int flags)
{
    gnutls_pubkey_t key = NULL;
    int result;

    if (rawpubkey == NULL)
        return fail(GNUTLS_E_INSUFFICIENT_CREDENTIALS);
    TRY(pubkey_new(&key));
    result = gnutls_pubkey_import(key, rawpubkey, format);
    if (result >= 0) {
        pubkey_set_usage(key, key_usage);
        result = gnutls_pcert_import_rawpk(pcert, key, flags);
    }
    pubkey_free(key);
    return result;
}

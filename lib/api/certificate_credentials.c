/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* certificate_credentials.c - certificate credentials, and the identities that are put in */

#include "api/output.h"
#include "base/memory.h"
#include "credentials/certificate.h"
#include "credentials/public_key.h"
#include "pki/file.h"

/* The API counts identities from 0; that the number is returned has to be asked for. */
static int index_or_zero(const struct gnutls_certificate_credentials_st *credentials, int index)
{
    bool tells = (credentials_flags(credentials) & GNUTLS_CERTIFICATE_API_V2) != 0;
    return index < 0 || tells ? index : 0;
}

/**
 * gnutls_certificate_allocate_credentials:
 * @res: receives the credentials
 *
 * Makes empty certificate credentials: a place for chains, keys and trust.
 *
 * Fill them from one thread. After that any number of sessions, in any
 * threads, may use them; they must live as long as those sessions.
 *
 * Returns: %GNUTLS_E_SUCCESS, or %GNUTLS_E_MEMORY_ERROR.
 **/
API int gnutls_certificate_allocate_credentials(gnutls_certificate_credentials_t *res)
{
    return credentials_new(res);
}

/**
 * gnutls_certificate_free_credentials:
 * @sc: the credentials, or %NULL
 *
 * Releases the credentials with all that is in them.
 *
 * No session may use them any more.
 **/
API void gnutls_certificate_free_credentials(gnutls_certificate_credentials_t sc)
{
    credentials_free(sc);
}

/**
 * gnutls_certificate_free_keys:
 * @sc: the credentials
 *
 * Takes all chains and keys out of the credentials.
 **/
API void gnutls_certificate_free_keys(gnutls_certificate_credentials_t sc)
{
    credentials_clear(sc);
}

/**
 * gnutls_certificate_set_flags:
 * @res: the credentials
 * @flags: of #gnutls_certificate_flags
 *
 * Sets how the functions that fill the credentials behave.
 *
 * With %GNUTLS_CERTIFICATE_SKIP_KEY_CERT_MATCH keys are not compared with
 * their certificates; with %GNUTLS_CERTIFICATE_API_V2 the functions that
 * add an identity return its number instead of 0.
 **/
API void gnutls_certificate_set_flags(gnutls_certificate_credentials_t res, unsigned int flags)
{
    credentials_set_flags(res, flags);
}

/**
 * gnutls_certificate_set_pin_function:
 * @cred: the credentials
 * @fn: asks for a password, or %NULL
 * @userdata: handed to it
 *
 * Sets who is asked for the password of an encrypted key that is put into the
 * credentials without one. It is asked once for each such key, with "key:" as
 * the name of the token.
 *
 * Since: 3.1.0
 **/
API void gnutls_certificate_set_pin_function(gnutls_certificate_credentials_t cred,
                                             gnutls_pin_callback_t fn, void *userdata)
{
    *credentials_pin(cred) = (struct pin_source){ fn, userdata };
}

static int add_mem(gnutls_certificate_credentials_t credentials, struct bytes certificates,
                   struct bytes key, gnutls_x509_crt_fmt_t format, const char *password,
                   unsigned flags)
{
    struct identity identity = { 0 };
    const struct key_opening opening = { password, flags, credentials_pin(credentials) };
    int result = identity_read_key(&identity, key, format, &opening);
    if (result >= 0)
        result = identity_read_chain(&identity, certificates, format);
    if (result >= 0)
        result = credentials_add(credentials, &identity, NULL, 0);
    identity_wipe(&identity);
    return index_or_zero(credentials, result);
}

/**
 * gnutls_certificate_set_x509_key_mem2:
 * @res: the credentials
 * @cert: the certificate and those above it, our own first
 * @key: its private key
 * @type: whether both are PEM or DER
 * @pass: a password for an encrypted key, or %NULL
 * @flags: 0, or flags of #gnutls_pkcs_encrypt_flags_t
 *
 * Adds an identity from memory: a chain and its key.
 *
 * In PEM there may be several certificates; in DER there is one. Keys are
 * RSA, RSA-PSS, EC, Ed25519 or Ed448, as PKCS#8, PKCS#1 or SEC1, encrypted
 * or not; see gnutls_x509_privkey_import2(). Without a password, the function
 * of gnutls_certificate_set_pin_function() is asked for it.
 *
 * Several identities may be added. A server shows the first that has the
 * name the client asked for and a key that the client can check, else the
 * first with such a key.
 *
 * Returns: 0, or with %GNUTLS_CERTIFICATE_API_V2 the number of the
 *   identity; %GNUTLS_E_CERTIFICATE_KEY_MISMATCH when certificate and key do
 *   not belong together; %GNUTLS_E_BASE64_DECODING_ERROR when there is no
 *   certificate, %GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE when there is no key
 *   in the text; other negative codes for what is broken.
 **/
API int gnutls_certificate_set_x509_key_mem2(gnutls_certificate_credentials_t res,
                                             const gnutls_datum_t *cert, const gnutls_datum_t *key,
                                             gnutls_x509_crt_fmt_t type, const char *pass,
                                             unsigned int flags)
{
    if (cert == NULL || key == NULL)
        return fail(GNUTLS_E_INVALID_REQUEST);
    return add_mem(res, bytes_of_datum(cert), bytes_of_datum(key), type, pass, flags);
}

/**
 * gnutls_certificate_set_x509_key_mem:
 * @res: the credentials
 * @cert: the certificate and those above it, our own first
 * @key: its private key
 * @type: whether both are PEM or DER
 *
 * Adds an identity from memory, with a key that is not encrypted.
 *
 * See gnutls_certificate_set_x509_key_mem2().
 *
 * Returns: what gnutls_certificate_set_x509_key_mem2() returns.
 **/
API int gnutls_certificate_set_x509_key_mem(gnutls_certificate_credentials_t res,
                                            const gnutls_datum_t *cert, const gnutls_datum_t *key,
                                            gnutls_x509_crt_fmt_t type)
{
    return gnutls_certificate_set_x509_key_mem2(res, cert, key, type, NULL, 0);
}

/**
 * gnutls_certificate_set_x509_key_file2:
 * @res: the credentials
 * @certfile: path of the certificate and those above it, our own first
 * @keyfile: path of its private key
 * @type: whether both are PEM or DER
 * @pass: a password for an encrypted key, or %NULL
 * @flags: 0, or flags of #gnutls_pkcs_encrypt_flags_t
 *
 * Adds an identity from files; both may be the same file.
 *
 * See gnutls_certificate_set_x509_key_mem2().
 *
 * Returns: what gnutls_certificate_set_x509_key_mem2() returns, or
 *   %GNUTLS_E_FILE_ERROR when a file can not be read.
 **/
API int gnutls_certificate_set_x509_key_file2(gnutls_certificate_credentials_t res,
                                              const char *certfile, const char *keyfile,
                                              gnutls_x509_crt_fmt_t type, const char *pass,
                                              unsigned int flags)
{
    SCOPED(buffer) struct buffer certificates = { 0 }, key = { 0 };
    TRY(file_read(certfile, &certificates));
    TRY(file_read(keyfile, &key));
    return add_mem(res, buffer_bytes(&certificates), buffer_bytes(&key), type, pass, flags);
}

/**
 * gnutls_certificate_set_x509_key_file:
 * @res: the credentials
 * @certfile: path of the certificate and those above it, our own first
 * @keyfile: path of its private key
 * @type: whether both are PEM or DER
 *
 * Adds an identity from files, with a key that is not encrypted.
 *
 * See gnutls_certificate_set_x509_key_mem2().
 *
 * Returns: what gnutls_certificate_set_x509_key_mem2() returns, or
 *   %GNUTLS_E_FILE_ERROR when a file can not be read.
 **/
API int gnutls_certificate_set_x509_key_file(gnutls_certificate_credentials_t res,
                                             const char *certfile, const char *keyfile,
                                             gnutls_x509_crt_fmt_t type)
{
    return gnutls_certificate_set_x509_key_file2(res, certfile, keyfile, type, NULL, 0);
}

static int copy_key(gnutls_x509_privkey_t from, struct identity *identity)
{
    SCOPED(private_key) struct private_key copy = { 0 };
    TRY(private_key_copy(x509_privkey_key(from), &copy));
    TRY(privkey_new(&identity->key));
    return privkey_fill(identity->key, &copy);
}

/**
 * gnutls_certificate_set_x509_key:
 * @res: the credentials
 * @cert_list: the certificate and those above it, our own first
 * @cert_list_size: how many
 * @key: its private key
 *
 * Adds an identity from handles.
 *
 * The handles stay the caller's; what is in them is copied.
 *
 * Returns: what gnutls_certificate_set_x509_key_mem2() returns.
 **/
API int gnutls_certificate_set_x509_key(gnutls_certificate_credentials_t res,
                                        gnutls_x509_crt_t *cert_list, int cert_list_size,
                                        gnutls_x509_privkey_t key)
{
    struct identity identity = { 0 };
    int result = copy_key(key, &identity);
    for (int i = 0; i < cert_list_size && result >= 0; i++)
        result = identity_add_certificate(&identity, cert_list[i]);
    if (result >= 0)
        result = credentials_add(res, &identity, NULL, 0);
    identity_wipe(&identity);
    return index_or_zero(res, result);
}

/**
 * gnutls_certificate_set_key:
 * @res: the credentials
 * @names: names by which the identity is chosen, or %NULL for those in the
 *   certificate
 * @names_size: how many
 * @pcert_list: the certificate and those above it, our own first; or a bare
 *   key
 * @pcert_list_size: how many
 * @key: its private key, wherever it lives
 *
 * Adds an identity whose key may be anywhere.
 *
 * When it succeeds the credentials own @key and what is in @pcert_list; do
 * not release them. When it fails they stay the caller's.
 *
 * Returns: 0, or with %GNUTLS_CERTIFICATE_API_V2 the number of the
 *   identity; %GNUTLS_E_CERTIFICATE_KEY_MISMATCH when certificate and key do
 *   not belong together; other negative codes for what is broken.
 **/
API int gnutls_certificate_set_key(gnutls_certificate_credentials_t res, const char **names,
                                   int names_size, gnutls_pcert_st *pcert_list, int pcert_list_size,
                                   gnutls_privkey_t key)
{
    struct identity identity = { 0 };
    if (key == NULL || names_size < 0 || pcert_list_size < 1)
        return fail(GNUTLS_E_INVALID_REQUEST);
    int result = identity_add_pcerts(&identity, pcert_list, (size_t)pcert_list_size);
    if (result >= 0) {
        identity.key = privkey_hold(key);
        result = credentials_add(res, &identity, names, (size_t)names_size);
    }
    identity_wipe(&identity);
    if (result < 0)
        return result;
    privkey_free(key);
    for (int i = 0; i < pcert_list_size; i++)
        pcert_wipe(&pcert_list[i]);
    return index_or_zero(res, result);
}

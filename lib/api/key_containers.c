/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* key_containers.c - private keys that are locked with a password */

#include "api/encryption_info.h"
#include "api/output.h"
#include "credentials/private_key.h"
#include "credentials/public_key.h"
#include "pki/key_import.h"
#include "pki/pem.h"
#include "pki/pkcs8.h"

#include <gnutls/abstract.h>
#include <gnutls/x509.h>

/**
 * gnutls_x509_privkey_import_openssl:
 * @key: receives the key
 * @data: PEM with the encryption headers of RFC 1421
 * @password: the password
 *
 * Reads a private key that OpenSSL has encrypted in its own way.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_PARSING_ERROR for anything without
 *   such headers; %GNUTLS_E_DECRYPTION_FAILED for a wrong password or
 *   without one; %GNUTLS_E_UNKNOWN_CIPHER_TYPE.
 **/
API int gnutls_x509_privkey_import_openssl(gnutls_x509_privkey_t key, const gnutls_datum_t *data,
                                           const char *password)
{
    SCOPED(private_key) struct private_key fresh = { 0 };
    TRY(private_key_read_openssl(bytes_of_datum(data), password, &fresh));
    x509_privkey_set(key, &fresh);
    return 0;
}

/**
 * gnutls_x509_privkey_import_pkcs8:
 * @key: receives the key
 * @data: a key as PKCS#8
 * @format: whether it is PEM or DER
 * @password: the password, in UTF-8; or %NULL
 * @flags: 0, or flags of #gnutls_pkcs_encrypt_flags_t
 *
 * Reads a private key, encrypted or not. With %GNUTLS_PKCS_PLAIN, one that is
 * not.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_BASE64_UNEXPECTED_HEADER_ERROR for a
 *   text without one; %GNUTLS_E_DECRYPTION_FAILED for a wrong password;
 *   %GNUTLS_E_UNKNOWN_CIPHER_TYPE; %GNUTLS_E_UNKNOWN_HASH_ALGORITHM; other
 *   negative codes for what is broken.
 **/
API int gnutls_x509_privkey_import_pkcs8(gnutls_x509_privkey_t key, const gnutls_datum_t *data,
                                         gnutls_x509_crt_fmt_t format, const char *password,
                                         unsigned int flags)
{
    SCOPED(private_key) struct private_key fresh = { 0 };
    const struct key_lock lock = {
        .password = (flags & GNUTLS_PKCS_NULL_PASSWORD) != 0 ? NULL : password,
        .stays = (flags & GNUTLS_PKCS_PLAIN) != 0,
    };
    TRY(private_key_read_pkcs8(format, bytes_of_datum(data), lock, &fresh));
    x509_privkey_set(key, &fresh);
    return 0;
}

/* Without a password, nothing is locked, unless the lack of one is the password. */
static int write_pkcs8(gnutls_x509_privkey_t key, gnutls_x509_crt_fmt_t format,
                       const char *password, unsigned flags, struct buffer *out)
{
    SCOPED(buffer) struct buffer plain = { 0 }, locked = { 0 };
    bool null = (flags & GNUTLS_PKCS_NULL_PASSWORD) != 0;
    bool lock = (flags & GNUTLS_PKCS_PLAIN) == 0 && (password != NULL || null);
    if (x509_privkey_key(key)->public.kind == KEY_NONE)
        return fail(GNUTLS_E_INVALID_REQUEST);
    TRY(private_key_write_pkcs8(x509_privkey_key(key), &plain));
    if (lock)
        TRY(pkcs8_lock(flags, null ? NULL : password, buffer_bytes(&plain), &locked));
    struct buffer *der = lock ? &locked : &plain;
    if (format == GNUTLS_X509_FMT_PEM)
        return pem_write(buffer_bytes(der), lock ? "ENCRYPTED PRIVATE KEY" : "PRIVATE KEY", out);
    buffer_move(der, out);
    return 0;
}

/**
 * gnutls_x509_privkey_export_pkcs8:
 * @key: a key
 * @format: whether PEM or DER is wanted
 * @password: the password, in UTF-8; %NULL: the key is not encrypted
 * @flags: one of #gnutls_pkcs_encrypt_flags_t; 0: PBES2 with AES-256
 * @output_data: receives it; PEM is ended by a zero byte
 * @output_data_size: room in @output_data; receives the size without the
 *   zero byte
 *
 * Writes a private key as PKCS#8; see gnutls_x509_privkey_export2_pkcs8().
 *
 * A password is stretched each time, so asking for the size first costs
 * twice.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_SHORT_MEMORY_BUFFER and in
 *   @output_data_size what is needed; %GNUTLS_E_INVALID_REQUEST for an empty
 *   key, and for an encryption that is not made.
 **/
API int gnutls_x509_privkey_export_pkcs8(gnutls_x509_privkey_t key, gnutls_x509_crt_fmt_t format,
                                         const char *password, unsigned int flags,
                                         void *output_data, size_t *output_data_size)
{
    SCOPED(buffer) struct buffer whole = { 0 };
    TRY(write_pkcs8(key, format, password, flags, &whole));
    return format == GNUTLS_X509_FMT_PEM
               ? output_text(buffer_bytes(&whole), output_data, output_data_size)
               : output_bytes(buffer_bytes(&whole), output_data, output_data_size);
}

/**
 * gnutls_x509_privkey_export2_pkcs8:
 * @key: a key
 * @format: whether PEM or DER is wanted
 * @password: the password, in UTF-8; %NULL: the key is not encrypted
 * @flags: one of #gnutls_pkcs_encrypt_flags_t; 0: PBES2 with AES-256
 * @out: receives it; free it with gnutls_free()
 *
 * Writes a private key as PKCS#8. With %GNUTLS_PKCS_PLAIN it is not
 * encrypted; with %GNUTLS_PKCS_NULL_PASSWORD it is, without a password.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_INVALID_REQUEST for an empty key, and
 *   for an encryption that is not made; %GNUTLS_E_MEMORY_ERROR.
 *
 * Since: 3.1.3
 **/
API int gnutls_x509_privkey_export2_pkcs8(gnutls_x509_privkey_t key, gnutls_x509_crt_fmt_t format,
                                          const char *password, unsigned int flags,
                                          gnutls_datum_t *out)
{
    SCOPED(buffer) struct buffer whole = { 0 };
    TRY(write_pkcs8(key, format, password, flags, &whole));
    return bytes_give(buffer_bytes(&whole), out);
}

static const char *const pkcs8_labels[] = { "ENCRYPTED PRIVATE KEY", "PRIVATE KEY", NULL };

/**
 * gnutls_pkcs8_info:
 * @data: a key as PKCS#8
 * @format: whether it is PEM or DER
 * @schema: receives the way of encryption, of #gnutls_pkcs_encrypt_flags_t;
 *   this and all others may be %NULL
 * @cipher: receives the cipher, of #gnutls_cipher_algorithm_t
 * @salt: receives the salt
 * @salt_size: room in @salt; receives the size
 * @iter_count: receives how often the password is stretched
 * @oid: receives the object identifier of the encryption; free it with
 *   gnutls_free()
 *
 * Tells how a key is encrypted. The key itself stays closed.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_INVALID_REQUEST for a key that is not
 *   encrypted; %GNUTLS_E_UNKNOWN_CIPHER_TYPE, with only @oid set, for an
 *   encryption that is not known; %GNUTLS_E_SHORT_MEMORY_BUFFER and in
 *   @salt_size what is needed; other negative codes for what is broken.
 *
 * Since: 3.4.0
 **/
API int gnutls_pkcs8_info(const gnutls_datum_t *data, gnutls_x509_crt_fmt_t format,
                          unsigned int *schema, unsigned int *cipher, void *salt,
                          unsigned int *salt_size, unsigned int *iter_count, char **oid)
{
    const struct encryption_receivers to = { schema, cipher, salt, salt_size, iter_count, oid };
    SCOPED(buffer) struct buffer room = { 0 };
    struct encryption how = { 0 };
    struct bytes der, encrypted;
    TRY(pem_or_der(format, bytes_of_datum(data), pkcs8_labels, &room, &der));
    if (!pkcs8_is_locked(der))
        return fail(GNUTLS_E_INVALID_REQUEST);
    return give_encryption(pkcs8_locked_read(der, &how, &encrypted), &how, &to);
}

/**
 * gnutls_pkcs_schema_get_name:
 * @schema: a way of encryption, of #gnutls_pkcs_encrypt_flags_t
 *
 * Gives the name of a way of encryption.
 *
 * Returns: a text that is never released, or %NULL for what is not known.
 *
 * Since: 3.4.0
 **/
API const char *gnutls_pkcs_schema_get_name(unsigned int schema)
{
    const struct encryption_scheme *row = encryption_scheme_by_flag(schema);
    return row != NULL ? row->name : NULL;
}

/**
 * gnutls_pkcs_schema_get_oid:
 * @schema: a way of encryption, of #gnutls_pkcs_encrypt_flags_t
 *
 * Gives the object identifier of a way of encryption; with PBES2, that of its
 * cipher.
 *
 * Returns: digits and dots, never released, or %NULL for what is not known.
 *
 * Since: 3.4.0
 **/
API const char *gnutls_pkcs_schema_get_oid(unsigned int schema)
{
    const struct encryption_scheme *row = encryption_scheme_by_flag(schema);
    return row != NULL ? row->oid_text : NULL;
}

/**
 * gnutls_x509_privkey_set_pin_function:
 * @key: a key
 * @fn: asks for a password, or %NULL
 * @userdata: handed to it
 *
 * Sets who is asked for the password of an encrypted key, when
 * gnutls_x509_privkey_import2() is called without one. It is asked once, with
 * "key:" as the name of the token.
 *
 * Since: 3.4.0
 **/
API void gnutls_x509_privkey_set_pin_function(gnutls_x509_privkey_t key, gnutls_pin_callback_t fn,
                                              void *userdata)
{
    *x509_privkey_pin(key) = (struct pin_source){ fn, userdata };
}

/**
 * gnutls_privkey_set_pin_function:
 * @key: an empty key
 * @fn: asks for a password, or %NULL
 * @userdata: handed to it
 *
 * Sets who is asked for the password of an encrypted key, when
 * gnutls_privkey_import_x509_raw() is called without one. It is asked once,
 * with "key:" as the name of the token.
 *
 * Since: 3.1.0
 **/
API void gnutls_privkey_set_pin_function(gnutls_privkey_t key, gnutls_pin_callback_t fn,
                                         void *userdata)
{
    *privkey_pin(key) = (struct pin_source){ fn, userdata };
}

/**
 * gnutls_pubkey_set_pin_function:
 * @key: a key
 * @fn: would ask for a PIN
 * @userdata: would be handed to it
 *
 * Sets who would be asked for the PIN of a token. Public keys come from none
 * here, so nobody is asked.
 *
 * Since: 3.1.0
 **/
API void gnutls_pubkey_set_pin_function(gnutls_pubkey_t key, gnutls_pin_callback_t fn,
                                        void *userdata)
{
}

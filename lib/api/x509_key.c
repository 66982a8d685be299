/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* x509_key.c - private keys that are all there, as handles */

#include "algorithms/algorithms.h"
#include "api/output.h"
#include "base/memory.h"
#include "credentials/public_key.h"
#include "pki/algorithm.h"
#include "pki/file.h"
#include "pki/key_import.h"
#include "pki/pem.h"

#include <gnutls/x509.h>

/**
 * gnutls_load_file:
 * @filename: path of a file
 * @data: receives its content, ended by a zero byte that is not counted;
 *   free it with gnutls_free()
 *
 * Reads a whole file.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_FILE_ERROR when it can not be read;
 *   %GNUTLS_E_MEMORY_ERROR.
 *
 * Since: 3.1.0
 **/
API int gnutls_load_file(const char *filename, gnutls_datum_t *data)
{
    SCOPED(buffer) struct buffer content = { 0 };
    TRY(file_read(filename, &content));
    return bytes_give(buffer_bytes(&content), data);
}

/**
 * gnutls_x509_privkey_init:
 * @key: receives an empty key
 *
 * Makes a handle for a private key.
 *
 * Returns: %GNUTLS_E_SUCCESS, or %GNUTLS_E_MEMORY_ERROR.
 **/
API int gnutls_x509_privkey_init(gnutls_x509_privkey_t *key)
{
    return x509_privkey_new(key);
}

/**
 * gnutls_x509_privkey_deinit:
 * @key: a key, or %NULL
 *
 * Wipes and releases a private key.
 **/
API void gnutls_x509_privkey_deinit(gnutls_x509_privkey_t key)
{
    x509_privkey_free(key);
}

/**
 * gnutls_x509_privkey_cpy:
 * @dst: an empty key
 * @src: a key
 *
 * Copies a private key.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_INVALID_REQUEST for an empty one;
 *   %GNUTLS_E_MEMORY_ERROR.
 **/
API int gnutls_x509_privkey_cpy(gnutls_x509_privkey_t dst, gnutls_x509_privkey_t src)
{
    SCOPED(private_key) struct private_key copy = { 0 };
    if (x509_privkey_key(src)->public.kind == KEY_NONE)
        return fail(GNUTLS_E_INVALID_REQUEST);
    TRY(private_key_copy(x509_privkey_key(src), &copy));
    x509_privkey_set(dst, &copy);
    return 0;
}

/**
 * gnutls_x509_privkey_import2:
 * @key: receives the key
 * @data: a key as PKCS#8, PKCS#1, SEC1 or OpenSSL's DSA
 * @format: whether it is PEM or DER
 * @password: its password, in UTF-8; or %NULL
 * @flags: 0, or flags of #gnutls_pkcs_encrypt_flags_t
 *
 * Reads a private key, encrypted or not; in PEM, the first of the text. Its
 * parts are checked against each other.
 *
 * PBES2 (PBKDF2 with SHA-1 or SHA-2; AES and 3DES), the encryptions of
 * PKCS#12, and those of OpenSSL's PEM are understood. Without a password,
 * the function of gnutls_x509_privkey_set_pin_function() is asked for it.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE for a
 *   text without a key; %GNUTLS_E_DECRYPTION_FAILED for a wrong password;
 *   %GNUTLS_E_UNKNOWN_CIPHER_TYPE and %GNUTLS_E_UNKNOWN_HASH_ALGORITHM for
 *   encryptions that are not known; other negative codes for what is broken.
 *
 * Since: 3.1.0
 **/
API int gnutls_x509_privkey_import2(gnutls_x509_privkey_t key, const gnutls_datum_t *data,
                                    gnutls_x509_crt_fmt_t format, const char *password,
                                    unsigned int flags)
{
    SCOPED(private_key) struct private_key fresh = { 0 };
    const struct key_opening opening = { password, flags, x509_privkey_pin(key) };
    TRY(private_key_open(format, bytes_of_datum(data), &opening, &fresh));
    x509_privkey_set(key, &fresh);
    return 0;
}

/**
 * gnutls_x509_privkey_import:
 * @key: receives the key
 * @data: a key as PKCS#8, PKCS#1, SEC1 or OpenSSL's DSA, not encrypted
 * @format: whether it is PEM or DER
 *
 * Reads a private key; see gnutls_x509_privkey_import2().
 *
 * Returns: what gnutls_x509_privkey_import2() returns; for a key that is
 *   encrypted, %GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE.
 **/
API int gnutls_x509_privkey_import(gnutls_x509_privkey_t key, const gnutls_datum_t *data,
                                   gnutls_x509_crt_fmt_t format)
{
    int result = gnutls_x509_privkey_import2(key, data, format, NULL, GNUTLS_PKCS_PLAIN);
    return result == GNUTLS_E_DECRYPTION_FAILED ? fail(GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE)
                                                : result;
}

/* The key in its container, armoured or not. */
static int write_key(gnutls_x509_privkey_t handle, gnutls_x509_crt_fmt_t format, struct buffer *out)
{
    SCOPED(buffer) struct buffer der = { 0 };
    const struct private_key *key = x509_privkey_key(handle);
    if (key->public.kind == KEY_NONE)
        return fail(GNUTLS_E_INVALID_REQUEST);
    TRY(private_key_write(key, &der));
    if (format == GNUTLS_X509_FMT_PEM)
        return pem_write(buffer_bytes(&der), private_key_label(key), out);
    buffer_move(&der, out);
    return 0;
}

/**
 * gnutls_x509_privkey_export:
 * @key: a key
 * @format: whether PEM or DER is wanted
 * @output_data: receives it; PEM is ended by a zero byte
 * @output_data_size: room in @output_data; receives the size without the
 *   zero byte
 *
 * Writes a private key: RSA as PKCS#1, EC as SEC1, DSA as OpenSSL does,
 * others as PKCS#8.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_SHORT_MEMORY_BUFFER and in
 *   @output_data_size what is needed; %GNUTLS_E_INVALID_REQUEST for an empty
 *   key.
 **/
API int gnutls_x509_privkey_export(gnutls_x509_privkey_t key, gnutls_x509_crt_fmt_t format,
                                   void *output_data, size_t *output_data_size)
{
    SCOPED(buffer) struct buffer whole = { 0 };
    TRY(write_key(key, format, &whole));
    return format == GNUTLS_X509_FMT_PEM
               ? output_text(buffer_bytes(&whole), output_data, output_data_size)
               : output_bytes(buffer_bytes(&whole), output_data, output_data_size);
}

/**
 * gnutls_x509_privkey_export2:
 * @key: a key
 * @format: whether PEM or DER is wanted
 * @out: receives it; free it with gnutls_free()
 *
 * Writes a private key: RSA as PKCS#1, EC as SEC1, DSA as OpenSSL does,
 * others as PKCS#8.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_INVALID_REQUEST for an empty key;
 *   %GNUTLS_E_MEMORY_ERROR.
 *
 * Since: 3.1.3
 **/
API int gnutls_x509_privkey_export2(gnutls_x509_privkey_t key, gnutls_x509_crt_fmt_t format,
                                    gnutls_datum_t *out)
{
    SCOPED(buffer) struct buffer whole = { 0 };
    TRY(write_key(key, format, &whole));
    return bytes_give(buffer_bytes(&whole), out);
}

/**
 * gnutls_x509_privkey_get_pk_algorithm2:
 * @key: a key
 * @bits: receives its size, or %NULL
 *
 * Tells the kind of a key.
 *
 * Returns: of #gnutls_pk_algorithm_t.
 **/
API int gnutls_x509_privkey_get_pk_algorithm2(gnutls_x509_privkey_t key, unsigned int *bits)
{
    const struct public_key *public = &x509_privkey_key(key)->public;
    if (bits != NULL)
        *bits = public_key_bits(public);
    return (int)key_pk_algorithm(public);
}

/**
 * gnutls_x509_privkey_get_pk_algorithm:
 * @key: a key
 *
 * Tells the kind of a key.
 *
 * Returns: of #gnutls_pk_algorithm_t.
 **/
API int gnutls_x509_privkey_get_pk_algorithm(gnutls_x509_privkey_t key)
{
    return gnutls_x509_privkey_get_pk_algorithm2(key, NULL);
}

/**
 * gnutls_x509_privkey_get_key_id:
 * @key: a key
 * @flags: of #gnutls_keyid_flags_t
 * @output_data: receives the identifier
 * @output_data_size: room in @output_data; receives the size
 *
 * Gives an identifier of a key, the same as its certificate's; see
 * gnutls_x509_crt_get_key_id().
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_SHORT_MEMORY_BUFFER and in
 *   @output_data_size what is needed.
 **/
API int gnutls_x509_privkey_get_key_id(gnutls_x509_privkey_t key, unsigned int flags,
                                       unsigned char *output_data, size_t *output_data_size)
{
    SCOPED(buffer) struct buffer spki = { 0 };
    struct digest digest;
    TRY(public_key_write(&x509_privkey_key(key)->public, &spki));
    hash_once(key_id_hash(flags), buffer_bytes(&spki), &digest);
    return output_bytes(digest_bytes(&digest), output_data, output_data_size);
}

/**
 * gnutls_x509_privkey_generate:
 * @key: receives the key
 * @algo: its kind
 * @bits: its size, or GNUTLS_CURVE_TO_BITS() of a curve
 * @flags: 0
 *
 * Makes a new private key.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_INVALID_REQUEST for a kind or size
 *   that can not be made; other negative codes.
 **/
API int gnutls_x509_privkey_generate(gnutls_x509_privkey_t key, gnutls_pk_algorithm_t algo,
                                     unsigned int bits, unsigned int flags)
{
    SCOPED(private_key) struct private_key fresh = { 0 };
    TRY(private_key_make(algo, bits, &fresh));
    x509_privkey_set(key, &fresh);
    return 0;
}

/**
 * gnutls_x509_privkey_verify_params:
 * @key: a key
 *
 * Checks that the parts of a key belong together.
 *
 * Returns: %GNUTLS_E_SUCCESS, or a negative error code.
 **/
API int gnutls_x509_privkey_verify_params(gnutls_x509_privkey_t key)
{
    return private_key_check(x509_privkey_key(key));
}

/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* private_key.c - keys that can sign, wherever they live */

#include "credentials/private_key.h"
#include "api/output.h"
#include "credentials/external_key.h"
#include "credentials/public_key.h"

/**
 * gnutls_privkey_init:
 * @key: receives an empty key
 *
 * Makes a handle for a private key that may live anywhere.
 *
 * Returns: %GNUTLS_E_SUCCESS, or %GNUTLS_E_MEMORY_ERROR.
 *
 * Since: 2.12.0
 **/
API int gnutls_privkey_init(gnutls_privkey_t *key)
{
    return privkey_new(key);
}

/**
 * gnutls_privkey_deinit:
 * @key: a key, or %NULL
 *
 * Releases a private key. What credentials took of it stays theirs.
 *
 * Since: 2.12.0
 **/
API void gnutls_privkey_deinit(gnutls_privkey_t key)
{
    privkey_free(key);
}

/**
 * gnutls_privkey_get_type:
 * @key: a key
 *
 * Tells where a key lives.
 *
 * Returns: %GNUTLS_PRIVKEY_X509 for one that is all there,
 *   %GNUTLS_PRIVKEY_EXT for one of the application.
 *
 * Since: 2.12.0
 **/
API gnutls_privkey_type_t gnutls_privkey_get_type(gnutls_privkey_t key)
{
    return privkey_is_external(key) ? GNUTLS_PRIVKEY_EXT : GNUTLS_PRIVKEY_X509;
}

/**
 * gnutls_privkey_get_pk_algorithm:
 * @key: a key
 * @bits: receives its size, or %NULL; 0 when the application's key does not
 *   tell
 *
 * Tells the kind of a key.
 *
 * Returns: of #gnutls_pk_algorithm_t.
 *
 * Since: 2.12.0
 **/
API int gnutls_privkey_get_pk_algorithm(gnutls_privkey_t key, unsigned int *bits)
{
    if (bits != NULL)
        *bits = privkey_bits(key);
    return (int)privkey_algorithm(key);
}

/**
 * gnutls_privkey_import_x509:
 * @pkey: an empty key
 * @key: a key
 * @flags: 0, %GNUTLS_PRIVKEY_IMPORT_COPY or
 *   %GNUTLS_PRIVKEY_IMPORT_AUTO_RELEASE
 *
 * Puts a key that is all there into a handle for keys of any home.
 *
 * The key is copied. With %GNUTLS_PRIVKEY_IMPORT_AUTO_RELEASE the handle
 * @key is released at once, and must not be used again.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_INVALID_REQUEST when @pkey is not
 *   empty.
 *
 * Since: 2.12.0
 **/
API int gnutls_privkey_import_x509(gnutls_privkey_t pkey, gnutls_x509_privkey_t key,
                                   unsigned int flags)
{
    SCOPED(private_key) struct private_key copy = { 0 };
    TRY(private_key_copy(x509_privkey_key(key), &copy));
    TRY(privkey_fill(pkey, &copy));
    if ((flags & GNUTLS_PRIVKEY_IMPORT_AUTO_RELEASE) != 0)
        x509_privkey_free(key);
    return 0;
}

/**
 * gnutls_privkey_import_x509_raw:
 * @pkey: an empty key
 * @data: a key as PKCS#8, PKCS#1 or SEC1
 * @format: whether it is PEM or DER
 * @password: its password, in UTF-8; or %NULL
 * @flags: 0, or flags of #gnutls_pkcs_encrypt_flags_t
 *
 * Reads a private key into a handle for keys of any home.
 *
 * Returns: what gnutls_x509_privkey_import2() returns;
 *   %GNUTLS_E_INVALID_REQUEST when @pkey is not empty.
 *
 * Since: 3.1.0
 **/
API int gnutls_privkey_import_x509_raw(gnutls_privkey_t pkey, const gnutls_datum_t *data,
                                       gnutls_x509_crt_fmt_t format, const char *password,
                                       unsigned int flags)
{
    SCOPED(private_key) struct private_key key = { 0 };
    const struct key_opening opening = { password, flags, privkey_pin(pkey) };
    TRY(private_key_open(format, bytes_of_datum(data), &opening, &key));
    return privkey_fill(pkey, &key);
}

/**
 * gnutls_privkey_import_ext:
 * @pkey: an empty key
 * @pk: its kind
 * @userdata: handed to the functions
 * @sign_func: signs a hash, for RSA a DigestInfo; or %NULL
 * @decrypt_func: decrypts, or %NULL
 * @flags: 0
 *
 * Puts a key behind functions of the application.
 *
 * Such functions know no RSA-PSS and no EdDSA; see
 * gnutls_privkey_import_ext4().
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_INVALID_REQUEST without a function,
 *   or when @pkey is not empty.
 *
 * Since: 3.0
 **/
API int gnutls_privkey_import_ext(gnutls_privkey_t pkey, gnutls_pk_algorithm_t pk, void *userdata,
                                  gnutls_privkey_sign_func sign_func,
                                  gnutls_privkey_decrypt_func decrypt_func, unsigned int flags)
{
    return gnutls_privkey_import_ext2(pkey, pk, userdata, sign_func, decrypt_func, NULL, flags);
}

/**
 * gnutls_privkey_import_ext2:
 * @pkey: an empty key
 * @pk: its kind
 * @userdata: handed to the functions
 * @sign_func: signs a hash, for RSA a DigestInfo; or %NULL
 * @decrypt_func: decrypts, or %NULL
 * @deinit_func: is called when the key is released, or %NULL
 * @flags: 0
 *
 * Puts a key behind functions of the application; see
 * gnutls_privkey_import_ext().
 *
 * Returns: what gnutls_privkey_import_ext() returns.
 *
 * Since: 3.1
 **/
API int gnutls_privkey_import_ext2(gnutls_privkey_t pkey, gnutls_pk_algorithm_t pk, void *userdata,
                                   gnutls_privkey_sign_func sign_func,
                                   gnutls_privkey_decrypt_func decrypt_func,
                                   gnutls_privkey_deinit_func deinit_func, unsigned int flags)
{
    const struct external_key key = {
        .pk = pk,
        .userdata = userdata,
        .sign_raw = sign_func,
        .decrypt = decrypt_func,
        .deinit = deinit_func,
    };
    return privkey_fill_external(pkey, &key);
}

/**
 * gnutls_privkey_import_ext3:
 * @pkey: an empty key
 * @userdata: handed to the functions
 * @sign_func: signs a hash, for RSA a DigestInfo; or %NULL
 * @decrypt_func: decrypts, or %NULL
 * @deinit_func: is called when the key is released, or %NULL
 * @info_func: tells the kind of the key
 * @flags: 0
 *
 * Puts a key behind functions of the application, one of which knows what it
 * is; see gnutls_privkey_import_ext().
 *
 * Returns: what gnutls_privkey_import_ext() returns.
 *
 * Since: 3.4.0
 **/
API int gnutls_privkey_import_ext3(gnutls_privkey_t pkey, void *userdata,
                                   gnutls_privkey_sign_func sign_func,
                                   gnutls_privkey_decrypt_func decrypt_func,
                                   gnutls_privkey_deinit_func deinit_func,
                                   gnutls_privkey_info_func info_func, unsigned int flags)
{
    const struct external_key key = {
        .userdata = userdata,
        .sign_raw = sign_func,
        .decrypt = decrypt_func,
        .deinit = deinit_func,
        .info = info_func,
    };
    if (info_func == NULL)
        return fail(GNUTLS_E_INVALID_REQUEST);
    return privkey_fill_external(pkey, &key);
}

/**
 * gnutls_privkey_import_ext4:
 * @pkey: an empty key
 * @userdata: handed to the functions
 * @sign_data_func: signs a message with a given algorithm, or %NULL
 * @sign_hash_func: signs a hash with a given algorithm, or %NULL
 * @decrypt_func: decrypts, or %NULL
 * @deinit_func: is called when the key is released, or %NULL
 * @info_func: tells the kind of the key, and whether it can do an algorithm
 * @flags: 0
 *
 * Puts a key behind functions of the application that are told the signature
 * algorithm.
 *
 * RSA-PSS works with either function; EdDSA needs @sign_data_func.
 *
 * Returns: what gnutls_privkey_import_ext() returns.
 *
 * Since: 3.6.0
 **/
API int gnutls_privkey_import_ext4(gnutls_privkey_t pkey, void *userdata,
                                   gnutls_privkey_sign_data_func sign_data_func,
                                   gnutls_privkey_sign_hash_func sign_hash_func,
                                   gnutls_privkey_decrypt_func decrypt_func,
                                   gnutls_privkey_deinit_func deinit_func,
                                   gnutls_privkey_info_func info_func, unsigned int flags)
{
    const struct external_key key = {
        .userdata = userdata,
        .sign_data = sign_data_func,
        .sign_hash = sign_hash_func,
        .decrypt = decrypt_func,
        .deinit = deinit_func,
        .info = info_func,
    };
    if (info_func == NULL)
        return fail(GNUTLS_E_INVALID_REQUEST);
    return privkey_fill_external(pkey, &key);
}

/**
 * gnutls_privkey_export_x509:
 * @pkey: a key
 * @key: receives a copy; release it with gnutls_x509_privkey_deinit()
 *
 * Gives a key as one that is all there.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_INVALID_REQUEST for a key of the
 *   application.
 *
 * Since: 3.4.0
 **/
API int gnutls_privkey_export_x509(gnutls_privkey_t pkey, gnutls_x509_privkey_t *key)
{
    SCOPED(private_key) struct private_key copy = { 0 };
    if (privkey_software(pkey) == NULL)
        return fail(GNUTLS_E_INVALID_REQUEST);
    TRY(private_key_copy(privkey_software(pkey), &copy));
    TRY(x509_privkey_new(key));
    x509_privkey_set(*key, &copy);
    return 0;
}

/**
 * gnutls_privkey_generate:
 * @pkey: an empty key
 * @algo: its kind
 * @bits: its size, or GNUTLS_CURVE_TO_BITS() of a curve
 * @flags: 0
 *
 * Makes a new private key.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_INVALID_REQUEST for a kind or size
 *   that can not be made; other negative codes.
 *
 * Since: 3.3.0
 **/
API int gnutls_privkey_generate(gnutls_privkey_t pkey, gnutls_pk_algorithm_t algo,
                                unsigned int bits, unsigned int flags)
{
    SCOPED(private_key) struct private_key key = { 0 };
    TRY(private_key_make(algo, bits, &key));
    return privkey_fill(pkey, &key);
}

/**
 * gnutls_privkey_verify_params:
 * @key: a key
 *
 * Checks that the parts of a key belong together.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_UNIMPLEMENTED_FEATURE for a key of
 *   the application; other negative codes for a bad one.
 *
 * Since: 3.3.0
 **/
API int gnutls_privkey_verify_params(gnutls_privkey_t key)
{
    const struct private_key *software = privkey_software(key);
    return software != NULL ? private_key_check(software) : fail(GNUTLS_E_UNIMPLEMENTED_FEATURE);
}

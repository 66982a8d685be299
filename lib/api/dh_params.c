/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* dh_params.c - parameters of Diffie-Hellman
 *
 * A server of TLS 1.2 may have its own, for clients that know no group of RFC 7919.
 */

#include "api/output.h"
#include "credentials/certificate.h"
#include "credentials/public_key.h"

/**
 * gnutls_dh_params_init:
 * @dh_params: receives empty parameters
 *
 * Makes parameters, to be released with gnutls_dh_params_deinit().
 *
 * Returns: %GNUTLS_E_SUCCESS, or %GNUTLS_E_MEMORY_ERROR.
 **/
API int gnutls_dh_params_init(gnutls_dh_params_t *dh_params)
{
    return dh_params_new(dh_params);
}

/**
 * gnutls_dh_params_deinit:
 * @dh_params: the parameters; may be %NULL
 *
 * Releases parameters. Credentials that use them must not be used any more.
 **/
API void gnutls_dh_params_deinit(gnutls_dh_params_t dh_params)
{
    dh_params_free(dh_params);
}

/**
 * gnutls_dh_params_cpy:
 * @dst: receives a copy
 * @src: the parameters
 *
 * Copies parameters.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_INVALID_REQUEST when @src is empty.
 **/
API int gnutls_dh_params_cpy(gnutls_dh_params_t dst, gnutls_dh_params_t src)
{
    if (src == NULL || src->dh.prime.size == 0)
        return fail(GNUTLS_E_INVALID_REQUEST);
    return dh_params_set(dst, buffer_bytes(&src->dh.prime), buffer_bytes(&src->dh.generator),
                         src->key_bits);
}

/**
 * gnutls_dh_params_import_raw2:
 * @dh_params: receives the parameters
 * @prime: the prime, big endian
 * @generator: the generator, big endian
 * @key_bits: how many bits a private key should have; 0: not said
 *
 * Sets parameters from numbers.
 *
 * Private keys here have at least 256 bits, and more with larger primes,
 * whatever @key_bits says.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_ILLEGAL_PARAMETER for a prime that is
 *   even, below 512 bits or above 8192, and for a generator out of range.
 **/
API int gnutls_dh_params_import_raw2(gnutls_dh_params_t dh_params, const gnutls_datum_t *prime,
                                     const gnutls_datum_t *generator, unsigned key_bits)
{
    if (prime == NULL || generator == NULL)
        return fail(GNUTLS_E_INVALID_REQUEST);
    return dh_params_set(dh_params, bytes_of_datum(prime), bytes_of_datum(generator), key_bits);
}

/**
 * gnutls_dh_params_import_raw:
 * @dh_params: receives the parameters
 * @prime: the prime, big endian
 * @generator: the generator, big endian
 *
 * Sets parameters from numbers.
 *
 * Returns: what gnutls_dh_params_import_raw2() returns.
 **/
API int gnutls_dh_params_import_raw(gnutls_dh_params_t dh_params, const gnutls_datum_t *prime,
                                    const gnutls_datum_t *generator)
{
    return gnutls_dh_params_import_raw2(dh_params, prime, generator, 0);
}

/**
 * gnutls_dh_params_import_raw3:
 * @dh_params: receives the parameters
 * @prime: the prime, big endian
 * @q: the order of the group that is used, big endian; may be %NULL
 * @generator: the generator, big endian
 *
 * Sets parameters from numbers. The size of @q is taken as that of private
 * keys.
 *
 * Returns: what gnutls_dh_params_import_raw2() returns.
 *
 * Since: 3.6.8
 **/
API int gnutls_dh_params_import_raw3(gnutls_dh_params_t dh_params, const gnutls_datum_t *prime,
                                     const gnutls_datum_t *q, const gnutls_datum_t *generator)
{
    unsigned key_bits = q != NULL ? number_bits(bytes_of_datum(q)) : 0;

    return gnutls_dh_params_import_raw2(dh_params, prime, generator, key_bits);
}

/**
 * gnutls_dh_params_import_dsa:
 * @dh_params: receives the parameters
 * @key: a private key of DSA
 *
 * Sets parameters from the group of a DSA key: its prime and its generator.
 * The size of its order is taken as that of private keys. Nothing of the
 * private key itself is kept.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_INVALID_REQUEST for an empty key and
 *   one that is not of DSA; and what gnutls_dh_params_import_raw2() returns.
 *
 * Since: 3.4.11
 **/
API int gnutls_dh_params_import_dsa(gnutls_dh_params_t dh_params, gnutls_x509_privkey_t key)
{
    const struct public_key *group = key != NULL ? &x509_privkey_key(key)->public : NULL;

    if (group == NULL || group->kind != KEY_DSA)
        return fail(GNUTLS_E_INVALID_REQUEST);
    return dh_params_set(dh_params, buffer_bytes(&group->prime), buffer_bytes(&group->generator),
                         number_bits(buffer_bytes(&group->order)));
}

/**
 * gnutls_dh_params_import_pkcs3:
 * @params: receives the parameters
 * @pkcs3_params: a DHParameter of PKCS number 3
 * @format: whether it is PEM or DER
 *
 * Reads parameters, as "openssl dhparam" and certtool write them.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_BASE64_DECODING_ERROR and
 *   %GNUTLS_E_ASN1_DER_ERROR for what is broken; and what
 *   gnutls_dh_params_import_raw2() returns.
 **/
API int gnutls_dh_params_import_pkcs3(gnutls_dh_params_t params, const gnutls_datum_t *pkcs3_params,
                                      gnutls_x509_crt_fmt_t format)
{
    if (pkcs3_params == NULL)
        return fail(GNUTLS_E_INVALID_REQUEST);
    return dh_params_read(params, bytes_of_datum(pkcs3_params), format);
}

/**
 * gnutls_dh_params_generate2:
 * @params: receives the parameters
 * @bits: how many bits the prime should have at least
 *
 * Sets parameters that are as strong as asked for: the smallest group of
 * RFC 7919 with so many bits, 2048 at least. Nothing is computed, so it does
 * not take time; these primes are safe ones, which one made here would not be
 * in a time that a program waits for.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_ILLEGAL_PARAMETER for no bits and for
 *   more than 8192.
 **/
API int gnutls_dh_params_generate2(gnutls_dh_params_t params, unsigned int bits)
{
    if (params == NULL)
        return fail(GNUTLS_E_INVALID_REQUEST);
    return dh_params_set_known(params, bits);
}

/**
 * gnutls_dh_params_export2_pkcs3:
 * @params: the parameters
 * @format: whether PEM or DER is wished
 * @out: receives them; release its data with gnutls_free()
 *
 * Writes parameters as a DHParameter of PKCS number 3.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_INVALID_REQUEST when there are none.
 *
 * Since: 3.1.3
 **/
API int gnutls_dh_params_export2_pkcs3(gnutls_dh_params_t params, gnutls_x509_crt_fmt_t format,
                                       gnutls_datum_t *out)
{
    SCOPED(buffer) struct buffer written = { 0 };

    TRY(dh_params_write(params, format, &written));
    return buffer_give(&written, out);
}

/**
 * gnutls_dh_params_export_pkcs3:
 * @params: the parameters
 * @format: whether PEM or DER is wished
 * @params_data: receives them
 * @params_data_size: how much room there is; receives how much was needed
 *
 * Writes parameters as a DHParameter of PKCS number 3.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_SHORT_MEMORY_BUFFER when there is too
 *   little room; %GNUTLS_E_INVALID_REQUEST when there are none.
 **/
API int gnutls_dh_params_export_pkcs3(gnutls_dh_params_t params, gnutls_x509_crt_fmt_t format,
                                      unsigned char *params_data, size_t *params_data_size)
{
    SCOPED(buffer) struct buffer written = { 0 };

    TRY(dh_params_write(params, format, &written));
    if (format == GNUTLS_X509_FMT_PEM)
        return output_text(buffer_bytes(&written), params_data, params_data_size);
    return output_bytes(buffer_bytes(&written), params_data, params_data_size);
}

/**
 * gnutls_dh_params_export_raw:
 * @params: the parameters
 * @prime: receives the prime; release its data with gnutls_free()
 * @generator: receives the generator, likewise
 * @bits: receives how many bits a private key should have, 0 when that was
 *   not said; may be %NULL
 *
 * Gives parameters as numbers.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_INVALID_REQUEST when there are none.
 **/
API int gnutls_dh_params_export_raw(gnutls_dh_params_t params, gnutls_datum_t *prime,
                                    gnutls_datum_t *generator, unsigned int *bits)
{
    if (params == NULL || params->dh.prime.size == 0)
        return fail(GNUTLS_E_INVALID_REQUEST);
    TRY(bytes_give(buffer_bytes(&params->dh.generator), generator));
    int result = bytes_give(buffer_bytes(&params->dh.prime), prime);
    if (result < 0) {
        gnutls_free(generator->data);
        generator->data = NULL;
        return result;
    }
    if (bits != NULL)
        *bits = params->key_bits;
    return 0;
}

/**
 * gnutls_certificate_set_dh_params:
 * @res: the credentials
 * @dh_params: parameters, which must live as long as the credentials
 *
 * Sets the parameters of DHE-RSA for clients that name no group of RFC 7919.
 * Without this call such clients get a group of that standard.
 **/
API void gnutls_certificate_set_dh_params(gnutls_certificate_credentials_t res,
                                          gnutls_dh_params_t dh_params)
{
    *credentials_dh(res) = (struct dh_source){ .params = dh_params };
}

/**
 * gnutls_certificate_set_known_dh_params:
 * @res: the credentials
 * @sec_param: how strong they should be
 *
 * Sets a group of RFC 7919 for clients that name none themselves.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_INVALID_REQUEST when no group is of
 *   this strength.
 *
 * Since: 3.5.6
 **/
API int gnutls_certificate_set_known_dh_params(gnutls_certificate_credentials_t res,
                                               gnutls_sec_param_t sec_param)
{
    return dh_source_set_known(credentials_dh(res), sec_param);
}

/**
 * gnutls_certificate_set_params_function:
 * @res: the credentials
 * @func: gives parameters
 *
 * Lets a function of the application give the parameters of DHE-RSA for
 * clients that name no group of RFC 7919.
 **/
API void gnutls_certificate_set_params_function(gnutls_certificate_credentials_t res,
                                                gnutls_params_function *func)
{
    *credentials_dh(res) = (struct dh_source){ .function = func };
}

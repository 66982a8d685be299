/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* public_key.c - public keys, and certificates ready to be sent */

#include "credentials/public_key.h"
#include "algorithms/algorithms.h"
#include "api/output.h"
#include "base/memory.h"
#include "credentials/key_parts.h"
#include "credentials/private_key.h"
#include "pki/certificate.h"
#include "pki/pem.h"

/**
 * gnutls_pubkey_init:
 * @key: receives an empty key
 *
 * Makes a handle for a public key.
 *
 * Returns: %GNUTLS_E_SUCCESS, or %GNUTLS_E_MEMORY_ERROR.
 *
 * Since: 2.12.0
 **/
API int gnutls_pubkey_init(gnutls_pubkey_t *key)
{
    return pubkey_new(key);
}

/**
 * gnutls_pubkey_deinit:
 * @key: a key, or %NULL
 *
 * Releases a public key.
 *
 * Since: 2.12.0
 **/
API void gnutls_pubkey_deinit(gnutls_pubkey_t key)
{
    pubkey_free(key);
}

/**
 * gnutls_pubkey_import:
 * @key: receives the key
 * @data: a SubjectPublicKeyInfo
 * @format: whether it is PEM ("PUBLIC KEY") or DER
 *
 * Reads a public key.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_BASE64_UNEXPECTED_HEADER_ERROR for a
 *   text without a key; other negative codes for what is broken or not
 *   known.
 *
 * Since: 2.12.0
 **/
API int gnutls_pubkey_import(gnutls_pubkey_t key, const gnutls_datum_t *data,
                             gnutls_x509_crt_fmt_t format)
{
    static const char *const labels[] = { "PUBLIC KEY", NULL };
    SCOPED(public_key) struct public_key fresh = { 0 };
    SCOPED(buffer) struct buffer der = { 0 };
    struct bytes input = bytes_of_datum(data);
    size_t label;
    if (format == GNUTLS_X509_FMT_PEM) {
        TRY(pem_next(&input, labels, &der, &label));
        input = buffer_bytes(&der);
    }
    TRY(public_key_read(input, &fresh));
    TRY(public_key_check(&fresh));
    return pubkey_set(key, &fresh, 0);
}

/**
 * gnutls_pubkey_import_x509:
 * @key: receives the key
 * @crt: a certificate
 * @flags: 0
 *
 * Takes the public key of a certificate, with its key usage.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_UNKNOWN_PK_ALGORITHM and kin for a
 *   key that is not known.
 *
 * Since: 2.12.0
 **/
API int gnutls_pubkey_import_x509(gnutls_pubkey_t key, gnutls_x509_crt_t crt, unsigned int flags)
{
    const struct public_key *of_certificate = NULL;
    TRY(certificate_public_key(crt, &of_certificate));
    return pubkey_set(key, of_certificate, certificate_facts(crt)->key_usage);
}

/**
 * gnutls_pubkey_import_x509_raw:
 * @pkey: receives the key
 * @data: a certificate
 * @format: whether it is PEM or DER
 * @flags: 0
 *
 * Takes the public key of a certificate that is not read yet; see
 * gnutls_pubkey_import_x509().
 *
 * Returns: what gnutls_x509_crt_import() and gnutls_pubkey_import_x509()
 *   return.
 *
 * Since: 3.1.3
 **/
API int gnutls_pubkey_import_x509_raw(gnutls_pubkey_t pkey, const gnutls_datum_t *data,
                                      gnutls_x509_crt_fmt_t format, unsigned int flags)
{
    gnutls_x509_crt_t certificate = NULL;
    TRY(certificate_new_empty(&certificate));
    int result = gnutls_x509_crt_import(certificate, data, format);
    if (result == 0)
        result = gnutls_pubkey_import_x509(pkey, certificate, flags);
    certificate_free(certificate);
    return result;
}

/**
 * gnutls_pubkey_import_privkey:
 * @key: receives the key
 * @pkey: a private key
 * @usage: GNUTLS_KEY_ bits
 * @flags: 0
 *
 * Takes the public half of a private key.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_UNIMPLEMENTED_FEATURE for a key of
 *   the application.
 *
 * Since: 2.12.0
 **/
API int gnutls_pubkey_import_privkey(gnutls_pubkey_t key, gnutls_privkey_t pkey, unsigned int usage,
                                     unsigned int flags)
{
    const struct public_key *half = privkey_public(pkey);
    return half != NULL ? pubkey_set(key, half, usage) : fail(GNUTLS_E_UNIMPLEMENTED_FEATURE);
}

static int write_pubkey(gnutls_pubkey_t key, gnutls_x509_crt_fmt_t format, struct buffer *out)
{
    SCOPED(buffer) struct buffer der = { 0 };
    TRY(public_key_write(pubkey_key(key), &der));
    if (format == GNUTLS_X509_FMT_PEM)
        return pem_write(buffer_bytes(&der), "PUBLIC KEY", out);
    buffer_move(&der, out);
    return 0;
}

/**
 * gnutls_pubkey_export:
 * @key: a key
 * @format: whether PEM or DER is wanted
 * @output_data: receives it; PEM is ended by a zero byte
 * @output_data_size: room in @output_data; receives the size without the
 *   zero byte
 *
 * Writes a public key as SubjectPublicKeyInfo.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_SHORT_MEMORY_BUFFER and in
 *   @output_data_size what is needed; %GNUTLS_E_UNKNOWN_PK_ALGORITHM for an
 *   empty key.
 *
 * Since: 2.12.0
 **/
API int gnutls_pubkey_export(gnutls_pubkey_t key, gnutls_x509_crt_fmt_t format, void *output_data,
                             size_t *output_data_size)
{
    SCOPED(buffer) struct buffer whole = { 0 };
    TRY(write_pubkey(key, format, &whole));
    return format == GNUTLS_X509_FMT_PEM
               ? output_text(buffer_bytes(&whole), output_data, output_data_size)
               : output_bytes(buffer_bytes(&whole), output_data, output_data_size);
}

/**
 * gnutls_pubkey_export2:
 * @key: a key
 * @format: whether PEM or DER is wanted
 * @out: receives it; free it with gnutls_free()
 *
 * Writes a public key as SubjectPublicKeyInfo.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_UNKNOWN_PK_ALGORITHM for an empty
 *   key; %GNUTLS_E_MEMORY_ERROR.
 *
 * Since: 3.1.3
 **/
API int gnutls_pubkey_export2(gnutls_pubkey_t key, gnutls_x509_crt_fmt_t format,
                              gnutls_datum_t *out)
{
    SCOPED(buffer) struct buffer whole = { 0 };
    TRY(write_pubkey(key, format, &whole));
    return bytes_give(buffer_bytes(&whole), out);
}

/**
 * gnutls_pubkey_get_pk_algorithm:
 * @key: a key
 * @bits: receives its size, or %NULL
 *
 * Tells the kind of a key.
 *
 * Returns: of #gnutls_pk_algorithm_t.
 *
 * Since: 2.12.0
 **/
API int gnutls_pubkey_get_pk_algorithm(gnutls_pubkey_t key, unsigned int *bits)
{
    if (bits != NULL)
        *bits = public_key_bits(pubkey_key(key));
    return (int)key_pk_algorithm(pubkey_key(key));
}

/**
 * gnutls_pubkey_get_key_usage:
 * @key: a key
 * @usage: receives GNUTLS_KEY_ bits; 0: any use
 *
 * Tells what a key may be used for.
 *
 * Returns: %GNUTLS_E_SUCCESS.
 *
 * Since: 2.12.0
 **/
API int gnutls_pubkey_get_key_usage(gnutls_pubkey_t key, unsigned int *usage)
{
    *usage = pubkey_usage(key);
    return 0;
}

/**
 * gnutls_pubkey_set_key_usage:
 * @key: a key
 * @usage: GNUTLS_KEY_ bits; 0: any use
 *
 * Sets what a key may be used for.
 *
 * Returns: %GNUTLS_E_SUCCESS.
 *
 * Since: 2.12.0
 **/
API int gnutls_pubkey_set_key_usage(gnutls_pubkey_t key, unsigned int usage)
{
    pubkey_set_usage(key, usage);
    return 0;
}

/**
 * gnutls_pubkey_get_key_id:
 * @key: a key
 * @flags: of #gnutls_keyid_flags_t
 * @output_data: receives the identifier
 * @output_data_size: room in @output_data; receives the size
 *
 * Gives an identifier of a key; see gnutls_x509_crt_get_key_id().
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_SHORT_MEMORY_BUFFER and in
 *   @output_data_size what is needed.
 *
 * Since: 2.12.0
 **/
API int gnutls_pubkey_get_key_id(gnutls_pubkey_t key, unsigned int flags,
                                 unsigned char *output_data, size_t *output_data_size)
{
    SCOPED(buffer) struct buffer spki = { 0 };
    struct digest digest;
    TRY(public_key_write(pubkey_key(key), &spki));
    hash_once(key_id_hash(flags), buffer_bytes(&spki), &digest);
    return output_bytes(digest_bytes(&digest), output_data, output_data_size);
}

/**
 * gnutls_pubkey_get_preferred_hash_algorithm:
 * @key: a key
 * @hash: receives the hash, or %NULL
 * @mand: receives whether the key takes no other, or %NULL
 *
 * Tells which hash goes well with a key. Only an RSA-PSS key that names a hash,
 * and a key of GOST, take no other; for EdDSA, where there is no choice
 * either, @mand is 0.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_INVALID_REQUEST for an empty key.
 *
 * Since: 2.12.0
 **/
API int gnutls_pubkey_get_preferred_hash_algorithm(gnutls_pubkey_t key,
                                                   gnutls_digest_algorithm_t *hash,
                                                   unsigned int *mand)
{
    const struct public_key *public = pubkey_key(key);
    if (public->kind == KEY_NONE)
        return fail(GNUTLS_E_INVALID_REQUEST);
    if (hash != NULL)
        *hash = preferred_digest(public);
    if (mand != NULL)
        *mand = (public->kind == KEY_RSA_PSS && public->pss.hash != NULL) ||
                gost_hash(public->kind) != NULL;
    return 0;
}

/**
 * gnutls_pubkey_export_rsa_raw2:
 * @key: a key
 * @m: receives the modulus, or %NULL
 * @e: receives the exponent, or %NULL
 * @flags: 0, or %GNUTLS_EXPORT_FLAG_NO_LZ for no zero byte in front
 *
 * Gives the numbers of an RSA key, big endian. Free them with gnutls_free().
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_INVALID_REQUEST for another key.
 *
 * Since: 3.6.0
 **/
API int gnutls_pubkey_export_rsa_raw2(gnutls_pubkey_t key, gnutls_datum_t *m, gnutls_datum_t *e,
                                      unsigned flags)
{
    return give_rsa(pubkey_key(key), m, e, flags);
}

/**
 * gnutls_pubkey_export_rsa_raw:
 * @key: a key
 * @m: receives the modulus, or %NULL
 * @e: receives the exponent, or %NULL
 *
 * Gives the numbers of an RSA key; see gnutls_pubkey_export_rsa_raw2().
 *
 * Returns: what gnutls_pubkey_export_rsa_raw2() returns.
 *
 * Since: 3.3.0
 **/
API int gnutls_pubkey_export_rsa_raw(gnutls_pubkey_t key, gnutls_datum_t *m, gnutls_datum_t *e)
{
    return give_rsa(pubkey_key(key), m, e, 0);
}

/**
 * gnutls_pubkey_export_ecc_raw2:
 * @key: a key
 * @curve: receives the curve, or %NULL
 * @x: receives a coordinate, or for EdDSA the key; or %NULL
 * @y: receives the other coordinate; or %NULL
 * @flags: 0, or %GNUTLS_EXPORT_FLAG_NO_LZ for no zero byte in front
 *
 * Gives the numbers of an EC or EdDSA key. Free them with gnutls_free().
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_INVALID_REQUEST for another key.
 *
 * Since: 3.6.0
 **/
API int gnutls_pubkey_export_ecc_raw2(gnutls_pubkey_t key, gnutls_ecc_curve_t *curve,
                                      gnutls_datum_t *x, gnutls_datum_t *y, unsigned int flags)
{
    return give_curve_point(pubkey_key(key), curve, x, y, flags);
}

/**
 * gnutls_pubkey_export_ecc_raw:
 * @key: a key
 * @curve: receives the curve, or %NULL
 * @x: receives a coordinate, or for EdDSA the key; or %NULL
 * @y: receives the other coordinate; or %NULL
 *
 * Gives the numbers of an EC or EdDSA key; see
 * gnutls_pubkey_export_ecc_raw2().
 *
 * Returns: what gnutls_pubkey_export_ecc_raw2() returns.
 *
 * Since: 3.0
 **/
API int gnutls_pubkey_export_ecc_raw(gnutls_pubkey_t key, gnutls_ecc_curve_t *curve,
                                     gnutls_datum_t *x, gnutls_datum_t *y)
{
    return give_curve_point(pubkey_key(key), curve, x, y, 0);
}

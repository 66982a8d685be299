/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* signature_values.c - what signatures are made of: two numbers, or a hash with its name */

#include "api/output.h"
#include "credentials/key_parts.h"
#include "pki/algorithm.h"
#include "pki/der.h"

#include <gnutls/crypto.h>
#include <limits.h>

/**
 * gnutls_encode_rs_value:
 * @sig_value: receives the signature; free it with gnutls_free()
 * @r: a number, big endian
 * @s: the other number
 *
 * Makes the signature of ECDSA or DSA from its two numbers: a SEQUENCE of two
 * INTEGERs in DER. Leading zeros of the numbers do not matter.
 *
 * Returns: %GNUTLS_E_SUCCESS, or %GNUTLS_E_MEMORY_ERROR.
 *
 * Since: 3.6.0
 **/
API int gnutls_encode_rs_value(gnutls_datum_t *sig_value, const gnutls_datum_t *r,
                               const gnutls_datum_t *s)
{
    SCOPED(buffer) struct buffer value = { 0 };
    TRY(der_write_unsigned(&value, bytes_of_datum(r)));
    TRY(der_write_unsigned(&value, bytes_of_datum(s)));
    TRY(der_wrap(&value, DER_SEQUENCE));
    return buffer_give(&value, sig_value);
}

/**
 * gnutls_decode_rs_value:
 * @sig_value: a signature of ECDSA or DSA
 * @r: receives a number, big endian; free it with gnutls_free()
 * @s: receives the other number; free it with gnutls_free()
 *
 * Takes the two numbers from a signature. In front of a number whose first
 * bit is one stands a zero byte.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_ASN1_DER_ERROR for anything but a
 *   SEQUENCE of two INTEGERs that are not negative; %GNUTLS_E_MEMORY_ERROR.
 *
 * Since: 3.6.0
 **/
API int gnutls_decode_rs_value(const gnutls_datum_t *sig_value, gnutls_datum_t *r,
                               gnutls_datum_t *s)
{
    struct wire_reader reader = wire_reader(bytes_of_datum(sig_value));
    struct wire_reader fields = der_enter(&reader, DER_SEQUENCE);
    const struct number_out rows[] = {
        { der_read_natural(&fields), r, true },
        { der_read_natural(&fields), s, true },
    };
    TRY(der_end(&fields));
    TRY(der_end(&reader));
    return give_numbers(rows, ARRAY_SIZE(rows), 0);
}

/**
 * gnutls_encode_gost_rs_value:
 * @sig_value: receives the signature; free it with gnutls_free()
 * @r: a number, big endian
 * @s: the other number, in as many bytes
 *
 * Makes the signature of GOST R 34.10 from its two numbers: @s, and @r behind
 * it.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_ILLEGAL_PARAMETER for numbers of
 *   different or excessive sizes; %GNUTLS_E_MEMORY_ERROR.
 *
 * Since: 3.6.3
 **/
API int gnutls_encode_gost_rs_value(gnutls_datum_t *sig_value, const gnutls_datum_t *r,
                                    const gnutls_datum_t *s)
{
    SCOPED(buffer) struct buffer value = { 0 };
    if (r->size != s->size || r->size > UINT_MAX / 2)
        return fail(GNUTLS_E_ILLEGAL_PARAMETER);
    TRY(buffer_append(&value, bytes_of_datum(s)));
    TRY(buffer_append(&value, bytes_of_datum(r)));
    return buffer_give(&value, sig_value);
}

/**
 * gnutls_decode_gost_rs_value:
 * @sig_value: a signature of GOST R 34.10
 * @r: receives a number, big endian; free it with gnutls_free()
 * @s: receives the other number; free it with gnutls_free()
 *
 * Takes the two numbers from a signature: each is half of it, @s comes first.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_PARSING_ERROR for what has no halves;
 *   %GNUTLS_E_MEMORY_ERROR.
 *
 * Since: 3.6.3
 **/
API int gnutls_decode_gost_rs_value(const gnutls_datum_t *sig_value, gnutls_datum_t *r,
                                    gnutls_datum_t *s)
{
    struct bytes value = bytes_of_datum(sig_value);
    size_t half = value.size / 2;
    if (value.size % 2 != 0)
        return fail(GNUTLS_E_PARSING_ERROR);
    const struct number_out rows[] = {
        { bytes_from(value, half), r, true },
        { bytes_of(value.data, half), s, true },
    };
    return give_numbers(rows, ARRAY_SIZE(rows), 0);
}

/**
 * gnutls_encode_ber_digest_info:
 * @hash: a hash algorithm
 * @digest: a hash
 * @output: receives the DigestInfo; free it with gnutls_free()
 *
 * Makes what RSA signs from a hash and its name: RFC 8017, 9.2.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_INVALID_REQUEST for a hash that is
 *   not known; %GNUTLS_E_MEMORY_ERROR.
 *
 * Since: 3.5.0
 **/
API int gnutls_encode_ber_digest_info(gnutls_digest_algorithm_t hash, const gnutls_datum_t *digest,
                                      gnutls_datum_t *output)
{
    SCOPED(buffer) struct buffer info = { 0 };
    const struct hash *known = hash_by_digest_id(hash);
    if (known == NULL)
        return fail(GNUTLS_E_INVALID_REQUEST);
    TRY(digest_info_write(known, bytes_of_datum(digest), &info));
    return buffer_give(&info, output);
}

/**
 * gnutls_decode_ber_digest_info:
 * @info: a DigestInfo
 * @hash: receives the hash algorithm
 * @digest: receives the hash
 * @digest_size: room in @digest; receives the size
 *
 * Takes the hash and its name from what RSA signs: RFC 8017, 9.2.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_SHORT_MEMORY_BUFFER and in
 *   @digest_size what is needed; %GNUTLS_E_UNKNOWN_HASH_ALGORITHM;
 *   %GNUTLS_E_ASN1_DER_ERROR for what is broken.
 *
 * Since: 3.5.0
 **/
API int gnutls_decode_ber_digest_info(const gnutls_datum_t *info, gnutls_digest_algorithm_t *hash,
                                      unsigned char *digest, unsigned int *digest_size)
{
    const struct hash *known;
    struct bytes value;
    size_t size = *digest_size;
    TRY(digest_info_read(bytes_of_datum(info), &known, &value));
    int result = output_bytes(value, digest, &size);
    *digest_size = (unsigned)size;
    if (result == 0)
        *hash = known->digest_id;
    return result;
}

/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* vectors_symmetric.c - hashes, codes and what is derived with them, of NIST and RFCs */

#include "vectors.h"

#include <gnutls/crypto.h>
#include <stdlib.h>
#include <string.h>

enum { OUTPUT_MAX = 2048 };

static int algorithm_of(void *context)
{
    return ((const struct tally *)context)->file->algorithm;
}

/* Len counts bits: a message of none stands as "00". */
static void check_hash(struct rsp *rsp, void *context)
{
    gnutls_datum_t message = rsp_bytes(rsp, "Msg"), expected = rsp_bytes(rsp, "MD");
    unsigned char out[64];
    size_t size = strtoul(rsp_text(rsp, "Len"), NULL, 10) / 8;

    if (gnutls_hash_fast((gnutls_digest_algorithm_t)algorithm_of(context), message.data, size,
                         out) == 0 &&
        expected.size <= sizeof out)
        tally_compare(context, out, expected);
    else
        tally_count(context, false);
}

static void check_hmac(struct rsp *rsp, void *context)
{
    gnutls_datum_t message = rsp_bytes(rsp, "Msg"), key = rsp_bytes(rsp, "Key");
    unsigned char out[64];
    int result = gnutls_hmac_fast((gnutls_mac_algorithm_t)algorithm_of(context), key.data, key.size,
                                  message.data, message.size, out);

    tally_count(context, result == 0);
    tally_compare(context, out, rsp_bytes(rsp, "MD"));
}

static void check_cmac(struct rsp *rsp, void *context)
{
    gnutls_datum_t message = rsp_bytes(rsp, "MESSAGE"), key = rsp_bytes(rsp, "KEY");
    unsigned char out[64];
    int result = gnutls_hmac_fast((gnutls_mac_algorithm_t)algorithm_of(context), key.data, key.size,
                                  message.data, message.size, out);

    tally_count(context, result == 0);
    tally_compare(context, out, rsp_bytes(rsp, "OUTPUT"));
}

static void check_hkdf(struct rsp *rsp, void *context)
{
    gnutls_mac_algorithm_t mac = (gnutls_mac_algorithm_t)algorithm_of(context);
    gnutls_datum_t input = rsp_bytes(rsp, "IKM"), salt = rsp_bytes(rsp, "salt");
    gnutls_datum_t info = rsp_bytes(rsp, "info"), expected = rsp_bytes(rsp, "OKM");
    unsigned char pseudo_random[64], out[OUTPUT_MAX];
    gnutls_datum_t key = { pseudo_random, gnutls_hmac_get_len(mac) };
    size_t size = strtoul(rsp_text(rsp, "L"), NULL, 10);

    tally_count(context, size <= sizeof out && size == expected.size &&
                             gnutls_hkdf_extract(mac, &input, &salt, pseudo_random) == 0 &&
                             gnutls_hkdf_expand(mac, &key, &info, out, size) == 0 &&
                             memcmp(out, expected.data, size) == 0);
}

/* "\0" in a text is a zero byte. */
static gnutls_datum_t text_bytes(const char *text, unsigned char *room, size_t most)
{
    unsigned size = 0;

    for (; *text != '\0' && size < most; size++) {
        bool zero = text[0] == '\\' && text[1] == '0';
        room[size] = zero ? 0 : (unsigned char)text[0];
        text += zero ? 2 : 1;
    }
    return (gnutls_datum_t){ room, size };
}

/* Sixteen million rounds would take half a minute, and show nothing more. */
enum { ROUNDS_MAX = 100000 };

static void check_pbkdf2(struct rsp *rsp, void *context)
{
    unsigned char password[64], salt[64], out[64];
    gnutls_datum_t key = text_bytes(rsp_text(rsp, "PASSWORD"), password, sizeof password);
    gnutls_datum_t with = text_bytes(rsp_text(rsp, "SALT"), salt, sizeof salt);
    gnutls_datum_t expected = rsp_bytes(rsp, "DERIVED_KEY");
    unsigned long rounds = strtoul(rsp_text(rsp, "ITERATIONS"), NULL, 10);

    if (rounds > ROUNDS_MAX)
        return;
    tally_count(context, expected.size <= sizeof out &&
                             gnutls_pbkdf2((gnutls_mac_algorithm_t)algorithm_of(context), &key,
                                           &with, (unsigned)rounds, out, expected.size) == 0 &&
                             memcmp(out, expected.data, expected.size) == 0);
}

#define HASH(folder, name, id)                                                                     \
    { "hashes/" folder "/" name "ShortMsg.rsp", "MD", check_hash, 20, GNUTLS_DIG_##id },           \
    {                                                                                              \
        "hashes/" folder "/" name "LongMsg.rsp", "MD", check_hash, 20, GNUTLS_DIG_##id             \
    }

static const struct file_row rows[] = {
    HASH("SHA1", "SHA1", SHA1),
    HASH("SHA2", "SHA224", SHA224),
    HASH("SHA2", "SHA256", SHA256),
    HASH("SHA2", "SHA384", SHA384),
    HASH("SHA2", "SHA512", SHA512),
    HASH("SHA3", "SHA3_224", SHA3_224),
    HASH("SHA3", "SHA3_256", SHA3_256),
    HASH("SHA3", "SHA3_384", SHA3_384),
    HASH("SHA3", "SHA3_512", SHA3_512),
    { "HMAC/rfc-2202-md5.txt", "MD", check_hmac, 7, GNUTLS_MAC_MD5 },
    { "HMAC/rfc-2202-sha1.txt", "MD", check_hmac, 7, GNUTLS_MAC_SHA1 },
    { "HMAC/rfc-4231-sha224.txt", "MD", check_hmac, 6, GNUTLS_MAC_SHA224 },
    { "HMAC/rfc-4231-sha256.txt", "MD", check_hmac, 6, GNUTLS_MAC_SHA256 },
    { "HMAC/rfc-4231-sha384.txt", "MD", check_hmac, 6, GNUTLS_MAC_SHA384 },
    { "HMAC/rfc-4231-sha512.txt", "MD", check_hmac, 6, GNUTLS_MAC_SHA512 },
    { "CMAC/nist-800-38b-aes128.txt", "OUTPUT", check_cmac, 4, GNUTLS_MAC_AES_CMAC_128 },
    { "CMAC/nist-800-38b-aes256.txt", "OUTPUT", check_cmac, 4, GNUTLS_MAC_AES_CMAC_256 },
    { "KDF/rfc-5869-HKDF-SHA1.txt", "OKM", check_hkdf, 3, GNUTLS_MAC_SHA1 },
    { "KDF/rfc-5869-HKDF-SHA256.txt", "OKM", check_hkdf, 3, GNUTLS_MAC_SHA256 },
    { "KDF/hkdf-generated.txt", "OKM", check_hkdf, 1, GNUTLS_MAC_SHA256 },
    { "KDF/rfc-6070-PBKDF2-SHA1.txt", "DERIVED_KEY", check_pbkdf2, 5, GNUTLS_MAC_SHA1 },
};

int main(void)
{
    return vectors_run("vectors of hashes", rows, sizeof rows / sizeof rows[0]);
}

/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_crypto.c - hashes, codes, keys and random bytes as programs use them */

#include "suite.h"

#include <gnutls/crypto.h>

/* ---- hashes ---- */

static void assert_hex(const void *bytes, size_t size, const char *expected)
{
    gnutls_datum_t data = { (unsigned char *)bytes, (unsigned)size }, text = { 0 };

    assert_code(gnutls_hex_encode2(&data, &text), 0);
    assert_string_equal((char *)text.data, expected);
    gnutls_free(text.data);
}

#define SHA256_OF_ABC     "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
#define SHA256_OF_NOTHING "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

static void test_a_hash_begins_anew_after_its_output(void **state)
{
    unsigned char digest[32];
    gnutls_hash_hd_t hash;
    assert_code(gnutls_hash_init(&hash, GNUTLS_DIG_SHA256), 0);

    assert_code(gnutls_hash(hash, "a", 1), 0);
    assert_code(gnutls_hash(hash, "bc", 2), 0);
    gnutls_hash_output(hash, digest);
    assert_hex(digest, 32, SHA256_OF_ABC);
    gnutls_hash_output(hash, digest);
    assert_hex(digest, 32, SHA256_OF_NOTHING);
    assert_code(gnutls_hash(hash, "abc", 3), 0);
    gnutls_hash_deinit(hash, digest);
    assert_hex(digest, 32, SHA256_OF_ABC);
}

static void test_a_copy_of_a_hash_goes_its_own_way(void **state)
{
    unsigned char digest[32];
    gnutls_hash_hd_t hash;
    assert_code(gnutls_hash_init(&hash, GNUTLS_DIG_SHA256), 0);
    assert_code(gnutls_hash(hash, "ab", 2), 0);

    gnutls_hash_hd_t copy = gnutls_hash_copy(hash);
    assert_non_null(copy);
    assert_code(gnutls_hash(hash, "x", 1), 0);
    assert_code(gnutls_hash(copy, "c", 1), 0);
    gnutls_hash_deinit(copy, digest);
    gnutls_hash_deinit(hash, NULL);

    assert_hex(digest, 32, SHA256_OF_ABC);
}

static void test_unknown_algorithms_are_refused(void **state)
{
    unsigned char out[64];
    gnutls_hash_hd_t hash;
    gnutls_hmac_hd_t hmac;
    gnutls_datum_t key = datum_of("key");

    assert_code(gnutls_hash_init(&hash, 999), GNUTLS_E_INVALID_REQUEST);
    assert_code(gnutls_hash_init(&hash, GNUTLS_DIG_UNKNOWN), GNUTLS_E_INVALID_REQUEST);
    assert_code(gnutls_hash_fast(999, "", 0, out), GNUTLS_E_INVALID_REQUEST);
    assert_code(gnutls_hmac_init(&hmac, 999, "k", 1), GNUTLS_E_INVALID_REQUEST);
    assert_code(gnutls_hmac_fast(999, "k", 1, "", 0, out), GNUTLS_E_INVALID_REQUEST);
    assert_code(gnutls_hkdf_extract(999, &key, &key, out), GNUTLS_E_INVALID_REQUEST);
    assert_code(gnutls_hkdf_expand(999, &key, &key, out, 10), GNUTLS_E_INVALID_REQUEST);
    assert_code(gnutls_pbkdf2(999, &key, &key, 1, out, 10), GNUTLS_E_INVALID_REQUEST);
    assert_int_equal(gnutls_hash_get_len(999), 0);
    assert_int_equal(gnutls_hmac_get_len(999), 0);
    assert_int_equal(gnutls_hmac_get_key_size(999), 0);
}

static void test_sizes_are_known(void **state)
{
    assert_int_equal(gnutls_hash_get_len(GNUTLS_DIG_SHA256), 32);
    assert_int_equal(gnutls_hash_get_len(GNUTLS_DIG_SHA512), 64);
    assert_int_equal(gnutls_hmac_get_len(GNUTLS_MAC_SHA384), 48);
    assert_int_equal(gnutls_hmac_get_len(GNUTLS_MAC_AEAD), 0);
    assert_int_equal(gnutls_hmac_get_key_size(GNUTLS_MAC_SHA256), 32);
    assert_int_equal(gnutls_hmac_get_key_size(GNUTLS_MAC_MD5), 16);
}

/* RFC 4231, 4.3 */
#define HMAC_OF_JEFE "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"

static void test_a_code_keeps_its_key(void **state)
{
    static const char message[] = "what do ya want for nothing?";
    unsigned char out[32];
    gnutls_hmac_hd_t hmac;
    assert_code(gnutls_hmac_init(&hmac, GNUTLS_MAC_SHA256, "Jefe", 4), 0);

    assert_code(gnutls_hmac(hmac, message, 10), 0);
    gnutls_hmac_hd_t copy = gnutls_hmac_copy(hmac);
    assert_code(gnutls_hmac(hmac, message + 10, 18), 0);
    gnutls_hmac_output(hmac, out);
    assert_hex(out, 32, HMAC_OF_JEFE);
    assert_code(gnutls_hmac(hmac, message, 28), 0);
    gnutls_hmac_deinit(hmac, out);
    assert_hex(out, 32, HMAC_OF_JEFE);
    assert_code(gnutls_hmac(copy, message + 10, 18), 0);
    gnutls_hmac_deinit(copy, out);
    assert_hex(out, 32, HMAC_OF_JEFE);
    assert_code(gnutls_hmac_fast(GNUTLS_MAC_SHA256, "Jefe", 4, message, 28, out), 0);
    assert_hex(out, 32, HMAC_OF_JEFE);
}

/* RFC 5869, A.1, and RFC 6070 */
static void test_derived_keys_are_those_of_the_standards(void **state)
{
    gnutls_datum_t input = { (unsigned char *)"\x0b\x0b\x0b\x0b\x0b\x0b\x0b\x0b\x0b\x0b\x0b\x0b"
                                              "\x0b\x0b\x0b\x0b\x0b\x0b\x0b\x0b\x0b\x0b",
                             22 };
    gnutls_datum_t salt = { (unsigned char *)"\0\1\2\3\4\5\6\7\10\11\12\13\14", 13 };
    gnutls_datum_t info = datum_of("\xf0\xf1\xf2\xf3\xf4\xf5\xf6\xf7\xf8\xf9");
    gnutls_datum_t password = datum_of("password"), salt_text = datum_of("salt");
    unsigned char prk[32], out[42];
    gnutls_datum_t key = { prk, 32 };

    assert_code(gnutls_hkdf_extract(GNUTLS_MAC_SHA256, &input, &salt, prk), 0);
    assert_hex(prk, 32, "077709362c2e32df0ddc3f0dc47bba6390b6c73bb50f9c3122ec844ad7c2b3e5");
    assert_code(gnutls_hkdf_expand(GNUTLS_MAC_SHA256, &key, &info, out, 42), 0);
    assert_hex(out, 42,
               "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf"
               "34007208d5b887185865");
    assert_code(gnutls_pbkdf2(GNUTLS_MAC_SHA1, &password, &salt_text, 2, out, 20), 0);
    assert_hex(out, 20, "ea6c014dc72d6f8ccd1ed92ace1d41f0d8de8957");
}

/* ---- authenticated encryption ---- */

static const struct aead_row {
    const char *name;
    gnutls_cipher_algorithm_t cipher;
    unsigned key_size, tag_size;
    const char *sealed; /* of "sample" and "associated", all zero key and nonce */
} aead_rows[] = {
    { "AES-128-GCM", GNUTLS_CIPHER_AES_128_GCM, 16, 16,
      "70e9b7be0cd3fab4e4dfb6d0594c87b3326ee4b04b3a" },
    { "AES-256-GCM", GNUTLS_CIPHER_AES_256_GCM, 32, 16,
      "bdc62d4d2105696178daf6c9761d0039651e6c6ca5f9" },
    { "AES-128-CCM", GNUTLS_CIPHER_AES_128_CCM, 16, 16,
      "1da632c28ed127e46477cc2f54a7734cafc995018ce1" },
    { "AES-256-CCM", GNUTLS_CIPHER_AES_256_CCM, 32, 16,
      "b2f52d34a482507b9d98a060658f07b1be9bfdbb047e" },
    { "AES-128-CCM-8", GNUTLS_CIPHER_AES_128_CCM_8, 16, 8, "1da632c28ed100730b08b0a4c624" },
    { "AES-256-CCM-8", GNUTLS_CIPHER_AES_256_CCM_8, 32, 8, "b2f52d34a482c0703690ea408116" },
    { "CHACHA20-POLY1305", GNUTLS_CIPHER_CHACHA20_POLY1305, 32, 16,
      "ec668ace3934913a2e29f472feb4ae8e7e03ced88693" },
};

static const unsigned char zeros[32];

static gnutls_aead_cipher_hd_t aead_for(const struct aead_row *row)
{
    gnutls_datum_t key = { (unsigned char *)zeros, row->key_size };
    gnutls_aead_cipher_hd_t handle;

    assert_code(gnutls_aead_cipher_init(&handle, row->cipher, &key), 0);
    return handle;
}

static void test_aead(void **state)
{
    const struct aead_row *row = *state;
    gnutls_aead_cipher_hd_t aead = aead_for(row);
    unsigned char sealed[32], plain[32];
    size_t sealed_size = 6 + row->tag_size, size = 6;

    assert_code(gnutls_aead_cipher_encrypt(aead, zeros, 12, "associated", 10, 0, "sample", 6,
                                           sealed, &sealed_size),
                0);
    assert_int_equal(sealed_size, 6 + row->tag_size);
    assert_hex(sealed, sealed_size, row->sealed);
    assert_code(gnutls_aead_cipher_decrypt(aead, zeros, 12, "associated", 10, 0, sealed,
                                           sealed_size, plain, &size),
                0);
    assert_int_equal(size, 6);
    assert_memory_equal(plain, "sample", 6);

    size = sizeof(plain);
    assert_code(gnutls_aead_cipher_decrypt(aead, zeros, 12, "associates", 10, 0, sealed,
                                           sealed_size, plain, &size),
                GNUTLS_E_DECRYPTION_FAILED);
    assert_code(gnutls_aead_cipher_decrypt(aead, zeros, 12, "associated", 10, 0, sealed,
                                           row->tag_size - 1, plain, &size),
                GNUTLS_E_DECRYPTION_FAILED);
    gnutls_aead_cipher_deinit(aead);
}

static void test_aead_in_parts(void **state)
{
    const struct aead_row *row = *state;
    gnutls_aead_cipher_hd_t aead = aead_for(row);
    unsigned char first[] = "sam", second[] = "ple", tag[16], whole[32];
    const giovec_t message[] = { { first, 3 }, { second, 3 } };
    const giovec_t associated[] = { { (char *)"asso", 4 }, { NULL, 0 }, { (char *)"ciated", 6 } };
    size_t tag_size = row->tag_size, size = sizeof(whole);

    assert_code(
        gnutls_aead_cipher_encryptv(aead, zeros, 12, associated, 3, 0, message, 2, whole, &size),
        0);
    assert_hex(whole, size, row->sealed);
    assert_code(
        gnutls_aead_cipher_encryptv2(aead, zeros, 12, associated, 3, message, 2, tag, &tag_size),
        0);
    assert_int_equal(tag_size, row->tag_size);
    assert_memory_equal(first, whole, 3);
    assert_memory_equal(second, whole + 3, 3);
    assert_memory_equal(tag, whole + 6, tag_size);
    assert_code(
        gnutls_aead_cipher_decryptv2(aead, zeros, 12, associated, 3, message, 2, tag, tag_size), 0);
    assert_memory_equal(first, "sam", 3);
    assert_memory_equal(second, "ple", 3);
    tag[0] ^= 1;
    assert_code(
        gnutls_aead_cipher_decryptv2(aead, zeros, 12, associated, 3, message, 2, tag, tag_size),
        GNUTLS_E_DECRYPTION_FAILED);
    gnutls_aead_cipher_deinit(aead);
}

static void test_aead_is_not_written_beyond_its_room(void **state)
{
    gnutls_aead_cipher_hd_t aead = aead_for(&aead_rows[0]);
    unsigned char out[32];
    size_t size = 21;

    assert_code(gnutls_aead_cipher_encrypt(aead, zeros, 12, "", 0, 16, "sample", 6, out, &size),
                GNUTLS_E_SHORT_MEMORY_BUFFER);
    size = sizeof(out);
    assert_code(gnutls_aead_cipher_encrypt(aead, zeros, 12, "", 0, 16, "sample", 6, out, &size), 0);
    size = 5;
    assert_code(gnutls_aead_cipher_decrypt(aead, zeros, 12, "", 0, 16, out, 22, out, &size),
                GNUTLS_E_SHORT_MEMORY_BUFFER);
    gnutls_aead_cipher_deinit(aead);
}

static void test_keys_of_another_size_are_refused(void **state)
{
    gnutls_datum_t key = { (unsigned char *)zeros, 15 };
    gnutls_aead_cipher_hd_t aead;

    assert_code(gnutls_aead_cipher_init(&aead, GNUTLS_CIPHER_AES_128_GCM, &key),
                GNUTLS_E_INTERNAL_ERROR);
    key.size = 16;
    assert_code(gnutls_aead_cipher_init(&aead, GNUTLS_CIPHER_AES_128_CBC, &key),
                GNUTLS_E_INVALID_REQUEST);
    assert_code(gnutls_aead_cipher_init(&aead, 999, &key), GNUTLS_E_INVALID_REQUEST);
}

/* ---- random bytes ---- */

static void test_random_bytes_differ(void **state)
{
    unsigned char first[32], second[32];

    for (int level = GNUTLS_RND_NONCE; level <= GNUTLS_RND_KEY; level++) {
        assert_code(gnutls_rnd(level, first, sizeof(first)), 0);
        gnutls_rnd_refresh();
        assert_code(gnutls_rnd(level, second, sizeof(second)), 0);
        assert_memory_not_equal(first, second, sizeof(first));
    }
}

static void test_a_generated_key_has_its_size(void **state)
{
    gnutls_datum_t first = { 0 }, second = { 0 };

    assert_code(gnutls_key_generate(&first, 32), 0);
    assert_code(gnutls_key_generate(&second, 32), 0);

    assert_int_equal(first.size, 32);
    assert_memory_not_equal(first.data, second.data, 32);
    gnutls_free(first.data);
    gnutls_free(second.data);
}

/* ---- groups ---- */

#define GROUP(bits)                                                                                \
    {                                                                                              \
        "ffdhe" #bits, bits, &gnutls_ffdhe_##bits##_group_prime, &gnutls_ffdhe_##bits##_group_q,   \
            &gnutls_ffdhe_##bits##_group_generator, &gnutls_ffdhe_##bits##_key_bits                \
    }

static const struct group_row {
    const char *name;
    unsigned bits;
    const gnutls_datum_t *prime, *q, *generator;
    const unsigned *key_bits;
} group_rows[] = { GROUP(2048), GROUP(3072), GROUP(4096), GROUP(6144), GROUP(8192) };

static void test_group(void **state)
{
    static const unsigned key_bits[] = { 256, 276, 336, 376, 512 };
    const struct group_row *row = *state;
    unsigned carry = 1;

    assert_int_equal(row->prime->size, row->bits / 8);
    assert_int_equal(row->q->size, row->bits / 8);
    assert_int_equal(row->generator->size, 1);
    assert_int_equal(row->generator->data[0], 2);
    assert_int_equal(*row->key_bits, key_bits[row - group_rows]);
    /* 2 q + 1 is the prime. */
    for (size_t at = row->prime->size; at-- > 0;) {
        carry += 2U * row->q->data[at];
        assert_int_equal(row->prime->data[at], carry & 0xff);
        carry >>= 8;
    }
    assert_int_equal(carry, 0);
}

int main(void)
{
    ADD(test_a_hash_begins_anew_after_its_output);
    ADD(test_a_copy_of_a_hash_goes_its_own_way);
    ADD(test_unknown_algorithms_are_refused);
    ADD(test_sizes_are_known);
    ADD(test_a_code_keeps_its_key);
    ADD(test_derived_keys_are_those_of_the_standards);
    ADD_ROWS(aead_rows, test_aead);
    ADD_ROWS(aead_rows, test_aead_in_parts);
    ADD(test_aead_is_not_written_beyond_its_room);
    ADD(test_keys_of_another_size_are_refused);
    ADD(test_random_bytes_differ);
    ADD(test_a_generated_key_has_its_size);
    ADD_ROWS(group_rows, test_group);
    return suite_run("crypto");
}

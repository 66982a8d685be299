/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_pbe_old.c - the KDF of PKCS#12 against openssl kdf, and the padding of containers */

#include "crypto/pbe.h"
#include "crypto/pbe_cipher.h"

#include "base/errors.h"
#include "unit/crypto/vectors.h"

static const struct {
    const struct hash *hash;
    enum pkcs12_use use;
    unsigned iterations;
    const char *expected;
} rows[] = {
    { &hash_sha1, PKCS12_KEY, 1, "8AAAE6297B6CB04642AB5B077851284EB7128F1A2A7FBCA3" },
    { &hash_sha1, PKCS12_MAC, 1000,
      "EEDA645443827451E9753694F90EE9B9CF9248FF87283BB5332E99912F2089FB3230B532E7772BC6" },
    { &hash_sha512, PKCS12_IV, 7,
      "295C8FD8FE14A4B9236C56CD4BD7E338BEC423EDCF1F1B0DEC1409B20FDFED18F4484C092B99FE82CA8553B47F6B"
      "0C657E7440832C68303FAD4D28F2AE3654882F7FE6B82121" },
};

static void test_bytes_are_those_of_another(void **state)
{
    for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
        struct bytes expected = HEX(rows[i].expected);
        uint8_t out[80];
        const struct pkcs12_input input = { rows[i].hash, HEX("0073006d006500670000"),
                                            HEX("0A58CF64530D823F"), rows[i].iterations };

        assert_int_equal(pkcs12_derive(&input, rows[i].use, out, expected.size), 0);
        assert_bytes(bytes_of(out, expected.size), expected);
    }
}

static const struct pbe_cipher *const ciphers[] = {
    &pbe_aes_128_cbc, &pbe_aes_192_cbc, &pbe_aes_256_cbc,      &pbe_des_cbc,
    &pbe_des3_cbc,    &pbe_rc2_40_cbc,  &pbe_camellia_128_cbc, &pbe_camellia_256_cbc,
};

static void test_every_size_comes_back(void **state)
{
    static const uint8_t key[PBE_KEY_MAX] = { 1, 2, 3, 4, 5, 6, 7, 8, 9 }, iv[PBE_BLOCK_MAX];
    uint8_t plain[40] = { 7 };

    for (size_t i = 0; i < ARRAY_SIZE(ciphers); i++) {
        for (size_t size = 0; size <= sizeof plain; size++) {
            SCOPED(buffer) struct buffer hidden = { 0 }, again = { 0 };

            assert_int_equal(
                pbe_cipher_encrypt(ciphers[i], key, iv, bytes_of(plain, size), &hidden), 0);
            assert_int_equal(hidden.size,
                             (size / ciphers[i]->block_size + 1) * ciphers[i]->block_size);
            assert_int_equal(pbe_cipher_decrypt(ciphers[i], key, iv, buffer_bytes(&hidden), &again),
                             0);
            assert_bytes(buffer_bytes(&again), bytes_of(plain, size));
        }
    }
}

static void test_a_size_between_blocks_is_refused(void **state)
{
    static const uint8_t key[PBE_KEY_MAX], iv[PBE_BLOCK_MAX], hidden[15];
    SCOPED(buffer) struct buffer out = { 0 };

    assert_int_equal(
        pbe_cipher_decrypt(&pbe_aes_128_cbc, key, iv, bytes_of(hidden, sizeof hidden), &out),
        GNUTLS_E_DECRYPTION_FAILED);
    assert_int_equal(pbe_cipher_decrypt(&pbe_aes_128_cbc, key, iv, bytes_none(), &out),
                     GNUTLS_E_DECRYPTION_FAILED);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_bytes_are_those_of_another),
        cmocka_unit_test(test_every_size_comes_back),
        cmocka_unit_test(test_a_size_between_blocks_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

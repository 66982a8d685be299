/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_aead.c - sealing and opening
 *
 * GCM: the examples of its authors' paper; CCM: SP 800-38C, example 3; ChaCha20-Poly1305:
 * RFC 8439, 2.8.2. The other rows vary these by a second implementation.
 */

#include "crypto/aead.h"

#include "unit/crypto/vectors.h"

static const struct {
    const struct aead *aead;
    const char *key, *nonce, *associated, *plain, *sealed;
} rows[] = {
    /* clang-format off */
    { &aead_aes_128_gcm,
      "00000000000000000000000000000000",
      "000000000000000000000000",
      "",
      "",
      "58e2fccefa7e3061367f1d57a4e7455a" },
    { &aead_aes_128_gcm,
      "00000000000000000000000000000000",
      "000000000000000000000000",
      "",
      "00000000000000000000000000000000",
      "0388dace60b6a392f328c2b971b2fe78ab6e47d42cec13bdf53a67b21257bddf" },
    { &aead_aes_128_gcm,
      "feffe9928665731c6d6a8f9467308308",
      "cafebabefacedbaddecaf888",
      "",
      "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72"
      "1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b391aafd255",
      "42831ec2217774244b7221b784d0d49ce3aa212f2c02a4e035c17e2329aca12e"
      "21d514b25466931c7d8f6a5aac84aa051ba30b396a0aac973d58e091473f5985"
      "4d5c2af327cd64a62cf35abd2ba6fab4" },
    { &aead_aes_128_gcm,
      "feffe9928665731c6d6a8f9467308308",
      "cafebabefacedbaddecaf888",
      "feedfacedeadbeeffeedfacedeadbeefabaddad2",
      "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72"
      "1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39",
      "42831ec2217774244b7221b784d0d49ce3aa212f2c02a4e035c17e2329aca12e"
      "21d514b25466931c7d8f6a5aac84aa051ba30b396a0aac973d58e0915bc94fbc"
      "3221a5db94fae95ae7121a47" },
    { &aead_aes_256_gcm,
      "0000000000000000000000000000000000000000000000000000000000000000",
      "000000000000000000000000",
      "",
      "",
      "530f8afbc74536b9a963b4f1c4cb738b" },
    { &aead_aes_256_gcm,
      "0000000000000000000000000000000000000000000000000000000000000000",
      "000000000000000000000000",
      "",
      "00000000000000000000000000000000",
      "cea7403d4d606b6e074ec5d3baf39d18d0d1c8a799996bf0265b98b5d48ab919" },
    { &aead_aes_256_gcm,
      "feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308",
      "cafebabefacedbaddecaf888",
      "",
      "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72"
      "1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b391aafd255",
      "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa"
      "8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662898015ad"
      "b094dac5d93471bdec1a502270e3cc6c" },
    { &aead_aes_256_gcm,
      "feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308",
      "cafebabefacedbaddecaf888",
      "feedfacedeadbeeffeedfacedeadbeefabaddad2",
      "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72"
      "1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39",
      "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa"
      "8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f66276fc6ece"
      "0f4e1768cddf8853bb2d551b" },
    { &aead_aes_128_ccm_8,
      "404142434445464748494a4b4c4d4e4f",
      "101112131415161718191a1b",
      "000102030405060708090a0b0c0d0e0f10111213",
      "202122232425262728292a2b2c2d2e2f3031323334353637",
      "e3b201a9f5b71a7a9b1ceaeccd97e70b6176aad9a4428aa5484392fbc1b09951" },
    { &aead_aes_128_ccm_8,
      "404142434445464748494a4b4c4d4e4f",
      "101112131415161718191a1b",
      "",
      "",
      "68e23e70e7b69aae" },
    { &aead_aes_128_ccm_8,
      "404142434445464748494a4b4c4d4e4f",
      "101112131415161718191a1b",
      "00",
      "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72"
      "1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b391aafd255",
      "1aa211af29163ab8166cc9024e4fefbed7e031b985434b48426edbd2a0f6b8ae"
      "b04ae1f6bf4f37ba23d56c2d0e8ee919770be034aabe7888afeabcbebc36fda0"
      "bac1a50559ed35f1" },
    { &aead_aes_128_ccm,
      "404142434445464748494a4b4c4d4e4f",
      "101112131415161718191a1b",
      "000102030405060708090a0b0c0d0e0f10111213",
      "202122232425262728292a2b2c2d2e2f3031323334353637",
      "e3b201a9f5b71a7a9b1ceaeccd97e70b6176aad9a4428aa5c87ae488918de93f"
      "17dd3e4934347f44" },
    { &aead_aes_128_ccm,
      "404142434445464748494a4b4c4d4e4f",
      "101112131415161718191a1b",
      "",
      "",
      "538f76630f36a98a2f502d9b23d86343" },
    { &aead_aes_128_ccm,
      "404142434445464748494a4b4c4d4e4f",
      "101112131415161718191a1b",
      "00",
      "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72"
      "1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b391aafd255",
      "1aa211af29163ab8166cc9024e4fefbed7e031b985434b48426edbd2a0f6b8ae"
      "b04ae1f6bf4f37ba23d56c2d0e8ee919770be034aabe7888afeabcbebc36fda0"
      "c738a356af687538ffd757dd93de6d88" },
    { &aead_aes_256_ccm_8,
      "404142434445464748494a4b4c4d4e4f505152535455565758595a5b5c5d5e5f",
      "101112131415161718191a1b",
      "000102030405060708090a0b0c0d0e0f10111213",
      "202122232425262728292a2b2c2d2e2f3031323334353637",
      "04f883aeb3bd0730eaf50bb6de4fa2212034e4e41b0e75e52b48c8766f7e7649" },
    { &aead_aes_256_ccm_8,
      "404142434445464748494a4b4c4d4e4f505152535455565758595a5b5c5d5e5f",
      "101112131415161718191a1b",
      "",
      "",
      "76d6c7fbc32d7585" },
    { &aead_aes_256_ccm_8,
      "404142434445464748494a4b4c4d4e4f505152535455565758595a5b5c5d5e5f",
      "101112131415161718191a1b",
      "00",
      "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72"
      "1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b391aafd255",
      "fde893a86f1c27f2678528585d97aa9496a27f843a0fb4086183b52294cc429f"
      "3ad813da0c7233486a03f8d3c8142c45a42fc22cea29999ec022e1ce02e6f2ec"
      "27c9909de034ad12" },
    { &aead_aes_256_ccm,
      "404142434445464748494a4b4c4d4e4f505152535455565758595a5b5c5d5e5f",
      "101112131415161718191a1b",
      "000102030405060708090a0b0c0d0e0f10111213",
      "202122232425262728292a2b2c2d2e2f3031323334353637",
      "04f883aeb3bd0730eaf50bb6de4fa2212034e4e41b0e75e59bba3f3a107f3239"
      "bd63902923f80371" },
    { &aead_aes_256_ccm,
      "404142434445464748494a4b4c4d4e4f505152535455565758595a5b5c5d5e5f",
      "101112131415161718191a1b",
      "",
      "",
      "a5527c0b301c3a15d72d20a423a97630" },
    { &aead_aes_256_ccm,
      "404142434445464748494a4b4c4d4e4f505152535455565758595a5b5c5d5e5f",
      "101112131415161718191a1b",
      "00",
      "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72"
      "1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b391aafd255",
      "fde893a86f1c27f2678528585d97aa9496a27f843a0fb4086183b52294cc429f"
      "3ad813da0c7233486a03f8d3c8142c45a42fc22cea29999ec022e1ce02e6f2ec"
      "3548dc074197480203dfeea51c19b965" },
    { &aead_chacha20_poly1305,
      "808182838485868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9f",
      "070000004041424344454647",
      "50515253c0c1c2c3c4c5c6c7",
      "4c616469657320616e642047656e746c656d656e206f662074686520636c6173"
      "73206f66202739393a204966204920636f756c64206f6666657220796f75206f"
      "6e6c79206f6e652074697020666f7220746865206675747572652c2073756e73"
      "637265656e20776f756c642062652069742e",
      "d31a8d34648e60db7b86afbc53ef7ec2a4aded51296e08fea9e2b5a736ee62d6"
      "3dbea45e8ca9671282fafb69da92728b1a71de0a9e060b2905d6a5b67ecd3b36"
      "92ddbd7f2d778b8c9803aee328091b58fab324e4fad675945585808b4831d7bc"
      "3ff4def08e4b7a9de576d26586cec64b61161ae10b594f09e26a7e902ecbd060"
      "0691" },
    { &aead_chacha20_poly1305,
      "808182838485868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9f",
      "070000004041424344454647",
      "",
      "",
      "a0784d7a4716f3feb4f64e7f4b39bf04" },
    /* clang-format on */
};

static const struct aead *const all[] = {
    &aead_aes_128_gcm,       &aead_aes_256_gcm, &aead_aes_128_ccm,   &aead_aes_128_ccm_8,
    &aead_chacha20_poly1305, &aead_aes_256_ccm, &aead_aes_256_ccm_8,
};

static void test_sealed_bytes_are_the_published_ones(void **state)
{
    for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
        struct secret key = secret_of(HEX(rows[i].key));
        struct bytes expected = HEX(rows[i].sealed);
        uint8_t out[256];

        aead_seal(rows[i].aead, &key, HEX(rows[i].nonce), HEX(rows[i].associated),
                  HEX(rows[i].plain), out);

        assert_bytes(bytes_of(out, expected.size), expected);
    }
}

static void test_published_bytes_open(void **state)
{
    for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
        struct secret key = secret_of(HEX(rows[i].key));
        struct bytes expected = HEX(rows[i].plain);
        uint8_t out[256];

        int result = aead_open(rows[i].aead, &key, HEX(rows[i].nonce), HEX(rows[i].associated),
                               HEX(rows[i].sealed), out);

        assert_int_equal(result, 0);
        assert_bytes(bytes_of(out, expected.size), expected);
    }
}

static void test_sealing_and_opening_work_in_place(void **state)
{
    for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
        struct secret key = secret_of(HEX(rows[i].key));
        struct bytes plain = HEX(rows[i].plain), sealed = HEX(rows[i].sealed);
        uint8_t at[256];
        if (plain.size > 0)
            memcpy(at, plain.data, plain.size);

        aead_seal(rows[i].aead, &key, HEX(rows[i].nonce), HEX(rows[i].associated),
                  bytes_of(at, plain.size), at);
        assert_bytes(bytes_of(at, sealed.size), sealed);

        int result = aead_open(rows[i].aead, &key, HEX(rows[i].nonce), HEX(rows[i].associated),
                               bytes_of(at, sealed.size), at);
        assert_int_equal(result, 0);
        assert_bytes(bytes_of(at, plain.size), plain);
    }
}

static void test_each_changed_bit_is_noticed(void **state)
{
    for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
        struct secret key = secret_of(HEX(rows[i].key));
        struct bytes nonce = HEX(rows[i].nonce), associated = HEX(rows[i].associated);
        struct bytes sealed = HEX(rows[i].sealed);
        uint8_t changed[256], out[256];

        for (size_t bit = 0; bit < sealed.size * 8; bit++) {
            memcpy(changed, sealed.data, sealed.size);
            changed[bit / 8] ^= (uint8_t)(1 << (bit % 8));
            assert_int_equal(aead_open(rows[i].aead, &key, nonce, associated,
                                       bytes_of(changed, sealed.size), out),
                             GNUTLS_E_DECRYPTION_FAILED);
        }
        for (size_t bit = 0; bit < associated.size * 8; bit++) {
            memcpy(changed, associated.data, associated.size);
            changed[bit / 8] ^= (uint8_t)(1 << (bit % 8));
            assert_int_equal(aead_open(rows[i].aead, &key, nonce,
                                       bytes_of(changed, associated.size), sealed, out),
                             GNUTLS_E_DECRYPTION_FAILED);
        }
    }
}

static void test_what_is_cut_does_not_open(void **state)
{
    for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
        struct secret key = secret_of(HEX(rows[i].key));
        struct bytes sealed = HEX(rows[i].sealed);
        uint8_t out[256];

        for (size_t size = 0; size < sealed.size; size++)
            assert_int_equal(aead_open(rows[i].aead, &key, HEX(rows[i].nonce),
                                       HEX(rows[i].associated), bytes_of(sealed.data, size), out),
                             GNUTLS_E_DECRYPTION_FAILED);
    }
}

static void test_nothing_of_a_forged_message_is_given_out(void **state)
{
    for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
        struct secret key = secret_of(HEX(rows[i].key));
        struct bytes sealed = HEX(rows[i].sealed), plain = HEX(rows[i].plain);
        uint8_t forged[256], out[256];
        static const uint8_t zeros[256];

        memcpy(forged, sealed.data, sealed.size);
        forged[sealed.size - 1] ^= 1;
        int result = aead_open(rows[i].aead, &key, HEX(rows[i].nonce), HEX(rows[i].associated),
                               bytes_of(forged, sealed.size), out);

        assert_int_equal(result, GNUTLS_E_DECRYPTION_FAILED);
        assert_bytes(bytes_of(out, plain.size), bytes_of(zeros, plain.size));
    }
}

static void test_every_algorithm_has_vectors(void **state)
{
    for (size_t i = 0; i < ARRAY_SIZE(all); i++) {
        size_t count = 0;
        for (size_t row = 0; row < ARRAY_SIZE(rows); row++)
            count += rows[row].aead == all[i];
        assert_true(count > 0);
        assert_ptr_equal(aead_by_id(all[i]->id), all[i]);
        assert_int_equal(all[i]->nonce_size, 12);
        assert_true(all[i]->key_size <= SECRET_MAX);
    }
    assert_null(aead_by_id(GNUTLS_CIPHER_AES_128_CBC));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sealed_bytes_are_the_published_ones),
        cmocka_unit_test(test_published_bytes_open),
        cmocka_unit_test(test_sealing_and_opening_work_in_place),
        cmocka_unit_test(test_each_changed_bit_is_noticed),
        cmocka_unit_test(test_what_is_cut_does_not_open),
        cmocka_unit_test(test_nothing_of_a_forged_message_is_given_out),
        cmocka_unit_test(test_every_algorithm_has_vectors),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_hkdf.c - HKDF against RFC 5869, appendix A; labels against RFC 8448, 3 */

#include "crypto/hkdf.h"

#include "unit/crypto/vectors.h"

static const struct {
    const struct hash *hash;
    const char *input, *salt, *info, *prk, *okm;
} rows[] = {
    /* clang-format off */
    { &hash_sha256,
      "0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b",
      "000102030405060708090a0b0c",
      "f0f1f2f3f4f5f6f7f8f9",
      "077709362c2e32df0ddc3f0dc47bba6390b6c73bb50f9c3122ec844ad7c2b3e5",
      "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf"
      "34007208d5b887185865" },
    { &hash_sha256,
      "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"
      "202122232425262728292a2b2c2d2e2f303132333435363738393a3b3c3d3e3f"
      "404142434445464748494a4b4c4d4e4f",
      "606162636465666768696a6b6c6d6e6f707172737475767778797a7b7c7d7e7f"
      "808182838485868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9f"
      "a0a1a2a3a4a5a6a7a8a9aaabacadaeaf",
      "b0b1b2b3b4b5b6b7b8b9babbbcbdbebfc0c1c2c3c4c5c6c7c8c9cacbcccdcecf"
      "d0d1d2d3d4d5d6d7d8d9dadbdcdddedfe0e1e2e3e4e5e6e7e8e9eaebecedeeef"
      "f0f1f2f3f4f5f6f7f8f9fafbfcfdfeff",
      "06a6b88c5853361a06104c9ceb35b45cef760014904671014a193f40c15fc244",
      "b11e398dc80327a1c8e7f78c596a49344f012eda2d4efad8a050cc4c19afa97c"
      "59045a99cac7827271cb41c65e590e09da3275600c2f09b8367793a9aca3db71"
      "cc30c58179ec3e87c14c01d5c1f3434f1d87" },
    { &hash_sha256,
      "0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b",
      "",
      "",
      "19ef24a32c717b167f33a91d6f648bdf96596776afdb6377ac434c1c293ccb04",
      "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d"
      "9d201395faa4b61a96c8" },
    { &hash_sha1,
      "0b0b0b0b0b0b0b0b0b0b0b",
      "000102030405060708090a0b0c",
      "f0f1f2f3f4f5f6f7f8f9",
      "9b6c18c432a7bf8f0e71c8eb88f4b30baa2ba243",
      "085a01ea1b10f36933068b56efa5ad81a4f14b822f5b091568a9cdd4f155fda2"
      "c22e422478d305f3f896" },
    { &hash_sha1,
      "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"
      "202122232425262728292a2b2c2d2e2f303132333435363738393a3b3c3d3e3f"
      "404142434445464748494a4b4c4d4e4f",
      "606162636465666768696a6b6c6d6e6f707172737475767778797a7b7c7d7e7f"
      "808182838485868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9f"
      "a0a1a2a3a4a5a6a7a8a9aaabacadaeaf",
      "b0b1b2b3b4b5b6b7b8b9babbbcbdbebfc0c1c2c3c4c5c6c7c8c9cacbcccdcecf"
      "d0d1d2d3d4d5d6d7d8d9dadbdcdddedfe0e1e2e3e4e5e6e7e8e9eaebecedeeef"
      "f0f1f2f3f4f5f6f7f8f9fafbfcfdfeff",
      "8adae09a2a307059478d309b26c4115a224cfaf6",
      "0bd770a74d1160f7c9f12cd5912a06ebff6adcae899d92191fe4305673ba2ffe"
      "8fa3f1a4e5ad79f3f334b3b202b2173c486ea37ce3d397ed034c7f9dfeb15c5e"
      "927336d0441f4c4300e2cff0d0900b52d3b4" },
    { &hash_sha1,
      "0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b",
      "",
      "",
      "da8c8a73c7fa77288ec6f5e7c297786aa0d32d01",
      "0ac1af7002b3d761d1e55298da9d0506b9ae52057220a306e07b6b87e8df21d0"
      "ea00033de03984d34918" },
    { &hash_sha1,
      "0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c",
      "",
      "",
      "2adccada18779e7c2077ad2eb19d3f3e731385dd",
      "2c91117204d745f3500d636a62f64f0ab3bae548aa53d423b0d1f27ebba6f5e5"
      "673a081d70cce7acfc48" },
    /* clang-format on */
};

/* RFC 8448, 3: what the server derives. */
#define HANDSHAKE_SECRET "1dc826e93606aa6fdc0aadc12f741b01046aa6b99f691ed221a9f0ca043fbeac"
#define HELLOS_HASH      "860c06edc07858ee8e78f0e7428c58edd6b43f2ca3e6e95f02ed063cf0e1cad8"
#define EMPTY_HASH       "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
#define SERVER_SECRET    "b67b7d690cc16c4e75e54213cb2d37b4e9c912bcded9105d42befd59d391ad38"

static const struct {
    const char *secret, *label, *context, *expanded;
} labels[] = {
    { HANDSHAKE_SECRET, "c hs traffic", HELLOS_HASH,
      "b3eddb126e067f35a780b3abf45e2d8f3b1a950738f52e9600746a0e27a55a21" },
    { HANDSHAKE_SECRET, "s hs traffic", HELLOS_HASH, SERVER_SECRET },
    { HANDSHAKE_SECRET, "derived", EMPTY_HASH,
      "43de77e0c77713859a944db9db2590b53190a65b3ee2e4f12dd7a0bb7ce254b4" },
    { SERVER_SECRET, "key", "", "3fce516009c21727d0f2e4e86ee403bc" },
    { SERVER_SECRET, "iv", "", "5d313eb2671276ee13000b30" },
};

static void test_extract_and_expand_are_those_of_the_standard(void **state)
{
    for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
        struct bytes expected = HEX(rows[i].okm);
        struct secret prk = { 0 };
        struct hkdf_key key;
        uint8_t out[128];

        hkdf_extract(rows[i].hash, HEX(rows[i].salt), HEX(rows[i].input), &prk);
        hkdf_prepare(&key, rows[i].hash, &prk);
        int result = hkdf_expand(&key, HEX(rows[i].info), out, expected.size);

        assert_bytes(secret_bytes(&prk), HEX(rows[i].prk));
        assert_int_equal(result, 0);
        assert_bytes(bytes_of(out, expected.size), expected);
        hkdf_key_wipe(&key);
    }
}

static void test_extract_may_write_over_its_salt(void **state)
{
    struct secret secret =
        secret_of(HEX("6f2615a108c702c5678f54fc9dbab69716c076189c48250cebeac3576c3611ba"));

    hkdf_extract(&hash_sha256, secret_bytes(&secret),
                 HEX("8bd4054fb55b9d63fdfbacf9f04b9f0d35e6d63f537563efd46272900f89492d"), &secret);

    assert_bytes(secret_bytes(&secret), HEX(HANDSHAKE_SECRET));
}

static void test_labels_are_those_of_the_trace(void **state)
{
    for (size_t i = 0; i < ARRAY_SIZE(labels); i++) {
        struct secret secret = secret_of(HEX(labels[i].secret)), out = { 0 }, out_once = { 0 };
        struct bytes expected = HEX(labels[i].expanded), context = HEX(labels[i].context);
        uint8_t out_long[64];
        struct hkdf_key key;

        hkdf_prepare(&key, &hash_sha256, &secret);
        hkdf_expand_label(&key, labels[i].label, context, expected.size, &out);
        hkdf_expand_label_once(&hash_sha256, &secret, labels[i].label, context, expected.size,
                               &out_once);
        int result =
            hkdf_expand_label_long(&key, labels[i].label, context, out_long, expected.size);

        assert_bytes(secret_bytes(&out), expected);
        assert_bytes(secret_bytes(&out_once), expected);
        assert_int_equal(result, 0);
        assert_bytes(bytes_of(out_long, expected.size), expected);
        hkdf_key_wipe(&key);
    }
}

static void test_output_ends_at_255_blocks(void **state)
{
    struct secret secret = secret_of(HEX(HANDSHAKE_SECRET));
    static uint8_t out[255 * 32 + 1];
    struct hkdf_key key;
    hkdf_prepare(&key, &hash_sha256, &secret);

    assert_int_equal(hkdf_expand(&key, bytes_none(), out, 255 * 32), 0);
    assert_int_equal(hkdf_expand(&key, bytes_none(), out, 255 * 32 + 1), GNUTLS_E_INVALID_REQUEST);
    assert_int_equal(hkdf_expand(&key, bytes_none(), out, 0), 0);

    hkdf_key_wipe(&key);
}

static void test_what_does_not_fit_its_length_is_refused(void **state)
{
    struct secret secret = secret_of(HEX(HANDSHAKE_SECRET));
    char label[251] = { 0 };
    uint8_t context[256] = { 0 }, out[16];
    struct hkdf_key key;
    hkdf_prepare(&key, &hash_sha256, &secret);

    memset(label, 'x', 249);
    struct bytes longest = bytes_of(context, 255);
    assert_int_equal(hkdf_expand_label_long(&key, label, longest, out, sizeof(out)), 0);
    assert_int_equal(hkdf_expand_label_long(&key, label, bytes_of(context, 256), out, sizeof(out)),
                     GNUTLS_E_INVALID_REQUEST);
    label[249] = 'x';
    assert_int_equal(hkdf_expand_label_long(&key, label, longest, out, sizeof(out)),
                     GNUTLS_E_INVALID_REQUEST);
    assert_int_equal(hkdf_expand_label_long(&key, "x", bytes_none(), NULL, 65536),
                     GNUTLS_E_INVALID_REQUEST);

    hkdf_key_wipe(&key);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_extract_and_expand_are_those_of_the_standard),
        cmocka_unit_test(test_extract_may_write_over_its_salt),
        cmocka_unit_test(test_labels_are_those_of_the_trace),
        cmocka_unit_test(test_output_ends_at_255_blocks),
        cmocka_unit_test(test_what_does_not_fit_its_length_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

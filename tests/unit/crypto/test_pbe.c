/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_pbe.c - PBKDF2 against RFC 6070, RFC 7914, 11, and a second implementation */

#include "crypto/pbe.h"

#include "unit/crypto/vectors.h"

static const struct {
    const struct hash *hash;
    const char *password, *salt;
    unsigned iterations;
    const char *key;
} rows[] = {
    /* clang-format off */
    { &hash_sha1, "password", "salt", 1,
      "0c60c80f961f0e71f3a9b524af6012062fe037a6" },
    { &hash_sha1, "password", "salt", 2,
      "ea6c014dc72d6f8ccd1ed92ace1d41f0d8de8957" },
    { &hash_sha1, "password", "salt", 4096,
      "4b007901b765489abead49d926f721d065a429c1" },
    { &hash_sha1, "passwordPASSWORDpassword", "saltSALTsaltSALTsaltSALTsaltSALTsalt", 4096,
      "3d2eec4fe41c849b80c8d83662c0e44a8b291a964cf2f07038" },
    { &hash_sha256, "passwd", "salt", 1,
      "55ac046e56e3089fec1691c22544b605f94185216dde0465e68b9d57c20dacbc"
      "49ca9cccf179b645991664b39d77ef317c71b845b1e30bd509112041d3a19783" },
    { &hash_sha256, "Password", "NaCl", 1000,
      "c27dad0abae39af4ebb9965719d584e8b4eb2ee69e1fc9f8f4784d1ca68696e2"
      "8ffbab5f75a7f35d3ce6d5c788bb83890b3c842ecdd569d17150e7d3b1e942a2" },
    { &hash_sha512, "", "", 3,
      "ba78a2c18fe1f3cfffaba0f93ccf85fc342edf2c34ff439f928c464fe04ee9c4"
      "3d6516594282bf31d9b80ba31d67e6d076cc2e45ba2d5c9d6bca44f288940c5d"
      "e7c09eb3ab01040d6e0d974f69ba934bef7d8998a1c7c274e20e3bd7ba463966"
      "72d2de86" },
    { &hash_sha384, "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "salt", 2,
      "72c810c70993febb692914cc242b9fec44db324a50abc73c5f4b1406c3d87ea9"
      "44ecee920024bc7df75e8660548749f6" },
    /* clang-format on */
};

static void test_keys_are_the_published_ones(void **state)
{
    for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
        struct bytes expected = HEX(rows[i].key);
        uint8_t out[128];

        int result = pbkdf2(rows[i].hash, bytes_of_text(rows[i].password),
                            bytes_of_text(rows[i].salt), rows[i].iterations, out, expected.size);

        assert_int_equal(result, 0);
        assert_bytes(bytes_of(out, expected.size), expected);
    }
}

static void test_no_iterations_are_no_protection(void **state)
{
    uint8_t out[20];

    assert_int_equal(
        pbkdf2(&hash_sha256, bytes_of_text("a"), bytes_of_text("b"), 0, out, sizeof(out)),
        GNUTLS_E_INVALID_REQUEST);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_keys_are_the_published_ones),
        cmocka_unit_test(test_no_iterations_are_no_protection),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_hmac.c - keyed hashes against RFC 4231, 4, and a second implementation */

#include "crypto/hmac.h"

#include "unit/crypto/vectors.h"

static const struct {
    const char *key, *message, *sha256, *sha384, *sha512, *sha1;
} rows[] = {
    /* clang-format off */
    { "0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b",
      "4869205468657265",
      "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7",
      "afd03944d84895626b0825f4ab46907f15f9dadbe4101ec682aa034c7cebc59c"
      "faea9ea9076ede7f4af152e8b2fa9cb6",
      "87aa7cdea5ef619d4ff0b4241a1d6cb02379f4e2ce4ec2787ad0b30545e17cde"
      "daa833b7d6b8a702038b274eaea3f4e4be9d914eeb61f1702e696c203a126854",
      "b617318655057264e28bc0b6fb378c8ef146be00" },
    { "4a656665",
      "7768617420646f2079612077616e7420666f72206e6f7468696e673f",
      "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
      "af45d2e376484031617f78d2b58a6b1b9c7ef464f5a01b47e42ec3736322445e"
      "8e2240ca5e69e2c78b3239ecfab21649",
      "164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea250554"
      "9758bf75c05a994a6d034f65f8f0e6fdcaeab1a34d4a6b4b636e070a38bce737",
      "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79" },
    { "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
      "dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd"
      "dddddddddddddddddddddddddddddddddddd",
      "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe",
      "88062608d3e6ad8a0aa2ace014c8a86f0aa635d947ac9febe83ef4e55966144b"
      "2a5ab39dc13814b94e3ab6e101a34f27",
      "fa73b0089d56a284efb0f0756c890be9b1b5dbdd8ee81a3655f83e33b2279d39"
      "bf3e848279a722c806b485a47e67c807b946a337bee8942674278859e13292fb",
      "125d7342b9ac11cd91a39af48aa17b4f63f175d3" },
    { "0102030405060708090a0b0c0d0e0f10111213141516171819",
      "cdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcd"
      "cdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcd",
      "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b",
      "3e8a69b7783c25851933ab6290af6ca77a9981480850009cc5577c6e1f573b4e"
      "6801dd23c4a7d679ccf8a386c674cffb",
      "b0ba465637458c6990e5a8c5f61d4af7e576d97ff94b872de76f8050361ee3db"
      "a91ca5c11aa25eb4d679275cc5788063a5f19741120c4f2de2adebeb10a298dd",
      "4c9007f4026250c6bc8414f9bf50c86c2d7235da" },
    { "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
      "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
      "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
      "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
      "aaaaaa",
      "54657374205573696e67204c6172676572205468616e20426c6f636b2d53697a"
      "65204b6579202d2048617368204b6579204669727374",
      "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54",
      "4ece084485813e9088d2c63a041bc5b44f9ef1012a2b588f3cd11f05033ac4c6"
      "0c2ef6ab4030fe8296248df163f44952",
      "80b24263c7c1a3ebb71493c1dd7be8b49b46d1f41b4aeec1121b013783f8f352"
      "6b56d037e05f2598bd0fd2215d6a1e5295e64f73f63f0aec8b915a985d786598",
      "90d0dace1c1bdc957339307803160335bde6df2b" },
    { "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
      "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
      "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
      "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
      "aaaaaa",
      "5468697320697320612074657374207573696e672061206c6172676572207468"
      "616e20626c6f636b2d73697a65206b657920616e642061206c61726765722074"
      "68616e20626c6f636b2d73697a6520646174612e20546865206b6579206e6565"
      "647320746f20626520686173686564206265666f7265206265696e6720757365"
      "642062792074686520484d414320616c676f726974686d2e",
      "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2",
      "6617178e941f020d351e2f254e8fd32c602420feb0b8fb9adccebb82461e99c5"
      "a678cc31e799176d3860e6110c46523e",
      "e37b6a775dc87dbaa4dfa9f96e5e3ffddebd71f8867289865df5a32d20cdc944"
      "b6022cac3c4982b10d5eeb55c3e4de15134676fb6de0446065c97440fa8c6a58",
      "217e44bb08b6e06a2d6c30f3cb9f537f97c63356" },
    { "",
      "",
      "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad",
      "6c1f2ee938fad2e24bd91298474382ca218c75db3d83e114b3d4367776d14d35"
      "51289e75e8209cd4b792302840234adc",
      "b936cee86c9f87aa5d3c6f2e84cb5a4239a5fe50480a6ec66b70ab5b1f4ac673"
      "0c6c515421b327ec1d69402e53dfb49ad7381eb067b338fd7b0cb22247225d47",
      "fbdb1d1b18aa6c08324b7d64b71fb76370690e1d" },
    /* clang-format on */
};

static void check(const struct hash *hash, struct bytes key, struct bytes message,
                  struct bytes expected)
{
    struct hmac_key prepared;
    struct digest digest;

    hmac_prepare(&prepared, hash, key);
    hmac_once(&prepared, message, &digest);

    assert_bytes(digest_bytes(&digest), expected);
    hmac_key_wipe(&prepared);
}

static void test_codes_are_the_published_ones(void **state)
{
    for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
        struct bytes key = HEX(rows[i].key), message = HEX(rows[i].message);

        check(&hash_sha256, key, message, HEX(rows[i].sha256));
        check(&hash_sha384, key, message, HEX(rows[i].sha384));
        check(&hash_sha512, key, message, HEX(rows[i].sha512));
        check(&hash_sha1, key, message, HEX(rows[i].sha1));
    }
}

static void test_one_key_serves_many_messages_in_parts(void **state)
{
    struct bytes message = HEX(rows[1].message);
    struct hmac_key prepared;

    hmac_prepare(&prepared, &hash_sha256, HEX(rows[1].key));
    for (size_t cut = 0; cut <= message.size; cut++) {
        struct hash_state running;
        struct digest digest;

        hmac_begin(&prepared, &running);
        hash_add(&running, bytes_of(message.data, cut));
        hash_add(&running, bytes_from(message, cut));
        hmac_end(&prepared, &running, &digest);
        assert_bytes(digest_bytes(&digest), HEX(rows[1].sha256));

        hmac_end(&prepared, &running, &digest);
        assert_bytes(digest_bytes(&digest), HEX(rows[1].sha256));
    }
    hmac_key_wipe(&prepared);
}

static void test_a_wiped_key_holds_nothing(void **state)
{
    static const struct hmac_key empty;
    struct hmac_key prepared = { 0 };

    hmac_prepare(&prepared, &hash_sha512, HEX(rows[0].key));
    hmac_key_wipe(&prepared);

    assert_memory_equal(prepared.inner.inner, empty.inner.inner, HASH_STATE_SIZE);
    assert_memory_equal(prepared.outer.inner, empty.outer.inner, HASH_STATE_SIZE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_codes_are_the_published_ones),
        cmocka_unit_test(test_one_key_serves_many_messages_in_parts),
        cmocka_unit_test(test_a_wiped_key_holds_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

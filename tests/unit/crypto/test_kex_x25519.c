/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_kex_x25519.c - X25519 and X448 against RFC 7748 and RFC 8448 */

#include "crypto/kex.h"

#include "unit/crypto/vectors.h"

static const struct {
    const struct kex *kex;
    const char *private_bytes, *peer, *shared;
} rows[] = {
    /* RFC 7748, 5.2 */
    { &kex_x25519, "a546e36bf0527c9d3b16154b82465edd62144c0ac1fc5a18506a2244ba449ac4",
      "e6db6867583030db3594c1a424b15f7c726624ec26b3353b10a903a6d0ab1c4c",
      "c3da55379de9c6908e94ea4df28d084f32eccf03491c71f754b4075577a28552" },
    { &kex_x25519, "4b66e9d4d1b4673c5ad22691957d6af5c11b6421e0ea01d42ca4169e7918ba0d",
      "e5210f12786811d3f4b7959d0538ae2c31dbe7106fc03c3efc4cd549c715a493",
      "95cbde9476e8907d7aade45cb4b873f88b595a68799fa152e6f8f7647aac7957" },
    { &kex_x448,
      "3d262fddf9ec8e88495266fea19a34d28882acef045104d0d1aae121"
      "700a779c984c24f8cdd78fbff44943eba368f54b29259a4f1c600ad3",
      "06fce640fa3487bfda5f6cf2d5263f8aad88334cbd07437f020f08f9"
      "814dc031ddbdc38c19c6da2583fa5429db94ada18aa7a7fb4ef8a086",
      "ce3e4ff95a60dc6697da1db1d85e6afbdf79b50a2412d7546d5f239f"
      "e14fbaadeb445fc66a01b0779d98223961111e21766282f73dd96b6f" },
    /* RFC 8448, 3 */
    { &kex_x25519, "49af42ba7f7994852d713ef2784bcbcaa7911de26adc5642cb634540e7ea5005",
      "c9828876112095fe66762bdbf7c672e156d6cc253b833df1dd69b1b04e751f0f",
      "8bd4054fb55b9d63fdfbacf9f04b9f0d35e6d63f537563efd46272900f89492d" },
};

static const struct kex *const both[] = { &kex_x25519, &kex_x448 };

static int derive(const struct kex *kex, struct bytes private_bytes, struct bytes peer,
                  struct buffer *out)
{
    struct kex_private key;
    uint8_t share[56];

    assert_int_equal(kex_from_private(kex, private_bytes, &key, share), 0);
    int result = kex_derive(&key, peer, out);
    kex_private_wipe(&key);
    return result;
}

static void test_shared_secrets_are_the_published_ones(void **state)
{
    for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
        SCOPED(buffer) struct buffer shared = { 0 };

        int result = derive(rows[i].kex, HEX(rows[i].private_bytes), HEX(rows[i].peer), &shared);

        assert_int_equal(result, 0);
        assert_bytes(buffer_bytes(&shared), HEX(rows[i].shared));
    }
}

static void test_the_share_of_a_key_is_the_published_one(void **state)
{
    struct kex_private key;
    uint8_t share[32];

    int result = kex_from_private(
        &kex_x25519, HEX("49af42ba7f7994852d713ef2784bcbcaa7911de26adc5642cb634540e7ea5005"), &key,
        share);

    assert_int_equal(result, 0);
    assert_bytes(bytes_of(share, 32),
                 HEX("99381de560e4bd43d23d8e435a7dbafeb3c06e51c13cae4d5413691e529aaf2c"));
}

/* RFC 7748, 5.2: the result is the next key, the key the next coordinate. */
static void repeat(const struct kex *kex, uint8_t first, int times, struct bytes expected)
{
    uint8_t k[56] = { first }, u[56] = { first };
    size_t size = kex->share_size;

    for (int i = 0; i < times; i++) {
        SCOPED(buffer) struct buffer shared = { 0 };
        assert_int_equal(derive(kex, bytes_of(k, size), bytes_of(u, size), &shared), 0);
        memcpy(u, k, size);
        memcpy(k, shared.data, size);
    }
    assert_bytes(bytes_of(k, size), expected);
}

static void test_repeating_a_thousand_times_gives_the_published_value(void **state)
{
    repeat(&kex_x25519, 9, 1,
           HEX("422c8e7a6227d7bca1350b3e2bb7279f7897b87bb6854b783c60e80311ae3079"));
    repeat(&kex_x25519, 9, 1000,
           HEX("684cf59ba83309552800ef566f2f4d3c1c3887c49360e3875f2eb94d99532c51"));
    repeat(&kex_x448, 5, 1,
           HEX("3f482c8a9f19b01e6c46ee9711d9dc14fd4bf67af30765c2ae2b846a"
               "4d23a8cd0db897086239492caf350b51f833868b9bc2b3bca9cf4113"));
    repeat(&kex_x448, 5, 1000,
           HEX("aa3b4749d55b9daf1e5b00288826c467274ce3ebbdd5c17b975e09d4"
               "af6c67cf10d087202db88286e2b79fceea3ec353ef54faa26e219f38"));
}

static void test_two_fresh_keys_agree(void **state)
{
    for (size_t i = 0; i < ARRAY_SIZE(both); i++) {
        SCOPED(buffer) struct buffer ours = { 0 }, theirs = { 0 };
        struct kex_private our_key, their_key;
        uint8_t our_share[56], their_share[56];

        assert_int_equal(kex_generate(both[i], &our_key, our_share), 0);
        assert_int_equal(kex_generate(both[i], &their_key, their_share), 0);
        assert_int_equal(kex_derive(&our_key, bytes_of(their_share, both[i]->share_size), &ours),
                         0);
        assert_int_equal(kex_derive(&their_key, bytes_of(our_share, both[i]->share_size), &theirs),
                         0);

        assert_int_equal(ours.size, both[i]->shared_size);
        assert_bytes(buffer_bytes(&ours), buffer_bytes(&theirs));
        assert_memory_not_equal(our_share, their_share, both[i]->share_size);
    }
}

/* The points of small order, each in every way it can be written. */
static const struct {
    const struct kex *kex;
    const char *peer;
} small_orders[] = {
    { &kex_x25519, "0000000000000000000000000000000000000000000000000000000000000000" },
    { &kex_x25519, "0100000000000000000000000000000000000000000000000000000000000000" },
    { &kex_x25519, "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800" },
    { &kex_x25519, "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157" },
    { &kex_x25519, "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f" },
    { &kex_x25519, "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f" },
    { &kex_x25519, "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f" },
    { &kex_x25519, "0000000000000000000000000000000000000000000000000000000000000080" },
    { &kex_x25519, "0100000000000000000000000000000000000000000000000000000000000080" },
    { &kex_x25519, "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b880" },
    { &kex_x25519, "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f11d7" },
    { &kex_x25519, "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff" },
    { &kex_x25519, "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff" },
    { &kex_x25519, "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff" },
    { &kex_x448, "00000000000000000000000000000000000000000000000000000000"
                 "00000000000000000000000000000000000000000000000000000000" },
    { &kex_x448, "01000000000000000000000000000000000000000000000000000000"
                 "00000000000000000000000000000000000000000000000000000000" },
    { &kex_x448, "feffffffffffffffffffffffffffffffffffffffffffffffffffffff"
                 "feffffffffffffffffffffffffffffffffffffffffffffffffffffff" },
    { &kex_x448, "ffffffffffffffffffffffffffffffffffffffffffffffffffffffff"
                 "feffffffffffffffffffffffffffffffffffffffffffffffffffffff" },
    { &kex_x448, "00000000000000000000000000000000000000000000000000000000"
                 "ffffffffffffffffffffffffffffffffffffffffffffffffffffffff" },
};

static void test_points_of_small_order_are_refused(void **state)
{
    for (size_t i = 0; i < ARRAY_SIZE(small_orders); i++) {
        SCOPED(buffer) struct buffer out = { 0 };
        struct kex_private key;
        uint8_t share[56];

        assert_int_equal(kex_generate(small_orders[i].kex, &key, share), 0);
        int result = kex_derive(&key, HEX(small_orders[i].peer), &out);

        assert_int_equal(result, GNUTLS_E_RECEIVED_ILLEGAL_PARAMETER);
        assert_int_equal(out.size, 0);
    }
}

static void test_shares_of_another_size_are_refused(void **state)
{
    static const uint8_t peer[57] = { 9 };

    for (size_t i = 0; i < ARRAY_SIZE(both); i++) {
        SCOPED(buffer) struct buffer out = { 0 };
        struct kex_private key;
        uint8_t share[56];
        assert_int_equal(kex_generate(both[i], &key, share), 0);

        assert_int_equal(kex_derive(&key, bytes_of(peer, both[i]->share_size - 1u), &out),
                         GNUTLS_E_RECEIVED_ILLEGAL_PARAMETER);
        assert_int_equal(kex_derive(&key, bytes_of(peer, both[i]->share_size + 1u), &out),
                         GNUTLS_E_RECEIVED_ILLEGAL_PARAMETER);
        assert_int_equal(kex_derive(&key, bytes_none(), &out), GNUTLS_E_RECEIVED_ILLEGAL_PARAMETER);
        assert_int_equal(out.size, 0);
    }
}

static void test_private_keys_of_another_size_are_refused(void **state)
{
    static const uint8_t bytes[73] = { 1 };

    for (size_t i = 0; i < ARRAY_SIZE(both); i++) {
        struct kex_private key;
        uint8_t share[56];

        for (size_t size = 0; size <= sizeof(bytes); size++)
            assert_int_equal(kex_from_private(both[i], bytes_of(bytes, size), &key, share),
                             size == both[i]->share_size ? 0 : GNUTLS_E_INVALID_REQUEST);
    }
}

static void test_the_secret_is_appended(void **state)
{
    SCOPED(buffer) struct buffer out = { 0 };
    struct bytes before = bytes_of_text("before");
    assert_int_equal(buffer_append(&out, before), 0);

    int result = derive(rows[0].kex, HEX(rows[0].private_bytes), HEX(rows[0].peer), &out);

    assert_int_equal(result, 0);
    assert_bytes(bytes_of(out.data, before.size), before);
    assert_bytes(bytes_from(buffer_bytes(&out), before.size), HEX(rows[0].shared));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_shared_secrets_are_the_published_ones),
        cmocka_unit_test(test_the_share_of_a_key_is_the_published_one),
        cmocka_unit_test(test_repeating_a_thousand_times_gives_the_published_value),
        cmocka_unit_test(test_two_fresh_keys_agree),
        cmocka_unit_test(test_points_of_small_order_are_refused),
        cmocka_unit_test(test_shares_of_another_size_are_refused),
        cmocka_unit_test(test_private_keys_of_another_size_are_refused),
        cmocka_unit_test(test_the_secret_is_appended),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

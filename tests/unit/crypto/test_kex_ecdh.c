/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_kex_ecdh.c - ECDH with the keys of RFC 5903, 8, and the smallest and largest key there is
 * (by a second implementation)
 */

#include "crypto/kex.h"

#include "unit/crypto/vectors.h"

enum { SHARE_MAX = 133 };

static const struct {
    const struct kex *kex;
    const char *private_bytes, *share, *peer, *shared;
} rows[] = {
    /* clang-format off */
    { &kex_secp256r1,
      "c88f01f510d9ac3f70a292daa2316de544e9aab8afe84049c62a9c57862d1433",
      "04dad0b65394221cf9b051e1feca5787d098dfe637fc90b9ef945d0c3772581180"
      "5271a0461cdb8252d61f1c456fa3e59ab1f45b33accf5f58389e0577b8990bb3",
      "04d12dfb5289c8d4f81208b70270398c342296970a0bccb74c736fc7554494bf63"
      "56fbf3ca366cc23e8157854c13c58d6aac23f046ada30f8353e74f33039872ab",
      "d6840f6b42f6edafd13116e0e12565202fef8e9ece7dce03812464d04b9442de" },
    { &kex_secp384r1,
      "099f3c7034d4a2c699884d73a375a67f7624ef7c6b3c0f160647b67414dce655e3"
      "5b538041e649ee3faef896783ab194",
      "04667842d7d180ac2cde6f74f37551f55755c7645c20ef73e31634fe72b4c55ee6"
      "de3ac808acb4bdb4c88732aee95f41aa9482ed1fc0eeb9cafc4984625ccfc23f65"
      "032149e0e144ada024181535a0f38eeb9fcff3c2c947dae69b4c634573a81c",
      "04e558dbef53eecde3d3fccfc1aea08a89a987475d12fd950d83cfa41732bc509d"
      "0d1ac43a0336def96fda41d0774a3571dcfbec7aacf3196472169e838430367f66"
      "eebe3c6e70c416dd5f0c68759dd1fff83fa40142209dff5eaad96db9e6386c",
      "11187331c279962d93d604243fd592cb9d0a926f422e47187521287e7156c5c4d6"
      "03135569b9e9d09cf5d4a270f59746" },
    { &kex_secp521r1,
      "0037ade9319a89f4dabdb3ef411aaccca5123c61acab57b5393dce47608172a095"
      "aa85a30fe1c2952c6771d937ba9777f5957b2639bab072462f68c27a57382d4a52",
      "040015417e84dbf28c0ad3c278713349dc7df153c897a1891bd98bab4357c9ecbe"
      "e1e3bf42e00b8e380aeae57c2d107564941885942af5a7f4601723c4195d176ced"
      "3e017cae20b6641d2eeb695786d8c946146239d099e18e1d5a514c739d7cb4a10a"
      "d8a788015ac405d7799dc75e7b7d5b6cf2261a6a7f1507438bf01beb6ca3926f95"
      "82",
      "0400d0b3975ac4b799f5bea16d5e13e9af971d5e9b984c9f39728b5e5739735a21"
      "9b97c356436adc6e95bb0352f6be64a6c2912d4ef2d0433ced2b6171640012d946"
      "0f015c68226383956e3bd066e797b623c27ce0eac2f551a10c2c724d9852077b87"
      "220b6536c5c408a1d2aebb8e86d678ae49cb57091f4732296579ab44fcd17f0fc5"
      "6a",
      "01144c7d79ae6956bc8edb8e7c787c4521cb086fa64407f97894e5e6b2d79b04d1"
      "427e73ca4baa240a34786859810c06b3c715a3a8cc3151f2bee417996d19f3ddea" },
    { &kex_secp256r1,
      "0000000000000000000000000000000000000000000000000000000000000001",
      "046b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296"
      "4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5",
      "04d12dfb5289c8d4f81208b70270398c342296970a0bccb74c736fc7554494bf63"
      "56fbf3ca366cc23e8157854c13c58d6aac23f046ada30f8353e74f33039872ab",
      "d12dfb5289c8d4f81208b70270398c342296970a0bccb74c736fc7554494bf63" },
    { &kex_secp256r1,
      "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632550",
      "046b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296"
      "b01cbd1c01e58065711814b583f061e9d431cca994cea1313449bf97c840ae0a",
      "047cf27b188d034f7e8a52380304b51ac3c08969e277f21b35a60b48fc47669978"
      "07775510db8ed040293d9ac69f7430dbba7dade63ce982299e04b79d227873d1",
      "7cf27b188d034f7e8a52380304b51ac3c08969e277f21b35a60b48fc47669978" },
    /* clang-format on */
};

static const struct kex *const all[] = { &kex_secp256r1, &kex_secp384r1, &kex_secp521r1 };

static void test_shares_and_secrets_are_the_published_ones(void **state)
{
    for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
        SCOPED(buffer) struct buffer shared = { 0 };
        struct kex_private key;
        uint8_t share[SHARE_MAX];

        int made = kex_from_private(rows[i].kex, HEX(rows[i].private_bytes), &key, share);
        int derived = kex_derive(&key, HEX(rows[i].peer), &shared);

        assert_int_equal(made, 0);
        assert_int_equal(derived, 0);
        assert_bytes(bytes_of(share, rows[i].kex->share_size), HEX(rows[i].share));
        assert_bytes(buffer_bytes(&shared), HEX(rows[i].shared));
        kex_private_wipe(&key);
    }
}

static void test_two_fresh_keys_agree(void **state)
{
    for (size_t i = 0; i < ARRAY_SIZE(all); i++) {
        SCOPED(buffer) struct buffer ours = { 0 };
        SCOPED(buffer) struct buffer theirs = { 0 };
        struct kex_private our_key, their_key;
        uint8_t our_share[SHARE_MAX], their_share[SHARE_MAX];
        size_t size = all[i]->share_size;

        assert_int_equal(kex_generate(all[i], &our_key, our_share), 0);
        assert_int_equal(kex_generate(all[i], &their_key, their_share), 0);
        assert_int_equal(kex_derive(&our_key, bytes_of(their_share, size), &ours), 0);
        assert_int_equal(kex_derive(&their_key, bytes_of(our_share, size), &theirs), 0);

        assert_int_equal(ours.size, all[i]->shared_size);
        assert_bytes(buffer_bytes(&ours), buffer_bytes(&theirs));
        assert_memory_not_equal(our_share, their_share, size);
    }
}

static void refuse(const struct kex *kex, const struct kex_private *key, struct bytes peer)
{
    SCOPED(buffer) struct buffer out = { 0 };

    assert_int_equal(kex_derive(key, peer, &out), GNUTLS_E_RECEIVED_ILLEGAL_PARAMETER);
    assert_int_equal(out.size, 0);
}

static void test_points_off_the_curve_are_refused(void **state)
{
    for (size_t i = 0; i < ARRAY_SIZE(all); i++) {
        struct kex_private key, peer_key;
        uint8_t share[SHARE_MAX], peer[SHARE_MAX];
        size_t size = all[i]->share_size;
        assert_int_equal(kex_generate(all[i], &key, share), 0);
        assert_int_equal(kex_generate(all[i], &peer_key, peer), 0);

        peer[size - 1] ^= 1;
        refuse(all[i], &key, bytes_of(peer, size));
        memset(peer + 1, 0, size - 1);
        refuse(all[i], &key, bytes_of(peer, size));
        memset(peer + 1, 0xff, size - 1);
        refuse(all[i], &key, bytes_of(peer, size));
    }
}

/* x + p names the same point: it must be written in one way only. */
static void test_coordinates_must_be_below_the_prime(void **state)
{
    struct kex_private key;
    uint8_t share[SHARE_MAX];
    assert_int_equal(kex_generate(&kex_secp256r1, &key, share), 0);

    /* x = 5 is on the curve: y^2 = 125 - 15 + b is a square. */
    struct bytes low = HEX("04"
                           "0000000000000000000000000000000000000000000000000000000000000005"
                           "459243b9aa581806fe913bce99817ade11ca503c64d9a3c533415c083248fbcc");
    struct bytes high = HEX("04"
                            "ffffffff00000001000000000000000000000001000000000000000000000004"
                            "459243b9aa581806fe913bce99817ade11ca503c64d9a3c533415c083248fbcc");
    SCOPED(buffer) struct buffer out = { 0 };
    assert_int_equal(kex_derive(&key, low, &out), 0);
    refuse(&kex_secp256r1, &key, high);
}

static void test_other_forms_and_sizes_are_refused(void **state)
{
    for (size_t i = 0; i < ARRAY_SIZE(all); i++) {
        struct kex_private key, peer_key;
        uint8_t share[SHARE_MAX], peer[SHARE_MAX + 1] = { 0 };
        size_t size = all[i]->share_size;
        assert_int_equal(kex_generate(all[i], &key, share), 0);
        assert_int_equal(kex_generate(all[i], &peer_key, peer), 0);

        refuse(all[i], &key, bytes_none());
        refuse(all[i], &key, bytes_of(peer, 1));
        refuse(all[i], &key, bytes_of(peer, size - 1));
        refuse(all[i], &key, bytes_of(peer, size + 1));
        for (int form = 0; form < 256; form++) {
            peer[0] = (uint8_t)form;
            if (form != 4)
                refuse(all[i], &key, bytes_of(peer, size));
        }
        peer[0] = 2;
        refuse(all[i], &key, bytes_of(peer, 1 + size / 2));
    }
}

static void test_private_keys_out_of_range_are_refused(void **state)
{
    struct kex_private key;
    uint8_t share[SHARE_MAX];
    struct bytes order = HEX("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551");
    static const uint8_t zeros[32];

    assert_int_equal(kex_from_private(&kex_secp256r1, order, &key, share),
                     GNUTLS_E_INVALID_REQUEST);
    assert_int_equal(kex_from_private(&kex_secp256r1, bytes_of(zeros, sizeof(zeros)), &key, share),
                     GNUTLS_E_INVALID_REQUEST);
    assert_int_equal(kex_from_private(&kex_secp256r1, bytes_none(), &key, share),
                     GNUTLS_E_INVALID_REQUEST);
}

static void test_curves_have_no_prime_to_show(void **state)
{
    assert_int_equal(kex_prime(&kex_secp256r1).size, 0);
    assert_int_equal(kex_generator(&kex_x25519).size, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_shares_and_secrets_are_the_published_ones),
        cmocka_unit_test(test_two_fresh_keys_agree),
        cmocka_unit_test(test_points_off_the_curve_are_refused),
        cmocka_unit_test(test_coordinates_must_be_below_the_prime),
        cmocka_unit_test(test_other_forms_and_sizes_are_refused),
        cmocka_unit_test(test_private_keys_out_of_range_are_refused),
        cmocka_unit_test(test_curves_have_no_prime_to_show),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

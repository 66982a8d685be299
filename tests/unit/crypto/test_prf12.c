/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_prf12.c - the PRF of TLS 1.2, against the vectors published on the list of the TLS group
 *
 * The same come from a second implementation, for instance
 * openssl kdf -keylen 100 -kdfopt digest:SHA256 -kdfopt hexsecret:... -kdfopt hexseed:... TLS1-PRF
 * where the seed is the label and the seed.
 */

#include "base/memory.h"
#include "crypto/prf12.h"

#include "unit/crypto/vectors.h"

static const struct {
    const struct hash *hash;
    const char *secret, *seed, *output;
} rows[] = {
    /* clang-format off */
    { &hash_sha256,
      "9bbe436ba940f017b17652849a71db35",
      "a0ba9f936cda311827a6f796ffd5198c",
      "e3f229ba727be17b8d122620557cd453c2aab21d07c3d495329b52d4e61edb5a"
      "6b301791e90d35c9c9a46b4e14baf9af0fa022f7077def17abfd3797c0564bab"
      "4fbc91666e9def9b97fce34f796789baa48082d122ee42c5a72e5a5110fff701"
      "87347b66" },
    { &hash_sha384,
      "b80b733d6ceefcdc71566ea48e5567df",
      "cd665cf6a8447dd6ff8b27555edb7465",
      "7b0c18e9ced410ed1804f2cfa34a336a1c14dffb4900bb5fd7942107e81c83cd"
      "e9ca0faa60be9fe34f82b1233c9146a0e534cb400fed2700884f9dc236f80edd"
      "8bfa961144c9e8d792eca722a7b32fc3d416d473ebc2c5fd4abfdad05d918425"
      "9b5bf8cd4d90fa0d31e2dec479e4f1a26066f2eea9a69236a3e52655c9e9aee6"
      "91c8f3a26854308d5eaa3be85e0990703d73e56f" },
    { &hash_sha512,
      "b0323523c1853599584d88568bbb05eb",
      "d4640e12e4bcdbfb437f03e6ae418ee5",
      "1261f588c798c5c201ff036e7a9cb5edcd7fe3f94c669a122a4638d7d508b283"
      "042df6789875c7147e906d868bc75c45e20eb40c1cf4a1713b27371f68432592"
      "f7dc8ea8ef223e12ea8507841311bf68653d0cfc4056d811f025c45ddfa6e6fe"
      "c702f054b409d6f28dd0a3233e498da41a3e75c5630eedbe22fe254e33a1b0e9"
      "f6b9826675bec7d01a845658dc9c397545401d40b9f46c7a400ee1b8f81ca0a6"
      "0d1a397a1028bff5d2ef5066126842fb8da4197632bdb54ff6633f86bbc836e6"
      "40d4d898" },
    /* clang-format on */
};

enum { OUTPUT_MAX = 196 };

static void test_the_published_vectors_come_out(void **state)
{
    for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
        SCOPED(prf12_key) struct prf12_key key;
        struct bytes expected = HEX(rows[i].output);
        uint8_t out[OUTPUT_MAX];

        prf12_prepare(&key, rows[i].hash, HEX(rows[i].secret));
        prf12(&key, "test label", HEX(rows[i].seed), out, expected.size);

        assert_bytes(bytes_of(out, expected.size), expected);
    }
}

static void test_any_size_is_the_beginning_of_a_longer_one(void **state)
{
    SCOPED(prf12_key) struct prf12_key key;
    struct bytes expected = HEX(rows[0].output);

    prf12_prepare(&key, rows[0].hash, HEX(rows[0].secret));
    for (size_t size = 0; size <= expected.size; size++) {
        uint8_t out[OUTPUT_MAX];
        memset(out, 0xaa, sizeof(out));

        prf12(&key, "test label", HEX(rows[0].seed), out, size);

        assert_bytes(bytes_of(out, size), bytes_of(expected.data, size));
        assert_int_equal(out[size], 0xaa);
    }
}

static void test_label_and_seed_may_lie_in_parts(void **state)
{
    SCOPED(prf12_key) struct prf12_key key;
    struct bytes seed = HEX(rows[1].seed), expected = HEX(rows[1].output);
    const struct bytes parts[] = { bytes_of_text("test"), bytes_none(), bytes_of_text(" label"),
                                   bytes_of(seed.data, 7), bytes_from(seed, 7) };
    uint8_t out[OUTPUT_MAX];

    prf12_prepare(&key, rows[1].hash, HEX(rows[1].secret));
    prf12_parts(&key, parts, ARRAY_SIZE(parts), out, expected.size);

    assert_bytes(bytes_of(out, expected.size), expected);
}

/* RFC 2104, 2: a premaster secret of a large group is longer than a block of the hash. */
static void test_a_long_secret_counts_by_its_hash(void **state)
{
    SCOPED(prf12_key) struct prf12_key key, hashed_key;
    uint8_t secret[1024], out[48], expected[48];
    struct digest hashed;
    memset(secret, 0x5a, sizeof(secret));
    hash_once(&hash_sha256, bytes_of(secret, sizeof(secret)), &hashed);

    prf12_prepare(&key, &hash_sha256, bytes_of(secret, sizeof(secret)));
    prf12_prepare(&hashed_key, &hash_sha256, digest_bytes(&hashed));
    prf12(&key, "master secret", bytes_of_text("seed"), out, sizeof(out));
    prf12(&hashed_key, "master secret", bytes_of_text("seed"), expected, sizeof(expected));

    assert_memory_equal(out, expected, sizeof(out));
}

static void test_expanding_does_not_look_at_the_secret(void **state)
{
    SCOPED(prf12_key) struct prf12_key key;
    struct secret secret = secret_of(HEX(rows[2].secret));
    struct bytes expected = HEX(rows[2].output);
    uint8_t out[OUTPUT_MAX];
    memory_poison(secret.bytes, secret.size);

    prf12_prepare(&key, rows[2].hash, secret_bytes(&secret));
    prf12(&key, "test label", HEX(rows[2].seed), out, expected.size);

    assert_true(memory_equal(out, expected.data, expected.size));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_published_vectors_come_out),
        cmocka_unit_test(test_any_size_is_the_beginning_of_a_longer_one),
        cmocka_unit_test(test_label_and_seed_may_lie_in_parts),
        cmocka_unit_test(test_a_long_secret_counts_by_its_hash),
        cmocka_unit_test(test_expanding_does_not_look_at_the_secret),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

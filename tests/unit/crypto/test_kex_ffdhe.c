/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_kex_ffdhe.c - Diffie-Hellman over the groups of RFC 7919
 *
 * Primes from their formula and from a second implementation; powers from a third. What is long
 * is given by its SHA-256.
 */

#include "crypto/hash.h"
#include "crypto/kex.h"

#include "unit/crypto/vectors.h"

#include <gmp.h>

enum { SHARE_MAX = 1024 };

static const struct {
    const struct kex *kex;
    unsigned bits, x; /* x of RFC 7919, appendix A */
    const char *prime_sha256;
} groups[] = {
    /* clang-format off */
    { &kex_ffdhe2048, 2048, 560316,
      "9cd3b7f336872f46c09428d1bbc19877a4d440512cda8d1c1cf0cd6e33698966" },
    { &kex_ffdhe3072, 3072, 2625351,
      "0eaf67db3a839156d5013494a5318a772b5697d270d721f37f092efc69ea5a17" },
    { &kex_ffdhe4096, 4096, 5736041,
      "4648414224ac881b3d0dc59b466f96d06a558278776807797ecf1f66ff397b3e" },
    { &kex_ffdhe6144, 6144, 15705020,
      "227ac9066b3ddd9e193670cda2388fa884f65ba0cf98b742d1fe77a6687c79c7" },
    { &kex_ffdhe8192, 8192, 10965728,
      "770b14efaf6f049929c523113b3fa99a8d11dab1b18af3609590122075d19833" },
    /* clang-format on */
};

static const struct {
    const struct kex *kex;
    const char *ours, *our_share_sha256, *theirs, *shared_sha256;
} rows[] = {
    /* clang-format off */
    { &kex_ffdhe2048,
      "e45a2f27f4d4edc988e575266537c1966f6fcc80bec04dff94818f9c7e4d7748",
      "69d29a567bf2c5c176a4e159791d8ad9629ee9c9fc652a0df713f0d2c0fa88a1",
      "9b6009ca9a19318c0247b2b932835b7a473d6a9e61a08a71812d862d1ebc0b37",
      "72a80ff24fddcf15490822f6237406e286d2c485856ecca9aa802b99fc3501e1" },
    { &kex_ffdhe3072,
      "302b99bc592b6c47e9b157bf262afc73b5176e5a0eb3f6c7611026565c563734"
      "76404045",
      "fcf1c600e2bf71ee0d7f2bbedc0a14dc3e690e52f5934654279221c01df26b0f",
      "7f9ce0165dd1a804ae66bf4258990065f7772fc2ce03a81eaf54ef0c0ecb3a6e"
      "d2cb72ee",
      "4a21483959733d84afcda25fa6c737d2d1e4d3ff50f0c589d6ecc365a46078a7" },
    { &kex_ffdhe4096,
      "da9fb000dd2fb5c25a2d2d46ffb129a6f19e10fc2db295a7352a87011f8a4537"
      "088ecd3c1211c3c4e6da",
      "baa9b82cfd79d50415e060ec2d34decd3042480684cbdb3f4c7b5a6831e807b5",
      "4026352afc0170e10dc77adbb591c99e5a8d77b73edee8715979921d66f15f0b"
      "fb3ff3ba4e5fd8eda295",
      "d7327dca8d4d72f81b3c166ff1367516a195ae41ff08f2a7cd4e8c953a33f59b" },
    { &kex_ffdhe6144,
      "b9f7daefaf72ae9dbfb5d1cab64e0dcbc88b343746380b26b8c7049886261bce"
      "41dae0ed6731bb846aeed7ca6d68d22c",
      "0a5f29a44aca8d4fef7d24740193602c1709551580a66574d0ea39db74cdee5e",
      "44b18a18024c9f141d4d2d4835fe76005d676a47f29d20c20cec19ede9ece4c4"
      "85868f3f41fb30e775abf9abf5a4b79b",
      "9e7f62fe4d399e5bbe85b6d1a663662a4cbef584b6da4d5790a3dab99829b91a" },
    { &kex_ffdhe8192,
      "22e6ea53c27538cbf3c29b3022ce4b15997248f2fcaf97ee6d4b72e549c0a985"
      "75ed86ecbe43f6b32b71431c0141d52476b018d400b3384f2639f5341422f56a",
      "c9c46e8144982d834373f25a22abff98909347896a14896ec600087d840a98f0",
      "5a3e8bb36ae9ded2dc359dee488cca35f3a583ca91bf33ab477a4e3309de9d1d"
      "16d4d1a6df3232f0006e1256c086fb83e5d3b7c6ed242f37ef78cd08447ce129",
      "4938665677ec20607eef3794fdce75741f79186a4e34f661a54c5c532d2abaa0" },
    /* clang-format on */
};

static void assert_sha256(struct bytes bytes, struct bytes expected)
{
    struct digest digest;
    hash_once(&hash_sha256, bytes, &digest);
    assert_bytes(digest_bytes(&digest), expected);
}

/* floor(2^bits e), from the series of e with 128 bits to spare. */
static void power_of_two_times_e(mpz_t out, unsigned bits)
{
    mpz_t term;
    mpz_init_set_ui(term, 1);
    mpz_mul_2exp(term, term, bits + 128);
    mpz_set_ui(out, 0);
    for (unsigned long i = 1; mpz_sgn(term) > 0; i++) {
        mpz_add(out, out, term);
        mpz_tdiv_q_ui(term, term, i);
    }
    mpz_tdiv_q_2exp(out, out, 128);
    mpz_clear(term);
}

static void prime_by_formula(mpz_t out, unsigned bits, unsigned x)
{
    mpz_t part;
    mpz_init(part);
    power_of_two_times_e(out, bits - 130);
    mpz_add_ui(out, out, x);
    mpz_mul_2exp(out, out, 64);
    mpz_sub_ui(out, out, 1);
    mpz_setbit(part, bits);
    mpz_add(out, out, part);
    mpz_set_ui(part, 0);
    mpz_setbit(part, bits - 64);
    mpz_sub(out, out, part);
    mpz_clear(part);
}

static void test_primes_follow_the_formula(void **state)
{
    for (size_t i = 0; i < ARRAY_SIZE(groups); i++) {
        struct bytes prime = kex_prime(groups[i].kex);
        uint8_t expected[SHARE_MAX];
        size_t size = 0;
        mpz_t number;

        mpz_init(number);
        prime_by_formula(number, groups[i].bits, groups[i].x);
        mpz_export(expected, &size, 1, 1, 0, 0, number);
        mpz_clear(number);

        assert_bytes(prime, bytes_of(expected, size));
        assert_int_equal(size, groups[i].kex->share_size);
        assert_sha256(prime, HEX(groups[i].prime_sha256));
    }
}

static void test_primes_are_safe(void **state)
{
    for (size_t i = 0; i < 2; i++) {
        struct bytes prime = kex_prime(groups[i].kex);
        mpz_t number;

        mpz_init(number);
        mpz_import(number, prime.size, 1, 1, 0, 0, prime.data);
        assert_true(mpz_probab_prime_p(number, 1) > 0);
        mpz_tdiv_q_2exp(number, number, 1);
        assert_true(mpz_probab_prime_p(number, 1) > 0);
        mpz_clear(number);
        assert_bytes(kex_generator(groups[i].kex), HEX("02"));
    }
}

static void test_shares_and_secrets_are_those_of_a_second_implementation(void **state)
{
    for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
        SCOPED(buffer) struct buffer shared = { 0 };
        struct kex_private ours, theirs;
        uint8_t share[SHARE_MAX], peer[SHARE_MAX];
        size_t size = rows[i].kex->share_size;

        assert_int_equal(kex_from_private(rows[i].kex, HEX(rows[i].ours), &ours, share), 0);
        assert_int_equal(kex_from_private(rows[i].kex, HEX(rows[i].theirs), &theirs, peer), 0);
        assert_int_equal(kex_derive(&ours, bytes_of(peer, size), &shared), 0);

        assert_sha256(bytes_of(share, size), HEX(rows[i].our_share_sha256));
        assert_sha256(buffer_bytes(&shared), HEX(rows[i].shared_sha256));
    }
}

static void test_two_fresh_keys_agree(void **state)
{
    for (size_t i = 0; i < ARRAY_SIZE(groups); i++) {
        SCOPED(buffer) struct buffer ours = { 0 };
        SCOPED(buffer) struct buffer theirs = { 0 };
        struct kex_private our_key, their_key;
        uint8_t our_share[SHARE_MAX], their_share[SHARE_MAX];
        size_t size = groups[i].kex->share_size;

        assert_int_equal(kex_generate(groups[i].kex, &our_key, our_share), 0);
        assert_int_equal(kex_generate(groups[i].kex, &their_key, their_share), 0);
        assert_int_equal(kex_derive(&our_key, bytes_of(their_share, size), &ours), 0);
        assert_int_equal(kex_derive(&their_key, bytes_of(our_share, size), &theirs), 0);

        assert_int_equal(ours.size, groups[i].kex->shared_size);
        assert_bytes(buffer_bytes(&ours), buffer_bytes(&theirs));
    }
}

/* RFC 7919, appendix A: the least bits of an exponent. */
static void test_fresh_exponents_are_long_enough(void **state)
{
    static const unsigned least_bits[] = { 225, 275, 325, 375, 400 };

    for (size_t i = 0; i < ARRAY_SIZE(groups); i++) {
        struct kex_private key;
        uint8_t share[SHARE_MAX];

        assert_int_equal(kex_generate(groups[i].kex, &key, share), 0);

        assert_true(key.size * 8u >= least_bits[i]);
        assert_true(key.bytes[0] & 0x80);
    }
}

static void refuse(const struct kex_private *key, struct bytes peer)
{
    SCOPED(buffer) struct buffer out = { 0 };

    assert_int_equal(kex_derive(key, peer, &out), GNUTLS_E_RECEIVED_ILLEGAL_PARAMETER);
    assert_int_equal(out.size, 0);
}

static void test_numbers_out_of_range_are_refused(void **state)
{
    for (size_t i = 0; i < ARRAY_SIZE(groups); i++) {
        struct bytes prime = kex_prime(groups[i].kex);
        struct kex_private key;
        uint8_t share[SHARE_MAX], peer[SHARE_MAX] = { 0 };
        assert_int_equal(kex_generate(groups[i].kex, &key, share), 0);

        refuse(&key, bytes_of(peer, prime.size)); /* 0 */
        peer[prime.size - 1] = 1;
        refuse(&key, bytes_of(peer, prime.size)); /* 1 */
        memset(peer, 0xff, prime.size);
        refuse(&key, bytes_of(peer, prime.size)); /* above the prime */
        refuse(&key, prime);
        memcpy(peer, prime.data, prime.size);
        peer[prime.size - 1] -= 1;
        refuse(&key, bytes_of(peer, prime.size)); /* p - 1 */
    }
}

static void test_the_ends_of_the_range_are_accepted(void **state)
{
    SCOPED(buffer) struct buffer out = { 0 };
    struct bytes prime = kex_prime(&kex_ffdhe2048);
    struct kex_private key;
    uint8_t share[SHARE_MAX], peer[SHARE_MAX] = { 0 };
    assert_int_equal(kex_generate(&kex_ffdhe2048, &key, share), 0);

    peer[prime.size - 1] = 2;
    assert_int_equal(kex_derive(&key, bytes_of(peer, prime.size), &out), 0);
    assert_bytes(buffer_bytes(&out), bytes_of(share, prime.size));
    memcpy(peer, prime.data, prime.size);
    peer[prime.size - 1] -= 2;
    assert_int_equal(kex_derive(&key, bytes_of(peer, prime.size), &out), 0);
}

static void test_shares_must_be_padded_to_the_size_of_the_prime(void **state)
{
    struct kex_private key;
    uint8_t share[SHARE_MAX], peer[SHARE_MAX + 1] = { 0 };
    assert_int_equal(kex_generate(&kex_ffdhe2048, &key, share), 0);

    memcpy(peer + 1, share, 256);
    refuse(&key, bytes_of(peer, 257));
    refuse(&key, bytes_of(share, 255));
    refuse(&key, bytes_of(share, 1));
    refuse(&key, bytes_none());
}

static void test_no_exponent_is_no_key(void **state)
{
    static const uint8_t zeros[32];
    struct kex_private key;
    uint8_t share[SHARE_MAX];

    assert_int_equal(kex_from_private(&kex_ffdhe2048, bytes_of(zeros, 32), &key, share),
                     GNUTLS_E_INVALID_REQUEST);
    assert_int_equal(kex_from_private(&kex_ffdhe2048, bytes_none(), &key, share),
                     GNUTLS_E_INVALID_REQUEST);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_primes_follow_the_formula),
        cmocka_unit_test(test_primes_are_safe),
        cmocka_unit_test(test_shares_and_secrets_are_those_of_a_second_implementation),
        cmocka_unit_test(test_two_fresh_keys_agree),
        cmocka_unit_test(test_fresh_exponents_are_long_enough),
        cmocka_unit_test(test_numbers_out_of_range_are_refused),
        cmocka_unit_test(test_the_ends_of_the_range_are_accepted),
        cmocka_unit_test(test_shares_must_be_padded_to_the_size_of_the_prime),
        cmocka_unit_test(test_no_exponent_is_no_key),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

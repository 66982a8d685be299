/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_hash.c - hashes against FIPS 180-4, FIPS 202, RFC 1321 (values also by a second
 * implementation); those of GOST are the reference library's
 */

#include "base/memory.h"
#include "crypto/hash.h"

#include "unit/crypto/vectors.h"

#include <pthread.h>
#include <stdlib.h>

static const struct {
    const struct hash *hash;
    const char *of_nothing, *of_abc, *of_200;
} rows[] = {
    /* clang-format off */
    { &hash_md5,
      "d41d8cd98f00b204e9800998ecf8427e",
      "900150983cd24fb0d6963f7d28e17f72",
      "fb7001d34b8e82c9b579be5005d5b0a5" },
    { &hash_sha1,
      "da39a3ee5e6b4b0d3255bfef95601890afd80709",
      "a9993e364706816aba3e25717850c26c9cd0d89d",
      "54d11e99127d159799dbce10f51a75e697780478" },
    { &hash_sha224,
      "d14a028c2a3a2bc9476102bb288234c415a2b01f828ea62ac5b3e42f",
      "23097d223405d8228642a477bda255b32aadbce4bda0b3f7e36c9da7",
      "ab3e334a37953e18f4f673736dddb64e850bfdf29d5a7ba268c567d9" },
    { &hash_sha256,
      "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
      "1901da1c9f699b48f6b2636e65cbf73abf99d0441ef67f5c540a42f7051dec6f" },
    { &hash_sha384,
      "38b060a751ac96384cd9327eb1b1e36a21fdb71114be07434c0cc7bf63f6e1da"
      "274edebfe76f65fbd51ad2f14898b95b",
      "cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed"
      "8086072ba1e7cc2358baeca134c825a7",
      "7ea4bb2534c67036f49de7beb5fe8a2478df04ff3fef40a9cd4923999a590e99"
      "12df1297217ce1a021aa2fb1013498b8" },
    { &hash_sha512,
      "cf83e1357eefb8bdf1542850d66d8007d620e4050b5715dc83f4a921d36ce9ce"
      "47d0d13c5d85f2b0ff8318d2877eec2f63b931bd47417a81a538327af927da3e",
      "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
      "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f",
      "986058e9895e2c2ab8f9e8cbdf801db12a44842a56a91d5a4e87b1fc98b29372"
      "2c4664142e42c3c551ff898646268cd92b84ed230b8c94bed7798d4f27cd7465" },
    { &hash_sha3_224,
      "6b4e03423667dbb73b6e15454f0eb1abd4597f9a1b078e3f5b5a6bc7",
      "e642824c3f8cf24ad09234ee7d3c766fc9a3a5168d0c94ad73b46fdf",
      "8bcd90dbc5379549b5e78a1fbe24ae120d92caef17750461262b1e97" },
    { &hash_sha3_256,
      "a7ffc6f8bf1ed76651c14756a061d662f580ff4de43b49fa82d80a4b80f8434a",
      "3a985da74fe225b2045c172d6bd390bd855f086e3e9d525b46bfe24511431532",
      "5f728f63bf5ee48c77f453c0490398fa645b8d4c4e56be9a41cfec344d6ca899" },
    { &hash_sha3_384,
      "0c63a75b845e4f7d01107d852e4c2485c51a50aaaa94fc61995e71bbee983a2a"
      "c3713831264adb47fb6bd1e058d5f004",
      "ec01498288516fc926459f58e2c6ad8df9b473cb0fc08c2596da7cf0e49be4b2"
      "98d88cea927ac7f539f1edf228376d25",
      "b13febb1b3c54a7c6b69367f693a1d1f3145709b6ddef23ff15874133ea1fb9c"
      "fa48ee7ff4ec9aa987dea641e33ccdf7" },
    { &hash_sha3_512,
      "a69f73cca23a9ac5c8b567dc185a756e97c982164fe25859e0d1dcc1475c80a6"
      "15b2123af1f5f94c11e3e9402c3ac558f500199d95b6d3e301758586281dcd26",
      "b751850b1a57168a5693cd924b6b096e08f621827444f70d884f5d0240d2712e"
      "10e116e9192af3c91a7ec57647e3934057340b4cf408d5a56592f8274eec53f0",
      "ea5d05f19348dd589793354793a15f37a73b4c0bb4e750b9a00757dfce2f8b65"
      "a64191bb9b137de00feef6474cfd47abf7880efbc51614a5715df12cfe0caee3" },
    { &hash_gosthash94cp,
      "981e5f3ca30c841487830f84fb433e13ac1101569b9c13584ac483234cd656c0",
      "b285056dbf18d7392d7677369524dd14747459ed8143997e163b2986f92fd42c",
      "b14a5c50bd33077e275607d3939d94b3088795144e82fbf6e2212bf6b51dceba" },
    { &hash_streebog256,
      "3f539a213e97c802cc229d474c6aa32a825a360b2a933a949fd925208d9ce1bb",
      "4e2919cf137ed41ec4fb6270c61826cc4fffb660341e0af3688cd0626d23b481",
      "c3c662d736c446b1e2937e9c4a13e4b0e1c6981cf267f46db2a163d86f716300" },
    { &hash_streebog512,
      "8e945da209aa869f0455928529bcae4679e9873ab707b55315f56ceb98bef0a7"
      "362f715528356ee83cda5f2aac4c6ad2ba3a715c1bcd81cb8e9f90bf4c1c1a8a",
      "28156e28317da7c98f4fe2bed6b542d0dab85bb224445fcedaf75d46e26d7eb8"
      "d5997f3e0915dd6b7f0aab08d9c8beb0d8c64bae2ab8b3c8c6bc53b3bf0db728",
      "43946b2e8d58cb727df9affa1fffa19884aec42156f0933138aef821a9a8809e"
      "ad7d39c061f85734f5e97b52e99d4813b71d04d2f39f838ae7a6bd256d03fa04" },
    /* clang-format on */
};

static struct bytes text_abc(void)
{
    return bytes_of_text("abc");
}

static void count_up(uint8_t *bytes, size_t size)
{
    for (size_t i = 0; i < size; i++)
        bytes[i] = (uint8_t)i;
}

static void test_digests_are_the_published_ones(void **state)
{
    uint8_t counted[200];
    count_up(counted, sizeof(counted));

    for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
        struct digest digest, nothing;

        hash_once(rows[i].hash, bytes_none(), &digest);
        hash_of_nothing(rows[i].hash, &nothing);
        assert_int_equal(nothing.size, digest.size);
        assert_memory_equal(nothing.bytes, digest.bytes, digest.size);
        assert_bytes(digest_bytes(&digest), HEX(rows[i].of_nothing));
        hash_once(rows[i].hash, text_abc(), &digest);
        assert_bytes(digest_bytes(&digest), HEX(rows[i].of_abc));
        hash_once(rows[i].hash, bytes_of(counted, sizeof(counted)), &digest);
        assert_bytes(digest_bytes(&digest), HEX(rows[i].of_200));
    }
}

static void test_a_message_in_parts_gives_the_same_digest(void **state)
{
    uint8_t counted[200];
    count_up(counted, sizeof(counted));

    for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
        struct hash_state running;
        struct digest digest;

        hash_init(&running, rows[i].hash);
        for (size_t at = 0; at < sizeof(counted); at++)
            hash_add(&running, bytes_of(counted + at, 1));
        hash_add(&running, bytes_none());
        hash_now(&running, &digest);

        assert_bytes(digest_bytes(&digest), HEX(rows[i].of_200));
    }
}

static void test_a_snapshot_leaves_the_state_running(void **state)
{
    for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
        struct hash_state running, copy;
        struct digest early, late, of_copy;

        hash_init(&running, rows[i].hash);
        hash_now(&running, &early);
        hash_copy(&running, &copy);
        hash_add(&running, text_abc());
        hash_now(&running, &late);
        hash_now(&copy, &of_copy);

        assert_bytes(digest_bytes(&early), HEX(rows[i].of_nothing));
        assert_bytes(digest_bytes(&late), HEX(rows[i].of_abc));
        assert_bytes(digest_bytes(&of_copy), HEX(rows[i].of_nothing));
    }
}

static void test_hashes_are_found_by_their_number(void **state)
{
    for (size_t i = 0; i < ARRAY_SIZE(rows); i++)
        assert_ptr_equal(hash_by_digest_id(rows[i].hash->digest_id), rows[i].hash);
    for (size_t i = 0; i < ARRAY_SIZE(rows); i++)
        assert_ptr_equal(hash_by_mac_id(rows[i].hash->mac_id), rows[i].hash);
    assert_null(hash_by_mac_id(GNUTLS_MAC_AEAD));
    assert_null(hash_by_mac_id(GNUTLS_MAC_UNKNOWN));
    assert_null(hash_by_digest_id(GNUTLS_DIG_NULL));
    assert_null(hash_by_digest_id(GNUTLS_DIG_MD2));
}

static void test_a_wiped_state_holds_nothing(void **state)
{
    static const uint8_t zeros[HASH_STATE_SIZE];
    struct hash_state running = { 0 };

    hash_init(&running, &hash_sha384);
    hash_add(&running, text_abc());
    hash_wipe(&running);

    assert_null(running.hash);
    assert_memory_equal(running.inner, zeros, sizeof(zeros));
    hash_wipe(&running);
}

/* Shorter than a block: it stays in the state as it came. */
static const char secret_text[] = "not to be found on any stack at all";

static void *hash_a_secret(void *hash)
{
    struct bytes secret = bytes_of_text(secret_text);
    struct hash_state running;
    struct digest digest;

    hash_once(hash, secret, &digest);
    hash_init(&running, hash);
    hash_add(&running, secret);
    hash_now(&running, &digest);
    hash_end(&running, &digest);
    return NULL;
}

static void test_no_state_stays_on_the_stack(void **state)
{
    static const struct hash *const hashes[] = { &hash_sha256, &hash_sha384, &hash_sha3_256 };
    enum { STACK_SIZE = 1 << 18, PAGE = 4096 };
    void *stack = NULL;
    pthread_attr_t attributes;
    pthread_t thread;

    assert_int_equal(posix_memalign(&stack, PAGE, STACK_SIZE), 0);
    for (size_t i = 0; i < ARRAY_SIZE(hashes); i++) {
        memory_publish(stack, STACK_SIZE); /* valgrind thinks that below a stack nothing is */
        memset(stack, 0, STACK_SIZE);
        assert_int_equal(pthread_attr_init(&attributes), 0);
        assert_int_equal(pthread_attr_setstack(&attributes, stack, STACK_SIZE), 0);
        assert_int_equal(
            pthread_create(&thread, &attributes, hash_a_secret, (void *)(uintptr_t)hashes[i]), 0);
        assert_int_equal(pthread_join(thread, NULL), 0);
        pthread_attr_destroy(&attributes);
        memory_publish(stack, STACK_SIZE);
        assert_null(memmem(stack, STACK_SIZE, secret_text, sizeof(secret_text) - 1));
    }
    free(stack);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_digests_are_the_published_ones),
        cmocka_unit_test(test_a_message_in_parts_gives_the_same_digest),
        cmocka_unit_test(test_a_snapshot_leaves_the_state_running),
        cmocka_unit_test(test_hashes_are_found_by_their_number),
        cmocka_unit_test(test_a_wiped_state_holds_nothing),
        cmocka_unit_test(test_no_state_stays_on_the_stack),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

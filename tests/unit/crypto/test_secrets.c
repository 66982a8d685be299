/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_secrets.c - primitives run on poisoned secrets
 *
 * With -Dpoison_secrets=true and under valgrind, each branch and each index that depends on a
 * secret is reported. Without, it is seen that primitives work on memory that is published late.
 */

#include "base/memory.h"
#include "crypto/aead.h"
#include "crypto/hkdf.h"
#include "crypto/kex.h"

#include "unit/crypto/vectors.h"

static struct secret poisoned_secret(size_t size)
{
    struct secret secret = { .size = (uint8_t)size };
    for (size_t i = 0; i < size; i++)
        secret.bytes[i] = (uint8_t)(i * 7 + 1);
    memory_poison(secret.bytes, size);
    return secret;
}

static void test_keys_are_derived_without_looking_at_them(void **state)
{
    static const struct hash *const hashes[] = { &hash_sha256, &hash_sha384, &hash_sha512 };

    for (size_t i = 0; i < ARRAY_SIZE(hashes); i++) {
        struct secret secret = poisoned_secret(hashes[i]->size), prk = { 0 }, out = { 0 };

        hkdf_extract(hashes[i], secret_bytes(&secret), secret_bytes(&secret), &prk);
        hkdf_expand_label_once(hashes[i], &prk, "key", bytes_none(), 32, &out);
        memory_publish(out.bytes, out.size);

        assert_int_equal(out.size, 32);
        assert_memory_not_equal(out.bytes, out.bytes + 16, 16);
    }
}

static void test_records_are_sealed_and_opened_without_looking_at_keys(void **state)
{
    static const struct aead *const all[] = {
        &aead_aes_128_gcm, &aead_aes_256_gcm,   &aead_chacha20_poly1305, &aead_aes_128_ccm,
        &aead_aes_256_ccm, &aead_aes_128_ccm_8, &aead_aes_256_ccm_8,
    };

    for (size_t i = 0; i < ARRAY_SIZE(all); i++) {
        struct secret key = poisoned_secret(all[i]->key_size);
        uint8_t nonce[12] = { 1 }, bytes[100 + 16] = { 2 };
        struct bytes sealed = bytes_of(bytes, 100u + all[i]->tag_size);
        memory_poison(bytes, 100);

        aead_seal(all[i], &key, bytes_of(nonce, 12), bytes_of_text("head"), bytes_of(bytes, 100),
                  bytes);
        memory_publish(bytes, sizeof(bytes));
        int result =
            aead_open(all[i], &key, bytes_of(nonce, 12), bytes_of_text("head"), sealed, bytes);
        memory_publish(bytes, 100);

        assert_int_equal(result, 0);
        assert_int_equal(bytes[0], 2);
        assert_int_equal(bytes[99], 0);
    }
}

static void test_secrets_are_agreed_without_looking_at_private_keys(void **state)
{
    static const struct kex *const all[] = { &kex_x25519, &kex_x448, &kex_ffdhe2048 };

    for (size_t i = 0; i < ARRAY_SIZE(all); i++) {
        SCOPED(buffer) struct buffer shared = { 0 };
        struct secret private_bytes = poisoned_secret(all[i] == &kex_x448 ? 56 : 32);
        struct kex_private ours, theirs;
        uint8_t share[256], peer[256];

        assert_int_equal(kex_generate(all[i], &theirs, peer), 0);
        assert_int_equal(kex_from_private(all[i], secret_bytes(&private_bytes), &ours, share), 0);
        memory_publish(share, sizeof(share));
        int result = kex_derive(&ours, bytes_of(peer, all[i]->share_size), &shared);
        memory_publish(shared.data, shared.size);

        assert_int_equal(result, 0);
        assert_int_equal(shared.size, all[i]->shared_size);
        kex_private_wipe(&ours);
        kex_private_wipe(&theirs);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_keys_are_derived_without_looking_at_them),
        cmocka_unit_test(test_records_are_sealed_and_opened_without_looking_at_keys),
        cmocka_unit_test(test_secrets_are_agreed_without_looking_at_private_keys),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_decrypt.c - secrets encrypted to an RSA key, well and badly
 *
 * Run with -Dpoison_secrets=true under valgrind, this shows that neither the key nor what it gives
 * decides anything.
 */

#include "base/memory.h"
#include "crypto/decrypt.h"

#include "unit/crypto/rsa_keys.h"

/* The key of 1024 bits; blocks of RFC 8017, 7.2.1, around the bytes 1 to 48, raised to the public
 * exponent with Python's pow(). The first is right, in all others one thing is wrong. */
/* clang-format off */
static const struct {
    const char *name, *encrypted;
} blocks[] = {
    { "right",
      "621e3ba645dca49e3cf7c7f2e6f6527f8da91a06a199ed321b80f25ad5efed12d12f5775118c8995"
      "82ed0fb369492373d697d13086157de223f319d82b4f4fe49dec7d4d29d258a3d03fa4cf6da4c173"
      "895d231c3709300aadc0d99406c0a2e32e56da754f9de343095f97a2af9112e021f1a84c230c3928"
      "e4a165f0e4fdac7e" },
    { "block of a signature",
      "072249cd0dbdaa6134094be9de55c817600f89fc15b4637c28d3b2027bb93b319de95c8df538c723"
      "b720b9da516a90e8857e65075722b184a199d847b23a9446e46d8983bac2589266393f88c86b1140"
      "5ced9ebbd3bf6712aa313910484b973beda8940725fe9270e5278af48826f469b8e49aee1537ce6f"
      "ca3027150a698045" },
    { "does not begin with zero",
      "a80461a039ce688b0be7d4301760279415aa4003037bb51d67c750eed919fed1a1137e7dee1d3892"
      "e2bf4f0d5ec096b36db4319dfec245fa1f2d10ac03e23e64e947af4b3610b76a55604735821d5da8"
      "6fde7aa1a4d0cd554cb2a965fa6afdb4a32287784dc49a61f037fcc2b29bd07a6dabca645265ddb6"
      "384d6095982e4ea5" },
    { "zero in the first eight bytes of padding",
      "63ba19839a85de2a16ee7bbf1c2be1d015ebb505a7daa48a82b14821a52df08c2b089544e89f1a13"
      "4f4462381e054e8619e2a4c37d49219ddb51f2eff4f45dc639f63a0410c092866fa64cc87891366b"
      "32aacf5a54d30ed235e1f4d3ade23d80ad1b73a87510baa527939d8cae19b72a0701ea0df16c48dc"
      "806681a81b454731" },
    { "more than was asked for",
      "88c36a1af94e58220ed842bb6e1e50987044b10d4c9be7170b8d91a75cdd2396d64af81fa958b120"
      "ffd8e2f27d17ae54b34965b2199fc75b05417b14f045b4dd2ec305ee26e2ef1247bf53672520cb08"
      "364c00ea84b96fd5d704a9fc3aca10e87dc78cd73f2f5caa1d6f2c3c32130500b33b069090024c93"
      "2fcadfc45edf7597" },
    { "nothing ends the padding",
      "82987ddda67dbd5763f43525c7c06ece86aadc29498eb30738a41c19a0d79f6e71ef211c823a15b4"
      "b059e3cfa29db0b1cb14422f5dbe21db6b2d811b4d7fe95bb62a0b3cfe448392cbd4b5d13a3b357b"
      "92269ae15ee828ac278c51b9d3c2aa58c4878f5532df28a66e0f9b12281d50d86b85520c2aa7509d"
      "cd806687affdcaed" },
    { "a byte less",
      "4e1f40c0aa6c85d710c4e099d08d6391f7d1e0fca5083a16036134b757622ac90291a1b1fa97a97e"
      "74a540db852af9dd4bb3ff436483c1e0b6d19cebd5223f1d0933cc53a4ccee9956ce2344a14cb74c"
      "b41679fd149f31390f4325194cb70e4bba493bf64d200194dabf5dcf62b7a560ebafe14e11563305"
      "cd192321be562c6d" },
    { "a byte more",
      "51c7d6c5704daab51a8762828f14356487803a4b0518297e547178708f9012b7a4c678d15f9a0746"
      "2d48bb771d33e2583e87964c83abb94bd5ac4d7d3730ab5a5a61e168b1a7519c2cc8a03bae9e8e43"
      "54fb93a806cfee61451acdec1b0942b27bd9347a1c37df1c7f1d8c76e39d22c73f155a7bedebf976"
      "4276b674418949ef" },
    { "nothing at all",
      "646cc67e473e46020e9b37b91e5fc2735c2dc36a65b1bcb25948d2d0043c85bab6a521a5550de9bc"
      "2848f0cf79a96114bc3d7cc146a022a1c89c2f337b12d90940524e0f3849d3e4f583ff841722b209"
      "3da1632d1eeac73ec6d2798a2069cf23773b3849e19cf03859e44a52eed6555e86cb17558d02c18c"
      "b8bc993797bfe548" },
};
/* clang-format on */

static struct secret counting_from(uint8_t first, uint8_t size)
{
    struct secret secret = { .size = size };

    for (uint8_t i = 0; i < size; i++)
        secret.bytes[i] = (uint8_t)(first + i);
    return secret;
}

static void decrypt(struct bytes encrypted, struct secret *inout)
{
    struct private_key key = rsa_key_read(&key_1024);

    assert_int_equal(key_decrypt_secret(&key, encrypted, inout), 0);
    memory_publish(inout->bytes, inout->size);
    private_key_wipe(&key);
}

static void test_only_the_right_block_replaces_the_bytes(void **state)
{
    const struct secret right = counting_from(1, 48), before = counting_from(100, 48);

    for (size_t i = 0; i < ARRAY_SIZE(blocks); i++) {
        struct secret secret = before;

        decrypt(HEX(blocks[i].encrypted), &secret);

        if (!secret_equal(&secret, i == 0 ? &right : &before))
            fail_msg("%s", blocks[i].name);
    }
}

static void test_what_is_no_block_leaves_the_bytes(void **state)
{
    const struct secret before = counting_from(100, 48);
    uint8_t large[129];
    static const size_t sizes[] = { 0, 1, 127, 128, 129 };

    memset(large, 0xff, sizeof large);
    for (size_t i = 0; i < ARRAY_SIZE(sizes); i++) {
        struct secret secret = before;

        decrypt(bytes_of(large, sizes[i]), &secret);

        assert_true(secret_equal(&secret, &before));
    }
}

static void test_what_was_encrypted_comes_back(void **state)
{
    const struct secret sent = counting_from(7, 48);
    struct private_key key = rsa_key_read(&key_1024);
    SCOPED(buffer) struct buffer encrypted = { 0 }, again = { 0 };
    struct secret secret = counting_from(100, 48);

    assert_int_equal(key_encrypt_secret(&key.public, &sent, &encrypted), 0);
    assert_int_equal(key_encrypt_secret(&key.public, &sent, &again), 0);
    assert_int_equal(encrypted.size, 128);
    assert_memory_not_equal(encrypted.data, again.data, 128);
    decrypt(buffer_bytes(&encrypted), &secret);

    assert_true(secret_equal(&secret, &sent));
    private_key_wipe(&key);
}

static void test_other_keys_do_not_encrypt(void **state)
{
    const struct secret sent = counting_from(7, 48);
    struct private_key key = rsa_key_read(&key_1024);
    SCOPED(buffer) struct buffer encrypted = { 0 };
    struct secret secret = sent;

    key.public.kind = KEY_RSA_PSS;
    assert_int_equal(key_encrypt_secret(&key.public, &sent, &encrypted),
                     GNUTLS_E_ENCRYPTION_FAILED);
    assert_int_equal(key_decrypt_secret(&key, HEX(blocks[0].encrypted), &secret),
                     GNUTLS_E_INVALID_REQUEST);
    private_key_wipe(&key);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_only_the_right_block_replaces_the_bytes),
        cmocka_unit_test(test_what_is_no_block_leaves_the_bytes),
        cmocka_unit_test(test_what_was_encrypted_comes_back),
        cmocka_unit_test(test_other_keys_do_not_encrypt),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

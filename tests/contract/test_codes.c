/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_codes.c - authenticated encryption and message authentication codes in all their sizes
 *
 * Expected bytes are the reference's; tests/unit/crypto has the published vectors.
 */

#include "suite.h"

#include <gnutls/crypto.h>

enum { TEXT_SIZE = 20, MESSAGE_SIZE = 49, FIRST_PIECE = 32 };

static unsigned char key_bytes[64], mac_key[256], nonce_bytes[64], message[MESSAGE_SIZE];

static void fill(void)
{
    for (int i = 0; i < 64; i++) {
        key_bytes[i] = (unsigned char)(i * 7 + 1);
        nonce_bytes[i] = (unsigned char)(200 - i);
    }
    for (int i = 0; i < 256; i++)
        mac_key[i] = (unsigned char)i;
    for (int i = 0; i < MESSAGE_SIZE; i++)
        message[i] = (unsigned char)(i % FIRST_PIECE);
}

static void assert_hex(const void *bytes, size_t size, const char *expected)
{
    char text[2 * 64 + 1];
    size_t room = sizeof(text);
    gnutls_datum_t data = { (void *)bytes, (unsigned)size };

    assert_code(gnutls_hex_encode(&data, text, &room), 0);
    assert_string_equal(text, expected);
}

/* ---- authenticated encryption ---- */

static const struct aead_row {
    const char *name;
    gnutls_cipher_algorithm_t cipher;
    size_t nonce, tag;
    const char *sealed;
} aead_rows[] = {
    /* clang-format off */
    { "AES-128-GCM, nonce of 12, tag of 16", GNUTLS_CIPHER_AES_128_GCM, 12, 16,
      "5dea09603cc3a347e9aa931acfaf14f7dff401e1455418932d06b79111161680d2b98c70" },
    { "AES-192-GCM, nonce of 12, tag of 16", GNUTLS_CIPHER_AES_192_GCM, 12, 16,
      "703cfb71d9c35104019304101f07c374e91d3e3b7a681e3f32d45f41b2a4e081d97c2279" },
    { "CAMELLIA-128-GCM, nonce of 12, tag of 16", GNUTLS_CIPHER_CAMELLIA_128_GCM, 12, 16,
      "0d3b651c002840291d9a5896b44f2085dbbac2522ff744da0d6a9c416f6604af2b0cca73" },
    { "CAMELLIA-256-GCM, nonce of 16, tag of 13", GNUTLS_CIPHER_CAMELLIA_256_GCM, 16, 13,
      "6b42edb6a600d72979f018c5c6957f1c452b44aea79e3a983667c65bb8f77b5816" },
    { "AES-128-CCM, nonce of 7, tag of 16", GNUTLS_CIPHER_AES_128_CCM, 7, 16,
      "5972d0da03ec90ad5e752d22dc0a4178c857075bce905d33fa95c80450c5bc9887a10b5e" },
    { "AES-128-CCM, nonce of 13, tag of 4", GNUTLS_CIPHER_AES_128_CCM, 13, 4,
      "754465a2f28981e01ed2b03282bd4bc7a8d8373e13c979a2" },
    { "AES-256-CCM, nonce of 12, tag of 10", GNUTLS_CIPHER_AES_256_CCM, 12, 10,
      "151012ae99c357669ac512cdddd7ba4cc9ba378e8c6d60d6b17474dd2d24" },
    { "AES-128-CCM-8, nonce of 12, tag of 8", GNUTLS_CIPHER_AES_128_CCM_8, 12, 8,
      "bf71cfdd166ca6c6bb3ef988e96ddf9d7cba1648d998d47c3663bfb7" },
    { "AES-256-CCM-8, nonce of 12, tag of 8", GNUTLS_CIPHER_AES_256_CCM_8, 12, 8,
      "151012ae99c357669ac512cdddd7ba4cc9ba378ec862a0c6557bcd36" },
    { "CHACHA20-POLY1305, nonce of 12, tag of 16", GNUTLS_CIPHER_CHACHA20_POLY1305, 12, 16,
      "592bb84b4b44323e09d0d29ca55630899c72bbf489d2ade78acab39d9d7597b49e34dfda" },
    { "AES-128-SIV, nonce of 1, tag of 16", GNUTLS_CIPHER_AES_128_SIV, 1, 16,
      "c674d60515574270aebbf2dd0501d65f2893b71a47c066453faf8f4ae820188249a1e0e6" },
    { "AES-128-SIV, nonce of 12, tag of 16", GNUTLS_CIPHER_AES_128_SIV, 12, 16,
      "b43ccdc3d004be024cc9467203ea3d0db1050e9e0af09708d83c863ba76d89945b0f9c2a" },
    { "AES-256-SIV, nonce of 16, tag of 16", GNUTLS_CIPHER_AES_256_SIV, 16, 16,
      "fbb57c0567cd7826f21393cdc2fa6db85bfd56d8a3958ebd4dcb238c92c44a8e29a3e90a" },
    { "AES-256-SIV, nonce of 40, tag of 16", GNUTLS_CIPHER_AES_256_SIV, 40, 16,
      "364c2532ebed15e01a1a0be5a26c8ae4f1237c74056f5572af6875e70919afd92e917b84" },
    /* clang-format on */
};

static gnutls_aead_cipher_hd_t begin(gnutls_cipher_algorithm_t cipher)
{
    gnutls_datum_t key = { key_bytes, (unsigned)gnutls_cipher_get_key_size(cipher) };
    gnutls_aead_cipher_hd_t handle = NULL;

    fill();
    assert_code(gnutls_aead_cipher_init(&handle, cipher, &key), 0);
    return handle;
}

static void test_seal_and_open(void **state)
{
    const struct aead_row *row = *state;
    gnutls_aead_cipher_hd_t handle = begin(row->cipher);
    unsigned char sealed[64], opened[64];
    size_t size = sizeof(sealed), left = sizeof(opened);

    assert_code(gnutls_aead_cipher_encrypt(handle, nonce_bytes, row->nonce, "associated", 10,
                                           row->tag, message, TEXT_SIZE, sealed, &size),
                0);
    assert_hex(sealed, size, row->sealed);
    assert_code(gnutls_aead_cipher_decrypt(handle, nonce_bytes, row->nonce, "associated", 10,
                                           row->tag, sealed, size, opened, &left),
                0);
    assert_int_equal(left, TEXT_SIZE);
    assert_memory_equal(opened, message, TEXT_SIZE);
    gnutls_aead_cipher_deinit(handle);
}

static void test_changed_bytes_do_not_open(void **state)
{
    const struct aead_row *row = *state;
    gnutls_aead_cipher_hd_t handle = begin(row->cipher);
    unsigned char sealed[64], opened[64];
    size_t size = sizeof(sealed);

    assert_code(gnutls_aead_cipher_encrypt(handle, nonce_bytes, row->nonce, "associated", 10,
                                           row->tag, message, TEXT_SIZE, sealed, &size),
                0);
    for (size_t i = 0; i < size; i++) {
        size_t left = sizeof(opened);
        sealed[i] ^= 0x10;
        assert_code(gnutls_aead_cipher_decrypt(handle, nonce_bytes, row->nonce, "associated", 10,
                                               row->tag, sealed, size, opened, &left),
                    GNUTLS_E_DECRYPTION_FAILED);
        sealed[i] ^= 0x10;
    }
    gnutls_aead_cipher_deinit(handle);
}

/* The same bytes as in one piece, but the tag apart, in place. SIV of the reference can not do it. */
static void test_parts_in_place(void **state)
{
    const struct aead_row *row = *state;
    bool is_siv =
        row->cipher == GNUTLS_CIPHER_AES_128_SIV || row->cipher == GNUTLS_CIPHER_AES_256_SIV;
    bool is_odd = row->cipher == GNUTLS_CIPHER_CAMELLIA_256_GCM;
    unsigned char text[TEXT_SIZE], tag[16], joined[64];
    size_t tag_size = row->tag;
    giovec_t parts[] = { { text, 7 }, { text + 7, TEXT_SIZE - 7 } };
    giovec_t associated[] = { { (void *)"asso", 4 }, { (void *)"ciated", 6 } };

    if (library_under_test() == REFERENCE && (is_siv || is_odd))
        return;
    gnutls_aead_cipher_hd_t handle = begin(row->cipher);
    memcpy(text, message, TEXT_SIZE);
    assert_code(gnutls_aead_cipher_encryptv2(handle, nonce_bytes, row->nonce, associated, 2, parts,
                                             2, tag, &tag_size),
                0);
    memcpy(joined, is_siv ? tag : text, is_siv ? row->tag : TEXT_SIZE);
    memcpy(joined + (is_siv ? row->tag : TEXT_SIZE), is_siv ? text : tag,
           is_siv ? TEXT_SIZE : row->tag);
    assert_hex(joined, TEXT_SIZE + row->tag, row->sealed);
    assert_code(gnutls_aead_cipher_decryptv2(handle, nonce_bytes, row->nonce, associated, 2, parts,
                                             2, tag, tag_size),
                0);
    assert_memory_equal(text, message, TEXT_SIZE);
    gnutls_aead_cipher_deinit(handle);
}

/* What a mode does not have is refused; the reference goes on with something else, or ends. */
static const struct odd_row {
    const char *name;
    gnutls_cipher_algorithm_t cipher;
    size_t nonce, tag;
} odd_rows[] = {
    { "ChaCha20-Poly1305 with a nonce of 8", GNUTLS_CIPHER_CHACHA20_POLY1305, 8, 16 },
    { "CCM with a nonce of 6", GNUTLS_CIPHER_AES_128_CCM, 6, 16 },
    { "CCM with a nonce of 14", GNUTLS_CIPHER_AES_128_CCM, 14, 16 },
    { "CCM with a tag of 5", GNUTLS_CIPHER_AES_128_CCM, 12, 5 },
    { "GCM without a nonce", GNUTLS_CIPHER_AES_128_GCM, 0, 16 },
    { "GCM with a tag of 17", GNUTLS_CIPHER_AES_128_GCM, 12, 17 },
    { "SIV with a tag of 8", GNUTLS_CIPHER_AES_128_SIV, 12, 8 },
};

static void test_sizes_a_mode_does_not_have(void **state)
{
    const struct odd_row *row = *state;
    unsigned char sealed[64];
    size_t size = sizeof(sealed);

    if (library_under_test() == REFERENCE)
        return;
    gnutls_aead_cipher_hd_t handle = begin(row->cipher);
    assert_code(gnutls_aead_cipher_encrypt(handle, nonce_bytes, row->nonce, NULL, 0, row->tag,
                                           message, TEXT_SIZE, sealed, &size),
                GNUTLS_E_INVALID_REQUEST);
    gnutls_aead_cipher_deinit(handle);
}

/* ---- codes ---- */

static const struct mac_row {
    const char *name;
    gnutls_mac_algorithm_t mac;
    size_t key, nonce;
    const char *code;
} mac_rows[] = {
    /* clang-format off */
    { "MD5", GNUTLS_MAC_MD5, 10, 0,
      "fe5dd6891bddc739e418cf3b0319683a" },
    { "SHA1", GNUTLS_MAC_SHA1, 20, 0,
      "f81a72173278038716ad4fe4c6214cc587078169" },
    { "SHA256", GNUTLS_MAC_SHA256, 100, 0,
      "3afa161cc45f2ba5367a43bc8cf2740988531517e86ea8a963a223493dc5ce21" },
    { "SHA384", GNUTLS_MAC_SHA384, 1, 0,
      "147842fbbe4f3815188bf5f086fdedb93e4142c7ff4790a378c8d2a9ed6d5dd9437ddf5d3db4b5bcf181a182413c8fb9" },
    { "SHA512", GNUTLS_MAC_SHA512, 200, 0,
      "59d8a5f3c940809b94e2550e0d0c8025473ed5601e11bf2d0ca605bc3853b20728829005ed0fd25360e04d733e78ad54297f77fa1d1927bd975bc3c9cdb9628b" },
    { "SHA224", GNUTLS_MAC_SHA224, 32, 0,
      "49fb21d7f8eaadb9bd7ba614fda1213256df18c1f9bf947bcb62b444" },
    { "UMAC-96", GNUTLS_MAC_UMAC_96, 16, 8,
      "cd768b6bb15df868854f97e1" },
    { "UMAC-128", GNUTLS_MAC_UMAC_128, 16, 8,
      "cd768b6bb15df868854f97e1f62ed0b5" },
    { "AES-CMAC-128", GNUTLS_MAC_AES_CMAC_128, 16, 0,
      "f8eabf1d0beb56602ef28865567a383a" },
    { "AES-CMAC-256", GNUTLS_MAC_AES_CMAC_256, 32, 0,
      "532091f138f76bfd725147815e0f4d00" },
    { "AES-GMAC-128", GNUTLS_MAC_AES_GMAC_128, 16, 12,
      "791b6576dabd44bce694888867446b68" },
    { "AES-GMAC-192", GNUTLS_MAC_AES_GMAC_192, 24, 12,
      "951da0c5172297d10b41cdfd63a4019c" },
    { "AES-GMAC-256", GNUTLS_MAC_AES_GMAC_256, 32, 12,
      "8d70693202c8d07554182ebf7561cdf7" },
    /* clang-format on */
};

static void test_code(void **state)
{
    const struct mac_row *row = *state;
    gnutls_hmac_hd_t handle, copy;
    unsigned char code[64];
    size_t size = gnutls_hmac_get_len(row->mac);

    fill();
    assert_code(gnutls_hmac_init(&handle, row->mac, mac_key, row->key), 0);
    if (row->nonce > 0)
        gnutls_hmac_set_nonce(handle, nonce_bytes, row->nonce);
    assert_code(gnutls_hmac(handle, message, FIRST_PIECE), 0);
    copy = gnutls_hmac_copy(handle);
    assert_code(gnutls_hmac(handle, message + FIRST_PIECE, MESSAGE_SIZE - FIRST_PIECE), 0);
    gnutls_hmac_deinit(handle, code);
    assert_hex(code, size, row->code);

    if (copy) { /* the reference can not copy all of them */
        assert_code(gnutls_hmac(copy, message + FIRST_PIECE, MESSAGE_SIZE - FIRST_PIECE), 0);
        gnutls_hmac_deinit(copy, code);
        assert_hex(code, size, row->code);
    }
    assert_true(copy || library_under_test() == REFERENCE);
}

static void test_code_without_its_nonce_is_not_made(void **state)
{
    unsigned char code[16];

    if (library_under_test() == REFERENCE)
        return; /* goes on with whatever nonce there is */
    fill();
    assert_code(gnutls_hmac_fast(GNUTLS_MAC_AES_GMAC_128, mac_key, 16, message, 16, code),
                GNUTLS_E_INVALID_REQUEST);
}

int main(void)
{
    ADD_ROWS(aead_rows, test_seal_and_open);
    ADD_ROWS(aead_rows, test_changed_bytes_do_not_open);
    ADD_ROWS(aead_rows, test_parts_in_place);
    ADD_ROWS(odd_rows, test_sizes_a_mode_does_not_have);
    ADD_ROWS(mac_rows, test_code);
    ADD(test_code_without_its_nonce_is_not_made);
    return suite_run("codes");
}

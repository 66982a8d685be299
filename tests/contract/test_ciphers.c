/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_ciphers.c - ciphers that are fed piece by piece
 *
 * Expected bytes are those of OpenSSL where it has the cipher, of the Salsa20 specification, and of
 * the reference elsewhere.
 */

#include "suite.h"

#include <gnutls/crypto.h>

enum { MESSAGE_SIZE = 64, PIECE_SIZE = 32 };

static unsigned char key_bytes[64], iv_bytes[16], message[MESSAGE_SIZE];

static void fill(void)
{
    for (int i = 0; i < 64; i++) {
        key_bytes[i] = (unsigned char)(i * 7 + 1);
        message[i] = (unsigned char)i;
    }
    for (int i = 0; i < 16; i++)
        iv_bytes[i] = (unsigned char)(200 - i);
}

static const struct cipher_row {
    const char *name;
    gnutls_cipher_algorithm_t cipher;
    const char *encrypted, *tag;
} cipher_rows[] = {
    /* clang-format off */
    { "AES-128-CBC", GNUTLS_CIPHER_AES_128_CBC,
      "33b71d867d48527a8aea9c9aa0ed81f66d2c7ed078ec18d9220714c46a039340"
      "8df0c34ca0749619ea2b2cfe6b497e34e037215a75d76277a90c1832552d74fa", NULL },
    { "AES-192-CBC", GNUTLS_CIPHER_AES_192_CBC,
      "e51d069f663db5f3cc24ab89d11fa96a8ce1559a7d7fe90a7f0247a98cedbe9d"
      "f7f4e505289251c255d7dc78c685561d837cb3fdf5750c8622dec66f32871bfa", NULL },
    { "AES-256-CBC", GNUTLS_CIPHER_AES_256_CBC,
      "6c4ddf2c9de44e7e4184d381a2480db8c465f3e1b97634f4ccc624657ee16817"
      "42852e1664b0b2a43e58d8c4533ccd8020f2b936d3dd551c2465a55192816142", NULL },
    { "CAMELLIA-128-CBC", GNUTLS_CIPHER_CAMELLIA_128_CBC,
      "ea98cc409d0b3704da4a0672b4a994d53d111946223582a22cd09a3587c66a97"
      "d39b7f09134759aa5fbd2bae59dcf906fc914e8a3ac9e972024e9b3f53278e12", NULL },
    { "CAMELLIA-192-CBC", GNUTLS_CIPHER_CAMELLIA_192_CBC,
      "48c7df666af4d8893d1c4e061ebd9a507d2d4896048cc2a3ca4dd85dbf9dc9c0"
      "9ebc72227f398df78de7a38ea96b51e3570b466d78da760c84f75270f1ae9f4d", NULL },
    { "CAMELLIA-256-CBC", GNUTLS_CIPHER_CAMELLIA_256_CBC,
      "3f8a529b9b768f246d17a8af9687ce361f8955efe589280b8a73a52bb8990dc5"
      "9eb7f67852ea3ba67ecd62dc01051440669e835dc3fa9790fef594e6246e1aa6", NULL },
    { "3DES-CBC", GNUTLS_CIPHER_3DES_CBC,
      "e54e6069ddbd966f8c5e2813a35b148c660e1496764ade797205a459e8ef8cd1"
      "26deed449eee84dba79b54ef9f4d7543c12e2196cfda1a622232548b148b0d18", NULL },
    { "DES-CBC", GNUTLS_CIPHER_DES_CBC,
      "4cb811b9ed9e5b55b5b202d6eed34b081d11f349081ca5a8e840e69a5c632bff"
      "314229c274356cefc7e0ca17471d90108da0d3a0b609ccac3ea353ca0b5d04c2", NULL },
    { "RC2-40", GNUTLS_CIPHER_RC2_40_CBC,
      "ca29d60485f00626559d349240d561e08386479ac9cb064f98a33c3e8dca3dd1"
      "3e9ac661eccf9202e2ce821a7e1c4f5800dc250cf516807e2ba990d1825499c7", NULL },
    { "AES-128-CFB8", GNUTLS_CIPHER_AES_128_CFB8,
      "75310a7009ed438c69229f4b78053418df27945d8390ac49f3eacab31d07de33"
      "11aae440ea8c342330c50432d9b1c123b8e22f10d4d3e17cc77f2af8059e36f7", NULL },
    { "AES-192-CFB8", GNUTLS_CIPHER_AES_192_CFB8,
      "32332a02de5872babea6388823db804db3f70c659b68acfcc584242a4963dcf0"
      "32dbfa95a13fe9b775bca5c5535149241a36ebf6cbb00643c85b318f360ad521", NULL },
    { "AES-256-CFB8", GNUTLS_CIPHER_AES_256_CFB8,
      "6e64e7c817672607067a9e95f7543a768c3aebd4d56da57722b8eee64e56ef6c"
      "81d7883f5ac229ec9f1d00d7c3442a88de375597b7dac14130963dca1e10bb90", NULL },
    { "AES-128-XTS", GNUTLS_CIPHER_AES_128_XTS,
      "e4b1e09542dc3e20759e4ea3d67d2e6e63dc9d7265301e3f01a7920e791b62a3"
      "60c8e5a0ac6f68246cca498557f72f2dc618a9b1f3053ce0cc0e0859a01cecb2", NULL },
    { "AES-256-XTS", GNUTLS_CIPHER_AES_256_XTS,
      "ccf043323a6e7f18d3c16fd0a53f3626ad5dd8054cc8349c64d89bf385b81b7d"
      "26ace5f7dfcc743b3d5b45e9929bc600bf29c08227845cf5dc436f38f2aa30c8", NULL },
    { "AES-128-GCM", GNUTLS_CIPHER_AES_128_GCM,
      "5dea09603cc3a347e9aa931acfaf14f7dff401e1b745fe22c4f22650beea3349"
      "624236c2b80295b75164aacdaf16b593c95251fe6be5f59e58a6e07ec8a832ec", "221afc4cd582a64ccc762a56abb3be84" },
    { "AES-192-GCM", GNUTLS_CIPHER_AES_192_GCM,
      "703cfb71d9c35104019304101f07c374e91d3e3b6c5bf376026da3c169c07747"
      "489b6c5eab593e36dda8d7f1801e8d28b8fc413420a9db1410ba410dcb3e3cae", "7fac4a27ed61d8520f72b82f71a4d3ee" },
    { "AES-256-GCM", GNUTLS_CIPHER_AES_256_GCM,
      "c2ae9d1c89b34d103d42cfc7a905f70f1c691ca895151e860304065f122b6870"
      "b598857a495db9e89eeddc8fa9b9c8eb038a04fdfc56bc20208805fe3bfb0871", "72c48099abba851fa540f29a8a8a348d" },
    { "CAMELLIA-128-GCM", GNUTLS_CIPHER_CAMELLIA_128_GCM,
      "0d3b651c002840291d9a5896b44f2085dbbac2520978271b84a7ccb6c124b912"
      "5ec24263a917295a008fbe769f6aaf190d3e75fcf08b3bf6b77b3129e2c8085b", "cc3f58c5216d8b5b4a259f49318688df" },
    { "CAMELLIA-256-GCM", GNUTLS_CIPHER_CAMELLIA_256_GCM,
      "cd0e1a3a493bae78605d9cbffbfc8446ee7ff677583aac22e2b1d913afa64454"
      "6e9c423b01a9ead9cb431ef84c0c03ab0a77ce6378865bce2b2b9e1a0ba6b91a", "d6573b8ab2635841f8ae01ecbdcbfafa" },
    { "CHACHA20-POLY1305", GNUTLS_CIPHER_CHACHA20_POLY1305,
      "592bb84b4b44323e09d0d29ca55630899c72bbf414ff6b2cd2152affffd4f727"
      "a70ef87858198512311dcb0068b1ba14062ef2b8f9a2a9221636f5c847868348", "14e9c7ca8cdd4997ba77fc458c111c45" },
    { "CHACHA20-64", GNUTLS_CIPHER_CHACHA20_64,
      "d0d7e37adf6dd52a5cb50cff3f830a7a6d635f37b45c8f0ad9a8512dcf421cc2"
      "5b476c136b9ccc5db81da453e7950007547f4f0c8c9296ba6ad51f53873ea214", NULL },
    { "CHACHA20-32", GNUTLS_CIPHER_CHACHA20_32,
      "d0d7e37adf6dd52a5cb50cff3f830a7a6d635f37b45c8f0ad9a8512dcf421cc2"
      "5b476c136b9ccc5db81da453e7950007547f4f0c8c9296ba6ad51f53873ea214", NULL },
    { "SALSA20-256", GNUTLS_CIPHER_SALSA20_256,
      "bb4161ea1e023a76388da3aa4c704ffa25fa55de4bda51a31e8c82a8fca58239"
      "9fc06f4dbedb0308a6d237f9fd2c3d5efee384e5247b5f7bf18ecbb5088000a5", NULL },
    { "ESTREAM-SALSA20-256", GNUTLS_CIPHER_ESTREAM_SALSA20_256,
      "ed208bf3bc912aae9646fd2d6ef411a6fe198012622e174bd8cbb0a5454b1c14"
      "19e6e65401fc3b5fa07f4429f13956e879aa85b095b3f60ed5c06e65d62d8481", NULL },
    { "ARCFOUR-128", GNUTLS_CIPHER_ARCFOUR_128,
      "45c1f08428c6daeb2d14f3c271febabb12a7f50f7df12446a58cd9fd58d90145"
      "69b9b06b43a7c4da96f49dc28be9400bf522da79e4f30fe6109cc47dc7da70aa", NULL },
    /* clang-format on */
};

static gnutls_datum_t key_of(gnutls_cipher_algorithm_t cipher)
{
    return (gnutls_datum_t){ key_bytes, (unsigned)gnutls_cipher_get_key_size(cipher) };
}

static gnutls_datum_t iv_of(gnutls_cipher_algorithm_t cipher)
{
    return (gnutls_datum_t){ iv_bytes, gnutls_cipher_get_iv_size(cipher) };
}

static gnutls_cipher_hd_t begin(gnutls_cipher_algorithm_t cipher)
{
    gnutls_datum_t key = key_of(cipher), iv = iv_of(cipher);
    gnutls_cipher_hd_t handle = NULL;

    fill();
    assert_code(gnutls_cipher_init(&handle, cipher, &key, &iv), 0);
    return handle;
}

static void assert_hex(const void *bytes, size_t size, const char *expected)
{
    char text[2 * MESSAGE_SIZE + 1];
    size_t room = sizeof(text);
    gnutls_datum_t data = { (void *)bytes, (unsigned)size };

    assert_code(gnutls_hex_encode(&data, text, &room), 0);
    assert_string_equal(text, expected);
}

/* The reference does not use the IV of Salsa20. */
static bool is_left_out(const struct cipher_row *row)
{
    return library_under_test() == REFERENCE && (row->cipher == GNUTLS_CIPHER_SALSA20_256 ||
                                                 row->cipher == GNUTLS_CIPHER_ESTREAM_SALSA20_256);
}

static void test_encrypt(void **state)
{
    const struct cipher_row *row = *state;
    gnutls_cipher_hd_t handle = begin(row->cipher);
    unsigned char out[MESSAGE_SIZE], tag[16];

    if (row->tag)
        assert_code(gnutls_cipher_add_auth(handle, "associated", 10), 0);
    assert_code(gnutls_cipher_encrypt2(handle, message, MESSAGE_SIZE, out, sizeof(out)), 0);

    if (!is_left_out(row))
        assert_hex(out, sizeof(out), row->encrypted);
    if (row->tag) {
        assert_code(gnutls_cipher_tag(handle, tag, sizeof(tag)), 0);
        assert_hex(tag, sizeof(tag), row->tag);
    } else {
        assert_code(gnutls_cipher_tag(handle, tag, sizeof(tag)), GNUTLS_E_INVALID_REQUEST);
    }
    gnutls_cipher_deinit(handle);
}

static void test_decrypt_in_place(void **state)
{
    const struct cipher_row *row = *state;
    gnutls_cipher_hd_t handle = begin(row->cipher);
    unsigned char data[MESSAGE_SIZE];
    size_t size = sizeof(data);

    assert_code(gnutls_hex2bin(row->encrypted, strlen(row->encrypted), data, &size), 0);
    if (row->tag)
        assert_code(gnutls_cipher_add_auth(handle, "associated", 10), 0);
    assert_code(gnutls_cipher_decrypt(handle, data, MESSAGE_SIZE), 0);

    if (!is_left_out(row))
        assert_memory_equal(data, message, MESSAGE_SIZE);
    gnutls_cipher_deinit(handle);
}

/* Half blocks apart, a message may come in pieces: whole ones of every cipher but XTS, for which
 * each call is a sector, and those with blocks of 64 bytes. */
static bool goes_on(const struct cipher_row *row)
{
    return row->cipher != GNUTLS_CIPHER_AES_128_XTS && row->cipher != GNUTLS_CIPHER_AES_256_XTS &&
           gnutls_cipher_get_block_size(row->cipher) <= PIECE_SIZE;
}

static void test_pieces(void **state)
{
    const struct cipher_row *row = *state;
    gnutls_cipher_hd_t handle = begin(row->cipher);
    unsigned char out[MESSAGE_SIZE];

    if (goes_on(row)) {
        for (size_t at = 0; at < MESSAGE_SIZE; at += PIECE_SIZE)
            assert_code(
                gnutls_cipher_encrypt2(handle, message + at, PIECE_SIZE, out + at, PIECE_SIZE), 0);
        assert_hex(out, sizeof(out), row->encrypted);
    }
    gnutls_cipher_deinit(handle);
}

/* The reference sees to it for some ciphers only. */
static void test_room_is_not_overrun(void **state)
{
    const struct cipher_row *row = *state;
    unsigned char out[MESSAGE_SIZE];

    if (library_under_test() == REFERENCE && row->cipher != GNUTLS_CIPHER_AES_128_CBC)
        return;
    gnutls_cipher_hd_t handle = begin(row->cipher);

    assert_code(gnutls_cipher_encrypt2(handle, message, MESSAGE_SIZE, out, MESSAGE_SIZE - 1),
                GNUTLS_E_SHORT_MEMORY_BUFFER);
    assert_code(gnutls_cipher_decrypt2(handle, message, MESSAGE_SIZE, out, MESSAGE_SIZE - 1),
                GNUTLS_E_SHORT_MEMORY_BUFFER);
    gnutls_cipher_deinit(handle);
}

/* ---- requests that make no sense ---- */

static void test_what_is_not_used_by_pieces(void **state)
{
    static const gnutls_cipher_algorithm_t ciphers[] = {
        GNUTLS_CIPHER_NULL, GNUTLS_CIPHER_AES_128_CCM, GNUTLS_CIPHER_AES_256_CCM_8,
        GNUTLS_CIPHER_AES_128_SIV, GNUTLS_CIPHER_UNKNOWN
    };
    gnutls_cipher_hd_t handle;

    fill();
    for (size_t i = 0; i < COUNT(ciphers); i++) {
        gnutls_datum_t key = key_of(ciphers[i]), iv = iv_of(ciphers[i]);
        assert_code(gnutls_cipher_init(&handle, ciphers[i], &key, &iv), GNUTLS_E_INVALID_REQUEST);
    }
}

static void test_key_of_another_size(void **state)
{
    gnutls_datum_t key = { key_bytes, 15 }, iv = iv_of(GNUTLS_CIPHER_AES_128_CBC);
    gnutls_cipher_hd_t handle;

    assert_true(gnutls_cipher_init(&handle, GNUTLS_CIPHER_AES_128_CBC, &key, &iv) < 0);
}

static void test_new_iv_begins_anew(void **state)
{
    gnutls_cipher_hd_t handle = begin(GNUTLS_CIPHER_AES_128_CBC);
    unsigned char first[16], second[16];

    assert_code(gnutls_cipher_encrypt2(handle, message, 16, first, 16), 0);
    gnutls_cipher_set_iv(handle, iv_bytes, 16);
    assert_code(gnutls_cipher_encrypt2(handle, message, 16, second, 16), 0);

    assert_memory_equal(first, second, 16);
    gnutls_cipher_deinit(handle);
}

/* The chain of each direction moves on by itself. */
static void test_each_direction_has_a_chain_of_its_own(void **state)
{
    gnutls_cipher_hd_t handle = begin(GNUTLS_CIPHER_AES_256_CBC);
    unsigned char data[MESSAGE_SIZE];

    memcpy(data, message, sizeof(data));
    for (size_t at = 0; at < MESSAGE_SIZE; at += 16) {
        assert_code(gnutls_cipher_encrypt(handle, data + at, 16), 0);
        assert_code(gnutls_cipher_decrypt(handle, data + at, 16), 0);
    }

    assert_memory_equal(data, message, sizeof(data));
    gnutls_cipher_deinit(handle);
}

static void test_associated_data_comes_first(void **state)
{
    if (library_under_test() == REFERENCE)
        return; /* does not look */
    gnutls_cipher_hd_t handle = begin(GNUTLS_CIPHER_AES_128_GCM);
    unsigned char out[32];

    assert_code(gnutls_cipher_encrypt2(handle, message, 32, out, 32), 0);

    assert_code(gnutls_cipher_add_auth(handle, "late", 4), GNUTLS_E_INVALID_REQUEST);
    gnutls_cipher_deinit(handle);
}

/* ---- padding ---- */

static const struct pad_row {
    const char *name;
    size_t size, padded;
} pad_rows[] = {
    { "padding of nothing", 0, 16 },        { "padding of one byte less", 15, 16 },
    { "padding of a whole block", 16, 32 }, { "padding of one byte more", 17, 32 },
    { "padding of two blocks", 32, 48 },
};

static void test_padding(void **state)
{
    const struct pad_row *row = *state;
    gnutls_cipher_hd_t handle = begin(GNUTLS_CIPHER_AES_128_CBC);
    unsigned char out[MESSAGE_SIZE], back[MESSAGE_SIZE];
    size_t size = 0;

    assert_code(gnutls_cipher_encrypt3(handle, message, row->size, NULL, &size,
                                       GNUTLS_CIPHER_PADDING_PKCS7),
                0);
    assert_int_equal(size, row->padded);
    size = row->padded - 1;
    assert_code(
        gnutls_cipher_encrypt3(handle, message, row->size, out, &size, GNUTLS_CIPHER_PADDING_PKCS7),
        GNUTLS_E_SHORT_MEMORY_BUFFER);
    gnutls_cipher_set_iv(handle, iv_bytes, 16);
    size = sizeof(out);
    assert_code(
        gnutls_cipher_encrypt3(handle, message, row->size, out, &size, GNUTLS_CIPHER_PADDING_PKCS7),
        0);
    assert_int_equal(size, row->padded);
    assert_code(gnutls_cipher_decrypt2(handle, out, size, back, sizeof(back)), 0);
    assert_memory_equal(back, message, row->size);
    for (size_t i = row->size; i < size; i++)
        assert_int_equal(back[i], row->padded - row->size);
    gnutls_cipher_deinit(handle);
}

/* The reference refuses padding of its own making. */
static void test_padding_is_taken_away(void **state)
{
    const struct pad_row *row = *state;
    unsigned char out[MESSAGE_SIZE], back[MESSAGE_SIZE];
    size_t size = sizeof(out), left = row->size;

    if (library_under_test() == REFERENCE)
        return;
    gnutls_cipher_hd_t handle = begin(GNUTLS_CIPHER_AES_128_CBC);
    assert_code(
        gnutls_cipher_encrypt3(handle, message, row->size, out, &size, GNUTLS_CIPHER_PADDING_PKCS7),
        0);
    assert_code(gnutls_cipher_decrypt3(handle, out, size, back, &left, GNUTLS_CIPHER_PADDING_PKCS7),
                0);
    assert_int_equal(left, row->size);
    assert_memory_equal(back, message, left);

    gnutls_cipher_set_iv(handle, iv_bytes, 16);
    out[size - 1] ^= 1; /* the last block becomes noise */
    left = sizeof(back);
    assert_code(gnutls_cipher_decrypt3(handle, out, size, back, &left, GNUTLS_CIPHER_PADDING_PKCS7),
                GNUTLS_E_DECRYPTION_FAILED);
    gnutls_cipher_deinit(handle);
}

static void test_no_padding_without_the_flag(void **state)
{
    gnutls_cipher_hd_t handle = begin(GNUTLS_CIPHER_AES_128_CBC);
    unsigned char out[MESSAGE_SIZE];
    size_t size = sizeof(out);

    assert_code(gnutls_cipher_encrypt3(handle, message, 16, out, &size, 0), 0);
    assert_int_equal(size, 16);
    size = sizeof(out);
    assert_code(gnutls_cipher_encrypt3(handle, message, 15, out, &size, 0),
                GNUTLS_E_INVALID_REQUEST);
    gnutls_cipher_deinit(handle);
}

int main(void)
{
    ADD_ROWS(cipher_rows, test_encrypt);
    ADD_ROWS(cipher_rows, test_decrypt_in_place);
    ADD_ROWS(cipher_rows, test_pieces);
    ADD_ROWS(cipher_rows, test_room_is_not_overrun);
    ADD(test_what_is_not_used_by_pieces);
    ADD(test_key_of_another_size);
    ADD(test_new_iv_begins_anew);
    ADD(test_each_direction_has_a_chain_of_its_own);
    ADD(test_associated_data_comes_first);
    ADD_ROWS(pad_rows, test_padding);
    ADD_ROWS(pad_rows, test_padding_is_taken_away);
    ADD(test_no_padding_without_the_flag);
    return suite_run("ciphers");
}

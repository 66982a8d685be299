/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_cbc.c - CBC with HMAC: every padding, and everything that can be wrong
 *
 * With -Dpoison_secrets=true and under valgrind, this also shows that opening takes no branch and no
 * index from what was decrypted: cbc_open() marks it. What other libraries seal is opened in the
 * tests of record/.
 */

#include "base/memory.h"
#include "crypto/cbc.h"
#include "crypto/hmac.h"

#include "unit/crypto/vectors.h"

enum { PLAIN_MAX = 600, ROOM = PLAIN_MAX + 400, PADDINGS = 256 };

static const uint8_t head[CBC_HEAD_SIZE] = { 0, 0, 0, 0, 0, 0, 0, 1, 23, 3, 3 };
static const uint8_t iv[CBC_BLOCK_SIZE] = { 9, 8, 7, 6, 5, 4, 3, 2, 1 };

struct kind {
    const struct hash *hash;
    uint8_t key_size;
    bool encrypt_then_mac;
};

static const struct kind kinds[] = {
    { &hash_sha1, 16, false },   { &hash_sha1, 32, false }, { &hash_sha256, 16, false },
    { &hash_sha384, 32, false }, { &hash_sha1, 32, true },  { &hash_sha256, 16, true },
    { &hash_sha384, 32, true },
};

struct setup {
    struct secret key, mac_key;
    struct cbc cbc;
    uint8_t plain[ROOM], sealed[ROOM];
    size_t size;
};

static void set_up(struct setup *s, const struct kind *kind)
{
    *s = (struct setup){ .key.size = kind->key_size, .mac_key.size = (uint8_t)kind->hash->size };
    memset(s->key.bytes, 0x11, s->key.size);
    memset(s->mac_key.bytes, 0x22, s->mac_key.size);
    for (size_t i = 0; i < ROOM; i++)
        s->plain[i] = (uint8_t)(i * 13 + 1);
    s->cbc = (struct cbc){ kind->hash, &s->key, &s->mac_key, kind->encrypt_then_mac };
}

static void seal(struct setup *s, size_t plain_size)
{
    cbc_seal(&s->cbc, head, iv, bytes_of(s->plain, plain_size), s->sealed);
    s->size = cbc_sealed_size(&s->cbc, plain_size);
}

static void mac_of(const struct setup *s, struct bytes message, struct digest *out)
{
    struct hash_state state;
    struct hmac_key key;
    uint8_t length[2] = { (uint8_t)(message.size >> 8), (uint8_t)message.size };

    hmac_prepare(&key, s->cbc.hash, secret_bytes(&s->mac_key));
    hmac_begin(&key, &state);
    hash_add(&state, bytes_of(head, sizeof(head)));
    hash_add(&state, bytes_of(length, sizeof(length)));
    hash_add(&state, message);
    hmac_end(&key, &state, out);
}

/* Encrypts whole blocks as they are. The mode that has its MAC outside seals them with one block of
 * padding more, which is left off. */
static void encrypt_raw(struct setup *s, struct bytes blocks)
{
    struct cbc raw = s->cbc;

    assert_int_equal(blocks.size % CBC_BLOCK_SIZE, 0);
    raw.encrypt_then_mac = true;
    cbc_seal(&raw, head, iv, blocks, s->sealed);
    s->size = CBC_BLOCK_SIZE + blocks.size;
}

/* Blocks become a record, with a right MAC outside where that is the mode. */
static void finish_raw(struct setup *s, struct bytes blocks)
{
    struct digest mac;

    encrypt_raw(s, blocks);
    if (!s->cbc.encrypt_then_mac)
        return;
    mac_of(s, bytes_of(s->sealed, s->size), &mac);
    memcpy(s->sealed + s->size, mac.bytes, mac.size);
    s->size += mac.size;
}

/* Content with a right MAC inside where that is the mode, and padding of a chosen size. */
static struct bytes lay_out(const struct setup *s, size_t plain_size, size_t padding, uint8_t *out)
{
    size_t size = plain_size;

    memcpy(out, s->plain, plain_size);
    if (!s->cbc.encrypt_then_mac) {
        struct digest mac;
        mac_of(s, bytes_of(s->plain, plain_size), &mac);
        memcpy(out + size, mac.bytes, mac.size);
        size += mac.size;
    }
    memset(out + size, (int)padding, padding + 1);
    return bytes_of(out, size + padding + 1);
}

/* A size of content of at least `least` with which this padding fills the last block. */
static size_t plain_for(const struct setup *s, size_t padding, size_t least)
{
    size_t behind = (s->cbc.encrypt_then_mac ? 0 : s->cbc.hash->size) + padding + 1;

    while ((least + behind) % CBC_BLOCK_SIZE != 0)
        least++;
    return least;
}

static int open_sealed(struct setup *s, struct bytes *out)
{
    *out = bytes_none();
    return cbc_open(&s->cbc, head, s->sealed, s->size, out);
}

static void assert_refused(struct setup *s, const char *what, size_t number)
{
    struct bytes out;
    int result = open_sealed(s, &out);

    if (result != GNUTLS_E_DECRYPTION_FAILED)
        fail_msg("%s, %zu: %d", what, number, result);
    assert_null(out.data);
}

static void test_every_size_comes_back(void **state)
{
    for (size_t i = 0; i < ARRAY_SIZE(kinds); i++)
        for (size_t size = 0; size <= PLAIN_MAX; size++) {
            struct setup s;
            struct bytes out;
            set_up(&s, &kinds[i]);
            seal(&s, size);

            assert_int_equal(open_sealed(&s, &out), 0);

            assert_bytes(out, bytes_of(s.plain, size));
        }
}

static void test_every_padding_is_taken_off(void **state)
{
    for (size_t i = 0; i < ARRAY_SIZE(kinds); i++)
        for (size_t padding = 0; padding < PADDINGS; padding++)
            for (size_t least = 0; least <= 300; least += 100) {
                struct setup s;
                struct bytes out;
                uint8_t blocks[ROOM];
                set_up(&s, &kinds[i]);
                size_t size = plain_for(&s, padding, least);
                finish_raw(&s, lay_out(&s, size, padding, blocks));

                assert_int_equal(open_sealed(&s, &out), 0);

                assert_bytes(out, bytes_of(s.plain, size));
            }
}

static void test_one_wrong_byte_in_any_padding_is_refused(void **state)
{
    for (size_t i = 0; i < ARRAY_SIZE(kinds); i++)
        for (size_t padding = 1; padding < PADDINGS; padding++) {
            struct setup s;
            uint8_t blocks[ROOM];
            set_up(&s, &kinds[i]);
            size_t size = plain_for(&s, padding, 20);
            struct bytes all = lay_out(&s, size, padding, blocks);
            size_t places[] = { all.size - 1 - padding, all.size - 1 - padding / 2 - 1,
                                all.size - 2 };

            for (size_t j = 0; j < ARRAY_SIZE(places); j++) {
                blocks[places[j]] ^= 0x01;
                finish_raw(&s, all);
                assert_refused(&s, "padding", padding);
                blocks[places[j]] ^= 0x01;
            }
        }
}

/* The last byte says anything: only the size that it is padded with is right. */
static void test_every_other_size_of_padding_is_refused(void **state)
{
    for (size_t i = 0; i < ARRAY_SIZE(kinds); i++)
        for (size_t padding = 0; padding < PADDINGS; padding++) {
            struct setup s;
            uint8_t blocks[ROOM];
            set_up(&s, &kinds[i]);
            struct bytes all = lay_out(&s, plain_for(&s, 40, 32), 40, blocks);

            blocks[all.size - 1] = (uint8_t)padding;
            finish_raw(&s, all);
            /* With the MAC outside, a padding of none is whole in itself: its one byte is 0. */
            if (padding != 40 && !(padding == 0 && kinds[i].encrypt_then_mac))
                assert_refused(&s, "said to be", padding);
        }
}

/* More padding than there are bytes, over content of zeros to PADDINGS. */
static void test_padding_longer_than_the_record_is_refused(void **state)
{
    for (size_t i = 0; i < ARRAY_SIZE(kinds); i++)
        for (size_t blocks = 1; blocks <= 16; blocks++) {
            struct setup s;
            uint8_t all[16 * CBC_BLOCK_SIZE];
            size_t size = blocks * CBC_BLOCK_SIZE;
            set_up(&s, &kinds[i]);
            size_t around = kinds[i].encrypt_then_mac ? 0 : s.cbc.hash->size;
            if (size <= around || size - around > UINT8_MAX)
                continue;

            memset(all, (int)(size - around), size);
            finish_raw(&s, bytes_of(all, size));

            assert_refused(&s, "blocks", blocks);
        }
}

static void test_one_wrong_bit_anywhere_is_refused(void **state)
{
    for (size_t i = 0; i < ARRAY_SIZE(kinds); i++)
        for (size_t at = 0; at < CBC_BLOCK_SIZE * 2 + 100; at++) {
            struct setup s;
            set_up(&s, &kinds[i]);
            seal(&s, 80);
            if (at >= s.size)
                break;

            s.sealed[at] ^= 0x10;

            assert_refused(&s, "byte", at);
        }
}

static void test_one_wrong_byte_in_the_inner_mac_is_refused(void **state)
{
    for (size_t i = 0; i < ARRAY_SIZE(kinds); i++) {
        if (kinds[i].encrypt_then_mac)
            continue;
        for (size_t padding = 0; padding < PADDINGS; padding += 15)
            for (size_t j = 0; j < kinds[i].hash->size; j++) {
                struct setup s;
                uint8_t blocks[ROOM];
                set_up(&s, &kinds[i]);
                size_t size = plain_for(&s, padding, 50);
                struct bytes all = lay_out(&s, size, padding, blocks);

                blocks[size + j] ^= 0x80;
                finish_raw(&s, all);

                assert_refused(&s, "byte of the MAC", j);
            }
    }
}

static void test_every_cut_record_is_refused(void **state)
{
    for (size_t i = 0; i < ARRAY_SIZE(kinds); i++) {
        struct setup s, whole;
        set_up(&whole, &kinds[i]);
        seal(&whole, 100);

        for (size_t size = 0; size < whole.size; size++) {
            s = whole;
            s.cbc.key = &s.key;
            s.cbc.mac_key = &s.mac_key;
            s.size = size;
            assert_refused(&s, "bytes", size);
        }
    }
}

static void test_sequence_type_and_version_are_under_the_mac(void **state)
{
    for (size_t i = 0; i < ARRAY_SIZE(kinds); i++)
        for (size_t at = 0; at < CBC_HEAD_SIZE; at++) {
            struct setup s;
            struct bytes out = bytes_none();
            uint8_t other[CBC_HEAD_SIZE];
            set_up(&s, &kinds[i]);
            seal(&s, 33);
            memcpy(other, head, sizeof(other));
            other[at] ^= 1;

            assert_int_equal(cbc_open(&s.cbc, other, s.sealed, s.size, &out),
                             GNUTLS_E_DECRYPTION_FAILED);
        }
}

static void test_nothing_is_left_of_what_was_refused(void **state)
{
    for (size_t i = 0; i < ARRAY_SIZE(kinds); i++) {
        struct setup s;
        uint8_t blocks[ROOM];
        static const uint8_t zeros[ROOM];
        set_up(&s, &kinds[i]);
        struct bytes all = lay_out(&s, plain_for(&s, 30, 64), 30, blocks);
        blocks[all.size - 2] ^= 1;
        finish_raw(&s, all);

        assert_refused(&s, "kind", i);

        assert_memory_equal(s.sealed + CBC_BLOCK_SIZE, zeros, all.size);
    }
}

static void test_the_sealed_size_holds_whole_blocks(void **state)
{
    struct setup s;
    set_up(&s, &kinds[0]);

    assert_int_equal(cbc_sealed_size(&s.cbc, 0), 16 + 32);
    assert_int_equal(cbc_sealed_size(&s.cbc, 11), 16 + 32);
    assert_int_equal(cbc_sealed_size(&s.cbc, 12), 16 + 48);
    s.cbc.encrypt_then_mac = true;
    assert_int_equal(cbc_sealed_size(&s.cbc, 15), 16 + 16 + 20);
    assert_int_equal(cbc_sealed_size(&s.cbc, 16), 16 + 32 + 20);
}

static void test_only_ciphers_of_this_mode_have_a_key_size(void **state)
{
    assert_int_equal(cbc_key_size(GNUTLS_CIPHER_AES_128_CBC), 16);
    assert_int_equal(cbc_key_size(GNUTLS_CIPHER_AES_256_CBC), 32);
    assert_int_equal(cbc_key_size(GNUTLS_CIPHER_AES_128_GCM), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_size_comes_back),
        cmocka_unit_test(test_every_padding_is_taken_off),
        cmocka_unit_test(test_one_wrong_byte_in_any_padding_is_refused),
        cmocka_unit_test(test_every_other_size_of_padding_is_refused),
        cmocka_unit_test(test_padding_longer_than_the_record_is_refused),
        cmocka_unit_test(test_one_wrong_bit_anywhere_is_refused),
        cmocka_unit_test(test_one_wrong_byte_in_the_inner_mac_is_refused),
        cmocka_unit_test(test_every_cut_record_is_refused),
        cmocka_unit_test(test_sequence_type_and_version_are_under_the_mac),
        cmocka_unit_test(test_nothing_is_left_of_what_was_refused),
        cmocka_unit_test(test_the_sealed_size_holds_whole_blocks),
        cmocka_unit_test(test_only_ciphers_of_this_mode_have_a_key_size),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

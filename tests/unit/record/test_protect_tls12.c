/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_protect_tls12.c - records of TLS 1.2, against those of OpenSSL */

#include "unit/record/openssl_records.h"
#include "unit/record/tls12.h"

enum { FINISHED_SIZE = 16 };

static const uint8_t zeros[RECORD_PLAIN_MAX + 1];

/* The suite's keys from what the handshake agreed on, RFC 5246, 6.3. */
static void keys_of_row(const struct openssl_row *row, enum key_block_side side,
                        struct record_keys *out)
{
    const struct cipher_suite *suite = suite_by_id(row->suite);
    struct buffer seed = { 0 };
    struct secret master;
    struct prf12_key key;
    uint8_t bytes[KEY_BLOCK_MAX];

    assert_non_null(suite);
    secret_of_hex(row->master_secret, &master);
    assert_int_equal(hex_decode(bytes_of_text(row->server_random), &seed), 0);
    assert_int_equal(hex_decode(bytes_of_text(row->client_random), &seed), 0);
    prf12_prepare(&key, suite->hash, secret_bytes(&master));
    prf12(&key, "key expansion", buffer_bytes(&seed), bytes, key_block_size(suite));
    record_keys_tls12(out,
                      &(struct key_block){ .suite = suite,
                                           .encrypt_then_mac = row->encrypt_then_mac,
                                           .bytes = bytes_of(bytes, key_block_size(suite)) },
                      side);
    buffer_wipe(&seed);
}

static void open_hex(struct record_keys *keys, const char *hex, struct buffer *whole,
                     struct record *out)
{
    assert_int_equal(hex_decode(bytes_of_text(hex), whole), 0);
    *out = record_of(whole);
    int result = keys->protection->open(keys, out);
    if (result != 0)
        fail_msg("%s, %s: %d", keys->suite->name, keys->protection->name, result);
}

static void test_records_of_openssl_are_opened(void **state)
{
    for (size_t i = 0; i < ARRAY_SIZE(openssl_rows); i++) {
        const struct openssl_row *row = &openssl_rows[i];
        SCOPED(buffer) struct buffer finished = { 0 }, near = { 0 }, far = { 0 };
        struct record_keys client, server;
        struct record record;
        keys_of_row(row, CLIENT_WRITES, &client);
        keys_of_row(row, SERVER_WRITES, &server);
        server.sequence = 1;

        open_hex(&client, row->client_finished, &finished, &record);
        assert_int_equal(record.type, CONTENT_HANDSHAKE);
        assert_int_equal(record.size, FINISHED_SIZE);
        assert_int_equal(record.data[0], FINISHED);

        open_hex(&client, row->client_text, &near, &record);
        assert_int_equal(record.type, CONTENT_APPLICATION_DATA);
        assert_bytes_equal(record.data, record.size, openssl_text, strlen(openssl_text));
        assert_int_equal(record.inner_size, record.size);
        assert_int_equal(client.sequence, 2);

        open_hex(&server, row->server_text, &far, &record);
        assert_bytes_equal(record.data, record.size, openssl_text, strlen(openssl_text));
    }
}

/* A nonce that is known to both ends leaves no choice. */
static void test_chacha_records_are_sealed_as_by_openssl(void **state)
{
    size_t seen = 0;

    for (size_t i = 0; i < ARRAY_SIZE(openssl_rows); i++) {
        SCOPED(buffer) struct buffer out = { 0 };
        struct record_keys keys;
        keys_of_row(&openssl_rows[i], SERVER_WRITES, &keys);
        if (keys.suite->cipher != GNUTLS_CIPHER_CHACHA20_POLY1305)
            continue;
        keys.sequence = 1;

        assert_int_equal(keys.protection->seal(&keys, CONTENT_APPLICATION_DATA,
                                               bytes_of_text(openssl_text), 0, &out),
                         0);

        assert_hex(buffer_bytes(&out), openssl_rows[i].server_text);
        seen++;
    }
    assert_int_equal(seen, 1);
}

static void assert_comes_back(const struct kind12 *kind, size_t size)
{
    SCOPED(buffer) struct buffer whole = { 0 };
    struct record_keys out_keys, in_keys;
    keys_of_kind(kind, CLIENT_WRITES, &out_keys);
    keys_of_kind(kind, CLIENT_WRITES, &in_keys);
    out_keys.sequence = in_keys.sequence = 7;

    assert_int_equal(
        out_keys.protection->seal(&out_keys, CONTENT_ALERT, bytes_of(zeros, size), 0, &whole), 0);
    assert_int_equal(whole.size - size, out_keys.protection->overhead(&out_keys, size));
    assert_true(whole.size <= RECORD_HEADER_SIZE + RECORD_PLAIN_MAX + RECORD_TLS12_EXPANSION_MAX);
    assert_int_equal(whole.data[3] << 8 | whole.data[4], whole.size - RECORD_HEADER_SIZE);
    struct record record = record_of(&whole);
    assert_int_equal(record.wire_version, WIRE_TLS12);
    assert_int_equal(in_keys.protection->open(&in_keys, &record), 0);

    assert_int_equal(record.type, CONTENT_ALERT);
    assert_int_equal(record.inner_size, size);
    assert_bytes_equal(record.data, record.size, zeros, size);
    assert_int_equal(out_keys.sequence, 8);
    assert_int_equal(in_keys.sequence, 8);
}

static void test_every_size_comes_back(void **state)
{
    for (size_t i = 0; i < ARRAY_SIZE(kinds12); i++) {
        for (size_t size = 0; size <= 300; size++)
            assert_comes_back(&kinds12[i], size);
        for (size_t size = RECORD_PLAIN_MAX - 20; size <= RECORD_PLAIN_MAX; size++)
            assert_comes_back(&kinds12[i], size);
    }
}

/* Type, version and number are authenticated too; the length is by the size of what came. */
static void test_a_change_of_any_byte_is_a_bad_mac(void **state)
{
    for (size_t i = 0; i < ARRAY_SIZE(kinds12); i++) {
        SCOPED(buffer) struct buffer whole = { 0 };
        struct record_keys keys;
        keys_of_kind(&kinds12[i], SERVER_WRITES, &keys);
        assert_int_equal(
            keys.protection->seal(&keys, CONTENT_HANDSHAKE, bytes_of(zeros, 40), 0, &whole), 0);

        for (size_t at = 0; at < whole.size; at++) {
            SCOPED(buffer) struct buffer changed = { 0 };
            if (at == 3 || at == 4)
                continue;
            keys.sequence = 0;
            assert_int_equal(buffer_append(&changed, buffer_bytes(&whole)), 0);
            changed.data[at] ^= 0x20;
            struct record record = record_of(&changed);

            assert_int_equal(keys.protection->open(&keys, &record), GNUTLS_E_DECRYPTION_FAILED);

            assert_int_equal(keys.sequence, 0);
        }
    }
}

static void test_a_record_cut_anywhere_is_a_bad_mac(void **state)
{
    for (size_t i = 0; i < ARRAY_SIZE(kinds12); i++) {
        SCOPED(buffer) struct buffer whole = { 0 };
        struct record_keys keys;
        keys_of_kind(&kinds12[i], SERVER_WRITES, &keys);
        assert_int_equal(
            keys.protection->seal(&keys, CONTENT_HANDSHAKE, bytes_of(zeros, 40), 0, &whole), 0);
        keys.sequence = 0;

        for (size_t size = 0; size < whole.size - RECORD_HEADER_SIZE; size++) {
            SCOPED(buffer) struct buffer copy = { 0 };
            assert_int_equal(buffer_append(&copy, buffer_bytes(&whole)), 0);
            struct record record = record_of(&copy);
            record.size = size;

            assert_int_equal(keys.protection->open(&keys, &record), GNUTLS_E_DECRYPTION_FAILED);
        }
    }
}

static void test_another_number_or_side_does_not_open(void **state)
{
    for (size_t i = 0; i < ARRAY_SIZE(kinds12); i++) {
        SCOPED(buffer) struct buffer first = { 0 }, second = { 0 };
        struct record_keys client, server;
        keys_of_kind(&kinds12[i], CLIENT_WRITES, &client);
        keys_of_kind(&kinds12[i], SERVER_WRITES, &server);
        const struct protection *protection = client.protection;
        assert_int_equal(
            protection->seal(&client, CONTENT_APPLICATION_DATA, bytes_of_text("a"), 0, &first), 0);
        assert_int_equal(buffer_append(&second, buffer_bytes(&first)), 0);

        struct record record = record_of(&first);
        assert_int_equal(protection->open(&client, &record), GNUTLS_E_DECRYPTION_FAILED);
        record = record_of(&second);
        assert_int_equal(protection->open(&server, &record), GNUTLS_E_DECRYPTION_FAILED);
    }
}

/* RFC 5288, 3: it never repeats under one key. */
static void test_the_explicit_nonce_is_the_number(void **state)
{
    SCOPED(buffer) struct buffer whole = { 0 };
    struct record_keys keys;
    keys_of_kind(&(struct kind12){ 0xc02f }, CLIENT_WRITES, &keys);
    keys.sequence = 0x0102030405060708;

    assert_int_equal(
        keys.protection->seal(&keys, CONTENT_APPLICATION_DATA, bytes_none(), 0, &whole), 0);

    assert_bytes_equal(whole.data + RECORD_HEADER_SIZE, 8, "\1\2\3\4\5\6\7\10", 8);
}

/* RFC 5246, 6.2.3.2. */
static void test_each_cbc_record_has_an_iv_of_its_own(void **state)
{
    SCOPED(buffer) struct buffer first = { 0 }, second = { 0 };
    struct record_keys keys;
    keys_of_kind(&(struct kind12){ 0xc013 }, CLIENT_WRITES, &keys);

    for (int i = 0; i < 2; i++) {
        keys.sequence = 0;
        assert_int_equal(keys.protection->seal(&keys, CONTENT_APPLICATION_DATA, bytes_none(), 0,
                                               i == 0 ? &first : &second),
                         0);
    }

    assert_int_equal(first.size, second.size);
    assert_memory_not_equal(first.data + RECORD_HEADER_SIZE, second.data + RECORD_HEADER_SIZE, 16);
}

static void test_limits_are_kept(void **state)
{
    for (size_t i = 0; i < ARRAY_SIZE(kinds12); i++) {
        SCOPED(buffer) struct buffer whole = { 0 };
        struct record_keys keys;
        uint8_t data[256] = { 0 };
        struct record record = { CONTENT_APPLICATION_DATA, WIRE_TLS12, data, sizeof(data), 0 };
        keys_of_kind(&kinds12[i], CLIENT_WRITES, &keys);

        assert_int_equal(keys.protection->seal(&keys, CONTENT_APPLICATION_DATA,
                                               bytes_of(zeros, sizeof(zeros)), 0, &whole),
                         GNUTLS_E_LARGE_PACKET);
        keys.sequence = UINT64_MAX;
        assert_int_equal(
            keys.protection->seal(&keys, CONTENT_APPLICATION_DATA, bytes_of_text("x"), 0, &whole),
            GNUTLS_E_RECORD_LIMIT_REACHED);
        assert_int_equal(keys.protection->open(&keys, &record), GNUTLS_E_RECORD_LIMIT_REACHED);
        assert_int_equal(whole.size, 0);
    }
}

static void test_the_key_block_of_every_suite_fits_its_bound(void **state)
{
    for (size_t i = 0; suite_at(i) != NULL; i++) {
        const struct cipher_suite *suite = suite_at(i);
        if (suite->max_version == GNUTLS_TLS1_3)
            continue;
        struct record_keys keys;
        keys_of_kind(&(struct kind12){ .suite = suite->id }, SERVER_WRITES, &keys);

        assert_true(key_block_size(suite) > 0 && key_block_size(suite) <= KEY_BLOCK_MAX);
        assert_int_equal(2 * (keys.mac_key.size + keys.key.size + keys.iv_size),
                         key_block_size(suite));
        assert_int_equal(keys.mac_key.size > 0, suite->protection == PROTECT_CBC);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_records_of_openssl_are_opened),
        cmocka_unit_test(test_chacha_records_are_sealed_as_by_openssl),
        cmocka_unit_test(test_every_size_comes_back),
        cmocka_unit_test(test_a_change_of_any_byte_is_a_bad_mac),
        cmocka_unit_test(test_a_record_cut_anywhere_is_a_bad_mac),
        cmocka_unit_test(test_another_number_or_side_does_not_open),
        cmocka_unit_test(test_the_explicit_nonce_is_the_number),
        cmocka_unit_test(test_each_cbc_record_has_an_iv_of_its_own),
        cmocka_unit_test(test_limits_are_kept),
        cmocka_unit_test(test_the_key_block_of_every_suite_fits_its_bound),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

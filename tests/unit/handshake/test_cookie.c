/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_cookie.c - cookies for those who have not shown their address, and hellos that carry them */

#include "unit/test.h"

#include "base/buffer.h"
#include "handshake/dtls/cookie.h"
#include "wire/reader.h"
#include "wire/writer.h"

#define KEY         "a key of some length"
#define CLIENT_NAME "a client"

static struct buffer hello;

static int clean_up(void **state)
{
    buffer_wipe(&hello);
    return 0;
}

/* What a hello says where it matters; the rest is as it should be. */
struct shape {
    uint8_t content, type;
    uint64_t number; /* of the record, with its epoch */
    uint16_t sequence;
    uint32_t offset;
    size_t cookie_size;
};

static const struct shape plain = { CONTENT_HANDSHAKE, CLIENT_HELLO, 7, 1, 0, COOKIE_SIZE };

static void write_hello(const struct shape *shape, struct bytes cookie)
{
    static const uint8_t random[HELLO_RANDOM_SIZE];
    struct wire_writer w;
    struct wire_mark record, body;

    buffer_wipe(&hello);
    w = wire_writer(&hello);
    wire_write_u8(&w, shape->content);
    wire_write_u16(&w, WIRE_DTLS10);
    wire_write_u64(&w, shape->number);
    record = wire_open_vec16(&w);
    wire_write_u8(&w, shape->type);
    wire_write_u24(&w, 100);
    wire_write_u16(&w, shape->sequence);
    wire_write_u24(&w, shape->offset);
    body = wire_open_vec24(&w);
    wire_write_u16(&w, WIRE_DTLS12);
    wire_write_bytes(&w, bytes_of(random, sizeof random));
    wire_write_vec8(&w, bytes_of_text("session"));
    wire_write_vec8(&w, bytes_of(cookie.data, shape->cookie_size));
    wire_close(&w, body);
    wire_close(&w, record);
    assert_int_equal(wire_write_end(&w), 0);
}

/* The cookie that a client would give back. */
static struct bytes cookie_for(const char *key, const char *client)
{
    static uint8_t request[COOKIE_REQUEST_SIZE];

    cookie_request_make(bytes_of_text(key), bytes_of_text(client), 0, 0, request);
    return bytes_of(request + COOKIE_REQUEST_SIZE - COOKIE_SIZE, COOKIE_SIZE);
}

static int check(const char *key, const char *client, struct bytes cookie)
{
    return cookie_check(bytes_of_text(key), bytes_of_text(client), cookie);
}

/* ---- cookies ---- */

static void test_a_cookie_is_for_one_client_and_one_key(void **state)
{
    struct bytes cookie = cookie_for(KEY, CLIENT_NAME);

    assert_int_equal(check(KEY, CLIENT_NAME, cookie), 0);
    assert_int_equal(check(KEY, "another client", cookie), GNUTLS_E_BAD_COOKIE);
    assert_int_equal(check(KEY, "", cookie), GNUTLS_E_BAD_COOKIE);
    assert_int_equal(check("another key", CLIENT_NAME, cookie), GNUTLS_E_BAD_COOKIE);
}

/* By openssl dgst -sha256 -mac hmac; the first half of it. */
static void test_a_cookie_is_a_code_by_hmac(void **state)
{
    static const uint8_t expected[COOKIE_SIZE] = { 0xbb, 0x07, 0x6d, 0x10, 0xbd, 0x2b, 0x99, 0x07,
                                                   0x94, 0x58, 0xbc, 0x61, 0x50, 0xe1, 0xc3, 0x12 };
    struct bytes cookie = cookie_for(KEY, CLIENT_NAME);

    assert_memory_equal(cookie.data, expected, COOKIE_SIZE);
}

static void test_any_other_bit_or_size_is_no_cookie(void **state)
{
    uint8_t changed[COOKIE_SIZE + 1] = { 0 };

    memcpy(changed, cookie_for(KEY, CLIENT_NAME).data, COOKIE_SIZE);
    for (size_t bit = 0; bit < 8 * COOKIE_SIZE; bit++) {
        changed[bit / 8] ^= (uint8_t)(1u << bit % 8);
        assert_int_equal(check(KEY, CLIENT_NAME, bytes_of(changed, COOKIE_SIZE)),
                         GNUTLS_E_BAD_COOKIE);
        changed[bit / 8] ^= (uint8_t)(1u << bit % 8);
    }
    for (size_t size = 0; size <= sizeof changed; size++)
        assert_int_equal(check(KEY, CLIENT_NAME, bytes_of(changed, size)),
                         size == COOKIE_SIZE ? 0 : GNUTLS_E_BAD_COOKIE);
}

/* ---- hellos ---- */

static void test_a_hello_tells_its_numbers_and_its_cookie(void **state)
{
    struct cookie_hello read;
    struct bytes cookie = cookie_for(KEY, CLIENT_NAME);

    write_hello(&plain, cookie);
    assert_int_equal(cookie_hello_read(buffer_bytes(&hello), &read), 0);

    assert_int_equal(read.record_number, 7);
    assert_int_equal(read.message_number, 1);
    assert_bytes_equal(read.cookie.data, read.cookie.size, cookie.data, cookie.size);
}

static void test_a_hello_without_a_cookie_is_read_too(void **state)
{
    struct cookie_hello read;
    struct shape shape = plain;

    shape.cookie_size = 0;
    write_hello(&shape, bytes_none());

    assert_int_equal(cookie_hello_read(buffer_bytes(&hello), &read), 0);
    assert_int_equal(read.cookie.size, 0);
}

/* Whatever the last byte says, nothing is read behind it. */
static void test_every_cut_of_a_hello_is_too_short(void **state)
{
    struct cookie_hello read;

    write_hello(&plain, cookie_for(KEY, CLIENT_NAME));
    for (size_t size = 0; size < hello.size; size++) {
        SCOPED(buffer) struct buffer cut = { 0 };

        assert_int_equal(buffer_append(&cut, bytes_of(hello.data, size)), 0);
        assert_int_equal(cookie_hello_read(buffer_bytes(&cut), &read),
                         GNUTLS_E_UNEXPECTED_PACKET_LENGTH);
    }
}

static void test_what_is_no_whole_hello_in_the_clear_has_no_cookie(void **state)
{
    static const struct {
        const char *name;
        struct shape shape;
    } rows[] = {
        { "data", { CONTENT_APPLICATION_DATA, CLIENT_HELLO, 7, 1, 0, COOKIE_SIZE } },
        { "an alert", { CONTENT_ALERT, CLIENT_HELLO, 7, 1, 0, COOKIE_SIZE } },
        { "a hello of a server", { CONTENT_HANDSHAKE, SERVER_HELLO, 7, 1, 0, COOKIE_SIZE } },
        { "a Finished", { CONTENT_HANDSHAKE, FINISHED, 7, 1, 0, COOKIE_SIZE } },
        { "a later epoch",
          { CONTENT_HANDSHAKE, CLIENT_HELLO, UINT64_C(1) << 48, 1, 0, COOKIE_SIZE } },
        { "a further fragment", { CONTENT_HANDSHAKE, CLIENT_HELLO, 7, 1, 1, COOKIE_SIZE } },
    };

    for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
        struct cookie_hello read;

        write_hello(&rows[i].shape, cookie_for(KEY, CLIENT_NAME));
        if (cookie_hello_read(buffer_bytes(&hello), &read) != GNUTLS_E_BAD_COOKIE)
            fail_msg("%s", rows[i].name);
    }
}

/* ---- requests ---- */

/* RFC 6347, 4.2.1: the numbers are those of the hello that is answered. */
static void test_a_request_is_one_record_of_dtls10_with_the_numbers_given(void **state)
{
    uint8_t request[COOKIE_REQUEST_SIZE] = { 0 };
    struct wire_reader r = wire_reader(bytes_of(request, sizeof request));
    struct bytes cookie;
    size_t size;

    cookie_request_make(bytes_of_text(KEY), bytes_of_text(CLIENT_NAME), 0x123456789abc, 0x1234,
                        request);

    assert_int_equal(wire_read_u8(&r), CONTENT_HANDSHAKE);
    assert_int_equal(wire_read_u16(&r), WIRE_DTLS10);
    assert_int_equal(wire_read_u64(&r), 0x123456789abc);
    size = wire_read_u16(&r);
    assert_int_equal(size, wire_left(&r));
    assert_int_equal(wire_read_u8(&r), HELLO_VERIFY_REQUEST);
    assert_int_equal(wire_read_u24(&r), 2 + 1 + COOKIE_SIZE);
    assert_int_equal(wire_read_u16(&r), 0x1234);
    assert_int_equal(wire_read_u24(&r), 0);
    size = wire_read_u24(&r);
    assert_int_equal(size, wire_left(&r));
    assert_int_equal(wire_read_u16(&r), WIRE_DTLS10);
    cookie = wire_read_vec8(&r);
    assert_int_equal(wire_read_end(&r), 0);
    assert_int_equal(check(KEY, CLIENT_NAME, cookie), 0);
}

/* Whatever a hello says, the answer is of epoch 0: nobody has keys yet. */
static void test_a_request_is_in_the_clear_whatever_the_number(void **state)
{
    uint8_t request[COOKIE_REQUEST_SIZE];

    cookie_request_make(bytes_of_text(KEY), bytes_of_text(CLIENT_NAME), UINT64_MAX, 0, request);

    assert_int_equal(request[3], 0);
    assert_int_equal(request[4], 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(test_a_cookie_is_for_one_client_and_one_key, clean_up),
        cmocka_unit_test_teardown(test_a_cookie_is_a_code_by_hmac, clean_up),
        cmocka_unit_test_teardown(test_any_other_bit_or_size_is_no_cookie, clean_up),
        cmocka_unit_test_teardown(test_a_hello_tells_its_numbers_and_its_cookie, clean_up),
        cmocka_unit_test_teardown(test_a_hello_without_a_cookie_is_read_too, clean_up),
        cmocka_unit_test_teardown(test_every_cut_of_a_hello_is_too_short, clean_up),
        cmocka_unit_test_teardown(test_what_is_no_whole_hello_in_the_clear_has_no_cookie, clean_up),
        cmocka_unit_test_teardown(test_a_request_is_one_record_of_dtls10_with_the_numbers_given,
                                  clean_up),
        cmocka_unit_test_teardown(test_a_request_is_in_the_clear_whatever_the_number, clean_up),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

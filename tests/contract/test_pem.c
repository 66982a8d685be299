/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_pem.c - PEM armour, fingerprints */

#include "suite.h"

#include <gnutls/crypto.h>

#define BLOCK_A "-----BEGIN A-----\naGVsbG8=\n-----END A-----\n"
#define BLOCK_B "-----BEGIN B-----\nd29ybGQ=\n-----END B-----\n"

static const struct decode_row {
    const char *name, *label, *text;
    int code;
    const char *bytes;
} decode_rows[] = {
    { "the block with the label", "A", BLOCK_A, 0, "hello" },
    { "the second block", "B", BLOCK_A BLOCK_B, 0, "world" },
    { "text around it", "B", "one\n" BLOCK_B "two\n", 0, "world" },
    { "any label", NULL, BLOCK_A, 0, "hello" },
    { "another label", "C", BLOCK_A, GNUTLS_E_BASE64_UNEXPECTED_HEADER_ERROR, NULL },
    { "no armour", NULL, "aGVsbG8=\n", GNUTLS_E_BASE64_UNEXPECTED_HEADER_ERROR, NULL },
};

static void test_decode(void **state)
{
    const struct decode_row *row = *state;
    gnutls_datum_t text = datum_of(row->text), out = { 0 };
    unsigned char room[64];
    size_t size = sizeof(room);

    assert_code(gnutls_pem_base64_decode2(row->label, &text, &out), row->code);
    assert_code(gnutls_pem_base64_decode(row->label, &text, room, &size), row->code);
    if (row->code < 0)
        return;
    assert_int_equal(out.size, strlen(row->bytes));
    assert_memory_equal(out.data, row->bytes, out.size);
    assert_int_equal(size, out.size);
    assert_memory_equal(room, row->bytes, size);
    gnutls_free(out.data);

    size = strlen(row->bytes) - 1;
    assert_code(gnutls_pem_base64_decode(row->label, &text, room, &size),
                GNUTLS_E_SHORT_MEMORY_BUFFER);
    assert_int_equal(size, strlen(row->bytes));
    size = 0;
    assert_code(gnutls_pem_base64_decode(row->label, &text, NULL, &size),
                GNUTLS_E_SHORT_MEMORY_BUFFER);
    assert_int_equal(size, strlen(row->bytes));
}

static void test_bytes_are_put_into_armour(void **state)
{
    const char *expected = "-----BEGIN MY MSG-----\naGVsbG8gd29ybGQ=\n-----END MY MSG-----\n";
    gnutls_datum_t bytes = datum_of("hello world"), out = { 0 };
    char text[200];
    size_t size = sizeof(text);

    assert_code(gnutls_pem_base64_encode("MY MSG", &bytes, text, &size), 0);
    assert_int_equal(size, strlen(expected));
    assert_memory_equal(text, expected, size);
    assert_code(gnutls_pem_base64_encode2("MY MSG", &bytes, &out), 0);
    assert_int_equal(out.size, strlen(expected));
    assert_string_equal((char *)out.data, expected);
    gnutls_free(out.data);

    size = strlen(expected);
    assert_code(gnutls_pem_base64_encode("MY MSG", &bytes, text, &size), 0);
    size = strlen(expected) - 1;
    assert_code(gnutls_pem_base64_encode("MY MSG", &bytes, text, &size),
                GNUTLS_E_SHORT_MEMORY_BUFFER);
    assert_int_equal(size, strlen(expected) + 1);
}

static void test_lines_have_64_characters(void **state)
{
    gnutls_datum_t bytes = datum_of("0123456789012345678901234567890123456789012345678901"), out;

    assert_code(gnutls_pem_base64_encode2("X", &bytes, &out), 0);
    assert_string_equal((char *)out.data,
                        "-----BEGIN X-----\n"
                        "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDEyMzQ1Njc4OTAxMjM0NTY3\n"
                        "ODkwMQ==\n"
                        "-----END X-----\n");
    gnutls_free(out.data);
}

/* FIPS 180-4, the digest of "abc". */
static void test_without_a_name_there_is_no_armour(void **state)
{
    static const char *const names[] = { NULL, "" };
    unsigned char content[75];
    gnutls_datum_t data = { content, sizeof content }, text;

    memset(content, 'x', sizeof content);
    for (size_t i = 0; i < 2; i++) {
        assert_code(gnutls_pem_base64_encode2(names[i], &data, &text), 0);
        assert_int_equal(text.size, 100);
        for (size_t j = 0; j < text.size; j += 4)
            assert_memory_equal(text.data + j, "eHh4", 4);
        gnutls_free(text.data);
    }
}

static void test_a_fingerprint_is_the_hash_of_the_bytes(void **state)
{
    static const unsigned char expected[20] = "\xa9\x99\x3e\x36\x47\x06\x81\x6a\xba\x3e"
                                              "\x25\x71\x78\x50\xc2\x6c\x9c\xd0\xd8\x9d";
    gnutls_datum_t bytes = datum_of("abc");
    unsigned char out[20];
    size_t size = sizeof(out);

    assert_code(gnutls_fingerprint(GNUTLS_DIG_SHA1, &bytes, out, &size), 0);
    assert_int_equal(size, 20);
    assert_memory_equal(out, expected, 20);
    size = 19;
    assert_code(gnutls_fingerprint(GNUTLS_DIG_SHA1, &bytes, out, &size),
                GNUTLS_E_SHORT_MEMORY_BUFFER);
    assert_int_equal(size, 20);
    assert_code(gnutls_fingerprint(999, &bytes, out, &size), GNUTLS_E_INVALID_REQUEST);
}

int main(void)
{
    ADD_ROWS(decode_rows, test_decode);
    ADD(test_bytes_are_put_into_armour);
    ADD(test_lines_have_64_characters);
    ADD(test_without_a_name_there_is_no_armour);
    ADD(test_a_fingerprint_is_the_hash_of_the_bytes);
    return suite_run("pem");
}

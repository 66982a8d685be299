/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_encodings.c - hex and base64, written and read */

#include "suite.h"

#include <gnutls/crypto.h>

static const struct encode_row {
    const char *name;
    size_t room;
    int code;
    size_t used;
} encode_rows[] = {
    { "encode hex with room to spare", 20, GNUTLS_E_SUCCESS, 7 },
    { "encode hex with just enough room", 7, GNUTLS_E_SUCCESS, 7 },
    { "encode hex without room for the zero", 6, GNUTLS_E_SHORT_MEMORY_BUFFER, 6 },
    { "encode hex without room", 0, GNUTLS_E_SHORT_MEMORY_BUFFER, 0 },
};

static void test_encode_hex(void **state)
{
    const struct encode_row *row = *state;
    gnutls_datum_t data = datum_of("a\x0f\xff");
    char out[20];
    size_t size = row->room;

    assert_code(gnutls_hex_encode(&data, out, &size), row->code);

    assert_int_equal(size, row->used);
    if (row->code == 0)
        assert_string_equal(out, "610fff");
}

/* What was read, or the error. */
static const struct decode_row {
    const char *name, *text;
    int plain, lenient;
    const char *bytes;
} decode_rows[] = {
    { "decode hex", "616263", 0, 0, "abc" },
    { "decode hex in capitals", "4A6b4C", 0, 0, "JkL" },
    { "decode nothing", "", 0, 0, "" },
    { "decode hex with colons", "61:62:63", GNUTLS_E_PARSING_ERROR, 0, "abc" },
    { "decode half a byte", "616", GNUTLS_E_PARSING_ERROR, GNUTLS_E_PARSING_ERROR, NULL },
};

static void test_decode_hex(void **state)
{
    const struct decode_row *row = *state;
    gnutls_datum_t text = datum_of(row->text), given = { 0 };
    unsigned char out[20];
    size_t size = sizeof(out);

    assert_code(gnutls_hex_decode(&text, out, &size), row->plain);
    if (row->plain == 0) {
        assert_int_equal(size, strlen(row->bytes));
        assert_memory_equal(out, row->bytes, size);
    }
    assert_code(gnutls_hex_decode2(&text, &given), row->plain);
    if (row->plain == 0) {
        assert_int_equal(given.size, strlen(row->bytes));
        gnutls_free(given.data);
    }
    size = sizeof(out);
    assert_code(gnutls_hex2bin(row->text, strlen(row->text), out, &size), row->lenient);
    if (row->lenient == 0) {
        assert_int_equal(size, strlen(row->bytes));
        assert_memory_equal(out, row->bytes, size);
    }
}

static void test_hex_is_not_written_beyond_its_room(void **state)
{
    gnutls_datum_t text = datum_of("616263");
    unsigned char out[4] = "xxx";
    size_t size = 2;

    assert_code(gnutls_hex_decode(&text, out, &size), GNUTLS_E_SHORT_MEMORY_BUFFER);
    size = 2;
    assert_code(gnutls_hex2bin("616263", 6, out, &size), GNUTLS_E_SHORT_MEMORY_BUFFER);
    assert_int_equal(out[2], 'x');
}

static const struct base64_row {
    const char *name, *text;
    int code;
    const char *bytes;
} base64_rows[] = {
    { "base64 of three bytes", "YWJj", 0, "abc" },
    { "base64 of two bytes", "YWI=", 0, "ab" },
    { "base64 in two lines", "YW\nJj\n", 0, "abc" },
    { "base64 without its padding", "YWI", GNUTLS_E_BASE64_DECODING_ERROR, NULL },
    { "base64 with another character", "Y!==", GNUTLS_E_BASE64_DECODING_ERROR, NULL },
};

static void test_base64(void **state)
{
    const struct base64_row *row = *state;
    gnutls_datum_t text = datum_of(row->text), bytes = { 0 };

    assert_code(gnutls_base64_decode2(&text, &bytes), row->code);
    if (row->code == 0) {
        assert_int_equal(bytes.size, strlen(row->bytes));
        assert_memory_equal(bytes.data, row->bytes, bytes.size);
        gnutls_free(bytes.data);
    }
}

static void test_encodings_end_in_a_zero_that_is_not_counted(void **state)
{
    gnutls_datum_t data = datum_of("abc"), text = { 0 };

    assert_code(gnutls_hex_encode2(&data, &text), 0);
    assert_int_equal(text.size, 6);
    assert_string_equal((char *)text.data, "616263");
    gnutls_free(text.data);
    assert_code(gnutls_base64_encode2(&data, &text), 0);
    assert_int_equal(text.size, 4);
    assert_string_equal((char *)text.data, "YWJj");
    gnutls_free(text.data);
}

int main(void)
{
    ADD_ROWS(encode_rows, test_encode_hex);
    ADD_ROWS(decode_rows, test_decode_hex);
    ADD(test_hex_is_not_written_beyond_its_room);
    ADD_ROWS(base64_rows, test_base64);
    ADD(test_encodings_end_in_a_zero_that_is_not_counted);
    return suite_run("encodings");
}

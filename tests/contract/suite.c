/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* suite.c - tests as rows of tables */

#include "suite.h"

#include <gnutls/x509.h>
#include <stdio.h>

enum { TESTS_MAX = 600 };

static struct CMUnitTest tests[TESTS_MAX];
static size_t test_count;

struct sim sim;
struct pair pair;

enum library library_under_test(void)
{
    const char *name = getenv("CONTRACT_LIBRARY");
    return name != NULL && strcmp(name, "reprise") == 0 ? REPRISE : REFERENCE;
}

static int clean_up(void **state)
{
    pair_close(&pair);
    sim_end(&sim);
    return 0;
}

static void add(const char *name, CMUnitTestFunction test, void *state)
{
    if (test_count == TESTS_MAX)
        abort();
    tests[test_count++] = (struct CMUnitTest){
        .name = name, .test_func = test, .teardown_func = clean_up, .initial_state = state
    };
}

void suite_add(const char *name, CMUnitTestFunction test)
{
    add(name, test, NULL);
}

void suite_add_rows(const void *rows, size_t count, size_t row_size, CMUnitTestFunction test)
{
    for (size_t i = 0; i < count; i++) {
        const char *row = (const char *)rows + i * row_size;
        add(*(const char *const *)(const void *)row, test, (void *)(uintptr_t)row);
    }
}

gnutls_datum_t file_in(const char *format, const char *name)
{
    const char *place = strstr(format, "%s");
    gnutls_datum_t file;
    char path[128];

    assert_non_null(place);
    snprintf(path, sizeof path, "%.*s%s%s", (int)(place - format), format, name, place + 2);
    assert_int_equal(pair_load(path, &file), 0);
    return file;
}

gnutls_x509_crt_t certificate_in(const char *format, const char *name)
{
    gnutls_datum_t file = file_in(format, name);
    gnutls_x509_crt_t certificate;

    assert_code(gnutls_x509_crt_init(&certificate), 0);
    assert_code(gnutls_x509_crt_import(certificate, &file, GNUTLS_X509_FMT_PEM), 0);
    free(file.data);
    return certificate;
}

gnutls_x509_crt_t certificate_of(const char *name)
{
    return certificate_in("%s-cert.pem", name);
}

gnutls_x509_privkey_t x509_key_of(const char *name)
{
    gnutls_datum_t file = file_in("%s-key.pem", name);
    gnutls_x509_privkey_t key;

    assert_code(gnutls_x509_privkey_init(&key), 0);
    assert_code(gnutls_x509_privkey_import(key, &file, GNUTLS_X509_FMT_PEM), 0);
    free(file.data);
    return key;
}

const char *hex_of(const void *data, size_t size)
{
    static char text[4096];

    assert_true(size < sizeof text / 2);
    text[0] = '\0';
    for (size_t i = 0; i < size; i++)
        snprintf(text + 2 * i, 3, "%02x", ((const unsigned char *)data)[i]);
    return text;
}

gnutls_datum_t from_hex(const char *digits, unsigned char *room)
{
    gnutls_datum_t data = { room, (unsigned)strlen(digits) / 2 };

    for (unsigned i = 0; i < data.size; i++)
        sscanf(digits + 2 * i, "%2hhx", &room[i]);
    return data;
}

unsigned u32_at(const unsigned char *bytes)
{
    return (unsigned)bytes[0] << 24 | (unsigned)bytes[1] << 16 | (unsigned)bytes[2] << 8 | bytes[3];
}

gnutls_datum_t datum_of(const char *text)
{
    return (gnutls_datum_t){ (unsigned char *)(uintptr_t)text, (unsigned)strlen(text) };
}

int suite_run(const char *name)
{
    return _cmocka_run_group_tests(name, tests, test_count, NULL, NULL);
}

void connect_pair(const struct pair_options *options)
{
    assert_code(pair_open(&pair, &sim, options), 0);
    assert_code(pair_handshake(&pair), 0);
}

void begin_pair(const struct pair_options *options)
{
    sim_init(&sim, &(struct sim_options){ .rtt_ms = 20 });
    assert_code(pair_open(&pair, &sim, options), 0);
}

void begin_connected_pair(const struct pair_options *options)
{
    begin_pair(options);
    assert_code(pair_handshake(&pair), 0);
}

bool was_resumed(void)
{
    bool client = gnutls_session_is_resumed(pair.client.session) != 0;

    assert_int_equal(gnutls_session_is_resumed(pair.server.session) != 0, client);
    return client;
}

unsigned flags_of(const struct sim_end *end)
{
    return gnutls_session_get_flags(end->session);
}

bool is_dummy(const gnutls_datum_t *data)
{
    static const unsigned char dummy[4];

    return data->size == sizeof dummy && memcmp(data->data, dummy, sizeof dummy) == 0;
}

static const char *code_name(long code)
{
    const char *name = code < 0 ? gnutls_strerror_name((int)code) : NULL;
    return name != NULL ? name : "no error";
}

void assert_codes_equal(long actual, long expected, const char *file, int line)
{
    if (actual == expected)
        return;
    print_error("%ld (%s) is not %ld (%s)\n", actual, code_name(actual), expected,
                code_name(expected));
    _fail(file, line);
}

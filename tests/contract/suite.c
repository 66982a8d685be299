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

int suite_run(const char *name)
{
    return _cmocka_run_group_tests(name, tests, test_count, NULL, NULL);
}

void connect_pair(const struct pair_options *options)
{
    assert_code(pair_open(&pair, &sim, options), 0);
    assert_code(pair_handshake(&pair), 0);
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

/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_tofu.c - trust on first use: keys that a host was seen with before */

#include "suite.h"

#include <gnutls/x509.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#define KEY                                                                                        \
    "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEB9p+enY11TSbSLLa1bNqOvMZr1ZqhvWzq+OeaSsoH/"               \
    "+GUOukc8+uCm+QrReZS0SstO03Cidy4kORpkXIdDczbQ=="
/* SHA-256 of it, as openssl says. */
#define KEY_HASH "39890584103cab18e6913d79bf7dc4c665023b63301f8cac31d31e29e2235726"

static char folder[] = "/tmp/tofuXXXXXX", file[64];

static void open_folder(const char *content)
{
    strcpy(folder + strlen(folder) - 6, "XXXXXX");
    assert_non_null(mkdtemp(folder));
    snprintf(file, sizeof file, "%s/keys", folder);
    if (content == NULL)
        return;
    FILE *out = fopen(file, "w");
    assert_non_null(out);
    fputs(content, out);
    fclose(out);
}

static void close_folder(void)
{
    unlink(file);
    assert_int_equal(rmdir(folder), 0);
}

static int ask(const char *host, const char *service, const char *name)
{
    char path[64];
    gnutls_datum_t der;
    snprintf(path, sizeof path, "%s-cert.der", name);
    assert_int_equal(pair_load(path, &der), 0);
    int result = gnutls_verify_stored_pubkey(file, NULL, host, service, GNUTLS_CRT_X509, &der, 0);
    free(der.data);
    return result;
}

static int store(const char *host, const char *service, const char *name)
{
    char path[64];
    gnutls_datum_t der;
    snprintf(path, sizeof path, "%s-cert.der", name);
    assert_int_equal(pair_load(path, &der), 0);
    int result = gnutls_store_pubkey(file, NULL, host, service, GNUTLS_CRT_X509, &der, 0, 0);
    free(der.data);
    return result;
}

struct row {
    const char *name, *content;
    int same[LIBRARIES],
        other[LIBRARIES]; /* for host:443, with the key of server-p256 and another */
};

enum { NONE = GNUTLS_E_NO_CERTIFICATE_FOUND, MISMATCH = GNUTLS_E_CERTIFICATE_KEY_MISMATCH };

/* clang-format off */
static const struct row rows[] = {
    { "no file", NULL, BOTH(NONE), BOTH(NONE) },
    { "empty", "", BOTH(NONE), BOTH(NONE) },
    { "known", "|g0|host|443|0|" KEY "\n", BOTH(0), BOTH(MISMATCH) },
    { "no line break at the end", "|g0|host|443|0|" KEY, BOTH(0), BOTH(MISMATCH) },
    { "for any service", "|g0|host|*|0|" KEY "\n", BOTH(0), BOTH(MISMATCH) },
    { "for any host", "|g0|*|443|0|" KEY "\n", BOTH(0), BOTH(MISMATCH) },
    { "another host", "|g0|hos|443|0|" KEY "\n", BOTH(NONE), BOTH(NONE) },
    { "another service", "|g0|host|80|0|" KEY "\n", BOTH(NONE), BOTH(NONE) },
    { "past", "|g0|host|443|1000000000|" KEY "\n", BOTH(NONE), BOTH(NONE) },
    { "not past", "|g0|host|443|4000000000|" KEY "\n", BOTH(0), BOTH(MISMATCH) },
    { "by its hash", "|c0|host|443|0|6|" KEY_HASH "\n", BOTH(0), BOTH(MISMATCH) },
    { "another, then this", "|g0|host|443|0|AAAA\n|g0|host|443|0|" KEY "\n", BOTH(0), BOTH(MISMATCH) },
    { "no lines, then a line", "\n||\n|g0|\n|g9|host|443|0|x\njunk\n|g0|host|443|0|" KEY "\n",
      BOTH(0), BOTH(MISMATCH) },
};
/* clang-format on */

static void test_file_tells_who_is_known(void **state)
{
    const struct row *row = *state;
    enum library library = library_under_test();

    open_folder(row->content);
    assert_code(ask("host", "443", "server-p256"), row->same[library]);
    assert_code(ask("host", "443", "server-rsa"), row->other[library]);
    close_folder();
}

static void test_what_was_stored_is_known(void **state)
{
    char line[512];

    open_folder(NULL);
    assert_code(store("host", "443", "server-p256"), 0);
    FILE *in = fopen(file, "r");
    assert_non_null(in);
    assert_non_null(fgets(line, sizeof line, in));
    fclose(in);
    assert_string_equal(line, "|g0|host|443|0|" KEY "\n");

    assert_code(ask("host", "443", "server-p256"), 0);
    assert_code(ask("host", "443", "server-rsa"), MISMATCH);
    assert_code(store("host", "443", "server-rsa"), 0);
    assert_code(ask("host", "443", "server-rsa"), 0);
    assert_code(ask("host", "443", "server-p256"), 0);
    close_folder();
}

static void test_hash_is_checked_before_it_is_stored(void **state)
{
    unsigned char bytes[32] = { 1 };
    gnutls_datum_t whole = { bytes, 32 }, part = { bytes, 20 }, md5 = { bytes, 16 };

    open_folder(NULL);
    assert_code(gnutls_store_commitment(file, NULL, "h", "1", GNUTLS_DIG_SHA256, &whole, 0, 0), 0);
    assert_code(gnutls_store_commitment(file, NULL, "h", "1", GNUTLS_DIG_SHA256, &part, 0, 0),
                GNUTLS_E_INVALID_REQUEST);
    assert_code(gnutls_store_commitment(file, NULL, "h", "1", GNUTLS_DIG_MD5, &md5, 0, 0),
                GNUTLS_E_INSUFFICIENT_SECURITY);
    assert_code(gnutls_store_commitment(file, NULL, "h", "1", 999, &md5, 0, 0),
                GNUTLS_E_ILLEGAL_PARAMETER);
    close_folder();
}

static void test_names_that_break_a_line_are_refused(void **state)
{
    static const char *const names[] = { "a|b", "a\nb", "a\r" };

    if (library_under_test() == REFERENCE)
        return;
    open_folder(NULL);
    for (unsigned i = 0; i < COUNT(names); i++) {
        assert_code(store(names[i], "443", "server-p256"), GNUTLS_E_INVALID_REQUEST);
        assert_code(store("host", names[i], "server-p256"), GNUTLS_E_INVALID_REQUEST);
    }
    close_folder();
}

static void test_a_symbolic_link_is_not_followed(void **state)
{
    char aim[80];
    struct stat about;

    if (library_under_test() == REFERENCE)
        return;
    open_folder(NULL);
    snprintf(aim, sizeof aim, "%s/aim", folder);
    assert_int_equal(symlink(aim, file), 0);
    assert_code(store("host", "443", "server-p256"), GNUTLS_E_DB_ERROR);
    assert_int_not_equal(stat(aim, &about), 0);
    close_folder();
}

static void test_a_line_that_was_cut_is_not_continued(void **state)
{
    if (library_under_test() == REFERENCE)
        return;
    open_folder("|g0|host|443|0|MFkwEw");
    assert_code(store("host", "443", "server-p256"), 0);
    assert_code(ask("host", "443", "server-p256"), 0);
    close_folder();
}

static int refuse(const char *name, const char *host, const char *service,
                  const gnutls_datum_t *key)
{
    return -1;
}

static void test_functions_take_the_place_of_the_file(void **state)
{
    gnutls_tdb_t tdb;
    gnutls_datum_t der;

    assert_int_equal(pair_load("server-p256-cert.der", &der), 0);
    assert_code(gnutls_tdb_init(&tdb), 0);
    gnutls_tdb_set_verify_func(tdb, refuse);
    assert_code(gnutls_verify_stored_pubkey(NULL, tdb, "h", "1", GNUTLS_CRT_X509, &der, 0), NONE);
    gnutls_tdb_deinit(tdb);
    free(der.data);
}

int main(void)
{
    ADD_ROWS(rows, test_file_tells_who_is_known);
    ADD(test_what_was_stored_is_known);
    ADD(test_hash_is_checked_before_it_is_stored);
    ADD(test_names_that_break_a_line_are_refused);
    ADD(test_a_symbolic_link_is_not_followed);
    ADD(test_a_line_that_was_cut_is_not_continued);
    ADD(test_functions_take_the_place_of_the_file);
    return suite_run("tofu");
}

/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_unicode.c - names and passwords outside ASCII, and what comes by URL
 *
 * Built without libidn2 and libunistring, Reprise takes ASCII only; then the rows outside ASCII are
 * passed over.
 */

#include "suite.h"

#include <gnutls/abstract.h>
#include <gnutls/urls.h>
#include <gnutls/x509.h>

struct text_row {
    const char *label, *input, *output; /* NULL: refused with `code` */
    int code;
};

static void check(const struct text_row *row, int result, gnutls_datum_t *out)
{
    if (result == GNUTLS_E_UNIMPLEMENTED_FEATURE && library_under_test() == REPRISE)
        skip();
    assert_code(result, row->code);
    if (row->output == NULL)
        return;
    assert_string_equal(out->data, row->output);
    assert_int_equal(out->size, strlen(row->output));
    gnutls_free(out->data);
}

/* RFC 5891; names in scripts from RFC 3492, 7. */
static const struct text_row name_rows[] = {
    { "ASCII", "EXAMPLE.com", "EXAMPLE.com", 0 },
    { "nothing", "", "", 0 },
    { "empty labels", "a..b", "a..b", 0 },
    { "mapped already", "xn--9ca.fr", "xn--9ca.fr", 0 },
    { "a letter with an accent", "\xc3\xa9.fr", "xn--9ca.fr", 0 },
    { "a capital letter",
      "\xc3\x89"
      "a.fr",
      "xn--a-9fa.fr", 0 },
    { "sharp s", "fu\xc3\x9f.de", "xn--fu-hia.de", 0 },
    { "a symbol", "\xe2\x98\x95.us", "xn--53h.us", 0 },
    { "Chinese", "\xe7\xae\x80\xe4\xbd\x93\xe4\xb8\xad\xe6\x96\x87.test", "xn--fiqu1az03c18t.test",
      0 },
    { "no UTF-8", "\xff\xfe", NULL, GNUTLS_E_INVALID_UTF8_STRING },
};

static void test_name_becomes_ascii(void **state)
{
    const struct text_row *row = *state;
    gnutls_datum_t out = { NULL, 0 };
    unsigned size = (unsigned)strlen(row->input);

    check(row, gnutls_idna_map(row->input, size, &out, 0), &out);
}

static const struct text_row reverse_rows[] = {
    { "plain", "abc.test", "abc.test", 0 },
    { "mapped", "xn--9ca.fr", "\xc3\xa9.fr", 0 },
    { "sharp s", "xn--fu-hia.de", "fu\xc3\x9f.de", 0 },
    { "mapped in part", "xn--9ca.FR", "\xc3\xa9.FR", 0 },
};

static void test_name_becomes_readable(void **state)
{
    const struct text_row *row = *state;
    gnutls_datum_t out = { NULL, 0 };
    unsigned size = (unsigned)strlen(row->input);

    check(row, gnutls_idna_reverse_map(row->input, size, &out, 0), &out);
}

/* RFC 8265, 4.2. */
static const struct text_row password_rows[] = {
    { "ASCII", "a b", "a b", 0 },
    { "nothing", "", "", 0 },
    { "a space that does not break",
      "a\xc2\xa0"
      "b",
      "a b", 0 },
    { "a letter and its accent", "e\xcc\x81", "\xc3\xa9", 0 },
    { "a sign for a letter", "\xe2\x84\xab", "\xc3\x85", 0 },
    { "a ligature", "\xef\xac\x81", "\xef\xac\x81", 0 },
    { "a picture", "\xf0\x9f\x99\x82", "\xf0\x9f\x99\x82", 0 },
    { "a tabulator", "a\tb", NULL, GNUTLS_E_INVALID_PASSWORD_STRING },
    { "a joiner", "\xe2\x80\x8d", NULL, GNUTLS_E_INVALID_PASSWORD_STRING },
    { "no character", "\xcd\xb8", NULL, GNUTLS_E_INVALID_PASSWORD_STRING },
    { "no UTF-8", "\xff", NULL, GNUTLS_E_INVALID_UTF8_STRING },
};

static void test_password_is_normalised(void **state)
{
    const struct text_row *row = *state;
    gnutls_datum_t out = { NULL, 0 };
    const unsigned char *input = (const unsigned char *)row->input;
    unsigned size = (unsigned)strlen(row->input);

    check(row, gnutls_utf8_password_normalize(input, size, &out, 0), &out);
    if (row->output == NULL) {
        assert_code(gnutls_utf8_password_normalize(input, size, &out, GNUTLS_UTF8_IGNORE_ERRS), 0);
        assert_string_equal(out.data, row->input);
        gnutls_free(out.data);
    }
}

/* ---- what comes by URL ---- */

enum { FROM_APPLICATION = GNUTLS_E_INSUFFICIENT_CREDENTIALS };

static unsigned asked_with;

static int import(gnutls_x509_crt_t certificate, const char *url, unsigned flags)
{
    asked_with = flags;
    return strcmp(url, "mine:it") == 0 ? FROM_APPLICATION : 0;
}

static void test_application_serves_its_urls(void **state)
{
    static const gnutls_custom_url_st scheme = {
        .name = "mine:", .name_size = 5, .import_crt = import
    };
    gnutls_x509_crt_t certificate;
    gnutls_privkey_t key;
    assert_code(gnutls_x509_crt_init(&certificate), 0);
    assert_code(gnutls_privkey_init(&key), 0);
    assert_int_equal(gnutls_url_is_supported("mine:it"), 0);
    assert_code(gnutls_x509_crt_import_url(certificate, "mine:it", 0), GNUTLS_E_INVALID_REQUEST);

    assert_code(gnutls_register_custom_url(&scheme), 0);

    assert_int_not_equal(gnutls_url_is_supported("mine:it"), 0);
    assert_int_not_equal(gnutls_url_is_supported("MINE:other"), 0);
    assert_code(gnutls_x509_crt_import_url(certificate, "mine:it", 7), FROM_APPLICATION);
    assert_int_equal(asked_with, 7);
    assert_code(gnutls_privkey_import_url(key, "mine:it", 0), GNUTLS_E_INVALID_REQUEST);
    assert_code(gnutls_register_custom_url(&scheme), GNUTLS_E_INVALID_REQUEST);
    gnutls_privkey_deinit(key);
    gnutls_x509_crt_deinit(certificate);
}

/* ---- the name that a client asks for ---- */

static int set_name_result;

static void ask_for_a_book(struct sim_end *client, struct sim_end *server, void *context)
{
    static const char name[] = "b\xc3\xbc"
                               "cher.example";
    set_name_result = gnutls_server_name_set(client->session, GNUTLS_NAME_DNS, name, strlen(name));
}

static void test_a_name_outside_ascii_is_asked_for_in_its_ascii_form(void **state)
{
    char name[64];
    size_t size = sizeof name;
    unsigned type;
    sim_init(&sim, &(struct sim_options){ 0 });

    connect_pair(&(struct pair_options){ .server_name = "", .prepare = ask_for_a_book });

    if (set_name_result == GNUTLS_E_UNIMPLEMENTED_FEATURE && library_under_test() == REPRISE)
        skip();
    assert_code(set_name_result, 0);
    assert_code(gnutls_server_name_get(pair.server.session, name, &size, &type, 0), 0);
    assert_string_equal(name, "xn--bcher-kva.example");
}

static void test_a_name_in_no_letters_is_refused(void **state)
{
    gnutls_session_t session;
    assert_code(gnutls_init(&session, GNUTLS_CLIENT), 0);

    int code = gnutls_server_name_set(session, GNUTLS_NAME_DNS, "\xff\xfe.example", 10);

    gnutls_deinit(session);
    if (code == GNUTLS_E_UNIMPLEMENTED_FEATURE && library_under_test() == REPRISE)
        skip();
    assert_code(code, GNUTLS_E_INVALID_UTF8_STRING);
}

int main(void)
{
    ADD_ROWS(name_rows, test_name_becomes_ascii);
    ADD_ROWS(reverse_rows, test_name_becomes_readable);
    ADD_ROWS(password_rows, test_password_is_normalised);
    ADD(test_application_serves_its_urls);
    ADD(test_a_name_outside_ascii_is_asked_for_in_its_ascii_form);
    ADD(test_a_name_in_no_letters_is_refused);
    return suite_run("unicode");
}

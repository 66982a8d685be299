/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_system.c - the administrator's file, and what follows from it */

#include "unit/test.h"

#include "priority/parse.h"

#include <gnutls/x509.h>

static const char example[] = "# of a machine\n"
                              "[global]\n"
                              "override-mode = blocklist\n"
                              "\n"
                              "[priorities]\n"
                              "SYSTEM = NORMAL:-VERS-TLS1.2\n"
                              "  Other=SECURE256  \n"
                              "\n"
                              "[overrides]\n"
                              "disabled-version = tls1.3\r\n"
                              "tls-disabled-cipher = chacha20-poly1305\n"
                              "tls-disabled-group = x25519\n"
                              "insecure-hash = sha512\n"
                              "insecure-sig = no-such-thing\n"
                              "min-verification-profile = high\n";

static struct system_priority parsed(const char *text)
{
    struct system_priority system = { 0 };

    assert_int_equal(system_priority_parse(bytes_of_text(text), &system), 0);
    return system;
}

static bool is(struct bytes bytes, const char *text)
{
    return bytes.size == strlen(text) && memcmp(bytes.data, text, bytes.size) == 0;
}

static void test_a_name_stands_for_its_string(void **state)
{
    SCOPED(system_priority) struct system_priority system = parsed(example);
    struct bytes value;

    assert_true(system_priority_find(&system, bytes_of_text("system"), &value));
    assert_true(is(value, "NORMAL:-VERS-TLS1.2"));
    assert_true(system_priority_find(&system, bytes_of_text("NONE,OTHER"), &value));
    assert_true(is(value, "SECURE256"));
    assert_false(system_priority_find(&system, bytes_of_text("override-mode"), &value));
    assert_false(system_priority_find(&system, bytes_of_text(""), &value));
}

static void test_what_is_no_configuration_is_refused(void **state)
{
    static const char *const rows[] = { "[priorities", "[priorities]\nSYSTEM\n", "= x\n", "x\n" };
    struct system_priority system = { 0 };

    for (size_t i = 0; i < ARRAY_SIZE(rows); i++)
        assert_int_equal(system_priority_parse(bytes_of_text(rows[i]), &system),
                         GNUTLS_E_PARSING_ERROR);
    assert_int_equal(system_priority_count(&system), 0);
}

static void test_any_bytes_are_borne(void **state)
{
    struct system_priority system = { 0 };
    char text[sizeof(example)];

    for (size_t at = 0; at < sizeof(example) - 1; at++) {
        memcpy(text, example, sizeof(text));
        text[at] = 0;
        int result = system_priority_parse(bytes_of(text, sizeof(text) - 1), &system);
        assert_true(result == 0 || result == GNUTLS_E_PARSING_ERROR);
        result = system_priority_parse(bytes_of(text, at), &system);
        assert_true(result == 0 || result == GNUTLS_E_PARSING_ERROR);
    }
    system_priority_wipe(&system);
}

static struct choice chosen(const char *string, bool appended, const struct system_priority *system)
{
    struct choice choice;
    const char *error_at;

    assert_int_equal(priority_parse(string, appended, system, &choice, &error_at), 0);
    return choice;
}

static void test_a_string_begins_with_a_name(void **state)
{
    SCOPED(system_priority)
    struct system_priority system = parsed("[priorities]\nSYSTEM = NORMAL:-VERS-TLS1.2\n");
    struct choice choice = chosen("@SYSTEM:-AES-128-GCM", false, &system);
    const char *error_at;

    assert_false(id_list_has(&choice.versions, GNUTLS_TLS1_2));
    assert_true(id_list_has(&choice.versions, GNUTLS_TLS1_3));
    assert_false(id_list_has(&choice.ciphers, GNUTLS_CIPHER_AES_128_GCM));
    assert_true(id_list_has(&choice.ciphers, GNUTLS_CIPHER_AES_256_GCM));
    assert_int_equal(priority_parse("@NONE", false, &system, &choice, &error_at),
                     GNUTLS_E_INVALID_REQUEST);
    assert_int_equal(priority_parse("NORMAL:@SYSTEM", false, &system, &choice, &error_at),
                     GNUTLS_E_INVALID_REQUEST);
}

static void test_what_is_forbidden_no_string_brings_back(void **state)
{
    SCOPED(system_priority) struct system_priority system = parsed(example);
    struct choice choice = chosen("NORMAL:+VERS-TLS1.3:+CHACHA20-POLY1305", false, &system);

    assert_false(id_list_has(&choice.versions, GNUTLS_TLS1_3));
    assert_true(id_list_has(&choice.versions, GNUTLS_TLS1_2));
    assert_false(id_list_has(&choice.ciphers, GNUTLS_CIPHER_CHACHA20_POLY1305));
    assert_false(id_list_has(&choice.groups, GNUTLS_GROUP_X25519));
    assert_false(id_list_has(&choice.signs, GNUTLS_SIGN_RSA_PSS_RSAE_SHA512));
    assert_true(id_list_has(&choice.signs, GNUTLS_SIGN_RSA_PSS_RSAE_SHA256));
    assert_int_equal(GNUTLS_VFLAGS_TO_PROFILE(choice.flags.verify_flags), GNUTLS_PROFILE_HIGH);
}

static void test_the_default_is_the_administrators(void **state)
{
    SCOPED(system_priority)
    struct system_priority system =
        parsed("[overrides]\ndefault-priority-string = SECURE256:-VERS-TLS1.2\n");
    struct choice plain = chosen(NULL, false, &system),
                  more = chosen("-VERS-TLS1.1", true, &system);

    assert_false(id_list_has(&plain.versions, GNUTLS_TLS1_2));
    assert_false(id_list_has(&plain.ciphers, GNUTLS_CIPHER_AES_128_GCM));
    assert_false(id_list_has(&more.versions, GNUTLS_TLS1_2));
}

static void test_a_default_that_is_wrong_is_passed_over(void **state)
{
    SCOPED(system_priority)
    struct system_priority system = parsed("[overrides]\ndefault-priority-string = NONSENSE\n");
    struct choice choice = chosen(NULL, false, &system);

    assert_true(id_list_has(&choice.versions, GNUTLS_TLS1_2));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_name_stands_for_its_string),
        cmocka_unit_test(test_what_is_no_configuration_is_refused),
        cmocka_unit_test(test_any_bytes_are_borne),
        cmocka_unit_test(test_a_string_begins_with_a_name),
        cmocka_unit_test(test_what_is_forbidden_no_string_brings_back),
        cmocka_unit_test(test_the_default_is_the_administrators),
        cmocka_unit_test(test_a_default_that_is_wrong_is_passed_over),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

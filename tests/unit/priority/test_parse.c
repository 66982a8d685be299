/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_parse.c - the grammar of priority strings: what is understood, and where an error is
 *
 * Results and positions are those that programs get from libgnutls.
 */

#include "unit/test.h"

#include "base/errors.h"
#include "priority/parse.h"

#include <gnutls/x509.h>

static const struct system_priority no_system;

static const struct {
    const char *string;
    size_t error_at;
} wrong[] = {
    { ":NORMAL", 0 },
    { "FOO", 0 },
    { "NORMAL +RSA", 0 },
    { "NORMAL :+RSA", 0 },
    { "NORMAL,+RSA", 0 },
    { "NORMAL,-RSA", 0 },
    { "NORMAL:", 7 },
    { "NORMAL: :+RSA", 7 },
    { "NORMAL:!", 7 },
    { "NORMAL:!COMPAT", 7 },
    { "NORMAL:!SECURE192", 7 },
    { "NORMAL:%", 7 },
    { "NORMAL:%DUMBFW:%FOO", 15 },
    { "NORMAL:%FOO", 7 },
    { "NORMAL:%NO_TICKETS:+x", 19 },
    { "NORMAL:%PROFILE_low", 7 },
    { "NORMAL:%compat", 7 },
    { "NORMAL:+", 7 },
    { "NORMAL:+AES-ALL", 7 },
    { "NORMAL:+COMPAT", 7 },
    { "NORMAL:+CTYPE-", 7 },
    { "NORMAL:+CTYPE-CLI-", 7 },
    { "NORMAL:+CTYPE-CLI-FOO", 7 },
    { "NORMAL:+CTYPE-CLI-OPENPGP", 7 },
    { "NORMAL:+CTYPE-FOO", 7 },
    { "NORMAL:+CURVE-FOO", 7 },
    { "NORMAL:+FOO", 7 },
    { "NORMAL:+GROUP-", 7 },
    { "NORMAL:+GROUP-EC", 7 },
    { "NORMAL:+GROUP-FOO", 7 },
    { "NORMAL:+NONE", 7 },
    { "NORMAL:+RSA ", 7 },
    { "NORMAL:+RSA:+FOO:-BAR", 12 },
    { "NORMAL:+SHA-1", 7 },
    { "NORMAL:+SIGN-", 7 },
    { "NORMAL:+SIGN-FOO", 7 },
    { "NORMAL:+SIGN-GOST", 7 },
    { "NORMAL:+VERS-", 7 },
    { "NORMAL:+VERS-FOO", 7 },
    { "NORMAL:+VERS-TLS1.4", 7 },
    { "NORMAL:-", 7 },
    { "NORMAL:-CURVE-FFDHE2048", 7 },
    { "NORMAL:-PFS", 7 },
    { "NORMAL:-SECURE192", 7 },
    { "NORMAL:-SECURE256", 7 },
    { "NORMAL::+RSA", 7 },
    { "NORMAL:NONE", 7 },
    { "NORMAL:RSA", 7 },
    { "^\[| T", 0 },
    { "^\[| [GVE]", 0 },
    { "^\[| [MX]", 0 },
    { "^\[| [SV]", 0 },
    { "^\[| [VCK]", 0 },
    { "@SYSTEM", 0 },
    { "@SYSTEM,NORMAL", 0 },
    { "NORMAL:+@SYSTEM", 7 },
    { "", 0 },
};

static const char *const right[] = {
    " NORMAL",
    "NONE:+VERS-TLS1.3:+AES-128-GCM:+AEAD:+GROUP-X25519:+SIGN-ALL",
    "NONE:+VERS-TLS1.3:+AES-128-GCM:+AEAD:+GROUP-X25519:+SIGN-ALL:+CTYPE-ALL",
    "NONE:+VERS-TLS1.3:+NORMAL",
    "NORMAL: +RSA",
    "NORMAL:!AES-128-GCM",
    "NORMAL:!RSA",
    "NORMAL:!VERS-TLS1.3",
    "NORMAL:%NEW_PADDING",
    "NORMAL:%PROFILE_LOW",
    "NORMAL:+3DES-CBC",
    "NORMAL:+ARCFOUR-128",
    "NORMAL:+COMP-",
    "NORMAL:+COMP-DEFLATE",
    "NORMAL:+COMP-FOO",
    "NORMAL:+COMP-NULL",
    "NORMAL:+CTYPE-CLI-ALL",
    "NORMAL:+CTYPE-CLI-RAWPK",
    "NORMAL:+CTYPE-OPENPGP",
    "NORMAL:+CTYPE-OPENPGP-ALL",
    "NORMAL:+CTYPE-RAWPK",
    "NORMAL:+CTYPE-RAWPK:-CTYPE-X509",
    "NORMAL:+CTYPE-SRV-ALL:+CTYPE-CLI-RAWPK",
    "NORMAL:+CTYPE-SRV-RAWPK",
    "NORMAL:+CTYPE-SRV-X509",
    "NORMAL:+CTYPE-X.509",
    "NORMAL:+CTYPE-X509",
    "NORMAL:+CURVE-ALL",
    "NORMAL:+CURVE-ED25519",
    "NORMAL:+GOST",
    "NORMAL:+GROUP-EC-ALL",
    "NORMAL:+GROUP-GC256B",
    "NORMAL:+GROUP-GOST-ALL",
    "NORMAL:+GROUP-SECP192R1",
    "NORMAL:+KX-GOST-ALL",
    "NORMAL:+MAC-",
    "NORMAL:+MAC-ALL",
    "NORMAL:+MAC-MD5",
    "NORMAL:+MAC-SHA256",
    "NORMAL:+MD5",
    "NORMAL:+NULL",
    "NORMAL:+PFS",
    "NORMAL:+RSA-EXPORT",
    "NORMAL:+RSA:+RSA",
    "NORMAL:+SECURE192",
    "NORMAL:+SHA256",
    "NORMAL:+SHA384:+SHA256",
    "NORMAL:+SIGN-DSA-SHA256",
    "NORMAL:+SIGN-ECDSA-SHA3-256",
    "NORMAL:+SIGN-GOST-ALL",
    "NORMAL:+SIGN-RSA-MD5",
    "NORMAL:+SIGN-RSA-RAW",
    "NORMAL:+SUITEB128",
    "NORMAL:+UMAC-96",
    "NORMAL:-AEAD",
    "NORMAL:-COMP-ALL",
    "NORMAL:-CTYPE-ALL",
    "NORMAL:-CTYPE-CLI-ALL",
    "NORMAL:-CTYPE-X509",
    "NORMAL:-CURVE-ALL",
    "NORMAL:-CURVE-SECP256R1",
    "NORMAL:-GROUP-ALL",
    "NORMAL:-GROUP-ALL:+CURVE-X25519",
    "NORMAL:-GROUP-ALL:+GROUP-X25519:+GROUP-SECP256R1",
    "NORMAL:-GROUP-DH-ALL",
    "NORMAL:-GROUP-EC-ALL",
    "NORMAL:-GROUP-X25519",
    "NORMAL:-KX-ALL",
    "NORMAL:-MAC-ALL:+SHA1",
    "NORMAL:-RSA:+RSA",
    "NORMAL:-SHA1",
    "NORMAL:-SHA1:+SHA256:+SHA1",
    "NORMAL:-SIGN-ALL:+SIGN-ECDSA-SHA256",
    "NORMAL:-SIGN-ALL:+SIGN-RSA-SHA1",
    "NORMAL:-SIGN-ECDSA-SHA256:-SIGN-RSA-PSS-SHA256",
    "NORMAL:-SIGN-RSA-SHA256",
    "NORMAL:SECURE256",
    "Normal:+rsa",
    "SECURE192:+CURVE-ALL",
    "SECURE192:+GROUP-ALL",
    "SECURE192:+NORMAL",
    "SECURE256:NORMAL",
    "SUITEB128:+NORMAL",
    "SUITEB128:+PFS",
    "SUITEB192:+SIGN-ALL",
    "normal",
    "+RSA",
    "-RSA",
    "NONE",
    "NONE:+NORMAL",
    "NONE:+RSA",
    "NONE:+VERS-DTLS-ALL",
    "NONE:+VERS-TLS-ALL",
    "NONE:+VERS-TLS1.2",
    "NONE:+VERS-TLS1.2:+RSA",
    "NONE:+VERS-TLS1.2:+RSA:+AES-128-CBC",
    "NONE:+VERS-TLS1.2:+RSA:+AES-128-CBC:+SHA1",
    "NONE:+VERS-TLS1.3:+AES-128-GCM",
    "NONE:+VERS-TLS1.3:+AES-128-GCM:+AEAD",
    "NONE:+VERS-TLS1.3:+AES-128-GCM:+AEAD:+GROUP-X25519",
    "NORMAL:-CIPHER-ALL",
    "NORMAL:-MAC-ALL",
    "NORMAL:-VERS-ALL",
};

static void test_what_is_not_understood_is_pointed_at(void **state)
{
    for (size_t i = 0; i < ARRAY_SIZE(wrong); i++) {
        struct choice choice;
        const char *error_at = NULL;
        int result = priority_parse(wrong[i].string, false, &no_system, &choice, &error_at);
        if (result != GNUTLS_E_INVALID_REQUEST || error_at != wrong[i].string + wrong[i].error_at)
            fail_msg("\"%s\" gives %d at %d", wrong[i].string, result,
                     (int)(error_at - wrong[i].string));
    }
}

static void test_what_programs_write_is_understood(void **state)
{
    for (size_t i = 0; i < ARRAY_SIZE(right); i++) {
        struct choice choice;
        const char *error_at = NULL;
        if (priority_parse(right[i], false, &no_system, &choice, &error_at) != 0)
            fail_msg("\"%s\" is refused at \"%s\"", right[i], error_at);
    }
}

static struct choice parsed(const char *string, bool appended)
{
    struct choice choice;
    const char *error_at;
    assert_int_equal(priority_parse(string, appended, &no_system, &choice, &error_at), 0);
    return choice;
}

static void test_elements_take_effect_in_their_order(void **state)
{
    struct choice choice = parsed("NONE:+VERS-TLS1.2:+VERS-TLS1.3:+PSK:+RSA:-PSK:!RSA:+PSK", false);

    assert_int_equal(choice.versions.count, 2);
    assert_int_equal(choice.versions.ids[0], GNUTLS_TLS1_2);
    assert_int_equal(choice.versions.ids[1], GNUTLS_TLS1_3);
    assert_int_equal(choice.kx.count, 1);
    assert_int_equal(choice.kx.ids[0], GNUTLS_KX_PSK);
}

static void test_a_later_keyword_adds_all_but_versions(void **state)
{
    struct choice choice = parsed("SUITEB128:+NORMAL", false);

    assert_int_equal(choice.versions.count, 1);
    assert_int_equal(choice.ciphers.ids[0], GNUTLS_CIPHER_AES_256_GCM);
    assert_int_equal(choice.ciphers.ids[1], GNUTLS_CIPHER_AES_128_GCM);
    assert_int_equal(choice.ciphers.ids[2], GNUTLS_CIPHER_CHACHA20_POLY1305);
    assert_int_equal(choice.ciphers.count, 7);
}

static void test_a_later_keyword_lowers_the_profile_and_does_not_raise_it(void **state)
{
    struct choice lowered = parsed("SECURE192:NORMAL", false);
    struct choice kept = parsed("NORMAL:+SECURE192", false);
    struct choice chosen = parsed("NORMAL:%PROFILE_HIGH", false);

    assert_int_equal(GNUTLS_VFLAGS_TO_PROFILE(lowered.flags.verify_flags), GNUTLS_PROFILE_LOW);
    assert_int_equal(GNUTLS_VFLAGS_TO_PROFILE(kept.flags.verify_flags), GNUTLS_PROFILE_LOW);
    assert_int_equal(GNUTLS_VFLAGS_TO_PROFILE(chosen.flags.verify_flags), GNUTLS_PROFILE_HIGH);
}

static void test_certificate_types_are_of_either_side_or_both(void **state)
{
    struct choice both = parsed("NORMAL:+CTYPE-RAWPK", false);
    struct choice client = parsed("NORMAL:+CTYPE-CLI-RAWPK", false);
    struct choice server = parsed("NORMAL:-CTYPE-SRV-X509", false);

    assert_int_equal(both.client_ctypes.count, 2);
    assert_int_equal(both.server_ctypes.count, 2);
    assert_int_equal(client.client_ctypes.count, 2);
    assert_int_equal(client.server_ctypes.count, 1);
    assert_int_equal(server.client_ctypes.count, 1);
    assert_int_equal(server.server_ctypes.count, 0);
}

static void test_an_appended_string_goes_on_from_the_default(void **state)
{
    struct choice choice = parsed("-AES-128-GCM:+PSK", true);
    const char *error_at = NULL;

    assert_int_equal(choice.ciphers.count, 6);
    assert_true(id_list_has(&choice.kx, GNUTLS_KX_PSK));
    assert_true(id_list_has(&choice.versions, GNUTLS_TLS1_3));
    const char *none = "NONE:+PSK";
    assert_int_equal(priority_parse(none, true, &no_system, &choice, &error_at),
                     GNUTLS_E_INVALID_REQUEST);
    assert_ptr_equal(error_at, none);
}

static void test_a_word_without_end_is_refused(void **state)
{
    char string[1000] = "NORMAL:+";
    struct choice choice;
    const char *error_at;
    memset(string + 8, 'A', sizeof(string) - 9);
    string[sizeof(string) - 1] = 0;

    assert_int_equal(priority_parse(string, false, &no_system, &choice, &error_at),
                     GNUTLS_E_INVALID_REQUEST);

    assert_ptr_equal(error_at, string + 7);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_is_not_understood_is_pointed_at),
        cmocka_unit_test(test_what_programs_write_is_understood),
        cmocka_unit_test(test_elements_take_effect_in_their_order),
        cmocka_unit_test(test_a_later_keyword_adds_all_but_versions),
        cmocka_unit_test(test_a_later_keyword_lowers_the_profile_and_does_not_raise_it),
        cmocka_unit_test(test_certificate_types_are_of_either_side_or_both),
        cmocka_unit_test(test_an_appended_string_goes_on_from_the_default),
        cmocka_unit_test(test_a_word_without_end_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

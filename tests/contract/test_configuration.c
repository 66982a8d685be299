/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_configuration.c - what is the same for the whole process: modes, tables, registrations */

#include "suite.h"

#include <gnutls/crypto.h>

#pragma GCC diagnostic ignored "-Wdeprecated-declarations"

static void test_fips_mode_is_off(void **state)
{
    gnutls_fips140_context_t context = NULL;

    assert_int_equal(gnutls_fips140_mode_enabled(), GNUTLS_FIPS140_DISABLED);
    gnutls_fips140_set_mode(GNUTLS_FIPS140_STRICT, GNUTLS_FIPS140_SET_MODE_THREAD);
    assert_int_equal(gnutls_fips140_mode_enabled(), GNUTLS_FIPS140_DISABLED);
    assert_code(gnutls_fips140_run_self_tests(), 0);
    assert_code(gnutls_fips140_context_init(&context), 0);
    assert_int_equal(gnutls_fips140_get_operation_state(context), GNUTLS_FIPS140_OP_INITIAL);
    assert_code(gnutls_fips140_push_context(context), GNUTLS_E_INVALID_REQUEST);
    assert_code(gnutls_fips140_pop_context(), GNUTLS_E_INVALID_REQUEST);
    gnutls_fips140_context_deinit(context);
}

static void test_what_is_secure_is_not_changed(void **state)
{
    assert_code(gnutls_digest_set_secure(GNUTLS_DIG_SHA1, 1), GNUTLS_E_INVALID_REQUEST);
    assert_code(gnutls_sign_set_secure(GNUTLS_SIGN_RSA_SHA1, 1), GNUTLS_E_INVALID_REQUEST);
    assert_code(gnutls_sign_set_secure_for_certs(GNUTLS_SIGN_RSA_SHA1, 1),
                GNUTLS_E_INVALID_REQUEST);
    assert_code(gnutls_ecc_curve_set_enabled(GNUTLS_ECC_CURVE_SECP256R1, 0),
                GNUTLS_E_INVALID_REQUEST);
    assert_code(gnutls_protocol_set_enabled(GNUTLS_TLS1_3, 0), GNUTLS_E_INVALID_REQUEST);
}

static const char *config_value(const char *name)
{
    for (const gnutls_library_config_st *entry = gnutls_get_library_config(); entry->name; entry++)
        if (strcmp(entry->name, name) == 0)
            return entry->value;
    return NULL;
}

static void test_the_library_says_its_name(void **state)
{
    assert_string_equal(config_value("libgnutls-soname"), "libgnutls.so.30");
    assert_non_null(config_value("tls-features"));
    assert_null(config_value("no such thing"));
}

static int never(gnutls_cipher_algorithm_t cipher, void **context, int encrypts)
{
    fail_msg("a registered function was called");
    return -1;
}

static void test_registered_functions_are_never_called(void **state)
{
    gnutls_datum_t key = { (void *)"0123456789abcdef", 16 }, iv = key;
    gnutls_cipher_hd_t handle;

    assert_code(gnutls_crypto_register_cipher(GNUTLS_CIPHER_CAMELLIA_128_CBC, 1, never, NULL, NULL,
                                              NULL, NULL, NULL),
                0);
    assert_code(gnutls_cipher_init(&handle, GNUTLS_CIPHER_CAMELLIA_128_CBC, &key, &iv), 0);
    gnutls_cipher_deinit(handle);
}

int main(void)
{
    ADD(test_fips_mode_is_off);
    ADD(test_what_is_secure_is_not_changed);
    ADD(test_the_library_says_its_name);
    ADD(test_registered_functions_are_never_called);
    return suite_run("configuration");
}

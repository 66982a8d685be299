/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_tls12_fields.c - the finite field of TLS 1.2: named, from parameters, too small */

#include "exchanges.h"

#include <stdlib.h>

/* A prime of 1024 bits, made by "openssl dhparam", and one of 768. */
static gnutls_dh_params_t params_from(const char *name)
{
    gnutls_dh_params_t params;
    gnutls_datum_t pem;

    assert_int_equal(gnutls_dh_params_init(&params), 0);
    assert_int_equal(pair_load(name, &pem), 0);
    assert_int_equal(gnutls_dh_params_import_pkcs3(params, &pem, GNUTLS_X509_FMT_PEM), 0);
    free(pem.data);
    return params;
}

static void test_parameters_of_the_application_serve_who_names_no_field(void **state)
{
    static const struct attempt tries[] = {
        { KX("DHE-RSA" CURVES), KX("DHE-RSA"), "server-rsa", 0, 0 },
        { KX("DHE-PSK" CURVES), KX("DHE-PSK"), NULL, 0, 0 },
        { KX("ANON-DH" CURVES), KX("ANON-DH"), NULL, 0, 0 },
    };

    for (size_t i = 0; i < ARRAY_SIZE(tries); i++) {
        struct armour armour = { .params = params_from("dh1024.pem") };
        struct pair pair;
        struct sim sim;

        put_on(&armour);
        open_attempt(&tries[i], &armour, &sim, &pair);

        assert_int_equal(gnutls_dh_get_prime_bits(pair.client.session), 1024);
        assert_int_equal(gnutls_dh_get_prime_bits(pair.server.session), 1024);
        assert_int_equal(gnutls_dh_get_secret_bits(pair.client.session), 256);
        assert_in_range(gnutls_dh_get_peers_public_bits(pair.client.session), 900, 1024);
        assert_int_equal(gnutls_group_get(pair.client.session), GNUTLS_GROUP_INVALID);
        assert_false(gnutls_session_get_flags(pair.client.session) & GNUTLS_SFLAGS_RFC7919);
        close_attempt(&sim, &pair);
        take_off(&armour);
    }
}

static void test_field_that_was_named_wins_over_parameters(void **state)
{
    const struct attempt t = { KX("DHE-RSA"), NULL, "server-rsa", 0, 0 };
    struct armour armour = { .params = params_from("dh1024.pem") };
    struct pair pair;
    struct sim sim;

    put_on(&armour);
    open_attempt(&t, &armour, &sim, &pair);

    assert_int_equal(gnutls_dh_get_prime_bits(pair.client.session), 2048);
    assert_true(gnutls_session_get_flags(pair.client.session) & GNUTLS_SFLAGS_RFC7919);
    assert_true(gnutls_session_get_flags(pair.server.session) & GNUTLS_SFLAGS_RFC7919);
    close_attempt(&sim, &pair);
    take_off(&armour);
}

/* L1: the size of the prime. */
static void test_small_prime_is_refused(void **state)
{
    static const struct attempt t = { KX("DHE-RSA" CURVES), KX("DHE-RSA"), "server-rsa",
                                      GNUTLS_E_DH_PRIME_UNACCEPTABLE,
                                      GNUTLS_E_FATAL_ALERT_RECEIVED };
    static const struct attempt high = { KX("DHE-RSA" CURVES ":%PROFILE_MEDIUM"), KX("DHE-RSA"),
                                         "server-rsa", GNUTLS_E_DH_PRIME_UNACCEPTABLE,
                                         GNUTLS_E_FATAL_ALERT_RECEIVED };
    struct armour small = { .params = params_from("dh768.pem") };
    struct armour by_level = { .params = params_from("dh1024.pem") };
    struct armour by_wish = { .params = params_from("dh1024.pem"), .prime_bits_min = 1025 };

    put_on(&small);
    put_on(&by_level);
    put_on(&by_wish);
    run_attempt(&t, &small);
    run_attempt(&high, &by_level);
    run_attempt(&t, &by_wish);
    take_off(&small);
    take_off(&by_level);
    take_off(&by_wish);
}

/* RFC 7919, 4: neither the application's parameters nor another field. */
static void test_no_field_in_common_means_another_exchange(void **state)
{
    const struct attempt none = { KX("DHE-RSA:-GROUP-ALL:+GROUP-FFDHE2048"),
                                  KX("DHE-RSA:-GROUP-ALL:+GROUP-FFDHE3072"), "server-rsa",
                                  GNUTLS_E_FATAL_ALERT_RECEIVED, GNUTLS_E_NO_CIPHER_SUITES };
    struct armour armour = { .params = params_from("dh1024.pem") };

    put_on(&armour);
    run_attempt(&none, &armour);
    take_off(&armour);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_parameters_of_the_application_serve_who_names_no_field),
        cmocka_unit_test(test_field_that_was_named_wins_over_parameters),
        cmocka_unit_test(test_small_prime_is_refused),
        cmocka_unit_test(test_no_field_in_common_means_another_exchange),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

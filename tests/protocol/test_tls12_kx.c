/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_tls12_kx.c - the key exchanges of TLS 1.2, each full and resumed, and what they refuse */

#include "exchanges.h"

#include "base/errors.h"

static const gnutls_datum_t other_key = { (unsigned char *)"\x9e\x32\xcf\x77\x86\x32\x1a\x83", 8 };
static const gnutls_datum_t raw_name = { (unsigned char *)"al\0ice", 6 };

/* Stalls once, as a program does that asks a directory. */
static int server_key_of_bytes(gnutls_session_t session, const gnutls_datum_t *name,
                               gnutls_datum_t *key)
{
    struct armour *armour = gnutls_session_get_ptr(session);

    if (armour->asked++ % 2 == 0)
        return GNUTLS_E_AGAIN;
    if (!bytes_equal(bytes_of_datum(name), bytes_of_datum(&raw_name)))
        return 0;
    return bytes_give(bytes_of_datum(&good_key), key);
}

static int client_key(gnutls_session_t session, char **name, gnutls_datum_t *key)
{
    const char *hint = gnutls_psk_client_get_hint(session);
    gnutls_datum_t copy;

    if (hint == NULL || strcmp(hint, "who are you?") != 0)
        return -1;
    assert_int_equal(bytes_give(bytes_of_text("alice"), &copy), 0);
    *name = (char *)copy.data;
    return bytes_give(bytes_of_datum(&good_key), key);
}

struct row {
    const char *name, *client, *server, *identity, *description;
    gnutls_kx_algorithm_t kx;
    gnutls_credentials_type_t auth;
};

/* clang-format off */
#define CERT GNUTLS_CRD_CERTIFICATE
#define SUITE "(AES-256-GCM)"
#define CBC   "(AES-256-CBC)-(SHA1)"
static const struct row rows[] = {
    { "DHE-RSA", KX("DHE-RSA"), KX("DHE-RSA"), "server-rsa",
      "(TLS1.2)-(DHE-FFDHE2048)-(RSA-SHA256)-" SUITE, GNUTLS_KX_DHE_RSA, CERT },
    { "DHE-RSA, FFDHE3072", KX("DHE-RSA:-GROUP-ALL:+GROUP-FFDHE3072"), KX("DHE-RSA"), "server-rsa",
      "(TLS1.2)-(DHE-FFDHE3072)-(RSA-SHA256)-" SUITE, GNUTLS_KX_DHE_RSA, CERT },
    { "DHE-RSA, no field named", KX("DHE-RSA" CURVES), KX("DHE-RSA"), "server-rsa",
      "(TLS1.2)-(DHE-CUSTOM2048)-(RSA-SHA256)-" SUITE, GNUTLS_KX_DHE_RSA, CERT },
    { "RSA", KX("RSA"), KX("RSA"), "server-encipher", "(TLS1.2)-(RSA)-" SUITE, GNUTLS_KX_RSA, CERT },
    { "anonymous DH", KX("ANON-DH"), KX("ANON-DH"), NULL,
      "(TLS1.2)-(ANON-DH)-" SUITE, GNUTLS_KX_ANON_DH, GNUTLS_CRD_ANON },
    { "anonymous ECDH", KX("ANON-ECDH"), KX("ANON-ECDH"), NULL,
      "(TLS1.2)-(ANON-ECDH)-" CBC, GNUTLS_KX_ANON_ECDH, GNUTLS_CRD_ANON },
    { "PSK", KX("PSK"), KX("PSK"), NULL,
      "(TLS1.2)-(PSK)-" SUITE, GNUTLS_KX_PSK, GNUTLS_CRD_PSK },
    { "ECDHE-PSK", KX("ECDHE-PSK:-CIPHER-ALL:+CHACHA20-POLY1305"), KX("ECDHE-PSK"), NULL,
      "(TLS1.2)-(ECDHE-PSK-X25519)-(CHACHA20-POLY1305)", GNUTLS_KX_ECDHE_PSK, GNUTLS_CRD_PSK },
    { "DHE-PSK", KX("DHE-PSK"), KX("DHE-PSK"), NULL,
      "(TLS1.2)-(DHE-PSK-FFDHE2048)-" SUITE, GNUTLS_KX_DHE_PSK, GNUTLS_CRD_PSK },
};
/* clang-format on */

static void check_connection(const struct row *row, struct pair *pair, bool resumed)
{
    char *description = gnutls_session_get_desc(pair->client.session);

    if (!resumed)
        assert_string_equal(description, row->description);
    gnutls_free(description);
    assert_int_equal(gnutls_kx_get(pair->client.session), row->kx);
    assert_int_equal(gnutls_kx_get(pair->server.session), row->kx);
    assert_int_equal(gnutls_auth_get_type(pair->client.session), row->auth);
    assert_int_equal(gnutls_auth_get_type(pair->server.session), row->auth);
    if (row->auth == GNUTLS_CRD_PSK)
        assert_string_equal(gnutls_psk_server_get_username(pair->server.session), "alice");
}

static void connect_twice(const struct row *row, struct armour *armour,
                          const struct sim_options *network)
{
    struct pair_options o = { .client_priority = row->client,
                              .server_priority = row->server,
                              .server_identity = row->identity,
                              .ticket_key = &pair_ticket_key,
                              .prepare = arm,
                              .context = armour };
    gnutls_datum_t data = { NULL, 0 };
    struct sim sim;

    sim_init(&sim, network);
    for (int turn = 0; turn < 2; turn++) {
        struct pair pair;
        int result;

        o.session_data = turn == 0 ? NULL : &data;
        assert_int_equal(pair_open(&pair, &sim, &o), 0);
        result = pair_handshake(&pair);
        if (result < 0)
            fail_msg("%s, turn %d: %s (client %s, server %s)", row->name, turn,
                     gnutls_strerror_name(result), gnutls_strerror_name(pair.client.result),
                     gnutls_strerror_name(pair.server.result));
        assert_int_equal(gnutls_session_is_resumed(pair.client.session), turn);
        assert_int_equal(gnutls_session_is_resumed(pair.server.session), turn);
        check_connection(row, &pair, turn == 1);
        assert_int_equal(pair_ping(&pair), 0);
        if (turn == 0)
            assert_int_equal(gnutls_session_get_data2(pair.client.session, &data), 0);
        assert_int_equal(pair_bye(&pair), 0);
        pair_close(&pair);
    }
    gnutls_free(data.data);
    sim_end(&sim);
}

static void test_each_exchange_connects_and_is_resumed(void **state)
{
    for (size_t n = 0; n < strict_network_count; n++) {
        for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
            struct armour armour = { 0 };

            put_on(&armour);
            connect_twice(&rows[i], &armour, &strict_networks[n]);
            take_off(&armour);
        }
    }
}

/* ---- one connection each ---- */

static const char *const psk_priorities[] = { KX("PSK"), KX("DHE-PSK"), KX("ECDHE-PSK") };

static void test_unknown_identity_looks_like_a_wrong_key(void **state)
{
    for (size_t i = 0; i < ARRAY_SIZE(psk_priorities); i++) {
        const struct attempt t = { psk_priorities[i], NULL, NULL, GNUTLS_E_FATAL_ALERT_RECEIVED,
                                   GNUTLS_E_DECRYPTION_FAILED };
        struct armour unknown = { .identity = "mallory" }, wrong = { .key = &other_key };

        put_on(&unknown);
        put_on(&wrong);
        run_attempt(&t, &unknown);
        run_attempt(&t, &wrong);
        take_off(&unknown);
        take_off(&wrong);
    }
}

static void test_identities_are_bytes_and_keys_may_take_their_time(void **state)
{
    const struct attempt t = { KX("PSK"), NULL, NULL, 0, 0 };
    struct armour armour = { 0 };
    struct pair pair;
    struct sim sim;
    gnutls_datum_t name;

    put_on(&armour);
    assert_int_equal(gnutls_psk_set_client_credentials2(armour.psk_client, &raw_name, &good_key,
                                                        GNUTLS_PSK_KEY_RAW),
                     0);
    gnutls_psk_set_server_credentials_function2(armour.psk_server, server_key_of_bytes);
    open_attempt(&t, &armour, &sim, &pair);

    assert_int_equal(armour.asked, 2);
    assert_null(gnutls_psk_server_get_username(pair.server.session));
    assert_int_equal(gnutls_psk_server_get_username2(pair.server.session, &name), 0);
    assert_true(bytes_equal(bytes_of_datum(&name), bytes_of_datum(&raw_name)));
    close_attempt(&sim, &pair);
    take_off(&armour);
}

static void test_hint_reaches_the_client_before_it_says_who_it_is(void **state)
{
    for (size_t i = 0; i < ARRAY_SIZE(psk_priorities); i++) {
        const struct attempt good = { psk_priorities[i], NULL, NULL, 0, 0 };
        const struct attempt bad = { psk_priorities[i], NULL, NULL,
                                     GNUTLS_E_INSUFFICIENT_CREDENTIALS,
                                     GNUTLS_E_FATAL_ALERT_RECEIVED };
        struct armour hinted = { .hint = "who are you?", .function = client_key };
        struct armour plain = { .function = client_key };

        put_on(&hinted);
        put_on(&plain);
        run_attempt(&good, &hinted);
        run_attempt(&bad, &plain);
        take_off(&hinted);
        take_off(&plain);
    }
}

static void test_keys_are_found_in_the_file_of_psktool(void **state)
{
    const struct attempt t = { KX("PSK"), NULL, NULL, 0, 0 };
    const gnutls_datum_t hex = { (unsigned char *)"00112233", 8 };
    const gnutls_datum_t names[] = { { (unsigned char *)"bob", 3 },
                                     { (unsigned char *)"\xde\xad\xbe\xef", 4 } };

    for (size_t i = 0; i < ARRAY_SIZE(names); i++) {
        struct armour armour = { 0 };

        put_on(&armour);
        gnutls_psk_set_server_credentials_function(armour.psk_server, NULL);
        assert_int_equal(
            gnutls_psk_set_server_credentials_file(armour.psk_server, TEST_DATA "/passwords.psk"),
            0);
        assert_int_equal(gnutls_psk_set_client_credentials2(armour.psk_client, &names[i], &hex,
                                                            GNUTLS_PSK_KEY_HEX),
                         0);
        run_attempt(&t, &armour);
        take_off(&armour);
    }
}

/* Without certificates TLS 1.3 is not to be had with these credentials; neither end tries. */
static void test_anonymity_alone_means_tls12(void **state)
{
    const struct attempt t = { "NORMAL:-KX-ALL:+ANON-ECDH", NULL, NULL, 0, 0 };
    struct armour armour = { .no_certificates = true };
    struct pair pair;
    struct sim sim;

    put_on(&armour);
    open_attempt(&t, &armour, &sim, &pair);

    assert_int_equal(gnutls_protocol_get_version(pair.client.session), GNUTLS_TLS1_2);
    close_attempt(&sim, &pair);
    take_off(&armour);
}

/* ---- finite fields ---- */

static void test_nothing_of_this_is_on_by_default(void **state)
{
    static const char *const wishes[] = { KX("RSA"), KX("ANON-DH"), KX("ANON-ECDH"),
                                          KX("PSK"), KX("DHE-PSK"), KX("ECDHE-PSK") };

    for (size_t i = 0; i < ARRAY_SIZE(wishes); i++) {
        const struct attempt t = { wishes[i], P12, i == 0 ? "server-encipher" : "server-rsa",
                                   GNUTLS_E_FATAL_ALERT_RECEIVED, GNUTLS_E_NO_CIPHER_SUITES };
        struct armour armour = { 0 };

        put_on(&armour);
        run_attempt(&t, &armour);
        take_off(&armour);
    }
}

static void test_key_that_may_only_sign_gets_no_secrets(void **state)
{
    const struct attempt t = { KX("RSA"), NULL, "server-rsa", GNUTLS_E_FATAL_ALERT_RECEIVED,
                               GNUTLS_E_NO_CIPHER_SUITES };
    struct armour armour = { 0 };

    put_on(&armour);
    run_attempt(&t, &armour);
    take_off(&armour);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_each_exchange_connects_and_is_resumed),
        cmocka_unit_test(test_unknown_identity_looks_like_a_wrong_key),
        cmocka_unit_test(test_identities_are_bytes_and_keys_may_take_their_time),
        cmocka_unit_test(test_hint_reaches_the_client_before_it_says_who_it_is),
        cmocka_unit_test(test_keys_are_found_in_the_file_of_psktool),
        cmocka_unit_test(test_anonymity_alone_means_tls12),
        cmocka_unit_test(test_key_that_may_only_sign_gets_no_secrets),
        cmocka_unit_test(test_nothing_of_this_is_on_by_default),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

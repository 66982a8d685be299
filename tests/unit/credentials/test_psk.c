/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_psk.c - shared keys: set, and looked up in the files of psktool; parameters as PKCS#3 */

#include "credentials/psk.h"

#include "unit/test.h"

#include <limits.h>
#include <stdlib.h>
#include <unistd.h>

static struct gnutls_psk_server_credentials_st *server_of(const char *content, char path[32])
{
    struct gnutls_psk_server_credentials_st *server;
    int descriptor;

    strcpy(path, "/tmp/psk-XXXXXX");
    descriptor = mkstemp(path);
    assert_true(descriptor >= 0);
    assert_int_equal(write(descriptor, content, strlen(content)), strlen(content));
    close(descriptor);
    assert_int_equal(psk_server_new(&server), 0);
    assert_int_equal(psk_server_set_file(server, path), 0);
    return server;
}

static void test_keys_are_looked_up_by_name(void **state)
{
    static const struct {
        const char *content, *name;
        size_t name_size;
        const char *key; /* NULL: none */
    } rows[] = {
        { "alice:6161\nbob:6262\n", "alice", 5, "aa" },
        { "alice:6161\nbob:6262", "bob", 3, "bb" },
        { "alice:6161\r\nbob:6262\r\n", "alice", 5, "aa" },
        { "alice:6161\n", "alic", 4, NULL },
        { "alice:6161\n", "alice2", 6, NULL },
        { "alice:6161\n", "", 0, NULL },
        { "#616c:6161\n", "al", 2, "aa" },
        { "#00ff:6161\n", "\0\xff", 2, "aa" },
        { "#616c:6161\n", "#616c", 5, NULL },
        { "alice\n", "alice", 5, NULL },
        { "", "alice", 5, NULL },
    };

    for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
        SCOPED(psk) struct psk psk = { 0 };
        char path[32];
        struct gnutls_psk_server_credentials_st *server = server_of(rows[i].content, path);

        assert_int_equal(
            psk_server_ask(server, NULL, bytes_of(rows[i].name, rows[i].name_size), &psk), 0);

        assert_true(bytes_equal(buffer_bytes(&psk.key),
                                rows[i].key ? bytes_of_text(rows[i].key) : bytes_none()));
        psk_server_free(server);
        unlink(path);
    }
}

static void test_who_has_no_key_gets_another_each_time(void **state)
{
    SCOPED(buffer) struct buffer first = { 0 }, second = { 0 };

    assert_int_equal(psk_make_random(&first), 0);
    assert_int_equal(psk_make_random(&second), 0);

    assert_int_equal(first.size, 32);
    assert_false(bytes_equal(buffer_bytes(&first), buffer_bytes(&second)));
}

static void test_file_that_is_not_there_is_refused_at_once(void **state)
{
    struct gnutls_psk_server_credentials_st *server;

    assert_int_equal(psk_server_new(&server), 0);
    assert_int_equal(psk_server_set_file(server, "/nowhere/at/all"), GNUTLS_E_FILE_ERROR);
    psk_server_free(server);
}

static void test_client_keeps_only_what_can_serve(void **state)
{
    SCOPED(psk) struct psk psk = { 0 };
    struct gnutls_psk_client_credentials_st *client;
    const struct bytes alice = bytes_of_text("alice");

    assert_int_equal(psk_client_new(&client), 0);
    assert_int_equal(psk_client_ask(client, NULL, &psk), GNUTLS_E_INSUFFICIENT_CREDENTIALS);
    assert_int_equal(psk_client_set(client, bytes_none(), alice, GNUTLS_PSK_KEY_RAW),
                     GNUTLS_E_INVALID_REQUEST);
    assert_int_equal(psk_client_set(client, alice, bytes_none(), GNUTLS_PSK_KEY_RAW),
                     GNUTLS_E_INVALID_REQUEST);
    assert_int_equal(psk_client_set(client, alice, alice, GNUTLS_PSK_KEY_HEX),
                     GNUTLS_E_PARSING_ERROR);
    assert_int_equal(psk_client_set(client, alice, bytes_of_text("6162"), GNUTLS_PSK_KEY_HEX), 0);
    assert_int_equal(psk_client_ask(client, NULL, &psk), 0);

    assert_true(bytes_equal(buffer_bytes(&psk.identity), alice));
    assert_true(bytes_equal(buffer_bytes(&psk.key), bytes_of_text("ab")));
    psk_client_free(client);
}

static void test_parameters_come_back_as_they_were_written(void **state)
{
    static const gnutls_x509_crt_fmt_t formats[] = { GNUTLS_X509_FMT_DER, GNUTLS_X509_FMT_PEM };
    struct gnutls_dh_params_int *params, *again;

    assert_int_equal(dh_params_new(&params), 0);
    assert_int_equal(dh_params_set(params, kex_prime(&kex_ffdhe2048), bytes_of("\x02", 1), 256), 0);
    for (size_t i = 0; i < ARRAY_SIZE(formats); i++) {
        SCOPED(buffer) struct buffer written = { 0 };

        assert_int_equal(dh_params_new(&again), 0);
        assert_int_equal(dh_params_write(params, formats[i], &written), 0);
        assert_int_equal(dh_params_read(again, buffer_bytes(&written), formats[i]), 0);
        assert_true(bytes_equal(buffer_bytes(&again->dh.prime), kex_prime(&kex_ffdhe2048)));
        assert_int_equal(again->key_bits, 256);
        buffer_cut(&written, written.size / 2);
        assert_true(dh_params_read(again, buffer_bytes(&written), formats[i]) < 0);
        dh_params_free(again);
    }
    dh_params_free(params);
}

static void test_parameters_are_as_strong_as_asked_for(void **state)
{
    static const struct {
        unsigned asked, got; /* bits; 0: nothing */
    } rows[] = { { 0, 0 },       { 1, 2048 },    { 2048, 2048 }, { 2049, 3072 }, { 3072, 3072 },
                 { 4096, 4096 }, { 4097, 6144 }, { 8192, 8192 }, { 8193, 0 },    { UINT_MAX, 0 } };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct gnutls_dh_params_int *params;

        assert_int_equal(dh_params_new(&params), 0);
        assert_int_equal(dh_params_set_known(params, rows[i].asked),
                         rows[i].got ? 0 : GNUTLS_E_ILLEGAL_PARAMETER);
        assert_int_equal(number_bits(buffer_bytes(&params->dh.prime)), rows[i].got);
        dh_params_free(params);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_keys_are_looked_up_by_name),
        cmocka_unit_test(test_who_has_no_key_gets_another_each_time),
        cmocka_unit_test(test_file_that_is_not_there_is_refused_at_once),
        cmocka_unit_test(test_client_keeps_only_what_can_serve),
        cmocka_unit_test(test_parameters_come_back_as_they_were_written),
        cmocka_unit_test(test_parameters_are_as_strong_as_asked_for),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

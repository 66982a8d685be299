/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_describe.c - descriptions and exporters */

#include "unit/connection/open_pair.h"

struct row {
    bool resumed;
    gnutls_group_t group; /* GNUTLS_GROUP_INVALID: none */
    gnutls_sign_algorithm_t scheme;
    const char *text;
    gnutls_kx_algorithm_t kx;
};

/* clang-format off */
static const struct row rows[] = {
    { false, GNUTLS_GROUP_X25519,    GNUTLS_SIGN_ECDSA_SECP256R1_SHA256, "(TLS1.3)-(ECDHE-X25519)-(ECDSA-SECP256R1-SHA256)-(AES-128-GCM)", GNUTLS_KX_ECDHE_RSA },
    { false, GNUTLS_GROUP_FFDHE2048, GNUTLS_SIGN_RSA_PSS_RSAE_SHA256,    "(TLS1.3)-(DHE-FFDHE2048)-(RSA-PSS-RSAE-SHA256)-(AES-128-GCM)",   GNUTLS_KX_DHE_RSA },
    { true,  GNUTLS_GROUP_SECP256R1, GNUTLS_SIGN_UNKNOWN,                "(TLS1.3)-(ECDHE-PSK-SECP256R1)-(AES-128-GCM)",                   GNUTLS_KX_ECDHE_PSK },
    { true,  GNUTLS_GROUP_FFDHE3072, GNUTLS_SIGN_UNKNOWN,                "(TLS1.3)-(DHE-PSK-FFDHE3072)-(AES-128-GCM)",                     GNUTLS_KX_DHE_PSK },
    { true,  GNUTLS_GROUP_INVALID,   GNUTLS_SIGN_UNKNOWN,                "(TLS1.3)-(PSK)-(AES-128-GCM)",                                   GNUTLS_KX_PSK },
};
/* clang-format on */

static void test_descriptions_are_those_that_programs_know(void **state)
{
    for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
        struct buffer text = { 0 };

        pair_open();
        struct agreed *agreed = &pair.client->agreed;
        agreed->resumed = agreed->from_psk = rows[i].resumed;
        if (rows[i].group != GNUTLS_GROUP_INVALID)
            agreed->group = group_by_api_id(rows[i].group);
        if (rows[i].scheme != GNUTLS_SIGN_UNKNOWN)
            agreed->server_scheme = scheme_by_api_id(rows[i].scheme);

        assert_int_equal(connection_describe(pair.client, &text), 0);

        assert_string_equal((const char *)text.data, rows[i].text);
        assert_int_equal(connection_kx(pair.client), rows[i].kx);
        buffer_wipe(&text);
        pair_close();
    }
}

static void test_before_the_handshake_there_is_no_description(void **state)
{
    struct buffer text = { 0 };

    pair_open();
    connection_set_state(pair.client, CONNECTION_SHAKING);

    assert_int_equal(connection_describe(pair.client, &text),
                     GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE);
    assert_int_equal(text.size, 0);
    pair_close();
}

/* Computed apart, with an independent HKDF, from the exporter secret of RFC 8448, 3. */
#define EXPORTER_SECRET   "fe22f881176eda18eb8f44529e6792c50c9a3f89452f68d8ae311b4309d3cf50"
#define EXPORTED          "d98f7eb35bae6789e22c04a84294d6f921d8807a878c9ed6f04d2a3d8c96d8d7"
#define EXPORTED_LONG_END "f29f1c8454179c6df60b5af3b6d35b68"

static void prepare_exporter(void)
{
    struct buffer secret = { 0 };

    pair_open();
    assert_int_equal(hex_decode(bytes_of_text(EXPORTER_SECRET), &secret), 0);
    secret_set(&pair.client->agreed.exporter, buffer_bytes(&secret));
    buffer_wipe(&secret);
}

static void assert_hex_bytes(const uint8_t *data, size_t size, const char *hex)
{
    struct buffer expected = { 0 };

    assert_int_equal(hex_decode(bytes_of_text(hex), &expected), 0);
    assert_bytes_equal(data, size, expected.data, expected.size);
    buffer_wipe(&expected);
}

static void test_exported_keys_are_those_of_rfc_8446(void **state)
{
    uint8_t out[200];

    prepare_exporter();
    assert_int_equal(connection_export(pair.client, bytes_of_text("EXPORTER-test"),
                                       bytes_of_text("context"), out, 32),
                     0);
    assert_hex_bytes(out, 32, EXPORTED);

    assert_int_equal(
        connection_export(pair.client, bytes_of_text("EXPORTER-test"), bytes_none(), out, 200), 0);
    assert_hex_bytes(out + 184, 16, EXPORTED_LONG_END);
    pair_close();
}

static void test_an_exporter_refuses_what_it_cannot_do(void **state)
{
    static char label[300];
    uint8_t out[1];

    prepare_exporter();
    memset(label, 'l', sizeof(label) - 1);
    assert_int_equal(connection_export(pair.client, bytes_of_text(label), bytes_none(), out, 1),
                     GNUTLS_E_INVALID_REQUEST);
    assert_int_equal(
        connection_export(pair.client, bytes_of("a\0b", 3), bytes_none(), out, sizeof(out)),
        GNUTLS_E_INVALID_REQUEST);
    secret_wipe(&pair.client->agreed.exporter);
    assert_int_equal(connection_export(pair.client, bytes_of_text("x"), bytes_none(), out, 1),
                     GNUTLS_E_INVALID_REQUEST);
    pair_close();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_descriptions_are_those_that_programs_know),
        cmocka_unit_test(test_before_the_handshake_there_is_no_description),
        cmocka_unit_test(test_exported_keys_are_those_of_rfc_8446),
        cmocka_unit_test(test_an_exporter_refuses_what_it_cannot_do),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

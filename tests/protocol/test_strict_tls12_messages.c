/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_strict_tls12_messages.c - messages of TLS 1.2 cut, extended, of another type, or wrong
 *
 * Rows E6, L1, L4, M4 and M6: RFC 5246, 7.2 and 7.4; RFC 8422, 5.
 */

#include "strict.h"

#include "base/errors.h"
#include "base/text.h"

#include "unit/test.h"

/* clang-format off */
static const struct moment moments[] = {
    { "client hello",                 CLIENT, CLIENT_HELLO,         0, SCENE12_FULL },
    { "server hello",                 SERVER, SERVER_HELLO,         0, SCENE12_FULL },
    { "server's certificate",         SERVER, CERTIFICATE,          0, SCENE12_FULL },
    { "server key exchange",          SERVER, SERVER_KEY_EXCHANGE,  0, SCENE12_FULL },
    { "certificate request",          SERVER, CERTIFICATE_REQUEST,  0, SCENE12_CLIENT_CERTIFICATE },
    { "server hello done",            SERVER, SERVER_HELLO_DONE,    0, SCENE12_CLIENT_CERTIFICATE },
    { "client's certificate",         CLIENT, CERTIFICATE,          0, SCENE12_CLIENT_CERTIFICATE },
    { "client key exchange",          CLIENT, CLIENT_KEY_EXCHANGE,  0, SCENE12_CLIENT_CERTIFICATE },
    { "client's proof",               CLIENT, CERTIFICATE_VERIFY,   0, SCENE12_CLIENT_CERTIFICATE },
    { "client's Finished",            CLIENT, FINISHED,             0, SCENE12_FULL },
    { "ticket",                       SERVER, NEW_SESSION_TICKET,   0, SCENE12_FULL },
    { "server's Finished",            SERVER, FINISHED,             0, SCENE12_FULL },
    { "client hello, by ticket",      CLIENT, CLIENT_HELLO,         0, SCENE12_RESUMED },
    { "server hello, by ticket",      SERVER, SERVER_HELLO,         0, SCENE12_RESUMED },
    { "server's Finished, by ticket", SERVER, FINISHED,             0, SCENE12_RESUMED },
    { "client's Finished, by ticket", CLIENT, FINISHED,             0, SCENE12_RESUMED },
    { "server hello, by id",          SERVER, SERVER_HELLO,         0, SCENE12_BY_ID },
    { "server's Finished, by id",     SERVER, FINISHED,             0, SCENE12_BY_ID },
    { "client's Finished, by id",     CLIENT, FINISHED,             0, SCENE12_BY_ID },
    { "server's Finished under CBC",  SERVER, FINISHED,             0, SCENE12_CBC },
};
/* clang-format on */

static void test_m4_message_cut_or_extended_is_a_decode_error(void **state)
{
    for (size_t i = 0; i < ARRAY_SIZE(moments); i++) {
        /* A message of no bytes can only grow. */
        if (moments[i].message != SERVER_HELLO_DONE)
            assert_moment(&moments[i], "cut", cut_last_byte, 0, DECODE);
        assert_moment(&moments[i], "extended", add_a_byte, 0, DECODE);
    }
}

/* A request may stand where the end of the server's flight would; then its body is judged. A
 * HelloRequest is passed over until then. */
static bool may_stand(const struct moment *m, unsigned type)
{
    return type == HELLO_REQUEST ||
           (m->message == CERTIFICATE_REQUEST && type == SERVER_HELLO_DONE);
}

static void test_m4_message_at_a_wrong_moment_is_unexpected(void **state)
{
    assert_wrong_moments(moments, ARRAY_SIZE(moments), may_stand);
}

static void flip_first_byte(struct buffer *m, const struct evil *e)
{
    m->data[HANDSHAKE_HEADER_SIZE] ^= 0x80;
}

static void test_m4_wrong_finished_is_a_decrypt_error(void **state)
{
    for (size_t i = 0; i < ARRAY_SIZE(moments); i++) {
        if (moments[i].message != FINISHED)
            continue;
        assert_moment(&moments[i], "last bit", flip_last_byte, 0, DECRYPT);
        assert_moment(&moments[i], "first bit", flip_first_byte, 0, DECRYPT);
    }
}

/* ---- key exchange ---- */

/* The point of an uncompressed P-256 share: 65 bytes behind four. */
enum { SCHEME_AT = 4 + 65 };

static void test_l1_parameters_of_the_server_are_checked(void **state)
{
    /* clang-format off */
    static const struct rule rules[] = {
        { "L1 curve given by its prime", SCENE12_FULL, SERVER, SERVER_KEY_EXCHANGE, 0, overwrite_body, 0, "01", ILLEGAL },
        { "L1 curve given by its polynomial", SCENE12_FULL, SERVER, SERVER_KEY_EXCHANGE, 0, overwrite_body, 0, "02", ILLEGAL },
        { "L1 curve of no kind",       SCENE12_FULL, SERVER, SERVER_KEY_EXCHANGE, 0, overwrite_body, 0, "00", ILLEGAL },
        { "L1 curve unknown",          SCENE12_FULL, SERVER, SERVER_KEY_EXCHANGE, 0, overwrite_body, 1, "0fff", ILLEGAL },
        { "L1 curve out of use",       SCENE12_FULL, SERVER, SERVER_KEY_EXCHANGE, 0, overwrite_body, 1, "0001", ILLEGAL },
        { "L1 finite field for a curve", SCENE12_FULL, SERVER, SERVER_KEY_EXCHANGE, 0, overwrite_body, 1, "0100", ILLEGAL },
        { "L1 curve of another size",  SCENE12_FULL, SERVER, SERVER_KEY_EXCHANGE, 0, overwrite_body, 1, "0018", ILLEGAL },
        { "L1 X25519 of another size", SCENE12_FULL, SERVER, SERVER_KEY_EXCHANGE, 0, overwrite_body, 1, "001d", ILLEGAL },
        { "L1 curve not offered",      SCENE12_FULL, SERVER, SERVER_KEY_EXCHANGE, 0, overwrite_body, 1, "0019", ILLEGAL },
        { "L1 parameters changed",     SCENE12_FULL, SERVER, SERVER_KEY_EXCHANGE, 0, overwrite_body, 5, "00", DECRYPT },
        { "L1 no point",               SCENE12_FULL, SERVER, SERVER_KEY_EXCHANGE, 0, replace_body, 0, "03001700", ILLEGAL },
        { "L1 nothing",                SCENE12_FULL, SERVER, SERVER_KEY_EXCHANGE, 0, replace_body, 0, "", DECODE },
        { "L1 longer point than there is", SCENE12_FULL, SERVER, SERVER_KEY_EXCHANGE, 0, replace_body, 0, "030017ff04", DECODE },
        { "E6 scheme not offered",     SCENE12_FULL, SERVER, SERVER_KEY_EXCHANGE, 0, overwrite_body, SCHEME_AT, "0202", ILLEGAL },
        { "E6 scheme unknown",         SCENE12_FULL, SERVER, SERVER_KEY_EXCHANGE, 0, overwrite_body, SCHEME_AT, "0000", ILLEGAL },
        { "E6 scheme of MD5 and RSA",  SCENE12_FULL, SERVER, SERVER_KEY_EXCHANGE, 0, overwrite_body, SCHEME_AT, "0101", ILLEGAL },
        { "E6 scheme of RSA",          SCENE12_FULL, SERVER, SERVER_KEY_EXCHANGE, 0, overwrite_body, SCHEME_AT, "0401", ILLEGAL },
        { "E6 scheme of RSA-PSS",      SCENE12_FULL, SERVER, SERVER_KEY_EXCHANGE, 0, overwrite_body, SCHEME_AT, "0804", ILLEGAL },
        { "E6 scheme of Ed25519",      SCENE12_FULL, SERVER, SERVER_KEY_EXCHANGE, 0, overwrite_body, SCHEME_AT, "0807", ILLEGAL },
        { "E6 hash of another strength", SCENE12_FULL, SERVER, SERVER_KEY_EXCHANGE, 0, overwrite_body, SCHEME_AT, "0503", DECRYPT },
        { "E6 signature wrong",        SCENE12_FULL, SERVER, SERVER_KEY_EXCHANGE, 0, flip_last_byte, 0, NULL, DECRYPT },
        { "L1 client's point missing", SCENE12_FULL, CLIENT, CLIENT_KEY_EXCHANGE, 0, replace_body, 0, "00", ILLEGAL },
        { "L1 client's point at infinity", SCENE12_FULL, CLIENT, CLIENT_KEY_EXCHANGE, 0, replace_body, 0, "0100", ILLEGAL },
        { "L1 client's point compressed", SCENE12_FULL, CLIENT, CLIENT_KEY_EXCHANGE, 0, overwrite_body, 1, "02", ILLEGAL },
        { "L1 client's point off the curve", SCENE12_FULL, CLIENT, CLIENT_KEY_EXCHANGE, 0, flip_last_byte, 0, NULL, ILLEGAL },
        { "L1 no client key exchange", SCENE12_FULL, CLIENT, CLIENT_KEY_EXCHANGE, 0, replace_body, 0, "", DECODE },
    };
    /* clang-format on */

    ASSERT_RULES(rules);
}

/* Signed by the server as if it were right: so the value itself is judged. */
static void assert_share_is_refused(const uint8_t *share, size_t size, enum role who)
{
    for (size_t i = 0; i < strict_network_count; i++) {
        struct strict_run run;
        int result;

        strict_begin(&run, SCENE12_FULL, &strict_networks[i]);
        evil = (struct evil){ .who = strict_end_of(&run, who)->session,
                              .share = bytes_of(share, size) };
        if (who == CLIENT) /* its hello has a share too, of no use in TLS 1.2 */
            end_turn(&run.pair.client);
        result = strict_handshake(&run, who == CLIENT ? SERVER : CLIENT);

        assert_true(evil.did);
        assert_int_equal(error_alert(result), ILLEGAL);
        strict_end(&run);
    }
}

static void test_l1_point_off_the_curve_is_refused_though_signed(void **state)
{
    uint8_t share[65] = { 4, 1, 2, 3 };

    assert_share_is_refused(share, sizeof share, SERVER);
    assert_share_is_refused(share, sizeof share, CLIENT);
    memset(share, 0, sizeof share);
    assert_share_is_refused(share, sizeof share, SERVER);
    memset(share, 0xff, sizeof share);
    share[0] = 4;
    assert_share_is_refused(share, sizeof share, SERVER);
}

/* ---- the client's certificate ---- */

static void test_l4_certificate_request_is_read_with_care(void **state)
{
    /* Types, schemes, authorities. */
    /* clang-format off */
    static const struct rule rules[] = {
        { "L4 no types",              SCENE12_CLIENT_REQUESTED, SERVER, CERTIFICATE_REQUEST, 0, replace_body, 0, "00" "00020403" "0000", DECODE },
        { "L4 no schemes",            SCENE12_CLIENT_REQUESTED, SERVER, CERTIFICATE_REQUEST, 0, replace_body, 0, "0140" "0000" "0000", DECODE },
        { "L4 half a scheme",         SCENE12_CLIENT_REQUESTED, SERVER, CERTIFICATE_REQUEST, 0, replace_body, 0, "0140" "0003040304" "0000", DECODE },
        { "L4 authorities cut",       SCENE12_CLIENT_REQUESTED, SERVER, CERTIFICATE_REQUEST, 0, replace_body, 0, "0140" "00020403" "000300053000", DECODE },
        { "L4 no list of authorities", SCENE12_CLIENT_REQUESTED, SERVER, CERTIFICATE_REQUEST, 0, replace_body, 0, "0140" "00020403", DECODE },
        { "L4 nothing",               SCENE12_CLIENT_REQUESTED, SERVER, CERTIFICATE_REQUEST, 0, replace_body, 0, "", DECODE },
        { "L4 types of static Diffie-Hellman", SCENE12_CLIENT_REQUESTED, SERVER, CERTIFICATE_REQUEST, 0, replace_body, 0, "0403044142" "00020403" "0000", MUST_SUCCEED },
        { "L4 types unknown",         SCENE12_CLIENT_REQUESTED, SERVER, CERTIFICATE_REQUEST, 0, replace_body, 0, "03c8ff00" "00020403" "0000", MUST_SUCCEED },
        { "L4 the type twice, among others", SCENE12_CLIENT_REQUESTED, SERVER, CERTIFICATE_REQUEST, 0, replace_body, 0, "05c84001ff40" "00020403" "0000", MUST_SUCCEED },
        { "L4 type of RSA alone",     SCENE12_CLIENT_REQUESTED, SERVER, CERTIFICATE_REQUEST, 0, replace_body, 0, "0101" "00020403" "0000", MUST_SUCCEED },
        { "L4 schemes of RSA alone",  SCENE12_CLIENT_REQUESTED, SERVER, CERTIFICATE_REQUEST, 0, replace_body, 0, "0140" "00020401" "0000", MUST_SUCCEED },
        { "L4 schemes unknown",       SCENE12_CLIENT_REQUESTED, SERVER, CERTIFICATE_REQUEST, 0, replace_body, 0, "0140" "0004ffff0000" "0000", MUST_SUCCEED },
        { "L4 authority of another",  SCENE12_CLIENT_REQUESTED, SERVER, CERTIFICATE_REQUEST, 0, replace_body, 0, "0140" "00020403" "000400023000", MUST_SUCCEED },
        { "M6 empty where not required", SCENE12_CLIENT_REQUESTED, CLIENT, CERTIFICATE, 0, replace_body, 0, "00000400000100", GNUTLS_A_BAD_CERTIFICATE },
        { "M4 list of an empty certificate", SCENE12_CLIENT_CERTIFICATE, CLIENT, CERTIFICATE, 0, replace_body, 0, "000003000000", DECODE },
        { "M4 chain cut",             SCENE12_CLIENT_CERTIFICATE, CLIENT, CERTIFICATE, 0, replace_body, 0, "0000040000ff00", DECODE },
        { "M4 server shows none",     SCENE12_FULL, SERVER, CERTIFICATE, 0, replace_body, 0, "000000", DECODE },
        { "E6 client's signature wrong", SCENE12_CLIENT_CERTIFICATE, CLIENT, CERTIFICATE_VERIFY, 0, flip_last_byte, 0, NULL, DECRYPT },
        { "E6 client's scheme not named", SCENE12_CLIENT_CERTIFICATE, CLIENT, CERTIFICATE_VERIFY, 0, overwrite_body, 0, "0202", ILLEGAL },
        { "E6 client's scheme of RSA", SCENE12_CLIENT_CERTIFICATE, CLIENT, CERTIFICATE_VERIFY, 0, overwrite_body, 0, "0401", ILLEGAL },
        { "E6 client's scheme of MD5", SCENE12_CLIENT_CERTIFICATE, CLIENT, CERTIFICATE_VERIFY, 0, overwrite_body, 0, "0101", ILLEGAL },
        { "E6 client's signature empty", SCENE12_CLIENT_CERTIFICATE, CLIENT, CERTIFICATE_VERIFY, 0, replace_body, 0, "04030000", DECRYPT },
    };
    /* clang-format on */

    ASSERT_RULES(rules);
}

static void test_m6_missing_client_certificate_is_a_handshake_failure(void **state)
{
    struct strict_run run;
    struct pair_options o = { .client_priority = "NORMAL:-VERS-ALL:+VERS-TLS1.2",
                              .server_priority = "NORMAL:-VERS-ALL:+VERS-TLS1.2",
                              .request = GNUTLS_CERT_REQUIRE };

    sim_init(&run.sim, &strict_networks[0]);
    assert_int_equal(pair_open(&run.pair, &run.sim, &o), 0);
    pair_handshake(&run.pair);

    assert_int_equal(run.pair.server.result, GNUTLS_E_CERTIFICATE_REQUIRED);
    assert_int_equal(run.pair.client.result, GNUTLS_E_FATAL_ALERT_RECEIVED);
    assert_int_equal(gnutls_alert_get(run.pair.client.session), GNUTLS_A_HANDSHAKE_FAILURE);
    pair_close(&run.pair);
    sim_end(&run.sim);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_m4_message_cut_or_extended_is_a_decode_error),
        cmocka_unit_test(test_m4_message_at_a_wrong_moment_is_unexpected),
        cmocka_unit_test(test_m4_wrong_finished_is_a_decrypt_error),
        cmocka_unit_test(test_l1_parameters_of_the_server_are_checked),
        cmocka_unit_test(test_l1_point_off_the_curve_is_refused_though_signed),
        cmocka_unit_test(test_l4_certificate_request_is_read_with_care),
        cmocka_unit_test(test_m6_missing_client_certificate_is_a_handshake_failure),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

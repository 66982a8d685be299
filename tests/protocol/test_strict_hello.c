/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_strict_hello.c - hellos, extensions and signatures that break a rule
 *
 * Rows E1 to E7: RFC 8446, 4.1.2, 4.1.3, 4.2, 4.4.3, 9.2; RFC 6066; RFC 7301; RFC 8449.
 */

#include "strict.h"

#include "unit/test.h"

#define SERVER_SENDS(message)   SCENE_FULL, SERVER, message, 0
#define CLIENT_SENDS(message)   SCENE_FULL, CLIENT, message, 0
#define WITH_ALPN(who, message) SCENE_ALPN, who, message, 0

#define UNKNOWN 0x1a2a
#define FAILURE GNUTLS_A_HANDSHAKE_FAILURE
#define UNASKED GNUTLS_A_UNSUPPORTED_EXTENSION
#define MISSING GNUTLS_A_MISSING_EXTENSION

static void append_unknown_twice(struct buffer *m, const struct evil *e)
{
    prepend_extension(m, e);
    prepend_extension(m, e);
}

/* clang-format off */
static const struct rule e1[] = {
    { "E1 unknown extension in a hello is borne",  CLIENT_SENDS(CLIENT_HELLO), prepend_extension, UNKNOWN, "00", MUST_SUCCEED },
    { "E1 unknown extension twice in a hello",     CLIENT_SENDS(CLIENT_HELLO), append_unknown_twice, UNKNOWN, "00", ILLEGAL },
    { "E1 known extension twice in a hello",       CLIENT_SENDS(CLIENT_HELLO), repeat_extension, EXT_SUPPORTED_GROUPS, NULL, ILLEGAL },
    { "E1 cookie that nobody gave",                CLIENT_SENDS(CLIENT_HELLO), prepend_extension, EXT_COOKIE, "000141", ILLEGAL },
    { "E1 server: unknown in the hello",           SERVER_SENDS(SERVER_HELLO), append_extension, UNKNOWN, "00", UNASKED },
    { "E1 server: twice in the hello",             SERVER_SENDS(SERVER_HELLO), repeat_extension, EXT_KEY_SHARE, NULL, ILLEGAL },
    { "E1 server: wrong message, hello",           WITH_ALPN(SERVER, SERVER_HELLO), append_extension, EXT_ALPN, "0003026832", ILLEGAL },
    { "E1 server: not asked for, encrypted",       SERVER_SENDS(ENCRYPTED_EXTENSIONS), append_extension, EXT_MAX_FRAGMENT_LENGTH, "01", UNASKED },
    { "E1 server: ALPN not asked for",             SERVER_SENDS(ENCRYPTED_EXTENSIONS), append_extension, EXT_ALPN, "0003026832", UNASKED },
    { "E1 server: unknown, encrypted",             SERVER_SENDS(ENCRYPTED_EXTENSIONS), append_extension, UNKNOWN, "", UNASKED },
    { "E1 server: twice, encrypted",               SERVER_SENDS(ENCRYPTED_EXTENSIONS), repeat_extension, EXT_RECORD_SIZE_LIMIT, NULL, ILLEGAL },
    { "E1 server: key_share, encrypted",           SERVER_SENDS(ENCRYPTED_EXTENSIONS), append_extension, EXT_KEY_SHARE, "0017", ILLEGAL },
    { "E1 server: supported_versions, encrypted",  SERVER_SENDS(ENCRYPTED_EXTENSIONS), append_extension, EXT_SUPPORTED_VERSIONS, "0304", ILLEGAL },
    { "E1 unknown in a request is borne",          SCENE_CLIENT_CERTIFICATE, SERVER, CERTIFICATE_REQUEST, 0, append_extension, UNKNOWN, "00", MUST_SUCCEED },
    { "E1 wrong message, request",                 SCENE_CLIENT_CERTIFICATE, SERVER, CERTIFICATE_REQUEST, 0, append_extension, EXT_KEY_SHARE, "0017", ILLEGAL },
};

/* RFC 7250, 4.1 and 4.2. */
static const struct rule certificate_types[] = {
    { "type that nobody offered",          SERVER_SENDS(ENCRYPTED_EXTENSIONS), append_extension, EXT_SERVER_CERTIFICATE_TYPE, "02", UNASKED },
    { "client's type that nobody offered", SERVER_SENDS(ENCRYPTED_EXTENSIONS), append_extension, EXT_CLIENT_CERTIFICATE_TYPE, "02", UNASKED },
    { "list of no type",                   CLIENT_SENDS(CLIENT_HELLO), prepend_extension, EXT_SERVER_CERTIFICATE_TYPE, "00", DECODE },
    { "bytes left over",                   CLIENT_SENDS(CLIENT_HELLO), prepend_extension, EXT_SERVER_CERTIFICATE_TYPE, "010000", DECODE },
    { "list cut",                          CLIENT_SENDS(CLIENT_HELLO), prepend_extension, EXT_SERVER_CERTIFICATE_TYPE, "0202", DECODE },
    { "types that nobody knows",           CLIENT_SENDS(CLIENT_HELLO), prepend_extension, EXT_SERVER_CERTIFICATE_TYPE, "0109", GNUTLS_A_UNSUPPORTED_CERTIFICATE },
    { "a bare key, where there is none",   CLIENT_SENDS(CLIENT_HELLO), prepend_extension, EXT_SERVER_CERTIFICATE_TYPE, "0102", GNUTLS_A_UNSUPPORTED_CERTIFICATE },
    { "a bare key or a certificate",       CLIENT_SENDS(CLIENT_HELLO), prepend_extension, EXT_SERVER_CERTIFICATE_TYPE, "020200", MUST_SUCCEED },
    { "client's bare key, not asked for",  CLIENT_SENDS(CLIENT_HELLO), prepend_extension, EXT_CLIENT_CERTIFICATE_TYPE, "0102", MUST_SUCCEED },
    { "client's bare key, not wanted",     SCENE_CLIENT_CERTIFICATE, CLIENT, CLIENT_HELLO, 0, prepend_extension, EXT_CLIENT_CERTIFICATE_TYPE, "0102", GNUTLS_A_UNSUPPORTED_CERTIFICATE },
};

static const struct rule e2[] = {
    { "E2 ALPN answer not offered",        WITH_ALPN(SERVER, ENCRYPTED_EXTENSIONS), replace_extension, EXT_ALPN, "0003026833", ILLEGAL },
    { "E2 ALPN answer of two names",       WITH_ALPN(SERVER, ENCRYPTED_EXTENSIONS), replace_extension, EXT_ALPN, "0006026832026832", ILLEGAL },
    { "E2 ALPN answer of no name",         WITH_ALPN(SERVER, ENCRYPTED_EXTENSIONS), replace_extension, EXT_ALPN, "0000", DECODE },
    { "E2 ALPN answer, bytes left over",   WITH_ALPN(SERVER, ENCRYPTED_EXTENSIONS), replace_extension, EXT_ALPN, "000302683200", DECODE },
    { "E2 ALPN offer of an empty name",    WITH_ALPN(CLIENT, CLIENT_HELLO), replace_extension, EXT_ALPN, "000402683200", DECODE },
    { "E2 ALPN offer of nothing",          WITH_ALPN(CLIENT, CLIENT_HELLO), replace_extension, EXT_ALPN, "0000", DECODE },
    { "E2 ALPN offer, bytes left over",    WITH_ALPN(CLIENT, CLIENT_HELLO), replace_extension, EXT_ALPN, "0003026832ff", DECODE },
    { "E2 server_name answer not empty",   SERVER_SENDS(ENCRYPTED_EXTENSIONS), replace_extension, EXT_SERVER_NAME, "00", DECODE },
    { "E2 server_name list empty",         CLIENT_SENDS(CLIENT_HELLO), replace_extension, EXT_SERVER_NAME, "0000", DECODE },
    { "E2 server_name, bytes left over",   CLIENT_SENDS(CLIENT_HELLO), replace_extension, EXT_SERVER_NAME, "000400000161ff", DECODE },
    { "E2 server_name cut",                CLIENT_SENDS(CLIENT_HELLO), replace_extension, EXT_SERVER_NAME, "0004000005", DECODE },
    { "E2 server_name of two hosts",       CLIENT_SENDS(CLIENT_HELLO), replace_extension, EXT_SERVER_NAME, "00080000016100000162", ILLEGAL },
    { "E2 server_name with a zero",        CLIENT_SENDS(CLIENT_HELLO), replace_extension, EXT_SERVER_NAME, "0005000002" "6100", ILLEGAL },
    { "E2 server_name of no length",       CLIENT_SENDS(CLIENT_HELLO), replace_extension, EXT_SERVER_NAME, "0003000000", DECODE },
    { "E2 record_size_limit under 64",     CLIENT_SENDS(CLIENT_HELLO), replace_extension, EXT_RECORD_SIZE_LIMIT, "003f", ILLEGAL },
    { "E2 record_size_limit over the top", CLIENT_SENDS(CLIENT_HELLO), replace_extension, EXT_RECORD_SIZE_LIMIT, "ffff", MUST_SUCCEED },
    { "E2 record_size_limit of 3 bytes",   CLIENT_SENDS(CLIENT_HELLO), replace_extension, EXT_RECORD_SIZE_LIMIT, "004000", DECODE },
    { "E2 answer of limit under 64",       SERVER_SENDS(ENCRYPTED_EXTENSIONS), replace_extension, EXT_RECORD_SIZE_LIMIT, "003f", ILLEGAL },
    { "E2 answer of limit over the top",   SERVER_SENDS(ENCRYPTED_EXTENSIONS), replace_extension, EXT_RECORD_SIZE_LIMIT, "4002", ILLEGAL },
    { "E2 status_request cut",             CLIENT_SENDS(CLIENT_HELLO), replace_extension, EXT_STATUS_REQUEST, "0100", DECODE },
    { "E2 status_request, bytes left over", CLIENT_SENDS(CLIENT_HELLO), replace_extension, EXT_STATUS_REQUEST, "010000000000", DECODE },
    { "E2 status_request of unknown type", CLIENT_SENDS(CLIENT_HELLO), replace_extension, EXT_STATUS_REQUEST, "09aabb", MUST_SUCCEED },
    { "E2 versions empty",                 CLIENT_SENDS(CLIENT_HELLO), replace_extension, EXT_SUPPORTED_VERSIONS, "00", DECODE },
    { "E2 versions odd",                   CLIENT_SENDS(CLIENT_HELLO), replace_extension, EXT_SUPPORTED_VERSIONS, "03030403", DECODE },
    { "E2 versions, bytes left over",      CLIENT_SENDS(CLIENT_HELLO), replace_extension, EXT_SUPPORTED_VERSIONS, "02030400", DECODE },
    { "E2 groups empty",                   CLIENT_SENDS(CLIENT_HELLO), replace_extension, EXT_SUPPORTED_GROUPS, "0000", DECODE },
    { "E2 groups odd",                     CLIENT_SENDS(CLIENT_HELLO), replace_extension, EXT_SUPPORTED_GROUPS, "0003001d00", DECODE },
    { "E2 schemes empty",                  CLIENT_SENDS(CLIENT_HELLO), replace_extension, EXT_SIGNATURE_ALGORITHMS, "0000", DECODE },
    { "E2 schemes odd",                    CLIENT_SENDS(CLIENT_HELLO), replace_extension, EXT_SIGNATURE_ALGORITHMS, "0003040308", DECODE },
    { "E2 modes empty",                    CLIENT_SENDS(CLIENT_HELLO), replace_extension, EXT_PSK_KEY_EXCHANGE_MODES, "00", DECODE },
    { "E2 modes, bytes left over",         CLIENT_SENDS(CLIENT_HELLO), replace_extension, EXT_PSK_KEY_EXCHANGE_MODES, "010100", DECODE },
    { "E2 shares cut",                     CLIENT_SENDS(CLIENT_HELLO), replace_extension, EXT_KEY_SHARE, "0005001d002000", DECODE },
    { "E2 share of no bytes",              CLIENT_SENDS(CLIENT_HELLO), replace_extension, EXT_KEY_SHARE, "0004001d0000", DECODE },
};

static const struct rule e3_e4[] = {
    { "E3 suite not offered",              SERVER_SENDS(SERVER_HELLO), replace_suites, 0, "1305", ILLEGAL },
    { "E3 suite of TLS 1.2",               SERVER_SENDS(SERVER_HELLO), replace_suites, 0, "c02f", ILLEGAL },
    { "E3 suite unknown",                  SERVER_SENDS(SERVER_HELLO), replace_suites, 0, "fafa", ILLEGAL },
    { "E3 no suite in common",             CLIENT_SENDS(CLIENT_HELLO), replace_suites, 0, "fafa", FAILURE },
    { "E3 suites empty",                   CLIENT_SENDS(CLIENT_HELLO), replace_suites, 0, "", DECODE },
    { "E3 suites odd",                     CLIENT_SENDS(CLIENT_HELLO), replace_suites, 0, "130213", DECODE },
    { "E4 another session id",             SERVER_SENDS(SERVER_HELLO), replace_session_id, 0, "00112233", ILLEGAL },
    { "E4 no session id",                  SERVER_SENDS(SERVER_HELLO), replace_session_id, 0, "", ILLEGAL },
    { "E4 session id of 33 bytes",         SERVER_SENDS(SERVER_HELLO), replace_session_id, 0, "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f20", DECODE },
    { "E4 client's session id of 33 bytes", CLIENT_SENDS(CLIENT_HELLO), replace_session_id, 0, "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f20", DECODE },
    { "E4 compression chosen",             SERVER_SENDS(SERVER_HELLO), replace_compression, 0, "01", ILLEGAL },
    { "E4 compression offered",            CLIENT_SENDS(CLIENT_HELLO), replace_compression, 0, "0100", ILLEGAL },
    { "E4 null compression not offered",   CLIENT_SENDS(CLIENT_HELLO), replace_compression, 0, "01", ILLEGAL },
    { "E4 no compression method",          CLIENT_SENDS(CLIENT_HELLO), replace_compression, 0, "", DECODE },
};
/* clang-format on */

static void lower_with_sentinel(struct buffer *m, const struct evil *e)
{
    static const uint8_t mark[] = { 'D', 'O', 'W', 'N', 'G', 'R', 'D', 1 };

    remove_extension(m, e);
    memcpy(m->data + HANDSHAKE_HEADER_SIZE + 2 + HELLO_RANDOM_SIZE - 8, mark, sizeof mark);
}

static const struct rule e5[] = {
    { "E5 lower version, with the sentinel", SERVER_SENDS(SERVER_HELLO), lower_with_sentinel,
      EXT_SUPPORTED_VERSIONS, NULL, ILLEGAL },
    { "E5 version not offered", SERVER_SENDS(SERVER_HELLO), replace_extension,
      EXT_SUPPORTED_VERSIONS, "0303", ILLEGAL },
    { "E5 version unknown", SERVER_SENDS(SERVER_HELLO), replace_extension, EXT_SUPPORTED_VERSIONS,
      "7f1c", ILLEGAL },
    { "E5 no version in common", CLIENT_SENDS(CLIENT_HELLO), replace_extension,
      EXT_SUPPORTED_VERSIONS, "027f1c", GNUTLS_A_PROTOCOL_VERSION },
    { "E5 unknown versions are borne", CLIENT_SENDS(CLIENT_HELLO), replace_extension,
      EXT_SUPPORTED_VERSIONS, "067f1cfafa0304", MUST_SUCCEED },
};

static void set_scheme(struct buffer *m, const struct evil *e)
{
    m->data[HANDSHAKE_HEADER_SIZE] = (uint8_t)(e->type >> 8);
    m->data[HANDSHAKE_HEADER_SIZE + 1] = (uint8_t)e->type;
}

static void zero_share(struct buffer *m, const struct evil *e)
{
    size_t at, size, skip;

    if (!message_extension(m, EXT_KEY_SHARE, &at, &size))
        return;
    /* Behind group, length and the point's form; a client has a list of shares. */
    skip = m->data[0] == CLIENT_HELLO ? 7 : 5;
    memset(m->data + at + skip, 0, size - skip);
}

static void zero_x25519(struct buffer *m, const struct evil *e)
{
    size_t at, size;

    if (message_extension(m, EXT_KEY_SHARE, &at, &size))
        memset(m->data + at + size - 32, 0, 32);
}

/* clang-format off */
static const struct rule e6[] = {
    { "E6 scheme of PKCS#1",        SERVER_SENDS(CERTIFICATE_VERIFY), set_scheme, 0x0401, NULL, ILLEGAL },
    { "E6 scheme of another key",   SERVER_SENDS(CERTIFICATE_VERIFY), set_scheme, 0x0807, NULL, ILLEGAL },
    { "E6 scheme of another curve", SERVER_SENDS(CERTIFICATE_VERIFY), set_scheme, 0x0503, NULL, ILLEGAL },
    { "E6 scheme unknown",          SERVER_SENDS(CERTIFICATE_VERIFY), set_scheme, 0xfafa, NULL, ILLEGAL },
    { "E6 signature bad",           SERVER_SENDS(CERTIFICATE_VERIFY), flip_last_byte, 0, NULL, GNUTLS_A_DECRYPT_ERROR },
    { "E6 client's signature bad",  SCENE_CLIENT_CERTIFICATE, CLIENT, CERTIFICATE_VERIFY, 0, flip_last_byte, 0, NULL, GNUTLS_A_DECRYPT_ERROR },
    { "E6 client's scheme unfit",   SCENE_CLIENT_CERTIFICATE, CLIENT, CERTIFICATE_VERIFY, 0, set_scheme, 0x0804, NULL, ILLEGAL },
    { "E6 point that is none",      SCENE_RETRY, SERVER, SERVER_HELLO, 1, zero_share, 0, NULL, ILLEGAL },
    { "E6 client's point is none",  SCENE_RETRY, CLIENT, CLIENT_HELLO, 1, zero_share, 0, NULL, ILLEGAL },
    { "E6 share all zero",          SERVER_SENDS(SERVER_HELLO), zero_x25519, 0, NULL, ILLEGAL },
    { "E6 client's share all zero", CLIENT_SENDS(CLIENT_HELLO), zero_x25519, 0, NULL, ILLEGAL },
    { "E6 share too short",         SERVER_SENDS(SERVER_HELLO), replace_extension, EXT_KEY_SHARE, "001d000101", ILLEGAL },
    { "E6 client's share too short", CLIENT_SENDS(CLIENT_HELLO), replace_extension, EXT_KEY_SHARE, "0005001d000101", ILLEGAL },
    { "E6 no scheme in common",     CLIENT_SENDS(CLIENT_HELLO), replace_extension, EXT_SIGNATURE_ALGORITHMS, "0002fafa", FAILURE },
    { "E6 no group in common",      CLIENT_SENDS(CLIENT_HELLO), replace_extension, EXT_SUPPORTED_GROUPS, "0002fafa", FAILURE },
    { "E6 schemes missing",         CLIENT_SENDS(CLIENT_HELLO), remove_extension, EXT_SIGNATURE_ALGORITHMS, NULL, MISSING },
    { "E6 groups missing",          CLIENT_SENDS(CLIENT_HELLO), remove_extension, EXT_SUPPORTED_GROUPS, NULL, MISSING },
    { "E6 shares missing",          CLIENT_SENDS(CLIENT_HELLO), remove_extension, EXT_KEY_SHARE, NULL, MISSING },
    { "E6 server's share missing",  SERVER_SENDS(SERVER_HELLO), remove_extension, EXT_KEY_SHARE, NULL, MISSING },
    { "E6 request without schemes", SCENE_CLIENT_CERTIFICATE, SERVER, CERTIFICATE_REQUEST, 0, remove_extension, EXT_SIGNATURE_ALGORITHMS, NULL, MISSING },
};
/* clang-format on */

enum { CROWD = 5000 };

/* A list that begins with thousands of numbers nobody knows. */
static void crowd_list(struct buffer *m, uint16_t type)
{
    SCOPED(buffer) struct buffer body = { 0 };
    struct wire_writer w = wire_writer(&body);
    size_t at, size;
    struct wire_mark list;

    assert_true(message_extension(m, type, &at, &size));
    list = wire_open_vec16(&w);
    for (unsigned i = 0; i < CROWD; i++)
        wire_write_u16(&w, (uint16_t)(0x2000 + i));
    wire_write_bytes(&w, bytes_of(m->data + at + 2, size - 2));
    wire_close(&w, list);
    assert_int_equal(wire_write_end(&w), 0);
    replace_extension(m, &(struct evil){ .type = type, .bytes = buffer_bytes(&body) });
}

static void crowd(struct buffer *m, const struct evil *e)
{
    SCOPED(buffer) struct buffer suites = { 0 };
    struct wire_writer w = wire_writer(&suites);

    for (unsigned i = 0; i < CROWD; i++)
        wire_write_u16(&w, (uint16_t)(0x2000 + i));
    wire_write_u16(&w, 0x1301);
    replace_suites(m, &(struct evil){ .bytes = buffer_bytes(&suites) });
    crowd_list(m, EXT_SUPPORTED_GROUPS);
    crowd_list(m, EXT_SIGNATURE_ALGORITHMS);
    for (unsigned i = 0; i < CROWD / 4; i++)
        prepend_extension(m, &(struct evil){ .type = (uint16_t)(0x2000 + i) });
}

static const struct rule e7[] = {
    { "E7 thousands of unknown numbers", CLIENT_SENDS(CLIENT_HELLO), crowd, 0, NULL, MUST_SUCCEED },
};

#define RULES_TEST(name, rules)                                                                    \
    static void name(void **state)                                                                 \
    {                                                                                              \
        ASSERT_RULES(rules);                                                                       \
    }

RULES_TEST(test_e1_extensions_stand_once_where_they_may_and_when_asked_for, e1)
RULES_TEST(test_e2_extensions_are_well_formed_and_answer_what_was_offered, e2)
RULES_TEST(test_e3_e4_suite_session_id_and_compression_are_as_offered, e3_e4)
RULES_TEST(test_e5_version_is_not_lowered, e5)
RULES_TEST(test_e6_signatures_and_shares_are_checked, e6)
RULES_TEST(test_e7_crowds_of_unknown_numbers_are_borne, e7)

static void test_rfc7250_types_of_certificates_are_checked(void **state)
{
    ASSERT_RULES(certificate_types);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rfc7250_types_of_certificates_are_checked),
        cmocka_unit_test(test_e1_extensions_stand_once_where_they_may_and_when_asked_for),
        cmocka_unit_test(test_e2_extensions_are_well_formed_and_answer_what_was_offered),
        cmocka_unit_test(test_e3_e4_suite_session_id_and_compression_are_as_offered),
        cmocka_unit_test(test_e5_version_is_not_lowered),
        cmocka_unit_test(test_e6_signatures_and_shares_are_checked),
        cmocka_unit_test(test_e7_crowds_of_unknown_numbers_are_borne),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

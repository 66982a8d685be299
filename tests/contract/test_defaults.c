/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_defaults.c - what priority strings lead to, and which alerts errors stand for */

#include "suite.h"

#include <stdio.h>

enum { LISTS_MAX = 4000 };

typedef int list_function(gnutls_priority_t priorities, const unsigned **list);

#define NAME(kind, type)                                                                           \
    static const char *kind##_name(unsigned id)                                                    \
    {                                                                                              \
        return gnutls_##kind##_get_name((type)id);                                                 \
    }
NAME(protocol, gnutls_protocol_t)
NAME(cipher, gnutls_cipher_algorithm_t)
NAME(kx, gnutls_kx_algorithm_t)
NAME(mac, gnutls_mac_algorithm_t)
NAME(sign, gnutls_sign_algorithm_t)
NAME(group, gnutls_group_t)

struct list_row {
    const char *name;
    const char *string;
    list_function *list;
    const char *(*name_of)(unsigned id);
    const char *expected[LIBRARIES];
};

#define USUAL_CIPHERS                                                                              \
    "AES-256-GCM CHACHA20-POLY1305 AES-256-CCM AES-256-CBC AES-128-GCM AES-128-CCM AES-128-CBC "
#define SIGNS_256                                                                                  \
    "RSA-SHA256 RSA-PSS-SHA256 RSA-PSS-RSAE-SHA256 ECDSA-SHA256 ECDSA-SECP256R1-SHA256 "           \
    "EdDSA-Ed25519 "
#define SIGNS_384                                                                                  \
    "RSA-SHA384 RSA-PSS-SHA384 RSA-PSS-RSAE-SHA384 ECDSA-SHA384 ECDSA-SECP384R1-SHA384 "           \
    "EdDSA-Ed448 RSA-SHA512 RSA-PSS-SHA512 RSA-PSS-RSAE-SHA512 ECDSA-SHA512 "                      \
    "ECDSA-SECP521R1-SHA512 "
#define SIGNS_1       "RSA-SHA1 ECDSA-SHA1 "
#define FINITE_GROUPS "FFDHE2048 FFDHE3072 FFDHE4096 FFDHE6144 FFDHE8192 "

static const struct list_row list_rows[] = {
    { "versions", "NORMAL", gnutls_priority_protocol_list, protocol_name,
      EACH("TLS1.3 TLS1.2 TLS1.1 TLS1.0 DTLS1.2 DTLS1.0 ", "TLS1.3 TLS1.2 DTLS1.2 ") },
    { "ciphers", "NORMAL", gnutls_priority_cipher_list, cipher_name, BOTH(USUAL_CIPHERS) },
    { "ciphers of PERFORMANCE", "PERFORMANCE", gnutls_priority_cipher_list, cipher_name,
      BOTH("AES-128-GCM AES-256-GCM CHACHA20-POLY1305 AES-128-CCM AES-256-CCM AES-128-CBC "
           "AES-256-CBC ") },
    { "ciphers of SECURE192", "SECURE192", gnutls_priority_cipher_list, cipher_name,
      BOTH("AES-256-GCM CHACHA20-POLY1305 AES-256-CBC AES-256-CCM ") },
    { "ciphers of SUITEB128", "SUITEB128", gnutls_priority_cipher_list, cipher_name,
      BOTH("AES-256-GCM AES-128-GCM ") },
    { "ciphers no longer supported", "NORMAL:+3DES-CBC", gnutls_priority_cipher_list, cipher_name,
      EACH(USUAL_CIPHERS "3DES-CBC ", USUAL_CIPHERS) },
    { "key exchanges", "NORMAL", gnutls_priority_kx_list, kx_name,
      EACH("ECDHE-ECDSA ECDHE-RSA RSA DHE-RSA ", "ECDHE-ECDSA ECDHE-RSA DHE-RSA ") },
    { "key exchanges of PFS", "PFS", gnutls_priority_kx_list, kx_name,
      BOTH("ECDHE-ECDSA ECDHE-RSA DHE-RSA ") },
    { "key exchanges of LEGACY", "LEGACY", gnutls_priority_kx_list, kx_name,
      BOTH("ECDHE-ECDSA ECDHE-RSA RSA DHE-RSA ") },
    { "key exchanges asked for", "PFS:+RSA:+PSK", gnutls_priority_kx_list, kx_name,
      BOTH("ECDHE-ECDSA ECDHE-RSA DHE-RSA RSA PSK ") },
    { "MACs", "NORMAL", gnutls_priority_mac_list, mac_name, BOTH("SHA1 AEAD ") },
    { "MACs asked for", "NORMAL:-SHA1:+SHA256:+SHA1", gnutls_priority_mac_list, mac_name,
      BOTH("AEAD SHA256 SHA1 ") },
    { "signatures", "NORMAL", gnutls_priority_sign_list, sign_name,
      EACH(SIGNS_256 SIGNS_384 SIGNS_1, SIGNS_256 SIGNS_384) },
    { "signatures of SECURE128", "SECURE128", gnutls_priority_sign_list, sign_name,
      BOTH(SIGNS_256 SIGNS_384) },
    { "signatures of SECURE192", "SECURE192", gnutls_priority_sign_list, sign_name,
      BOTH(SIGNS_384) },
    { "signatures of LEGACY", "LEGACY", gnutls_priority_sign_list, sign_name,
      BOTH(SIGNS_256 SIGNS_384 SIGNS_1) },
    { "groups", "NORMAL", gnutls_priority_group_list, group_name,
      EACH("SECP256R1 SECP384R1 SECP521R1 X25519 X448 " FINITE_GROUPS,
           "X25519 SECP256R1 SECP384R1 X448 SECP521R1 " FINITE_GROUPS) },
    { "groups of SECURE192", "SECURE192", gnutls_priority_group_list, group_name,
      BOTH("SECP384R1 SECP521R1 FFDHE8192 ") },
    { "groups asked for", "NORMAL:-GROUP-ALL:+GROUP-SECP384R1:+CURVE-X25519",
      gnutls_priority_group_list, group_name, BOTH("SECP384R1 X25519 ") },
};

static void test_list(void **state)
{
    const struct list_row *row = *state;
    gnutls_priority_t priorities;
    const unsigned *list;
    char names[LISTS_MAX] = "";
    assert_code(gnutls_priority_init(&priorities, row->string, NULL), 0);

    int count = row->list(priorities, &list);

    for (int i = 0; i < count; i++) {
        size_t used = strlen(names);
        snprintf(names + used, sizeof(names) - used, "%s ", row->name_of(list[i]));
    }
    assert_string_equal(names, row->expected[library_under_test()]);
    gnutls_priority_deinit(priorities);
}

static void test_suites_of_tls13_come_first(void **state)
{
    static const char *const expected[] = { "TLS_AES_256_GCM_SHA384",
                                            "TLS_CHACHA20_POLY1305_SHA256",
                                            "TLS_AES_128_GCM_SHA256", "TLS_AES_128_CCM_SHA256",
                                            "TLS_ECDHE_ECDSA_AES_256_GCM_SHA384" };
    gnutls_priority_t priorities;
    size_t found = 0;
    unsigned suite;
    assert_code(gnutls_priority_init(&priorities, "NORMAL", NULL), 0);

    for (unsigned i = 0; found < COUNT(expected); i++) {
        int code = gnutls_priority_get_cipher_suite_index(priorities, i, &suite);
        assert_code(code == GNUTLS_E_UNKNOWN_CIPHER_SUITE ? 0 : code, 0);
        if (code == 0)
            assert_string_equal(gnutls_cipher_suite_info(suite, NULL, NULL, NULL, NULL, NULL),
                                expected[found++]);
    }
    assert_code(gnutls_priority_get_cipher_suite_index(priorities, 9999, &suite),
                GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE);
    gnutls_priority_deinit(priorities);
}

/* ---- alerts ---- */

struct alert_row {
    const char *name;
    int code;
    int alert[LIBRARIES];
};

static const struct alert_row alert_rows[] = {
    { "an unreadable text", GNUTLS_E_PARSING_ERROR,
      EACH(GNUTLS_A_INTERNAL_ERROR, GNUTLS_A_DECODE_ERROR) },
    { "a flood of empty records", GNUTLS_E_TOO_MANY_EMPTY_PACKETS,
      EACH(GNUTLS_A_INTERNAL_ERROR, GNUTLS_A_UNEXPECTED_MESSAGE) },
    { "a flood of messages", GNUTLS_E_TOO_MANY_HANDSHAKE_PACKETS,
      EACH(GNUTLS_A_INTERNAL_ERROR, GNUTLS_A_UNEXPECTED_MESSAGE) },
    { "a key used against its certificate", GNUTLS_E_KEY_USAGE_VIOLATION,
      EACH(GNUTLS_A_INTERNAL_ERROR, GNUTLS_A_ILLEGAL_PARAMETER) },
    { "a wrong cookie", GNUTLS_E_BAD_COOKIE,
      EACH(GNUTLS_A_INTERNAL_ERROR, GNUTLS_A_ILLEGAL_PARAMETER) },
    { "a certificate out of its time", GNUTLS_E_CERTIFICATE_TIME_ERROR,
      EACH(GNUTLS_A_INTERNAL_ERROR, GNUTLS_A_CERTIFICATE_EXPIRED) },
    { "certificates out of order", GNUTLS_E_CERTIFICATE_LIST_UNSORTED,
      EACH(GNUTLS_A_INTERNAL_ERROR, GNUTLS_A_BAD_CERTIFICATE) },
    { "a zero byte in a name", GNUTLS_E_ASN1_EMBEDDED_NULL_IN_STRING,
      EACH(GNUTLS_A_INTERNAL_ERROR, GNUTLS_A_BAD_CERTIFICATE) },
    { "a time that is none", GNUTLS_E_ASN1_TIME_ERROR,
      EACH(GNUTLS_A_INTERNAL_ERROR, GNUTLS_A_BAD_CERTIFICATE) },
    { "an extension twice in a certificate", GNUTLS_E_X509_DUPLICATE_EXTENSION,
      EACH(GNUTLS_A_INTERNAL_ERROR, GNUTLS_A_BAD_CERTIFICATE) },
    { "an unknown critical extension", GNUTLS_E_X509_UNSUPPORTED_CRITICAL_EXTENSION,
      EACH(GNUTLS_A_INTERNAL_ERROR, GNUTLS_A_UNSUPPORTED_CERTIFICATE) },
    { "a wrong status response", GNUTLS_E_OCSP_RESPONSE_ERROR,
      EACH(GNUTLS_A_INTERNAL_ERROR, 113 /* bad_certificate_status_response, RFC 8446, 6.2 */) },
    { "no status response", GNUTLS_E_NO_CERTIFICATE_STATUS,
      EACH(GNUTLS_A_INTERNAL_ERROR, 113 /* the same */) },
    { "a connection that is gone", GNUTLS_E_PREMATURE_TERMINATION,
      EACH(GNUTLS_A_UNEXPECTED_MESSAGE, GNUTLS_A_INTERNAL_ERROR) },
};

static void test_alert(void **state)
{
    const struct alert_row *row = *state;
    int level = -1;

    int alert = gnutls_error_to_alert(row->code, &level);

    assert_int_equal(alert, row->alert[library_under_test()]);
    assert_int_equal(level, GNUTLS_AL_FATAL);
}

/* The codes that handshakes choose have the same alert in both. */
static void test_other_alerts_are_the_same(void **state)
{
    static const struct {
        int code, alert;
    } same[] = {
        { GNUTLS_E_UNSUPPORTED_VERSION_PACKET, GNUTLS_A_PROTOCOL_VERSION },
        { GNUTLS_E_UNEXPECTED_PACKET_LENGTH, GNUTLS_A_DECODE_ERROR },
        { GNUTLS_E_UNEXPECTED_PACKET, GNUTLS_A_UNEXPECTED_MESSAGE },
        { GNUTLS_E_ERROR_IN_FINISHED_PACKET, GNUTLS_A_DECRYPT_ERROR },
        { GNUTLS_E_DECRYPTION_FAILED, GNUTLS_A_BAD_RECORD_MAC },
        { GNUTLS_E_RECORD_OVERFLOW, GNUTLS_A_RECORD_OVERFLOW },
        { GNUTLS_E_NO_CIPHER_SUITES, GNUTLS_A_HANDSHAKE_FAILURE },
        { GNUTLS_E_RECEIVED_ILLEGAL_PARAMETER, GNUTLS_A_ILLEGAL_PARAMETER },
        { GNUTLS_E_RECEIVED_ILLEGAL_EXTENSION, GNUTLS_A_UNSUPPORTED_EXTENSION },
        { GNUTLS_E_MISSING_EXTENSION, GNUTLS_A_MISSING_EXTENSION },
        { GNUTLS_E_CERTIFICATE_REQUIRED, GNUTLS_A_CERTIFICATE_REQUIRED },
        { GNUTLS_E_INAPPROPRIATE_FALLBACK, GNUTLS_A_INAPPROPRIATE_FALLBACK },
        { GNUTLS_E_NO_APPLICATION_PROTOCOL, GNUTLS_A_NO_APPLICATION_PROTOCOL },
        { GNUTLS_E_UNRECOGNIZED_NAME, GNUTLS_A_UNRECOGNIZED_NAME },
        { GNUTLS_E_INSUFFICIENT_SECURITY, GNUTLS_A_INSUFFICIENT_SECURITY },
        { GNUTLS_E_UNKNOWN_SRP_USERNAME, GNUTLS_A_UNKNOWN_PSK_IDENTITY },
        { GNUTLS_E_USER_ERROR, GNUTLS_A_USER_CANCELED },
        { GNUTLS_E_AGAIN, GNUTLS_A_INTERNAL_ERROR },
    };

    for (size_t i = 0; i < COUNT(same); i++)
        assert_int_equal(gnutls_error_to_alert(same[i].code, NULL), same[i].alert);
}

int main(void)
{
    ADD_ROWS(list_rows, test_list);
    ADD(test_suites_of_tls13_come_first);
    ADD_ROWS(alert_rows, test_alert);
    ADD(test_other_alerts_are_the_same);
    return suite_run("defaults");
}

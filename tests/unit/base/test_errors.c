/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_errors.c - the error table against the API and RFC 8446, 6.2 */

#include "unit/test.h"

#include "base/errors.h"

/* Lower than every code; the range reserved for applications lies below. */
enum { LOWEST_CODE = -2000 };

static void test_every_entry_is_whole(void **state)
{
    unsigned entries = 0;

    for (int code = 0; code > LOWEST_CODE; code--) {
        const struct error_facts *facts = error_find(code);
        if (facts == NULL)
            continue;
        entries++;
        assert_int_equal(facts->code, code);
        assert_memory_equal(facts->name, "GNUTLS_E_", 9);
        size_t length = strlen(facts->text);
        assert_true(length > 5 && facts->text[length - 1] == '.');
    }

    assert_int_equal(entries, 197);
}

static void test_numbers_that_are_no_codes_are_not_found(void **state)
{
    static const int none[] = { 1, -1, -2, -431, -1249, GNUTLS_E_APPLICATION_ERROR_MAX };

    for (size_t i = 0; i < ARRAY_SIZE(none); i++)
        assert_null(error_find(none[i]));
    assert_int_equal(error_alert(-2), GNUTLS_A_INTERNAL_ERROR);
}

static void test_names_are_those_programs_know(void **state)
{
    assert_string_equal(error_find(-28)->name, "GNUTLS_E_AGAIN");
    assert_string_equal(error_find(-9)->name, "GNUTLS_E_UNEXPECTED_PACKET_LENGTH");
    assert_string_equal(error_find(-32)->name, "GNUTLS_E_INSUFFICIENT_CREDENTIALS");
    assert_string_equal(error_find(-43)->name, "GNUTLS_E_CERTIFICATE_ERROR");
    assert_string_equal(error_find(-209)->name, "GNUTLS_E_CRYPTO_ALREADY_REGISTERED");
}

static void test_only_these_are_not_fatal(void **state)
{
    static const int mild[] = {
        GNUTLS_E_SUCCESS,
        GNUTLS_E_LARGE_PACKET,
        GNUTLS_E_WARNING_ALERT_RECEIVED,
        GNUTLS_E_AGAIN,
        GNUTLS_E_REHANDSHAKE,
        GNUTLS_E_INTERRUPTED,
        GNUTLS_E_HEARTBEAT_PONG_RECEIVED,
        GNUTLS_E_HEARTBEAT_PING_RECEIVED,
        GNUTLS_E_REAUTH_REQUEST,
    };
    size_t found = 0;

    for (int code = 0; code > LOWEST_CODE; code--) {
        const struct error_facts *facts = error_find(code);
        if (facts == NULL || facts->fatal)
            continue;
        assert_true(found < ARRAY_SIZE(mild));
        assert_int_equal(code, mild[found]);
        found++;
    }

    assert_int_equal(found, ARRAY_SIZE(mild));
}

/* The list of README.md: the code that stands for each alert. */
static void test_each_alert_has_its_code(void **state)
{
    static const struct {
        int code, alert;
    } wanted[] = {
        { GNUTLS_E_UNEXPECTED_PACKET, 10 },
        { GNUTLS_E_UNEXPECTED_HANDSHAKE_PACKET, 10 },
        { GNUTLS_E_DECRYPTION_FAILED, 20 },
        { GNUTLS_E_RECORD_OVERFLOW, 22 },
        { GNUTLS_E_NO_CIPHER_SUITES, 40 },
        { GNUTLS_E_NO_COMMON_KEY_SHARE, 40 },
        { GNUTLS_E_UNSUPPORTED_SIGNATURE_ALGORITHM, 40 },
        { GNUTLS_E_INSUFFICIENT_CREDENTIALS, 40 },
        { GNUTLS_E_CERTIFICATE_ERROR, 42 },
        { GNUTLS_E_CERTIFICATE_VERIFICATION_ERROR, 42 },
        { GNUTLS_E_UNSUPPORTED_CERTIFICATE_TYPE, 43 },
        { GNUTLS_E_CERTIFICATE_TIME_ERROR, 45 },
        { GNUTLS_E_RECEIVED_ILLEGAL_PARAMETER, 47 },
        { GNUTLS_E_PK_INVALID_PUBKEY, 47 },
        { GNUTLS_E_UNEXPECTED_PACKET_LENGTH, 50 },
        { GNUTLS_E_UNEXPECTED_EXTENSIONS_LENGTH, 50 },
        { GNUTLS_E_PARSING_ERROR, 50 },
        { GNUTLS_E_NO_CERTIFICATE_FOUND, 50 },
        { GNUTLS_E_ERROR_IN_FINISHED_PACKET, 51 },
        { GNUTLS_E_PK_SIG_VERIFY_FAILED, 51 },
        { GNUTLS_E_UNSUPPORTED_VERSION_PACKET, 70 },
        { GNUTLS_E_INSUFFICIENT_SECURITY, 71 },
        { GNUTLS_E_INTERNAL_ERROR, 80 },
        { GNUTLS_E_INAPPROPRIATE_FALLBACK, 86 },
        { GNUTLS_E_USER_ERROR, 90 },
        { GNUTLS_E_REHANDSHAKE, 100 },
        { GNUTLS_E_MISSING_EXTENSION, 109 },
        { GNUTLS_E_RECEIVED_ILLEGAL_EXTENSION, 110 },
        { GNUTLS_E_UNRECOGNIZED_NAME, 112 },
        { GNUTLS_E_OCSP_RESPONSE_ERROR, 113 },
        { GNUTLS_E_UNKNOWN_SRP_USERNAME, 115 },
        { GNUTLS_E_CERTIFICATE_REQUIRED, 116 },
        { GNUTLS_E_NO_APPLICATION_PROTOCOL, 120 },
    };

    for (size_t i = 0; i < ARRAY_SIZE(wanted); i++)
        if (error_alert(wanted[i].code) != wanted[i].alert)
            fail_msg("%d sends %d", wanted[i].code, error_alert(wanted[i].code));
}

static void test_nobody_is_told_when_the_transport_or_the_peer_is_gone(void **state)
{
    static const int silent[] = {
        GNUTLS_E_SUCCESS,
        GNUTLS_E_AGAIN,
        GNUTLS_E_INTERRUPTED,
        GNUTLS_E_PUSH_ERROR,
        GNUTLS_E_PULL_ERROR,
        GNUTLS_E_PREMATURE_TERMINATION,
        GNUTLS_E_SESSION_EOF,
        GNUTLS_E_TIMEDOUT,
        GNUTLS_E_FATAL_ALERT_RECEIVED,
        GNUTLS_E_WARNING_ALERT_RECEIVED,
    };

    for (size_t i = 0; i < ARRAY_SIZE(silent); i++)
        assert_int_equal(error_alert(silent[i]), NO_ALERT);
}

static int end_with(int code, int *after)
{
    TRY(code);
    *after = 1;
    return code + 1;
}

static void test_try_returns_errors_and_passes_other_results(void **state)
{
    int after = 0;

    assert_int_equal(end_with(GNUTLS_E_AGAIN, &after), GNUTLS_E_AGAIN);
    assert_int_equal(after, 0);
    assert_int_equal(end_with(3, &after), 4);
    assert_int_equal(after, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_entry_is_whole),
        cmocka_unit_test(test_numbers_that_are_no_codes_are_not_found),
        cmocka_unit_test(test_names_are_those_programs_know),
        cmocka_unit_test(test_only_these_are_not_fatal),
        cmocka_unit_test(test_each_alert_has_its_code),
        cmocka_unit_test(test_nobody_is_told_when_the_transport_or_the_peer_is_gone),
        cmocka_unit_test(test_try_returns_errors_and_passes_other_results),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

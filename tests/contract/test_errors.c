/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_errors.c - what programs can ask about error codes and alerts */

#include "suite.h"

/* ---- names ---- */

struct name_row {
    const char *name;
    int code;
};

#define CODE(name) { #name, name },
static const struct name_row name_rows[] = {
#include "error_names.inc"
};
#undef CODE

static void test_name(void **state)
{
    const struct name_row *row = *state;

    assert_string_equal(gnutls_strerror_name(row->code), row->name);
    assert_non_null(gnutls_strerror(row->code));
    assert_string_not_equal(gnutls_strerror(row->code), "");
    assert_string_not_equal(gnutls_strerror(row->code), gnutls_strerror(-9999));
}

static void test_an_unknown_code_has_a_text_and_no_name(void **state)
{
    assert_non_null(gnutls_strerror(-9999));
    assert_null(gnutls_strerror_name(-9999));
    assert_null(gnutls_strerror_name(1));
}

/* ---- fatal or not ---- */

static const int mild_codes[] = {
    GNUTLS_E_SUCCESS,
    GNUTLS_E_AGAIN,
    GNUTLS_E_INTERRUPTED,
    GNUTLS_E_WARNING_ALERT_RECEIVED,
    GNUTLS_E_REHANDSHAKE,
    GNUTLS_E_LARGE_PACKET,
    GNUTLS_E_REAUTH_REQUEST,
    GNUTLS_E_HEARTBEAT_PING_RECEIVED,
    GNUTLS_E_HEARTBEAT_PONG_RECEIVED,
};

static bool is_mild(int code)
{
    for (size_t i = 0; i < COUNT(mild_codes); i++)
        if (mild_codes[i] == code)
            return true;
    return false;
}

static void test_all_but_the_mild_errors_are_fatal(void **state)
{
    for (size_t i = 0; i < COUNT(name_rows); i++) {
        int code = name_rows[i].code;
        if ((gnutls_error_is_fatal(code) != 0) == is_mild(code))
            fail_msg("%s: %d", name_rows[i].name, gnutls_error_is_fatal(code));
    }
}

static void test_no_positive_number_is_fatal(void **state)
{
    assert_int_equal(gnutls_error_is_fatal(1), 0);
    assert_int_equal(gnutls_error_is_fatal(16384), 0);
}

static void test_an_unknown_code_is_fatal(void **state)
{
    assert_int_not_equal(gnutls_error_is_fatal(-9999), 0);
}

/* ---- alerts ---- */

struct alert_row {
    const char *name;
    int code;
    int alert;
};

#define ALERT(code, alert)                                                                         \
    {                                                                                              \
#code, GNUTLS_E_##code, GNUTLS_A_##alert                                                   \
    }
static const struct alert_row alert_rows[] = {
    ALERT(DECRYPTION_FAILED, BAD_RECORD_MAC),
    ALERT(UNEXPECTED_PACKET_LENGTH, DECODE_ERROR),
    ALERT(UNEXPECTED_EXTENSIONS_LENGTH, DECODE_ERROR),
    ALERT(NO_CERTIFICATE_FOUND, DECODE_ERROR),
    ALERT(HANDSHAKE_TOO_LARGE, DECODE_ERROR),
    ALERT(RECEIVED_ILLEGAL_PARAMETER, ILLEGAL_PARAMETER),
    ALERT(ILLEGAL_PARAMETER, ILLEGAL_PARAMETER),
    ALERT(PK_INVALID_PUBKEY, ILLEGAL_PARAMETER),
    ALERT(INCOMPATIBLE_SIG_WITH_KEY, ILLEGAL_PARAMETER),
    ALERT(RECEIVED_DISALLOWED_NAME, ILLEGAL_PARAMETER),
    ALERT(CERTIFICATE_ERROR, BAD_CERTIFICATE),
    ALERT(CERTIFICATE_VERIFICATION_ERROR, BAD_CERTIFICATE),
    ALERT(ASN1_DER_ERROR, BAD_CERTIFICATE),
    ALERT(UNSUPPORTED_CERTIFICATE_TYPE, UNSUPPORTED_CERTIFICATE),
    ALERT(CERTIFICATE_REQUIRED, CERTIFICATE_REQUIRED),
    ALERT(PK_SIG_VERIFY_FAILED, DECRYPT_ERROR),
    ALERT(ERROR_IN_FINISHED_PACKET, DECRYPT_ERROR),
    ALERT(UNEXPECTED_PACKET, UNEXPECTED_MESSAGE),
    ALERT(UNEXPECTED_HANDSHAKE_PACKET, UNEXPECTED_MESSAGE),
    ALERT(RECORD_OVERFLOW, RECORD_OVERFLOW),
    ALERT(NO_CIPHER_SUITES, HANDSHAKE_FAILURE),
    ALERT(NO_COMMON_KEY_SHARE, HANDSHAKE_FAILURE),
    ALERT(INSUFFICIENT_CREDENTIALS, HANDSHAKE_FAILURE),
    ALERT(UNWANTED_ALGORITHM, HANDSHAKE_FAILURE),
    ALERT(UNSUPPORTED_SIGNATURE_ALGORITHM, HANDSHAKE_FAILURE),
    ALERT(SAFE_RENEGOTIATION_FAILED, HANDSHAKE_FAILURE),
    ALERT(UNSUPPORTED_VERSION_PACKET, PROTOCOL_VERSION),
    ALERT(INSUFFICIENT_SECURITY, INSUFFICIENT_SECURITY),
    ALERT(INAPPROPRIATE_FALLBACK, INAPPROPRIATE_FALLBACK),
    ALERT(MISSING_EXTENSION, MISSING_EXTENSION),
    ALERT(RECEIVED_ILLEGAL_EXTENSION, UNSUPPORTED_EXTENSION),
    ALERT(UNRECOGNIZED_NAME, UNRECOGNIZED_NAME),
    ALERT(NO_APPLICATION_PROTOCOL, NO_APPLICATION_PROTOCOL),
    ALERT(USER_ERROR, USER_CANCELED),
    ALERT(INTERNAL_ERROR, INTERNAL_ERROR),
    ALERT(MEMORY_ERROR, INTERNAL_ERROR),
    ALERT(RANDOM_FAILED, INTERNAL_ERROR),
    ALERT(DB_ERROR, INTERNAL_ERROR),
};

static void test_alert(void **state)
{
    const struct alert_row *row = *state;
    int level = -1;

    int alert = gnutls_error_to_alert(row->code, &level);

    assert_int_equal(alert, row->alert);
    assert_int_equal(level, GNUTLS_AL_FATAL);
}

static void test_a_refused_renegotiation_is_a_warning(void **state)
{
    int level = -1;

    assert_int_equal(gnutls_error_to_alert(GNUTLS_E_REHANDSHAKE, &level),
                     GNUTLS_A_NO_RENEGOTIATION);

    assert_int_equal(level, GNUTLS_AL_WARNING);
}

struct alert_name_row {
    const char *name;
    int alert;
};

#define NAMED(name)                                                                                \
    {                                                                                              \
#name, name                                                                                \
    }
static const struct alert_name_row alert_name_rows[] = {
    NAMED(GNUTLS_A_CLOSE_NOTIFY),
    NAMED(GNUTLS_A_UNEXPECTED_MESSAGE),
    NAMED(GNUTLS_A_BAD_RECORD_MAC),
    NAMED(GNUTLS_A_RECORD_OVERFLOW),
    NAMED(GNUTLS_A_HANDSHAKE_FAILURE),
    NAMED(GNUTLS_A_BAD_CERTIFICATE),
    NAMED(GNUTLS_A_UNSUPPORTED_CERTIFICATE),
    NAMED(GNUTLS_A_CERTIFICATE_REVOKED),
    NAMED(GNUTLS_A_CERTIFICATE_EXPIRED),
    NAMED(GNUTLS_A_CERTIFICATE_UNKNOWN),
    NAMED(GNUTLS_A_ILLEGAL_PARAMETER),
    NAMED(GNUTLS_A_UNKNOWN_CA),
    NAMED(GNUTLS_A_ACCESS_DENIED),
    NAMED(GNUTLS_A_DECODE_ERROR),
    NAMED(GNUTLS_A_DECRYPT_ERROR),
    NAMED(GNUTLS_A_PROTOCOL_VERSION),
    NAMED(GNUTLS_A_INSUFFICIENT_SECURITY),
    NAMED(GNUTLS_A_INTERNAL_ERROR),
    NAMED(GNUTLS_A_INAPPROPRIATE_FALLBACK),
    NAMED(GNUTLS_A_USER_CANCELED),
    NAMED(GNUTLS_A_NO_RENEGOTIATION),
    NAMED(GNUTLS_A_MISSING_EXTENSION),
    NAMED(GNUTLS_A_UNSUPPORTED_EXTENSION),
    NAMED(GNUTLS_A_UNRECOGNIZED_NAME),
    NAMED(GNUTLS_A_UNKNOWN_PSK_IDENTITY),
    NAMED(GNUTLS_A_CERTIFICATE_REQUIRED),
    NAMED(GNUTLS_A_NO_APPLICATION_PROTOCOL),
};

static void test_alert_name(void **state)
{
    const struct alert_name_row *row = *state;

    assert_string_equal(gnutls_alert_get_strname(row->alert), row->name);
    assert_non_null(gnutls_alert_get_name(row->alert));
    assert_string_not_equal(gnutls_alert_get_name(row->alert), "");
}

static void test_an_unknown_alert_has_no_name(void **state)
{
    assert_null(gnutls_alert_get_name(251));
    assert_null(gnutls_alert_get_strname(251));
}

int main(void)
{
    ADD_ROWS(name_rows, test_name);
    ADD(test_an_unknown_code_has_a_text_and_no_name);
    ADD(test_all_but_the_mild_errors_are_fatal);
    ADD(test_no_positive_number_is_fatal);
    ADD(test_an_unknown_code_is_fatal);
    ADD_ROWS(alert_rows, test_alert);
    ADD(test_a_refused_renegotiation_is_a_warning);
    ADD_ROWS(alert_name_rows, test_alert_name);
    ADD(test_an_unknown_alert_has_no_name);
    return suite_run("error codes and alerts");
}

/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_log.c - who hears what */

#include "unit/test.h"

#include "base/errors.h"
#include "base/log.h"

#include <stdio.h>

static char heard[2000];
static int heard_level;
static char audited[2000];
static gnutls_session_t audited_session;

static void hear(int level, const char *line)
{
    heard_level = level;
    snprintf(heard, sizeof(heard), "%s", line);
}

static void audit(gnutls_session_t session, const char *line)
{
    audited_session = session;
    snprintf(audited, sizeof(audited), "%s", line);
}

static int begin(void **state)
{
    heard[0] = audited[0] = 0;
    heard_level = -1;
    audited_session = NULL;
    log_set_function(hear);
    log_set_level(3);
    log_set_audit_function(NULL);
    return 0;
}

static void test_a_message_up_to_the_level_is_heard_as_a_line(void **state)
{
    log_write(LOG_HANDSHAKE, "%s %d", "step", 3);

    assert_string_equal(heard, "step 3\n");
    assert_int_equal(heard_level, 3);
}

static void test_a_message_above_the_level_is_not_heard(void **state)
{
    log_write(LOG_NEGOTIATION, "suite");

    assert_int_equal(heard_level, -1);
    assert_false(log_is_on(LOG_NEGOTIATION));
    assert_true(log_is_on(LOG_HANDSHAKE));
}

static void test_without_a_function_nothing_is_on(void **state)
{
    log_set_function(NULL);

    log_write(LOG_ERRORS, "silence");

    assert_false(log_is_on(LOG_AUDIT));
}

static void test_a_long_message_is_cut_and_still_a_line(void **state)
{
    char many[1500];
    memset(many, 'x', sizeof(many) - 1);
    many[sizeof(many) - 1] = 0;

    log_write(LOG_ERRORS, "%s", many);

    size_t length = strlen(heard);
    assert_in_range(length, 400, 600);
    assert_int_equal(heard[length - 1], '\n');
}

static void test_audit_goes_to_both_functions_with_its_session(void **state)
{
    int somewhere;
    log_set_audit_function(audit);

    log_audit((gnutls_session_t)(void *)&somewhere, "seen");

    assert_string_equal(audited, "seen\n");
    assert_ptr_equal(audited_session, &somewhere);
    assert_string_equal(heard, "seen\n");
    assert_int_equal(heard_level, LOG_AUDIT);
}

static void test_audit_does_not_depend_on_the_level(void **state)
{
    log_set_level(0);
    log_set_audit_function(audit);

    log_audit(NULL, "seen");

    assert_string_equal(audited, "seen\n");
    assert_string_equal(heard, "");
}

static void test_an_error_says_its_name_and_where_it_began(void **state)
{
    assert_int_equal(fail(GNUTLS_E_DECRYPTION_FAILED), GNUTLS_E_DECRYPTION_FAILED);

    assert_non_null(strstr(heard, "GNUTLS_E_DECRYPTION_FAILED"));
    assert_non_null(strstr(heard, "test_log.c:"));
}

static void test_a_stall_is_not_logged(void **state)
{
    assert_int_equal(fail(GNUTLS_E_AGAIN), GNUTLS_E_AGAIN);
    assert_int_equal(fail(GNUTLS_E_INTERRUPTED), GNUTLS_E_INTERRUPTED);

    assert_string_equal(heard, "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(test_a_message_up_to_the_level_is_heard_as_a_line, begin),
        cmocka_unit_test_setup(test_a_message_above_the_level_is_not_heard, begin),
        cmocka_unit_test_setup(test_without_a_function_nothing_is_on, begin),
        cmocka_unit_test_setup(test_a_long_message_is_cut_and_still_a_line, begin),
        cmocka_unit_test_setup(test_audit_goes_to_both_functions_with_its_session, begin),
        cmocka_unit_test_setup(test_audit_does_not_depend_on_the_level, begin),
        cmocka_unit_test_setup(test_an_error_says_its_name_and_where_it_began, begin),
        cmocka_unit_test_setup(test_a_stall_is_not_logged, begin),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_strict_custom.c - extensions of the application that break a rule: RFC 8446, 4.2 */

#include "strict.h"

#include "unit/test.h"

#define SERVER_SENDS(message) SCENE_FULL, SERVER, message, 0
#define CLIENT_SENDS(message) SCENE_FULL, CLIENT, message, 0

#define UNASKED GNUTLS_A_UNSUPPORTED_EXTENSION

/* One that both ends send, and one that a client never does. */
enum { MUTUAL = 0xfe00, SILENT = 0xfe01 };

static int receive(gnutls_session_t session, const unsigned char *data, size_t size)
{
    return 0;
}

static int send_something(gnutls_session_t session, gnutls_buffer_t out)
{
    return gnutls_buffer_append_data(out, "x", 1);
}

static int send_nothing(gnutls_session_t session, gnutls_buffer_t out)
{
    return 0;
}

/* clang-format off */
static const struct rule rules[] = {
    { "E1 registered, twice in a hello",       CLIENT_SENDS(CLIENT_HELLO), repeat_extension, MUTUAL, NULL, ILLEGAL },
    { "E1 registered, twice in an answer",     SERVER_SENDS(ENCRYPTED_EXTENSIONS), repeat_extension, MUTUAL, NULL, ILLEGAL },
    { "E1 registered, in the wrong message",   SERVER_SENDS(SERVER_HELLO), append_extension, MUTUAL, "78", ILLEGAL },
    { "E1 registered, in a retry",             SCENE_RETRY, SERVER, SERVER_HELLO, 0, append_extension, MUTUAL, "78", ILLEGAL },
    { "E1 registered, not asked for",          SERVER_SENDS(ENCRYPTED_EXTENSIONS), append_extension, SILENT, "78", UNASKED },
    { "E1 registered, offered all the same",   CLIENT_SENDS(CLIENT_HELLO), prepend_extension, SILENT, "78", MUST_SUCCEED },
    { "E1 registered, twice in TLS 1.2",       SCENE12_FULL, SERVER, SERVER_HELLO, 0, repeat_extension, MUTUAL, NULL, ILLEGAL },
    { "E1 registered, not asked for, TLS 1.2", SCENE12_FULL, SERVER, SERVER_HELLO, 0, append_extension, SILENT, "78", UNASKED },
};
/* clang-format on */

static void test_extensions_of_the_application_keep_to_the_rules(void **state)
{
    ASSERT_RULES(rules);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_extensions_of_the_application_keep_to_the_rules),
    };

    if (gnutls_ext_register("mutual", MUTUAL, GNUTLS_EXT_TLS, receive, send_something, NULL, NULL,
                            NULL) < 0 ||
        gnutls_ext_register("silent", SILENT, GNUTLS_EXT_TLS, receive, send_nothing, NULL, NULL,
                            NULL) < 0)
        return 1;
    return cmocka_run_group_tests(tests, NULL, NULL);
}

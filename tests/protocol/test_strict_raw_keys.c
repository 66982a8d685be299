/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_strict_raw_keys.c - bare keys in TLS 1.2: their extensions, and a message that is no list
 *
 * RFC 7250, 3 and 4.
 */

#include "strict.h"

#include "base/errors.h"

#include "unit/test.h"

#define UNSUPPORTED GNUTLS_A_UNSUPPORTED_CERTIFICATE
#define BAD         GNUTLS_A_BAD_CERTIFICATE

#define OF_CLIENT EXT_CLIENT_CERTIFICATE_TYPE
#define OF_SERVER EXT_SERVER_CERTIFICATE_TYPE

#define CLIENT_SAYS  SCENE12_RAW_KEYS, CLIENT, CLIENT_HELLO, 0
#define SERVER_SAYS  SCENE12_RAW_KEYS, SERVER, SERVER_HELLO, 0
#define CLIENT_SHOWS SCENE12_RAW_KEYS, CLIENT, CERTIFICATE, 0
#define SERVER_SHOWS SCENE12_RAW_KEYS, SERVER, CERTIFICATE, 0

/* clang-format off */
static const struct rule rules[] = {
    { "a list of no types",                  CLIENT_SAYS, replace_extension, OF_SERVER, "00", DECODE },
    { "a list of types cut",                 CLIENT_SAYS, replace_extension, OF_SERVER, "0202", DECODE },
    { "a list of types extended",            CLIENT_SAYS, replace_extension, OF_CLIENT, "010200", DECODE },
    { "types that nobody has",               CLIENT_SAYS, replace_extension, OF_SERVER, "020103", UNSUPPORTED },
    { "the client's types twice",            CLIENT_SAYS, repeat_extension,  OF_CLIENT, NULL, ILLEGAL },
    { "a client that wants certificates",    CLIENT_SAYS, replace_extension, OF_SERVER, "0100", UNSUPPORTED },
    { "a client that shows certificates",    CLIENT_SAYS, replace_extension, OF_CLIENT, "0100", UNSUPPORTED },
    { "an answer of no type",                SERVER_SAYS, replace_extension, OF_SERVER, "", DECODE },
    { "an answer of two types",              SERVER_SAYS, replace_extension, OF_SERVER, "0200", DECODE },
    { "an answer that was not offered",      SERVER_SAYS, replace_extension, OF_SERVER, "00", ILLEGAL },
    { "another one that was not offered",    SERVER_SAYS, replace_extension, OF_CLIENT, "00", ILLEGAL },
    { "an answer twice",                     SERVER_SAYS, repeat_extension,  OF_SERVER, NULL, ILLEGAL },
    { "no answer: a certificate will come",  SERVER_SAYS, remove_extension,  OF_SERVER, NULL, UNSUPPORTED },
    { "the server's key cut",                SERVER_SHOWS, cut_last_byte, 0, NULL, DECODE },
    { "the server's key extended",           SERVER_SHOWS, add_a_byte, 0, NULL, DECODE },
    { "the server's key of no bytes",        SERVER_SHOWS, replace_body, 0, "000000", DECODE },
    { "the server's key within a list",      SERVER_SHOWS, replace_body, 0, "000006000003300102", BAD },
    { "the server's key that is none",       SERVER_SHOWS, replace_body, 0, "0000023000", BAD },
    { "the client's key cut",                CLIENT_SHOWS, cut_last_byte, 0, NULL, DECODE },
    { "the client's key of no bytes",        CLIENT_SHOWS, replace_body, 0, "000000", GNUTLS_A_CERTIFICATE_REQUIRED },
    { "the client's key that is none",       CLIENT_SHOWS, replace_body, 0, "0000023000", BAD },
};
/* clang-format on */

static void test_bare_keys_keep_to_the_rules(void **state)
{
    ASSERT_RULES(rules);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_bare_keys_keep_to_the_rules),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

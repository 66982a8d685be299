/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_strict_supplemental.c - supplemental data that break the rules, RFC 4680 */

#include "strict.h"

#include "base/errors.h"

#include "unit/test.h"

#define SERVER_ADDS SCENE12_SUPPLEMENTAL, SERVER, SUPPLEMENTAL, 0
#define CLIENT_ADDS SCENE12_SUPPLEMENTAL, CLIENT, SUPPLEMENTAL, 0

/* The kinds of the scene are 0x0100 and 0x0200. */
/* clang-format off */
static const struct rule rules[] = {
    { "the server's cut",                 SERVER_ADDS, cut_last_byte, 0, NULL, DECODE },
    { "the server's extended",            SERVER_ADDS, add_a_byte,    0, NULL, DECODE },
    { "the client's cut",                 CLIENT_ADDS, cut_last_byte, 0, NULL, DECODE },
    { "the client's extended",            CLIENT_ADDS, add_a_byte,    0, NULL, DECODE },
    { "of no bytes",                      SERVER_ADDS, replace_body,  0, "", DECODE },
    { "without an entry",                 SERVER_ADDS, replace_body,  0, "000000", DECODE },
    { "without an entry, of the client",  CLIENT_ADDS, replace_body,  0, "000000", DECODE },
    { "half a type",                      SERVER_ADDS, replace_body,  0, "00000101", DECODE },
    { "a type without a length",          SERVER_ADDS, replace_body,  0, "0000020100", DECODE },
    { "an entry that is too long",        SERVER_ADDS, replace_body,  0, "0000060100000361" "62", DECODE },
    { "bytes behind an entry",            SERVER_ADDS, replace_body,  0, "000006010000016100", DECODE },
    { "an unknown kind",                  SERVER_ADDS, replace_body,  0, "0000050300000161", ILLEGAL },
    { "an unknown kind, of the client",   CLIENT_ADDS, replace_body,  0, "0000050300000161", ILLEGAL },
    { "an unknown kind behind others",    CLIENT_ADDS, replace_body,  0, "00000a01000001610300000161", ILLEGAL },
    { "a kind twice",                     SERVER_ADDS, replace_body,  0, "00000a01000001610100000162", ILLEGAL },
    { "a kind twice, of the client",      CLIENT_ADDS, replace_body,  0, "00000f010000016102000001610100000162", ILLEGAL },
    { "in another order",                 SERVER_ADDS, replace_body,  0, "00000a02000001610100000162", MUST_SUCCEED },
    { "an entry of no bytes",             CLIENT_ADDS, replace_body,  0, "00000401000000", MUST_SUCCEED },
};
/* clang-format on */

static void test_supplemental_data_keep_to_the_rules(void **state)
{
    ASSERT_RULES(rules);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_supplemental_data_keep_to_the_rules),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

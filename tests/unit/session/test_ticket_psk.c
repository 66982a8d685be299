/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_ticket_psk.c - the pre-shared key that a ticket and its nonce stand for */

#include "session/ticket.h"

#include "unit/hex.h"
#include "unit/session/samples.h"

/* RFC 8448, section 3. */
static void test_the_psk_of_the_rfc_trace_is_derived(void **state)
{
    SCOPED(buffer) struct buffer master = { 0 }, expected = { 0 };
    struct secret resumption_master = { 0 }, psk = { 0 };
    unhex("7df235f2031d2a051287d02b0241b0bfdaf86cc856231f2d5aba46c434ec196c", &master);
    unhex("4ecd0eb6ec3b4d87f5d6028f922ca4c5851a277fd41311c9e62d2c9492e1c4f3", &expected);
    secret_set(&resumption_master, buffer_bytes(&master));

    ticket_psk(&hash_sha256, &resumption_master, bytes_of("\0\0", 2), &psk);

    assert_bytes_equal(psk.bytes, psk.size, expected.data, expected.size);
}

/* Computed with Python's hmac: SHA-384, and the longest nonce there is. */
static void test_the_psk_of_the_longest_nonce_is_derived(void **state)
{
    SCOPED(buffer) struct buffer expected = { 0 };
    struct secret resumption_master = { .size = 48 }, psk = { 0 };
    uint8_t nonce[255];
    count_up(0, 48, resumption_master.bytes);
    count_up(0, sizeof(nonce), nonce);
    unhex("9d81dbacc60202725d3d3d21b39e69618ad945f3cf947f20"
          "7d1aeef95a42ccacc4c07aa1c9b826f947c406e70ae0f445",
          &expected);

    ticket_psk(&hash_sha384, &resumption_master, bytes_of(nonce, sizeof(nonce)), &psk);

    assert_bytes_equal(psk.bytes, psk.size, expected.data, expected.size);
}

static void test_each_nonce_has_its_psk(void **state)
{
    struct secret resumption_master = { .size = 32, .bytes = { 1 } }, one = { 0 }, other = { 0 };

    ticket_psk(&hash_sha256, &resumption_master, bytes_of("\0", 1), &one);
    ticket_psk(&hash_sha256, &resumption_master, bytes_none(), &other);

    assert_false(secret_equal(&one, &other));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_psk_of_the_rfc_trace_is_derived),
        cmocka_unit_test(test_the_psk_of_the_longest_nonce_is_derived),
        cmocka_unit_test(test_each_nonce_has_its_psk),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

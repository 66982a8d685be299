/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_binder.c - binders of RFC 8448 and of other hashes and origins */

#include "crypto/hkdf.h"
#include "session/binder.h"
#include "session/ticket.h"

#include "unit/hex.h"

static void hex_secret(const char *text, struct secret *out)
{
    SCOPED(buffer) struct buffer bytes = { 0 };
    unhex(text, &bytes);
    secret_set(out, buffer_bytes(&bytes));
}

static void hex_digest(const char *text, struct digest *out)
{
    SCOPED(buffer) struct buffer bytes = { 0 };
    unhex(text, &bytes);
    out->size = (uint8_t)bytes.size;
    memcpy(out->bytes, bytes.data, bytes.size);
}

struct binder_case {
    const struct hash *hash;
    enum psk_origin origin;
    const char *early_secret, *hello, *binder;
};

static const struct binder_case cases[] = {
    /* RFC 8448, section 4. */
    { &hash_sha256, PSK_FROM_TICKET,
      "9b2188e9b2fc6d64d71dc329900e20bb41915000f678aa839cbb797cb7d8332c",
      "63224b2e4573f2d3454ca84b9d009a04f6be9e05711a8396473aefa01e924a14",
      "3add4fb2d8fdf822a0ca3cf7678ef5e88dae990141c5924d57bb6fa31b9e5f9d" },
    /* The same with other labels and with SHA-384, computed with Python's hmac and hashlib. */
    { &hash_sha256, PSK_EXTERNAL,
      "9b2188e9b2fc6d64d71dc329900e20bb41915000f678aa839cbb797cb7d8332c",
      "63224b2e4573f2d3454ca84b9d009a04f6be9e05711a8396473aefa01e924a14",
      "2c43f20dd8a457f0a212dd9cd6fc13a201824436df3682166133bb1c1d3665c3" },
    { &hash_sha256, PSK_IMPORTED,
      "9b2188e9b2fc6d64d71dc329900e20bb41915000f678aa839cbb797cb7d8332c",
      "63224b2e4573f2d3454ca84b9d009a04f6be9e05711a8396473aefa01e924a14",
      "8df34f700293fcde98d8eecd81d44273dc74b019e40502240386fa2636ef8850" },
    { &hash_sha384, PSK_FROM_TICKET,
      "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f2021222324252627"
      "28292a2b2c2d2e2f",
      "808182838485868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9fa0a1a2a3a4a5a6a7"
      "a8a9aaabacadaeaf",
      "8ce73496662e9b30bd71766865f10c44cd7df3cb54bf9914fc06ac1de2cc5bb7d0e9ead52c75f899"
      "2fc1f7a4c44508f9" },
};

static void test_binders_are_those_of_the_vectors(void **state)
{
    for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
        struct secret early_secret = { 0 };
        struct digest hello, expected, binder;
        hex_secret(cases[i].early_secret, &early_secret);
        hex_digest(cases[i].hello, &hello);
        hex_digest(cases[i].binder, &expected);

        binder_make(cases[i].hash, &early_secret, cases[i].origin, &hello, &binder);

        assert_bytes_equal(binder.bytes, binder.size, expected.bytes, expected.size);
        assert_true(binder_matches(&binder, digest_bytes(&expected)));
    }
}

/* RFC 8448, sections 3 and 4, from the ticket to the hello: resumption master secret, PSK, early
 * secret, binder. */
static void test_the_rfc_trace_leads_from_the_ticket_to_the_binder(void **state)
{
    struct secret resumption_master = { 0 }, psk = { 0 }, early_secret = { 0 };
    struct secret expected_psk = { 0 }, expected_early_secret = { 0 };
    struct digest hello, binder, expected;
    static const uint8_t zeros[32];
    hex_secret("7df235f2031d2a051287d02b0241b0bfdaf86cc856231f2d5aba46c434ec196c",
               &resumption_master);
    hex_secret("4ecd0eb6ec3b4d87f5d6028f922ca4c5851a277fd41311c9e62d2c9492e1c4f3", &expected_psk);
    hex_secret(cases[0].early_secret, &expected_early_secret);
    hex_digest(cases[0].hello, &hello);
    hex_digest(cases[0].binder, &expected);

    ticket_psk(&hash_sha256, &resumption_master, bytes_of("\0\0", 2), &psk);
    hkdf_extract(&hash_sha256, bytes_of(zeros, sizeof(zeros)), secret_bytes(&psk), &early_secret);
    binder_make(&hash_sha256, &early_secret, PSK_FROM_TICKET, &hello, &binder);

    assert_true(secret_equal(&psk, &expected_psk));
    assert_true(secret_equal(&early_secret, &expected_early_secret));
    assert_true(binder_matches(&expected, digest_bytes(&binder)));
}

static void test_a_changed_bit_or_length_does_not_match(void **state)
{
    struct digest expected, received;
    hex_digest(cases[0].binder, &expected);

    for (size_t bit = 0; bit < 8 * (size_t)expected.size; bit++) {
        received = expected;
        received.bytes[bit / 8] ^= (uint8_t)(1 << bit % 8);
        assert_false(binder_matches(&expected, digest_bytes(&received)));
    }
    for (size_t size = 0; size <= HASH_SIZE_MAX; size++) {
        received = expected;
        received.size = (uint8_t)size;
        assert_int_equal(binder_matches(&expected, digest_bytes(&received)), size == expected.size);
    }
    assert_false(binder_matches(&expected, bytes_none()));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_binders_are_those_of_the_vectors),
        cmocka_unit_test(test_the_rfc_trace_leads_from_the_ticket_to_the_binder),
        cmocka_unit_test(test_a_changed_bit_or_length_does_not_match),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_pem.c - armour on, armour off */

#include "unit/pki/files.h"

#include "base/errors.h"

static const char *const labels[] = { "ONE", "TWO", NULL };

static int next(const char **text, struct buffer *out, size_t *label)
{
    struct bytes rest = bytes_of_text(*text);
    int result = pem_next(&rest, labels, out, label);
    *text = rest.size > 0 ? (const char *)rest.data : "";
    return result;
}

static void test_blocks_come_in_their_order(void **state)
{
    const char *text = "words before\n"
                       "-----BEGIN THREE-----\nYQ==\n-----END THREE-----\n"
                       "-----BEGIN TWO-----\r\nYm\r\nI=\r\n-----END TWO-----\r\n"
                       "words between -----BEGIN ONE-----YQ==-----END ONE-----";
    SCOPED(buffer) struct buffer out = { 0 };
    size_t label = 99;

    assert_int_equal(next(&text, &out, &label), 0);
    assert_int_equal(label, 1);
    assert_bytes_equal(out.data, out.size, "bb", 2);
    assert_int_equal(next(&text, &out, &label), 0);
    assert_int_equal(label, 0);
    assert_bytes_equal(out.data, out.size, "a", 1);
    assert_int_equal(next(&text, &out, &label), GNUTLS_E_BASE64_UNEXPECTED_HEADER_ERROR);
}

static void test_broken_blocks_are_refused(void **state)
{
    static const struct {
        const char *text;
        int result;
    } rows[] = {
        { "", GNUTLS_E_BASE64_UNEXPECTED_HEADER_ERROR },
        { "-----BEGIN ", GNUTLS_E_BASE64_UNEXPECTED_HEADER_ERROR },
        { "-----BEGIN ONE", GNUTLS_E_BASE64_UNEXPECTED_HEADER_ERROR },
        { "-----BEGIN ONE-----", GNUTLS_E_BASE64_DECODING_ERROR },
        { "-----BEGIN ONE-----YQ==", GNUTLS_E_BASE64_DECODING_ERROR },
        { "-----BEGIN ONE-----YQ==-----END ONE", GNUTLS_E_BASE64_DECODING_ERROR },
        { "-----BEGIN ONE-----YQ==-----END TWO-----", GNUTLS_E_BASE64_DECODING_ERROR },
        { "-----BEGIN ONE-----Y-----END ONE-----", GNUTLS_E_BASE64_DECODING_ERROR },
        { "-----BEGIN ONE-----Y!==-----END ONE-----", GNUTLS_E_BASE64_DECODING_ERROR },
        { "-----BEGIN ONE----------END ONE-----", GNUTLS_E_BASE64_DECODING_ERROR },
        { "-----BEGIN ONE-----\nProc-Type: 4,ENCRYPTED\n\nYQ==\n-----END ONE-----",
          GNUTLS_E_DECRYPTION_FAILED },
    };
    for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
        SCOPED(buffer) struct buffer out = { 0 };
        const char *text = rows[i].text;
        size_t label;
        assert_int_equal(next(&text, &out, &label), rows[i].result);
    }
}

static void test_a_certificate_is_armoured_as_openssl_does_it(void **state)
{
    SCOPED(buffer) struct buffer der = load_file("small-cert.der");
    SCOPED(buffer) struct buffer pem = load_file("small-cert.pem");
    SCOPED(buffer) struct buffer out = { 0 };

    assert_int_equal(pem_write(buffer_bytes(&der), "CERTIFICATE", &out), 0);

    assert_bytes_equal(out.data, out.size, pem.data, pem.size);
}

static void test_truncations_and_changes_do_no_harm(void **state)
{
    SCOPED(buffer) struct buffer pem = load_file("server-p256-chain.pem");
    for (size_t size = 0; size < pem.size; size++) {
        SCOPED(buffer) struct buffer out = { 0 };
        uint8_t *cut = exact_copy(pem.data, size);
        struct bytes text = bytes_of(cut, size);
        size_t label;
        while (pem_next(&text, pem_certificate_labels, &out, &label) == 0)
            assert_true(out.size > 0);
        free(cut);

        uint8_t *changed = exact_copy(pem.data, pem.size);
        changed[size] ^= 0x11;
        text = bytes_of(changed, pem.size);
        while (pem_next(&text, pem_certificate_labels, &out, &label) == 0)
            assert_true(out.size > 0);
        free(changed);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_blocks_come_in_their_order),
        cmocka_unit_test(test_broken_blocks_are_refused),
        cmocka_unit_test(test_a_certificate_is_armoured_as_openssl_does_it),
        cmocka_unit_test(test_truncations_and_changes_do_no_harm),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

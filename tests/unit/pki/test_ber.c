/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_ber.c - BER made DER */

#include "pki/ber.h"

#include "base/errors.h"
#include "unit/crypto/vectors.h"

static const struct {
    const char *what, *in, *out; /* out NULL: refused */
} rows[] = {
    { "DER", "3003 020105", "3003020105" },
    { "an open length", "3080 020105 0000", "3003020105" },
    { "open within open", "3080 3080 020105 0000 0000", "30053003020105" },
    { "long lengths", "308107 02820001 05 0500", "3005020105 0500" },
    { "a long length cut", "3083000003 02820001 05", NULL },
    { "pieces", "2480 0402 6162 0401 63 0000", "0403616263" },
    { "pieces of pieces", "2480 2405 0403 616263 0401 64 0000", "040461626364" },
    { "no pieces", "2480 0000", "0400" },
    { "pieces that are none", "2480 020105 0000", NULL },
    { "no end", "3080 020105", NULL },
    { "an end too many", "3003 020105 0000", NULL },
    { "an open primitive", "0280 05 0000", NULL },
    { "longer than what encloses it", "3003 020205", NULL },
    { "a long tag", "1f8101 00", NULL },
    { "nothing", "", NULL },
};

static void test_every_form_becomes_der_or_is_refused(void **state)
{
    for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
        SCOPED(buffer) struct buffer out = { 0 };
        int result = ber_normalise(HEX(rows[i].in), &out);

        if (rows[i].out == NULL) {
            assert_int_equal(result, GNUTLS_E_ASN1_DER_ERROR);
        } else {
            assert_int_equal(result, 0);
            assert_bytes(buffer_bytes(&out), HEX(rows[i].out));
        }
    }
}

/* Neither the stack nor the time grows with what a file says of its depth. */
static void test_depth_is_bounded(void **state)
{
    enum { DEEP = 500 };
    uint8_t deep[DEEP * 2];
    SCOPED(buffer) struct buffer out = { 0 };

    for (size_t i = 0; i < DEEP; i++) {
        deep[2 * i] = 0x30;
        deep[2 * i + 1] = 0x80;
    }
    assert_int_equal(ber_normalise(bytes_of(deep, sizeof deep), &out), GNUTLS_E_ASN1_DER_ERROR);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_form_becomes_der_or_is_refused),
        cmocka_unit_test(test_depth_is_bounded),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

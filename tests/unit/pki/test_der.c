/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_der.c - one encoding for each thing, and no other */

#include "unit/test.h"

#include "base/attributes.h"
#include "base/errors.h"
#include "pki/der.h"

struct sample {
    const char *bytes;
    size_t size;
    bool right;
};
#define SAMPLE(literal, right)                                                                     \
    {                                                                                              \
        literal, sizeof(literal) - 1, right                                                        \
    }

static struct wire_reader reader_of(const struct sample *sample)
{
    return wire_reader(bytes_of(sample->bytes, sample->size));
}

static void test_lengths_have_one_form(void **state)
{
    static const struct sample samples[] = {
        SAMPLE("\x04\x00", true),
        SAMPLE("\x04\x01x", true),
        SAMPLE("\x04\x81\x01x", false),             /* long form for a short length */
        SAMPLE("\x04\x82\x00\x01x", false),         /* leading zero */
        SAMPLE("\x04\x80x\x00\x00", false),         /* indefinite */
        SAMPLE("\x04\x84\x00\x00\x00\x01x", false), /* wider than is read */
        SAMPLE("\x04\x02x", false),                 /* cut */
        SAMPLE("\x04\x01xy", false),                /* something behind */
        SAMPLE("\x04", false),
        SAMPLE("", false),
        SAMPLE("\x05\x00", false), /* another tag */
    };
    for (size_t i = 0; i < ARRAY_SIZE(samples); i++) {
        struct wire_reader reader = reader_of(&samples[i]);
        der_read(&reader, DER_OCTET_STRING);
        assert_int_equal(der_end(&reader) == 0, samples[i].right);
    }
}

static void test_a_length_of_128_takes_the_long_form(void **state)
{
    SCOPED(buffer) struct buffer out = { 0 };
    uint8_t content[128] = { 0 };

    assert_int_equal(der_write(&out, DER_OCTET_STRING, bytes_of(content, 127)), 0);
    assert_int_equal(out.size, 2 + 127);
    buffer_clear(&out);
    assert_int_equal(der_write(&out, DER_OCTET_STRING, bytes_of(content, 128)), 0);

    assert_bytes_equal(out.data, 3, "\x04\x81\x80", 3);
    assert_int_equal(out.size, 3 + 128);
}

static void test_high_tag_numbers_are_refused(void **state)
{
    struct wire_reader reader = wire_reader(bytes_of("\x1f\x81\x01\x00", 4));
    uint8_t tag;
    struct bytes content;

    der_read_any(&reader, &tag, &content);

    assert_int_equal(der_end(&reader), GNUTLS_E_ASN1_DER_ERROR);
    assert_int_equal(tag, 0);
}

static void test_booleans_are_00_or_ff(void **state)
{
    static const struct sample samples[] = {
        SAMPLE("\x01\x01\x00", true),      SAMPLE("\x01\x01\xff", true),
        SAMPLE("\x01\x01\x01", false),     SAMPLE("\x01\x00", false),
        SAMPLE("\x01\x02\xff\xff", false),
    };
    for (size_t i = 0; i < ARRAY_SIZE(samples); i++) {
        struct wire_reader reader = reader_of(&samples[i]);
        bool value = der_read_boolean(&reader);
        assert_int_equal(der_end(&reader) == 0, samples[i].right);
        assert_int_equal(value, i == 1);
    }
}

static void test_integers_are_shortest(void **state)
{
    static const struct sample samples[] = {
        SAMPLE("\x02\x01\x00", true),     SAMPLE("\x02\x01\x7f", true),
        SAMPLE("\x02\x02\x00\x80", true), SAMPLE("\x02\x02\x00\x7f", false),
        SAMPLE("\x02\x01\xff", true),     SAMPLE("\x02\x02\xff\x80", false),
        SAMPLE("\x02\x02\xff\x7f", true), SAMPLE("\x02\x00", false),
    };
    for (size_t i = 0; i < ARRAY_SIZE(samples); i++) {
        struct wire_reader reader = reader_of(&samples[i]);
        der_read_integer(&reader);
        assert_int_equal(der_end(&reader) == 0, samples[i].right);
    }
}

static void test_unsigned_integers_lose_their_zero_and_are_not_negative(void **state)
{
    struct wire_reader reader =
        wire_reader(bytes_of("\x02\x02\x00\x80\x02\x01\x00\x02\x01\xff", 10));

    struct bytes big = der_read_unsigned(&reader);
    assert_bytes_equal(big.data, big.size, "\x80", 1);
    assert_int_equal(der_read_unsigned(&reader).size, 0);
    assert_false(reader.failed);
    der_read_unsigned(&reader);

    assert_true(reader.failed);
}

static void test_small_integers_keep_their_bound(void **state)
{
    struct wire_reader reader = wire_reader(bytes_of("\x02\x02\x01\x00\x02\x02\x01\x00", 8));

    assert_int_equal(der_read_small(&reader, 256), 256);
    assert_false(reader.failed);
    der_read_small(&reader, 255);
    assert_true(reader.failed);

    reader = wire_reader(bytes_of("\x02\x05\x01\x00\x00\x00\x00", 7));
    der_read_small(&reader, UINT32_MAX);
    assert_true(reader.failed);
}

static void test_bit_strings_are_padded_with_zeros(void **state)
{
    static const struct sample samples[] = {
        SAMPLE("\x03\x01\x00", true),      SAMPLE("\x03\x02\x07\x80", true),
        SAMPLE("\x03\x02\x07\x81", false), SAMPLE("\x03\x02\x08\x00", false),
        SAMPLE("\x03\x01\x01", false),     SAMPLE("\x03\x00", false),
    };
    for (size_t i = 0; i < ARRAY_SIZE(samples); i++) {
        struct wire_reader reader = reader_of(&samples[i]);
        uint8_t unused;
        der_read_bits(&reader, &unused);
        assert_int_equal(der_end(&reader) == 0, samples[i].right);
    }
}

static void test_object_identifiers_are_shortest_and_end(void **state)
{
    static const struct sample samples[] = {
        SAMPLE("\x06\x03\x55\x04\x03", true),  SAMPLE("\x06\x02\x88\x37", true),
        SAMPLE("\x06\x02\x80\x01", false),     SAMPLE("\x06\x01\x80", false),
        SAMPLE("\x06\x03\x55\x80\x01", false), SAMPLE("\x06\x00", false),
    };
    for (size_t i = 0; i < ARRAY_SIZE(samples); i++) {
        struct wire_reader reader = reader_of(&samples[i]);
        der_read_oid(&reader);
        assert_int_equal(der_end(&reader) == 0, samples[i].right);
    }
}

struct time_sample {
    uint8_t tag;
    const char *text;
    bool right;
    int64_t seconds;
};

/* Seconds from `date -u -d ... +%s`. */
static const struct time_sample times[] = {
    { DER_UTC_TIME, "700101000000Z", true, 0 },
    { DER_UTC_TIME, "500101000000Z", true, -631152000 },
    { DER_UTC_TIME, "491231235959Z", true, 2524607999 },
    { DER_UTC_TIME, "240229120000Z", true, 1709208000 },
    { DER_UTC_TIME, "230229120000Z", false, 0 },
    { DER_UTC_TIME, "241301000000Z", false, 0 },
    { DER_UTC_TIME, "240001000000Z", false, 0 },
    { DER_UTC_TIME, "240100000000Z", false, 0 },
    { DER_UTC_TIME, "240101240000Z", false, 0 },
    { DER_UTC_TIME, "240101006000Z", false, 0 },
    { DER_UTC_TIME, "240101000060Z", false, 0 },
    { DER_UTC_TIME, "2401010000Z", false, 0 },
    { DER_UTC_TIME, "240101000000", false, 0 },
    { DER_UTC_TIME, "240101000000+0100", false, 0 },
    { DER_UTC_TIME, "24010100000xZ", false, 0 },
    { DER_GENERALIZED_TIME, "20500101000000Z", true, 2524608000 },
    { DER_GENERALIZED_TIME, "99991231235959Z", true, 253402300799 },
    { DER_GENERALIZED_TIME, "19000228000000Z", true, -2203977600 },
    { DER_GENERALIZED_TIME, "19000229000000Z", false, 0 },
    { DER_GENERALIZED_TIME, "20000229000000Z", true, 951782400 },
    { DER_GENERALIZED_TIME, "00000101000000Z", false, 0 },
    { DER_GENERALIZED_TIME, "20500101000000.5Z", false, 0 },
    { DER_GENERALIZED_TIME, "500101000000Z", false, 0 },
};

static void test_times_are_read_as_the_profile_wants_them(void **state)
{
    for (size_t i = 0; i < ARRAY_SIZE(times); i++) {
        SCOPED(buffer) struct buffer der = { 0 };
        assert_int_equal(der_write(&der, times[i].tag, bytes_of_text(times[i].text)), 0);
        struct wire_reader reader = wire_reader(buffer_bytes(&der));

        int64_t seconds = der_read_time(&reader);

        assert_int_equal(der_end(&reader) == 0, times[i].right);
        assert_int_equal(seconds, times[i].seconds);
    }
}

static void test_unsigned_integers_are_written_shortest(void **state)
{
    SCOPED(buffer) struct buffer out = { 0 };

    assert_int_equal(der_write_unsigned(&out, bytes_none()), 0);
    assert_int_equal(der_write_unsigned(&out, bytes_of("\x00\x00\x7f", 3)), 0);
    assert_int_equal(der_write_unsigned(&out, bytes_of("\x80", 1)), 0);

    assert_bytes_equal(out.data, out.size, "\x02\x01\x00\x02\x01\x7f\x02\x02\x00\x80", 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_lengths_have_one_form),
        cmocka_unit_test(test_a_length_of_128_takes_the_long_form),
        cmocka_unit_test(test_high_tag_numbers_are_refused),
        cmocka_unit_test(test_booleans_are_00_or_ff),
        cmocka_unit_test(test_integers_are_shortest),
        cmocka_unit_test(test_unsigned_integers_lose_their_zero_and_are_not_negative),
        cmocka_unit_test(test_small_integers_keep_their_bound),
        cmocka_unit_test(test_bit_strings_are_padded_with_zeros),
        cmocka_unit_test(test_object_identifiers_are_shortest_and_end),
        cmocka_unit_test(test_times_are_read_as_the_profile_wants_them),
        cmocka_unit_test(test_unsigned_integers_are_written_shortest),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_pkcs12.c - what a PFX may cost: its bags, its certificates, its iterations */

#include "unit/pki/files.h"

#include "base/errors.h"
#include "pki/der.h"
#include "pki/pkcs12_parse.h"

static const char oid_data[] = "\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x01";

/* A PFX without a MAC, of so many empty bags. */
static void make_pfx(size_t bags, struct buffer *out)
{
    static const char bag[] = "\x30\x13\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x01"
                              "\xa0\x06\x04\x04\x30\x02\x05\x00";
    SCOPED(buffer) struct buffer safe = { 0 }, info = { 0 };
    for (size_t i = 0; i < bags; i++)
        assert_int_equal(buffer_append(&safe, bytes_of(bag, sizeof bag - 1)), 0);
    assert_int_equal(der_wrap(&safe, DER_SEQUENCE), 0);
    assert_int_equal(der_wrap(&safe, DER_OCTET_STRING), 0);
    assert_int_equal(der_wrap(&safe, DER_CONTEXT_DEEP(0)), 0);
    assert_int_equal(buffer_append(&info, bytes_of(oid_data, sizeof oid_data - 1)), 0);
    assert_int_equal(buffer_append(&info, buffer_bytes(&safe)), 0);
    assert_int_equal(der_write_small(out, 3), 0);
    assert_int_equal(der_write(out, DER_SEQUENCE, buffer_bytes(&info)), 0);
    assert_int_equal(der_wrap(out, DER_SEQUENCE), 0);
}

static int read_pfx_of(size_t bags)
{
    SCOPED(buffer) struct buffer pfx = { 0 };
    struct gnutls_pkcs12_int read = { 0 };
    make_pfx(bags, &pfx);
    int result = pkcs12_read(&read, buffer_bytes(&pfx));
    pkcs12_wipe(&read);
    return result;
}

/* Each bag is looked for from the first on: their number bounds the work. */
static void test_bags_are_counted(void **state)
{
    (void)state;
    assert_int_equal(read_pfx_of(0), 0);
    assert_int_equal(read_pfx_of(1), 0);
    assert_int_equal(read_pfx_of(PKCS12_COUNT_MAX), 0);
    assert_int_equal(read_pfx_of(PKCS12_COUNT_MAX + 1), GNUTLS_E_ASN1_DER_ERROR);
}

/* Locked with PKCS#12's 3DES; nobody will open it. */
static void add_algorithm(unsigned iterations, struct buffer *out)
{
    static const char oid[] = "\x06\x0a\x2a\x86\x48\x86\xf7\x0d\x01\x0c\x01\x03";
    SCOPED(buffer) struct buffer fields = { 0 }, parameters = { 0 };
    assert_int_equal(der_write(&parameters, DER_OCTET_STRING, bytes_of_text("saltsalt")), 0);
    assert_int_equal(der_write_small(&parameters, iterations), 0);
    assert_int_equal(buffer_append(&fields, bytes_of(oid, sizeof oid - 1)), 0);
    assert_int_equal(der_write(&fields, DER_SEQUENCE, buffer_bytes(&parameters)), 0);
    assert_int_equal(der_write(out, DER_SEQUENCE, buffer_bytes(&fields)), 0);
}

static int add_element(struct gnutls_pkcs12_int *pfx, unsigned type, struct bytes data,
                       size_t count)
{
    struct gnutls_pkcs12_bag_int bag = { 0 };
    for (size_t i = 0; i < count; i++) {
        struct pkcs12_element element = { .type = type };
        assert_int_equal(buffer_set(&element.data, data), 0);
        assert_int_equal(bag_add(&bag, &element), (int)i);
    }
    int result = pkcs12_add_bag(pfx, &bag);
    bag_wipe(&bag);
    return result;
}

static int add_locked_bag(struct gnutls_pkcs12_int *pfx, unsigned iterations)
{
    SCOPED(buffer) struct buffer content = { 0 }, fields = { 0 };
    assert_int_equal(buffer_append(&content, bytes_of(oid_data, sizeof oid_data - 1)), 0);
    add_algorithm(iterations, &content);
    assert_int_equal(der_write(&content, DER_CONTEXT(0), bytes_of_text("8 bytes.")), 0);
    assert_int_equal(der_write_small(&fields, 0), 0);
    assert_int_equal(der_write(&fields, DER_SEQUENCE, buffer_bytes(&content)), 0);
    assert_int_equal(der_wrap(&fields, DER_SEQUENCE), 0);
    return add_element(pfx, GNUTLS_BAG_ENCRYPTED, buffer_bytes(&fields), 1);
}

static int add_locked_key(struct gnutls_pkcs12_int *pfx, unsigned iterations)
{
    SCOPED(buffer) struct buffer fields = { 0 };
    add_algorithm(iterations, &fields);
    assert_int_equal(der_write(&fields, DER_OCTET_STRING, bytes_of_text("8 bytes.")), 0);
    assert_int_equal(der_wrap(&fields, DER_SEQUENCE), 0);
    return add_element(pfx, GNUTLS_BAG_PKCS8_ENCRYPTED_KEY, buffer_bytes(&fields), 1);
}

/* What comes out of writing the file and reading it again. */
static int reread(struct gnutls_pkcs12_int *pfx)
{
    SCOPED(buffer) struct buffer written = { 0 };
    assert_int_equal(pkcs12_write(pfx, &written), 0);
    return pkcs12_read(pfx, buffer_bytes(&written));
}

/* The MAC of a file says how dear it is, too. */
static void set_mac_iterations(struct gnutls_pkcs12_int *pfx, unsigned iterations)
{
    static const uint8_t bytes[32];
    pfx->mac.hash = &hash_sha256;
    pfx->mac.iterations = iterations;
    assert_int_equal(buffer_set(&pfx->mac.salt, bytes_of(bytes, 8)), 0);
    assert_int_equal(buffer_set(&pfx->mac.digest, bytes_of(bytes, sizeof bytes)), 0);
}

static void test_a_file_has_one_measure_of_iterations(void **state)
{
    static const struct {
        unsigned first, second, mac;
        int result;
    } rows[] = {
        { PBE_ITERATIONS_MAX, PBE_ITERATIONS_MAX, 1, 0 },
        { PBE_ITERATIONS_MAX, PBE_ITERATIONS_MAX - 1, PBE_ITERATIONS_MAX, 0 },
        { PBE_ITERATIONS_MAX, PBE_ITERATIONS_MAX, PBE_ITERATIONS_MAX, GNUTLS_E_ASN1_DER_ERROR },
    };
    (void)state;
    for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
        struct gnutls_pkcs12_int pfx = { 0 };
        assert_int_equal(add_locked_bag(&pfx, 1), 0);
        assert_int_equal(add_locked_bag(&pfx, rows[i].first), 0);
        assert_int_equal(add_locked_bag(&pfx, rows[i].second), 0);
        set_mac_iterations(&pfx, rows[i].mac);
        assert_int_equal(reread(&pfx), rows[i].result);
        pkcs12_wipe(&pfx);
    }
}

/* A derivation would take seconds, and find the password wrong. */
static void test_a_key_in_a_bag_is_within_that_measure(void **state)
{
    struct gnutls_pkcs12_int pfx = { 0 };
    struct pkcs12_parts parts;
    (void)state;
    assert_int_equal(add_locked_key(&pfx, PBE_ITERATIONS_MAX), 0);
    assert_int_equal(add_locked_bag(&pfx, PBE_ITERATIONS_MAX), 0);
    assert_int_equal(add_locked_bag(&pfx, 1), 0);
    set_mac_iterations(&pfx, PBE_ITERATIONS_MAX);
    assert_int_equal(reread(&pfx), 0);
    assert_int_equal(pkcs12_parse(&pfx, "password", 0, &parts), GNUTLS_E_ASN1_DER_ERROR);
    pkcs12_wipe(&pfx);
}

static void test_nothing_is_added_that_would_not_be_read(void **state)
{
    struct gnutls_pkcs12_int pfx = { 0 };
    (void)state;
    for (unsigned i = 0; i < PKCS12_ITERATIONS_MAX / ENCRYPTION_ITERATIONS - 1; i++)
        assert_int_equal(add_locked_bag(&pfx, ENCRYPTION_ITERATIONS), 0);
    assert_int_equal(add_locked_bag(&pfx, ENCRYPTION_ITERATIONS), GNUTLS_E_INVALID_REQUEST);
    set_mac_iterations(&pfx, ENCRYPTION_ITERATIONS);
    assert_int_equal(reread(&pfx), 0);
    pkcs12_wipe(&pfx);
}

static void test_bags_are_counted_when_they_are_added(void **state)
{
    SCOPED(buffer) struct buffer written = { 0 };
    struct gnutls_pkcs12_int pfx = { 0 };
    (void)state;
    make_pfx(PKCS12_COUNT_MAX - 1, &written);
    assert_int_equal(pkcs12_read(&pfx, buffer_bytes(&written)), 0);
    assert_int_equal(add_locked_bag(&pfx, 1), 0);
    assert_int_equal(add_locked_bag(&pfx, 1), GNUTLS_E_INVALID_REQUEST);
    assert_int_equal(reread(&pfx), 0);
    pkcs12_wipe(&pfx);
}

/* Of a file without a key, which is looked for when all else is there. */
static int parse_certificates(size_t count)
{
    SCOPED(buffer) struct buffer der = load_der("server-p256-cert");
    struct gnutls_pkcs12_int pfx = { 0 };
    struct pkcs12_parts parts;
    for (size_t part; count > 0; count -= part) {
        part = count < PKCS12_COUNT_MAX ? count : PKCS12_COUNT_MAX;
        assert_int_equal(add_element(&pfx, GNUTLS_BAG_CERTIFICATE, buffer_bytes(&der), part), 0);
    }
    int result = pkcs12_parse(&pfx, NULL, 0, &parts);
    pkcs12_wipe(&pfx);
    return result;
}

static void test_certificates_are_counted(void **state)
{
    (void)state;
    assert_int_equal(parse_certificates(PKCS12_COUNT_MAX), GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE);
    assert_int_equal(parse_certificates(PKCS12_COUNT_MAX + 1), GNUTLS_E_ASN1_DER_ERROR);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_bags_are_counted),
        cmocka_unit_test(test_bags_are_counted_when_they_are_added),
        cmocka_unit_test(test_certificates_are_counted),
        cmocka_unit_test(test_a_file_has_one_measure_of_iterations),
        cmocka_unit_test(test_a_key_in_a_bag_is_within_that_measure),
        cmocka_unit_test(test_nothing_is_added_that_would_not_be_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

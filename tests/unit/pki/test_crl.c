/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_crl.c - revocation lists that are damaged, strange, or very large */

#include "unit/pki/files.h"

#include "base/errors.h"
#include "pki/crl.h"
#include "pki/der.h"

/* The DER of the list `name` in data/revocation/. */
static struct buffer load_list(const char *name)
{
    char path[128];
    size_t label;
    snprintf(path, sizeof path, "revocation/%s.crl", name);
    SCOPED(buffer) struct buffer text = load_file(path);
    struct bytes rest = buffer_bytes(&text);
    struct buffer der = { 0 };
    assert_int_equal(pem_next(&rest, pem_crl_labels, &der, &label), 0);
    return der;
}

static void test_a_list_that_is_cut_anywhere_is_refused(void **state)
{
    SCOPED(buffer) struct buffer der = load_list("revokes-server");
    for (size_t size = 0; size < der.size; size++) {
        struct gnutls_x509_crl_int *crl = NULL;
        uint8_t *cut = exact_copy(der.data, size);
        assert_true(crl_new(bytes_of(cut, size), &crl) < 0);
        free(cut);
    }
}

static void test_a_list_with_a_changed_byte_does_no_harm(void **state)
{
    SCOPED(buffer) struct buffer der = load_list("indirect");
    for (size_t i = 0; i < der.size; i++) {
        for (unsigned bit = 0; bit < 8; bit++) {
            struct gnutls_x509_crl_int *crl = NULL;
            struct crl_entry entry;
            uint8_t *copy = exact_copy(der.data, der.size);
            copy[i] ^= (uint8_t)(1u << bit);
            if (crl_new(bytes_of(copy, der.size), &crl) == 0)
                assert_int_equal(crl_entry_at(crl, 0, &entry), crl_count(crl) > 0);
            crl_free(crl);
            free(copy);
        }
    }
}

static void test_bytes_behind_a_list_are_refused(void **state)
{
    SCOPED(buffer) struct buffer der = load_list("empty");
    struct gnutls_x509_crl_int *crl = NULL;
    assert_int_equal(buffer_append(&der, bytes_of("", 1)), 0);
    assert_int_equal(crl_new(buffer_bytes(&der), &crl), GNUTLS_E_ASN1_DER_ERROR);
}

static void test_a_failed_import_changes_nothing(void **state)
{
    SCOPED(buffer) struct buffer der = load_list("revokes-server");
    struct gnutls_x509_crl_int *crl = NULL;
    assert_int_equal(crl_new(buffer_bytes(&der), &crl), 0);
    assert_true(crl_fill(crl, bytes_of(der.data, der.size - 1)) < 0);
    assert_int_equal(crl_count(crl), 3);

    crl_hold(crl);
    assert_int_equal(crl_fill(crl, buffer_bytes(&der)), GNUTLS_E_INVALID_REQUEST);
    crl_free(crl);
    crl_free(crl);
}

/* ---- a list of our own making ---- */

enum { MANY = 100000, TWICE = 2 };

static int write_entry(struct buffer *out, uint32_t serial)
{
    SCOPED(buffer) struct buffer entry = { 0 };
    uint8_t number[] = { (uint8_t)(serial >> 24), (uint8_t)(serial >> 16), (uint8_t)(serial >> 8),
                         (uint8_t)serial };
    TRY(der_write_unsigned(&entry, bytes_of(number, sizeof number)));
    TRY(der_write(&entry, DER_UTC_TIME, bytes_of_text("220304050607Z")));
    return der_write(out, DER_SEQUENCE, buffer_bytes(&entry));
}

/* A list by the issuer of `template` with all odd numbers, the largest first. */
static int write_list(struct buffer *out, const struct crl_facts *template)
{
    static const uint8_t algorithm[] = { 0x30, 0x0a, 0x06, 0x08, 0x2a, 0x86,
                                         0x48, 0xce, 0x3d, 0x04, 0x03, 0x02 };
    SCOPED(buffer) struct buffer entries = { 0 };
    for (uint32_t i = MANY; i-- > 0;)
        TRY(write_entry(&entries, i * TWICE + 1));
    TRY(der_wrap(&entries, DER_SEQUENCE));

    SCOPED(buffer) struct buffer tbs = { 0 };
    TRY(der_write_unsigned(&tbs, bytes_of("\1", 1)));
    TRY(buffer_append(&tbs, bytes_of(algorithm, sizeof algorithm)));
    TRY(buffer_append(&tbs, template->issuer));
    TRY(der_write(&tbs, DER_UTC_TIME, bytes_of_text("220304050607Z")));
    TRY(buffer_append(&tbs, buffer_bytes(&entries)));
    TRY(der_wrap(&tbs, DER_SEQUENCE));
    TRY(buffer_append(&tbs, bytes_of(algorithm, sizeof algorithm)));
    TRY(der_write_bit_bytes(&tbs, bytes_of("x", 1)));
    return der_write(out, DER_SEQUENCE, buffer_bytes(&tbs));
}

static void test_every_entry_of_a_large_list_is_found(void **state)
{
    SCOPED(buffer) struct buffer small = load_list("empty"), large = { 0 };
    struct gnutls_x509_crl_int *template = NULL, *crl = NULL;
    struct gnutls_x509_crt_int *server = load_certificate("server-p256-cert");
    assert_int_equal(crl_new(buffer_bytes(&small), &template), 0);
    assert_int_equal(write_list(&large, crl_facts(template)), 0);

    assert_int_equal(crl_new(buffer_bytes(&large), &crl), 0);
    assert_int_equal(crl_count(crl), MANY);
    struct crl_entry entry;
    for (uint32_t i = 0; i < MANY; i++) {
        assert_true(crl_entry_at(crl, i, &entry));
        uint32_t expected = (MANY - 1 - i) * TWICE + 1, serial = 0;
        for (size_t k = 0; k < entry.serial.size; k++)
            serial = serial << 8 | entry.serial.data[k];
        assert_int_equal(serial, expected);
    }
    assert_false(crl_entry_at(crl, MANY, &entry));
    assert_int_equal(certificate_facts(server)->serial.data[0] % 2, 0);
    assert_false(crl_revokes(crl, server));

    crl_free(crl);
    crl_free(template);
    certificate_free(server);
}

struct row {
    const char *name;
    bool revokes;
};

static const struct row rows[] = {
    { "revokes-server", true }, { "revokes-inter", false }, { "indirect", false },
    { "attributes", false },    { "delta-removes", false }, { "unrevoked", true },
    { "other-issuer", false },
};

static void test_only_what_is_on_the_list_is_revoked(void **state)
{
    struct gnutls_x509_crt_int *server = load_certificate("server-p256-cert");
    for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
        SCOPED(buffer) struct buffer der = load_list(rows[i].name);
        struct gnutls_x509_crl_int *crl = NULL;
        assert_int_equal(crl_new(buffer_bytes(&der), &crl), 0);
        assert_int_equal(crl_revokes(crl, server), rows[i].revokes);
        crl_free(crl);
    }
    certificate_free(server);
}

static void test_an_extension_twice_is_refused(void **state)
{
    SCOPED(buffer) struct buffer der = load_list("numbered-twice");
    struct gnutls_x509_crl_int *crl = NULL;
    assert_int_equal(crl_new(buffer_bytes(&der), &crl), GNUTLS_E_X509_DUPLICATE_EXTENSION);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_list_that_is_cut_anywhere_is_refused),
        cmocka_unit_test(test_a_list_with_a_changed_byte_does_no_harm),
        cmocka_unit_test(test_bytes_behind_a_list_are_refused),
        cmocka_unit_test(test_a_failed_import_changes_nothing),
        cmocka_unit_test(test_every_entry_of_a_large_list_is_found),
        cmocka_unit_test(test_only_what_is_on_the_list_is_revoked),
        cmocka_unit_test(test_an_extension_twice_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

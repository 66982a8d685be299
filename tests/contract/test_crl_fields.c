/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_crl_fields.c - what a revocation list says besides its entries */

#include "suite.h"

#include <gnutls/x509.h>
#include <stdio.h>

static gnutls_x509_crl_t load_list(const char *name)
{
    gnutls_x509_crl_t list;
    gnutls_datum_t file;
    char path[64];

    snprintf(path, sizeof path, "revocation/%s.crl", name);
    assert_int_equal(pair_load(path, &file), 0);
    assert_code(gnutls_x509_crl_init(&list), 0);
    assert_code(gnutls_x509_crl_import(list, &file, GNUTLS_X509_FMT_PEM), 0);
    free(file.data);
    return list;
}

static void test_fields_are_read(void **state)
{
    gnutls_x509_crl_t list = load_list("revokes-server");
    char text[64];
    unsigned char number[8], id[32];
    unsigned critical = 9;
    size_t size = sizeof text;
    gnutls_datum_t name;

    assert_code(gnutls_x509_crl_get_issuer_dn(list, text, &size), 0);
    assert_string_equal(text, "CN=inter");
    assert_int_equal(size, 8);
    size = 8;
    assert_code(gnutls_x509_crl_get_issuer_dn(list, text, &size), GNUTLS_E_SHORT_MEMORY_BUFFER);
    assert_int_equal(size, 9);
    assert_code(gnutls_x509_crl_get_issuer_dn2(list, &name), 0);
    assert_string_equal((char *)name.data, "CN=inter");
    gnutls_free(name.data);

    size = sizeof text;
    assert_code(gnutls_x509_crl_get_issuer_dn_by_oid(list, "2.5.4.3", 0, 0, text, &size), 0);
    assert_string_equal(text, "inter");
    assert_code(gnutls_x509_crl_get_issuer_dn_by_oid(list, "2.5.4.10", 0, 0, text, &size),
                GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE);
    size = sizeof text;
    assert_code(gnutls_x509_crl_get_dn_oid(list, 0, text, &size), 0);
    assert_string_equal(text, "2.5.4.3");

    assert_int_equal(gnutls_x509_crl_get_this_update(list), 1640995200);
    assert_int_equal(gnutls_x509_crl_get_next_update(list), 2524521600);
    assert_int_equal(gnutls_x509_crl_get_signature_algorithm(list), GNUTLS_SIGN_ECDSA_SHA256);
    size = sizeof text;
    assert_code(gnutls_x509_crl_get_signature_oid(list, text, &size), 0);
    assert_string_equal(text, "1.2.840.10045.4.3.2");

    size = sizeof number;
    assert_code(gnutls_x509_crl_get_number(list, number, &size, &critical), 0);
    assert_int_equal(size, 1);
    assert_int_equal(number[0], 7);
    assert_int_equal(critical, 0);
    size = sizeof id;
    assert_code(gnutls_x509_crl_get_authority_key_id(list, id, &size, &critical), 0);
    assert_int_equal(size, 20);
    assert_int_equal(id[0], 0xe5);

    gnutls_x509_crl_deinit(list);
}

static void test_key_of_the_issuer_is_told_by_its_certificate(void **state)
{
    gnutls_x509_crl_t list = load_list("by-issuer"), other = load_list("critical");
    unsigned char serial[8];
    size_t name_size, serial_size = sizeof serial;
    unsigned type, critical = 1;
    char name[32] = { 0 }; /* the original ends no name */

    name_size = 3;
    assert_code(gnutls_x509_crl_get_authority_key_gn_serial(list, 0, name, &name_size, &type,
                                                            serial, &serial_size, &critical),
                GNUTLS_E_SHORT_MEMORY_BUFFER);
    assert_code(gnutls_x509_crl_get_authority_key_gn_serial(list, 0, name, &name_size, &type,
                                                            serial, &serial_size, &critical),
                0);
    assert_int_equal(type, GNUTLS_SAN_DN);
    assert_string_equal(name, "CN=root");
    assert_int_equal(serial_size, 1);
    assert_int_equal(serial[0], 2);
    assert_int_equal(critical, 0);
    assert_code(gnutls_x509_crl_get_authority_key_gn_serial(list, 1, name, &name_size, NULL, NULL,
                                                            NULL, NULL),
                GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE);
    assert_code(gnutls_x509_crl_get_authority_key_gn_serial(other, 0, name, &name_size, NULL, NULL,
                                                            NULL, NULL),
                GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE);
    gnutls_x509_crl_deinit(list);
    gnutls_x509_crl_deinit(other);
}

static void test_extensions_are_read(void **state)
{
    gnutls_x509_crl_t list = load_list("critical");
    const char *expected[] = { "2.5.29.35", "2.5.29.20", "1.3.6.1.4.1.99999.1" };
    char text[64];
    gnutls_datum_t value;
    size_t size;
    unsigned critical;

    for (unsigned i = 0; i < COUNT(expected); i++) {
        size = sizeof text;
        assert_code(gnutls_x509_crl_get_extension_info(list, i, text, &size, &critical), 0);
        assert_string_equal(text, expected[i]);
        assert_int_equal(critical, i == 2);
        size = sizeof text;
        assert_code(gnutls_x509_crl_get_extension_oid(list, i, text, &size), 0);
        assert_string_equal(text, expected[i]);
        assert_code(gnutls_x509_crl_get_extension_data2(list, i, &value), 0);
        size = sizeof text;
        assert_code(gnutls_x509_crl_get_extension_data(list, i, text, &size), 0);
        assert_int_equal(size, value.size);
        assert_memory_equal(text, value.data, size);
        gnutls_free(value.data);
    }
    assert_code(gnutls_x509_crl_get_extension_info(list, 3, text, &size, &critical),
                GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE);
    assert_code(gnutls_x509_crl_get_extension_data2(list, 3, &value),
                GNUTLS_E_ASN1_ELEMENT_NOT_FOUND);

    gnutls_x509_crl_deinit(list);
}

static void test_what_is_not_there_is_said_to_be_missing(void **state)
{
    gnutls_x509_crl_t list = load_list("version1"), empty;
    unsigned char out[32];
    size_t size = sizeof out;
    gnutls_datum_t der;

    assert_code(gnutls_x509_crl_get_number(list, out, &size, NULL),
                GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE);
    assert_code(gnutls_x509_crl_get_authority_key_id(list, out, &size, NULL),
                GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE);
    gnutls_x509_crl_deinit(list);

    list = load_list("endless");
    assert_int_equal(gnutls_x509_crl_get_next_update(list), -1);
    gnutls_x509_crl_deinit(list);

    assert_code(gnutls_x509_crl_init(&empty), 0);
    assert_code(gnutls_x509_crl_get_version(empty), GNUTLS_E_ASN1_VALUE_NOT_FOUND);
    assert_int_equal(gnutls_x509_crl_get_crt_count(empty), 0);
    assert_int_equal(gnutls_x509_crl_get_this_update(empty), -1);
    assert_code(gnutls_x509_crl_export2(empty, GNUTLS_X509_FMT_DER, &der),
                GNUTLS_E_ASN1_VALUE_NOT_FOUND);
    gnutls_x509_crl_deinit(empty);
    gnutls_x509_crl_deinit(NULL);
}

int main(void)
{
    ADD(test_fields_are_read);
    ADD(test_key_of_the_issuer_is_told_by_its_certificate);
    ADD(test_extensions_are_read);
    ADD(test_what_is_not_there_is_said_to_be_missing);
    return suite_run("crl_fields");
}

/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_request_extensions.c - what requests want to have, and requests that other programs made */

#include "requests.h"

#include <stdio.h>

/* ---- extensions ---- */

/* "OID=DER" of each extension, "OID!=DER" of a critical one. */
static const char *extensions_of(gnutls_x509_crq_t request)
{
    static char text[4096];
    char oid[128];
    gnutls_datum_t data;
    unsigned critical;
    size_t used = 0;

    text[0] = '\0';
    for (unsigned i = 0;; i++) {
        size_t size = sizeof oid;
        if (gnutls_x509_crq_get_extension_info(request, i, oid, &size, &critical) < 0)
            return text;
        assert_int_equal(size, strlen(oid) + 1);
        assert_code(gnutls_x509_crq_get_extension_data2(request, i, &data), 0);
        used += (size_t)snprintf(text + used, sizeof text - used, "%s%s%s=%s", i > 0 ? " " : "",
                                 oid, critical ? "!" : "", hex_of(data.data, data.size));
        gnutls_free(data.data);
    }
}

/* One with every kind of extension. */
static gnutls_x509_crq_t demanding(gnutls_x509_privkey_t key)
{
    gnutls_x509_crq_t request = draft(key);
    gnutls_x509_tlsfeatures_t features;

    assert_code(gnutls_x509_crq_set_key_usage(request, GNUTLS_KEY_DIGITAL_SIGNATURE), 0);
    assert_code(gnutls_x509_crq_set_key_usage(request, GNUTLS_KEY_KEY_CERT_SIGN), 0);
    assert_code(gnutls_x509_crq_set_basic_constraints(request, 1, 3), 0);
    assert_code(gnutls_x509_crq_set_subject_alt_name(request, GNUTLS_SAN_DNSNAME, "a.example", 9,
                                                     GNUTLS_FSAN_SET),
                0);
    assert_code(gnutls_x509_crq_set_subject_alt_name(request, GNUTLS_SAN_RFC822NAME, "a@b", 3,
                                                     GNUTLS_FSAN_APPEND),
                0);
    assert_code(gnutls_x509_crq_set_subject_alt_othername(request, "1.2.3.4",
                                                          "\x0c\x01"
                                                          "a",
                                                          3, GNUTLS_FSAN_APPEND),
                0);
    assert_code(gnutls_x509_crq_set_key_purpose_oid(request, GNUTLS_KP_TLS_WWW_SERVER, 0), 0);
    assert_code(gnutls_x509_crq_set_key_purpose_oid(request, GNUTLS_KP_TLS_WWW_CLIENT, 1), 0);
    assert_code(gnutls_x509_crq_set_private_key_usage_period(request, 1000000000, 2000000000), 0);
    assert_code(gnutls_x509_tlsfeatures_init(&features), 0);
    assert_code(gnutls_x509_tlsfeatures_add(features, 5), 0);
    assert_code(gnutls_x509_crq_set_tlsfeatures(request, features), 0);
    gnutls_x509_tlsfeatures_deinit(features);
    assert_code(gnutls_x509_crq_set_extension_by_oid(request, "1.2.3.9", "abc", 3, 1), 0);
    return request;
}

static void test_extensions_are_the_same_byte_for_byte(void **state)
{
    gnutls_x509_privkey_t key = x509_key_of("server-ed25519");
    gnutls_x509_crq_t request = demanding(key);

    assert_string_equal(
        extensions_of(request),
        "2.5.29.15!=03020204 2.5.29.19!=30060101ff020103 "
        "2.5.29.17=301c8209612e6578616d706c658103614062a00a06032a0304a0030c0161 "
        "2.5.29.37=301406082b0601050507030106082b06010505070302 "
        "2.5.29.16=3022800f32303031303930393031343634305a810f32303333303531383033333332305a "
        "1.3.6.1.5.5.7.1.24=3003020105 1.2.3.9!=616263");
    assert_code(gnutls_x509_crq_set_challenge_password(request, "x"), 0);
    assert_code(gnutls_x509_crq_sign2(request, key, 0, 0), 0);
    assert_string_equal(fingerprint(request), "fc59d8a3fd83ca87f1f43c68a56765754116382a");
    gnutls_x509_crq_deinit(request);
    gnutls_x509_privkey_deinit(key);
}

static void test_extensions_are_told(void **state)
{
    gnutls_x509_privkey_t key = x509_key_of("server-ed25519");
    gnutls_x509_crq_t request = demanding(key);
    gnutls_x509_tlsfeatures_t features;
    unsigned number = 0, critical = 9, type = 0;
    time_t from = 0, until = 0;
    char text[64];
    int length = 0;
    size_t size = sizeof text;

    assert_code(gnutls_x509_crq_get_key_usage(request, &number, &critical), 0);
    assert_int_equal(number, GNUTLS_KEY_KEY_CERT_SIGN);
    assert_int_equal(critical, 1);
    assert_int_equal(gnutls_x509_crq_get_basic_constraints(request, &critical, &number, &length),
                     1);
    assert_int_equal(number, 1);
    assert_int_equal(length, 3);
    assert_int_equal(
        gnutls_x509_crq_get_subject_alt_name(request, 0, text, &size, &type, &critical),
        GNUTLS_SAN_DNSNAME);
    assert_string_equal(text, "a.example");
    assert_int_equal(size, 9);
    assert_int_equal(type, GNUTLS_SAN_DNSNAME);
    assert_int_equal(critical, 0);
    size = sizeof text;
    assert_code(gnutls_x509_crq_get_subject_alt_name(request, 3, text, &size, &type, &critical),
                MISSING);
    size = sizeof text;
    assert_int_equal(gnutls_x509_crq_get_subject_alt_othername_oid(request, 2, text, &size),
                     GNUTLS_SAN_OTHERNAME);
    assert_string_equal(text, "1.2.3.4");
    size = sizeof text;
    assert_code(gnutls_x509_crq_get_subject_alt_othername_oid(request, 1, text, &size), MISSING);
    size = sizeof text;
    assert_code(gnutls_x509_crq_get_key_purpose_oid(request, 1, text, &size, &critical), 0);
    assert_string_equal(text, GNUTLS_KP_TLS_WWW_CLIENT);
    assert_int_equal(size, strlen(text) + 1);
    size = sizeof text;
    assert_code(gnutls_x509_crq_get_key_purpose_oid(request, 2, text, &size, &critical), MISSING);
    assert_code(gnutls_x509_crq_get_private_key_usage_period(request, &from, &until, &critical), 0);
    assert_int_equal(from, 1000000000);
    assert_int_equal(until, 2000000000);
    assert_code(gnutls_x509_tlsfeatures_init(&features), 0);
    assert_code(gnutls_x509_crq_get_tlsfeatures(request, features, 0, &critical), 0);
    assert_code(gnutls_x509_tlsfeatures_get(features, 0, &number), 0);
    assert_int_equal(number, 5);
    gnutls_x509_tlsfeatures_deinit(features);
    size = sizeof text;
    assert_code(gnutls_x509_crq_get_extension_by_oid(request, "1.2.3.9", 0, text, &size, &critical),
                0);
    assert_int_equal(size, 3);
    assert_memory_equal(text, "abc", 3);
    assert_int_equal(critical, 1);
    size = sizeof text;
    assert_code(gnutls_x509_crq_get_extension_by_oid(request, "1.2.3.9", 1, text, &size, &critical),
                MISSING);
    gnutls_x509_crq_deinit(request);
    gnutls_x509_privkey_deinit(key);
}

static void test_a_certificate_takes_what_a_request_wants(void **state)
{
    gnutls_x509_privkey_t key = x509_key_of("server-ed25519");
    gnutls_x509_crq_t request = demanding(key), modest = draft(key);
    gnutls_x509_crt_t certificate;
    char oid[64];
    size_t size = sizeof oid;

    assert_code(gnutls_x509_crt_init(&certificate), 0);
    assert_code(gnutls_x509_crt_set_crq_extensions(certificate, modest), 0);
    assert_code(gnutls_x509_crt_set_crq_extension_by_oid(certificate, request, "2.5.29.99", 0), 0);
    assert_code(gnutls_x509_crt_get_extension_oid(certificate, 0, oid, &size), MISSING);
    assert_code(gnutls_x509_crt_set_crq_extension_by_oid(certificate, request, "2.5.29.19", 0), 0);
    size = sizeof oid;
    assert_code(gnutls_x509_crt_get_extension_oid(certificate, 0, oid, &size), 0);
    assert_string_equal(oid, "2.5.29.19");
    assert_code(gnutls_x509_crt_set_crq_extensions(certificate, request), 0);
    size = sizeof oid;
    assert_code(gnutls_x509_crt_get_extension_oid(certificate, 6, oid, &size), 0);
    assert_string_equal(oid, "1.2.3.9");
    size = sizeof oid;
    assert_code(gnutls_x509_crt_get_extension_oid(certificate, 7, oid, &size), MISSING);
    gnutls_x509_crt_deinit(certificate);
    gnutls_x509_crq_deinit(request);
    gnutls_x509_crq_deinit(modest);
    gnutls_x509_privkey_deinit(key);
}

static void test_a_certificate_takes_name_and_key_of_a_request(void **state)
{
    gnutls_x509_privkey_t key = x509_key_of("server-ed25519"), other = x509_key_of("server-p256");
    gnutls_x509_crq_t request = draft(key);
    gnutls_x509_crt_t certificate;
    char name[64];
    size_t size = sizeof name;

    assert_code(gnutls_x509_crt_init(&certificate), 0);
    assert_code(gnutls_x509_crt_set_crq(certificate, request), GNUTLS_E_ASN1_VALUE_NOT_FOUND);
    assert_code(gnutls_x509_crq_sign2(request, other, GNUTLS_DIG_SHA256, 0), 0);
    assert_code(gnutls_x509_crt_set_crq(certificate, request), GNUTLS_E_CONSTRAINT_ERROR);
    assert_code(gnutls_x509_crq_sign2(request, key, 0, 0), 0);
    assert_code(gnutls_x509_crt_set_crq(certificate, request), 0);
    assert_int_equal(gnutls_x509_crt_get_pk_algorithm(certificate, NULL), GNUTLS_PK_EDDSA_ED25519);
    assert_code(gnutls_x509_crt_get_dn(certificate, name, &size), 0);
    assert_string_equal(name, "O=Example,CN=host.example");
    gnutls_x509_crt_deinit(certificate);
    gnutls_x509_crq_deinit(request);
    gnutls_x509_privkey_deinit(key);
    gnutls_x509_privkey_deinit(other);
}

/* ---- what other programs make ---- */

struct foreign_row {
    const char *name;
    const char *file;
    gnutls_sign_algorithm_t algorithm;
    const char *subject;
    const char *extensions;
};

static const struct foreign_row foreign_rows[] = {
    { "a request of certtool", "requests/certtool.der", GNUTLS_SIGN_EDDSA_ED25519,
      "CN=host.example.test,O=Ex\xc3\xa4mple",
      "2.5.29.17="
      "304f8211686f73742e6578616d706c652e7465737487040a000001810e77406578616d706c652e74657374a02406"
      "082b06010505070805a0180c166a756c69657440696d2e6578616d706c652e74657374 2.5.29.19!=3000 "
      "2.5.29.15!=03020780 2.5.29.37!=300a06082b06010505070301 1.3.6.1.5.5.7.1.24=3003020105" },
    { "a request of openssl", "requests/openssl.der", GNUTLS_SIGN_RSA_SHA256,
      "CN=host.example.test,O=Example,C=DE",
      "2.5.29.17="
      "30298211686f73742e6578616d706c652e7465737487040a000001810e77406578616d706c652e74657374 "
      "2.5.29.15!=03020780 2.5.29.37=300a06082b06010505070301 2.5.29.19!=30060101ff020102" },
    { "a request of openssl with PSS", "requests/openssl-pss.der", GNUTLS_SIGN_RSA_PSS_SHA384,
      "CN=host.example.test", "" },
};

static void test_requests_of_others(void **state)
{
    const struct foreign_row *row = *state;
    gnutls_x509_crq_t request = empty();
    gnutls_datum_t file, name, der;

    assert_int_equal(pair_load(row->file, &file), 0);
    assert_code(gnutls_x509_crq_import(request, &file, GNUTLS_X509_FMT_DER), 0);
    assert_code(gnutls_x509_crq_verify(request, 0), 0);
    assert_int_equal(gnutls_x509_crq_get_version(request), 1);
    assert_int_equal(gnutls_x509_crq_get_signature_algorithm(request), row->algorithm);
    assert_code(gnutls_x509_crq_get_dn3(request, &name, 0), 0);
    assert_string_equal((char *)name.data, row->subject);
    assert_string_equal(extensions_of(request), row->extensions);
    assert_code(gnutls_x509_crq_export2(request, GNUTLS_X509_FMT_DER, &der), 0);
    assert_int_equal(der.size, file.size);
    assert_memory_equal(der.data, file.data, file.size);
    gnutls_free(name.data);
    gnutls_free(der.data);
    free(file.data);
    gnutls_x509_crq_deinit(request);
}

int main(void)
{
    ADD(test_extensions_are_the_same_byte_for_byte);
    ADD(test_extensions_are_told);
    ADD(test_a_certificate_takes_name_and_key_of_a_request);
    ADD(test_a_certificate_takes_what_a_request_wants);
    ADD_ROWS(foreign_rows, test_requests_of_others);
    return suite_run("request_extensions");
}

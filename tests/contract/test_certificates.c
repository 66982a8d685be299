/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_certificates.c - what a certificate says
 *
 * What is expected of tests/data is what openssl says of it.
 */

#include "suite.h"

#include <gnutls/x509.h>

/* What the API calls deprecated, programs still use. */
#pragma GCC diagnostic ignored "-Wdeprecated-declarations"

/* ---- what is asked by a buffer and its size ---- */

enum { ROOM = 256 };

struct sized_row {
    const char *name;
    int (*get)(gnutls_x509_crt_t certificate, void *out, size_t *size);
    const char *expected; /* text, or hex */
    bool is_text;
};

static int get_purpose(gnutls_x509_crt_t certificate, void *out, size_t *size)
{
    unsigned critical = 9;
    int result = gnutls_x509_crt_get_key_purpose_oid(certificate, 0, out, size, &critical);

    assert_true(result < 0 || critical == 0);
    return result;
}

static int get_subject_id(gnutls_x509_crt_t certificate, void *out, size_t *size)
{
    return gnutls_x509_crt_get_subject_key_id(certificate, out, size, NULL);
}

static int get_authority_id(gnutls_x509_crt_t certificate, void *out, size_t *size)
{
    return gnutls_x509_crt_get_authority_key_id(certificate, out, size, NULL);
}

static int get_fingerprint(gnutls_x509_crt_t certificate, void *out, size_t *size)
{
    return gnutls_x509_crt_get_fingerprint(certificate, GNUTLS_DIG_SHA256, out, size);
}

static int get_name(gnutls_x509_crt_t certificate, void *out, size_t *size)
{
    return gnutls_x509_crt_get_dn(certificate, out, size);
}

static int get_issuer(gnutls_x509_crt_t certificate, void *out, size_t *size)
{
    return gnutls_x509_crt_get_issuer_dn(certificate, out, size);
}

static int get_common_name(gnutls_x509_crt_t certificate, void *out, size_t *size)
{
    return gnutls_x509_crt_get_dn_by_oid(certificate, GNUTLS_OID_X520_COMMON_NAME, 0, 0, out, size);
}

static int get_issuer_common_name(gnutls_x509_crt_t certificate, void *out, size_t *size)
{
    return gnutls_x509_crt_get_issuer_dn_by_oid(certificate, GNUTLS_OID_X520_COMMON_NAME, 0, 0, out,
                                                size);
}

static int get_name_oid(gnutls_x509_crt_t certificate, void *out, size_t *size)
{
    return gnutls_x509_crt_get_dn_oid(certificate, 0, out, size);
}

static int get_issuer_oid(gnutls_x509_crt_t certificate, void *out, size_t *size)
{
    return gnutls_x509_crt_get_issuer_dn_oid(certificate, 0, out, size);
}

static int get_extension_oid(gnutls_x509_crt_t certificate, void *out, size_t *size)
{
    return gnutls_x509_crt_get_extension_oid(certificate, 0, out, size);
}

static int get_extension_by_oid(gnutls_x509_crt_t certificate, void *out, size_t *size)
{
    return gnutls_x509_crt_get_extension_by_oid(certificate, "2.5.29.15", 0, out, size, NULL);
}

static int get_serial(gnutls_x509_crt_t certificate, void *out, size_t *size)
{
    return gnutls_x509_crt_get_serial(certificate, out, size);
}

static int get_first_host(gnutls_x509_crt_t certificate, void *out, size_t *size)
{
    unsigned type = 99;
    int result = gnutls_x509_crt_get_subject_alt_name2(certificate, 0, out, size, &type, NULL);

    assert_true(result < 0 || type == GNUTLS_SAN_DNSNAME);
    return result < 0 ? result : 0;
}

static int get_address(gnutls_x509_crt_t certificate, void *out, size_t *size)
{
    int result = gnutls_x509_crt_get_subject_alt_name(certificate, 3, out, size, NULL);

    return result == GNUTLS_SAN_IPADDRESS ? 0 : result;
}

static const struct sized_row sized_rows[] = {
    { "subject", get_name, "CN=server-p256", true },
    { "issuer", get_issuer, "CN=inter", true },
    { "common name", get_common_name, "server-p256", true },
    { "issuer's common name", get_issuer_common_name, "inter", true },
    { "object id in the subject", get_name_oid, "2.5.4.3", true },
    { "object id in the issuer", get_issuer_oid, "2.5.4.3", true },
    { "purpose", get_purpose, "1.3.6.1.5.5.7.3.1", true },
    { "first host", get_first_host, "localhost", true },
    { "address", get_address, "7f000001", false },
    { "serial number", get_serial, "12", false },
    { "first extension", get_extension_oid, "2.5.29.19", true },
    { "extension by its id", get_extension_by_oid, "03020780", false },
    { "subject's key", get_subject_id, "54ee1eb44de235d87496ed9cb83573adeb38ed76", false },
    { "authority's key", get_authority_id, "4c14e4c48fe2804c0d3709aa0924d38efc60be00", false },
    { "fingerprint", get_fingerprint,
      "8b795228022a632bc1d91dd4aa38030d28300f9f36276bb2b12932948a5a7831", false },
};

/* The right size is told to who brings too little room, and then it is enough. */
static void test_fact_of_any_size(void **state)
{
    const struct sized_row *row = *state;
    gnutls_x509_crt_t certificate = certificate_of("server-p256");
    unsigned char out[ROOM] = { 0 };
    size_t none = 0, size;

    assert_code(row->get(certificate, NULL, &none), GNUTLS_E_SHORT_MEMORY_BUFFER);
    size = none;
    assert_true(size > 0 && size < ROOM);
    assert_code(row->get(certificate, out, &size), 0);

    if (row->is_text) {
        assert_string_equal((const char *)out, row->expected);
    } else {
        assert_string_equal(hex_of(out, size), row->expected);
    }
    gnutls_x509_crt_deinit(certificate);
}

/* Unlike the others, this one is asked for its size without an error. */
static void test_an_extension_tells_its_size_first(void **state)
{
    gnutls_x509_crt_t certificate = certificate_of("server-p256");
    unsigned char out[4];
    size_t size = 0;

    assert_code(gnutls_x509_crt_get_extension_data(certificate, 3, NULL, &size), 0);
    assert_int_equal(size, sizeof out);
    size = 1;
    assert_code(gnutls_x509_crt_get_extension_data(certificate, 3, out, &size),
                GNUTLS_E_SHORT_MEMORY_BUFFER);
    assert_int_equal(size, sizeof out);
    assert_code(gnutls_x509_crt_get_extension_data(certificate, 3, out, &size), 0);
    assert_string_equal(hex_of(out, size), "03020780");
    gnutls_x509_crt_deinit(certificate);
}

/* ---- the rest of one certificate ---- */

static void test_what_a_server_certificate_says(void **state)
{
    gnutls_x509_crt_t certificate = certificate_of("server-p256");
    unsigned critical = 9, authority = 9, usage = 0, bits = 0;
    int path = 9;

    assert_int_equal(gnutls_x509_crt_get_version(certificate), 3);
    assert_int_equal(gnutls_x509_crt_get_activation_time(certificate), 1577836800);
    assert_int_equal(gnutls_x509_crt_get_expiration_time(certificate), 2524521600);
    assert_int_equal(gnutls_x509_crt_get_pk_algorithm(certificate, &bits), GNUTLS_PK_ECDSA);
    assert_int_equal(bits, 256);
    assert_int_equal(gnutls_x509_crt_get_signature_algorithm(certificate),
                     GNUTLS_SIGN_ECDSA_SHA256);
    assert_code(gnutls_x509_crt_get_basic_constraints(certificate, &critical, &authority, &path),
                0);
    assert_int_equal(critical, 1);
    assert_int_equal(authority, 0);
    assert_int_equal(path, -1);
    assert_int_equal(gnutls_x509_crt_get_ca_status(certificate, NULL), 0);
    assert_code(gnutls_x509_crt_get_key_usage(certificate, &usage, &critical), 0);
    assert_int_equal(usage, GNUTLS_KEY_DIGITAL_SIGNATURE);
    assert_int_equal(critical, 1);
    gnutls_x509_crt_deinit(certificate);
}

static void test_behind_the_last_there_is_nothing(void **state)
{
    gnutls_x509_crt_t certificate = certificate_of("server-p256");
    unsigned char out[ROOM];
    size_t size = ROOM;
    int code = GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE;

    assert_code(gnutls_x509_crt_get_subject_alt_name(certificate, 4, out, &size, NULL), code);
    assert_code(gnutls_x509_crt_get_key_purpose_oid(certificate, 1, out, &size, NULL), code);
    assert_code(gnutls_x509_crt_get_extension_oid(certificate, 6, out, &size), code);
    assert_code(gnutls_x509_crt_get_extension_by_oid(certificate, "1.2.3", 0, out, &size, NULL),
                code);
    assert_code(
        gnutls_x509_crt_get_dn_by_oid(certificate, GNUTLS_OID_X520_COMMON_NAME, 1, 0, out, &size),
        code);
    assert_code(gnutls_x509_crt_get_dn_oid(certificate, 1, out, &size), code);
    gnutls_x509_crt_deinit(certificate);
}

static void test_an_authority_says_so(void **state)
{
    gnutls_x509_crt_t root = certificate_of("root"), inter = certificate_of("inter");
    gnutls_x509_crt_t leaf = certificate_of("server-p256");

    assert_true(gnutls_x509_crt_get_ca_status(root, NULL) > 0);
    assert_true(gnutls_x509_crt_get_ca_status(inter, NULL) > 0);
    assert_int_equal(gnutls_x509_crt_check_issuer(leaf, inter), 1);
    assert_int_equal(gnutls_x509_crt_check_issuer(leaf, root), 0);
    assert_int_equal(gnutls_x509_crt_check_issuer(inter, root), 1);
    assert_int_equal(gnutls_x509_crt_equals(leaf, leaf), 1);
    assert_int_equal(gnutls_x509_crt_equals(leaf, inter), 0);
    gnutls_x509_crt_deinit(leaf);
    gnutls_x509_crt_deinit(inter);
    gnutls_x509_crt_deinit(root);
}

struct name_row {
    const char *name;
    bool fits;
};

static const struct name_row name_rows[] = {
    { "localhost", true },         { "LOCALHOST", true },  { "example.test", true },
    { "www.wild.test", true },     { "wild.test", false }, { "a.b.wild.test", false },
    { "www.example.test", false }, { "127.0.0.1", true },  { "127.0.0.2", false },
    { "server-p256", false },
};

static void test_host_name(void **state)
{
    const struct name_row *row = *state;
    gnutls_x509_crt_t certificate = certificate_of("server-p256");

    assert_int_equal(gnutls_x509_crt_check_hostname(certificate, row->name) != 0, row->fits);
    assert_int_equal(gnutls_x509_crt_check_hostname2(certificate, row->name, 0) != 0, row->fits);
    gnutls_x509_crt_deinit(certificate);
}

static void test_addresses_purposes_and_mail(void **state)
{
    static const unsigned char mine[] = { 127, 0, 0, 1 }, other[] = { 127, 0, 0, 2 };
    gnutls_x509_crt_t certificate = certificate_of("server-p256");

    assert_true(gnutls_x509_crt_check_ip(certificate, mine, 4, 0) != 0);
    assert_int_equal(gnutls_x509_crt_check_ip(certificate, other, 4, 0), 0);
    assert_int_equal(gnutls_x509_crt_check_email(certificate, "me@example.test", 0), 0);
    assert_true(gnutls_x509_crt_check_key_purpose(certificate, GNUTLS_KP_TLS_WWW_SERVER, 0) != 0);
    assert_int_equal(gnutls_x509_crt_check_key_purpose(certificate, GNUTLS_KP_TLS_WWW_CLIENT, 0),
                     0);
    gnutls_x509_crt_deinit(certificate);
}

static void test_names_as_text_in_both_orders(void **state)
{
    gnutls_x509_crt_t certificate = certificate_of("server-p256");
    gnutls_datum_t text, raw;

    assert_code(gnutls_x509_crt_get_dn2(certificate, &text), 0);
    assert_string_equal((const char *)text.data, "CN=server-p256");
    gnutls_free(text.data);
    assert_code(gnutls_x509_crt_get_dn3(certificate, &text, GNUTLS_X509_DN_FLAG_COMPAT), 0);
    assert_string_equal((const char *)text.data, "CN=server-p256");
    gnutls_free(text.data);
    assert_code(gnutls_x509_crt_get_issuer_dn2(certificate, &text), 0);
    assert_string_equal((const char *)text.data, "CN=inter");
    gnutls_free(text.data);
    assert_code(gnutls_x509_crt_get_issuer_dn3(certificate, &text, 0), 0);
    assert_string_equal((const char *)text.data, "CN=inter");
    gnutls_free(text.data);
    assert_code(gnutls_x509_crt_get_raw_dn(certificate, &raw), 0);
    assert_int_equal(raw.data[0], 0x30);
    gnutls_free(raw.data);
    assert_code(gnutls_x509_crt_get_raw_issuer_dn(certificate, &raw), 0);
    assert_int_equal(raw.data[0], 0x30);
    gnutls_free(raw.data);
    gnutls_x509_crt_deinit(certificate);
}

static void test_export_gives_the_same_certificate(void **state)
{
    gnutls_x509_crt_t certificate = certificate_of("server-p256"), again;
    gnutls_datum_t der, pem, file;
    unsigned char out[2048];
    size_t size = sizeof out;

    assert_int_equal(pair_load("server-p256-cert.der", &file), 0);
    assert_code(gnutls_x509_crt_export2(certificate, GNUTLS_X509_FMT_DER, &der), 0);
    assert_int_equal(der.size, file.size);
    assert_memory_equal(der.data, file.data, file.size);
    assert_int_equal(gnutls_x509_crt_equals2(certificate, &file), 1);
    assert_code(gnutls_x509_crt_export2(certificate, GNUTLS_X509_FMT_PEM, &pem), 0);
    assert_code(gnutls_x509_crt_export(certificate, GNUTLS_X509_FMT_PEM, out, &size), 0);
    assert_int_equal(size, pem.size);
    assert_code(gnutls_x509_crt_init(&again), 0);
    assert_code(gnutls_x509_crt_import(again, &pem, GNUTLS_X509_FMT_PEM), 0);
    assert_int_equal(gnutls_x509_crt_equals(certificate, again), 1);
    gnutls_free(der.data);
    gnutls_free(pem.data);
    free(file.data);
    gnutls_x509_crt_deinit(again);
    gnutls_x509_crt_deinit(certificate);
}

static void test_a_chain_is_read_in_its_order(void **state)
{
    gnutls_x509_crt_t *list, few[1];
    gnutls_datum_t file;
    unsigned count, room = 1;
    char name[ROOM];
    size_t size = sizeof name;

    assert_int_equal(pair_load("server-p256-chain.pem", &file), 0);
    assert_code(gnutls_x509_crt_list_import2(&list, &count, &file, GNUTLS_X509_FMT_PEM, 0), 0);
    assert_int_equal(count, 2);
    assert_code(gnutls_x509_crt_get_dn(list[0], name, &size), 0);
    assert_string_equal(name, "CN=server-p256");
    size = sizeof name;
    assert_code(gnutls_x509_crt_get_dn(list[1], name, &size), 0);
    assert_string_equal(name, "CN=inter");
    assert_code(gnutls_x509_crt_list_import(few, &room, &file, GNUTLS_X509_FMT_PEM,
                                            GNUTLS_X509_CRT_LIST_IMPORT_FAIL_IF_EXCEED),
                GNUTLS_E_SHORT_MEMORY_BUFFER);
    for (unsigned i = 0; i < count; i++)
        gnutls_x509_crt_deinit(list[i]);
    gnutls_free(list);
    free(file.data);
}

/* ---- trust ---- */

static const struct hash_row {
    const char *name;
    gnutls_digest_algorithm_t expected;
} hash_rows[] = {
    { "server-rsa", GNUTLS_DIG_SHA256 },     { "server-p256", GNUTLS_DIG_SHA256 },
    { "server-p384", GNUTLS_DIG_SHA384 },    { "server-p521", GNUTLS_DIG_SHA512 },
    { "server-ed25519", GNUTLS_DIG_SHA512 }, { "server-ed448", GNUTLS_DIG_SHAKE_256 },
};

static void test_hash_goes_well_with_the_key(void **state)
{
    const struct hash_row *row = *state;
    gnutls_x509_crt_t certificate = certificate_of(row->name);
    gnutls_digest_algorithm_t hash = GNUTLS_DIG_UNKNOWN;
    unsigned mandatory = 9;

    assert_code(gnutls_x509_crt_get_preferred_hash_algorithm(certificate, &hash, &mandatory), 0);

    assert_int_equal(hash, row->expected);
    assert_int_equal(mandatory, 0);
    gnutls_x509_crt_deinit(certificate);
}

int main(void)
{
    ADD_ROWS(hash_rows, test_hash_goes_well_with_the_key);
    ADD_ROWS(sized_rows, test_fact_of_any_size);
    ADD(test_an_extension_tells_its_size_first);
    ADD(test_what_a_server_certificate_says);
    ADD(test_behind_the_last_there_is_nothing);
    ADD(test_an_authority_says_so);
    ADD_ROWS(name_rows, test_host_name);
    ADD(test_addresses_purposes_and_mail);
    ADD(test_names_as_text_in_both_orders);
    ADD(test_export_gives_the_same_certificate);
    ADD(test_a_chain_is_read_in_its_order);
    return suite_run("certificates");
}

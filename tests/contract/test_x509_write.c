/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_x509_write.c - certificates made: numbers, times, names, missing parts
 *
 * Where a signature is determined by key and text (Ed25519, RSA with PKCS#1) the certificate is
 * compared by its fingerprint; elsewhere it must verify.
 */

#include "certificates.h"

/* ---- what a certificate needs ---- */

enum part { VERSION = 1, SERIAL = 2, BEGINNING = 4, ENDING = 8, KEY = 16, ALL = 31 };

struct missing_row {
    const char *name;
    unsigned parts;
    int code;
};

static const struct missing_row missing_rows[] = {
    { "a certificate with all it needs", ALL, 0 },
    { "a certificate without a version is of the first", ALL & ~VERSION, 0 },
    { "a certificate without a number", ALL & ~SERIAL, GNUTLS_E_ASN1_VALUE_NOT_FOUND },
    { "a certificate without a beginning", ALL & ~BEGINNING, GNUTLS_E_CERTIFICATE_TIME_ERROR },
    { "a certificate without an end", ALL & ~ENDING, GNUTLS_E_CERTIFICATE_TIME_ERROR },
    { "a certificate without a key", ALL & ~KEY, GNUTLS_E_ASN1_VALUE_NOT_FOUND },
    { "a certificate with nothing", 0, GNUTLS_E_CERTIFICATE_TIME_ERROR },
};

static void test_missing_parts(void **state)
{
    const struct missing_row *row = *state;
    gnutls_x509_privkey_t key = x509_key_of("server-ed25519");
    gnutls_x509_crt_t certificate = empty();
    gnutls_datum_t out;

    if (row->parts & VERSION)
        assert_code(gnutls_x509_crt_set_version(certificate, 3), 0);
    if (row->parts & SERIAL)
        assert_code(gnutls_x509_crt_set_serial(certificate, "\x01", 1), 0);
    if (row->parts & BEGINNING)
        assert_code(gnutls_x509_crt_set_activation_time(certificate, BEGIN), 0);
    if (row->parts & ENDING)
        assert_code(gnutls_x509_crt_set_expiration_time(certificate, END), 0);
    if (row->parts & KEY)
        assert_code(gnutls_x509_crt_set_key(certificate, key), 0);
    assert_code(gnutls_x509_crt_sign2(certificate, certificate, key, GNUTLS_DIG_SHA512, 0),
                row->code);

    if (row->code < 0) {
        assert_code(gnutls_x509_crt_export2(certificate, GNUTLS_X509_FMT_DER, &out),
                    GNUTLS_E_ASN1_VALUE_NOT_FOUND);
    } else {
        assert_int_equal(gnutls_x509_crt_get_version(certificate), row->parts & VERSION ? 3 : 1);
        assert_true(verifies(certificate));
    }
    gnutls_x509_crt_deinit(certificate);
    gnutls_x509_privkey_deinit(key);
}

/* ---- numbers and times ---- */

struct serial_row {
    const char *name;
    const char *number;
    size_t size;
    int code;
    const char *read;
};

static const struct serial_row serial_rows[] = {
    { "a number", "\x01\x02", 2, 0, "0102" },
    { "a number with zeros in front", "\x00\x00\x01", 3, 0, "01" },
    { "a number with a zero that it needs", "\x00\x80", 2, 0, "0080" },
    { "a negative number", "\x80\x01", 2, 0, "8001" },
    { "a negative number with ones in front", "\xff\xff\x80\x01", 4, 0, "8001" },
    { "no number", "", 0, GNUTLS_E_INVALID_REQUEST, NULL },
    { "zero", "\x00", 1, GNUTLS_E_INVALID_REQUEST, NULL },
};

static void test_serial(void **state)
{
    const struct serial_row *row = *state;
    gnutls_x509_crt_t certificate = empty();
    unsigned char number[64];
    size_t size = sizeof number;

    assert_code(gnutls_x509_crt_get_serial(certificate, number, &size),
                GNUTLS_E_ASN1_VALUE_NOT_FOUND);
    assert_code(gnutls_x509_crt_set_serial(certificate, row->number, row->size), row->code);
    if (row->code == 0) {
        size = sizeof number;
        assert_code(gnutls_x509_crt_get_serial(certificate, number, &size), 0);
        assert_string_equal(hex_of(number, size), row->read);
    }
    gnutls_x509_crt_deinit(certificate);
}

struct time_row {
    const char *name;
    time_t set, read;
};

static const struct time_row time_rows[] = {
    { "a time", 1000000000, 1000000000 },
    { "the last time with two digits of the year", 2524607999, 2524607999 },
    { "the first time with four digits of the year", 2524608000, 2524608000 },
    { "the last time", 253402300799, 253402300799 },
    { "a time behind the last", 253402300800, 253402300799 },
    { "no end", -1, 253402300799 },
    { "no end by its name", GNUTLS_X509_NO_WELL_DEFINED_EXPIRATION,
      GNUTLS_X509_NO_WELL_DEFINED_EXPIRATION },
};

static void test_time(void **state)
{
    const struct time_row *row = *state;
    gnutls_x509_crt_t certificate = empty();

    assert_int_equal(gnutls_x509_crt_get_activation_time(certificate), -1);
    assert_int_equal(gnutls_x509_crt_get_expiration_time(certificate), -1);
    assert_code(gnutls_x509_crt_set_expiration_time(certificate, row->set), 0);
    assert_int_equal(gnutls_x509_crt_get_activation_time(certificate), -1);
    assert_int_equal(gnutls_x509_crt_get_expiration_time(certificate), row->read);
    assert_code(gnutls_x509_crt_set_activation_time(certificate, row->set), 0);
    assert_int_equal(gnutls_x509_crt_get_activation_time(certificate), row->read);
    gnutls_x509_crt_deinit(certificate);
}

static void test_versions_are_from_one_to_three(void **state)
{
    gnutls_x509_crt_t certificate = empty();

    assert_code(gnutls_x509_crt_set_version(certificate, 0), GNUTLS_E_INVALID_REQUEST);
    for (unsigned version = 3; version > 0; version--) {
        assert_code(gnutls_x509_crt_set_version(certificate, version), 0);
        assert_int_equal(gnutls_x509_crt_get_version(certificate), version);
    }
    gnutls_x509_crt_deinit(certificate);
}

/* ---- names ---- */

struct name_row {
    const char *name;
    const char *text; /* what is parsed */
    const char *oid;  /* what is added then, or NULL */
    unsigned is_der;
    const char *value;
    int code;
    const char *der;
};

/* clang-format off */
static const struct name_row name_rows[] = {
    { "a name",                     "CN=a,O=b,C=DE", NULL,      0, NULL,          0, "3025310b3009060355040613024445310a3008060355040a130162310a30080603550403130161" },
    { "a name in UTF-8",            "CN=\xc3\xa9",   NULL,      0, NULL,          0, "300d310b300906035504030c02c3a9" },
    { "a part behind others",       "CN=a,O=b",      "2.5.4.6", 0, "DE",          0, "3025310a3008060355040a130162310a30080603550403130161310b3009060355040613024445" },
    { "a part alone",               "",              "2.5.4.3", 0, "host",        0, "300f310d300b06035504031304686f7374" },
    { "a part from DER",            "",              "1.2.3.4", 1, "\x0c\x01x",   0, "300c310a300806032a03040c0178" },
    { "a part that is not known",   "",              "1.2.3.4", 0, "x", GNUTLS_E_X509_UNSUPPORTED_OID, "" },
    { "what is no OID",             "",              "x",       0, "x", GNUTLS_E_X509_UNSUPPORTED_OID, "" },
    { "an empty part",              "",              "2.5.4.3", 0, "",            GNUTLS_E_INVALID_REQUEST, "" },
    { "no name",                    "CN=a,b",        NULL,      0, NULL,          GNUTLS_E_PARSING_ERROR, "" },
};
/* clang-format on */

static int set_name(const struct name_row *row, gnutls_x509_crt_t certificate)
{
    int code = gnutls_x509_crt_set_dn(certificate, row->text, NULL);

    if (code < 0 || row->oid == NULL)
        return code;
    return gnutls_x509_crt_set_dn_by_oid(certificate, row->oid, row->is_der, row->value,
                                         (unsigned)strlen(row->value));
}

static int set_issuer_name(const struct name_row *row, gnutls_x509_crt_t certificate)
{
    int code = gnutls_x509_crt_set_issuer_dn(certificate, row->text, NULL);

    if (code < 0 || row->oid == NULL)
        return code;
    return gnutls_x509_crt_set_issuer_dn_by_oid(certificate, row->oid, row->is_der, row->value,
                                                (unsigned)strlen(row->value));
}

static void test_name(void **state)
{
    const struct name_row *row = *state;
    gnutls_x509_crt_t certificate = empty();
    gnutls_datum_t der = { NULL, 0 };

    assert_code(set_name(row, certificate), row->code);
    assert_code(set_issuer_name(row, certificate), row->code);
    if (row->code == 0) {
        assert_code(gnutls_x509_crt_get_raw_dn(certificate, &der), 0);
        assert_string_equal(hex_of(der.data, der.size), row->der);
        gnutls_free(der.data);
        assert_code(gnutls_x509_crt_get_raw_issuer_dn(certificate, &der), 0);
        assert_string_equal(hex_of(der.data, der.size), row->der);
        gnutls_free(der.data);
    }
    gnutls_x509_crt_deinit(certificate);
}

static void test_a_proxy_is_named_after_whom_it_acts_for(void **state)
{
    gnutls_x509_crt_t proxy = empty(), owner = empty();
    char name[64];
    size_t size = sizeof name;

    assert_code(gnutls_x509_crt_set_dn(owner, "CN=owner", NULL), 0);
    assert_code(gnutls_x509_crt_set_proxy_dn(proxy, owner, 0, "proxy", 5), 0);
    assert_code(gnutls_x509_crt_get_dn(proxy, name, &size), 0);
    assert_string_equal(name, "CN=owner,CN=proxy");
    assert_code(gnutls_x509_crt_set_proxy_dn(proxy, NULL, 0, "proxy", 5), GNUTLS_E_INVALID_REQUEST);
    gnutls_x509_crt_deinit(proxy);
    gnutls_x509_crt_deinit(owner);
}

/* ---- whole certificates ---- */

static void test_a_certificate_is_the_same_byte_for_byte(void **state)
{
    gnutls_x509_privkey_t ed25519 = x509_key_of("server-ed25519"), rsa = x509_key_of("server-rsa");
    gnutls_x509_crt_t certificate = draft(ed25519);

    assert_code(gnutls_x509_crt_sign2(certificate, certificate, ed25519, 0, 0), 0);
    assert_string_equal(fingerprint(certificate), "a29c3bcc4d07a2a5ed9b2ddaf15de5fc8ec3af7a");
    gnutls_x509_crt_deinit(certificate);

    certificate = draft(rsa);
    assert_code(gnutls_x509_crt_sign2(certificate, certificate, rsa, GNUTLS_DIG_SHA256, 0), 0);
    assert_string_equal(fingerprint(certificate), "ffa04af3ffb398cd66fc948e83272777c2836706");
    gnutls_x509_crt_deinit(certificate);
    gnutls_x509_privkey_deinit(ed25519);
    gnutls_x509_privkey_deinit(rsa);
}

static void test_identifiers_of_names_are_where_they_belong(void **state)
{
    gnutls_x509_privkey_t key = x509_key_of("server-ed25519");
    gnutls_x509_crt_t certificate = draft(key);

    assert_code(gnutls_x509_crt_set_issuer_unique_id(certificate, "iss", 3), 0);
    assert_code(gnutls_x509_crt_set_subject_unique_id(certificate, "subj", 4), 0);
    assert_code(gnutls_x509_crt_sign2(certificate, certificate, key, 0, 0), 0);
    assert_string_equal(fingerprint(certificate), "0851f87f7dbc4016d6aea3342212fb6ccdd7ea96");
    gnutls_x509_crt_deinit(certificate);
    gnutls_x509_privkey_deinit(key);
}

static void test_nothing_is_no_certificate(void **state)
{
    gnutls_x509_privkey_t key = x509_key_of("server-ed25519"), none;
    gnutls_x509_crt_t certificate = draft(key);

    assert_code(gnutls_x509_privkey_init(&none), 0);
    assert_code(gnutls_x509_crt_set_version(NULL, 3), GNUTLS_E_INVALID_REQUEST);
    assert_code(gnutls_x509_crt_set_serial(NULL, "\x01", 1), GNUTLS_E_INVALID_REQUEST);
    assert_code(gnutls_x509_crt_set_activation_time(NULL, 0), GNUTLS_E_INVALID_REQUEST);
    assert_code(gnutls_x509_crt_set_expiration_time(NULL, 0), GNUTLS_E_INVALID_REQUEST);
    assert_code(gnutls_x509_crt_set_key(NULL, key), GNUTLS_E_INVALID_REQUEST);
    assert_code(gnutls_x509_crt_set_key(certificate, none), GNUTLS_E_UNKNOWN_PK_ALGORITHM);
    assert_code(gnutls_x509_crt_sign2(NULL, certificate, key, 0, 0), GNUTLS_E_INVALID_REQUEST);
    assert_code(gnutls_x509_crt_sign2(certificate, NULL, key, 0, 0), GNUTLS_E_INVALID_REQUEST);
    assert_code(gnutls_x509_crt_sign2(certificate, certificate, NULL, 0, 0),
                GNUTLS_E_INVALID_REQUEST);
    gnutls_x509_crt_deinit(certificate);
    gnutls_x509_privkey_deinit(key);
    gnutls_x509_privkey_deinit(none);
}

int main(void)
{
    ADD_ROWS(missing_rows, test_missing_parts);
    ADD_ROWS(serial_rows, test_serial);
    ADD_ROWS(time_rows, test_time);
    ADD(test_versions_are_from_one_to_three);
    ADD_ROWS(name_rows, test_name);
    ADD(test_a_proxy_is_named_after_whom_it_acts_for);
    ADD(test_a_certificate_is_the_same_byte_for_byte);
    ADD(test_identifiers_of_names_are_where_they_belong);
    ADD(test_nothing_is_no_certificate);
    return suite_run("x509_write");
}

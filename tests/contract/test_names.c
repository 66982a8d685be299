/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_names.c - distinguished names: from text, to text, part by part
 *
 * What is expected of text is RFC 4514; where the reference takes less or
 * more than the standard, a row says so.
 */

#include "suite.h"

#include <gnutls/x509.h>

enum { ROOM = 512 };

/* ---- from text ---- */

struct text_row {
    const char *text;
    const char *der[LIBRARIES]; /* hex; NULL: refused */
};

static const struct text_row text_rows[] = {
    { "CN=a", BOTH("300c310a30080603550403130161") },
    { "cn=low", BOTH("300e310c300a060355040313036c6f77") },
    { "2.5.4.3=abc", BOTH("300e310c300a06035504031303616263") },
    { "C=GR,O=Foo,CN=Bar", BOTH("3029310c300a06035504031303426172310c300a060355040a1303466f6f310b30"
                                "09060355040613024752") },
    { " C=GR,O= Foo ,CN=x ",
      BOTH("3027310a30080603550403130178310c300a060355040a1303466f6f310b30090"
           "60355040613024752") },
    { "CN=\xc3\xa9", BOTH("300d310b300906035504030c02c3a9") },
    { "OU=a*b", BOTH("300e310c300a060355040b0c03612a62") },
    { "DC=example", BOTH("301931173015060a0992268993f22c64011916076578616d706c65") },
    { "EMAIL=a@b", BOTH("30143112301006092a864886f70d0109011603614062") },
    { "UID=foo", BOTH("301531133011060a0992268993f22c6401011303666f6f") },
    { "serialNumber=12", BOTH("300d310b3009060355040513023132") },
    { "C=gr", BOTH("300d310b3009060355040613026772") },
    { "1.2.3.4=#0c0161", BOTH("300c310a300806032a03040c0161") },
    { "CN=#0c0161", BOTH("300c310a300806035504030c0161") },
    { "CN=a\\,b", BOTH("300e310c300a06035504031303612c62") },
    { "CN=\\#a", BOTH("300d310b300906035504030c022361") },
    { "CN=a=b", BOTH("300e310c300a06035504031303613d62") },
    { "CN=a  b", BOTH("300f310d300b0603550403130461202062") },
    { "", BOTH("3000") },
    { "CN=", BOTH(NULL) },
    { "CN", BOTH(NULL) },
    { "=a", BOTH(NULL) },
    { "CN=a,,O=b", BOTH(NULL) },
    { ",CN=a", BOTH(NULL) },
    { "XX=a", BOTH(NULL) },
    { "1.2.3.4=foo", BOTH(NULL) },
    { "CN=#zz", BOTH(NULL) },
    { "CN=\"a,b\"", BOTH(NULL) },
    { "CN=a\\zb", BOTH(NULL) },
    /* RFC 4514, 2.4 and 2.2. */
    { "CN=a\\2cb", EACH(NULL, "300e310c300a06035504031303612c62") },
    { "CN=a+O=b", EACH(NULL, "30163114300806035504031301613008060355040a130162") },
    { "O=b+CN=a", EACH(NULL, "30163114300806035504031301613008060355040a130162") },
    /* A value that is no UTF-8, and a backslash in front of nothing. */
    { "CN=\xff", EACH("300c310a300806035504030c01ff", NULL) },
    { "CN=a\\", EACH("300d310b300906035504030c02615c", NULL) },
};

static void test_name_from_text(void **state)
{
    const struct text_row *row = *state;
    const char *expected = row->der[library_under_test()];
    gnutls_datum_t der = { NULL, 0 };
    gnutls_x509_dn_t name;
    assert_code(gnutls_x509_dn_init(&name), 0);

    int result = gnutls_x509_dn_set_str(name, row->text, NULL);

    assert_code(result, expected != NULL ? 0 : GNUTLS_E_PARSING_ERROR);
    if (expected != NULL) {
        assert_code(gnutls_x509_dn_export2(name, GNUTLS_X509_FMT_DER, &der), 0);
        assert_string_equal(hex_of(der.data, der.size), expected);
        gnutls_free(der.data);
    }
    gnutls_x509_dn_deinit(name);
}

/* ---- to text ---- */

struct der_row {
    const char *label, *der;
    const char *text[LIBRARIES], *compat[LIBRARIES]; /* NULL: there is none */
};

/* clang-format off */
static const struct der_row der_rows[] = {
    { "three parts",
      "3027310a30080603550403130178310c300a060355040a0c0346c3a9310b3009060355040613024752",
      BOTH("C=GR,O=F\xc3\xa9,CN=x"), BOTH("CN=x,O=F\xc3\xa9,C=GR") },
    { "two attributes in a part", "301a3118300a06035504031303616161300a060355040a1303626262",
      BOTH("CN=aaa+O=bbb"), BOTH("CN=aaa+O=bbb") },
    { "nothing", "3000", BOTH(NULL), BOTH(NULL) },
    { "a comma", "300e310c300a06035504030c03612c62", BOTH("CN=a\\,b"), BOTH("CN=a\\,b") },
    { "a space in front", "300d310b300906035504030c022061", BOTH("CN=\\ a"), BOTH("CN=\\ a") },
    { "a kind that is not known", "300c310a300806032a03040c0161",
      BOTH("1.2.3.4=#0c0161"), BOTH("1.2.3.4=#0c0161") },
    { "bits", "300d310b3009060355040303020061", BOTH("CN=#03020061"), BOTH("CN=#03020061") },
    { "two-byte characters", "300f310d300b06035504031e0400610062", BOTH("CN=ab"), BOTH("CN=ab") },
    /* RFC 4514, 2.4: a zero byte is escaped. The reference writes DER. */
    { "a zero byte", "300e310c300a06035504030c03610062",
      EACH("CN=#0c03610062", "CN=a\\00b"), EACH("CN=#0c03610062", "CN=a\\00b") },
    { "Latin-1", "300d310b300906035504031402e974",
      EACH("CN=\\#e974", "CN=\xc3\xa9t"), EACH("CN=\\#e974", "CN=\xc3\xa9t") },
};
/* clang-format on */

static void assert_text(const gnutls_datum_t *name, unsigned flags, const char *expected)
{
    gnutls_datum_t text = { NULL, 0 };
    int code = expected != NULL ? 0 : GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE;

    assert_code(gnutls_x509_rdn_get2(name, &text, flags), code);
    if (expected == NULL)
        return;
    assert_string_equal(text.data, expected);
    assert_int_equal(text.size, strlen(expected));
    gnutls_free(text.data);
}

static void test_name_to_text(void **state)
{
    const struct der_row *row = *state;
    unsigned char room[ROOM];
    gnutls_datum_t name = from_hex(row->der, room);

    assert_text(&name, 0, row->text[library_under_test()]);
    assert_text(&name, GNUTLS_X509_DN_FLAG_COMPAT, row->compat[library_under_test()]);
}

/* ---- part by part ---- */

static const char three_parts[] =
    "3027310a30080603550403130178310c300a060355040a0c0346c3a9310b3009060355040613024752";

struct part_row {
    const char *label;
    int set, index, code;
    const char *oid, *value;
    unsigned long tag;
};

static const struct part_row part_rows[] = {
    { "first", 0, 0, 0, "2.5.4.3", "x", 0x13 },
    { "second", 1, 0, 0, "2.5.4.10", "F\xc3\xa9", 0x0c },
    { "third", 2, 0, 0, "2.5.4.6", "GR", 0x13 },
    { "behind the last", 3, 0, GNUTLS_E_ASN1_ELEMENT_NOT_FOUND },
    { "second in the first", 0, 1, GNUTLS_E_ASN1_ELEMENT_NOT_FOUND },
    { "before the first", -1, 0, GNUTLS_E_ASN1_ELEMENT_NOT_FOUND },
    { "before the first in the first", 0, -1, GNUTLS_E_ASN1_ELEMENT_NOT_FOUND },
};

static void test_part_of_a_name(void **state)
{
    const struct part_row *row = *state;
    unsigned char room[ROOM];
    gnutls_datum_t der = from_hex(three_parts, room);
    gnutls_x509_ava_st part;
    gnutls_x509_dn_t name;
    assert_code(gnutls_x509_dn_init(&name), 0);
    assert_code(gnutls_x509_dn_import(name, &der), 0);

    assert_code(gnutls_x509_dn_get_rdn_ava(name, row->set, row->index, &part), row->code);

    if (row->code == 0) {
        assert_string_equal(part.oid.data, row->oid);
        assert_int_equal(part.oid.size, strlen(row->oid) + 1);
        assert_int_equal(part.value.size, strlen(row->value));
        assert_memory_equal(part.value.data, row->value, part.value.size);
        assert_int_equal(part.value_tag, row->tag);
    }
    gnutls_x509_dn_deinit(name);
}

static void test_right_size_of_a_name_is_told(void **state)
{
    unsigned char room[ROOM];
    char out[ROOM];
    gnutls_datum_t name = from_hex(three_parts, room);
    size_t size = 3;

    assert_code(gnutls_x509_rdn_get(&name, out, &size), GNUTLS_E_SHORT_MEMORY_BUFFER);
    assert_int_equal(size, 16);
    assert_code(gnutls_x509_rdn_get(&name, out, &size), 0);
    assert_int_equal(size, 15);
    size = 3;
    assert_code(gnutls_x509_rdn_get_by_oid(&name, "2.5.4.10", 0, 1, out, &size),
                GNUTLS_E_SHORT_MEMORY_BUFFER);
    assert_in_range(size, 5, 6);
    assert_code(gnutls_x509_rdn_get_by_oid(&name, "2.5.4.10", 0, 1, out, &size), 0);
    assert_memory_equal(out,
                        "\x0c\x03"
                        "F\xc3\xa9",
                        5);
    size = sizeof out;
    assert_code(gnutls_x509_rdn_get_oid(&name, 2, out, &size), 0);
    assert_string_equal(out, "2.5.4.6");
    size = sizeof out;
    assert_code(gnutls_x509_rdn_get_oid(&name, 3, out, &size),
                GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE);
}

struct broken_row {
    const char *label, *der;
    int code;
};

static const struct broken_row broken_rows[] = {
    { "nothing", "", GNUTLS_E_INVALID_REQUEST },
    { "no DER", "7a7a", GNUTLS_E_ASN1_DER_ERROR },
    { "cut", "300c310a300806035504031301", GNUTLS_E_ASN1_DER_ERROR },
    { "more behind", "300c310a3008060355040313016178", GNUTLS_E_ASN1_DER_ERROR },
};

static void test_broken_name_is_refused(void **state)
{
    const struct broken_row *row = *state;
    unsigned char room[ROOM];
    gnutls_datum_t der = from_hex(row->der, room), text;
    gnutls_x509_dn_t name;
    assert_code(gnutls_x509_dn_init(&name), 0);

    assert_code(gnutls_x509_dn_import(name, &der), row->code);
    assert_code(gnutls_x509_rdn_get2(&der, &text, 0), row->code);

    gnutls_x509_dn_deinit(name);
}

static void test_name_in_pem(void **state)
{
    gnutls_datum_t pem;
    gnutls_x509_dn_t name;
    assert_code(gnutls_x509_dn_init(&name), 0);
    assert_code(gnutls_x509_dn_set_str(name, "CN=a", NULL), 0);

    assert_code(gnutls_x509_dn_export2(name, GNUTLS_X509_FMT_PEM, &pem), 0);

    assert_string_equal(pem.data, "-----BEGIN NAME-----\nMAwxCjAIBgNVBAMTAWE=\n"
                                  "-----END NAME-----\n");
    gnutls_free(pem.data);
    gnutls_x509_dn_deinit(name);
}

/* ---- what parts are called ---- */

struct kind_row {
    const char *oid, *name;
};

static const struct kind_row kind_rows[] = {
    { "2.5.4.3", "CN" },
    { "2.5.4.9", "street" },
    { "2.5.4.13", "description" },
    { "2.5.4.44", "generationQualifier" },
    { "0.9.2342.19200300.100.1.25", "DC" },
    { "1.2.840.113549.1.9.1", "EMAIL" },
    { "1.3.6.1.4.1.311.60.2.1.3", "jurisdictionOfIncorporationCountryName" },
    { "1.3.6.1.5.5.7.9.4", "countryOfCitizenship" },
    { "1.3.6.1.5.5.7.8.5", "XmppAddr" },
    { "2.5.4.97", NULL },
    { "1.2.3", NULL },
};

static void test_short_name_of_a_kind(void **state)
{
    const struct kind_row *row = *state;
    const char *name = gnutls_x509_dn_oid_name(row->oid, 0);

    assert_int_equal(gnutls_x509_dn_oid_known(row->oid) != 0, row->name != NULL);
    assert_string_equal(name != NULL ? name : "none", row->name != NULL ? row->name : "none");
    assert_string_equal(gnutls_x509_dn_oid_name(row->oid, GNUTLS_X509_DN_OID_RETURN_OID),
                        row->name != NULL ? row->name : row->oid);
}

/* ---- of a certificate ---- */

static void test_names_of_a_certificate_are_objects(void **state)
{
    gnutls_x509_dn_t subject, again, issuer;
    gnutls_x509_crt_t certificate;
    gnutls_datum_t file, text;
    assert_int_equal(pair_load("server-p256-cert.pem", &file), 0);
    assert_code(gnutls_x509_crt_init(&certificate), 0);
    assert_code(gnutls_x509_crt_import(certificate, &file, GNUTLS_X509_FMT_PEM), 0);

    assert_code(gnutls_x509_crt_get_subject(certificate, &subject), 0);
    assert_code(gnutls_x509_crt_get_subject(certificate, &again), 0);
    assert_code(gnutls_x509_crt_get_issuer(certificate, &issuer), 0);

    assert_ptr_equal(subject, again);
    assert_code(gnutls_x509_dn_get_str(subject, &text), 0);
    assert_string_equal(text.data, "CN=server-p256");
    gnutls_free(text.data);
    assert_code(gnutls_x509_dn_get_str2(issuer, &text, 0), 0);
    assert_string_equal(text.data, "CN=inter");
    gnutls_free(text.data);
    gnutls_x509_crt_deinit(certificate);
    free(file.data);
}

int main(void)
{
    ADD_ROWS(text_rows, test_name_from_text);
    ADD_ROWS(der_rows, test_name_to_text);
    ADD_ROWS(part_rows, test_part_of_a_name);
    ADD(test_right_size_of_a_name_is_told);
    ADD_ROWS(broken_rows, test_broken_name_is_refused);
    ADD(test_name_in_pem);
    ADD_ROWS(kind_rows, test_short_name_of_a_kind);
    ADD(test_names_of_a_certificate_are_objects);
    return suite_run("names");
}
